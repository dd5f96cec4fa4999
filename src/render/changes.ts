/** Changes as aligned lines, for the log. */

import type { Permission } from '../core/permission.ts';
import type { Change, ChangeKind } from '../core/plan.ts';
import { cut, visible } from './visible.ts';

/** Names up to this width make a column; a longer one pushes only its own description. */
const widestColumn = 40;

/** What Auth0 takes at most; only what it would refuse is cut. */
const longestName = 280;
const longestDescription = 500;

/** As in a diff, but for the update: it has a sign of its own. */
const signs: Readonly<Record<ChangeKind, string>> = { remove: '-', update: '!', add: '+' };

/**
 * One line a removal or addition; two an update, the new description below the old one. With `-` and `+` an update
 * would read as a permission that goes away and comes back.
 */
export function changeLines(changes: readonly Change[]): string[] {
  const names = changes.map(({ permission }) => shownName(permission));
  const width = columnWidth(names);
  return changes.flatMap((change, index) => {
    const start = `${signs[change.kind]} ${(names[index] ?? '').padEnd(width)}`;
    if (change.kind !== 'update')
      return [`${start}  ${shownDescription(change.after ?? change.before ?? '')}`.trimEnd()];
    const next = `${signs.update} ${' '.repeat(width)}→ ${orNone(change.after)}`;
    return [`${start}  ${orNone(change.before)}`, next];
  });
}

export function permissionLines(permissions: readonly Permission[]): string[] {
  const names = permissions.map(({ name }) => shownName(name));
  const width = columnWidth(names);
  return permissions.map(({ description }, index) =>
    `${(names[index] ?? '').padEnd(width)}  ${shownDescription(description ?? '')}`.trimEnd(),
  );
}

function shownName(name: string): string {
  return name === '' ? '(empty name)' : visible(cut(name, longestName));
}

function shownDescription(description: string): string {
  return visible(cut(description, longestDescription));
}

function orNone(description: string | null): string {
  return shownDescription(description ?? '') || '(no description)';
}

function columnWidth(names: readonly string[]): number {
  return names.reduce((width, { length }) => (length <= widestColumn ? Math.max(width, length) : width), 0);
}
