import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { parsePrivateKey } from '../../src/inputs/private-key.ts';
import { thrownBy } from '../core/declared.ts';
import { bodyLines, jwk, pem, pssKey, rsaKey } from '../private-keys.ts';

const rsa = rsaKey();
const pkcs8 = pem(rsa);
const pss = pssKey();
const certificate = '-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUQ\n-----END CERTIFICATE-----';

describe('a key is read', () => {
  test.each([
    ['PKCS#8', pkcs8],
    ['PKCS#1', pem(rsa, 'pkcs1')],
    ['with line breaks of Windows', pkcs8.replaceAll('\n', '\r\n')],
    ['with line breaks that became backslash and n', pkcs8.replaceAll('\n', '\\n')],
    ['with line breaks that became \\r\\n', pkcs8.replaceAll('\n', '\\r\\n')],
    ['with line breaks that were escaped twice', pkcs8.replaceAll('\n', '\\\\n')],
    ['with line breaks that became spaces', pkcs8.replaceAll('\n', ' ')],
    ['with line breaks that are gone', pkcs8.replaceAll('\n', '')],
    ['as a text of JSON', JSON.stringify(pkcs8)],
    ['with indentation', pkcs8.replaceAll('\n', '\n    ')],
    ['behind a certificate', `${certificate}\n${pkcs8}`],
    ['behind remarks', `Bag Attributes\n    friendlyName: acme\n${pkcs8}`],
    ['as a JWK', jwk(rsa)],
    ['as a JWK over several lines', JSON.stringify(JSON.parse(jwk(rsa)), null, 2)],
  ])('%s', (_, text) => {
    const { key, algorithm } = parsePrivateKey(text);
    expect(key.equals(rsa)).toBe(true);
    expect(algorithm).toBe('RS256');
  });

  test.each([2048, 4096])('with %d bits', (bits) => {
    expect(parsePrivateKey(pem(rsaKey(bits))).key.asymmetricKeyDetails?.modulusLength).toBe(bits);
  });
});

describe('the algorithm', () => {
  test.each(['RS256', 'RS384', 'PS256'])('is the one of a JWK: %s', (alg) => {
    expect(parsePrivateKey(jwk(rsa, { alg })).algorithm).toBe(alg);
  });

  test.each([
    ['for PS256', pss],
    ['with a shorter salt', pssKey({ salt: 20 })],
    ['without a word on its use', generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey],
  ])('of a key for RSA-PSS %s is PS256, and the key is made a plain one', (_, key) => {
    const parsed = parsePrivateKey(pem(key));
    expect(parsed.algorithm).toBe('PS256');
    expect(parsed.key.asymmetricKeyType).toBe('rsa');
    const [made, given] = [parsed.key, key].map((one) => one.export({ format: 'der', type: 'pkcs8' }).toString('hex'));
    expect(given?.endsWith(parsed.key.export({ format: 'der', type: 'pkcs1' }).toString('hex'))).toBe(true);
    expect(made).not.toBe(given);
  });
});

describe('secret of a key is', () => {
  test.each([
    ['as it is in its file', pkcs8],
    ['with line breaks that became backslash and n', pkcs8.replaceAll('\n', '\\n')],
    ['with line breaks that were escaped twice', pkcs8.replaceAll('\n', '\\\\n')],
    ['with line breaks that became spaces', pkcs8.replaceAll('\n', ' ')],
  ])('the whole text, each line and all lines in one: %s', (_, text) => {
    expect(new Set(parsePrivateKey(text).secrets)).toEqual(new Set([text, ...bodyLines(pkcs8)]));
  });

  test('each private member of a JWK, and no line of it that is a brace', () => {
    const { d, p, q, dp, dq, qi } = JSON.parse(jwk(rsa));
    const { secrets } = parsePrivateKey(JSON.stringify(JSON.parse(jwk(rsa)), null, 2));
    expect(new Set(secrets)).toEqual(new Set([d, p, q, dp, dq, qi]));
  });
});

describe('a text is refused that', () => {
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const ed = generateKeyPairSync('ed25519').privateKey;
  const passphrase = { cipher: 'aes-256-cbc', passphrase: 'x' };
  const encrypted = (type: 'pkcs1' | 'pkcs8') => String(rsa.export({ format: 'pem', type, ...passphrase }));
  const { n, e, kty } = JSON.parse(jwk(rsa));
  const lines = pkcs8.split('\n');
  const wrongLetter = pkcs8.replace(/^[^-].{62}/m, (line) => line.replace(/.$/, line.endsWith('A') ? 'B' : 'A'));

  const fresh = 'Auth0 takes RSA keys of 2048 to 4096 bits; make one with `openssl genrsa -out key.pem 2048`.';
  const half = 'Give the private key; its public half belongs to the application’s credentials in Auth0.';
  const plain = 'Give it without its passphrase: `openssl pkey -in key.pem -out plain.pem`.';
  const whole = 'Give a PEM as it is in its file, from the BEGIN line to the END line, or a JWK.';
  const intact = 'Set the secret from the file itself: `gh secret set NAME < key.pem`.';
  const converted = 'Convert a copy of it; one of OpenSSH’s with `ssh-keygen -p -m PKCS8 -f COPY`.';
  const damaged = 'it is damaged: some of it was lost or changed on the way';
  const unfit = 'it is an RSA-PSS key that may not sign PS256';

  test.each([
    ['is an EC key', pem(ec), 'it is no RSA key, it is of type ec', fresh],
    ['is an EC key of the old form', pem(ec, 'sec1'), 'it is no RSA key, it is of type ec', fresh],
    ['is an Ed25519 key', pem(ed), 'it is no RSA key, it is of type ed25519', fresh],
    ['is an EC key as a JWK', jwk(ec), 'it is no RSA key', fresh],
    ['is a set of JWKs', `{"keys": [${jwk(rsa)}]}`, 'it is no RSA key', fresh],
    ['has too few bits', pem(rsaKey(2040)), 'it has only 2040 bits', fresh],
    ['has too few bits as a JWK', jwk(rsaKey(1024)), 'it has only 1024 bits', fresh],
    ['has too many bits', pem(rsaKey(4104)), 'it has 4104 bits', fresh],
    ['is for another hash', pem(pssKey({ hash: 'sha512' })), unfit, fresh],
    ['is for another hash in its mask', pem(pssKey({ mask: 'sha512' })), unfit, fresh],
    ['asks for a longer salt', pem(pssKey({ salt: 33 })), unfit, fresh],
    [
      'is a public key',
      String(createPublicKey(rsa).export({ format: 'pem', type: 'spki' })),
      'it is a public key',
      half,
    ],
    [
      'is an RSA public key',
      String(createPublicKey(rsa).export({ format: 'pem', type: 'pkcs1' })),
      'it is a public key',
      half,
    ],
    ['is a public key as a JWK', JSON.stringify({ kty, n, e }), 'it is a public key', half],
    ['is a certificate', certificate, 'it is a certificate', half],
    ['is encrypted', encrypted('pkcs8'), 'it is encrypted', plain],
    ['is encrypted in the old way', encrypted('pkcs1'), 'it is encrypted', plain],
    [
      'is a key of OpenSSH',
      pkcs8.replaceAll('PRIVATE', 'OPENSSH PRIVATE'),
      'it is neither PKCS#8 nor PKCS#1',
      converted,
    ],
    [
      'is a JWK for another algorithm',
      jwk(rsa, { alg: 'RS512' }),
      'its `alg` is none that Auth0 takes',
      'Accepted are RS256, RS384 and PS256.',
    ],
    ['is a JWK without all numbers', jwk(rsa, { qi: undefined }), damaged, intact],
    ['is a JWK with the modulus of another key', jwk(rsa, { n: JSON.parse(jwk(rsaKey())).n }), damaged, intact],
    ['is a JWK that signs nothing', jwk(rsa, { n: `${n.slice(0, -1)}A` }), damaged, intact],
    ['is half a JWK', jwk(rsa).slice(0, 500), 'it begins like a JWK and is no JSON', intact],
    ['is the first line only', lines[0] ?? '', 'it is cut off: its END line is missing', intact],
    ['lacks a line', lines.toSpliced(3, 1).join('\n'), damaged, intact],
    ['has a wrong letter', wrongLetter, damaged, intact],
    ['has nothing between its armour', `${lines[0]}\n${lines.at(-1)}`, damaged, intact],
    ['is the body alone', lines.slice(1, -1).join('\n'), 'it is no key', whole],
    ['is another secret', 'hunter2-hunter2', 'it is no key', whole],
    ['is a path', './key.pem', 'it is no key', whole],
  ])('%s, and nothing of it is said', (_, text, why, hint) => {
    const thrown = thrownBy(() => parsePrivateKey(text));
    expect(thrown).toMatchObject({ code: 'input-invalid', message: `Input \`auth0-private-key\`: ${why}.`, hint });
    const said = `${thrown instanceof Error ? `${thrown.stack} ${thrown.cause}` : ''} ${JSON.stringify(thrown)}`;
    const parts = text
      .split(/[\s"]+/)
      .filter((part) => part.length > 10 && !part.includes('--') && !hint.includes(part));
    for (const part of parts) expect(said).not.toContain(part);
  });
});
