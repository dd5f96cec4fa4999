import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import * as z from 'zod';
import type { DeclaredPermission } from '../../../src/core/permission.ts';
import type { Naming } from '../../../src/core/policy.ts';
import { codePoint } from '../../code-point.ts';
import { runs } from '../../runs.ts';
import { apiOf, at, contextOf, declared, foundBy, namingOf } from '../declared.ts';

/** How many manifests are looked through. */

const recorded = new URL('../../fixtures/management-api-scopes.json', import.meta.url);
const scopes = z.object({ scopes: z.array(z.object({ value: z.string() })) });
const hint = 'Use one of them for both, or say in the policy why both are needed (`exceptions`).';

type Convention = Naming['convention'];

/** The rule's findings for permissions in lines 1, 2, 3 and so on. */
function findings(names: readonly string[], convention: Convention = 'action:resource') {
  const permissions = names.map((name, index) => declared(name, '', index + 1));
  return foundBy('similar-name', apiOf(permissions), contextOf({ naming: namingOf(convention) }));
}

function messages(names: readonly string[], convention?: Convention): string[] {
  return findings(names, convention).map(({ message }) => message);
}

test('warns at the later of two names and says where the first one stands', () => {
  expect(findings(['read:orders', 'create:orders', 'read:order'])).toEqual([
    {
      rule: 'similar-name',
      severity: 'warning',
      message: '`read:order` differs only in its plural from `read:orders` (.github/permissions.yml:1).',
      hint,
      ...at(3),
    },
  ]);
});

describe('finds', () => {
  test.each([
    ['another case', 'read:orders', 'Read:Orders', 'differs only in case from'],
    ['camel case', 'read:orderLines', 'read:orderlines', 'differs only in case from'],
    ['another separator', 'read:order_lines', 'read:order-lines', 'differs only in its separators from'],
    ['a separator left out', 'read:order_lines', 'read:orderlines', 'differs only in its separators from'],
    ['a separator twice', 'read:orders', 'read::orders', 'differs only in its separators from'],
    ['a separator twice between digits', 'read:v1.0', 'read:v1..0', 'differs only in its separators from'],
    ['case and separators', 'read:orders', 'readOrders', 'differs only in case and in its separators from'],
    ['a plural', 'read:orders', 'read:order', 'differs only in its plural from'],
    ['a plural within', 'read:order_lines', 'read:orders_lines', 'differs only in its plural from'],
    ['a plural in camel case', 'read:orderLines', 'read:ordersLines', 'differs only in its plural from'],
    ['a plural of a short word', 'read:cat', 'read:cats', 'differs only in its plural from'],
    ['a plural in -es', 'read:boxes', 'read:box', 'differs only in its plural from'],
    ['a plural in -es after ch', 'read:branches', 'read:branch', 'differs only in its plural from'],
    ['a plural in -es after ss', 'read:addresses', 'read:address', 'differs only in its plural from'],
    ['a plural in -es after s', 'read:statuses', 'read:status', 'differs only in its plural from'],
    ['a plural in -ies', 'read:policies', 'read:policy', 'differs only in its plural from'],
    ['a plural of a word in -e', 'read:caches', 'read:cache', 'differs only in its plural from'],
    ['a plural of a word in -ie', 'read:movies', 'read:movie', 'differs only in its plural from'],
    ['a plural and another separator', 'read:order_lines', 'read:order-line', 'differs only in its plural from'],
    ['an s too many', 'read:class', 'read:classs', 'differs only in its plural from'],
    ['a name of 100 characters', 'x'.repeat(100), `X${'x'.repeat(99)}`, 'differs only in case from'],
    ['a letter left out of a word of five', 'read:order', 'read:oder', 'differs only by one letter from'],
    ['a letter doubled', 'read:orders', 'read:orrders', 'differs only by one letter from'],
    ['the first letter left out', 'read:invoices', 'read:nvoices', 'differs only by one letter from'],
    ['a letter replaced in a word of six', 'read:orders', 'read:orderz', 'differs only by one letter from'],
    ['the first letter replaced', 'delete:orders', 'felete:orders', 'differs only by one letter from'],
    ['letters swapped in a word of four', 'read:orders', 'raed:orders', 'differs only by one letter from'],
    ['the first two letters swapped', 'read:users', 'read:suers', 'differs only by one letter from'],
    ['the last two letters swapped', 'read:user', 'read:usre', 'differs only by one letter from'],
    ['a letter beside digits', 'read:level10', 'read:levl10', 'differs only by one letter from'],
    ['letters outside ASCII', 'read:größen', 'read:größan', 'differs only by one letter from'],
    ['a synonym', 'read:orders', 'get:orders', 'means the same as'],
    ['a synonym in another case', 'read:orders', 'View:Orders', 'means the same as'],
    ['a synonym and a plural', 'read:orders', 'get:order', 'means the same as'],
    ['synonyms that are both uncommon', 'edit:orders', 'modify:orders', 'means the same as'],
  ])('%s: %s, %s', (_, one, other, relation) => {
    const place = '(.github/permissions.yml:1).';
    expect(messages([one, other])).toEqual([`\`${other}\` ${relation} \`${one}\` ${place}`]);
    expect(messages([other, one])).toEqual([`\`${one}\` ${relation} \`${other}\` ${place}`]);
  });

  test.each<[Convention, string, string, string]>([
    ['resource:action', 'orders:read', 'orders:get', 'means the same as'],
    ['resource:action', 'orders:read:own', 'orders:view:own', 'means the same as'],
    ['resource:action', 'orders:read:own', 'orders:own:read', 'means the same as'],
    ['resource.action', 'orders.delete', 'order.remove', 'means the same as'],
    ['Resource.Action', 'Orders.Read.All', 'Orders.View.All', 'means the same as'],
    ['Resource.Action', 'Orders.Read', 'Order.Read', 'differs only in its plural from'],
    ['Resource.Action', 'OrdersLine.Read', 'OrderLine.Read', 'differs only in its plural from'],
    ['Resource.Action', 'Orders.Read', 'Ordres.Read', 'differs only by one letter from'],
    ['pattern', 'read-orders', 'get-orders', 'means the same as'],
  ])('under %s: %s, %s', (convention, one, other, relation) => {
    expect(messages([one, other], convention)).toEqual([
      `\`${other}\` ${relation} \`${one}\` (.github/permissions.yml:1).`,
    ]);
  });
});

describe('takes', () => {
  test.each([
    ['one name alone', 'read:orders'],
    ['the same name twice, which duplicate-permission finds', 'read:orders', 'read:orders'],
    ['different actions', 'read:orders', 'create:orders', 'update:orders', 'delete:orders', 'cancel:orders'],
    ['read and list and write', 'read:orders', 'list:orders', 'write:orders'],
    ['different resources', 'read:orders', 'read:invoices'],
    ['a synonym on another resource', 'read:orders', 'get:invoices'],
    ['a synonym that is the resource', 'list:views', 'list:reads'],
    ['a longer resource', 'read:orders', 'read:orders:own', 'read:orders_own_x'],
    ['the parts the other way round, which naming-convention finds', 'read:orders', 'orders:read'],
    ['names of one word that are synonyms as actions', 'read', 'view'],
    ['one word once and twice', 'orders', 'orders:orders'],
    ['a word that only looks like a plural', 'read:case', 'read:ca'],
    ['names that share a hash by chance', 'read:wefjxtwh', 'read:twppoxjen'],
    ['a digit replaced', 'read:v1', 'read:v2'],
    ['a digit added', 'read:level_1', 'read:level_10', 'read:level'],
    ['a digit for a letter', 'read:reports', 'read:rep0rts'],
    ['digits swapped', 'read:build_1234', 'read:build_1243'],
    ['a digit swapped with a letter', 'read:order1', 'read:orde1r'],
    ['a separator between digits', 'read:v1.0', 'read:v10'],
    ['a letter after digits', 'read:section12a', 'read:section12b'],
    ['words of one letter', 'read:group_a', 'read:group_b', 'read:groupC', 'read:groupD'],
    ['a letter replaced in a word of five', 'read:roles', 'read:rules'],
    ['a letter replaced in a short word', 'read:cat', 'read:car', 'read:bin', 'read:pin'],
    ['a letter added to a short word', 'read:end', 'read:send'],
    ['letters swapped in a short word', 'read:two', 'read:tow'],
    ['letters added to a short word', 'im:read', 'mpim:read'],
    ['letters swapped across a separator', 'read:orders_items', 'read:orderi_stems'],
    ['two letters replaced', 'read:orders', 'read:ardars'],
    ['a letter moved', 'read:orders', 'read:rdorse'],
    ['a mark added', 'read:orders', 'read:orders*'],
    ['a mark replaced', 'read:orders+', 'read:orders*'],
    ['names longer than 100 characters', 'x'.repeat(101), 'X'.repeat(101)],
  ])('%s', (_, ...names) => {
    expect(messages(names)).toEqual([]);
    expect(messages(names.toReversed())).toEqual([]);
  });

  test.each<[Convention, string, string]>([
    ['resource:action', 'views:read', 'reads:view'],
    ['resource.action', 'orders.read', 'orders.read.own'],
    ['Resource.Action', 'CatFood.Read', 'CarFood.Read'],
    ['Resource.Action', 'Mail.Read', 'Mail.ReadWrite'],
  ])('under %s: %s, %s', (convention, ...names) => {
    expect(messages(names, convention)).toEqual([]);
  });

  test('a name that another permission is renamed from, and one that is deprecated', () => {
    const renamed: DeclaredPermission[] = [
      declared('read:order'),
      { ...declared('read:orders'), renamedFrom: 'read:order' },
      { ...declared('get:orders'), deprecated: 'Use read:orders instead' },
      { ...declared('Read:Orders'), deprecated: true },
    ];
    expect(foundBy('similar-name', apiOf(renamed))).toEqual([]);
    expect(foundBy('similar-name', apiOf(renamed.toReversed()))).toEqual([]);
  });

  test('every permission that Auth0 itself gave its Management API', () => {
    const names = scopes.parse(JSON.parse(readFileSync(recorded, 'utf8'))).scopes.map(({ value }) => value);
    expect(names).toHaveLength(132);
    expect(messages(names)).toEqual([]);
  });
});

describe('of more than two', () => {
  test('each is reported once, against the first', () => {
    expect(messages(['read:orders', 'read:order', 'get:orders', 'read:orderz', 'READ:ORDERS'])).toEqual([
      '`read:order` differs only in its plural from `read:orders` (.github/permissions.yml:1).',
      '`get:orders` means the same as `read:orders` (.github/permissions.yml:1).',
      '`read:orderz` differs only by one letter from `read:orders` (.github/permissions.yml:1).',
      '`READ:ORDERS` differs only in case from `read:orders` (.github/permissions.yml:1).',
    ]);
  });

  test('the plainest likeness is told, though another name stands before', () => {
    expect(messages(['get:orders', 'read:orders', 'Read:orders'])).toEqual([
      '`read:orders` means the same as `get:orders` (.github/permissions.yml:1).',
      '`Read:orders` differs only in case from `read:orders` (.github/permissions.yml:2).',
    ]);
  });

  test('one that stands twice is named where it stands first', () => {
    expect(messages(['read:orders', 'read:orders', 'read:order'])).toEqual([
      '`read:order` differs only in its plural from `read:orders` (.github/permissions.yml:1).',
    ]);
  });

  test('a longer name that stands first is found as well', () => {
    expect(messages(['read:orrders', 'read:orders', 'read:ordders'])).toEqual([
      '`read:orders` differs only by one letter from `read:orrders` (.github/permissions.yml:1).',
      '`read:ordders` differs only by one letter from `read:orrders` (.github/permissions.yml:1).',
    ]);
  });

  test('an exception is made for the later one alone', () => {
    const exceptions = [
      { rule: 'similar-name', permission: 'read:order', reason: 'One is for a list', place: at(1) },
    ] as const;
    const api = apiOf([declared('read:orders'), declared('read:order', '', 11)]);
    expect(foundBy('similar-name', api, contextOf({ exceptions }))).toEqual([]);
  });
});

describe('of many', () => {
  test.each([
    ['one letter apart from one another', (index: number) => `read:orde${String.fromCharCode(0x4e00 + index)}rs`],
    [
      'apart in their separators',
      (index: number) => `read${':._-'.charAt(index % 4).repeat(1 + ((index / 4) % 85))}orders`,
    ],
    ['one letter apart from the next, with a long prefix', (index: number) => `read:${'x'.repeat(6 + (index % 90))}`],
  ])('that are %s, all but the first are reported once', (_, name) => {
    const names = [...new Set(Array.from({ length: 1000 }, (_, index) => name(index)))];
    expect(messages(names)).toHaveLength(names.length - 1);
  });

  test('no more than a thousand are looked at, as many as an API may have', () => {
    const names = Array.from({ length: 999 }, (_, index) => `read:v${index}`);
    expect(messages([...names.slice(1), 'read:orders', 'read:order'])).toHaveLength(1);
    expect(messages([...names, 'read:orders', 'read:order'])).toEqual([]);
  });

  test('a name of a million characters is passed over', () => {
    const names = Array.from({ length: 1000 }, (_, index) => `read:thing_${index}`);
    expect(messages(['x'.repeat(1_000_000), ...names, 'x'.repeat(999_999)])).toEqual([]);
  });
});

describe('whatever the names', () => {
  const word = fc.stringMatching(/^[a-z][a-z0-9]{0,7}$/);
  const separator = fc.constantFrom(':', '.', '/', '_', '-');
  const name = fc
    .tuple(word, fc.array(fc.tuple(separator, word), { maxLength: 3 }))
    .map(([first, rest]) => [first, ...rest.flat()].join(''));

  test.each<[string, fc.Arbitrary<readonly [string, string]>]>([
    ['with an s more', name.map((one) => [one, `${one}s`])],
    [
      'in another case',
      fc.tuple(name, fc.infiniteStream(fc.boolean())).map(([one, upper]) => {
        return [one, one.replace(/[a-z]/g, (letter) => (upper.next().value ? letter.toUpperCase() : letter))];
      }),
    ],
    [
      'with other separators',
      fc.tuple(name, fc.infiniteStream(separator)).map(([one, other]) => {
        return [one, one.replace(/[^a-z0-9]/g, () => other.next().value)];
      }),
    ],
  ])('finds one %s', (_, pair) => {
    fc.assert(
      fc.property(fc.array(name, { maxLength: 20 }), pair, (others, [one, changed]) => {
        fc.pre(one !== changed && !others.includes(changed));
        const reported = findings([...others, one, changed]).map(({ line }) => line);
        expect(reported).toContain(others.length + 2);
      }),
    );
  });

  /** Few letters and words, so that many are alike. */
  const alike = fc.oneof(
    fc.stringMatching(/^read:[ab]{5,7}$/),
    fc
      .tuple(
        fc.constantFrom('read', 'get', 'raed', 'READ', 'update', 'updates', 'upadte', 'edit'),
        fc.constantFrom(':', '_', '.'),
        fc.constantFrom('order', 'orders', 'ordres', 'orderx', 'Orders', 'v1', 'v2', 'orders_v1'),
      )
      .map((parts) => parts.join('')),
  );

  test('finds, in any order, those that are like one before them, and names one that is', () => {
    const areAlike = (one: string, other: string) => messages([one, other]).length > 0;
    fc.assert(
      fc.property(fc.uniqueArray(alike, { maxLength: 12 }), (names) => {
        const reported = findings(names).map(({ line, message }) => [line, /\.yml:(\d+)\)\.$/.exec(message)?.[1]]);
        const expected = names.flatMap((name, index) =>
          names.slice(0, index).some((earlier) => areAlike(earlier, name) && areAlike(name, earlier))
            ? [index + 1]
            : [],
        );
        expect(reported.map(([line]) => line)).toEqual(expected);
        for (const [line, first] of reported) {
          expect(areAlike(names[Number(first) - 1] ?? '', names[Number(line) - 1] ?? '')).toBe(true);
        }
      }),
      { numRuns: runs(300) },
    );
  });

  test('names only permissions that are declared, each with its own place', () => {
    const anything = fc.oneof(name, alike, fc.string({ unit: codePoint, maxLength: 4 }));
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 20 }), (names) => {
        for (const { line, message } of findings(names)) {
          const [one = '', other = ''] = [names[line - 1], names[Number(/(\d+)\)\.$/.exec(message)?.[1]) - 1]];
          expect(message.startsWith(`\`${one}\` `)).toBe(true);
          expect(message).toContain(` \`${other}\` (.github/permissions.yml:`);
          expect(names.indexOf(other)).toBeLessThan(line - 1);
        }
      }),
    );
  });
});
