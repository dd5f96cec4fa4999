/** Sessions with the sandbox's tenant over real TLS: its authority is trusted in this process, patience is short. */
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { makeCertificate } from '../../../sandbox/certificate.ts';
import { startTenant, type Tenant, type TenantOptions } from '../../../sandbox/tenant.ts';
import { type Patience, TenantHttp } from '../../../src/adapters/auth0/http.ts';
import { openSession, type Session, type Surroundings } from '../../../src/adapters/auth0/session.ts';
import { getToken } from '../../../src/adapters/auth0/token.ts';
import type { Credentials, TenantAccess } from '../../../src/inputs/inputs.ts';

export const servers = '/api/v2/resource-servers';

const certificate = await makeCertificate();
setDefaultCACertificates([...getCACertificates('default'), certificate.ca]);

export async function startTrusted(options: TenantOptions = {}): Promise<Tenant> {
  return await startTenant({ certificate, ...options });
}

/** In milliseconds: short, and still enough for a machine that has much else to do. */
export const impatience: Patience = { progress: 10_000, connect: 2000, answer: 1500, firstRetry: 1, attempts: 3 };

/** What a session says: lines of the log, and secrets to mask. */
export interface Heard extends Surroundings {
  readonly lines: string[];
  readonly masked: string[];
}

export function listen(): Heard {
  const lines: string[] = [];
  const masked: string[] = [];
  return { lines, masked, log: (line) => void lines.push(line), mask: (secret) => void masked.push(secret) };
}

/** With id and secret of the tenant's client, if no others are given. */
export function accessTo(tenant: Tenant, credentials: Credentials = secretOf(tenant)): TenantAccess {
  return { domain: tenant.domain, audience: tenant.audience, credentials };
}

export function secretOf({ client }: Tenant): Credentials & { kind: 'secret' } {
  return { kind: 'secret', clientId: client.id, clientSecret: client.secret };
}

/** A session as the action opens it, with its own patience. */
export async function openPatient(tenant: Tenant, heard: Heard, needs = ['read:resource_servers']): Promise<Session> {
  return await openSession(accessTo(tenant), needs, heard);
}

/** A session with little patience. */
export async function open(tenant: Tenant, heard: Heard, access = accessTo(tenant)): Promise<Session> {
  const http = new TenantHttp(tenant.domain, heard, impatience);
  return { http, token: await getToken(http, access, heard.mask), log: heard.log };
}

/** Requests after the one for a token, as `METHOD path?query`. */
export function asked({ requests }: Tenant): string[] {
  return requests
    .filter(({ path }) => path !== '/oauth/token')
    .map(({ method, path, query }) => `${method} ${path}${queryOf(query)}`);
}

/** Requests that are sent at once come in any order. */
export function sorted(lines: readonly string[]): string[] {
  return [...lines].sort();
}

function queryOf(query: Readonly<Record<string, readonly string[]>>): string {
  const pairs = Object.entries(query).flatMap(([name, values]) => values.map((value) => `${name}=${value}`));
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
