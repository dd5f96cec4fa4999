import { expect, test } from '@jest/globals';
import { defaultPolicy, type Policy } from '../../../src/core/policy.ts';
import { checkUnmanaged } from '../../../src/core/rules/check.ts';
import { apiOf, at, declared, orders } from '../declared.ts';

const api = apiOf([declared('read:orders')]);

function found(unmanaged: Policy['unmanaged'], ...names: readonly string[]) {
  const permissions = names.map((name) => ({ name, description: undefined }));
  return checkUnmanaged(api, permissions, { ...defaultPolicy, unmanaged });
}

test.each(['keep', 'remove'] as const)('takes unmanaged permissions under %s', (unmanaged) => {
  expect(found(unmanaged, 'old:one')).toEqual([]);
});

test('takes an API without any under forbid', () => {
  expect(found('forbid')).toEqual([]);
});

test.each([
  ['one', ['a'], '`a`'],
  ['five', ['a', 'b', 'c', 'd', 'e'], '`a`, `b`, `c`, `d`, `e`'],
  ['six, of which it counts the last', ['a', 'b', 'c', 'd', 'e', 'f'], '`a`, `b`, `c`, `d`, `e` and 1 more'],
  ['seven', ['a', 'b', 'c', 'd', 'e', 'f', 'g'], '`a`, `b`, `c`, `d`, `e` and 2 more'],
])('refuses them under forbid, at the API: %s', (_, names, said) => {
  expect(found('forbid', ...names)).toEqual([
    {
      rule: 'unmanaged-permission',
      severity: 'error',
      message: `${orders} holds what the manifest does not declare: ${said}.`,
      hint: 'Declare it, or remove it in Auth0: the policy forbids unmanaged permissions.',
      subject: { api: orders },
      ...at(3, 17),
    },
  ]);
});
