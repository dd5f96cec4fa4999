/** Both tools as processes, each against a world of its own that starts from the same tenant. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GitHubOptions } from '../../sandbox/github.ts';
import { rememberApply } from '../../sandbox/remember.ts';
import type { WorkflowEvent } from '../../sandbox/runner/events.ts';
import { pullRequestEvent, pushEvent } from '../../sandbox/runner/events.ts';
import type { TenantOptions } from '../../sandbox/tenant.ts';
import { startWorld, type World } from '../../sandbox/world.ts';

export interface Measured {
  readonly milliseconds: number;
  /** Bytes of resident memory at its highest. */
  readonly memory: number;
  readonly tenantRequests: number;
  readonly githubRequests: number;
  readonly log: string;
}

export interface Job {
  readonly tenant: TenantOptions;
  readonly github: GitHubOptions;
  readonly before: string;
  readonly after: string;
  /** What to import. */
  readonly yaml: string;
  /** Looks at the tenant afterwards, and throws where it isn't as it has to be. */
  readonly check: (world: World) => void;
}

/** The event and the inputs of a run of ours. */
type Start = (world: World, job: Job) => readonly [WorkflowEvent, Readonly<Record<string, string>>?];

const manifestPath = '.github/permissions.yml';
const policyPath = '.github/permissions-policy.yml';

/** As many removals as there are APIs, which the default policy would block. */
const policy = 'version: 1\nremovals:\n  max: 1000\n';

export const planOnPullRequest: Start = ({ github }, { after }) => {
  github.commit('topic', { [manifestPath]: after }, { from: 'main' });
  return [pullRequestEvent(github, github.openPullRequest({ head: 'topic' }))];
};

export const applyOnPush: Start = ({ github }, { after }) => {
  github.commit('main', { [manifestPath]: after });
  return [pushEvent(github, 'main')];
};

export async function runOurs(job: Job, start: Start): Promise<Measured> {
  await using world = await startWorld({ tenant: job.tenant, github: job.github });
  world.github.commit('main', { [manifestPath]: job.before, [policyPath]: policy });
  world.github.protect('main', 'classic');
  rememberApply(world);
  const [event, inputs] = start(world, job);
  const begun = performance.now();
  const { exitCode, stdout, stderr, peakMemory } = await world.run(event, inputs, { measure: true });
  const milliseconds = performance.now() - begun;
  if (exitCode !== 0) throw new Error(`Our run ended with ${exitCode}: ${stdout}${stderr}`);
  job.check(world);
  return { milliseconds, memory: peakMemory ?? Number.NaN, log: stdout, ...counts(world) };
}

/** `a0deploy import` with nothing but the resource servers included, and the options given. */
export async function runDeployCli(job: Job, script: string, options: readonly string[]): Promise<Measured> {
  await using world = await startWorld({ tenant: job.tenant, github: job.github });
  const folder = await mkdtemp(join(tmpdir(), 'import-'));
  const input = join(folder, 'tenant.yaml');
  const peak = join(folder, 'peak-memory');
  await writeFile(input, job.yaml);
  const args = [...memoryProbe(peak), script, 'import', `--input_file=${input}`, ...options];
  const begun = performance.now();
  const { exitCode, log } = await execute(args, folder, environment(world));
  const milliseconds = performance.now() - begun;
  if (exitCode !== 0) throw new Error(`a0deploy ended with ${exitCode}: ${log}`);
  job.check(world);
  const memory = Number(await readFile(peak, 'utf8')) * 1024;
  await rm(folder, { recursive: true });
  return { milliseconds, memory, log, ...counts(world) };
}

function environment({ tenant, caFile }: World): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    NODE_EXTRA_CA_CERTS: caFile,
    AUTH0_DOMAIN: tenant.domain,
    AUTH0_CLIENT_ID: tenant.client.id,
    AUTH0_CLIENT_SECRET: tenant.client.secret,
    AUTH0_INCLUDED_ONLY: '["resourceServers"]',
  };
}

async function execute(args: readonly string[], cwd: string, env: Record<string, string>) {
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const [exitCode] = await once(child, 'close');
  return { exitCode: Number(exitCode), log: Buffer.concat(chunks).toString() };
}

/** As sandbox/runner.ts measures ours: Node.js writes its peak resident memory, in KiB, when it exits. */
function memoryProbe(file: string): string[] {
  const code = `import{writeFileSync}from'node:fs';process.on('exit',()=>writeFileSync(${JSON.stringify(file)},String(process.resourceUsage().maxRSS)))`;
  return ['--import', `data:text/javascript,${encodeURIComponent(code)}`];
}

function counts({ tenant, github }: World) {
  return { tenantRequests: tenant.requests.length, githubRequests: github.requests.length };
}
