import { request as httpsRequest } from 'node:https';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import got, { type OptionsInit } from 'got';
import { MAXIMUM_BODY } from '../../sandbox/tenant/request.ts';
import { startTenant, type Tenant, type TenantOptions } from '../../sandbox/tenant.ts';
import { pssKey, registered, rsaKey, signedByHand } from '../private-keys.ts';

const ORDERS = 'https://api.example.com/orders';
const BILLING = 'https://api.example.com/billing';
const READ = { value: 'read:orders', description: 'View orders' };
const CANCEL = { value: 'cancel:orders', description: 'Cancel an order' };
const APIS = [{ identifier: ORDERS, name: 'Orders API', scopes: [READ, CANCEL] }, { identifier: BILLING }];

let tenant: Tenant;
let clock: number;

async function restart(options: TenantOptions = {}): Promise<void> {
  await tenant?.close();
  tenant = await startTenant({ apis: APIS, now: () => clock, ...options });
}

beforeEach(async () => {
  clock = Date.UTC(2026, 0, 1);
  await restart();
});

afterEach(async () => {
  await tenant.close();
  expect(tenant.failures).toEqual([]);
});

interface Answer {
  status: number;
  body: unknown;
  text: string;
  headers: Record<string, string | string[] | undefined>;
}

type Sent = Pick<OptionsInit, 'headers' | 'json' | 'form' | 'body'> & { host?: string };

/** One request over HTTPS, without retries or redirects; `body` is JSON where it parses, else the text. */
async function send(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, sent: Sent = {}): Promise<Answer> {
  const { host = tenant.domain, ...options } = sent;
  const response = await got(`https://${host}${path}`, {
    method,
    retry: { limit: 0 },
    throwHttpErrors: false,
    followRedirect: false,
    responseType: 'text',
    ...options,
    https: { certificateAuthority: tenant.ca },
  });
  const text = String(response.body);
  return { status: response.statusCode, body: parsed(text), text, headers: response.headers };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function bearer(token = tenant.issueToken()) {
  return { authorization: `Bearer ${token}` };
}

function list(query = ''): Promise<Answer> {
  return send('GET', `/api/v2/resource-servers${query}`, { headers: bearer() });
}

function pathOf(key: string): string {
  return `/api/v2/resource-servers/${encodeURIComponent(key)}`;
}

function patch(key: string, json: unknown): Promise<Answer> {
  return send('PATCH', pathOf(key), { headers: bearer(), json });
}

function identifiers(body: unknown): string[] {
  return Array.isArray(body) ? body.map(({ identifier }) => identifier) : [];
}

/** The parameters of a sound request for a token, with some replaced; undefined leaves one out. */
function grant(changes: Record<string, string | undefined> = {}): Record<string, string> {
  const { id, secret } = tenant.client;
  const all = { grant_type: 'client_credentials', client_id: id, client_secret: secret, audience: tenant.audience };
  return JSON.parse(JSON.stringify({ ...all, ...changes }));
}

describe('the certificate', () => {
  test('is refused by a client that was not given the authority', async () => {
    const error = await got(`https://${tenant.domain}/`, { retry: { limit: 0 } }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
    expect(tenant.requests).toEqual([]);
  });

  test('also names 127.0.0.1', async () => {
    const url = `https://${tenant.domain.replace('localhost', '127.0.0.1')}/`;
    const response = await got(url, { throwHttpErrors: false, https: { certificateAuthority: tenant.ca } });
    expect(response.statusCode).toBe(404);
  });
});

describe('the token endpoint', () => {
  test.each(['form', 'json'] as const)(
    'gives a token that works to a client with its secret, asked by %s',
    async (kind) => {
      const { status, body } = await send('POST', '/oauth/token', { [kind]: grant() });
      expect(status).toBe(200);
      expect(body).toEqual({
        access_token: expect.stringMatching(/^[\w-]{43}\.[\w-]{43}\.[\w-]{43}$/),
        scope: 'read:resource_servers update:resource_servers read:client_grants read:roles',
        expires_in: 86_400,
        token_type: 'Bearer',
      });
      const token = JSON.parse(JSON.stringify(body)).access_token;
      expect((await send('GET', '/api/v2/resource-servers', { headers: bearer(token) })).status).toBe(200);
    },
  );

  test('gives another token each time', async () => {
    const tokens = [
      await send('POST', '/oauth/token', { form: grant() }),
      await send('POST', '/oauth/token', { form: grant() }),
    ];
    expect(tokens[0]?.text).not.toBe(tokens[1]?.text);
  });

  test('narrows the token to the scope asked for', async () => {
    const { body } = await send('POST', '/oauth/token', { form: grant({ scope: 'read:roles read:resource_servers' }) });
    expect(body).toMatchObject({ scope: 'read:resource_servers read:roles' });
  });

  test('says the lifetime that was configured', async () => {
    await restart({ tokenLifetime: 60 });
    expect((await send('POST', '/oauth/token', { form: grant() })).body).toMatchObject({ expires_in: 60 });
  });

  test.each([
    ['a wrong secret', { client_secret: 'wrong' }, 401, 'access_denied', 'Unauthorized'],
    ['no secret', { client_secret: undefined }, 401, 'access_denied', 'Unauthorized'],
    ['an unknown client', { client_id: 'nobody' }, 401, 'access_denied', 'Unauthorized'],
    [
      'another audience',
      { audience: 'https://x/' },
      403,
      'access_denied',
      'Service not enabled within domain: https://x/',
    ],
    ['no audience', { audience: undefined }, 403, 'access_denied', expect.stringContaining('No audience parameter')],
    [
      'a custom API',
      { audience: ORDERS },
      403,
      'access_denied',
      expect.stringContaining('You need to create a "client-grant"'),
    ],
    [
      'a scope outside the grant',
      { scope: 'listen:events' },
      403,
      'access_denied',
      'Client has not been granted scopes: listen:events',
    ],
    ['no grant type', { grant_type: undefined }, 400, 'invalid_request', expect.any(String)],
    ['another grant type', { grant_type: 'password' }, 403, 'unsupported_grant_type', expect.any(String)],
  ])('refuses %s', async (_, changes, status, error, description) => {
    const answer = await send('POST', '/oauth/token', { form: grant(changes) });
    expect(answer).toMatchObject({ status, body: { error, error_description: description } });
  });

  test('refuses a client without a client grant', async () => {
    await restart({ clients: [{ id: 'loner', scopes: 'no grant' }] });
    const { status, body } = await send('POST', '/oauth/token', { form: grant() });
    const description = `Client "loner" is not authorized to access resource server "${tenant.audience}". You need to create a "client-grant" associated to this API.`;
    expect({ status, body }).toEqual({ status: 403, body: { error: 'access_denied', error_description: description } });
  });

  test('knows several clients, each with its own scopes', async () => {
    await restart({
      clients: [
        { scopes: ['update:resource_servers'] },
        { id: 'reader', secret: 's', scopes: ['read:resource_servers'] },
      ],
    });
    const { body } = await send('POST', '/oauth/token', { form: grant({ client_id: 'reader', client_secret: 's' }) });
    expect(body).toMatchObject({ scope: 'read:resource_servers' });
    expect(tenant.clients).toHaveLength(2);
  });
});

describe('Private Key JWT', () => {
  const [rsa, other, pss] = [rsaKey(), rsaKey(), pssKey()];
  let made = 0;

  beforeEach(async () => {
    const keys = [registered(rsa), registered(pss, 'PS256')];
    const keyed = { id: 'keyed', keys, scopes: ['read:resource_servers'] };
    await restart({ clients: [keyed, { id: 'plain', scopes: [] }] });
  });

  /** An assertion that is sound, with some claims replaced; undefined leaves one out. */
  function assertion(changes: object = {}, key = rsa, alg = 'RS256'): string {
    made += 1;
    const now = clock / 1000;
    const own = { iss: 'keyed', sub: 'keyed', aud: `https://${tenant.domain}/`, jti: `id-${made}` };
    return signedByHand(key, { alg }, { ...own, iat: now, exp: now + 60, ...changes });
  }

  /** A sound assertion with that many bytes, of which base64 makes three to four. */
  function ofLength(bytes: number): string {
    const filled = (count: number) => assertion({ jti: 'filled', more: 'x'.repeat(count) });
    const [header = '', claims = '', signature = ''] = filled(0).split('.');
    const free = bytes - `${header}..${signature}`.length;
    const text = filled(Math.floor((free * 3) / 4) - Buffer.from(claims, 'base64url').length);
    expect(text).toHaveLength(bytes);
    return text;
  }

  function ask(text: string, changes: Record<string, string | undefined> = {}): Promise<Answer> {
    const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
    const own = { client_assertion_type: type, client_assertion: text, client_secret: undefined };
    return send('POST', '/oauth/token', { form: grant({ ...own, ...changes }) });
  }

  test('an assertion gets a token, with or without the client id beside it', async () => {
    expect(await ask(assertion())).toMatchObject({ status: 200, body: { scope: 'read:resource_servers' } });
    expect((await ask(assertion(), { client_id: undefined })).status).toBe(200);
  });

  test('an assertion is taken once', async () => {
    const text = assertion({ jti: 'once' });
    expect((await ask(text)).status).toBe(200);
    const refused = { error: 'invalid_client', error_description: "Failed client authentication: 'jti'" };
    expect(await ask(text)).toMatchObject({ status: 401, body: refused });
    expect(await ask(assertion({ jti: 'once', exp: clock / 1000 + 90 }))).toMatchObject({ status: 401, body: refused });
  });

  test('an assertion that was refused does not use up its id', async () => {
    expect((await ask(assertion({ jti: 'kept' }, other))).status).toBe(401);
    expect((await ask(assertion({ jti: 'kept' }))).status).toBe(200);
  });

  test('each key is for its own algorithm', async () => {
    expect((await ask(assertion({}, pss, 'PS256'))).status).toBe(200);
    expect((await ask(assertion({}, rsa, 'PS256'))).status).toBe(401);
    expect((await ask(assertion({}, rsa, 'RS384'))).status).toBe(401);
    await restart({ clients: [{ id: 'keyed', keys: [registered(rsa, 'RS384')], scopes: [] }] });
    expect((await ask(assertion({}, rsa, 'RS384'))).status).toBe(200);
  });

  test.each([
    ['of another key', () => assertion({}, other), 'no credential of the application made the signature'],
    ['of another algorithm', () => assertion({}, rsa, 'RS512'), 'no credential of the application has this alg'],
    ['without an algorithm', () => assertion({}, rsa, 'none'), 'no credential of the application has this alg'],
    ['by another issuer', () => assertion({ iss: 'plain' }), "'iss'"],
    ['about another', () => assertion({ sub: 'plain' }), "'sub'"],
    ['for the token endpoint', () => assertion({ aud: `https://${tenant.domain}/oauth/token` }), "'aud'"],
    ['without the slash', () => assertion({ aud: `https://${tenant.domain}` }), "'aud'"],
    ['for another tenant', () => assertion({ aud: 'https://acme.auth0.com/' }), "'aud'"],
    ['that has expired', () => assertion({ exp: clock / 1000 }), "'exp'"],
    ['for more than five minutes', () => assertion({ exp: clock / 1000 + 301 }), "'exp'"],
    ['for ever', () => assertion({ exp: undefined }), "'claims.exp'"],
    ['from the future', () => assertion({ iat: clock / 1000 + 11 }), "'iat'"],
    ['not good yet', () => assertion({ nbf: clock / 1000 + 11 }), "'nbf'"],
    ['without an id', () => assertion({ jti: undefined }), "'claims.jti'"],
    ['with an id of 65 characters', () => assertion({ jti: 'x'.repeat(65) }), "'claims.jti'"],
    ['of 2050 bytes', () => ofLength(2050), 'longer than 2048 bytes'],
    ['that was changed', () => assertion().replace(/^[^.]+/, ''), "'header'"],
    ['that is none', () => 'x.y', 'not a signed JWT'],
  ])('an assertion %s is refused', async (_, make, why) => {
    const description = `Failed client authentication: ${why}`;
    expect(await ask(make())).toMatchObject({
      status: 401,
      body: { error: 'invalid_client', error_description: description },
    });
  });

  test.each([
    ['a clock that is ten seconds ahead', () => assertion({ iat: clock / 1000 + 10, exp: clock / 1000 + 70 })],
    ['the custom domain as audience', () => assertion({ aud: `https://${tenant.customDomain}/` })],
    ['no time of issue', () => assertion({ iat: undefined })],
    ['five minutes to live', () => assertion({ exp: clock / 1000 + 300 })],
    ['an id of 64 characters', () => assertion({ jti: 'x'.repeat(64) })],
    ['2048 bytes', () => ofLength(2048)],
  ])('an assertion with %s is taken', async (_, make) => {
    expect((await ask(make())).status).toBe(200);
  });

  test.each([
    ['its secret', () => ({ client_assertion_type: undefined, client_secret: tenant.client.secret })],
    [
      'another type of assertion',
      () => ({ client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:saml2' }),
    ],
    ['the id of nobody', () => ({ client_id: 'nobody' })],
  ])('an application with keys is refused with %s', async (_, changes) => {
    const answer = await ask(assertion(), changes());
    expect(answer).toMatchObject({ status: 401, body: { error: 'access_denied', error_description: 'Unauthorized' } });
  });

  test('an application with a secret is refused with an assertion', async () => {
    const answer = await ask(assertion({ iss: 'plain', sub: 'plain' }), { client_id: 'plain' });
    expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  });

  test('no assertion gets into the log', async () => {
    const text = assertion();
    await ask(text);
    expect(JSON.stringify(tenant.requests)).not.toContain(text);
    expect(tenant.requests[0]?.body).toMatchObject({ client_id: 'keyed', client_assertion: '[redacted]' });
  });
});

describe('the custom domain', () => {
  async function tokenFrom(host: string): Promise<string> {
    const { text } = await send('POST', '/oauth/token', { host, form: grant() });
    return JSON.parse(text).access_token;
  }

  async function read(host: string, token: string): Promise<number> {
    return (await send('GET', '/api/v2/resource-servers', { host, headers: bearer(token) })).status;
  }

  test('gives tokens for the audience of the tenant’s own domain', async () => {
    expect(await read(tenant.customDomain, await tokenFrom(tenant.customDomain))).toBe(200);
  });

  test('does not take tokens that were got elsewhere, nor are its own taken there', async () => {
    expect(await read(tenant.customDomain, await tokenFrom(tenant.domain))).toBe(401);
    expect(await read(tenant.domain, await tokenFrom(tenant.customDomain))).toBe(401);
  });

  test('takes a token that was made by hand', async () => {
    expect(await read(tenant.customDomain, tenant.issueToken())).toBe(200);
  });
});

describe('authorization', () => {
  const refused = (status: number, error: string, message: string) => ({ statusCode: status, error, message });

  test('a request without a token is 401', async () => {
    const { status, body } = await send('GET', '/api/v2/resource-servers');
    expect({ status, body }).toEqual({ status: 401, body: refused(401, 'Unauthorized', 'Missing authentication') });
  });

  test.each(['Bearer opaque', 'Basic YTpi', 'a.b.c'])(
    'the header "%s" is malformed, which is 400',
    async (authorization) => {
      const { body } = await send('GET', '/api/v2/resource-servers', { headers: { authorization } });
      expect(body).toEqual({
        ...refused(400, 'Bad Request', 'Bad HTTP authentication header format'),
        errorCode: 'Bearer',
      });
    },
  );

  test('a token it never issued is 401, with attributes in place of an errorCode', async () => {
    const { body } = await send('GET', '/api/v2/resource-servers', { headers: bearer('a.b.c') });
    expect(body).toEqual({ ...refused(401, 'Unauthorized', 'Invalid token'), attributes: { error: 'Invalid token' } });
  });

  test('a token is 401 from the second it expires', async () => {
    const headers = bearer(tenant.issueToken(['read:resource_servers'], 10));
    clock += 9_999;
    expect((await send('GET', '/api/v2/resource-servers', { headers })).status).toBe(200);
    clock += 1;
    const { status, body } = await send('GET', '/api/v2/resource-servers', { headers });
    const message = 'Expired token received for JSON Web Token validation';
    expect({ status, body }).toEqual({
      status: 401,
      body: { ...refused(401, 'Unauthorized', message), attributes: { error: message } },
    });
  });

  test.each([
    ['GET', '/api/v2/resource-servers', 'update:resource_servers', 'read:resource_servers'],
    ['GET', pathOf(ORDERS), 'update:resource_servers', 'read:resource_servers'],
    ['PATCH', pathOf(ORDERS), 'read:resource_servers', 'update:resource_servers'],
  ] as const)('%s %s with only %s is 403', async (method, path, has, needs) => {
    const json = method === 'PATCH' ? { scopes: [] } : undefined;
    const { status, body } = await send(method, path, { headers: bearer(tenant.issueToken([has])), json });
    const message = `Insufficient scope, expected any of: ${needs}`;
    expect({ status, body }).toEqual({
      status: 403,
      body: { ...refused(403, 'Forbidden', message), errorCode: 'insufficient_scope' },
    });
    expect(tenant.permissions(ORDERS)).toEqual([READ, CANCEL]);
  });

  test.each([
    ['POST', '/api/v2/resource-servers'],
    ['DELETE', pathOf(ORDERS)],
    ['GET', '/api/v2/nothing'],
    ['GET', `/api/v2/resource-servers/${ORDERS}`],
    ['GET', '/'],
  ] as const)('%s %s is 404', async (method, path) => {
    const { status, body } = await send(method, path, { headers: bearer() });
    expect({ status, body }).toEqual({ status: 404, body: refused(404, 'Not Found', 'Not Found') });
  });
});

describe('listing APIs', () => {
  test('gives a bare array, with the Management API among the others', async () => {
    const { body } = await list();
    expect(identifiers(body)).toEqual([tenant.audience, ORDERS, BILLING]);
    expect(body).toMatchObject([
      {
        name: 'Auth0 Management API',
        is_system: true,
        scopes: expect.arrayContaining([{ description: 'read clients', value: 'read:clients' }]),
      },
      { name: 'Orders API', scopes: [READ, CANCEL] },
      {},
    ]);
  });

  test('leaves keys out that were never set', async () => {
    const { body } = await list(`?identifiers=${encodeURIComponent(BILLING)}`);
    expect(body).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{24}$/),
        identifier: BILLING,
        allow_offline_access: false,
        skip_consent_for_verifiable_first_party_clients: false,
        subject_type_authorization: { client: { policy: 'require_client_grant' }, user: { policy: 'allow_all' } },
        token_lifetime: 86_400,
        token_lifetime_for_web: 7_200,
        signing_alg: 'RS256',
      },
    ]);
  });

  test('gives totals on request, in the recorded order of keys', async () => {
    const { body, text } = await list('?include_totals=true');
    expect(body).toMatchObject({ total: 3, start: 0, limit: 50 });
    expect(text).toMatch(/^\{"total":3,"start":0,"limit":50,"resource_servers":\[/);
  });

  test('finds several identifiers, exactly as written', async () => {
    const wanted = [BILLING, ORDERS, ORDERS.toUpperCase()].map((one) => `identifiers=${encodeURIComponent(one)}`);
    expect(identifiers((await list(`?${wanted.join('&')}`)).body)).toEqual([ORDERS, BILLING]);
  });

  test('gives at most 50 to a call that names no page', async () => {
    await restart({ apis: Array.from({ length: 60 }, (_, index) => ({ identifier: `urn:${index}` })) });
    expect((await list()).body).toHaveLength(50);
    expect((await list('?per_page=100')).body).toHaveLength(61);
  });

  test('pages, and gives an empty page past the end', async () => {
    expect(identifiers((await list('?page=0&per_page=2')).body)).toEqual([tenant.audience, ORDERS]);
    expect(identifiers((await list('?page=1&per_page=2')).body)).toEqual([BILLING]);
    expect((await list('?page=2&per_page=2&include_totals=true')).body).toEqual({
      total: 3,
      start: 4,
      limit: 2,
      resource_servers: [],
    });
  });

  test('clamps per_page to the maximum of the tenant and says the limit it used', async () => {
    await restart({ maximumPerPage: 2 });
    const { body } = await list('?page=1&per_page=100&include_totals=true');
    expect(body).toMatchObject({ total: 3, start: 2, limit: 2, resource_servers: [{ identifier: BILLING }] });
  });

  test.each([
    ['?fields=id', `'Additional properties not allowed: fields'.`],
    ['?per_page=101', `'Value 101 is greater than maximum 100' on property per_page (Number of results per page.).`],
    ['?per_page=0', `'Value 0 is less than minimum 1' on property per_page (Number of results per page.).`],
    [
      '?page=x',
      `'Expected type integer but found type string' on property page (Page index of the results to return. First page is 0.).`,
    ],
    ['?include_totals=1', `'Expected type boolean but found type string' on property include_totals.`],
    ['?identifiers=', `'String is too short (0 chars), minimum 1' on property identifiers[0].`],
    [`?${'identifiers=a&'.repeat(11)}`, `'Array is too long (11), maximum 10' on property identifiers.`],
  ])('refuses the query %s', async (query, message) => {
    const { status, body } = await list(query);
    expect({ status, body }).toEqual({
      status: 400,
      body: {
        statusCode: 400,
        error: 'Bad Request',
        message: `Query validation error: ${message}`,
        errorCode: 'invalid_query_string',
      },
    });
  });

  test('takes ten identifiers', async () => {
    expect((await list(`?${'identifiers=a&'.repeat(10)}`)).status).toBe(200);
  });
});

describe('reading one API', () => {
  test('finds it by id and by encoded identifier', async () => {
    const id = tenant.apis.find(ORDERS)?.id ?? '';
    const [byId, byIdentifier] = await Promise.all(
      [id, ORDERS].map((key) => send('GET', pathOf(key), { headers: bearer() })),
    );
    expect(byId?.body).toMatchObject({ id, identifier: ORDERS, scopes: [READ, CANCEL] });
    expect(byIdentifier?.body).toEqual(byId?.body);
  });

  test.each(['GET', 'PATCH'] as const)('%s says that an unknown one does not exist', async (method) => {
    const json = method === 'PATCH' ? { scopes: [] } : undefined;
    const { status, body } = await send(method, pathOf('urn:none'), { headers: bearer(), json });
    const message = 'The resource server does not exist';
    expect({ status, body }).toEqual({
      status: 404,
      body: { statusCode: 404, error: 'Not Found', message, errorCode: 'inexistent_resource_server' },
    });
  });

  test('refuses an id that is not percent-encoded well', async () => {
    const { body } = await send('GET', '/api/v2/resource-servers/%E0%A4%A', { headers: bearer() });
    expect(body).toMatchObject({ statusCode: 400, message: 'Invalid request URI' });
  });

  test('refuses an unknown query parameter', async () => {
    expect((await send('GET', `${pathOf(ORDERS)}?page=1`, { headers: bearer() })).status).toBe(400);
  });
});

describe('the signing secret of an HS256 API', () => {
  test('is in every answer about it, and in no other', async () => {
    await restart({ apis: [{ identifier: ORDERS, signing_alg: 'HS256' }, { identifier: BILLING }] });
    const answers = [
      await list(),
      await send('GET', pathOf(ORDERS), { headers: bearer() }),
      await patch(ORDERS, { scopes: [] }),
    ];
    for (const { text } of answers) expect(text.split(tenant.signingSecret)).toHaveLength(2);
    expect((await send('GET', pathOf(BILLING), { headers: bearer() })).text).not.toContain('signing_secret');
  });

  test('is another one in each tenant', async () => {
    const before = tenant.signingSecret;
    await restart();
    expect(tenant.signingSecret).not.toBe(before);
  });
});

describe('patching an API', () => {
  test('replaces the scopes whole, keeps the rest, and answers 200 with the whole object in the order sent', async () => {
    const before = tenant.apis.find(ORDERS);
    const scopes = [CANCEL, { value: 'zebra:orders' }, { description: '', value: 'alpha:orders' }];
    const { status, body } = await patch(ORDERS, { scopes });
    expect({ status, body }).toEqual({ status: 200, body: { ...before, scopes } });
    expect(tenant.permissions(ORDERS)).toStrictEqual(scopes);
  });

  test('merges other fields and leaves the scopes alone', async () => {
    const { body } = await patch(ORDERS, { enforce_policies: true, token_dialect: 'access_token_authz' });
    expect(body).toMatchObject({ enforce_policies: true, token_dialect: 'access_token_authz', scopes: [READ, CANCEL] });
  });

  test('keeps an empty list as an empty list', async () => {
    const { body } = await patch(BILLING, { scopes: [] });
    expect(body).toMatchObject({ scopes: [] });
    expect(tenant.apis.find(BILLING)).toHaveProperty('scopes', []);
  });

  test('takes names and descriptions at their longest, and a thousand of them', async () => {
    const scopes = Array.from({ length: 1000 }, (_, index) => ({ value: `s${index}` }));
    expect((await patch(ORDERS, { scopes })).status).toBe(200);
    expect((await patch(ORDERS, { scopes: [{ value: '😀'.repeat(280), description: 'é'.repeat(500) }] })).status).toBe(
      200,
    );
  });

  const value = '(Value of this scope.)';
  test.each<[string, unknown, string]>([
    ['id and identifier', { id: 'x', identifier: 'y' }, `'Additional properties not allowed: id,identifier'.`],
    ['a scope without a value', { scopes: [READ, {}] }, `'Missing required property: value' on property scopes[1].`],
    [
      'a scope with another key',
      { scopes: [{ ...READ, name: 'x' }] },
      `'Additional properties not allowed: name' on property scopes[0].`,
    ],
    [
      'an empty name',
      { scopes: [{ value: '' }] },
      `'String is too short (0 chars), minimum 1' on property scopes[0].value ${value}.`,
    ],
    [
      'a name of 281',
      { scopes: [{ value: 'x'.repeat(281) }] },
      `'String is too long (281 chars), maximum 280' on property scopes[0].value ${value}.`,
    ],
    [
      'a description of 501',
      { scopes: [{ value: 'x', description: 'd'.repeat(501) }] },
      `'String is too long (501 chars), maximum 500' on property scopes[0].description (User-friendly description of this scope.).`,
    ],
    [
      'a number for a name',
      { scopes: [{ value: 1 }] },
      `'Expected type string but found type integer' on property scopes[0].value ${value}.`,
    ],
    ['text for a scope', { scopes: ['read'] }, `'Expected type object but found type string' on property scopes[0].`],
    [
      'null for the scopes',
      { scopes: null },
      `'Expected type array but found type null' on property scopes (List of permissions (scopes) that this API uses.).`,
    ],
    ['a list as the body', [], `'Expected type object but found type array'.`],
    ['an unknown token dialect', { token_dialect: 'x' }, `'Invalid property "x"' on property token_dialect.`],
    ['a name with a bracket', { name: '<b>' }, `'String does not match pattern ^[^<>]+$: <b>' on property name.`],
    [
      'a lifetime over 30 days',
      { token_lifetime: 2_592_001 },
      `'Value 2592001 is greater than maximum 2592000' on property token_lifetime.`,
    ],
    [
      'a name twice',
      { scopes: [READ, CANCEL, READ] },
      `'Array items are not unique (indexes 0 and 2)' on property scopes (List of permissions (scopes) that this API uses.).`,
    ],
    ['a reserved name', { scopes: [{ value: 'openid' }] }, `'Invalid property "openid"' on property scopes[0].value.`],
    [
      'over a thousand',
      { scopes: Array.from({ length: 1001 }, (_, index) => ({ value: `s${index}` })) },
      `'Array is too long (1001), maximum 1000' on property scopes (List of permissions (scopes) that this API uses.).`,
    ],
  ])('refuses %s, and nothing lands', async (_, body, message) => {
    const answer = await patch(ORDERS, body);
    expect(answer).toMatchObject({
      status: 400,
      body: {
        statusCode: 400,
        error: 'Bad Request',
        message: `Payload validation error: ${message}`,
        errorCode: 'invalid_body',
      },
    });
    expect(tenant.permissions(ORDERS)).toEqual([READ, CANCEL]);
  });

  test('says everything that is wrong at once, joined by (also)', async () => {
    const { body } = await patch(ORDERS, { scopes: [{}, READ, {}] });
    const sentence = (index: number) =>
      `Payload validation error: 'Missing required property: value' on property scopes[${index}].`;
    expect(body).toMatchObject({ message: `${sentence(0)} (also) ${sentence(2)}` });
  });

  test('refuses scopes on a system API', async () => {
    const { status, body } = await patch(tenant.audience, { scopes: [] });
    const message = `Payload validation error: 'Additional properties not allowed: scopes'.`;
    expect({ status, body }).toEqual({
      status: 400,
      body: { statusCode: 400, error: 'Bad Request', message, errorCode: 'invalid_body' },
    });
    expect(tenant.permissions(tenant.audience)).not.toEqual([]);
  });

  test('takes what is patchable on a system API', async () => {
    expect((await patch(tenant.audience, { token_lifetime: 60 })).body).toMatchObject({ token_lifetime: 60 });
  });

  test('refuses a body over 1 MB with 413 and takes one of exactly that', async () => {
    const body = (bytes: number) => JSON.stringify({ name: 'x' }).padEnd(bytes, ' ');
    const sent = (bytes: number) =>
      send('PATCH', pathOf(ORDERS), {
        headers: { ...bearer(), 'content-type': 'application/json' },
        body: body(bytes),
      });
    expect((await sent(MAXIMUM_BODY)).status).toBe(200);
    expect(await sent(MAXIMUM_BODY + 1)).toMatchObject({ status: 413, body: { error: 'Request Entity Too Large' } });
  });

  test('refuses broken JSON', async () => {
    const headers = { ...bearer(), 'content-type': 'application/json' };
    const { status, body } = await send('PATCH', pathOf(ORDERS), { headers, body: '{"scopes":' });
    expect({ status, body }).toMatchObject({ status: 400, body: { message: 'Invalid request payload JSON format' } });
  });
});

/** A request to the Management API with a token of these scopes, and what it answers. */
async function read(path: string, ...scopes: string[]): Promise<{ status: number; body: unknown }> {
  const { status, body } = await send('GET', `/api/v2${path}`, { headers: bearer(tenant.issueToken(scopes)) });
  return { status, body };
}

const found = (body: unknown) => ({ status: 200, body });

describe('who may read what', () => {
  const clients = 'read:clients, read:client_keys, read:client_summary';

  test.each([
    ['/client-grants', 'read:client_grants'],
    ['/roles', 'read:roles'],
    ['/roles/rol_1/permissions', 'read:roles'],
    ['/roles/rol_1/users', 'read:users, read:role_members'],
    ['/organizations', 'read:organizations'],
    ['/organizations/org_1', 'read:organizations'],
    ['/tenants/settings', 'read:tenant_settings'],
    ['/clients', clients],
    ['/clients/app', `${clients}, read:client_credentials`],
  ])('%s is 403 without one of %s', async (path, scopes) => {
    const message = `Insufficient scope, expected any of: ${scopes}`;
    expect(await read(path, 'read:resource_servers')).toEqual({
      status: 403,
      body: { statusCode: 403, error: 'Forbidden', message, errorCode: 'insufficient_scope' },
    });
  });

  test.each([
    ['/clients', 'read:clients'],
    ['/clients', 'read:client_keys'],
    ['/clients', 'read:client_summary'],
    ['/clients/app', 'read:client_credentials'],
  ])('%s is open to %s alone', async (path, scope) => {
    await restart({ clients: [{ id: 'app' }] });
    expect((await read(path, scope)).status).toBe(200);
  });

  test('a token that has expired is refused for that', async () => {
    const headers = bearer(tenant.issueToken(['read:clients'], 0));
    expect(await send('GET', '/api/v2/clients', { headers })).toMatchObject({ status: 401 });
  });

  test('all of it stands behind the rate limit', async () => {
    await restart({ rateLimit: { burst: 1, perSecond: 0.001 } });
    expect((await read('/roles', 'read:roles')).status).toBe(200);
    for (const path of ['/client-grants', '/roles', '/roles/x/permissions', '/clients', '/clients/x']) {
      expect((await read(path)).status).toBe(429);
    }
  });
});

describe('listing client grants', () => {
  const grants = (query = '') => read(`/client-grants${query}`, 'read:client_grants');
  const ids = async (query: string) => JSON.stringify((await grants(query)).body).match(/(?<="id":")[^"]+/g) ?? [];
  const ofOrders = (id: string, more = {}) => ({
    id,
    client: 'app',
    audience: ORDERS,
    scope: ['read:orders'],
    ...more,
  });
  const many = (count: number) => Array.from({ length: count }, (_, index) => ofOrders(`g${index}`));

  test('gives each as it was made, one that allows all without a `scope` key', async () => {
    await restart({
      grants: [
        { id: 'g1', client: 'app', audience: ORDERS, scope: ['read:orders'] },
        { id: 'g2', client: 'app', audience: BILLING, allow_all_scopes: true, subject_type: 'user' },
        { id: 'g3', audience: ORDERS, scope: [], default_for: 'third_party_clients' },
      ],
    });
    expect(await grants()).toEqual(
      found([
        { id: 'g1', client_id: 'app', audience: ORDERS, scope: ['read:orders'], subject_type: 'client' },
        { id: 'g2', client_id: 'app', audience: BILLING, allow_all_scopes: true, subject_type: 'user' },
        { id: 'g3', audience: ORDERS, scope: [], default_for: 'third_party_clients', subject_type: 'client' },
      ]),
    );
  });

  test.each([
    [`audience=${encodeURIComponent(ORDERS)}`, ['g1', 'g2', 'g4']],
    [`audience=${encodeURIComponent(ORDERS.toUpperCase())}`, []],
    ['client_id=app', ['g1', 'g3']],
    ['subject_type=user', ['g2']],
    ['allow_any_organization=true', ['g3']],
    ['default_for=third_party_clients', ['g4']],
    [`audience=${encodeURIComponent(ORDERS)}&client_id=app`, ['g1']],
    [`audience=${encodeURIComponent(ORDERS)}&take=50`, ['g1', 'g2', 'g4']],
  ])('filters by %s', async (query, wanted) => {
    const { client: _, ...unowned } = ofOrders('g4', { default_for: 'third_party_clients' });
    const others = [
      ofOrders('g2', { client: 'other', subject_type: 'user' as const }),
      ofOrders('g3', { audience: BILLING, allow_any_organization: true }),
    ];
    await restart({ grants: [ofOrders('g1'), ...others, unowned] });
    expect(await ids(`?${query}`)).toEqual(wanted);
  });

  test('gives at most 50 to a call that names no page', async () => {
    await restart({ grants: many(60) });
    expect((await grants()).body).toHaveLength(50);
  });

  test('pages by offset, with totals on request, and clamps the size', async () => {
    await restart({ grants: many(5), maximumPerPage: 2 });
    expect((await grants('?page=1&per_page=100')).body).toMatchObject([{ id: 'g2' }, { id: 'g3' }]);
    const { text } = await send('GET', '/api/v2/client-grants?include_totals=true&page=2', { headers: bearer() });
    expect(text).toMatch(/^\{"total":5,"start":4,"limit":2,"client_grants":\[\{"id":"g4"[^[]*\[[^\]]*\][^[]*\]\}$/);
    expect((await grants('?include_totals=true&page=3')).body).toEqual({
      total: 5,
      start: 6,
      limit: 2,
      client_grants: [],
    });
  });

  test('pages by checkpoint, which wins over offset and totals, and says `next` only where there is more', async () => {
    await restart({ grants: many(3) });
    const { body } = await grants('?take=2&page=1&per_page=1&include_totals=true');
    expect(body).toEqual({
      client_grants: [{ ...(await first()), id: 'g0' }, expect.objectContaining({ id: 'g1' })],
      next: expect.any(String),
    });
    const from = /(?<="next":")[^"]+/.exec(JSON.stringify(body))?.[0];
    expect((await grants(`?take=2&from=${from}`)).body).toEqual({
      client_grants: [expect.objectContaining({ id: 'g2' })],
    });
    expect(Object.keys(Object((await grants('?take=3')).body))).toEqual(['client_grants']);
  });

  const first = async () => Object((await grants('?page=0&per_page=1')).body)[0];

  test('a checkpoint stands where it was when grants before it are gone, and its own', async () => {
    await restart({ grants: many(4) });
    const from = /(?<="next":")[^"]+/.exec(JSON.stringify((await grants('?take=2')).body))?.[0];
    tenant.grants.remove('g0');
    tenant.grants.remove('g1');
    expect(await ids(`?take=2&from=${from}`)).toEqual(['g2', 'g3']);
  });

  test('clamps `take`, and takes 50 where only `from` is given', async () => {
    await restart({ grants: many(60), maximumPerPage: 55 });
    expect(await ids('?take=100')).toHaveLength(55);
    expect(await ids('?from=')).toHaveLength(50);
  });

  test('offset ends at a thousand', async () => {
    await restart({ grants: many(1001) });
    expect(await ids('?page=9&per_page=100')).toHaveLength(100);
    expect(await grants('?page=10&per_page=100')).toMatchObject({
      status: 400,
      body: { message: expect.stringMatching(/^Requesting page 10 exceeds .* 1000 records\. .* use the checkpoint/) },
    });
  });

  test.each([
    '?allow_any_organization=false',
    '?subject_type=x',
    '?default_for=x',
    '?take=0',
    '?take=101',
    '?per_page=101',
    '?from=nothing',
    '?identifiers=x',
  ])('refuses the query %s', async (query) => {
    expect(await grants(query)).toMatchObject({ status: 400, body: { errorCode: 'invalid_query_string' } });
  });

  test('keeps a scope that its API has lost', async () => {
    await restart({ grants: [ofOrders('g1')] });
    await patch(ORDERS, { scopes: [CANCEL] });
    expect((await grants()).body).toMatchObject([{ scope: ['read:orders'] }]);
  });
});

describe('listing roles', () => {
  const roles = (query = '') => read(`/roles${query}`, 'read:roles');
  const CLERK = { id: 'rol_1', name: 'Clerk', permissions: [{ api: ORDERS, name: 'read:orders' }] };

  test('gives them without their permissions, and with a field that the OpenAPI does not name', async () => {
    await restart({ roles: [CLERK, { name: 'Auditor', description: 'Looks' }] });
    expect(await roles()).toEqual(
      found([
        { id: 'rol_1', name: 'Clerk', description: '', type: 'tenant' },
        { id: expect.stringMatching(/^rol_\w{16}$/), name: 'Auditor', description: 'Looks', type: 'tenant' },
      ]),
    );
  });

  test('pages, clamps the size, and gives totals in the recorded order of keys', async () => {
    await restart({ roles: ['a', 'b', 'c'].map((name) => ({ id: name, name })), maximumPerPage: 2 });
    const { text } = await send('GET', '/api/v2/roles?page=1&per_page=100&include_totals=true', { headers: bearer() });
    expect(text).toMatch(/^\{"roles":\[\{"id":"c",[^}]*\}\],"start":2,"limit":2,"total":3\}$/);
    expect((await roles('?page=2')).body).toEqual([]);
  });

  test('is paged by offset beyond a thousand, having nothing else', async () => {
    await restart({ roles: Array.from({ length: 1001 }, (_, index) => ({ name: `r${index}` })) });
    expect((await roles('?page=10&per_page=100')).body).toMatchObject([{ name: 'r1000' }]);
  });

  test('filters by a part of the name, whatever its case', async () => {
    await restart({ roles: [CLERK, { name: 'Head clerk' }, { name: 'Auditor' }] });
    expect((await roles('?name_filter=CLER')).body).toMatchObject([{ name: 'Clerk' }, { name: 'Head clerk' }]);
  });
});

describe('listing roles of organizations', () => {
  const list = async (query: string) => (await read(`/roles${query}`, 'read:roles')).body;
  const editor = { id: 'rol_1', name: 'Editor', owner_id: 'org_1' };

  beforeEach(async () => {
    await restart({ roles: [editor, { id: 'rol_2', name: 'Editor' }] });
  });

  test('mixes them with the tenant’s, each with its type and the organization as its owner', async () => {
    expect(await list('')).toEqual([
      { ...editor, description: '', type: 'organization' },
      { id: 'rol_2', name: 'Editor', description: '', type: 'tenant' },
    ]);
  });

  test.each([
    ['?type=tenant', ['rol_2']],
    ['?type=organization', ['rol_1']],
    ['?type=organization&owner_id=org_1', ['rol_1']],
    ['?type=organization&owner_id=org_2', []],
  ])('%s', async (query, ids) => {
    expect(await list(query)).toEqual(ids.map((id) => expect.objectContaining({ id })));
  });

  test('goes by checkpoints, too, and by nothing else where offsets are refused', async () => {
    expect(await list('?take=1')).toMatchObject({ roles: [{ id: 'rol_1' }], next: expect.any(String) });
    await restart({ roles: [editor], roleOffsets: 'refused' });
    expect((await read('/roles?page=0', 'read:roles')).status).toBe(400);
    expect(await list('?take=1')).toEqual({ roles: [expect.objectContaining({ id: 'rol_1' })] });
  });
});

describe('listing the users of a role', () => {
  const users = (id: string, query = '') => read(`/roles/${id}/users${query}`, 'read:users');

  test('counts them, and gives a page of ids', async () => {
    await restart({ roles: [{ id: 'rol_1', name: 'Clerk', users: 12 }] });
    expect((await users('rol_1', '?per_page=1&include_totals=true')).body).toEqual({
      users: [{ user_id: 'auth0|rol_1-0' }],
      start: 0,
      limit: 1,
      total: 12,
    });
    expect((await users('rol_2')).status).toBe(404);
  });
});

describe('organizations and settings', () => {
  test('are listed and read one by one', async () => {
    const acme = { id: 'org_1', name: 'acme' };
    await restart({ organizations: [acme] });
    expect((await read('/organizations?include_totals=true', 'read:organizations')).body).toMatchObject({
      organizations: [acme],
      total: 1,
    });
    expect((await read('/organizations/org_1', 'read:organizations')).body).toEqual(acme);
    expect((await read('/organizations/org_2', 'read:organizations')).status).toBe(404);
  });

  test('say whether applications may register themselves', async () => {
    await restart({ flags: { enable_dynamic_client_registration: true } });
    const path = '/tenants/settings?fields=flags&include_fields=true';
    expect((await read(path, 'read:tenant_settings')).body).toEqual({
      flags: { enable_client_connections: false, enable_dynamic_client_registration: true },
    });
  });
});

describe('listing the permissions of a role', () => {
  const permissions = (id: string, query = '') => read(`/roles/${id}/permissions${query}`, 'read:roles');
  const gives = (...names: string[]) => names.map((name) => ({ api: ORDERS, name }));

  test('gives the names of permission and API', async () => {
    const both = [...gives('read:orders'), { api: 'urn:gone', name: 'x' }];
    await restart({ roles: [{ id: 'rol_1', name: 'Clerk', permissions: both }] });
    expect(await permissions('rol_1')).toEqual(
      found([
        {
          permission_name: 'read:orders',
          description: 'View orders',
          resource_server_name: 'Orders API',
          resource_server_identifier: ORDERS,
        },
        { permission_name: 'x', description: '', resource_server_name: '', resource_server_identifier: 'urn:gone' },
      ]),
    );
  });

  test('pages, clamps the size, and gives totals in the recorded order of keys', async () => {
    await restart({ roles: [{ id: 'rol_1', name: 'Clerk', permissions: gives('a', 'b', 'c') }], maximumPerPage: 2 });
    const path = '/api/v2/roles/rol_1/permissions?page=1&per_page=100&include_totals=true';
    const { text } = await send('GET', path, { headers: bearer() });
    expect(text).toMatch(/^\{"permissions":\[\{"permission_name":"c",[^}]*\}\],"start":2,"limit":2,"total":3\}$/);
    expect((await permissions('rol_1', '?take=1')).status).toBe(400);
  });

  test('says that there is no such role', async () => {
    expect(await permissions('rol_1')).toMatchObject({ status: 404, body: { message: 'Role not found.' } });
  });
});

describe('reading applications', () => {
  const one = (query: string, ...scopes: string[]) => read(`/clients/app${query}`, ...scopes);
  const summary = { client_id: 'app', name: 'Nightly report', app_type: 'non_interactive' };

  beforeEach(async () => {
    await restart({ clients: [{ id: 'app', name: 'Nightly report' }, { id: 'other' }] });
  });

  test('shows no more than the token may see', async () => {
    const { client_secret, signing_keys, ...open } = tenant.applications.find('app') ?? {};
    expect(await one('', 'read:client_summary')).toEqual(found(summary));
    expect(await one('', 'read:clients')).toEqual(found(open));
    expect(await one('', 'read:client_credentials')).toEqual(found({ ...summary, client_secret, signing_keys }));
    expect(await one('', 'read:client_keys')).toEqual(found({ ...open, client_secret, signing_keys }));
  });

  test.each([
    ['fields=client_id,name&include_fields=true', { client_id: 'app', name: 'Nightly report' }],
    ['fields=name', { name: 'Nightly report' }],
    ['fields=client_secret,name&include_fields=false', { client_id: 'app', app_type: 'non_interactive' }],
  ])('takes %s', async (query, body) => {
    expect(await one(`?${query}`, 'read:client_summary')).toEqual(found(body));
  });

  test('refuses to show a field by name that the token may not see', async () => {
    for (const path of ['/clients', '/clients/app']) {
      expect(await read(`${path}?fields=client_id,client_secret`, 'read:clients')).toMatchObject({
        status: 403,
        body: { message: 'Some fields cannot be read with the permissions granted by the bearer token scopes.' },
      });
    }
  });

  test('says that there is no such application', async () => {
    expect(await read('/clients/nobody', 'read:clients')).toMatchObject({
      status: 404,
      body: { errorCode: 'inexistent_client' },
    });
  });

  test('lists them all, the one that asks included', async () => {
    const { body } = await read('/clients?fields=client_id', 'read:clients');
    expect(body).toEqual([{ client_id: tenant.client.id }, { client_id: 'app' }, { client_id: 'other' }]);
  });

  test('pages and filters the list like others', async () => {
    const page = (query: string) => read(`/clients?fields=client_id&${query}`, 'read:clients');
    const other = { clients: [{ client_id: 'other' }] };
    expect(await page('page=1&per_page=2&include_totals=true')).toEqual(
      found({ total: 3, start: 2, limit: 2, ...other }),
    );
    const { next } = Object((await page('take=2')).body);
    expect(await page(`from=${next}`)).toEqual(found(other));
    tenant.applications.edit('other', () => ({ is_first_party: false }));
    expect(await page('is_first_party=false')).toEqual(found(other.clients));
  });

  test('holds secrets of each that are found nowhere else', () => {
    const secrets = tenant.applications
      .list()
      .flatMap(({ client_secret, signing_keys }) => [client_secret, signing_keys[0]?.cert]);
    expect(new Set(secrets).size).toBe(6);
    expect(secrets).toContain(tenant.client.secret);
  });

  test('takes the first client with scopes for its own, else one that may do everything', async () => {
    expect(tenant.clients.map(({ id }) => id)).toEqual([tenant.client.id, 'app', 'other']);
    expect((await send('POST', '/oauth/token', { form: grant() })).status).toBe(200);
    expect(
      (
        await send('POST', '/oauth/token', {
          form: grant({ client_id: 'app', client_secret: tenant.clients[1]?.secret }),
        })
      ).status,
    ).toBe(403);
    await restart({ clients: [{ id: 'app' }, { id: 'own', scopes: ['read:roles'] }] });
    expect(tenant.client.id).toBe('own');
    expect(tenant.clients.map(({ id }) => id)).toEqual(['own', 'app']);
  });
});

describe('grants, roles and applications', () => {
  test('are changed by hand while the tenant runs', async () => {
    const { id } = tenant.grants.add({ client: 'app', audience: ORDERS, scope: [] });
    tenant.grants.edit(id, () => ({ scope: ['read:orders'] }));
    const role = tenant.roles.add({ name: 'Clerk' });
    tenant.roles.edit(role.id, ({ permissions }) => ({ permissions: [...permissions, { api: ORDERS, name: 'x' }] }));
    tenant.applications.add({ id: 'app' });
    tenant.applications.edit('app', () => ({ name: 'Report' }));
    expect((await read('/client-grants', 'read:client_grants')).body).toMatchObject([{ id, scope: ['read:orders'] }]);
    expect((await read(`/roles/${role.id}/permissions`, 'read:roles')).body).toMatchObject([{ permission_name: 'x' }]);
    expect((await read('/clients/app', 'read:clients')).body).toMatchObject({ name: 'Report' });
    tenant.grants.remove(id);
    tenant.roles.remove(role.id);
    tenant.applications.remove('app');
    expect((await read('/client-grants', 'read:client_grants')).body).toEqual([]);
    expect((await read('/roles', 'read:roles')).body).toEqual([]);
    expect((await read('/clients/app', 'read:clients')).status).toBe(404);
  });

  test('throw at a hand that misses', () => {
    expect(() => tenant.grants.edit('x', () => ({}))).toThrow('The tenant has no client grant x.');
    expect(() => tenant.roles.remove('x')).toThrow('The tenant has no role x.');
    expect(() => tenant.applications.add({ id: tenant.client.id })).toThrow('The tenant already has application');
  });
});

describe('the rate limit', () => {
  const headersOf = ({ headers }: Answer) => [
    headers['x-ratelimit-limit'],
    headers['x-ratelimit-remaining'],
    headers['x-ratelimit-reset'],
  ];

  test('is off by default, and then has no headers', async () => {
    expect(headersOf(await list())).toEqual([undefined, undefined, undefined]);
  });

  test('lets a burst through, refuses the next with the second to wait for, and lets in a client that waited', async () => {
    await restart({ rateLimit: { burst: 2, perSecond: 0.1 } });
    const start = clock / 1000;
    expect(headersOf(await list())).toEqual(['2', '1', String(start + 10)]);
    expect(headersOf(await list())).toEqual(['2', '0', String(start + 10)]);
    const refused = await list();
    expect(refused).toMatchObject({
      status: 429,
      body: {
        statusCode: 429,
        error: 'Too Many Requests',
        message: 'Global limit has been reached',
        errorCode: 'too_many_requests',
      },
    });
    expect(headersOf(refused)).toEqual(['2', '0', String(start + 10)]);
    clock = (start + 10) * 1000;
    expect(headersOf(await list())).toEqual(['2', '0', String(start + 20)]);
    expect((await list()).status).toBe(429);
  });

  test('refills up to the burst and no further', async () => {
    await restart({ rateLimit: { burst: 2, perSecond: 1 } });
    clock += 3_600_000;
    expect([(await list()).status, (await list()).status, (await list()).status]).toEqual([200, 200, 429]);
  });

  test('stands before everything else, and does not count tokens being issued', async () => {
    await restart({ rateLimit: { burst: 1, perSecond: 0.001 } });
    await send('POST', '/oauth/token', { form: grant() });
    expect((await send('GET', '/api/v2/nothing')).status).toBe(404);
    expect((await send('GET', '/api/v2/resource-servers')).status).toBe(429);
    expect((await send('POST', '/oauth/token', { form: grant() })).status).toBe(200);
  });
});

describe('faults', () => {
  const NEW = { value: 'refund:orders' };
  const write = () => patch(ORDERS, { scopes: [NEW] });
  const landed = () => tenant.permissions(ORDERS)[0]?.value === NEW.value;
  const failure = (promise: Promise<unknown>) =>
    promise.then(
      () => 'answered',
      (reason: unknown) => String(reason instanceof Error && 'code' in reason ? reason.code : reason),
    );

  test('status: answers as given, before anything lands', async () => {
    tenant.fault({
      path: /resource-servers/,
      kind: 'status',
      status: 503,
      body: { error: 'down' },
      headers: { 'retry-after': '7' },
    });
    expect(await write()).toMatchObject({ status: 503, body: { error: 'down' }, headers: { 'retry-after': '7' } });
    expect(landed()).toBe(false);
  });

  test('status-after: the write lands and the answer is a 5xx', async () => {
    tenant.fault({ path: pathOf(ORDERS), kind: 'status-after', status: 502, body: 'bad gateway' });
    expect(await write()).toMatchObject({ status: 502, body: 'bad gateway' });
    expect(landed()).toBe(true);
  });

  test('reset: the connection ends and nothing lands', async () => {
    tenant.fault({ path: /./, kind: 'reset' });
    expect(await failure(write())).toBe('ECONNRESET');
    expect(landed()).toBe(false);
    expect(tenant.requests.at(-1)?.status).toBeUndefined();
  });

  test('reset-after: the write lands and the connection ends', async () => {
    tenant.fault({ path: /./, kind: 'reset-after' });
    expect(await failure(write())).toBe('ECONNRESET');
    expect(landed()).toBe(true);
  });

  test('truncated: the write lands and the JSON stops in the middle of a well-formed answer', async () => {
    tenant.fault({ path: /./, kind: 'truncated' });
    const { status, body, text } = await write();
    expect({ status, body }).toEqual({ status: 200, body: text });
    expect(text).toMatch(/^\{"id":/);
    expect(landed()).toBe(true);
  });

  test('truncated at the connection: the write lands and the answer never ends', async () => {
    tenant.fault({ path: /./, kind: 'truncated', cut: 'connection' });
    expect(await failure(write())).not.toBe('answered');
    expect(landed()).toBe(true);
  });

  test.each([200, 502])('html: a page with status %i in place of an answer', async (status) => {
    tenant.fault({ path: /./, kind: 'html', status });
    const answer = await write();
    expect(answer).toMatchObject({ status, headers: { 'content-type': 'text/html; charset=utf-8' } });
    expect(answer.text).toMatch(/^<!DOCTYPE html>/);
    expect(landed()).toBe(false);
  });

  test('hang: never answers, until the tenant closes', async () => {
    tenant.fault({ path: /./, kind: 'hang' });
    const arrived = new Promise<void>((resolve) => tenant.fault({ path: /./, kind: 'before', run: () => resolve() }));
    const outcome = failure(write());
    await arrived;
    await tenant.close();
    expect(await outcome).toBe('ECONNRESET');
    expect(landed()).toBe(false);
  });

  test('slow: holds the whole answer back although the write has landed', async () => {
    tenant.fault({ path: /./, kind: 'slow', milliseconds: 600_000 });
    const made = new Promise<boolean>((resolve) =>
      tenant.fault({ path: /./, kind: 'after', run: () => resolve(landed()) }),
    );
    const outcome = failure(write());
    expect(await made).toBe(true);
    await tenant.close();
    expect(await outcome).toBe('ECONNRESET');
  });

  test('slow: an answer comes whole in the end, whichever part is held', async () => {
    for (const hold of ['head', 'body'] as const) {
      tenant.fault({ path: /./, kind: 'slow', milliseconds: 1, hold });
      expect((await write()).body).toMatchObject({ scopes: [NEW] });
    }
  });

  test('slow: the head comes at once where the body is held', async () => {
    tenant.fault({ path: /./, kind: 'slow', milliseconds: 600_000, hold: 'body' });
    const url = `https://${tenant.domain}/api/v2/resource-servers`;
    const status = await new Promise((resolve, reject) => {
      const request = httpsRequest(url, { ca: tenant.ca, headers: bearer() }, (response) => {
        resolve(response.statusCode);
        response.destroy();
      });
      request.on('error', reject).end();
    });
    expect(status).toBe(200);
  });

  test('redirect: sends the client to another host', async () => {
    tenant.fault({ path: /./, kind: 'redirect' });
    expect(await list()).toMatchObject({
      status: 302,
      headers: { location: 'https://elsewhere.invalid/api/v2/resource-servers' },
    });
    tenant.fault({ path: /./, kind: 'redirect', location: 'https://127.0.0.1:1/' });
    expect((await list()).headers.location).toBe('https://127.0.0.1:1/');
  });

  test('before: a person edits the tenant right before our read', async () => {
    const run = ({ apis }: Tenant) => void apis.edit(ORDERS, ({ scopes = [] }) => ({ scopes: [...scopes, NEW] }));
    tenant.fault({ method: 'GET', path: pathOf(ORDERS), kind: 'before', run });
    expect((await send('GET', pathOf(ORDERS), { headers: bearer() })).body).toMatchObject({
      scopes: [READ, CANCEL, NEW],
    });
  });

  test('after: a person edits the tenant right after our read, which does not show it', async () => {
    const run = ({ apis }: Tenant) => void apis.edit(ORDERS, () => ({ scopes: [] }));
    tenant.fault({ path: pathOf(ORDERS), kind: 'after', run });
    expect((await send('GET', pathOf(ORDERS), { headers: bearer() })).body).toMatchObject({ scopes: [READ, CANCEL] });
    expect(tenant.permissions(ORDERS)).toEqual([]);
  });

  test('a hook is told the request', async () => {
    const seen: string[] = [];
    tenant.fault({ path: /./, kind: 'after', run: (_, { method, path }) => void seen.push(`${method} ${path}`) });
    await write();
    expect(seen).toEqual([`PATCH ${pathOf(ORDERS)}`]);
  });

  test('a fault strikes as often as told, after letting some through, and counts', async () => {
    const fault = tenant.fault({ path: '/api/v2/resource-servers', kind: 'status', status: 500, skip: 1, times: 2 });
    const statuses = [await list(), await list(), await list(), await list()].map(({ status }) => status);
    expect(statuses).toEqual([200, 500, 500, 200]);
    expect(fault.hits).toBe(2);
  });

  test('a fault without times strikes once, and one without end can be switched off', async () => {
    tenant.fault({ path: /./, kind: 'html' });
    expect([(await list()).status, (await list()).status]).toEqual([502, 200]);
    const fault = tenant.fault({ path: /./, kind: 'html', times: Number.POSITIVE_INFINITY });
    expect([(await list()).status, (await list()).status]).toEqual([502, 502]);
    fault.off();
    expect((await list()).status).toBe(200);
  });

  test.each<[string, { method?: string; path: string | RegExp }]>([
    ['another method', { method: 'PATCH', path: /./ }],
    ['a part of the path as a string', { path: '/api/v2' }],
    ['another query', { path: /page=2/ }],
  ])('a fault aimed at %s does not strike', async (_, aim) => {
    const fault = tenant.fault({ ...aim, kind: 'reset' });
    expect((await list('?page=1')).status).toBe(200);
    expect(fault.hits).toBe(0);
  });

  test.each<[string, { method?: string; path: string | RegExp }]>([
    ['the decoded path', { path: `/api/v2/resource-servers/${ORDERS}` }],
    ['the raw path and the method', { method: 'GET', path: pathOf(ORDERS) }],
    ['a part of the query', { path: /include_fields=true$/g }],
  ])('a fault aimed at %s strikes', async (_, aim) => {
    tenant.fault({ ...aim, kind: 'html', times: 2 });
    const read = () => send('GET', `${pathOf(ORDERS)}?include_fields=true`, { headers: bearer() });
    expect([(await read()).status, (await read()).status]).toEqual([502, 502]);
  });

  test('two effects strike one after the other, and each has its turn', async () => {
    tenant.fault({ path: /./, kind: 'status', status: 500 });
    tenant.fault({ path: /./, kind: 'status', status: 501 });
    expect([(await list()).status, (await list()).status, (await list()).status]).toEqual([500, 501, 200]);
  });
});

describe('the tenant itself', () => {
  test('logs every request without its secrets', async () => {
    await send('POST', '/oauth/token', { form: grant({ client_assertion: 'signed' }) });
    await send('POST', '/oauth/token', { json: grant() });
    await send('PATCH', pathOf(ORDERS), {
      headers: { ...bearer(), 'x-correlation-id': '7-1' },
      json: { scopes: [READ] },
    });
    await send('GET', '/api/v2/resource-servers?identifiers=a&identifiers=b', { headers: { authorization: 'bare' } });
    expect(tenant.requests).toMatchObject([
      {
        method: 'POST',
        path: '/oauth/token',
        body: { client_secret: '[redacted]', client_assertion: '[redacted]' },
        status: 200,
      },
      { body: { client_id: tenant.client.id, client_secret: '[redacted]' } },
      {
        method: 'PATCH',
        path: pathOf(ORDERS),
        headers: { authorization: 'Bearer', 'x-correlation-id': '7-1' },
        body: { scopes: [READ] },
        status: 200,
        at: clock,
      },
      { query: { identifiers: ['a', 'b'] }, headers: { authorization: '[no scheme]' }, body: undefined, status: 400 },
    ]);
    expect(JSON.stringify(tenant.requests)).not.toContain(tenant.client.secret);
  });

  test('is changed by hand: an API is added, edited, and removed', async () => {
    tenant.apis.add({ identifier: 'urn:new', subject_type_authorization: undefined });
    tenant.apis.edit('urn:new', () => ({ enforce_policies: true, scopes: [READ] }));
    const { body } = await send('GET', pathOf('urn:new'), { headers: bearer() });
    expect(body).toMatchObject({ enforce_policies: true, scopes: [READ] });
    expect(body).not.toHaveProperty('subject_type_authorization');
    tenant.apis.remove('urn:new');
    expect((await send('GET', pathOf('urn:new'), { headers: bearer() })).status).toBe(404);
  });

  test('throws at a hand that misses', () => {
    expect(() => tenant.permissions('urn:none')).toThrow('The tenant has no API urn:none.');
    expect(() => tenant.apis.edit('urn:none', () => ({}))).toThrow('The tenant has no API urn:none.');
    expect(() => tenant.apis.remove('urn:none')).toThrow('The tenant has no API urn:none.');
    expect(() => tenant.apis.add({ identifier: ORDERS })).toThrow(`The tenant already has an API ${ORDERS}.`);
  });

  test('is loud about its own failures: 500, the stack in the log, and a failure', async () => {
    const lines: string[] = [];
    await restart({ log: (line) => void lines.push(line) });
    const run = () => {
      throw new Error('the hook broke');
    };
    tenant.fault({ path: /./, kind: 'before', run });
    expect((await list()).status).toBe(500);
    expect(tenant.failures).toMatchObject([{ message: 'the hook broke' }]);
    expect(lines).toEqual([expect.stringMatching(/the hook broke\n\s+at .*run/)]);
    expect(tenant.requests).toMatchObject([{ status: 500 }]);
    await restart();
  });

  test('does not count a client that hangs up in the middle of its request as a failure', async () => {
    const headers = {
      ...bearer(),
      'content-type': 'application/json',
      'content-length': '100',
      expect: '100-continue',
    };
    const request = httpsRequest(`https://${tenant.domain}${pathOf(ORDERS)}`, {
      ca: tenant.ca,
      method: 'PATCH',
      headers,
    });
    const closed = new Promise<void>((resolve) => request.on('error', () => undefined).on('close', resolve));
    request.on('continue', () => request.write('{', () => request.destroy()));
    await closed;
    expect((await list()).status).toBe(200);
    expect(tenant.requests).toHaveLength(1);
  });

  test('closes at the end of its scope, and closing twice is fine', async () => {
    const domain = await (async () => {
      await using scoped = await startTenant();
      return scoped.domain;
    })();
    const error = await got(`https://${domain}/`, { retry: { limit: 0 } }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
    await tenant.close();
    await tenant.close();
  });

  test('holds a hundred APIs of a thousand permissions each', async () => {
    const scopes = Array.from({ length: 1000 }, (_, index) => ({
      value: `read:thing-${index}`,
      description: `View thing ${index}`,
    }));
    await restart({
      apis: Array.from({ length: 100 }, (_, index) => ({ identifier: `urn:${index}`, scopes: [...scopes] })),
    });
    const pages = [
      await list('?page=0&per_page=50'),
      await list('?page=1&per_page=50'),
      await list('?page=2&per_page=50'),
    ];
    const all = pages.flatMap(({ body }) => (Array.isArray(body) ? body : []));
    expect(all).toHaveLength(101);
    expect(all.at(-1).scopes).toEqual(scopes);
    expect((await patch('urn:99', { scopes: scopes.slice(1) })).status).toBe(200);
    expect(tenant.permissions('urn:99')).toHaveLength(999);
  });
});
