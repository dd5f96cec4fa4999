import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Effect } from '../../../sandbox/tenant/faults.ts';
import type { Tenant } from '../../../sandbox/tenant.ts';
import { Auth0TenantWriter } from '../../../src/adapters/auth0/writer.ts';
import type { Permission } from '../../../src/core/permission.ts';
import { type Heard, listen, open, servers, startTrusted } from './tenant-session.ts';

const orders = 'https://api.example.com/orders';
const id = 'rs1';
const path = `${servers}/${id}`;
const before = [{ value: 'read:orders', description: 'View orders' }];
const after: readonly Permission[] = [
  { name: 'read:orders', description: 'View orders' },
  { name: 'write:orders', description: '' },
  { name: 'cancel:orders', description: undefined },
];
const sent = [
  { value: 'read:orders', description: 'View orders' },
  { value: 'write:orders', description: '' },
  { value: 'cancel:orders' },
];

let tenant: Tenant;
let heard: Heard;
let writer: Auth0TenantWriter;

beforeEach(async () => {
  heard = listen();
  tenant = await startTrusted({ apis: [{ id, identifier: orders, scopes: before, token_lifetime: 60 }] });
  writer = new Auth0TenantWriter(await open(tenant, heard), '4711-2');
});

afterEach(async () => {
  await tenant.close();
  expect(tenant.failures).toEqual([]);
});

const writes = () => tenant.requests.filter(({ method }) => method === 'PATCH');

describe('a write', () => {
  test('sends the whole list and nothing else, with missing descriptions missing', async () => {
    expect(await writer.replace(id, after)).toStrictEqual({ kind: 'written', permissions: after });
    expect(writes().map(({ body, path }) => [path, body])).toEqual([[path, { scopes: sent }]]);
    expect(tenant.permissions(orders)).toStrictEqual(sent);
    expect(tenant.apis.find(orders)).toMatchObject({ token_lifetime: 60 });
  });

  test('of no permissions sends an empty list', async () => {
    expect(await writer.replace(id, [])).toEqual({ kind: 'written', permissions: [] });
    expect(writes()[0]?.body).toEqual({ scopes: [] });
  });

  test('is JSON, and carries the run and attempt', async () => {
    await writer.replace(id, after);
    expect(writes()[0]?.headers).toMatchObject({ 'content-type': 'application/json', 'x-correlation-id': '4711-2' });
  });

  test.each([
    [64, 64],
    [65, 64],
  ])('carries of a name of %d characters %d', async (length, kept) => {
    const named = new Auth0TenantWriter(await open(tenant, heard), 'x'.repeat(length));
    await named.replace(id, after);
    expect(writes()[0]?.headers['x-correlation-id']).toBe('x'.repeat(kept));
  });

  test('encodes what it is given as an id', async () => {
    await writer.replace(orders, after);
    expect(writes()[0]?.path).toBe(`${servers}/https%3A%2F%2Fapi.example.com%2Forders`);
    expect(tenant.permissions(orders)).toEqual(sent);
  });

  test.each([200, 201])('takes status %d for done, with the list that Auth0 says it holds', async (status) => {
    const body = { id, identifier: orders, scopes: [{ value: 'other' }] };
    tenant.fault({ method: 'PATCH', path, kind: 'status', status, body });
    expect(await writer.replace(id, after)).toStrictEqual({
      kind: 'written',
      permissions: [{ name: 'other', description: undefined }],
    });
  });
});

describe('a write whose fate is not known', () => {
  const lost: readonly (readonly [string, Effect, RegExp])[] = [
    ['a connection that ends before', { kind: 'reset' }, /ECONNRESET|socket hang up/],
    ['a connection that ends after', { kind: 'reset-after' }, /ECONNRESET|socket hang up/],
    ['silence', { kind: 'hang' }, /^none within 1\.5 s$/],
    [
      'an answer that stops half-way',
      { kind: 'truncated', cut: 'connection' },
      /ERR_HTTP_CONTENT_LENGTH_MISMATCH|aborted|ECONNRESET/,
    ],
    ['JSON that stops half-way', { kind: 'truncated', cut: 'body' }, /^status 200 with a body that is not JSON$/],
    ['500', { kind: 'status', status: 500 }, /^status 500$/],
    ['503 after it landed', { kind: 'status-after', status: 503 }, /^status 503$/],
    ['a page of a proxy', { kind: 'html' }, /^status 502$/],
    [
      'an answer of an unexpected shape',
      { kind: 'status', status: 200, body: {} },
      /^status 200 with a body of an unexpected shape$/,
    ],
    [
      'an answer about another API',
      { kind: 'status', status: 200, body: { id: 'rs2', identifier: 'urn:other', scopes: sent } },
      /^status 200 with a body of an unexpected shape$/,
    ],
  ];

  test.each(lost)('is not sent again: %s', async (_, effect, why) => {
    tenant.fault({ method: 'PATCH', path, ...effect });
    expect(await writer.replace(id, after)).toEqual({ kind: 'unknown', why: expect.stringMatching(why) });
    expect(writes()).toHaveLength(1);
  });

  test('may have landed', async () => {
    tenant.fault({ method: 'PATCH', path, kind: 'reset-after' });
    await writer.replace(id, after);
    expect(tenant.permissions(orders)).toEqual(sent);
  });
});

describe('a write that is refused', () => {
  test('by the rate limit may be sent again, after the wait', async () => {
    tenant.fault({ method: 'PATCH', path, kind: 'status', status: 429, headers: { 'retry-after': '1' } });
    expect(await writer.replace(id, after)).toEqual({ kind: 'throttled' });
    expect(tenant.permissions(orders)).toEqual(before);
    await writer.api(id);
    await writer.replace(id, after);
    const [first, second] = writes();
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(950);
  });

  test('is not sent while there is no room for it: after the wait its list has to be read again', async () => {
    const full = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 1) };
    tenant.fault({ method: 'GET', path, kind: 'status', status: 200, headers: full, body: { id, identifier: orders } });
    await writer.api(id);
    expect(await writer.replace(id, after)).toEqual({ kind: 'throttled' });
    expect(writes()).toEqual([]);
    expect(await writer.replace(id, after)).toMatchObject({ kind: 'written' });
  });

  test('for more than five minutes ends', async () => {
    tenant.fault({ method: 'PATCH', path, kind: 'status', status: 429, headers: { 'retry-after': '301' } });
    await expect(writer.replace(id, after)).rejects.toMatchObject({ code: 'auth0-rate-limited' });
  });

  test.each([
    [
      'for what it says',
      400,
      {
        message: "Payload validation error: 'String is too long (300 chars), maximum 280' on property scopes[0].value.",
        errorCode: 'invalid_body',
      },
      'auth0-rejected',
      "Auth0 refused the change of API rs1: status 400, Payload validation error: 'String is too long (300 chars), maximum 280' on property scopes[0].value (invalid_body).",
      'Correct what the message names, then run again.',
    ],
    [
      'for a right that it lacks',
      403,
      { message: 'Insufficient scope, expected any of: update:resource_servers' },
      'auth0-missing-scope',
      'The application may not do this: the change of API rs1 needs update:resource_servers.',
      'Grant update:resource_servers to the application: Applications › APIs › Auth0 Management API › Machine to Machine Applications.',
    ],
    [
      'for its token',
      401,
      { message: 'Invalid token' },
      'auth0-unauthorized',
      'Auth0 refused the change of API rs1: status 401, Invalid token.',
      'The token is expired or for another tenant or host; get a new one.',
    ],
    [
      'by a redirect',
      307,
      '',
      'auth0-rejected',
      'Auth0 refused the change of API rs1: status 307.',
      'Redirects are not followed. Check `auth0-domain`.',
    ],
  ])('%s is not sent again', async (_, status, body, code, message, hint) => {
    tenant.fault({ method: 'PATCH', path, kind: 'status', status, body });
    await expect(writer.replace(id, after)).rejects.toMatchObject({ code, message, hint });
    expect(writes()).toHaveLength(1);
    expect(tenant.permissions(orders)).toEqual(before);
  });

  test('because the API is gone is api-not-found', async () => {
    tenant.apis.remove(orders);
    await expect(writer.replace(id, after)).rejects.toMatchObject({
      code: 'api-not-found',
      message: 'The tenant has no API rs1.',
    });
  });
});

describe('reading one API', () => {
  test('gives it as it is now', async () => {
    tenant.apis.edit(id, () => ({ scopes: [{ value: 'new' }] }));
    expect(await writer.api(id)).toMatchObject({ id, identifier: orders, permissions: [{ name: 'new' }] });
  });

  test.each([id, orders])('finds it by %s', async (key) => {
    expect(await writer.api(key)).toMatchObject({ id, identifier: orders });
  });

  test('says where there is none', async () => {
    await expect(writer.api('gone')).rejects.toMatchObject({
      code: 'api-not-found',
      message: 'The tenant has no API gone.',
      hint: 'Create it on the tenant, or correct the identifier; an API is never created here.',
    });
  });

  test('takes no other shape for an API', async () => {
    tenant.fault({ path, kind: 'status', status: 200, body: [] });
    await expect(writer.api(id)).rejects.toMatchObject({
      code: 'auth0-unavailable',
      message: `${tenant.domain} gave no usable answer: API rs1 has an unexpected shape.`,
    });
  });
});

test('no secret is in anything that is said or returned', async () => {
  tenant.apis.edit(id, () => ({ signing_alg: 'HS256', signing_secret: tenant.signingSecret }));
  const said = JSON.stringify([await writer.api(id), await writer.replace(id, after), heard.lines]);
  for (const secret of [tenant.signingSecret, tenant.client.secret, ...heard.masked])
    expect(said).not.toContain(secret);
});
