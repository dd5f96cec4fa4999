import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { pushEvent } from '../../sandbox/runner/events.ts';
import type { World } from '../../sandbox/world.ts';
import { begin, github, held, one, two } from './merging.ts';
import { api, inWorld, manifestPath, orders, ordersManifest, tenantRequests } from './scenario.ts';

/** A tenant whose rate limit is used up by the read that comes right before the write; a token comes every five seconds. */
async function inBusyWorld(story: (world: World) => Promise<void>): Promise<void> {
  const options = { tenant: { apis: [api(orders, one)] }, github };
  let reads = 0;
  await inWorld(options, async (world) => {
    begin(world, one);
    world.github.commit('main', { [manifestPath]: ordersManifest(two) });
    await world.run(pushEvent(world.github, 'main'));
    const all = tenantRequests(world).filter((line) => !line.startsWith('POST'));
    reads = all.findIndex((line) => line.startsWith('PATCH'));
  });
  await inWorld(
    { ...options, tenant: { ...options.tenant, rateLimit: { burst: reads, perSecond: 0.2 } } },
    async (world) => {
      begin(world, one);
      world.github.commit('main', { [manifestPath]: ordersManifest(two) });
      await story(world);
    },
  );
}

const reread = { method: 'GET', path: /resource-servers\/[^?]+$/ } as const;

describe('a write that has to wait for the rate limit', () => {
  test('does not overwrite what somebody adds while it waits', async () => {
    await inBusyWorld(async (world) => {
      const edit = async () => {
        await sleep(1500);
        world.tenant.apis.edit(orders, ({ scopes = [] }) => ({ scopes: [...scopes, { value: 'added:by-hand' }] }));
      };
      world.tenant.fault({ ...reread, kind: 'after', run: () => void edit() });
      const run = await world.run(pushEvent(world.github, 'main'));
      expect(run.exitCode).toBe(0);
      expect(held(world)).toContain('added:by-hand');
    });
  });

  test('is not sent any more once the run is cancelled', async () => {
    await inBusyWorld(async (world) => {
      const controller = new AbortController();
      const cancel = async () => {
        await sleep(1500);
        controller.abort();
      };
      world.tenant.fault({ ...reread, kind: 'after', run: () => void cancel() });
      const run = await world.run(pushEvent(world.github, 'main'), {}, { signal: controller.signal });
      expect(tenantRequests(world).filter((line) => line.startsWith('PATCH'))).toEqual([]);
      expect(run.summary).toContain('The run was cancelled before');
    });
  });
});
