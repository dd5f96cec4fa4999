/**
 * The plan of a whole run, from all that was read for it: what is compared, and who holds what of it. Everything here is a
 * function of values. It is made in two steps, since what is compared says who has to be asked for: `questionFor`, then
 * `makePlan`.
 */
import {
  type Compared,
  heldByIdentifier,
  type PlanInputs,
  type PreviousManifest,
  type Terms,
  wantedOf,
} from './comparing.ts';
import type { DeprecationScope } from './deprecation.ts';
import { fingerprint } from './fingerprint.ts';
import { guard } from './guard.ts';
import type { DeclaredApi } from './manifest.ts';
import { type ApiPlan, planOffline, type TenantApi } from './plan.ts';
import type { Exception, Policy } from './policy.ts';
import { onlyLater, type Problem } from './problem.ts';
import { needOf } from './reach/expectations.ts';
import { withImpact } from './reach/impact.ts';
import { type Need, type Question, questionOf, unknownsOf } from './reach/question.ts';
import type { Holders } from './reach/reach.ts';
import type { Plan } from './report.ts';
import { checkAccess, checkPublic, type Judgement, systemApiProblem } from './rules/check.ts';

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
