/** Runs that meet: two applies of one push at once, and a branch that moves on under an apply. */
import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { secondaryRateLimit } from '../../sandbox/github/faults.ts';
import { pushEvent } from '../../sandbox/runner/events.ts';
import type { World } from '../../sandbox/world.ts';
import { begin, held, propose } from '../e2e/merging.ts';
import { api, manifest, manifestPath, orders, ordersManifest, pushManifest, scopes } from '../e2e/scenario.ts';
import { inWorldHere as inWorld } from './here.ts';

const legacy = { 'export:legacy': 'Everything there is' };
const one = { 'read:orders': 'View orders and lines' };
const two = { ...one, 'cancel:orders': 'Cancel an order' };
const wanted = { ...one, 'create:orders': 'Place an order' };

/** Holds each of two runs' first write back until the other's is there, too. */
function meetAtTheWrite({ tenant }: World): void {
  const { promise, resolve } = Promise.withResolvers<void>();
  let arrived = 0;
  const run = async () => {
    arrived += 1;
    if (arrived === 2) resolve();
    await promise;
  };
  tenant.fault({ method: 'PATCH', path: /./, kind: 'before', times: 2, run });
}

describe('two applies of the same push at once', () => {
  test('that meet at the write both end, and the tenant holds the manifest and what nobody declared', async () => {
    await inWorld({ tenant: { apis: [api(orders, { ...legacy, ...two })] } }, async (world) => {
      begin(world, two);
      const { number } = await propose(world, { permissions: wanted });
      world.github.merge(number);
      meetAtTheWrite(world);
      const event = pushEvent(world.github, 'main');
      const runs = await Promise.all([world.run(event), world.run(event)]);
      expect(runs.map(({ exitCode, outputs }) => [exitCode, outputs.result])).toEqual([
        [0, 'applied'],
        [0, 'applied'],
      ]);
      expect(world.tenant.permissions(orders)).toEqual(scopes({ ...legacy, ...wanted }));
      expect(world.github.comments(number)).toHaveLength(1);
      const states = world.github.deployments().map(({ statuses }) => statuses.map(({ state }) => state));
      expect(states.length).toBeLessThanOrEqual(3); // that of the apply before, and one for each
      for (const one of states) expect(one).toContain('success');
      expect((await world.run(event)).outputs).toMatchObject({ result: 'unchanged' });
    });
  });

  test('of many APIs write each once or twice, and never a list that lacks something', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `https://api.example.com/${index}`);
    const apis = names.map((name) => api(name, { ...legacy, ...one }));
    await inWorld({ tenant: { apis } }, async (world) => {
      const declare = (permissions: Readonly<Record<string, string>>) =>
        manifest(Object.fromEntries(names.map((name) => [name, permissions])));
      const event = pushManifest(world, declare(one), declare(two));
      const runs = await Promise.all([world.run(event), world.run(event)]);
      expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
      for (const name of names) expect(world.tenant.permissions(name)).toEqual(scopes({ ...legacy, ...two }));
      expect((await world.run(event)).outputs).toMatchObject({ result: 'unchanged' });
    });
  });
});

describe('a branch that moves on while an apply plans', () => {
  /** The next commit lands when the apply reads the tenant. */
  function moveOn({ tenant, github }: World, files: Readonly<Record<string, string>>): void {
    const run = () => void github.commit('main', files);
    tenant.fault({ method: 'GET', path: /resource-servers\?/, kind: 'before', run });
  }

  test('to another manifest stops it before anything is written', async () => {
    await inWorld({ tenant: { apis: [api(orders, one)] } }, async (world) => {
      const event = pushManifest(world, ordersManifest(one), ordersManifest(two));
      moveOn(world, { [manifestPath]: ordersManifest(one) });
      const { exitCode, outputs } = await world.run(event);
      expect(exitCode).toBe(1);
      expect(outputs).toMatchObject({ result: 'blocked', 'failure-reason': 'commit-superseded' });
      expect(held(world)).toEqual(['read:orders']);
      expect(world.tenant.requests.filter(({ method }) => method === 'PATCH')).toEqual([]);
    });
  });

  test('in other files lets it go on', async () => {
    await inWorld({ tenant: { apis: [api(orders, one)] } }, async (world) => {
      const event = pushManifest(world, ordersManifest(one), ordersManifest(two));
      moveOn(world, { 'README.md': 'More' });
      expect((await world.run(event)).outputs).toMatchObject({ result: 'applied', additions: '1' });
    });
  });

  test('while GitHub keeps its record waiting stops it, too: the branch is asked for once more', async () => {
    await inWorld({ tenant: { apis: [api(orders, one)] } }, async (world) => {
      const { github, tenant } = world;
      const event = pushManifest(world, ordersManifest(one), ordersManifest(two));
      github.fault(secondaryRateLimit(2, { method: 'POST', path: /deployments$/ }));
      const isRecording = () =>
        github.requests.some(({ method, path }) => method === 'POST' && /deployments$/.test(path));
      const run = async () => {
        while (!isRecording()) await setImmediate();
        github.commit('main', { [manifestPath]: ordersManifest(one) });
      };
      tenant.fault({ method: 'GET', path: /resource-servers\/./, kind: 'before', run });
      const { exitCode, outputs } = await world.run(event);
      expect(exitCode).toBe(1);
      expect(outputs).toMatchObject({ result: 'blocked', 'failure-reason': 'commit-superseded' });
      expect(held(world)).toEqual(['read:orders']);
      expect(github.deployments()[0]).toMatchObject({
        statuses: [{ state: 'failure' }],
        payload: expect.not.objectContaining({ added: expect.anything() }),
      });
    });
  });
});

test('a branch that moves on while an apply waits for the rate limit stops what is not written by then', async () => {
  await inWorld({ tenant: { apis: [api(orders, one)] } }, async (world) => {
    const event = pushManifest(world, ordersManifest(one), ordersManifest(two));
    const headers = { 'retry-after': '1' };
    world.tenant.fault({ method: 'PATCH', path: /./, kind: 'status', status: 429, headers, body: {} });
    const run = () => void world.github.commit('main', { [manifestPath]: ordersManifest(one) });
    world.tenant.fault({ method: 'PATCH', path: /./, kind: 'before', run });
    const { exitCode, outputs } = await world.run(event);
    expect(exitCode).toBe(1);
    expect(outputs).toMatchObject({ result: 'blocked', 'failure-reason': 'commit-superseded' });
    expect(held(world)).toEqual(['read:orders']);
  });
});

describe('two applies of two pushes, of which the older one ends last', () => {
  const three = { ...two, 'create:orders': 'Place an order' };

  /** The next push is applied as a whole while the older run waits for an answer of the tenant. */
  function overtake({ github, tenant, run }: World, path: RegExp, isTime: () => boolean): void {
    const next = async () => {
      while (!isTime()) await setImmediate();
      github.commit('main', { [manifestPath]: ordersManifest(three) });
      expect((await run(pushEvent(github, 'main'))).outputs).toMatchObject({ result: 'applied' });
    };
    tenant.fault({ method: 'GET', path, kind: 'before', run: next });
  }

  /** What the newer one added, and nothing else. */
  async function expectRevertible({ github, run, tenant }: World): Promise<void> {
    github.commit('main', { [manifestPath]: ordersManifest(two) });
    expect((await run(pushEvent(github, 'main'))).outputs).toMatchObject({ result: 'applied', removals: '1' });
    expect(tenant.permissions(orders)).toEqual(scopes(two));
  }

  test('and has nothing to write: what the newer one added is not forgotten', async () => {
    await inWorld({ tenant: { apis: [api(orders, two)] } }, async (world) => {
      const event = pushManifest(world, ordersManifest(one), ordersManifest(two));
      overtake(world, /resource-servers\?/, () => true);
      expect((await world.run(event)).outputs).toMatchObject({ 'failure-reason': 'commit-superseded' });
      await expectRevertible(world);
    });
  });

  test('and finds its addition there already: what the newer one added is not forgotten', async () => {
    await inWorld({ tenant: { apis: [api(orders, one)] } }, async (world) => {
      const { github } = world;
      const event = pushManifest(world, ordersManifest(one), ordersManifest(two));
      const recorded = github.deployments().length;
      overtake(world, /resource-servers\/./, () => github.deployments().length > recorded);
      expect((await world.run(event)).outputs).toMatchObject({ 'failure-reason': 'commit-superseded' });
      await expectRevertible(world);
    });
  });
});
