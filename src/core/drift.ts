/**
 * Drift: what the tenant has that the manifest doesn't say, and the reverse.
 *
 * Whatever a plan would change is drift, be it that somebody edited the tenant or that what was merged never arrived
 * there. Unmanaged permissions are drift where the policy has something against them: `unmanaged: remove` makes them
 * changes of the plan, `forbid` problems; under `keep` they are somebody else's and none.
 */
import { digest } from './fingerprint.ts';
import type { ApiPlan } from './plan.ts';
import { compareText, type Problem } from './problem.ts';
import { exposureOf } from './reach/reach.ts';
import type { Plan } from './report.ts';

/** What a run found; `plan` is absent where the manifest could not be read. */
export interface Found {
  readonly plan?: Plan | undefined;
  readonly problems: readonly Problem[];
}

/** How much of each kind. */
export interface Drift {
  /** Changed on the tenant past the manifest. */
  readonly restored: number;
  /** Unmanaged, where the policy has it removed. */
  readonly removed: number;
  /** Said by the manifest since the last apply. */
  readonly pending: number;
  /** Unmanaged though the policy forbids it. */
  readonly forbidden: number;
  /** Findings about who could get what though the policy rules it out, or that can't be told. */
  readonly access: number;
}

export function driftOf(found: Found): Drift {
  const apis = found.plan?.apis ?? [];
  const changes = apis.flatMap((api) => api.changes);
  const { remove = [], restore = [] } = Object.groupBy(
    changes.filter(({ origin }) => origin === 'drift'),
    ({ kind }) => (kind === 'remove' ? 'remove' : 'restore'),
  );
  const [removed, restored] = [remove.length, restore.length];
  const unmanaged = apis.reduce((sum, api) => sum + api.unmanaged.length, 0);
  const pending = changes.length - restored - removed;
  const access = accessErrors(found).length;
  return { restored, removed, pending, forbidden: isForbidden(found) ? unmanaged : 0, access };
}

function accessErrors({ problems }: Found): Problem[] {
  return problems.filter(isAccessError);
}

/** Of who could get what. */
export function isAccessError({ rule, severity }: Problem): boolean {
  return rule === 'access-expectation' && severity === 'error';
}

/** Whether a problem is what drifts, and not what is wrong in a file. */
export function isDrift(problem: Problem): boolean {
  return isForbiddance(problem) || isAccessError(problem);
}

function isForbidden({ problems }: Found): boolean {
  return problems.some(isForbiddance);
}

function isForbiddance({ rule }: Problem): boolean {
  return rule === 'unmanaged-permission';
}

/** "2 to restore", "1 not applied yet"; empty where nothing drifts. */
export function driftWords(found: Found): string[] {
  const { restored, removed, pending, forbidden, access } = driftOf(found);
  return [
    restored > 0 ? `${restored} to restore` : '',
    removed > 0 ? `${removed} to remove` : '',
    pending > 0 ? `${pending} not applied yet` : '',
    forbidden > 0 ? `${forbidden} unmanaged` : '',
    access > 0 ? `${access} not as access expects` : '',
  ].filter((words) => words !== '');
}

/** Whether there is anything to tell: drift, or an API that the tenant does not have. */
export function hasDrift(found: Found): boolean {
  return driftWords(found).length > 0 || (found.plan?.missing.length ?? 0) > 0;
}

/** What to do about it, a sentence each. */
export function driftAdvice(found: Found): string[] {
  const { restored, removed, pending, forbidden, access } = driftOf(found);
  return [
    access > 0
      ? 'Change in Auth0 who could get what `access` of the policy rules out, or say in the policy that it is meant.'
      : '',
    forbidden > 0
      ? 'Declare what is unmanaged, or remove it in Auth0: the policy forbids it, and stops every apply.'
      : '',
    restored + removed > 0 ? 'To keep what the tenant has, merge a change of the manifest that says so.' : '',
    restored + removed + pending > 0
      ? 'To have what the manifest says, run the apply again: `workflow_dispatch` with `mode: apply`.'
      : '',
  ].filter((sentence) => sentence !== '');
}

/**
 * SHA-256 (hex) of all that a telling of the drift shows: changes, missing APIs, unmanaged permissions and who may ask for
 * what. Independent of the order of APIs and permissions.
 */
export function driftFingerprint(plan: Plan, problems: readonly Problem[]): string {
  const access = accessErrors({ problems }).map(({ message }) => message);
  const shown = {
    changes: plan.fingerprint,
    apis: plan.apis.map(summarise).sort(compareText),
    missing: plan.missing.map(({ identifier }) => identifier).sort(compareText),
    forbidden: isForbidden({ problems }),
    ...(access.length > 0 && { access: access.sort(compareText) }),
  };
  return digest(JSON.stringify(shown));
}

function summarise({ identifier, admission, unmanaged }: ApiPlan): string {
  const names = unmanaged.map(({ name }) => name).sort(compareText);
  return JSON.stringify([identifier, admission && exposureOf(admission), names]);
}
