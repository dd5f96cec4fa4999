import { expect, test } from '@jest/globals';
import { defaultPolicy } from '../../../src/core/policy.ts';
import { checkManifest } from '../../../src/core/rules/check.ts';
import { apiOf, at, contextOf, declared, foundBy, manifestOf } from '../declared.ts';
import { readTexts } from '../manifest-text.ts';

const optional = contextOf({ descriptions: { ...defaultPolicy.descriptions, required: false } });

test('takes a permission with a description', () => {
  expect(foundBy('description-required', apiOf([declared('read:orders', 'x')]))).toEqual([]);
});

test.each([
  ['no description', ''],
  ['a space', ' '],
  ['blank lines', '\n\t\n'],
])('warns of %s, where it would stand', (_, description) => {
  expect(foundBy('description-required', apiOf([declared('read:orders', description, 7)]))).toEqual([
    {
      rule: 'description-required',
      severity: 'warning',
      message: '`read:orders` has no description.',
      hint: 'Say what it allows: who grants it, or is asked for consent, sees only that beside the name.',
      ...at(7, 20),
    },
  ]);
});

test('takes a permission without one where the policy does not require it', () => {
  expect(foundBy('description-required', apiOf([declared('read:orders')]), optional)).toEqual([]);
});

/** The lines of what the rule finds in this text. */
function linesIn(...permissions: readonly string[]): number[] {
  const start = ['version: 1', 'apis:', '  - identifier: orders', '    permissions:'];
  const { manifest } = readTexts([...start, ...permissions.map((line) => `      ${line}`)].join('\n'));
  const { problems } = checkManifest(manifest ?? manifestOf(), contextOf());
  return problems.filter(({ rule }) => rule === 'description-required').map(({ line }) => line);
}

test('finds it in each form of a permission', () => {
  expect(linesIn('read:a: ""', 'read:b: {}', 'read:c: {deprecated: true}', 'read:d: {description: " "}')).toEqual([
    5, 6, 7, 8,
  ]);
});

test('takes one that stands twice and is described once, of which duplicate-permission speaks', () => {
  expect(linesIn('read:orders: View orders', 'read:orders: View all orders')).toEqual([]);
  expect(linesIn('read:orders: ""', 'read:orders: ""')).toEqual([5, 6]);
});
