/** Which problems a policy makes an exception from, and which of its exceptions are dead. */
import type { Exception } from '../policy.ts';
import type { Problem } from '../problem.ts';
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

/** Finds the exceptions that speak of a problem, without regard to whether they have expired. */
export function exceptionIndex(exceptions: readonly Exception[]): (problem: Problem) => readonly Exception[] {
  const index = Map.groupBy(exceptions, ({ rule, permission }) => JSON.stringify([rule, permission]));
  return ({ rule, subject }) => {
    if (subject?.permission === undefined) return [];
    const found = index.get(JSON.stringify([rule, subject.permission])) ?? [];
    return found.filter(({ api }) => api === undefined || api === subject.api);
  };
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
