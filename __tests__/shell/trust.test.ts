/** An apply that people trust: what it remembers, what stops it, who is touched by it, and what it tells afterwards. */

import { describe, expect, test } from '@jest/globals';
import { rememberApply } from '../../sandbox/remember.ts';
import { pullRequestEvent, pushEvent, workflowDispatchEvent } from '../../sandbox/runner/events.ts';
import { writeAdded } from '../../src/core/ownership.ts';
import { begin, beginUnapplied, github, held, merge, one, policyPath, propose, shop, two } from '../e2e/merging.ts';
import { api, manifest, manifestPath, orders, ordersManifest } from '../e2e/scenario.ts';
import { inWorldHere as inWorld } from './here.ts';

describe('what was applied is remembered', () => {
  test('as a deployment of the environment that names tenant, manifest and outcome', async () => {
    await inWorld({ tenant: { apis: [api(orders, one)] }, github }, async (world) => {
      beginUnapplied(world, one);
      const { number } = await propose(world, { permissions: two });
      const { outputs } = await merge(world, number);
      expect(outputs.result).toBe('applied');
      expect(world.github.deployments()).toMatchObject([
        {
          task: 'auth0-permissions',
          environment: world.tenant.domain,
          payload: { version: 1, tenant: world.tenant.domain, manifest: [manifestPath] },
          statuses: [{ state: 'success', description: '1 added, 0 updated, 0 removed' }],
        },
      ]);
    });
  });

  test('so that a removal whose apply failed is made by the next push', async () => {
    await inWorld({ tenant: { apis: [api(orders, two)] }, github }, async (world) => {
      begin(world, two);
      await world.run(workflowDispatchEvent(world.github), { mode: 'apply' });
      const removal = await propose(world, { permissions: one });
      world.tenant.fault({ method: 'PATCH', path: /./, kind: 'status', status: 400, body: {}, times: 1 });
      expect((await merge(world, removal.number)).exitCode).toBe(1);
      expect(held(world)).toContain('cancel:orders');
      const next = await propose(world, { files: { 'README.md': 'Something else' } });
      expect(next.comment()).toContain('🟥 `cancel:orders`');
      const { outputs } = await merge(world, next.number);
      expect(outputs).toMatchObject({ result: 'applied', removals: '1' });
      expect(held(world)).toEqual(['read:orders']);
    });
  });

  test('and what was never declared is never removed, whatever anybody records', async () => {
    const more = { ...one, 'export:legacy': 'Everything there is' };
    await inWorld({ tenant: { apis: [api(orders, more)] }, github }, async (world) => {
      begin(world, one);
      const evil = world.github.commit('evil', { [manifestPath]: ordersManifest(more) }, { from: 'main' });
      const target = { task: 'auth0-permissions', environment: world.tenant.domain };
      const payload = { version: 1, tenant: world.tenant.domain, manifest: [manifestPath] };
      for (const by of [{ login: 'mallory' }, { login: 'github-actions[bot]', app: 'github-actions[bot]' }]) {
        const id = world.github.addDeployment({ ...target, ...by, ref: evil, payload });
        world.github.addDeploymentStatus(id, { state: 'success', login: by.login });
      }
      const { number } = await propose(world, { permissions: two });
      const { outputs } = await merge(world, number);
      expect(outputs).toMatchObject({ result: 'applied', additions: '1', removals: '0' });
      expect(held(world)).toContain('export:legacy');
    });
  });

  test.each([
    ['GitHub’s own for a job', { task: 'deploy', app: 'github-actions[bot]' }],
    ['another tenant’s', { payload: { version: 1, tenant: 'other.eu.auth0.com', manifest: [manifestPath] } }],
    ['one without our payload', { payload: 'text' }],
  ])('%s says nothing', async (_name, more) => {
    await inWorld({ tenant: { apis: [api(orders, two)] }, github }, async (world) => {
      beginUnapplied(world, two);
      const payload = { version: 1, tenant: world.tenant.domain, manifest: [manifestPath] };
      const options = { task: 'auth0-permissions', environment: world.tenant.domain, payload, ...more };
      const id = world.github.addDeployment({ ...options, ref: 'main', login: 'github-actions[bot]' });
      world.github.addDeploymentStatus(id, { state: 'success', login: 'github-actions[bot]' });
      world.github.commit('main', { [manifestPath]: ordersManifest(one) });
      const pushed = await world.run(pushEvent(world.github, 'main'));
      expect(pushed.outputs).toMatchObject({ removals: '0' });
    });
  });

  test('for one manifest: two jobs that apply different ones to a tenant do not know of each other', async () => {
    await inWorld({ tenant: { apis: [api(orders, two)] }, github }, async (world) => {
      const cancel = { 'cancel:orders': 'Cancel an order' };
      world.github.commit('main', { 'a.yml': ordersManifest(one), 'b.yml': ordersManifest(cancel) });
      world.github.protect('main', 'classic');
      for (const file of ['a.yml', 'b.yml', 'a.yml', 'b.yml']) {
        const event = workflowDispatchEvent(world.github);
        const { outputs } = await world.run(event, { mode: 'apply', manifest: file });
        expect(outputs).toMatchObject({ result: 'unchanged' });
      }
      expect(held(world)).toEqual(['read:orders', 'cancel:orders']);
    });
  });

  test('and an old run that is started again removes nothing that a newer one added', async () => {
    await inWorld({ tenant: { apis: [api(orders, one)] }, github }, async (world) => {
      world.github.commit('main', { 'a.yml': ordersManifest(one) });
      world.github.protect('main', 'classic');
      const old = pushEvent(world.github, 'main');
      await world.run(old, { manifest: 'a.yml' });
      world.github.commit('main', { 'b.yml': ordersManifest({ 'cancel:orders': 'Cancel an order' }) });
      const newer = await world.run(pushEvent(world.github, 'main'), { manifest: 'a.yml\nb.yml' });
      expect(newer.outputs).toMatchObject({ result: 'applied', additions: '1' });
      expect((await world.run(old, { manifest: 'a.yml' })).outputs).toMatchObject({ removals: '0' });
      expect(held(world)).toEqual(['read:orders', 'cancel:orders']);
    });
  });

  test('also what an apply added that was lost on the way, so that a revert takes it back', async () => {
    await inWorld({ tenant: { apis: [api(orders, one)] }, github }, async (world) => {
      begin(world, one);
      await world.run(workflowDispatchEvent(world.github), { mode: 'apply' });
      const { number } = await propose(world, { permissions: two });
      world.github.merge(number);
      const controller = new AbortController();
      world.tenant.fault({ method: 'PATCH', path: /./, kind: 'after', run: () => controller.abort() });
      const lost = await world.run(pushEvent(world.github, 'main'), {}, { lost: controller.signal });
      expect(lost.signal).toBe('SIGKILL');
      expect(held(world)).toContain('cancel:orders');
      const revert = await propose(world, { permissions: one });
      expect(revert.comment()).toContain('🟥 `cancel:orders`');
      expect((await merge(world, revert.number)).outputs).toMatchObject({ result: 'applied', removals: '1' });
      expect(held(world)).toEqual(['read:orders']);
    });
  });

  test('and no commit that the branch was never at counts, whatever a workflow records of it', async () => {
    await inWorld(
      { tenant: { apis: [api(orders, { ...one, 'legacy:orders': 'Somebody else’s' })] }, github },
      async (world) => {
        begin(world, one);
        // A pull request whose first commit declares it and whose second takes it back: nothing of it is in the diff.
        const beside = world.github.commit(
          'detour',
          { [manifestPath]: ordersManifest({ ...one, 'legacy:orders': 'Somebody else’s' }) },
          { from: 'main' },
        );
        world.github.commit('detour', { [manifestPath]: ordersManifest(one), 'README.md': 'Better words' });
        world.github.merge(world.github.openPullRequest({ head: 'detour' }), 'merge');
        // What a workflow of any branch, or of a pull request of this repository, may record with `deployments: write`.
        const tenant = world.tenant.domain;
        const added = writeAdded(new Map([[orders, ['legacy:orders']]]));
        const payload = { version: 1, tenant, manifest: [manifestPath], added };
        const options = { task: 'auth0-permissions', environment: tenant, login: 'github-actions[bot]' };
        for (const [index, ref] of [world.github.branch('main'), beside].entries())
          world.github.addDeployment({ ...options, ref, payload: { ...payload, run: `${index}-1` } });
        world.github.commit('main', { 'README.md': 'Still better words' });
        const result = await world.run(pushEvent(world.github, 'main'));
        expect(held(world)).toEqual(['read:orders', 'legacy:orders']);
        expect(result.outputs.removals).toBe('0');
      },
    );
  });

  test('after a force push only as far as the push itself tells', async () => {
    await inWorld({ tenant: { apis: [api(orders, two)] }, github }, async (world) => {
      begin(world, two);
      await world.run(workflowDispatchEvent(world.github), { mode: 'apply' });
      const before = world.github.branch('main');
      const other = world.github.commit('other', { [manifestPath]: ordersManifest(one) });
      world.github.commit('main', { [manifestPath]: ordersManifest(one) });
      expect(other).not.toBe(before);
      const { outputs } = await world.run(pushEvent(world.github, 'main', { before, forced: true }));
      expect(outputs).toMatchObject({ result: 'applied', removals: '1' });
    });
  });

  test('not without the permission for it, which a notice says', async () => {
    const poor = { permissions: { contents: 'read', 'pull-requests': 'write' } } as const;
    await inWorld({ tenant: { apis: [api(orders, one)] }, github: poor }, async (world) => {
      begin(world, one);
      const { number } = await propose(world, { permissions: two });
      const { exitCode, outputs, summary } = await merge(world, number);
      expect([exitCode, outputs.result]).toEqual([0, 'applied']);
      expect(summary).toContain('This apply is not recorded');
    });
  });
});

describe('the guard', () => {
  const many = Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [`read:orders_${index}`, `View orders ${index}`]),
  );
  const few = Object.fromEntries(Object.entries(many).slice(0, 6));

  test('stops a run that removes more than the policy allows, before anything is written', async () => {
    const billing = 'https://api.example.com/billing';
    await inWorld({ tenant: { apis: [api(orders, many), api(billing, {})] }, github }, async (world) => {
      world.github.commit('main', { [manifestPath]: manifest({ [orders]: many, [billing]: {} }) });
      world.github.protect('main', 'classic');
      rememberApply(world);
      const files = { [manifestPath]: manifest({ [orders]: few, [billing]: { 'read:bills': 'View all bills' } }) };
      const { number, planned, comment } = await propose(world, { files });
      expect([planned.exitCode, planned.outputs.result]).toEqual([0, 'changes']);
      expect(comment()).toContain('**The apply will be blocked.**');
      expect(comment()).toContain('add the label `allow-permission-removal` to this pull request');
      const { exitCode, outputs, annotations } = await merge(world, number);
      expect(exitCode).toBe(1);
      expect(outputs).toMatchObject({ result: 'blocked', 'failure-reason': 'removal-blocked' });
      expect(annotations.at(-1)?.message).toContain(
        '6 permissions would be removed, and the policy allows 5 in one run.',
      );
      expect(annotations.at(-1)?.message).toContain(
        'would lose 6 of 12 permissions (50 %), and the policy allows 30 %.',
      );
      expect(held(world)).toHaveLength(12);
      expect(world.tenant.permissions(billing)).toEqual([]);
      expect(world.github.deployments()[0]?.statuses).toMatchObject([{ state: 'failure' }]);
      expect(comment()).toContain('Not applied');
    });
  });

  test('is not lifted by a pull request that was merged into another branch', async () => {
    await inWorld({ tenant: { apis: [api(orders, many)] }, github }, async (world) => {
      begin(world, many);
      await world.run(workflowDispatchEvent(world.github), { mode: 'apply' });
      world.github.commit('side', { 'x.md': 'x' }, { from: 'main' });
      world.github.commit('change', { [manifestPath]: ordersManifest(few) }, { from: 'main' });
      const side = world.github.openPullRequest({ head: 'change', base: 'side' });
      world.github.addLabel(side, 'allow-permission-removal', 'mallory');
      await world.run(pullRequestEvent(world.github, side));
      const real = world.github.openPullRequest({ head: 'change' });
      world.github.merge(side);
      expect((await merge(world, real)).outputs).toMatchObject({ 'failure-reason': 'removal-blocked' });
    });
  });

  test('stops a removal of what somebody holds', async () => {
    const grants = [{ client: shop.id, audience: orders, scope: ['cancel:orders'] }];
    const roles = [{ name: 'Support', permissions: [{ api: orders, name: 'cancel:orders' }] }];
    await inWorld({ tenant: { apis: [api(orders, two)], grants, roles, clients: [shop] }, github }, async (world) => {
      begin(world, two);
      const { number, comment } = await propose(world, { permissions: one });
      expect(comment()).toContain('`cancel:orders` is in use by 1 application and 1 role.');
      expect(comment()).toMatch(
        /\| \*\*loses\*\* `cancel:orders` \| .*`(Web shop|shopshopshop)` itself · role `Support`.* \|/,
      );
      expect((await merge(world, number)).outputs).toMatchObject({ 'failure-reason': 'removal-blocked' });
      expect(held(world)).toEqual(['read:orders', 'cancel:orders']);
    });
  });

  test('lets it through under `in-use: warn`, and says so', async () => {
    const grants = [{ client: shop.id, audience: orders, scope: ['cancel:orders'] }];
    await inWorld({ tenant: { apis: [api(orders, two)], grants, clients: [shop] }, github }, async (world) => {
      begin(world, two, { [policyPath]: 'version: 1\nremovals: {in-use: warn}\n' });
      const { number } = await propose(world, { permissions: one });
      const { outputs, summary } = await merge(world, number);
      expect(outputs).toMatchObject({ result: 'applied', removals: '1' });
      expect(summary).toContain('is in use by 1 application');
      expect(summary).toContain('Auth0 leaves what is removed in the client grants');
    });
  });
});

test('who gets an added permission at once is said', async () => {
  const grants = [{ client: shop.id, audience: orders, allow_all_scopes: true }];
  await inWorld({ tenant: { apis: [api(orders, one)], grants, clients: [shop] }, github }, async (world) => {
    begin(world, one);
    const { comment } = await propose(world, { permissions: two });
    expect(comment()).toMatch(
      /\| \*\*gains\*\* `cancel:orders` \| `(Web shop|shopshopshop)` itself \(its grant allows all\)/,
    );
  });
});

describe('a reviewed plan', () => {
  test('written by somebody else is none', async () => {
    await inWorld({ tenant: { apis: [api(orders, two)] }, github }, async (world) => {
      begin(world, two, { [policyPath]: 'version: 1\nstale-plan: require\n' });
      const { number, comment } = await propose(world, { permissions: one });
      const planted = comment();
      for (const { id } of world.github.comments(number)) world.github.removeComment(id);
      world.github.addComment(number, { login: 'mallory', type: 'User', body: planted });
      expect((await merge(world, number)).outputs).toMatchObject({ 'failure-reason': 'plan-stale' });
    });
  });
});

describe('after the merge', () => {
  test('the comment says what was applied, and where', async () => {
    await inWorld({ tenant: { apis: [api(orders, one)] }, github }, async (world) => {
      begin(world, one);
      const { number, comment } = await propose(world, { permissions: two });
      const { outputs } = await merge(world, number);
      expect(comment()).toContain('**Applied: 🟢 1 added**');
      expect(comment()).toContain('🟢 `cancel:orders`');
      expect(world.github.comments(number)).toHaveLength(1);
      expect(outputs['comment-url']).toContain(`/pull/${number}#`);
    });
  });
});

test('a run that is cancelled finishes its write, begins no other, and says what is applied', async () => {
  const names = Array.from({ length: 12 }, (_, index) => `https://api.example.com/${index}`);
  const apis = names.map((name) => api(name, {}));
  await inWorld({ tenant: { apis }, github }, async (world) => {
    const wanted = manifest(Object.fromEntries(names.map((name) => [name, one])));
    world.github.commit('main', { [manifestPath]: manifest({}) });
    world.github.protect('main', 'classic');
    rememberApply(world);
    world.github.commit('main', { [manifestPath]: wanted });
    const controller = new AbortController();
    world.tenant.fault({ method: 'PATCH', path: /./, skip: 2, kind: 'before', run: () => controller.abort() });
    const event = pushEvent(world.github, 'main');
    const { exitCode, outputs, summary } = await world.run(event, {}, { signal: controller.signal });
    expect(exitCode).toBe(1);
    expect(outputs).toMatchObject({ result: 'partial', 'failure-reason': 'apply-incomplete' });
    const written = names.filter((name) => world.tenant.permissions(name).length === 1);
    expect(written.length).toBeGreaterThan(0);
    expect(written.length).toBeLessThan(names.length);
    expect(outputs.additions).toBe(String(written.length));
    expect(summary).toContain('The run was cancelled before');
    const again = await world.run(event);
    expect(again.outputs).toMatchObject({ result: 'applied', additions: String(names.length - written.length) });
  });
});
