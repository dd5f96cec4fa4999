/** Which problems a policy makes an exception from, and which of its exceptions are dead. */
import type { Exception } from '../policy.ts';
import type { Problem, RuleId } from '../problem.ts';
import type { Finding, RuleInfo } from './rule.ts';

export const exceptionExpired: RuleInfo = {
  id: 'exception-expired',
  severity: 'error',
  summary: 'An exception of the policy has not expired.',
};

export const exceptionUnused: RuleInfo = {
  id: 'exception-unused',
  severity: 'warning',
  summary: 'An exception of the policy is still needed.',
};

/** Whether the exception's last day is over; `today` as YYYY-MM-DD. */
export function isExpired({ expires }: Exception, today: string): boolean {
  return expires !== undefined && expires < today;
}

/** Whether one that is in force speaks of a permission. */
export function isExcepted(
  { rule, permission, api }: Required<Pick<Exception, 'rule' | 'permission' | 'api'>>,
  exceptions: readonly Exception[],
  today: string,
): boolean {
  const keys = [keyOf({ rule, permission }), keyOf({ rule, permission, api })];
  return exceptions.some((one) => keys.includes(keyOf(one)) && !isExpired(one, today));
}

/** What exceptions do, without regard to whether they have expired. */
export interface Excepted {
  readonly problems: readonly Problem[];
  /** The exceptions that speak of any problem, in their order. */
  readonly by: readonly Exception[];
}

export function exceptFrom(problems: readonly Problem[], exceptions: readonly Exception[]): Excepted {
  if (exceptions.length === 0) return { problems: [], by: [] };
  const known = new Set(exceptions.map(keyOf));
  const used = new Set<string>();
  const excepted = problems.filter((problem) => {
    const keys = keysOf(problem).filter((key) => known.has(key));
    for (const key of keys) used.add(key);
    return keys.length > 0;
  });
  return { problems: excepted, by: exceptions.filter((exception) => used.has(keyOf(exception))) };
}

function keyOf({ rule, permission, api }: Pick<Exception, 'permission' | 'api'> & { readonly rule: RuleId }): string {
  return JSON.stringify([rule, permission, api]);
}

/** Of its own API, and of all. */
function keysOf({ rule, subject }: Problem): string[] {
  if (subject?.permission === undefined) return [];
  const { permission, api } = subject;
  return [keyOf({ rule, permission }), keyOf({ rule, permission, api })];
}

export function expiredFinding(exception: Exception): Finding {
  const { expires, reason, place } = exception;
  const message = `${describe(exception)} has expired: its last day was ${expires} (${reason}).`;
  return { place, message, hint: 'Correct the permission and remove the exception, or set a later `expires`.' };
}

export function unusedFinding(exception: Exception): Finding {
  const message = `${describe(exception)} is not needed: the rule finds nothing there.`;
  return { place: exception.place, message, hint: 'Remove it, or correct its `permission` and `api`.' };
}

function describe({ permission, api, rule }: Exception): string {
  return `The exception of \`${permission}\`${api === undefined ? '' : ` of ${api}`} from ${rule}`;
}
