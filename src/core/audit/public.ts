/** Which permissions anyone gets without signing in, but for those that the policy excepts. */
import type { Policy } from '../policy.ts';
import { givesAtOnce } from '../reach/reach.ts';
import { isExcepted } from '../rules/exceptions.ts';
import { publicHint, publicPermission } from '../rules/public-permission.ts';
import { about } from './about.ts';
import type { Finding } from './document.ts';
import { grantEntry, reachIn, type Scene } from './holders.ts';
import { severityOf } from './severity.ts';
import { whoText } from './words.ts';

export function publicFindings(
  scene: Scene,
  permission: string,
  { policy, today }: { readonly policy: Policy; readonly today: string },
): Finding[] {
  const { identifier: api } = scene.api;
  const severity = severityOf(publicPermission, policy);
  const open = reachIn(scene, permission).grants.filter((grant) => grant.as === 'anyone' && givesAtOnce(grant));
  if (severity === 'off' || open.length === 0) return [];
  if (isExcepted({ rule: publicPermission.id, permission, api }, policy.exceptions, today)) return [];
  return open.map((grant) => {
    const holder = grantEntry(grant);
    const how = grant.all ? 'a grant that allows all' : 'a grant that lists it';
    const message = `\`${permission}\` of ${api} is public: ${whoText(holder, scene.holders)}, by ${how}.`;
    return { id: 'public-permission', severity, ...about(api, permission, holder), message, hint: publicHint };
  });
}
