import { describe, expect, test } from '@jest/globals';
import { type Grant, type Holders, questionOf, unknownsOf, withImpact } from '../../src/core/impact.ts';
import type { Change } from '../../src/core/plan.ts';
import { orders } from './declared.ts';
import { change, planned } from './planned.ts';

const shop = { id: 'shop', name: 'Web shop' };
const job = { id: 'job', name: null };
const grants: Grant[] = [
  { application: shop, permissions: ['read:orders'], all: false },
  { application: job, permissions: [], all: true },
];
const roles = [
  { name: 'Support', permissions: new Map([[orders, new Set(['read:orders'])]]) },
  { name: 'Sales', permissions: new Map([['https://api.example.com/x', new Set(['read:orders'])]]) },
];
const holders: Holders = { grants: new Map([[orders, grants]]), roles: { roles, total: 2 } };
const nobody = { applications: [], roles: [] };
const readers = {
  applications: [
    { ...shop, all: false },
    { ...job, all: true },
  ],
  roles: ['Support'],
};

function touched(one: Change, by: Holders = holders): Change | undefined {
  return withImpact(planned([one]), by).changes[0];
}

describe('who is touched', () => {
  test('by a removal: who lists it, who may use everything, and roles that hold it of this very API', () => {
    expect(touched(change('remove', 'read:orders'))?.impact).toEqual(readers);
  });

  test('by a removal that nobody lists: only who may use everything', () => {
    expect(touched(change('remove', 'cancel:orders'))?.impact).toEqual({
      applications: [{ ...job, all: true }],
      roles: [],
    });
  });

  test('by an addition: who may use everything gets it at once', () => {
    expect(touched(change('add', 'create:orders'))?.impact).toEqual({
      applications: [{ ...job, all: true }],
      roles: [],
    });
  });

  test('by an addition that replaces a name: also who still holds the old one', () => {
    expect(touched(change('add', 'view:orders', { renamed: 'read:orders' }))?.oldHolders).toEqual(readers);
  });

  test('by an update: nobody', () => {
    expect(touched(change('update', 'read:orders'))).not.toHaveProperty('impact');
  });

  test('is nobody who is known where the token may read neither', () => {
    expect(touched(change('remove', 'read:orders'), { grants: undefined, roles: undefined })?.impact).toEqual(nobody);
  });
});

describe('the tenant is asked', () => {
  test('nothing for updates', () => {
    expect(questionOf([planned([change('update', 'a:b')])])).toEqual({
      grants: [],
      permissions: new Map(),
      roles: false,
    });
  });

  test('for client grants where something is added, and for roles only where something is lost or renamed', () => {
    expect(questionOf([planned([change('add', 'a:b')])])).toMatchObject({ grants: [orders], roles: false });
    expect(questionOf([planned([change('remove', 'a:b')])])).toMatchObject({ grants: [orders], roles: true });
    expect(questionOf([planned([change('add', 'a:b', { renamed: 'c:d' })])])).toMatchObject({ roles: true });
  });

  test('for what is removed, and for old names', () => {
    const changes = [change('remove', 'a:b'), change('add', 'c:d', { renamed: 'e:f' }), change('add', 'g:h')];
    expect(questionOf([planned(changes)]).permissions.get(orders)).toEqual(new Set(['a:b', 'e:f']));
  });
});

describe('who holds what is deprecated', () => {
  const place = change('add', 'x').place;
  const [fresh, old] = [true, false].map((isNew) => ({ permission: 'read:orders', reason: '', isNew, place }));
  const api = planned([], { deprecated: [fresh, old].flatMap((one) => one ?? []) });

  test('is asked for what is newly so, or of all where all is looked at', () => {
    const marked = (scope: 'new' | 'all') => withImpact(api, holders, scope).deprecated?.map((one) => one.holders);
    expect(marked('new')).toEqual([readers, undefined]);
    expect(marked('all')).toEqual([readers, readers]);
  });

  test('costs a question only then', () => {
    const known = planned([], { deprecated: old ? [old] : [] });
    expect(questionOf([known])).toMatchObject({ grants: [], roles: false });
    expect(questionOf([known], 'all')).toMatchObject({ grants: [orders], roles: true });
    expect(questionOf([api]).permissions.get(orders)).toEqual(new Set(['read:orders']));
  });
});

describe('what is not known', () => {
  const asked = questionOf([planned([change('remove', 'a:b')])]);

  test.each<[string, Holders, ReturnType<typeof unknownsOf>]>([
    ['is nothing where all was read', holders, { lacking: [] }],
    ['names each grant', { grants: undefined, roles: undefined }, { lacking: ['read:client_grants', 'read:roles'] }],
    [
      'counts the roles that were read',
      { ...holders, roles: { roles, total: 900 } },
      { lacking: [], roles: { checked: 2, total: 900 } },
    ],
  ])('%s', (_name, found, expected) => {
    expect(unknownsOf(asked, found)).toEqual(expected);
  });

  test('is not said of what was not asked', () => {
    const added = questionOf([planned([change('add', 'a:b')])]);
    expect(unknownsOf(added, { grants: new Map(), roles: undefined })).toEqual({ lacking: [] });
  });
});
