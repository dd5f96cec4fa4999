/** What an apply does with what reviewers were shown: where it is missing, out of date, too large or can't be read. */

import { describe, expect, test } from '@jest/globals';
import { rememberApply } from '../../sandbox/remember.ts';
import { pushEvent, workflowDispatchEvent } from '../../sandbox/runner/events.ts';
import type { World } from '../../sandbox/world.ts';
import { begin, failure, github, held, merge, one, policy, policyPath, propose, three, two } from '../e2e/merging.ts';
import { api, manifest, manifestPath, orders, scopes } from '../e2e/scenario.ts';
import { inWorldHere as inWorld } from './here.ts';

const billing = 'https://api.example.com/billing';
const label = 'allow-permission-removal';
const always = Number.POSITIVE_INFINITY;

function removeComments({ github }: World, number: number): void {
  for (const { id } of github.comments(number)) github.removeComment(id);
}

test('an API that would lose what no comment showed is written under `stale-plan: warn`, and a notice names what it lost', async () => {
  await inWorld({ tenant: { apis: [api(orders, two)] } }, async (world) => {
    begin(world, two, { [policyPath]: policy('stale-plan: warn') });
    await world.run(workflowDispatchEvent(world.github), { mode: 'apply' });
    world.tenant.apis.edit(orders, () => ({ scopes: scopes(one) }));
    const { number, comment } = await propose(world, { permissions: { ...one, 'create:orders': 'Place an order' } });
    expect(comment()).toContain('🟢 `create:orders`');
    expect(comment()).not.toContain('🟥 `cancel:orders`');
    world.tenant.apis.edit(orders, () => ({ scopes: scopes(two) })); // it is back before the merge
    const { exitCode, outputs, summary } = await merge(world, number);
    expect([exitCode, outputs.result, outputs.removals, outputs.additions]).toEqual([0, 'applied', '1', '1']);
    expect(summary).toMatch(/would lose `?cancel:orders`?.*comment showed/);
    expect(held(world)).toEqual(['read:orders', 'create:orders']);
  });
});

test('a removal is the guard’s alone to judge where somebody deleted the comment before the merge; none is written anew', async () => {
  await inWorld({ tenant: { apis: [api(orders, two)] } }, async (world) => {
    begin(world, two);
    const { number } = await propose(world, { permissions: one });
    removeComments(world, number);
    const { exitCode, outputs, summary } = await merge(world, number);
    expect([exitCode, outputs.result, outputs['comment-url']]).toEqual([0, 'applied', '']);
    expect(summary).toContain('guard alone');
    expect(world.github.comments(number)).toEqual([]);
  });
});

test('RBAC that was on in the review and is off at the apply stops the additions until it is on again', async () => {
  const limited = { ...api(orders, one), enforce_policies: true };
  await inWorld({ tenant: { apis: [limited] } }, async (world) => {
    begin(world, one);
    const { number } = await propose(world, { permissions: two });
    world.tenant.apis.edit(orders, () => ({ enforce_policies: false }));
    const run = await merge(world, number);
    expect(run.outputs).toMatchObject({ result: 'blocked', 'failure-reason': 'plan-stale', additions: '0' });
    expect(failure(run)).toMatch(/RBAC.*was on/);
    expect(held(world)).toEqual(['read:orders']);
    world.tenant.apis.edit(orders, () => ({ enforce_policies: true }));
    expect((await world.run(pushEvent(world.github, 'main'))).outputs).toMatchObject({ result: 'applied' });
    expect(held(world)).toEqual(['read:orders', 'cancel:orders']);
  });
});

test('comments that GitHub does not show are asked for again by the next run, which then removes', async () => {
  await inWorld({ tenant: { apis: [api(orders, two)] } }, async (world) => {
    begin(world, two);
    const { number } = await propose(world, { permissions: one });
    world.github.fault({ method: 'GET', path: /comments$/, status: 403 });
    expect((await merge(world, number)).outputs).toMatchObject({ result: 'blocked', 'failure-reason': 'plan-stale' });
    expect(held(world)).toEqual(['read:orders', 'cancel:orders']);
    const { outputs } = await world.run(pushEvent(world.github, 'main'));
    expect(outputs).toMatchObject({ result: 'applied', removals: '1' });
    expect(held(world)).toEqual(['read:orders']);
  });
});

test('a pull request that GitHub does not tell of is not the same as none: nothing is removed', async () => {
  await inWorld({ tenant: { apis: [api(orders, two)] } }, async (world) => {
    begin(world, two);
    const { number } = await propose(world, { permissions: one });
    world.github.fault({ path: /commits\/[0-9a-f]+\/pulls$/, status: 403, times: always });
    const run = await merge(world, number);
    expect(run.outputs).toMatchObject({ result: 'blocked', 'failure-reason': 'plan-stale' });
    expect(held(world)).toEqual(['read:orders', 'cancel:orders']);
  });
});

test('a review too large for the comment counts as none', async () => {
  const names = (resource: string) =>
    Object.fromEntries(
      Array.from({ length: 850 }, (_, index) => [`read:${resource}_${index}`, 'View it, and all of it']),
    );
  const many = { [orders]: { ...one, ...names('orders') }, [billing]: { ...one, ...names('bills') } };
  const few = { [orders]: one, [billing]: one };
  const apis = Object.entries(many).map(([identifier, permissions]) => api(identifier, permissions));
  await inWorld({ tenant: { apis } }, async (world) => {
    const rules = policy('removals: {max: 5000, max-percent: 100}');
    world.github.commit('main', { [manifestPath]: manifest(many), [policyPath]: rules });
    world.github.protect('main', 'classic');
    rememberApply(world);
    const { number, planned, comment } = await propose(world, { files: { [manifestPath]: manifest(few) } });
    expect(planned.outputs).toMatchObject({ result: 'changes', removals: '1700' });
    expect(comment().split('\n', 1)[0]).not.toContain('review');
    expect(Buffer.byteLength(comment())).toBeLessThan(65_536);
    const { exitCode, outputs, summary } = await merge(world, number);
    expect([exitCode, outputs.result]).toEqual([0, 'applied']);
    expect(summary).toContain('guard alone');
    expect(held(world)).toEqual(['read:orders']);
  });
});

test('the reason why something is not removed is told however many permissions it is about', async () => {
  const named = (index: number) => [`read:orders_${index}`, 'View it, and all of it'] as const;
  const many = Object.fromEntries(Array.from({ length: 60 }, (_, index) => named(index)));
  await inWorld({ tenant: { apis: [api(orders, { ...one, ...many })] } }, async (world) => {
    const rules = policy('removals: {max: 100, max-percent: 100}', 'stale-plan: require');
    begin(world, { ...one, ...many }, { [policyPath]: rules });
    const { number } = await propose(world, { permissions: one, inputs: { comment: 'never' } });
    const run = await merge(world, number);
    expect(run.outputs).toMatchObject({ result: 'blocked', 'failure-reason': 'plan-stale' });
    for (const text of [failure(run), run.summary]) expect(text).toMatch(/no merged pull request.s comment showed/);
  });
});

test('a label whose setter GitHub does not tell lifts the guard all the same, and a notice says that it is not known', async () => {
  await inWorld({ tenant: { apis: [api(orders, two)] } }, async (world) => {
    begin(world, two, { [policyPath]: policy('removals: {max: 0}') });
    const { number } = await propose(world, { permissions: one, labels: [label] });
    world.github.fault({ path: /issues\/\d+\/timeline/, status: 403, times: always });
    const { exitCode, outputs, summary } = await merge(world, number);
    expect([exitCode, outputs.result, outputs.removals]).toEqual([0, 'applied', '1']);
    expect(summary).toContain('guard was lifted');
    expect(summary).toContain('Who set the label is not known');
    expect(world.github.deployments()[0]?.statuses[0]).toMatchObject({ state: 'success' });
    expect(world.github.deployments()[0]?.statuses[0]?.description).toContain(label);
    expect(held(world)).toEqual(['read:orders']);
  });
});

describe('a comment that can’t be written', () => {
  test('after an apply that succeeded is a warning; the summary holds it', async () => {
    await inWorld({ tenant: { apis: [api(orders, one)] } }, async (world) => {
      begin(world, one);
      const { number, comment } = await propose(world, { permissions: two });
      const shown = comment();
      world.github.fault({ method: 'PATCH', path: /comments\/\d+$/, status: 403, times: always });
      const { exitCode, outputs, annotations, summary } = await merge(world, number);
      expect([exitCode, outputs.result, outputs['failure-reason']]).toEqual([0, 'applied', '']);
      expect(outputs['comment-url']).toBe('');
      expect(annotations.filter(({ level }) => level === 'warning').map(({ message }) => message)).toContainEqual(
        expect.stringMatching(/comment could not be written.*job summary/),
      );
      expect(summary).toContain('🟢 `cancel:orders`');
      expect(comment()).toBe(shown);
      expect(world.github.deployments()[0]?.statuses[0]).toMatchObject({ state: 'success' });
      expect(held(world)).toEqual(['read:orders', 'cancel:orders']);
    });
  });

  test('since somebody deleted it while the apply wrote to the tenant is not missed', async () => {
    await inWorld({ tenant: { apis: [api(orders, one)] } }, async (world) => {
      begin(world, one);
      const { number } = await propose(world, { permissions: two });
      world.tenant.fault({ method: 'PATCH', path: /./, kind: 'after', run: () => removeComments(world, number) });
      const { exitCode, outputs, annotations } = await merge(world, number);
      expect([exitCode, outputs.result]).toEqual([0, 'applied']);
      expect(annotations.filter(({ level }) => level === 'error')).toEqual([]);
      expect(held(world)).toEqual(['read:orders', 'cancel:orders']);
    });
  });

  test('since GitHub says it is not there, though it is, is not written a second time, and a warning says so', async () => {
    await inWorld({ tenant: { apis: [api(orders, one)] } }, async (world) => {
      begin(world, one);
      const { number } = await propose(world, { permissions: two });
      world.github.fault({ method: 'PATCH', path: /comments\/\d+$/, status: 404, times: always });
      const { exitCode, outputs, annotations } = await merge(world, number);
      expect([exitCode, outputs.result]).toEqual([0, 'applied']);
      expect(world.github.comments(number)).toHaveLength(1);
      expect(annotations.map(({ message }) => message)).toContainEqual(
        expect.stringContaining('The comment could not be written'),
      );
    });
  });
});

test('each pull request that was merged since is shown what was applied, and answers for what it removed', async () => {
  await inWorld({ tenant: { apis: [api(orders, three)] } }, async (world) => {
    begin(world, three);
    await world.run(workflowDispatchEvent(world.github), { mode: 'apply' });
    const first = await propose(world, { permissions: two });
    world.github.merge(first.number); // its apply is lost
    const second = await propose(world, { permissions: one });
    const { outputs } = await merge(world, second.number);
    expect(outputs).toMatchObject({ result: 'applied', removals: '2' });
    for (const { comment } of [first, second]) expect(comment()).toContain('Applied');
    expect(held(world)).toEqual(['read:orders']);
  });
});

describe('a label that lifts the guard', () => {
  test('is said to lift it only where it does', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 1000 }, (_, index) => [`read:r${index}`, `View what is number ${index}`]),
    );
    const other = Object.fromEntries(
      Array.from({ length: 900 }, (_, index) => [`read:s${index}`, `View what is number ${index}`]),
    );
    const second = 'https://api.example.com/second';
    const text = (a: object, b: object) =>
      JSON.stringify({
        version: 1,
        apis: [
          { identifier: orders, permissions: a },
          { identifier: second, permissions: b },
        ],
      });
    await inWorld({ tenant: { apis: [api(orders, many), api(second, other)] }, github }, async (world) => {
      world.github.commit('main', { [manifestPath]: text(many, other) });
      world.github.protect('main', 'classic');
      rememberApply(world);
      const [sha, tenant] = [world.github.resolve('main'), world.tenant.domain];
      const payload = { version: 1, tenant, manifest: [manifestPath] };
      const ours = {
        sha,
        ref: sha,
        login: 'github-actions[bot]',
        task: 'auth0-permissions',
        environment: tenant,
        payload,
      };
      world.github.addDeploymentStatus(world.github.addDeployment(ours), {
        state: 'success',
        login: 'github-actions[bot]',
      });
      const { number, comment } = await propose(world, {
        files: { [manifestPath]: text({ 'read:r0': many['read:r0'] }, { 'read:s0': other['read:s0'] }) },
        labels: ['allow-permission-removal'],
      });
      const docs = await propose(world, { files: { 'README.md': 'Words' } });
      const said = comment();
      world.github.merge(docs.number);
      const result = await merge(world, number);
      expect(said).not.toContain('The guard is lifted');
      expect(said).toContain('more removals than a comment can hold on to');
      expect(failure(result)).toContain('lifts only what its own comment showed');
    });
  });
});
