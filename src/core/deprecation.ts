/**
 * Deprecation: the manifest says that a permission is to go, before it goes. Nothing of it reaches the tenant; it is told
 * to the people who may still hold the permission, and a policy can ask that nothing is removed without it.
 */
import type { DeclaredPermission } from './permission.ts';
import type { Place } from './problem.ts';
import type { Reach } from './reach/reach.ts';

export interface Deprecation {
  readonly permission: string;
  /** '' where the manifest gives none. */
  readonly reason: string;
  /** No manifest before said so. */
  readonly isNew: boolean;
  readonly place: Place;
  /** Who still holds it; absent where that was not asked. */
  readonly holders?: Reach;
}

/** Whose holders are asked for: a review is about what is new, a look at the tenant about all. */
export type DeprecationScope = 'new' | 'all';

/** @param before names that an earlier manifest had marked. */
export function deprecationsOf(
  permissions: readonly DeclaredPermission[],
  before: ReadonlySet<string>,
): readonly Deprecation[] {
  return permissions.flatMap(({ name, deprecated, place }) => {
    if (deprecated === undefined) return [];
    return [{ permission: name, reason: deprecated === true ? '' : deprecated, isNew: !before.has(name), place }];
  });
}

export function isAsked({ isNew }: Deprecation, scope: DeprecationScope): boolean {
  return isNew || scope === 'all';
}

/** Those that are worth telling: what is new, and what was asked for. */
export function told(deprecated: readonly Deprecation[] = []): readonly Deprecation[] {
  return deprecated.filter(({ isNew, holders }) => isNew || holders !== undefined);
}
