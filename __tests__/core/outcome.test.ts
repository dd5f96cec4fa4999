import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/core/errors.ts';
import { type ApiOutcome, endedOf, matchOutcome } from '../../src/core/outcome.ts';
import { planned } from './planned.ts';

const [one, two, three] = ['a', 'b', 'c'].map((identifier) => planned([], { identifier }));
const applied = { status: 'applied', api: one ?? planned([]) } as const;
const unchanged = { status: 'unchanged', api: two ?? planned([]) } as const;
const left = { status: 'not-applied', api: three ?? planned([]), error: new ActionError('internal', '', '') } as const;

describe('what became of an API', () => {
  test.each<[ApiOutcome, string]>([
    [applied, 'applied a'],
    [unchanged, 'unchanged b'],
    [left, 'left c'],
  ])('is answered by its own case: %j', (outcome, answer) => {
    const cases = {
      applied: ({ api }: ApiOutcome) => `applied ${api.identifier}`,
      unchanged: ({ api }: ApiOutcome) => `unchanged ${api.identifier}`,
      'not-applied': ({ api }: ApiOutcome) => `left ${api.identifier}`,
    };
    expect(matchOutcome(outcome, cases)).toBe(answer);
  });

  test('needs an answer for every case', () => {
    // @ts-expect-error one that says nothing of an API that was not written
    expect(() => matchOutcome(left, { applied: () => '', unchanged: () => '' })).toThrow(TypeError);
  });

  test('is asked by that one function alone', () => {
    const root = new URL('../../', import.meta.url);
    const asks =
      /\bstatus\s*[!=]==?\s*'(applied|unchanged|not-applied)'|case '(unchanged|not-applied)'|\bstatus\]|'status' in/;
    const files = globSync('src/**/*.ts', { cwd: root }).map((path) => path.replaceAll('\\', '/'));
    const asking = files.filter((file) => asks.test(readFileSync(new URL(file, root), 'utf8')));
    expect(asking).toEqual(['src/core/outcome.ts']);
  });
});

test('how an apply ended counts what was written and what was not, each in its order, and no API that followed already', () => {
  const again = { ...left, sent: true } as const;
  expect(endedOf([left, applied, unchanged, again])).toEqual({ applied: [applied], left: [left, again] });
});
