import { expect, test } from '@jest/globals';
import { chooseAnnotations } from '../../src/render/annotations.ts';
import { problem } from './samples.ts';

test('an annotation names its rule, and says what is wrong and what to do', () => {
  expect(chooseAnnotations([problem()])).toEqual([
    {
      severity: 'error',
      file: '.github/permissions.yml',
      line: 12,
      column: 7,
      title: 'Auth0 permissions: reserved-name',
      message: '`email` is reserved by Auth0. Say what it allows, such as `read:email`.',
    },
  ]);
});

test('without a hint the message stands alone', () => {
  const { hint: _, ...bare } = problem();
  expect(chooseAnnotations([bare])[0]?.message).toBe('`email` is reserved by Auth0.');
});

test('ten errors and ten warnings are chosen, in the order of place', () => {
  const severities = ['warning', 'error'] as const;
  const problems = Array.from({ length: 40 }, (_, line) =>
    problem({ line, severity: severities[line % 2] ?? 'error' }),
  );
  const chosen = chooseAnnotations(problems);
  expect(chosen.map(({ line }) => line)).toEqual(Array.from({ length: 20 }, (_, line) => line));
});

test('errors beyond the tenth leave warnings their places', () => {
  const errors = Array.from({ length: 30 }, (_, line) => problem({ line }));
  const chosen = chooseAnnotations([...errors, problem({ line: 99, severity: 'warning' })]);
  expect(chosen).toHaveLength(11);
  expect(chosen.at(-1)).toMatchObject({ line: 99, severity: 'warning' });
});

test('new problems come before those that were there, which take what places are left', () => {
  const old = Array.from({ length: 21 }, (_, line) => problem({ line, severity: 'warning', age: 'old' }));
  const fresh = problem({ line: 99, severity: 'warning', age: 'new' });
  const chosen = chooseAnnotations([...old, fresh]);
  expect(chosen.map(({ line }) => line)).toEqual([99, 0, 1, 2, 3, 4, 5, 6, 7, 8]);
});
