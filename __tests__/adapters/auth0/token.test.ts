import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Tenant, TenantOptions } from '../../../sandbox/tenant.ts';
import { openSession } from '../../../src/adapters/auth0/session.ts';
import { Auth0TenantReader } from '../../../src/adapters/auth0/tenant.ts';
import type { Credentials } from '../../../src/inputs/inputs.ts';
import { parsePrivateKey } from '../../../src/inputs/private-key.ts';
import { jwk, pem, readJwt, registered, rsaKey } from '../../private-keys.ts';
import {
  accessTo,
  asked,
  type Heard,
  listen,
  open,
  openPatient,
  secretOf,
  servers,
  startTrusted,
} from './tenant-session.ts';

const token = '/oauth/token';
const grant = 'Applications › APIs › Auth0 Management API › Machine to Machine Applications.';

let tenant: Tenant;
let heard: Heard;

async function start(options: TenantOptions = {}): Promise<void> {
  await tenant?.close();
  tenant = await startTrusted(options);
}

beforeEach(async () => {
  heard = listen();
  await start();
});

afterEach(async () => {
  await tenant.close();
  expect(tenant.failures).toEqual([]);
});

/** Nothing that is secret stands in a message, a hint or a line of the log. */
function expectNoSecret(thrown: unknown): void {
  const said = [
    thrown instanceof Error ? `${thrown.message} ${JSON.stringify(thrown)}` : String(thrown),
    ...heard.lines,
  ];
  for (const secret of [tenant.client.secret, ...heard.masked]) expect(said.join('\n')).not.toContain(secret);
}

async function refused(opening: Promise<unknown>): Promise<unknown> {
  const thrown = await opening.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expectNoSecret(thrown);
  return thrown;
}

describe('a token', () => {
  test('is bought with id and secret for the audience, once', async () => {
    const session = await openPatient(tenant, heard);
    const reader = new Auth0TenantReader(session);
    await reader.apis(['a']);
    await reader.apis(['b']);
    const bought = tenant.requests.filter(({ path }) => path === token);
    expect(bought.map(({ method, headers, body }) => [method, headers['content-type'], body])).toEqual([
      [
        'POST',
        'application/x-www-form-urlencoded',
        {
          grant_type: 'client_credentials',
          client_id: tenant.client.id,
          client_secret: '[redacted]',
          audience: tenant.audience,
        },
      ],
    ]);
  });

  test('is masked, and works', async () => {
    const session = await openPatient(tenant, heard);
    expect(heard.masked).toEqual([session.token.value]);
    expect(await new Auth0TenantReader(session).apis([tenant.audience])).toHaveLength(1);
    expect(heard.lines).toEqual([]);
  });

  test('says what it allows', async () => {
    await start({ clients: [{ scopes: ['read:resource_servers', 'read:roles'] }] });
    const session = await openPatient(tenant, heard);
    expect(session.token.scopes).toEqual(new Set(['read:resource_servers', 'read:roles']));
  });

  test('that is given is taken as it is, without a request', async () => {
    const given = tenant.issueToken(['read:resource_servers']);
    const session = await openSession(
      accessTo(tenant, { kind: 'token', token: given }),
      ['update:resource_servers'],
      heard,
    );
    expect(tenant.requests).toEqual([]);
    expect(session.token).toMatchObject({ value: given, scopes: undefined });
    expect(await new Auth0TenantReader(session).apis([tenant.audience])).toHaveLength(1);
  });

  test.each([{}, { scope: null }])(
    'whose rights Auth0 does not say is taken for one that may do everything: %j',
    async (rest) => {
      const body = { access_token: 'a.b.c', token_type: 'Bearer', ...rest };
      tenant.fault({ path: token, kind: 'status', status: 200, body });
      expect((await openPatient(tenant, heard, ['update:resource_servers'])).token.scopes).toBeUndefined();
    },
  );
});

describe('a right that is missing', () => {
  const needs = ['read:resource_servers', 'update:resource_servers'];

  test.each([
    ['one', ['read:resource_servers'], 'update:resource_servers'],
    ['both', ['read:roles'], 'read:resource_servers and update:resource_servers'],
    ['all', [], 'read:resource_servers and update:resource_servers'],
  ])('is named before anything is asked: %s', async (_, scopes, lacking) => {
    await start({ clients: [{ scopes }] });
    expect(await refused(openPatient(tenant, heard, needs))).toMatchObject({
      code: 'auth0-missing-scope',
      message: `The application may not do this: this run needs ${lacking}.`,
      hint: `Grant ${lacking} to the application: ${grant}`,
    });
    expect(asked(tenant)).toEqual([]);
  });

  test('is none where the run does not need it', async () => {
    await start({ clients: [{ scopes: ['read:resource_servers'] }] });
    await expect(openPatient(tenant, heard)).resolves.toBeDefined();
  });
});

describe('a refusal of the token endpoint', () => {
  const check = 'Check `auth0-domain`, `auth0-client-id` and `auth0-client-secret`; all three belong to one tenant.';

  test.each([
    ['a wrong secret', { clientSecret: 'wrong-s3cret' }, 'status 401, Unauthorized (access_denied)', check],
    ['an unknown client', { clientId: 'nobody' }, 'status 401, Unauthorized (access_denied)', check],
  ])('of %s says what to check', async (_, credentials, said, hint) => {
    expect(await refused(open(tenant, heard, accessTo(tenant, { ...secretOf(tenant), ...credentials })))).toMatchObject(
      {
        code: 'auth0-unauthorized',
        message: `Auth0 gave no token: ${said}.`,
        hint,
      },
    );
    expect(tenant.requests).toHaveLength(1);
  });

  test('of another audience says which to set', async () => {
    expect(await refused(open(tenant, heard, { ...accessTo(tenant), audience: 'https://x/' }))).toMatchObject({
      code: 'auth0-unauthorized',
      message: 'Auth0 gave no token: status 403, Service not enabled within domain: https://x/ (access_denied).',
      hint: 'Set `auth0-audience` to https://<tenant>.auth0.com/api/v2/; a custom domain needs it.',
    });
  });

  test('of an application without a grant says where to authorize it', async () => {
    await start({ clients: [{ id: 'loner', scopes: 'no grant' }] });
    expect(await refused(open(tenant, heard))).toMatchObject({
      code: 'auth0-unauthorized',
      message: expect.stringContaining('Client "loner" is not authorized to access resource server'),
      hint: `Authorize the application for the Auth0 Management API: ${grant}`,
    });
  });

  test.each([
    ['a page', 404, '<html>', 'status 404'],
    ['nothing', 403, '', 'status 403'],
    [
      'text with line breaks and control characters',
      401,
      { error_description: 'a\n::error::b\u001b[31m\u202e' },
      'status 401, a ::error::b [31m',
    ],
    ['a body that says more', 400, { error: 'e', error_description: 'd', stack: 'at /srv' }, 'status 400, d (e)'],
    ['a body of other types', 400, { error: 1, error_description: {} }, 'status 400'],
    ['an endless text', 400, { error_description: 'x'.repeat(5000) }, `status 400, ${'x'.repeat(500)}…`],
    ['a sentence', 400, { error_description: 'It is late.' }, 'status 400, It is late'],
  ])('with %s is one line of plain text', async (_, status, body, said) => {
    tenant.fault({ path: token, kind: 'status', status, body });
    expect(await refused(open(tenant, heard))).toMatchObject({
      code: 'auth0-unauthorized',
      message: `Auth0 gave no token: ${said}.`,
    });
  });

  test('that repeats the secret is shown without it', async () => {
    const { secret } = tenant.client;
    tenant.fault({
      path: token,
      kind: 'status',
      status: 401,
      body: { error: secret, error_description: `no ${secret}!` },
    });
    expect(await refused(open(tenant, heard))).toMatchObject({
      message: 'Auth0 gave no token: status 401, no ***! (***).',
    });
  });

  test('is no token under a good status', async () => {
    tenant.fault({ path: token, kind: 'status', status: 200, body: { access_token: '' } });
    expect(await refused(open(tenant, heard))).toMatchObject({
      code: 'auth0-unavailable',
      message: `${tenant.domain} gave no usable answer: the token endpoint answered without a token.`,
    });
  });

  test('elsewhere is not followed', async () => {
    await using elsewhere = await startTrusted();
    const location = `https://${elsewhere.domain}${token}`;
    tenant.fault({ path: token, kind: 'redirect', location });
    expect(await refused(open(tenant, heard))).toMatchObject({
      code: 'auth0-unauthorized',
      message: 'Auth0 gave no token: status 302.',
    });
    expect(elsewhere.requests).toEqual([]);
  });
});

describe('a token that is bought with a private key', () => {
  const rsa = rsaKey();
  const scopes = ['read:resource_servers'];

  function keyOf({ client }: Tenant, text = pem(rsa)): Credentials {
    return { kind: 'key', clientId: client.id, key: parsePrivateKey(text) };
  }

  /** The claims of each assertion that was sent; each was masked before. */
  function sentClaims(): Record<string, unknown>[] {
    const assertions = heard.masked.slice(0, tenant.requests.filter(({ path }) => path === token).length);
    return assertions.map((one) => readJwt(one)[1]);
  }

  beforeEach(async () => {
    await start({ clients: [{ scopes, keys: [registered(rsa)] }] });
  });

  test('is asked for with an assertion, without a secret', async () => {
    const session = await open(tenant, heard, accessTo(tenant, keyOf(tenant)));
    expect(tenant.requests.map(({ body }) => body)).toEqual([
      {
        grant_type: 'client_credentials',
        client_id: tenant.client.id,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: '[redacted]',
        audience: tenant.audience,
      },
    ]);
    expect(await new Auth0TenantReader(session).apis([tenant.audience])).toHaveLength(1);
  });

  test('is masked, and so is the assertion', async () => {
    const session = await open(tenant, heard, accessTo(tenant, keyOf(tenant)));
    expect(heard.masked).toEqual([expect.stringMatching(/^eyJ[\w-]+\.[\w-]+\.[\w-]{342}$/), session.token.value]);
    expect(session.token.redact(`a ${heard.masked.join(' ')} z`)).toBe('a *** *** z');
    expect(heard.lines).toEqual([]);
  });

  test('is asked for again with another assertion where the answer got lost', async () => {
    tenant.fault({ path: token, kind: 'status-after', status: 503, times: 2 });
    await expect(open(tenant, heard, accessTo(tenant, keyOf(tenant)))).resolves.toBeDefined();
    expect(tenant.requests.map(({ status }) => status)).toEqual([503, 503, 200]);
    expect(new Set(sentClaims().map(({ jti }) => jti)).size).toBe(3);
  });

  test('is asked for again, after the rate limit, with an assertion that is as good as new', async () => {
    tenant.fault({ path: token, kind: 'status-after', status: 429, headers: { 'retry-after': '2' } });
    await expect(open(tenant, heard, accessTo(tenant, keyOf(tenant)))).resolves.toBeDefined();
    expect(tenant.requests.map(({ status }) => status)).toEqual([429, 200]);
    const [first, second] = sentClaims();
    expect(Number(second?.exp) - Number(first?.exp)).toBeGreaterThanOrEqual(2);
  });

  test('is asked for at the custom domain, for the audience of the tenant’s own, and used at the custom one', async () => {
    const access = { domain: tenant.customDomain, audience: tenant.audience, credentials: keyOf(tenant) };
    const session = await openSession(access, scopes, heard);
    expect(await new Auth0TenantReader(session).apis([tenant.audience])).toHaveLength(1);
    expect(sentClaims()).toMatchObject([{ aud: `https://${tenant.customDomain}/` }]);
    expect(tenant.requests.map(({ path, headers }) => [path, headers.host])).toEqual([
      [token, tenant.customDomain],
      [servers, tenant.customDomain],
    ]);
    expect(tenant.requests[0]?.body).toMatchObject({ audience: tenant.audience });
  });

  const check = (algorithm: string) =>
    'Check `auth0-domain`, `auth0-client-id` and `auth0-private-key`: the application needs Private Key JWT as its ' +
    `method, and the key’s public half for ${algorithm} as a credential.`;

  test.each([
    ['another key', pem(rsaKey()), 'RS256'],
    ['another algorithm', jwk(rsa, { alg: 'RS384' }), 'RS384'],
  ])('is refused for %s, and says what to check', async (_, text, algorithm) => {
    expect(await refused(open(tenant, heard, accessTo(tenant, keyOf(tenant, text))))).toMatchObject({
      code: 'auth0-unauthorized',
      message: expect.stringMatching(/^Auth0 gave no token: status 401, .+ \(invalid_client\)\.$/),
      hint: check(algorithm),
    });
    expect(tenant.requests).toHaveLength(1);
  });

  test('is refused to an unknown client, and says what to check', async () => {
    const unknown: Credentials = { kind: 'key', clientId: 'nobody', key: parsePrivateKey(pem(rsa)) };
    expect(await refused(open(tenant, heard, accessTo(tenant, unknown)))).toMatchObject({
      code: 'auth0-unauthorized',
      message: 'Auth0 gave no token: status 401, Unauthorized (access_denied).',
      hint: check('RS256'),
    });
  });

  test('is refused without the assertion that the refusal repeats', async () => {
    tenant.fault({
      path: token,
      kind: 'before',
      run: () => {
        const [assertion] = heard.masked;
        const body = { error: 'invalid_client', error_description: `no ${assertion}!` };
        tenant.fault({ path: token, kind: 'status', status: 401, body });
      },
    });
    tenant.fault({ path: token, kind: 'status', status: 503 });
    expect(await refused(open(tenant, heard, accessTo(tenant, keyOf(tenant))))).toMatchObject({
      message: 'Auth0 gave no token: status 401, no ***! (invalid_client).',
    });
  });
});

test('a token is asked for again where the endpoint fails', async () => {
  tenant.fault({ path: token, kind: 'status', status: 503 });
  await expect(open(tenant, heard)).resolves.toBeDefined();
  expect(tenant.requests.map(({ status }) => status)).toEqual([503, 200]);
  expect(heard.lines).toEqual(['Auth0 did not answer (status 503); trying again in 0.0 s.']);
});

test.each([
  ['401', 401, { statusCode: 401, message: 'Invalid token' }, 'status 401, Invalid token', 'auth0-unauthorized'],
  ['a token in the message', 400, { message: 'MASKED' }, 'status 400, ***', 'auth0-rejected'],
])('a read that is refused with %s shows no token', async (_, status, body, said, code) => {
  const session = await open(tenant, heard);
  const text = JSON.stringify(body).replace('MASKED', session.token.value);
  tenant.fault({ path: servers, kind: 'status', status, body: text });
  expect(await refused(new Auth0TenantReader(session).apis(['a']))).toMatchObject({
    code,
    message: `Auth0 refused reading the list of APIs: ${said}.`,
  });
});
