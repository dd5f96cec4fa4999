/**
 * The plan of a whole run, from all that was read for it: the manifest, what was applied before, what the tenant holds, and
 * who holds what of it. Everything here is a function of values. It is made in two steps, since what is compared says who has
 * to be asked for: `compareApis`, then `makePlan`.
 */
import type { DeprecationScope } from './deprecation.ts';
import { fingerprint } from './fingerprint.ts';
import { guard } from './guard.ts';
import type { DeclaredApi } from './manifest.ts';
import { type ApiPlan, mergedList, type Previous, planApi, planOffline, type TenantApi, type Wanted } from './plan.ts';
import type { Exception, Policy } from './policy.ts';
import { onlyLater, type Problem } from './problem.ts';
import { needOf } from './reach/expectations.ts';
import { withImpact } from './reach/impact.ts';
import { type Need, type Question, questionOf, unknownsOf } from './reach/question.ts';
import type { Holders } from './reach/reach.ts';
import type { Plan } from './report.ts';
import type { Reached, Stage } from './rules/access-expectation.ts';
import {
  checkAccess,
  checkMerged,
  checkPublic,
  checkSources,
  checkUnmanaged,
  type Judgement,
  systemApiProblem,
} from './rules/check.ts';

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

function heldByIdentifier({ held = [] }: PlanInputs): Map<string, TenantApi> {
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

/** Whom the tenant has to be asked for: only what is removed, added, deprecated or judged touches anyone. */
export function questionFor(compared: readonly Compared[], terms: Terms): Question {
  const { judgedBy, appliedBy } = terms;
  const entries = [...new Set([...judgedBy.access, ...appliedBy.access])];
  const needs = compared.flatMap(({ declared: { identifier }, admission, names }): Need[] => {
    const need = needOf(entries, { identifier, admission }, names);
    return need ? [need] : [];
  });
  return questionOf(
    compared.map(({ planned }) => planned),
    scopeOf(terms),
    needs,
  );
}

/**
 * Whom the tenant is likely to be asked for, told by what the manifest changes against the one before. What the tenant
 * holds, and a policy, may call for more, or for less.
 */
export function likelyQuestion(
  declared: readonly DeclaredApi[],
  previous: PreviousManifest,
  terms: Pick<Terms, 'stage'>,
): Question {
  const wanted = (api: DeclaredApi) => wantedOf({ previous, moved: new Map() }, api, { unmanaged: 'keep' });
  return questionOf(
    declared.map((api) => planOffline(wanted(api))),
    scopeOf(terms),
  );
}

/** A review is about what is new. */
function scopeOf({ stage }: Pick<Terms, 'stage'>): DeprecationScope {
  return stage === 'drift' ? 'all' : 'new';
}

/** Who holds what, as it was asked. */
export interface Answered {
  readonly question: Question;
  readonly holders: Holders;
}

/** All that a plan is made from. */
export interface Asked {
  readonly inputs: PlanInputs;
  readonly compared: readonly Compared[];
  /** Absent where nobody was asked, since nothing depends on it. */
  readonly answered?: Answered;
}

export interface Planned {
  readonly plan: Plan;
  /** Those that only the tenant's answer shows. */
  readonly problems: readonly Problem[];
  /** The policy's exceptions that kept one of those from being one. */
  readonly exceptions: readonly Exception[];
}

/** Compares with the tenant or, where it was not asked, with the previous manifest alone. */
export function makePlan({ inputs, compared, answered }: Asked, terms: Terms): Planned {
  const { held } = inputs;
  if (!held) return { plan: offlinePlan(inputs, terms), problems: [], exceptions: [] };
  const plans = compared.map(({ planned }) => planned);
  const judged = withVerdict(plans, { answered, held: countsOf(held) }, terms);
  const touched = compared.map((one, index) => ({ ...one, planned: judged.apis[index] ?? one.planned }));
  const reach = judgeReach(touched, { holders: answered?.holders ?? nothingRead, today: inputs.today }, terms);
  const known = heldByIdentifier(inputs);
  const system = inputs.declared.filter(({ identifier }) => known.get(identifier)?.system);
  return {
    plan: toPlan(inputs, judged),
    problems: [...system.flatMap(systemApiProblem), ...[...compared, ...reach].flatMap(({ problems }) => problems)],
    exceptions: reach.flatMap(({ exceptions }) => exceptions),
  };
}

const nothingRead: Holders = { grants: undefined, roles: undefined, notRead: [] };

/** What only who holds what can show; what the next policy would say of it is told, too. */
function judgeReach(
  compared: readonly Compared[],
  { holders, today }: { readonly holders: Holders; readonly today: string },
  { judgedBy, appliedBy, stage }: Terms,
): Judgement[] {
  return compared.map((api) => {
    const judge = (policy: Policy): Judgement => {
      const open = checkPublic(api.declared, api.planned, { policy, today });
      return { ...open, problems: [...open.problems, ...checkAccess(api, policy, { holders, stage })] };
    };
    const now = judge(judgedBy);
    if (appliedBy === judgedBy) return now;
    return { ...now, problems: [...now.problems, ...onlyLater(judge(appliedBy).problems, now.problems)] };
  });
}

function offlinePlan(inputs: PlanInputs, terms: Terms): Plan {
  const apis = inputs.declared.map((api) => planOffline(wantedOf(inputs, api, terms.appliedBy)));
  const held = new Map([...inputs.previous.apis].map(([identifier, names]) => [identifier, names.size]));
  return toPlan(inputs, withVerdict(apis, { answered: undefined, held }, terms));
}

/** How many permissions each API holds. */
export function countsOf(held: readonly TenantApi[]): Map<string, number> {
  return new Map(held.map(({ identifier, permissions }) => [identifier, permissions.length]));
}

interface Weighing {
  readonly answered: Answered | undefined;
  readonly held: ReadonlyMap<string, number>;
}

/** The plans with whom they touch, and whether the guard would let them be applied. */
function withVerdict(apis: readonly ApiPlan[], { answered, held }: Weighing, terms: Terms): Weighed {
  const touched = answered ? apis.map((api) => withImpact(api, answered.holders, scopeOf(terms))) : apis;
  const unknowns = answered ? unknownsOf(answered.question, answered.holders) : { notRead: [] };
  const verdict = guard({ apis: touched, held, unknowns }, terms.appliedBy.removals);
  return { apis: touched, unknowns, verdict };
}

type Weighed = Pick<Plan, 'apis' | 'unknowns' | 'verdict'>;

function toPlan({ tenant, environment, declared, previous, held }: PlanInputs, judged: Weighed): Plan {
  const current = new Set(declared.map(({ identifier }) => identifier));
  const present = new Set(held?.map(({ identifier }) => identifier));
  return {
    ...{ tenant, environment },
    tenantAsked: held !== undefined,
    fingerprint: fingerprint(tenant, environment, judged.apis),
    ...judged,
    missing: held ? declared.filter(({ identifier }) => !present.has(identifier)) : [],
    released: [...previous.apis.keys()].filter((identifier) => !current.has(identifier)),
  };
}
