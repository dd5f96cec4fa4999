import { expect, test } from '@jest/globals';
import { apiOf, at, contextOf, declared, foundBy, namingOf, patternOf } from '../declared.ts';

const colon = namingOf('action:resource');

test.each([
  ['a named action and resource', 'read:orders', colon],
  ['a broad word within another', 'read:admins', colon],
  ['a broad word as a part of another', 'read:admin_panel', colon],
  ['a broad word behind the resource, which limits it', 'read:orders:all', colon],
  ['a broad word behind the action', 'User.Read.All', namingOf('Resource.Action')],
  ['a broad word behind the action, in small letters', 'users.read.all', namingOf('resource.action')],
  ['a broad word behind an action of two words', 'User.ReadWrite.All', namingOf('Resource.Action')],
  ['a role before what it is for', 'admin:users:read', namingOf('resource:action')],
  ['a role before what it is for, behind the action', 'read:admin:users', colon],
  ['an empty name', '', colon],
])('takes %s: %j', (_, name, naming) => {
  expect(foundBy('broad-permission', apiOf([declared(name)]), contextOf({ naming }))).toEqual([]);
});

test.each([
  ['a star as resource', 'read:*', colon, '*'],
  ['a star as action', '*:orders', colon, '*'],
  ['two stars', '*:*', colon, '*'],
  ['everything as resource', 'read:all', colon, 'all'],
  ['everything in parts', 'read:all:orders', colon, 'all'],
  ['admin as action', 'admin:orders', colon, 'admin'],
  ['admin as resource', 'manage:admin', colon, 'admin'],
  ['a word alone', 'superuser', colon, 'superuser'],
  ['capital letters', 'ROOT:orders', colon, 'ROOT'],
  ['the resource in front', 'all:read', namingOf('resource:action'), 'all'],
  ['a role as resource in front', 'admin:read', namingOf('resource:action'), 'admin'],
  ['a star in front of other parts', '*:orders:read', namingOf('resource:action'), '*'],
  ['everything in capitals in front of other parts', 'ALL:orders:read', namingOf('resource:action'), 'ALL'],
  ['a broad word behind no action', 'Sites.FullControl.All', namingOf('Resource.Action'), 'All'],
  ['the action behind', 'orders.admin', namingOf('resource.action'), 'admin'],
  ['the action behind, of two words', 'orders.items.admin', namingOf('resource.action'), 'admin'],
  ['Pascal case', 'Orders.All', namingOf('Resource.Action'), 'All'],
  ['another separator, under a pattern', 'read-all', await patternOf('^[a-z-]+$'), 'all'],
])('warns of %s: %s', (_, name, naming, broad) => {
  expect(foundBy('broad-permission', apiOf([declared(name, '', 7)]), contextOf({ naming }))).toEqual([
    {
      rule: 'broad-permission',
      severity: 'warning',
      message: `\`${name}\` is too broad to review: \`${broad}\` stands for everything, now and later.`,
      hint: 'Declare a permission for each thing that is really needed.',
      ...at(7),
    },
  ]);
});
