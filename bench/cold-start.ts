/**
 * Cold start: whole processes of the built action planning one API with ten permissions, against `node -e 0`, taking
 * turns in one run, and the most memory that each takes. `floor` is what Node.js alone needs for the same two requests over
 * TLS.
 */
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { median } from './median.ts';

const rounds = 25;
const action = join(import.meta.dirname, '../dist/index.js');

// The sandbox answers from a thread of its own: spawnSync below blocks this one.
const sandbox = new Worker(new URL('./cold-start-tenant.ts', import.meta.url));
const tenant = await new Promise<Record<'domain' | 'id' | 'secret' | 'ca' | 'github' | 'token', string>>((resolve) =>
  sandbox.once('message', resolve),
);

const folder = await mkdtemp(join(tmpdir(), 'cold-start-'));
const env = await prepare();
const credentials = {
  'INPUT_AUTH0-DOMAIN': tenant.domain,
  'INPUT_AUTH0-CLIENT-ID': tenant.id,
  'INPUT_AUTH0-CLIENT-SECRET': tenant.secret,
};
const commands = {
  'node -e 0': { args: ['-e', '0'], env },
  'plan, offline': { args: [action], env },
  'plan, tenant asked': { args: [action], env: { ...env, ...credentials } },
  'floor: the two requests with node:https': {
    args: [join(import.meta.dirname, 'cold-start-floor.js')],
    env: { ...env, ...credentials },
  },
};

const times = new Map(Object.keys(commands).map((name): [string, number[]] => [name, []]));
for (let round = 0; round < rounds; round += 1) {
  if (round % 5 === 0) console.error(`cold start: round ${round + 1} of ${rounds}`);
  for (const [name, { args, env: variables }] of Object.entries(commands)) {
    const start = performance.now();
    const { status, stderr } = spawnSync(process.execPath, args, { env: variables, encoding: 'utf8' });
    times.get(name)?.push(performance.now() - start);
    if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
  }
}
const base = median(times.get('node -e 0') ?? []);
for (const [name, command] of Object.entries(commands)) {
  const all = times.get(name) ?? [];
  const time = `${median(all).toFixed(0).padStart(4)} ms  ${(median(all) / base).toFixed(1).padStart(4)} ×`;
  console.log(`${name.padEnd(42)} ${time}  ${peakMemory(command).toFixed(0).padStart(4)} MiB`);
}
await rm(folder, { recursive: true });
await sandbox.terminate();

/** In MiB, of a process of its own: to ask for it takes time. */
function peakMemory({ args, env: variables }: { args: string[]; env: Record<string, string> }): number {
  const code = "process.on('exit',()=>process.stderr.write(String(process.resourceUsage().maxRSS)))";
  const probe = ['--import', `data:text/javascript,${encodeURIComponent(code)}`];
  const { stderr } = spawnSync(process.execPath, [...probe, ...args], { env: variables, encoding: 'utf8' });
  return Number(stderr) / 1024;
}

async function prepare(): Promise<Record<string, string>> {
  const names = Array.from({ length: 10 }, (_, index) => `      read:part_${index}: View part ${index}`);
  const manifest = [
    'version: 1',
    'apis:',
    '  - identifier: https://api.example.com/orders',
    '    permissions:',
    ...names,
    '',
  ];
  await mkdir(join(folder, '.github'));
  await writeFile(join(folder, '.github/permissions.yml'), manifest.join('\n'));
  for (const [name, text] of [
    ['event.json', '{}'],
    ['output', ''],
    ['summary', ''],
    ['ca.pem', tenant.ca],
  ] as const) {
    await writeFile(join(folder, name), text);
  }
  return {
    INPUT_MODE: 'plan',
    GITHUB_ACTIONS: 'true',
    'INPUT_GITHUB-TOKEN': tenant.token,
    GITHUB_API_URL: tenant.github,
    GITHUB_EVENT_NAME: 'workflow_dispatch',
    GITHUB_EVENT_PATH: join(folder, 'event.json'),
    GITHUB_OUTPUT: join(folder, 'output'),
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REPOSITORY: 'acme/orders',
    GITHUB_SHA: 'a'.repeat(40),
    GITHUB_STEP_SUMMARY: join(folder, 'summary'),
    GITHUB_WORKSPACE: folder,
    NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
  };
}
