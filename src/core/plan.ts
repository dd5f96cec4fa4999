/**
 * The plan: what would make the tenant follow the manifest.
 *
 * Auth0 replaces an API's whole list of permissions at every write, keeps no version and has no undo, so the question
 * a plan answers is less "what to write" than "whose is what the tenant holds". Three lists decide it, API by API:
 *
 *   declared   D  what the manifest says now
 *   ours       P  what the newest apply that succeeded declared, and what applies since then added themselves
 *   tenant     L  what the tenant holds
 *
 *   in D, not in L                   add
 *   in D and L, description differs  update
 *   in L and P, not in D             remove: it was ours, and the manifest dropped it
 *   in L only                        unmanaged: somebody else's; kept, and sent back exactly as it came, unless the
 *                                    policy says `unmanaged: remove`
 *
 * An unknown P is an empty P: the less we know, the less is removed. To have declared a name that somebody else made does
 * not make it ours, until an apply has succeeded with it. A change that the manifest did not cause (it said the same
 * before, and the tenant differs) has the origin `drift`.
 *
 * Everything here is a function of values. What is sent is `mergedList`, and it is computed anew from what the tenant
 * holds right before the write, never from what it held when the plan was shown.
 */
import { type Deprecation, deprecationsOf } from './deprecation.ts';
import type { DeclaredApi } from './manifest.ts';
import { type DeclaredPermission, type Permission, sameDescription } from './permission.ts';
import { compareText, type Place } from './problem.ts';
import type { Admission, Reach } from './reach/reach.ts';

export type ChangeKind = 'add' | 'update' | 'remove';

/** One change of one permission. Descriptions are null where the permission does not exist, '' where it has none. */
export interface Change {
  readonly kind: ChangeKind;
  readonly permission: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly origin: 'manifest' | 'drift';
  /** The declaration's place; of a removal, the place of the API. */
  readonly place: Place;
  /** Who loses what is removed or gets what is added; absent where that was not asked or does not matter. */
  readonly impact?: Reach;
  /** Of an addition, the name on the tenant that it is to replace; of a removal, the name that replaces it. */
  readonly renamed?: string;
  /** Of an addition that replaces a name, who still holds the old one. */
  readonly oldHolders?: Reach;
  /** Of a removal: a manifest before had marked it as deprecated. */
  readonly deprecated?: true;
}

/** One API as the tenant holds it. */
export interface TenantApi {
  readonly id: string;
  readonly identifier: string;
  readonly name: string | undefined;
  /** In the tenant's order. */
  readonly permissions: readonly Permission[];
  /** Auth0's own API, never written. */
  readonly system: boolean;
  readonly admission: Admission;
}

/** The plan of one API that the tenant has. */
export interface ApiPlan {
  readonly identifier: string;
  /** null where the tenant was not asked. */
  readonly id: string | null;
  readonly name: string | null;
  /** Removals and updates in the tenant's order, then additions in the manifest's. */
  readonly changes: readonly Change[];
  /** In the tenant's order. */
  readonly unmanaged: readonly Permission[];
  /** null where the tenant was not asked. */
  readonly admission: Admission | null;
  /** What the manifest marks as deprecated, in its order; absent where there is nothing. */
  readonly deprecated?: readonly Deprecation[];
}

/** Names and descriptions of one API in the previous manifest. */
export type Previous = ReadonlyMap<string, string>;

/** What of an API the plan is made from; `previous` is empty where it is not known. */
export interface Wanted {
  readonly declared: DeclaredApi;
  /** What the change is told against. */
  readonly previous: Previous;
  /** Whether a name that the manifest does not declare is ours to remove; those of `previous` unless given. */
  readonly isOurs?: (name: string) => boolean;
  /** Whether another manifest declares a name that this one does not: it is neither removed nor unmanaged. */
  readonly isElsewhere?: (name: string) => boolean;
  /** Names that an earlier manifest had marked as deprecated. */
  readonly deprecated?: ReadonlySet<string>;
  /** What becomes of permissions that nobody declared; `keep` unless the policy says so. */
  readonly unmanaged?: 'keep' | 'remove';
}

/** Compares one API with what the tenant holds. Pure; the same inputs give the same plan. */
export function planApi(wanted: Wanted, tenant: TenantApi): ApiPlan {
  const { declared } = wanted;
  const { unmanaged, ...changes } = compare(wanted, tenant.permissions);
  return {
    identifier: declared.identifier,
    id: tenant.id,
    name: declared.name ?? tenant.name ?? null,
    changes: [...changes.removals, ...changes.updates, ...changes.additions],
    unmanaged,
    admission: tenant.admission,
    ...marked(wanted),
  };
}

/** What the manifest changes against the previous one, where there is no tenant to ask. */
export function planOffline(wanted: Wanted): ApiPlan {
  const permissions = [...wanted.previous].map(([name, description]) => ({ name, description }));
  const { declared } = wanted;
  const { removals, updates, additions } = compare(wanted, permissions);
  const changes = [...removals, ...updates, ...additions];
  return {
    identifier: declared.identifier,
    id: null,
    name: declared.name ?? null,
    changes,
    unmanaged: [],
    admission: null,
    ...marked(wanted),
  };
}

function marked({ declared, deprecated = new Set() }: Wanted): Pick<ApiPlan, 'deprecated'> {
  const found = deprecationsOf(declared.permissions, deprecated);
  return found.length === 0 ? {} : { deprecated: found };
}

interface Comparison {
  removals: Change[];
  updates: Change[];
  additions: Change[];
  unmanaged: Permission[];
}

function compare(wanted: Wanted, held: readonly Permission[]): Comparison {
  const { declared, previous, deprecated, unmanaged = 'keep' } = wanted;
  const { isOurs = (name) => previous.has(name), isElsewhere = () => false } = wanted;
  const names = firstByName(declared.permissions);
  const heldNames = new Set(held.map(({ name }) => name));
  const undeclared = held.filter(({ name }) => !names.has(name) && !isElsewhere(name));
  const successors = new Map([...names.values()].map(({ name, renamedFrom }) => [renamedFrom, name]));
  const remove = (permission: Permission) => ({
    ...removal(permission, declared.place, isOurs(permission.name)),
    ...renamed(successors.get(permission.name)),
    ...(deprecated?.has(permission.name) && { deprecated: true as const }),
  });
  const isRemoved = ({ name }: Permission) => isOurs(name) || unmanaged === 'remove';
  return {
    removals: undeclared.filter(isRemoved).map(remove),
    unmanaged: undeclared.filter((permission) => !isRemoved(permission)),
    updates: held.flatMap((permission) => update(permission, names.get(permission.name), previous)),
    additions: [...names.values()].flatMap((permission) => addition(permission, previous, heldNames)),
  };
}

/** A name that stands twice is a problem that stops an apply; for the plan its first declaration counts. */
function firstByName(permissions: readonly DeclaredPermission[]): Map<string, DeclaredPermission> {
  const names = new Map<string, DeclaredPermission>();
  for (const permission of permissions) if (!names.has(permission.name)) names.set(permission.name, permission);
  return names;
}

function removal({ name, description }: Permission, place: Place, isOurs: boolean): Change {
  const origin = isOurs ? 'manifest' : 'drift';
  return { kind: 'remove', permission: name, before: description ?? '', after: null, origin, place };
}

/** It is to replace nothing but what is there: a name that is not can be neither held by anybody nor dropped. */
function addition(permission: DeclaredPermission, previous: Previous, held: ReadonlySet<string>): Change[] {
  const { name, description, renamedFrom, place } = permission;
  if (held.has(name)) return [];
  const origin = previous.has(name) ? 'drift' : 'manifest';
  const source = renamedFrom !== undefined && held.has(renamedFrom) ? renamedFrom : undefined;
  return [{ kind: 'add', permission: name, before: null, after: description, origin, place, ...renamed(source) }];
}

function renamed(other: string | undefined): Pick<Change, 'renamed'> {
  return other === undefined ? {} : { renamed: other };
}

function update(held: Permission, declared: DeclaredPermission | undefined, previous: Previous): Change[] {
  if (!declared || sameDescription(held.description, declared.description)) return [];
  const { name, description: after, descriptionPlace: place } = declared;
  const origin = previous.get(name) === after ? 'drift' : 'manifest';
  return [{ kind: 'update', permission: name, before: held.description ?? '', after, origin, place }];
}

/**
 * The whole list to send: the tenant's, in its order, minus removals, with updates, then additions. What no change
 * names goes back untouched, a missing description as a missing one.
 */
export function mergedList(held: readonly Permission[], changes: readonly Change[]): Permission[] {
  const byName = new Map(changes.map((change) => [change.permission, change]));
  const kept = held.flatMap((permission) => {
    const change = byName.get(permission.name);
    if (change?.kind === 'remove') return [];
    return [change?.kind === 'update' ? { ...permission, description: change.after ?? '' } : permission];
  });
  const added = changes
    .filter(({ kind }) => kind === 'add')
    .map(({ permission, after }) => ({ name: permission, description: after || undefined }));
  return [...kept, ...added];
}

/** Whether two lists hold the same permissions with the same descriptions, each as often; order says nothing. */
export function sameList(a: readonly Permission[], b: readonly Permission[]): boolean {
  const [first, second] = [a, b].map((list) => list.map(pairOf).sort(compareText));
  return JSON.stringify(first) === JSON.stringify(second);
}

function pairOf({ name, description = '' }: Permission): string {
  return JSON.stringify([name, description]);
}

/** Removals in `now` that `reviewed` did not hold: what a write must not do unseen. */
export function unseenRemovals(now: ApiPlan, reviewed: ApiPlan): string[] {
  const seen = new Set(reviewed.changes.filter(isRemoval).map(({ permission }) => permission));
  return now.changes.filter(isRemoval).flatMap(({ permission }) => (seen.has(permission) ? [] : [permission]));
}

function isRemoval({ kind }: Change): boolean {
  return kind === 'remove';
}

export interface Counts {
  readonly additions: number;
  readonly updates: number;
  readonly removals: number;
  readonly unmanaged: number;
}

export function countChanges(apis: readonly ApiPlan[]): Counts {
  const changes = apis.flatMap((api) => api.changes);
  const count = (kind: ChangeKind) => changes.filter((change) => change.kind === kind).length;
  const unmanaged = apis.reduce((sum, api) => sum + api.unmanaged.length, 0);
  return { additions: count('add'), updates: count('update'), removals: count('remove'), unmanaged };
}
