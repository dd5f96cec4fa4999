import { expect, test } from '@jest/globals';
import { apiOf, at, declared, foundBy } from '../declared.ts';

test.each([
  ['one character', 'a'],
  ['280 characters', 'a'.repeat(280)],
])('takes a name of %s', (_, name) => {
  expect(foundBy('name-length', apiOf([declared(name)]))).toEqual([]);
});

test.each([
  ['no characters', '', 0],
  ['281 characters', 'a'.repeat(281), 281],
])('refuses a name of %s', (_, name, length) => {
  expect(foundBy('name-length', apiOf([declared(name, '', 7)]))).toEqual([
    {
      rule: 'name-length',
      severity: 'error',
      message: `A name has 1 to 280 characters; this one has ${length}.`,
      ...at(7),
    },
  ]);
});
