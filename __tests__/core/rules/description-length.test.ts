import { expect, test } from '@jest/globals';
import { defaultPolicy } from '../../../src/core/policy.ts';
import { apiOf, at, contextOf, declared, foundBy } from '../declared.ts';

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

function contextFor(most: number) {
  return contextOf({ descriptions: { ...defaultPolicy.descriptions, 'max-length': most } });
}

test.each([
  ['as many letters as the policy allows', 'x'.repeat(20)],
  ['as many characters, which UTF-16 counts twice', '🔐'.repeat(20)],
])('takes a description of %s', (_, description) => {
  expect(foundBy('description-length', apiOf([declared('read:orders', description)]), contextFor(20))).toEqual([]);
});

test('refuses a description of a character more than the policy allows', () => {
  const api = apiOf([declared('read:orders', 'x'.repeat(21), 7)]);
  expect(foundBy('description-length', api, contextFor(20))).toEqual([
    {
      rule: 'description-length',
      severity: 'error',
      message: 'The description of `read:orders` has 21 characters; the policy allows 20.',
      ...at(7, 20),
    },
  ]);
});

test('names the policy where it allows one character less than Auth0', () => {
  const [found] = foundBy('description-length', apiOf([declared('a:b', 'x'.repeat(500))]), contextFor(499));
  expect(found?.message).toBe('The description of `a:b` has 500 characters; the policy allows 499.');
});
