/** Access tokens for the Management API: the token endpoint's client credentials grant, and the check of a bearer token. */
import { randomBytes } from 'node:crypto';
import type { Apis } from './apis.ts';
import { type Assertions, type ClientKey, subjectOf } from './assertions.ts';
import { ok, type Reply, refuse, refuseGrant, refuseToken } from './reply.ts';
import { isRecord, type TenantRequest } from './request.ts';

/** A machine-to-machine application. `scopes` is its client grant for the Management API. */
export interface TenantClient {
  readonly id: string;
  /** Not taken from an application with keys, although it keeps one. Source: Auth0 docs, Configure Private Key JWT. */
  readonly secret: string;
  /** With any, the application proves itself by Private Key JWT. */
  readonly keys?: readonly ClientKey[];
  readonly scopes: readonly string[] | 'no grant';
}

/** What plan, apply and impact need together. Source: Management API OpenAPI, security of each operation. */
export const ALL_SCOPES = ['read:resource_servers', 'update:resource_servers', 'read:client_grants', 'read:roles'];

interface Issued {
  readonly scopes: readonly string[];
  readonly expiresAt: number;
  /** Where it was asked for; undefined for one that was not. */
  readonly host: string | undefined;
}

/** What a token allows, and at which host it was asked for. */
interface Terms {
  readonly scopes: readonly string[];
  /** Seconds, the usual ones if not given. */
  readonly lifetime?: number | undefined;
  readonly host?: string | undefined;
}

/** Where a grant is decided: who is known, for which API, and where tokens come from. */
export interface Authority {
  readonly clients: readonly TenantClient[];
  readonly apis: Apis;
  readonly audience: string;
  readonly tokens: Tokens;
  readonly assertions: Assertions;
}

export class Tokens {
  /** Seconds. */
  readonly lifetime: number;
  readonly #issued = new Map<string, Issued>();
  readonly #now: () => number;

  constructor(lifetime: number, now: () => number) {
    this.lifetime = lifetime;
    this.#now = now;
  }

  /** Three dotted parts like a JWT, all of them random: nothing is signed and nothing can be read out of it. */
  issue({ scopes, lifetime = this.lifetime, host }: Terms): string {
    const part = () => randomBytes(32).toString('base64url');
    const token = `${part()}.${part()}.${part()}`;
    this.#issued.set(token, { scopes, expiresAt: this.#now() + lifetime * 1000, host });
    return token;
  }

  /** Undefined if the header lets the request in, else the refusal. */
  refusal({ authorization, host }: TenantRequest['headers'], scope: string): Reply | undefined {
    // Not recorded for the Management API; it is the message of hapi, which the API's other errors come from.
    if (authorization === undefined) return refuse(401, 'Missing authentication');
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1];
    // Source: Auth0 community, answers to opaque tokens.
    if (token === undefined) return refuse(400, 'Bad HTTP authentication header format', 'Bearer');
    const issued = this.#issued.get(token);
    // Source: Auth0 docs, custom domains: token and call need the same host; the text for another one is not recorded.
    if (issued === undefined || host !== (issued.host ?? host)) return refuseToken('Invalid token');
    if (issued.expiresAt <= this.#now()) return refuseToken('Expired token received for JSON Web Token validation');
    if (issued.scopes.includes(scope)) return undefined;
    // Source: recorded by auth0-deploy-cli.
    return refuse(403, `Insufficient scope, expected any of: ${scope}`, 'insufficient_scope');
  }
}

type Parameters = Readonly<Record<string, unknown>>;

const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** `POST /oauth/token`. Source: Auth0 docs, Management API access tokens for production; error texts from public reports. */
export function grantToken(authority: Authority, { body, headers }: TenantRequest): Reply {
  const parameters = body.kind === 'parsed' && isRecord(body.value) ? body.value : {};
  const { grant_type: type } = parameters;
  // These two texts and statuses are not recorded; OAuth (RFC 6749 section 5.2) gives the codes.
  if (typeof type !== 'string') return refuseGrant(400, 'invalid_request', 'Missing required parameter: grant_type');
  if (type !== 'client_credentials')
    return refuseGrant(403, 'unsupported_grant_type', `Unsupported grant type: ${type}`);
  const client = authenticate(authority, parameters);
  if ('status' in client) return client;
  const granted = grantedScopes(authority, client, parameters.audience);
  if ('status' in granted) return granted;
  const scopes = narrowed(granted, parameters.scope);
  return 'status' in scopes ? scopes : answer(authority.tokens, { scopes, host: headers.host });
}

/** The client that the request is from, by its secret or by an assertion that its key signed; or the refusal. */
function authenticate({ clients, assertions }: Authority, parameters: Parameters): TenantClient | Reply {
  const { client_assertion: assertion, client_assertion_type: type, client_secret: secret } = parameters;
  const isAsserted = type === JWT_BEARER && typeof assertion === 'string';
  const named = parameters.client_id ?? (isAsserted ? subjectOf(assertion) : undefined);
  const client = clients.find(({ id }) => id === named);
  const unauthorized = refuseGrant(401, 'access_denied', 'Unauthorized');
  if (client === undefined) return unauthorized;
  if (!isAsserted) return client.keys === undefined && secret === client.secret ? client : unauthorized;
  const why = assertions.refusal(client, assertion);
  // Source of the code: Auth0 community, "Invalid Client Error With Private Key JWT"; the rest is not recorded.
  return why === undefined ? client : refuseGrant(401, 'invalid_client', `Failed client authentication: ${why}`);
}

/** All scopes of the client's grant for the audience, or the refusal. */
function grantedScopes(authority: Authority, client: TenantClient, audience: unknown): readonly string[] | Reply {
  const denied = (description: string) => refuseGrant(403, 'access_denied', description);
  if (typeof audience !== 'string' || audience === '') {
    return denied('No audience parameter was provided, and no default audience has been configured');
  }
  if (authority.apis.find(audience)?.identifier !== audience) {
    return denied(`Service not enabled within domain: ${audience}`);
  }
  if (audience === authority.audience && client.scopes !== 'no grant') return client.scopes;
  const who = `Client "${client.id}" is not authorized to access resource server "${audience}".`;
  return denied(`${who} You need to create a "client-grant" associated to this API.`);
}

/** A requested scope narrows the token; one outside the grant is refused. How several are listed is not recorded. */
function narrowed(granted: readonly string[], requested: unknown): readonly string[] | Reply {
  const asked = typeof requested === 'string' ? requested.split(' ').filter((scope) => scope !== '') : [];
  const outside = asked.filter((scope) => !granted.includes(scope));
  if (outside.length > 0) {
    return refuseGrant(403, 'access_denied', `Client has not been granted scopes: ${outside.join(', ')}`);
  }
  return asked.length > 0 ? granted.filter((scope) => asked.includes(scope)) : granted;
}

function answer(tokens: Tokens, terms: Terms): Reply {
  const token = tokens.issue(terms);
  const scope = terms.scopes.join(' ');
  return ok({ access_token: token, scope, expires_in: tokens.lifetime, token_type: 'Bearer' });
}
