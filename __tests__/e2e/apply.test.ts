import { describe, expect, test } from '@jest/globals';
import { pushEvent, workflowDispatchEvent } from '../../sandbox/runner/events.ts';
import type { World } from '../../sandbox/world.ts';
import { after, applied, before, held, tenant } from './applying.ts';
import {
  api,
  inWorld,
  manifest,
  manifestPath,
  openPullRequest,
  orders,
  ordersManifest,
  planPullRequest,
  pushManifest,
  scopes,
  tenantRequests,
} from './scenario.ts';

describe('an apply', () => {
  test('brings the tenant to the merged manifest and keeps what nobody declared, in its place', async () => {
    await inWorld({ tenant }, async (world) => {
      const number = openPullRequest(world, before, after);
      world.github.merge(number);
      const { exitCode, outputs, summary } = await world.run(pushEvent(world.github, 'main'));
      expect(exitCode).toBe(0);
      expect(outputs).toMatchObject({
        result: 'applied',
        changed: 'true',
        additions: '1',
        updates: '1',
        removals: '1',
      });
      expect(world.tenant.permissions(orders)).toEqual(applied);
      expect(summary).toContain('🟢 `create:orders`');
      const again = await world.run(pushEvent(world.github, 'main'));
      expect(again.outputs).toMatchObject({ result: 'unchanged', changed: 'false', additions: '0' });
    });
  });

  test('of what the tenant holds already is not hindered by what it looked for ahead, and asked for once', async () => {
    await inWorld({ tenant: { apis: [api(orders, { 'read:orders': 'View orders and lines' })] } }, async (world) => {
      const now = ordersManifest({ 'read:orders': 'View orders and lines' });
      world.github.fault({ path: /commits\/[0-9a-f]+\/pulls/, status: 403 });
      const { exitCode, outputs } = await world.run(pushManifest(world, ordersManifest({}), now));
      expect({ exitCode, result: outputs.result }).toEqual({ exitCode: 0, result: 'unchanged' });
      const ahead = world.github.requests.filter(({ path }) => /pulls|comments/.test(path));
      expect(ahead).toHaveLength(1);
    });
  });

  test('sends the list alone, once, with the run as correlation id', async () => {
    await inWorld({ tenant }, async (world) => {
      await world.run(pushManifest(world, before, after));
      const patches = world.tenant.requests.filter(({ method }) => method === 'PATCH');
      expect(patches.map(({ body }) => body)).toEqual([{ scopes: applied }]);
      expect(patches[0]?.headers['x-correlation-id']).toMatch(/^\d+-1$/);
    });
  });

  test('sends a missing description back as a missing one and an empty one as an empty one', async () => {
    const mixed = [{ value: 'a:b' }, { value: 'c:d', description: '' }, { value: 'read:orders', description: 'old' }];
    await inWorld({ tenant: { apis: [{ identifier: orders, scopes: mixed }] } }, async (world) => {
      const wanted = ordersManifest({ 'read:orders': '', 'c:d': '' });
      await world.run(pushManifest(world, ordersManifest({}), wanted));
      expect(world.tenant.permissions(orders)).toEqual([
        ...mixed.slice(0, 2),
        { value: 'read:orders', description: '' },
      ]);
    });
  });

  test.each([
    [1, 1],
    [10, 1],
    [60, 1],
  ])(
    'costs one token, %i APIs in %i list request, and a read and a write for each that changes',
    async (count, lists) => {
      const names = Array.from({ length: count }, (_, index) => `https://api.example.com/${index}`);
      const apis = names.map((name) => api(name, { 'read:orders': 'View orders' }));
      await inWorld({ tenant: { apis } }, async (world) => {
        const declare = (description: string) =>
          manifest(Object.fromEntries(names.map((name) => [name, { 'read:orders': description }])));
        const { outputs } = await world.run(pushManifest(world, declare('View orders'), declare('View')));
        expect(outputs).toMatchObject({ result: 'applied', updates: String(count) });
        const requests = Object.entries(Object.groupBy(tenantRequests(world), (line) => line));
        expect(Object.fromEntries(requests.map(([line, all = []]) => [line, all.length]))).toEqual({
          'POST /oauth/token': 1,
          'GET /api/v2/resource-servers': lists,
          'GET /api/v2/resource-servers/{id}': count,
          'PATCH /api/v2/resource-servers/{id}': count,
        });
      });
    },
  );

  test('of one API that fails goes on with the others and says which is which', async () => {
    const billing = 'https://api.example.com/billing';
    const two = { apis: [api(orders, held), api(billing, { 'read:bills': 'View bills' })] };
    await inWorld({ tenant: two }, async (world) => {
      const refused = {
        statusCode: 400,
        error: 'Bad Request',
        message: 'Payload validation error',
        errorCode: 'invalid_body',
      };
      const path = new RegExp(`resource-servers/${world.tenant.apis.find(orders)?.id}`);
      world.tenant.fault({ method: 'PATCH', path, kind: 'status', status: 400, body: refused });
      const wanted = manifest({ [orders]: { 'create:orders': 'x' }, [billing]: { 'read:bills': 'Changed' } });
      const { exitCode, outputs, summary } = await world.run(pushManifest(world, manifest({}), wanted));
      expect(exitCode).toBe(1);
      expect(outputs).toMatchObject({
        result: 'partial',
        'failure-reason': 'apply-incomplete',
        updates: '1',
        additions: '0',
      });
      expect(world.tenant.permissions(billing)).toEqual(scopes({ 'read:bills': 'Changed' }));
      expect(world.tenant.permissions(orders)).toEqual(scopes(held));
      expect(summary).toContain('Payload validation error');
      const again = await world.run(pushEvent(world.github, 'main'));
      expect(again.outputs).toMatchObject({ result: 'applied', additions: '1', updates: '0' });
    });
  });

  test('killed between two writes loses nothing, and the next run ends what it began', async () => {
    const names = Array.from({ length: 8 }, (_, index) => `https://api.example.com/${index}`);
    const apis = names.map((name) => api(name, { 'sync:legacy': 'Somebody else’s', 'read:orders': 'View orders' }));
    await inWorld({ tenant: { apis } }, async (world) => {
      const declare = (permissions: Record<string, string>) =>
        manifest(Object.fromEntries(names.map((name) => [name, permissions])));
      world.github.commit('main', { '.github/permissions-policy.yml': 'version: 1\nremovals: {max: 8}\n' });
      const event = pushManifest(
        world,
        declare({ 'read:orders': 'View orders' }),
        declare({ 'create:orders': 'Place' }),
      );
      await killAfterWrites(world, 3, async (lost) => {
        const { signal } = await world.run(event, {}, { lost });
        expect(signal).toBe('SIGKILL');
      });
      const states = names.map((name) =>
        world.tenant
          .permissions(name)
          .map(({ value }) => value)
          .join(),
      );
      expect(new Set(states)).toEqual(new Set(['sync:legacy,create:orders', 'sync:legacy,read:orders']));
      const { outputs } = await world.run(event);
      expect(outputs.result).toBe('applied');
      for (const name of names) {
        expect(world.tenant.permissions(name)).toEqual(
          scopes({ 'sync:legacy': 'Somebody else’s', 'create:orders': 'Place' }),
        );
      }
    });
  });
});

test('a plan after the apply is empty, on demand and on the next pull request', async () => {
  await inWorld({ tenant }, async (world) => {
    await world.run(pushManifest(world, before, after));
    const onDemand = await world.run(workflowDispatchEvent(world.github));
    expect(onDemand.outputs).toMatchObject({ result: 'unchanged', drift: 'false' });
    world.github.commit('topic', { [manifestPath]: `${after}\n` }, { from: 'main' });
    const planned = await planPullRequest(world, world.github.openPullRequest({ head: 'topic' }));
    expect(planned.outputs.result).toBe('unchanged');
  });
});

/** Kills the run as soon as the tenant has taken so many writes, before it sees the last one's answer. */
async function killAfterWrites(
  { tenant: world }: World,
  writes: number,
  run: (lost: AbortSignal) => Promise<void>,
): Promise<void> {
  const controller = new AbortController();
  world.fault({ method: 'PATCH', path: /./, skip: writes - 1, kind: 'after', run: () => controller.abort() });
  await run(controller.signal);
}
