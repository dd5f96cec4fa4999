/** What stops an apply, or comes in between: somebody's edit, an answer that is lost, a branch that is not to be applied. */
import { describe, expect, test } from '@jest/globals';
import { secondaryRateLimit } from '../../sandbox/github/faults.ts';
import {
  mergeGroupEvent,
  type PushEventOptions,
  pullRequestEvent,
  pushEvent,
  workflowDispatchEvent,
} from '../../sandbox/runner/events.ts';
import { after, applied, before, held, tenant } from '../e2e/applying.ts';
import {
  api,
  manifest,
  manifestPath,
  noCredentials,
  openPullRequest,
  orders,
  ordersManifest,
  pushManifest,
  scopes,
  tenantRequests,
} from '../e2e/scenario.ts';
import { inWorldHere as inWorld } from './here.ts';

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

describe('an answer before our write that lacks what the tenant held when it was planned', () => {
  test('is asked for once more: what nobody took away is not lost', async () => {
    await inWorld({ tenant }, async (world) => {
      const body = { ...world.tenant.apis.find(orders), scopes: scopes({ 'read:orders': 'View orders' }) };
      world.tenant.fault({ method: 'GET', path: /resource-servers\/./, kind: 'status', status: 200, body });
      const { outputs } = await world.run(pushManifest(world, before, after));
      expect(outputs).toMatchObject({ result: 'applied', additions: '1', updates: '1', removals: '1' });
      expect(world.tenant.permissions(orders)).toEqual(applied);
    });
  });

  test('is believed where it is given twice: what somebody took away by hand does not come back', async () => {
    await inWorld({ tenant }, async (world) => {
      const isKept = ({ value }: { readonly value: string }) => value !== 'export:legacy';
      world.tenant.fault({
        method: 'GET',
        path: /resource-servers\/./,
        kind: 'before',
        run: ({ apis }) => void apis.edit(orders, ({ scopes: list = [] }) => ({ scopes: list.filter(isKept) })),
      });
      expect((await world.run(pushManifest(world, before, after))).outputs).toMatchObject({ result: 'applied' });
      expect(world.tenant.permissions(orders)).toEqual(applied.filter(isKept));
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
