import { describe, expect, test } from '@jest/globals';
import { rememberApply } from '../../sandbox/remember.ts';
import { pushEvent, workflowDispatchEvent } from '../../sandbox/runner/events.ts';
import { inRounds } from '../../sandbox/tenant/rounds.ts';
import { ALL_SCOPES } from '../../sandbox/tenant/tokens.ts';
import type { TenantOptions } from '../../sandbox/tenant.ts';
import type { World } from '../../sandbox/world.ts';
import { github } from './merging.ts';
import { api, inWorld, manifest, manifestPath, openPullRequest, planPullRequest, pushManifest } from './scenario.ts';

/** In milliseconds: what a process takes between an answer and its next request, on a machine that has much else to do. */
const quiet = 700;

const count = (length: number) => Array.from({ length }, (_, index) => index);
const names = (length: number) => count(length).map((index) => `https://api.example.com/${index}`);

const old = { 'read:orders': 'View orders', 'delete:orders': 'Delete orders' };
const more = { ...old, 'create:orders': 'Place orders' };
const less = { 'read:orders': 'View orders' };

const declare = (length: number, permissions: Readonly<Record<string, string>>) =>
  manifest(Object.fromEntries(names(length).map((name) => [name, permissions])));

const clients = [{ scopes: [...ALL_SCOPES, 'read:clients', 'read:users'] }, { id: 'backoffice', name: 'Backoffice' }];

/** Five roles, of which the first two lose something, and grants of one application for each API. */
const tenantOf = (apis: number, options: TenantOptions = {}): TenantOptions => ({
  clients,
  apis: names(apis).map((name) => api(name, old)),
  grants: names(apis).map((audience) => ({ client: 'backoffice', audience, scope: ['read:orders', 'delete:orders'] })),
  roles: count(5).map((index) => ({
    id: `rol_${index}`,
    name: `Role ${index}`,
    users: index,
    permissions: index < 2 ? [{ api: names(1)[0] ?? '', name: 'delete:orders' }] : [],
  })),
  ...options,
});

/** Rounds as the endpoints that came together. */
function endpoints(rounds: readonly (readonly string[])[]): string[][] {
  return rounds.map((round) => round.map((line) => line.replace(/^\w+ \/(api\/v2\/)?/, '')).sort());
}

async function planned(world: World, before: string, after: string) {
  const number = openPullRequest(world, before, after);
  const rounds = inRounds(world.tenant, quiet);
  const run = await planPullRequest(world, number);
  return { run, rounds: endpoints(rounds) };
}

const five = count(5).map((index) => `roles/rol_${index}/permissions`);

describe('a plan that adds', () => {
  test.each([
    [1, ['client-grants', 'resource-servers']],
    [3, ['client-grants', 'client-grants', 'client-grants', 'resource-servers']],
    [60, ['client-grants', 'resource-servers']],
  ])('to %d APIs waits for the token, and once more', async (apis, second) => {
    await inWorld({ tenant: tenantOf(apis), github }, async (world) => {
      const { run, rounds } = await planned(world, declare(apis, old), declare(apis, more));
      expect(run.outputs).toMatchObject({ result: 'changes', additions: String(apis) });
      expect(rounds).toEqual([['oauth/token'], second.sort()]);
    });
  });
});

test('a plan that removes waits for the token, the lists, the roles, and the users of roles that lose something', async () => {
  await inWorld({ tenant: tenantOf(3), github }, async (world) => {
    const { run, rounds } = await planned(world, declare(3, old), declare(3, less));
    expect(run.outputs).toMatchObject({ removals: '3' });
    expect(run.summary).toContain('Backoffice');
    expect(run.summary).toContain('Role 1');
    expect(rounds).toEqual([
      ['oauth/token'],
      ['client-grants', 'client-grants', 'client-grants', 'resource-servers', 'roles'],
      ['clients/backoffice', ...five],
      ['roles/rol_0/users', 'roles/rol_1/users'],
    ]);
  });
});

test('an apply that adds waits for the token, the lists, and the read and the write of each API', async () => {
  await inWorld({ tenant: tenantOf(1), github }, async (world) => {
    const event = pushManifest(world, declare(1, old), declare(1, more));
    const rounds = inRounds(world.tenant, quiet);
    expect((await world.run(event)).outputs).toMatchObject({ result: 'applied' });
    expect(rounds.map((round) => round.length)).toEqual([1, 2, 1, 1]);
  });
});

describe('what the tenant alone shows', () => {
  test('is asked afterwards, and what was asked ahead is not asked again', async () => {
    const [first = '', second = ''] = names(2);
    const tenant = { ...tenantOf(2), apis: [api(first, old), api(second, less)] };
    await inWorld({ tenant, github }, async (world) => {
      const before = manifest({ [first]: old, [second]: old });
      const { run, rounds } = await planned(world, before, manifest({ [first]: more, [second]: old }));
      expect(run.outputs).toMatchObject({ additions: '2', drift: 'true' });
      expect(rounds.slice(0, 3)).toEqual([['oauth/token'], ['client-grants', 'resource-servers'], ['client-grants']]);
      const asked = world.tenant.requests.flatMap(({ query }) => query.audience ?? []);
      expect(asked).toEqual([first, second]);
    });
  });

  test('may be that nothing is to do: what was asked ahead has cost a request, and no more', async () => {
    await inWorld({ tenant: { ...tenantOf(1), apis: [api(names(1)[0] ?? '', less)] }, github }, async (world) => {
      const { run, rounds } = await planned(world, declare(1, old), declare(1, less));
      expect(run.outputs).toMatchObject({ result: 'unchanged' });
      expect(rounds).toEqual([['oauth/token'], ['client-grants', 'resource-servers', 'roles']]);
    });
  });

  test.each([
    ['refused', { kind: 'status', status: 400, body: { message: 'No.' } }],
    ['lost', { kind: 'reset' }],
    ['answered by something else', { kind: 'status', status: 200, body: { message: 'Hello.' } }],
  ] as const)('may make what was asked ahead needless, and then it is no matter that it was %s', async (_, effect) => {
    await inWorld({ tenant: { ...tenantOf(1), apis: [api(names(1)[0] ?? '', less)] }, github }, async (world) => {
      world.tenant.fault({ path: /client-grants|roles/, ...effect, times: Number.POSITIVE_INFINITY });
      const run = await planPullRequest(world, openPullRequest(world, declare(1, old), declare(1, less)));
      expect([run.exitCode, run.outputs.result, run.outputs['failure-reason']]).toEqual([0, 'unchanged', '']);
      expect(world.tenant.requests).toHaveLength(4);
    });
  });
});

test('what is asked ahead and lost is asked again, and the plan says what it would have said', async () => {
  const comments = async (fault: boolean) => {
    let said = '';
    await inWorld({ tenant: tenantOf(1), github }, async (world) => {
      if (fault) world.tenant.fault({ path: /client-grants/, kind: 'status', status: 502 });
      const run = await planPullRequest(world, openPullRequest(world, declare(1, old), declare(1, less)));
      expect(run.outputs.removals).toBe('1');
      said = run.summary.replace(/localhost:\d+|127\.0\.0\.1:\d+|[0-9a-f]{7,40}/g, '…');
    });
    return said;
  };
  const said = await comments(true);
  expect(said).toContain('Backoffice');
  expect(said).toBe(await comments(false));
});

test('a manifest without APIs costs no token', async () => {
  await inWorld({ tenant: tenantOf(1), github }, async (world) => {
    await planPullRequest(world, openPullRequest(world, declare(1, old), manifest({})));
    expect(world.tenant.requests).toEqual([]);
  });
});

describe('a rate limit of two a second with a burst of ten', () => {
  const rateLimit = { burst: 10, perSecond: 2 };

  test.each([1, 3, 60])('is not met by a plan of additions to %d APIs', async (apis) => {
    await inWorld({ tenant: tenantOf(apis, { rateLimit }), github }, async (world) => {
      const run = await planPullRequest(world, openPullRequest(world, declare(apis, old), declare(apis, more)));
      expect(run.outputs).toMatchObject({ additions: String(apis) });
      expect(world.tenant.requests.filter(({ status }) => status === 429)).toEqual([]);
    });
  });

  test('is kept by a plan that removes from 60 APIs, without a refusal', async () => {
    await inWorld({ tenant: tenantOf(60, { rateLimit }), github }, async (world) => {
      const run = await planPullRequest(world, openPullRequest(world, declare(60, old), declare(60, less)));
      expect(run.outputs).toMatchObject({ removals: '60' });
      expect(world.tenant.requests.filter(({ status }) => status === 429)).toEqual([]);
      expect(world.tenant.requests.length).toBeLessThan(15);
    });
  });
});

describe('a thousand APIs', () => {
  const drifted = { ...old, 'read:orders': 'Somebody’s words' };

  test.each(['plan', 'drift'])('take a %s fewer than thirty requests, in few rounds', async (mode) => {
    const tenant = { ...tenantOf(1000), apis: names(1000).map((name, index) => api(name, index < 3 ? drifted : old)) };
    await inWorld({ tenant, github }, async (world) => {
      world.github.commit('main', { [manifestPath]: declare(1000, old) });
      rememberApply(world);
      world.github.protect('main', 'classic');
      if (mode === 'plan') world.github.commit('main', { [manifestPath]: declare(1000, more) });
      const rounds = inRounds(world.tenant, quiet);
      const event = mode === 'plan' ? pushEvent(world.github, 'main') : workflowDispatchEvent(world.github);
      const run = await world.run(event, { mode });
      expect(run.outputs.result).toBe('changes');
      expect(world.tenant.requests.length).toBeLessThan(30);
      expect(rounds.length).toBeLessThanOrEqual(mode === 'plan' ? 12 : 3);
    });
  });
});
