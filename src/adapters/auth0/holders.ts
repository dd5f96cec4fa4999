/**
 * Who holds which permissions: client grants and roles, as far as the token may read them.
 *
 * Requests, each of them a GET:
 * - grants: one for every hundred client grants of an API, so mostly one for an API;
 * - names: none where no application is affected; one where one is, or where the tenant has a hundred at most; never
 *   more than 21;
 * - roles: one for every hundred roles, and one for every hundred permissions of each, so 1010 where a tenant has the
 *   thousand roles that it may have; those for a role end when the time for them is over.
 */
import pMap from 'p-map';
import * as z from 'zod';
import { ActionError } from '../../core/errors.ts';
import type { Application, Grant, Holders, Question } from '../../core/impact.ts';
import { unavailable } from './http.ts';
import { accept, ask, OptionalReads, onlyTimeOver } from './reads.ts';
import { checkRoles, type RoleLimits } from './role-check.ts';
import type { Session } from './tenant.ts';

/** In milliseconds. */
export interface HolderLimits extends RoleLimits {
  /** For the names of applications. */
  readonly names: number;
}

export const holderLimits: HolderLimits = { names: 10_000, roles: 60_000, progress: 10_000 };

/** A session with the rights that it was found to lack. */
export interface HolderSession extends Session {
  readonly lacking: Set<string>;
}

/** The most a page may hold, of grants and of applications. */
const pageSize = 100;

/** As many as a tenant may have grants (Auth0 docs, Entity Limit Policy: 100,000), on pages of half the size. */
const mostPages = 2000;

/** Applications that are asked for one by one. */
const mostNames = 20;

const atOnce = 4;

/**
 * Reads what is asked for. What the token may not read is undefined, and a name that can't be read is null.
 * @throws ActionError auth0-unavailable, auth0-rate-limited, auth0-unauthorized, auth0-rejected
 */
export async function readHolders(
  session: HolderSession,
  question: Question,
  limits: HolderLimits = holderLimits,
): Promise<Holders> {
  const grants = await unlessLacking(session, 'read:client_grants', () => readGrants(session, question));
  const named = grants && (await withNames(session, grants, limits.names));
  if (!question.roles) return { grants: named, roles: undefined };
  return {
    grants: named,
    roles: await unlessLacking(session, 'read:roles', () => checkRoles(session, question, limits)),
  };
}

function may({ token, lacking }: HolderSession, scope: string): boolean {
  return !lacking.has(scope) && token.scopes?.has(scope) !== false;
}

async function unlessLacking<Found>(session: HolderSession, scope: string, read: () => Promise<Found>) {
  if (!may(session, scope)) return undefined;
  try {
    return await read();
  } catch (thrown) {
    if (!(thrown instanceof ActionError) || thrown.code !== 'auth0-missing-scope') throw thrown;
    session.lacking.add(scope);
    return undefined;
  }
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

/**
 * Pages by `from` and `take`, as Auth0's own SDKs do: `page` and `per_page` are meant for about 1,000 items, and an API
 * can have more grants. A list without an end is no answer: what it holds would not be known.
 */
async function* grantsOf(session: Session, identifier: string): AsyncGenerator<ClientGrant> {
  const path = `/api/v2/client-grants?audience=${encodeURIComponent(identifier)}&take=${pageSize}`;
  const list = { what: `the list of client grants of ${identifier}`, shape: grantPage };
  const seen = new Set<string>();
  for (let from = '', count = 0; !seen.has(from) && seen.size < mostPages; ) {
    seen.add(from);
    const { client_grants: grants, next, total } = accept(session, await ask(session, path + from), list);
    yield* grants.filter(({ audience }) => audience === identifier);
    count += grants.length;
    if (!next && count < (total ?? 0)) throw unavailable(session.http.domain, `${list.what} is shorter than it says`);
    if (!next) return;
    from = `&from=${encodeURIComponent(next)}`;
  }
  throw unavailable(session.http.domain, `${list.what} has no end`);
}

/** An application can hold several grants of an API, for itself and for its users; here they are one. */
function hold(held: Map<string, Grant>, grant: ClientGrant, wanted: ReadonlySet<string>): void {
  const application = applicationOf(grant);
  const before = held.get(application.id);
  const all = grant.allow_all_scopes === true || before?.all === true;
  const listed = (grant.scope ?? []).filter((permission) => wanted.has(permission));
  const permissions = all ? [] : [...new Set([...(before?.permissions ?? []), ...listed])];
  if (all || permissions.length > 0) held.set(application.id, { application, permissions, all });
}

function applicationOf({ client_id, default_for }: ClientGrant): Application {
  if (client_id) return { id: client_id, name: null };
  return { id: default_for ?? '', name: default_for === 'third_party_clients' ? 'All third-party applications' : null };
}

/** Each of them lets a name be read. Source: Management API OpenAPI, get_clients. */
const nameScopes = ['read:clients', 'read:client_keys', 'read:client_summary'];

/** Only these are asked for, and only these are kept of an answer that holds an application's secrets all the same. */
const nameFields = 'fields=client_id,name&include_fields=true';
const named = z.object({ client_id: z.string(), name: z.string().nullish() });
const namedBody = z.union([z.object({ clients: z.array(named) }), named.transform((one) => ({ clients: [one] }))]);

async function withNames(session: HolderSession, grants: Grants, time: number): Promise<Grants> {
  const applications = [...grants.values()].flat().map(({ application }) => application);
  const nameless = new Set(applications.filter(({ name }) => name === null).map(({ id }) => id));
  const names = await readNames(session, [...nameless], new OptionalReads(session, time));
  const rename = (grant: Grant): Grant => {
    const { id, name } = grant.application;
    return { ...grant, application: { id, name: names.get(id) ?? name } };
  };
  return new Map([...grants].map(([identifier, held]) => [identifier, held.map(rename)]));
}

/** A name is a nicety: what is refused, or not read in time, has none. One page of the list has all that most tenants have. */
async function readNames(session: HolderSession, ids: readonly string[], reads: OptionalReads) {
  const names = new Map<string, string>();
  const readSome = async (path: string) => {
    if (!nameScopes.some((scope) => may(session, scope))) return;
    const answer = await reads.get(`/api/v2/clients${path}${nameFields}`).catch(onlyTimeOver);
    if (answer?.status === 403) for (const scope of nameScopes) session.lacking.add(scope);
    const { clients } = namedBody.safeParse(answer?.body).data ?? { clients: [] };
    for (const { client_id: id, name } of clients) if (name) names.set(id, name);
  };
  if (ids.length > 1) await readSome(`?page=0&per_page=${pageSize}&include_totals=true&`);
  const rest = ids.filter((id) => !names.has(id)).slice(0, mostNames);
  await pMap(rest, (id) => readSome(`/${encodeURIComponent(id)}?`), { concurrency: atOnce });
  return names;
}
