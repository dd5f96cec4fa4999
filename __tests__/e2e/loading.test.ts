/** What a run makes Node.js load: a module that it has no use for costs every run a few milliseconds. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { workflowDispatchEvent } from '../../sandbox/runner/events.ts';
import type { RunResult } from '../../sandbox/runner.ts';
import type { World } from '../../sandbox/world.ts';
import { api, inWorld, manifest, openPullRequest, orders, planPullRequest } from './scenario.ts';

type Env = Readonly<Record<string, string>>;
type Permissions = Readonly<Record<string, string>>;

const before = { 'read:orders': 'View orders' };
const after = { ...before, 'create:orders': 'Place an order' };
const tenant = { apis: [api(orders, before)] };

/** The modules of Node.js itself that a run has loaded at its end, by the names it has for them. */
async function loadedBy(act: (world: World, env: Env) => Promise<RunResult>): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'loading-'));
  const list = join(folder, 'list.json');
  const code = `import { writeFileSync } from 'node:fs';
    process.on('exit', () => writeFileSync(${JSON.stringify(list)}, JSON.stringify(process.moduleLoadList)));`;
  const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` };
  try {
    await inWorld({ tenant }, async (world) => {
      expect((await act(world, env)).exitCode).toBe(0);
    });
    return JSON.parse(await readFile(list, 'utf8'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function plan(world: World, env: Env, base: Permissions, head: Permissions): Promise<RunResult> {
  const [was, is] = [base, head].map((permissions) => manifest({ [orders]: permissions }));
  return await planPullRequest(world, openPullRequest(world, was ?? '', is ?? ''), {}, { env });
}

test('a plan loads HTTPS, and neither a second version of HTTP, nor a second client, nor streams of the web', async () => {
  const loaded = await loadedBy((world, env) => plan(world, env, before, after));
  expect(loaded).toContain('NativeModule https');
  for (const name of ['http2', 'internal/deps/undici/undici', 'internal/webstreams/readablestream'])
    expect(loaded).not.toContain(`NativeModule ${name}`);
});

describe('V8 is told to keep the heap short', () => {
  /** As much as a thousand permissions may be, and that is 300 KiB. */
  const many = Object.fromEntries(
    Array.from({ length: 700 }, (_, index) => [`read:things-${index}`, `View ${'x'.repeat(400)}${index}`]),
  );

  async function onDemand(world: World, env: Env, mode: 'import' | 'audit'): Promise<RunResult> {
    world.github.commit('main', { 'README.md': 'x' });
    return await world.run(workflowDispatchEvent(world.github), { mode }, { env });
  }

  test.each<[string, boolean, (world: World, env: Env) => Promise<RunResult>]>([
    ['not in a plan of a small manifest', false, (world, env) => plan(world, env, before, after)],
    ['in a plan of a large one', true, (world, env) => plan(world, env, before, { ...many, ...before })],
    ['in a plan against a large one', true, (world, env) => plan(world, env, { ...many, ...before }, before)],
    ['in an import', true, (world, env) => onDemand(world, env, 'import')],
    ['in an audit', true, (world, env) => onDemand(world, env, 'audit')],
  ])('%s', async (_name, isTold, act) => {
    expect((await loadedBy(act)).includes('NativeModule v8')).toBe(isTold);
  });
});
