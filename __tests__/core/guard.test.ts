import { describe, expect, test } from '@jest/globals';
import { guard, removalBlocked } from '../../src/core/guard.ts';
import type { ApiPlan } from '../../src/core/plan.ts';
import { defaultPolicy, type Policy } from '../../src/core/policy.ts';
import type { Unknowns } from '../../src/core/reach/question.ts';
import type { Reach } from '../../src/core/reach/reach.ts';
import { holder, nobody, roleHolder } from './admissions.ts';
import { orders } from './declared.ts';
import { change, planned, removing } from './planned.ts';

const billing = 'https://api.example.com/billing';
const nothingUnknown: Unknowns = { notRead: [] };
const lacking = (...what: readonly ('grants' | 'roles')[]) => ({
  notRead: what.map((one) => ({ what: one, right: `read:${one}` })),
});

interface Case {
  readonly apis: readonly ApiPlan[];
  readonly holds?: number;
  readonly unknowns?: Unknowns;
  readonly removals?: Partial<Policy['removals']>;
}

function judge({ apis, holds = 100, unknowns = nothingUnknown, removals = {} }: Case) {
  const counts = new Map(apis.map(({ identifier }) => [identifier, holds]));
  return guard({ apis, held: counts, unknowns }, { ...defaultPolicy.removals, ...removals });
}

function heldBy(impact: Partial<Reach>): ApiPlan {
  return planned([change('remove', 'read:orders', { impact: { ...nobody, ...impact } })]);
}

describe('the guard lets pass', () => {
  test.each<[string, Case]>([
    ['a plan that removes nothing, whatever is not known', { apis: [planned([])], unknowns: lacking('roles') }],
    [
      'any number of additions and updates',
      { apis: [planned([change('add', 'a:b'), change('update', 'c:d')])], holds: 1 },
    ],
    ['as many removals as the policy allows', { apis: [planned(removing(5))] }],
    ['as large a share as the policy allows', { apis: [planned(removing(3))], holds: 10 }],
    ['any share of an API that is small', { apis: [planned(removing(5))], holds: 9 }],
    [
      'what only applications hold that may use everything',
      { apis: [heldBy({ grants: [holder('Shop', { all: true })] })] },
    ],
    ['what only grants without effect list', { apis: [heldBy({ grants: [holder('Shop', { effective: false })] })] }],
    ['what anyone could ask for', { apis: [heldBy({ everyone: ['first-party-users'] })] }],
    [
      'what is not known but the number of users',
      { apis: [planned(removing(1))], unknowns: { notRead: [{ what: 'users', right: 'read:users' }] } },
    ],
  ])('%s', (_name, given) => {
    expect(judge(given)).toMatchObject({ reasons: [], notices: [] });
  });
});

describe('the guard blocks', () => {
  test.each<[string, Case, string]>([
    [
      'one removal too many',
      { apis: [planned(removing(6))] },
      '6 permissions would be removed, and the policy allows 5 in one run.',
    ],
    [
      'too many of a run, though no API loses too many',
      { apis: [planned(removing(3)), planned(removing(3, 9), { identifier: billing })] },
      '6 permissions would be removed, and the policy allows 5 in one run.',
    ],
    [
      'any, where none is allowed',
      { apis: [planned(removing(1))], removals: { max: 0 } },
      '1 permission would be removed, and the policy allows 0 in one run.',
    ],
    [
      'too large a share of an API',
      { apis: [planned(removing(4))], holds: 10 },
      `${orders} would lose 4 of 10 permissions (40 %), and the policy allows 30 %.`,
    ],
    [
      'what a role holds',
      { apis: [heldBy({ roles: [roleHolder('Support', { effective: false })] })] },
      '`read:orders` is in use by 1 role.',
    ],
    [
      'what applications and roles hold',
      {
        apis: [
          heldBy({
            grants: [holder('Shop'), holder('Shop', { as: 'its-users', byRole: true }), holder('Job')],
            roles: [roleHolder('Support')],
          }),
        ],
      },
      '`read:orders` is in use by 2 applications and 1 role.',
    ],
    [
      'what every third-party application holds',
      { apis: [heldBy({ grants: [holder('', { application: null })] })] },
      '`read:orders` is in use by every third-party application.',
    ],
    [
      'what can’t be known for want of a grant',
      { apis: [planned(removing(1))], unknowns: lacking('grants', 'roles') },
      'Who uses what is removed is not known: the token lacks `read:grants` and `read:roles`.',
    ],
    [
      'what some of too many roles may hold',
      { apis: [planned(removing(1))], unknowns: { notRead: [], roles: { checked: 80, total: 1000 } } },
      'Only 80 of 1000 roles could be checked for what is removed.',
    ],
  ])('%s', (_name, given, reason) => {
    expect(judge(given).reasons).toEqual([reason]);
  });
});

describe('where the policy asks for a deprecation first', () => {
  const removals = { 'require-deprecation': true };

  test('what an earlier manifest had marked passes, and what nobody ever declared', () => {
    const marked = change('remove', 'read:orders', { deprecated: true });
    const unmanaged = change('remove', 'export:legacy', { origin: 'drift' });
    expect(judge({ apis: [planned([marked, unmanaged])], removals }).reasons).toEqual([]);
  });

  test('all else is named', () => {
    const apis = [planned([change('remove', 'a:b', { deprecated: true }), ...removing(2)])];
    expect(judge({ apis, removals }).reasons).toEqual([
      '`read:0` and `read:1` were marked as `deprecated` by no earlier manifest that is known, and the policy asks for that.',
    ]);
  });
});

test('under `in-use: warn` being in use is worth a notice, and a limit still a reason', () => {
  const apis = [planned([...removing(5), ...heldBy({ roles: [roleHolder('Support', { effective: false })] }).changes])];
  expect(judge({ apis, removals: { 'in-use': 'warn' } })).toMatchObject({
    reasons: ['6 permissions would be removed, and the policy allows 5 in one run.'],
    notices: ['`read:orders` is in use by 1 role.'],
  });
});

describe('a run that is blocked is told', () => {
  const removals = { 'override-label': 'yes-remove' };

  test('the label that allows it', () => {
    const { hint } = removalBlocked(judge({ apis: [planned(removing(6))], removals }));
    expect(hint).toBe(
      'Nothing was applied. To allow it once, add the label `yes-remove` to the merged pull request and run this again.',
    );
  });

  test('first the grant that is missing', () => {
    const unknowns = lacking('roles');
    const { hint } = removalBlocked(judge({ apis: [planned(removing(1))], unknowns, removals }));
    expect(hint).toContain(
      'Grant the application `read:roles` and run this again, or, to allow it once, add the label',
    );
  });
});
