import { describe, expect, test } from '@jest/globals';
import { fingerprintOf } from '../../../src/core/audit/audit.ts';
import { auditSchema } from '../../../src/core/audit/document.ts';
import type { Admission, Grant, Holders, Role } from '../../../src/core/reach/reach.ts';
import { closed, grant, holdersOf, limited, open, role } from '../admissions.ts';
import { apiOf, declared, orders } from '../declared.ts';
import { auditOf, byGrant, heldBy, tenantApi } from './audited.ts';

const p = 'read:orders';
const users = { as: 'its-users' } as const;
const anyone = { as: 'anyone' } as const;
const third = { application: null } as const;
const all = { all: true, permissions: new Set<string>() } as const;
const denied: Admission = { ...limited, applications: 'nobody' };
const rbac: Admission = { ...byGrant, rbac: true };

function held(admission: Admission, grants: readonly Grant[], roles: readonly Role[] = []): string[] {
  const apis = [tenantApi([p], { admission })];
  return heldBy(auditOf({ apis, holders: holdersOf(orders, grants, roles) }), p);
}

describe('who holds a permission', () => {
  const support = role('Support', orders, [p]);

  test.each<[string, Admission, Grant[], Role[], string[]]>([
    ['nobody', limited, [], [], []],
    ['an application by name', limited, [grant('CI', [p])], [], ['application CI itself']],
    ['an application by all', limited, [grant('CI', [], all)], [], ['application CI itself by all']],
    ['no application that lists another name', limited, [grant('CI', ['other'])], [], []],
    ['an application without effect', denied, [grant('CI', [p])], [], ['application CI itself, without effect']],
    ['users of an application', byGrant, [grant('Shop', [p], users)], [], ['application Shop its-users']],
    ['its users under RBAC, too', rbac, [grant('Shop', [p], users)], [], ['application Shop its-users']],
    ['anyone', byGrant, [grant('Kiosk', [p], anyone)], [], ['application Kiosk anyone']],
    ['nobody by a denied anyone', limited, [grant('K', [p], anyone)], [], ['application K anyone, without effect']],
    ['all third parties', byGrant, [grant('', [p], third)], [], ['third-party-applications itself']],
    ['every user of an open API', open, [], [], ['every-user']],
    ['a role where users are let in', limited, [], [support], ['role Support']],
    ['a role without RBAC', open, [], [support], ['every-user', 'role Support, without effect']],
    ['a role where users need a grant that nobody has', rbac, [], [support], ['role Support, without effect']],
    [
      'a role where users have a grant',
      rbac,
      [grant('Shop', [p], users)],
      [support],
      ['application Shop its-users', 'role Support'],
    ],
    ['nobody of a closed API', closed, [grant('CI', [p])], [], ['application CI itself, without effect']],
  ])('is %s', (_, admission, grants, roles, expected) => {
    expect(held(admission, grants, roles)).toEqual(expected);
  });

  test('stands by kind, name and id, whatever the order of the tenant', () => {
    const grants = [grant('B', [p]), grant('A', [p], anyone), grant('', [p], third), grant('A', [p])];
    const expected = [
      'application A anyone',
      'application A itself',
      'application B itself',
      'role Sales, without effect',
      'role Support, without effect',
      'third-party-applications itself',
    ];
    const roles = [support, role('Sales', orders, [p])];
    expect(held(byGrant, grants, roles)).toEqual(expected);
    expect(held(byGrant, grants.toReversed(), roles.toReversed())).toEqual(expected);
  });

  test('is told of a role with its organization and number of users', () => {
    const organization = { id: 'org_1', name: 'Acme' };
    const roles = [role('Support', orders, [p], { organization, users: 3 })];
    const { apis, ...audit } = auditOf({ holders: holdersOf(orders, [], roles) });
    const entry = { id: 'rol_Support', name: 'Support', organization, users: 3 };
    expect(audit.roles).toEqual([entry]);
    expect(apis[0]?.permissions[0]?.holders).toEqual([{ kind: 'role', ...entry, effective: true }]);
  });
});

describe('a permission', () => {
  const manifest = [apiOf([declared(p, 'Of the manifest'), { ...declared('new:orders', 'New'), deprecated: true }])];
  const status = (names: readonly string[], holders: Holders, api = manifest) => {
    const [audited] = auditOf({ apis: [tenantApi(names)], declared: api, holders }).apis;
    return audited?.permissions.map((one) => `${one.permission} ${one.status}`);
  };

  test.each<[string, string[], Holders, string[]]>([
    [
      'declared where manifest and tenant have it',
      [p, 'new:orders'],
      holdersOf(orders, []),
      ['new:orders declared', 'read:orders declared'],
    ],
    ['missing where the tenant lacks it', [p], holdersOf(orders, []), ['new:orders missing', 'read:orders declared']],
    [
      'dangling where the tenant lacks it and somebody lists it',
      [p],
      holdersOf(orders, [grant('CI', ['new:orders'])]),
      ['new:orders dangling', 'read:orders declared'],
    ],
    [
      'missing where only a grant of all would have it',
      [p],
      holdersOf(orders, [grant('CI', [], all)]),
      ['new:orders missing', 'read:orders declared'],
    ],
    [
      'dangling where a role has it',
      [p, 'new:orders'],
      holdersOf(orders, [], [role('Old', orders, ['old'])]),
      ['new:orders declared', 'old dangling', 'read:orders declared'],
    ],
    [
      'unmanaged where the manifest lacks it',
      ['x', p, 'new:orders'],
      holdersOf(orders, []),
      ['new:orders declared', 'read:orders declared', 'x unmanaged'],
    ],
  ])('is %s', (_, names, holders, expected) => {
    expect(status(names, holders)).toEqual(expected);
  });

  test('is unmanaged where there is no manifest', () => {
    expect(status([p], holdersOf(orders, []), [])).toEqual(['read:orders unmanaged']);
  });

  test('that the API does not have is held by whoever lists it, and by no grant of all', () => {
    const holders = holdersOf(orders, [grant('CI', ['old']), grant('Shop', [], all)], [role('Old', orders, ['old'])]);
    const audit = auditOf({ holders, apis: [tenantApi([p], { admission: open })] });
    expect(heldBy(audit, 'old')).toEqual(['application CI itself', 'role Old, without effect']);
  });

  test('has the description of the tenant, and that of the manifest where the tenant lacks it', () => {
    const permissions = [{ name: p, description: 'Of the tenant' }];
    const { apis } = auditOf({ apis: [tenantApi([], { permissions })], declared: manifest });
    const described = apis[0]?.permissions.map((one) => [one.permission, one.description, one.deprecated]);
    expect(described).toEqual([
      ['new:orders', 'New', true],
      [p, 'Of the tenant', null],
    ]);
  });
});

describe('an audit', () => {
  test('lists APIs, and whoever has a part in them, in an order of its own', () => {
    const other = 'https://api.example.com/billing';
    const holders: Holders = {
      grants: new Map([
        [orders, [grant('Shop', [p]), grant('CI', [], all)]],
        [other, [grant('CI', [])]],
        ['https://api.example.com/unrelated', [grant('Elsewhere', [p])]],
      ]),
      roles: { roles: [role('Z', other, ['x']), role('Elsewhere', 'https://else', [p])], total: 2 },
      notRead: [],
    };
    const audit = auditOf({ apis: [tenantApi([p]), tenantApi([], { identifier: other })], holders });
    expect(audit.apis.map(({ identifier }) => identifier)).toEqual([other, orders]);
    expect(audit.applications.map(({ name }) => name)).toEqual(['CI', 'Shop']);
    expect(audit.roles.map(({ name }) => name)).toEqual(['Z']);
  });

  test('counts what it lists', () => {
    const holders = holdersOf(orders, [grant('CI', [], all)], [role('Old', orders, ['old'])]);
    const { summary } = auditOf({ holders, apis: [tenantApi([p, 'b'])], declared: [apiOf([declared('b')])] });
    expect(summary).toEqual({ apis: 1, permissions: 3, errors: 0, warnings: 2, notes: 1 });
  });

  test('is not complete where something was not read, and says what would let it be', () => {
    const holders: Holders = {
      ...{ grants: undefined, roles: undefined },
      notRead: [
        { what: 'roles', right: 'read:roles' },
        { what: 'grants', right: 'read:client_grants' },
      ],
    };
    const audit = auditOf({ holders });
    expect(audit.complete).toBe(false);
    expect(audit.notRead).toEqual([
      {
        what: 'grants',
        scope: 'read:client_grants',
        message: 'Client grants were not read: the token lacks read:client_grants.',
      },
      {
        what: 'roles',
        scope: 'read:roles',
        message: 'Roles were not read: the token lacks read:roles.',
      },
    ]);
  });

  test('has a fingerprint that says nothing of when it was made, and changes with what it says', () => {
    const audit = auditOf({});
    expect(audit.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(auditOf({ created: '2027-01-01T00:00:00Z' }).fingerprint).toBe(audit.fingerprint);
    expect(auditOf({ environment: 'staging' }).fingerprint).not.toBe(audit.fingerprint);
    expect(auditOf({ holders: holdersOf(orders, [grant('CI', [p])]) }).fingerprint).not.toBe(audit.fingerprint);
  });

  test('is what its schema says, and read back has the fingerprint that it had', () => {
    const holders = holdersOf(
      orders,
      [grant('CI', [p]), grant('', [], { ...third, ...all })],
      [role('R', orders, [p])],
    );
    const audit = auditOf({ holders, apis: [tenantApi([p], { admission: open })], declared: [apiOf([declared('x')])] });
    const read = auditSchema.parse(JSON.parse(JSON.stringify(audit)));
    expect(read).toEqual(audit);
    expect(fingerprintOf(read)).toBe(audit.fingerprint);
  });
});
