import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { arrangeProblems, byAge, compareText, countProblems, type Problem, withAges } from '../../src/core/problem.ts';

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

describe('a problem that was there before', () => {
  const orders = 'https://api.example.com/orders';
  const about = (fields: Partial<Problem> = {}) =>
    problem({
      rule: 'naming-convention',
      message: '"x" is wrong.',
      subject: { api: orders, permission: 'x' },
      ...fields,
    });
  const agesOf = (now: readonly Problem[], before: readonly Problem[]) => withAges(now, before).map(({ age }) => age);

  test.each<[string, Partial<Problem>]>([
    ['where it stood', {}],
    ['on another line', { line: 40, column: 9 }],
    ['in another file', { file: 'b.yml' }],
    ['in other words', { message: '"x" is still wrong.', hint: 'Do better.' }],
  ])('is old %s', (_where, fields) => {
    expect(agesOf([about(fields)], [about()])).toEqual(['old']);
  });

  test.each<[string, Partial<Problem>]>([
    ['rule', { rule: 'broad-permission' }],
    ['API', { subject: { api: 'urn:other', permission: 'x' } }],
    ['permission', { subject: { api: orders, permission: 'X' } }],
    ['subject: the API itself', { subject: { api: orders } }],
    ['severity, as where a limit is passed', { severity: 'warning' }],
  ])('makes none old that has another %s', (_what, fields) => {
    expect(agesOf([about(fields)], [about()])).toEqual(['new']);
  });

  test('makes one old, and not a second that says the same', () => {
    const [first, second] = [about({ line: 3 }), about({ line: 9 })];
    expect(agesOf([first, second], [about()])).toEqual(['old', 'new']);
    expect(agesOf([first, second], [about(), about()])).toEqual(['old', 'old']);
  });

  test('makes that one old which says the very same, whichever comes first', () => {
    const added = about({ line: 3, message: 'The name stands twice; first at b.yml:7.' });
    expect(agesOf([added, about({ line: 9 })], [about()])).toEqual(['new', 'old']);
  });

  test.each<[string, Partial<Problem>, 'old' | 'new']>([
    ['file and words are the same', { line: 9 }, 'old'],
    ['the words are others', { message: 'n' }, 'new'],
    ['the file is another', { file: 'b.yml' }, 'new'],
  ])('about no API makes one old only where %s', (_when, fields, age) => {
    expect(agesOf([problem(fields)], [problem()])).toEqual([age]);
  });

  test('about an API makes none old that is about nothing', () => {
    const { subject: _, ...bare } = about();
    expect(agesOf([bare], [about()])).toEqual(['new']);
  });

  test('of an empty name is not one of the API itself', () => {
    const [named, bare] = [about({ subject: { api: orders, permission: '' } }), about({ subject: { api: orders } })];
    expect(agesOf([named], [bare])).toEqual(['new']);
  });

  const some = fc.array(
    fc
      .record({ line: fc.nat(3), name: fc.constantFrom('x', 'y') })
      .map(({ line, name }) => about({ line, subject: { api: orders, permission: name } })),
  );

  test('makes as many old as there were, and changes nothing else', () => {
    fc.assert(
      fc.property(some, some, (now, before) => {
        const told = withAges(now, before);
        expect(told.map(({ age: _, ...rest }) => rest)).toEqual(now);
        for (const name of ['x', 'y']) {
          const count = (list: readonly Problem[]) => list.filter(({ subject }) => subject?.permission === name).length;
          expect(count(byAge(told).old)).toBe(Math.min(count(now), count(before)));
        }
      }),
    );
  });

  test('is apart from new ones and from those that nobody can tell, each in their order', () => {
    const [fresh, old, untold] = [problem({ age: 'new' }), problem({ age: 'old' }), problem()];
    expect(byAge([old, fresh, untold])).toEqual({ fresh: [fresh, untold], old: [old] });
    expect(byAge([])).toEqual({ fresh: [], old: [] });
  });

  test('in one environment is old, though it is new in another', () => {
    const [fresh, old] = [
      about({ age: 'new' }),
      about({ age: 'old', subject: { api: 'urn:staging', permission: 'x' } }),
    ];
    expect(arrangeProblems([fresh, old])).toEqual([old]);
    expect(arrangeProblems([old, fresh])).toEqual([old]);
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
