import { describe, expect, test } from '@jest/globals';
import type { ApiPlan, Change } from '../../../src/core/plan.ts';
import { withImpact } from '../../../src/core/reach/impact.ts';
import { lackingRights, questionOf, unknownsOf } from '../../../src/core/reach/question.ts';
import type { Holders, Reach } from '../../../src/core/reach/reach.ts';
import { grant, holdersOf, limited, open, role } from '../admissions.ts';
import { orders } from '../declared.ts';
import { change, planned } from '../planned.ts';

const grants = [grant('Shop', ['read:orders']), grant('Job', [], { all: true })];
const roles = [role('Support', orders, ['read:orders']), role('Sales', 'https://api.example.com/x', ['read:orders'])];
const holders = holdersOf(orders, grants, roles);

function touched(one: Change, by: Holders = holders, fields: Partial<ApiPlan> = {}): Change | undefined {
  return withImpact(planned([one], fields), by).changes[0];
}

const names = (reach: Reach | undefined) => [
  ...(reach?.grants.map(({ application }) => application?.name) ?? []),
  ...(reach?.roles.map(({ name }) => name) ?? []),
];

describe('whose reach is altered', () => {
  test('by a removal: who lists it, who may use everything, and roles that hold it of this very API', () => {
    expect(names(touched(change('remove', 'read:orders'))?.impact)).toEqual(['Shop', 'Job', 'Support']);
  });

  test('by a removal while RBAC is off: also roles, for it may be switched on', () => {
    expect(names(touched(change('remove', 'read:orders'), holders, { admission: open })?.impact)).toEqual([
      'Shop',
      'Job',
      'Support',
    ]);
  });

  test('by an addition: who may use everything, and whoever held the name before it was there', () => {
    expect(names(touched(change('add', 'create:orders'))?.impact)).toEqual(['Job']);
    expect(names(touched(change('add', 'read:orders'))?.impact)).toEqual(['Shop', 'Job', 'Support']);
  });

  test('by an addition while RBAC is off: no role, and that none was read is no lack', () => {
    const unread = { ...holders, roles: undefined };
    expect(names(touched(change('add', 'read:orders'), holders, { admission: open })?.impact)).toEqual(['Shop', 'Job']);
    expect(touched(change('add', 'a:b'), unread, { admission: open })?.impact?.unread).toEqual([]);
    expect(touched(change('add', 'a:b'), unread)?.impact?.unread).toEqual(['roles']);
  });

  test('by an addition that replaces a name: also who still holds the old one', () => {
    const { oldHolders } = touched(change('add', 'view:orders', { renamed: 'read:orders' })) ?? {};
    expect(names(oldHolders)).toEqual(['Shop', 'Job', 'Support']);
  });

  test('by an update: nobody', () => {
    expect(touched(change('update', 'read:orders'))).not.toHaveProperty('impact');
  });

  test('is not known where the tenant was not asked', () => {
    expect(touched(change('remove', 'read:orders'), holders, { admission: null })).not.toHaveProperty('impact');
  });
});

describe('the tenant is asked', () => {
  test('nothing for updates', () => {
    expect(questionOf([planned([change('update', 'a:b')])])).toEqual({
      grants: [],
      permissions: new Map(),
      roles: 'none',
      lost: new Map(),
      thirdParties: false,
    });
  });

  test.each<[string, Change, ApiPlan['admission'], 'all' | 'few' | 'none']>([
    ['all roles for a removal, RBAC or not', change('remove', 'a:b'), open, 'all'],
    ['all roles for an addition that replaces a name', change('add', 'a:b', { renamed: 'c:d' }), open, 'all'],
    ['a few roles for an addition where roles decide anything', change('add', 'a:b'), limited, 'few'],
    ['no roles for an addition without RBAC', change('add', 'a:b'), open, 'none'],
    ['no roles for an addition to an API without users', change('add', 'a:b'), { ...limited, users: 'nobody' }, 'none'],
  ])('for %s', (_, one, admission, expected) => {
    expect(questionOf([planned([one], { admission })])).toMatchObject({ grants: [orders], roles: expected });
  });

  test('for what is removed, added and replaced, and for the users of roles that lose', () => {
    const changes = [change('remove', 'a:b'), change('add', 'c:d', { renamed: 'e:f' }), change('update', 'g:h')];
    const { permissions, lost } = questionOf([planned(changes)]);
    expect(permissions.get(orders)).toEqual(new Set(['a:b', 'c:d', 'e:f']));
    expect(lost.get(orders)).toEqual(new Set(['a:b']));
  });

  test('for what somebody else needs to know of an API that does not change', () => {
    const need = { identifier: orders, permissions: ['a:b'], roles: true, thirdParties: true };
    expect(questionOf([planned([])], 'new', [need])).toEqual({
      grants: [orders],
      permissions: new Map([[orders, new Set(['a:b'])]]),
      roles: 'all',
      lost: new Map([[orders, new Set()]]),
      thirdParties: true,
    });
  });
});

describe('who holds what is deprecated', () => {
  const place = change('add', 'x').place;
  const [fresh, old] = [true, false].map((isNew) => ({ permission: 'read:orders', reason: '', isNew, place }));
  const api = planned([], { deprecated: [fresh, old].flatMap((one) => one ?? []) });

  test('is asked for what is newly so, or of all where all is looked at', () => {
    const marked = (scope: 'new' | 'all') =>
      withImpact(api, holders, scope).deprecated?.map((one) => names(one.holders));
    expect(marked('new')).toEqual([['Shop', 'Job', 'Support'], []]);
    expect(marked('all')).toEqual([
      ['Shop', 'Job', 'Support'],
      ['Shop', 'Job', 'Support'],
    ]);
  });

  test('costs a question only then', () => {
    const known = planned([], { deprecated: old ? [old] : [] });
    expect(questionOf([known])).toMatchObject({ grants: [], roles: 'none' });
    expect(questionOf([known], 'all')).toMatchObject({ grants: [orders], roles: 'all' });
    expect(questionOf([api]).permissions.get(orders)).toEqual(new Set(['read:orders']));
  });
});

describe('what could not be found out', () => {
  const asked = questionOf([planned([change('remove', 'a:b')])]);
  const notRead = (['grants', 'roles', 'users'] as const).map((what) => ({ what, right: `read:${what}` }));

  test.each<[string, Holders, ReturnType<typeof unknownsOf>]>([
    ['is nothing where all was read', holders, { notRead: [] }],
    ['is what the adapter says', { grants: undefined, roles: undefined, notRead }, { notRead }],
    [
      'counts the roles that were read',
      { ...holders, roles: { roles, total: 900 } },
      { notRead: [], roles: { checked: 2, total: 900 } },
    ],
  ])('%s', (_name, found, expected) => {
    expect(unknownsOf(asked, found)).toEqual(expected);
  });

  test('is how many users hold a role that loses, where there was no time to count them all', () => {
    const losing = [role('A', orders, ['a:b'], { users: 2 }), role('B', orders, ['a:b'])];
    const counted = { ...holders, roles: { roles: losing, total: 2 } };
    expect(unknownsOf(asked, counted)).toEqual({ notRead: [], users: { counted: 1, total: 2 } });
    const refused = { ...counted, notRead: [{ what: 'users', right: 'read:users' } as const] };
    expect(unknownsOf(asked, refused)).not.toHaveProperty('users');
  });

  test('is lacking where grants or roles are', () => {
    expect(lackingRights({ notRead })).toEqual(['read:grants', 'read:roles']);
  });

  test('is not said of roles where they were only worth a look', () => {
    const added = questionOf([planned([change('add', 'a:b')])]);
    const roleless = { what: 'roles', right: 'read:roles' } as const;
    expect(unknownsOf(added, { ...holders, roles: undefined, notRead: [roleless] })).toEqual({ notRead: [] });
    expect(unknownsOf(added, { ...holders, roles: { roles: [], total: 60 } })).toEqual({ notRead: [] });
  });
});
