/** The plan of a permission that replaces another: what it adds and removes, who is told, and what of it is a problem. */
import { describe, expect, test } from '@jest/globals';
import type { DeclaredApi } from '../../src/core/manifest.ts';
import type { TenantApi } from '../../src/core/plan.ts';
import { grant, holdersOf, role } from './admissions.ts';
import { billing } from './decided.ts';
import { orders } from './declared.ts';
import { applied, type Case, changes, declaring, found, holding, made, renamed } from './made.ts';

describe('a rename', () => {
  const cancel = applied({ [orders]: ['cancel:orders'] });
  const beside = declaring('cancel:orders', renamed('void:orders', 'cancel:orders'));
  const instead = declaring(renamed('void:orders', 'cancel:orders'));
  const old = [holding(['cancel:orders'])];
  const oldAndNew = [holding(['cancel:orders', 'void:orders'])];
  const done = {
    ...applied({ [orders]: ['void:orders'] }),
    renames: new Map([[orders, new Map([['void:orders', 'cancel:orders']])]]),
  };
  const said = 'rename-source: `void:orders` is renamed from `cancel:orders`, which is';

  test.each<[string, Case, string[], string[]]>([
    [
      'adds the new name beside the old one',
      { declared: [beside], held: old, previous: cancel },
      ['add void:orders (from cancel:orders)'],
      [],
    ],
    [
      'ends with the removal of the old name',
      { declared: [instead], held: oldAndNew, previous: applied({ [orders]: ['cancel:orders', 'void:orders'] }) },
      ['remove cancel:orders (to void:orders)'],
      [],
    ],
    [
      'at once is a removal, too',
      { declared: [instead], held: old, previous: cancel },
      ['remove cancel:orders (to void:orders)', 'add void:orders (from cancel:orders)'],
      [],
    ],
    [
      'of what nobody declared removes nothing',
      { declared: [instead], held: old },
      ['add void:orders (from cancel:orders)'],
      [],
    ],
    [
      'is done where the old name is gone and the manifest before said the same',
      { declared: [instead], held: [holding(['void:orders'])], previous: done },
      [],
      [`warning ${said} gone.`],
    ],
    [
      'that an apply has just done is no problem yet',
      { declared: [instead], held: [holding(['void:orders'])], previous: cancel },
      [],
      [],
    ],
    [
      'from what an apply added and the tenant lost is no problem',
      {
        declared: [instead],
        held: [holding([])],
        previous: { added: new Map([[orders, new Set(['cancel:orders'])]]) },
      },
      ['add void:orders'],
      [],
    ],
    [
      'from a name that is nowhere is an error, and renames nothing',
      { declared: [instead], held: [holding([])] },
      ['add void:orders'],
      [`error ${said} neither declared nor on the tenant.`],
    ],
    [
      'from a name of another API is one, too',
      { declared: [instead], held: [holding([]), holding(['cancel:orders'], { id: '2', identifier: billing })] },
      ['add void:orders'],
      [`error ${said} neither declared nor on the tenant.`],
    ],
    [
      'from a name that is nowhere is not known to be without the tenant',
      { declared: [instead], held: undefined },
      ['add void:orders'],
      [],
    ],
    [
      'from itself renames nothing',
      { declared: [declaring(renamed('a:b', 'a:b'))], held: [holding([])] },
      ['add a:b'],
      [],
    ],
  ])('%s', (_, given, planned, problems) => {
    const result = made(given);
    expect(changes(result)).toEqual(planned);
    expect(found(result)).toEqual(problems);
  });

  test('tells who holds the old name', () => {
    const holders = holdersOf(orders, [grant('Shop', ['cancel:orders'])], [role('Support', orders, ['cancel:orders'])]);
    const { plan } = made({ declared: [beside], held: old, previous: cancel, holders });
    expect(plan.apis[0]?.changes[0]?.oldHolders).toMatchObject({
      grants: [{ application: { name: 'Shop' } }],
      roles: [{ name: 'Support' }],
    });
  });

  test.each<[string, DeclaredApi, readonly TenantApi[]]>([
    ['at once', instead, old],
    ['in its second step', instead, oldAndNew],
  ])('%s is stopped while the old name is in use, and not where the new one is', (_, api, held) => {
    const reasons = (name: string) =>
      made({ declared: [api], held, previous: cancel, holders: holdersOf(orders, [grant('Shop', [name])]) }).plan
        .verdict.reasons;
    expect(reasons('cancel:orders')).toEqual(['`cancel:orders` is in use by 1 application.']);
    expect(reasons('void:orders')).toEqual([]);
  });
});
