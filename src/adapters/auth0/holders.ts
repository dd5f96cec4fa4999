/**
 * Who holds which permissions: client grants and roles, as far as the token may read them.
 *
 * Requests, each of them a GET:
 * - grants: one for every hundred client grants of an API, so mostly one for an API;
 * - names of applications: none where none is affected; one where one is, or where the tenant has a hundred at most; never
 *   more than 21; the same for names of organizations whose roles are affected;
 * - roles: one for every hundred roles, and one for every hundred permissions of each, so 1010 where a tenant has the
 *   thousand roles that it may have; those for a role end when the time for them is over. Then one for each role that
 *   loses something, for its number of users;
 * - which applications are third-party ones, where it is asked: one for every hundred of those;
 * - settings: one, where a grant is for all third-party applications.
 */
import pMap from 'p-map';
import * as z from 'zod';
import { ActionError } from '../../core/errors.ts';
import type { Question } from '../../core/reach/question.ts';
import type { Grant, Holders, NotRead, RoleCheck, Way } from '../../core/reach/reach.ts';
import { unavailable } from './http.ts';
import { applicationNames, organizationNames, readNames } from './names.ts';
import { accept, ask, may, OptionalReads, onlyTimeOver, type RightsSession } from './reads.ts';
import { checkRoles, type RoleLimits } from './role-check.ts';
import { countUsers } from './role-users.ts';
import type { Session } from './session.ts';

/** In milliseconds. */
export interface HolderLimits extends RoleLimits {
  /** For names, for the users of roles, and for the tenant's settings. */
  readonly names: number;
}

export const holderLimits: HolderLimits = { names: 10_000, roles: 60_000, progress: 10_000 };

/** The most a page may hold, of grants and of applications. */
const pageSize = 100;

/** As many as a tenant may have grants (Auth0 docs, Entity Limit Policy: 100,000), on pages of half the size. */
const mostPages = 2000;

const atOnce = 4;

/** What reading a part takes; each of the scopes will do. */
const scopes = {
  grants: ['read:client_grants'],
  roles: ['read:roles'],
  // Source: Management API OpenAPI, get_clients: `is_first_party` is none of the fields that a summary has.
  applications: ['read:clients', 'read:client_keys'],
  settings: ['read:tenant_settings'],
} as const;

/**
 * Reads what is asked for. What the token may not read is undefined and stands in `notRead`, and a name or number that
 * can't be read is null.
 * @throws ActionError auth0-unavailable, auth0-rate-limited, auth0-unauthorized, auth0-rejected
 */
export async function readHolders(
  session: RightsSession,
  question: Question,
  limits: HolderLimits = holderLimits,
): Promise<Holders> {
  const notRead: NotRead[] = [];
  const parts = { session, question, limits, notRead };
  const granted = await granting(parts);
  const roles = question.roles === 'none' ? undefined : await giving(parts);
  return { ...granted, roles, notRead };
}

interface Parts {
  readonly session: RightsSession;
  readonly question: Question;
  readonly limits: HolderLimits;
  /** Takes what turns out not to be readable. */
  readonly notRead: NotRead[];
}

async function granting(parts: Parts): Promise<Pick<Holders, 'grants' | 'thirdParties' | 'registration'>> {
  const { session, question, limits } = parts;
  const grants = await unlessLacking(parts, 'grants', () => readGrants(session, question));
  if (!grants) return { grants };
  const named = await withNames(session, grants, limits.names);
  const isAsked = question.thirdParties && hasSingle(grants);
  const thirdParties = isAsked
    ? await unlessLacking(parts, 'applications', () => readThirdParties(session))
    : undefined;
  const registration = hasDefault(grants) ? await readRegistration(session, limits.names) : undefined;
  return { grants: named, thirdParties, registration };
}

async function giving(parts: Parts): Promise<RoleCheck | undefined> {
  const { session, question, limits, notRead } = parts;
  const paced = await unlessLacking(parts, 'roles', () => checkRoles(session, question, limits));
  if (!paced) return undefined;
  const counted = await countUsers(session, paced, { lost: question.lost, time: limits.names });
  if (counted.lacking !== '') notRead.push({ what: 'users', right: counted.lacking });
  return await withOrganizations(session, counted.check, limits.names);
}

/** Undefined where the token lacks the right, which is asked for once a run at most. */
async function unlessLacking<Found>(
  { session, notRead }: Parts,
  what: keyof typeof scopes,
  read: () => Promise<Found>,
): Promise<Found | undefined> {
  const [right] = scopes[what];
  if (scopes[what].some((scope) => may(session, scope))) {
    try {
      return await read();
    } catch (thrown) {
      if (!(thrown instanceof ActionError) || thrown.code !== 'auth0-missing-scope') throw thrown;
      for (const scope of scopes[what]) session.lacking.add(scope);
    }
  }
  notRead.push({ what, right });
  return undefined;
}

/** Lenient about unknown fields, because live answers hold some that the OpenAPI document does not name. */
const clientGrant = z
  .object({
    // A default for a group of applications names no client: terraform-provider-auth0, TestAccClientGrant_DefaultFor.
    client_id: z.string().nullish(),
    default_for: z.string().nullish(),
    audience: z.string(),
    // Absent from one that allows all: terraform-provider-auth0, TestAccClientGrant.
    scope: z.array(z.string()).nullish(),
    allow_all_scopes: z.boolean().nullish(),
    // Absent from grants of old tenants, which have only those for the application itself.
    subject_type: z.string().nullish(),
  })
  .refine(({ client_id, default_for }) => client_id || default_for);

type ClientGrant = z.infer<typeof clientGrant>;

const grantPage = z.object({
  client_grants: z.array(clientGrant),
  next: z.string().nullish(),
  /** Where Auth0 pages by numbers after all, and gives no way to the rest. */
  total: z.number().nullish(),
});

type Grants = ReadonlyMap<string, readonly Grant[]>;

/** The first API is asked about alone: where that is refused, so would be the others. */
async function readGrants(session: Session, { grants: identifiers, permissions }: Question): Promise<Grants> {
  const readOne = async (identifier: string) => {
    const held = new Map<string, Grant>();
    const wanted = permissions.get(identifier) ?? new Set();
    for await (const grant of grantsOf(session, identifier)) hold(held, grant, wanted);
    return [identifier, [...held.values()]] as const;
  };
  const first = await pMap(identifiers.slice(0, 1), readOne);
  return new Map([...first, ...(await pMap(identifiers.slice(1), readOne, { concurrency: atOnce }))]);
}

async function* grantsOf(session: Session, identifier: string): AsyncGenerator<ClientGrant> {
  const list = {
    path: `/api/v2/client-grants?audience=${encodeURIComponent(identifier)}&take=${pageSize}`,
    what: `the list of client grants of ${identifier}`,
    shape: grantPage,
    count: ({ client_grants: grants }: z.infer<typeof grantPage>) => grants.length,
  };
  for await (const { client_grants: grants } of checkpoints(session, list))
    yield* grants.filter(({ audience }) => audience === identifier);
}

interface Checkpoint {
  readonly next?: string | null | undefined;
  readonly total?: number | null | undefined;
}

interface CheckpointList<Body> {
  readonly path: string;
  /** How an error calls it. */
  readonly what: string;
  readonly shape: z.ZodType<Body>;
  /** How many items of the list a page holds. */
  readonly count: (body: Body) => number;
}

/**
 * Pages by `from` and `take`, as Auth0's own SDKs do: `page` and `per_page` are meant for about 1,000 items, and an API
 * can have more grants. A list without an end is no answer: what it holds would not be known.
 */
async function* checkpoints<Body extends Checkpoint>(
  session: Session,
  list: CheckpointList<Body>,
): AsyncGenerator<Body> {
  const seen = new Set<string>();
  for (let from = '', count = 0; !seen.has(from) && seen.size < mostPages; ) {
    seen.add(from);
    const body = accept(session, await ask(session, list.path + from), list);
    yield body;
    count += list.count(body);
    if (!body.next && count < (body.total ?? 0))
      throw unavailable(session.http.domain, `${list.what} is shorter than it says`);
    if (!body.next) return;
    from = `&from=${encodeURIComponent(body.next)}`;
  }
  throw unavailable(session.http.domain, `${list.what} has no end`);
}

/** An application has up to one grant of an API for each subject; should it have more of one, they are one here. */
function hold(held: Map<string, Grant>, grant: ClientGrant, wanted: ReadonlySet<string>): void {
  const { client_id: id, subject_type: subject } = grant;
  const as = ways.get(subject ?? '') ?? 'itself';
  const key = JSON.stringify([id ?? null, as]);
  const before = held.get(key);
  const all = grant.allow_all_scopes === true || before?.all === true;
  const listed = (grant.scope ?? []).filter((permission) => wanted.has(permission));
  const permissions = new Set(all ? [] : [...(before?.permissions ?? []), ...listed]);
  if (!all && permissions.size === 0) return;
  held.set(key, { application: id ? { id, name: null } : null, as, permissions, all });
}

/** Source: Auth0's SDK for Node.js, ClientGrantSubjectTypeEnum. */
const ways: ReadonlyMap<string, Way> = new Map([
  ['client', 'itself'],
  ['user', 'its-users'],
  ['anonymous_user', 'anyone'],
]);

function hasSingle(grants: Grants): boolean {
  return [...grants.values()].flat().some(({ application }) => application !== null);
}

function hasDefault(grants: Grants): boolean {
  return [...grants.values()].flat().some(({ application }) => application === null);
}

async function withNames(session: RightsSession, grants: Grants, time: number): Promise<Grants> {
  const ids = new Set([...grants.values()].flat().flatMap(({ application }) => application?.id ?? []));
  const names = await readNames(session, { ids: [...ids], of: applicationNames, time });
  const rename = (grant: Grant): Grant => {
    const { application } = grant;
    return application ? { ...grant, application: { ...application, name: names.get(application.id) ?? null } } : grant;
  };
  return new Map([...grants].map(([identifier, held]) => [identifier, held.map(rename)]));
}

async function withOrganizations(session: RightsSession, check: RoleCheck, time: number): Promise<RoleCheck> {
  const ids = new Set(
    check.roles.flatMap(({ organization, permissions }) =>
      organization && permissions.size > 0 ? organization.id : [],
    ),
  );
  const names = await readNames(session, { ids: [...ids], of: organizationNames, time });
  const roles = check.roles.map((role) => {
    const { organization } = role;
    return organization
      ? { ...role, organization: { ...organization, name: names.get(organization.id) ?? null } }
      : role;
  });
  return { ...check, roles };
}

const thirdPartyPage = z.object({
  clients: z.array(z.object({ client_id: z.string(), is_first_party: z.boolean() })),
  next: z.string().nullish(),
});

async function readThirdParties(session: Session): Promise<ReadonlySet<string>> {
  const fields = 'fields=client_id,is_first_party&include_fields=true';
  const list = {
    path: `/api/v2/clients?is_first_party=false&${fields}&take=${pageSize}`,
    what: 'the list of third-party applications',
    shape: thirdPartyPage,
    count: ({ clients }: z.infer<typeof thirdPartyPage>) => clients.length,
  };
  const found = new Set<string>();
  for await (const { clients } of checkpoints(session, list))
    for (const { client_id: id, is_first_party: isFirst } of clients) if (!isFirst) found.add(id);
  return found;
}

const settings = z.object({ flags: z.object({ enable_dynamic_client_registration: z.boolean().nullish() }).nullish() });

/** Worth knowing, and no reason to stop: undefined where it is refused, or not read in time. */
async function readRegistration(session: RightsSession, time: number): Promise<boolean | undefined> {
  if (!scopes.settings.some((scope) => may(session, scope))) return undefined;
  const reads = new OptionalReads(session, time);
  const answer = await reads.get('/api/v2/tenants/settings?fields=flags&include_fields=true').catch(onlyTimeOver);
  if (answer?.status === 403) for (const scope of scopes.settings) session.lacking.add(scope);
  if (answer?.status !== 200) return undefined;
  const { data } = settings.safeParse(answer.body);
  return data && data.flags?.enable_dynamic_client_registration === true;
}
