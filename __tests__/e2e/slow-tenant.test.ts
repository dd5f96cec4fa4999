import { expect, test } from '@jest/globals';
import { RateLimit } from '../../src/adapters/auth0/rate-limit.ts';
import { github, one, two } from './merging.ts';
import { api, inWorld, manifest, pushManifest } from './scenario.ts';

const date = 'Tue, 24 Nov 2026 03:50:06 GMT';
const reset = (seconds: number) => String(Date.parse(date) / 1000 + seconds);

test('four that wait for room at the same time have waited once, not four times', async () => {
  const controller = new AbortController();
  const limit = new RateLimit(() => undefined, controller.signal);
  limit.observe({ date, 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset(40) });
  const waits = [1, 2, 3, 4].map(() => limit.makeRoom(1));
  const first = await Promise.race([
    ...waits.map((wait) =>
      wait.then(
        () => 'waited',
        (thrown) => String(thrown.message),
      ),
    ),
    new Promise<string>((done) => setTimeout(done, 100, 'waiting')),
  ]);
  controller.abort();
  await Promise.allSettled(waits);
  expect(first).toBe('waiting');
});

test('twelve APIs on a tenant of two requests a second are written without reading each one many times', async () => {
  const names = Array.from({ length: 12 }, (_, index) => `https://api.example.com/${index}`);
  const declare = (permissions: Readonly<Record<string, string>>) =>
    manifest(Object.fromEntries(names.map((name) => [name, permissions])));
  const tenant = { apis: names.map((name) => api(name, one)), rateLimit: { burst: 10, perSecond: 2 } };
  await inWorld({ tenant, github }, async (world) => {
    const run = await world.run(pushManifest(world, declare(one), declare(two)));
    expect(run.outputs).toMatchObject({ result: 'applied', additions: '12' });
    const refused = world.tenant.requests.filter(({ method, status }) => method === 'PATCH' && status === 429);
    expect(refused.length).toBeLessThan(12);
  });
}, 90_000);
