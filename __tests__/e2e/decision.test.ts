/** Each way in which an apply is decided, once as the process that decides it; all cases are rows of core/decision and -guard. */

import { expect, test } from '@jest/globals';
import { rememberApply } from '../../sandbox/remember.ts';
import { pushEvent, workflowDispatchEvent } from '../../sandbox/runner/events.ts';
import type { World } from '../../sandbox/world.ts';
import { begin, github, held, merge, one, policy, policyPath, propose, two } from './merging.ts';
import { api, inWorld, manifest, manifestPath, orders, ordersManifest, scopes } from './scenario.ts';

const billing = 'https://api.example.com/billing';
const bills = { 'read:bills': 'View all bills' };
const many = Object.fromEntries(
  Array.from({ length: 12 }, (_, index) => [`read:orders_${index}`, `View orders ${index}`]),
);
const few = Object.fromEntries(Object.entries(many).slice(0, 6));

test('the guard stops removals, until the label on the merged pull request lifts it once; who set it stands in summary and deployment', async () => {
  await inWorld({ tenant: { apis: [api(orders, many)] }, github }, async (world) => {
    begin(world, many);
    const { number } = await propose(world, { permissions: few });
    expect((await merge(world, number)).outputs.result).toBe('blocked');
    world.github.addLabel(number, 'allow-permission-removal', 'mona');
    const { outputs, summary } = await world.run(pushEvent(world.github, 'main'));
    expect(outputs).toMatchObject({ result: 'applied', removals: '6' });
    expect(summary).toContain('set by `mona`');
    expect(world.github.deployments()[0]?.statuses.at(-1)?.description).toContain(
      'allow-permission-removal set by mona',
    );
    const again = await propose(world, { permissions: {} });
    expect((await merge(world, again.number)).outputs).toMatchObject({ result: 'blocked' });
  });
});

test('a reviewed plan stops an API that would lose what its comment did not show', async () => {
  await inWorld({ tenant: { apis: [api(orders, two)] }, github }, async (world) => {
    begin(world, two);
    await world.run(workflowDispatchEvent(world.github), { mode: 'apply' });
    world.tenant.apis.edit(orders, () => ({ scopes: scopes(one) }));
    const { number, comment } = await propose(world, { permissions: one, inputs: { comment: 'always' } });
    expect(comment()).not.toContain('🟥 `cancel:orders`');
    world.tenant.apis.edit(orders, () => ({ scopes: scopes({ ...two, 'create:orders': 'By hand' }) }));
    const { exitCode, outputs, annotations } = await merge(world, number);
    expect(exitCode).toBe(1);
    expect(outputs).toMatchObject({ result: 'blocked', 'failure-reason': 'plan-stale' });
    expect(annotations.at(-1)?.message).toContain('would lose `cancel:orders`');
    expect(held(world)).toEqual(['read:orders', 'cancel:orders', 'create:orders']);
    expect(comment()).toContain('**Not applied:**');
  });
});

test('without a comment the guard alone decides, but under `stale-plan: require`', async () => {
  await inWorld({ tenant: { apis: [api(orders, two)] }, github }, async (world) => {
    begin(world, two);
    world.github.commit('main', {
      [manifestPath]: ordersManifest(one),
      [policyPath]: 'version: 1\nstale-plan: require\n',
    });
    const event = pushEvent(world.github, 'main');
    expect((await world.run(event)).outputs).toMatchObject({ result: 'blocked', 'failure-reason': 'plan-stale' });
    expect(held(world)).toContain('cancel:orders');
    world.github.commit('main', { [policyPath]: 'version: 1\n' });
    const { outputs, summary } = await world.run({ ...pushEvent(world.github, 'main', { before: event.sha }) });
    expect(outputs).toMatchObject({ removals: '1' }); // what the first run left is made up for
    expect(summary).toContain('guard alone');
  });
});

test('an API that is stopped is stopped alone: another one is written, and the next pull request shows what was stopped', async () => {
  const apis = [api(orders, two), api(billing, {})];
  const declare = (permissions: Readonly<Record<string, string>>, bills: Readonly<Record<string, string>>) => ({
    [manifestPath]: manifest({ [orders]: permissions, [billing]: bills }),
  });
  await inWorld({ tenant: { apis } }, async (world) => {
    world.github.commit('main', declare(two, {}));
    world.github.protect('main', 'classic');
    rememberApply(world);
    await world.run(workflowDispatchEvent(world.github), { mode: 'apply' });
    world.tenant.apis.edit(orders, () => ({ scopes: scopes(one) }));
    const bills = { 'read:bills': 'View all bills' };
    const { number } = await propose(world, { files: declare(one, bills) });
    world.tenant.apis.edit(orders, () => ({ scopes: scopes(two) }));
    const { outputs } = await merge(world, number);
    expect(outputs).toMatchObject({ result: 'partial', 'failure-reason': 'apply-incomplete', additions: '1' });
    expect(held(world)).toEqual(['read:orders', 'cancel:orders']);
    expect(world.tenant.permissions(billing)).toEqual(scopes(bills));
    const next = await propose(world, { files: { 'README.md': 'x' } });
    expect(next.comment()).toContain('🟥 `cancel:orders`');
    expect((await merge(world, next.number)).outputs).toMatchObject({ result: 'applied', removals: '1' });
    expect(held(world)).toEqual(['read:orders']);
  });
});

/** Comments that GitHub does not show, of a change by which one API loses a permission and another gains one. */
async function unread(world: World, stalePlan: 'block' | 'warn') {
  world.github.commit('main', {
    [manifestPath]: manifest({ [orders]: two, [billing]: {} }),
    [policyPath]: policy(`stale-plan: ${stalePlan}`),
  });
  world.github.protect('main', 'classic');
  rememberApply(world);
  const { number } = await propose(world, { files: { [manifestPath]: manifest({ [orders]: one, [billing]: bills }) } });
  world.github.fault({ method: 'GET', path: /comments$/, status: 403, times: Number.POSITIVE_INFINITY });
  return await merge(world, number);
}

test.each([
  ['block', { result: 'partial', additions: '1', removals: '0' }],
  ['warn', { result: 'applied', additions: '1', removals: '1' }],
] as const)(
  'a review that can’t be read stops what loses something and nothing else, and under `stale-plan: warn` nothing: %s',
  async (value, outputs) => {
    await inWorld({ tenant: { apis: [api(orders, two), api(billing, {})] }, github }, async (world) => {
      const run = await unread(world, value);
      expect(run.outputs).toMatchObject(outputs);
      expect(run.summary).toMatch(/can(’|')t be read/);
      expect(world.tenant.permissions(billing)).toEqual(scopes(bills));
    });
  },
);
