import { describe, expect, test } from '@jest/globals';
import type { Report } from '../../src/core/report.ts';
import { renderSummary } from '../../src/render/summary.ts';
import { added, api, commentOf, plan, problem, report } from './samples.ts';

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
