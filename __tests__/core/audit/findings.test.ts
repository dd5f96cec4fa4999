import { describe, expect, test } from '@jest/globals';
import type { AuditInputs } from '../../../src/core/audit/audit.ts';
import type { Finding } from '../../../src/core/audit/document.ts';
import type { Policy } from '../../../src/core/policy.ts';
import type { Grant, Holders, Role } from '../../../src/core/reach/reach.ts';
import { closed, grant, holdersOf, limited, open, role } from '../admissions.ts';
import { apiOf, declared, exceptionOf, expectationOf, orders } from '../declared.ts';
import { auditOf, byGrant, foundIn, tenantApi } from './audited.ts';

const p = 'read:orders';
const anyone = { as: 'anyone' } as const;
const users = { as: 'its-users' } as const;
const third = { application: null } as const;
const all = { all: true, permissions: new Set<string>() } as const;
const held = (grants: readonly Grant[], roles: readonly Role[] = []): Holders => holdersOf(orders, grants, roles);
const byCi = held([grant('CI', [p])]);

const unread: Holders = {
  grants: undefined,
  roles: { roles: [], total: 0 },
  notRead: [{ what: 'grants', right: 'read:client_grants' }],
};

type Fields = Partial<Omit<AuditInputs, 'policy'>>;

/** What is found of the one kind. */
function found(id: Finding['id'], fields: Fields, policy: Partial<Policy> = {}): Finding[] {
  return auditOf(fields, policy).findings.filter((finding) => finding.id === id);
}

function texts(...request: Parameters<typeof found>): string[] {
  return foundIn({ findings: found(...request) });
}

test('nothing is found where each permission is declared and held by name', () => {
  expect(auditOf({ holders: byCi, declared: [apiOf([declared(p)])] }).findings).toEqual([]);
});

describe('granted-to-nobody', () => {
  test.each<[string, Fields, number]>([
    ['is one where no grant and no role has it', {}, 1],
    ['is one where what has it is without effect', { holders: byCi, apis: [tenantApi([p], { admission: closed })] }, 1],
    ['is none where somebody has it', { holders: byCi }, 0],
    ['is none where any user may ask for it', { apis: [tenantApi([p], { admission: open })] }, 0],
    ['is none where grants were not read', { holders: unread }, 0],
    ['is none where roles were not read', { holders: { ...held([]), roles: undefined } }, 0],
    ['is none for what the API does not have', { holders: byCi, declared: [apiOf([declared('x')])] }, 0],
  ])('%s', (_, fields, count) => {
    expect(found('granted-to-nobody', fields)).toHaveLength(count);
  });

  test('says what to do', () => {
    expect(found('granted-to-nobody', {})).toEqual([
      {
        ...{ id: 'granted-to-nobody', severity: 'note', api: orders, permission: p, holder: null },
        message: `Nobody can get \`read:orders\` of ${orders}: no grant and no role gives it to anyone.`,
        hint: 'Grant it to whoever needs it, or remove it.',
      },
    ]);
  });
});

describe('what the API does not have', () => {
  test('is a finding for each grant that lists it', () => {
    const holders = held([grant('CI', [p, 'old']), grant('Shop', ['old', 'older'], users), grant('K', [], all)]);
    expect(texts('dangling-grant', { holders })).toEqual([
      'warning dangling-grant old application CI itself',
      'warning dangling-grant old application Shop its-users',
      'warning dangling-grant older application Shop its-users',
    ]);
    expect(found('dangling-grant', { holders })[1]?.message).toBe(
      `\`old\` is granted to users of \`Shop\`, and ${orders} does not have it.`,
    );
  });

  test('is one beside another where the grant allows all, too', () => {
    const holders = held([grant('CI', ['old'], { all: true })]);
    expect(foundIn(auditOf({ holders }))).toEqual([
      'warning all-permissions-grant – application CI itself by all',
      'warning dangling-grant old application CI itself by all',
    ]);
  });

  test('is a finding for each role that holds it', () => {
    const holders = held([], [role('Support', orders, [p, 'old'], { users: 12 })]);
    expect(found('dangling-role', { holders })).toMatchObject([
      {
        ...{ severity: 'warning', permission: 'old', holder: { kind: 'role', name: 'Support', effective: true } },
        message: `The role \`Support\` (12 users) holds \`old\`, which ${orders} does not have.`,
        hint: 'Take it off the role: whoever adds the name to the API gives it to them, too.',
      },
    ]);
  });

  test('is declared and on its way where nobody has it, which is no finding', () => {
    expect(auditOf({ holders: byCi, declared: [apiOf([declared(p), declared('x')])] }).findings).toEqual([]);
  });
});

describe('grant-without-effect', () => {
  const holders = held([grant('CI', [p, 'old']), grant('Kiosk', [], { ...anyone, ...all })]);

  test('is a finding for each grant whose subject the API denies, of which nothing else is said', () => {
    const apis = [tenantApi([p], { admission: { ...limited, applications: 'nobody' } })];
    expect(foundIn(auditOf({ holders, apis }))).toEqual([
      'note grant-without-effect – application CI itself, without effect',
      'note grant-without-effect – application Kiosk anyone by all, without effect',
      'note granted-to-nobody read:orders –',
    ]);
    expect(found('grant-without-effect', { holders, apis })[1]?.message).toBe(
      `A grant of ${orders} is for anyone, without signing in, through \`Kiosk\`, and has no effect: the API lets no anonymous user in.`,
    );
  });

  test('is none where the API lets them in', () => {
    expect(found('grant-without-effect', { holders, apis: [tenantApi([p], { admission: byGrant })] })).toEqual([]);
  });
});

describe('all-permissions-grant', () => {
  test('is a finding for each grant that allows all and has an effect', () => {
    const holders = held([grant('CI', [], all), grant('', [], { ...third, ...users, ...all }), grant('Shop', [p])]);
    expect(texts('all-permissions-grant', { holders })).toEqual([
      'warning all-permissions-grant – application CI itself by all',
      'warning all-permissions-grant – third-party-applications its-users by all',
    ]);
  });

  test('tells where applications may register themselves', () => {
    const holders = { ...held([grant('', [], { ...third, ...all })]), registration: true };
    expect(found('all-permissions-grant', { holders })[0]?.message).toBe(
      `All permissions of ${orders}, those to come included, are granted to every third-party application, also those that register themselves.`,
    );
  });
});

describe('public-permission', () => {
  const apis = [tenantApi([p, 'b'], { admission: byGrant })];
  const holders = held([grant('Kiosk', [p], anyone), grant('Menu', [], { ...anyone, ...all }), grant('CI', [p])]);

  test('is an error for each permission and grant that gives it to anyone, by name or by all', () => {
    expect(texts('public-permission', { apis, holders })).toEqual([
      'error public-permission b application Menu anyone by all',
      'error public-permission read:orders application Kiosk anyone',
      'error public-permission read:orders application Menu anyone by all',
    ]);
    expect(found('public-permission', { apis, holders })[1]?.message).toBe(
      `\`read:orders\` of ${orders} is public: anyone, without signing in, through \`Kiosk\`, by a grant that lists it.`,
    );
  });

  test('is none where the API lets nobody in without signing in', () => {
    expect(found('public-permission', { holders })).toEqual([]);
  });

  test.each<[string, Partial<Policy>, string[]]>([
    ['a warning', { rules: new Map([['public-permission', 'warning']]) }, ['warning', 'warning', 'warning']],
    ['nothing', { rules: new Map([['public-permission', 'off']]) }, []],
    ['nothing of what it excepts', { exceptions: [exceptionOf(p, { rule: 'public-permission' })] }, ['error']],
    [
      'an error of what it excepts of another API',
      { exceptions: [exceptionOf(p, { rule: 'public-permission', api: 'https://other' })] },
      ['error', 'error', 'error'],
    ],
    [
      'an error again once an exception has expired',
      { exceptions: [exceptionOf(p, { rule: 'public-permission', expires: '2026-11-26' })] },
      ['error', 'error', 'error'],
    ],
  ])('is %s where the policy says so', (_, policy, severities) => {
    expect(found('public-permission', { apis, holders }, policy).map(({ severity }) => severity)).toEqual(severities);
  });
});

test('open-api is a finding of an API where any user may ask for all there is', () => {
  const apis = [tenantApi([p], { admission: open }), tenantApi([p], { identifier: 'https://limited' })];
  expect(found('open-api', { apis })).toEqual([
    {
      ...{ id: 'open-api', severity: 'warning', api: orders, permission: null, holder: null },
      message: `Any user of any first-party application may ask for every permission of ${orders}.`,
      hint: 'RBAC is off, and users need no grant: switch RBAC on, or have the API require a client grant for users.',
    },
  ]);
});

describe('deprecated-still-held', () => {
  const manifest = [apiOf([{ ...declared(p), deprecated: 'Use view:orders' }, declared('b')])];
  const apis = [tenantApi([p, 'b'], { admission: { ...byGrant, rbac: false } })];

  test('is a finding for whoever names it, roles without RBAC too', () => {
    const holders = held(
      [grant('CI', [p, 'b']), grant('All', [], all)],
      [role('Support', orders, [p]), role('Other', orders, ['b'])],
    );
    expect(texts('deprecated-still-held', { apis, holders, declared: manifest })).toEqual([
      'warning deprecated-still-held read:orders application CI itself',
      'warning deprecated-still-held read:orders role Support, without effect',
    ]);
    expect(found('deprecated-still-held', { apis, holders, declared: manifest })[0]?.message).toBe(
      `\`read:orders\` of ${orders} is deprecated (Use view:orders), and still held by \`CI\` itself.`,
    );
  });

  test('is none for a grant without effect', () => {
    const holders = held([grant('CI', [p])]);
    expect(
      found('deprecated-still-held', {
        apis: [tenantApi([p], { admission: closed })],
        holders,
        declared: manifest,
      }),
    ).toEqual([]);
  });
});

describe('unmanaged-permission', () => {
  const manifest = [apiOf([declared(p)])];
  const apis = [tenantApi([p, 'x']), tenantApi(['y'], { identifier: 'https://not-declared' })];

  test.each(['keep', 'remove', 'forbid'] as const)('of a declared API is as severe as `unmanaged: %s`', (unmanaged) => {
    const severity = { keep: 'note', remove: 'warning', forbid: 'error' }[unmanaged];
    expect(texts('unmanaged-permission', { apis, declared: manifest }, { unmanaged })).toEqual([
      `${severity} unmanaged-permission x –`,
    ]);
  });
});

describe('access-expectation', () => {
  const apis = [tenantApi([p], { admission: byGrant })];
  const holders = held([grant('Kiosk', [p], anyone), grant('CI', [p])], [role('Support', orders, [p])]);

  test('is an error for each holder that an entry rules out, once', async () => {
    const access = [
      await expectationOf(['read:*'], { never: ['anonymous', 'applications'] }),
      await expectationOf(['read:*'], { only: { applications: ['Kiosk'], roles: ['Finance'] } }),
      await expectationOf(['write:*'], { never: ['applications'] }),
      await expectationOf(['read:*'], { never: ['applications'], apis: ['https://other'] }),
    ];
    const known = { ...holders, thirdParties: new Set<string>() };
    expect(texts('access-expectation', { apis, holders: known }, { access })).toEqual([
      'error access-expectation read:orders application CI itself',
      'error access-expectation read:orders application Kiosk anyone',
    ]);
    expect(found('access-expectation', { apis, holders: known }, { access })[0]).toMatchObject({
      message:
        `\`read:orders\` of ${orders} reaches \`CI\` itself. \`access\` rules that out: \`never: applications\`; ` +
        'only role `Finance`, only application `Kiosk`, nobody else.',
      hint: 'Change the grant, the role or the API’s settings in Auth0, or `access` in the policy.',
    });
  });

  test('says of users whether RBAC decides', async () => {
    const access = [await expectationOf(['read:*'], { only: { applications: [] } })];
    const known = { ...held([grant('Shop', [p], users)]), thirdParties: new Set<string>() };
    const who = [true, false].map((rbac) => {
      const one = [tenantApi([p], { admission: { ...byGrant, rbac } })];
      return found('access-expectation', { apis: one, holders: known }, { access })[0]?.message;
    });
    expect(who[0]).toContain('reaches users of `Shop` who hold it by role. ');
    expect(who[1]).toContain('reaches users of `Shop`. ');
  });

  test('names every user of an open API', async () => {
    const access = [await expectationOf(['read:*'], { never: ['every-user'] })];
    expect(texts('access-expectation', { apis: [tenantApi([p], { admission: open })] }, { access })).toEqual([
      'error access-expectation read:orders every-user',
    ]);
  });

  test('is an error where what would have to be read was not, with what to grant', async () => {
    const access = [await expectationOf(['read:*'], { never: ['anonymous'] })];
    expect(found('access-expectation', { apis, holders: unread }, { access })).toEqual([
      {
        ...{ id: 'access-expectation', severity: 'error', api: orders, permission: p, holder: null },
        message: `\`read:orders\` of ${orders} is not checked against \`access\`: who was granted it could not be read.`,
        hint: 'Grant the application `read:client_grants`.',
      },
    ]);
  });

  test('is none where what was not read can break nothing', async () => {
    const access = [await expectationOf(['read:*'], { never: ['anonymous'] })];
    expect(found('access-expectation', { apis: [tenantApi([p])], holders: unread }, { access })).toEqual([]);
  });
});

describe('exception-expired', () => {
  const exceptions = [
    exceptionOf('old_name', { expires: '2026-11-26' }),
    exceptionOf('other_name', { expires: '2026-11-27' }),
    exceptionOf('third_name', { expires: '2026-01-31', api: orders }),
  ];

  test('is an error for each exception whose last day is over', () => {
    expect(found('exception-expired', { exceptions })).toMatchObject([
      { severity: 'error', api: null, permission: 'old_name', holder: null },
      { severity: 'error', api: orders, permission: 'third_name', holder: null },
    ]);
  });

  test('is as severe as the policy makes the rule', () => {
    const off: Partial<Policy> = { rules: new Map([['exception-expired', 'off']]) };
    expect(found('exception-expired', { exceptions }, off)).toEqual([]);
  });
});
