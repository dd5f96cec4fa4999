/** `npm start`: tells in the terminal what the action is for, by running it. The command line of it. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { play } from './story/play.ts';
import { exampleScenario, ownScenario, type Scenario } from './story/scenario.ts';
import { NotAsTold, Teller } from './story/teller.ts';

const usage = `Runs the action in a sandbox and tells what it does: a pull request that changes
permissions, its merge, and the same run once more. Needs no account and no network.

Usage: npm start [-- OPTIONS]

  --manifest FILE      tell it with this manifest instead of the one in examples/
  --environment NAME   the environment to choose, where the manifest has identifiers by environment
  --help               show this

Exit code: 0 the story is as told, 1 it is not or the manifest has problems, 2 wrong usage.
`;

/** The command was given wrongly; the message says how. */
class UsageError extends Error {}

interface Options {
  readonly manifest?: string | undefined;
  readonly environment?: string | undefined;
  readonly help?: boolean | undefined;
}

const root = join(import.meta.dirname, '..');

/** npm runs scripts in the package's folder; what people type is relative to where they are. */
const here = process.env.npm_lifecycle_event === 'start' ? (process.env.INIT_CWD ?? process.cwd()) : process.cwd();

process.stdout.on('error', () => undefined); // whoever reads may stop reading, as `head` does
process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  try {
    const options = parseOptions(args);
    if (options.help) return help();
    requireBuild();
    const folder = join(root, '.sandbox');
    const pages = { folder, shown: relative(here, folder) };
    const end = await play(await chooseScenario(options), new Teller(process.stdout, process.env), pages);
    return end === 'told' ? 0 : 1;
  } catch (error) {
    return explain(error);
  }
}

function parseOptions(args: readonly string[]): Options {
  requireDashes();
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', short: 'h' } as const;
  try {
    return parseArgs({ args: [...args], options: { manifest: text, environment: text, help: flag } }).values;
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(firstSentence(error.message));
    throw error;
  }
}

/** `npm start --manifest FILE` hands over FILE alone. */
function requireDashes(): void {
  const { npm_config_manifest, npm_config_environment } = process.env;
  if (npm_config_manifest === undefined && npm_config_environment === undefined) return;
  throw new UsageError('npm kept an option for itself. Write two dashes before it: npm start -- --manifest FILE');
}

function firstSentence(text: string): string {
  return `${text.split(/[.\n]( |$)/)[0]}.`;
}

function help(): number {
  process.stdout.write(usage);
  return 0;
}

function requireBuild(): void {
  if (existsSync(join(root, 'dist/index.js'))) return;
  throw new UsageError('There is no dist/index.js to run. Make it with: npm run build');
}

async function chooseScenario({ manifest, environment }: Options): Promise<Scenario> {
  if (manifest !== undefined) return ownScenario(manifest, await readManifestFile(manifest), environment);
  if (environment === undefined) return await exampleScenario();
  throw new UsageError('--environment needs a manifest of your own: the example has one environment only.');
}

async function readManifestFile(file: string): Promise<Uint8Array> {
  try {
    return await readFile(resolve(here, file));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const reasons = new Map([
      ['ENOENT', 'there is no such file'],
      ['EISDIR', 'it is a folder'],
      ['EACCES', 'reading it is not allowed'],
    ]);
    throw new UsageError(`Cannot read ${file}: ${reasons.get(code) ?? code}.`);
  }
}

function explain(error: unknown): number {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\nTry: npm start -- --help\n`);
    return 2;
  }
  if (!(error instanceof NotAsTold)) throw error;
  process.stderr.write(`\nNot as told: ${error.message}\n`);
  return 1;
}
