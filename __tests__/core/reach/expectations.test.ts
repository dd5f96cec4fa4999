import { describe, expect, test } from '@jest/globals';
import type { Expectation } from '../../../src/core/policy.ts';
import { nevers } from '../../../src/core/policy.ts';
import { breachesOf, needOf, unjudgedBy } from '../../../src/core/reach/expectations.ts';
import { type Admission, type Grant, type Holders, type Role, reachOf } from '../../../src/core/reach/reach.ts';
import { losingPhrases, phraseText } from '../../../src/core/reach/words.ts';
import { closed, grant, holdersOf, limited, open, role } from '../admissions.ts';
import { expectationOf, orders } from '../declared.ts';

const p = 'refund:orders';
const all: Admission = { applications: 'by-grant', users: 'by-grant', anonymous: 'by-grant', rbac: false };
const rbac: Admission = { ...all, rbac: true };
const users = { as: 'its-users' } as const;
const anyone = { as: 'anyone' } as const;
const third = { application: null } as const;
const finance = role('Finance', orders, [p]);
const support = role('Support', orders, [p]);

interface Tenant {
  readonly admission: Admission;
  readonly grants: readonly Grant[];
  readonly roles: readonly Role[];
  readonly thirdParties: readonly string[];
}

function holders({ grants = [], roles = [], thirdParties = [] }: Partial<Tenant>): Holders {
  return { ...holdersOf(orders, grants, roles), thirdParties: new Set(thirdParties) };
}

/** Each breach as `clause: who`. */
async function broken(fields: Omit<Partial<Expectation>, 'apis'>, tenant: Partial<Tenant>): Promise<string[]> {
  const entry = await expectationOf(['refund:*'], { ...fields, apis: [orders] });
  const found = holders(tenant);
  const reach = reachOf(p, { identifier: orders, admission: tenant.admission ?? all }, found);
  return breachesOf(entry, reach, found).map(({ clause, by }) => {
    return `${clause}: ${losingPhrases(by)
      .map((phrase) => phraseText(phrase, (name) => name))
      .join(', ')}`;
  });
}

const lists = (name: string, fields: Partial<Grant> = {}) => grant(name, [p], fields);

describe('never', () => {
  test.each<[(typeof nevers)[number], string, Partial<Tenant>, string[]]>([
    ['anonymous', 'anyone', { grants: [lists('Kiosk', anyone)] }, ['anyone, without signing in, through Kiosk']],
    ['anonymous', 'nobody by a grant without effect', { grants: [lists('Kiosk', anyone)], admission: limited }, []],
    ['anonymous', 'no application', { grants: [lists('Kiosk'), lists('Shop', users)] }, []],
    ['third-party', 'all third parties', { grants: [lists('', third)] }, ['every third-party application']],
    [
      'third-party',
      'their users, by role too',
      { grants: [lists('', { ...third, ...users })], admission: rbac },
      ['users of every third-party application who hold it by role'],
    ],
    [
      'third-party',
      'a single one',
      { grants: [lists('Partner')], thirdParties: ['id of Partner'] },
      ['Partner itself'],
    ],
    ['third-party', 'none of ours', { grants: [lists('Shop'), lists('Shop', anyone)] }, []],
    ['every-user', 'all users of ours', { admission: open }, ['any user of any first-party application']],
    ['every-user', 'all users of one application', { grants: [lists('Shop', users)] }, ['users of Shop']],
    [
      'every-user',
      'by a grant that allows all, too',
      { grants: [grant('Shop', [], { ...users, all: true })] },
      ['users of Shop (its grant allows all)'],
    ],
    ['every-user', 'nobody who needs a role', { grants: [lists('Shop', users)], admission: rbac }, []],
    [
      'every-user',
      'nobody where users are denied',
      { grants: [lists('Shop', users)], admission: { ...all, users: 'nobody' } },
      [],
    ],
    ['applications', 'an application itself', { grants: [lists('CI')] }, ['CI itself']],
    ['applications', 'no users', { grants: [lists('Shop', users)] }, []],
  ])('%s rules out %s', async (word, _, tenant, who) => {
    expect(await broken({ never: [word] }, tenant)).toEqual(who.map((one) => `never: ${word}: ${one}`));
  });

  test('of several words each says whom', async () => {
    const grants = [lists('Kiosk', anyone), lists('CI')];
    expect(await broken({ never: [...nevers] }, { grants })).toEqual([
      'never: anonymous: anyone, without signing in, through Kiosk',
      'never: applications: CI itself',
    ]);
  });
});

describe('only', () => {
  test.each<[string, NonNullable<Expectation['only']>, Partial<Tenant>, string[]]>([
    ['a role that is listed may', { roles: ['Finance'] }, { admission: limited, roles: [finance] }, []],
    ['one that is listed by its id may', { roles: ['rol_Finance'] }, { admission: limited, roles: [finance] }, []],
    ['another may not', { roles: ['Finance'] }, { admission: limited, roles: [finance, support] }, ['role Support']],
    ['none may where the list is empty', { roles: [] }, { admission: limited, roles: [finance] }, ['role Finance']],
    ['any may where there is no list', { applications: [] }, { admission: limited, roles: [support] }, []],
    ['a role that has no effect breaks nothing', { roles: ['Finance'] }, { admission: all, roles: [support] }, []],
    ['an application that is listed may, itself', { applications: ['CI'] }, { grants: [lists('CI')] }, []],
    ['and by its id', { applications: ['id of CI'] }, { grants: [lists('CI')] }, []],
    ['and its users', { applications: ['Shop'] }, { grants: [lists('Shop', users)] }, []],
    ['another may not', { applications: ['CI'] }, { grants: [lists('CI'), lists('Job')] }, ['Job itself']],
    [
      'nothing is said of one that may be on it by a name that could not be read',
      { applications: ['CI'] },
      { grants: [lists('x', { application: { id: 'x', name: null } })] },
      [],
    ],
    [
      'nor its users',
      { applications: ['CI'] },
      { grants: [lists('Shop', users)], admission: rbac },
      ['users of Shop who hold it by role'],
    ],
    [
      'users of one that is listed may not without a role that is',
      { roles: ['Finance'], applications: ['Shop'] },
      { grants: [lists('Shop', users)] },
      ['users of Shop'],
    ],
    [
      'with RBAC they may',
      { roles: ['Finance'], applications: ['Shop'] },
      { grants: [lists('Shop', users)], roles: [finance], admission: rbac },
      [],
    ],
    ['any application may where there is no list', { roles: [] }, { grants: [lists('CI')] }, []],
    [
      'anyone may not, even through one that is listed',
      { applications: ['Kiosk'] },
      { grants: [lists('Kiosk', anyone)] },
      ['anyone, without signing in, through Kiosk'],
    ],
    ['third parties may not', { roles: [] }, { grants: [lists('', third)] }, ['every third-party application']],
    [
      'a single third party may not',
      { applications: ['Partner'] },
      { grants: [lists('Partner')], thirdParties: ['id of Partner'] },
      ['Partner itself'],
    ],
    ['everyone may not', { applications: [] }, { admission: open }, ['any user of any first-party application']],
    ['not even without lists', {}, { admission: open }, ['any user of any first-party application']],
  ])('%s', async (_, only, tenant, who) => {
    expect(await broken({ only }, tenant)).toEqual(who.map((one) => `only: ${one}`));
  });
});

describe('what an entry can’t be judged without', () => {
  const granted = { ...holders({ grants: [lists('Shop')] }), thirdParties: undefined };
  const unread: Holders = { grants: undefined, roles: undefined, notRead: [] };
  const someRoles = { ...holders({}), roles: { roles: [finance], total: 2 } };
  const nameless = { ...holders({ grants: [{ ...lists('Shop'), application: { id: 'x', name: null } }] }) };

  test.each<[string, Omit<Partial<Expectation>, 'apis'>, Holders, Admission, string[]]>([
    [
      'is nothing where all was read',
      { never: [...nevers], only: { roles: [], applications: [] } },
      holders({ grants: [lists('Shop')] }),
      all,
      [],
    ],
    ...nevers.map((word): [string, Omit<Partial<Expectation>, 'apis'>, Holders, Admission, string[]] => [
      `is who was granted it, for ${word}`,
      { never: [word] },
      unread,
      all,
      ['grants'],
    ]),
    ['is who was granted it, for a list', { only: { applications: [] } }, unread, all, ['grants']],
    ['is nothing of a grant that could have no effect', { never: ['anonymous'] }, unread, limited, []],
    ['nor of any user where roles decide', { never: ['every-user'] }, unread, limited, []],
    [
      'nor of an application that is denied',
      { never: ['applications'] },
      unread,
      { ...all, applications: 'nobody' },
      [],
    ],
    ['nor of an API that lets nobody in', { never: [...nevers], only: { roles: [] } }, unread, closed, []],
    ['is every role, for a list of them', { only: { roles: ['Finance'] } }, someRoles, limited, ['roles']],
    ['is no role without such a list', { never: [...nevers], only: { applications: [] } }, someRoles, limited, []],
    ['is no role without RBAC', { only: { roles: [] } }, { ...someRoles, roles: undefined }, open, []],
    ['is which applications are third parties', { never: ['third-party'] }, granted, all, ['applications']],
    [
      'which is none of a grant to nobody in particular',
      { never: ['third-party'] },
      { ...holders({ grants: [lists('', third)] }), thirdParties: undefined },
      all,
      [],
    ],
    ['also under a list of roles alone', { only: { roles: [] } }, granted, all, ['applications']],
    [
      'and under a list that has the application, since no third party may be on it',
      { only: { applications: ['Shop'] } },
      granted,
      all,
      ['applications'],
    ],
    [
      'but not of one through which anyone gets it, or any of its users without a role',
      { only: { roles: [], applications: ['Shop'] } },
      { ...holders({ grants: [lists('Shop', anyone), lists('Shop', users)] }), thirdParties: undefined },
      { ...all, rbac: false },
      [],
    ],
    ['nor of one that is on no list, and breaks it', { only: { applications: ['CI'] } }, granted, all, []],
    [
      'is the name of one that may be on the list',
      { only: { applications: ['Shop'] } },
      nameless,
      all,
      ['applications'],
    ],
    ['which is none that is listed by its id', { only: { applications: ['x'] } }, nameless, all, []],
  ])('%s', async (_, fields, found, admission, expected) => {
    const entry = await expectationOf(['refund:*'], fields);
    const reach = reachOf(p, { identifier: orders, admission }, found);
    expect(unjudgedBy(entry, admission, reach, found)).toEqual(expected);
  });
});

describe('what has to be asked for entries', () => {
  const names = [p, 'read:orders'];
  const need = async (fields: Parameters<typeof expectationOf>[1], admission: Admission, globs = ['refund:*']) =>
    needOf([await expectationOf(globs, fields)], { identifier: orders, admission }, names);

  test('is nothing for names and APIs that no entry is about, or an API that lets nobody in', async () => {
    expect(await need({ never: ['anonymous'] }, all, ['payout:*'])).toBeUndefined();
    expect(await need({ never: ['anonymous'], apis: ['urn:other'] }, all)).toBeUndefined();
    expect(await need({ never: ['anonymous'] }, closed)).toBeUndefined();
  });

  test.each<[string, Parameters<typeof expectationOf>[1], Admission, object]>([
    [
      'grants alone',
      { never: ['anonymous', 'every-user', 'applications'] },
      limited,
      { roles: false, thirdParties: false },
    ],
    ['which are third parties', { never: ['third-party'] }, limited, { roles: false, thirdParties: true }],
    ['roles where they decide', { only: { roles: [] } }, limited, { roles: true, thirdParties: true }],
    ['no roles where they don’t', { only: { roles: [] } }, open, { roles: false, thirdParties: true }],
  ])('is %s', async (_, fields, admission, expected) => {
    expect(await need(fields, admission)).toEqual({ identifier: orders, permissions: [p], ...expected });
  });
});
