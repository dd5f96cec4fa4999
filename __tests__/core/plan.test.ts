import { describe, expect, test } from '@jest/globals';
import type { Permission } from '../../src/core/permission.ts';
import {
  type ApiPlan,
  type Change,
  countChanges,
  mergedList,
  planApi,
  planOffline,
  sameList,
  type TenantApi,
  unseenRemovals,
} from '../../src/core/plan.ts';
import { limited, open } from './admissions.ts';
import { apiOf, at, declared, orders } from './declared.ts';

const apiPlace = at(3, 17);

function tenantOf(permissions: readonly Permission[], fields: Partial<TenantApi> = {}): TenantApi {
  return { id: 'rs_1', identifier: orders, name: 'Orders', permissions, system: false, admission: limited, ...fields };
}

/** Lists are written `name` or `name=description`; a name alone has no description at all. */
function heldAs(text: string): Permission[] {
  return words(text).map(([name, description]) => ({ name, description }));
}

function previousAs(text: string): Map<string, string> {
  return new Map(words(text).map(([name, description = '']) => [name, description]));
}

function declaredAs(text: string) {
  return apiOf(words(text).map(([name, description], index) => declared(name, description, 10 + index)));
}

function words(text: string): [string, string | undefined][] {
  return text
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => {
      const [name = '', description] = word.split('=');
      return [name, description];
    });
}

function planOf({ d, p, l }: { d: string; p: string; l: string }): ApiPlan {
  return planApi({ declared: declaredAs(d), previous: previousAs(p) }, tenantOf(heldAs(l)));
}

const add = { kind: 'add', permission: 'a', before: null, after: '', origin: 'manifest', place: at(10) };
const update = { kind: 'update', permission: 'a', before: '', after: '', origin: 'manifest', place: at(10, 20) };
const remove = { kind: 'remove', permission: 'a', before: '', after: null, origin: 'manifest', place: apiPlace };

describe('one permission', () => {
  test.each([
    ['declared, not held, not declared before: added', { d: 'a=x', p: '', l: '' }, [{ ...add, after: 'x' }], []],
    [
      'declared, not held, declared before: added, as drift',
      { d: 'a', p: 'a', l: '' },
      [{ ...add, origin: 'drift' }],
      [],
    ],
    [
      'declared, held with another description: updated',
      { d: 'a=x', p: '', l: 'a=y' },
      [{ ...update, before: 'y', after: 'x' }],
      [],
    ],
    [
      'declared as before, held with another description: updated, as drift',
      { d: 'a=x', p: 'a=x', l: 'a=y' },
      [{ ...update, before: 'y', after: 'x', origin: 'drift' }],
      [],
    ],
    [
      'declared with a new description, held with a third: updated, by the manifest',
      { d: 'a=x', p: 'a=z', l: 'a=y' },
      [{ ...update, before: 'y', after: 'x' }],
      [],
    ],
    [
      'declared without description, held with one: updated',
      { d: 'a', p: '', l: 'a=y' },
      [{ ...update, before: 'y' }],
      [],
    ],
    [
      'declared with description, held without any: updated',
      { d: 'a=x', p: '', l: 'a' },
      [{ ...update, after: 'x' }],
      [],
    ],
    ['declared and held alike: nothing', { d: 'a=x', p: '', l: 'a=x' }, [], []],
    ['declared before with another description, and held alike: nothing', { d: 'a=x', p: 'a=z', l: 'a=x' }, [], []],
    ['declared without description, held with an empty one: nothing', { d: 'a', p: '', l: 'a=' }, [], []],
    ['declared without description, held without any: nothing', { d: 'a', p: '', l: 'a' }, [], []],
    ['held, not declared anymore: removed', { d: '', p: 'a', l: 'a=y' }, [{ ...remove, before: 'y' }], []],
    ['held without description, not declared anymore: removed', { d: '', p: 'a', l: 'a' }, [remove], []],
    ['held and never declared: kept', { d: '', p: '', l: 'a=y' }, [], heldAs('a=y')],
    ['held and declared before by another name: kept', { d: '', p: 'A b', l: 'a=' }, [], heldAs('a=')],
    ['declared before and neither declared nor held: nothing', { d: '', p: 'a', l: '' }, [], []],
  ])('%s', (_, lists, changes, unmanaged) => {
    expect(planOf(lists)).toEqual({
      identifier: orders,
      id: 'rs_1',
      name: 'Orders',
      changes,
      unmanaged,
      admission: limited,
    });
  });

  test.each(['__proto__', 'constructor', '', '名前', 'a b'])('named %j is a name like any other', (name) => {
    const wanted = { declared: apiOf([]), previous: new Map() };
    expect(planApi(wanted, tenantOf([{ name, description: undefined }])).changes).toEqual([]);
    const added = planApi({ ...wanted, declared: apiOf([declared(name)]) }, tenantOf([]));
    expect(added.changes).toEqual([{ ...add, permission: name }]);
    const removed = planApi({ ...wanted, previous: new Map([[name, '']]) }, tenantOf([{ name, description: '' }]));
    expect(removed.changes).toEqual([{ ...remove, permission: name }]);
  });
});

describe('the plan of an API', () => {
  const summary = ({ changes }: ApiPlan) => changes.map(({ kind, permission }) => `${kind} ${permission}`);

  test('has removals and updates in the tenant’s order, then additions in the manifest’s', () => {
    const plan = planOf({ d: 'n2=x u1=x n1=x u2=x', p: 'r1 r2', l: 'r2 u2 keep r1 u1' });
    expect(summary(plan)).toEqual(['remove r2', 'remove r1', 'update u2', 'update u1', 'add n2', 'add n1']);
  });

  test('lists what is unmanaged in the tenant’s order, exactly as it came', () => {
    expect(planOf({ d: 'a', p: '', l: 'z= a y m=x' }).unmanaged).toEqual(heldAs('z= y m=x'));
  });

  test('takes the first declaration of a name that stands twice', () => {
    expect(planOf({ d: 'a=x a=y', p: '', l: '' }).changes).toEqual([{ ...add, after: 'x' }]);
  });

  test.each([
    ['the manifest', 'Ours', 'Theirs', 'Ours'],
    ['the tenant where the manifest has none', undefined, 'Theirs', 'Theirs'],
    ['nobody', undefined, undefined, null],
  ])('has its name from %s', (_, ours, theirs, name) => {
    const api = apiOf([], ours === undefined ? {} : { name: ours });
    expect(planApi({ declared: api, previous: new Map() }, tenantOf([], { name: theirs })).name).toBe(name);
  });

  test('says how exposed the API is', () => {
    const wanted = { declared: apiOf([]), previous: new Map() };
    expect(planApi(wanted, tenantOf([], { admission: open })).admission).toBe(open);
  });
});

describe('a permission that is renamed', () => {
  const renamed = apiOf([declared('new:a'), { ...declared('new:b'), renamedFrom: 'old:b' }]);
  const added = (plan: ApiPlan) => plan.changes.map(({ permission, renamed: from }) => [permission, from]);
  const old = { name: 'old:b', description: undefined };

  test('replaces a name that the tenant holds', () => {
    const plan = planApi({ declared: renamed, previous: new Map() }, tenantOf([old]));
    expect(added(plan)).toEqual([
      ['new:a', undefined],
      ['new:b', 'old:b'],
    ]);
  });

  test('replaces nothing where there is no such name: nobody holds it, and nobody can drop it', () => {
    const circle = apiOf([
      { ...declared('a'), renamedFrom: 'a' },
      { ...declared('b'), renamedFrom: 'c' },
      { ...declared('c'), renamedFrom: 'b' },
      { ...declared('d'), renamedFrom: 'nowhere' },
    ]);
    const plan = planApi({ declared: circle, previous: new Map() }, tenantOf([]));
    expect(added(plan)).toEqual(['a', 'b', 'c', 'd'].map((name) => [name, undefined]));
  });

  test('replaces a name of the manifest before, where the tenant is not asked', () => {
    expect(added(planOffline({ declared: renamed, previous: new Map([['old:b', '']]) }))).toEqual([
      ['old:b', 'new:b'],
      ['new:a', undefined],
      ['new:b', 'old:b'],
    ]);
  });
});

describe('an offline plan', () => {
  const offline = (d: string, p: string) => planOffline({ declared: declaredAs(d), previous: previousAs(p) });

  test('compares with the previous manifest, and knows nothing of the tenant', () => {
    expect(offline('new=n changed=x same=s', 'gone=g changed=y same=s')).toEqual({
      identifier: orders,
      id: null,
      name: null,
      admission: null,
      unmanaged: [],
      changes: [
        { ...remove, permission: 'gone', before: 'g' },
        { ...update, permission: 'changed', before: 'y', after: 'x', place: at(11, 20) },
        { ...add, permission: 'new', after: 'n' },
      ],
    });
  });

  test('is empty where nothing changed', () => {
    expect(offline('a b=x', 'b=x a').changes).toEqual([]);
  });

  test('adds everything where there is no previous manifest', () => {
    expect(offline('a', '').changes).toEqual([add]);
  });

  test('has the name that the manifest gives', () => {
    expect(planOffline({ declared: apiOf([], { name: 'Ours' }), previous: new Map() }).name).toBe('Ours');
  });
});

describe('the merged list', () => {
  const merged = (lists: { d: string; p: string; l: string }) => mergedList(heldAs(lists.l), planOf(lists).changes);

  test('is the tenant’s in its order, minus removals, with updates, then additions', () => {
    expect(merged({ d: 'new=n u=x also', p: 'r', l: 'keep u=y r keep2=' })).toEqual(
      heldAs('keep u=x keep2= new=n also'),
    );
  });

  test.each([
    ['a missing description of a permission that is kept', { d: '', p: '', l: 'a' }, undefined],
    ['an empty description of a permission that is kept', { d: '', p: '', l: 'a=' }, ''],
    ['a missing description that equals an empty one', { d: 'a', p: '', l: 'a' }, undefined],
    ['an empty description that equals a missing one', { d: 'a', p: '', l: 'a=' }, ''],
  ])('keeps %s', (_, lists, description) => {
    expect(merged(lists)).toStrictEqual([{ name: 'a', description }]);
  });

  test('sends no description of an addition that has none, and an empty one to take one away', () => {
    expect(merged({ d: 'new a', p: '', l: 'a=x' })).toStrictEqual([
      { name: 'a', description: '' },
      { name: 'new', description: undefined },
    ]);
  });

  test('is what the tenant holds where nothing changes', () => {
    expect(merged({ d: 'a=x', p: '', l: 'b a=x c=' })).toStrictEqual(heldAs('b a=x c='));
  });
});

describe('two lists', () => {
  test.each([
    ['in another order', 'a b=x', 'b=x a', true],
    ['with a missing and an empty description', 'a', 'a=', true],
    ['that are empty', '', '', true],
    ['with a name twice, described differently', 'a=x a=y', 'a=y a=x', true],
    ['with another description', 'a=x', 'a=y', false],
    ['with another name', 'a', 'A', false],
    ['of which one holds more', 'a', 'a b', false],
    ['of which one holds less', 'a b', 'a', false],
    ['of which one holds a name twice', 'a b', 'a a', false],
    ['of which the other holds a name twice', 'a a', 'a b', false],
  ])('%s are the same: %s | %s', (_, a, b, same) => {
    expect(sameList(heldAs(a), heldAs(b))).toBe(same);
  });
});

describe('unseen removals', () => {
  test.each([
    ['none where all were reviewed', { d: '', p: 'a b', l: 'a b' }, { d: '', p: 'a b', l: 'b a' }, []],
    ['what came up since', { d: '', p: 'a b', l: 'a b' }, { d: '', p: 'a b', l: 'a' }, ['b']],
    ['what was to be updated', { d: '', p: 'a', l: 'a' }, { d: 'a=x', p: 'a', l: 'a' }, ['a']],
    ['nothing where less is removed now', { d: '', p: 'a b', l: 'a' }, { d: '', p: 'a b', l: 'a b' }, []],
    ['nothing where something else is added', { d: 'c', p: '', l: '' }, { d: '', p: '', l: '' }, []],
  ])('are %s', (_, now, reviewed, unseen) => {
    expect(unseenRemovals(planOf(now), planOf(reviewed))).toEqual(unseen);
  });
});

test('changes are counted over all APIs', () => {
  const plans = [planOf({ d: 'n m u=x', p: 'r', l: 'r u keep' }), planOf({ d: 'n', p: '', l: 'keep keep2' })];
  expect(countChanges(plans)).toEqual({ additions: 3, updates: 1, removals: 1, unmanaged: 3 });
  expect(countChanges([])).toEqual({ additions: 0, updates: 0, removals: 0, unmanaged: 0 } satisfies Record<
    string,
    number
  >);
});

test('a plan is a value: making it changes none of its inputs', () => {
  const held = Object.freeze(heldAs('a=x r').map((one) => Object.freeze(one)));
  const changes: readonly Change[] = Object.freeze([
    ...planApi({ declared: declaredAs('a b'), previous: previousAs('r') }, tenantOf(held)).changes,
  ]);
  expect(mergedList(held, changes)).toEqual(heldAs('a= b'));
});
