import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Effect } from '../../../sandbox/tenant/faults.ts';
import type { Tenant } from '../../../sandbox/tenant.ts';
import { NoAnswer, TenantHttp } from '../../../src/adapters/auth0/http.ts';
import { Auth0TenantReader } from '../../../src/adapters/auth0/tenant.ts';
import { behindSilentProxy } from '../silent-proxy.ts';
import { asked, type Heard, impatience, listen, open, servers, startTrusted } from './tenant-session.ts';

const orders = 'https://api.example.com/orders';

let tenant: Tenant;
let heard: Heard;
let reader: Auth0TenantReader;

beforeEach(async () => {
  heard = listen();
  tenant = await startTrusted({ apis: [{ identifier: orders, scopes: [{ value: 'read:orders' }] }] });
  reader = new Auth0TenantReader(await open(tenant, heard));
});

afterEach(async () => {
  await tenant.close();
  expect(tenant.failures).toEqual([]);
});

const found = [expect.objectContaining({ identifier: orders, permissions: [{ name: 'read:orders' }] })];

/** Refusals that ask to be tried again at once. */
const now = { 'retry-after': '0' };

const hiccups: readonly (readonly [string, Effect, RegExp])[] = [
  ['500', { kind: 'status', status: 500 }, /status 500/],
  ['503 with a body', { kind: 'status', status: 503, body: { message: 'later' } }, /status 503/],
  ['a page of a proxy', { kind: 'html' }, /status 502/],
  ['a page of a proxy under a good status', { kind: 'html', status: 200 }, /status 200 with a body that is not JSON/],
  ['an empty body', { kind: 'status', status: 200 }, /status 200 with a body that is not JSON/],
  ['a connection that ends', { kind: 'reset' }, /ECONNRESET|socket hang up/],
  ['a connection that ends after it was done', { kind: 'reset-after' }, /ECONNRESET|socket hang up/],
  [
    'an answer that stops half-way',
    { kind: 'truncated', cut: 'connection' },
    /ERR_HTTP_CONTENT_LENGTH_MISMATCH|aborted|ECONNRESET/,
  ],
  ['JSON that stops half-way', { kind: 'truncated', cut: 'body' }, /status 200 with a body that is not JSON/],
  ['silence', { kind: 'hang' }, /none within 1\.5 s/],
  ['an answer that comes too late', { kind: 'slow', milliseconds: 5000, hold: 'body' }, /none within 1\.5 s/],
];

describe('a read that meets', () => {
  test.each(hiccups)('%s once is sent again', async (_, effect, why) => {
    tenant.fault({ path: servers, ...effect });
    expect(await reader.apis([orders])).toEqual(found);
    expect(asked(tenant)).toHaveLength(2);
    expect(heard.lines).toEqual([expect.stringMatching(/^Auth0 did not answer \(.*\); trying again in 0\.0 s\.$/)]);
    expect(heard.lines[0]).toMatch(why);
  });

  test.each(hiccups)('%s again and again gives up', async (_, effect, why) => {
    tenant.fault({ path: servers, times: Infinity, ...effect });
    const thrown: unknown = await reader.apis([orders]).catch((reason: unknown) => reason);
    expect(thrown).toMatchObject({
      code: 'auth0-unavailable',
      message: expect.stringMatching(
        new RegExp(`^${tenant.domain} gave no usable answer: (?=.*(${why.source})).*\\.$`),
      ),
      hint: 'See whether the tenant is up (status.auth0.com) and the domain is right, then run again; that is safe.',
    });
    expect(asked(tenant)).toHaveLength(impatience.attempts);
  });
});

test('every new attempt waits for twice as long as the one before', async () => {
  const http = new TenantHttp(tenant.domain, heard, { ...impatience, firstRetry: 50 });
  tenant.fault({ path: servers, kind: 'status', status: 503, times: 2 });
  await http.sendUntilAnswered(() => ({ method: 'GET', path: servers }));
  const [first = 0, second = 0, third = 0] = tenant.requests.filter(({ path }) => path === servers).map(({ at }) => at);
  expect(second - first).toBeGreaterThanOrEqual(48);
  expect(third - second).toBeGreaterThanOrEqual(98);
});

test('an answer that has no end is not read to its end', async () => {
  const http = new TenantHttp(tenant.domain, heard, { ...impatience, answer: 30_000 });
  tenant.fault({ path: servers, kind: 'status', status: 200, body: `[${' '.repeat(101 * 1024 * 1024)}]` });
  await expect(http.send({ method: 'GET', path: servers })).rejects.toThrow(NoAnswer);
});

test('a proxy that keeps silent is waited for no longer than any answer', async () => {
  await behindSilentProxy(async (proxy) => {
    process.env.HTTPS_PROXY = proxy;
    const http = new TenantHttp('tenant.example.com', heard, { ...impatience, answer: 100 });
    await expect(http.send({ method: 'GET', path: servers })).rejects.toThrow('none within 0.1 s');
  }).finally(() => delete process.env.HTTPS_PROXY);
});

test.each(['http://[proxy', 'http://proxy:p%zz@proxy.example'])(
  'a proxy that is no address, as %s, is said',
  (proxy) => {
    process.env.HTTPS_PROXY = proxy;
    try {
      expect(() => new TenantHttp('tenant.example.com', heard, impatience)).toThrow(
        expect.objectContaining({ code: 'input-invalid', message: expect.not.stringContaining(proxy) }),
      );
    } finally {
      delete process.env.HTTPS_PROXY;
    }
  },
);

describe('a read that is refused', () => {
  const grant = 'Applications › APIs › Auth0 Management API › Machine to Machine Applications.';
  const change = 'Correct what the message names, then run again.';

  test.each([
    [
      'for its token',
      401,
      { message: 'Expired token received for JSON Web Token validation', attributes: {} },
      'auth0-unauthorized',
      'Auth0 refused reading the list of APIs: status 401, Expired token received for JSON Web Token validation.',
      'The token is expired or for another tenant or host; get a new one.',
    ],
    [
      'for a right that it lacks',
      403,
      { message: 'Insufficient scope, expected any of: read:resource_servers', errorCode: 'insufficient_scope' },
      'auth0-missing-scope',
      'The application may not do this: reading the list of APIs needs read:resource_servers.',
      `Grant read:resource_servers to the application: ${grant}`,
    ],
    [
      'for a limit of the tenant',
      403,
      { message: 'You reached the limit of entities.', errorCode: 'too_many_entities' },
      'auth0-rejected',
      'Auth0 refused reading the list of APIs: status 403, You reached the limit of entities (too_many_entities).',
      change,
    ],
    [
      'for fields it may not read',
      403,
      { message: 'Some fields cannot be read with the permissions granted by the bearer token scopes.' },
      'auth0-missing-scope',
      'Auth0 refused reading the list of APIs: status 403, Some fields cannot be read with the permissions granted by the bearer token scopes.',
      'Grant the application what the message names, then run again.',
    ],
    [
      'for its shape',
      400,
      { message: 'Query validation error: \'Invalid value "x"\'', errorCode: 'invalid_query_string' },
      'auth0-rejected',
      'Auth0 refused reading the list of APIs: status 400, Query validation error: \'Invalid value "x"\' (invalid_query_string).',
      change,
    ],
    ['without a reason', 400, '', 'auth0-rejected', 'Auth0 refused reading the list of APIs: status 400.', change],
    [
      'by a page',
      403,
      '<html>no</html>',
      'auth0-rejected',
      'Auth0 refused reading the list of APIs: status 403.',
      expect.any(String),
    ],
  ])('%s is not sent again', async (_, status, body, code, message, hint) => {
    tenant.fault({ path: servers, kind: 'status', status, body });
    await expect(reader.apis([orders])).rejects.toMatchObject({ code, message, hint });
    expect(asked(tenant)).toHaveLength(1);
    expect(heard.lines).toEqual([]);
  });

  test('because there is no such host is not taken for an API that is missing', async () => {
    tenant.fault({ path: servers, kind: 'status', status: 404, body: { message: 'Not Found' } });
    await expect(reader.apis([orders])).rejects.toMatchObject({
      code: 'auth0-rejected',
      message: 'Auth0 refused reading the list of APIs: status 404, Not Found.',
      hint: expect.stringContaining('`auth0-domain`'),
    });
  });
});

test('a read that takes its time says that it is waited for, and then no more', async () => {
  const http = new TenantHttp(tenant.domain, heard, { ...impatience, answer: 2000, progress: 20 });
  tenant.fault({ path: '/', kind: 'slow', milliseconds: 150 });
  await http.send({ method: 'GET', path: '/' });
  const said = heard.lines.length;
  expect(heard.lines[0]).toBe('Still waiting for Auth0 to answer (0 s) …');
  await http.send({ method: 'GET', path: '/other' });
  expect(said).toBeGreaterThan(1);
  expect(new Set(heard.lines).size).toBe(1);
});

describe('a redirect', () => {
  test.each(['GET', 'POST', 'PATCH'] as const)('of %s is not followed: nothing arrives elsewhere', async (method) => {
    await using elsewhere = await startTrusted();
    const location = `https://${elsewhere.domain}${servers}`;
    tenant.fault({ path: servers, kind: 'redirect', location });
    const http = new TenantHttp(tenant.domain, heard, impatience);
    const headers = { authorization: 'Bearer s3cret' };
    expect(await http.send({ method, path: servers, headers })).toMatchObject({ status: 302, body: undefined });
    expect(elsewhere.requests).toEqual([]);
  });

  test('is said with what to check', async () => {
    tenant.fault({ path: servers, kind: 'redirect' });
    await expect(reader.apis([orders])).rejects.toMatchObject({
      code: 'auth0-rejected',
      message: 'Auth0 refused reading the list of APIs: status 302.',
      hint: 'Redirects are not followed. Check `auth0-domain`.',
    });
  });
});

describe('the rate limit', () => {
  const seconds = (offset: number) => String(Math.floor(Date.now() / 1000) + offset);
  const refusal = (headers: Record<string, string>) => ({
    path: servers,
    kind: 'status' as const,
    status: 429,
    body: { statusCode: 429, error: 'Too Many Requests', message: 'Global limit has been reached' },
    headers,
  });

  test('is waited for, as `x-ratelimit-reset` says', async () => {
    const date = new Date();
    const reset = Math.floor(date.getTime() / 1000) + 2;
    tenant.fault(refusal({ 'x-ratelimit-reset': String(reset), date: date.toUTCString() }));
    expect(await reader.apis([orders])).toEqual(found);
    const [, second] = tenant.requests.filter(({ path }) => path === servers);
    expect(second?.at).toBeGreaterThanOrEqual(reset * 1000 - 50);
    expect(heard.lines).toEqual([expect.stringMatching(/^Waiting 2 s for Auth0's rate limit …$/)]);
  });

  test('is waited for, as `retry-after` says, whatever the reset is', async () => {
    tenant.fault(refusal({ 'retry-after': '1', 'x-ratelimit-reset': seconds(9999) }));
    expect(await reader.apis([orders])).toEqual(found);
    const [first, second] = tenant.requests.filter(({ path }) => path === servers);
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(950);
  });

  test('costs no attempt', async () => {
    tenant.fault({ ...refusal(now), times: impatience.attempts });
    expect(await reader.apis([orders])).toEqual(found);
    expect(asked(tenant)).toHaveLength(impatience.attempts + 1);
  });

  test.each([
    ['retry-after', () => ({ 'retry-after': '301' }), 301],
    ['x-ratelimit-reset', () => ({ 'x-ratelimit-reset': seconds(7200), date: new Date().toUTCString() }), 7200],
  ])('ends a run at once where `%s` asks for more than five minutes', async (_, headers, wait) => {
    tenant.fault(refusal(headers()));
    const thrown: unknown = await reader.apis([orders]).catch((reason: unknown) => reason);
    expect(thrown).toMatchObject({
      code: 'auth0-rate-limited',
      message: expect.stringMatching(/^Auth0's rate limit asks to wait \d+ s more; this run has waited for as long as/),
      hint: 'Run it again later, or ask who else uses up the tenant’s rate limit. Running again is safe.',
    });
    expect(Number(/wait (\d+) s/.exec(String(thrown))?.[1])).toBeCloseTo(wait, -1);
    expect(asked(tenant)).toHaveLength(1);
  });
});

describe('every request', () => {
  test('goes to the one host, says who asks, and accepts JSON', async () => {
    await reader.apis([orders]);
    expect(tenant.requests.map(({ headers }) => [headers.host, headers['user-agent'], headers.accept])).toEqual([
      [tenant.domain, 'auth0-permissions-action', 'application/json'],
      [tenant.domain, 'auth0-permissions-action', 'application/json'],
    ]);
    expect(tenant.requests[1]?.headers.authorization).toBe('Bearer');
  });
});

test('a tenant whose certificate is not trusted gets no request', async () => {
  const { startTenant } = await import('../../../sandbox/tenant.ts');
  await using stranger = await startTenant();
  await expect(open(stranger, heard)).rejects.toMatchObject({
    code: 'auth0-unavailable',
    message: expect.stringMatching(/unable to verify the first certificate|UNABLE_TO_VERIFY_LEAF_SIGNATURE/),
  });
  expect(stranger.requests).toEqual([]);
});
