import { expect, test } from '@jest/globals';
import type { Permission } from '../../../src/core/permission.ts';
import { checkMerged } from '../../../src/core/rules/check.ts';
import { apiOf, at, declared, foundBy, orders } from '../declared.ts';

const places = (count: number) => Array.from({ length: count }, (_, index) => index);
const many = (count: number) => apiOf(places(count).map((index) => declared(`read:orders${index}`, '', 10 + index)));

/** An API whose one permission takes this many bytes in a request, its comma included. */
const large = (bytes: number) => {
  const empty = Buffer.byteLength('{"value":"read:orders","description":""},');
  return apiOf([declared('read:orders', 'x'.repeat(bytes - empty))]);
};

const count = (permissions: number) => `${orders} declares ${permissions} permissions; Auth0 allows 1000 an API.`;
const split = 'Split the API, or use broader permissions.';

test('says nothing about 799 permissions', () => {
  expect(foundBy('permission-limit', many(799))).toEqual([]);
});

test.each([800, 1000])('warns at the API of %d permissions', (permissions) => {
  expect(foundBy('permission-limit', many(permissions))).toEqual([
    { rule: 'permission-limit', severity: 'warning', message: count(permissions), hint: split, ...at(3, 17) },
  ]);
});

test('refuses 1001 permissions, at the first one too many', () => {
  expect(foundBy('permission-limit', many(1001))).toEqual([
    { rule: 'permission-limit', severity: 'error', message: count(1001), hint: split, ...at(1010) },
  ]);
});

test('takes a request of one megabyte', () => {
  expect(foundBy('permission-limit', large(1_000_000))).toEqual([]);
});

test('refuses a request of a byte more', () => {
  expect(foundBy('permission-limit', large(1_000_001))).toEqual([
    {
      rule: 'permission-limit',
      severity: 'error',
      message: `The permissions of ${orders} make a request of 1000001 bytes; Auth0 takes 1000000.`,
      hint: 'Shorten the descriptions.',
      ...at(3, 17),
    },
  ]);
});

test('counts bytes, not characters', () => {
  const api = apiOf(places(700).map((index) => declared(`read:orders${index}`, '語'.repeat(500))));
  const [found] = foundBy('permission-limit', api);
  expect(found?.message).toMatch(/^The permissions of .* make a request of 10\d{5} bytes/);
});

test('finds too many and too large at once', () => {
  const api = apiOf(places(1001).map((index) => declared(`read:orders${index}`, 'x'.repeat(1000), 10 + index)));
  expect(foundBy('permission-limit', api).map(({ line }) => line)).toEqual([3, 1010]);
});

test('says nothing about an API without permissions', () => {
  expect(foundBy('permission-limit', apiOf([]))).toEqual([]);
});

/** Of the tenant: nobody declared them. */
const unmanaged = (count: number): Permission[] =>
  places(count).map((index) => ({ name: `write:orders${index}`, description: undefined }));

const beyond = 'Remove permissions, or split the API; what the manifest does not declare counts too.';

test('takes a merged list of 1000, without a warning', () => {
  expect(checkMerged(apiOf([]), unmanaged(1000))).toEqual([]);
});

test('refuses a merged list of 1001', () => {
  expect(checkMerged(apiOf([]), unmanaged(1001))).toEqual([
    {
      rule: 'permission-limit',
      severity: 'error',
      message: `${orders} would hold 1001 permissions, unmanaged ones included; Auth0 allows 1000.`,
      hint: beyond,
      subject: { api: orders },
      ...at(3, 17),
    },
  ]);
});

test.each([
  ['takes a merged list of one megabyte', 1_000_000, []],
  [
    'refuses a merged list of a byte more',
    1_000_001,
    [
      {
        rule: 'permission-limit',
        severity: 'error',
        message: `${orders} would make a request of 1000001 bytes, unmanaged permissions included; Auth0 takes 1000000.`,
        hint: beyond,
        subject: { api: orders },
        ...at(3, 17),
      },
    ],
  ],
])('%s', (_, bytes, problems) => {
  expect(checkMerged(apiOf([]), large(bytes).permissions)).toEqual(problems);
});

test('counts a description that is missing as an empty one, which is what may be sent', () => {
  const [permission] = large(1_000_001).permissions;
  const name = 'x'.repeat((permission?.description.length ?? 0) + 'read:orders'.length);
  expect(checkMerged(apiOf([]), [{ name, description: undefined }])).toHaveLength(1);
  expect(checkMerged(apiOf([]), [{ name: name.slice(1), description: undefined }])).toEqual([]);
});

test.each([
  ['too many', many(1001)],
  ['too large', large(1_000_001)],
])('says nothing of a merged list where the declared one alone is %s', (_, api) => {
  expect(foundBy('permission-limit', api)).toHaveLength(1);
  expect(checkMerged(api, [...api.permissions, ...unmanaged(1001)])).toEqual([]);
});
