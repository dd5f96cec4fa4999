import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from '@jest/globals';
import { inRounds } from '../../../sandbox/tenant/rounds.ts';
import { ALL_SCOPES } from '../../../sandbox/tenant/tokens.ts';
import type { Tenant, TenantOptions } from '../../../sandbox/tenant.ts';
import { type HolderLimits, holderLimits, readHolders } from '../../../src/adapters/auth0/holders.ts';
import { holderSession } from '../../../src/adapters/auth0/reads.ts';
import { openSession, type Session } from '../../../src/adapters/auth0/session.ts';
import { Auth0TenantReader } from '../../../src/adapters/auth0/tenant.ts';
import type { Question } from '../../../src/core/reach/question.ts';
import type { Grant, Holders } from '../../../src/core/reach/reach.ts';
import { accessTo, asked, type Heard, listen, open, openPatient, sorted, startTrusted } from './tenant-session.ts';

const orders = 'https://api.example.com/orders';
const billing = 'https://api.example.com/billing';

let tenant: Tenant;
let heard: Heard;

/** A session of a token whose rights Auth0 names. */
async function start(options: TenantOptions = {}): Promise<Session> {
  heard = listen();
  tenant = await startTrusted(options);
  return await openPatient(tenant, heard);
}

/** A session of a ready token, of which is not known what it allows. */
async function startReady(scopes: readonly string[], options: TenantOptions = {}): Promise<Session> {
  await start(options);
  return await openSession(accessTo(tenant, { kind: 'token', token: tenant.issueToken(scopes) }), [], heard);
}

/** A session that gives up soon. */
async function startImpatient(options: TenantOptions = {}): Promise<Session> {
  await start(options);
  return await open(tenant, heard);
}

afterEach(async () => {
  await tenant.close();
  expect(tenant.failures).toEqual([]);
});

/** Asks about removals from APIs, by identifier; for roles too. */
function removing(removals: Readonly<Record<string, readonly string[]>>): Question {
  const permissions = new Map(Object.entries(removals).map(([identifier, names]) => [identifier, new Set(names)]));
  return { grants: Object.keys(removals), permissions, roles: 'all', lost: new Map(), thirdParties: false };
}

/** The same, but not for roles. */
const granted = (removals: Readonly<Record<string, readonly string[]>>): Question => ({
  ...removing(removals),
  roles: 'none',
});

/** A grant as it is read, of an application whose name is not. */
const heldBy = (id: string, permissions: readonly string[], fields: Partial<Grant> = {}): Grant => {
  return { application: { id, name: null }, as: 'itself', permissions: new Set(permissions), all: false, ...fields };
};

const read = (session: Session, question: Question) => new Auth0TenantReader(session).holders(question);

async function readWithin(session: Session, question: Question, limits: Partial<HolderLimits>): Promise<Holders> {
  return await readHolders(holderSession(session), question, { ...holderLimits, ...limits });
}

const grant = (client: string, scope: readonly string[], audience = orders) => ({ client, audience, scope });
const count = (length: number) => Array.from({ length }, (_, index) => index);

const listOf = (audience: string, from = '') => `GET /api/v2/client-grants?audience=${audience}&take=100${from}`;
const rolesPage = (page: number, size = 100) => `GET /api/v2/roles?include_totals=true&page=${page}&per_page=${size}`;
const permissionsPage = (role: string, page = 0, size = 100) =>
  `GET /api/v2/roles/${role}/permissions?include_totals=true&page=${page}&per_page=${size}`;

/** Pages of these endpoints, however they are asked for. */
const grantsPath = /client-grants/;
const rolesPath = /roles\?/;
const clientsPath = /clients/;

/** Of a request, the endpoint. */
const endpoints = () => asked(tenant).map((line) => line.replace(/^GET \/api\/v2|\?.*$/g, ''));

describe('the time for roles', () => {
  const plain = (length: number) => count(length).map((index) => ({ id: `rol_${index}`, name: `Role ${index}` }));
  const question = { ...removing({ [orders]: ['a:x'] }), grants: [] };
  const refuse = (wait: string) => ({ kind: 'status', status: 429, headers: { 'retry-after': wait } }) as const;
  const checked = ({ roles }: Holders) => [roles?.roles.map(({ name }) => name), roles?.total];

  test('that is over before the first was read leaves all unchecked', async () => {
    const session = await start({ roles: plain(3) });
    expect(checked(await readWithin(session, question, { roles: 0 }))).toEqual([[], 3]);
    expect(asked(tenant)).toEqual([rolesPage(0)]);
  });

  test('that is over while the rate limit is waited for leaves the rest unchecked', async () => {
    const session = await start({ roles: plain(30) });
    tenant.fault({ path: '/api/v2/roles/rol_0/permissions', ...refuse('3') });
    const { roles } = await readWithin(session, question, { roles: 300 });
    const names = roles?.roles.map(({ name }) => name);
    expect([names?.includes('Role 0'), names?.includes('Role 29'), roles?.total]).toEqual([false, false, 30]);
  }, 2500); // who waits for the three seconds is too late

  test('that is over while an answer that was let through keeps the run waiting leaves the rest unchecked', async () => {
    const session = await start({ roles: plain(2) });
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 4) };
    const body = { start: 0, limit: 100, total: 2, roles: plain(2) };
    tenant.fault({ path: rolesPath, kind: 'status', status: 200, headers, body });
    expect(checked(await readWithin(session, question, { roles: 300 }))).toEqual([[], 2]);
    expect(asked(tenant)).toEqual([rolesPage(0)]);
  }, 2500); // who waits for the reset is too late

  test('ends where the rate limit asks for more than a run may wait, and the run goes on', async () => {
    const session = await start({ roles: plain(9), rateLimit: { burst: 6, perSecond: 0.001 } });
    expect(checked(await readWithin(session, question, {}))).toEqual([plain(5).map(({ name }) => name), 9]);
    expect(asked(tenant)).toHaveLength(7);
  });

  test('is no part of what the run may wait', async () => {
    const session = await start({ roles: plain(2), apis: [{ identifier: orders }] });
    tenant.fault({ path: /permissions/, ...refuse('301') });
    expect(checked(await readWithin(session, question, {}))[1]).toBe(2);
    expect(await new Auth0TenantReader(session).apis([orders])).toHaveLength(1);
  });

  test('goes on after a refusal that it can wait for', async () => {
    const session = await start({ roles: plain(2) });
    tenant.fault({ path: /permissions/, ...refuse('0'), times: 2 });
    expect(checked(await readWithin(session, question, {}))).toEqual([['Role 0', 'Role 1'], 2]);
    expect(asked(tenant)).toHaveLength(5);
  });

  test.each([
    ['five at a time where the rate limit leaves room for five', { burst: 6, perSecond: 1 }, [1, 5]],
    ['ten at a time where it leaves room for more', { burst: 30, perSecond: 1 }, [1, 10, 10]],
    ['ten at a time where nothing is said of a limit', undefined, [1, 10, 10]],
  ])('is spent on %s', async (_, rateLimit, expected) => {
    const session = await start({ roles: plain(20), ...(rateLimit && { rateLimit }) });
    const rounds = inRounds(tenant, 250);
    await readWithin(session, question, { roles: 1500 });
    expect(rounds.map(({ length }) => length).slice(0, expected.length)).toEqual(expected);
    expect(tenant.requests.filter(({ status }) => status === 429)).toEqual([]);
  });

  test('is told while it passes, and then no more', async () => {
    const session = await start({ roles: plain(2), rateLimit: { burst: 10, perSecond: 1 } });
    tenant.fault({ path: '/api/v2/roles/rol_1/permissions', kind: 'slow', milliseconds: 200, times: 2 });
    await readWithin(session, question, { progress: 40 });
    const said = heard.lines.length;
    expect(heard.lines.at(-1)).toBe('Checked 1 of 2 roles …');
    await readWithin(session, question, { progress: 10_000 });
    expect(heard.lines).toHaveLength(said);
  });
});

describe('the grants of an API', () => {
  test('are those that list what is removed, and of what they list no more than that', async () => {
    const session = await start({
      grants: [grant('report', ['a:x', 'b:x', 'c:x']), grant('other', ['c:x']), grant('none', [])],
    });
    const { grants } = await read(session, granted({ [orders]: ['a:x', 'b:x', 'd:x'] }));
    expect(grants).toStrictEqual(new Map([[orders, [heldBy('report', ['a:x', 'b:x'])]]]));
  });

  test('are all that allow everything, even where nothing is removed', async () => {
    const session = await start({
      grants: [{ client: 'sync', audience: orders, allow_all_scopes: true }, grant('report', ['a:x'])],
    });
    const { grants } = await read(session, granted({ [orders]: [] }));
    expect(grants).toStrictEqual(new Map([[orders, [heldBy('sync', [], { all: true })]]]));
  });

  test('list what they list, also where they allow everything', async () => {
    const session = await start();
    const both = { client_id: 'sync', audience: orders, allow_all_scopes: true, scope: ['a:x', 'b:x'] };
    tenant.fault({ path: grantsPath, kind: 'status', status: 200, body: { client_grants: [both] } });
    const { grants } = await read(session, granted({ [orders]: ['a:x'] }));
    expect(grants?.get(orders)).toEqual([heldBy('sync', ['a:x'], { all: true })]);
  });

  test('name a permission exactly', async () => {
    const session = await start({ grants: [grant('report', ['A:x', 'a:x ', 'a:xx'])] });
    expect((await read(session, granted({ [orders]: ['a:x'] }))).grants?.get(orders)).toEqual([]);
  });

  test('are told apart by whom they are for, and one for each of them', async () => {
    const session = await start({
      grants: [
        grant('report', ['a:x', 'b:x']),
        { ...grant('report', ['b:x', 'c:x']), subject_type: 'user' },
        { ...grant('report', ['c:x']), subject_type: 'anonymous_user' },
        grant('report', ['c:x']),
        { client: 'sync', audience: orders, allow_all_scopes: true, subject_type: 'user' },
        { ...grant('sync', ['b:x']), subject_type: 'user' },
      ],
    });
    const { grants } = await read(session, granted({ [orders]: ['a:x', 'b:x', 'c:x'] }));
    expect(grants?.get(orders)).toEqual([
      heldBy('report', ['a:x', 'b:x', 'c:x']),
      heldBy('report', ['b:x', 'c:x'], { as: 'its-users' }),
      heldBy('report', ['c:x'], { as: 'anyone' }),
      heldBy('sync', ['b:x'], { as: 'its-users', all: true }),
    ]);
  });

  test('are for the application itself where Auth0 does not say for whom, as in old tenants', async () => {
    const session = await start();
    const body = { client_grants: [{ client_id: 'report', audience: orders, scope: ['a:x'] }] };
    tenant.fault({ path: grantsPath, kind: 'status', status: 200, body });
    expect((await read(session, granted({ [orders]: ['a:x'] }))).grants?.get(orders)).toEqual([
      heldBy('report', ['a:x']),
    ]);
  });

  test('can be a default for all third-party applications, which has no client', async () => {
    const session = await start({
      clients: [{ scopes: [...ALL_SCOPES, 'read:clients'] }],
      grants: [{ audience: orders, scope: ['a:x'], default_for: 'third_party_clients' }],
    });
    const { grants, registration } = await read(session, granted({ [orders]: ['a:x'] }));
    expect(grants?.get(orders)).toEqual([{ ...heldBy('', ['a:x']), application: null }]);
    expect([registration, endpoints()]).toEqual([undefined, ['/client-grants']]);
  });

  test('are told apart from those of other APIs', async () => {
    const session = await start({
      grants: [grant('report', ['a:x']), grant('sync', ['a:x'], billing), grant('sync', ['a:x'], 'urn:other')],
    });
    const { grants } = await read(session, granted({ [orders]: ['a:x'], [billing]: ['a:x'], 'urn:none': ['a:x'] }));
    const ids = [...(grants ?? [])].map(([identifier, held]) => [identifier, held.map((one) => one.application?.id)]);
    expect(ids).toEqual([
      [orders, ['report']],
      [billing, ['sync']],
      ['urn:none', []],
    ]);
  });

  test('are not taken from an answer about another API', async () => {
    const session = await start();
    const body = { client_grants: [{ client_id: 'report', audience: billing, scope: ['a:x'] }] };
    tenant.fault({ path: grantsPath, kind: 'status', status: 200, body });
    expect((await read(session, granted({ [orders]: ['a:x'] }))).grants?.get(orders)).toEqual([]);
  });

  test('may lack all that Auth0 leaves out', async () => {
    const session = await start();
    const held = { client_id: 'report', audience: orders, scope: null, allow_all_scopes: null, default_for: null };
    const body = {
      client_grants: [{ ...held, scope: ['a:x'] }, held, { client_id: 'x', audience: orders }],
      next: null,
    };
    tenant.fault({ path: grantsPath, kind: 'status', status: 200, body });
    const { grants } = await read(session, granted({ [orders]: ['a:x'] }));
    expect(grants?.get(orders)).toMatchObject([{ application: { id: 'report' } }]);
  });

  test('cost no request where no API is asked about', async () => {
    const session = await start();
    expect(await read(session, granted({}))).toMatchObject({ grants: new Map(), roles: undefined, notRead: [] });
    expect(asked(tenant)).toEqual([]);
  });

  test('of up to three APIs are asked for at once, API by API', async () => {
    const session = await start({ grants: [grant('report', ['a:x'], billing)] });
    const rounds = inRounds(tenant, 250);
    await read(session, granted({ [orders]: ['a:x'], [billing]: [], 'urn:c': [] }));
    expect(rounds).toEqual([count(3).map(() => 'GET /api/v2/client-grants')]);
  });

  test('cost one request for each API, and none for names and roles that nobody asks for', async () => {
    const session = await start({ grants: [grant('report', ['b:x'])], roles: [{ name: 'Clerk' }] });
    await read(session, granted({ [orders]: ['a:x'], [billing]: [], 'urn:a?b=c&d': [] }));
    expect(sorted(asked(tenant))).toEqual(sorted([listOf(orders), listOf(billing), listOf('urn:a?b=c&d')]));
  });
});

describe('a list of grants', () => {
  const everyone = (length: number) => count(length).map((index) => grant(`app-${index}`, ['a:x']));
  const ids = ({ grants }: Holders) => grants?.get(orders)?.map(({ application }) => application?.id);
  const grantOf = (client: string) => ({ client_id: client, audience: orders, scope: ['a:x'] });

  test('is read to its end, on pages as large as the tenant gives them', async () => {
    const session = await start({ grants: everyone(120), maximumPerPage: 50 });
    expect(ids(await read(session, granted({ [orders]: ['a:x'] })))).toEqual(count(120).map((index) => `app-${index}`));
    const from = expect.stringMatching(/^GET .*client-grants\?audience=.*&take=100&from=\w+$/);
    expect(asked(tenant)).toEqual([listOf(orders), from, from]);
  });

  test('is read beyond a thousand', async () => {
    const session = await start({ grants: everyone(1050) });
    expect(ids(await read(session, granted({ [orders]: ['a:x'] })))).toHaveLength(1050);
    expect(asked(tenant)).toHaveLength(11);
  });

  test('that ends with an empty checkpoint has ended', async () => {
    const session = await start();
    tenant.fault({ path: grantsPath, kind: 'status', status: 200, body: { client_grants: [], next: '' } });
    expect(ids(await read(session, granted({ [orders]: ['a:x'] })))).toEqual([]);
    expect(asked(tenant)).toHaveLength(1);
  });

  test('that leads back to where it was is no answer, for what it holds would not be known', async () => {
    const session = await start();
    for (const next of ['one', 'two', 'one']) {
      const body = { client_grants: [{ ...grantOf('report'), id: `of ${next}` }], next };
      tenant.fault({ path: grantsPath, kind: 'status', status: 200, body });
    }
    await expect(read(session, granted({ [orders]: ['a:x'] }))).rejects.toMatchObject({
      code: 'auth0-unavailable',
      message: `${tenant.domain} gave no usable answer: the list of client grants of ${orders} has no end.`,
    });
    expect(asked(tenant)).toEqual([listOf(orders), listOf(orders, '&from=one'), listOf(orders, '&from=two')]);
  });

  test.each([
    ['by their ids', { id: 'cgr_1' }],
    ['by what they say where they have none', {}],
  ])('that goes on and repeats itself, %s, is no answer', async (_, id) => {
    const session = await start();
    for (const next of ['one', 'two', 'three']) {
      const body = { client_grants: [{ ...grantOf('report'), ...id }], next };
      tenant.fault({ path: grantsPath, kind: 'status', status: 200, body });
    }
    await expect(read(session, granted({ [orders]: ['a:x'] }))).rejects.toMatchObject({
      code: 'auth0-unavailable',
      message: expect.stringContaining(`the list of client grants of ${orders} has no end`),
    });
    expect(asked(tenant)).toHaveLength(2);
  });

  test('that says a total counts what it repeats once', async () => {
    const session = await start();
    const body = { client_grants: [grantOf('report'), grantOf('report')], total: 2 };
    tenant.fault({ path: grantsPath, kind: 'status', status: 200, body });
    await expect(read(session, granted({ [orders]: ['a:x'] }))).rejects.toMatchObject({
      message: expect.stringContaining('is shorter than it says'),
    });
  });

  test('may have a page of nothing on the way', async () => {
    const session = await start();
    const pages = [
      { client_grants: [], next: 'one' },
      { client_grants: [], next: 'two' },
      { client_grants: [grantOf('x')] },
    ];
    for (const body of pages) tenant.fault({ path: grantsPath, kind: 'status', status: 200, body });
    expect(ids(await read(session, granted({ [orders]: ['a:x'] })))).toEqual(['x']);
  });

  test.each([
    ['a bare list', []],
    ['a grant of nobody', { client_grants: [{ audience: orders, scope: ['a:x'] }] }],
    ['a grant of an empty name', { client_grants: [{ client_id: '', audience: orders }] }],
    ['a grant of no API', { client_grants: [{ client_id: 'report' }] }],
    ['scopes of another shape', { client_grants: [{ client_id: 'report', audience: orders, scope: 'a:x' }] }],
    ['nothing', null],
  ])('that is %s is no answer', async (_, body) => {
    const session = await start();
    tenant.fault({ path: grantsPath, kind: 'status', status: 200, body });
    await expect(read(session, granted({ [orders]: ['a:x'] }))).rejects.toMatchObject({
      code: 'auth0-unavailable',
      message: expect.stringContaining(`the list of client grants of ${orders} has an unexpected shape`),
    });
  });

  test.each([
    ['is no answer where more are told of than came', 3, undefined],
    ['is whole where all that are told of came', 1, ['report']],
  ])('that is paged by numbers %s', async (_, total, found) => {
    const session = await start();
    const body = { start: 0, limit: 1, total, client_grants: [grantOf('report')] };
    tenant.fault({ path: grantsPath, kind: 'status', status: 200, body });
    const held = read(session, granted({ [orders]: ['a:x'] }));
    if (found) return expect(ids(await held)).toEqual(found);
    await expect(held).rejects.toMatchObject({
      code: 'auth0-unavailable',
      message: expect.stringContaining(`the list of client grants of ${orders} is shorter than it says`),
    });
  });

  test('is asked for again after a hiccup', async () => {
    const session = await startImpatient({ grants: everyone(1) });
    tenant.fault({ path: grantsPath, kind: 'status', status: 503 });
    expect(ids(await read(session, granted({ [orders]: ['a:x'] })))).toEqual(['app-0']);
  });
});

describe('a right that the token lacks', () => {
  const seeds = {
    grants: [grant('report', ['a:x'])],
    roles: [{ id: 'rol_1', name: 'Clerk', permissions: [{ api: orders, name: 'a:x' }] }],
  };
  const question = removing({ [orders]: ['a:x'], [billing]: ['a:x'], 'urn:c': ['a:x'] });
  const without = (lacking: string) => ALL_SCOPES.filter((scope) => scope !== lacking);

  test.each([
    ['read:client_grants', { grants: undefined, roles: { total: 1 } }, ['/roles', '/roles/rol_1/permissions']],
    ['read:roles', { roles: undefined }, ['/client-grants', '/client-grants', '/client-grants']],
  ])('%s, as the token says, is asked for not once', async (scope, holders, requests) => {
    const session = await start({ ...seeds, clients: [{ scopes: without(scope) }] });
    const found = await read(session, question);
    expect(found).toMatchObject(holders);
    expect([found.grants === undefined, found.roles === undefined]).toContain(false);
    expect(endpoints().sort()).toEqual(requests);
  });

  test('read:client_grants, as Auth0 says, is asked for once in a run', async () => {
    const reader = new Auth0TenantReader(await startReady(without('read:client_grants'), seeds));
    expect(await reader.holders(question)).toMatchObject({ grants: undefined, roles: { total: 1 } });
    expect(await reader.holders(question)).toMatchObject({ grants: undefined, roles: { total: 1 } });
    const roles = ['/roles', '/roles', '/roles/rol_1/permissions', '/roles/rol_1/permissions'];
    expect(endpoints().sort()).toEqual(['/client-grants', ...roles]);
  });

  test('read:roles, as Auth0 says, is asked for once in a run', async () => {
    const reader = new Auth0TenantReader(await startReady(without('read:roles'), seeds));
    const once = removing({ [orders]: ['b:x'] });
    for (const _ of count(2))
      expect(await reader.holders(once)).toMatchObject({
        grants: new Map([[orders, []]]),
        roles: undefined,
        notRead: [{ what: 'roles', right: 'read:roles' }],
      });
    expect(endpoints().sort()).toEqual(['/client-grants', '/client-grants', '/roles']);
  });

  test('is not what every refusal means', async () => {
    const session = await start();
    tenant.fault({ path: grantsPath, kind: 'status', status: 403, body: { message: 'The account is suspended.' } });
    await expect(read(session, question)).rejects.toMatchObject({
      code: 'auth0-rejected',
      message: `Auth0 refused reading the list of client grants of ${orders}: status 403, The account is suspended.`,
    });
  });

  test('is not what a token that has expired means', async () => {
    const session = await start();
    tenant.fault({ path: rolesPath, kind: 'status', status: 401, body: { message: 'Expired token' } });
    await expect(read(session, question)).rejects.toMatchObject({
      code: 'auth0-unauthorized',
      message: 'Auth0 refused reading the list of roles: status 401, Expired token.',
    });
  });
});

describe('names of applications', () => {
  const all = [...ALL_SCOPES, 'read:client_summary'];
  const apps = (length: number) => count(length).map((index) => ({ id: `app-${index}`, name: `App ${index}` }));
  const question = granted({ [orders]: ['a:x'] });
  const names = ({ grants }: Holders) => grants?.get(orders)?.map(({ application }) => application?.name);
  const fields = 'fields=client_id,name&include_fields=true';

  test.each(['read:clients', 'read:client_keys', 'read:client_summary'])('are read with %s', async (scope) => {
    const clients = [{ scopes: [...ALL_SCOPES, scope] }, ...apps(1)];
    const session = await start({ clients, grants: [grant('app-0', ['a:x'])] });
    expect(names(await read(session, question))).toEqual(['App 0']);
  });

  test('are not asked for where the token says that it may not', async () => {
    const session = await start({ clients: [{ scopes: ALL_SCOPES }, ...apps(2)], grants: [grant('app-0', ['a:x'])] });
    expect(names(await read(session, question))).toEqual([null]);
    expect(endpoints()).toEqual(['/client-grants']);
  });

  test('are asked for once in a run where Auth0 says that it may not', async () => {
    const grants = apps(3).map(({ id }) => grant(id, ['a:x']));
    const reader = new Auth0TenantReader(await startReady(ALL_SCOPES, { clients: apps(3), grants }));
    for (const _ of count(2)) expect(names(await reader.holders(question))).toEqual([null, null, null]);
    expect(endpoints()).toEqual(['/client-grants', '/clients', '/client-grants']);
  });

  test('cost one request for one application, and none for one that is not affected', async () => {
    const clients = [{ scopes: all }, ...apps(2)];
    const session = await start({ clients, grants: [grant('app-0', ['b:x']), grant('app-1', ['a:x'])] });
    expect(names(await read(session, question))).toEqual(['App 1']);
    expect(asked(tenant)).toEqual([listOf(orders), `GET /api/v2/clients/app-1?${fields}`]);
  });

  test('cost one request for all where the tenant has a hundred applications at most', async () => {
    const clients = [{ scopes: all }, ...apps(99)];
    const session = await start({ clients, grants: apps(99).map(({ id }) => grant(id, ['a:x'])) });
    expect(names(await read(session, question))).toEqual(apps(99).map(({ name }) => name));
    const list = `GET /api/v2/clients?page=0&per_page=100&include_totals=true&${fields}`;
    expect(asked(tenant)).toEqual([listOf(orders), list]);
  });

  test('are read one by one beyond the first hundred, twenty of them at most', async () => {
    const clients = [{ scopes: all }, ...apps(130)];
    const session = await start({
      clients,
      grants: apps(130)
        .slice(98)
        .map(({ id }) => grant(id, ['a:x'])),
    });
    const found = names(await read(session, question));
    expect(found).toEqual([
      ...apps(119)
        .slice(98)
        .map(({ name }) => name),
      ...count(11).map(() => null),
    ]);
    expect(asked(tenant)).toHaveLength(22);
  });

  test('are asked for once for an application that several APIs know', async () => {
    const clients = [{ scopes: all }, ...apps(1)];
    const session = await start({ clients, grants: [grant('app-0', ['a:x']), grant('app-0', ['a:x'], billing)] });
    const { grants } = await read(session, granted({ [orders]: ['a:x'], [billing]: ['a:x'] }));
    expect([...(grants?.values() ?? [])].flat().map(({ application }) => application?.name)).toEqual([
      'App 0',
      'App 0',
    ]);
    expect(endpoints()).toEqual(['/client-grants', '/client-grants', '/clients/app-0']);
  });

  test.each<[string, { status: number; body?: unknown }]>([
    ['is gone', { status: 404, body: { message: 'Client not found.' } }],
    ['is refused', { status: 400, body: { message: 'Bad' } }],
    ['has another shape', { status: 200, body: { client_id: 'app-0', name: 7 } }],
  ])('are left out of what %s, and it only', async (_, answer) => {
    const clients = [{ scopes: all }, ...apps(2)];
    const session = await start({ clients, grants: apps(2).map(({ id }) => grant(id, ['a:x'])) });
    tenant.fault({ path: '/api/v2/clients', kind: 'status', ...answer });
    tenant.fault({ path: '/api/v2/clients/app-0', kind: 'status', ...answer });
    expect(names(await read(session, question))).toEqual([null, 'App 1']);
  });

  test('come with none of the secrets that an answer may hold', async () => {
    const clients = [{ scopes: [...all, 'read:client_keys'] }, ...apps(120)];
    const session = await start({ clients, grants: [119, 3].map((index) => grant(`app-${index}`, ['a:x'])) });
    const applications = tenant.applications.list();
    const one = tenant.applications.find('app-119');
    tenant.fault({
      path: '/api/v2/clients',
      kind: 'status',
      status: 200,
      body: { clients: applications.slice(0, 100) },
    });
    tenant.fault({ path: '/api/v2/clients/app-119', kind: 'status', status: 200, body: one });
    const found = await read(session, question);
    expect(names(found)).toEqual(['App 119', 'App 3']);
    const text = inspect([found, heard.lines], { depth: null, maxArrayLength: null });
    for (const { client_secret: secret, signing_keys: keys } of applications) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(keys[0]?.cert);
    }
  });

  test('that the rate limit keeps for longer than there is time are left out', async () => {
    const clients = [{ scopes: all }, ...apps(1)];
    const session = await start({ clients, grants: [grant('app-0', ['a:x'])] });
    const headers = { 'retry-after': '1' };
    tenant.fault({ path: clientsPath, kind: 'status', status: 429, headers, times: Number.POSITIVE_INFINITY });
    expect(names(await readWithin(session, question, { names: 20 }))).toEqual([null]);
    expect(endpoints()).toEqual(['/client-grants', '/clients/app-0']);
  });
});

describe('roles', () => {
  const gives = (api: string, ...names: string[]) => names.map((name) => ({ api, name }));
  const plain = (length: number) => count(length).map((index) => ({ id: `rol_${index}`, name: `Role ${index}` }));
  const question = { ...removing({ [orders]: ['a:x', 'b:x'], [billing]: ['c:x'] }), grants: [] };
  const none = { grants: new Map(), roles: undefined };
  const given = (name: string, permissions = new Map()) =>
    ({ id: expect.any(String), name, organization: null, users: null, permissions }) as const;

  test('are read with what they give of what is removed, API by API, and with nothing else', async () => {
    const session = await start({
      roles: [
        { name: 'Clerk', permissions: [...gives(orders, 'a:x', 'c:x', 'b:x'), ...gives(billing, 'a:x', 'c:x')] },
        { name: 'Auditor', permissions: gives('urn:other', 'a:x') },
        { name: 'Nobody' },
      ],
    });
    expect((await read(session, question)).roles).toStrictEqual({
      roles: [
        given(
          'Clerk',
          new Map([
            [orders, new Set(['a:x', 'b:x'])],
            [billing, new Set(['c:x'])],
          ]),
        ),
        given('Auditor'),
        given('Nobody'),
      ],
      total: 3,
    });
  });

  test('are not asked for where nothing is removed', async () => {
    const session = await start({ roles: plain(1) });
    expect(await read(session, { ...question, roles: 'none' })).toMatchObject({ ...none, notRead: [] });
    expect(asked(tenant)).toEqual([]);
  });

  test('cost a request for the list and one for each', async () => {
    const session = await start({ roles: plain(3) });
    await read(session, question);
    expect(sorted(asked(tenant))).toEqual(sorted([rolesPage(0), ...plain(3).map(({ id }) => permissionsPage(id))]));
  });

  test('of a tenant without any cost one request', async () => {
    const session = await start();
    expect((await read(session, question)).roles).toEqual({ roles: [], total: 0 });
    expect(asked(tenant)).toEqual([rolesPage(0)]);
  });

  test('are listed to the end, on pages as large as the tenant gives them, and stay in the order of the list', async () => {
    const session = await start({ roles: plain(120), maximumPerPage: 50 });
    const { roles } = await read(session, question);
    expect(roles?.roles.map(({ name }) => name)).toEqual(plain(120).map(({ name }) => name));
    expect(roles?.total).toBe(120);
    expect(sorted(asked(tenant).slice(0, 3))).toEqual(sorted([rolesPage(0), rolesPage(1, 50), rolesPage(2, 50)]));
    expect(asked(tenant)).toHaveLength(123);
  });

  test('are read with all of their permissions, however many pages they fill', async () => {
    const names = count(120).map((index) => `p:${index}`);
    const session = await start({
      roles: [{ id: 'rol_1', name: 'Clerk', permissions: gives(orders, ...names, 'a:x') }],
      maximumPerPage: 50,
    });
    const { roles } = await read(session, question);
    expect(roles?.roles[0]?.permissions).toEqual(new Map([[orders, new Set(['a:x'])]]));
    const pages = [permissionsPage('rol_1'), permissionsPage('rol_1', 1, 50), permissionsPage('rol_1', 2, 50)];
    expect(sorted(asked(tenant))).toEqual(sorted([rolesPage(0), ...pages]));
  });

  test('that are deleted meanwhile count as checked', async () => {
    const session = await start({ roles: plain(3) });
    tenant.fault({ path: rolesPath, kind: 'after', run: ({ roles }) => roles.remove('rol_1') });
    const { roles } = await read(session, question);
    expect(roles?.roles.map(({ name }) => name)).toEqual(['Role 0', 'Role 1', 'Role 2']);
    expect(roles?.total).toBe(3);
  });

  test('that slip to a page already read, as others are deleted, are not taken for checked', async () => {
    const session = await start({ roles: plain(150) });
    tenant.fault({ path: /roles\?.*page=0/, kind: 'after', run: ({ roles }) => roles.remove('rol_0') });
    const { roles } = await read(session, question);
    expect(roles?.roles.map(({ name }) => name)).not.toContain('Role 100');
    expect([roles?.roles.length, roles?.total]).toEqual([149, 150]);
  });

  test('ids arrive as they are', async () => {
    const session = await start({ roles: [{ id: 'rol/1?x', name: 'Odd', permissions: gives(orders, 'a:x') }] });
    expect((await read(session, question)).roles?.roles[0]?.permissions.size).toBe(1);
    expect(tenant.requests.at(-1)?.path).toBe('/api/v2/roles/rol%2F1%3Fx/permissions');
  });

  test('a list that stops before its total leaves the rest unchecked', async () => {
    const session = await start({ roles: plain(2) });
    const body = { start: 0, limit: 1, total: 9, roles: [{ id: 'rol_0', name: 'Role 0', type: 'tenant' }] };
    tenant.fault({ path: rolesPath, kind: 'status', status: 200, body });
    const rest = { ...body, start: 1, roles: [] };
    tenant.fault({ path: rolesPath, kind: 'status', status: 200, body: rest, times: Number.POSITIVE_INFINITY });
    const { roles } = await read(session, question);
    expect([roles?.roles.length, roles?.total]).toEqual([1, 9]);
    const pages = count(8).map((index) => rolesPage(index + 1, 1)); // all that there should be, at once
    expect(sorted(asked(tenant))).toEqual(sorted([rolesPage(0), ...pages, permissionsPage('rol_0')]));
  });

  test('that stand on two pages, as others are made, are asked once', async () => {
    const session = await start({ roles: plain(2) });
    const body = { start: 0, limit: 2, total: 2, roles: plain(2) };
    tenant.fault({ path: rolesPath, kind: 'status', status: 200, body: { ...body, total: 3 } });
    tenant.fault({
      path: rolesPath,
      kind: 'status',
      status: 200,
      body: { ...body, start: 2, total: 3, roles: plain(2).slice(1) },
    });
    const { roles } = await read(session, question);
    expect([roles?.roles.map(({ name }) => name), roles?.total]).toEqual([['Role 0', 'Role 1'], 3]);
    expect(asked(tenant)).toHaveLength(4);
  });

  test.each([
    ['the list of roles', rolesPath, 200],
    ['the list of permissions of the role Role 0', /permissions/, 201],
  ])('%s without an end is no answer', async (what, path, requests) => {
    const session = await start({ roles: plain(1) });
    for (const index of count(200)) {
      const roles = [{ id: `rol_${index}`, name: 'More' }];
      const permissions = [{ permission_name: `p:${index}`, resource_server_identifier: orders }];
      const body = { start: 0, limit: 1, total: 1e9, roles, permissions };
      tenant.fault({ path, kind: 'status', status: 200, body });
    }
    await expect(read(session, question)).rejects.toMatchObject({
      code: 'auth0-unavailable',
      message: `${tenant.domain} gave no usable answer: ${what} has no end.`,
    });
    expect(asked(tenant)).toHaveLength(requests);
  });

  const clerk = { id: 'rol_1', name: 'Clerk', permissions: gives(orders, 'a:x') };
  const onTheWire = { permission_name: 'a:x', resource_server_identifier: orders };

  test.each([
    ['a list of roles that repeats a page', rolesPath, { start: 0, limit: 1, total: 9, roles: [clerk] }, [1, 9]],
    [
      'permissions that repeat a page',
      /permissions/,
      { start: 0, limit: 1, total: 9, permissions: [onTheWire] },
      [0, 1],
    ],
    ['permissions that are fewer than they say', /permissions/, { total: 9, permissions: [onTheWire] }, [0, 1]],
    ['permissions that say nothing and more', /permissions/, { total: 9, permissions: [] }, [0, 1]],
  ])('of %s are not all taken for checked', async (_, path, body, checked) => {
    const session = await start({ roles: [clerk] });
    tenant.fault({ path, kind: 'status', status: 200, body, times: Number.POSITIVE_INFINITY });
    const { roles } = await read(session, question);
    expect([roles?.roles.length, roles?.total]).toEqual(checked);
    expect(asked(tenant).length).toBeLessThanOrEqual(10); // nine pages are told of, and asked for at once
  });

  test.each([
    ['bare lists', [clerk], [onTheWire]],
    ['lists without totals', { roles: [clerk] }, { permissions: [onTheWire] }],
    [
      'lists with empty totals',
      { roles: [clerk], start: null, limit: null, total: null },
      { permissions: [onTheWire] },
    ],
    ['totals that are too small', { roles: [clerk], total: 0 }, { permissions: [onTheWire], total: 0 }],
  ])('are read from %s, to their end', async (_, roles, permissions) => {
    const session = await start();
    tenant.fault({ path: rolesPath, kind: 'status', status: 200, body: roles });
    tenant.fault({ path: rolesPath, kind: 'status', status: 200, body: [] });
    tenant.fault({ path: /permissions/, kind: 'status', status: 200, body: permissions });
    tenant.fault({ path: /permissions/, kind: 'status', status: 200, body: [] });
    const found = await read(session, question);
    expect(found.roles?.roles).toMatchObject([{ name: 'Clerk', permissions: new Map([[orders, new Set(['a:x'])]]) }]);
    expect(found.roles?.total).toBe(1);
    expect(asked(tenant)).toHaveLength(4);
  });

  test('are none where a bare list says so twice', async () => {
    const session = await start({ roles: [clerk] });
    tenant.fault({ path: rolesPath, kind: 'status', status: 200, body: [] });
    expect((await read(session, question)).roles).toMatchObject({ roles: [], total: 1 });
    tenant.fault({ path: rolesPath, kind: 'status', status: 200, body: [], times: 2 });
    expect((await read(session, question)).roles).toMatchObject({ roles: [], total: 0 });
  });

  test('whose permissions are not found although they are there are no answer', async () => {
    const session = await start({ roles: [clerk] });
    tenant.fault({ path: /permissions/, kind: 'status', status: 404, body: { message: 'Not Found' } });
    await expect(read(session, question)).rejects.toMatchObject({
      code: 'auth0-rejected',
      message: expect.stringContaining('the list of permissions of the role Clerk: status 404, Not Found'),
    });
  });

  test.each([
    ['the list of roles', rolesPath, { start: 0, limit: 1, total: 1, roles: [{ id: 'x' }] }],
    ['the list of roles', rolesPath, { message: 'Something went wrong' }],
    ['the list of roles', rolesPath, {}],
    ['the list of roles', rolesPath, null],
    ['the list of roles', rolesPath, { start: 0, limit: 0, total: 1, roles: [] }],
    ['the list of permissions of the role Role 0', /permissions/, { start: 0, limit: 1, total: 1, permissions: [{}] }],
    ['the list of permissions of the role Role 0', /permissions/, { message: 'Something went wrong' }],
  ])('%s of another shape is no answer', async (what, path, body) => {
    const session = await start({ roles: plain(1) });
    tenant.fault({ path, kind: 'status', status: 200, body });
    await expect(read(session, question)).rejects.toMatchObject({
      code: 'auth0-unavailable',
      message: `${tenant.domain} gave no usable answer: ${what} has an unexpected shape.`,
    });
  });

  test('are asked again after a hiccup, and fail the run where it does not end', async () => {
    const session = await startImpatient({ roles: plain(1) });
    tenant.fault({ path: /permissions/, kind: 'reset' });
    tenant.fault({ path: /permissions/, kind: 'status', status: 503 });
    expect((await read(session, question)).roles?.roles).toHaveLength(1);
    tenant.fault({ path: /permissions/, kind: 'status', status: 503, times: Number.POSITIVE_INFINITY });
    await expect(read(session, question)).rejects.toMatchObject({ code: 'auth0-unavailable' });
  });

  test('that may not be read although their list may are not known', async () => {
    const session = await start({ roles: plain(1) });
    const body = { message: 'Insufficient scope, expected any of: read:roles' };
    tenant.fault({ path: /permissions/, kind: 'status', status: 403, body });
    const notRead = [{ what: 'roles', right: 'read:roles' }];
    expect(await read(session, question)).toMatchObject({ ...none, notRead });
  });
});

describe('roles of organizations', () => {
  const gives = [{ api: orders, name: 'a:x' }];
  const organizations = count(3).map((index) => ({ id: `org_${index}`, name: `org-${index}` }));
  const roles = organizations.map(({ id }) => ({ id: `rol_${id}`, name: 'Editor', owner_id: id, permissions: gives }));
  const question = { ...removing({ [orders]: ['a:x'] }), grants: [] };
  const seen = ({ roles: check }: Holders) => check?.roles.map(({ organization }) => organization);
  const allowed = [{ scopes: [...ALL_SCOPES, 'read:organizations'] }];

  test('say of which organization they are, by one request for all names', async () => {
    const session = await start({ roles, organizations, clients: allowed });
    expect(seen(await read(session, question))).toEqual(organizations);
    const list = 'GET /api/v2/organizations?page=0&per_page=100&include_totals=true';
    expect(asked(tenant).filter((line) => line.includes('organizations'))).toEqual([list]);
  });

  test('are told from the tenant’s, and one alone costs a request of its own', async () => {
    const session = await start({ roles: [...roles.slice(0, 1), { name: 'Clerk' }], organizations, clients: allowed });
    expect(seen(await read(session, question))).toEqual([organizations[0], null]);
    expect(endpoints().at(-1)).toBe('/organizations/org_0');
  });

  test('that give nothing of what is asked about have no name, and cost nothing', async () => {
    const session = await start({
      roles: roles.map((one) => ({ ...one, permissions: [] })),
      organizations,
      clients: allowed,
    });
    expect(seen(await read(session, question))).toEqual(organizations.map(({ id }) => ({ id, name: null })));
    expect(endpoints().join()).not.toContain('organizations');
  });

  test('have no names where the token may not read them, and say nothing of it', async () => {
    const session = await start({ roles, organizations });
    const found = await read(session, question);
    expect(seen(found)).toEqual(organizations.map(({ id }) => ({ id, name: null })));
    expect([found.notRead, endpoints().join()]).toEqual([[], expect.not.stringContaining('organizations')]);
  });
});

describe('the list of roles that takes no offsets', () => {
  const plain = (length: number) => count(length).map((index) => ({ id: `rol_${index}`, name: `Role ${index}` }));
  const question = { ...removing({ [orders]: ['a:x'] }), grants: [] };

  test('is read by checkpoints, to its end', async () => {
    const session = await start({ roles: plain(120), roleOffsets: 'refused' });
    const { roles } = await read(session, question);
    expect([roles?.roles.length, roles?.total]).toEqual([120, 120]);
    expect(asked(tenant).slice(0, 3)).toEqual([
      rolesPage(0),
      'GET /api/v2/roles?take=100',
      expect.stringMatching(/^GET \/api\/v2\/roles\?take=100&from=\w+$/),
    ]);
  });

  test('only from some page on is read by checkpoints from the start', async () => {
    const session = await start({ roles: plain(120) });
    tenant.fault({ path: /roles\?.*page=1\b/, kind: 'status', status: 400, body: { message: 'Use checkpoints.' } });
    expect((await read(session, question)).roles?.total).toBe(120);
  });

  test('without an end is no answer', async () => {
    const session = await start({ roles: plain(1), roleOffsets: 'refused' });
    const body = { roles: [], next: 'again' };
    tenant.fault({ path: /roles\?take/, kind: 'status', status: 200, body, times: Number.POSITIVE_INFINITY });
    await expect(read(session, question)).rejects.toMatchObject({ code: 'auth0-unavailable' });
  });
});

describe('where only a few roles are worth a look', () => {
  const plain = (length: number) =>
    count(length).map((index) => ({
      id: `rol_${index}`,
      name: `Role ${index}`,
      permissions: [{ api: orders, name: 'a:x' }],
    }));
  const question: Question = { ...removing({ [orders]: ['a:x'] }), grants: [], roles: 'few' };

  test.each([
    ['offsets', {}],
    ['checkpoints', { roleOffsets: 'refused' } as const],
  ])('five are read, by %s', async (_, options) => {
    const session = await start({ roles: plain(5), ...options });
    expect((await read(session, question)).roles).toMatchObject({
      roles: plain(5).map(({ id }) => ({ id })),
      total: 5,
    });
  });

  test.each([
    ['offsets', {}, 1],
    ['checkpoints', { roleOffsets: 'refused' } as const, 2],
  ])('more are not, nor is their list read to its end, by %s', async (_, options, requests) => {
    const session = await start({ roles: plain(250), ...options });
    const { roles } = await read(session, question);
    expect(roles?.roles).toEqual([]);
    expect(roles?.total).toBeGreaterThan(5);
    expect(asked(tenant)).toHaveLength(requests);
  });
});

describe('how many users hold a role', () => {
  const gives = (...names: string[]) => names.map((name) => ({ api: orders, name }));
  const roles = [
    { id: 'rol_0', name: 'Clerk', users: 12, permissions: gives('a:x') },
    { id: 'rol_1', name: 'Keeper', users: 3, permissions: gives('b:x') },
    { id: 'rol_2', name: 'Auditor', users: 1, permissions: gives('a:x', 'b:x') },
  ];
  const question: Question = {
    ...removing({ [orders]: ['a:x', 'b:x'] }),
    grants: [],
    lost: new Map([[orders, new Set(['a:x'])]]),
  };
  const counts = ({ roles: check }: Holders) => check?.roles.map(({ users }) => users);
  const allowed = (scope: string) => [{ scopes: [...ALL_SCOPES, scope] }];

  test.each(['read:users', 'read:role_members'])(
    'is asked of each role that loses something, with %s',
    async (scope) => {
      const session = await start({ roles, clients: allowed(scope) });
      const found = await read(session, question);
      expect([counts(found), found.notRead]).toEqual([[12, null, 1], []]);
      const requests = asked(tenant).filter((line) => line.includes('users'));
      expect(sorted(requests)).toEqual(
        ['rol_0', 'rol_2'].map((id) => `GET /api/v2/roles/${id}/users?per_page=1&include_totals=true`),
      );
    },
  );

  test.each([
    ['at once where the token says that it may', 'says', [1, 6, 6]],
    ['of one until it is known that the token may, then of all at once', 'does not say', [1, 6, 1, 5]],
  ])('is asked %s', async (_, token, expected) => {
    const losing = count(6).map((index) => ({ id: `rol_${index}`, name: `Role ${index}`, permissions: gives('a:x') }));
    const scopes = [...ALL_SCOPES, 'read:role_members'];
    const options = { roles: losing, clients: [{ scopes }] };
    const session = token === 'says' ? await start(options) : await startReady(scopes, options);
    const rounds = inRounds(tenant, 250);
    expect(counts(await read(session, question))).toEqual(count(6).map(() => 0));
    expect(rounds.map(({ length }) => length)).toEqual(expected);
  });

  test('is asked while other roles are not known yet, where the rate limit leaves room', async () => {
    const session = await start({ roles, clients: allowed('read:users') });
    const { promise, resolve } = Promise.withResolvers<void>();
    tenant.fault({ path: /rol_2.permissions/, kind: 'before', run: () => promise });
    tenant.fault({ path: /rol_0.users/, kind: 'after', run: () => resolve() }); // else the other never ends
    expect(counts(await read(session, question))).toEqual([12, null, 1]);
  });

  test('is not asked while what roles give has to wait for the rate limit', async () => {
    const many = count(8).map((index) => ({ id: `rol_${index}`, name: `Role ${index}`, permissions: gives('a:x') }));
    const session = await start({ roles: many, clients: allowed('read:users'), rateLimit: { burst: 6, perSecond: 4 } });
    await read(session, question);
    const order = endpoints().filter((line) => line !== '/roles');
    expect(order.findIndex((line) => line.endsWith('/users'))).toBeGreaterThanOrEqual(8);
  });

  test('is asked once where it is refused, and the right is named as Auth0 names it', async () => {
    const session = await start({ roles });
    const found = await read(session, question);
    expect([counts(found), found.notRead]).toEqual([[null, null, null], [{ what: 'users', right: 'read:users' }]]);
    expect(endpoints().filter((line) => line.endsWith('/users'))).toHaveLength(1);
  });

  test.each<[string, { status: number; body?: unknown; headers?: Record<string, string> }]>([
    ['has another shape', { status: 200, body: [] }],
    ['is gone', { status: 404, body: {} }],
  ])('is not known of what %s, and of it only', async (_, answer) => {
    const session = await start({ roles, clients: allowed('read:users') });
    tenant.fault({ path: '/api/v2/roles/rol_0/users', kind: 'status', ...answer });
    expect(counts(await read(session, question))).toEqual([null, null, 1]);
  });

  test('is not known where the time is over', async () => {
    const session = await start({ roles, clients: allowed('read:users') });
    const headers = { 'retry-after': '3' };
    tenant.fault({ path: /users/, kind: 'status', status: 429, headers, times: Number.POSITIVE_INFINITY });
    expect(counts(await readWithin(session, question, { names: 100 }))).toEqual([null, null, null]);
  }, 2500);
});

describe('what does not depend on an answer', () => {
  const [app] = [{ id: 'app-0', name: 'App 0' }];
  const clients = [
    { scopes: [...ALL_SCOPES, 'read:clients', 'read:organizations', 'read:users', 'read:tenant_settings'] },
    app,
  ];
  const gives = [{ api: orders, name: 'a:x' }];
  const options = {
    clients,
    organizations: [{ id: 'org_0', name: 'Org 0' }],
    roles: [
      { id: 'rol_0', name: 'Editor', owner_id: 'org_0', permissions: gives },
      ...count(4).map((index) => ({ id: `rol_${index + 1}`, name: `Role ${index}` })),
    ],
    grants: [
      ...[orders, billing, 'urn:c'].map((audience) => grant('app-0', ['a:x'], audience)),
      { audience: orders, scope: ['a:x'], default_for: 'third_party_clients' as const },
    ],
  };
  const names = { [orders]: ['a:x'], [billing]: ['a:x'], 'urn:c': ['a:x'] };
  const question: Question = { ...removing(names), lost: new Map([[orders, new Set(['a:x'])]]), thirdParties: true };

  test('does not wait for it: names are read beside roles, and users beside organizations', async () => {
    const session = await start(options);
    const rounds = inRounds(tenant, 250);
    const { grants, roles } = await read(session, question);
    expect(grants?.get(orders)?.map(({ application }) => application?.name)).toEqual(['App 0', undefined]);
    expect(roles?.roles[0]).toMatchObject({ users: 0, organization: { name: 'Org 0' } });
    const ends = (round: readonly string[]) => round.map((line) => line.split('/').slice(3).join('/')).sort();
    expect(rounds.map(ends)).toEqual([
      ['client-grants', 'client-grants', 'client-grants', 'roles'],
      ['clients', 'clients/app-0', ...count(5).map((index) => `roles/rol_${index}/permissions`), 'tenants/settings'],
      ['organizations/org_0', 'roles/rol_0/users'],
    ]);
  });

  test('is told in one order, whatever comes first', async () => {
    const lacking = [{ scopes: ALL_SCOPES.filter((scope) => !scope.endsWith('roles')) }];
    const session = await start({ ...options, clients: lacking });
    tenant.fault({ path: grantsPath, kind: 'slow', milliseconds: 100, times: 3 });
    expect((await read(session, question)).notRead).toEqual([
      { what: 'applications', right: 'read:clients' },
      { what: 'roles', right: 'read:roles' },
    ]);
  });
});

describe('ten reads at once', () => {
  const many = count(12).map((index) => ({
    id: `rol_${index}`,
    name: `Role ${index}`,
    permissions: [{ api: orders, name: 'a:x' }],
  }));
  const question = { ...removing({ [orders]: ['a:x'] }), grants: [] };

  test('of which the rate limit refuses some are all there in the end, and the run waited once', async () => {
    const session = await start({ roles: many });
    const headers = { 'retry-after': '1' };
    tenant.fault({ path: /permissions/, kind: 'status', status: 429, headers, skip: 3, times: 4 });
    const { roles } = await read(session, question);
    expect(roles?.roles.map(({ name }) => name)).toEqual(many.map(({ name }) => name));
    expect(asked(tenant)).toHaveLength(1 + 12 + 4);
    expect(heard.lines).toEqual(["Waiting 1 s for Auth0's rate limit …"]);
  });

  test('that lack a right are told of once', async () => {
    const session = await startReady(ALL_SCOPES, { roles: many });
    const body = { message: 'Insufficient scope, expected any of: read:roles' };
    tenant.fault({ path: /permissions/, kind: 'status', status: 403, body, times: Number.POSITIVE_INFINITY });
    const notRead = [{ what: 'roles', right: 'read:roles' }];
    expect(await read(session, question)).toMatchObject({ roles: undefined, notRead });
  });

  test('that the time ends leave the rest unchecked, and what was on its way counts', async () => {
    const session = await start({ roles: many });
    tenant.fault({ path: /permissions/, kind: 'slow', milliseconds: 600, times: Number.POSITIVE_INFINITY });
    const { roles } = await readWithin(session, question, { roles: 300 });
    expect([roles?.roles.length, roles?.total]).toEqual([10, 12]);
  });

  test('of a token that says what it may are never more than ten', async () => {
    const session = await start({ roles: many, grants: [grant('app', ['a:x'])] });
    const rounds = inRounds(tenant, 250);
    await read(session, removing({ [orders]: ['a:x'] }));
    expect(rounds.map(({ length }) => length)).toEqual([2, 10, 2]);
  });
});

describe('third-party applications', () => {
  const apps = [
    { id: 'ours', name: 'Ours' },
    { id: 'theirs', name: 'Theirs', firstParty: false },
  ];
  const question: Question = { ...granted({ [orders]: ['a:x'] }), thirdParties: true };
  const grants = apps.map(({ id }) => grant(id, ['a:x']));

  test.each(['read:clients', 'read:client_keys'])('are found with %s', async (scope) => {
    const session = await start({ clients: [{ scopes: [...ALL_SCOPES, scope] }, ...apps], grants });
    expect((await read(session, question)).thirdParties).toEqual(new Set(['theirs']));
  });

  test('are listed to the end', async () => {
    const many = count(120).map((index) => ({ id: `theirs-${index}`, firstParty: false }));
    const session = await start({ clients: [{ scopes: [...ALL_SCOPES, 'read:clients'] }, ...many], grants });
    expect((await read(session, question)).thirdParties?.size).toBe(120);
  });

  test('are not known with less, which is said', async () => {
    const session = await start({ clients: [{ scopes: [...ALL_SCOPES, 'read:client_summary'] }, ...apps], grants });
    const found = await read(session, question);
    expect(found.thirdParties).toBeUndefined();
    expect(found.notRead).toEqual([{ what: 'applications', right: 'read:clients' }]);
  });

  test('cost no request where nobody asks, or no application was granted anything', async () => {
    const clients = [{ scopes: [...ALL_SCOPES, 'read:clients'] }, ...apps];
    const session = await start({ clients, grants });
    await read(session, granted({ [orders]: ['a:x'] }));
    await read(session, { ...question, permissions: new Map([[orders, new Set(['b:x'])]]) });
    expect(asked(tenant).join()).not.toContain('is_first_party');
  });
});

describe('whether applications may register themselves', () => {
  const grants = [{ audience: orders, scope: ['a:x'], default_for: 'third_party_clients' as const }];
  const clients = [{ scopes: [...ALL_SCOPES, 'read:tenant_settings'] }];
  const question = granted({ [orders]: ['a:x'] });

  test.each([
    [true, { enable_dynamic_client_registration: true }],
    [false, { enable_dynamic_client_registration: false }],
    [false, {}],
  ])('is %s with the flags %j', async (expected, flags) => {
    const session = await start({ grants, clients, flags });
    expect((await read(session, question)).registration).toBe(expected);
    expect(asked(tenant).at(-1)).toBe('GET /api/v2/tenants/settings?fields=flags&include_fields=true');
  });

  test('is asked only where a grant is for every third-party application', async () => {
    const session = await start({ grants: [grant('report', ['a:x'])], clients });
    expect((await read(session, question)).registration).toBeUndefined();
    expect(endpoints()).not.toContain('/tenants/settings');
  });

  test('is not known where it is refused', async () => {
    const session = await startReady(ALL_SCOPES, { grants });
    expect((await read(session, question)).registration).toBeUndefined();
    expect(endpoints().at(-1)).toBe('/tenants/settings');
  });
});

test('nothing but GET is sent', async () => {
  const roles = [{ name: 'Clerk', permissions: [{ api: orders, name: 'a:x' }] }];
  const clients = [{ scopes: [...ALL_SCOPES, 'read:clients'] }, { id: 'report', name: 'Nightly report' }];
  const session = await start({ clients, roles, grants: [grant('report', ['a:x'])] });
  expect(await read(session, removing({ [orders]: ['a:x'] }))).toMatchObject({ roles: { total: 1 } });
  expect(endpoints()).toHaveLength(4);
  expect(new Set(asked(tenant).map((line) => line.split(' ')[0]))).toEqual(new Set(['GET']));
});
