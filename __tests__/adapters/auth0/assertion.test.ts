import { constants, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { signAssertion } from '../../../src/adapters/auth0/assertion.ts';
import { parsePrivateKey } from '../../../src/inputs/private-key.ts';
import { jwk, pem, pssKey, readJwt, rsaKey } from '../../private-keys.ts';

const rsa = rsaKey();
const clientId = 'x'.repeat(32);

async function assertionOf(text: string, client = clientId): Promise<string> {
  return await signAssertion({ kind: 'key', clientId: client, key: parsePrivateKey(text) }, 'login.acme.com:8443');
}

function isSigned(assertion: string, key: KeyObject, algorithm: string): boolean {
  const [header, claims, signature = ''] = assertion.split('.');
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
  const options = { key: createPublicKey(key), ...(algorithm === 'PS256' && pss) };
  const text = Buffer.from(`${header}.${claims}`);
  return verify(`sha${algorithm.slice(2)}`, text, options, Buffer.from(signature, 'base64url'));
}

describe('an assertion', () => {
  const other = pssKey();

  test.each([
    ['a PEM', 'RS256', rsa, pem(rsa)],
    ['a JWK that says so', 'RS384', rsa, jwk(rsa, { alg: 'RS384' })],
    ['a JWK that says so', 'PS256', rsa, jwk(rsa, { alg: 'PS256' })],
    ['a PEM for RSA-PSS only', 'PS256', other, pem(other)],
  ])('of %s is signed with %s, and says it', async (_, algorithm, key, text) => {
    const assertion = await assertionOf(text);
    expect(isSigned(assertion, key, algorithm)).toBe(true);
    expect(isSigned(assertion, rsaKey(), algorithm)).toBe(false);
    expect(readJwt(assertion)[0]).toEqual({ alg: algorithm });
  });

  test('says who asks whom, and is good for a minute', async () => {
    const start = Math.floor(Date.now() / 1000);
    const [, claims] = readJwt(await assertionOf(pem(rsa)));
    expect(claims).toEqual({
      iss: clientId,
      sub: clientId,
      aud: 'https://login.acme.com:8443/',
      jti: expect.stringMatching(/^[\w-]{20,64}$/),
      iat: expect.any(Number),
      exp: Number(claims.iat) + 60,
    });
    expect(claims.iat).toBeGreaterThanOrEqual(start);
    expect(claims.iat).toBeLessThanOrEqual(Date.now() / 1000);
  });

  test('is another one each time', async () => {
    const made = await Promise.all(Array.from({ length: 5 }, () => assertionOf(pem(rsa))));
    expect(new Set(made.map((one) => readJwt(one)[1].jti)).size).toBe(5);
  });
});

describe('the 2048 bytes that Auth0 takes', () => {
  test('are enough for the largest key, the longest client id and a long domain', async () => {
    const key = parsePrivateKey(pem(rsaKey(4096)));
    const domain = `${'x'.repeat(63)}.${'x'.repeat(63)}.auth0.com`;
    const assertion = await signAssertion({ kind: 'key', clientId: 'x'.repeat(64), key }, domain);
    expect(assertion.length).toBeLessThanOrEqual(2048);
  });

  test('are not passed', async () => {
    expect(await assertionOf(pem(rsa), 'x'.repeat(564))).toHaveLength(2048);
    await expect(assertionOf(pem(rsa), 'x'.repeat(565))).rejects.toMatchObject({
      code: 'input-invalid',
      message: 'Input `auth0-private-key`: the assertion it signs has 2051 bytes, and Auth0 takes 2048.',
      hint: 'Check `auth0-client-id` and `auth0-domain`, which are signed, or give a smaller key.',
    });
  });
});
