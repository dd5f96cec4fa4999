/** What a pull request costs as a plan of `dist/index.js`, in a process of its own. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pullRequestEvent } from '../sandbox/runner/events.ts';
import { startWorld } from '../sandbox/world.ts';
import type { HostileCase } from './hostile.ts';

const policyPath = '.github/permissions-policy.yml';
const inputs = {
  manifest: 'permissions/*.yml',
  'auth0-domain': '',
  'auth0-client-id': '',
  'auth0-client-secret': '',
};

const empty = { 'permissions/0.yml': 'version: 1\napis: []\n' };

/** In milliseconds; what has not ended by then is ended. */
export const longest = 100_000;

export interface Cost {
  /** Of the processor, in all threads; infinite where the run had to be ended. */
  readonly seconds: number;
  /** In MiB. */
  readonly memory: number;
  readonly outputs: Readonly<Record<string, string>>;
}

export async function costOf({ manifest, policy, base = empty }: HostileCase): Promise<Cost> {
  await using world = await startWorld();
  const workspace = await checkout({ ...manifest, ...(policy !== undefined && { [policyPath]: policy }) });
  world.github.commit('main', base);
  world.github.commit('topic', { 'README.md': 'The checkout has the rest.' }, { from: 'main' });
  const event = pullRequestEvent(world.github, world.github.openPullRequest({ head: 'topic' }));
  const lost = AbortSignal.timeout(longest);
  const ended = await world.run(event, inputs, { workspace, measure: true, lost });
  await rm(workspace, { recursive: true });
  const { cpuSeconds: seconds = Number.POSITIVE_INFINITY, peakMemory = Number.NaN, outputs } = ended;
  return { seconds, memory: peakMemory / 1024 ** 2, outputs };
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
