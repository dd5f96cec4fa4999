/**
 * The manifest beside what was applied before and what the tenant holds, API by API: what a plan is made from, before
 * anybody is asked who holds what.
 */
import type { DeclaredApi } from './manifest.ts';
import { type ApiPlan, mergedList, type Previous, planApi, type TenantApi, type Wanted } from './plan.ts';
import type { Policy } from './policy.ts';
import { onlyLater, type Problem } from './problem.ts';
import type { Reached, Stage } from './rules/access-expectation.ts';
import { checkMerged, checkSources, checkUnmanaged } from './rules/check.ts';

/** Names of permissions by the API's identifier. */
export type Names = ReadonlyMap<string, ReadonlySet<string>>;

/** The manifest that the tenant follows so far, and what is ours beside it. */
export interface PreviousManifest {
  /** By identifier; empty where nothing is known. What a change is told against. */
  readonly apis: ReadonlyMap<string, Previous>;
  /** Whether what it declares is ours: an apply succeeded with it, or it can't be told which did. */
  readonly isApplied: boolean;
  /** Names that applies since then added themselves. */
  readonly added: Names;
  /** Names that it, or one of those since, had marked as deprecated. */
  readonly deprecated: Names;
  /** By identifier and name, what it said that a permission is renamed from. */
  readonly renames: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** The commit or branch it was read from, '' where there is none. */
  readonly commit: string;
  /** False where GitHub could not tell what was applied last. */
  readonly remembered: boolean;
}

export interface PlanInputs {
  /** The tenant's domain, '' where it is not known. */
  readonly tenant: string;
  readonly environment: string;
  /** As YYYY-MM-DD, in UTC. */
  readonly today: string;
  readonly declared: readonly DeclaredApi[];
  readonly previous: PreviousManifest;
  /** What the tenant has of the declared APIs; undefined where it was not asked. */
  readonly held: readonly TenantApi[] | undefined;
  /** What the tenant holds and another manifest declares. */
  readonly moved: Names;
}

/** What a plan is made by. */
export interface Terms {
  /** Judges. */
  readonly judgedBy: Policy;
  /** Says what an apply of this very commit will remove, and what it may. */
  readonly appliedBy: Policy;
  /** What it is made for. */
  readonly stage: Stage;
}

/** One API beside what the tenant has of it. */
export interface Compared extends Reached {
  readonly problems: readonly Problem[];
}

/** Those that the tenant has and that are not Auth0's own; none where it was not asked. */
export function compareApis(inputs: PlanInputs, terms: Terms): Compared[] {
  const held = heldByIdentifier(inputs);
  return inputs.declared.flatMap((declared) => {
    const tenant = held.get(declared.identifier);
    return tenant && !tenant.system ? [compareApi(inputs, { declared, tenant }, terms)] : [];
  });
}

export function heldByIdentifier({ held = [] }: PlanInputs): Map<string, TenantApi> {
  return new Map(held.map((api) => [api.identifier, api]));
}

function compareApi(
  inputs: PlanInputs,
  { declared, tenant }: { readonly declared: DeclaredApi; readonly tenant: TenantApi },
  { judgedBy, appliedBy }: Terms,
): Compared {
  const planned = planApi(wantedOf(inputs, declared, appliedBy), tenant);
  const [now, later] = [judgedBy, appliedBy].map((one) => checkUnmanaged(declared, planned.unmanaged, one));
  const merged = mergedList(tenant.permissions, planned.changes);
  const problems = [
    ...(now ?? []),
    ...onlyLater(later ?? [], now ?? []),
    ...(planned.changes.length === 0 ? [] : checkMerged(declared, merged)),
    ...renameProblems(inputs, declared, tenant),
  ];
  return { declared, planned, admission: tenant.admission, names: merged.map(({ name }) => name), problems };
}

/** Without the tenant a name that stands nowhere is not known to be nowhere. */
function renameProblems({ previous }: PlanInputs, api: DeclaredApi, tenant: TenantApi): Problem[] {
  const { identifier, permissions } = api;
  if (permissions.every(({ renamedFrom }) => renamedFrom === undefined)) return [];
  const before = [...(previous.apis.get(identifier)?.keys() ?? []), ...(previous.added.get(identifier) ?? [])];
  const held = tenant.permissions.map(({ name }) => name);
  return checkSources(api, { held, before, renames: previous.renames.get(identifier) ?? new Map() });
}

/** One API as it is compared, also right before it is written. */
export function wantedOf(
  { previous, moved }: Pick<PlanInputs, 'previous' | 'moved'>,
  declared: DeclaredApi,
  appliedBy: Pick<Policy, 'unmanaged'>,
): Wanted & IsOurs {
  const { identifier } = declared;
  const isApplied = (name: string) => previous.isApplied && previous.apis.get(identifier)?.has(name) === true;
  return {
    declared,
    previous: previous.apis.get(identifier) ?? new Map(),
    isOurs: (name) => isApplied(name) || previous.added.get(identifier)?.has(name) === true,
    isElsewhere: (name) => moved.get(identifier)?.has(name) === true,
    deprecated: previous.deprecated.get(identifier) ?? new Set(),
    unmanaged: appliedBy.unmanaged === 'remove' ? 'remove' : 'keep',
  };
}

type IsOurs = Required<Pick<Wanted, 'isOurs'>>;

/** What the manifest does not declare, the tenant holds, and the policy would not leave alone. */
export function droppedNames(inputs: PlanInputs, { judgedBy, appliedBy }: Terms): Names {
  const isKept = judgedBy.unmanaged === 'keep' && appliedBy.unmanaged === 'keep';
  const held = heldByIdentifier(inputs);
  const dropped = inputs.declared.map((api) => {
    const { isOurs } = wantedOf(inputs, api, appliedBy);
    const declared = new Set(api.permissions.map(({ name }) => name));
    const undeclared = (held.get(api.identifier)?.permissions ?? []).filter(({ name }) => !declared.has(name));
    const names = undeclared.map(({ name }) => name).filter((name) => !isKept || isOurs(name));
    return [api.identifier, new Set(names)] as const;
  });
  return new Map(dropped.filter(([, names]) => names.size > 0));
}

/** What the tenant holds of an API and its plan does not remove. */
export function keptNames({ held = [] }: PlanInputs, plan: ApiPlan): string[] {
  const removed = removedNames([plan]).get(plan.identifier);
  const all = held.filter(({ identifier }) => identifier === plan.identifier).flatMap(({ permissions }) => permissions);
  return all.map(({ name }) => name).filter((name) => !removed?.has(name));
}

/** What plans remove, of those APIs that lose something. */
export function removedNames(apis: readonly ApiPlan[]): Names {
  const removed = apis.map(({ identifier, changes }) => {
    const names = changes.flatMap(({ kind, permission }) => (kind === 'remove' ? [permission] : []));
    return [identifier, new Set(names)] as const;
  });
  return new Map(removed.filter(([, names]) => names.size > 0));
}
