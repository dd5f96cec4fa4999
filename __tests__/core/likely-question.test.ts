import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareApis, type PlanInputs, type PreviousManifest, type Terms } from '../../src/core/comparing.ts';
import type { DeclaredPermission } from '../../src/core/permission.ts';
import { likelyQuestion, questionFor } from '../../src/core/planning.ts';
import { defaultPolicy } from '../../src/core/policy.ts';
import { open } from './admissions.ts';
import { apiOf, declared, orders } from './declared.ts';

function previousOf(names: Readonly<Record<string, string>>, deprecated: readonly string[] = []): PreviousManifest {
  return {
    apis: new Map([[orders, new Map(Object.entries(names))]]),
    isApplied: true,
    added: new Map(),
    deprecated: new Map([[orders, new Set(deprecated)]]),
    renames: new Map(),
    commit: 'c'.repeat(40),
    remembered: true,
  };
}

const before = previousOf({ 'read:orders': 'View orders' });
const read = declared('read:orders', 'View orders');

describe('whom the tenant is likely to be asked for', () => {
  const nothing = { grants: [], roles: 'none' };

  test.each<[string, readonly DeclaredPermission[], object]>([
    ['is nobody where nothing changes', [read], nothing],
    ['is nobody where a description changes', [declared('read:orders', 'See orders')], nothing],
    ['is who is granted the API, where a name is added', [read, declared('a:b')], { grants: [orders], roles: 'none' }],
    ['is roles, too, where a name is dropped', [], { grants: [orders], roles: 'all' }],
    [
      'is roles, too, where a name is to replace another',
      [read, { ...declared('see:orders'), renamedFrom: 'read:orders' }],
      { grants: [orders], roles: 'all' },
    ],
    [
      'is roles, too, where a name is newly marked as to go',
      [{ ...read, deprecated: true }],
      { grants: [orders], roles: 'all' },
    ],
  ])('%s', (_, permissions, expected) => {
    expect(likelyQuestion([apiOf(permissions)], before, { stage: 'plan' })).toMatchObject(expected);
  });

  test('is whoever holds what is marked as to go, new or not, where drift is looked for', () => {
    const marked = [apiOf([{ ...read, deprecated: true as const }])];
    const known = previousOf({ 'read:orders': 'View orders' }, ['read:orders']);
    expect(likelyQuestion(marked, known, { stage: 'plan' })).toMatchObject(nothing);
    expect(likelyQuestion(marked, known, { stage: 'drift' })).toMatchObject({ grants: [orders], roles: 'all' });
  });
});

const names = fc.uniqueArray(fc.constantFrom('a:x', 'b:x', 'c:x', 'd:x', 'e:x'));

test('it is what is asked in the end, where the tenant holds what was declared before', () => {
  const property = fc.property(names, names, (then, now) => {
    const previous = previousOf(Object.fromEntries(then.map((name) => [name, ''])));
    const api = apiOf(now.map((name) => declared(name)));
    const permissions = then.map((name) => ({ name, description: undefined }));
    const held = [{ id: '1', identifier: orders, name: undefined, permissions, system: false, admission: open }];
    const about = { tenant: '', environment: '', today: '2026-11-23', moved: new Map() };
    const inputs: PlanInputs = { ...about, declared: [api], previous, held };
    const terms: Terms = { judgedBy: defaultPolicy, appliedBy: defaultPolicy, stage: 'plan' };
    expect(likelyQuestion([api], previous, terms)).toEqual(questionFor(compareApis(inputs, terms), terms));
  });
  fc.assert(property);
});
