/** Reads APIs; can't write. */
import * as z from 'zod';
import type { ActionError } from '../../core/errors.ts';
import type { Permission } from '../../core/permission.ts';
import type { TenantApi } from '../../core/plan.ts';
import type { Question } from '../../core/reach/question.ts';
import type { Admission, Holders } from '../../core/reach/reach.ts';
import type { TenantReader } from '../..//ports/tenant.ts';
import { readHolders } from './holders.ts';
import { type HttpAnswer, unavailable } from './http.ts';
import { endsList, pageOf } from './pages.ts';
import { refusal } from './refusal.ts';
import type { Session } from './session.ts';

/** Source: Management API OpenAPI, `identifiers`: at most ten. */
const mostIdentifiers = 10;

/** In characters: longer than any proxy or server is sure to take in a request's first line. */
const longestQuery = 6000;

/** Twice what a tenant may have (Auth0 docs, Entity Limit Policy: 100,000 APIs), and an end to a list without one. */
const mostPages = 4000;

/** The most a page may hold; a tenant that allows less says so in its answer's `limit`. */
const pageSize = 100;

const subjectPolicy = z.object({ policy: z.string().nullish() }).nullish();

/**
 * Of an API only what is needed: an answer also carries `signing_secret`, which must not live on. Lenient about
 * unknown fields, because live answers hold some that the OpenAPI document does not name.
 */
const resourceServer = z.object({
  id: z.string(),
  identifier: z.string(),
  name: z.string().nullish(),
  is_system: z.boolean().nullish(),
  enforce_policies: z.boolean().nullish(),
  // The kinds of subject: Auth0's SDK for Node.js, ResourceServerSubjectTypeAuthorization.
  subject_type_authorization: z
    .object({ client: subjectPolicy, user: subjectPolicy, anonymous_user: subjectPolicy })
    .nullish(),
  // An older page of the same beta: Auth0 docs, "Anonymous Sessions".
  allow_anonymous_access: z.boolean().nullish(),
  scopes: z.array(z.object({ value: z.string(), description: z.string().nullish() })).nullish(),
});

/** Every API of the tenant stands in the list; of those that nobody asked for only the identifier is looked at. */
const named = z.looseObject({ identifier: z.string() });

const serverPage = pageOf('resource_servers', named);

/** Reads APIs, and who holds their permissions. It has no method that writes, and needs `read:resource_servers` only. */
export class Auth0TenantReader implements TenantReader {
  protected readonly session: Session;
  private readonly lacking = new Set<string>();

  constructor(session: Session) {
    this.session = session;
  }

  async apis(identifiers: readonly string[]): Promise<TenantApi[]> {
    if (identifiers.length === 0) return [];
    const query = queryFor(identifiers);
    if (query !== undefined) return (await this.pages(new Set(identifiers), query)).found;
    const found = await this.whole(new Set(identifiers));
    return [...found, ...(await this.lateOnes(identifiers, found))];
  }

  async allApis(): Promise<TenantApi[]> {
    return await this.whole('all');
  }

  /** What the token may not read is undefined, and asked for once a run at most. @throws ActionError auth0-… */
  async holders(question: Question): Promise<Holders> {
    return await readHolders({ ...this.session, lacking: this.lacking }, question);
  }

  /** Between two pages the list may have shifted past an API, so the few that were not seen are asked for by name. */
  private async lateOnes(identifiers: readonly string[], found: readonly TenantApi[]): Promise<TenantApi[]> {
    const seen = new Set(found.map(({ identifier }) => identifier));
    const late = identifiers.filter((identifier) => !seen.has(identifier));
    const query = late.length > 0 ? queryFor(late) : undefined;
    return query === undefined ? [] : (await this.pages(new Set(late), query)).found;
  }

  /** Between two pages the list may have shifted past an API: where the totals tell so, it is read once more. */
  private async whole(wanted: ReadonlySet<string> | 'all'): Promise<TenantApi[]> {
    const first = await this.pages(wanted, '');
    if (first.extent === 'whole') return first.found;
    const second = await this.pages(wanted, '');
    if (second.extent === 'whole') return second.found;
    if (second.extent === 'short')
      throw unavailable(this.session.http.domain, 'the list of APIs is shorter than it says');
    const both = [...first.found, ...second.found].map((api) => [api.identifier, api] as const);
    return [...new Map(both).values()];
  }

  /**
   * Reads page after page, of the size that Auth0 says it gives, until all that is wanted was seen, the list ends or a
   * page brings nothing new.
   */
  private async pages(wanted: ReadonlySet<string> | 'all', query: string): Promise<Listing> {
    const found = new Map<string, TenantApi>();
    const seen = new Set<string>();
    const totals = new Set<number>();
    const most = wanted === 'all' ? Number.POSITIVE_INFINITY : wanted.size;
    for (let page = 0, size = pageSize; found.size < most && page < mostPages; page += 1) {
      const servers = await this.page(page, size, query);
      if (servers.total !== undefined) totals.add(servers.total);
      const before = seen.size;
      for (const server of servers.items) {
        seen.add(server.identifier);
        if (wanted === 'all' || wanted.has(server.identifier))
          found.set(server.identifier, readWanted(server, this.session.http.domain));
      }
      // Asked for by name, a bare list is all there is; else it ends with a page that brings nothing new.
      const isNamed = query !== '' && servers.total === undefined;
      if (isNamed || endsList(servers, page * size) || (page > 0 && seen.size === before)) break;
      size = servers.limit ?? size;
    }
    return { found: [...found.values()], extent: found.size >= most ? 'whole' : extentOf(totals, seen.size) };
  }

  private async page(page: number, size: number, query: string): Promise<z.infer<typeof serverPage>> {
    const path = `/api/v2/resource-servers?include_totals=true&page=${page}&per_page=${size}${query}`;
    const { data, success } = serverPage.safeParse((await this.get(path, 'the list of APIs')).body);
    if (!success) throw unavailable(this.session.http.domain, 'the list of APIs has an unexpected shape');
    return data;
  }

  /** @param absent what a 404 means here, where it means something. */
  protected async get(path: string, what: string, absent?: ActionError): Promise<HttpAnswer> {
    const { http, token } = this.session;
    const headers = { authorization: `Bearer ${token.value}` };
    const answer = await http.sendUntilAnswered(() => ({ method: 'GET', path, headers }));
    if (answer.status === 404 && absent) throw absent;
    if (answer.status < 200 || answer.status > 299) throw refusal(`reading ${what}`, answer, token.redact);
    return answer;
  }

  /** Undefined where the answer isn't an API. */
  protected readApi(answer: HttpAnswer): TenantApi | undefined {
    const parsed = resourceServer.safeParse(answer.body);
    return parsed.success ? toApi(parsed.data) : undefined;
  }
}

interface Listing {
  readonly found: TenantApi[];
  readonly extent: Extent;
}

/** How much of the list was seen: what is wanted or all, less since it changed meanwhile, less for no reason. */
type Extent = 'whole' | 'shifted' | 'short';

/** @param totals what the pages said, each once. */
function extentOf(totals: ReadonlySet<number>, seen: number): Extent {
  if (Math.max(0, ...totals) <= seen && totals.size <= 1) return 'whole';
  return totals.size > 1 ? 'shifted' : 'short';
}

/** Undefined where there are too many, or too long ones, for one request. */
function queryFor(identifiers: readonly string[]): string | undefined {
  const query = identifiers.map((identifier) => `&identifiers=${encodeURIComponent(identifier)}`).join('');
  return identifiers.length <= mostIdentifiers && query.length <= longestQuery ? query : undefined;
}

function readWanted(server: z.infer<typeof named>, domain: string): TenantApi {
  const parsed = resourceServer.safeParse(server);
  if (parsed.success) return toApi(parsed.data);
  const where = parsed.error.issues[0]?.path.join('.') ?? '';
  throw unavailable(domain, `the API ${server.identifier} has an unexpected shape (${where})`);
}

function toApi(server: z.infer<typeof resourceServer>): TenantApi {
  return {
    id: server.id,
    identifier: server.identifier,
    name: server.name ?? undefined,
    permissions: (server.scopes ?? []).map(toPermission),
    system: server.is_system === true,
    admission: admissionOf(server),
  };
}

function toPermission({ value, description }: { value: string; description?: string | null | undefined }): Permission {
  return { name: value, description: description ?? undefined };
}

/**
 * Absent keys are Auth0's defaults: RBAC off, user access `allow_all` (tenants before 2025 don't have the latter), nobody
 * without signing in. A policy of another name is taken for one that asks for a grant: none that is known lets in more
 * than that without saying so.
 */
function admissionOf({
  enforce_policies: rbac = false,
  subject_type_authorization: subjects,
  allow_anonymous_access: anonymous = false,
}: z.infer<typeof resourceServer>): Admission {
  const policies = {
    client: subjects?.client?.policy ?? 'require_client_grant',
    user: subjects?.user?.policy ?? 'allow_all',
    anonymous: subjects?.anonymous_user?.policy ?? (anonymous ? 'require_client_grant' : 'deny_all'),
  };
  return {
    applications: byGrant(policies.client),
    users: policies.user === 'allow_all' ? 'everyone' : byGrant(policies.user),
    anonymous: byGrant(policies.anonymous),
    rbac: rbac === true,
  };
}

/** Source: Auth0 docs, "API Access Policies for Applications": `deny_all` counts regardless of any other setting or grant. */
function byGrant(policy: string): 'by-grant' | 'nobody' {
  return policy === 'deny_all' ? 'nobody' : 'by-grant';
}
