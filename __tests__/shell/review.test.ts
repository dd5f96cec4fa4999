/** What an apply does with what reviewers were shown: where it is missing, out of date, too large or can't be read. */
import { describe, expect, test } from '@jest/globals';
import { pushEvent, workflowDispatchEvent } from '../../sandbox/runner/events.ts';
import type { World } from '../../sandbox/world.ts';
import { begin, failure, github, held, merge, one, policy, policyPath, propose, three, two } from '../e2e/merging.ts';
import { api, manifest, manifestPath, orders, rememberApply, scopes } from '../e2e/scenario.ts';
import { inWorldHere as inWorld } from './here.ts';

const billing = 'https://api.example.com/billing';
const label = 'allow-permission-removal';
const always = Number.POSITIVE_INFINITY;

function removeComments({ github }: World, number: number): void {
  for (const { id } of github.comments(number)) github.removeComment(id);
}

/**
 * A pull request drops `cancel:orders`, which the tenant lacked when it was reviewed and holds again at the merge; it
 * adds `create:orders`, too.
 */
async function returning(world: World, ...lines: readonly string[]): Promise<number> {
  begin(world, two, { [policyPath]: policy(...lines) });
  await world.run(workflowDispatchEvent(world.github), { mode: 'apply' });
  world.tenant.apis.edit(orders, () => ({ scopes: scopes(one) }));
  const { number, comment } = await propose(world, { permissions: { ...one, 'create:orders': 'Place an order' } });
  expect(comment()).toContain('🟢 `create:orders`');
  expect(comment()).not.toContain('🟥 `cancel:orders`');
  world.tenant.apis.edit(orders, () => ({ scopes: scopes(two) }));
  return number;
}

describe('an API that would lose what no comment showed', () => {
  test('is written under `stale-plan: warn`, and a notice names what it lost', async () => {
    await inWorld({ tenant: { apis: [api(orders, two)] } }, async (world) => {
      const number = await returning(world, 'stale-plan: warn');
      const { exitCode, outputs, summary } = await merge(world, number);
      expect([exitCode, outputs.result, outputs.removals, outputs.additions]).toEqual([0, 'applied', '1', '1']);
      expect(summary).toMatch(/would lose `?cancel:orders`?.*comment showed/);
      expect(held(world)).toEqual(['read:orders', 'create:orders']);
    });
  });

  test.each(['block', 'require'])('is not written under `stale-plan: %s`, its additions neither', async (value) => {
    await inWorld({ tenant: { apis: [api(orders, two)] } }, async (world) => {
      const number = await returning(world, `stale-plan: ${value}`);
      const run = await merge(world, number);
      expect(run.exitCode).toBe(1);
      expect(run.outputs).toMatchObject({ result: 'blocked', 'failure-reason': 'plan-stale' });
      expect(failure(run)).toContain('`cancel:orders`');
      expect(held(world)).toEqual(['read:orders', 'cancel:orders']);
      expect(world.github.comments(number)[0]?.body).toContain('Not applied');
    });
  });
});

describe('a removal without a comment of ours', () => {
  const uncommented = { comment: 'never' };

  test.each(['block', 'warn'])(
    'is the guard’s alone to judge under `stale-plan: %s`, and a notice says so',
    async (value) => {
      await inWorld({ tenant: { apis: [api(orders, two)] } }, async (world) => {
        begin(world, two, { [policyPath]: policy(`stale-plan: ${value}`) });
        const { number } = await propose(world, { permissions: one, inputs: uncommented });
        expect(world.github.comments(number)).toEqual([]);
        const { exitCode, outputs, summary } = await merge(world, number, uncommented);
        expect([exitCode, outputs.result, outputs.removals]).toEqual([0, 'applied', '1']);
        expect(summary).toContain('guard alone');
        expect(held(world)).toEqual(['read:orders']);
      });
    },
  );

  test('is not made under `stale-plan: require`, while an API that only gains is written', async () => {
    const apis = [api(orders, two), api(billing, {})];
    await inWorld({ tenant: { apis } }, async (world) => {
      const bills = { 'read:bills': 'View all bills' };
      world.github.commit('main', {
        [manifestPath]: manifest({ [orders]: two, [billing]: {} }),
        [policyPath]: policy('stale-plan: require'),
      });
      world.github.protect('main', 'classic');
      rememberApply(world);
      const files = { [manifestPath]: manifest({ [orders]: one, [billing]: bills }) };
      const { number } = await propose(world, { files, inputs: uncommented });
      const { exitCode, outputs, summary } = await merge(world, number, uncommented);
      expect([exitCode, outputs.result, outputs.additions, outputs.removals]).toEqual([1, 'partial', '1', '0']);
      expect(summary).toContain('would lose');
      expect(held(world)).toEqual(['read:orders', 'cancel:orders']);
      expect(world.tenant.permissions(billing)).toEqual(scopes(bills));
    });
  });

  test('is the guard’s alone to judge where somebody deleted the comment before the merge; none is written anew', async () => {
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
});

describe('RBAC that was on in the review and is off at the apply', () => {
  const limited = { ...api(orders, one), enforce_policies: true };

  test('stops the additions until it is on again', async () => {
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

  test('is a notice under `stale-plan: warn`', async () => {
    await inWorld({ tenant: { apis: [limited] } }, async (world) => {
      begin(world, one, { [policyPath]: policy('stale-plan: warn') });
      const { number } = await propose(world, { permissions: two });
      world.tenant.apis.edit(orders, () => ({ enforce_policies: false }));
      const { outputs, summary } = await merge(world, number);
      expect(outputs).toMatchObject({ result: 'applied', additions: '1' });
      expect(summary).toMatch(/RBAC.*was on/);
    });
  });

  test('stops no update and no reviewed removal', async () => {
    await inWorld({ tenant: { apis: [{ ...limited, scopes: scopes(two) }] } }, async (world) => {
      begin(world, two);
      const { number } = await propose(world, { permissions: { 'read:orders': 'View orders, lines and notes' } });
      world.tenant.apis.edit(orders, () => ({ enforce_policies: false }));
      expect((await merge(world, number)).outputs).toMatchObject({ result: 'applied', updates: '1', removals: '1' });
    });
  });

  test('is no reason to stop where it was off in the review, too', async () => {
    await inWorld({ tenant: { apis: [api(orders, one)] } }, async (world) => {
      begin(world, one);
      const { number, comment } = await propose(world, { permissions: two });
      expect(comment()).toContain('RBAC');
      expect((await merge(world, number)).outputs).toMatchObject({ result: 'applied', additions: '1' });
    });
  });
});

describe('comments that GitHub does not show', () => {
  /** Two APIs, of which one loses a permission and the other gains one. */
  async function twoSided(world: World, ...lines: readonly string[]): Promise<number> {
    world.github.commit('main', {
      [manifestPath]: manifest({ [orders]: two, [billing]: {} }),
      [policyPath]: policy(...lines),
    });
    world.github.protect('main', 'classic');
    rememberApply(world);
    const files = { [manifestPath]: manifest({ [orders]: one, [billing]: { 'read:bills': 'View all bills' } }) };
    return (await propose(world, { files })).number;
  }

  const apis = [api(orders, two), api(billing, {})];

  test.each([403, 500])(
    '(status %i) leave an API that loses something as it is; what only gains is written',
    async (status) => {
      await inWorld({ tenant: { apis } }, async (world) => {
        const number = await twoSided(world);
        world.github.fault({ method: 'GET', path: /comments$/, status, times: always });
        const { exitCode, outputs, summary } = await merge(world, number);
        expect([exitCode, outputs.result]).toEqual([1, 'partial']);
        expect(outputs).toMatchObject({ 'failure-reason': 'apply-incomplete', additions: '1', removals: '0' });
        expect(summary).toMatch(/would lose `?cancel:orders.*can(’|')t be read/);
        expect(held(world)).toEqual(['read:orders', 'cancel:orders']);
        expect(world.tenant.permissions(billing)).toEqual(scopes({ 'read:bills': 'View all bills' }));
      });
    },
  );

  test('are asked for again by the next run, which then removes', async () => {
    await inWorld({ tenant: { apis } }, async (world) => {
      const number = await twoSided(world);
      world.github.fault({ method: 'GET', path: /comments$/, status: 403 });
      expect((await merge(world, number)).outputs.removals).toBe('0');
      expect((await world.run(pushEvent(world.github, 'main'))).outputs).toMatchObject({
        result: 'applied',
        removals: '1',
      });
      expect(held(world)).toEqual(['read:orders']);
    });
  });

  test('stop nothing under `stale-plan: warn`', async () => {
    await inWorld({ tenant: { apis } }, async (world) => {
      const number = await twoSided(world, 'stale-plan: warn');
      world.github.fault({ method: 'GET', path: /comments$/, status: 403, times: always });
      const { exitCode, outputs, summary } = await merge(world, number);
      expect([exitCode, outputs.removals, outputs.additions]).toEqual([0, '1', '1']);
      expect(summary).toMatch(/can(’|')t be read/);
    });
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

describe('a review too large for the comment', () => {
  const names = (resource: string) =>
    Object.fromEntries(
      Array.from({ length: 850 }, (_, index) => [`read:${resource}_${index}`, 'View it, and all of it']),
    );
  const many = { [orders]: { ...one, ...names('orders') }, [billing]: { ...one, ...names('bills') } };
  const few = { [orders]: one, [billing]: one };
  const apis = Object.entries(many).map(([identifier, permissions]) => api(identifier, permissions));
  const lenient = 'removals: {max: 5000, max-percent: 100}';

  test.each([
    ['block', 0, 'applied', /guard alone/],
    ['require', 1, 'blocked', /`plan-stale`/],
  ] as const)('counts as none: `stale-plan: %s` ends with %i', async (value, code, result, says) => {
    await inWorld({ tenant: { apis } }, async (world) => {
      const files = { [manifestPath]: manifest(many), [policyPath]: policy(lenient, `stale-plan: ${value}`) };
      world.github.commit('main', files);
      world.github.protect('main', 'classic');
      rememberApply(world);
      const { number, planned, comment } = await propose(world, { files: { [manifestPath]: manifest(few) } });
      expect(planned.outputs).toMatchObject({ result: 'changes', removals: '1700' });
      expect(comment().split('\n', 1)[0]).not.toContain('review');
      expect(Buffer.byteLength(comment())).toBeLessThan(65_536);
      const { exitCode, outputs, summary } = await merge(world, number);
      expect([exitCode, outputs.result]).toEqual([code, result]);
      expect(summary).toMatch(says);
      expect(held(world)).toHaveLength(result === 'applied' ? 1 : 851);
    });
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
