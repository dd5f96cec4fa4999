import { afterEach, describe, expect, test } from '@jest/globals';
import type { ApiSeed } from '../../../sandbox/tenant/apis.ts';
import { inRounds } from '../../../sandbox/tenant/rounds.ts';
import type { Tenant, TenantOptions } from '../../../sandbox/tenant.ts';
import { Auth0TenantReader } from '../../../src/adapters/auth0/tenant.ts';
import { Auth0TenantWriter } from '../../../src/adapters/auth0/writer.ts';
import type { Admission } from '../../../src/core/reach/reach.ts';
import { open as anyone, closed, limited } from '../../core/admissions.ts';
import { asked, type Heard, listen, open, servers, sorted, startTrusted } from './tenant-session.ts';

const orders = 'https://api.example.com/orders';
const billing = 'https://api.example.com/billing';

/** What a page is asked to hold. */
const pageSize = 100;

let tenant: Tenant;
let heard: Heard;

async function start(options: TenantOptions = {}): Promise<Auth0TenantReader> {
  heard = listen();
  tenant = await startTrusted(options);
  return new Auth0TenantReader(await open(tenant, heard));
}

afterEach(async () => {
  await tenant.close();
  expect(tenant.failures).toEqual([]);
});

const seeds = (count: number) => Array.from({ length: count }, (_, index) => ({ identifier: `urn:api:${index}` }));
const names = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `urn:api:${from + index}`);

describe('what is read of an API', () => {
  test('is what a plan needs, descriptions as they are', async () => {
    const scopes = [
      { value: 'read:orders', description: 'View orders' },
      { value: 'a', description: '' },
      { value: 'b' },
    ];
    const reader = await start({ apis: [{ id: 'rs1', identifier: orders, name: 'Orders API', scopes }] });
    expect(await reader.apis([orders])).toStrictEqual([
      {
        id: 'rs1',
        identifier: orders,
        name: 'Orders API',
        permissions: [
          { name: 'read:orders', description: 'View orders' },
          { name: 'a', description: '' },
          { name: 'b', description: undefined },
        ],
        system: false,
        admission: anyone,
      },
    ]);
  });

  test('never includes the signing secret', async () => {
    const reader = await start({ apis: [{ identifier: orders, signing_alg: 'HS256' }] });
    const found = await reader.apis([orders]);
    expect(found).toHaveLength(1);
    expect(tenant.apis.find(orders)?.signing_secret).toBe(tenant.signingSecret);
    expect(JSON.stringify(found)).not.toContain(tenant.signingSecret);
    expect(heard.lines.join()).not.toContain(tenant.signingSecret);
  });

  const empty = { name: null, is_system: null, enforce_policies: null, subject_type_authorization: null, scopes: null };
  test.each([
    ['lack all that Auth0 leaves out of a new API', {}],
    ['have all of it empty', empty],
    ['have no policies', { subject_type_authorization: {} }],
    ['have a policy for nobody', { subject_type_authorization: { user: null, client: null } }],
    ['have an empty policy', { subject_type_authorization: { user: { policy: null } } }],
  ])('may %s', async (_, rest) => {
    const reader = await start();
    tenant.fault({ path: servers, kind: 'status', status: 200, body: [{ id: 'rs1', identifier: orders, ...rest }] });
    expect(await reader.apis([orders])).toStrictEqual([
      { id: 'rs1', identifier: orders, name: undefined, permissions: [], system: false, admission: anyone },
    ]);
  });

  test('says which API is Auth0’s own', async () => {
    const reader = await start();
    expect(await reader.apis([tenant.audience])).toMatchObject([{ identifier: tenant.audience, system: true }]);
  });

  const grantAsked = { policy: 'require_client_grant' };
  const denied = { policy: 'deny_all' };

  const cases: readonly [string, Partial<ApiSeed>, Admission][] = [
    ['RBAC off and all users let in', { enforce_policies: false }, anyone],
    ['nothing said of RBAC', { enforce_policies: undefined }, anyone],
    ['RBAC on', { enforce_policies: true }, limited],
    ['nothing said of policies', { subject_type_authorization: undefined }, anyone],
    ['policies of null', { subject_type_authorization: null }, anyone],
    [
      'each policy that asks for a grant',
      { subject_type_authorization: { client: grantAsked, user: grantAsked, anonymous_user: grantAsked } },
      { applications: 'by-grant', users: 'by-grant', anonymous: 'by-grant', rbac: false },
    ],
    [
      'each policy that denies',
      { subject_type_authorization: { client: denied, user: denied, anonymous_user: denied } },
      closed,
    ],
    ['one policy alone', { subject_type_authorization: { user: denied } }, { ...anyone, users: 'nobody' }],
    [
      'access without signing in, as it was called before',
      { allow_anonymous_access: true },
      { ...anyone, anonymous: 'by-grant' },
    ],
    [
      'access without signing in, and a policy that denies it',
      { allow_anonymous_access: true, subject_type_authorization: { anonymous_user: denied } },
      anyone,
    ],
    [
      'a policy that nobody knows yet',
      {
        subject_type_authorization: { client: { policy: 'x' }, user: { policy: 'x' }, anonymous_user: { policy: 'x' } },
      },
      { applications: 'by-grant', users: 'by-grant', anonymous: 'by-grant', rbac: false },
    ],
  ];

  test.each(cases)('lets in whom it does with %s', async (_, fields, admission) => {
    const reader = await start({ apis: [{ identifier: orders, ...fields }] });
    expect(await reader.apis([orders])).toMatchObject([{ admission }]);
  });

  test('is nothing of an API that the tenant does not have', async () => {
    const reader = await start({ apis: [{ identifier: orders }] });
    expect(await reader.apis(['https://api.example.com/Orders'])).toEqual([]);
  });
});

describe('how APIs are asked for', () => {
  const list = (page: number, size = pageSize) => `GET ${servers}?include_totals=true&page=${page}&per_page=${size}`;
  const identifiers = (wanted: string[]) => wanted.map((one) => `&identifiers=${one}`).join('');

  test('none costs no request', async () => {
    const reader = await start();
    expect(await reader.apis([])).toEqual([]);
    expect(asked(tenant)).toEqual([]);
  });

  test.each([1, 10])('%d are asked for by name, in one request', async (count) => {
    const reader = await start({ apis: seeds(120) });
    const found = await reader.apis(names(0, count));
    expect(found.map(({ identifier }) => identifier)).toEqual(names(0, count));
    expect(asked(tenant)).toEqual([list(0) + identifiers(names(0, count))]);
  });

  test('odd identifiers arrive as they are', async () => {
    const odd = ['https://api.example.com/a?b=c&d=e#f', 'urn:ä:名前 +%', '&identifiers=x'];
    const reader = await start({ apis: odd.map((identifier) => ({ identifier })) });
    expect((await reader.apis(odd)).map(({ identifier }) => identifier)).toEqual(odd);
    expect(tenant.requests.at(-1)?.query.identifiers).toEqual(odd);
  });

  test('more than ten are looked for in the list, and by name where that takes no more than its other pages', async () => {
    const reader = await start({ apis: seeds(250) });
    const found = await reader.apis(names(239, 250));
    expect(found.map(({ identifier }) => identifier)).toEqual(names(239, 250));
    const byName = [names(239, 249), names(249, 250)].map((some) => list(0) + identifiers(some));
    expect(sorted(asked(tenant))).toEqual(sorted([list(0), ...byName])); // as many as there are pages left
  });

  test('a page is as large as the tenant says, not as it was asked to be', async () => {
    const reader = await start({ apis: seeds(120), maximumPerPage: 50 });
    const found = await reader.apis(names(0, 120));
    expect(found.map(({ identifier }) => identifier)).toEqual(names(0, 120));
    expect(sorted(asked(tenant))).toEqual(sorted([list(0), list(1, 50), list(2, 50)]));
  });

  test('reading stops where all were found', async () => {
    const reader = await start({ apis: seeds(300), maximumPerPage: 50 });
    expect(await reader.apis(names(0, 49))).toHaveLength(49);
    expect(asked(tenant)).toEqual([list(0)]);
  });

  test('all of them are the whole list, Auth0’s own included, page after page', async () => {
    const reader = await start({ apis: seeds(120), maximumPerPage: 50 });
    const found = await reader.allApis();
    expect(found.filter(({ system }) => system).map(({ identifier }) => identifier)).toEqual([tenant.audience]);
    expect(found.filter(({ system }) => !system).map(({ identifier }) => identifier)).toEqual(names(0, 120));
    expect(sorted(asked(tenant))).toEqual(sorted([list(0), list(1, 50), list(2, 50)]));
  });

  test('reading ends with a list of one page, where some are not in it', async () => {
    const reader = await start({ apis: seeds(99) });
    expect(await reader.apis([...names(0, 11), 'urn:nothing'])).toHaveLength(11);
    expect(asked(tenant)).toEqual([list(0)]);
  });

  test('reading ends with a longer list where some are not in it, but for a question by name', async () => {
    const reader = await start({ apis: seeds(150) });
    expect(await reader.apis([...names(0, 150), 'urn:nothing'])).toHaveLength(150);
    expect(asked(tenant)).toEqual([list(0), list(1), `${list(0)}&identifiers=urn:nothing`]);
  });

  test('the rest of a long list is asked for at once', async () => {
    const reader = await start({ apis: seeds(1000) });
    const rounds = inRounds(tenant, 250);
    expect(await reader.apis(names(0, 1000))).toHaveLength(1000);
    expect(rounds.map(({ length }) => length)).toEqual([1, 10]);
  });

  test('a few of many are found by one page and by name, at once', async () => {
    const reader = await start({ apis: seeds(2000) });
    const rounds = inRounds(tenant, 250);
    expect(await reader.apis(names(1940, 2000))).toHaveLength(60);
    expect(rounds.map(({ length }) => length)).toEqual([1, 6]);
  });

  test('identifiers too long for a request’s first line are looked for in the whole list', async () => {
    const long = Array.from({ length: 10 }, (_, index) => `urn:${index}:${'x'.repeat(594)}`);
    const reader = await start({ apis: long.map((identifier) => ({ identifier })) });
    expect(await reader.apis(long)).toHaveLength(10);
    expect(asked(tenant)).toEqual([list(0)]);
  });

  test('one identifier of 600 characters is asked for by name', async () => {
    const long = `urn:${'x'.repeat(596)}`;
    const reader = await start({ apis: [{ identifier: long }] });
    expect(await reader.apis([long])).toHaveLength(1);
    expect(asked(tenant)).toEqual([list(0) + identifiers([long])]);
  });
});

describe('an answer that is a bare list', () => {
  /** The tenant leaves the totals out; each page is what it would have been. */
  async function startBare(options: TenantOptions): Promise<Auth0TenantReader> {
    const reader = await start(options);
    const size = options.maximumPerPage ?? pageSize;
    for (let page = 0; page < 8; page += 1) {
      const body = () => tenant.apis.list().slice(page * size, (page + 1) * size);
      tenant.fault({ path: new RegExp(`page=${page}&`), kind: 'status', status: 200, body: body(), times: Infinity });
    }
    return reader;
  }

  test('is read', async () => {
    const reader = await startBare({ apis: [{ identifier: orders }, { identifier: billing }] });
    expect((await reader.apis([billing])).map(({ identifier }) => identifier)).toEqual([billing]);
  });

  test('is read to its end', async () => {
    const reader = await startBare({ apis: seeds(120) });
    expect(await reader.apis(names(105, 120))).toHaveLength(15);
  });

  test('is read to its end where its pages are smaller than asked for', async () => {
    const reader = await startBare({ apis: seeds(120), maximumPerPage: 50 });
    expect(await reader.apis(names(105, 120))).toHaveLength(15);
  });
});

describe('an odd API in the list', () => {
  const odd = { id: 'x', identifier: billing, scopes: [{}] };
  const good = { id: 'y', identifier: orders, scopes: [{ value: 'a:b', description: null }] };

  test('is no answer where it is asked for, and is named', async () => {
    const reader = await start();
    tenant.fault({ path: servers, kind: 'status', status: 200, body: [good, odd] });
    await expect(reader.apis([billing])).rejects.toMatchObject({
      code: 'auth0-unavailable',
      message: expect.stringContaining(`the API ${billing} has an unexpected shape (scopes.0.value)`),
    });
  });

  test('stops nobody where it is not; no description is none', async () => {
    const reader = await start();
    tenant.fault({ path: servers, kind: 'status', status: 200, body: [odd, good] });
    expect(await reader.apis([orders])).toMatchObject([{ permissions: [{ name: 'a:b', description: undefined }] }]);
  });
});

test('an API that slips to a page already read, as others are deleted, is found all the same', async () => {
  const reader = await start({ apis: seeds(250) });
  const run = ({ apis }: Tenant) => names(0, 5).forEach((name) => void apis.remove(name));
  tenant.fault({ path: /page=0/, kind: 'after', run });
  expect(await reader.apis(names(90, 250))).toHaveLength(160);
});

describe('the whole list', () => {
  const all = async (reader: Auth0TenantReader) =>
    (await reader.allApis()).filter(({ system }) => !system).map(({ identifier }) => identifier);

  test('is read once more where an API slips to a page already read, and has nothing that is gone', async () => {
    const reader = await start({ apis: seeds(250) });
    const run = ({ apis }: Tenant) => names(0, 5).forEach((name) => void apis.remove(name));
    tenant.fault({ path: /page=0/, kind: 'after', run });
    expect(await all(reader)).toEqual(names(5, 250));
    expect(asked(tenant)).toHaveLength(6);
  });

  test('is read once more where it shifts between pages that are read at once', async () => {
    const reader = await start({ apis: seeds(450) });
    const run = ({ apis }: Tenant) => names(0, 5).forEach((name) => void apis.remove(name));
    tenant.fault({ path: /page=2/, kind: 'before', run });
    expect(await all(reader)).toEqual(names(5, 450));
    expect(asked(tenant)).toHaveLength(10);
  });

  test('may echo another page size on the way, and nothing is lost without a word', async () => {
    const reader = await start({ apis: seeds(450) });
    const body = { start: 100, limit: 50, total: 451, resource_servers: tenant.apis.list().slice(100, 150) };
    tenant.fault({ path: /page=1&/, kind: 'status', status: 200, body });
    expect(await all(reader)).toHaveLength(450);
    tenant.fault({ path: /page=1&/, kind: 'status', status: 200, body, times: Number.POSITIVE_INFINITY });
    await expect(reader.allApis()).rejects.toMatchObject(short());
  });

  test('is what both readings found where the second one shifts, too', async () => {
    const reader = await start({ apis: seeds(150) });
    let next = 0;
    const run = ({ apis }: Tenant) => apis.remove(`urn:api:${next++}`);
    tenant.fault({ path: /page=0/, kind: 'after', run, times: 2 });
    expect((await all(reader)).sort()).toEqual(names(0, 150).sort());
    expect(asked(tenant)).toHaveLength(4);
  });
});

const short = () => ({
  code: 'auth0-unavailable',
  message: `${tenant.domain} gave no usable answer: the list of APIs is shorter than it says.`,
});

describe('a list that says less than there is', () => {
  const all = seeds(150);
  const page = (from: number, to: number) => tenant.apis.list().slice(from, to);

  test.each([
    ['lacks its second page', () => [{ start: 0, limit: 100, total: 151, resource_servers: page(0, 60) }]],
    ['is empty', () => [[]]],
    ['has a page of nothing', () => [{ total: 151, limit: 100, start: 0, resource_servers: [] }]],
  ])('%s once is read once more', async (_, bodies) => {
    const reader = await start({ apis: all });
    for (const body of bodies()) tenant.fault({ path: servers, kind: 'status', status: 200, body });
    expect(await reader.allApis()).toHaveLength(151);
    for (const body of bodies()) tenant.fault({ path: servers, kind: 'status', status: 200, body });
    expect(await reader.apis(names(0, 150))).toHaveLength(150);
  });

  test('whenever it is asked for is no answer', async () => {
    const reader = await start({ apis: all });
    const body = { start: 0, limit: 100, total: 151, resource_servers: page(0, 60) };
    tenant.fault({ path: /page=0/, kind: 'status', status: 200, body, times: Number.POSITIVE_INFINITY });
    await expect(reader.allApis()).rejects.toMatchObject(short());
    await expect(reader.apis(names(0, 150))).rejects.toMatchObject(short());
  });

  test('by a total that is too small is read to its end all the same', async () => {
    const reader = await start({ apis: all });
    const body = { start: 0, limit: 100, total: 1, resource_servers: page(0, 100) };
    tenant.fault({ path: /page=0/, kind: 'status', status: 200, body });
    expect(await reader.allApis()).toHaveLength(151);
  });

  test.each([
    ['by none', {}],
    ['by empty ones', { start: null, limit: null, total: null }],
  ])('%s of its totals is read to its end', async (_, totals) => {
    const reader = await start({ apis: all });
    for (const index of [0, 1, 2]) {
      const body = { ...totals, resource_servers: page(index * 100, index * 100 + 100) };
      tenant.fault({ path: new RegExp(`page=${index}&`), kind: 'status', status: 200, body });
    }
    expect(await reader.allApis()).toHaveLength(151);
    expect(asked(tenant)).toHaveLength(3);
  });
});

describe('a list without an end', () => {
  test.each([
    ['that repeats a page', { total: 1e9, limit: 1 }],
    ['that lies about its total', { total: Number.MAX_SAFE_INTEGER, limit: 100 }],
  ])('%s is left', async (_, { total, limit }) => {
    const reader = await start();
    const body = { start: 0, limit, total, resource_servers: [{ id: 'y', identifier: orders }] };
    tenant.fault({ path: servers, kind: 'status', status: 200, body, times: Number.POSITIVE_INFINITY });
    expect(await reader.apis([billing])).toEqual([]);
    expect(asked(tenant)).toHaveLength(11);
    await expect(reader.allApis()).rejects.toMatchObject(short());
    expect(asked(tenant)).toHaveLength(33);
  });

  test('of pages of no size is no answer', async () => {
    const reader = await start();
    const body = { start: 0, limit: 0.5, total: 9, resource_servers: [{ id: 'y', identifier: orders }] };
    tenant.fault({ path: servers, kind: 'status', status: 200, body });
    await expect(reader.apis([billing])).rejects.toMatchObject({ code: 'auth0-unavailable' });
  });
});

describe('an answer of an unexpected shape', () => {
  test.each([
    ['a list of something else', { body: [{ client_id: 'x' }] }],
    ['text', { body: '"hello"' }],
    ['null', { body: 'null' }],
    ['an object without APIs', { body: { total: 1 } }],
  ])('such as %s is no answer', async (_, { body }) => {
    const reader = await start();
    tenant.fault({ path: servers, kind: 'status', status: 200, body });
    await expect(reader.apis([orders])).rejects.toMatchObject({
      code: 'auth0-unavailable',
      message: `${tenant.domain} gave no usable answer: the list of APIs has an unexpected shape.`,
    });
  });
});

describe('the reader', () => {
  const methods = (type: { prototype: object }) => Object.getOwnPropertyNames(type.prototype).sort();

  test('has no method that writes', () => {
    expect(methods(Auth0TenantReader)).toEqual([
      'ahead',
      'allApis',
      'apis',
      'constructor',
      'get',
      'holders',
      'listed',
      'page',
      'pages',
      'readApi',
      'whole',
    ]);
    expect(Object.getPrototypeOf(Auth0TenantReader.prototype)).toBe(Object.prototype);
    expect(methods(Auth0TenantWriter)).toEqual(['api', 'constructor', 'judge', 'pause', 'replace', 'yieldRoom']);
  });

  test('sends nothing but GET', async () => {
    const reader = await start({ apis: [{ identifier: orders }] });
    await reader.apis([orders]);
    expect(asked(tenant).map((request) => request.split(' ')[0])).toEqual(['GET']);
  });
});
