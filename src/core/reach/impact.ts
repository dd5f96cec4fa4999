/** Impact: whose reach a plan alters, as far as it is known. What is not known is said, and never taken for "nobody". */
import { type DeprecationScope, isAsked } from '../deprecation.ts';
import type { ApiPlan, Change } from '../plan.ts';
import { type Entrance, type Holders, mayCount, type Reach, reachOf } from './reach.ts';

/** The plan with who gets or loses what each change brings, and who holds what is deprecated. */
export function withImpact(api: ApiPlan, holders: Holders, scope: DeprecationScope = 'new'): ApiPlan {
  const { identifier, admission, changes, deprecated } = api;
  if (!admission) return api;
  const of = (permission: string) => reachOf(permission, { identifier, admission }, holders);
  const marked = deprecated?.map((one) => (isAsked(one, scope) ? { ...one, holders: of(one.permission) } : one));
  const touched = changes.map((change) => ({ ...change, ...impactOf(change, { identifier, admission }, holders) }));
  return { ...api, changes: touched, ...(marked && { deprecated: marked }) };
}

function impactOf(change: Change, api: Entrance, holders: Holders): Pick<Change, 'impact' | 'oldHolders'> {
  const { kind, permission, renamed } = change;
  if (kind === 'update') return {};
  const reach = reachOf(permission, api, holders);
  if (kind === 'remove') return { impact: reach };
  const impact = gained(reach, api);
  return renamed === undefined ? { impact } : { impact, oldHolders: reachOf(renamed, api, holders) };
}

/** A role can only give what is added where roles decide anything; elsewhere not to have read them is no lack. */
function gained(reach: Reach, { admission }: Entrance): Reach {
  const roles = reach.roles.filter(({ effective }) => effective);
  const unread = mayCount(admission) ? reach.unread : reach.unread.filter((what) => what !== 'roles');
  return { ...reach, roles, unread };
}
