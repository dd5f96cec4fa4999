import { expect, test } from '@jest/globals';
import { fingerprint } from '../../src/core/fingerprint.ts';
import type { ApiPlan, Change } from '../../src/core/plan.ts';
import { limited } from './admissions.ts';
import { at } from './declared.ts';

const change: Change = { kind: 'update', permission: 'a', before: 'x', after: 'y', origin: 'manifest', place: at(7) };
const other: Change = { ...change, permission: 'b' };

function planOf(identifier: string, ...changes: readonly Change[]): ApiPlan {
  return { identifier, id: 'rs_1', name: null, changes, unmanaged: [], admission: limited };
}

const plan = [planOf('orders', change, other), planOf('billing', other)];
const reviewed = fingerprint('acme.eu.auth0.com', 'production', plan);

test('is 64 hex digits', () => {
  expect(reviewed).toMatch(/^[0-9a-f]{64}$/);
});

test.each([
  ['another tenant', fingerprint('other.eu.auth0.com', 'production', plan)],
  ['another environment', fingerprint('acme.eu.auth0.com', 'staging', plan)],
  ['tenant and environment that only read the same together', fingerprint('acme.eu.auth0.comp', 'roduction', plan)],
  [
    'another API',
    fingerprint('acme.eu.auth0.com', 'production', [planOf('Orders', change, other), planOf('billing', other)]),
  ],
  [
    'a change less',
    fingerprint('acme.eu.auth0.com', 'production', [planOf('orders', change), planOf('billing', other)]),
  ],
  ['another description before', changed({ before: 'z' })],
  ['another description after', changed({ after: 'z' })],
  ['no description instead of an empty one', changed({ before: null })],
  ['another kind of change', changed({ kind: 'add' })],
  ['another permission', changed({ permission: 'A' })],
])('differs for %s', (_, differing) => {
  expect(differing).not.toBe(reviewed);
});

function changed(fields: Partial<Change>): string {
  const changes = [planOf('orders', { ...change, ...fields }, other), planOf('billing', other)];
  return fingerprint('acme.eu.auth0.com', 'production', changes);
}

test.each([
  ['in another order of APIs', [...plan].reverse()],
  ['in another order of changes', [planOf('orders', other, change), planOf('billing', other)]],
  ['beside an API without changes', [...plan, planOf('quiet')]],
  ['at other lines', [planOf('orders', { ...change, place: at(99) }, other), planOf('billing', other)]],
])('is the same for the same changes %s', (_, apis) => {
  expect(fingerprint('acme.eu.auth0.com', 'production', apis)).toBe(reviewed);
});
