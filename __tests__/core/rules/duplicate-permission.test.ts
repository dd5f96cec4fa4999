import { expect, test } from '@jest/globals';
import { checkManifest } from '../../../src/core/rules/check.ts';
import { contextOf } from '../declared.ts';
import { readTexts } from '../manifest-text.ts';

/** What is found twice, by its place, in files named a.yml, b.yml and so on. */
function duplicates(...texts: string[]) {
  const { manifest } = readTexts(...texts);
  if (!manifest) throw new Error('The texts are no manifest.');
  return checkManifest(manifest, contextOf()).problems.filter(({ rule }) => rule === 'duplicate-permission');
}

function twice(name: string, first: string) {
  return {
    rule: 'duplicate-permission',
    severity: 'error',
    message: `\`${name}\` is declared twice for this API; first at ${first}.`,
    hint: 'Keep one of them.',
    subject: { api: 'orders', permission: name },
  };
}

const api = (...lines: string[]) =>
  ['version: 1', 'apis:', '  - identifier: orders', '    permissions:', ...lines.map((line) => `      ${line}`)].join(
    '\n',
  );

test('takes names that differ only in case', () => {
  expect(duplicates(api('read:orders: x', 'Read:orders: x', 'constructor: x', 'toString: x'))).toEqual([]);
});

test('names both places in one map', () => {
  expect(duplicates(api('read:orders: View', 'write:orders: x', 'read:orders: View'))).toEqual([
    { ...twice('read:orders', 'a.yml:5'), file: 'a.yml', line: 7, column: 7, endColumn: 18 },
  ]);
});

test('names both places on one line', () => {
  const flow = 'version: 1\napis: [{identifier: orders, permissions: {read:orders: x, read:orders: y}}]';
  expect(duplicates(flow)).toEqual([
    { ...twice('read:orders', 'a.yml:2'), file: 'a.yml', line: 2, column: 59, endColumn: 70 },
  ]);
});

test('names both places in two entries of one file', () => {
  const text = `${api('read:orders: x')}\n  - identifier: orders\n    permissions:\n      read:orders: x`;
  expect(duplicates(text)).toEqual([
    { ...twice('read:orders', 'a.yml:5'), file: 'a.yml', line: 8, column: 7, endColumn: 18 },
  ]);
});

test('names both places across files', () => {
  expect(duplicates(api('read:orders: x'), api('write:orders: x', 'read:orders: x'))).toEqual([
    { ...twice('read:orders', 'a.yml:5'), file: 'b.yml', line: 6, column: 7, endColumn: 18 },
  ]);
});

test('says of a name that stands three times where it stands first', () => {
  expect(duplicates(api('read:orders: x', 'read:orders: x'), api('read:orders: x'))).toEqual([
    { ...twice('read:orders', 'a.yml:5'), file: 'a.yml', line: 6, column: 7, endColumn: 18 },
    { ...twice('read:orders', 'a.yml:5'), file: 'b.yml', line: 5, column: 7, endColumn: 18 },
  ]);
});

test('takes one name in two APIs', () => {
  expect(duplicates(api('read:orders: x'), api('read:orders: x').replace('orders\n', 'billing\n'))).toEqual([]);
});

test('finds what is the same API in one environment only', () => {
  const byEnvironment = api('read:orders: x').replace(
    'identifier: orders',
    'identifier: {production: orders, test: o}',
  );
  expect(duplicates(api('read:orders: x'), byEnvironment)).toEqual([
    { ...twice('read:orders', 'a.yml:5'), file: 'b.yml', line: 5, column: 7, endColumn: 18 },
  ]);
});
