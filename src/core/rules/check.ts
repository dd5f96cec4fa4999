/** Runs the rules as the policy sets them. */
import { Allowance } from '../allowance.ts';
import type { DeclaredApi, Manifest } from '../manifest.ts';
import type { Permission } from '../permission.ts';
import type { ApiPlan } from '../plan.ts';
import type { Exception, Policy } from '../policy.ts';
import { arrangeProblems, type Problem, problemKey, type Severity } from '../problem.ts';
import type { Holders } from '../reach/reach.ts';
import { viewsOf } from '../views.ts';
import { accessExpectation, accessFindings, type Reached, type Stage } from './access-expectation.ts';
import { apiRules } from './catalog.ts';
import {
  exceptFrom,
  exceptionExpired,
  exceptionUnused,
  expiredFinding,
  isExpired,
  unusedFinding,
} from './exceptions.ts';
import { limitOfMerged, permissionLimit } from './permission-limit.ts';
import { publicFindings, publicPermission } from './public-permission.ts';
import { type Elsewhere, lostSources, renameSource } from './rename-source.ts';
import type { Finding, RuleContext, RuleInfo } from './rule.ts';
import { systemApi, systemFinding } from './system-api.ts';
import { unmanagedFinding, unmanagedPermission } from './unmanaged-permission.ts';

export interface CheckContext extends Omit<RuleContext, 'guesses'> {
  /** As YYYY-MM-DD, in UTC. */
  readonly today: string;
  /** The exceptions to judge themselves: the policy's own, or those a pull request would make of them. */
  readonly exceptions: readonly Exception[];
}

export interface Judgement {
  readonly problems: readonly Problem[];
  /** The policy's exceptions that kept a problem from being one. */
  readonly exceptions: readonly Exception[];
}

/**
 * For guesses at what was meant, in about nanoseconds of a slow machine, so that a run takes no longer where nothing is
 * right: some tens of thousands of them.
 */
const mostGuessing = 5e8;

/** Judges every API in every environment the manifest knows, whichever one this run is for. Sorted by place. */
export function checkManifest(manifest: Manifest, context: CheckContext): Judgement {
  const { problems, exceptions } = checkEnvironments(manifest, context);
  return { problems: arrangeProblems(problems), exceptions };
}

/** The same, but in no order, and what is found in several environments is there for each of them. */
export function checkEnvironments(manifest: Manifest, context: CheckContext): Judgement {
  const own = { ...context, guesses: new Allowance(mostGuessing) };
  const found = viewsOf(manifest).flatMap((api) => checkApi(api, own));
  const excepted = exceptFrom(found, exceptionsInForce(context));
  const keys = new Set(excepted.problems.map(problemKey));
  const problems = keys.size === 0 ? found : found.filter((problem) => !keys.has(problemKey(problem)));
  return { problems: [...problems, ...checkExceptions(found, context)], exceptions: excepted.by };
}

function checkApi(api: DeclaredApi, context: RuleContext): Problem[] {
  return apiRules
    .filter((rule) => settingOf(rule, context.policy) !== 'off')
    .flatMap((rule) => toProblems(rule, rule.check(api, context), { api, policy: context.policy }));
}

function exceptionsInForce({ policy, today }: Pick<CheckContext, 'policy' | 'today'>): readonly Exception[] {
  return policy.exceptions.filter((exception) => !isExpired(exception, today));
}

/**
 * An exception that has expired is said to have, used or not. Whether one is needed of which only the tenant can tell is not
 * said: it is from a rule about what is added, and once that is there the rule is silent.
 */
function checkExceptions(found: readonly Problem[], { exceptions, today, policy }: CheckContext): Problem[] {
  const used = new Set(exceptFrom(found, exceptions).by);
  const [expired, alive] = [true, false].map((dead) => exceptions.filter((one) => isExpired(one, today) === dead));
  return [
    ...toProblems(exceptionExpired, (expired ?? []).map(expiredFinding), { policy }),
    ...toProblems(
      exceptionUnused,
      (alive ?? [])
        .filter(isJudged)
        .filter((one) => !used.has(one))
        .map(unusedFinding),
      { policy },
    ),
  ];
}

function isJudged({ rule }: Exception): boolean {
  return rule !== publicPermission.id;
}

/** What is added to an API and would be public, but for what the policy excepts. */
export function checkPublic(api: DeclaredApi, planned: ApiPlan, by: Pick<CheckContext, 'policy' | 'today'>): Judgement {
  const found = toProblems(publicPermission, publicFindings(planned), { api, policy: by.policy });
  const excepted = exceptFrom(found, exceptionsInForce(by));
  const problems = found.filter((problem) => !excepted.problems.includes(problem));
  return { problems, exceptions: excepted.by };
}

/** Who could get what, against what the policy expects of it. */
export function checkAccess(
  api: Reached,
  { access }: Policy,
  of: { readonly holders: Holders; readonly stage: Stage },
): Problem[] {
  return toProblems(accessExpectation, accessFindings(api, access, of), { api: api.declared });
}

/** Judges the list that would be sent for an API, unmanaged permissions included. */
export function checkMerged(api: DeclaredApi, merged: readonly Permission[]): Problem[] {
  return toProblems(permissionLimit, limitOfMerged(api, merged), { api });
}

/** For an API that only the tenant knows to be Auth0's own. */
export function systemApiProblem(api: DeclaredApi): Problem[] {
  return toProblems(systemApi, [systemFinding(api)], { api });
}

/** What is renamed from a name that neither the manifest nor the tenant has. */
export function checkSources(api: DeclaredApi, elsewhere: Elsewhere): Problem[] {
  return toProblems(renameSource, lostSources(api, elsewhere), { api });
}

/** What the tenant holds past the manifest, where the policy forbids it. */
export function checkUnmanaged(api: DeclaredApi, unmanaged: readonly Permission[], policy: Policy): Problem[] {
  if (policy.unmanaged !== 'forbid' || unmanaged.length === 0) return [];
  return toProblems(unmanagedPermission, [unmanagedFinding(api, unmanaged)], { api });
}

function toProblems(
  rule: RuleInfo,
  findings: readonly Finding[],
  { api, policy }: { api?: DeclaredApi; policy?: Policy },
): Problem[] {
  const set = settingOf(rule, policy);
  if (set === 'off') return [];
  const own = rule.severity === 'off' ? 'warning' : rule.severity;
  return findings.map(({ place, permission, message, hint, severity = own }) => ({
    rule: rule.id,
    severity: set ?? severity,
    message,
    ...(hint !== undefined && { hint }),
    ...(api && { subject: { api: api.identifier, ...(permission !== undefined && { permission }) } }),
    ...place,
  }));
}

/** What the policy makes of a rule; undefined where it is left to the rule. */
function settingOf({ id, severity }: RuleInfo, policy: Policy | undefined): Severity | 'off' | undefined {
  return policy?.rules.get(id) ?? (severity === 'off' ? 'off' : undefined);
}
