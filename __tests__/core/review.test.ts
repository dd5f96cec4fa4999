import { describe, expect, test } from '@jest/globals';
import type { ApiPlan } from '../../src/core/plan.ts';
import type { Reach } from '../../src/core/reach/reach.ts';
import { carriedReview, type Review, reviewOf, unreviewedIn } from '../../src/core/review.ts';
import { closed, holder, limited, nobody, open, roleHolder } from './admissions.ts';
import { change, planned, removing } from './planned.ts';

const remove = (...names: string[]) => names.map((name) => change('remove', name));
const seen = { removals: [], reach: 'as shown' };

function adding(admission: ApiPlan['admission'], impact: Partial<Reach> = {}): ApiPlan {
  return planned([change('add', 'create:orders', { impact: { ...nobody, ...impact } })], { admission });
}

describe('what a comment showed', () => {
  test('is reviewed', () => {
    const plan = planned([...remove('read:orders'), change('add', 'a:b')], { admission: open });
    expect(unreviewedIn(plan, [reviewOf([plan])])).toEqual(seen);
  });

  test.each<[string, ApiPlan[]]>([
    ['nothing', []],
    ['another removal', [planned(remove('cancel:orders'))]],
    ['the removal of another API', [planned(remove('read:orders'), { identifier: 'https://api.example.com/x' })]],
    ['an update of the same permission', [planned([change('update', 'read:orders')])]],
  ])('does not cover a removal where it showed %s', (_name, shown) => {
    const plan = planned(remove('read:orders'));
    expect(unreviewedIn(plan, [reviewOf(shown)])).toEqual({ removals: ['read:orders'], reach: 'as shown' });
  });

  test('may be spread over the comments of several pull requests', () => {
    const plan = planned(remove('a:b', 'c:d', 'e:f'));
    const reviews = [planned(remove('a:b')), planned(remove('c:d'))].map((one) => reviewOf([one]));
    expect(unreviewedIn(plan, reviews).removals).toEqual(['e:f']);
  });

  test('holds no name in clear, so that none can break the comment', () => {
    const text = JSON.stringify(reviewOf([planned(remove('--> <img>'))]));
    expect(text).not.toMatch(/[<>]/);
    expect(text).toMatch(/"removals":\["[0-9a-f]{16}"\]/);
  });

  test('says nothing of APIs that do not change', () => {
    expect(reviewOf([planned([])])).toEqual({});
  });
});

test.each<[string, number, boolean]>([
  ['carries the review of removals by the hundred', 1500, true],
  ['carries none of removals by the thousand', 1700, false],
])('a comment %s', (_, count, isCarried) => {
  const apis = [planned(removing(count))];
  expect(carriedReview(apis)).toEqual(isCarried ? reviewOf(apis) : undefined);
});

describe('additions that any user may ask for', () => {
  test.each<[string, ApiPlan['admission'], ApiPlan['admission'][], string]>([
    ['only since the review are not reviewed', open, [limited], 'open'],
    ['since a review of an API that let nobody in are not reviewed', open, [closed], 'open'],
    ['as the review showed are', open, [open], 'as shown'],
    ['as one of several reviews showed are', open, [limited, open], 'as shown'],
    ['whose review could not tell are', open, [null], 'as shown'],
    ['no more than in the review are', limited, [open], 'as shown'],
    ['without any review are nobody’s to judge here', open, [], 'as shown'],
  ])('%s', (_name, now, then, reach) => {
    const reviews = then.map((admission) => reviewOf([adding(admission)]));
    expect(unreviewedIn(adding(now), reviews).reach).toBe(reach);
  });

  test('are not judged where nothing is added', () => {
    const plan = planned([change('update', 'a:b')], { admission: open });
    const review = reviewOf([planned([change('update', 'a:b')], { admission: limited })]);
    expect(unreviewedIn(plan, [review]).reach).toBe('as shown');
  });
});

describe('additions that somebody else gets', () => {
  const users = { as: 'its-users' } as const;
  const byRole = { ...users, byRole: true } as const;
  const all = { all: true } as const;

  test.each<[string, Partial<Reach>, Partial<Reach>, string]>([
    ['as the review showed are reviewed', { grants: [holder('CI', all)] }, { grants: [holder('CI', all)] }, 'as shown'],
    ['only since are not', { grants: [holder('CI', all)] }, {}, 'wider'],
    [
      'by another way are not',
      { grants: [holder('CI', { ...all, as: 'anyone' })] },
      { grants: [holder('CI', all)] },
      'wider',
    ],
    [
      'by name, where the review showed all, are',
      { grants: [holder('CI')] },
      { grants: [holder('CI', all)] },
      'as shown',
    ],
    [
      'by all, where the review showed a name, are not',
      { grants: [holder('CI', all)] },
      { grants: [holder('CI')] },
      'wider',
    ],
    [
      'without a role since RBAC is off are not',
      { grants: [holder('Shop', users)] },
      { grants: [holder('Shop', byRole)] },
      'wider',
    ],
    [
      'only by role since RBAC is on are',
      { grants: [holder('Shop', byRole)] },
      { grants: [holder('Shop', users)] },
      'as shown',
    ],
    [
      'by every third-party application since are not',
      { grants: [holder('', { application: null })] },
      { grants: [holder('CI')] },
      'wider',
    ],
    ['by a role that holds them since are not', { roles: [roleHolder('Support')] }, {}, 'wider'],
    [
      'by fewer than in the review are',
      {},
      { grants: [holder('CI', all)], roles: [roleHolder('Support')] },
      'as shown',
    ],
    ['by a grant without effect are', { grants: [holder('CI', { effective: false })] }, {}, 'as shown'],
    ['by nobody knows whom are', { unread: ['grants'], grants: [] }, {}, 'as shown'],
    ['as nobody knew in the review are', { grants: [holder('CI', all)] }, { unread: ['grants'] }, 'as shown'],
  ])('%s', (_name, now, then, reach) => {
    expect(unreviewedIn(adding(limited, now), [reviewOf([adding(limited, then)])]).reach).toBe(reach);
  });

  test('and are spread over the comments of several pull requests are reviewed', () => {
    const [ci, job] = ['CI', 'Job'].map((name) => holder(name, all));
    const reviews = [ci, job].flatMap((one) => (one ? [reviewOf([adding(limited, { grants: [one] })])] : []));
    const now = adding(limited, { grants: [ci, job].flatMap((one) => one ?? []) });
    expect(unreviewedIn(now, reviews).reach).toBe('as shown');
  });

  test('are not judged by a comment of an older version, which did not know them', () => {
    const [key = ''] = Object.keys(reviewOf([adding(limited)]));
    const older: Review = { [key]: { exposure: 'limited', removals: [] } };
    expect(unreviewedIn(adding(limited, { grants: [holder('CI', all)] }), [older]).reach).toBe('as shown');
    expect(unreviewedIn(adding(open), [older]).reach).toBe('open');
  });

  test('are one digest each, however many permissions a grant of all brings', () => {
    const impact = { ...nobody, grants: [holder('CI', all)] };
    const many = planned(Array.from({ length: 900 }, (_, index) => change('add', `a:${index}`, { impact })));
    expect(Object.values(reviewOf([many]))[0]?.reach).toHaveLength(1);
  });
});
