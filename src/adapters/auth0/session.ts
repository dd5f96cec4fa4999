/** The connection of one run to one tenant, with its one token. */
import type { TenantAccess } from '../../inputs/inputs.ts';
import { type RunContext, TenantHttp } from './http.ts';
import { missingScope } from './refusal.ts';
import { getToken, type Token } from './token.ts';

/** Where one run meets one tenant: the connection, the token, and where the log goes. */
export interface Session {
  readonly http: TenantHttp;
  readonly token: Token;
  log(line: string): void;
}

/** What a session needs from its surroundings. */
export interface Surroundings extends RunContext {
  mask(secret: string): void;
}

/**
 * Opens the run's one session.
 * @param needs what the token has to allow; checked here where Auth0 says what it allows, so that a missing grant is
 * named before anything is asked or written.
 * @throws ActionError auth0-unauthorized, auth0-missing-scope, auth0-unavailable, auth0-rate-limited
 */
export async function openSession(
  access: TenantAccess,
  needs: readonly string[],
  surroundings: Surroundings,
): Promise<Session> {
  const { log, mask } = surroundings;
  const http = new TenantHttp(access.domain, surroundings);
  const token = await getToken(http, access, mask);
  const lacking = needs.filter((scope) => token.scopes !== undefined && !token.scopes.has(scope));
  if (lacking.length > 0) throw missingScope('this run', lacking.join(' and '));
  return { http, token, log };
}
