/** What every role gives, as far as the time allows. */
import pMap from 'p-map';
import * as z from 'zod';
import type { Question } from '../../core/reach/question.ts';
import type { Organization, Role, RoleCheck } from '../../core/reach/reach.ts';
import { type HttpAnswer, unavailable } from './http.ts';
import { endsList, type Page, pageOf } from './pages.ts';
import { accept, ask, OptionalReads, onlyTimeOver } from './reads.ts';
import type { Session } from './session.ts';

/** In milliseconds. */
export interface RoleLimits {
  /** From the first request about roles on. */
  readonly roles: number;
  /** How often the check says how far it is. */
  readonly progress: number;
}

/** The most a page may hold; a tenant that allows less says so in its answer's `limit`. */
const pageSize = 100;

/** Ten times the 1000 roles of a tenant, or permissions of a role (Auth0 docs, Entity Limit Policy), on pages of 50. */
const mostPages = 200;

const atOnce = 4;

/** So few that to ask each of them is within the smallest rate limit of a paid tenant. */
const few = 5;

/**
 * Tenants whose bucket holds so few requests get at most three a second (Auth0 docs, Rate Limit Configurations): one
 * request at a time is as fast there as four, of which most would be refused.
 */
const smallBucket = 10;

/** Roles of organizations stand among the tenant's. Source: auth0-deploy-cli, pull request 1453: `type` and `owner_id`. */
const namedRole = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string().nullish(),
  owner_id: z.string().nullish(),
});
const roleCheckpoint = z.object({ roles: z.array(namedRole), next: z.string().nullish() });

const rolePermission = z.object({ permission_name: z.string(), resource_server_identifier: z.string() });

type NamedRole = z.infer<typeof namedRole>;

export interface PacedCheck {
  readonly check: RoleCheck;
  /** How many requests at once are no more than the tenant lets through. */
  readonly concurrency: number;
}

/**
 * Auth0 can't be asked which roles hold a permission, so each role is asked what it holds, until the time is over; where
 * only a few are worth it, no more than those. Needs `read:roles`.
 * @throws ActionError auth0-…
 */
export async function checkRoles(session: Session, question: Question, limits: RoleLimits): Promise<PacedCheck> {
  const reads = new OptionalReads(session, limits.roles);
  const most = question.roles === 'few' ? few : Number.POSITIVE_INFINITY;
  const { roles, total, concurrency } = await listRoles(session, most);
  if (total > most) return { check: { roles: [], total }, concurrency };
  let checked = 0;
  const progress = setInterval(() => session.log(`Checked ${checked} of ${total} roles …`), limits.progress);
  const readOne = async (role: NamedRole): Promise<Role | undefined> => {
    const held = await permissionsOf(session, role, reads).catch(onlyTimeOver);
    if (held) checked += 1;
    return held && { ...toRole(role), permissions: byApi(held, question.permissions) };
  };
  const found = await pMap(roles, readOne, { concurrency }).finally(() => clearInterval(progress));
  return { check: { roles: found.filter((role) => role !== undefined), total }, concurrency };
}

function toRole(role: NamedRole): Omit<Role, 'permissions'> {
  return { id: role.id, name: role.name, organization: organizationOf(role), users: null };
}

function organizationOf({ type, owner_id: owner }: NamedRole): Organization | null {
  return type === 'organization' ? { id: owner ?? '', name: null } : null;
}

/** @param most after how many roles the list need not be read any further. */
async function listRoles(session: Session, most: number) {
  const { items, total, headers } = await listByOffsets(session, most).catch((thrown) => {
    if (!(thrown instanceof OffsetsRefused)) throw thrown;
    return listByCheckpoints(session, most);
  });
  const roles = [...new Map(items.map((role) => [role.id, role])).values()];
  const concurrency = Number(headers['x-ratelimit-limit']) <= smallBucket ? 1 : atOnce;
  return { roles, total, concurrency };
}

const roleList = { path: '/api/v2/roles', what: 'the list of roles' };

/** The list takes no offsets, or none so far. */
class OffsetsRefused extends Error {}

async function listByOffsets(session: Session, most: number) {
  const list = { ...roleList, shape: pageOf('roles', namedRole), most };
  return await readList(session, list, async (path) => {
    const answer = await ask(session, path);
    if (answer.status === 400) throw new OffsetsRefused();
    return answer;
  });
}

/** Offsets are to give way to these. Source: auth0-deploy-cli, pull request 1453. How many there are is not said. */
async function listByCheckpoints(session: Session, most: number) {
  const items: NamedRole[] = [];
  for (let from = '', page = 0; page < mostPages; page += 1) {
    const answer = await ask(session, `${roleList.path}?take=${pageSize}${from}`);
    const { roles, next } = accept(session, answer, { ...roleList, shape: roleCheckpoint });
    items.push(...roles);
    if (!next || items.length > most) return { items, total: items.length, headers: answer.headers };
    from = `&from=${encodeURIComponent(next)}`;
  }
  throw unavailable(session.http.domain, `${roleList.what} has no end`);
}

/**
 * A role that was deleted meanwhile gives nobody anything; one that is still there is asked what it gives.
 * @returns undefined where that is less than there is.
 */
async function permissionsOf(session: Session, { id, name }: NamedRole, reads: OptionalReads) {
  const role = `/api/v2/roles/${encodeURIComponent(id)}`;
  const list = {
    path: `${role}/permissions`,
    what: `the list of permissions of the role ${name}`,
    shape: pageOf('permissions', rolePermission),
    most: Number.POSITIVE_INFINITY,
  };
  const { items, total } = await readList(session, list, async (page) => {
    const answer = await reads.get(page);
    const isGone = answer.status === 404 && (await reads.get(role)).status === 404;
    return isGone ? { ...answer, status: 200, body: nothing } : answer;
  });
  return items.length < total ? undefined : items;
}

const nothing = { total: 0, permissions: [] };

/** Of all that a role gives, which can be a lot, only what is asked for is kept. */
function byApi(held: readonly z.infer<typeof rolePermission>[], wanted: Question['permissions']): Role['permissions'] {
  const found = new Map<string, Set<string>>();
  for (const { resource_server_identifier: identifier, permission_name: name } of held) {
    if (!wanted.get(identifier)?.has(name)) continue;
    found.set(identifier, (found.get(identifier) ?? new Set()).add(name));
  }
  return found;
}

interface List<Item> {
  readonly path: string;
  /** How an error calls it. */
  readonly what: string;
  readonly shape: z.ZodType<Page<Item>>;
  /** Where there are more, the rest is not read. */
  readonly most: number;
}

/**
 * Reads page after page, of the size that Auth0 says it gives, to the end, or to one that brings nothing new. Where items
 * are deleted meanwhile, the list shifts past others: the largest total that was told says that some were not seen.
 */
async function readList<Item>(session: Session, list: List<Item>, get: (path: string) => Promise<HttpAnswer>) {
  const seen = new Map<string, Item>();
  let most = 0;
  for (let page = 0, size = pageSize; page < mostPages; page += 1) {
    const answer = await get(`${list.path}?include_totals=true&page=${page}&per_page=${size}`);
    const found = accept(session, answer, list);
    const before = seen.size;
    for (const item of found.items) seen.set(JSON.stringify(item), item);
    most = Math.max(most, found.total ?? 0, seen.size);
    // A first page without anything is what a fault looks like, too: it has to say that there is nothing, or say it twice.
    const isEnd = endsList(found, page * size) || (page > 0 && seen.size === before);
    if (isEnd || most > list.most) return { items: [...seen.values()], total: most, headers: answer.headers };
    size = found.limit ?? size;
  }
  throw unavailable(session.http.domain, `${list.what} has no end`);
}
