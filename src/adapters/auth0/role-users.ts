/** How many users hold the roles that lose something. */
import pMap from 'p-map';
import * as z from 'zod';
import { losesOf, type Question } from '../../core/reach/question.ts';
import type { Role, RoleCheck } from '../../core/reach/reach.ts';
import { OptionalReads, onlyTimeOver, type RightsSession } from './reads.ts';
import { scopeLacked } from './refusal.ts';
import type { PacedCheck } from './role-check.ts';

const userPage = z.object({ total: z.int().min(0) });

/** Source: Management API OpenAPI, get_role_user. Which of its scopes suffices is not said, so Auth0 is asked in any case. */
const usersScope = 'read:users';

export interface Counted {
  readonly check: RoleCheck;
  /** The right that was found to be lacking, '' where none was. */
  readonly lacking: string;
}

/** How many users hold each role that loses something: a request each, in the time there is. Groups are not counted. */
export async function countUsers(
  session: RightsSession,
  { check, concurrency }: PacedCheck,
  { lost, time }: { readonly lost: Question['lost']; readonly time: number },
): Promise<Counted> {
  const reads = new OptionalReads(session, time);
  const counts = new Map<string, number>();
  const losing = check.roles.filter((role) => losesOf(role, lost));
  const count = async ({ id }: Role) => {
    if (session.lacking.has(usersScope)) return;
    const path = `/api/v2/roles/${encodeURIComponent(id)}/users?per_page=1&include_totals=true`;
    const answer = await reads.get(path).catch(onlyTimeOver);
    if (answer?.status === 403) session.lacking.add(usersScope);
    const { data } = userPage.safeParse(answer?.body);
    if (answer?.status === 200 && data) counts.set(id, data.total);
    return answer && scopeLacked(answer, session.token.redact).split(', ')[0];
  };
  const first = await pMap(losing.slice(0, 1), count); // where that is refused, so would be the others
  await pMap(losing.slice(1), count, { concurrency });
  const roles = check.roles.map((role) => ({ ...role, users: counts.get(role.id) ?? null }));
  const isLacking = losing.length > 0 && session.lacking.has(usersScope);
  return { check: { ...check, roles }, lacking: isLacking ? first[0] || usersScope : '' };
}
