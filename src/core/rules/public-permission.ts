/** The rule public-permission: Nobody gets an added permission without signing in. */
import type { ApiPlan, Change } from '../plan.ts';
import { givesAtOnce } from '../reach/reach.ts';
import { listSome } from '../spelling.ts';
import type { Finding, RuleInfo } from './rule.ts';

/** Only the tenant knows. */
export const publicPermission = {
  id: 'public-permission',
  severity: 'error',
  summary: 'Nobody gets an added permission without signing in.',
} as const satisfies RuleInfo;

export const publicHint = 'Have the grant list what is meant for everyone, or make an exception in the policy.';

export function publicFindings({ changes }: ApiPlan): Finding[] {
  return changes.filter(({ kind }) => kind === 'add').flatMap(finding);
}

function finding({ permission, place, impact }: Change): Finding[] {
  const open = impact?.grants.filter((grant) => grant.as === 'anyone' && givesAtOnce(grant)) ?? [];
  if (open.length === 0) return [];
  const names = open.map(({ application }) => application?.name ?? application?.id ?? 'every third-party application');
  const how = open.some(({ all }) => all) ? 'that allows all' : 'that lists it already';
  const message = `\`${permission}\` would be public: anyone gets it without signing in, through ${listSome(names)}, by a grant ${how}.`;
  return [{ place, permission, message, hint: publicHint }];
}
