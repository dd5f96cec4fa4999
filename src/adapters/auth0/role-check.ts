/** What every role gives, as far as the time allows. */
import pMap from 'p-map';
import * as z from 'zod/mini';
import type { Question } from '../../core/reach/question.ts';
import type { Organization, Role, RoleCheck } from '../../core/reach/reach.ts';
import { unavailable } from './http.ts';
import { type CheckpointList, checkpoints, type Page, pageOf, pageSize, readList } from './pages.ts';
import { mostAtOnce } from './rate-limit.ts';
import { accept, ask, type HolderSession, OptionalReads, onlyTimeOver } from './reads.ts';
import type { Session } from './session.ts';

/** In milliseconds. */
export interface RoleLimits {
  /** From the first request about roles on. */
  readonly roles: number;
  /** How often the check says how far it is. */
  readonly progress: number;
}

/** Ten times the 1000 roles of a tenant, or permissions of a role (Auth0 docs, Entity Limit Policy), on pages of 50. */
const mostPages = 200;

/** So few that to ask each of them is within the smallest rate limit of a paid tenant. */
const few = 5;

/** Roles of organizations stand among the tenant's. Source: auth0-deploy-cli, pull request 1453: `type` and `owner_id`. */
const namedRole = z.object({
  id: z.string(),
  name: z.string(),
  type: z.nullish(z.string()),
  owner_id: z.nullish(z.string()),
});

export type NamedRole = z.infer<typeof namedRole>;

const rolePage = pageOf('roles', namedRole);

const roleCheckpoint = z.object({ roles: z.array(namedRole), next: z.nullish(z.string()) });

const rolePermission = z.object({ permission_name: z.string(), resource_server_identifier: z.string() });

const permissionPage = pageOf('permissions', rolePermission);

type RolePermission = z.infer<typeof rolePermission>;

interface Course extends RoleLimits {
  /** Is told of each role as soon as it is known what it gives. */
  readonly met: (role: Role) => void;
}

/**
 * Auth0 can't be asked which roles hold a permission, so each role is asked what it holds, until the time is over; where
 * only a few are worth it, no more than those. Needs `read:roles`.
 * @throws ActionError auth0-…
 */
export async function checkRoles(session: HolderSession, question: Question, course: Course): Promise<RoleCheck> {
  const reads = new OptionalReads(session, course.roles);
  const most = question.roles === 'few' ? few : Number.POSITIVE_INFINITY;
  const { roles, total } = await listRoles(session, most);
  if (total > most) return { roles: [], total };
  let checked = 0;
  const progress = setInterval(() => session.log(`Checked ${checked} of ${total} roles …`), course.progress);
  const readOne = async (role: NamedRole): Promise<Role | undefined> => {
    const held = await permissionsOf(session, role, reads).catch(onlyTimeOver);
    if (!held) return undefined;
    checked += 1;
    const found = { ...toRole(role), permissions: byApi(held, question.permissions) };
    course.met(found);
    return found;
  };
  const found = await pMap(roles, readOne, { concurrency: mostAtOnce }).finally(() => clearInterval(progress));
  return { roles: found.filter((role) => role !== undefined), total };
}

export function toRole(role: NamedRole): Omit<Role, 'permissions'> {
  return { id: role.id, name: role.name, organization: organizationOf(role), users: null };
}

function organizationOf({ type, owner_id: owner }: NamedRole): Organization | null {
  return type === 'organization' ? { id: owner ?? '', name: null } : null;
}

export interface RoleList {
  readonly roles: readonly NamedRole[];
  /** How many there are; more than were seen where the list changed meanwhile. */
  readonly total: number;
}

const roleList = { path: '/api/v2/roles?', what: 'the list of roles' };

/** Begins what `listRoles` begins with. */
export function beginRoles(session: HolderSession): void {
  session.ahead.begin(session, `${roleList.path}include_totals=true&page=0&per_page=${pageSize}`);
}

/**
 * All roles of the tenant and of its organizations.
 * @param most after how many of them the list need not be read any further.
 * @throws ActionError auth0-…
 */
export async function listRoles(session: HolderSession, most = Number.POSITIVE_INFINITY): Promise<RoleList> {
  const found = await listByOffsets(session, most).catch((thrown) => {
    if (!(thrown instanceof OffsetsRefused)) throw thrown;
    return listByCheckpoints(session, most);
  });
  if (!found) throw endless(session, roleList.what);
  return found;
}

/** The list takes no offsets, or none so far. */
class OffsetsRefused extends Error {}

async function listByOffsets(session: HolderSession, most: number): Promise<RoleList | undefined> {
  const roles = new Map<string, NamedRole>();
  const told = await readList<NamedRole>({
    get: async (query) => {
      const answer = await ask(session, roleList.path + query);
      if (answer.status === 400) throw new OffsetsRefused();
      return accept(session, answer, { ...roleList, shape: rolePage });
    },
    key: ({ id }) => id,
    take: (role) => void roles.set(role.id, role),
    isEnough: ({ total }) => total > most,
    mostPages,
  });
  return told && { roles: [...roles.values()], total: told.total };
}

const roleCheckpoints: CheckpointList<z.infer<typeof roleCheckpoint>> = {
  ...roleList,
  shape: roleCheckpoint,
  keys: ({ roles }) => roles.map(({ id }) => id),
};

/** Offsets are to give way to these. Source: auth0-deploy-cli, pull request 1453. How many there are is not said. */
async function listByCheckpoints(session: Session, most: number): Promise<RoleList> {
  const found = new Map<string, NamedRole>();
  for await (const { roles } of checkpoints(session, roleCheckpoints)) {
    for (const role of roles) found.set(role.id, role);
    if (found.size > most) break;
  }
  return { roles: [...found.values()], total: found.size };
}

/**
 * A role that was deleted meanwhile gives nobody anything; one that is still there is asked what it gives.
 * @returns undefined where what was read is less than there is.
 * @throws ActionError auth0-…, TimeOver
 */
export async function permissionsOf(
  session: Session,
  { id, name }: Pick<NamedRole, 'id' | 'name'>,
  reads: Pick<OptionalReads, 'get'>,
): Promise<readonly RolePermission[] | undefined> {
  const role = `/api/v2/roles/${encodeURIComponent(id)}`;
  const what = `the list of permissions of the role ${name}`;
  const found = new Map<string, RolePermission>();
  const get = async (query: string): Promise<Page<RolePermission>> => {
    const answer = await reads.get(`${role}/permissions?${query}`);
    const isGone = answer.status === 404 && (await reads.get(role)).status === 404;
    return accept(session, isGone ? { ...answer, status: 200, body: nothing } : answer, {
      what,
      shape: permissionPage,
    });
  };
  const key = (permission: RolePermission) => JSON.stringify(permission);
  const told = await readList({ get, key, take: (one) => void found.set(key(one), one), mostPages });
  if (!told) throw endless(session, what);
  return told.seen < told.total ? undefined : [...found.values()];
}

const nothing = { total: 0, permissions: [] };

function endless({ http }: Session, what: string) {
  return unavailable(http.domain, `${what} has no end`);
}

/** Of all that a role gives, which can be a lot, only what is asked for is kept. */
function byApi(held: readonly RolePermission[], wanted: Question['permissions']): Role['permissions'] {
  const found = new Map<string, Set<string>>();
  for (const { resource_server_identifier: identifier, permission_name: name } of held) {
    if (!wanted.get(identifier)?.has(name)) continue;
    found.set(identifier, (found.get(identifier) ?? new Set()).add(name));
  }
  return found;
}
