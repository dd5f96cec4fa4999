/**
 * An Auth0 tenant in this process: a real HTTPS server on the loopback that behaves like the part of Auth0 the action
 * talks to. What it does not know of the real thing is said where it is decided.
 */

import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import { type Certificate, makeCertificate } from './certificate.ts';
import { type ApiSeed, Apis, managementApi, type Scope } from './tenant/apis.ts';
import { Applications } from './tenant/applications.ts';
import { Assertions } from './tenant/assertions.ts';
import type { Stores } from './tenant/call.ts';
import { type GrantSeed, Grants } from './tenant/client-grants.ts';
import { deliver, destroy, instead, pack, send } from './tenant/delivery.ts';
import { type Fault, type FaultRule, Faults, type Hook } from './tenant/faults.ts';
import { type Organization, Organizations } from './tenant/organizations.ts';
import { type RateLimit, TokenBucket } from './tenant/rate-limit.ts';
import { refuse } from './tenant/reply.ts';
import { type LoggedRequest, logged, readRequest, type TenantRequest } from './tenant/request.ts';
import { type RoleSeed, Roles } from './tenant/roles.ts';
import { answerRequest, type Backend } from './tenant/routes.ts';
import type { TenantFlags } from './tenant/settings.ts';
import { ALL_SCOPES, type TenantClient, Tokens } from './tenant/tokens.ts';

export interface TenantOptions {
  /** Custom APIs, in the list's order, after the Management API. */
  readonly apis?: readonly ApiSeed[];
  /** The first with `scopes` is `client`. Without such there is one, granted all that the action can need. */
  readonly clients?: readonly ClientSeed[];
  readonly grants?: readonly GrantSeed[];
  readonly roles?: readonly RoleSeed[];
  readonly organizations?: readonly Organization[];
  readonly flags?: TenantFlags;
  /** `refused`: the list of roles takes `from` and `take` alone. */
  readonly roleOffsets?: 'refused';
  /** What `per_page` is clamped to, 100 if not given. */
  readonly maximumPerPage?: number;
  /** Off if not given; then there are no rate limit headers either. */
  readonly rateLimit?: RateLimit;
  /** Seconds, 86,400 if not given. */
  readonly tokenLifetime?: number;
  /** Milliseconds that every request is on its way, there and back; 0 if not given. */
  readonly latency?: number;
  /** To share one authority between servers. */
  readonly certificate?: Certificate;
  /** Milliseconds since the epoch, for token lifetimes, the rate limit and the log. */
  readonly now?: () => number;
  /** Where a failure of the sandbox is written, standard error if not given. */
  readonly log?: (line: string) => void;
}

/** An id or secret that is not given is random; without `scopes` there is no grant for the Management API. */
export type ClientSeed = Partial<TenantClient> & { readonly name?: string; readonly firstParty?: boolean };

export interface Tenant extends AsyncDisposable {
  /** `localhost:PORT`. */
  readonly domain: string;
  /** `127.0.0.1:PORT`, the tenant's other name. */
  readonly customDomain: string;
  /** PEM of the authority that clients must trust. */
  readonly ca: string;
  /** `https://localhost:PORT/api/v2/`. */
  readonly audience: string;
  readonly client: TenantClient;
  readonly clients: readonly TenantClient[];
  /** In every answer about an HS256 API; random at start, so that finding it anywhere else is a leak. */
  readonly signingSecret: string;
  /** The APIs as stored, to be changed by hand as in the dashboard. */
  readonly apis: Apis;
  /** Client grants, to be changed by hand; none for the Management API, which are `scopes` of the clients. */
  readonly grants: Grants;
  /** To be changed by hand. */
  readonly roles: Roles;
  /** What the Management API shows of the clients, their secrets included; those added by hand get no token. */
  readonly applications: Applications;
  /** Milliseconds that every request is on its way, from now on. */
  latency: number;
  /** In the order of arrival, from the start. */
  readonly requests: readonly LoggedRequest[];
  /** What went wrong in the sandbox itself, a hook's error included; a sound test leaves it empty. */
  readonly failures: readonly Error[];
  /** As stored, in the order stored; empty for an API without the key. Throws if there is no such API. */
  permissions(identifier: string): readonly Scope[];
  /** A token without asking the token endpoint; `lifetime` in seconds, 0 for one that has expired. */
  issueToken(scopes?: readonly string[], lifetime?: number): string;
  fault(rule: FaultRule<Tenant>): Fault;
  /** Ends every connection, waiting ones too. Can be called twice. */
  close(): Promise<void>;
}

/** Resolves when the tenant accepts connections, on a free port of 127.0.0.1. */
export async function startTenant(options: TenantOptions = {}): Promise<Tenant> {
  const certificate = options.certificate ?? (await makeCertificate());
  const server = createServer({ cert: certificate.cert, key: certificate.key });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const tenant = new RunningTenant(server, certificate, options);
  server.on('request', (message, response) => void tenant.serve(message, response));
  return tenant;
}

class RunningTenant implements Tenant {
  readonly domain: string;
  readonly customDomain: string;
  readonly ca: string;
  readonly audience: string;
  readonly client: TenantClient;
  readonly clients: readonly TenantClient[];
  readonly signingSecret = `signing-secret-${randomBytes(24).toString('hex')}`;
  readonly apis = new Apis(this.signingSecret);
  readonly grants = new Grants();
  readonly roles = new Roles();
  readonly organizations = new Organizations();
  readonly applications = new Applications();
  readonly requests: LoggedRequest[] = [];
  readonly failures: Error[] = [];
  latency: number;
  readonly #server: Server;
  readonly #backend: Backend;
  readonly #faults = new Faults<Tenant>();
  readonly #closing = new AbortController();
  readonly #now: () => number;
  readonly #log: (line: string) => void;

  constructor(server: Server, certificate: Certificate, options: TenantOptions) {
    this.#server = server;
    this.#now = options.now ?? Date.now;
    this.#log = options.log ?? console.error;
    this.latency = options.latency ?? 0;
    this.ca = certificate.ca;
    this.domain = `localhost:${portOf(server)}`;
    this.customDomain = `127.0.0.1:${portOf(server)}`;
    this.audience = `https://${this.domain}/api/v2/`;
    const seeds = options.clients ?? [];
    const own = seeds.find(({ scopes }) => scopes !== undefined) ?? { scopes: ALL_SCOPES };
    this.client = this.#enrol(own);
    this.clients = [this.client, ...seeds.filter((seed) => seed !== own).map((seed) => this.#enrol(seed))];
    this.apis.add(managementApi(this.audience));
    for (const seed of options.apis ?? []) this.apis.add(seed);
    for (const seed of options.grants ?? []) this.grants.add(seed);
    for (const seed of options.roles ?? []) this.roles.add(seed);
    for (const seed of options.organizations ?? []) this.organizations.add(seed);
    this.#backend = this.#makeBackend(options);
  }

  permissions(identifier: string): readonly Scope[] {
    const api = this.apis.find(identifier);
    if (api === undefined) throw new Error(`The tenant has no API ${identifier}.`);
    return api.scopes ?? [];
  }

  issueToken(scopes: readonly string[] = ALL_SCOPES, lifetime?: number): string {
    return this.#backend.tokens.issue({ scopes, lifetime });
  }

  fault(rule: FaultRule<Tenant>): Fault {
    return this.#faults.add(rule);
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    const closed = once(this.#server, 'close');
    // Of a connection that is still shaking hands the server does not know yet.
    this.#server.on('secureConnection', (socket) => socket.destroy());
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** Answers one request and never rejects: what goes wrong in here is a 500, a line in the log and a failure. */
  async serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(message).catch((error) => this.#unread(error, message, response));
    if (request === undefined) return;
    const entry = logged(request, this.#now());
    this.requests.push(entry);
    try {
      await this.#answer(request, entry, response);
    } catch (error) {
      this.#fail(error, response);
    } finally {
      entry.status = response.headersSent ? response.statusCode : undefined;
    }
  }

  async #answer(request: TenantRequest, entry: LoggedRequest, response: ServerResponse): Promise<void> {
    await this.#travel();
    const { before, after, effect } = this.#faults.strike(request);
    await this.#call(before, entry);
    const substitute = instead(effect, request.path);
    if (substitute === 'silence') return;
    if (substitute === 'destroy') return destroy(response);
    const packet = substitute ?? pack(answerRequest(this.#backend, request));
    await this.#call(after, entry);
    entry.ended = this.#now();
    await deliver(response, packet, { effect, signal: this.#closing.signal });
  }

  async #travel(): Promise<void> {
    if (this.latency === 0) return;
    await wait(this.latency, undefined, { signal: this.#closing.signal }).catch(() => undefined); // rejects when closing
  }

  async #call(hooks: readonly Hook<Tenant>[], entry: LoggedRequest): Promise<void> {
    for (const hook of hooks) await hook.run(this, entry);
  }

  /** A client that hung up before its request was complete is no failure of the sandbox. */
  #unread(error: unknown, message: IncomingMessage, response: ServerResponse): undefined {
    if (message.complete || !message.destroyed) this.#fail(error, response);
  }

  /** The real body of a 5xx is not recorded. */
  #fail(error: unknown, response: ServerResponse): void {
    const failure = error instanceof Error ? error : new Error(String(error));
    this.failures.push(failure);
    this.#log(`The sandbox's tenant failed: ${failure.stack}`);
    if (response.headersSent) destroy(response);
    else send(response, pack(refuse(500, 'The sandbox itself failed; its log has the stack.')));
  }

  #enrol({ name, firstParty, ...seed }: ClientSeed): TenantClient {
    const client = makeClient(seed);
    this.applications.add({ ...client, name, firstParty });
    return client;
  }

  #makeBackend({ rateLimit, tokenLifetime = 86_400, maximumPerPage = 100, ...options }: TenantOptions): Backend {
    const { apis, grants, roles, applications, organizations, clients, audience } = this;
    const { flags = {}, roleOffsets = 'taken' } = options;
    const stores: Stores = { apis, grants, roles, applications, organizations, flags, roleOffsets };
    const tokens = new Tokens(tokenLifetime, this.#now);
    const bucket = rateLimit === undefined ? undefined : new TokenBucket(rateLimit, this.#now);
    const assertions = new Assertions([this.domain, this.customDomain], this.#now);
    return { ...stores, clients, audience, tokens, assertions, bucket, maximumPerPage };
  }
}

function makeClient(seed: Partial<TenantClient>): TenantClient {
  const id = randomBytes(16).toString('hex');
  return { id, secret: randomBytes(32).toString('base64url'), scopes: 'no grant', ...seed };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The tenant does not listen on a port.');
  return address.port;
}
