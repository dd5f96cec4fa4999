/** Applies that end half-way or end badly: what is applied then, what is said, and that the next run does the rest. */
import { describe, expect, test } from '@jest/globals';
import { pushEvent, type WorkflowEvent, workflowDispatchEvent } from '../../sandbox/runner/events.ts';
import type { TenantOptions } from '../../sandbox/tenant.ts';
import type { World } from '../../sandbox/world.ts';
import { begin, failure, held, merge, policy, policyPath, propose } from './merging.ts';
import { api, inWorld, manifest, orders, ordersManifest, pushManifest, scopes, tenantRequests } from './scenario.ts';

const legacy = { 'export:legacy': 'Everything there is' };
const one = { 'read:orders': 'View orders and lines' };
const two = { ...one, 'cancel:orders': 'Cancel an order' };
const always = Number.POSITIVE_INFINITY;

const names = Array.from({ length: 12 }, (_, index) => `https://api.example.com/${index}`);
const many: TenantOptions = { apis: names.map((name) => api(name, { ...legacy, ...two })) };
const before = { ...legacy, ...two };
const after = { ...legacy, ...one, 'create:orders': 'Place an order' };

/** A push that adds a permission to each API, and takes one away. */
function pushMany(world: World): WorkflowEvent {
  const declare = (permissions: Readonly<Record<string, string>>) =>
    manifest(Object.fromEntries(names.map((name) => [name, permissions])));
  world.github.commit('main', { [policyPath]: policy('removals: {max: 12}') });
  return pushManifest(world, declare(two), declare({ ...one, 'create:orders': 'Place an order' }));
}

/** APIs that hold the new list; all others must hold the old one. */
function written({ tenant }: World): string[] {
  return names.filter((name) => {
    const isNew = tenant.permissions(name).some(({ value }) => value === 'create:orders');
    expect(tenant.permissions(name)).toEqual(scopes(isNew ? after : before));
    return isNew;
  });
}

function writes(world: World): string[] {
  return tenantRequests(world).filter((line) => line.startsWith('PATCH'));
}

describe('a token that expires', () => {
  /** A tenant whose clock is set two days ahead when so many writes have landed. */
  async function inHurriedWorld(options: TenantOptions, story: (world: World, hurry: () => void) => Promise<void>) {
    let ahead = 0;
    const hurry = () => {
      ahead = 2 * 86_400_000;
    };
    await inWorld({ tenant: { ...options, now: () => Date.now() + ahead } }, (world) => story(world, hurry));
  }

  test('in the middle of an apply leaves each API as it was or as it should be, and the next run does the rest', async () => {
    await inHurriedWorld(many, async (world, hurry) => {
      const event = pushMany(world);
      world.tenant.fault({ method: 'PATCH', path: /./, skip: 2, kind: 'after', run: hurry });
      const run = await world.run(event);
      const done = written(world);
      expect(done.length).toBeGreaterThanOrEqual(3);
      expect(done.length).toBeLessThan(names.length);
      expect(run.exitCode).toBe(1);
      expect(run.outputs).toMatchObject({
        result: 'partial',
        'failure-reason': 'apply-incomplete',
        additions: String(done.length),
        removals: String(done.length),
      });
      for (const name of names.filter((one) => !done.includes(one))) expect(failure(run)).toContain(name);
      expect(run.summary).toMatch(/expired/i);
      expect(world.github.deployments()[0]?.statuses[0]).toMatchObject({ state: 'failure' });
      const again = await world.run(event);
      const rest = String(names.length - done.length);
      expect(again.outputs).toMatchObject({ result: 'applied', additions: rest, removals: rest });
      expect(written(world)).toEqual(names);
    });
  });

  test('before the first write fails as auth0-unauthorized, and nothing is written', async () => {
    await inHurriedWorld(many, async (world, hurry) => {
      const event = pushMany(world);
      world.tenant.fault({ method: 'GET', path: /resource-servers\/./, kind: 'before', run: hurry });
      const run = await world.run(event);
      expect(run.exitCode).toBe(1);
      expect(run.outputs).toMatchObject({ result: 'failed', 'failure-reason': 'auth0-unauthorized', additions: '0' });
      expect(written(world)).toEqual([]);
      expect((await world.run(event)).outputs).toMatchObject({ result: 'applied', additions: '12' });
    });
  });

  test('loses no removal: the next pull request’s apply makes it up', async () => {
    await inHurriedWorld({ apis: [api(orders, { ...legacy, ...two })] }, async (world, hurry) => {
      begin(world, two);
      await world.run(workflowDispatchEvent(world.github), { mode: 'apply' });
      const removal = await propose(world, { permissions: one });
      world.tenant.fault({ method: 'GET', path: /resource-servers\/./, kind: 'after', run: hurry });
      expect((await merge(world, removal.number)).outputs['failure-reason']).toBe('auth0-unauthorized');
      expect(removal.comment()).toContain('Not applied');
      const next = await propose(world, { files: { 'README.md': 'x' } });
      expect((await merge(world, next.number)).outputs).toMatchObject({ result: 'applied', removals: '1' });
      expect(world.tenant.permissions(orders)).toEqual(scopes({ ...legacy, ...one }));
    });
  });
});

describe('a write that fails', () => {
  const tenant = { apis: [api(orders, one)] };
  const push = (world: World) => pushManifest(world, ordersManifest(one), ordersManifest(two));

  test('four times is given up as auth0-unavailable; each try is told, and the next run does it', async () => {
    await inWorld({ tenant }, async (world) => {
      world.tenant.fault({ method: 'PATCH', path: /./, kind: 'status', status: 503, times: 4 });
      const event = push(world);
      const run = await world.run(event);
      expect(run.exitCode).toBe(1);
      expect(run.outputs['failure-reason']).toBe('auth0-unavailable');
      expect(writes(world)).toHaveLength(4);
      expect(run.stdout.match(/Auth0 did not answer.*503/g)?.length).toBeGreaterThanOrEqual(3);
      expect(held(world)).toEqual(['read:orders']);
      expect((await world.run(event)).outputs).toMatchObject({ result: 'applied', additions: '1' });
    });
  });

  test('with an answer that ends with its connection is read back, not repeated', async () => {
    await inWorld({ tenant }, async (world) => {
      world.tenant.fault({ method: 'PATCH', path: /./, kind: 'truncated', cut: 'connection' });
      const { outputs, stdout } = await world.run(push(world));
      expect(outputs).toMatchObject({ result: 'applied', additions: '1' });
      expect(stdout).toContain('Auth0 did not answer');
      expect(writes(world)).toHaveLength(1);
    });
  });

  test('at the rate limit is sent again when the time has come, and the log says what is waited for', async () => {
    await inWorld({ tenant }, async (world) => {
      const headers = { 'retry-after': '2' };
      world.tenant.fault({ method: 'PATCH', path: /./, kind: 'status', status: 429, headers });
      const { outputs, stdout } = await world.run(push(world));
      expect(outputs).toMatchObject({ result: 'applied', additions: '1' });
      expect(stdout).toMatch(/Waiting \d s for Auth0's rate limit/);
    });
  });

  test('at a rate limit that asks for more than five minutes fails as auth0-rate-limited', async () => {
    await inWorld({ tenant }, async (world) => {
      const headers = { 'retry-after': '3600' };
      world.tenant.fault({ method: 'PATCH', path: /./, kind: 'status', status: 429, headers });
      const run = await world.run(push(world), {}, { lost: AbortSignal.timeout(20_000) });
      expect(run.outputs['failure-reason']).toBe('auth0-rate-limited');
      expect(held(world)).toEqual(['read:orders']);
    });
  });

  test('at such a rate limit keeps no other API waiting for longer than a run may wait', async () => {
    await inWorld({ tenant: many }, async (world) => {
      const headers = { 'retry-after': '3600' };
      world.tenant.fault({ method: 'PATCH', path: /./, kind: 'status', status: 429, headers, times: always });
      const run = await world.run(pushMany(world), {}, { lost: AbortSignal.timeout(20_000) });
      expect(run.signal).toBeNull();
      expect(run.outputs['failure-reason']).toBe('auth0-rate-limited');
      expect(written(world)).toEqual([]);
    });
  });
});

test('an apply that is cancelled while it waits for the rate limit ends in time to say what is applied', async () => {
  await inWorld({ tenant: many }, async (world) => {
    const event = pushMany(world);
    const controller = new AbortController();
    const headers = { 'retry-after': '60' };
    world.tenant.fault({ method: 'PATCH', path: /./, skip: 3, kind: 'status', status: 429, headers, times: always });
    world.tenant.fault({ method: 'PATCH', path: /./, skip: 3, kind: 'before', run: () => controller.abort() });
    const run = await world.run(event, {}, { signal: controller.signal });
    const done = written(world);
    expect(done).toHaveLength(3);
    expect([run.signal, run.exitCode]).toEqual([null, 1]);
    expect(run.outputs).toMatchObject({ result: 'partial', 'failure-reason': 'apply-incomplete', additions: '3' });
    expect(run.summary).toContain('The run was cancelled before');
  });
});

describe('a deployment that GitHub refuses', () => {
  test('leaves the apply as it is, with a warning', async () => {
    await inWorld({ tenant: { apis: [api(orders, one)] } }, async (world) => {
      begin(world, one);
      const { number } = await propose(world, { permissions: two });
      world.github.fault({ method: 'POST', path: /\/deployments$/, status: 403, times: always });
      const { exitCode, outputs, annotations, summary } = await merge(world, number);
      expect([exitCode, outputs.result]).toEqual([0, 'applied']);
      expect(annotations).toContainEqual(
        expect.objectContaining({ level: 'warning', message: expect.stringContaining('not recorded') }),
      );
      expect(summary).toContain('not recorded');
      expect(held(world)).toEqual(['read:orders', 'cancel:orders']);
    });
  });

  test('its end of counts as an apply that was lost: what it added is taken back by a revert', async () => {
    await inWorld({ tenant: { apis: [api(orders, one)] } }, async (world) => {
      begin(world, one);
      await world.run(workflowDispatchEvent(world.github), { mode: 'apply' });
      const { number } = await propose(world, { permissions: two });
      world.github.fault({ method: 'POST', path: /deployments\/\d+\/statuses$/, status: 403 });
      const { exitCode, outputs, annotations } = await merge(world, number);
      expect([exitCode, outputs.result]).toEqual([0, 'applied']);
      expect(annotations.map(({ level, message }) => `${level}: ${message}`)).toContainEqual(
        expect.stringMatching(/warning: .*not recorded/),
      );
      const revert = await propose(world, { permissions: one });
      expect((await merge(world, revert.number)).outputs).toMatchObject({ result: 'applied', removals: '1' });
      expect(held(world)).toEqual(['read:orders']);
      expect(world.github.deployments()[0]?.statuses[0]).toMatchObject({ state: 'success' });
    });
  });
});

describe('`fail-on: warning`', () => {
  const terse = { ...one, 'create:orders': 'Place' };

  test('stops an apply of a manifest with a warning before the tenant is asked', async () => {
    await inWorld({ tenant: { apis: [api(orders, one)] } }, async (world) => {
      const event = pushManifest(world, ordersManifest(one), ordersManifest(terse));
      const { exitCode, outputs } = await world.run(event, { 'fail-on': 'warning' });
      expect(exitCode).toBe(1);
      expect(outputs).toMatchObject({ result: 'invalid', 'failure-reason': 'manifest-invalid', errors: '0' });
      expect(Number(outputs.warnings)).toBeGreaterThan(0);
      expect(world.tenant.requests).toEqual([]);
      expect(world.github.deployments()).toHaveLength(1); // that of the apply before
      expect((await world.run(event)).outputs).toMatchObject({ result: 'applied', additions: '1' });
    });
  });

  test('stops an apply under a policy with a warning, too', async () => {
    await inWorld({ tenant: { apis: [api(orders, one)] } }, async (world) => {
      const exception = '{rule: similar-name, permission: "read:orders", reason: Not used by anything}';
      begin(world, one, { [policyPath]: policy(`exceptions: [${exception}]`) });
      world.github.commit('main', {
        '.github/permissions.yml': ordersManifest({ ...one, 'ship:orders': 'Send goods out' }),
      });
      const { exitCode, outputs } = await world.run(pushEvent(world.github, 'main'), { 'fail-on': 'warning' });
      expect(exitCode).toBe(1);
      expect(outputs).toMatchObject({
        result: 'invalid',
        'failure-reason': 'policy-invalid',
        errors: '0',
        warnings: '1',
      });
      expect(held(world)).toEqual(['read:orders']);
    });
  });
});

test('an API that would hold too many permissions, unmanaged ones included, is an error that stops an apply before the write', async () => {
  const full = Object.fromEntries(
    Array.from({ length: 1000 }, (_, index) => [`export:legacy_${index}`, 'One of many']),
  );
  await inWorld({ tenant: { apis: [api(orders, full)] } }, async (world) => {
    const event = pushManifest(world, ordersManifest({}), ordersManifest(one));
    const { exitCode, outputs } = await world.run(event, { 'fail-on': 'never' });
    expect([exitCode, outputs.result, outputs['failure-reason']]).toEqual([1, 'invalid', 'manifest-invalid']);
    expect(writes(world)).toEqual([]);
    const [newest] = world.github.deployments();
    expect(newest?.statuses.map(({ state }) => state)).toEqual(['failure']);
  });
});
