import { expect, test } from '@jest/globals';
import { apiOf, at, contextOf, declared, foundBy, namingOf, patternOf } from '../declared.ts';

const hintFor = (name: string, example = `read:${name.toLowerCase()}`) => ({
  rule: 'protocol-name',
  severity: 'warning',
  message: `\`${name}\` has a meaning of its own in OAuth and OpenID Connect.`,
  hint: `Say what it allows, such as \`${example}\`.`,
  ...at(7),
});

test.each([
  'birthdate',
  'device_sso',
  'gender',
  'locale',
  'middle_name',
  'online_access',
  'phone_number',
  'phone_number_verified',
  'preferred_username',
  'sub',
  'uma_protection',
  'updated_at',
  'website',
  'zoneinfo',
  'Online_Access',
])('warns of %s', (name) => {
  expect(foundBy('protocol-name', apiOf([declared(name, '', 7)]))).toEqual([hintFor(name)]);
});

test.each([
  ['it as a resource', 'read:locale'],
  ['it as a part of a word', 'locales'],
  ['one that Auth0 reserves, of which reserved-name speaks', 'email'],
  ['a property that every object has', 'constructor'],
])('takes %s', (_, name) => {
  expect(foundBy('protocol-name', apiOf([declared(name)]))).toEqual([]);
});

test.each([
  ['resource:action', namingOf('resource:action'), 'phone_number:read'],
  ['resource.action', namingOf('resource.action'), 'phone-number.read'],
  ['Resource.Action', namingOf('Resource.Action'), 'PhoneNumber.Read'],
  ['an action of the policy that means reading', namingOf('action:resource', 'create', 'view'), 'view:phone_number'],
  ['the first action of the policy where none does', namingOf('action:resource', 'Archive'), 'archive:phone_number'],
])('gives an example in the form of %s', (_, naming, example) => {
  expect(foundBy('protocol-name', apiOf([declared('phone_number', '', 7)]), contextOf({ naming }))).toEqual([
    hintFor('phone_number', example),
  ]);
});

test.each([
  ['a pattern', await patternOf('^[a-z_]+$')],
  ['actions that fit into no name', namingOf('action:resource', 'read all')],
])('gives no example under %s', (_, naming) => {
  const [found] = foundBy('protocol-name', apiOf([declared('sub')]), contextOf({ naming }));
  expect(found?.hint).toBe('Choose a name that says what it allows.');
});
