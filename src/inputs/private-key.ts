/** A private key as people paste it, checked. */
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import * as z from 'zod/mini';
import { ActionError } from '../core/errors.ts';
import { once } from '../core/once.ts';

/** Source: Auth0 docs, Credential Settings: "We support RS256, PS256, and RS384". */
const algorithms = ['RS256', 'RS384', 'PS256'] as const;

/** In bits. Source: Auth0 docs, Generate RSA Key Pair. */
const [smallest, largest] = [2048, 4096];

/** A key to sign with, good for Auth0. */
export interface PrivateKey {
  /** A plain RSA key, also where the algorithm is PS256. */
  readonly key: KeyObject;
  readonly algorithm: (typeof algorithms)[number];
  /** What a log must not show. */
  readonly secrets: readonly string[];
}

const freshKey = `Auth0 takes RSA keys of ${smallest} to ${largest} bits; make one with \`openssl genrsa -out key.pem ${smallest}\`.`;
const privateHalf = 'Give the private key; its public half belongs to the application’s credentials in Auth0.';
const converted = 'Convert a copy of it; one of OpenSSH’s with `ssh-keygen -p -m PKCS8 -f COPY`.';
const intact = 'Set the secret from the file itself: `gh secret set NAME < key.pem`.';

/**
 * Reads a PEM (PKCS#8 or PKCS#1), also one whose line breaks became `\n` or spaces when it was pasted; or a JWK, whose
 * `alg` chooses the algorithm. A PEM can't say so: it means RS256, or PS256 where the key itself is for RSA-PSS only.
 * @throws ActionError input-invalid, which holds nothing of the text.
 */
export function parsePrivateKey(text: string): PrivateKey {
  const parsed = text.startsWith('{') ? parseJwk(text) : parsePem(text);
  requireSize(parsed.key);
  const key = parsed.key.asymmetricKeyType === 'rsa-pss' ? plainRsa(parsed.key) : parsed.key;
  requireSound(key);
  return { ...parsed, key };
}

const pemTypes = { 'PRIVATE KEY': 'pkcs8', 'RSA PRIVATE KEY': 'pkcs1', 'EC PRIVATE KEY': 'sec1' } as const;

function parsePem(text: string): PrivateKey {
  const { label, body } = pemBlock(text);
  if (/ENCRYPTED/.test(label + body)) {
    throw invalid('it is encrypted', 'Give it without its passphrase: `openssl pkey -in key.pem -out plain.pem`.');
  }
  if (label.includes('PUBLIC KEY')) throw invalid('it is a public key', privateHalf);
  if (label.includes('CERTIFICATE')) throw invalid('it is a certificate', privateHalf);
  if (!isKnown(label)) throw invalid('it is neither PKCS#8 nor PKCS#1', converted);
  const lines = body.split(/(?:\\+[nr]|\s)+/).filter((line) => line !== '');
  const joined = lines.join('');
  const der = Buffer.from(joined, 'base64');
  const key = undamaged(() => createPrivateKey({ key: der, format: 'der', type: pemTypes[label] }));
  return { key, algorithm: algorithmOf(key), secrets: [text, ...lines, joined] };
}

function isKnown(label: string): label is keyof typeof pemTypes {
  return Object.hasOwn(pemTypes, label);
}

/** A file may hold more than the key: a certificate, a curve's parameters, remarks. */
function pemBlock(text: string): { label: string; body: string } {
  const blocks = [...text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \1-----/gs)];
  const [, label, body] = blocks.find(([, one]) => one?.endsWith('PRIVATE KEY')) ?? blocks[0] ?? [];
  if (label !== undefined && body !== undefined) return { label, body };
  if (text.includes('-----BEGIN ')) throw invalid('it is cut off: its END line is missing', intact);
  throw invalid('it is no key', 'Give a PEM as it is in its file, from the BEGIN line to the END line, or a JWK.');
}

/** A key for RSA-PSS says what it may be used with; one that says nothing may be used with everything. */
function algorithmOf(key: KeyObject): PrivateKey['algorithm'] {
  if (key.asymmetricKeyType === 'rsa') return 'RS256';
  if (key.asymmetricKeyType !== 'rsa-pss')
    throw invalid(`it is no RSA key, it is of type ${key.asymmetricKeyType}`, freshKey);
  const { hashAlgorithm = 'sha256', mgf1HashAlgorithm = 'sha256', saltLength = 32 } = key.asymmetricKeyDetails ?? {};
  if (hashAlgorithm === 'sha256' && mgf1HashAlgorithm === 'sha256' && saltLength <= 32) return 'PS256';
  throw invalid('it is an RSA-PSS key that may not sign PS256', freshKey);
}

const jwk = once(() =>
  z.object({
    kty: z.literal('RSA'),
    alg: z._default(z.enum(algorithms), 'RS256'),
    n: z.string(),
    e: z.string(),
    d: z.string(),
    p: z.string(),
    q: z.string(),
    dp: z.string(),
    dq: z.string(),
    qi: z.string(),
  }),
);

function parseJwk(text: string): PrivateKey {
  const parsed = jwk().safeParse(parseJson(text));
  if (!parsed.success) throw invalidJwk(parsed.error.issues[0]?.path[0]);
  const { alg, kty, n, e, ...members } = parsed.data;
  const key = undamaged(() => createPrivateKey({ key: { kty, n, e, ...members }, format: 'jwk' }));
  // Not the text: the runner masks each line of a secret, and a line that is `{` would blot out the log.
  return { key, algorithm: alg, secrets: Object.values(members) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('it begins like a JWK and is no JSON', intact); // the parser's own message quotes the text
  }
}

function invalidJwk(member: PropertyKey | undefined): ActionError {
  if (member === 'kty') return invalid('it is no RSA key', freshKey);
  if (member === 'alg') return invalid('its `alg` is none that Auth0 takes', 'Accepted are RS256, RS384 and PS256.');
  if (member === 'd') return invalid('it is a public key', privateHalf);
  return damaged();
}

/** OpenSSL's own messages are for those who know it, and one day they may quote what they could not read. */
function undamaged<Made>(make: () => Made): Made {
  try {
    return make();
  } catch {
    throw damaged();
  }
}

function damaged(): ActionError {
  return invalid('it is damaged: some of it was lost or changed on the way', intact);
}

function requireSize(key: KeyObject): void {
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < smallest) throw invalid(`it has only ${bits} bits`, freshKey);
  if (bits > largest) throw invalid(`it has ${bits} bits`, freshKey);
}

/** One wrong letter leaves a key that can be read, and signs what nobody accepts. */
function requireSound(key: KeyObject): void {
  const text = Buffer.from('text');
  const isSound = undamaged(() => verify('sha256', text, createPublicKey(key), sign('sha256', text, key)));
  if (!isSound) throw damaged();
}

/** WebCrypto, which jose signs with, takes no key for RSA-PSS only; its PKCS#8 ends with the same key as plain RSA. */
function plainRsa(key: KeyObject): KeyObject {
  const pkcs8 = key.export({ format: 'der', type: 'pkcs8' });
  const algorithm = 7; // behind the sequence's head (4 bytes: it is longer than 255) and the version (3 bytes)
  const inner = algorithm + 2 + pkcs8.readUInt8(algorithm + 1) + 4;
  return undamaged(() => createPrivateKey({ key: pkcs8.subarray(inner), format: 'der', type: 'pkcs1' }));
}

function invalid(why: string, hint: string): ActionError {
  return new ActionError('input-invalid', `Input \`auth0-private-key\`: ${why}.`, hint);
}
