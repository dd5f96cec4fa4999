/** Whose a permission is: what an apply succeeded with or added itself, and nothing that was only declared. */
import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { pushEvent, workflowDispatchEvent } from '../../sandbox/runner/events.ts';
import type { World } from '../../sandbox/world.ts';
import {
  begin,
  beginUnapplied,
  github,
  held,
  merge,
  one,
  policy,
  policyPath,
  propose,
  three,
  two,
} from '../e2e/merging.ts';
import { api, manifestPath, orders, ordersManifest, scopes } from '../e2e/scenario.ts';
import { inWorldHere as inWorld } from './here.ts';

const many = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`read:orders_${index}`, 'View some orders']));
const legacy = { 'report:legacy': 'Made by hand' };

describe('a permission that somebody else made and a pull request declares', () => {
  const tenant = { apis: [api(orders, { ...one, ...many, ...legacy })] };

  test('stays after a revert, where the guard had blocked the apply that declared it', async () => {
    await inWorld({ tenant, github }, async (world) => {
      begin(world, { ...one, ...many });
      const adoption = await propose(world, { permissions: { ...one, ...legacy } });
      expect((await merge(world, adoption.number)).outputs).toMatchObject({ 'failure-reason': 'removal-blocked' });
      const revert = await propose(world, { permissions: { ...one, ...many } });
      expect(revert.comment()).not.toContain('- 🟥 `report:legacy`');
      expect((await merge(world, revert.number)).outputs).toMatchObject({ result: 'unchanged', removals: '0' });
      expect(held(world)).toContain('report:legacy');
    });
  });

  test('stays after a revert, where the apply that declared it never ran', async () => {
    await inWorld({ tenant, github }, async (world) => {
      begin(world, { ...one, ...many });
      world.github.merge((await propose(world, { permissions: { ...one, ...many, ...legacy } })).number);
      const revert = await propose(world, { permissions: { ...one, ...many } });
      expect((await merge(world, revert.number)).outputs).toMatchObject({ result: 'unchanged', removals: '0' });
      expect(held(world)).toContain('report:legacy');
    });
  });

  test.each([
    ['the deployments', /\/deployments$/, 404, { result: 'unchanged' }],
    ['how a deployment ended', /deployments\/\d+\/statuses$/, 404, { result: 'unchanged' }],
    ['where a deployment stands', /\/compare\//, 403, { 'failure-reason': 'github-unavailable' }],
  ])('stays after a push that reverts, where GitHub refuses once to show %s', async (_what, path, status, outputs) => {
    await inWorld({ tenant, github }, async (world) => {
      begin(world, { ...one, ...many });
      world.github.commit('main', { [manifestPath]: ordersManifest({ ...one, ...many, ...legacy }) });
      world.github.commit('main', { [manifestPath]: ordersManifest({ ...one, ...many }) });
      world.github.fault({ method: 'GET', path, status });
      expect((await world.run(pushEvent(world.github, 'main'))).outputs).toMatchObject(outputs);
      expect(held(world)).toContain('report:legacy');
    });
  });

  test('is removed by a revert once an apply has succeeded with it', async () => {
    await inWorld({ tenant, github }, async (world) => {
      begin(world, { ...one, ...many });
      await merge(world, (await propose(world, { permissions: { ...one, ...many, ...legacy } })).number);
      const revert = await propose(world, { permissions: { ...one, ...many } });
      expect(revert.comment()).toContain('- 🟥 `report:legacy`');
      expect((await merge(world, revert.number)).outputs).toMatchObject({ result: 'applied', removals: '1' });
      expect(held(world)).not.toContain('report:legacy');
    });
  });

  test('stays where it was made between plan and write of an apply that then was lost', async () => {
    await inWorld({ tenant: { apis: [api(orders, one)] }, github }, async (world) => {
      begin(world, one);
      const { number } = await propose(world, { permissions: { ...two, ...legacy } });
      const lost = new AbortController();
      makeBeforeTheWrite(world, legacy);
      world.tenant.fault({ method: 'PATCH', path: /./, kind: 'after', run: () => lost.abort(), times: 1 });
      expect((await merge(world, number, {}, { lost: lost.signal })).signal).toBe('SIGKILL');
      expect(held(world)).toEqual(['read:orders', 'report:legacy', 'cancel:orders']);
      const revert = await propose(world, { permissions: one });
      expect((await merge(world, revert.number)).outputs).toMatchObject({ result: 'applied', removals: '1' });
      expect(held(world)).toEqual(['read:orders', 'report:legacy']);
    });
  });

  test('stays where it was made after the write that would have added it was refused', async () => {
    await inWorld({ tenant: { apis: [api(orders, one)] }, github }, async (world) => {
      begin(world, one);
      const { number } = await propose(world, { permissions: { ...one, ...legacy } });
      world.tenant.fault({ method: 'PATCH', path: /./, kind: 'status', status: 400, body: {}, times: 1 });
      expect((await merge(world, number)).outputs).toMatchObject({ result: 'failed' });
      expect(ours(world).map(({ statuses }) => statuses[0]?.state)).toEqual(['failure', 'inactive', 'success']);
      world.tenant.apis.edit(orders, () => ({ scopes: scopes({ ...one, ...legacy }) }));
      const revert = await propose(world, { permissions: one });
      expect((await merge(world, revert.number)).outputs).toMatchObject({ result: 'unchanged', removals: '0' });
      expect(held(world)).toEqual(['read:orders', 'report:legacy']);
    });
  });
});

/** Somebody edits the API after it was planned and before it is read for the write. */
function makeBeforeTheWrite({ tenant }: World, made: Readonly<Record<string, string>>): void {
  const edit = () => void tenant.apis.edit(orders, () => ({ scopes: scopes({ ...one, ...made }) }));
  tenant.fault({ method: 'GET', path: /resource-servers\/./, kind: 'before', run: edit, times: 1 });
}

/** The records, the newest first. */
function ours({ github: { deployments } }: World) {
  return deployments().filter(({ task }) => task === 'auth0-permissions');
}

describe('the first apply', () => {
  test('removes nothing, whatever the push replaced, and plan and apply say so', async () => {
    await inWorld({ tenant: { apis: [api(orders, two)] }, github }, async (world) => {
      beginUnapplied(world, two);
      const { number, planned, comment } = await propose(world, { permissions: one, inputs: { comment: 'always' } });
      expect(planned.outputs).toMatchObject({ removals: '0' });
      expect(comment()).toContain('No earlier apply of this manifest is recorded, so nothing is removed');
      const { outputs, summary } = await merge(world, number);
      expect(outputs).toMatchObject({ result: 'unchanged', removals: '0' });
      expect(summary).toContain('deployments: write');
      expect(held(world)).toEqual(['read:orders', 'cancel:orders']);
    });
  });

  test('names the permission that its job lacks, where it is not recorded', async () => {
    const poor = { permissions: { contents: 'read', 'pull-requests': 'write' } } as const;
    await inWorld({ tenant: { apis: [api(orders, two)] }, github: poor }, async (world) => {
      beginUnapplied(world, two);
      const { summary, outputs } = await merge(world, (await propose(world, { permissions: one })).number);
      expect(outputs).toMatchObject({ result: 'unchanged', removals: '0' });
      expect(summary).toMatch(/This apply is not recorded.*`permissions: deployments: write`/);
    });
  });

  test('says it once, though what writes meets it twice', async () => {
    const poor = { permissions: { contents: 'read', 'pull-requests': 'write' } } as const;
    await inWorld({ tenant: { apis: [api(orders, one)] }, github: poor }, async (world) => {
      beginUnapplied(world, one);
      const { summary, outputs } = await merge(world, (await propose(world, { permissions: two })).number);
      expect(outputs).toMatchObject({ result: 'applied', additions: '1' });
      expect(summary.split('This apply is not recorded')).toHaveLength(2);
    });
  });
});

describe('a removal is not forgotten', () => {
  test.each([
    ['404', 404, { message: 'Not Found' }],
    ['an error under a good status', 200, { message: 'Server Error' }],
    ['an empty list', 200, []],
  ])('where GitHub answers %s for the files of the last apply', async (_what, status, body) => {
    await inWorld({ tenant: { apis: [api(orders, two)] }, github }, async (world) => {
      begin(world, two);
      const applied = world.github.branch('main');
      const { number } = await propose(world, { permissions: one });
      world.github.fault({ path: '/graphql', asks: applied, status, body });
      world.github.fault({ path: new RegExp(`git/trees/${applied}`), status, body });
      expect((await merge(world, number)).outputs).toMatchObject({ 'failure-reason': 'github-unavailable' });
      expect(held(world)).toEqual(['read:orders', 'cancel:orders']);
      const again = await world.run(pushEvent(world.github, 'main'));
      expect(again.outputs).toMatchObject({ result: 'applied', removals: '1' });
    });
  });

  test('where GitHub lists no deployments once', async () => {
    await inWorld({ tenant: { apis: [api(orders, two)] }, github }, async (world) => {
      begin(world, two);
      const { number } = await propose(world, { permissions: one });
      world.github.fault({ path: /deployments$/, status: 200, body: [], times: 1 });
      expect((await merge(world, number)).outputs).toMatchObject({ result: 'applied', removals: '1' });
    });
  });

  test('where the manifest of the last apply would be refused today', async () => {
    await inWorld({ tenant: { apis: [api(orders, two)] }, github }, async (world) => {
      begin(world, two, { [manifestPath]: `${ordersManifest(two).slice(0, -2)}, "owner": "Team Orders"}` });
      const { number } = await propose(world, { permissions: one });
      expect((await merge(world, number)).outputs).toMatchObject({ result: 'applied', removals: '1' });
      expect(held(world)).toEqual(['read:orders']);
    });
  });

  test('where a record of a commit that the branch was never at claims to replace that of the last apply', async () => {
    await inWorld({ tenant: { apis: [api(orders, two)] }, github }, async (world) => {
      begin(world, two);
      const [last] = ours(world);
      const { payload, environment = '', login = '' } = last ?? {};
      const ref = world.github.commit('topic', { 'README.md': 'More' }, { from: 'main' });
      const forged = { ...(payload as object), run: '1-1', replaces: last?.id }; // as rememberApply made it
      world.github.addDeployment({ ref, task: 'auth0-permissions', environment, login, payload: forged });
      const { number } = await propose(world, { permissions: one });
      expect((await merge(world, number)).outputs).toMatchObject({ result: 'applied', removals: '1' });
    });
  });

  test('nor an addition made, where GitHub can’t be told before the write', async () => {
    await inWorld({ tenant: { apis: [api(orders, one)] }, github }, async (world) => {
      begin(world, one);
      const { number } = await propose(world, { permissions: two });
      world.github.fault({ method: 'POST', path: /deployments$/, status: 422 }); // neither a right that lacks nor no answer
      expect((await merge(world, number)).outputs).toMatchObject({ 'failure-reason': 'github-unavailable' });
      expect(held(world)).toEqual(['read:orders']);
    });
  });

  test('where GitHub loses the record of another manifest’s apply, made by the same run', async () => {
    await inWorld({ tenant: { apis: [api(orders, three)] }, github }, async (world) => {
      const create = { 'create:orders': three['create:orders'] };
      await applyBoth(world, two, create);
      world.github.commit('main', { 'a.yml': ordersManifest(one), 'b.yml': ordersManifest({}) });
      world.tenant.fault({ method: 'PATCH', path: /./, kind: 'status', status: 400, body: {}, times: 1 });
      expect((await apply(world, 'b.yml')).outputs).toMatchObject({ result: 'failed' });
      world.github.fault({ method: 'POST', path: /deployments$/, status: 502 });
      expect((await apply(world, 'a.yml')).outputs).toMatchObject({ result: 'applied', removals: '1' });
      expect((await apply(world, 'b.yml')).outputs).toMatchObject({ result: 'applied', removals: '1' });
      expect(held(world)).toEqual(['read:orders']);
    });
  });
});

const cancel = { 'cancel:orders': 'Cancel an order' };

const apply = (world: World, manifest: string) =>
  world.run(pushEvent(world.github, 'main'), { manifest, mode: 'apply' });

/** Two manifests of one API, both applied. */
async function applyBoth(world: World, a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>) {
  world.github.commit('main', { 'a.yml': ordersManifest(a), 'b.yml': ordersManifest(b) });
  world.github.protect('main', 'classic');
  for (const manifest of ['a.yml', 'b.yml']) {
    await world.run(workflowDispatchEvent(world.github), { mode: 'apply', manifest });
  }
}

describe('a permission that moves from one manifest to another of the same API', () => {
  test('is not removed by the one that it left, which says where it went', async () => {
    await inWorld(
      { tenant: { apis: [api(orders, { ...two, 'view:stock': 'View the stock' })] }, github },
      async (world) => {
        await applyBoth(world, two, { 'view:stock': 'View the stock' });
        world.github.commit('main', {
          'a.yml': ordersManifest(one),
          'b.yml': ordersManifest({ 'view:stock': 'View the stock', ...cancel }),
        });
        const { outputs, summary } = await apply(world, 'a.yml');
        expect(outputs).toMatchObject({ result: 'unchanged', removals: '0' });
        expect(summary).toContain('`cancel:orders` of');
        expect(summary).toContain('b.yml');
        expect((await apply(world, 'b.yml')).outputs).toMatchObject({ result: 'unchanged' });
        expect(held(world)).toEqual(['read:orders', 'cancel:orders', 'view:stock']);
      },
    );
  });

  test('is removed once neither declares it, nor counts what an input named that is not used anymore', async () => {
    await inWorld({ tenant: { apis: [api(orders, two)] }, github }, async (world) => {
      await applyBoth(world, two, cancel);
      world.github.commit('main', { 'a.yml': ordersManifest(one), 'b.yml': null });
      expect((await apply(world, 'a.yml')).outputs).toMatchObject({ result: 'applied', removals: '1' });
      expect(held(world)).toEqual(['read:orders']);
    });
  });

  test('is not removed as unmanaged either, where the policy removes what is', async () => {
    await inWorld({ tenant: { apis: [api(orders, two)] }, github }, async (world) => {
      world.github.commit('main', { '.github/permissions-policy.yml': 'version: 1\nunmanaged: remove\n' });
      await applyBoth(world, one, cancel);
      expect((await apply(world, 'a.yml')).outputs).toMatchObject({ result: 'unchanged', removals: '0' });
      expect(held(world)).toEqual(['read:orders', 'cancel:orders']);
    });
  });

  test('is not removed as unmanaged by an apply that has no right to know of other manifests, and says so', async () => {
    await inWorld({ tenant: { apis: [api(orders, two)] }, github }, async (world) => {
      world.github.commit('main', { [policyPath]: policy('unmanaged: remove') });
      await applyBoth(world, one, cancel);
      world.github.commit('main', { 'a.yml': ordersManifest({ ...one, 'create:orders': three['create:orders'] }) });
      world.github.fault({ method: 'GET', path: /\/deployments$/, status: 403, times: 2 });
      const { outputs, summary } = await apply(world, 'a.yml');
      expect(outputs).toMatchObject({ result: 'applied', additions: '1', removals: '0' });
      expect(summary).toContain('Unmanaged permissions stay');
      expect(held(world)).toEqual(['read:orders', 'cancel:orders', 'create:orders']);
    });
  });

  test.each<[string, string, '100644' | '120000']>([
    ['is no YAML', ordersManifest(cancel).slice(0, -1), '100644'],
    ['has no list of APIs', ordersManifest(cancel).replace('apis', 'api'), '100644'],
    ['has that list twice', `${ordersManifest(cancel).slice(0, -1)}, "apis": [] }`, '100644'],
    ['has an API without an identifier', ordersManifest(cancel).replace('identifier', 'identifer'), '100644'],
    ['is a link', 'a.yml', '120000'],
  ])('is not removed where the file that it went to %s', async (_what, text, mode) => {
    await inWorld({ tenant: { apis: [api(orders, two)] }, github }, async (world) => {
      await applyBoth(world, two, {});
      world.github.commit('main', { 'a.yml': ordersManifest(one), 'b.yml': text }, { modes: { 'b.yml': mode } });
      const { outputs, summary } = await apply(world, 'a.yml');
      expect(outputs).toMatchObject({ result: 'invalid', 'failure-reason': 'manifest-invalid' });
      expect(summary).toMatch(/b\.yml.* (can't be read and names what would be removed|is a symbolic link)\./);
      expect(held(world)).toEqual(['read:orders', 'cancel:orders']);
      world.github.commit('main', { 'b.yml': ordersManifest(cancel) }, { modes: { 'b.yml': '100644' } });
      expect((await apply(world, 'a.yml')).outputs).toMatchObject({ result: 'unchanged', removals: '0' });
    });
  });

  test('is removed where the file that can’t be read does not name it, and the one that does is the policy', async () => {
    await inWorld({ tenant: { apis: [api(orders, two)] }, github }, async (world) => {
      const exception = '{rule: similar-name, permission: "cancel:orders", reason: Old clients know it}';
      const others = '.github/*.yml';
      const files = { [manifestPath]: ordersManifest({}), [policyPath]: policy(`exceptions: [${exception}]`) };
      world.github.commit('main', { 'a.yml': ordersManifest(two), ...files });
      world.github.protect('main', 'classic');
      for (const manifest of ['a.yml', others]) expect(await apply(world, manifest)).toMatchObject({ exitCode: 0 });
      world.github.commit('main', { 'a.yml': ordersManifest(one), [manifestPath]: 'apis: [' });
      expect((await apply(world, 'a.yml')).outputs).toMatchObject({ result: 'applied', removals: '1' });
    });
  });

  test('is not removed by an old run that is started again, of a commit at which it had not arrived yet', async () => {
    await inWorld({ tenant: { apis: [api(orders, two)] }, github }, async (world) => {
      await applyBoth(world, two, {});
      world.github.commit('main', { 'a.yml': ordersManifest(one) });
      const old = pushEvent(world.github, 'main');
      world.github.commit('main', { 'b.yml': ordersManifest(cancel) });
      expect((await apply(world, 'b.yml')).outputs).toMatchObject({ result: 'unchanged' });
      const again = await world.run(old, { manifest: 'a.yml', mode: 'apply' });
      expect(again.outputs).toMatchObject({ result: 'unchanged', removals: '0' });
      expect(held(world)).toEqual(['read:orders', 'cancel:orders']);
    });
  });

  test('is not removed where another branch holds the file that it went to', async () => {
    await inWorld({ tenant: { apis: [api(orders, two)] }, github }, async (world) => {
      await applyBoth(world, two, {});
      world.github.commit('release', { 'b.yml': ordersManifest(cancel) }, { from: 'main' });
      world.github.protect('release', 'classic');
      const release = await world.run(pushEvent(world.github, 'release'), { manifest: 'b.yml', mode: 'apply' });
      expect(release.outputs).toMatchObject({ result: 'unchanged' });
      world.github.commit('main', { 'a.yml': ordersManifest(one) });
      expect((await apply(world, 'a.yml')).outputs).toMatchObject({ result: 'unchanged', removals: '0' });
      expect(held(world)).toEqual(['read:orders', 'cancel:orders']);
    });
  });

  test('is not removed where it arrives while the apply of the one that it left looks who holds it', async () => {
    await inWorld({ tenant: { apis: [api(orders, two)] }, github }, async (world) => {
      await applyBoth(world, two, {});
      world.github.commit('main', { 'a.yml': ordersManifest(one) });
      const isLookedFor = () => world.github.requests.some(({ body }) => JSON.stringify(body)?.includes('b.yml'));
      const arrive = async () => {
        while (!isLookedFor()) await setImmediate();
        world.github.commit('main', { 'b.yml': ordersManifest(cancel) });
      };
      world.tenant.fault({ method: 'GET', path: /roles/, kind: 'before', run: arrive });
      const { outputs, summary } = await apply(world, 'a.yml');
      expect(outputs).toMatchObject({ result: 'blocked', 'failure-reason': 'commit-superseded' });
      expect(summary).toContain('declared by another manifest, b.yml, and stays');
      expect((await apply(world, 'a.yml')).outputs).toMatchObject({ result: 'unchanged', removals: '0' });
      expect(held(world)).toEqual(['read:orders', 'cancel:orders']);
    });
  });
});
