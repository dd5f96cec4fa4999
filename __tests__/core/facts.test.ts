/** What a run said becomes a report, which has of its mode's own what that mode can have. */
import { describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/core/errors.ts';
import { type Fact, type Frame, reportOf } from '../../src/core/facts.ts';
import type { Imported } from '../../src/core/imported.ts';
import type { ApiOutcome } from '../../src/core/outcome.ts';
import type { Mode, Report } from '../../src/core/report.ts';
import { added, api, applied, plan, problem } from '../render/samples.ts';

const frame: Frame = {
  ...{ tenant: 't', environment: '', failOn: 'error', ended: '2026-11-23 14:05 UTC' },
  origin: { repositoryUrl: 'u', runUrl: 'r', commit: 'c', actionUrl: 'a' },
};
const changing = api({ changes: [added('read:orders')] });
const policyShown = { file: 'policy.yml', central: false, changes: [], exceptions: [] };
const imported: Imported = { files: [], apis: [], leftOut: [], differences: [] };
const override = { pullRequest: 7, label: 'allow', by: 'mona' };
const error = (code: ConstructorParameters<typeof ActionError>[0]) => new ActionError(code, code, '');

/** All that can be said, by whichever mode. */
const all: Fact[] = [
  { kind: 'judged', problems: [problem({ severity: 'warning', line: 9 })], policyShown, notices: ['judged'] },
  { kind: 'attempted', previous: 'p' },
  {
    ...{ kind: 'planned', plan: plan({ apis: [changing] }), problems: [problem({ severity: 'warning', line: 2 })] },
    ...{ exceptions: [], previous: 'q', remembered: false, notices: ['planned'] },
  },
  { kind: 'reviewed', reviewed: { kind: 'told', merged: [{ number: 7, labels: [] }], single: true } },
  { kind: 'decided', decision: { kind: 'decided', write: [changing], stopped: [], notices: ['decided'] } },
  { kind: 'lifted', override, notices: ['lifted'] },
  { kind: 'begun', record: { number: 3, additions: new Map() }, notices: ['begun'] },
  { kind: 'written', outcomes: [applied(changing)] },
  { kind: 'imported', imported, notices: ['imported'] },
];

function said(mode: Mode, facts: readonly Fact[] = all): Report {
  return reportOf([{ kind: 'chosen', mode }, ...facts], frame);
}

describe('the report', () => {
  const own = ['outcomes', 'merged', 'record', 'attempted', 'override', 'imported'];

  test.each<[Mode, string[]]>([
    ['validate', []],
    ['plan', []],
    ['drift', []],
    ['apply', ['outcomes', 'merged', 'record', 'attempted', 'override']],
    ['import', ['imported']],
  ])('of the mode %s has nothing of another’s', (mode, has) => {
    const report = said(mode);
    expect(report.mode).toBe(mode);
    expect(own.filter((name) => name in report)).toEqual(has);
  });

  test('of a plan is asked neither for outcomes nor for what was imported', () => {
    const asked = (report: Report): readonly (readonly ApiOutcome[] | undefined)[] => [
      // @ts-expect-error nothing but an apply has outcomes
      report.outcomes,
      report.mode === 'apply' ? report.outcomes : undefined,
      // @ts-expect-error what is no apply has none either
      report.mode === 'apply' ? undefined : report.outcomes,
    ];
    expect(asked(said('plan'))).toEqual([undefined, undefined, undefined]);
  });

  test('of a run that ended before it chose is that of a plan', () => {
    expect(reportOf([{ kind: 'stopped', error: error('input-invalid') }], frame)).toMatchObject({
      mode: 'plan',
      result: 'failed',
      remembered: true,
    });
  });

  test('has the problems of both judgements by their place, and every notice in the order of the run', () => {
    const report = said('apply');
    expect(report.problems.map(({ line }) => line)).toEqual([2, 9]);
    expect(report.notices).toEqual(['judged', 'planned', 'decided', 'lifted', 'begun', 'imported']);
  });

  test('has the first failure, and all others beside it', () => {
    const report = said('plan', [
      { kind: 'stopped', error: error('github-unavailable') },
      { kind: 'stopped', error: error('auth0-unauthorized') },
    ]);
    expect([report.failure, ...report.alsoFailed].map((one) => one?.code)).toEqual([
      'github-unavailable',
      'auth0-unauthorized',
    ]);
  });

  test.each<[string, Mode, object]>([
    ['of an apply that it ended', 'apply', { commit: 'c', previous: 'q', time: '2026-11-23 14:05 UTC' }],
    ['of a plan no time', 'plan', { commit: 'c', previous: 'q' }],
    ['of an import no commit', 'import', { commit: '', previous: 'q' }],
  ])('says where it comes from: %s', (_what, mode, origin) => {
    const { repositoryUrl, runUrl, actionUrl, ...rest } = said(mode).origin;
    expect(rest).toEqual(origin);
  });

  test('of an apply that never planned has what it was about to replace', () => {
    expect(said('apply', [{ kind: 'attempted', previous: 'p' }]).origin.previous).toBe('p');
  });

  test('of an import has the notices of its last judgement alone', () => {
    const judged = (notice: string): Fact => ({ kind: 'judged', problems: [], policyShown, notices: [notice] });
    expect(said('import', [judged('before'), judged('after')]).notices).toEqual(['after']);
  });
});
