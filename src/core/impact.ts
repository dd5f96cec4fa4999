/**
 * Impact: who loses access by a removal, and who gains it by an addition at once, without anybody granting it.
 *
 * Auth0 has no question "who holds this permission": it is gathered from the client grants of an API, of which each
 * belongs to an application, and from the permissions of every role. Both can be unreadable (the token lacks the right)
 * or too many; what is not known is said, and never taken for "nobody".
 */
import { type DeprecationScope, isAsked } from './deprecation.ts';
import type { ApiPlan, Change } from './plan.ts';

/** An application's right to use an API: with the permissions it lists, or with all there are and will be. */
export interface Grant {
  readonly application: Application;
  /** Empty where `all` is set. */
  readonly permissions: readonly string[];
  /** Auth0's `allow_all_scopes`: permissions that are added later are granted with it. */
  readonly all: boolean;
}

export interface Application {
  /** The client id. */
  readonly id: string;
  /** null where the token may not read it. */
  readonly name: string | null;
}

export interface Role {
  readonly name: string;
  /** By the API's identifier. */
  readonly permissions: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What could be found out about who holds what; undefined where the token lacks the right to read it. */
export interface Holders {
  /** By the API's identifier. */
  readonly grants: ReadonlyMap<string, readonly Grant[]> | undefined;
  readonly roles: RoleCheck | undefined;
}

/** Reading a tenant's roles takes a request each, and ends when the time for it is over. */
export interface RoleCheck {
  readonly roles: readonly Role[];
  /** How many roles there are; more than were read where time ran out. */
  readonly total: number;
}

/** Whom one change touches: of a removal who loses the permission, of an addition who gets it at once. */
export interface Impact {
  readonly applications: readonly AffectedApplication[];
  readonly roles: readonly string[];
}

export interface AffectedApplication extends Application {
  /** It may use every permission of the API, whatever they are. */
  readonly all: boolean;
}

/** What is asked of the tenant for a plan: only what is removed or added can touch anyone. */
export interface Question {
  /** Identifiers of APIs whose grants are wanted. */
  readonly grants: readonly string[];
  /** What is removed or renamed, by the API's identifier: of what a grant lists and a role gives nothing else is kept. */
  readonly permissions: ReadonlyMap<string, ReadonlySet<string>>;
  readonly roles: boolean;
}

/** @param scope of which deprecated permissions it is asked who holds them. */
export function questionOf(apis: readonly ApiPlan[], scope: DeprecationScope = 'new'): Question {
  const names = new Map(apis.map((api) => [api.identifier, heldNames(api, scope)]));
  const touching = apis.filter(
    ({ identifier, changes }) => names.get(identifier)?.size || changes.some(({ kind }) => kind !== 'update'),
  );
  return {
    grants: touching.map(({ identifier }) => identifier),
    permissions: new Map([...names].filter(([identifier]) => touching.some((api) => api.identifier === identifier))),
    roles: [...names.values()].some(({ size }) => size > 0),
  };
}

/** Roles matter to who loses a permission, and to who still holds the old name of a new one. */
function isAskedOfRoles({ kind, renamed }: Change): boolean {
  return kind === 'remove' || (kind === 'add' && renamed !== undefined);
}

/** What is removed, the old names of what is added, and what is to go one day. */
function heldNames({ changes, deprecated = [] }: ApiPlan, scope: DeprecationScope): ReadonlySet<string> {
  const touched = changes.filter(isAskedOfRoles);
  const marked = deprecated.filter((one) => isAsked(one, scope));
  return new Set([
    ...touched.flatMap((one) => (one.kind === 'add' ? (one.renamed ?? []) : one.permission)),
    ...marked.map(({ permission }) => permission),
  ]);
}

/** The plan with the impact of each removal and addition, and who holds what is deprecated, as far as it is known. */
export function withImpact(api: ApiPlan, holders: Holders, scope: DeprecationScope = 'new'): ApiPlan {
  const { identifier, changes, deprecated } = api;
  const marked = deprecated?.map((one) =>
    isAsked(one, scope) ? { ...one, holders: holdersOf(one.permission, identifier, holders) } : one,
  );
  const touched = changes.map((change) => ({ ...change, ...impactOf(change, api, holders) }));
  return { ...api, changes: touched, ...(marked && { deprecated: marked }) };
}

function impactOf(change: Change, { identifier }: ApiPlan, holders: Holders): Pick<Change, 'impact' | 'oldHolders'> {
  const { kind, permission, renamed } = change;
  if (kind === 'update') return {};
  if (kind === 'remove') return { impact: holdersOf(permission, identifier, holders) };
  const gaining = (holders.grants?.get(identifier) ?? []).filter(({ all }) => all);
  const impact = { applications: gaining.map(affected), roles: [] };
  return renamed === undefined ? { impact } : { impact, oldHolders: holdersOf(renamed, identifier, holders) };
}

function holdersOf(permission: string, identifier: string, { grants, roles }: Holders): Impact {
  const holding = (grants?.get(identifier) ?? []).filter(
    ({ all, permissions }) => all || permissions.includes(permission),
  );
  return { applications: holding.map(affected), roles: rolesWith(permission, identifier, roles) };
}

function affected({ application, all }: Grant): AffectedApplication {
  return { ...application, all };
}

function rolesWith(permission: string, identifier: string, check: RoleCheck | undefined): string[] {
  const holding = check?.roles.filter(({ permissions }) => permissions.get(identifier)?.has(permission)) ?? [];
  return holding.map(({ name }) => name);
}

/** What could not be found out of what was asked. */
export interface Unknowns {
  /** Grants of the Management API that the token lacks, such as `read:roles`. */
  readonly lacking: readonly string[];
  /** Set where not every role was read. */
  readonly roles?: { readonly checked: number; readonly total: number };
}

export function unknownsOf({ grants, roles }: Question, holders: Holders): Unknowns {
  const lacking = [
    ...(grants.length > 0 && !holders.grants ? ['read:client_grants'] : []),
    ...(roles && !holders.roles ? ['read:roles'] : []),
  ];
  const [checked, total] = [holders.roles?.roles.length ?? 0, holders.roles?.total ?? 0];
  return { lacking, ...(checked < total && { roles: { checked, total } }) };
}
