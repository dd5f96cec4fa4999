import { expect, test } from '@jest/globals';
import { apiOf, at, declared, foundBy } from '../declared.ts';

test.each([
  ['no characters', ''],
  ['500 characters', 'x'.repeat(500)],
  ['500 characters outside the basic plane, which UTF-16 counts twice', '🔐'.repeat(500)],
])('takes a description of %s', (_, description) => {
  expect(foundBy('description-length', apiOf([declared('read:orders', description)]))).toEqual([]);
});

test.each([
  ['501 letters', 'x'.repeat(501)],
  ['501 characters outside the basic plane', '🔐'.repeat(501)],
])('refuses a description of %s where it stands', (_, description) => {
  expect(foundBy('description-length', apiOf([declared('read:orders', description, 7)]))).toEqual([
    {
      rule: 'description-length',
      severity: 'error',
      message: 'The description of `read:orders` has 501 characters; Auth0 takes at most 500.',
      ...at(7, 20),
    },
  ]);
});
