import { describe, expect, test } from '@jest/globals';
import { secondaryRateLimit } from '../../sandbox/github/faults.ts';
import {
  mergeGroupEvent,
  type PushEventOptions,
  pullRequestEvent,
  pushEvent,
  workflowDispatchEvent,
} from '../../sandbox/runner/events.ts';
import type { World } from '../../sandbox/world.ts';
import {
  api,
  inWorld,
  manifest,
  manifestPath,
  noCredentials,
  openPullRequest,
  orders,
  ordersManifest,
  planPullRequest,
  pushManifest,
  scopes,
  tenantRequests,
} from './scenario.ts';

const before = ordersManifest({ 'read:orders': 'View orders', 'cancel:orders': 'Cancel an order' });
const after = ordersManifest({ 'read:orders': 'View orders and lines', 'create:orders': 'Place an order' });
const held = { 'export:legacy': 'Everything', 'read:orders': 'View orders', 'cancel:orders': 'Cancel an order' };
const tenant = { apis: [api(orders, held)] };
const applied = scopes({
  'export:legacy': 'Everything',
  'read:orders': 'View orders and lines',
  'create:orders': 'Place an order',
});

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

describe('an edit by somebody else between our read and our write', () => {
  test('is kept: the list is computed anew from what the tenant holds', async () => {
    await inWorld({ tenant }, async (world) => {
      world.tenant.fault({
        method: 'GET',
        path: /resource-servers\/./,
        kind: 'before',
        run: ({ apis }) =>
          void apis.edit(orders, ({ scopes: list = [] }) => ({ scopes: [...list, { value: 'share:orders' }] })),
      });
      const { outputs } = await world.run(pushManifest(world, before, after));
      expect(outputs.result).toBe('applied');
      expect(world.tenant.permissions(orders)).toContainEqual({ value: 'share:orders' });
    });
  });

  test('that would make us remove more than was planned stops the API', async () => {
    const without = { apis: [api(orders, { 'export:legacy': 'Everything', 'read:orders': 'View orders' })] };
    await inWorld({ tenant: without }, async (world) => {
      world.tenant.fault({
        method: 'GET',
        path: /resource-servers\/./,
        kind: 'before',
        run: ({ apis }) =>
          void apis.edit(orders, ({ scopes: list = [] }) => ({ scopes: [...list, { value: 'cancel:orders' }] })),
      });
      const { exitCode, outputs } = await world.run(pushManifest(world, before, after));
      expect(exitCode).toBe(1);
      expect(outputs).toMatchObject({ result: 'blocked', 'failure-reason': 'plan-stale' });
      expect(world.tenant.permissions(orders)).toContainEqual({ value: 'cancel:orders' });
    });
  });
});

describe('a write whose answer is lost', () => {
  test.each([
    ['a 503 after the write', { kind: 'status-after' }],
    ['a reset after the write', { kind: 'reset-after' }],
    ['a truncated answer', { kind: 'truncated' }],
  ] as const)('%s is read back, not repeated', async (_name, fault) => {
    await inWorld({ tenant }, async (world) => {
      world.tenant.fault({ method: 'PATCH', path: /./, ...fault });
      const { outputs } = await world.run(pushManifest(world, before, after));
      expect(outputs).toMatchObject({ result: 'applied', additions: '1', updates: '1', removals: '1' });
      expect(world.tenant.permissions(orders)).toEqual(applied);
      expect(tenantRequests(world).filter((line) => line.startsWith('PATCH'))).toHaveLength(1);
    });
  });

  test.each([
    ['a 503 before the write', { kind: 'status', status: 503 }],
    ['a reset before the write', { kind: 'reset' }],
    ['a proxy’s page', { kind: 'html' }],
  ] as const)('%s is read back and repeated', async (_name, fault) => {
    await inWorld({ tenant }, async (world) => {
      world.tenant.fault({ method: 'PATCH', path: /./, ...fault });
      const { outputs } = await world.run(pushManifest(world, before, after));
      expect(outputs.result).toBe('applied');
      expect(world.tenant.permissions(orders)).toEqual(applied);
      expect(tenantRequests(world).filter((line) => line.startsWith('PATCH'))).toHaveLength(2);
    });
  });

  test('four times, the last time after it landed, is found to be applied', async () => {
    await inWorld({ tenant }, async (world) => {
      world.tenant.fault({ method: 'PATCH', path: /./, kind: 'status', status: 503, times: 3 });
      world.tenant.fault({ method: 'PATCH', path: /./, kind: 'status-after' });
      const { outputs } = await world.run(pushManifest(world, before, after));
      expect(outputs).toMatchObject({ result: 'applied', additions: '1', updates: '1', removals: '1' });
      expect(world.tenant.permissions(orders)).toEqual(applied);
    });
  });

  test('and that cannot be read back is said to be sent, not to be undone', async () => {
    await inWorld({ tenant }, async (world) => {
      world.tenant.fault({ method: 'PATCH', path: /./, kind: 'reset-after' });
      world.tenant.fault({
        method: 'GET',
        path: /resource-servers\/./,
        skip: 1,
        kind: 'status',
        status: 401,
        times: 9,
      });
      const { exitCode, summary, outputs } = await world.run(pushManifest(world, before, after));
      expect([exitCode, outputs.result]).toEqual([1, 'failed']);
      expect(summary).toContain('Sent, but not confirmed');
      expect(world.tenant.permissions(orders)).toEqual(applied);
    });
  });

  test('with somebody’s edit before the next read: all that was changed is counted', async () => {
    await inWorld({ tenant }, async (world) => {
      world.tenant.fault({ method: 'PATCH', path: /./, kind: 'reset-after' });
      const edit = ({ value }: { value: string }) => ({ value, description: 'Edited' });
      world.tenant.fault({
        method: 'GET',
        path: /resource-servers\/./,
        skip: 1,
        kind: 'before',
        run: ({ apis }) => void apis.edit(orders, ({ scopes: list = [] }) => ({ scopes: list.map(edit) })),
      });
      const { outputs } = await world.run(pushManifest(world, before, after));
      expect(outputs).toMatchObject({ result: 'applied', removals: '1' });
      expect(Number(outputs.additions) + Number(outputs.updates)).toBe(2);
    });
  });

  test('with somebody’s edit while GitHub was waited for: nothing is written from before the wait', async () => {
    await inWorld({ tenant }, async (world) => {
      world.github.fault(secondaryRateLimit(3, { method: 'POST', path: /deployments$/ }));
      const added = { value: 'by:hand', description: 'Added by hand' };
      world.tenant.fault({
        method: 'GET',
        path: /resource-servers\/./,
        kind: 'after',
        run: ({ apis }) => void apis.edit(orders, ({ scopes: list = [] }) => ({ scopes: [...list, added] })),
      });
      const { outputs } = await world.run(pushManifest(world, before, after));
      expect(outputs.result).toBe('applied');
      expect(world.tenant.permissions(orders)).toContainEqual(added);
    });
  });

  test('a rate limit is waited for', async () => {
    await inWorld({ tenant: { ...tenant, rateLimit: { burst: 2, perSecond: 2 } } }, async (world) => {
      const { outputs } = await world.run(pushManifest(world, before, after));
      expect(outputs.result).toBe('applied');
      expect(world.tenant.permissions(orders)).toEqual(applied);
    });
  });
});

describe('an apply is refused', () => {
  test('on a branch that is not protected', async () => {
    await inWorld({ tenant }, async (world) => {
      world.github.commit('main', { [manifestPath]: after });
      const { exitCode, outputs } = await world.run(pushEvent(world.github, 'main'), { mode: 'apply' });
      expect(exitCode).toBe(1);
      expect(outputs).toMatchObject({ result: 'blocked', 'failure-reason': 'branch-not-protected' });
      expect(world.tenant.requests).toEqual([]);
    });
  });

  test.each(['pull_request', 'pull_request_target'] as const)('on %s', async (name) => {
    await inWorld({ tenant }, async (world) => {
      const number = openPullRequest(world, before, after);
      const { exitCode, outputs } = await world.run(pullRequestEvent(world.github, number, { name }), {
        mode: 'apply',
      });
      expect([exitCode, outputs['failure-reason']]).toEqual([1, 'branch-not-protected']);
      expect(world.tenant.requests).toEqual([]);
    });
  });

  test('on a merge group, which is not merged yet, even where its branch counts as protected', async () => {
    await inWorld({ tenant }, async (world) => {
      const number = openPullRequest(world, before, after);
      const event = { ...mergeGroupEvent(world.github, number), isRefProtected: true };
      const { exitCode, outputs } = await world.run(event, { mode: 'apply' });
      expect([exitCode, outputs['failure-reason']]).toEqual([1, 'branch-not-protected']);
      expect(world.tenant.requests).toEqual([]);
    });
  });

  test('on a merge queue’s branch, even where it counts as protected', async () => {
    await inWorld({ tenant }, async (world) => {
      const { branch } = world.github.enqueue(openPullRequest(world, before, after));
      const event = { ...pushEvent(world.github, branch), isRefProtected: true };
      const { exitCode, outputs } = await world.run(event, { mode: 'apply' });
      expect([exitCode, outputs['failure-reason']]).toEqual([1, 'branch-not-protected']);
      expect((await world.run(event)).outputs.result).toBe('unchanged'); // auto validates
      expect(world.tenant.requests).toEqual([]);
    });
  });

  test('without credentials', async () => {
    await inWorld({ tenant }, async (world) => {
      const { exitCode, outputs } = await world.run(pushManifest(world, before, after), noCredentials);
      expect([exitCode, outputs['failure-reason']]).toEqual([1, 'credentials-missing']);
    });
  });

  test('with errors in the manifest, whatever fail-on says', async () => {
    await inWorld({ tenant }, async (world) => {
      const event = pushManifest(world, before, ordersManifest({ openid: 'Reserved', 'create:orders': 'x' }));
      const { exitCode, outputs } = await world.run(event, { 'fail-on': 'never' });
      expect(exitCode).toBe(1);
      expect(outputs).toMatchObject({ result: 'invalid', 'failure-reason': 'manifest-invalid' });
      expect(world.tenant.requests).toEqual([]);
    });
  });

  test('to an old run started again, whose manifest the branch has left behind', async () => {
    await inWorld({ tenant }, async (world) => {
      const old = pushManifest(world, before, after);
      world.github.commit('main', { [manifestPath]: before });
      const { exitCode, outputs } = await world.run(old);
      expect(exitCode).toBe(1);
      expect(outputs).toMatchObject({ result: 'blocked', 'failure-reason': 'commit-superseded' });
      expect(world.tenant.permissions(orders)).toEqual(scopes(held));
    });
  });

  test('but not where the branch has moved on in other files only', async () => {
    await inWorld({ tenant }, async (world) => {
      const event = pushManifest(world, before, after);
      world.github.commit('main', { 'README.md': 'More' });
      expect((await world.run(event)).outputs.result).toBe('applied');
    });
  });
});

describe('what an apply may remove', () => {
  test.each<[string, PushEventOptions]>([
    ['the first push of a branch', { before: '0'.repeat(40) }],
    ['a push over a commit that is gone', { before: 'f'.repeat(40), forced: true }],
  ])('is nothing after %s: no apply of it is recorded', async (_name, options) => {
    await inWorld({ tenant }, async (world) => {
      world.github.commit('main', { [manifestPath]: before });
      world.github.protect('main', 'classic');
      world.github.commit('main', { [manifestPath]: after });
      const { outputs, summary } = await world.run(pushEvent(world.github, 'main', options));
      expect(outputs).toMatchObject({ result: 'applied', removals: '0' });
      expect(world.tenant.permissions(orders)).toContainEqual({
        value: 'cancel:orders',
        description: 'Cancel an order',
      });
      expect(summary).toContain('nothing is removed');
    });
  });

  test('is nothing in a run by hand on a branch that declares less than the default branch', async () => {
    await inWorld({ tenant }, async (world) => {
      world.github.commit('main', { [manifestPath]: before });
      world.github.commit('release', { [manifestPath]: after }, { from: 'main' });
      world.github.protect('release', 'classic');
      const event = workflowDispatchEvent(world.github, { branch: 'release' });
      const { outputs } = await world.run(event, { mode: 'apply' });
      expect(outputs).toMatchObject({ result: 'applied', removals: '0' });
      expect(world.tenant.permissions(orders)).toContainEqual({
        value: 'cancel:orders',
        description: 'Cancel an order',
      });
    });
  });

  test('is nothing of an API that the manifest leaves out', async () => {
    await inWorld({ tenant }, async (world) => {
      const { outputs } = await world.run(pushManifest(world, before, manifest({})));
      expect(outputs.result).toBe('unchanged');
      expect(world.tenant.permissions(orders)).toEqual(scopes(held));
    });
  });

  test('is nothing that only a broken earlier manifest may have declared', async () => {
    await inWorld({ tenant }, async (world) => {
      const { outputs } = await world.run(pushManifest(world, `${before}\n  - broken: [`, after));
      expect(outputs).toMatchObject({ result: 'applied', removals: '0' });
      expect(world.tenant.permissions(orders)).toContainEqual({
        value: 'cancel:orders',
        description: 'Cancel an order',
      });
    });
  });

  test('is all that was managed, and no more, with an empty list', async () => {
    await inWorld({ tenant }, async (world) => {
      const { outputs } = await world.run(pushManifest(world, before, ordersManifest({})));
      expect(outputs).toMatchObject({ result: 'applied', removals: '2' });
      expect(world.tenant.permissions(orders)).toEqual(scopes({ 'export:legacy': 'Everything' }));
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
