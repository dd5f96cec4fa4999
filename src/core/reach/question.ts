/** What is asked of the tenant to know whose reach a plan alters: only what is removed, added or judged can touch anyone. */
import { type DeprecationScope, isAsked } from '../deprecation.ts';
import type { ApiPlan, Change } from '../plan.ts';
import { type Holders, mayCount, type NotRead, type Role } from './reach.ts';

export interface Question {
  /** Identifiers of APIs whose grants are wanted. */
  readonly grants: readonly string[];
  /** By the API's identifier: of what a grant lists and a role gives nothing else is kept. */
  readonly permissions: ReadonlyMap<string, ReadonlySet<string>>;
  /**
   * `few`: only where the tenant has so few that a plan which only adds is not kept waiting. An added name that a role has
   * kept from before is a rare thing.
   */
  readonly roles: 'all' | 'few' | 'none';
  /** Removed, by the API's identifier: of a role that gives any of it, how many users hold the role. */
  readonly lost: ReadonlyMap<string, ReadonlySet<string>>;
  /** Whether it matters which applications are third-party ones. */
  readonly thirdParties: boolean;
}

/** What somebody needs to know beside what the changes themselves ask for. */
export interface Need {
  readonly identifier: string;
  readonly permissions: readonly string[];
  readonly roles: boolean;
  readonly thirdParties: boolean;
}

/**
 * @param scope of which deprecated permissions it is asked who holds them.
 * @param needs what the policy's expectations of reach are judged by.
 */
export function questionOf(
  apis: readonly ApiPlan[],
  scope: DeprecationScope = 'new',
  needs: readonly Need[] = [],
): Question {
  const needed = new Map(needs.map((need) => [need.identifier, need.permissions]));
  const asked = apis.map((api) => ({
    api,
    names: new Set([...namesOf(api, scope), ...(needed.get(api.identifier) ?? [])]),
  }));
  const touching = asked.filter(({ names }) => names.size > 0);
  const byApi = <Value>(of: (one: (typeof touching)[number]) => Value) =>
    new Map(touching.map((one) => [one.api.identifier, of(one)]));
  return {
    grants: touching.map(({ api }) => api.identifier),
    permissions: byApi(({ names }) => names),
    roles: rolesFor(apis, scope, needs),
    lost: byApi(({ api }) => new Set(api.changes.filter(isRemoval).map(({ permission }) => permission))),
    thirdParties: needs.some(({ thirdParties }) => thirdParties),
  };
}

/** What is removed or added, the old names of what is added, and what is to go one day. */
function namesOf({ changes, deprecated = [] }: ApiPlan, scope: DeprecationScope): string[] {
  const touched = changes.filter(({ kind }) => kind !== 'update');
  return [
    ...touched.map(({ permission }) => permission),
    ...touched.flatMap(({ kind, renamed }) => (kind === 'add' ? (renamed ?? []) : [])),
    ...deprecated.filter((one) => isAsked(one, scope)).map(({ permission }) => permission),
  ];
}

function rolesFor(apis: readonly ApiPlan[], scope: DeprecationScope, needs: readonly Need[]): Question['roles'] {
  const losing = ({ changes, deprecated = [] }: ApiPlan) =>
    changes.some(isAskedOfRoles) || deprecated.some((one) => isAsked(one, scope));
  if (apis.some(losing) || needs.some(({ roles }) => roles)) return 'all';
  const reviving = ({ changes, admission }: ApiPlan) =>
    admission !== null && mayCount(admission) && changes.some(({ kind }) => kind === 'add');
  return apis.some(reviving) ? 'few' : 'none';
}

/** Roles matter to who loses a permission, and to who still holds the old name of a new one. */
function isAskedOfRoles({ kind, renamed }: Change): boolean {
  return kind === 'remove' || (kind === 'add' && renamed !== undefined);
}

function isRemoval({ kind }: Change): boolean {
  return kind === 'remove';
}

/** What could not be found out of what was asked. */
export interface Unknowns {
  readonly notRead: readonly NotRead[];
  /** Set where not every role was read that had to be. */
  readonly roles?: { readonly checked: number; readonly total: number };
  /** Set where of the roles that lose something not every one could have its users counted in the time. */
  readonly users?: { readonly counted: number; readonly total: number };
}

/** That there are more than a few roles is no lack where only additions asked for them. */
export function unknownsOf({ roles: wanted, lost }: Question, { roles, notRead }: Holders): Unknowns {
  const [checked, total] = [roles?.roles.length ?? 0, roles?.total ?? 0];
  const told = wanted === 'all' ? notRead : notRead.filter(({ what }) => what !== 'roles');
  const losing = roles?.roles.filter((role) => losesOf(role, lost)) ?? [];
  const counted = losing.filter(({ users }) => users !== null).length;
  const isCut = counted < losing.length && !notRead.some(({ what }) => what === 'users');
  return {
    notRead: told,
    ...(wanted === 'all' && checked < total && { roles: { checked, total } }),
    ...(isCut && { users: { counted, total: losing.length } }),
  };
}

/** Whether a role gives anything of what is removed. */
export function losesOf({ permissions }: Role, lost: Question['lost']): boolean {
  return [...permissions].some(([identifier, names]) => [...names].some((name) => lost.get(identifier)?.has(name)));
}

/** Rights without which it can't be told who holds what. */
export function lackingRights({ notRead }: Unknowns): string[] {
  return notRead.filter(({ what }) => what === 'grants' || what === 'roles').map(({ right }) => right);
}
