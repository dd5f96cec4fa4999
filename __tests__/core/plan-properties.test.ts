import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fingerprint } from '../../src/core/fingerprint.ts';
import { type Permission, sameDescription } from '../../src/core/permission.ts';
import {
  type Change,
  mergedList,
  planApi,
  planOffline,
  sameList,
  type TenantApi,
  type Wanted,
} from '../../src/core/plan.ts';
import { codePoint } from '../code-point.ts';
import { runs } from '../runs.ts';
import { limited } from './admissions.ts';
import { apiOf, declared, orders } from './declared.ts';

/** How many manifests and tenants are compared. */

const odd = [
  '',
  '__proto__',
  'constructor',
  'toString',
  'a b',
  ' a',
  'A',
  '名前',
  '🔐',
  '\ud83d',
  '-->',
  '1',
  'a\u0000b',
];
const name = fc.oneof(fc.constantFrom('a', 'b', 'c', 'd', ...odd), fc.string({ unit: codePoint, maxLength: 3 }));
const description = fc.constantFrom('', 'x', 'y', '名', '__proto__');

const heldList: fc.Arbitrary<Permission[]> = fc.array(
  fc.record({ name, description: fc.option(description, { nil: undefined }) }),
  { maxLength: 12 },
);
const declarations = fc.uniqueArray(fc.tuple(name, description), { selector: ([one]) => one, maxLength: 12 });
const previous = declarations.map((entries) => new Map(entries));
const wanted: fc.Arbitrary<Wanted> = fc.record({
  declared: declarations.map((entries) => apiOf(entries.map(([one, text]) => declared(one, text)))),
  previous,
});

function tenantOf(permissions: readonly Permission[]): TenantApi {
  return { id: 'rs_1', identifier: orders, name: undefined, permissions, system: false, admission: limited };
}

function holds(property: (wanted: Wanted, held: Permission[]) => void): void {
  fc.assert(fc.property(wanted, heldList, property), { numRuns: runs(1000) });
}

/** A set of changes as text, whatever their order. */
function setOf(changes: readonly Change[]): string[] {
  return changes
    .map(({ kind, permission, before, after, origin }) => JSON.stringify([kind, permission, before, after, origin]))
    .sort();
}

function without(changes: readonly Change[], kind: Change['kind']): Set<string> {
  return new Set(changes.filter((change) => change.kind === kind).map(({ permission }) => permission));
}

describe('for any manifest, previous manifest and tenant', () => {
  test('the merged list holds every unmanaged permission unchanged and in the tenant’s order', () => {
    holds((wanted, held) => {
      const ours = new Set([...wanted.declared.permissions.map((one) => one.name), ...wanted.previous.keys()]);
      const theirs = held.filter((one) => !ours.has(one.name));
      const { changes, unmanaged } = planApi(wanted, tenantOf(held));
      expect(mergedList(held, changes).filter((one) => !ours.has(one.name))).toStrictEqual(theirs);
      expect(unmanaged).toStrictEqual(theirs);
    });
  });

  test('the merged list is the tenant’s in its order, and additions stand behind it', () => {
    holds((wanted, held) => {
      const { changes } = planApi(wanted, tenantOf(held));
      const removed = without(changes, 'remove');
      const kept = held.map((one) => one.name).filter((one) => !removed.has(one));
      const merged = mergedList(held, changes).map((one) => one.name);
      expect(merged).toEqual([...kept, ...without(changes, 'add')]);
    });
  });

  test('the merged list holds exactly what is declared and what is unmanaged', () => {
    holds((wanted, held) => {
      const { changes, unmanaged } = planApi(wanted, tenantOf(held));
      const merged = mergedList(held, changes);
      const expected = [...wanted.declared.permissions, ...unmanaged].map((one) => one.name);
      expect(new Set(merged.map((one) => one.name))).toEqual(new Set(expected));
      for (const { name: one, description: text } of wanted.declared.permissions) {
        expect(
          merged.filter((held) => held.name === one).every((held) => sameDescription(held.description, text)),
        ).toBe(true);
      }
    });
  });

  test('a plan that was applied leaves nothing to do', () => {
    holds((wanted, held) => {
      const merged = mergedList(held, planApi(wanted, tenantOf(held)).changes);
      expect(planApi(wanted, tenantOf(merged)).changes).toEqual([]);
      const next = new Map(wanted.declared.permissions.map((one) => [one.name, one.description]));
      expect(planApi({ ...wanted, previous: next }, tenantOf(merged)).changes).toEqual([]);
    });
  });

  test('nothing is removed but what was declared before and is not anymore', () => {
    holds((wanted, held) => {
      const now = new Set(wanted.declared.permissions.map((one) => one.name));
      const removed = without(planApi(wanted, tenantOf(held)).changes, 'remove');
      expect([...removed].filter((one) => !wanted.previous.has(one) || now.has(one))).toEqual([]);
    });
  });

  test('nothing is removed where no previous manifest is known', () => {
    holds((wanted, held) => {
      const { changes } = planApi({ ...wanted, previous: new Map() }, tenantOf(held));
      expect(without(changes, 'remove').size).toBe(0);
    });
  });

  test('the same plan is made offline of a tenant that holds the previous manifest', () => {
    holds((wanted) => {
      const held = [...wanted.previous].map(([one, text]) => ({ name: one, description: text }));
      expect(planOffline(wanted).changes).toEqual(planApi(wanted, tenantOf(held)).changes);
    });
  });

  test('the order of declarations and of the tenant changes neither the changes nor the fingerprint', () => {
    const shuffled = fc.tuple(wanted, heldList).chain(([wanted, held]) => {
      const every = { minLength: held.length, maxLength: held.length };
      const count = wanted.declared.permissions.length;
      const declarations = fc.shuffledSubarray([...wanted.declared.permissions], {
        minLength: count,
        maxLength: count,
      });
      return fc.record({
        wanted: fc.constant(wanted),
        held: fc.constant(held),
        declarations,
        again: fc.shuffledSubarray(held, every),
      });
    });
    const same = fc.property(shuffled, ({ wanted, held, declarations, again }) => {
      const plan = planApi(wanted, tenantOf(held));
      const other = planApi({ ...wanted, declared: apiOf(declarations) }, tenantOf(again));
      expect(setOf(other.changes)).toEqual(setOf(plan.changes));
      expect(fingerprint('t', 'e', [other])).toBe(fingerprint('t', 'e', [plan]));
    });
    fc.assert(same, { numRuns: runs(1000) });
  });

  test('the merged list is the same as itself in any order', () => {
    holds((_, held) => {
      expect(sameList(held, held.toReversed())).toBe(true);
    });
  });
});
