import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from '@jest/globals';
import { audited, auditedApis, auditedTenant, auditRights } from '../../../sandbox/audited.ts';
import type { Tenant, TenantOptions } from '../../../sandbox/tenant.ts';
import { Auth0Census } from '../../../src/adapters/auth0/census.ts';
import { openSession } from '../../../src/adapters/auth0/session.ts';
import type { Grant, Holders, Role } from '../../../src/core/reach/reach.ts';
import { accessTo, asked, type Heard, listen, open, startTrusted } from './tenant-session.ts';

const { orders, billing, stock } = auditedApis;
const audience = (index: number) => `https://api.example.com/${index}`;
const count = (length: number) => Array.from({ length }, (_, index) => index);

let tenant: Tenant;
let heard: Heard;

async function start(options: TenantOptions = auditedTenant()): Promise<Auth0Census> {
  heard = listen();
  tenant = await startTrusted(options);
  return new Auth0Census(await open(tenant, heard));
}

afterEach(async () => {
  await tenant.close();
  expect(tenant.failures).toEqual([]);
});

const all: TenantOptions = { clients: [{ scopes: auditRights }] };

function grantText({ application, as, all: isAll, permissions }: Grant): string {
  return `${application?.name ?? 'every third party'} ${as}: ${isAll ? 'all' : [...permissions].join(' ')}`;
}

function roleText({ name, organization, users, permissions }: Role): string {
  const held = [...permissions].map(([api, names]) => `${api} ${[...names].join(' ')}`);
  return `${name}${organization ? ` of ${organization.name}` : ''} (${users}): ${held.join(', ')}`;
}

describe('a census', () => {
  test('has all who hold anything of the APIs, names that they lack included', async () => {
    const census = await start();
    const { grants, roles, thirdParties, registration, notRead } = await census.everyHolder([orders, billing, stock]);
    expect([...(grants ?? [])].map(([api, held]) => [api, held.map(grantText)])).toEqual([
      [
        orders,
        [
          'Backoffice itself: read:orders update:orders old:orders',
          'Shop its-users: read:orders cancel:orders',
          'Kiosk anyone: read:orders',
          'Reporting itself: all',
          'Partner itself: refund:orders',
          'every third party its-users: read:orders',
        ],
      ],
      [billing, ['Backoffice itself: read:invoices']],
      [stock, []],
    ]);
    expect(roles?.roles.map(roleText)).toEqual([
      `Support (12): ${orders} read:orders cancel:orders`,
      `Cleaning (0): ${orders} purge:orders`,
      `Editor of globex (3): ${orders} read:orders`,
    ]);
    expect(thirdParties).toEqual(new Set(['id-of-Partner']));
    expect(registration).toBe(true);
    expect(notRead).toEqual([]);
  });

  test('has a grant that lists nothing: it lets an application in', async () => {
    const grants = [{ client: 'x', audience: orders, scope: [] }];
    const census = await start({ ...all, grants });
    const { grants: held } = await census.everyHolder([orders]);
    expect(held?.get(orders)).toMatchObject([{ application: { id: 'x', name: null }, all: false }]);
  });

  test('has one grant of an application that has two of a kind', async () => {
    const grant = { client: 'x', audience: orders };
    const census = await start({
      ...all,
      grants: [
        { ...grant, scope: ['a'] },
        { ...grant, scope: ['b'] },
      ],
    });
    const { grants } = await census.everyHolder([orders]);
    expect(grants?.get(orders)).toMatchObject([{ permissions: new Set(['a', 'b']) }]);
  });

  test('keeps no secret of an application', async () => {
    const census = await start();
    const found = inspect(await census.everyHolder([orders]), { depth: null });
    for (const { client_secret: secret } of tenant.applications.list()) expect(found).not.toContain(secret);
  });
});

describe('long lists', () => {
  const many: TenantOptions = {
    clients: [{ scopes: auditRights }, ...count(7).map((index) => ({ id: `app ${index}`, name: `App ${index}` }))],
    grants: count(9).map((index) => ({ client: `app ${index % 7}`, audience: audience(index), scope: ['a'] })),
    roles: count(5).map((index) => ({
      id: `rol_${index}`,
      name: `Role ${index}`,
      owner_id: `org_${index}`,
      users: index,
      permissions: count(5).map((name) => ({ api: audience(name), name: `p${name}` })),
    })),
    organizations: count(5).map((index) => ({ id: `org_${index}`, name: `Org ${index}` })),
    maximumPerPage: 2,
  };

  function expectWhole({ grants, roles }: Holders): void {
    expect([...(grants?.values() ?? [])].flat().map(({ application }) => application?.name)).toEqual(
      count(9).map((index) => `App ${index % 7}`),
    );
    expect(
      roles?.roles.map(({ name, organization, users, permissions }) => [
        name,
        organization?.name,
        users,
        permissions.size,
      ]),
    ).toEqual(count(5).map((index) => [`Role ${index}`, `Org ${index}`, index, 5]));
  }

  test('are read page after page', async () => {
    const census = await start(many);
    expectWhole(await census.everyHolder(count(9).map(audience)));
  });

  test('are read by checkpoints where the roles take no offsets', async () => {
    const census = await start({ ...many, roleOffsets: 'refused' });
    expectWhole(await census.everyHolder(count(9).map(audience)));
  });

  test('of organizations end with the last that is asked for, and begin though none is', async () => {
    const pages = () => asked(tenant).filter((one) => one.includes('/organizations'));
    const [first] = many.roles ?? [];
    const one = await start({ ...many, roles: first ? [first] : [] });
    await one.everyHolder([audience(0)]);
    expect(pages()).toHaveLength(1);
    await tenant.close();
    const none = await start({ ...many, roles: [] });
    await none.everyHolder([audience(0)]);
    expect(pages()).toHaveLength(1);
  });
});

describe('what the token may not read', () => {
  test('is asked for once, and is told with its right', async () => {
    await start();
    const access = accessTo(tenant, {
      kind: 'token',
      token: tenant.issueToken(['read:resource_servers', 'read:roles']),
    });
    const census = new Auth0Census(await openSession(access, [], heard));
    const { grants, thirdParties, registration, notRead, roles } = await census.everyHolder([orders]);
    expect({ grants, thirdParties, registration }).toEqual({
      grants: undefined,
      thirdParties: undefined,
      registration: undefined,
    });
    expect(roles?.roles.map(({ users, organization }) => [users, organization?.name])).toEqual([
      [null, undefined],
      [null, undefined],
      [null, null],
    ]);
    expect(notRead.map(({ what, right }) => `${what} ${right}`).sort()).toEqual([
      'applications read:clients',
      'grants read:client_grants',
      'organizations read:organizations',
      'settings read:tenant_settings',
      'users read:users',
    ]);
    expect(asked(tenant).filter((one) => one.includes('/users'))).toHaveLength(1);
  });

  test('is not asked for where the token says so itself', async () => {
    const census = await start(auditedTenant(['read:resource_servers']));
    const { notRead } = await census.everyHolder([orders]);
    expect(notRead.map(({ what }) => what)).toHaveLength(6);
    expect(asked(tenant)).toEqual([]);
  });
});

describe('a tenant that is slow to answer', () => {
  test('is never asked for more than its rate limit lets through', async () => {
    const roles = count(12).map((index) => ({ name: `Role ${index}`, permissions: [{ api: orders, name: 'a' }] }));
    const census = await start({ ...all, roles, rateLimit: { burst: 10, perSecond: 20 } });
    expect((await census.everyHolder([orders])).roles?.roles).toHaveLength(12);
    expect(tenant.requests.filter(({ status }) => status === 429)).toEqual([]);
  });

  test('gives a list that is shorter than it says, which is no list', async () => {
    const census = await start();
    const body = { roles: [], total: 3, start: 0, limit: 100 };
    tenant.fault({ path: /\/roles\?/, kind: 'status', status: 200, body, times: Number.POSITIVE_INFINITY });
    await expect(census.everyHolder([orders])).rejects.toMatchObject({ code: 'auth0-unavailable' });
  });
});

test('a role that was deleted meanwhile holds nothing', async () => {
  const census = await start();
  tenant.fault({ path: /\/roles\?/, kind: 'after', run: ({ roles }) => roles.remove('rol_Support') });
  const { roles } = await census.everyHolder([orders]);
  expect(roles?.roles.map(({ name }) => name)).toEqual(['Cleaning', 'Editor']);
});

test('a long reading says how far it is', async () => {
  await start();
  tenant.fault({ path: /permissions/, kind: 'slow', milliseconds: 40, times: Number.POSITIVE_INFINITY });
  const census = new Auth0Census(await open(tenant, heard), 5);
  await census.everyHolder([orders]);
  expect(heard.lines).toContain('Read 0 of 4 roles …');
});

describe('an answer that is something else', () => {
  /** With the rights without which it is not asked for; nothing else is asked for then. */
  const lists: readonly (readonly [what: string, path: RegExp, ...rights: readonly string[]])[] = [
    ['the list of client grants', /client-grants\?/, 'read:client_grants'],
    ['the list of applications', /clients\?/, 'read:clients'],
    ['the list of roles', /roles\?/, 'read:roles'],
    ['the list of permissions of the role Cleaning', /rol_Cleaning\/permissions/, 'read:roles'],
    ['the list of users of the role Cleaning', /rol_Cleaning\/users/, 'read:roles', 'read:users'],
    ['the list of organizations', /organizations\?/, 'read:organizations'],
    ['the settings of the tenant', /tenants\/settings/, 'read:tenant_settings'],
  ];
  const bodies = [[{}], 7, { total: 'many', roles: {}, permissions: [], client_grants: [1], clients: {}, flags: 1 }];

  async function answeredBy(
    answer: { readonly status: number; readonly body: unknown },
    path: RegExp,
    rights: string[],
  ) {
    const roles = audited.roles?.filter(({ name }) => name === 'Cleaning') ?? [];
    const census = await start(auditedTenant(['read:resource_servers', ...rights], { roles }));
    tenant.fault({ path, kind: 'status', ...answer, times: Number.POSITIVE_INFINITY });
    return census.everyHolder([orders]);
  }

  test.each(lists)('fails by the name of %s', async (what, path, ...rights) => {
    for (const body of bodies) {
      await tenant?.close();
      await expect(answeredBy({ status: 200, body }, path, rights)).rejects.toMatchObject({
        code: 'auth0-unavailable',
        message: expect.stringContaining(what),
      });
    }
  });

  test.each(lists)('fails where an error stands for %s', async (_what, path, ...rights) => {
    const answer = { status: 418, body: {} };
    await expect(answeredBy(answer, path, rights)).rejects.toMatchObject({ code: 'auth0-rejected' });
  });
});

test.each([404, 501])('a tenant that answers %i for organizations has none', async (status) => {
  const census = await start();
  tenant.fault({ path: /organizations\?/, kind: 'status', status, body: {}, times: Number.POSITIVE_INFINITY });
  const { roles, notRead } = await census.everyHolder([orders]);
  expect(roles?.roles.map(({ organization }) => organization?.name)).toEqual([undefined, undefined, null]);
  expect(notRead).toEqual([]);
});

test('where one part fails, roles that were not asked yet are not', async () => {
  const roles = count(60).map((index) => ({ name: `Role ${index}`, permissions: [{ api: orders, name: 'a' }] }));
  const census = await start({ ...all, roles });
  tenant.fault({ path: /permissions/, kind: 'slow', milliseconds: 30, times: Number.POSITIVE_INFINITY });
  tenant.fault({ path: /settings/, kind: 'status', status: 418, body: {} });
  await expect(census.everyHolder([orders])).rejects.toMatchObject({ code: 'auth0-rejected' });
  while (tenant.requests.some(({ status }) => status === undefined)) await new Promise(setImmediate);
  expect(asked(tenant).filter((one) => one.includes('/permissions')).length).toBeLessThan(60);
});
