import { describe, expect, test } from '@jest/globals';
import { guard, removalBlocked } from '../../src/core/guard.ts';
import type { Impact, Unknowns } from '../../src/core/impact.ts';
import type { ApiPlan } from '../../src/core/plan.ts';
import { defaultPolicy, type Policy } from '../../src/core/policy.ts';
import { orders } from './declared.ts';
import { change, planned, removing } from './planned.ts';

const billing = 'https://api.example.com/billing';
const nothingUnknown: Unknowns = { lacking: [] };
const held = { id: 'shop', name: 'Web shop' };

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

function heldBy(impact: Partial<Impact>): ApiPlan {
  return planned([change('remove', 'read:orders', { impact: { applications: [], roles: [], ...impact } })]);
}

describe('the guard lets pass', () => {
  test.each<[string, Case]>([
    [
      'a plan that removes nothing, whatever is not known',
      { apis: [planned([])], unknowns: { lacking: ['read:roles'] } },
    ],
    [
      'any number of additions and updates',
      { apis: [planned([change('add', 'a:b'), change('update', 'c:d')])], holds: 1 },
    ],
    ['as many removals as the policy allows', { apis: [planned(removing(5))] }],
    ['as large a share as the policy allows', { apis: [planned(removing(3))], holds: 10 }],
    ['any share of an API that is small', { apis: [planned(removing(5))], holds: 9 }],
    [
      'what only applications hold that may use everything',
      { apis: [heldBy({ applications: [{ ...held, all: true }] })] },
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
    ['what a role holds', { apis: [heldBy({ roles: ['Support'] })] }, '`read:orders` is in use by 1 role.'],
    [
      'what applications and roles hold',
      {
        apis: [
          heldBy({
            applications: [
              { ...held, all: false },
              { ...held, id: 'b', all: false },
            ],
            roles: ['Support'],
          }),
        ],
      },
      '`read:orders` is in use by 2 applications and 1 role.',
    ],
    [
      'what can’t be known for want of a grant',
      { apis: [planned(removing(1))], unknowns: { lacking: ['read:client_grants', 'read:roles'] } },
      'Who uses what is removed is not known: the token lacks `read:client_grants` and `read:roles`.',
    ],
    [
      'what some of too many roles may hold',
      { apis: [planned(removing(1))], unknowns: { lacking: [], roles: { checked: 80, total: 1000 } } },
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
  const apis = [planned([...removing(5), ...heldBy({ roles: ['Support'] }).changes])];
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
    const unknowns = { lacking: ['read:roles'] };
    const { hint } = removalBlocked(judge({ apis: [planned(removing(1))], unknowns, removals }));
    expect(hint).toContain(
      'Grant the application `read:roles` and run this again, or, to allow it once, add the label',
    );
  });
});
