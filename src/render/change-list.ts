/**
 * Changes as a Markdown list. A code block does not wrap on GitHub, so that a phone would show the beginning of each
 * description alone; the text of a list wraps. Colour and shape say what a change is. Nobody can forge them: an emoji
 * of a manifest or a tenant is code, and so is an arrow.
 */
import type { Permission } from '../core/permission.ts';
import type { Change, ChangeKind } from '../core/plan.ts';
import { code, prose } from './markdown.ts';
import { cut } from './visible.ts';

/** Told apart by colour and by shape. */
export const marks: Readonly<Record<ChangeKind, string>> = { remove: '🟥', update: '🔶', add: '🟢' };

export type Descriptions = 'with descriptions' | 'names only';

/** What Auth0 takes at most; only what it would refuse is cut. */
const longestName = 280;
const longestDescription = 500;

/** One item a change, the new description of an update below the old one; of names alone, one item a kind. */
export function changeList(changes: readonly Change[], descriptions: Descriptions): string {
  const items = descriptions === 'names only' ? namesByKind(changes) : changes.map(changeItem);
  return items.join('\n');
}

export function permissionList(permissions: readonly Permission[]): string {
  return permissions.map(({ name, description }) => `- ${described(name, description ?? '')}`).join('\n');
}

function changeItem({ kind, permission, before, after }: Change): string {
  const start = `- ${marks[kind]} `;
  if (kind !== 'update') return `${start}${described(permission, after ?? before ?? '')}`;
  return `${start}${nameOf(permission)} ${orNone(before)}\\\n  → ${orNone(after)}`;
}

function namesByKind(changes: readonly Change[]): string[] {
  const groups = Map.groupBy(changes, ({ kind }) => kind);
  return [...groups].map(
    ([kind, group]) => `- ${marks[kind]} ${group.map(({ permission }) => nameOf(permission)).join(', ')}`,
  );
}

function described(name: string, description: string): string {
  return `${nameOf(name)} ${textOf(description)}`.trimEnd();
}

function nameOf(name: string): string {
  return name === '' ? '_empty name_' : code(cut(name, longestName));
}

function orNone(description: string | null): string {
  return textOf(description ?? '') || '_no description_';
}

function textOf(description: string): string {
  return description === '' ? '' : prose(cut(description, longestDescription));
}
