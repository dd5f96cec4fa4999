import { expect, test } from '@jest/globals';
import type { Naming, Policy } from '../../../src/core/policy.ts';
import { apiOf, at, contextOf, declared, foundBy, namingOf, patternOf } from '../declared.ts';

function found(name: string, naming: Naming, rules: Policy['rules'] = new Map()) {
  return foundBy('allowed-action', apiOf([declared(name, '', 7)]), contextOf({ naming, rules }));
}

test.each([
  ['any action where the policy lists none', 'frobnicate:orders', namingOf('action:resource')],
  ['an action of the list', 'cancel:orders', namingOf('action:resource', 'read', 'cancel')],
  ['an action that the list writes in other letters', 'cancel:orders', namingOf('action:resource', 'Cancel')],
  ['an action that is no verb', 'legacy:orders', namingOf('action:resource', 'legacy')],
  ['the last part', 'orders:items:read', namingOf('resource:action', 'read')],
  ['a part before a qualifier', 'orders:read:own', namingOf('resource:action', 'read')],
  ['a part behind a dot', 'orders.read', namingOf('resource.action', 'read')],
  ['a part in Pascal case', 'User.ReadWrite.All', namingOf('Resource.Action', 'Read', 'ReadWrite')],
  ['a part between other separators, under a pattern', 'orders_read', await patternOf('^[a-z]+_[a-z]+$', 'read')],
  ['a word of camel case, under a pattern', 'readOrders', await patternOf('^[a-zA-Z]+$', 'read')],
  ['a name of another form, of which naming-convention speaks', 'orders', namingOf('action:resource', 'read')],
  ['a reserved name, of which reserved-name speaks', 'email', namingOf('action:resource', 'read')],
])('takes %s: %s', (_, name, naming) => {
  expect(found(name, naming)).toEqual([]);
});

const allows = 'The policy allows `create` and `read`.';
const crud = ['create', 'read'] as const;

test.each([
  ['another action', 'approve:orders', namingOf('action:resource', ...crud), '`approve` of ', allows],
  ['a synonym', 'get:orders', namingOf('action:resource', ...crud), '`get` of ', 'Did you mean `read`?'],
  [
    'a synonym, as the list writes it',
    'orders:add',
    namingOf('resource:action', 'Create'),
    '`add` of ',
    'Did you mean `Create`?',
  ],
  [
    'one of two words before a qualifier',
    'User.ReadWrite.All',
    namingOf('Resource.Action', 'Read'),
    '`ReadWrite` of ',
    'The policy allows `Read`.',
  ],
  ['a misspelt one', 'craete:orders', namingOf('action:resource', ...crud), '`craete` of ', 'Did you mean `create`?'],
  [
    'a resource that is called like an action',
    'grant:read',
    namingOf('resource:action', 'create'),
    '`read` of ',
    'The policy allows `create`.',
  ],
  [
    'the last part where none is of the list',
    'orders.own.approve',
    namingOf('resource.action', ...crud),
    '`approve` of ',
    allows,
  ],
  ['the last part in Pascal case', 'User.Approve', namingOf('Resource.Action', ...crud), '`Approve` of ', allows],
  ['a name without any, under a pattern', 'orders', await patternOf('^[a-z]+$', ...crud), '', allows],
])('refuses %s: %s', (_, name, naming, part, hint) => {
  expect(found(name, naming)).toEqual([
    {
      rule: 'allowed-action',
      severity: 'error',
      message: `${part}\`${name}\` is not an allowed action.`,
      hint,
      ...at(7),
    },
  ]);
});

test.each(['off', 'warning'] as const)('judges names of any form where naming-convention is %s', (severity) => {
  const rules = new Map([['naming-convention', severity]]);
  const messages = ['delete.orders', 'delete_orders', 'read.orders'].flatMap((name) =>
    found(name, namingOf('action:resource', 'read'), rules).map(({ message }) => message),
  );
  expect(messages).toEqual([
    '`delete` of `delete.orders` is not an allowed action.',
    '`delete_orders` is not an allowed action.',
  ]);
});

test.each([
  [
    'so many',
    Array.from({ length: 12 }, (_, index) => `a${index}`),
    'The policy allows `a0`, `a1`, `a2`, `a3`, `a4`, `a5`, `a6`, `a7`, `a8`, `a9` and 2 more.',
  ],
  ['so long', ['a'.repeat(400), 'b'.repeat(400)], 'The policy allows 2 actions.'],
])('lists not all of the actions where they are %s', (_, actions, hint) => {
  expect(found('x:orders', namingOf('action:resource', ...actions))).toMatchObject([{ hint }]);
});
