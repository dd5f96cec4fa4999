/** What of an apply the guard stops, and what the label of a merged pull request lets through: every case as a row. */
import { describe, expect, test } from '@jest/globals';
import { holder, nobody, open, roleHolder } from './admissions.ts';
import {
  alone,
  billing,
  type Case,
  decided,
  errorOf,
  label,
  merged,
  outcome,
  refused,
  shown,
  told,
} from './decided.ts';
import { change, planned, removing } from './planned.ts';

const gaining = planned([change('add', 'create:orders')]);
const bills = planned([change('add', 'read:bills')], { identifier: billing });
const impact = { ...nobody, grants: [holder('Shop')], roles: [roleHolder('Support')] };
const inUse = planned([change('remove', 'read:0', { impact })]);
const renamedInUse = planned([
  change('remove', 'read:0', { impact, renamed: 'view:0' }),
  change('add', 'view:0', { renamed: 'read:0' }),
]);
const unmanagedInUse = planned([change('remove', 'export:legacy', { impact, origin: 'drift' })]);
const six = planned(removing(6));
const lackingRoles = { notRead: [{ what: 'roles', right: 'read:roles' }] } as const;

describe('a removal that the guard stops', () => {
  test.each<[string, Case]>([
    ['is in use', { apis: [inUse], reviewed: shown(inUse) }],
    ['is in use by the old name of a rename', { apis: [renamedInUse], reviewed: shown(renamedInUse) }],
    ['is in use, and no manifest ever declared it', { apis: [unmanagedInUse], reviewed: shown(unmanagedInUse) }],
    ['is not known to be in use or not', { apis: [planned(removing(1))], unknowns: lackingRoles }],
    [
      'is not known to be in a role, of which there are too many',
      { apis: [planned(removing(1))], unknowns: { notRead: [], roles: { checked: 80, total: 1000 } } },
    ],
    ['is one of too many', { apis: [six], reviewed: shown(six) }],
    ['is one of too many of a run', { apis: [planned(removing(3)), planned(removing(3), { identifier: billing })] }],
    ['is too large a share of its API', { apis: [planned(removing(4))], holds: 12 }],
    ['was not deprecated first', { apis: [planned(removing(1))], removals: { 'require-deprecation': true } }],
    ['is one of too many under `in-use: warn`', { apis: [six], removals: { 'in-use': 'warn' } }],
    ['is in use under `stale-plan: warn`', { apis: [inUse], reviewed: shown(inUse), stalePlan: 'warn' }],
    ['has another label', { apis: [inUse], reviewed: told(merged(1, [inUse], ['bug'])) }],
    [
      'has the usual label where the policy names another',
      { apis: [inUse], reviewed: told(merged(1, [inUse], [label])), removals: { 'override-label': 'yes-remove' } },
    ],
    ['can have no label that anybody knows of', { apis: [inUse], reviewed: refused }],
    [
      'has the label on a pull request that did not show it',
      { apis: [inUse], reviewed: told(merged(1, [bills], [label])) },
    ],
    [
      'has the label on a pull request that brought something else, beside the one that showed it',
      { apis: [inUse], reviewed: told(merged(2, [inUse]), merged(1, undefined, [label])) },
    ],
    [
      'has the label on a pull request that came alone, and whose comment did not show it',
      { apis: [inUse], reviewed: alone(merged(1, [bills], [label])) },
    ],
    [
      'has the label on one without a comment that came by several commits',
      { apis: [inUse], reviewed: told(merged(7, undefined, [label])) },
    ],
    [
      'has the label on one without a comment that came beside another',
      { apis: [inUse], reviewed: alone(merged(7, undefined, [label]), merged(6)) },
    ],
    [
      'has the label, and too many others beside it have not',
      {
        apis: [planned(removing(12))],
        reviewed: told(merged(2, [six], [label]), merged(1, [planned(removing(6, 6))])),
      },
    ],
    [
      'has the label, and the others beside it are too large a share',
      {
        apis: [planned(removing(10))],
        reviewed: told(merged(2, [six], [label]), merged(1, [planned(removing(4, 6))])),
        holds: 12,
      },
    ],
    [
      'has the label, and one beside it has not that may be in use',
      {
        apis: [planned(removing(2))],
        reviewed: told(merged(1, [planned(removing(1))], [label])),
        unknowns: lackingRoles,
      },
    ],
  ])('is blocked where it %s', (_, given) => {
    const decision = decided(given);
    expect(outcome(decision)).toBe('blocked');
    expect(errorOf(decision).code).toBe('removal-blocked');
  });

  test('blocks what would be written beside it', () => {
    expect(outcome(decided({ apis: [inUse, bills], reviewed: shown(inUse, bills) }))).toBe('blocked');
  });

  test('keeps what is worth knowing beside it', () => {
    const apis = [planned([...inUse.changes, ...removing(6, 1)])];
    expect(outcome(decided({ apis, removals: { 'in-use': 'warn' } }))).toBe('blocked, 1 notice');
  });

  test.each<[string, Case, string]>([
    [
      'on the pull request that showed it',
      { apis: [inUse], reviewed: told(merged(7, [inUse], [label])) },
      'writes orders, lifted by 7',
    ],
    [
      'on the one that showed it, beside others',
      { apis: [inUse], reviewed: told(merged(8, [bills]), merged(7, [inUse], ['bug', label]), merged(6)) },
      'writes orders, lifted by 7',
    ],
    [
      'that the policy names',
      {
        apis: [inUse],
        reviewed: told(merged(7, [inUse], ['yes-remove'])),
        removals: { 'override-label': 'yes-remove' },
      },
      'writes orders, lifted by 7',
    ],
    [
      'on several that showed it together, of which the newest is named',
      {
        apis: [planned(removing(12))],
        reviewed: told(merged(8, [six], [label]), merged(7, [planned(removing(6, 6))], [label])),
      },
      'writes orders, lifted by 8',
    ],
    [
      'on the one that came alone, without a comment, by one commit',
      { apis: [inUse], reviewed: alone(merged(7, undefined, [label])) },
      'writes orders, lifted by 7, 1 notice',
    ],
    [
      'where the others beside it are few enough',
      {
        apis: [planned(removing(8))],
        reviewed: told(merged(7, [six], [label]), merged(6, [planned(removing(2, 6))])),
      },
      'writes orders, lifted by 7',
    ],
    [
      'also where it is not known whether it is in use',
      {
        apis: [planned(removing(1))],
        reviewed: told(merged(7, [planned(removing(1))], [label])),
        unknowns: lackingRoles,
      },
      'writes orders, lifted by 7',
    ],
    [
      'also where no manifest ever declared it',
      { apis: [unmanagedInUse], reviewed: told(merged(7, [unmanagedInUse], [label])) },
      'writes orders, lifted by 7',
    ],
    [
      'with what is written beside it',
      { apis: [inUse, bills], reviewed: told(merged(7, [inUse, bills], [label])) },
      'writes orders and billing, lifted by 7',
    ],
  ])('is let through by the label %s', (_, given, expected) => {
    expect(outcome(decided(given))).toBe(expected);
  });
});

describe('the label', () => {
  test.each<[string, Case, string]>([
    [
      'is not used where the guard stops nothing',
      { apis: [planned(removing(1))], reviewed: told(merged(7, [planned(removing(1))], [label])) },
      'writes orders',
    ],
    [
      'lets nothing through that no comment showed: the review still stops it',
      { apis: [planned(removing(8))], reviewed: told(merged(7, [six], [label])) },
      'stops orders, lifted by 7',
    ],
    [
      'lets no addition through that reaches further than it was shown',
      {
        apis: [planned([...inUse.changes, ...gaining.changes], { admission: open })],
        reviewed: told(merged(7, [planned([...inUse.changes, ...gaining.changes])], [label])),
      },
      'stops orders, lifted by 7',
    ],
  ])('%s', (_, given, expected) => {
    expect(outcome(decided(given))).toBe(expected);
  });
});

describe('under `in-use: warn`', () => {
  test.each<[string, Case, string[]]>([
    ['what is in use is written', { apis: [inUse] }, ['`read:0` is in use by 1 application and 1 role.']],
    [
      'what may be in use is written',
      { apis: [planned(removing(1))], unknowns: lackingRoles },
      ['Who uses what is removed is not known: the token lacks `read:roles`.'],
    ],
  ])('%s, and a notice says so', (_, given, notices) => {
    const decision = decided({ reviewed: shown(...given.apis), ...given, removals: { 'in-use': 'warn' } });
    expect(outcome(decision)).toBe('writes orders, 1 notice');
    expect(decision.notices).toEqual(notices);
  });
});

describe('what the guard stops is told', () => {
  const only =
    'Nothing was applied. The label `allow-permission-removal` on pull request 8 lifts only what its own comment ' +
    'showed: have another pull request show the rest, or raise `removals` in the policy.';

  test.each<[string, Case, string, string]>([
    [
      'with every reason, and the label that lifts it once',
      { apis: [planned([...inUse.changes, ...removing(5, 1)])] },
      '6 permissions would be removed, and the policy allows 5 in one run. `read:0` is in use by 1 application and 1 role.',
      'Nothing was applied. To allow it once, add the label `allow-permission-removal` to the merged pull request and run this again.',
    ],
    [
      'with what the newest label did not lift, and by what is left',
      {
        apis: [planned(removing(12))],
        reviewed: told(merged(8, [planned(removing(6, 6))], [label]), merged(7, undefined, [label])),
      },
      '6 permissions would be removed, and the policy allows 5 in one run.',
      only,
    ],
    [
      'with the grant that is missing',
      { apis: [planned(removing(1))], unknowns: lackingRoles },
      'Who uses what is removed is not known: the token lacks `read:roles`.',
      'Nothing was applied. Grant the application `read:roles` and run this again, or, to allow it once, add the label `allow-permission-removal` to the merged pull request and run this again.',
    ],
  ])('%s', (_, given, message, hint) => {
    expect(errorOf(decided(given))).toMatchObject({ message, hint });
  });
});
