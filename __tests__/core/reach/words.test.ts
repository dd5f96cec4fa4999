import { describe, expect, test } from '@jest/globals';
import type { Reach, RoleHolder } from '../../../src/core/reach/reach.ts';
import {
  byRolePhrases,
  effectlessPhrases,
  gainingPhrases,
  holdingPhrases,
  losingPhrases,
  phraseText,
} from '../../../src/core/reach/words.ts';
import { holder, nobody, roleHolder } from '../admissions.ts';

const say = (phrases: ReturnType<typeof gainingPhrases>) =>
  phrases.map((phrase) => phraseText(phrase, (name) => `\`${name}\``));
const reach = (fields: Partial<Reach>) => ({ ...nobody, ...fields });
const users = { as: 'its-users' } as const;
const third = { application: null } as const;

/** As many roles as there are organizations. */
function editors(count: number, fields: Partial<RoleHolder> = {}): RoleHolder[] {
  return Array.from({ length: count }, (_, index) =>
    roleHolder('Editor', { id: `rol_${index}`, organization: { id: `org_${index}`, name: `Org ${index}` }, ...fields }),
  );
}

describe('who gains is said', () => {
  test.each<[string, Partial<Reach>, string[]]>([
    ['of an application for itself', { grants: [holder('CI')] }, ['`CI` itself']],
    ['of several at once', { grants: [holder('CI'), holder('Jobs')] }, ['`CI` and `Jobs` themselves']],
    ['of one without a name, by its id', { grants: [holder(null)] }, ['`id of null` itself']],
    ['of its users', { grants: [holder('Shop', users)] }, ['users of `Shop`']],
    [
      'of anyone, the widest first',
      { grants: [holder('CI'), holder('Kiosk', { as: 'anyone' })] },
      ['anyone, without signing in, through `Kiosk`', '`CI` itself'],
    ],
    ['of a grant that allows all', { grants: [holder('CI', { all: true })] }, ['`CI` itself (its grant allows all)']],
    ['of every third-party application', { grants: [holder('', third)] }, ['every third-party application']],
    [
      'of those that register themselves, where that is known',
      { grants: [holder('', third)], registration: true },
      ['every third-party application, also those that register themselves'],
    ],
    [
      'of the users of every third-party application',
      { grants: [holder('', { ...third, ...users })], registration: false },
      ['users of every third-party application'],
    ],
    ['of a role that has it already', { roles: [roleHolder('Support')] }, ['role `Support`']],
    ['of nobody who needs a role first', { grants: [holder('Shop', { ...users, byRole: true })] }, []],
    ['of nobody by what has no effect', { grants: [holder('Shop', { effective: false })] }, []],
  ])('%s', (_, fields, expected) => {
    expect(say(gainingPhrases(reach(fields)))).toEqual(expected);
  });

  test('and by a grant that allows all or lists the name at once, the latter first', () => {
    const mixed = [holder('All', { all: true }), holder('Listed'), holder('Too')];
    expect(say(gainingPhrases(reach({ grants: mixed })))).toEqual([
      '`Listed`, `Too` and `All` themselves (1 of their grants allows all)',
    ]);
  });

  test('and of more than five applications three are named', () => {
    const grants = Array.from({ length: 60 }, (_, index) => holder(`App ${index}`));
    expect(say(gainingPhrases(reach({ grants })))).toEqual(['`App 0`, `App 1`, `App 2` and 57 more themselves']);
  });
});

test('users who need a role for it are told apart', () => {
  const grants = [holder('Shop', { ...users, byRole: true, all: true }), holder('CI')];
  expect(say(byRolePhrases(reach({ grants })))).toEqual(['users of `Shop` who hold it by role (its grant allows all)']);
});

test('who holds it is whoever has it by name, whatever RBAC makes of it', () => {
  const grants = [holder('Shop', { ...users, byRole: true }), holder('Old', { effective: false })];
  const roles = [roleHolder('Support', { effective: false }), roleHolder('Sales')];
  const one = reach({ grants, roles, everyone: ['first-party-users'] });
  expect(say(holdingPhrases(one))).toEqual(['users of `Shop` who hold it by role', 'roles `Support` and `Sales`']);
  expect(say(losingPhrases(one))).toEqual([
    'any user of any first-party application',
    'users of `Shop` who hold it by role',
    'role `Sales`',
    'role `Support`, without effect now',
  ]);
});

describe('roles', () => {
  const roles = (...list: readonly RoleHolder[]) => say(gainingPhrases(reach({ roles: list })));

  test.each<[string, RoleHolder[], string[]]>([
    ['of the tenant stand together', [roleHolder('A'), roleHolder('B')], ['roles `A` and `B`']],
    ['of an organization say of which', editors(1), ['role `Editor` in the organization `Org 0`']],
    [
      'of one name in few organizations name those',
      editors(3),
      ['role `Editor` in the organizations `Org 0`, `Org 1` and `Org 2`'],
    ],
    ['of one name in many organizations are counted', editors(4), ['role `Editor` in 4 organizations']],
    [
      'of organizations without a name are counted',
      editors(2, { organization: { id: 'org_1', name: null } }),
      ['role `Editor` in 2 organizations'],
    ],
    [
      'of the tenant and of organizations are told apart',
      [roleHolder('Editor'), ...editors(9)],
      ['role `Editor`', 'role `Editor` in 9 organizations'],
    ],
    [
      'are counted with their users',
      [roleHolder('A', { users: 1 }), roleHolder('B', { users: 12 })],
      ['roles `A` (1 user) and `B` (12 users)'],
    ],
    [
      'of several organizations have the sum of their users at most, since a user may be in two of them',
      editors(700, { users: 2 }),
      ['role `Editor` in 700 organizations (at most 1400 users)'],
    ],
    ['that nobody holds say so', editors(4, { users: 0 }), ['role `Editor` in 4 organizations (0 users)']],
    [
      'of which an effect is only assumed say what it hangs on',
      [roleHolder('A'), roleHolder('B', { assumed: true })],
      ['role `A`', 'role `B`, if an application was granted it for its users'],
    ],
    [
      'have no sum where one of them was not counted',
      [...editors(4, { users: 2 }), ...editors(1, { users: null })],
      ['role `Editor` in 5 organizations'],
    ],
    [
      'of organizations are counted beyond five names',
      [...Array.from({ length: 5 }, (_, index) => editors(1, { name: `E${index}` })), editors(2)].flat(),
      [
        ...[0, 1, 2].map((index) => `role \`E${index}\` in the organization \`Org 0\``),
        '4 more roles of organizations',
      ],
    ],
    ['that share a name are one', [roleHolder('A'), roleHolder('A', { id: 'rol_2' })], ['role `A` (2 of that name)']],
  ])('%s', (_, list, expected) => {
    expect(roles(...list)).toEqual(expected);
  });
});

describe('a grant without effect', () => {
  test.each([
    ['itself', 'no application', '`CI` itself'],
    ['its-users', 'no user', 'users of `CI`'],
    ['anyone', 'no anonymous user', 'anyone, without signing in, through `CI`'],
  ] as const)('for %s says that the API lets %s in', (as, who, grant) => {
    const grants = [holder('CI', { as, effective: false }), holder('Shop')];
    expect(say(effectlessPhrases({ grants }))).toEqual([`${grant}: no effect, the API lets ${who} in`]);
  });
});

describe('where everyone is to be named', () => {
  const names = (prefix: string) => Array.from({ length: 7 }, (_, index) => `${prefix}${index}`);
  const allOf = (prefix: string) => `\`${names(prefix).slice(0, 6).join('`, `')}\` and \`${prefix}6\``;

  test.each<[string, Partial<Reach>, string[]]>([
    ['so are applications', { grants: names('A').map((name) => holder(name)) }, [`${allOf('A')} themselves`]],
    ['so are roles', { roles: names('R').map((name) => roleHolder(name)) }, [`roles ${allOf('R')}`]],
    [
      'so are roles that count for nothing now',
      { roles: names('R').map((name) => roleHolder(name, { effective: false })) },
      [`roles ${allOf('R')}, without effect now`],
    ],
    [
      'those whose grant allows all stand apart',
      { grants: [holder('CI'), holder('Sync', { all: true })] },
      ['`CI` itself', '`Sync` itself (its grant allows all)'],
    ],
  ])('%s', (_, fields, expected) => {
    expect(say(losingPhrases(reach(fields), 'everyone'))).toEqual(expected);
  });

  test('so are those whose grants have no effect', () => {
    const grants = names('A').map((name) => holder(name, { effective: false }));
    expect(say(effectlessPhrases({ grants }, 'everyone'))).toEqual([
      `${allOf('A')} themselves: no effect, the API lets no application in`,
    ]);
  });
});
