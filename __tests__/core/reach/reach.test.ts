import { describe, expect, test } from '@jest/globals';
import {
  type Admission,
  exposureOf,
  type Grant,
  givesAtOnce,
  inUse,
  type Reach,
  reachOf,
  type Way,
} from '../../../src/core/reach/reach.ts';
import { closed, grant, holdersOf, limited, open, role } from '../admissions.ts';
import { orders } from '../declared.ts';

const p = 'read:orders';

/** Every API there can be, with the words its policies have in Auth0. */
const admissions = ['by-grant', 'nobody'] as const;
const apis: Admission[] = admissions.flatMap((applications) =>
  (['everyone', 'by-grant', 'nobody'] as const).flatMap((users) =>
    admissions.flatMap((anonymous) => [true, false].map((rbac) => ({ applications, users, anonymous, rbac }))),
  ),
);
const ways: readonly Way[] = ['itself', 'its-users', 'anyone'];
const holds = ['lists it', 'lists another', 'allows all', 'lists it and allows all'] as const;
const owners = ['one application', 'every third-party application'] as const;
const roles = ['a role', 'no role'] as const;

interface Row {
  readonly admission: Admission;
  readonly as: Way;
  readonly held: (typeof holds)[number];
  readonly of: (typeof owners)[number];
  readonly by: (typeof roles)[number];
}

const table: Row[] = apis.flatMap((admission) =>
  ways.flatMap((as) =>
    holds.flatMap((held) => owners.flatMap((of) => roles.map((by) => ({ admission, as, held, of, by })))),
  ),
);

function ask({ admission, as, held, of, by }: Row): Reach {
  const permissions = held.startsWith('lists it') ? [p] : [];
  const one: Grant = grant('Shop', permissions, { as, all: held.endsWith('allows all') });
  const given = of === 'one application' ? one : { ...one, application: null };
  return reachOf(
    p,
    { identifier: orders, admission },
    holdersOf(orders, [given], by === 'a role' ? [role('Support', orders, [p])] : []),
  );
}

/** The truth table as Auth0's documents have it, subject by subject, in the words of an answer. */
function expected({ admission, as, held, of, by }: Row): string[] {
  const { applications, users, anonymous, rbac } = admission;
  const isGranted = held !== 'lists another';
  const who = of === 'one application' ? 'Shop' : 'every third-party application';
  const found: string[] = [];
  if (as === 'itself' && isGranted && applications === 'by-grant') found.push(`${who} itself`);
  if (as === 'anyone' && isGranted && anonymous === 'by-grant') found.push(`anyone through ${who}`);
  if (as === 'its-users' && isGranted && users !== 'nobody')
    found.push(rbac ? `users of ${who} whose roles give it` : `all users of ${who}`);
  if (users === 'everyone' && !rbac) found.push('anybody of ours');
  const isOpenToRoles = users === 'everyone' || (users === 'by-grant' && as === 'its-users' && isGranted);
  if (rbac && isOpenToRoles && by === 'a role') found.push('users with the role');
  return found;
}

/** What the model says, in the same words. */
function said({ grants, roles: given, everyone }: Reach): string[] {
  return [
    ...grants
      .filter(({ effective }) => effective)
      .map(({ application, as, byRole }) => {
        const who = application?.name ?? 'every third-party application';
        const words = { itself: `${who} itself`, anyone: `anyone through ${who}`, 'its-users': `all users of ${who}` };
        return byRole ? `users of ${who} whose roles give it` : words[as];
      }),
    ...(everyone.includes('first-party-users') ? ['anybody of ours'] : []),
    ...given.filter(({ effective }) => effective).map(() => 'users with the role'),
  ];
}

const words = ({ as, held, of, by }: Row) => `a grant of ${of} for ${as} ${held}, ${by}`;

/** A table of one API as an object, so that a row that differs is shown with its words. */
function answers<Answer>(admission: Admission, of: (row: Row) => Answer): Record<string, Answer> {
  return Object.fromEntries(table.filter((row) => row.admission === admission).map((row) => [words(row), of(row)]));
}

describe('who could hold a permission', () => {
  test('is asked in every way there is', () => {
    expect(new Set(table.map((row) => JSON.stringify(row.admission) + words(row))).size).toBe(
      2 * 3 * 2 * 2 * 3 * 4 * 2 * 2,
    );
  });

  test.each(apis)('of an API that is %j', (admission) => {
    expect(answers(admission, (row) => said(ask(row)))).toEqual(answers(admission, expected));
  });

  test('and a grant or role without effect is told all the same', () => {
    for (const row of table) {
      expect(ask(row).grants).toHaveLength(row.held === 'lists another' ? 0 : 1);
      expect(ask(row).roles).toHaveLength(row.by === 'a role' ? 1 : 0);
    }
  });

  test.each(apis)('is in use, by name and with effect, of an API that is %j', (admission) => {
    const used = answers(admission, (row) => {
      const { grants, roles: given } = inUse(ask(row));
      return [grants.length, given.length];
    });
    const isGranted = (row: Row) => row.held.startsWith('lists it') && hasEffect(row);
    expect(used).toEqual(answers(admission, (row) => [isGranted(row) ? 1 : 0, row.by === 'a role' ? 1 : 0]));
  });

  test.each(apis)('is given at once, and to every third party, of an API that is %j', (admission) => {
    const given = answers(admission, (row) => {
      const { grants, everyone } = ask(row);
      return [grants.some(givesAtOnce), everyone.includes('third-party-applications')];
    });
    const isAtOnce = (row: Row) => hasEffect(row) && !(row.as === 'its-users' && admission.rbac);
    const isThird = (row: Row) => isAtOnce(row) && row.of === 'every third-party application';
    expect(given).toEqual(answers(admission, (row) => [isAtOnce(row), isThird(row)]));
  });
});

function hasEffect(row: Row): boolean {
  return expected(row).some((one) => /Shop|third-party/.test(one));
}

describe('what is not known', () => {
  const api = { identifier: orders, admission: { ...limited, users: 'by-grant' } as const };
  const support = { roles: [role('Support', orders, [p])], total: 1 };

  test('is nothing where all was read', () => {
    expect(reachOf(p, api, holdersOf(orders, [])).unread).toEqual([]);
  });

  test('is who was granted it where grants were not read, of this API or at all; a role may then have an effect', () => {
    for (const grants of [undefined, new Map()]) {
      const { unread, roles: given } = reachOf(p, api, { grants, roles: support, notRead: [] });
      expect([unread, given.map(({ effective }) => effective)]).toEqual([['grants'], [true]]);
    }
  });

  test.each<[string, Admission, boolean]>([
    ['hangs on a grant', api.admission, true],
    ['needs no grant', limited, false],
    ['can’t be, without RBAC', open, false],
  ])('is whether a role has an effect that %s', (_, admission, isAssumed) => {
    const { roles: given } = reachOf(
      p,
      { identifier: orders, admission },
      { grants: undefined, roles: support, notRead: [] },
    );
    expect(given.map(({ assumed = false }) => assumed)).toEqual([isAssumed]);
  });

  test.each([
    ['no', undefined],
    ['not every', { ...support, total: 2 }],
  ])('is who has it by role where %s role was read', (_, read) => {
    expect(reachOf(p, api, { grants: new Map([[orders, []]]), roles: read, notRead: [] }).unread).toEqual(['roles']);
  });
});

test('a role holds it of this very API', () => {
  const other = role('Sales', 'https://api.example.com/x', [p]);
  expect(reachOf(p, { identifier: orders, admission: limited }, holdersOf(orders, [], [other])).roles).toEqual([]);
});

describe('the exposure of an API', () => {
  test.each([
    ['open', open],
    ['limited', limited],
    ['limited', { ...open, users: 'by-grant' } as const],
    ['limited', { ...closed, applications: 'by-grant' } as const],
    ['limited', { ...closed, anonymous: 'by-grant' } as const],
    ['closed', closed],
    ['closed', { ...closed, rbac: true }],
  ])('is %s for %j', (exposure, admission) => {
    expect(exposureOf(admission)).toBe(exposure);
  });
});
