/** From the mark in a manifest to the removal: who is told, and what the policy asks for. */
import { describe, expect, test } from '@jest/globals';
import { workflowDispatchEvent } from '../../sandbox/runner/events.ts';
import { begin, github, held, merge, one, policy, policyPath, propose, shop, two } from '../e2e/merging.ts';
import { api, manifestPath, orders } from '../e2e/scenario.ts';
import { inWorldHere as inWorld } from './here.ts';

const marked = JSON.stringify({
  version: 1,
  apis: [
    {
      identifier: orders,
      permissions: { ...one, 'cancel:orders': { description: 'Cancel an order', deprecated: 'Use <b>update</b>|x' } },
    },
  ],
});
const grants = [{ client: shop.id, audience: orders, scope: ['cancel:orders'] }];
const roles = [{ name: 'Support', permissions: [{ api: orders, name: 'cancel:orders' }] }];
const tenant = { apis: [api(orders, two)], grants, roles, clients: [shop] };

describe('the pull request that marks a permission', () => {
  test('says who still holds it, once, and changes nothing', async () => {
    await inWorld({ tenant, github }, async (world) => {
      begin(world, two);
      const { number, planned, comment } = await propose(world, {
        files: { [manifestPath]: marked },
        inputs: { 'plan-file': 'plan.json' },
      });
      expect(planned.outputs).toMatchObject({ result: 'unchanged', changed: 'false' });
      expect(comment()).toContain('#### Deprecated');
      expect(comment()).toMatch(
        /\| `cancel:orders` \| `Use <b>update<\/b>\\\|x` \| `(Web shop|shopshopshop)` itself · role `Support` \|/,
      );
      const [file = ''] = Object.values(planned.files);
      expect(JSON.parse(file).apis[0].deprecated).toMatchObject([
        {
          permission: 'cancel:orders',
          new: true,
          impact: { applications: [{ id: shop.id }], roles: [{ name: 'Support' }] },
        },
      ]);
      expect((await merge(world, number)).outputs.result).toBe('unchanged');
      const later = await propose(world, { files: { 'README.md': 'x' }, inputs: { comment: 'always' } });
      expect(later.comment()).not.toContain('Deprecated');
    });
  });

  test('without a tenant to ask says that it was not checked', async () => {
    await inWorld({ tenant, github }, async (world) => {
      begin(world, two);
      const offline = { 'auth0-domain': '', 'auth0-client-id': '', 'auth0-client-secret': '' };
      const { comment } = await propose(world, { files: { [manifestPath]: marked }, inputs: offline });
      expect(comment()).toMatch(/\| `cancel:orders` \| .* \| not checked \|/);
    });
  });
});

describe('`require-deprecation`', () => {
  const files = { [policyPath]: policy('removals: {require-deprecation: true, in-use: warn}') };
  const free = { apis: [api(orders, two)] };

  test('stops a removal that no merged manifest announced, and the label lifts it', async () => {
    await inWorld({ tenant: free, github }, async (world) => {
      begin(world, two, files);
      const { number, comment } = await propose(world, { permissions: one });
      expect(comment()).toContain('`cancel:orders` was marked as `deprecated` by no earlier manifest');
      expect((await merge(world, number)).outputs).toMatchObject({ 'failure-reason': 'removal-blocked' });
      expect(held(world)).toContain('cancel:orders');
      world.github.addLabel(number, 'allow-permission-removal', 'mona');
      const again = await world.run(workflowDispatchEvent(world.github), { mode: 'apply' });
      expect(again.outputs).toMatchObject({ result: 'applied', removals: '1' });
    });
  });

  test('lets through what was marked before, though its apply failed', async () => {
    await inWorld({ tenant: free, github }, async (world) => {
      begin(world, two, files);
      await world.run(workflowDispatchEvent(world.github), { mode: 'apply' });
      const mark = await propose(world, { files: { [manifestPath]: marked } });
      world.tenant.fault({ method: 'GET', path: /resource-servers/, kind: 'status', status: 403, body: {} });
      expect((await merge(world, mark.number)).exitCode).toBe(1);
      const { number, comment } = await propose(world, { permissions: one });
      expect(comment()).not.toContain('will be blocked');
      expect((await merge(world, number)).outputs).toMatchObject({ result: 'applied', removals: '1' });
    });
  });
});

test('a look for drift tells of all that is deprecated who still holds it', async () => {
  await inWorld({ tenant, github: { permissions: { ...github.permissions, issues: 'write' } } }, async (world) => {
    world.github.commit('main', { [manifestPath]: marked });
    world.github.protect('main', 'classic');
    await world.run(workflowDispatchEvent(world.github), { mode: 'apply' });
    const { exitCode, summary } = await world.run(workflowDispatchEvent(world.github), { mode: 'drift' });
    expect(exitCode).toBe(0);
    expect(summary).toMatch(/\| `cancel:orders` \| .* role `Support` \|/);
    expect(world.github.issues()).toEqual([]);
  });
});
