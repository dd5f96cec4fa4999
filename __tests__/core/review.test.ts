import { describe, expect, test } from '@jest/globals';
import type { ApiPlan, Exposure } from '../../src/core/plan.ts';
import { reviewOf, unreviewedIn } from '../../src/core/review.ts';
import { change, planned } from './planned.ts';

const remove = (...names: string[]) => names.map((name) => change('remove', name));
const seen = { removals: [], exposed: false };

function adding(exposure: Exposure | null): ApiPlan {
  return planned([change('add', 'create:orders')], { exposure });
}

describe('what a comment showed', () => {
  test('is reviewed', () => {
    const plan = planned([...remove('read:orders'), change('add', 'a:b')], { exposure: 'open' });
    expect(unreviewedIn(plan, [reviewOf([plan])])).toEqual(seen);
  });

  test.each<[string, ApiPlan[]]>([
    ['nothing', []],
    ['another removal', [planned(remove('cancel:orders'))]],
    ['the removal of another API', [planned(remove('read:orders'), { identifier: 'https://api.example.com/x' })]],
    ['an update of the same permission', [planned([change('update', 'read:orders')])]],
  ])('does not cover a removal where it showed %s', (_name, shown) => {
    const plan = planned(remove('read:orders'));
    expect(unreviewedIn(plan, [reviewOf(shown)])).toEqual({ removals: ['read:orders'], exposed: false });
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

describe('additions that anyone may ask for', () => {
  test.each<[string, Exposure | null, (Exposure | null)[], boolean]>([
    ['only since the review are not reviewed', 'open', ['limited'], true],
    ['as the review showed are', 'open', ['open'], false],
    ['as one of several reviews showed are', 'open', ['limited', 'open'], false],
    ['whose review could not tell are', 'open', [null], false],
    ['no more than in the review are', 'limited', ['open'], false],
    ['without any review are nobody’s to judge here', 'open', [], false],
  ])('%s', (_name, now, then, exposed) => {
    const reviews = then.map((exposure) => reviewOf([adding(exposure)]));
    expect(unreviewedIn(adding(now), reviews).exposed).toBe(exposed);
  });

  test('are not judged where nothing is added', () => {
    const plan = planned([change('update', 'a:b')], { exposure: 'open' });
    const review = reviewOf([planned([change('update', 'a:b')], { exposure: 'limited' })]);
    expect(unreviewedIn(plan, [review]).exposed).toBe(false);
  });
});
