/** The rule public-permission: Nobody gets an added permission without signing in. */
import type { ApiPlan, Change } from '../plan.ts';
import { type GrantHolder, givesAtOnce } from '../reach/reach.ts';
import { listSome } from '../spelling.ts';
import type { Finding, RuleInfo } from './rule.ts';

/** Only the tenant knows. */
export const publicPermission = {
  id: 'public-permission',
  severity: 'error',
  summary: 'Nobody gets an added permission without signing in.',
} as const satisfies RuleInfo;

export const publicHint = 'Have the grant list only what is meant for everyone, or make an exception in the policy.';

export function publicFindings({ changes }: ApiPlan): Finding[] {
  return changes.filter(({ kind }) => kind === 'add').flatMap(finding);
}

function finding({ permission, place, impact }: Change): Finding[] {
  const open = impact?.grants.filter((grant) => grant.as === 'anyone' && givesAtOnce(grant)) ?? [];
  if (open.length === 0) return [];
  const message = `\`${permission}\` would be public: anyone gets it without signing in, through ${whoText(open)}, by ${howText(open)}.`;
  return [{ place, permission, message, hint: publicHint }];
}

/** What is no application's name stands without the marks of one. */
function whoText(grants: readonly GrantHolder[]): string {
  const names = grants.flatMap(({ application }) => (application ? [application.name ?? application.id] : []));
  const third = names.length < grants.length ? ['every third-party application'] : [];
  return [...(names.length > 0 ? [listSome(names)] : []), ...third].join(' and ');
}

function howText(grants: readonly GrantHolder[]): string {
  const all = grants.filter((grant) => grant.all).length;
  if (all === 0) return grants.length === 1 ? 'a grant that lists it already' : 'grants that list it already';
  if (all === grants.length) return all === 1 ? 'a grant that allows all' : 'grants that allow all';
  return 'grants that allow all or list it already';
}
