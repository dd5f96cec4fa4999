import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { arrangeProblems, compareText, countProblems, type Problem } from '../../src/core/problem.ts';

function problem(fields: Partial<Problem> = {}): Problem {
  return { rule: 'schema', severity: 'error', message: 'm', file: 'a.yml', line: 1, column: 1, ...fields };
}

describe('arranged problems', () => {
  const sorted = [
    problem({ file: 'B.yml', line: 9 }),
    problem({ rule: 'naming-convention', column: 2, severity: 'warning' }),
    problem({ rule: 'reserved-name', column: 2 }),
    problem({ column: 10 }),
    problem({ line: 2 }),
    problem({ line: 10 }),
    problem({ file: 'b.yml' }),
  ];

  test('stand by file, line, column and rule, in whatever order they came', () => {
    const shuffled = fc.shuffledSubarray(sorted, { minLength: sorted.length, maxLength: sorted.length });
    fc.assert(fc.property(shuffled, (problems) => expect(arrangeProblems(problems)).toEqual(sorted)));
  });

  test.each([
    ['another message', { message: 'n' }],
    ['another rule', { rule: 'syntax' }],
    ['another line', { line: 2 }],
  ] as const)('with %s are both kept', (_, fields) => {
    expect(arrangeProblems([problem(), problem(fields)])).toHaveLength(2);
  });

  test('that say the same thing of the same place are one', () => {
    expect(arrangeProblems([problem(), problem()])).toEqual([problem()]);
  });
});

test('errors and warnings are counted', () => {
  expect(countProblems([problem(), problem({ severity: 'warning' }), problem()])).toEqual({ errors: 2, warnings: 1 });
  expect(countProblems([])).toEqual({ errors: 0, warnings: 0 });
});

test.each([
  ['a', 'b', -1],
  ['b', 'a', 1],
  ['a', 'a', 0],
  ['', 'a', -1],
  ['Z', 'a', -1],
  ['z', 'ä', -1],
  ['a10', 'a2', -1],
])('%j compared with %j is %d, by code units', (a, b, order) => {
  expect(compareText(a, b)).toBe(order);
});
