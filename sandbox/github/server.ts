/**
 * The HTTP side of the embedded GitHub: who asks, what was asked, faults, routes, and GitHub's way of saying no.
 * Errors: https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api
 */
import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { type Area, acceptedPermissions, type Ground, type Identity, isAllowed, isVisible } from './access.ts';
import { Faults, faultAnswer } from './faults.ts';
import { type LoggedRequest, readRequest } from './request-log.ts';

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
  /** The permission that is asked for; none for what anybody may ask who sees the repository. */
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

/** A repository with its forks, and all that can be asked of them. */
export interface Estate extends Ground {
  /** Below `/repos/{owner}/{repo}`. */
  readonly routes: readonly Route[];
}

export interface ServiceOptions {
  /** What belongs to no repository. */
  readonly routes: readonly Route[];
  readonly identities: ReadonlyMap<string, Identity>;
  /** Where `owner/repo`, in any case, belongs to. */
  estate(name: string): Estate | undefined;
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
  /** Milliseconds that every request is on its way, there and back. */
  latency = 0;
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
    if (answer === 'none') return void response.destroy();
    entry.ended = Date.now();
    entry.status = answer.status;
    this.#send(answer, response);
  }

  async #answer({ entry, url, text, headers }: Received): Promise<Answer | 'none'> {
    if (this.latency > 0) await this.#delay(this.latency);
    const fault = this.faults.take(entry);
    if (fault?.delay) await this.#delay(fault.delay);
    if (fault?.cuts) return 'none';
    const faulty = fault && faultAnswer(fault);
    if (faulty && !fault.lands) return faulty;
    const answer = this.#perform({ entry, url, text, headers });
    return faulty ?? answer;
  }

  #perform({ entry, url, text, headers }: Received): Answer {
    const identity = this.#identify(headers);
    const path = this.#named(url.pathname);
    const estate = this.#estate(path, identity);
    const { route, params } = matching(estate?.routes ?? this.#options.routes, entry.method, path);
    if (estate) authorize(route, identity, estate);
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

  /** Undefined outside of `/repos`. A repository that the token may not see is as unknown as one that is not there. */
  #estate(path: string, identity: Identity): Estate | undefined {
    const [, name] = /^\/repos\/([^/]+\/[^/]+)/.exec(path) ?? [];
    if (name === undefined) return undefined;
    const estate = this.#options.estate(decodeURIComponent(name));
    if (!estate || !isVisible(identity, estate)) throw new Refusal(404, 'Not Found');
    return estate;
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

function matching(routes: readonly Route[], method: string, path: string) {
  for (const route of routes) {
    const params = route.method === method ? match(route.path, path) : undefined;
    if (params) return { route, params };
  }
  throw new Refusal(404, 'Not Found');
}

function authorize(route: Route, identity: Identity, ground: Ground): void {
  if (isAllowed(identity, route, ground)) return;
  const who = identity.type === 'Bot' ? 'integration' : 'personal access token';
  const headers = { 'x-accepted-github-permissions': acceptedPermissions(route) };
  throw new Refusal(403, `Resource not accessible by ${who}`, {}, headers);
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
