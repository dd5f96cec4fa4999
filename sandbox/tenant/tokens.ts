/** Access tokens for the Management API: the token endpoint's client credentials grant, and the check of a bearer token. */
import { randomBytes } from 'node:crypto';
import type { Apis } from './apis.ts';
import { ok, type Reply, refuse, refuseGrant, refuseToken } from './reply.ts';
import { isRecord, type RequestBody } from './request.ts';

/** A machine-to-machine application. `scopes` is its client grant for the Management API. */
export interface TenantClient {
  readonly id: string;
  readonly secret: string;
  readonly scopes: readonly string[] | 'no grant';
}

/** What plan, apply and impact need together. Source: Management API OpenAPI, security of each operation. */
export const ALL_SCOPES = ['read:resource_servers', 'update:resource_servers', 'read:client_grants', 'read:roles'];

interface Issued {
  readonly scopes: readonly string[];
  readonly expiresAt: number;
}

/** Where a grant is decided: who is known, for which API, and where tokens come from. */
export interface Authority {
  readonly clients: readonly TenantClient[];
  readonly apis: Apis;
  readonly audience: string;
  readonly tokens: Tokens;
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
  issue(scopes: readonly string[], lifetime = this.lifetime): string {
    const part = () => randomBytes(32).toString('base64url');
    const token = `${part()}.${part()}.${part()}`;
    this.#issued.set(token, { scopes, expiresAt: this.#now() + lifetime * 1000 });
    return token;
  }

  /** Undefined if the header lets the request in, else the refusal. */
  refusal(authorization: string | undefined, scope: string): Reply | undefined {
    // Not recorded for the Management API; it is the message of hapi, which the API's other errors come from.
    if (authorization === undefined) return refuse(401, 'Missing authentication');
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1];
    // Source: Auth0 community, answers to opaque tokens.
    if (token === undefined) return refuse(400, 'Bad HTTP authentication header format', 'Bearer');
    const issued = this.#issued.get(token);
    if (issued === undefined) return refuseToken('Invalid token');
    if (issued.expiresAt <= this.#now()) return refuseToken('Expired token received for JSON Web Token validation');
    if (issued.scopes.includes(scope)) return undefined;
    // Source: recorded by auth0-deploy-cli.
    return refuse(403, `Insufficient scope, expected any of: ${scope}`, 'insufficient_scope');
  }
}

type Parameters = Readonly<Record<string, unknown>>;

/** `POST /oauth/token`. Source: Auth0 docs, Management API access tokens for production; error texts from public reports. */
export function grantToken(authority: Authority, body: RequestBody): Reply {
  const parameters = body.kind === 'parsed' && isRecord(body.value) ? body.value : {};
  const { grant_type: type } = parameters;
  // These two texts and statuses are not recorded; OAuth (RFC 6749 section 5.2) gives the codes.
  if (typeof type !== 'string') return refuseGrant(400, 'invalid_request', 'Missing required parameter: grant_type');
  if (type !== 'client_credentials')
    return refuseGrant(403, 'unsupported_grant_type', `Unsupported grant type: ${type}`);
  const client = authority.clients.find(({ id }) => id === parameters.client_id);
  if (client === undefined || !proves(client, parameters)) return refuseGrant(401, 'access_denied', 'Unauthorized');
  const granted = grantedScopes(authority, client, parameters.audience);
  return 'status' in granted ? granted : answer(authority.tokens, granted, parameters.scope);
}

/** How a client shows who it is; another way to do so (a signed assertion, say) is another line here. */
function proves(client: TenantClient, parameters: Parameters): boolean {
  return parameters.client_secret === client.secret;
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
function answer(tokens: Tokens, granted: readonly string[], requested: unknown): Reply {
  const asked = typeof requested === 'string' ? requested.split(' ').filter((scope) => scope !== '') : [];
  const outside = asked.filter((scope) => !granted.includes(scope));
  if (outside.length > 0) {
    return refuseGrant(403, 'access_denied', `Client has not been granted scopes: ${outside.join(', ')}`);
  }
  const scopes = asked.length > 0 ? granted.filter((scope) => asked.includes(scope)) : granted;
  const token = tokens.issue(scopes);
  return ok({ access_token: token, scope: scopes.join(' '), expires_in: tokens.lifetime, token_type: 'Bearer' });
}
