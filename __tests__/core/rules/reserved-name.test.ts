import { expect, test } from '@jest/globals';
import { apiOf, at, contextOf, declared, foundBy, namingOf, patternOf } from '../declared.ts';

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

const reserved = new Set(['admin', 'read:secrets']);

test.each(['admin', 'read:secrets'])('refuses %s, which the policy reserves', (name) => {
  expect(foundBy('reserved-name', apiOf([declared(name, '', 7)]), contextOf({ reserved }))).toEqual([
    {
      rule: 'reserved-name',
      severity: 'error',
      message: `\`${name}\` is reserved by the policy.`,
      hint: 'Choose another name.',
      ...at(7),
    },
  ]);
});

test('says of a name that Auth0 and the policy reserve that Auth0 does', () => {
  const context = contextOf({ reserved: new Set(['email']) });
  const [found] = foundBy('reserved-name', apiOf([declared('email')]), context);
  expect(found?.message).toBe('`email` is reserved by Auth0.');
});

test.each(['Admin', 'admins', 'read:admin', 'secrets'])('takes %s, which the policy does not reserve', (name) => {
  expect(foundBy('reserved-name', apiOf([declared(name)]), contextOf({ reserved }))).toEqual([]);
});

test.each([
  ['resource:action', namingOf('resource:action'), 'Say what it allows, such as `email_verified:read`.'],
  ['resource.action', namingOf('resource.action'), 'Say what it allows, such as `email-verified.read`.'],
  ['Resource.Action', namingOf('Resource.Action'), 'Say what it allows, such as `EmailVerified.Read`.'],
  ['a pattern', await patternOf('^[a-z]+$'), 'Choose a name that says what it allows.'],
])('hints at a name in the form of %s', (_, naming, hint) => {
  const [found] = foundBy('reserved-name', apiOf([declared('email_verified')]), contextOf({ naming }));
  expect(found?.hint).toBe(hint);
});
