/** The run's one token. */
import * as z from 'zod/mini';
import type { Credentials, TenantAccess } from '../../inputs/inputs.ts';
import { type HttpAnswer, type TenantHttp, unavailable } from './http.ts';
import { type Redact, redactor, tokenRefusal } from './refusal.ts';

/** `scope` is left out of the documented sample, so its absence means nothing. */
const answerBody = z.object({ access_token: z.string().check(z.minLength(1)), scope: z.nullish(z.string()) });

/** A Management API token for one run. */
export interface Token {
  readonly value: string;
  /** What it allows; undefined where Auth0 did not say. */
  readonly scopes: ReadonlySet<string> | undefined;
  /** Takes this token and what it was bought with out of a text. */
  readonly redact: Redact;
}

/**
 * Gets the run's one token, and has it masked in the log before anything else happens with it.
 * @throws ActionError auth0-unauthorized, auth0-unavailable, auth0-rate-limited, input-invalid
 */
export async function getToken(
  http: TenantHttp,
  { audience, credentials }: TenantAccess,
  mask: (secret: string) => void,
): Promise<Token> {
  if (credentials.kind === 'token') {
    return { value: credentials.token, scopes: undefined, redact: redactor([credentials.token]) };
  }
  const proof = credentials.kind === 'secret' ? bySecret(credentials) : byKey(credentials, http.domain, mask);
  const answer = await http.sendUntilAnswered(async () => {
    const who = { grant_type: 'client_credentials', client_id: credentials.clientId, audience };
    return { method: 'POST', path: '/oauth/token', form: { ...who, ...(await proof.parameters()) } };
  });
  return readToken(answer, proof, { domain: http.domain, mask });
}

/** How a client shows who it is. */
interface Proof {
  /** Made anew for each try. */
  parameters(): Promise<Readonly<Record<string, string>>>;
  /** What was sent so far and may stand in no text. */
  readonly sent: readonly string[];
  /** What to check where Auth0 does not accept it. */
  readonly doubt: string;
}

function bySecret({ clientSecret }: Credentials & { kind: 'secret' }): Proof {
  return {
    parameters: async () => ({ client_secret: clientSecret }),
    sent: [clientSecret],
    doubt: 'Check `auth0-domain`, `auth0-client-id` and `auth0-client-secret`; all three belong to one tenant.',
  };
}

function byKey(credentials: Credentials & { kind: 'key' }, domain: string, mask: (secret: string) => void): Proof {
  const sent: string[] = [];
  return {
    parameters: async () => {
      const { assertionType, signAssertion } = await import('./assertion.ts');
      const assertion = await signAssertion(credentials, domain);
      mask(assertion);
      sent.push(assertion);
      return { client_assertion_type: assertionType, client_assertion: assertion };
    },
    sent,
    doubt:
      'Check `auth0-domain`, `auth0-client-id` and `auth0-private-key`: the application needs Private Key JWT as its ' +
      `method, and the key’s public half for ${credentials.key.algorithm} as a credential.`,
  };
}

interface TokenContext {
  readonly domain: string;
  mask(secret: string): void;
}

function readToken(answer: HttpAnswer, { sent, doubt }: Proof, { domain, mask }: TokenContext): Token {
  if (answer.status !== 200) throw tokenRefusal(answer, redactor(sent), doubt);
  const parsed = answerBody.safeParse(answer.body);
  if (!parsed.success) throw unavailable(domain, 'the token endpoint answered without a token');
  const { access_token: value, scope } = parsed.data;
  mask(value);
  return {
    value,
    scopes: typeof scope === 'string' ? new Set(scope.split(' ')) : undefined,
    redact: redactor([...sent, value]),
  };
}
