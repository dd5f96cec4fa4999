/**
 * The HTTP side of the embedded GitHub: who asks, what was asked, faults, routes, and GitHub's way of saying no.
 * Errors: https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api
 */
import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { Faults, faultAnswer } from './faults.ts';
import { type LoggedRequest, readRequest } from './request-log.ts';

/** Permissions of a token, in the words of a workflow's `permissions:`. */
export type Area = 'contents' | 'pull-requests' | 'issues' | 'deployments';
export type Level = 'none' | 'read' | 'write';
export type Permissions = Readonly<Partial<Record<Area, Level>>>;

export interface Identity {
  /** An app's login ends in `[bot]`. */
  readonly login: string;
  /** `Bot` stands for an installation token (the Actions token, an app's), `User` for a person's. */
  readonly type: 'Bot' | 'User';
  readonly permissions: Permissions;
}

export interface ApiRequest {
  /** A part of the path by its name in the route, decoded. Throws when the route has none of that name. */
  param(name: string): string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The parsed JSON, undefined when there was none. */
  readonly body: unknown;
  readonly identity: Identity;
}

export interface Answer {
  readonly status: number;
  /** Bytes and strings are sent as they are, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** `{name}` takes one part of the path, `{name*}` all that is left. */
  readonly path: string;
  /** The permission that is asked for: `read` for GET, else `write`; of several, one is enough. */
  readonly areas: readonly Area[];
  handle(request: ApiRequest): Answer;
}

/** What a client is refused with; anything else thrown by a route is a mistake of the sandbox. */
export class Refusal extends Error {
  readonly status: number;
  readonly details: object;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, details: object = {}, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.details = details;
    this.headers = headers;
  }
}

export interface ServiceOptions {
  readonly routes: readonly Route[];
  readonly identities: ReadonlyMap<string, Identity>;
  readonly isPrivate: boolean;
  /** `owner/repo` of a repository's number, for the addresses in `Link` headers. */
  repositoryName(id: number): string | undefined;
}

interface Received {
  readonly entry: LoggedRequest;
  readonly url: URL;
  /** The body as it came. */
  readonly text: string;
  /** With the whole token, unlike the log's. */
  readonly headers: IncomingHttpHeaders;
}

export class Service {
  readonly requests: LoggedRequest[] = [];
  readonly faults = new Faults();
  /** Mistakes of the sandbox itself, in order. */
  readonly mistakes: unknown[] = [];
  readonly #options: ServiceOptions;
  readonly #closing = new AbortController();

  constructor(options: ServiceOptions) {
    this.#options = options;
  }

  /** Ends the waiting of slow requests. */
  stop(): void {
    this.#closing.abort();
  }

  /** Answers one request; never rejects, a mistake of the sandbox is answered with 500 and kept. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    await this.#serve(request, response).catch((error) => {
      if (!request.destroyed) this.mistakes.push(error);
      response.destroy();
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://embedded');
    const { entry, text } = await readRequest(request, url);
    this.requests.push(entry);
    const { headers } = request;
    const answer = await this.#answer({ entry, url, text, headers }).catch((error) => this.#refuse(error));
    entry.status = answer.status;
    this.#send(answer, response);
  }

  async #answer({ entry, url, text, headers }: Received): Promise<Answer> {
    const fault = this.faults.take(entry);
    if (fault?.delay) await this.#delay(fault.delay);
    const faulty = fault && faultAnswer(fault);
    if (faulty) return faulty;
    const identity = this.#identify(headers);
    const path = this.#named(url.pathname);
    const { route, params } = this.#route(entry.method, path);
    this.#authorize(route, identity);
    if (text !== '' && entry.body === undefined) throw new Refusal(400, 'Problems parsing JSON');
    const param = (name: string) => params[name] ?? absent(`{${name}} in ${route.path}`);
    return route.handle({ param, path, query: url.searchParams, headers, body: entry.body, identity });
  }

  async #delay(milliseconds: number): Promise<void> {
    const { signal } = this.#closing;
    await wait(milliseconds, undefined, { signal }).catch(() => undefined); // rejects only when closing
    if (signal.aborted) throw new Refusal(503, 'The embedded GitHub is closing');
  }

  #named(path: string): string {
    return path.replace(/^\/repositories\/(\d+)/, (all, id) => {
      const name = this.#options.repositoryName(Number(id));
      return name === undefined ? all : `/repos/${name}`;
    });
  }

  #identify(headers: IncomingHttpHeaders): Identity {
    if (!headers['user-agent']) throw new Refusal(403, 'Request forbidden by administrative rules.');
    if (!headers.authorization) throw new Refusal(401, 'Requires authentication');
    const token = headers.authorization.replace(/^(bearer|token) +/i, '');
    const identity = this.#options.identities.get(token);
    if (!identity) throw new Refusal(401, 'Bad credentials');
    return identity;
  }

  #route(method: string, path: string) {
    for (const route of this.#options.routes) {
      const params = route.method === method ? match(route.path, path) : undefined;
      if (params) return { route, params };
    }
    throw new Refusal(404, 'Not Found');
  }

  /** Anybody may read a public repository, whatever the token was given. */
  #authorize({ method, areas }: Route, { permissions }: Identity): void {
    if (areas.length === 0 || (method === 'GET' && !this.#options.isPrivate)) return;
    const enough = method === 'GET' ? ['read', 'write'] : ['write'];
    if (areas.some((area) => enough.includes(permissions[area] ?? 'none'))) return;
    const wanted = areas.map((area) => `${area.replace('-', '_')}=${enough[0]}`).join('; ');
    throw new Refusal(403, 'Resource not accessible by integration', {}, { 'x-accepted-github-permissions': wanted });
  }

  #refuse(error: unknown): Answer {
    if (error instanceof Refusal) {
      const { status, message, details, headers } = error;
      const rest = { documentation_url: 'https://docs.github.com/rest', status: String(status) };
      return { status, headers, body: { message, ...details, ...rest } };
    }
    this.mistakes.push(error);
    return { status: 500, body: { message: `mistake of the embedded GitHub: ${error}` } };
  }

  #send({ status, body, headers }: Answer, response: ServerResponse): void {
    const plain = typeof body === 'string' || body instanceof Uint8Array;
    response.writeHead(status, {
      'content-type': plain ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8',
      'x-github-media-type': 'github.v3; format=json',
      'x-github-request-id': `E0B1:${randomBytes(3).toString('hex')}:${randomBytes(3).toString('hex')}`.toUpperCase(),
      ...rateLimit(this.requests.length),
      ...headers,
    });
    response.end(body === undefined || plain ? body : JSON.stringify(body));
  }
}

/** The Actions token's hourly limit: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
function rateLimit(used: number): Record<string, string> {
  const reset = Math.ceil(Date.now() / 3_600_000) * 3600;
  const values = { limit: 1000, remaining: Math.max(0, 1000 - used), reset, used, resource: 'core' };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`x-ratelimit-${name}`, String(value)]));
}

function match(template: string, path: string): Record<string, string> | undefined {
  const source = template.replace(/\{(\w+)(\*?)\}/g, (_, name, rest) => `(?<${name}>${rest ? '.+' : '[^/]+'})`);
  const groups = new RegExp(`^${source}$`).exec(path)?.groups;
  if (!groups) return template === path ? {} : undefined;
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
}

function absent(what: string): never {
  throw new Error(`no ${what}`);
}
