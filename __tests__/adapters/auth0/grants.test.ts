import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { GrantSeed } from '../../../sandbox/tenant/client-grants.ts';
import { inRounds } from '../../../sandbox/tenant/rounds.ts';
import { ALL_SCOPES } from '../../../sandbox/tenant/tokens.ts';
import type { Tenant, TenantOptions } from '../../../sandbox/tenant.ts';
import { openSession, type Session } from '../../../src/adapters/auth0/session.ts';
import { Auth0TenantReader } from '../../../src/adapters/auth0/tenant.ts';
import type { Question } from '../../../src/core/reach/question.ts';
import { accessTo, asked, type Heard, listen, openPatient, sorted, startTrusted } from './tenant-session.ts';

const quiet = 250;

let tenant: Tenant;
let heard: Heard;

async function start(options: TenantOptions = {}): Promise<Session> {
  heard = listen();
  tenant = await startTrusted(options);
  return await openPatient(tenant, heard);
}

afterEach(async () => {
  await tenant.close();
  expect(tenant.failures).toEqual([]);
});

const count = (length: number) => Array.from({ length }, (_, index) => index);
const apis = (length: number) => count(length).map((index) => `urn:api:${index}`);

function about(identifiers: readonly string[], roles: Question['roles'] = 'none'): Question {
  const permissions = new Map(identifiers.map((identifier) => [identifier, new Set(['a:x', 'b:x'])]));
  return { grants: identifiers, permissions, roles, lost: new Map(), thirdParties: false };
}

/** Grants of as many applications for each API. */
const grantsOf = (identifiers: readonly string[], applications: number): GrantSeed[] =>
  identifiers.flatMap((audience) =>
    count(applications).map((index) => ({ client: `app-${index}`, audience, scope: ['a:x'] })),
  );

const all = 'GET /api/v2/client-grants?take=100';
const of = (identifier: string) => `GET /api/v2/client-grants?audience=${identifier}&take=100`;

describe('from four APIs on', () => {
  test('all grants of the tenant are read, and those of other APIs left out', async () => {
    const session = await start({ grants: [...grantsOf(apis(4), 3), ...grantsOf(['urn:other'], 3)] });
    const { grants } = await new Auth0TenantReader(session).holders(about(apis(4)));
    expect([...(grants ?? [])].map(([identifier, held]) => [identifier, held.length])).toEqual(
      apis(4).map((identifier) => [identifier, 3]),
    );
    expect(asked(tenant)).toEqual([all]);
  });

  test('they are read to the end, as long as that takes no more pages than there are APIs', async () => {
    const session = await start({ grants: grantsOf(apis(60), 10) });
    const { grants } = await new Auth0TenantReader(session).holders(about(apis(60)));
    expect([...(grants?.values() ?? [])].map(({ length }) => length)).toEqual(count(60).map(() => 10));
    expect(asked(tenant)).toHaveLength(6);
  });

  test('each API is asked for after all where the tenant has so many that this would take longer', async () => {
    const session = await start({ grants: [...grantsOf(['urn:other'], 401), ...grantsOf(apis(4), 1)] });
    const rounds = inRounds(tenant, quiet);
    const { grants } = await new Auth0TenantReader(session).holders(about(apis(4)));
    expect([...(grants?.values() ?? [])].map(({ length }) => length)).toEqual([1, 1, 1, 1]);
    expect(rounds.map(({ length }) => length)).toEqual([1, 1, 1, 1, 4]);
  });

  test.each([
    [
      'repeats ids and goes on',
      { client_grants: [{ id: 'cgr_1', client_id: 'a', audience: 'urn:api:0' }], next: 'x' },
      'has no end',
    ],
    ['is shorter than its total', { client_grants: [], total: 1 }, 'is shorter than it says'],
  ])('a list that %s is no answer', async (_, body, why) => {
    const session = await start();
    tenant.fault({ path: /client-grants/, kind: 'status', status: 200, body, times: Number.POSITIVE_INFINITY });
    await expect(new Auth0TenantReader(session).holders(about(apis(4)))).rejects.toMatchObject({
      code: 'auth0-unavailable',
      message: `${tenant.domain} gave no usable answer: the list of client grants ${why}.`,
    });
  });
});

describe('a right that is lacking', () => {
  const lacking = ALL_SCOPES.filter((scope) => scope !== 'read:client_grants');

  /** A ready token, of which is not known what it allows. */
  async function startReady(scopes: readonly string[]): Promise<Auth0TenantReader> {
    await start();
    const access = accessTo(tenant, { kind: 'token', token: tenant.issueToken(scopes) });
    return new Auth0TenantReader(await openSession(access, [], heard));
  }

  test.each([
    [3, [of('urn:api:0')]],
    [4, [all]],
  ])(
    'is refused once where the token does not say, with %d APIs, be they asked about ahead or not',
    async (number, requests) => {
      for (const ahead of [true, false]) {
        const reader = await startReady(lacking);
        if (ahead) reader.ahead(about(apis(number)));
        const found = await reader.holders(about(apis(number)));
        expect(found).toMatchObject({ grants: undefined, notRead: [{ what: 'grants', right: 'read:client_grants' }] });
        expect(asked(tenant)).toEqual(requests);
        if (ahead) await tenant.close();
      }
    },
  );

  test('that turns out not to be lacking lets the others follow at once', async () => {
    const reader = await startReady(ALL_SCOPES);
    const rounds = inRounds(tenant, quiet);
    await reader.holders(about(apis(3)));
    expect(rounds.map(({ length }) => length)).toEqual([1, 2]);
  });

  test('is not asked for ahead where the token says so', async () => {
    const session = await start({ clients: [{ scopes: lacking.filter((scope) => scope !== 'read:roles') }] });
    const reader = new Auth0TenantReader(session);
    reader.ahead(about(apis(3), 'all'));
    const { notRead } = await reader.holders(about(apis(3), 'all'));
    expect(notRead.map(({ right }) => right)).toEqual(['read:client_grants', 'read:roles']);
    expect(asked(tenant)).toEqual([]);
  });
});

describe('what is asked ahead', () => {
  const roles = [{ id: 'rol_1', name: 'Clerk', permissions: [{ api: 'urn:api:0', name: 'a:x' }] }];
  const options = { grants: grantsOf(apis(2), 1), roles };

  test('is used, and not asked again', async () => {
    const reader = new Auth0TenantReader(await start(options));
    const rounds = inRounds(tenant, quiet);
    reader.ahead(about(apis(2), 'all'));
    const found = await reader.holders(about(apis(2), 'all'));
    expect([found.grants?.size, found.roles?.total]).toEqual([2, 1]);
    const first = ['GET /api/v2/client-grants', 'GET /api/v2/client-grants', 'GET /api/v2/roles'];
    expect(rounds.map((round) => [...round].sort())).toEqual([first, ['GET /api/v2/roles/rol_1/permissions']]);
  });

  test('is used once: whoever asks again gets what is there by then', async () => {
    const reader = new Auth0TenantReader(await start(options));
    reader.ahead(about(apis(1)));
    await reader.holders(about(apis(1)));
    for (const { id } of tenant.grants.list()) tenant.grants.remove(id);
    expect((await reader.holders(about(apis(1)))).grants?.get('urn:api:0')).toEqual([]);
  });

  test('leaves what is asked about beside it to be asked afterwards', async () => {
    const reader = new Auth0TenantReader(await start(options));
    reader.ahead(about(apis(1)));
    const { grants } = await reader.holders(about(apis(2)));
    expect([...(grants?.values() ?? [])].map(({ length }) => length)).toEqual([1, 1]);
    expect(sorted(asked(tenant))).toEqual([of('urn:api:0'), of('urn:api:1')]);
  });

  test('serves fewer APIs, too, where all grants were read', async () => {
    const reader = new Auth0TenantReader(await start(options));
    reader.ahead(about(apis(4)));
    expect((await reader.holders(about(apis(1)))).grants?.get('urn:api:0')).toHaveLength(1);
    expect(asked(tenant)).toEqual([all]);
  });

  test('costs no more than one request each where nobody needs it', async () => {
    const reader = new Auth0TenantReader(await start({ ...options, grants: grantsOf(apis(1), 250) }));
    tenant.fault({ path: /client-grants|roles/, kind: 'reset', times: Number.POSITIVE_INFINITY });
    reader.ahead(about(apis(1), 'all'));
    const none = await reader.holders(about([]));
    expect(none.grants).toEqual(new Map());
    expect(asked(tenant).length).toBeLessThanOrEqual(2);
  });

  test.each([
    ['a reset', { kind: 'reset' }],
    ['a 503', { kind: 'status', status: 503 }],
    ['a refusal by the rate limit', { kind: 'status', status: 429 }],
    ['a page of something else', { kind: 'html', status: 200 }],
  ] as const)('and fails by %s is asked as it would have been', async (_, effect) => {
    const reader = new Auth0TenantReader(await start(options));
    for (const path of [/client-grants/, /roles\?/]) tenant.fault({ path, ...effect });
    reader.ahead(about(apis(1), 'all'));
    const found = await reader.holders(about(apis(1), 'all'));
    expect([found.grants?.get('urn:api:0')?.length, found.roles?.roles.length]).toEqual([1, 1]);
    expect(asked(tenant)).toHaveLength(5);
  });

  test('of a list of roles that takes no offsets is read by checkpoints', async () => {
    const reader = new Auth0TenantReader(await start({ ...options, roleOffsets: 'refused' }));
    reader.ahead(about([], 'all'));
    expect((await reader.holders(about([], 'all'))).roles?.total).toBe(1);
    expect(asked(tenant)).toHaveLength(3);
  });
});

/** Any tenant: some grants of some applications for some APIs, and some roles that give something of them. */
const tenants = fc.record({
  grants: fc.array(
    fc.record({
      client: fc.option(fc.constantFrom('app-a', 'app-b', 'app-c'), { nil: undefined }),
      audience: fc.constantFrom(...apis(6), 'urn:other'),
      subject: fc.constantFrom('client', 'user', 'anonymous_user'),
      names: fc.option(fc.uniqueArray(fc.constantFrom('a:x', 'b:x', 'c:x')), { nil: undefined }),
    }),
    { maxLength: 30 },
  ),
  roles: fc.array(
    fc.uniqueArray(fc.record({ api: fc.constantFrom(...apis(3)), name: fc.constantFrom('a:x', 'c:x') }), {
      maxLength: 4,
      selector: ({ api, name }) => `${api} ${name}`,
    }),
    { maxLength: 9 },
  ),
  size: fc.constantFrom(2, 7, 100),
  asked: fc.uniqueArray(fc.constantFrom(...apis(6)), { minLength: 1 }),
  ahead: fc.uniqueArray(fc.constantFrom(...apis(6))),
});

test('any tenant gives the same holders whether they are asked about API by API or together, ahead or afterwards', async () => {
  await start();
  const property = fc.asyncProperty(tenants, async ({ grants, roles, size, asked: identifiers, ahead }) => {
    await tenant.close();
    const session = await start({
      maximumPerPage: size,
      roles: roles.map((permissions, index) => ({ name: `Role ${index}`, permissions })),
      grants: grants.map(({ client, audience, subject, names }) => ({
        audience,
        subject_type: subject,
        ...(client === undefined ? { default_for: 'third_party_clients' as const } : { client }),
        ...(names ? { scope: names } : { allow_all_scopes: true }),
      })),
    });
    const one = async (identifier: string) => {
      const found = await new Auth0TenantReader(session).holders(about([identifier]));
      return [identifier, found.grants?.get(identifier)] as const;
    };
    const truth = new Map(await Promise.all(identifiers.map(one)));
    expect((await new Auth0TenantReader(session).holders(about(identifiers))).grants).toEqual(truth);
    const foreseeing = new Auth0TenantReader(session);
    foreseeing.ahead(about(ahead, 'all'));
    const foreseen = await foreseeing.holders(about(identifiers, 'all'));
    expect(foreseen.grants).toEqual(truth);
    expect(foreseen.roles?.total).toBe(roles.length);
    const holding = (identifier: string) => foreseen.roles?.roles.map((role) => role.permissions.has(identifier));
    for (const identifier of identifiers)
      expect(holding(identifier)).toEqual(
        roles.map((held) => held.some((one) => one.api === identifier && one.name === 'a:x')),
      );
  });
  await fc.assert(property, { numRuns: 40 });
}, 60_000);
