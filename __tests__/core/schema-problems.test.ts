import { describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { type Expectations, schemaProblems } from '../../src/core/schema-problems.ts';
import { documentOf } from './manifest-text.ts';

const expected: Expectations = {
  keysAt: (path) => (path.length === 0 ? ['size', 'list'] : ['inner']),
  shapeAt: (path) => `what belongs at ${JSON.stringify(path)}`,
};

/** Each problem as `line:column message | hint`. */
function problems(schema: z.ZodType, text: string): string[] {
  const document = documentOf(text);
  const { error } = schema.safeParse(document.value);
  return error
    ? schemaProblems(document, error, expected).map(
        ({ line, column, message, hint }) => `${line}:${column} ${message}${hint ? ` | ${hint}` : ''}`,
      )
    : [];
}

const size = z.strictObject({ size: z.number().max(9) });

describe('a value', () => {
  test.each([
    ['text', 'size: abc', 'the text "abc"'],
    ['empty text', 'size: ""', 'empty text'],
    ['a number out of bounds', 'size: 10', 'the number 10'],
    ['a boolean', 'size: false', 'the boolean false'],
    ['null', 'size: null', 'empty'],
    ['a list', 'size: [1]', 'a list'],
    ['a map', 'size: {a: 1}', 'a map'],
  ])('that is %s is said to be it', (_, text, found) => {
    expect(problems(size, text)).toEqual([`1:7 \`size\` must be what belongs at ["size"]; it is ${found}.`]);
  });

  test('that fits is no problem', () => {
    expect(problems(size, 'size: 9')).toEqual([]);
  });

  test('that is missing is said at the map that lacks it', () => {
    const nested = z.strictObject({ list: z.array(size) });
    expect(problems(nested, 'list:\n  - {}')).toEqual([
      '2:5 `size` is missing. | Expected what belongs at ["list",0,"size"].',
    ]);
  });

  test('in a list is called by its number, from one', () => {
    const list = z.strictObject({ list: z.array(z.number()) });
    expect(problems(list, 'list: [1, a]')).toEqual([
      '1:11 Entry 2 of `list` must be what belongs at ["list",1]; it is the text "a".',
    ]);
  });

  test('of the whole file is called the file', () => {
    expect(problems(size, '[]')).toEqual(['1:1 The file must be what belongs at []; it is an empty list.']);
    expect(problems(z.array(size), '[1]')).toEqual([
      '1:2 Entry 1 of `the list` must be what belongs at [0]; it is the number 1.',
    ]);
  });
});

describe('an unknown key', () => {
  test('is said at its own place, one problem each, with what was probably meant', () => {
    expect(problems(size, 'size: 1\nsice: 2\nfoo: 3')).toEqual([
      '2:1 Unknown key `sice`. | Did you mean `size`?',
      '3:1 Unknown key `foo`. | Known are `size` and `list`.',
    ]);
  });
});

describe('a required key that is misspelt', () => {
  const nested = z.strictObject({ size: z.number(), list: z.array(z.strictObject({ inner: z.string() })) });

  test('is one problem, in each map on its own', () => {
    expect(problems(nested, 'sice: 1\nlist: [{iner: a}, {}, {foo: a}]')).toEqual([
      '2:9 Unknown key `iner`. | Did you mean `inner`?',
      '2:19 `inner` is missing. | Expected what belongs at ["list",1,"inner"].',
      '2:23 `inner` is missing. | Expected what belongs at ["list",2,"inner"].',
      '2:24 Unknown key `foo`. | Known are `inner`.',
      '1:1 Unknown key `sice`. | Did you mean `size`?',
    ]);
  });

  test('is two where the key is there, too, and has the wrong type', () => {
    expect(problems(size, 'size: a\nsice: 1')).toEqual([
      '1:7 `size` must be what belongs at ["size"]; it is the text "a".',
      '2:1 Unknown key `sice`. | Did you mean `size`?',
    ]);
  });
});

describe('of alternatives', () => {
  const either = z.strictObject({ size: z.union([z.number(), z.strictObject({ inner: z.string() })]) });

  test('the one whose type fits is judged', () => {
    expect(problems(either, 'size: {inner: 1, outer: 2}')).toEqual([
      '1:15 `inner` must be what belongs at ["size","inner"]; it is the number 1.',
      '1:18 Unknown key `outer`. | Known are `inner`.',
    ]);
  });

  test('none is judged where no type fits', () => {
    expect(problems(either, 'size: x')).toEqual(['1:7 `size` must be what belongs at ["size"]; it is the text "x".']);
  });
});
