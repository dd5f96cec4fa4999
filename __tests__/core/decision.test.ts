/**
 * What an apply writes and what stops it, as far as the review of merged pull requests decides: every case as a row. What the
 * guard stops, and what lets it through, are the rows of decision-guard.
 */
import { describe, expect, test } from '@jest/globals';
import type { ApiPlan } from '../../src/core/plan.ts';
import type { Policy } from '../../src/core/policy.ts';
import type { Admission, Reach } from '../../src/core/reach/reach.ts';
import { holder, limited, nobody, open, roleHolder } from './admissions.ts';
import { billing, type Case, decided, errorOf, merged, outcome, refused, shown, told } from './decided.ts';
import { orders } from './declared.ts';
import { change, planned, removing } from './planned.ts';

const unchanged = planned([]);
const gaining = planned([change('add', 'create:orders')]);
const losing = planned(removing(1));
const both = planned([...removing(1), change('add', 'create:orders')]);
const updating = planned([change('update', 'read:0')]);
/** Of what no manifest declared, under `unmanaged: remove`. */
const clearing = (...names: readonly string[]) =>
  planned(names.map((name) => change('remove', name, { origin: 'drift' })));
const bills = planned([change('add', 'read:bills')], { identifier: billing });

/** An addition to an API that lets these in, which is given to these. */
function adding(admission: Admission, impact: Partial<Reach> = {}): ApiPlan {
  return planned([change('add', 'create:orders', { impact: { ...nobody, ...impact } })], { admission });
}

describe('without a comment of a merged pull request', () => {
  test.each<[string, Case, string]>([
    ['nothing is written of an API that does not change', { apis: [unchanged] }, 'nothing to write'],
    ['only the APIs that change are written', { apis: [unchanged, bills] }, 'writes billing'],
    ['an addition is written', { apis: [gaining] }, 'writes orders'],
    ['a removal is the guard’s alone to judge, and that is said', { apis: [losing] }, 'writes orders, 1 notice'],
    [
      'a removal of a pull request without one is the guard’s alone to judge, as where somebody deleted it',
      { apis: [losing], reviewed: told(merged(1)) },
      'writes orders, 1 notice',
    ],
    ['the guard alone judges under `warn`, too', { apis: [losing], stalePlan: 'warn' }, 'writes orders, 1 notice'],
    ['`require` stops a removal', { apis: [losing], stalePlan: 'require' }, 'stops orders'],
    [
      '`require` stops that of a pull request without one, too',
      { apis: [losing], reviewed: told(merged(1)), stalePlan: 'require' },
      'stops orders',
    ],
    ['`require` lets an addition pass', { apis: [gaining], stalePlan: 'require' }, 'writes orders'],
    [
      '`require` lets an API that only gains pass beside one that loses',
      { apis: [losing, bills], stalePlan: 'require' },
      'writes billing, stops orders',
    ],
    ['an addition that anybody may ask for is nobody’s to judge', { apis: [adding(open)] }, 'writes orders'],
  ])('%s', (_, given, expected) => {
    expect(outcome(decided(given))).toBe(expected);
  });
});

describe('a removal', () => {
  const split = told(merged(2, [planned(removing(1))]), merged(1, [planned(removing(1, 1))]));

  test.each<[string, Case, string]>([
    ['that a comment showed is written', { apis: [losing], reviewed: shown(losing) }, 'writes orders'],
    [
      'that a comment showed is written under `require`',
      { apis: [losing], reviewed: shown(losing), stalePlan: 'require' },
      'writes orders',
    ],
    ['may be shown by several comments', { apis: [planned(removing(2))], reviewed: split }, 'writes orders'],
    [
      'that one of several comments did not show is stopped',
      { apis: [planned(removing(3))], reviewed: split },
      'stops orders',
    ],
    [
      'may be shown beside a pull request that has no comment',
      { apis: [losing], reviewed: told(merged(2), merged(1, [losing])) },
      'writes orders',
    ],
    [
      'that was shown is written with an addition that nobody was shown',
      { apis: [both], reviewed: shown(losing) },
      'writes orders',
    ],
    ['that no comment showed is stopped', { apis: [losing], reviewed: shown(bills) }, 'stops orders'],
    ['that was shown as an update is stopped', { apis: [losing], reviewed: shown(updating) }, 'stops orders'],
    [
      'that a comment of another API showed is stopped',
      { apis: [losing], reviewed: shown(planned(removing(1), { identifier: billing })) },
      'stops orders',
    ],
    [
      'that no comment showed is stopped under `require`',
      { apis: [losing], reviewed: shown(bills), stalePlan: 'require' },
      'stops orders',
    ],
    [
      'that is stopped stops no other API',
      { apis: [losing, bills], reviewed: shown(bills) },
      'writes billing, stops orders',
    ],
    ['that is stopped stops the additions of its API', { apis: [both], reviewed: shown(gaining) }, 'stops orders'],
    [
      'that is stopped stops one of its API that was shown',
      { apis: [planned(removing(2))], reviewed: shown(losing) },
      'stops orders',
    ],
    [
      'under `warn` is written with the additions of its API, and a notice says so',
      { apis: [both], reviewed: shown(gaining), stalePlan: 'warn' },
      'writes orders, 1 notice',
    ],
    [
      'of what is unmanaged is written where it was shown',
      { apis: [clearing('export:legacy')], reviewed: shown(clearing('export:legacy')) },
      'writes orders',
    ],
    [
      'of what appeared unmanaged after the review is stopped with what was shown',
      { apis: [clearing('export:legacy', 'share:orders')], reviewed: shown(clearing('export:legacy')) },
      'stops orders',
    ],
  ])('%s', (_, given, expected) => {
    expect(outcome(decided(given))).toBe(expected);
  });

  test('is no update: what changes only a description needs no review', () => {
    expect(outcome(decided({ apis: [updating], reviewed: shown(bills) }))).toBe('writes orders');
  });
});

describe('comments that can’t be read', () => {
  test.each<[string, readonly ApiPlan[], Policy['stalePlan'], string]>([
    ['stop a removal', [losing], 'block', 'stops orders'],
    ['stop a removal under `require`', [losing], 'require', 'stops orders'],
    ['stop no addition', [gaining], 'block', 'writes orders'],
    ['stop no API that only gains', [losing, bills], 'block', 'writes billing, stops orders'],
    ['stop nothing under `warn`, and a notice says so', [losing, bills], 'warn', 'writes orders and billing, 1 notice'],
  ])('%s', (_, apis, stalePlan, expected) => {
    expect(outcome(decided({ apis, stalePlan, reviewed: refused }))).toBe(expected);
  });
});

describe('an addition', () => {
  const withGrant = adding(limited, { grants: [holder('CI', { all: true })] });
  const withRole = adding(limited, { roles: [roleHolder('Support')] });

  test.each<[string, ApiPlan, readonly ApiPlan[], string]>([
    ['is stopped where RBAC was on in the review and is off now', adding(open), [adding(limited)], 'stops orders'],
    ['is written where RBAC was off in the review, too', adding(open), [adding(open)], 'writes orders'],
    ['is written where RBAC was off in the review and is on now', adding(limited), [adding(open)], 'writes orders'],
    ['is written where RBAC is on again', adding(limited), [adding(limited)], 'writes orders'],
    [
      'is written where one of several comments showed RBAC off',
      adding(open),
      [adding(limited), adding(open)],
      'writes orders',
    ],
    ['is written where no comment was about its API', adding(open), [bills], 'writes orders'],
    ['is stopped where a grant reaches it since the review', withGrant, [adding(limited)], 'stops orders'],
    ['is stopped where a role gives it since the review', withRole, [adding(limited)], 'stops orders'],
    ['is written where fewer get it than in the review', adding(limited), [withGrant], 'writes orders'],
    [
      'that came back since the review is written where it reaches nobody',
      planned([...removing(1), ...adding(limited).changes]),
      [losing],
      'writes orders',
    ],
  ])('%s', (_, now, then, expected) => {
    const reviewed = told(...then.map((plan, index) => merged(index + 1, [plan])));
    expect(outcome(decided({ apis: [now], reviewed }))).toBe(expected);
  });

  test.each<[string, Case, string]>([
    [
      'is stopped under `require`',
      { apis: [adding(open)], reviewed: shown(adding(limited)), stalePlan: 'require' },
      'stops orders',
    ],
    [
      'is written under `warn`, and a notice says so',
      { apis: [adding(open)], reviewed: shown(adding(limited)), stalePlan: 'warn' },
      'writes orders, 1 notice',
    ],
    [
      'stops no other API',
      { apis: [adding(open), bills], reviewed: shown(adding(limited), bills) },
      'writes billing, stops orders',
    ],
    [
      'is no update and no removal that was shown: those are written',
      {
        apis: [planned([...removing(1), change('update', 'a:b')], { admission: open })],
        reviewed: shown(planned([...removing(1), change('update', 'a:b')], { admission: limited })),
      },
      'writes orders',
    ],
  ])('that reaches further than it was shown %s', (_, given, expected) => {
    expect(outcome(decided(given))).toBe(expected);
  });
});

describe('what is stopped is told', () => {
  const showIt =
    'The comment of any pull request that is planned now shows it: merge one, and it is removed. Where no comment can, ' +
    '`stale-plan: warn` in the policy lets it through.';

  test.each<[string, Case, string, string]>([
    [
      'by what would be lost unseen, and by that alone',
      { apis: [clearing('export:legacy', 'share:orders')], reviewed: shown(clearing('export:legacy')) },
      `${orders} would lose \`share:orders\`, which no merged pull request's comment showed.`,
      showIt,
    ],
    [
      'alike where there is no comment at all',
      { apis: [losing], stalePlan: 'require' },
      `${orders} would lose \`read:0\`, which no merged pull request's comment showed.`,
      showIt,
    ],
    [
      'by what GitHub refused',
      { apis: [losing], reviewed: refused },
      `${orders} would lose \`read:0\`, and what was reviewed can't be read. GitHub did not tell.`,
      'Grant it.',
    ],
    [
      'by RBAC that is off since',
      { apis: [adding(open)], reviewed: shown(adding(limited)) },
      `RBAC of ${orders} was on, or its users needed a grant, when its additions were reviewed, and now any user of any first-party application may ask for them.`,
      'Switch RBAC on again in Auth0, or have users need a grant again, and run this again.',
    ],
    [
      'by more who get it',
      { apis: [adding(limited, { roles: [roleHolder('Support')] })], reviewed: shown(adding(limited)) },
      `More get what is added to ${orders} than when it was reviewed: a grant, a role or a setting of the API has changed.`,
      'Undo that in Auth0 and run this again, or have a pull request show it: the comment of any that is planned now does.',
    ],
  ])('%s', (_, given, message, hint) => {
    expect(errorOf(decided(given))).toMatchObject({ code: 'plan-stale', message, hint });
  });

  test('with the reason, however many permissions it is about', () => {
    const removals = { max: 100 };
    const { message } = errorOf(
      decided({ apis: [planned(removing(60))], holds: 1000, removals, stalePlan: 'require' }),
    );
    expect(message).toMatch(/^.{1,300}, which no merged pull request's comment showed\.$/);
  });

  test('alike by the notice under `warn`, an API each', () => {
    const apis = [losing, planned(removing(1), { identifier: billing })];
    const stopped = decided({ apis, reviewed: refused });
    const messages = stopped.kind === 'decided' ? stopped.stopped.map(({ error }) => error.message) : [];
    expect(messages).toHaveLength(2);
    expect(decided({ apis, reviewed: refused, stalePlan: 'warn' }).notices).toEqual(messages);
  });

  test('not at all where the guard alone decides: a notice is', () => {
    expect(decided({ apis: [losing] }).notices).toEqual([
      'No comment of a merged pull request shows what is removed here, so the guard alone decided.',
    ]);
  });
});
