/**
 * Runs the action in this process: everything of it but the entry and the bundle, against the same servers and with the
 * same files as a process has. What a process costs (Node.js starts, the bundle is compiled) is several times what a run does.
 */
import { appendFile } from 'node:fs/promises';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { makeCertificate } from '../../sandbox/certificate.ts';
import type { Ended } from '../../sandbox/runner.ts';
import type { World, WorldOptions } from '../../sandbox/world.ts';
import { connect } from '../../src/connect.ts';
import { outputsIn } from '../../src/local-ports.ts';
import type { Reporter } from '../../src/ports/reporter.ts';
import { run } from '../../src/run.ts';
import { escaped } from '../../src/tell/escaped.ts';
import { inWorld } from '../e2e/scenario.ts';

/** All worlds of a file have one authority, which a process is told by `NODE_EXTRA_CA_CERTS`. */
const certificate = makeCertificate();

/** As `inWorld` of the end-to-end tests; a run that is to be cancelled or lost is a process here, too. */
export async function inWorldHere(options: WorldOptions, story: (world: World) => Promise<void>): Promise<void> {
  const own = await certificate;
  setDefaultCACertificates([...getCACertificates('bundled'), own.ca]);
  const tenant = { ...options.tenant, certificate: own };
  await inWorld({ ...options, tenant }, async (world) => {
    await story({ ...world, run: (event, inputs, more) => world.run(event, inputs, { instead: runHere, ...more }) });
  });
}

type Env = Readonly<Record<string, string>>;

async function runHere(env: Env): Promise<Ended> {
  const log: string[] = [];
  const reporter = new StepReporter(env, log);
  const shown = escaped(reporter);
  await run(shown, () => ({ ...connect(env, shown), cancellation: () => new AbortController().signal }));
  await reporter.written;
  return { exitCode: reporter.failed ? 1 : 0, signal: null, stdout: log.join('\n'), stderr: '' };
}

/** Says what the runner's own reporter says, of which there is one a process. */
class StepReporter implements Reporter {
  readonly file: Reporter['file'];
  failed = false;
  written: Promise<void> = Promise.resolve();
  private readonly env: Env;
  private readonly log: string[];

  constructor(env: Env, log: string[]) {
    this.env = env;
    this.log = log;
    this.file = outputsIn(env.GITHUB_WORKSPACE ?? '');
  }

  info(line: string): void {
    this.log.push(line);
  }

  mask(secret: string): void {
    this.say('add-mask', {}, secret);
  }

  warning(message: string): void {
    this.say('warning', { title }, message);
  }

  annotate({ severity, line, ...place }: Parameters<Reporter['annotate']>[0]): void {
    const { title: shown, file, column, message } = place;
    this.say(severity, { title: shown, file, line, col: column }, message);
  }

  async summary(markdown: string): Promise<void> {
    await appendFile(this.env.GITHUB_STEP_SUMMARY ?? '', `${markdown}\n`);
  }

  output(name: string, value: string): void {
    const text = `${name}<<ghadelimiter\n${value}\nghadelimiter\n`;
    this.written = this.written.then(() => appendFile(this.env.GITHUB_OUTPUT ?? '', text));
  }

  fail(message: string): void {
    this.failed = true;
    this.say('error', { title }, message);
  }

  private say(command: string, properties: Readonly<Record<string, string | number>>, message: string): void {
    const told = Object.entries(properties).map(([name, value]) => `${name}=${escapedProperty(String(value))}`);
    this.log.push(`::${command}${told.length > 0 ? ` ${told.join(',')}` : ''}::${escapedData(message)}`);
  }
}

const title = 'Auth0 Permissions';

/** As @actions/core does it. */
function escapedData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
