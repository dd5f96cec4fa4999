import { expect, test } from '@jest/globals';
import { apiOf, at, declared, foundBy } from '../declared.ts';

const allowed = Array.from({ length: 0x7f - 0x21 }, (_, index) => String.fromCharCode(0x21 + index)).filter(
  (character) => character !== '"' && character !== '\\',
);

test('takes every character an OAuth scope may have', () => {
  expect(allowed).toHaveLength(92);
  expect(foundBy('invalid-character', apiOf([declared(allowed.join(''))]))).toEqual([]);
});

test.each([
  ['a space', 'read orders', 'a space'],
  ['a space at the end', 'read:orders ', 'a space'],
  ['a double quote', 'read:"orders"', 'a double quote'],
  ['a backslash', 'read\\orders', 'a backslash'],
  ['a line break', 'read:\norders', 'U+000A'],
  ['NUL', '\u0000', 'U+0000'],
  ['DEL, right behind the last one allowed', 'a\u007f', 'U+007F'],
  ['an umlaut', 'read:größe', 'U+00F6'],
  ['a letter that looks Latin and is Cyrillic', 'reаd:orders', 'U+0430'],
  ['a zero-width space', 'read:\u200borders', 'U+200B'],
  ['an emoji, as one character', 'read:🔐', 'U+1F510'],
  ['half a surrogate pair', 'read:\ud83d', 'U+D83D'],
])('refuses %s', (_, name, character) => {
  expect(foundBy('invalid-character', apiOf([declared(name, '', 7)]))).toEqual([
    {
      rule: 'invalid-character',
      severity: 'error',
      message: `${JSON.stringify(name)} holds ${character}, which can't stand in an OAuth scope.`,
      hint: 'Use printable ASCII without spaces, double quotes and backslashes (RFC 6749, section 3.3).',
      ...at(7),
    },
  ]);
});

test('names the first of several once', () => {
  const found = foundBy('invalid-character', apiOf([declared('a b"c\\d')]));
  expect(found.map(({ message }) => message)).toEqual([
    `"a b\\"c\\\\d" holds a space, which can't stand in an OAuth scope.`,
  ]);
});
