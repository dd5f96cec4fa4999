import { describe, expect, test } from '@jest/globals';
import { didYouMean, listWords, nearest } from '../../src/core/spelling.ts';

const known = ['identifier', 'name', 'permissions'];

describe('the nearest word', () => {
  test.each([
    ['identifer', 'identifier'],
    ['identifier', 'identifier'],
    ['IDENTIFIER', 'identifier'],
    ['nam', 'name'],
    ['names', 'name'],
    ['permision', 'permissions'],
    ['permiss', 'permissions'],
    ['nmae', 'name'],
    ['pe', undefined],
    ['nayy', undefined],
    ['', undefined],
    ['description', undefined],
    ['constructor', undefined],
    ['identifier'.repeat(11), undefined],
  ])('to %j is %j', (word, candidate) => {
    expect(nearest(word, known)).toBe(candidate);
  });

  test.each([
    ['one edit in a short word', 'pla', 'plan'],
    ['three edits in nine letters', 'abcdefxyz', 'abcdefghi'],
  ])('may be %s away', (_, word, candidate) => {
    expect(nearest(word, [candidate])).toBe(candidate);
  });

  test.each([
    ['two edits in a short word', 'pl', 'plan'],
    ['four edits in nine letters', 'abcdewxyz', 'abcdefghi'],
  ])('may not be %s away', (_, word, candidate) => {
    expect(nearest(word, [candidate])).toBeUndefined();
  });

  test('is the one of which two letters were swapped, before one that is as many edits away', () => {
    expect(nearest('mxa-length', ['min-length', 'max-length'])).toBe('max-length');
  });

  test.each(['Resource.Acton', 'Resource.Act'])(
    'to %s is the one in the same case, where two differ in case alone',
    (word) => {
      expect(nearest(word, ['resource.action', 'Resource.Action'])).toBe('Resource.Action');
    },
  );

  test('is none where nothing is known', () => {
    expect(nearest('a', [])).toBeUndefined();
  });

  test('may be written with capitals', () => {
    expect(nearest('production', ['Production'])).toBe('Production');
  });
});

test.each([
  ['names the word that is near', 'nam', ['name'], 'Did you mean `name`?'],
  ['lists what is known where none is near', 'tenant', known, 'Known are `identifier`, `name` and `permissions`.'],
  ['lists one word', 'tenant', ['name'], 'Known are `name`.'],
])('a hint %s', (_, word, words, hint) => {
  expect(didYouMean(word, words)).toBe(hint);
});

test.each([
  [[], ''],
  [['a'], '`a`'],
  [['a', 'b'], '`a` and `b`'],
  [['a', 'b', 'c'], '`a`, `b` and `c`'],
])('the words %j are listed as %s', (words, listed) => {
  expect(listWords(words)).toBe(listed);
});
