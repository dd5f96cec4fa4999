import pMap from 'p-map';
import * as z from 'zod';
import type { Question, Role, RoleCheck } from '../../core/impact.ts';
import { type HttpAnswer, unavailable } from './http.ts';
import { endsList, type Page, pageOf } from './pages.ts';
import { accept, ask, OptionalReads, onlyTimeOver } from './reads.ts';
import type { Session } from './tenant.ts';

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

/**
 * Tenants whose bucket holds so few requests get at most three a second (Auth0 docs, Rate Limit Configurations): one
 * request at a time is as fast there as four, of which most would be refused.
 */
const smallBucket = 10;

const namedRole = z.object({ id: z.string(), name: z.string() });
const rolePermission = z.object({ permission_name: z.string(), resource_server_identifier: z.string() });

type NamedRole = z.infer<typeof namedRole>;

/**
 * Auth0 can't be asked which roles hold a permission, so each role is asked what it holds, until the time is over.
 * Needs `read:roles`.
 * @throws ActionError auth0-…
 */
export async function checkRoles(session: Session, question: Question, limits: RoleLimits): Promise<RoleCheck> {
  const reads = new OptionalReads(session, limits.roles);
  const { roles, total, concurrency } = await listRoles(session);
  let checked = 0;
  const progress = setInterval(() => session.log(`Checked ${checked} of ${total} roles …`), limits.progress);
  const check = async (role: NamedRole): Promise<Role | undefined> => {
    const held = await permissionsOf(session, role, reads).catch(onlyTimeOver);
    if (held) checked += 1;
    return held && { name: role.name, permissions: byApi(held, question.permissions) };
  };
  const found = await pMap(roles, check, { concurrency }).finally(() => clearInterval(progress));
  return { roles: found.filter((role) => role !== undefined), total };
}

async function listRoles(session: Session) {
  const list = { path: '/api/v2/roles', what: 'the list of roles', shape: pageOf('roles', namedRole) };
  const { items, total, headers } = await readList(session, list, (path) => ask(session, path));
  const roles = [...new Map(items.map((role) => [role.id, role])).values()];
  const concurrency = Number(headers['x-ratelimit-limit']) <= smallBucket ? 1 : atOnce;
  return { roles, total, concurrency };
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
    if (endsList(found, page * size) || (page > 0 && seen.size === before))
      return { items: [...seen.values()], total: most, headers: answer.headers };
    size = found.limit ?? size;
  }
  throw unavailable(session.http.domain, `${list.what} has no end`);
}
