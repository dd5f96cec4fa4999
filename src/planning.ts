import type { DeprecationScope } from './core/deprecation.ts';
import { fingerprint } from './core/fingerprint.ts';
import { guard } from './core/guard.ts';
import type { DeclaredApi } from './core/manifest.ts';
import { type ApiPlan, mergedList, planApi, planOffline, type TenantApi, type Wanted } from './core/plan.ts';
import type { Exception, Policy } from './core/policy.ts';
import { onlyLater, type Problem } from './core/problem.ts';
import { needOf } from './core/reach/expectations.ts';
import { withImpact } from './core/reach/impact.ts';
import { type Need, type Question, questionOf, unknownsOf } from './core/reach/question.ts';
import type { Holders } from './core/reach/reach.ts';
import type { Plan } from './core/report.ts';
import type { Reached, Stage } from './core/rules/access-expectation.ts';
import {
  checkAccess,
  checkMerged,
  checkPublic,
  checkUnmanaged,
  type Judgement,
  systemApiProblem,
} from './core/rules/check.ts';
import type { Inputs } from './inputs.ts';
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
  return { declared, previous, held, reader };
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
  /** The policy's exceptions that kept one of those from being one. */
  readonly exceptions: readonly Exception[];
  readonly previous: PreviousManifest;
}

/** What a plan is made by. */
interface Terms {
  /** Judges. */
  readonly policy: Policy;
  /** Says what an apply of this very commit will remove, and what it may. */
  readonly next: Policy;
  /** What it is made for. */
  readonly stage: Stage;
}

/** Compares with the tenant or, where it was not asked, with the previous manifest alone. */
export async function makePlan(ports: Pick<Ports, 'inputs' | 'run'>, basis: Basis, terms: Terms): Promise<Planned> {
  const { held, reader, previous } = basis;
  if (held && reader) return await planOnTenant(ports, { ...basis, held, reader }, terms);
  return { plan: offlinePlan(ports.inputs, basis, terms.next), problems: [], exceptions: [], previous };
}

type Asking = Basis & { readonly held: readonly TenantApi[]; readonly reader: () => Promise<TenantReader> };

async function planOnTenant(
  { inputs, run }: Pick<Ports, 'inputs' | 'run'>,
  basis: Asking,
  terms: Terms,
): Promise<Planned> {
  const { declared, held, previous } = basis;
  const byIdentifier = new Map(held.map((api) => [api.identifier, api]));
  const system = declared.filter(({ identifier }) => byIdentifier.get(identifier)?.system);
  const compared = declared.flatMap((api) =>
    comparison(wantedOf(basis, api, terms.next), byIdentifier.get(api.identifier), terms),
  );
  const plans = compared.map(({ planned }) => planned);
  const asked = await askHolders(compared, basis.reader, terms);
  const weighed = weigh(plans, asked, { held: countsOf(held), policy: terms.next });
  const touched = withPlans(compared, weighed.apis);
  const reach = judgeReach(touched, asked?.holders ?? nothingRead, { ...terms, today: run.today });
  const problems = [...compared, ...reach].flatMap((one) => one.problems);
  return {
    plan: toPlan(inputs, basis, weighed),
    problems: [...system.flatMap(systemApiProblem), ...problems],
    exceptions: reach.flatMap(({ exceptions }) => exceptions),
    previous,
  };
}

/** Nobody was asked, since nothing depends on it. */
const nothingRead: Holders = { grants: undefined, roles: undefined, notRead: [] };

function withPlans(compared: readonly Compared[], apis: readonly ApiPlan[]): Compared[] {
  return compared.map((one, index) => ({ ...one, planned: apis[index] ?? one.planned }));
}

/** What only who holds what can show; what the next policy would say of it is told, too. */
function judgeReach(
  compared: readonly Compared[],
  holders: Holders,
  { policy, next, stage, today }: Terms & { readonly today: string },
): Judgement[] {
  return compared.map((api) => {
    const judge = (by: Policy): Judgement => {
      const open = checkPublic(api.declared, api.planned, { policy: by, today });
      return { ...open, problems: [...open.problems, ...checkAccess(api, by, { holders, stage })] };
    };
    const now = judge(policy);
    return next === policy
      ? now
      : { ...now, problems: [...now.problems, ...onlyLater(judge(next).problems, now.problems)] };
  });
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

/** Only what is removed, added, deprecated or judged touches anyone; a plan without any costs no request. */
async function askHolders(
  compared: readonly Compared[],
  reader: () => Promise<TenantReader>,
  terms: Terms,
): Promise<Asked | undefined> {
  const scope = terms.stage === 'drift' ? 'all' : 'new'; // a review is about what is new
  const apis = compared.map(({ planned }) => planned);
  const question = questionOf(apis, scope, needsOf(compared, terms));
  if (question.grants.length === 0) return undefined;
  const tenant = await reader();
  return { question, scope, holders: await tenant.holders(question) };
}

function needsOf(compared: readonly Compared[], { policy, next }: Terms): Need[] {
  const entries = [...new Set([...policy.access, ...next.access])];
  return compared.flatMap(({ declared: { identifier }, admission, names }) => {
    return needOf(entries, { identifier, admission }, names) ?? [];
  });
}

/** The plan with whom it touches, and whether the guard would let it be applied. */
function weigh(
  apis: readonly ApiPlan[],
  asked: Asked | undefined,
  { held, policy }: { held: ReadonlyMap<string, number>; policy: Policy },
): Weighed {
  const touched = asked ? apis.map((api) => withImpact(api, asked.holders, asked.scope)) : apis;
  const unknowns = asked ? unknownsOf(asked.question, asked.holders) : { notRead: [] };
  return { apis: touched, unknowns, verdict: guard({ apis: touched, held, unknowns }, policy.removals) };
}

type Weighed = Pick<Plan, 'apis' | 'unknowns' | 'verdict'>;

/** One API beside what the tenant has of it. */
interface Compared extends Reached {
  readonly problems: readonly Problem[];
}

function comparison(wanted: Wanted, tenant: TenantApi | undefined, { policy, next }: Terms): Compared[] {
  if (!tenant || tenant.system) return [];
  const { declared } = wanted;
  const planned = planApi(wanted, tenant);
  const [now, later] = [policy, next].map((one) => checkUnmanaged(declared, planned.unmanaged, one));
  const unmanaged = [...(now ?? []), ...onlyLater(later ?? [], now ?? [])];
  const merged = mergedList(tenant.permissions, planned.changes);
  const limits = planned.changes.length === 0 ? [] : checkMerged(declared, merged);
  const names = merged.map(({ name }) => name);
  return [{ declared, planned, admission: tenant.admission, names, problems: [...unmanaged, ...limits] }];
}

/** One API of the basis, as the plan takes it. */
export function wantedOf({ previous }: Basis, declared: DeclaredApi, policy: Policy): Wanted {
  const unmanaged = policy.unmanaged === 'remove' ? 'remove' : 'keep';
  const { identifier } = declared;
  const attempted = previous.attempted.get(identifier) ?? new Set<string>();
  const deprecated = previous.deprecated.get(identifier) ?? new Set<string>();
  return { declared, previous: previous.apis.get(identifier) ?? new Map(), attempted, deprecated, unmanaged };
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
