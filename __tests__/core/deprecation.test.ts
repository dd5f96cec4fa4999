import { expect, test } from '@jest/globals';
import { deprecationsOf, told } from '../../src/core/deprecation.ts';
import { planApi, planOffline } from '../../src/core/plan.ts';
import { limited, nobody } from './admissions.ts';
import { apiOf, declared, orders } from './declared.ts';

const permissions = [
  declared('read:orders', 'View orders', 10),
  { ...declared('cancel:orders', 'Cancel', 11), deprecated: true as const },
  { ...declared('update:orders', 'Change', 12), deprecated: 'Use edit:orders' },
];

test('what the manifest marks is found in its order, with its reason, and whether that is new', () => {
  const found = deprecationsOf(permissions, new Set(['update:orders']));
  expect(found.map(({ permission, reason, isNew, place }) => [permission, reason, isNew, place.line])).toEqual([
    ['cancel:orders', '', true, 11],
    ['update:orders', 'Use edit:orders', false, 12],
  ]);
});

test('what is new is told, and of what is known only that whose holders were asked for', () => {
  const [fresh, old] = deprecationsOf(permissions, new Set(['update:orders']));
  if (!fresh || !old) throw new Error('Two are marked.');
  expect(told([fresh, old])).toEqual([fresh]);
  expect(told([fresh, { ...old, holders: nobody }])).toHaveLength(2);
  expect(told()).toEqual([]);
});

test('a plan has them, with or without a tenant, and none where nothing is marked', () => {
  const wanted = { declared: apiOf(permissions), previous: new Map() };
  const held = {
    id: '1',
    identifier: orders,
    name: undefined,
    permissions: [],
    system: false,
    admission: limited,
  } as const;
  expect(planApi(wanted, held).deprecated).toHaveLength(2);
  expect(planOffline(wanted).deprecated).toHaveLength(2);
  expect(planOffline({ ...wanted, declared: apiOf([]) })).not.toHaveProperty('deprecated');
});

test('a removal knows whether an earlier manifest had marked it', () => {
  const previous = new Map([
    ['cancel:orders', ''],
    ['update:orders', ''],
  ]);
  const { changes } = planOffline({ declared: apiOf([]), previous, deprecated: new Set(['update:orders']) });
  expect(changes.map(({ permission, deprecated = false }) => [permission, deprecated])).toEqual([
    ['cancel:orders', false],
    ['update:orders', true],
  ]);
});
