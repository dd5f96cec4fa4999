/** Private Key JWT: the proof that a token is asked for with. */
import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose/jwt/sign';
import { ActionError } from '../../core/errors.ts';
import type { Credentials } from '../../inputs/inputs.ts';

/** Source: RFC 7523, section 2.2. */
export const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** In seconds. Source: Auth0 docs, Authenticate with Private Key JWT: five minutes at most, one recommended. */
const lifetime = 60;

/** In bytes; same source. */
const longest = 2048;

/**
 * A new proof of who the client is, good for one request: Auth0 refuses a `jti` that it has seen before.
 * Source of the claims: Auth0 docs, Authenticate with Private Key JWT.
 * @throws ActionError input-invalid where Auth0 would find it too long.
 */
export async function signAssertion({ clientId, key }: Credentials & { kind: 'key' }, domain: string): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const assertion = await new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ alg: key.algorithm })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(`https://${domain}/`)
    .setIssuedAt(now)
    .setExpirationTime(now + lifetime)
    .sign(key.key);
  if (assertion.length > longest) throw tooLong(assertion.length);
  return assertion;
}

function tooLong(length: number): ActionError {
  return new ActionError(
    'input-invalid',
    `Input \`auth0-private-key\`: the assertion it signs has ${length} bytes, and Auth0 takes ${longest}.`,
    'Check `auth0-client-id` and `auth0-domain`, which are signed, or give a smaller key.',
  );
}
