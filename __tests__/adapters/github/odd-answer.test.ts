/** Apart from the other tests of answers: these load nothing that gives zod a language, as the bundle doesn't. */
import { describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { OddAnswer, readAnswer } from '../../../src/adapters/github/answers.ts';

const shape = z.object({
  state: z.enum(['open', 'closed']),
  head: z.object({ sha: z.string().check(z.minLength(1)) }),
});

describe('an answer of another shape', () => {
  test.each([
    ['another type', { state: 'open', head: [] }, 'head: expected object, received array'],
    ['a type that is missing', { state: 'open', head: {} }, 'head.sha: expected string'],
    [
      'an empty text',
      { state: 'open', head: { sha: '' } },
      'head.sha: Too small: expected string to have >=1 characters',
    ],
    ['a word that is none', { state: 'gone' }, 'state: Invalid option: expected one of "open"|"closed"'],
    ['no object at all', '<html>', 'expected object, received string'],
  ])('is said in words, such as %s', (_what, data, words) => {
    expect(() => readAnswer(data, shape)).toThrow(
      new OddAnswer(`the answer has another shape than GitHub documents (${words})`),
    );
  });
});
