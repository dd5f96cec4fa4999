/** The plan of a whole run against the tenant and without it: what is removed, what is unmanaged, which APIs it is about. */
import { describe, expect, test } from '@jest/globals';
import { defaultPolicy, type Policy } from '../../src/core/policy.ts';
import type { Holders } from '../../src/core/reach/reach.ts';
import { grant, holdersOf, role } from './admissions.ts';
import { billing } from './decided.ts';
import { apiOf, declared, orders } from './declared.ts';
import { applied, type Case, changes, declaring, found, holding, made } from './made.ts';

const legacy = holding(['export:legacy', 'read:orders']);
const reading = declaring('read:orders');

describe('what is removed', () => {
  const dropping = { declared: [reading], held: [holding(['read:orders', 'cancel:orders'])] };
  const cancelBefore = applied({ [orders]: ['read:orders', 'cancel:orders'] });

  test.each<[string, Case, string[]]>([
    ['is what the manifest before declared', { ...dropping, previous: cancelBefore }, ['remove cancel:orders']],
    ['is nothing where it was never applied', { ...dropping, previous: { ...cancelBefore, isApplied: false } }, []],
    ['is nothing by a first manifest', dropping, []],
    [
      'is what an apply added since, declared before or not',
      { ...dropping, previous: { added: new Map([[orders, new Set(['cancel:orders'])]]) } },
      ['remove cancel:orders'],
    ],
    [
      'is nothing that another manifest declares now',
      { ...dropping, previous: cancelBefore, moved: new Map([[orders, new Set(['cancel:orders'])]]) },
      [],
    ],
    [
      'is nothing of an API that the manifest left out',
      {
        declared: [reading],
        held: [holding(['read:orders']), holding(['read:bills'], { id: '2', identifier: billing })],
        previous: applied({ [orders]: ['read:orders'], [billing]: ['read:bills'] }),
        policy: { unmanaged: 'remove' },
      },
      [],
    ],
  ])('%s', (_, given, expected) => {
    expect(changes(made(given))).toEqual(expected);
  });

  test('is said to be gone where an earlier manifest had marked it, which `require-deprecation` asks for', () => {
    const policy = { removals: { ...defaultPolicy.removals, 'require-deprecation': true } };
    const marked = { ...cancelBefore, deprecated: new Map([[orders, new Set(['cancel:orders'])]]) };
    const reasons = [cancelBefore, marked].map(
      (previous) => made({ ...dropping, previous, policy }).plan.verdict.reasons,
    );
    expect(reasons).toEqual([
      [expect.stringContaining('`cancel:orders` was marked as `deprecated` by no earlier')],
      [],
    ]);
  });

  test.each<[string, Holders, string[]]>([
    ['nobody holds passes the guard', holdersOf(orders, []), []],
    [
      'somebody holds does not',
      holdersOf(orders, [grant('Shop', ['cancel:orders'])], [role('Support', orders, ['cancel:orders'])]),
      ['`cancel:orders` is in use by 1 application and 1 role.'],
    ],
    [
      'nobody knows who holds does not',
      { grants: undefined, roles: undefined, notRead: [{ what: 'grants', right: 'read:client_grants' }] },
      ['Who uses what is removed is not known: the token lacks `read:client_grants`.'],
    ],
    [
      'a role may hold that was not read does not',
      { ...holdersOf(orders, []), roles: { roles: [], total: 3 } },
      ['Only 0 of 3 roles could be checked for what is removed.'],
    ],
  ])('and %s', (_, holders, reasons) => {
    expect(made({ ...dropping, previous: cancelBefore, holders }).plan.verdict.reasons).toEqual(reasons);
  });

  test('is weighed against what the tenant holds', () => {
    const names = Array.from({ length: 12 }, (_, index) => `read:${index}`);
    const given = {
      declared: [declaring(...names.slice(4))],
      held: [holding(names)],
      previous: applied({ [orders]: names }),
    };
    expect(made(given).plan.verdict.reasons).toEqual([expect.stringContaining('4 of 12 permissions (33 %)')]);
  });

  test('is weighed by the policy that will be in force', () => {
    const none = { removals: { ...defaultPolicy.removals, max: 0 } };
    const reasons = (policy: Partial<Policy>, next: Partial<Policy>) =>
      made({ ...dropping, previous: cancelBefore, policy, next }).plan.verdict.reasons;
    expect(reasons(none, {})).toEqual([]);
    expect(reasons({}, none)).toEqual(['1 permission would be removed, and the policy allows 0 in one run.']);
  });
});

describe('what is unmanaged', () => {
  const forbidden = `unmanaged-permission: ${orders} holds what the manifest does not declare: \`export:legacy\`.`;
  const keep = { unmanaged: 'keep' } as const;
  const remove = { unmanaged: 'remove' } as const;
  const forbid = { unmanaged: 'forbid' } as const;

  test.each<[string, Partial<Case>, string[], string[]]>([
    ['is kept', { policy: keep }, [], []],
    ['is removed under `remove`, as drift', { policy: remove }, ['remove export:legacy (drift)'], []],
    ['is an error under `forbid`, and kept', { policy: forbid }, [], [`error ${forbidden}`]],
    [
      'is removed by a policy that is only proposed',
      { policy: keep, next: remove },
      ['remove export:legacy (drift)'],
      [],
    ],
    ['is kept by a policy that is only proposed', { policy: remove, next: keep }, [], []],
    [
      'is a warning where a proposed policy forbids it',
      { policy: keep, next: forbid },
      [],
      [`warning ${forbidden.replace(': ', ': Under the new policy: ')}`],
    ],
    ['is told once where both policies forbid it', { policy: forbid, next: { ...forbid } }, [], [`error ${forbidden}`]],
    [
      'is nothing that another manifest declares',
      { policy: forbid, moved: new Map([[orders, new Set(['export:legacy'])]]) },
      [],
      [],
    ],
    ['is nothing of an API that is not declared', { declared: [], policy: remove }, [], []],
    [
      'is an error of a plan that adds, too',
      { declared: [declaring('read:orders', 'a:b')], policy: forbid },
      ['add a:b'],
      [`error ${forbidden}`],
    ],
  ])('%s', (_, given, planned, problems) => {
    const result = made({ declared: [reading], held: [legacy], ...given });
    expect(changes(result)).toEqual(planned);
    expect(found(result)).toEqual(problems);
  });

  test('is removed under the guard: too much, and what is in use', () => {
    const names = Array.from({ length: 6 }, (_, index) => `export:${index}`);
    const holders = holdersOf(orders, [grant('Shop', ['export:0'])]);
    const { plan } = made({ declared: [reading], held: [holding(names)], policy: { unmanaged: 'remove' }, holders });
    expect(plan.verdict.reasons).toEqual([
      '6 permissions would be removed, and the policy allows 5 in one run.',
      '`export:0` is in use by 1 application.',
    ]);
  });
});

describe('APIs', () => {
  const bills = { ...apiOf([declared('read:bills')]), identifier: billing };
  const both = applied({ [orders]: ['read:orders'], [billing]: ['read:bills'] });

  test.each<[string, Case, object]>([
    [
      'that the tenant has are planned in the order of the manifest',
      { declared: [bills, reading], held: [holding([]), holding([], { id: '2', identifier: billing })] },
      { planned: [billing, orders] },
    ],
    [
      'that the tenant lacks are missing, and no problem of the plan',
      { declared: [reading, bills], held: [holding(['read:orders'])] },
      { planned: [orders], missing: [billing] },
    ],
    [
      'that the manifest left out are released',
      { declared: [reading], held: [holding(['read:orders'])], previous: both },
      { planned: [orders], released: [billing] },
    ],
    [
      'that only the tenant knows to be Auth0’s own are an error, and neither planned nor missing',
      { declared: [reading], held: [holding(['a:b'], { system: true })], policy: { unmanaged: 'remove' } },
      { problems: [`error system-api: ${orders} is an API of Auth0 itself; its permissions can't be managed.`] },
    ],
    [
      'of Auth0 that the manifest leaves out are nobody’s problem',
      { declared: [reading], held: [holding([]), holding([], { id: '2', identifier: billing, system: true })] },
      { planned: [orders] },
    ],
    [
      'can’t be missing where the tenant is not asked',
      { declared: [reading, bills], held: undefined, previous: both },
      { planned: [orders, billing], asked: false },
    ],
  ])('%s', (_, given, expected) => {
    const result = made(given);
    const { plan } = result;
    expect({
      planned: plan.apis.map(({ identifier }) => identifier),
      missing: plan.missing.map(({ identifier }) => identifier),
      released: plan.released,
      asked: plan.tenantAsked,
      problems: found(result),
    }).toEqual({ planned: [], missing: [], released: [], asked: true, problems: [], ...expected });
  });
});

describe('without the tenant', () => {
  const names = Array.from({ length: 12 }, (_, index) => `read:${index}`);

  test.each<[string, Partial<Case>, string[]]>([
    [
      'the change is told against the manifest before',
      { previous: applied({ [orders]: ['a:b', 'c:d'] }) },
      ['remove a:b', 'remove c:d', 'add read:orders'],
    ],
    ['all is added by a first manifest', {}, ['add read:orders']],
    [
      'nothing is removed that was never applied',
      { previous: { ...applied({ [orders]: ['a:b'] }), isApplied: false } },
      ['add read:orders'],
    ],
  ])('%s', (_, given, expected) => {
    expect(changes(made({ declared: [reading], held: undefined, ...given }))).toEqual(expected);
  });

  test('the guard weighs what is removed against the manifest before, and can’t say whether it is in use', () => {
    const { plan } = made({
      declared: [declaring(...names.slice(4))],
      held: undefined,
      previous: applied({ [orders]: names }),
    });
    expect(plan.verdict.reasons).toEqual([expect.stringContaining('4 of 12 permissions (33 %)')]);
    expect(plan.unknowns).toEqual({ notRead: [] });
  });

  test('no rule about what the tenant holds finds anything', () => {
    const policy = { unmanaged: 'forbid' } as const;
    expect(made({ declared: [reading], held: undefined, policy, next: { unmanaged: 'remove' } }).problems).toEqual([]);
  });
});
