import { describe, expect, test } from '@jest/globals';
import { driftAdvice, driftFingerprint, driftOf, driftWords, hasDrift } from '../../src/core/drift.ts';
import type { Plan } from '../../src/core/report.ts';
import { failuresOf, resultOf } from '../../src/core/result.ts';
import { added, api, plan, problem, removed, updated } from '../render/samples.ts';
import { open } from './admissions.ts';

const unmanaged = [{ name: 'legacy:export', description: 'Everything' }];
const held = api({ unmanaged });
const forbidden = problem({ rule: 'unmanaged-permission' });
const restored = api({ changes: [updated('read:orders', ['Edited', 'View'], 'drift'), added('a:b', '', 'drift')] });
const pending = api({ changes: [added('create:orders'), removed('cancel:orders')] });
const missing = [{ identifier: 'urn:returns', place: problem(), permissions: [] }];

describe('drift', () => {
  test.each([
    ['nothing where the tenant follows the manifest', plan(), [], [0, 0, 0], []],
    ['nothing without a plan', undefined, [forbidden], [0, 0, 0], []],
    ['nothing of what is unmanaged and may be', plan({ apis: [held] }), [], [0, 0, 0], []],
    ['what is unmanaged and forbidden', plan({ apis: [held] }), [forbidden], [0, 0, 1], ['1 unmanaged']],
    ['what was changed on the tenant', plan({ apis: [restored] }), [], [2, 0, 0], ['2 to restore']],
    ['what was never applied', plan({ apis: [pending] }), [], [0, 2, 0], ['2 not applied yet']],
    [
      'all of it together',
      plan({ apis: [restored, pending, held] }),
      [forbidden],
      [2, 2, 1],
      ['2 to restore', '2 not applied yet', '1 unmanaged'],
    ],
  ] as const)('is %s', (_, of, problems, [ofTenant, ofManifest, ofPolicy], words) => {
    const found = { plan: of, problems };
    expect(driftOf(found)).toEqual({
      removed: 0,
      restored: ofTenant,
      pending: ofManifest,
      forbidden: ofPolicy,
      access: 0,
    });
    expect(driftWords(found)).toEqual(words);
    expect([hasDrift(found), driftAdvice(found).length > 0]).toEqual([words.length > 0, words.length > 0]);
  });

  test('is who could get what although the policy rules it out; a warning is none', () => {
    const found = (severity: 'error' | 'warning') => ({
      plan: plan(),
      problems: [problem({ rule: 'access-expectation', severity })],
    });
    expect(driftWords(found('error'))).toEqual(['1 not as access expects']);
    expect(driftAdvice(found('error'))).toEqual([expect.stringContaining('Change in Auth0 who could get')]);
    expect([hasDrift(found('error')), hasDrift(found('warning'))]).toEqual([true, false]);
  });

  test('is worth telling where an API is missing, too', () => {
    expect(hasDrift({ plan: plan({ missing }), problems: [] })).toBe(true);
  });
});

describe('the fingerprint of what is told', () => {
  const print = (fields: Partial<Plan>) => driftFingerprint(plan(fields), []);
  const other = api({ identifier: 'urn:other' });

  test('does not depend on the order of APIs and unmanaged permissions', () => {
    const two = [...unmanaged, { name: 'a:b', description: '' }];
    const forth = print({ apis: [api({ unmanaged: two }), other] });
    expect(print({ apis: [other, api({ unmanaged: two.toReversed() })] })).toBe(forth);
    expect(forth).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each<[string, string]>([
    ['other changes', print({ fingerprint: 'other' })],
    ['another unmanaged permission', print({ apis: [held] })],
    ['another exposure', print({ apis: [api({ admission: open })] })],
    ['a missing API', print({ missing })],
    ['a policy that forbids what is unmanaged', driftFingerprint(plan(), [forbidden])],
    ['somebody who could get what they must not', driftFingerprint(plan(), [problem({ rule: 'access-expectation' })])],
  ])('is another one for %s', (_, fingerprint) => {
    expect(fingerprint).not.toBe(print({}));
  });
});

describe('a run that looks for drift', () => {
  const judge = (of: Plan, problems = [problem()]) => {
    const course = { mode: 'drift', plan: of, problems, policyShown: { file: '' }, stopped: [] } as const;
    const [failure] = failuresOf(course, 'error');
    return { failure, result: resultOf(course, failure) };
  };

  test('fails for it, before all that is wrong with the manifest, and says what to do', () => {
    const { failure, result } = judge(plan({ apis: [restored, held], missing }), [forbidden, problem()]);
    expect([failure?.code, result]).toEqual(['drift-found', 'changes']);
    expect(failure?.message).toBe('acme.eu.auth0.com differs from the manifest: 2 to restore, 1 unmanaged.');
    expect(failure?.hint).toMatch(/Declare what is unmanaged.*merge a change of the manifest.*`mode: apply`/);
  });

  test('fails for who could get what they must not, whatever `fail-on` says', () => {
    const { failure, result } = judge(plan(), [problem({ rule: 'access-expectation' })]);
    expect([failure?.code, result]).toEqual(['drift-found', 'changes']);
  });

  test.each([
    ['errors of the manifest where nothing drifts', plan(), [problem()], 'manifest-invalid', 'invalid'],
    ['an API that is missing where nothing else drifts', plan({ missing }), [], 'api-not-found', 'failed'],
    ['nothing where nothing drifts', plan({ apis: [held] }), [], undefined, 'unchanged'],
  ] as const)('fails for %s', (_, of, problems, code, result) => {
    const judged = judge(of, [...problems]);
    expect([judged.failure?.code, judged.result]).toEqual([code, result]);
  });
});

test('a plan does not fail for drift', () => {
  const course = {
    mode: 'plan',
    plan: plan({ apis: [restored] }),
    problems: [],
    policyShown: { file: '' },
    stopped: [],
  } as const;
  expect(failuresOf(course, 'error')).toEqual([]);
});

test('what is unmanaged and to be removed is not called restored', () => {
  const removal = {
    kind: 'remove',
    permission: 'a:b',
    before: '',
    after: null,
    origin: 'drift',
    place: { file: 'm.yml', line: 1, column: 1 },
  } as const;
  const found = { plan: plan({ apis: [api({ changes: [removal] })] }), problems: [] };
  expect(driftWords(found)).toEqual(['1 to remove']);
  expect(driftAdvice(found)).toHaveLength(2);
});
