import { describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/core/errors.ts';
import { readMarker } from '../../src/core/marker.ts';
import type { ApiPlan } from '../../src/core/plan.ts';
import type { Report } from '../../src/core/report.ts';
import { renderDocument } from '../../src/render/document.ts';
import { renderSummary } from '../../src/render/summary.ts';
import { limited, open } from '../core/admissions.ts';
import { expectGolden } from './golden.ts';
import {
  added,
  api,
  applied,
  commentOf,
  large,
  plan,
  problem,
  removed,
  report,
  samples,
  updated,
  warning,
} from './samples.ts';

const medium = { problems: 25, rest: 'in the plan file' };

describe('a comment is the reviewed document', () => {
  test.each(Object.entries(samples))('of the report "%s"', (name, sample) => {
    expectGolden(`${name}.md`, commentOf(sample));
  });
});

describe('a document gets shorter with its room', () => {
  test.each([
    ['large-full', 6_000],
    ['large-shorter', 3_000],
    ['large-shortest', 2_500],
    ['large-table', 1_000],
    ['large-totals', 700],
  ])('%s fits into %i bytes', (name, limit) => {
    const document = renderDocument(large, { ...medium, limit });
    expect(Buffer.byteLength(document)).toBeLessThanOrEqual(limit);
    expectGolden(`${name}.md`, `${document}\n`);
  });
});

describe('the first line', () => {
  test('names the tenant, the environment and the plan', () => {
    expect(readMarker(commentOf(samples.typical ?? report()))).toEqual({
      tenant: 'acme.eu.auth0.com',
      environment: 'production',
      fingerprint: plan().fingerprint,
    });
  });

  test('has no fingerprint where there is no plan', () => {
    expect(readMarker(commentOf(report({ plan: null })))?.fingerprint).toBe('');
  });
});

describe('a job summary', () => {
  test('is the comment without its marker', () => {
    const comment = commentOf(report({ plan: plan({ apis: [api({ changes: [added('read:orders')] })] }) }));
    const summary = renderSummary(report({ plan: plan({ apis: [api({ changes: [added('read:orders')] })] }) }));
    expect(comment.slice(comment.indexOf('\n') + 1)).toBe(summary);
  });

  test('says of a validation without problems that the manifest is valid', () => {
    expect(renderSummary(report({ mode: 'validate', result: 'unchanged', plan: null }))).toContain(
      'The manifest is valid.',
    );
  });
});

describe('what a reader is told', () => {
  const changed = (admission: ApiPlan['admission']) =>
    api({ admission, changes: [removed('cancel:orders'), added('read:orders')] });

  test('any user of ours may ask for an addition to an API without RBAC', () => {
    expect(comment(changed(open))).toContain(
      '**Any user of any first-party application may ask for `read:orders`.** RBAC is off.',
    );
  });

  test.each([limited, null])('nothing of the kind where the API is %j', (admission) => {
    expect(comment(changed(admission))).not.toMatch(/Any user|Every user|WARNING/);
  });

  test('nothing of the kind where nothing is added', () => {
    expect(comment(api({ admission: open, changes: [removed('cancel:orders')] }))).not.toContain('WARNING');
  });

  test('a removal takes access away, until it is applied', () => {
    expect(comment(changed(limited))).toContain('**Loses access:** whoever holds `cancel:orders`');
    const done = report({
      mode: 'apply',
      result: 'applied',
      plan: plan({ apis: [changed(limited)] }),
      outcomes: [applied(changed(limited))],
    });
    expect(commentOf(done)).not.toContain('Loses access');
  });

  test('four names and more are counted', () => {
    const four = ['a:b', 'a:c', 'a:d', 'a:e'].map((name) => removed(name));
    expect(comment(api({ changes: four }))).toContain('whoever holds one of the 4 removed permissions');
  });

  test('an update from or to no description says so', () => {
    const text = comment(api({ changes: [updated('a:b', ['', 'New']), updated('a:c', ['Old', ''])] }));
    expect(text).toContain('! a:b  (no description)\n!    → New\n! a:c  Old\n!    → (no description)');
  });

  test('a long name does not push the descriptions of the others', () => {
    const text = comment(api({ changes: [added('a:b', 'Short'), added('x'.repeat(60), 'Long')] }));
    expect(text).toContain(`+ a:b  Short\n+ ${'x'.repeat(60)}  Long`);
  });

  test('an API that followed the manifest already when it was read again is not shown as changed', () => {
    const one = api({ changes: [added('read:orders')] });
    const text = commentOf(
      report({
        mode: 'apply',
        result: 'applied',
        plan: plan({ apis: [one] }),
        outcomes: [{ status: 'unchanged', api: one }],
      }),
    );
    expect(text).toContain('Nothing to apply');
  });

  test('more problems than are listed are counted', () => {
    const problems = Array.from({ length: 40 }, (_, line) => problem({ line: line + 1 }));
    const text = commentOf(report({ problems }));
    expect(text).toContain('**40 errors**');
    expect(text).toContain('… and 15 more');
  });

  test('three warnings stand open and four are folded', () => {
    const warnings = (number: number) => commentOf(report({ problems: Array(number).fill(warning) }));
    expect(warnings(3)).not.toContain('<details>');
    expect(warnings(4)).toContain('<details><summary>4 warnings</summary>');
  });

  test('unmanaged permissions are counted where nothing changes', () => {
    const unmanaged = [{ name: 'legacy:export', description: undefined }];
    const text = comment(api({ unmanaged }));
    expect(text).toContain('follows the manifest. 1 unmanaged permission on the tenant (kept).');
    expect(text.trim().split('\n\n')).toHaveLength(2);
  });

  test('an API that is missing is told once, as what failed', () => {
    const failure = new ActionError('api-not-found', '1 API is not on the tenant.', 'Create it.');
    const missing = [{ identifier: 'urn:returns', place: problem(), permissions: [] }];
    const text = commentOf(report({ failure, plan: plan({ missing }) }));
    expect(text).toContain('> [!CAUTION]\n> **Not on the tenant:** `urn:returns`.');
    expect(text).not.toContain('1 API is not on the tenant');
  });

  test('an API that is no longer managed is told even where nothing changes', () => {
    expect(commentOf(report({ plan: plan({ released: ['urn:legacy'] }) }))).toContain('`urn:legacy`');
  });

  test('counts alone still say that any user may ask for what is added', () => {
    const document = renderDocument(report({ plan: plan({ apis: [changed(open)] }) }), { ...medium, limit: 700 });
    expect(document).toContain(
      '**Any user of any first-party application may ask for the added permissions of 1 API.**',
    );
    expect(document).not.toContain('```');
  });

  test.each(['../../../../evil/x.yml', 'a/../x.yml', '..'])(
    'the file %j is no link, it would lead elsewhere',
    (file) => {
      expect(commentOf(report({ problems: [{ ...warning, file }] }))).toContain(`- \`${file}:14\` `);
    },
  );

  test('a run without addresses has no links', () => {
    const origin = { repositoryUrl: '', runUrl: '', commit: '', previous: '', actionUrl: '' };
    expect(commentOf(report({ origin, problems: [warning] }))).not.toContain('](');
  });
});

describe('whatever the report holds, GitHub takes it', () => {
  const huge = (apis: number, changes: number, name: string) =>
    report({
      plan: plan({
        apis: Array.from({ length: apis }, (_, index) =>
          api({
            identifier: `${name}:${index}`,
            changes: Array.from({ length: changes }, (_, at) => added(`${name}:${at}`, name.repeat(10))),
            unmanaged: Array.from({ length: 20 }, (_, at) => ({ name: `x${name}:${at}`, description: name })),
          }),
        ),
        missing: Array.from({ length: 500 }, () => ({
          identifier: name.repeat(100),
          place: problem(),
          permissions: [],
        })),
        released: Array.from({ length: 500 }, () => name.repeat(100)),
      }),
      problems: Array.from({ length: 2000 }, (_, line) =>
        problem({
          line,
          message: name.repeat(2000),
          hint: name.repeat(2000),
          severity: line % 2 ? 'error' : 'warning',
        }),
      ),
      notices: Array.from({ length: 500 }, () => name.repeat(2000)),
    });

  const reports: [string, Report][] = [
    ['a hundred APIs of a thousand changes', huge(100, 1000, 'read')],
    ['emoji', huge(20, 100, '🔐')],
    ['characters that are written out', huge(20, 100, '\u202e')],
    ['backticks', huge(20, 100, '`')],
    ['a thousand APIs', huge(1000, 2, 'read')],
  ];

  test.each(reports)('%s', (_name, sample) => {
    expect(Buffer.byteLength(commentOf(sample))).toBeLessThan(65_536);
    expect(Buffer.byteLength(renderSummary(sample))).toBeLessThan(1_048_576 - 16_384);
  });
});

function comment(one: ReturnType<typeof api>): string {
  return commentOf(report({ plan: plan({ apis: [one] }) }));
}
