import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { apiOf, at, declared, foundBy } from '../declared.ts';

const recorded = new URL('../../fixtures/management-api-scopes.json', import.meta.url);
const scopes = z.object({ scopes: z.array(z.object({ value: z.string() })) });

test.each([
  ['verb and resource', 'read:orders'],
  ['a resource of two parts', 'read:orders:own'],
  ['a resource of three parts', 'read:orders:items:own'],
  ['digits, hyphens and underscores', 'read:v2_orders-archive'],
  ['a verb that is not a common one', 'blacklist:tokens'],
  ['two verbs, the first of which counts', 'send:invite'],
  ['a verb as resource too', 'manage:grant'],
  ['no known verb at all', 'orders:all'],
  ['a reserved name, of which reserved-name speaks', 'email'],
])('takes %s: %s', (_, name) => {
  expect(foundBy('naming-convention', apiOf([declared(name)]))).toEqual([]);
});

test.each([
  ['the resource first', 'orders:read', 'read:orders'],
  ['the resource first, in parts', 'orders:items:read', 'read:orders_items'],
  ['a capital letter', 'Read:Orders', 'read:orders'],
  ['capital letters', 'READ:ORDERS', 'read:orders'],
  ['camel case', 'readOrders', 'read:orders'],
  ['camel case of three words', 'deleteAllUsers', 'delete:all_users'],
  ['dots', 'orders.read', 'read:orders'],
  ['an underscore', 'read_orders', 'read:orders'],
  ['a hyphen', 'orders-read', 'read:orders'],
  ['a slash', 'read/orders', 'read:orders'],
  ['a space', 'read orders', 'read:orders'],
  ['a space at the end', 'read:orders ', 'read:orders'],
  ['two colons', 'read::orders', 'read:orders'],
  ['five parts', 'read:a:b:c:d', 'read:a_b_c_d'],
])('refuses %s and suggests the name with its verb first: %j', (_, name, better) => {
  expect(foundBy('naming-convention', apiOf([declared(name, '', 7)]))).toEqual([
    {
      rule: 'naming-convention',
      severity: 'error',
      message: `${JSON.stringify(name)} is not of the form action:resource.`,
      hint: `Did you mean \`${better}\`?`,
      ...at(7),
    },
  ]);
});

test.each([
  ['a name without a colon', 'admin'],
  ['a verb alone', 'approve'],
  ['no resource', 'read:'],
  ['no action', ':read'],
  ['a star', 'read:*'],
  ['a resource that begins with a digit', 'read:1'],
  ['an action that begins with a digit', '2fa:enroll'],
  ['a resource that is not ASCII, of which half would be left', 'read:größe'],
  ['an empty name', ''],
  ['a name that is too long to suggest another', `read_${'x'.repeat(276)}`],
])('refuses %s and says how to write one', (_, name) => {
  expect(foundBy('naming-convention', apiOf([declared(name, '', 7)]))).toEqual([
    {
      rule: 'naming-convention',
      severity: 'error',
      message: `${JSON.stringify(name)} is not of the form action:resource.`,
      hint: 'Write the verb first, in lower case: `read:orders`.',
      ...at(7),
    },
  ]);
});

test('never suggests a name that it would refuse', () => {
  const names = ['Orders_READ', 'read.1', 'X:Y:update', 'update-', '-get-', 'é:read', 'list list', 'a:b:c:d:e:put'];
  const hints = foundBy('naming-convention', apiOf(names.map((name) => declared(name)))).map(({ hint = '' }) => hint);
  const suggested = hints.flatMap((hint) => /Did you mean `(.*)`/.exec(hint)?.[1] ?? []);
  expect(suggested).toContain('read:orders');
  expect(foundBy('naming-convention', apiOf(suggested.map((name) => declared(name))))).toEqual([]);
});

test('takes every permission that Auth0 itself gave its Management API', () => {
  const names = scopes.parse(JSON.parse(readFileSync(recorded, 'utf8'))).scopes.map(({ value }) => value);
  expect(names).toHaveLength(132);
  expect(foundBy('naming-convention', apiOf(names.map((name) => declared(name))))).toEqual([]);
});
