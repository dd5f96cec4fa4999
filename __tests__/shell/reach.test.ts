/** Who is said to gain, lose and be able to ask, of tenants as they are: what the API lets in, grants and roles. */
import { describe, expect, test } from '@jest/globals';
import { pushEvent, scheduleEvent } from '../../sandbox/runner/events.ts';
import type { ApiSeed } from '../../sandbox/tenant/apis.ts';
import type { GrantSeed } from '../../sandbox/tenant/client-grants.ts';
import { ALL_SCOPES } from '../../sandbox/tenant/tokens.ts';
import type { ClientSeed, TenantOptions } from '../../sandbox/tenant.ts';
import type { World } from '../../sandbox/world.ts';
import {
  begin,
  failure,
  github,
  held,
  merge,
  type Proposal,
  policy,
  policyPath,
  propose,
  shop,
} from '../e2e/merging.ts';
import { api, orders } from '../e2e/scenario.ts';
import { inWorldHere as inWorld } from './here.ts';

const one = { 'read:orders': 'View orders and their lines' };
const two = { ...one, 'cancel:orders': 'Cancel what has not shipped' };

const ci = { id: 'ciciciciciciciciciciciciciciciciciCI', name: 'CI' };
const named = (...more: readonly string[]): ClientSeed[] => [
  { scopes: [...ALL_SCOPES, 'read:clients', ...more] },
  ci,
  shop,
];

type Policy = 'allow_all' | 'require_client_grant' | 'deny_all';

/** The API with a policy for each kind of subject. */
function apiThat(
  [client, user, anonymous]: readonly [Policy, Policy, Policy],
  fields: Partial<ApiSeed> = {},
  permissions: Readonly<Record<string, string>> = one,
): ApiSeed {
  const policies = { client: { policy: client }, user: { policy: user }, anonymous_user: { policy: anonymous } };
  return { ...api(orders, permissions), subject_type_authorization: policies, ...fields };
}

/** A grant of CI that allows all, or lists these. */
function grantFor(subject_type: 'client' | 'user' | 'anonymous_user', scope?: readonly string[]): GrantSeed {
  return { client: ci.id, audience: orders, subject_type, ...(scope ? { scope } : { allow_all_scopes: true }) };
}

/** What the comment says where a pull request adds `cancel:orders`. */
async function adding(tenant: TenantOptions, of: (proposal: Proposal) => void | Promise<void>): Promise<void> {
  await inWorld({ tenant: { clients: named(), ...tenant } }, async (world) => {
    begin(world, one);
    await of(await propose(world, { permissions: two }));
  });
}

const grant = 'require_client_grant';

describe('who gains what is added', () => {
  test('is nobody by a grant for an application that the API denies', async () => {
    const tenant = { apis: [apiThat(['deny_all', grant, 'deny_all'])], grants: [grantFor('client')] };
    await adding(tenant, ({ comment, planned }) => {
      expect(comment()).not.toMatch(/\*\*gains|WARNING|CAUTION/);
      expect(comment()).toContain(
        '- `cancel:orders`: `CI` itself (its grant allows all): no effect, the API lets no application in',
      );
      expect(planned.stdout).not.toContain('gained by');
    });
  });

  test('is anyone without signing in by a grant for anonymous users, which is an error', async () => {
    const tenant = { apis: [apiThat([grant, grant, grant])], grants: [grantFor('anonymous_user')] };
    await adding(tenant, ({ comment, planned }) => {
      expect(comment()).toContain('> **Anyone gets `cancel:orders` without signing in**, through `CI`.');
      expect(comment()).toContain('| **gains** `cancel:orders` | anyone, without signing in, through `CI` ');
      expect(planned.outputs).toMatchObject({ result: 'invalid', 'failure-reason': 'manifest-invalid', errors: '1' });
      expect(planned.summary).toContain('public-permission');
    });
  });

  test('is every user by a grant for users where RBAC is off', async () => {
    const tenant = { apis: [apiThat([grant, grant, 'deny_all'])], grants: [grantFor('user')] };
    await adding(tenant, ({ comment }) => {
      expect(comment()).toContain('> [!WARNING]\n> **Every user of `CI` gets `cancel:orders`.** RBAC is off.');
      expect(comment()).toContain('| **gains** `cancel:orders` | users of `CI` (its grant allows all) |');
    });
  });

  test('is nobody at once by a grant for users where RBAC is on, and a role that has it already', async () => {
    const support = { name: 'Support', permissions: [{ api: orders, name: 'cancel:orders' }] };
    const apis = [apiThat([grant, grant, 'deny_all'], { enforce_policies: true })];
    const byRole = '| **can gain** `cancel:orders` | users of `CI` who hold it by role (its grant allows all) |';
    await adding({ apis, grants: [grantFor('user')] }, ({ comment }) => {
      expect(comment()).toContain(byRole);
      expect(comment()).not.toMatch(/\*\*gains\*\*|WARNING/);
    });
    await adding({ apis, grants: [grantFor('user')], roles: [support] }, ({ comment }) => {
      expect(comment()).toContain('| **gains** `cancel:orders` | role `Support` |');
    });
  });

  test('is any user of any first-party application where the API lets every user in', async () => {
    const tenant = { apis: [apiThat([grant, 'allow_all', 'deny_all'])], grants: [] };
    await adding(tenant, ({ comment, planned }) => {
      expect(comment()).toContain(
        '**Any user of any first-party application may ask for `cancel:orders`.** RBAC is off.',
      );
      expect(planned.text).not.toContain('any application');
    });
  });

  test('is every third-party application by the default for them, with those that register themselves', async () => {
    const tenant = {
      apis: [apiThat([grant, grant, 'deny_all'])],
      grants: [{ audience: orders, allow_all_scopes: true, default_for: 'third_party_clients' as const }],
      clients: named('read:tenant_settings'),
      flags: { enable_dynamic_client_registration: true },
    };
    await adding(tenant, ({ comment }) => {
      expect(comment()).toContain(
        '> **Every third-party application gets `cancel:orders`**, also those that register themselves.',
      );
    });
  });

  test('is who held the name before it was there', async () => {
    const tenant = { apis: [apiThat([grant, grant, 'deny_all'])], grants: [grantFor('client', ['cancel:orders'])] };
    await adding(tenant, ({ comment }) => {
      expect(comment()).toContain('| **gains** `cancel:orders` | `CI` itself |');
    });
  });

  test.each<[string, GrantSeed[], RegExp | undefined]>([
    ['none', [], undefined],
    ['one that lists nothing', [grantFor('client', [])], undefined],
    ['one that lists something else', [grantFor('user', ['read:orders'])], undefined],
    [
      'one for users that allows all',
      [grantFor('user')],
      /gains\*\* `cancel:orders` \| users of `CI` \(its grant allows all\)/,
    ],
    [
      'a default for third parties that lists it',
      [{ audience: orders, scope: ['cancel:orders'], default_for: 'third_party_clients' }],
      /gains\*\* `cancel:orders` \| every third-party application \|/,
    ],
  ])('of an API as Auth0 makes it, with the grants of real tenants: %s', async (_, grants, gains) => {
    await adding({ apis: [api(orders, one)], grants }, ({ comment }) => {
      if (gains) expect(comment()).toMatch(gains);
      else expect(comment()).not.toContain('**gains');
      expect(comment()).not.toContain('without effect');
    });
  });
});

describe('who loses what is removed', () => {
  const roleOf = (name: string, organization?: string) => ({
    name,
    users: 4,
    permissions: [{ api: orders, name: 'cancel:orders' }],
    ...(organization !== undefined && { owner_id: organization }),
  });

  test('is one line for the roles of one name, with their organizations and users', async () => {
    const roles = ['acme', 'globex', 'initech'].map((name) => roleOf('Editor', `org_${name}`));
    const organizations = ['acme', 'globex', 'initech'].map((name) => ({ id: `org_${name}`, name }));
    const clients = named('read:organizations', 'read:users');
    const tenant = { apis: [apiThat([grant, 'allow_all', grant], { enforce_policies: true }, two)], clients };
    await inWorld({ tenant: { ...tenant, roles, organizations } }, async (world) => {
      begin(world, two);
      const { comment } = await propose(world, { permissions: one });
      expect(comment()).toContain(
        '| **loses** `cancel:orders` | role `Editor` in the organizations `acme`, `globex` and `initech` (at most 12 users) |',
      );
      expect(comment()).toContain('in use by 3 roles');
    });
  });

  test('is one line for each of two names in hundreds of organizations', async () => {
    const roles = Array.from({ length: 700 }, (_, index) =>
      roleOf(index % 2 === 0 ? 'Editor' : 'Viewer', `org_${index}`),
    );
    const tenant = { apis: [apiThat([grant, 'allow_all', grant], { enforce_policies: true }, two)], clients: named() };
    await inWorld({ tenant: { ...tenant, roles } }, async (world) => {
      begin(world, two);
      const { comment } = await propose(world, { permissions: one });
      expect(comment()).toContain(
        '| **loses** `cancel:orders` | role `Editor` in 350 organizations · role `Viewer` in 350 organizations |',
      );
      expect(comment()).toContain(
        '**Not counted:** how many users hold the roles. Grant the application `read:users`.',
      );
      expect(comment().length).toBeLessThan(3000);
    });
  });

  test.each([
    ['a grant without effect', [grantFor('client', ['cancel:orders'])], 'deny_all', '1'],
    ['a grant that allows all', [grantFor('client')], grant, '1'],
    ['a grant that lists it', [grantFor('client', ['cancel:orders'])], grant, '0'],
  ] as const)('and by %s decides whether it is in use', async (_, grants, client, removals) => {
    const tenant = { apis: [apiThat([client, grant, 'deny_all'], {}, two)], clients: named(), grants };
    await inWorld({ tenant }, async (world) => {
      begin(world, two);
      const { number, comment } = await propose(world, { permissions: one });
      expect(comment().includes('The apply will be blocked')).toBe(removals === '0');
      expect((await merge(world, number)).outputs).toMatchObject({ removals });
    });
  });
});

describe('a reach that has become wider since the review', () => {
  test('stops the addition until it is narrow again, and a narrower one does not', async () => {
    const tenant = { apis: [apiThat([grant, grant, 'deny_all'])], clients: named(), grants: [grantFor('client')] };
    await inWorld({ tenant }, async (world) => {
      begin(world, one);
      const { number } = await propose(world, { permissions: two });
      const wide = world.tenant.grants.add(grantFor('user'));
      const run = await merge(world, number);
      expect(run.outputs).toMatchObject({ result: 'blocked', 'failure-reason': 'plan-stale' });
      expect(failure(run)).toContain('More get what is added to');
      world.tenant.grants.remove(wide.id);
      for (const { id } of world.tenant.grants.list()) world.tenant.grants.remove(id);
      expect((await world.run(pushEvent(world.github, 'main'))).outputs).toMatchObject({ result: 'applied' });
      expect(held(world)).toContain('cancel:orders');
    });
  });
});

describe('what the policy expects of reach', () => {
  const refuse = { [policyPath]: policy('access:', '  - {permissions: ["cancel:*"], never: [applications]}') };
  const lookForDrift = (world: World) => world.run(scheduleEvent(world.github));
  const apis = (permissions = one) => [apiThat([grant, grant, 'deny_all'], {}, permissions)];

  test('and the change breaks, stops plan and apply, and is drift', async () => {
    await inWorld({ tenant: { apis: apis(), clients: named(), grants: [grantFor('client')] } }, async (world) => {
      begin(world, one, refuse);
      const { number, planned, comment } = await propose(world, { permissions: two });
      expect(planned).toMatchObject({
        exitCode: 1,
        outputs: { result: 'invalid', 'failure-reason': 'access-violated', errors: '1' },
      });
      expect(comment()).toMatch(/policy\.yml:3.*`cancel:orders` of .* would reach `CI` itself/);
      expect(planned.annotations).toContainEqual(
        expect.objectContaining({ file: policyPath, line: 3, level: 'error' }),
      );
      const applied = await merge(world, number);
      expect(applied.outputs).toMatchObject({ result: 'blocked', 'failure-reason': 'access-violated', additions: '0' });
      expect(held(world)).toEqual(['read:orders']);
      expect((await lookForDrift(world)).outputs).toMatchObject({ 'failure-reason': 'drift-found', drift: 'true' });
    });
  });

  test('and a grant by hand breaks, is said in plan and apply, and is drift', async () => {
    const tenant = { apis: apis(two), clients: named(), grants: [grantFor('client')] };
    const issues = { permissions: { ...github.permissions, issues: 'write' } } as const;
    await inWorld({ tenant, github: issues }, async (world) => {
      begin(world, two, refuse);
      const { number, planned } = await propose(world, { permissions: { ...two, 'create:orders': 'Place an order' } });
      expect(planned).toMatchObject({ exitCode: 0, outputs: { result: 'changes', errors: '0' } });
      expect(planned.summary).toMatch(/`cancel:orders` of .* reaches `CI` itself/);
      expect((await merge(world, number)).outputs).toMatchObject({ result: 'applied', additions: '1' });
      const { exitCode, outputs, summary } = await lookForDrift(world);
      expect([exitCode, outputs['failure-reason'], outputs.drift]).toEqual([1, 'drift-found', 'true']);
      expect(summary).toContain('**Drift: 1 not as access expects**');
      expect(world.github.issues()[0]?.body).toContain('`CI` itself');
    });
  });

  test('and that can’t be told, is said in a plan, stops an apply that adds it, and is drift', async () => {
    const scopes = ALL_SCOPES.filter((scope) => scope !== 'read:client_grants');
    await inWorld({ tenant: { apis: apis(), clients: [{ scopes }] } }, async (world) => {
      begin(world, one, refuse);
      const { number, planned } = await propose(world, { permissions: two });
      expect(planned).toMatchObject({ exitCode: 0, outputs: { result: 'changes', errors: '0' } });
      expect(planned.summary).toContain('is not checked against `access`: who was granted it could not be read.');
      expect(planned.summary).toContain('Grant the application `read:client_grants`.');
      expect((await merge(world, number)).outputs).toMatchObject({
        'failure-reason': 'access-violated',
        additions: '0',
      });
      expect((await lookForDrift(world)).outputs).toMatchObject({ 'failure-reason': 'drift-found' });
    });
  });

  test('counts from the merge on, and the pull request that brings it says what it would find', async () => {
    await inWorld({ tenant: { apis: apis(two), clients: named(), grants: [grantFor('client')] } }, async (world) => {
      begin(world, two);
      const { planned, comment } = await propose(world, { files: refuse });
      expect(planned.exitCode).toBe(0);
      expect(comment()).toContain('Under the new policy: `cancel:orders` of');
    });
  });
});
