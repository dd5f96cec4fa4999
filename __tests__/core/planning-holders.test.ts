/** What who holds what says of a plan: of what is deprecated, of what is added, and how long a list may become. */
import { describe, expect, test } from '@jest/globals';
import type { Policy } from '../../src/core/policy.ts';
import { grant, holdersOf, open } from './admissions.ts';
import { declared, exceptionOf, expectationOf, orders } from './declared.ts';
import { type Case, declaring, holding, made } from './made.ts';

const reading = declaring('read:orders');

describe('what is deprecated', () => {
  const marked = declaring({ ...declared('read:orders'), deprecated: true });
  const known = { deprecated: new Map([[orders, new Set(['read:orders'])]]) };
  const holders = holdersOf(orders, [grant('Shop', ['read:orders'])]);

  test.each<[string, Partial<Case>, object[]]>([
    [
      'is told with who holds it where it is new',
      {},
      [{ permission: 'read:orders', isNew: true, holders: { grants: [{}] } }],
    ],
    ['is told without where it was marked before', { previous: known }, [{ isNew: false, holders: undefined }]],
    [
      'is told with who holds it where drift is looked for',
      { previous: known, stage: 'drift' },
      [{ isNew: false, holders: { grants: [{}] } }],
    ],
    ['is told without where the tenant is not asked', { held: undefined }, [{ isNew: true, holders: undefined }]],
  ])('%s', (_, given, expected) => {
    const { plan } = made({ declared: [marked], held: [holding(['read:orders'])], holders, ...given });
    expect(plan.apis[0]?.deprecated?.map((one) => ({ holders: undefined, ...one }))).toMatchObject(expected);
  });
});

describe('who gets what is added', () => {
  const adding = { declared: [declaring('read:orders', 'create:orders')], held: [holding(['read:orders'])] };
  const anyone = holdersOf(orders, [grant('Shop', [], { all: true, as: 'anyone' })]);
  const admission = { ...open, anonymous: 'by-grant' } as const;
  const isPublic = { ...adding, held: [holding(['read:orders'], { admission })], holders: anyone };
  const excepting = (fields = {}) => ({
    exceptions: [exceptionOf('create:orders', { rule: 'public-permission', ...fields })],
  });

  test.each<[string, Case, string[], number]>([
    ['is no problem', { ...adding, holders: holdersOf(orders, [grant('Shop', [], { all: true })]) }, [], 0],
    ['is one where anyone gets it', isPublic, ['error public-permission'], 0],
    ['is none where the policy excepts it', { ...isPublic, policy: excepting() }, [], 1],
    [
      'is one again once the exception has expired',
      { ...isPublic, policy: excepting({ expires: '2026-11-22' }) },
      ['error public-permission'],
      0,
    ],
    [
      'is one that the next policy will see',
      { ...isPublic, policy: excepting(), next: {} },
      ['warning public-permission'],
      1,
    ],
    ['is none of what is there already', { ...isPublic, declared: [reading] }, [], 0],
  ])('%s', (_, given, found, exceptions) => {
    const result = made(given);
    expect(result.problems.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual(found);
    expect(result.exceptions).toHaveLength(exceptions);
  });

  test('is told by name', () => {
    const { plan } = made({ ...adding, holders: holdersOf(orders, [grant('Shop', [], { all: true })]) });
    expect(plan.apis[0]?.changes[0]?.impact?.grants).toMatchObject([{ application: { name: 'Shop' }, all: true }]);
  });

  test('is judged by what the policy expects, and by what the next one will', async () => {
    const access = [await expectationOf(['create:*'], { never: ['anonymous'] })];
    const found = (policy: Partial<Policy>, next: Partial<Policy>) =>
      made({ ...isPublic, policy: { ...excepting(), ...policy }, next: { ...excepting(), ...next } }).problems.map(
        ({ severity, rule }) => `${severity} ${rule}`,
      );
    expect(found({ access }, { access })).toEqual(['error access-expectation']);
    expect(found({}, { access })).toEqual(['warning access-expectation']);
  });
});

test('a list that would be longer than Auth0 allows is an error, also by what is unmanaged, and only where it is written', () => {
  const names = Array.from({ length: 1000 }, (_, index) => `export:${index}`);
  const found = (...wanted: readonly string[]) =>
    made({ declared: [declaring(...wanted)], held: [holding([...names, 'read:orders'])] }).problems.map(
      ({ rule }) => rule,
    );
  expect(found('read:orders', 'a:b')).toEqual(['permission-limit']);
  expect(found('read:orders')).toEqual([]);
});
