import { describe, expect, test } from '@jest/globals';
import type { Change } from '../../../src/core/plan.ts';
import { defaultPolicy, type Policy } from '../../../src/core/policy.ts';
import type { GrantHolder } from '../../../src/core/reach/reach.ts';
import { checkManifest, checkPublic } from '../../../src/core/rules/check.ts';
import { holder, nobody } from '../admissions.ts';
import { apiOf, at, contextOf, declared, exceptionOf, manifestOf, orders } from '../declared.ts';
import { change, planned } from '../planned.ts';

const today = '2026-11-23';
const kiosk = holder('Kiosk', { as: 'anyone' });

function adding(...grants: readonly GrantHolder[]): Change {
  return change('add', 'read:menu', { impact: { ...nobody, grants } });
}

function judge(one: Change, settings: Partial<Policy> = {}) {
  return checkPublic(apiOf([]), planned([one]), { policy: { ...defaultPolicy, ...settings }, today });
}

const hint = 'Have the grant list only what is meant for everyone, or make an exception in the policy.';

describe('an added permission that anyone gets without signing in', () => {
  test.each([
    ['by a grant that lists it already', [kiosk], 'through `Kiosk`, by a grant that lists it already'],
    ['by one that allows all', [{ ...kiosk, all: true }], 'through `Kiosk`, by a grant that allows all'],
    [
      'by several that list it',
      [kiosk, holder('Web', { as: 'anyone' })],
      'through `Kiosk` and `Web`, by grants that list it already',
    ],
    [
      'by several, of which one allows all',
      [kiosk, holder('Web', { as: 'anyone', all: true })],
      'through `Kiosk` and `Web`, by grants that allow all or list it already',
    ],
    [
      'by several that allow all',
      [{ ...kiosk, all: true }, holder('Web', { as: 'anyone', all: true })],
      'through `Kiosk` and `Web`, by grants that allow all',
    ],
    [
      'through every third-party application',
      [{ ...kiosk, application: null }],
      'through every third-party application, by a grant that lists it already',
    ],
    [
      'through one and every third-party application',
      [kiosk, { ...kiosk, application: null }],
      'through `Kiosk` and every third-party application, by grants that list it already',
    ],
  ])('%s is an error where it is declared', (_, grants, how) => {
    expect(judge(adding(...grants)).problems).toEqual([
      {
        rule: 'public-permission',
        severity: 'error',
        message: `\`read:menu\` would be public: anyone gets it without signing in, ${how}.`,
        hint,
        subject: { api: orders, permission: 'read:menu' },
        ...at(3),
      },
    ]);
  });

  test.each([
    ['by nobody', adding()],
    ['by an application itself and its users', adding(holder('CI'), holder('Shop', { as: 'its-users' }))],
    ['by a grant without effect', adding({ ...kiosk, effective: false })],
    ['by what is removed', change('remove', 'read:menu', { impact: { ...nobody, grants: [kiosk] } })],
    ['by what is not known', change('add', 'read:menu')],
  ])('is none %s', (_, one) => {
    expect(judge(one).problems).toEqual([]);
  });

  test('is as severe as the policy says', () => {
    const found = (['off', 'warning', 'error'] as const).map((severity) =>
      judge(adding(kiosk), { rules: new Map([['public-permission', severity]]) }).problems.map((one) => one.severity),
    );
    expect(found).toEqual([[], ['warning'], ['error']]);
  });

  test('can be excepted, which is told, as long as the exception counts', () => {
    const exception = exceptionOf('read:menu', { rule: 'public-permission', expires: today });
    expect(judge(adding(kiosk), { exceptions: [exception] })).toEqual({ problems: [], exceptions: [exception] });
    const expired = { ...exception, expires: '2026-11-22' };
    expect(judge(adding(kiosk), { exceptions: [expired] }).problems).toHaveLength(1);
  });
});

test('an exception of it is not called unused, since only the tenant could tell', () => {
  const exceptions = [exceptionOf('read:menu', { rule: 'public-permission' })];
  const manifest = manifestOf(apiOf([declared('read:menu', 'View the menu')]));
  expect(checkManifest(manifest, contextOf({ exceptions })).problems).toEqual([]);
});
