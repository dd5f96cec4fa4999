/**
 * Who holds which permissions: client grants and roles, as far as the token may read them. What does not depend on an
 * answer does not wait for it, so grants with the names of their applications are read beside roles.
 *
 * Requests, each of them a GET:
 * - grants: one for every hundred client grants of an API, so mostly one for an API; of more than three APIs one for every
 *   hundred client grants of the tenant, but never more than twice as many as there are APIs;
 * - names of applications: none where none is affected; one where one is, or where the tenant has a hundred at most; never
 *   more than 21; the same for names of organizations whose roles are affected;
 * - roles: one for every hundred roles, and one for every hundred permissions of each, so 1010 where a tenant has the
 *   thousand roles that it may have; those for a role end when the time for them is over. Then one for each role that
 *   loses something, for its number of users;
 * - which applications are third-party ones, where it is asked: one for every hundred of those;
 * - settings: one, where a grant is for all third-party applications.
 */
import * as z from 'zod/mini';
import type { Question } from '../../core/reach/question.ts';
import type { Grant, Holders, RoleCheck } from '../../core/reach/reach.ts';
import { beginGrants, type Grants, readGrants } from './grants.ts';
import { applicationNames, organizationNames, readNames } from './names.ts';
import { type CheckpointList, checkpoints } from './pages.ts';
import { type HolderSession, OptionalReads, onlyTimeOver } from './reads.ts';
import { registration, registrationPath } from './registration.ts';
import { lack, mayRead, unlessLacking } from './rights.ts';
import { beginRoles, checkRoles, type RoleLimits } from './role-check.ts';
import { RoleUsers } from './role-users.ts';
import type { Session } from './session.ts';

/** In milliseconds. */
export interface HolderLimits extends RoleLimits {
  /** For names, for the users of roles once all roles are known, and for the tenant's settings. */
  readonly names: number;
}

export const holderLimits: HolderLimits = { names: 10_000, roles: 60_000, progress: 10_000 };

/** Begins what such a question begins with; whoever asks it then does not ask for that again. */
export function beginHolders(session: HolderSession, likely: Question): void {
  beginGrants(session, likely);
  if (likely.roles !== 'none' && mayRead(session, 'roles')) beginRoles(session);
}

/**
 * Reads what is asked for. What the token may not read is undefined and stands in `notRead`, and a name or number that
 * can't be read is null.
 * @throws ActionError auth0-unavailable, auth0-rate-limited, auth0-unauthorized, auth0-rejected
 */
export async function readHolders(
  session: HolderSession,
  question: Question,
  limits: HolderLimits = holderLimits,
): Promise<Holders> {
  const parts = { session, question, limits };
  const [granted, given] = await Promise.all([granting(parts), giving(parts)]);
  return { ...granted, ...given, notRead: [...granted.notRead, ...given.notRead] };
}

interface Parts {
  readonly session: HolderSession;
  readonly question: Question;
  readonly limits: HolderLimits;
}

type Granted = Pick<Holders, 'grants' | 'thirdParties' | 'registration' | 'notRead'>;

async function granting({ session, question, limits }: Parts): Promise<Granted> {
  const { found: grants, notRead } = await unlessLacking(session, 'grants', () => readGrants(session, question));
  if (!grants) return { grants, notRead };
  const isAsked = question.thirdParties && hasSingle(grants);
  const [named, third, registration] = await Promise.all([
    withNames(session, grants, limits.names),
    isAsked ? unlessLacking(session, 'applications', () => readThirdParties(session)) : nothing,
    hasDefault(grants) ? readRegistration(session, limits.names) : undefined,
  ]);
  return { grants: named, thirdParties: third.found, registration, notRead: third.notRead };
}

async function giving({ session, question, limits }: Parts): Promise<Pick<Holders, 'roles' | 'notRead'>> {
  if (question.roles === 'none') return { roles: undefined, notRead: [] };
  const users = new RoleUsers(session, question.lost);
  const check = () => checkRoles(session, question, { ...limits, met: (role) => users.meet(role) });
  const { found, notRead } = await unlessLacking(session, 'roles', check);
  if (!found) return { roles: undefined, notRead };
  const [counted, organizations] = await Promise.all([
    users.count(found.roles, limits.names),
    organizationsOf(session, found, limits.names),
  ]);
  const roles = found.roles.map((role) => ({
    ...role,
    organization: role.organization && { ...role.organization, name: organizations.get(role.organization.id) ?? null },
    users: counted.users.get(role.id) ?? null,
  }));
  return { roles: { ...found, roles }, notRead: counted.notRead };
}

const nothing = { found: undefined, notRead: [] };

function hasSingle(grants: Grants): boolean {
  return [...grants.values()].flat().some(({ application }) => application !== null);
}

function hasDefault(grants: Grants): boolean {
  return [...grants.values()].flat().some(({ application }) => application === null);
}

async function withNames(session: HolderSession, grants: Grants, time: number): Promise<Grants> {
  const ids = new Set([...grants.values()].flat().flatMap(({ application }) => application?.id ?? []));
  const names = await readNames(session, { ids: [...ids], of: applicationNames, time });
  const rename = (grant: Grant): Grant => {
    const { application } = grant;
    return application ? { ...grant, application: { ...application, name: names.get(application.id) ?? null } } : grant;
  };
  return new Map([...grants].map(([identifier, held]) => [identifier, held.map(rename)]));
}

/** Of those whose roles give anything of what is asked about. */
async function organizationsOf(session: HolderSession, { roles }: RoleCheck, time: number) {
  const giving = roles.filter(({ permissions }) => permissions.size > 0);
  const ids = new Set(giving.flatMap(({ organization }) => organization?.id ?? []));
  return await readNames(session, { ids: [...ids], of: organizationNames, time });
}

const thirdPartyPage = z.object({
  clients: z.array(z.object({ client_id: z.string(), is_first_party: z.boolean() })),
  next: z.nullish(z.string()),
});

const thirdPartyList: CheckpointList<z.infer<typeof thirdPartyPage>> = {
  path: '/api/v2/clients?is_first_party=false&fields=client_id,is_first_party&include_fields=true&',
  what: 'the list of third-party applications',
  shape: thirdPartyPage,
  keys: ({ clients }) => clients.map(({ client_id: id }) => id),
};

async function readThirdParties(session: Session): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for await (const { clients } of checkpoints(session, thirdPartyList))
    for (const { client_id: id, is_first_party: isFirst } of clients) if (!isFirst) found.add(id);
  return found;
}

/** Worth knowing, and no reason to stop: undefined where it is refused, or not read in time. */
async function readRegistration(session: HolderSession, time: number): Promise<boolean | undefined> {
  if (!mayRead(session, 'settings')) return undefined;
  const answer = await new OptionalReads(session, time).get(registrationPath).catch(onlyTimeOver);
  if (answer?.status === 403) lack(session, 'settings');
  return answer?.status === 200 ? registration.safeParse(answer.body).data : undefined;
}
