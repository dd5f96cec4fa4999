import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { additionsOf, isAdded, mostAdded, readAdded, writeAdded } from '../../src/core/ownership.ts';
import { planApi } from '../../src/core/plan.ts';
import { codePoint } from '../code-point.ts';
import { limited } from './admissions.ts';
import { apiOf, declared, orders } from './declared.ts';

const billing = 'https://api.example.com/billing';

describe('what an apply is about to add', () => {
  test('is what the tenant lacks, of APIs that get something', () => {
    const wanted = { declared: apiOf([declared('read:orders'), declared('cancel:orders')]), previous: new Map() };
    const tenant = { id: '1', identifier: orders, name: undefined, system: false, admission: limited };
    const plan = planApi(wanted, { ...tenant, permissions: [{ name: 'read:orders', description: undefined }] });
    expect(additionsOf([plan, { identifier: billing, changes: [] }])).toEqual(new Map([[orders, ['cancel:orders']]]));
  });

  test('is known again by API and name, and nothing else is', () => {
    const added = readAdded(writeAdded(new Map([[orders, ['cancel:orders', 'void:orders']]])));
    expect(isAdded(added, orders, 'cancel:orders')).toBe(true);
    expect(isAdded(added, orders, 'void:orders')).toBe(true);
    expect(isAdded(added, orders, 'read:orders')).toBe(false);
    expect(isAdded(added, billing, 'cancel:orders')).toBe(false);
  });

  test('is known whatever the names are', () => {
    const names = fc.uniqueArray(fc.string({ unit: codePoint, minLength: 1 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(names, (all) => {
        const [other = '', ...some] = all;
        const added = readAdded(writeAdded(new Map([[orders, some]])));
        expect(some.every((name) => isAdded(added, orders, name))).toBe(true);
        expect(isAdded(added, orders, other)).toBe(false);
      }),
    );
  });

  test('has room in a deployment for thousands of names, and beyond that is not known', () => {
    const names = Array.from({ length: mostAdded + 1 }, (_, index) => `read:thing_${index}_${'x'.repeat(250)}`);
    const text = writeAdded(new Map([[orders, names]]));
    expect(text.length).toBeLessThan(50_000);
    expect(names.filter((name) => !isAdded(readAdded(text), orders, name))).toEqual(names.slice(mostAdded));
  });

  test.each([[''], ['short'], ['\n']])('is nothing where the record says %j', (text) => {
    expect(readAdded(text)).toEqual(new Set());
  });
});
