/** Private Key JWT: the assertion by which an application proves itself, checked as Auth0 documents it. */
import { constants, createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';
import type { TenantClient } from './tokens.ts';

/** A credential of an application: a public key (PEM), for one algorithm. */
export interface ClientKey {
  readonly publicKey: string;
  readonly algorithm: 'RS256' | 'RS384' | 'PS256';
}

/** Source of all limits: Auth0 docs, Authenticate with Private Key JWT. Lengths in characters, times in seconds. */
const MAXIMUM = { assertion: 2048, claim: 64, algorithm: 16, lifetime: 300, skew: 10 };

const HEADER = z.object({ alg: z.string().max(MAXIMUM.algorithm) });

const CLAIMS = z.object({
  iss: z.string().max(MAXIMUM.claim),
  sub: z.string().max(MAXIMUM.claim),
  jti: z.string().min(1).max(MAXIMUM.claim),
  aud: z.string(),
  exp: z.number(),
  iat: z.number().optional(),
  nbf: z.number().optional(),
});

type Claims = z.infer<typeof CLAIMS>;

interface Assertion {
  readonly algorithm: string;
  readonly claims: Claims;
  /** The bytes that are signed. */
  readonly signed: string;
  readonly signature: string;
}

/** Knows the assertions that were used. */
export class Assertions {
  /** `https://HOST/` of every host the tenant answers at. */
  readonly #audiences: readonly string[];
  readonly #used = new Set<string>();
  readonly #now: () => number;

  constructor(hosts: readonly string[], now: () => number) {
    this.#audiences = hosts.map((host) => `https://${host}/`);
    this.#now = now;
  }

  /** Undefined if the assertion proves the client, and then it is used up; else why it does not. */
  refusal(client: TenantClient, text: string): string | undefined {
    const assertion = readAssertion(text);
    if (typeof assertion === 'string') return assertion;
    const { algorithm, claims } = assertion;
    const keys = (client.keys ?? []).filter((key) => key.algorithm === algorithm);
    if (keys.length === 0) return 'no credential of the application has this alg';
    if (!keys.some((key) => isSignedWith(key, assertion))) return 'no credential of the application made the signature';
    const wrong = this.#wrongClaim(client, claims);
    if (wrong !== undefined) return `'${wrong}'`;
    this.#used.add(`${client.id} ${claims.jti}`);
    return undefined;
  }

  #wrongClaim(client: TenantClient, { iss, sub, aud, exp, iat, nbf, jti }: Claims): string | undefined {
    const now = this.#now() / 1000;
    const rules: readonly [string, boolean][] = [
      ['iss', iss === client.id],
      ['sub', sub === client.id],
      ['aud', this.#audiences.includes(aud)],
      ['exp', exp > now && exp - (iat ?? now) <= MAXIMUM.lifetime],
      ['iat', (iat ?? now) <= now + MAXIMUM.skew],
      ['nbf', (nbf ?? now) <= now + MAXIMUM.skew],
      ['jti', !this.#used.has(`${client.id} ${jti}`)],
    ];
    return rules.find(([, isSound]) => !isSound)?.[0];
  }
}

/** Whom an assertion speaks of, whether it is true or not; a request may leave `client_id` out beside it. */
export function subjectOf(text: string): string | undefined {
  const assertion = readAssertion(text);
  return typeof assertion === 'string' ? undefined : assertion.claims.sub;
}

/** The assertion, or what is wrong with its form. */
function readAssertion(text: string): Assertion | string {
  if (text.length > MAXIMUM.assertion) return `longer than ${MAXIMUM.assertion} bytes`;
  const [header = '', payload = '', signature = '', ...more] = text.split('.');
  if (signature === '' || more.length > 0) return 'not a signed JWT';
  const read = z
    .object({ header: HEADER, claims: CLAIMS })
    .safeParse({ header: decode(header), claims: decode(payload) });
  if (!read.success) return `'${read.error.issues[0]?.path.join('.')}'`;
  const { alg: algorithm } = read.data.header;
  return { algorithm, claims: read.data.claims, signed: `${header}.${payload}`, signature };
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString());
  } catch {
    return undefined;
  }
}

/** With OpenSSL and not with jose, so that a mistake in there is not made on both sides. */
function isSignedWith({ publicKey, algorithm }: ClientKey, { signed, signature }: Assertion): boolean {
  const padding =
    algorithm === 'PS256'
      ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
      : { padding: constants.RSA_PKCS1_PADDING };
  const hash = `sha${algorithm.slice(2)}`;
  return verify(
    hash,
    Buffer.from(signed),
    { key: createPublicKey(publicKey), ...padding },
    Buffer.from(signature, 'base64url'),
  );
}
