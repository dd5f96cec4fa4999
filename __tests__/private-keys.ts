/** Keys for Private Key JWT, made anew by each test file that needs them, and what is signed with them by hand. */
import { constants, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { ClientKey } from '../sandbox/tenant/assertions.ts';

export function rsaKey(bits = 2048): KeyObject {
  return generateKeyPairSync('rsa', { modulusLength: bits }).privateKey;
}

/** A key that may be used for RSA-PSS only, by default for PS256. */
export function pssKey({ hash = 'sha256', mask = 'sha256', salt = 32 } = {}): KeyObject {
  const saltLength = salt as unknown as string; // Node.js takes a number, whatever @types/node says
  const options = { modulusLength: 2048, hashAlgorithm: hash, mgf1HashAlgorithm: mask, saltLength };
  return generateKeyPairSync('rsa-pss', options).privateKey;
}

/** As `openssl` writes it, without the last line break: the action trims its inputs. */
export function pem(key: KeyObject, type: 'pkcs1' | 'pkcs8' | 'sec1' = 'pkcs8'): string {
  return key.export({ format: 'pem', type }).toString().trim();
}

export function jwk(key: KeyObject, more: object = {}): string {
  return JSON.stringify({ ...key.export({ format: 'jwk' }), ...more });
}

/** What a text holds of a key: its lines without armour, and all of them in one. */
export function bodyLines(text: string): string[] {
  const lines = text.split('\n').slice(1, -1);
  return [...lines, lines.join('')];
}

/** A key's public half, as it is registered with an application. */
export function registered(key: KeyObject, algorithm: ClientKey['algorithm'] = 'RS256'): ClientKey {
  return { publicKey: createPublicKey(key).export({ format: 'pem', type: 'spki' }).toString(), algorithm };
}

/** A JWT, signed as its header says; with SHA-256 where that says nothing. */
export function signedByHand(key: KeyObject, header: { readonly alg: string }, claims: object): string {
  const text = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
  const hash = `sha${/\d+/.exec(header.alg)?.[0] ?? 256}`;
  const signature = sign(hash, Buffer.from(text), { key, ...(header.alg.startsWith('PS') && pss) });
  return `${text}.${signature.toString('base64url')}`;
}

/** Header and claims of a JWT. */
export function readJwt(text: string): [header: Record<string, unknown>, claims: Record<string, unknown>] {
  const [header = '', claims = ''] = text.split('.').map((part) => Buffer.from(part, 'base64url').toString());
  return [JSON.parse(header), JSON.parse(claims)];
}
