import { expect, test } from '@jest/globals';
import { apiOf, at, declared, foundBy } from '../declared.ts';

test.each([
  'address',
  'created_at',
  'email',
  'email_verified',
  'family_name',
  'given_name',
  'identities',
  'name',
  'nickname',
  'offline_access',
  'openid',
  'phone',
  'picture',
  'profile',
])('refuses %s', (name) => {
  expect(foundBy('reserved-name', apiOf([declared(name, '', 7)]))).toEqual([
    {
      rule: 'reserved-name',
      severity: 'error',
      message: `\`${name}\` is reserved by Auth0.`,
      hint: `Say what it allows, such as \`read:${name}\`.`,
      ...at(7),
    },
  ]);
});

test.each(['read:profile', 'Profile', 'profiles', 'profile ', 'constructor', '__proto__', 'read:orders'])(
  'takes %j, which is compared exactly',
  (name) => {
    expect(foundBy('reserved-name', apiOf([declared(name)]))).toEqual([]);
  },
);
