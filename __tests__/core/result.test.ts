import { describe, expect, test } from '@jest/globals';
import { notAudited } from '../../src/core/audit/audit.ts';
import { ActionError, toActionError } from '../../src/core/errors.ts';
import type { ApiOutcome } from '../../src/core/outcome.ts';
import type { ApiPlan, Change } from '../../src/core/plan.ts';
import type { Problem, Severity } from '../../src/core/problem.ts';
import type { Plan } from '../../src/core/report.ts';
import { counts, type Did, type Found, failuresOf, type Ran, resultOf } from '../../src/core/result.ts';
import { limited } from './admissions.ts';
import { apiOf, at, policyFile } from './declared.ts';

const change: Change = { kind: 'add', permission: 'a', before: null, after: '', origin: 'manifest', place: at(7) };

function problem(severity: Severity): Problem {
  return { rule: 'naming-convention', severity, message: 'm', ...at(7) };
}

function planned(identifier: string, ...changes: readonly Change[]): ApiPlan {
  return { identifier, id: 'rs_1', name: null, changes, unmanaged: [], admission: limited };
}

function planOf(apis: readonly ApiPlan[], missing: readonly string[] = []): Plan {
  const absent = missing.map((identifier) => apiOf([], { identifier }));
  return {
    tenant: 't',
    environment: '',
    tenantAsked: true,
    fingerprint: 'f',
    apis,
    missing: absent,
    unknowns: { notRead: [] },
    verdict: { reasons: [], notices: [], label: '', lacking: [] },
    released: [],
  };
}

const applied = (identifier: string): ApiOutcome => ({ status: 'applied', api: planned(identifier, change) });
const unchanged = (identifier: string): ApiOutcome => ({ status: 'unchanged', api: planned(identifier) });
const stale = new ActionError('plan-stale', 'It changed.', 'Run again.');
const rejected = new ActionError('auth0-rejected', 'It is refused.', 'Change it.');
const failed = (identifier: string, error: ActionError): ApiOutcome => ({
  status: 'not-applied',
  api: planned(identifier, change),
  error,
});

type Fields = Partial<Pick<Ran, 'problems' | 'plan' | 'stopped'>> & (Did | { readonly mode?: undefined });

/** Of a plan, where nothing else is said. */
const course = (fields: Fields = {}): Ran => {
  const any = { problems: [], policyShown: { file: policyFile }, stopped: [] };
  return fields.mode === undefined ? { ...any, ...fields, mode: 'plan' } : { ...any, ...fields };
};
const [error, warning] = [problem('error'), problem('warning')];

describe('the failure of a run', () => {
  test.each([
    ['none without problems', course(), 'warning'],
    ['none for a warning', course({ problems: [warning] }), 'error'],
    ['none for an error that shall not fail', course({ problems: [error] }), 'never'],
    ['none for a plan with changes', course({ plan: planOf([planned('a', change)]) }), 'warning'],
    ['none for an apply that found nothing to do', course({ mode: 'apply', outcomes: [unchanged('a')] }), 'error'],
    ['none for warnings in an apply', course({ mode: 'apply', problems: [warning] }), 'never'],
  ] as const)('is %s', (_, run, failOn) => {
    expect(failuresOf(run, failOn)[0]).toBeUndefined();
  });

  const correct = 'Each is shown at its line; correct them and push again.';

  test.each([
    ['an error', course({ problems: [error] }), 'error', '1 error'],
    ['two errors beside a warning', course({ problems: [error, warning, error] }), 'error', '2 errors and 1 warning'],
    ['a warning that shall fail', course({ problems: [warning] }), 'warning', '1 warning'],
    ['an error where warnings fail', course({ problems: [error] }), 'warning', '1 error'],
    ['an error in an apply, whatever shall fail', course({ mode: 'apply', problems: [error] }), 'never', '1 error'],
  ] as const)('is manifest-invalid for %s', (_, run, failOn, found) => {
    expect(failuresOf(run, failOn)[0]).toMatchObject({
      code: 'manifest-invalid',
      message: `The manifest has ${found}.`,
      hint: correct,
    });
  });

  const ofPolicy = (severity: Severity): Problem => ({ ...problem(severity), file: policyFile });

  test.each([
    ['an error in it', [ofPolicy('error')], 'error', '1 error'],
    ['a warning in it that shall fail', [ofPolicy('warning')], 'warning', '1 warning'],
    ['an error in it beside a warning of the manifest', [warning, ofPolicy('error')], 'error', '1 error'],
  ] as const)('is policy-invalid for %s', (_, problems, failOn, found) => {
    expect(failuresOf(course({ problems }), failOn)[0]).toMatchObject({
      code: 'policy-invalid',
      message: `The policy has ${found}.`,
      hint: correct,
    });
  });

  test('is manifest-invalid for errors in both, and counts the manifest’s own', () => {
    expect(failuresOf(course({ problems: [ofPolicy('error'), error] }), 'error')[0]).toMatchObject({
      code: 'manifest-invalid',
      message: 'The manifest has 1 error.',
    });
  });

  test('is policy-invalid for an error in it in an apply, whatever shall fail', () => {
    const run = course({ mode: 'apply', problems: [ofPolicy('error')] });
    expect(failuresOf(run, 'never')[0]).toMatchObject({ code: 'policy-invalid' });
    expect(resultOf(run, failuresOf(run, 'never')[0])).toBe('invalid');
  });

  describe('for who could get what the policy rules out', () => {
    const found = { ...ofPolicy('error'), rule: 'access-expectation' } as const;
    const run = (mode: Exclude<Found['mode'], 'audit'>, severity: Severity) =>
      course({ mode, problems: [{ ...found, severity }] });

    test('is access-violated, though it stands in the policy', () => {
      const failure = failuresOf(run('plan', 'error'), 'error')[0];
      expect(failure).toMatchObject({
        code: 'access-violated',
        message: 'Who could get what is not, or not known to be, as `access` of the policy expects: 1 error.',
      });
      expect(resultOf(run('plan', 'error'), failure)).toBe('invalid');
    });

    test('stops an apply, whatever shall fail', () => {
      const failure = failuresOf(run('apply', 'error'), 'never')[0];
      expect(failure).toMatchObject({ code: 'access-violated', hint: expect.stringMatching(/^Nothing was applied/) });
      expect(resultOf(run('apply', 'error'), failure)).toBe('blocked');
    });

    test('is drift-found alone where drift is looked for, as for what the policy forbids on the tenant', () => {
      const forbidden = { ...error, rule: 'unmanaged-permission' } as const;
      const unmanaged = [{ name: 'legacy:export', description: '' }];
      const plan = planOf([{ ...planned('a'), unmanaged }]);
      const problems = [{ ...found, severity: 'error' }, forbidden] as const;
      const codes = (more: readonly Problem[]) =>
        failuresOf(course({ mode: 'drift', plan, problems: [...problems, ...more] }), 'error').map(({ code }) => code);
      expect(codes([])).toEqual(['drift-found']);
      expect(codes([error])).toEqual(['drift-found', 'manifest-invalid']);
    });

    test('is none for a warning, or where nothing shall fail', () => {
      expect(failuresOf(run('apply', 'warning'), 'error')[0]).toBeUndefined();
      expect(failuresOf(run('plan', 'error'), 'never')[0]).toBeUndefined();
      expect(failuresOf(run('plan', 'warning'), 'warning')[0]).toMatchObject({ code: 'access-violated' });
    });
  });

  test('is what was thrown, whatever else is wrong', () => {
    expect(failuresOf(course({ problems: [error], stopped: [stale] }), 'error')[0]).toBe(stale);
  });

  test.each([
    ['its own of the one API that failed', [failed('a', stale)], stale],
    ['the first of several of one kind', [failed('a', stale), failed('b', stale)], stale],
    ['its own beside APIs where nothing was to do', [unchanged('a'), failed('b', rejected)], rejected],
  ])('is %s', (_, outcomes, failure) => {
    expect(failuresOf(course({ mode: 'apply', outcomes }), 'error')[0]).toBe(failure);
  });

  test.each([
    ['some were applied', [applied('a'), failed('b', stale)], 'Applied to 1 of 2 APIs; not to b (plan-stale).'],
    [
      'they failed for several reasons',
      [failed('a', stale), failed('b', rejected)],
      'Applied to 0 of 2 APIs; not to a (plan-stale), b (auth0-rejected).',
    ],
  ])('is apply-incomplete where %s', (_, outcomes, message) => {
    expect(failuresOf(course({ mode: 'apply', outcomes }), 'error')[0]).toMatchObject({
      code: 'apply-incomplete',
      message,
      hint: 'See each API’s reason, then run again; that is safe, and what was applied is not applied twice.',
    });
  });

  test('is api-not-found for APIs that the tenant does not have', () => {
    expect(failuresOf(course({ plan: planOf([], ['a', 'b']) }), 'never')[0]).toMatchObject({
      code: 'api-not-found',
      message: 'The tenant has no API a, b.',
      hint: 'Create it on the tenant, or correct the identifier; an API is never created here.',
    });
  });

  test.each([
    ['a letter too many', 'https://a.example/orders/', 'https://a.example/orders'],
    ['another case', 'https://a.example/Orders', 'https://a.example/orders'],
    ['another number', 'https://a.example/svc1', 'https://a.example/svc2'],
    ['another name', 'https://a.example/orders', 'https://a.example/refunds'],
  ])('and asks whether what the manifest had before is meant: %s', (what, missing, before) => {
    const plan = { ...planOf([], [missing]), released: ['https://a.example/x', before] };
    const hint = failuresOf(course({ plan }), 'never')[0]?.hint ?? '';
    const asked = hint.startsWith(`Did you mean \`${before}\`, as the manifest had it before? Create it`);
    expect(asked).toBe(what.startsWith('a letter') || what === 'another case');
  });
});

describe('the result', () => {
  const plan = planOf([planned('a', change)]);
  const judge = (run: Ran) => resultOf(run, failuresOf(run, 'error')[0]);

  test.each([
    ['unchanged', 'of a plan without changes', course({ plan: planOf([planned('a')]) })],
    ['unchanged', 'of a validation', course({ mode: 'validate' })],
    ['unchanged', 'of an apply that found nothing to do', course({ mode: 'apply', plan, outcomes: [unchanged('a')] })],
    ['changes', 'of a plan with changes', course({ plan })],
    ['changes', 'of a plan with a warning', course({ plan, problems: [warning] })],
    ['applied', 'of an apply', course({ mode: 'apply', plan, outcomes: [applied('a'), unchanged('b')] })],
    [
      'partial',
      'of an apply of which a part failed',
      course({ mode: 'apply', plan, outcomes: [applied('a'), failed('b', stale)] }),
    ],
    ['invalid', 'of an error, beside changes', course({ plan, problems: [error] })],
    ['invalid', 'of a manifest that is missing', course({ stopped: [new ActionError('manifest-missing', '', '')] })],
    [
      'blocked',
      'of a branch that is not protected',
      course({ stopped: [new ActionError('branch-not-protected', '', '')] }),
    ],
    ['blocked', 'of a commit that was superseded', course({ stopped: [new ActionError('commit-superseded', '', '')] })],
    ['blocked', 'of a plan that is stale', course({ mode: 'apply', plan, outcomes: [failed('a', stale)] })],
    ['failed', 'of an API that Auth0 refused', course({ mode: 'apply', plan, outcomes: [failed('a', rejected)] })],
    ['failed', 'of an API that the tenant does not have', course({ plan: planOf([], ['a']) })],
    ['failed', 'of a bug', course({ stopped: [toActionError(new TypeError('x'))] })],
  ])('is %s %s', (result, _, run) => {
    expect(judge(run)).toBe(result);
  });

  test('is invalid for an error that does not fail the run', () => {
    const run = course({ problems: [error] });
    expect(resultOf(run, failuresOf(run, 'never')[0])).toBe('invalid');
  });
});

describe('the counts', () => {
  const removal: Change = { ...change, kind: 'remove', before: '', after: null };
  const other: ApiPlan = { ...planned('b', removal), unmanaged: [{ name: 'u', description: undefined }] };
  const plan = planOf([planned('a', change, { ...change, kind: 'update' }), other]);

  test.each([
    ['of a plan are its changes', course({ plan }), [1, 1, 1, 1, true]],
    ['of a run without a plan are none', course(), [0, 0, 0, 0, false]],
    [
      'of an apply are the changes that were made',
      course({ mode: 'apply', plan, outcomes: [applied('a'), failed('b', stale)] }),
      [1, 0, 0, 1, true],
    ],
    ['of an apply that did not get to write are none', course({ mode: 'apply', plan }), [0, 0, 0, 1, false]],
  ])('%s', (_, run, [additions, updates, removals, unmanaged, changed]) => {
    expect(counts(run)).toEqual({ additions, updates, removals, unmanaged, changed });
  });
});

describe('whatever was thrown', () => {
  test('is kept where it is ours', () => expect(toActionError(stale)).toBe(stale));

  test.each([
    ['an error', new TypeError('x is not a function'), 'x is not a function'],
    ['text', 'out of luck', 'out of luck'],
    ['nothing', undefined, 'undefined'],
  ])('is a bug of ours where it is %s, with its cause', (_, thrown, said) => {
    expect(toActionError(thrown)).toMatchObject({
      code: 'internal',
      message: `Unexpected error: ${said}`,
      hint: 'This is a bug in Auth0 Permissions. Please report it with the log of this step.',
      cause: thrown,
    });
  });
});

describe('an audit', () => {
  const found = (errors: number, warnings: number, missing: readonly string[] = []) => {
    const { summary, ...audit } = notAudited('t', '');
    return course({ mode: 'audit', audit: { ...audit, summary: { ...summary, errors, warnings, notes: 5 } }, missing });
  };

  test.each([
    ['nothing but notes', found(0, 0), 'warning', undefined],
    ['a warning that shall not fail', found(0, 1), 'error', undefined],
    ['an error that shall not fail', found(1, 0), 'never', undefined],
    ['a warning that shall fail', found(0, 1), 'warning', 'The audit found 1 warning.'],
    ['an error', found(2, 3), 'error', 'The audit found 2 errors and 3 warnings.'],
  ] as const)('with %s', (_, run, failOn, message) => {
    const [failure] = failuresOf(run, failOn);
    expect(failure?.message).toBe(message);
    expect(failure?.code).toBe(message && 'audit-findings');
    expect(resultOf(run, failure)).toBe(message === undefined ? 'unchanged' : 'invalid');
  });

  test('fails for an API of the manifest that the tenant does not have', () => {
    const run = found(0, 0, ['https://x']);
    const [failure] = failuresOf(run, 'never');
    expect(failure).toMatchObject({ code: 'api-not-found', message: 'The tenant has no API https://x.' });
    expect(resultOf(run, failure)).toBe('failed');
  });
});
