/**
 * All who hold anything of a tenant's APIs, as far as the token may read it.
 *
 * Requests, each of them a GET: one for every hundred client grants, applications and roles of the tenant; two for each
 * role, its permissions, and where it holds any of the APIs' the number of its users; organizations until the names of
 * those that have such roles are known; one for the settings. None for an API, and none for an application.
 */
import pMap from 'p-map';
import * as z from 'zod/mini';
import type { Holders, Organization, Role } from '../../core/reach/reach.ts';
import type { TenantCensus } from '../../ports/tenant.ts';
import { readEveryGrant } from './grants.ts';
import { unavailable } from './http.ts';
import { checkpoints } from './pages.ts';
import { mostAtOnce } from './rate-limit.ts';
import { accept, ask, type HolderSession, holderSession, may, Scout } from './reads.ts';
import { registration, registrationPath } from './registration.ts';
import { isLacking, type Part, unlessLacking } from './rights.ts';
import { listRoles, type NamedRole, permissionsOf, toRole } from './role-check.ts';
import type { Session } from './session.ts';
import { Auth0TenantReader } from './tenant.ts';

/** Reads APIs, and all who hold anything of them. It has no method that writes. */
export class Auth0Census extends Auth0TenantReader implements TenantCensus {
  private readonly progress: number;

  /** @param progress how often a long reading of roles says how far it is, in milliseconds. */
  constructor(session: Session, progress = 10_000) {
    super(session);
    this.progress = progress;
  }

  async everyHolder(identifiers: readonly string[]): Promise<Holders> {
    const stopping = new AbortController();
    const session = { ...holderSession(this.session), progress: this.progress, stopped: stopping.signal };
    const [grants, applications, roles, settings] = await Promise.all([
      unlessLacking(session, 'grants', () => readEveryGrant(session, identifiers)),
      readApplications(session),
      readRoles(session, new Set(identifiers)),
      unlessLacking(session, 'settings', () => readRegistration(session)),
    ]).catch((thrown) => {
      stopping.abort();
      throw thrown;
    });
    return {
      grants: grants.found && named(grants.found, applications.found?.names),
      roles: roles.found && { roles: roles.found, total: roles.found.length },
      thirdParties: applications.found?.thirdParties,
      registration: settings.found,
      notRead: [grants, applications, roles, settings].flatMap(({ notRead }) => notRead),
    };
  }
}

interface CensusSession extends HolderSession {
  /** How often it says how far it is, in milliseconds. */
  readonly progress: number;
  /** Aborted where a part failed: nothing more need be asked then. */
  readonly stopped: AbortSignal;
}

interface Applications {
  readonly names: ReadonlyMap<string, string>;
  /** Undefined where that was not read. */
  readonly thirdParties?: ReadonlySet<string>;
}

/** Who may read no more than a summary still reads the names. */
async function readApplications(session: HolderSession): Promise<Part<Applications>> {
  const all = await unlessLacking(session, 'applications', () => listApplications(session, 'all'));
  if (all.found || !may(session, 'read:client_summary')) return all;
  const summary = await listApplications(session, 'summary').catch(onlyLacking);
  return { found: summary && { names: summary.names }, notRead: all.notRead };
}

function onlyLacking(thrown: unknown): undefined {
  if (!isLacking(thrown)) throw thrown;
}

/** Only these fields are asked for and kept: the list holds the secrets of applications, too. */
const clientPage = z.object({
  clients: z.array(
    z.object({ client_id: z.string(), name: z.nullish(z.string()), is_first_party: z.nullish(z.boolean()) }),
  ),
  next: z.nullish(z.string()),
});

async function listApplications(session: HolderSession, extent: 'all' | 'summary'): Promise<Required<Applications>> {
  const fields = `client_id,name${extent === 'all' ? ',is_first_party' : ''}`;
  const list = {
    path: `/api/v2/clients?fields=${fields}&include_fields=true&`,
    what: 'the list of applications',
    shape: clientPage,
    keys: ({ clients }: z.infer<typeof clientPage>) => clients.map(({ client_id: id }) => id),
  };
  const names = new Map<string, string>();
  const thirdParties = new Set<string>();
  for await (const { clients } of checkpoints(session, list))
    for (const { client_id: id, name, is_first_party: isFirst } of clients) {
      if (name) names.set(id, name);
      if (isFirst === false) thirdParties.add(id);
    }
  return { names, thirdParties };
}

function named(grants: NonNullable<Holders['grants']>, names: ReadonlyMap<string, string> = new Map()) {
  return new Map(
    [...grants].map(([identifier, held]) => [
      identifier,
      held.map((grant) => {
        const { application } = grant;
        return application
          ? { ...grant, application: { ...application, name: names.get(application.id) ?? null } }
          : grant;
      }),
    ]),
  );
}

async function readRoles(session: CensusSession, wanted: ReadonlySet<string>): Promise<Part<Role[]>> {
  const { found: roles, notRead } = await unlessLacking(session, 'roles', () => readHolding(session, wanted));
  const within = new Set(roles?.flatMap(({ organization }) => organization?.id ?? []));
  const [users, organizations] = await Promise.all([
    unlessLacking(session, 'users', () => countUsers(session, roles ?? [])),
    unlessLacking(session, 'organizations', () => readOrganizations(session, within)),
  ]);
  const inOrganization = (one: Organization) => ({ ...one, name: organizations.found?.get(one.id) ?? null });
  const found = roles?.map((role) => ({
    ...role,
    organization: role.organization && inOrganization(role.organization),
    users: users.found?.get(role.id) ?? null,
  }));
  return { found, notRead: [...notRead, ...users.notRead, ...organizations.notRead] };
}

/** The roles that hold anything of the APIs, after every role was asked. */
async function readHolding(session: CensusSession, wanted: ReadonlySet<string>): Promise<Role[]> {
  const { roles, total } = await listRoles(session);
  if (roles.length < total) throw unavailable(session.http.domain, 'the list of roles is shorter than it says');
  const readOne = async (role: NamedRole): Promise<Role> => {
    const held = await permissionsOf(session, role, { get: (path) => ask(session, path) });
    if (!held)
      throw unavailable(session.http.domain, `the list of permissions of ${role.name} is shorter than it says`);
    return { ...toRole(role), permissions: ofApis(held, wanted) };
  };
  const read = await eachWithProgress(roles, { session, what: 'roles', read: readOne });
  return read.filter(({ permissions }) => permissions.size > 0);
}

type Given = NonNullable<Awaited<ReturnType<typeof permissionsOf>>>;

function ofApis(held: Given, wanted: ReadonlySet<string>): Role['permissions'] {
  const kept = held.filter(({ resource_server_identifier: identifier }) => wanted.has(identifier));
  const groups = Map.groupBy(kept, ({ resource_server_identifier: identifier }) => identifier);
  return new Map([...groups].map(([identifier, all]) => [identifier, new Set(all.map((one) => one.permission_name))]));
}

interface Course<Item, Read> {
  readonly session: CensusSession;
  readonly what: string;
  readonly read: (item: Item) => Promise<Read>;
}

async function eachWithProgress<Item, Read>(
  items: readonly Item[],
  { session, what, read }: Course<Item, Read>,
): Promise<Read[]> {
  let done = 0;
  const progress = setInterval(() => session.log(`Read ${done} of ${items.length} ${what} …`), session.progress);
  const readOne = async (item: Item) => {
    const found = await read(item);
    done += 1;
    return found;
  };
  return await pMap(items, readOne, { concurrency: mostAtOnce, signal: session.stopped }).finally(() =>
    clearInterval(progress),
  );
}

const userPage = z.object({ total: z.int().check(z.minimum(0)) });

/** By the role's id. Where the first is refused, so would be the others. */
async function countUsers(session: CensusSession, roles: readonly Role[]): Promise<ReadonlyMap<string, number>> {
  const scout = new Scout();
  const count = async ({ id, name }: Role) => {
    const answer = await ask(session, `/api/v2/roles/${encodeURIComponent(id)}/users?per_page=1&include_totals=true`);
    const isGone = answer.status === 404;
    const what = `the list of users of the role ${name}`;
    return [id, isGone ? 0 : accept(session, answer, { what, shape: userPage }).total] as const;
  };
  const read = (role: Role) => scout.read(() => count(role));
  return new Map(await eachWithProgress(roles, { session, what: 'numbers of users', read }));
}

const organizationPage = z.object({
  organizations: z.array(z.object({ id: z.string(), name: z.string() })),
  next: z.nullish(z.string()),
});

/**
 * Names by id, of those that are wanted. The first page is read in any case: that a right is lacking is to be known before
 * the first organization has a role.
 */
async function readOrganizations(session: HolderSession, wanted: ReadonlySet<string>) {
  const list = {
    path: '/api/v2/organizations?',
    what: 'the list of organizations',
    shape: organizationPage,
    keys: ({ organizations }: z.infer<typeof organizationPage>) => organizations.map(({ id }) => id),
    // Of a tenant without organizations. Source: auth0-deploy-cli, which takes both for an empty list.
    absent: [404, 501],
  };
  const names = new Map<string, string>();
  for await (const { organizations } of checkpoints(session, list)) {
    for (const { id, name } of organizations) if (wanted.has(id)) names.set(id, name);
    if (names.size === wanted.size) break;
  }
  return names;
}

/** @throws ActionError auth0-… */
async function readRegistration(session: HolderSession): Promise<boolean> {
  const answer = await ask(session, registrationPath);
  return accept(session, answer, { what: 'the settings of the tenant', shape: registration });
}
