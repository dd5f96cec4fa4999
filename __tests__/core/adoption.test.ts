import { describe, expect, test } from '@jest/globals';
import { adopt, chooseApis, largestFitting } from '../../src/core/adoption.ts';
import type { Permission } from '../../src/core/permission.ts';
import type { TenantApi } from '../../src/core/plan.ts';
import { defaultPolicy, type Policy } from '../../src/core/policy.ts';
import { limited } from './admissions.ts';
import { apiOf, declared, orders } from './declared.ts';

function held(
  permissions: readonly (string | [string, string | undefined])[],
  fields: Partial<TenantApi> = {},
): TenantApi {
  const all = permissions.map((one): Permission => {
    const [name, description] = typeof one === 'string' ? [one, 'Does it'] : one;
    return { name, description };
  });
  return {
    id: 'id',
    identifier: orders,
    name: 'Orders',
    permissions: all,
    system: false,
    admission: limited,
    ...fields,
  };
}

function adoptOne(api: TenantApi, own = [] as ReturnType<typeof declared>[], settings: Partial<Policy> = {}) {
  const judge = { policy: { ...defaultPolicy, ...settings }, tenant: 'acme.eu.auth0.com', today: '2026-11-23' };
  return adopt([api], own.length > 0 ? [apiOf(own)] : [], judge);
}

describe('the APIs of an import', () => {
  const api = (identifier: string, name?: string, system = false) => held([], { identifier, name, system });
  const all = [
    api('urn:b', 'B'),
    api('urn:a2', 'A'),
    api('urn:a1', 'A'),
    api('urn:x'),
    api('urn:own', 'Auth0', true),
    api('https://acme.eu.auth0.com/me/'),
  ];
  const chosen = async (...wanted: string[]) =>
    (await chooseApis(all, wanted, 'acme.eu.auth0.com')).map(({ identifier }) => identifier);

  test('are all but Auth0’s own, by name and identifier', async () => {
    expect(await chosen()).toEqual(['urn:x', 'urn:a1', 'urn:a2', 'urn:b']);
  });

  test('are ordered by code points, not by UTF-16', async () => {
    const two = [api('1', '\u{1f389}'), api('2', '\uff41')];
    expect((await chooseApis(two, [], '')).map(({ identifier }) => identifier)).toEqual(['2', '1']);
  });

  test('are those that are named, where a star stands for any text', async () => {
    expect(await chosen('urn:a*', 'urn:b')).toEqual(['urn:a1', 'urn:a2', 'urn:b']);
  });

  test('must each be there', async () => {
    await expect(chosen('urn:a*', 'urn:c', 'urn:own')).rejects.toMatchObject({
      code: 'api-not-found',
      message: expect.stringContaining('`urn:c` and `urn:own`'),
    });
  });
});

describe('what is written of an API', () => {
  test('is what the manifest lacks, in the tenant’s order', () => {
    const { adoptions } = adoptOne(held(['c:c', 'b:b', ['a:a', undefined]]), [declared('b:b', 'Does it')]);
    expect(adoptions).toMatchObject([
      {
        identifier: orders,
        permissions: [
          { name: 'c:c', description: 'Does it' },
          { name: 'a:a', description: '' },
        ],
      },
    ]);
  });

  test('is nothing where it has all of it', () => {
    expect(adoptOne(held(['b:b']), [declared('b:b', 'Does it')])).toEqual({
      adoptions: [],
      leftOut: [],
      differences: [],
    });
  });

  test('is a new API even where it holds nothing', () => {
    expect(adoptOne(held([])).adoptions).toMatchObject([{ identifier: orders, name: 'Orders', permissions: [] }]);
  });

  test.each([
    ['empty', ''],
    ['half a surrogate pair', '\ud800'],
  ])('has no name where that is %s', (_name, name) => {
    expect(adoptOne(held([], { name })).adoptions).toMatchObject([{ name: undefined }]);
  });
});

describe('left out, with the reason, is', () => {
  test.each<[string, string | [string, string], RegExp, Partial<Policy>]>([
    ['a name that Auth0 reserves', 'openid', /reserved by Auth0/, {}],
    ['a name that the policy reserves', 'read:it', /reserved by the policy/, { reserved: new Set(['read:it']) }],
    ['a name with a space', 'read it', /a space/, {}],
    ['a name of 281 characters', 'a'.repeat(281), /281/, {}],
    ['a description of 501 characters', ['read:it', 'a'.repeat(501)], /501/, {}],
    [
      'a description that is longer than the policy allows',
      ['read:it', 'abcdef'],
      /6 characters/,
      { descriptions: { ...defaultPolicy.descriptions, 'max-length': 5 } },
    ],
    ['half a surrogate pair', ['read:it', '\ud800'], /surrogate/, {}],
    ['`__proto__`', '__proto__', /not allowed as a key/, {}],
  ])('%s', (_name, permission, why, settings) => {
    const { adoptions, leftOut } = adoptOne(held([['ok:ok', 'ok'], permission]), [], settings);
    const name = typeof permission === 'string' ? permission : permission[0];
    expect(leftOut).toEqual([{ api: orders, permission: name, why: expect.stringMatching(why) }]);
    expect(adoptions[0]?.permissions.map((one) => one.name)).toEqual(['ok:ok']);
  });

  test('each of several names that are too long', () => {
    const { leftOut } = adoptOne(held(['a'.repeat(300), 'b'.repeat(300)]));
    expect(leftOut).toHaveLength(2);
  });

  test('a name that the tenant holds twice, the second time', () => {
    const { adoptions, leftOut } = adoptOne(
      held([
        ['a:a', 'one'],
        ['a:a', 'two'],
      ]),
    );
    expect(adoptions[0]?.permissions).toEqual([{ name: 'a:a', description: 'one' }]);
    expect(leftOut).toEqual([{ api: orders, permission: 'a:a', why: expect.stringContaining('twice') }]);
  });

  test('what is beyond 1000 permissions, those of the manifest counted', () => {
    const names = Array.from({ length: 1001 }, (_, index) => `read:${index}`);
    const { adoptions, leftOut } = adoptOne(held(names), [declared('old:one')]);
    expect(adoptions[0]?.permissions).toHaveLength(999);
    expect(leftOut.map(({ permission }) => permission)).toEqual(['read:999', 'read:1000']);
    expect(leftOut[0]?.why).toContain('Auth0 allows 1000');
  });

  test('an API whose identifier is too long', () => {
    const { adoptions, leftOut } = adoptOne(held(['a:a'], { identifier: 'x'.repeat(601) }));
    expect(adoptions).toEqual([]);
    expect(leftOut).toEqual([{ api: 'x'.repeat(601), why: expect.stringContaining('600') }]);
  });

  test('nothing that only a rule of the policy is against', () => {
    expect(adoptOne(held(['LegacyExport', '*', ['admin:all', '']])).leftOut).toEqual([]);
  });
});

test('what the manifest says otherwise is told, and not written', () => {
  const own = [declared('a:a', 'Ours'), declared('b:b', 'Gone'), declared('c:c', '')];
  expect(
    adoptOne(
      held([
        ['a:a', 'Theirs'],
        ['c:c', undefined],
      ]),
      own,
    ),
  ).toEqual({
    adoptions: [],
    leftOut: [],
    differences: [
      { api: orders, permission: 'a:a', kind: 'another description' },
      { api: orders, permission: 'b:b', kind: 'not on the tenant' },
    ],
  });
});

test.each([0, 1, 2, 7, 50, 100])('the largest count that fits is found, here %d of 100', (most) => {
  expect(largestFitting(100, (count) => count <= most)).toBe(most);
});
