/** What an apply does where it can't find out what was applied before, or who holds what it would remove. */
import { describe, expect, test } from '@jest/globals';
import { pushEvent, workflowDispatchEvent } from '../../sandbox/runner/events.ts';
import type { World } from '../../sandbox/world.ts';
import { begin, failure, held, merge, policy, policyPath, propose } from '../e2e/merging.ts';
import { api, orders, ordersManifest, pushManifest } from '../e2e/scenario.ts';
import { inWorldHere as inWorld } from './here.ts';

const one = { 'read:orders': 'View orders and lines' };
const two = { ...one, 'cancel:orders': 'Cancel an order' };
const three = { ...two, 'create:orders': 'Place an order' };
const label = 'allow-permission-removal';

describe('deployments that GitHub does not show', () => {
  /** The apply of a pull request that dropped `cancel:orders` has failed; the next one drops `create:orders`. */
  async function afterFailure(world: World): Promise<number> {
    begin(world, three);
    await world.run(workflowDispatchEvent(world.github), { mode: 'apply' });
    const failed = await propose(world, { permissions: { ...one, 'create:orders': 'Place an order' } });
    world.tenant.fault({ method: 'PATCH', path: /./, kind: 'status', status: 400, body: {} });
    expect((await merge(world, failed.number)).exitCode).toBe(1);
    return (await propose(world, { permissions: one })).number;
  }

  test('let an apply go on, which removes what its own push removes and nothing else', async () => {
    await inWorld({ tenant: { apis: [api(orders, three)] } }, async (world) => {
      const number = await afterFailure(world);
      const before = world.github.deployments().length;
      world.github.fault({ method: 'GET', path: /\/deployments$/, status: 403, times: Number.POSITIVE_INFINITY });
      const { exitCode, outputs, summary } = await merge(world, number);
      expect([exitCode, outputs.result, outputs.removals]).toEqual([0, 'applied', '1']);
      expect(summary).toContain('Earlier applies are not known');
      expect(held(world)).toEqual(['read:orders', 'cancel:orders']);
      const later = world.github.deployments().slice(0, -before);
      expect(later.flatMap(({ statuses }) => statuses.map(({ state }) => state))).not.toContain('success');
    });
  });

  test('are not taken for a success: what an earlier apply left undone is done once they can be read again', async () => {
    await inWorld({ tenant: { apis: [api(orders, three)] } }, async (world) => {
      const number = await afterFailure(world);
      world.github.fault({ method: 'GET', path: /\/deployments$/, status: 403, times: 2 });
      await merge(world, number);
      const { outputs } = await world.run(pushEvent(world.github, 'main'));
      expect(outputs).toMatchObject({ result: 'applied', removals: '1' });
      expect(held(world)).toEqual(['read:orders']);
      expect(world.github.deployments()[0]?.statuses[0]).toMatchObject({ state: 'success' });
    });
  });

  test('let a run by hand add, and remove nothing', async () => {
    await inWorld({ tenant: { apis: [api(orders, two)] } }, async (world) => {
      begin(world, two);
      await world.run(workflowDispatchEvent(world.github), { mode: 'apply' });
      world.github.commit('main', {
        '.github/permissions.yml': ordersManifest({ ...one, 'create:orders': 'Place it' }),
      });
      world.github.fault({ method: 'GET', path: /\/deployments$/, status: 403, times: Number.POSITIVE_INFINITY });
      const { exitCode, outputs } = await world.run(workflowDispatchEvent(world.github), { mode: 'apply' });
      expect([exitCode, outputs.additions, outputs.removals]).toEqual([0, '1', '0']);
      expect(held(world)).toEqual(['read:orders', 'cancel:orders', 'create:orders']);
    });
  });

  test('fail no plan, which then compares with the base alone', async () => {
    await inWorld({ tenant: { apis: [api(orders, two)] } }, async (world) => {
      begin(world, two);
      world.github.fault({ method: 'GET', path: /\/deployments$/, status: 403, times: Number.POSITIVE_INFINITY });
      const { planned, comment } = await propose(world, { permissions: one });
      expect([planned.exitCode, planned.outputs.removals]).toEqual([0, '1']);
      expect(comment()).toContain('🟥 `cancel:orders`');
    });
  });
});

describe('roles that can’t be asked', () => {
  const scopes = ['read:resource_servers', 'update:resource_servers', 'read:client_grants'];
  const tenant = { apis: [api(orders, two)], clients: [{ scopes }] };

  test('for want of `read:roles` block a removal until the label lifts it', async () => {
    await inWorld({ tenant }, async (world) => {
      begin(world, two);
      const { number, comment } = await propose(world, { permissions: one });
      expect(comment()).toContain('The apply will be blocked');
      const run = await merge(world, number);
      expect(run.outputs).toMatchObject({ result: 'blocked', 'failure-reason': 'removal-blocked' });
      expect(failure(run)).toContain('read:roles');
      expect(failure(run)).not.toContain('read:client_grants');
      expect(held(world)).toEqual(['read:orders', 'cancel:orders']);
      world.github.addLabel(number, label, 'mona');
      expect((await world.run(pushEvent(world.github, 'main'))).outputs).toMatchObject({ removals: '1' });
      expect(held(world)).toEqual(['read:orders']);
    });
  });

  test('for want of `read:roles` are a notice under `in-use: warn`', async () => {
    await inWorld({ tenant }, async (world) => {
      begin(world, two, { [policyPath]: policy('removals: {in-use: warn}') });
      const { number } = await propose(world, { permissions: one });
      const { exitCode, outputs, summary } = await merge(world, number);
      expect([exitCode, outputs.removals]).toEqual([0, '1']);
      expect(summary).toContain('read:roles');
    });
  });

  test('stop nothing that only adds', async () => {
    await inWorld({ tenant }, async (world) => {
      const { outputs } = await world.run(pushManifest(world, ordersManifest(two), ordersManifest(three)));
      expect(outputs).toMatchObject({ result: 'applied', additions: '1' });
    });
  });
});

describe('roles of which not all could be read', () => {
  const roles = ['Support', 'Sales', 'Stock'].map((name) => ({ name, permissions: [] }));
  const tenant = { apis: [api(orders, two)], roles, maximumPerPage: 1 };

  /** The list of roles shifts while it is read: the first role goes when the second page is asked for. */
  const shift = ({ tenant: asked }: World) =>
    asked.fault({
      path: /roles\?.*[?&]page=1\b/,
      kind: 'before',
      run: ({ roles: stored }) => {
        const [first] = stored.list();
        if (first) stored.remove(first.id);
      },
    });

  test('block a removal, and the message counts them', async () => {
    await inWorld({ tenant }, async (world) => {
      const event = pushManifest(world, ordersManifest(two), ordersManifest(one));
      shift(world);
      const run = await world.run(event);
      expect(run.outputs).toMatchObject({ result: 'blocked', 'failure-reason': 'removal-blocked' });
      expect(failure(run)).toMatch(/Only \d of 3 roles/);
      expect(held(world)).toEqual(['read:orders', 'cancel:orders']);
      expect((await world.run(event)).outputs).toMatchObject({ result: 'applied', removals: '1' }); // all are read now
    });
  });

  test('are counted in a notice under `in-use: warn`', async () => {
    await inWorld({ tenant }, async (world) => {
      world.github.commit('main', { [policyPath]: policy('removals: {in-use: warn}') });
      const event = pushManifest(world, ordersManifest(two), ordersManifest(one));
      shift(world);
      const { exitCode, outputs, summary } = await world.run(event);
      expect([exitCode, outputs.removals]).toEqual([0, '1']);
      expect(summary).toMatch(/\d of 3 roles/);
    });
  });
});
