import { describe, expect, test } from '@jest/globals';
import { pushEvent, workflowDispatchEvent } from '../../sandbox/runner/events.ts';
import { begin, github, held, merge, one, policy, policyPath, propose, two } from './merging.ts';
import { api, inWorld, manifestPath, orders, ordersManifest } from './scenario.ts';

describe('a plan on demand of another branch', () => {
  test('shows the removal that the last apply of main left undone', async () => {
    await inWorld({ tenant: { apis: [api(orders, two)] }, github }, async (world) => {
      begin(world, two);
      await world.run(workflowDispatchEvent(world.github), { mode: 'apply' });
      world.github.commit('main', { [manifestPath]: ordersManifest(one) });
      world.tenant.fault({ method: 'PATCH', path: /./, kind: 'status', status: 403, body: {} });
      expect((await world.run(pushEvent(world.github, 'main'))).exitCode).toBe(1);
      world.github.commit('topic', { 'README.md': 'x' }, { from: 'main' });
      const onMain = await world.run(workflowDispatchEvent(world.github), { mode: 'plan' });
      expect(onMain.outputs).toMatchObject({ removals: '1' });
      const run = await world.run(workflowDispatchEvent(world.github, { branch: 'topic' }), { mode: 'plan' });
      expect(run.outputs).toMatchObject({ removals: '1' });
    });
  });
});

const marked = JSON.stringify({
  version: 1,
  apis: [
    {
      identifier: orders,
      permissions: { ...one, 'cancel:orders': { description: 'Cancel an order', deprecated: 'gone soon' } },
    },
  ],
});

test('a mark that was merged is not forgotten where its apply and the next had no answer', async () => {
  const files = { [policyPath]: policy('removals: {require-deprecation: true, in-use: warn}') };
  await inWorld({ tenant: { apis: [api(orders, two)] }, github }, async (world) => {
    begin(world, two, files);
    await world.run(workflowDispatchEvent(world.github), { mode: 'apply' });
    const mark = await propose(world, { files: { [manifestPath]: marked } });
    const gone = () =>
      world.tenant.fault({ method: 'GET', path: /resource-servers/, kind: 'status', status: 403, body: {} });
    gone();
    expect((await merge(world, mark.number)).exitCode).toBe(1);
    const { number } = await propose(world, { permissions: one });
    gone();
    expect((await merge(world, number)).exitCode).toBe(1);
    const later = await world.run(workflowDispatchEvent(world.github), { mode: 'apply' });
    expect(later.summary).not.toContain('was not marked');
    expect(held(world)).not.toContain('cancel:orders');
  });
});
