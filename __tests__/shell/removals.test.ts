/** What takes a permission away: a rename in two steps, a policy that removes what nobody declared, a manifest that moves. */
import { describe, expect, test } from '@jest/globals';
import type { Annotation } from '../../sandbox/runner/commands.ts';
import { pushEvent, workflowDispatchEvent } from '../../sandbox/runner/events.ts';
import type { World } from '../../sandbox/world.ts';
import { begin, beginUnapplied, held, merge, one, policy, policyPath, propose, shop, two } from '../e2e/merging.ts';
import { api, manifestPath, orders, ordersManifest, scopes } from '../e2e/scenario.ts';
import { inWorldHere as inWorld } from './here.ts';

/** A manifest in which `void:orders` replaces `cancel:orders`, beside it or in its place. */
function renaming(old: 'beside the old one' | 'in its place'): string {
  const renamed = { description: 'Void an order', 'renamed-from': 'cancel:orders' };
  const permissions = { ...(old === 'beside the old one' ? two : one), 'void:orders': renamed };
  return JSON.stringify({ version: 1, apis: [{ identifier: orders, permissions }] }, null, 2);
}

describe('a rename', () => {
  const grants = [{ client: shop.id, audience: orders, scope: ['cancel:orders'] }];
  const roles = [{ name: 'Support', permissions: [{ api: orders, name: 'cancel:orders' }] }];
  const tenant = { apis: [api(orders, two)], clients: [shop], grants, roles };

  test('shows in one line who holds the old name, and adds the new one beside it', async () => {
    await inWorld({ tenant }, async (world) => {
      begin(world, two);
      const { number, planned, comment } = await propose(world, {
        files: { [manifestPath]: renaming('beside the old one') },
      });
      expect(planned.outputs).toMatchObject({ result: 'changes', additions: '1', removals: '0' });
      const lines = comment()
        .split('\n')
        .filter((line) => line.includes('Renamed'));
      expect(lines).toEqual([
        expect.stringMatching(/`cancel:orders` → `void:orders`.*(Web shop|shopshopshop).*Support/),
      ]);
      const { outputs } = await merge(world, number);
      expect(outputs).toMatchObject({ result: 'applied', additions: '1', removals: '0' });
      expect(held(world)).toEqual(['read:orders', 'cancel:orders', 'void:orders']);
    });
  });

  const ofRenames = (annotations: readonly Annotation[]) =>
    annotations.flatMap(({ title, level, line, column, message }) =>
      title?.endsWith('rename-source') ? [`${line}:${column} ${level} ${message}`] : [],
    );

  test('is told to be done, and stops nothing, where `renamed-from` is still there afterwards', async () => {
    await inWorld({ tenant: { apis: [api(orders, two)] } }, async (world) => {
      begin(world, two);
      const beside = await propose(world, { files: { [manifestPath]: renaming('beside the old one') } });
      await merge(world, beside.number);
      const { number, planned } = await propose(world, { files: { [manifestPath]: renaming('in its place') } });
      const { outputs, annotations } = await merge(world, number);
      expect(outputs).toMatchObject({ result: 'applied', removals: '1' });
      expect(ofRenames([...planned.annotations, ...annotations])).toEqual([]);
      const again = await world.run(pushEvent(world.github, 'main'));
      expect(again.outputs).toMatchObject({ result: 'unchanged', errors: '0' });
      const next = renaming('in its place').replace('Void an order', 'Take an order out of the books');
      const { planned: later } = await propose(world, { files: { [manifestPath]: next } });
      expect(later.outputs).toMatchObject({ result: 'changes', errors: '0' });
      expect(ofRenames(later.annotations)).toEqual([
        '10:27 warning `void:orders` is renamed from `cancel:orders`, which is gone. Drop `renamed-from`: the rename is done.',
      ]);
    });
  });

  test('from a name that is nowhere is an error, and the comment does not tell anybody to drop it', async () => {
    await inWorld({ tenant: { apis: [api(orders, two)] } }, async (world) => {
      begin(world, two);
      const renamed = { description: 'Void an order', 'renamed-from': 'nowhere:orders' };
      const apis = [{ identifier: orders, permissions: { ...two, 'void:orders': renamed } }];
      const { planned, comment } = await propose(world, {
        files: { [manifestPath]: JSON.stringify({ version: 1, apis }, null, 2) },
      });
      expect(planned.outputs).toMatchObject({ result: 'invalid', errors: '1', additions: '1' });
      expect(ofRenames(planned.annotations)).toEqual([
        '11:27 error `void:orders` is renamed from `nowhere:orders`, which is neither declared nor on the tenant. Correct it, or drop `renamed-from`.',
      ]);
      expect(comment()).not.toContain('**Renamed');
    });
  });
});

describe('`unmanaged: remove`', () => {
  const legacy = { 'export:legacy': 'Everything there is' };
  const tenant = { apis: [api(orders, { ...legacy, ...one })] };
  const removing = { [policyPath]: policy('unmanaged: remove') };

  test('shows in the plan what it removes, as drift, and an apply of what was reviewed removes it', async () => {
    await inWorld({ tenant }, async (world) => {
      begin(world, one, removing);
      const { number, planned, comment } = await propose(world, { permissions: two });
      expect(planned.outputs).toMatchObject({ additions: '1', removals: '1', drift: 'true' });
      expect(comment()).toContain('🟥 `export:legacy`');
      const { exitCode, outputs } = await merge(world, number);
      expect([exitCode, outputs.result, outputs.removals]).toEqual([0, 'applied', '1']);
      expect(world.tenant.permissions(orders)).toEqual(scopes(two));
    });
  });

  test('does not remove what appears between the plan of an apply and its write', async () => {
    await inWorld({ tenant }, async (world) => {
      begin(world, one, removing);
      const { number } = await propose(world, { permissions: two });
      world.tenant.fault({
        method: 'GET',
        path: /resource-servers\/./,
        kind: 'before',
        run: ({ apis }) =>
          void apis.edit(orders, ({ scopes: list = [] }) => ({ scopes: [...list, { value: 'share:orders' }] })),
      });
      expect((await merge(world, number)).outputs).toMatchObject({ 'failure-reason': 'plan-stale' });
      expect(held(world)).toEqual(['export:legacy', 'read:orders', 'share:orders']);
    });
  });
});

test('`unmanaged: forbid` fails the plan and the apply, and removes nothing', async () => {
  const tenant = { apis: [api(orders, { 'export:legacy': 'Everything there is', ...one })] };
  await inWorld({ tenant }, async (world) => {
    begin(world, one, { [policyPath]: policy('unmanaged: forbid') });
    const { number, planned, comment } = await propose(world, { permissions: two });
    expect(planned.exitCode).toBe(1);
    expect(planned.outputs).toMatchObject({ result: 'invalid', 'failure-reason': 'manifest-invalid', drift: 'true' });
    expect(comment()).toContain('export:legacy');
    const { exitCode, outputs } = await merge(world, number);
    expect(exitCode).toBe(1);
    expect(outputs).toMatchObject({ result: 'invalid', 'failure-reason': 'manifest-invalid', additions: '0' });
    expect(held(world)).toEqual(['export:legacy', 'read:orders']);
    world.tenant.apis.edit(orders, () => ({ scopes: scopes(one) }));
    expect((await world.run(pushEvent(world.github, 'main'))).outputs).toMatchObject({ result: 'applied' });
    expect(held(world)).toEqual(['read:orders', 'cancel:orders']);
  });
});

describe('a manifest that moves to another path', () => {
  const moved = 'auth0/permissions.yml';

  /** One change moves the file, and drops a permission; the workflow follows it. */
  async function move(world: World, permissions: Readonly<Record<string, string>>) {
    const files = { [manifestPath]: null, [moved]: ordersManifest(permissions) };
    const { number } = await propose(world, { files, inputs: { manifest: moved } });
    return await merge(world, number, { manifest: moved });
  }

  test('begins without a memory: what only the old file declared stays', async () => {
    await inWorld({ tenant: { apis: [api(orders, two)] } }, async (world) => {
      begin(world, two);
      await world.run(workflowDispatchEvent(world.github), { mode: 'apply' });
      const { exitCode, outputs } = await move(world, one);
      expect([exitCode, outputs.result, outputs.removals]).toEqual([0, 'unchanged', '0']);
      expect(held(world)).toEqual(['read:orders', 'cancel:orders']);
    });
  });

  test('says that nothing is removed, since the manifest before is not known at the new path', async () => {
    await inWorld({ tenant: { apis: [api(orders, two)] } }, async (world) => {
      begin(world, two);
      await world.run(workflowDispatchEvent(world.github), { mode: 'apply' });
      const { summary } = await move(world, one);
      expect(summary).toMatch(/nothing is removed/i);
    });
  });

  test('remembers from then on: the next removal is made', async () => {
    await inWorld({ tenant: { apis: [api(orders, { ...two, 'create:orders': 'Place an order' })] } }, async (world) => {
      begin(world, { ...two, 'create:orders': 'Place an order' });
      await world.run(workflowDispatchEvent(world.github), { mode: 'apply' });
      await move(world, two);
      const next = await propose(world, { files: { [moved]: ordersManifest(one) }, inputs: { manifest: moved } });
      expect(next.comment()).toContain('🟥 `cancel:orders`');
      expect(next.comment()).not.toContain('🟥 `create:orders`');
      const { outputs } = await merge(world, next.number, { manifest: moved });
      expect(outputs).toMatchObject({ result: 'applied', removals: '1' });
      expect(held(world)).toEqual(['read:orders', 'create:orders']);
    });
  });
});

test('the first manifest of a repository takes nothing away: what the tenant held before stays beside it', async () => {
  await inWorld(
    { tenant: { apis: [api(orders, { 'export:legacy': 'Everything there is', ...two })] } },
    async (world) => {
      world.github.commit('main', { 'README.md': 'Orders' });
      world.github.protect('main', 'classic');
      const { number, planned } = await propose(world, { permissions: { ...one, 'create:orders': 'Place an order' } });
      expect(planned.outputs).toMatchObject({ result: 'changes', additions: '1', removals: '0' });
      expect((await merge(world, number)).outputs).toMatchObject({ result: 'applied', additions: '1', removals: '0' });
      expect(held(world)).toEqual(['export:legacy', 'read:orders', 'cancel:orders', 'create:orders']);
    },
  );
});

describe('a force push', () => {
  test('that rewrites the branch takes back what the commit before it declared', async () => {
    await inWorld({ tenant: { apis: [api(orders, one)] } }, async (world) => {
      begin(world, one);
      const root = world.github.branch('main');
      const before = world.github.commit('main', { [manifestPath]: ordersManifest(two) });
      expect((await world.run(pushEvent(world.github, 'main'))).outputs).toMatchObject({ additions: '1' });
      world.github.commit('main', { 'README.md': 'Another history' }, { from: root });
      const { outputs } = await world.run(pushEvent(world.github, 'main', { before, forced: true }));
      expect(outputs).toMatchObject({ result: 'applied', removals: '1' });
      expect(held(world)).toEqual(['read:orders']);
    });
  });

  test('over commits that nobody has anymore removes nothing, although the last apply is remembered', async () => {
    await inWorld({ tenant: { apis: [api(orders, one)] } }, async (world) => {
      beginUnapplied(world, one);
      const root = world.github.branch('main');
      world.github.commit('main', { [manifestPath]: ordersManifest(two) });
      await world.run(pushEvent(world.github, 'main'));
      world.github.commit('main', { 'README.md': 'Another history' }, { from: root });
      const event = pushEvent(world.github, 'main', { before: 'f'.repeat(40), forced: true });
      const { exitCode, outputs, summary } = await world.run(event);
      expect([exitCode, outputs.removals]).toEqual([0, '0']);
      expect(summary).toContain('nothing is removed');
      expect(held(world)).toEqual(['read:orders', 'cancel:orders']);
    });
  });
});
