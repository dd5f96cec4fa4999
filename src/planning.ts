import type { DeprecationScope } from './core/deprecation.ts';
import type { Say } from './core/facts.ts';
import { fingerprint } from './core/fingerprint.ts';
import { guard } from './core/guard.ts';
import { type Holders, type Question, questionOf, unknownsOf, withImpact } from './core/impact.ts';
import type { DeclaredApi } from './core/manifest.ts';
import { type ApiPlan, mergedList, planApi, planOffline, type TenantApi, type Wanted } from './core/plan.ts';
import type { Policy } from './core/policy.ts';
import { onlyLater, type Problem } from './core/problem.ts';
import type { Plan } from './core/report.ts';
import { checkMerged, checkSources, checkUnmanaged, systemApiProblem } from './core/rules/check.ts';
import type { Inputs } from './inputs.ts';
import { type Names, nothingMoved } from './moved.ts';
import type { Ports, TenantReader } from './ports.ts';
import { declaredApis } from './prepare.ts';
import { type PreviousManifest, readPrevious, type Since, type Sources } from './previous.ts';

/** Everything a plan is made from. */
export interface Basis {
  readonly declared: readonly DeclaredApi[];
  readonly previous: PreviousManifest;
  /** What the tenant has of the declared APIs; undefined where it was not asked. */
  readonly held: readonly TenantApi[] | undefined;
  /** The way to the tenant; undefined where there is none. */
  readonly reader: (() => Promise<TenantReader>) | undefined;
  /** Names that the tenant holds and another manifest declares. */
  readonly moved: Names;
}

/** GitHub and the tenant are asked at the same time; a manifest without APIs asks no tenant. */
export async function readBasis(
  ports: Ports,
  { manifest, since, ...sources }: Sources & { readonly since: () => Promise<Since> },
  reader: (() => Promise<TenantReader>) | undefined,
): Promise<Basis> {
  const declared = declaredApis(ports, manifest);
  const [previous, held] = await Promise.all([
    since().then((known) => readPrevious(ports, { manifest, ...sources }, known)),
    reader && readTenant(reader, declared),
  ]);
  return { declared, previous, held, reader, moved: nothingMoved.names };
}

async function readTenant(open: () => Promise<TenantReader>, declared: readonly DeclaredApi[]): Promise<TenantApi[]> {
  if (declared.length === 0) return [];
  const reader = await open();
  return await reader.apis(declared.map(({ identifier }) => identifier));
}

/** A plan, and the problems that only the tenant's answer shows. */
export interface Planned {
  readonly plan: Plan;
  readonly problems: readonly Problem[];
  readonly notices: readonly string[];
  readonly basis: Basis;
}

export function sayPlanned(say: Say, { plan, problems, notices, basis: { previous } }: Planned): void {
  say({ kind: 'planned', plan, problems, notices, previous: previous.commit, remembered: previous.remembered });
}

/** What a plan is made by. */
interface Terms {
  /** Judges. */
  readonly policy: Policy;
  /** Says what an apply of this very commit will remove, and what it may. */
  readonly next: Policy;
  /** Of which deprecated permissions it is asked who holds them; `new` where nothing is said. */
  readonly deprecations?: DeprecationScope;
}

/** Compares with the tenant or, where it was not asked, with the previous manifest alone. */
export async function makePlan(ports: Ports, known: Basis, terms: Terms): Promise<Planned> {
  const { next, deprecations = 'new' } = terms;
  const { held, reader, previous } = known;
  if (!held || !reader)
    return { plan: offlinePlan(ports.inputs, known, next), problems: [], notices: previous.notices, basis: known };
  const { names, notices } = await previous.moved(droppedNames(known, terms));
  const basis = { ...known, moved: names };
  const { compared, system } = compareAll(basis, held, terms);
  const apis = compared.map(({ api }) => api);
  const asked = await askHolders(apis, reader, deprecations);
  const weighed = weigh(apis, asked, { held: countsOf(held), policy: next });
  return {
    plan: toPlan(ports.inputs, basis, weighed),
    problems: [...system.flatMap(systemApiProblem), ...compared.flatMap(({ problems }) => problems)],
    notices: [...previous.notices, ...notices],
    basis,
  };
}

function compareAll(basis: Basis, held: readonly TenantApi[], { policy, next }: Terms) {
  const byIdentifier = new Map(held.map((api) => [api.identifier, api]));
  const compared = basis.declared.flatMap((api) => {
    const tenant = byIdentifier.get(api.identifier);
    return tenant && !tenant.system ? [comparison(basis, { declared: api, tenant }, { policy, next })] : [];
  });
  return { compared, system: basis.declared.filter(({ identifier }) => byIdentifier.get(identifier)?.system) };
}

/** What the manifest does not declare and the policy would not leave alone. */
function droppedNames(basis: Basis, { policy, next }: Terms): Names {
  const isKept = policy.unmanaged === 'keep' && next.unmanaged === 'keep';
  const held = new Map(basis.held?.map((api) => [api.identifier, api.permissions]));
  const dropped = basis.declared.map((api) => {
    const { isOurs } = wantedOf(basis, api, next);
    const declared = new Set(api.permissions.map(({ name }) => name));
    const names = (held.get(api.identifier) ?? []).map(({ name }) => name).filter((name) => !declared.has(name));
    return [api.identifier, new Set(isKept ? names.filter(isOurs) : names)] as const;
  });
  return new Map(dropped.filter(([, names]) => names.size > 0));
}

function offlinePlan(inputs: Inputs, basis: Basis, policy: Policy): Plan {
  const apis = basis.declared.map((api) => planOffline(wantedOf(basis, api, policy)));
  const held = new Map([...basis.previous.apis].map(([identifier, names]) => [identifier, names.size]));
  return toPlan(inputs, basis, weigh(apis, undefined, { held, policy }));
}

/** How many permissions each API holds. */
export function countsOf(held: readonly TenantApi[]): Map<string, number> {
  return new Map(held.map(({ identifier, permissions }) => [identifier, permissions.length]));
}

interface Asked {
  readonly question: Question;
  readonly scope: DeprecationScope;
  readonly holders: Holders;
}

/** Only what is removed, added or deprecated touches anyone; a plan without any costs no request. */
async function askHolders(
  apis: readonly ApiPlan[],
  reader: () => Promise<TenantReader>,
  scope: DeprecationScope,
): Promise<Asked | undefined> {
  const question = questionOf(apis, scope);
  if (question.grants.length === 0) return undefined;
  const tenant = await reader();
  return { question, scope, holders: await tenant.holders(question) };
}

/** The plan with whom it touches, and whether the guard would let it be applied. */
function weigh(
  apis: readonly ApiPlan[],
  asked: Asked | undefined,
  { held, policy }: { held: ReadonlyMap<string, number>; policy: Policy },
): Weighed {
  const touched = asked ? apis.map((api) => withImpact(api, asked.holders, asked.scope)) : apis;
  const unknowns = asked ? unknownsOf(asked.question, asked.holders) : { lacking: [] };
  return { apis: touched, unknowns, verdict: guard({ apis: touched, held, unknowns }, policy.removals) };
}

type Weighed = Pick<Plan, 'apis' | 'unknowns' | 'verdict'>;

function comparison(
  basis: Basis,
  { declared, tenant }: { readonly declared: DeclaredApi; readonly tenant: TenantApi },
  { policy, next }: Pick<Terms, 'policy' | 'next'>,
): { api: ApiPlan; problems: Problem[] } {
  const api = planApi(wantedOf(basis, declared, next), tenant);
  const [now, later] = [policy, next].map((one) => checkUnmanaged(declared, api.unmanaged, one));
  const unmanaged = [...(now ?? []), ...onlyLater(later ?? [], now ?? [])];
  const merged = api.changes.length === 0 ? [] : checkMerged(declared, mergedList(tenant.permissions, api.changes));
  return { api, problems: [...unmanaged, ...merged, ...renameProblems(basis, declared, tenant)] };
}

/** Without the tenant a name that stands nowhere is not known to be nowhere. */
function renameProblems({ previous }: Basis, api: DeclaredApi, tenant: TenantApi): Problem[] {
  const { identifier, permissions } = api;
  if (permissions.every(({ renamedFrom }) => renamedFrom === undefined)) return [];
  const before = [...(previous.apis.get(identifier)?.keys() ?? []), ...(previous.added.get(identifier) ?? [])];
  const held = tenant.permissions.map(({ name }) => name);
  return checkSources(api, { held, before, renames: previous.renames.get(identifier) ?? new Map() });
}

type IsOurs = Required<Pick<Wanted, 'isOurs'>>;

/** One API of the basis, as the plan takes it. */
export function wantedOf({ previous, moved }: Basis, declared: DeclaredApi, policy: Policy): Wanted & IsOurs {
  const { identifier } = declared;
  const isApplied = (name: string) => previous.isApplied && previous.apis.get(identifier)?.has(name) === true;
  return {
    declared,
    previous: previous.apis.get(identifier) ?? new Map(),
    isOurs: (name) => isApplied(name) || previous.added.get(identifier)?.has(name) === true,
    isElsewhere: (name) => moved.get(identifier)?.has(name) === true,
    deprecated: previous.deprecated.get(identifier) ?? new Set(),
    unmanaged: policy.unmanaged === 'remove' ? 'remove' : 'keep',
  };
}

function toPlan({ domain, environment }: Inputs, { declared, previous, held }: Basis, weighed: Weighed): Plan {
  const current = new Set(declared.map(({ identifier }) => identifier));
  const present = new Set(held?.map(({ identifier }) => identifier));
  return {
    tenant: domain,
    environment,
    tenantAsked: held !== undefined,
    fingerprint: fingerprint(domain, environment, weighed.apis),
    ...weighed,
    missing: held ? declared.filter(({ identifier }) => !present.has(identifier)) : [],
    released: [...previous.apis.keys()].filter((identifier) => !current.has(identifier)),
  };
}
