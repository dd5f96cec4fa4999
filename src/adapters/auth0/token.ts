import * as z from 'zod';
import type { TenantAccess } from '../../inputs.ts';
import { type HttpAnswer, type TenantHttp, unavailable } from './http.ts';
import { type Redact, redactor, tokenRefusal } from './refusal.ts';

/** `scope` is left out of the documented sample, so its absence means nothing. */
const answerBody = z.object({ access_token: z.string().min(1), scope: z.string().optional() });

/** A Management API token for one run. */
export interface Token {
  readonly value: string;
  /** What it allows; undefined where Auth0 did not say. */
  readonly scopes: ReadonlySet<string> | undefined;
  /** Takes this token and the secret it was bought with out of a text. */
  readonly redact: Redact;
}

/**
 * Gets the run's one token, and has it masked in the log before anything else happens with it.
 * @throws ActionError auth0-unauthorized, auth0-unavailable, auth0-rate-limited
 */
export async function getToken(
  http: TenantHttp,
  { audience, credentials }: TenantAccess,
  mask: (secret: string) => void,
): Promise<Token> {
  if (credentials.kind === 'token') {
    return { value: credentials.token, scopes: undefined, redact: redactor([credentials.token]) };
  }
  const { clientId, clientSecret } = credentials;
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, audience };
  const answer = await http.sendUntilAnswered(() => ({ method: 'POST', path: '/oauth/token', form }));
  return readToken(answer, { domain: http.domain, clientSecret, mask });
}

interface TokenContext {
  readonly domain: string;
  readonly clientSecret: string;
  mask(secret: string): void;
}

function readToken(answer: HttpAnswer, { domain, clientSecret, mask }: TokenContext): Token {
  if (answer.status !== 200) throw tokenRefusal(answer, redactor([clientSecret]));
  const parsed = answerBody.safeParse(answer.body);
  if (!parsed.success) throw unavailable(domain, 'the token endpoint answered without a token');
  const { access_token: value, scope } = parsed.data;
  mask(value);
  return {
    value,
    scopes: scope === undefined ? undefined : new Set(scope.split(' ')),
    redact: redactor([clientSecret, value]),
  };
}
