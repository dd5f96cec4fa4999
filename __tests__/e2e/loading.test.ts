/** What a run makes Node.js load: a module that no request needs costs every run a few milliseconds. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { api, inWorld, openPullRequest, orders, ordersManifest, planPullRequest } from './scenario.ts';

const before = { 'read:orders': 'View orders' };
const after = { ...before, 'create:orders': 'Place an order' };

/** The modules of Node.js itself that a plan of a pull request has loaded at its end, by the names it has for them. */
async function loadedByPlan(): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'loading-'));
  const list = join(folder, 'list.json');
  const code = `import { writeFileSync } from 'node:fs';
    process.on('exit', () => writeFileSync(${JSON.stringify(list)}, JSON.stringify(process.moduleLoadList)));`;
  const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` };
  try {
    await inWorld({ tenant: { apis: [api(orders, before)] } }, async (world) => {
      const number = openPullRequest(world, ordersManifest(before), ordersManifest(after));
      const { outputs } = await planPullRequest(world, number, {}, { env });
      expect(outputs).toMatchObject({ result: 'changes', additions: '1' });
    });
    return JSON.parse(await readFile(list, 'utf8'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('a plan loads HTTPS, and neither a second version of HTTP, nor a second client, nor streams of the web', async () => {
  const loaded = await loadedByPlan();
  expect(loaded).toContain('NativeModule https');
  for (const name of ['http2', 'internal/deps/undici/undici', 'internal/webstreams/readablestream'])
    expect(loaded).not.toContain(`NativeModule ${name}`);
});
