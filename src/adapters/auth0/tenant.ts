/** Reads APIs; can't write. */
import * as z from 'zod/mini';
import type { ActionError } from '../../core/errors.ts';
import type { Permission } from '../../core/permission.ts';
import type { TenantApi } from '../../core/plan.ts';
import type { Question } from '../../core/reach/question.ts';
import type { Admission, Holders } from '../../core/reach/reach.ts';
import type { TenantReader } from '../../ports/tenant.ts';
import { beginHolders, readHolders } from './holders.ts';
import { type HttpAnswer, unavailable } from './http.ts';
import { pageOf, readList, type Told } from './pages.ts';
import { type HolderSession, holderSession } from './reads.ts';
import { refusal } from './refusal.ts';
import type { Session } from './session.ts';

/** Source: Management API OpenAPI, `identifiers`: at most ten. */
const mostIdentifiers = 10;

/** In characters: longer than any proxy or server is sure to take in a request's first line. */
const longestQuery = 6000;

/** Twice what a tenant may have (Auth0 docs, Entity Limit Policy: 100,000 APIs), and an end to a list without one. */
const mostPages = 4000;

const subjectPolicy = z.nullish(z.object({ policy: z.nullish(z.string()) }));

/**
 * Of an API only what is needed: an answer also carries `signing_secret`, which must not live on. Lenient about
 * unknown fields, because live answers hold some that the OpenAPI document does not name.
 */
const resourceServer = z.object({
  id: z.string(),
  identifier: z.string(),
  name: z.nullish(z.string()),
  is_system: z.nullish(z.boolean()),
  enforce_policies: z.nullish(z.boolean()),
  // The kinds of subject: Auth0's SDK for Node.js, ResourceServerSubjectTypeAuthorization.
  subject_type_authorization: z.nullish(
    z.object({ client: subjectPolicy, user: subjectPolicy, anonymous_user: subjectPolicy }),
  ),
  // An older page of the same beta: Auth0 docs, "Anonymous Sessions".
  allow_anonymous_access: z.nullish(z.boolean()),
  scopes: z.nullish(z.array(z.object({ value: z.string(), description: z.nullish(z.string()) }))),
});

/** Every API of the tenant stands in the list; of those that nobody asked for only the identifier is looked at. */
const named = z.looseObject({ identifier: z.string() });

const serverPage = pageOf('resource_servers', named);

/** Reads APIs, and who holds their permissions. It has no method that writes, and needs `read:resource_servers` only. */
export class Auth0TenantReader implements TenantReader {
  protected readonly session: Session;
  private readonly holding: HolderSession;

  constructor(session: Session) {
    this.session = session;
    this.holding = holderSession(session);
  }

  async apis(identifiers: readonly string[]): Promise<TenantApi[]> {
    const [query, ...more] = queriesFor(identifiers);
    if (query === undefined) return [];
    if (more.length > 0) return await this.listed(identifiers);
    return [...(await this.pages(new Set(identifiers), { query })).found.values()];
  }

  async allApis(): Promise<TenantApi[]> {
    return [...(await this.whole('all')).found.values()];
  }

  /** What the token is known to lack the right to is not begun, and what is needless has cost its one request. */
  ahead(likely: Question): void {
    beginHolders(this.holding, likely);
  }

  /** What the token may not read is undefined, and asked for once a run at most. @throws ActionError auth0-… */
  async holders(question: Question): Promise<Holders> {
    return await readHolders(this.holding, question);
  }

  /**
   * Those of the list. Where fewer questions by name than pages are left, the rest is asked for by name; and since between
   * two pages the list may have shifted past an API, so are a few that were not seen.
   */
  private async listed(identifiers: readonly string[]): Promise<TenantApi[]> {
    const wanted = new Set(identifiers);
    const missing = (found: Found) => queriesFor(identifiers.filter((identifier) => !found.has(identifier)));
    const isEnough = (found: Found, { pagesLeft }: Told) => missing(found).length <= pagesLeft;
    const { found, pages, pagesLeft } = await this.whole(wanted, { isEnough });
    const queries = missing(found);
    const isWorthIt = pagesLeft > 0 || (pages > 1 && queries.length === 1);
    const late = isWorthIt ? await Promise.all(queries.map((query) => this.pages(wanted, { query }))) : [];
    return [...found.values(), ...late.flatMap((one) => [...one.found.values()])];
  }

  /** Between two pages the list may have shifted past an API: where the totals tell so, it is read once more. */
  private async whole(wanted: Wanted, ask: Ask = {}): Promise<Listing> {
    const first = await this.pages(wanted, ask);
    if (first.extent === 'whole') return first;
    const second = await this.pages(wanted, ask);
    if (second.extent === 'short')
      throw unavailable(this.session.http.domain, 'the list of APIs is shorter than it says');
    return second.extent === 'whole' ? second : { ...second, found: new Map([...first.found, ...second.found]) };
  }

  /** Reads until all that is wanted was seen, or is better asked for otherwise. */
  private async pages(wanted: Wanted, { query = '', isEnough = () => false }: Ask): Promise<Listing> {
    const found = new Map<string, TenantApi>();
    const most = wanted === 'all' ? Number.POSITIVE_INFINITY : wanted.size;
    let isBare = false;
    // Asked for by name, a list without totals is all there is.
    const isDone = (told: Told) => found.size >= most || (isBare && query !== '') || isEnough(found, told);
    const told = await readList({
      get: async (paging) => {
        const page = await this.page(paging + query);
        isBare = page.total === undefined;
        return page;
      },
      key: ({ identifier }) => identifier,
      take: (server) => {
        if (wanted === 'all' || wanted.has(server.identifier))
          found.set(server.identifier, readWanted(server, this.session.http.domain));
      },
      isEnough: isDone,
      mostPages,
    });
    if (!told) return { found, extent: 'short', pages: mostPages, pagesLeft: 0 };
    return { ...told, found, extent: isDone(told) ? 'whole' : extentOf(told) };
  }

  private async page(query: string): Promise<z.infer<typeof serverPage>> {
    const answer = await this.get(`/api/v2/resource-servers?${query}`, 'the list of APIs');
    const { data, success } = serverPage.safeParse(answer.body);
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

type Found = ReadonlyMap<string, TenantApi>;

type Wanted = ReadonlySet<string> | 'all';

interface Ask {
  /** Names APIs. */
  readonly query?: string;
  /** Whether the rest of the list need not be read. */
  readonly isEnough?: (found: Found, told: Told) => boolean;
}

interface Listing extends Pick<Told, 'pages' | 'pagesLeft'> {
  readonly found: Found;
  readonly extent: Extent;
}

/** How much of the list was seen: what is wanted or all, less since it changed meanwhile, less for no reason. */
type Extent = 'whole' | 'shifted' | 'short';

function extentOf({ seen, total, isShifted }: Told): Extent {
  if (isShifted) return 'shifted';
  return total <= seen ? 'whole' : 'short';
}

/** The fewest questions for APIs by name, each as long as one request can be; none where there is nothing to ask. */
function queriesFor(identifiers: readonly string[]): string[] {
  const queries: string[] = [];
  let [query, count] = ['', 0];
  for (const part of identifiers.map((identifier) => `&identifiers=${encodeURIComponent(identifier)}`)) {
    if (count === mostIdentifiers || (count > 0 && query.length + part.length > longestQuery)) {
      queries.push(query);
      [query, count] = ['', 0];
    }
    [query, count] = [query + part, count + 1];
  }
  return count > 0 ? [...queries, query] : queries;
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
