/**
 * What a hostile pull request costs: each case of hostile.ts as a plan of `dist/index.js`, in seconds of the processor.
 * `node bench/cost.ts glob` measures those whose name has that in it.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pullRequestEvent } from '../sandbox/runner/events.ts';
import { startWorld } from '../sandbox/world.ts';
import { type HostileCase, hostileCases } from './hostile.ts';

const policyPath = '.github/permissions-policy.yml';
const inputs = {
  manifest: 'permissions/*.yml',
  'auth0-domain': '',
  'auth0-client-id': '',
  'auth0-client-secret': '',
};
/** In milliseconds; what has not ended by then is ended. */
const longest = 100_000;

const [wanted = ''] = process.argv.slice(2);
console.log('| case | CPU | peak memory | result | errors | warnings |\n|---|---:|---:|---|---:|---:|');
for (const one of hostileCases().filter(({ name }) => name.includes(wanted))) console.log(await measure(one));

async function measure({ name, manifest, policy }: HostileCase): Promise<string> {
  await using world = await startWorld();
  const workspace = await checkout({ ...manifest, ...(policy !== undefined && { [policyPath]: policy }) });
  world.github.commit('main', { 'permissions/0.yml': 'version: 1\napis: []\n' });
  world.github.commit('topic', { 'README.md': 'The checkout has the rest.' }, { from: 'main' });
  const event = pullRequestEvent(world.github, world.github.openPullRequest({ head: 'topic' }));
  const lost = AbortSignal.timeout(longest);
  const {
    outputs,
    cpuSeconds,
    peakMemory = Number.NaN,
  } = await world.run(event, inputs, { workspace, measure: true, lost });
  await rm(workspace, { recursive: true });
  const seconds = cpuSeconds === undefined ? `over ${longest / 1000}` : cpuSeconds.toFixed(1);
  const { result = '', 'failure-reason': reason = '', errors = '', warnings = '' } = outputs;
  const memory = `${(peakMemory / 1024 ** 2).toFixed(0)} MiB`;
  return `| ${name} | ${seconds} s | ${memory} | ${[result, reason].filter(Boolean).join(', ')} | ${errors} | ${warnings} |`;
}

/** Where there is no `HEAD`, the action takes the folder for what it is to read. */
async function checkout(files: Readonly<Record<string, string>>): Promise<string> {
  const workspace = await mkdtemp(join(tmpdir(), 'bench-'));
  await mkdir(join(workspace, '.git'));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(workspace, dirname(path)), { recursive: true });
    await writeFile(join(workspace, path), content);
  }
  return workspace;
}
