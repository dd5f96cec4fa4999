/** Planned changes as values, for tests of what is asked of a plan. */
import type { ApiPlan, Change, ChangeKind } from '../../src/core/plan.ts';
import { limited } from './admissions.ts';
import { at, orders } from './declared.ts';

export function change(kind: ChangeKind, permission: string, fields: Partial<Change> = {}): Change {
  const [before, after] = [kind === 'add' ? null : 'x', kind === 'remove' ? null : 'x'];
  return { kind, permission, before, after, origin: 'manifest', place: at(3), ...fields };
}

export function planned(changes: readonly Change[], fields: Partial<ApiPlan> = {}): ApiPlan {
  return { identifier: orders, id: '1', name: null, changes, unmanaged: [], admission: limited, ...fields };
}

export function removing(count: number, from = 0): Change[] {
  return Array.from({ length: count }, (_, index) => change('remove', `read:${from + index}`));
}
