/** What an apply writes, what stops it, and what lifts the guard: every case as a row. */
import { describe, expect, test } from '@jest/globals';
import { type Decision, decide, type Reviewed } from '../../src/core/decision.ts';
import { ActionError } from '../../src/core/errors.ts';
import { guard } from '../../src/core/guard.ts';
import type { ApiPlan } from '../../src/core/plan.ts';
import { defaultPolicy, type Policy } from '../../src/core/policy.ts';
import type { MergedReview, Plan } from '../../src/core/report.ts';
import { reviewOf } from '../../src/core/review.ts';
import { holder, limited, nobody, open } from './admissions.ts';
import { orders } from './declared.ts';
import { change, planned, removing } from './planned.ts';

const billing = 'https://api.example.com/billing';
const label = 'allow-permission-removal';

interface Case {
  readonly apis: readonly ApiPlan[];
  readonly reviewed?: Reviewed;
  readonly removals?: Partial<Policy['removals']>;
  readonly stalePlan?: Policy['stalePlan'];
}

function decided({ apis, reviewed = told(), removals = {}, stalePlan = 'block' }: Case): Decision {
  const policy = { ...defaultPolicy, removals: { ...defaultPolicy.removals, ...removals }, stalePlan };
  const held = new Map(apis.map(({ identifier }) => [identifier, 100]));
  const unknowns = { notRead: [] };
  const verdict = guard({ apis, held, unknowns }, policy.removals);
  const plan: Plan = {
    ...{ tenant: 't', environment: '', tenantAsked: true, fingerprint: 'f', apis, unknowns, verdict },
    ...{ missing: [], released: [] },
  };
  return decide({ plan, held, policy }, reviewed);
}

function told(...merged: readonly MergedReview[]): Reviewed {
  return { kind: 'told', merged, single: false };
}

/** A merged pull request whose comment showed these plans. */
function merged(number: number, shown: readonly ApiPlan[] | undefined, labels: readonly string[] = []): MergedReview {
  return { number, labels, ...(shown && { review: reviewOf(shown) }) };
}

const refused: Reviewed = {
  kind: 'refused',
  error: new ActionError('github-unavailable', 'GitHub did not tell.', 'Grant it.'),
};

const gaining = planned([change('add', 'create:orders')]);
const losing = planned(removing(1));
const both = planned([...removing(1), change('add', 'create:orders')]);
const other = planned([change('add', 'read:bills')], { identifier: billing });
const inUse = planned([change('remove', 'read:0', { impact: { ...nobody, grants: [holder('Shop')] } })]);

/** What a decision comes to, in a few words. */
function summary(decision: Decision) {
  if (decision.kind === 'blocked') return { blocked: decision.error.code, says: decision.error.message };
  const named = (apis: readonly ApiPlan[]) => apis.map(({ identifier }) => identifier);
  const { write, stopped, lifted, notices } = decision;
  return {
    write: named(write),
    stopped: stopped.map(({ api, error }) => [api.identifier, error.code]),
    ...(lifted && { lifted: lifted.pullRequest }),
    notices: notices.length,
  };
}

const all = { write: [orders], stopped: [], notices: 0 };
const stale = { write: [], stopped: [[orders, 'plan-stale']], notices: 0 };

describe('without the guard in the way', () => {
  test.each<[string, Case, object]>([
    ['nothing that changes is nothing to write', { apis: [planned([])] }, { ...all, write: [] }],
    ['an addition needs no review', { apis: [gaining] }, all],
    ['a removal that a comment showed is written', { apis: [losing], reviewed: told(merged(1, [losing])) }, all],
    [
      'removals may be shown by several comments',
      {
        apis: [planned(removing(2))],
        reviewed: told(merged(2, [planned(removing(1))]), merged(1, [planned(removing(1, 1))])),
      },
      all,
    ],
    ['without any comment the guard alone decides, and that is said', { apis: [losing] }, { ...all, notices: 1 }],
    ['without any comment `require` stops a removal', { apis: [losing], stalePlan: 'require' }, stale],
    ['`require` lets an addition pass', { apis: [gaining], stalePlan: 'require' }, all],
    ['what no comment showed is stopped', { apis: [losing], reviewed: told(merged(1, [other])) }, stale],
    [
      'another API is written all the same',
      { apis: [losing, other], reviewed: told(merged(1, [other])) },
      { ...stale, write: [billing] },
    ],
    [
      'of one API all or nothing is written',
      { apis: [both], reviewed: told(merged(1, [gaining])) },
      { write: [], stopped: [[orders, 'plan-stale']], notices: 0 },
    ],
    [
      '`warn` writes what no comment showed, and says so',
      { apis: [losing], reviewed: told(merged(1, [other])), stalePlan: 'warn' },
      { ...all, notices: 1 },
    ],
    ['reviews that can’t be read stop a removal', { apis: [losing], reviewed: refused }, stale],
    ['reviews that can’t be read stop no addition', { apis: [gaining], reviewed: refused }, all],
    [
      'reviews that can’t be read stop nothing under `warn`',
      { apis: [losing], reviewed: refused, stalePlan: 'warn' },
      { ...all, notices: 1 },
    ],
  ])('%s', (_name, given, expected) => {
    expect(summary(decided(given))).toEqual(expected);
  });

  test.each<[string, ApiPlan, object]>([
    ['open to any user since the review', planned([change('add', 'create:orders')], { admission: open }), stale],
    ['as narrow as it was', gaining, all],
  ])('an addition to an API that is %s', (_name, now, expected) => {
    const shown = planned([change('add', 'create:orders')], { admission: limited });
    expect(summary(decided({ apis: [now], reviewed: told(merged(1, [shown])) }))).toEqual(expected);
  });
});

describe('a removal that the guard stops', () => {
  test.each<[string, Case]>([
    ['is in use', { apis: [inUse], reviewed: told(merged(1, [inUse])) }],
    ['is one of too many', { apis: [planned(removing(6))], reviewed: told(merged(1, [planned(removing(6))])) }],
    [
      'has the label on a pull request that did not show it',
      { apis: [inUse], reviewed: told(merged(1, [other], [label])) },
    ],
    ['has another label', { apis: [inUse], reviewed: told(merged(1, [inUse], ['bug'])) }],
    ['can have no label that anybody knows of', { apis: [inUse], reviewed: refused }],
    [
      'has the label, and too many others beside it have not',
      {
        apis: [planned(removing(12))],
        reviewed: told(merged(2, [planned(removing(6))], [label]), merged(1, [planned(removing(6, 6))])),
      },
    ],
  ])('is blocked where it %s', (_name, given) => {
    expect(summary(decided(given))).toMatchObject({ blocked: 'removal-blocked' });
  });

  test('blocks what would be written beside it', () => {
    expect(decided({ apis: [inUse, other] }).kind).toBe('blocked');
  });

  test.each<[string, Case, object]>([
    [
      'on the pull request that showed it',
      { apis: [inUse], reviewed: told(merged(7, [inUse], [label])) },
      { ...all, lifted: 7 },
    ],
    [
      'on the one that came alone, without a comment, by one commit',
      { apis: [inUse], reviewed: { kind: 'told', merged: [merged(7, undefined, [label])], single: true } },
      { ...all, lifted: 7, notices: 1 },
    ],
    [
      'where the others beside it are few enough',
      {
        apis: [planned(removing(8))],
        reviewed: told(merged(7, [planned(removing(6))], [label]), merged(6, [planned(removing(2, 6))])),
      },
      { ...all, lifted: 7 },
    ],
  ])('is let through by the label %s', (_name, given, expected) => {
    expect(summary(decided(given))).toEqual(expected);
  });

  test.each([
    ['by several commits', false],
    ['beside another', true],
  ])('is not let through by the label on one without a comment that came %s', (how, single) => {
    const pulls =
      how === 'beside another'
        ? [merged(7, undefined, [label]), merged(6, undefined)]
        : [merged(7, undefined, [label])];
    expect(decided({ apis: [inUse], reviewed: { kind: 'told', merged: pulls, single } }).kind).toBe('blocked');
  });

  test('is only told under `in-use: warn`', () => {
    const removals = { 'in-use': 'warn' } as const;
    expect(summary(decided({ apis: [inUse], reviewed: told(merged(1, [inUse])), removals }))).toEqual({
      ...all,
      notices: 1,
    });
  });
});
