/** What a pull request's comment shows before and after the merge, and that nothing but the review itself changes it. */
import { describe, expect, test } from '@jest/globals';
import { pullRequestEvent, pushEvent, workflowDispatchEvent } from '../../sandbox/runner/events.ts';
import { begin, failure, github, held, merge, one, policy, policyPath, propose, two } from '../e2e/merging.ts';
import { api, manifestPath, orders, ordersManifest, scopes } from '../e2e/scenario.ts';
import { inWorldHere as inWorld } from './here.ts';

describe('a plan that is started again after the merge', () => {
  test('leaves what was reviewed as it is, so that the apply still knows what nobody saw', async () => {
    await inWorld({ tenant: { apis: [api(orders, two)] }, github }, async (world) => {
      begin(world, two);
      await world.run(workflowDispatchEvent(world.github), { mode: 'apply' });
      world.tenant.apis.edit(orders, () => ({ scopes: scopes(one) }));
      const { number, comment } = await propose(world, { permissions: one, inputs: { comment: 'always' } });
      const reviewed = comment();
      world.tenant.apis.edit(orders, () => ({ scopes: scopes(two) }));
      const event = pullRequestEvent(world.github, number);
      world.github.merge(number);
      const { exitCode, outputs, summary } = await world.run(event);
      expect([exitCode, outputs.removals, outputs['comment-url']]).toEqual([0, '1', '']);
      expect(summary).toContain(`Pull request ${number} is no longer open`);
      expect(comment()).toBe(reviewed);
      const applied = await world.run(pushEvent(world.github, 'main'));
      expect(applied.outputs).toMatchObject({ result: 'blocked', 'failure-reason': 'plan-stale' });
      expect(held(world)).toEqual(['read:orders', 'cancel:orders']);
    });
  });

  test('does not hide what was applied', async () => {
    await inWorld({ tenant: { apis: [api(orders, one)] }, github }, async (world) => {
      begin(world, one);
      const { number, comment } = await propose(world, { permissions: two });
      const event = pullRequestEvent(world.github, number);
      await merge(world, number);
      expect((await world.run(event)).exitCode).toBe(0);
      expect(comment()).toContain('**Applied: 🟢 1 added**');
    });
  });
});

describe('an apply that ends before it has a plan', () => {
  test('says so in the comment of the merged pull request, and keeps what was reviewed', async () => {
    await inWorld({ tenant: { apis: [api(orders, two)] }, github }, async (world) => {
      begin(world, two);
      const { number, comment } = await propose(world, { permissions: one });
      const fault = { method: 'GET', path: /resource-servers/, kind: 'status', status: 403, body: {} } as const;
      world.tenant.fault({ ...fault, times: 1 });
      expect((await merge(world, number)).outputs).toMatchObject({ result: 'failed', 'comment-url': /./ });
      expect(comment()).toContain('**Not applied** on');
      expect(comment()).toContain('auth0-rejected');
      const again = await world.run(pushEvent(world.github, 'main'));
      expect(again.outputs).toMatchObject({ result: 'applied', removals: '1' });
      expect(comment()).toContain('**Applied: 🟥 1 removed**');
    });
  });
});

describe('the plan of a pull request', () => {
  test('that has the label says that the guard is lifted', async () => {
    const policy = { [policyPath]: 'version: 1\nremovals: {max: 0}\n' };
    await inWorld({ tenant: { apis: [api(orders, two)] }, github }, async (world) => {
      begin(world, two, policy);
      const labels = ['allow-permission-removal'];
      const { number, comment } = await propose(world, { permissions: one, labels });
      expect(comment()).toContain('**The guard is lifted** by the label `allow-permission-removal`');
      expect(comment()).not.toContain('will be blocked');
      expect((await merge(world, number)).outputs).toMatchObject({ result: 'applied', removals: '1' });
    });
  });

  test('that brings `unmanaged: remove` shows what that removes, and the apply removes that alone', async () => {
    const held1 = { ...two, 'export:legacy': 'Everything there is' };
    await inWorld({ tenant: { apis: [api(orders, held1)] }, github }, async (world) => {
      begin(world, two);
      const files = { [policyPath]: 'version: 1\nunmanaged: remove\n' };
      const { number, planned, comment } = await propose(world, { files });
      expect(planned.outputs).toMatchObject({ result: 'changes', removals: '1' });
      expect(comment()).toContain('**🟥 1 to remove**');
      expect(comment()).toContain('🟥 `export:legacy`');
      world.tenant.apis.edit(orders, () => ({ scopes: scopes(held1) }));
      expect((await merge(world, number)).outputs).toMatchObject({ result: 'applied', removals: '1' });
      expect(held(world)).toEqual(['read:orders', 'cancel:orders']);
    });
  });

  test('that forbids what is unmanaged says that its apply will be stopped', async () => {
    await inWorld(
      { tenant: { apis: [api(orders, { ...one, 'legacy:orders': 'Somebody else’s' })] }, github },
      async (world) => {
        begin(world, one);
        const { number, planned, comment } = await propose(world, {
          permissions: two,
          files: { [policyPath]: policy('unmanaged: forbid') },
        });
        const applied = await merge(world, number);
        expect(failure(applied)).toContain('manifest-invalid');
        expect(planned.outputs.warnings).not.toBe('0');
        expect(comment()).toMatch(/new policy/);
      },
    );
  });

  test('says so where GitHub does not tell what was applied last', async () => {
    const poor = { permissions: { contents: 'read', 'pull-requests': 'write' }, isPrivate: true } as const;
    await inWorld({ tenant: { apis: [api(orders, one)] }, github: poor }, async (world) => {
      begin(world, one);
      const { comment } = await propose(world, { permissions: two });
      expect(comment()).toContain('Earlier applies are not known');
      expect(comment()).toContain('deployments: read');
    });
  });
});

test('an old plan that is started again, or ends late, does not put what it planned in place of the newest plan', async () => {
  await inWorld({ tenant: { apis: [api(orders, one)] }, github }, async (world) => {
    begin(world, one);
    world.github.commit('topic', { [manifestPath]: ordersManifest(two) }, { from: 'main' });
    const number = world.github.openPullRequest({ head: 'topic' });
    const old = pullRequestEvent(world.github, number);
    await world.run(old);
    world.github.commit('topic', {
      [manifestPath]: ordersManifest({ ...two, 'admin:everything': 'Do whatever there is' }),
    });
    await world.run(pullRequestEvent(world.github, number));
    const comment = () => world.github.comments(number)[0]?.body ?? '';
    expect(comment()).toContain('🟢 `admin:everything`');
    await world.run(old);
    expect(comment()).toContain('🟢 `admin:everything`');
  });
});

test('a run that is cancelled while it waits for the rate limit waits no longer', async () => {
  const names = Array.from({ length: 3 }, (_, index) => `https://api.example.com/${index}`);
  await inWorld({ tenant: { apis: names.map((name) => api(name, {})) }, github }, async (world) => {
    const entries = names.map((identifier) => ({ identifier, permissions: one }));
    world.github.commit('main', { [manifestPath]: JSON.stringify({ version: 1, apis: [] }) });
    world.github.protect('main', 'classic');
    world.github.commit('main', { [manifestPath]: JSON.stringify({ version: 1, apis: entries }) });
    const controller = new AbortController();
    const refusal = { status: 429, headers: { 'retry-after': '250' }, body: {} };
    world.tenant.fault({ method: 'PATCH', path: /./, kind: 'before', run: () => controller.abort(), times: 1 });
    world.tenant.fault({ method: 'PATCH', path: /./, kind: 'status', ...refusal, times: Number.POSITIVE_INFINITY });
    const run = await world.run(pushEvent(world.github, 'main'), {}, { signal: controller.signal });
    expect(run.exitCode).toBe(1);
    expect(run.outputs['failure-reason']).toMatch(/auth0-rate-limited|apply-incomplete/);
    expect(run.summary).toContain('was cancelled');
  });
});
