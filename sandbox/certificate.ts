/** Certificates for the sandbox's servers: an authority made at start, and a leaf for the loopback names signed by it. */
import { webcrypto } from 'node:crypto';

/** PEM texts. Clients trust `ca` and nothing else, for instance through a file named by NODE_EXTRA_CA_CERTS. */
export interface Certificate {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

type X509 = typeof import('@peculiar/x509');

const KEYS = { name: 'ECDSA', namedCurve: 'P-256' };
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' };
const AUTHORITY = 'CN=Sandbox authority';
const MINUTE = 60_000;

/** Makes a new authority and leaf at every call, valid from five minutes ago for a day; nothing is stored. */
export async function makeCertificate(): Promise<Certificate> {
  const x509 = await loadX509();
  const [authority, leaf] = await Promise.all([makeKeys(), makeKeys()]);
  const [ca, cert] = await Promise.all([signAuthority(x509, authority), signLeaf(x509, leaf, authority)]);
  const key = x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', leaf.privateKey), 'PRIVATE KEY');
  return { ca: ca.toString('pem'), cert: cert.toString('pem'), key };
}

/**
 * tsyringe, inside @peculiar/x509, refuses to load without a reflect-metadata polyfill. It only asks it for the
 * parameters of decorated constructors, and the classes that x509 decorates have none: an empty answer is the whole one.
 */
async function loadX509(): Promise<X509> {
  const nothing = () => undefined;
  if (!('getMetadata' in Reflect)) Object.assign(Reflect, { getMetadata: nothing, getOwnMetadata: nothing });
  return await import('@peculiar/x509');
}

async function makeKeys() {
  return await webcrypto.subtle.generateKey(KEYS, true, ['sign', 'verify']);
}

function validity() {
  return { notBefore: new Date(Date.now() - 5 * MINUTE), notAfter: new Date(Date.now() + 24 * 60 * MINUTE) };
}

async function signAuthority(x509: X509, keys: webcrypto.CryptoKeyPair) {
  return await x509.X509CertificateGenerator.createSelfSigned({
    ...validity(),
    name: AUTHORITY,
    keys,
    signingAlgorithm: SIGNATURE,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
}

async function signLeaf(x509: X509, keys: webcrypto.CryptoKeyPair, authority: webcrypto.CryptoKeyPair) {
  return await x509.X509CertificateGenerator.create({
    ...validity(),
    subject: 'CN=localhost',
    issuer: AUTHORITY,
    publicKey: keys.publicKey,
    signingKey: authority.privateKey,
    signingAlgorithm: SIGNATURE,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(authority.publicKey),
      new x509.SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '127.0.0.1' },
        { type: 'ip', value: '::1' },
      ]),
    ],
  });
}
