/** The client grants of APIs, API by API or all of the tenant. */
import * as z from 'zod/mini';
import type { Question } from '../../core/reach/question.ts';
import type { Grant, Way } from '../../core/reach/reach.ts';
import { type CheckpointList, checkpoints, firstPage } from './pages.ts';
import { type HolderSession, Scout } from './reads.ts';
import { mayRead } from './rights.ts';

/** From so many APIs on all grants of the tenant are read, on pages of a hundred, instead of each API's. */
const manyApis = 4;

/** Lenient about unknown fields, because live answers hold some that the OpenAPI document does not name. */
const clientGrant = z
  .object({
    id: z.nullish(z.string()),
    // A default for a group of applications names no client: terraform-provider-auth0, TestAccClientGrant_DefaultFor.
    client_id: z.nullish(z.string()),
    default_for: z.nullish(z.string()),
    audience: z.string(),
    // Absent from one that allows all: terraform-provider-auth0, TestAccClientGrant.
    scope: z.nullish(z.array(z.string())),
    allow_all_scopes: z.nullish(z.boolean()),
    // Absent from grants of old tenants, which have only those for the application itself.
    subject_type: z.nullish(z.string()),
  })
  .check(z.refine(({ client_id, default_for }) => client_id || default_for));

export type ClientGrant = z.infer<typeof clientGrant>;

const grantPage = z.object({
  client_grants: z.array(clientGrant),
  next: z.nullish(z.string()),
  total: z.nullish(z.number()),
});

type GrantPage = z.infer<typeof grantPage>;

/** All grants of the tenant, or those of one API. */
export function grantList(identifier?: string): CheckpointList<GrantPage> {
  return {
    path: `/api/v2/client-grants?${identifier === undefined ? '' : `audience=${encodeURIComponent(identifier)}&`}`,
    what: `the list of client grants${identifier === undefined ? '' : ` of ${identifier}`}`,
    shape: grantPage,
    keys: ({ client_grants: grants }) => grants.map((grant) => grant.id ?? JSON.stringify(grant)),
  };
}

/** By the API's identifier. */
export type Grants = ReadonlyMap<string, readonly Grant[]>;

/** Begins what `readGrants` begins with. Where it is not known whether the token may, one request finds out. */
export function beginGrants(session: HolderSession, { grants: identifiers }: Question): void {
  if (!mayRead(session, 'grants')) return;
  const lists = identifiers.length < manyApis ? identifiers.map((one) => grantList(one)) : [grantList()];
  for (const list of isKnown(session) ? lists : lists.slice(0, 1)) session.ahead.begin(session, firstPage(list));
}

/** @throws ActionError auth0-… */
export async function readGrants(session: HolderSession, question: Question): Promise<Grants> {
  const held = new Holding(question.grants, question.permissions);
  const isBegun = (list: CheckpointList<GrantPage>) => session.ahead.has(firstPage(list));
  const rest = question.grants.filter((identifier) => !isBegun(grantList(identifier)));
  const isMany = rest.length >= manyApis || (rest.length > 0 && isBegun(grantList()));
  const isRead = isMany && (await readAll(session, held, rest));
  const scout = new Scout();
  const each = isRead ? question.grants.filter((identifier) => !rest.includes(identifier)) : question.grants;
  const readOne = async (identifier: string) => await readOf(session, held, identifier);
  await Promise.all(each.map((one) => (isKnown(session) ? readOne(one) : scout.read(() => readOne(one)))));
  return held.grants;
}

/** Every grant of these APIs, and all that it lists. @throws ActionError auth0-… */
export async function readEveryGrant(session: HolderSession, identifiers: readonly string[]): Promise<Grants> {
  const held = new Holding(identifiers, 'all');
  for await (const { client_grants: grants } of checkpoints(session, grantList()))
    for (const grant of grants) held.add(grant);
  return held.grants;
}

/** A tenant can have many more grants than these APIs: then each API is asked for after all. */
async function readAll(session: HolderSession, held: Holding, wanted: readonly string[]): Promise<boolean> {
  const found: ClientGrant[] = [];
  const identifiers = new Set(wanted);
  let pages = 0;
  for await (const { client_grants: grants, next } of checkpoints(session, grantList())) {
    found.push(...grants.filter(({ audience }) => identifiers.has(audience)));
    pages += 1;
    if (next && pages >= wanted.length) return false;
  }
  for (const grant of found) held.add(grant);
  return true;
}

async function readOf(session: HolderSession, held: Holding, identifier: string): Promise<void> {
  for await (const { client_grants: grants } of checkpoints(session, grantList(identifier)))
    for (const grant of grants) if (grant.audience === identifier) held.add(grant);
}

/** Whether the token says itself what it allows. */
function isKnown({ token }: HolderSession): boolean {
  return token.scopes !== undefined;
}

/** Grants as they are asked for. An application has up to one grant of an API for each subject; should it have more of one, they are one here. */
class Holding {
  private readonly permissions: Question['permissions'] | 'all';
  private readonly held: ReadonlyMap<string, Map<string, Grant>>;

  /** @param permissions of what a grant lists nothing else is kept, and no grant that lists nothing of it. */
  constructor(identifiers: readonly string[], permissions: Question['permissions'] | 'all') {
    this.permissions = permissions;
    this.held = new Map(identifiers.map((identifier) => [identifier, new Map()]));
  }

  get grants(): Grants {
    return new Map([...this.held].map(([identifier, grants]) => [identifier, [...grants.values()]]));
  }

  add(grant: ClientGrant): void {
    const { client_id: id, subject_type: subject, audience } = grant;
    const held = this.held.get(audience);
    const as = ways.get(subject ?? '') ?? 'itself';
    const key = JSON.stringify([id ?? null, as]);
    const before = held?.get(key);
    const all = grant.allow_all_scopes === true || before?.all === true;
    const listed = (grant.scope ?? []).filter((permission) => this.isWanted(audience, permission));
    const permissions = new Set([...(before?.permissions ?? []), ...listed]);
    if (all || permissions.size > 0 || this.permissions === 'all')
      held?.set(key, { application: id ? { id, name: null } : null, as, permissions, all });
  }

  private isWanted(identifier: string, permission: string): boolean {
    return this.permissions === 'all' || this.permissions.get(identifier)?.has(permission) === true;
  }
}

/** Source: Auth0's SDK for Node.js, ClientGrantSubjectTypeEnum. */
const ways: ReadonlyMap<string, Way> = new Map([
  ['client', 'itself'],
  ['user', 'its-users'],
  ['anonymous_user', 'anyone'],
]);
