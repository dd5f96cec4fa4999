import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Naming, Policy } from '../../../src/core/policy.ts';
import { apiOf, at, contextOf, declared, foundBy, globsOf, namingOf, patternOf } from '../declared.ts';

/** How many names are corrected. */
const runs = 5000;

function found(name: string, naming: Naming, settings: Partial<Policy> = {}) {
  return foundBy('naming-convention', apiOf([declared(name, '', 7)]), contextOf({ naming, ...settings }));
}

function suggested(name: string, naming: Naming, settings: Partial<Policy> = {}): string | undefined {
  const [problem] = found(name, naming, settings);
  return /^Did you mean `(.*)`\?$/.exec(problem?.hint ?? '')?.[1];
}

const actionFirst = namingOf('action:resource');

describe('action:resource', () => {
  test.each([
    ['action and resource', 'read:orders'],
    ['a resource of two parts', 'read:orders:own'],
    ['a resource of three parts', 'read:orders:items:own'],
    ['digits, hyphens and underscores', 'read:v2_orders-archive'],
    ['an action that is not a common verb', 'blacklist:tokens'],
    ['two verbs, the first of which counts', 'send:invite'],
    ['a verb as resource too', 'manage:grant'],
    ['no known verb at all', 'orders:all'],
    ['a reserved name, of which reserved-name speaks', 'email'],
    ['an empty name, of which name-length speaks', ''],
  ])('takes %s: %s', (_, name) => {
    expect(found(name, actionFirst)).toEqual([]);
  });

  test.each([
    ['the resource first', 'orders:read', 'read:orders'],
    ['the resource first, in parts', 'orders:items:read', 'read:orders:items'],
    ['the resource first, and a verb that some APIs have', 'users:follow', 'follow:users'],
    ['the resource first, and another', 'teams:migrate', 'migrate:teams'],
    ['the resource first, and a qualifier', 'orders:read:own', 'read:orders:own'],
    ['a capital letter', 'Read:Orders', 'read:orders'],
    ['capital letters', 'READ:ORDERS', 'read:orders'],
    ['camel case', 'readOrders', 'read:orders'],
    ['camel case of three words', 'deleteAllUsers', 'delete:all_users'],
    ['camel case with an abbreviation', 'deleteAPIKeys', 'delete:api_keys'],
    ['camel case in a resource', 'Read:OrderItems', 'read:order_items'],
    ['capital letters beside hyphens', 'Read:order-items', 'read:order-items'],
    ['dots', 'orders.read', 'read:orders'],
    ['Pascal case', 'User.Read.All', 'read:user:all'],
    ['Pascal case of two actions', 'User.ReadWrite.All', 'read_write:user:all'],
    ['an underscore', 'Read_Orders', 'read:orders'],
    ['a hyphen', 'orders-read', 'read:orders'],
    ['hyphens', 'read-order-items', 'read:order-items'],
    ['hyphens beside underscores', 'Read:order-items_v2', 'read:order_items_v2'],
    ['a slash', 'read/orders', 'read:orders'],
    ['a space', 'read orders', 'read:orders'],
    ['a space at the end', 'read:orders ', 'read:orders'],
    ['a space behind several parts', 'read:orders:own ', 'read:orders:own'],
    ['two colons', 'read::orders', 'read:orders'],
    ['five parts', 'read:a:b:c:d', 'read:a_b_c_d'],
    ['two verbs, of which the commoner is the action', 'orders_list_read', 'read:orders_list'],
    ['an action within a part', 'getOrders.all', 'get:orders_all'],
    ['two verbs in order', 'Export:Read', 'export:read'],
    ['no known verb', 'Orders.All', 'orders:all'],
    ['two verbs, neither first, of which the last is the action', 'orders.connect:manage', 'manage:orders:connect'],
    ['two verbs without separators, of which the first is the action', 'send-invite', 'send:invite'],
    ['a resource that is called like an action', 'Schedule.Read.All', 'read:schedule:all'],
    ['an action of several words', 'User.EnableDisableAccount.All', 'enable_disable_account:user:all'],
    ['an action of several words, behind', 'admin.orders:manage_items', 'manage_items:admin:orders'],
    ['an action of several words that cannot be torn apart', 'PrintJob.ReadWriteBasic', 'read_write_basic:print_job'],
    ['an action and its object in one part', 'orders.getItems', 'get:orders_items'],
  ])('refuses %s: %j', (_, name, better) => {
    expect(found(name, actionFirst)).toEqual([
      {
        rule: 'naming-convention',
        severity: 'error',
        message: `${JSON.stringify(name)} is not of the form action:resource.`,
        hint: `Did you mean \`${better}\`?`,
        ...at(7),
      },
    ]);
  });

  test.each([
    ['a name without a colon', 'admin'],
    ['a verb alone', 'approve'],
    ['no resource', 'read:'],
    ['no action', ':read'],
    ['a star', 'read:*'],
    ['a resource that begins with a digit', 'read:1'],
    ['an action that begins with a digit', '2fa:enroll'],
    ['a resource that is not ASCII, of which half would be left', 'read:größe'],
    ['a name that is too long to suggest another', `read_${'x'.repeat(276)}`],
    ['a name that is too long for its separators', `read${':'.repeat(271)}orders`],
    ['a name whose suggestion would be too long', `read${'Xy'.repeat(138)}`],
  ])('refuses %s and says how to write one', (_, name) => {
    expect(found(name, actionFirst)).toEqual([
      {
        rule: 'naming-convention',
        severity: 'error',
        message: `${JSON.stringify(name)} is not of the form action:resource.`,
        hint: 'Write the action first, in lower case: `read:orders`.',
        ...at(7),
      },
    ]);
  });

  test('suggests a name of 280 characters', () => {
    const resource = 'x'.repeat(275);
    expect(suggested(`${resource}.read`, actionFirst)).toBe(`read:${resource}`);
    expect(suggested(`x${resource}.read`, actionFirst)).toBeUndefined();
  });
});

describe('the other conventions', () => {
  test.each([
    ['resource and action', 'resource:action', 'orders:read'],
    ['a resource of two parts', 'resource:action', 'orders:items:read'],
    ['a qualifier', 'resource:action', 'chat:write:user'],
    ['four parts', 'resource:action', 'shop:orders:items:read'],
    ['digits, hyphens and underscores', 'resource:action', 'v2_orders-archive:read'],
    ['a verb as resource too', 'resource:action', 'grant:read'],
    ['no known verb at all', 'resource:action', 'orders:all'],
    ['resource and action', 'resource.action', 'orders.read'],
    ['two parts of a resource', 'resource.action', 'compute.instances.list'],
    ['a hyphen', 'resource.action', 'order-items.read'],
    ['the action first, which only colons tell', 'resource.action', 'read.orders'],
    ['resource and action', 'Resource.Action', 'Orders.Read'],
    ['a constraint', 'Resource.Action', 'User.Read.All'],
    ['several words in a part', 'Resource.Action', 'OrderItems.ReadWrite.OwnedBy'],
    ['single letters and digits', 'Resource.Action', 'A1.B2'],
  ] as const)('take %s in %s: %s', (_, convention, name) => {
    expect(found(name, namingOf(convention))).toEqual([]);
  });

  test.each([
    ['resource:action', 'read:orders', 'orders:read'],
    ['resource:action', 'Orders:Read', 'orders:read'],
    ['resource:action', 'READ:ORDERS', 'orders:read'],
    ['resource:action', 'readOrders', 'orders:read'],
    ['resource:action', 'Read_Orders', 'orders:read'],
    ['resource:action', 'orders.read', 'orders:read'],
    ['resource:action', 'User.Read.All', 'user:read:all'],
    ['resource:action', 'User.ReadWrite.All', 'user:read_write:all'],
    ['resource:action', 'test_run', 'test:run'],
    ['resource:action', 'createInvite', 'invite:create'],
    ['resource:action', 'orders.getAll', 'orders:get_all'],
    ['resource:action', 'read:a:b:c:d', 'a_b_c_d:read'],
    ['resource.action', 'read:orders', 'orders.read'],
    ['resource.action', 'orders:read', 'orders.read'],
    ['resource.action', 'READ:ORDERS', 'orders.read'],
    ['resource.action', 'readOrders', 'orders.read'],
    ['resource.action', 'Read_Orders', 'orders.read'],
    ['resource.action', 'read:order_items', 'order-items.read'],
    ['resource.action', 'Orders.Read', 'orders.read'],
    ['resource.action', 'User.Read.All', 'user.read.all'],
    ['resource.action', 'Schedule.ReadWrite.All', 'schedule.read-write.all'],
    ['Resource.Action', 'read:orders', 'Orders.Read'],
    ['Resource.Action', 'orders:read', 'Orders.Read'],
    ['Resource.Action', 'orders.read', 'Orders.Read'],
    ['Resource.Action', 'READ:ORDERS', 'Orders.Read'],
    ['Resource.Action', 'readOrders', 'Orders.Read'],
    ['Resource.Action', 'Read_Orders', 'Orders.Read'],
    ['Resource.Action', 'user.readWrite', 'User.ReadWrite'],
    ['Resource.Action', 'User_Read_All', 'UserAll.Read'],
  ] as const)('refuse in %s %s, and suggest %s', (convention, name, better) => {
    expect(found(name, namingOf(convention))).toEqual([
      {
        rule: 'naming-convention',
        severity: 'error',
        message: `"${name}" is not of the form ${convention}.`,
        hint: `Did you mean \`${better}\`?`,
        ...at(7),
      },
    ]);
  });

  test.each([
    ['resource:action', [], 'Write the resource first, in lower case: `orders:read`.'],
    ['resource.action', [], 'Write the resource first, in lower case: `orders.read`.'],
    ['Resource.Action', [], 'Write the resource first, each part with a capital letter: `Orders.Read`.'],
    ['resource:action', ['view', 'edit'], 'Write the resource first, in lower case: `orders:view`.'],
    ['Resource.Action', ['approve'], 'Write the resource first, each part with a capital letter: `Orders.Approve`.'],
    ['resource.action', ['read all!'], 'Write the resource first, in lower case.'],
  ] as const)(
    'say how to write a name where none can be suggested: %s with the actions %j',
    (convention, actions, hint) => {
      expect(found('admin', namingOf(convention, ...actions))).toEqual([
        {
          rule: 'naming-convention',
          severity: 'error',
          message: `"admin" is not of the form ${convention}.`,
          hint,
          ...at(7),
        },
      ]);
    },
  );
});

describe('the actions of the policy', () => {
  test.each([
    ['a listed action first', namingOf('action:resource', 'orders'), 'orders:read'],
    ['a verb that is not listed, behind', namingOf('action:resource', 'approve'), 'orders:read'],
    ['a listed action behind', namingOf('resource:action', 'orders'), 'read:orders'],
    ['a verb that is not listed, in front', namingOf('resource:action', 'approve'), 'read:orders'],
    ['a listed action in other letters', namingOf('action:resource', 'Approve'), 'approve:read'],
  ])('decide the order instead of common verbs: %s', (_, naming, name) => {
    expect(found(name, naming)).toEqual([]);
  });

  test.each([
    ['a listed action behind', namingOf('action:resource', 'zap'), 'orders:zap', 'zap:orders'],
    ['a listed action in front', namingOf('resource:action', 'zap'), 'zap:orders', 'orders:zap'],
    ['a synonym', namingOf('action:resource', 'read'), 'getOrders', 'read:orders'],
    ['a synonym in other letters', namingOf('action:resource', 'Read'), 'ViewOrders', 'read:orders'],
    ['a listed action in capitals', namingOf('resource.action', 'READ'), 'readOrders', 'orders.read'],
    ['a synonym in the right place', namingOf('Resource.Action', 'Read'), 'orders.get', 'Orders.Read'],
    [
      'a listed action of two words',
      namingOf('Resource.Action', 'Read', 'ReadWrite'),
      'user.readWrite',
      'User.ReadWrite',
    ],
  ])('decide what is suggested: %s', (_, naming, name, better) => {
    expect(suggested(name, naming)).toBe(better);
  });

  test.each([
    ['no listed action', namingOf('resource.action', 'read'), 'orders:approve'],
    ['half of a listed action, which would mean less', namingOf('action:resource', 'read'), 'user.readWrite'],
  ])('keep names from being suggested: %s', (_, naming, name) => {
    expect(found(name, naming)).toHaveLength(1);
    expect(suggested(name, naming)).toBeUndefined();
  });
});

describe('a pattern', () => {
  test.each([
    ['matches', '^[a-z]+/[a-z]+$', 'orders/read'],
    ['matches somewhere, since nothing ties it to the ends', '[a-z]', 'X:y'],
    ['does not match, where reserved-name speaks of it', '^x$', 'email'],
  ])('takes a name that it %s', async (_, pattern, name) => {
    expect(found(name, await patternOf(pattern))).toEqual([]);
  });

  test.each([
    ['^[a-z]+:[a-z]+$', 'readOrders', 'read:orders'],
    ['^orders:[a-z]+$', 'read:orders', 'orders:read'],
    ['^[a-z]+\\.[a-z]+$', 'read:orders', 'orders.read'],
    ['^[A-Z][a-z]+\\.[A-Z][a-z]+$', 'read:orders', 'Orders.Read'],
    ['^(read|write)-[a-z]+$', 'orders:read', 'read-orders'],
    ['^[a-z]+-(read|write)$', 'READ:ORDERS', 'orders-read'],
    ['^[a-z_]+$', 'User.Read.All', 'user_read_all'],
    ['^[a-z]+/[a-z]+/[a-z]+$', 'User.Read.All', 'user/read/all'],
    ['^acme/[a-z]+:[a-z]+$', ' Acme/Read:Orders', 'acme/read:orders'],
    ['^[a-z]+$', 'Orders', 'orders'],
  ])('%s refuses %j, and suggests %s', async (pattern, name, better) => {
    expect(found(name, await patternOf(pattern))).toEqual([
      {
        rule: 'naming-convention',
        severity: 'error',
        message: `${JSON.stringify(name)} does not match the policy's pattern \`${pattern}\`.`,
        hint: `Did you mean \`${better}\`?`,
        ...at(7),
      },
    ]);
  });

  test('suggests no half of a name', async () => {
    const naming = await patternOf('^[a-z]+:');
    expect(found('Read', naming)).toHaveLength(1);
    expect(suggested('Read', naming)).toBeUndefined();
  });

  test('that no form of the name matches is named itself', async () => {
    expect(found('read:orders', await patternOf('^acme\\.'))).toEqual([
      {
        rule: 'naming-convention',
        severity: 'error',
        message: '"read:orders" does not match the policy\'s pattern `^acme\\.`.',
        hint: 'Choose a name that matches it.',
        ...at(7),
      },
    ]);
  });

  test('refuses every name where it is missing', () => {
    expect(found('read:orders', namingOf('pattern'))).toHaveLength(1);
  });
});

test.each([
  ['that Auth0 reserves', 'Email', {}],
  ['that the policy reserves', 'Orders', { reserved: new Set(['orders']) }],
  ['that the policy forbids', 'Orders', { forbidden: globsOf('ord*') }],
])('never suggests a name %s', async (_, name, settings) => {
  const naming = await patternOf('^[a-z]+$');
  expect(found(name, naming, settings)).toHaveLength(1);
  expect(suggested(name, naming, settings)).toBeUndefined();
});

const patterns = await Promise.all(
  ['^[a-z]+:[a-z_]+$', '^[a-z-]+$', '^[A-Z][A-Za-z.]+$', '^(read|update)/', '^[^A-Z]*[" ]'].map((text) =>
    patternOf(text),
  ),
);
const lists = [[], ['read', 'update'], ['Read', 'ReadWrite', 'approve']];
const conventions = [
  actionFirst,
  namingOf('resource:action'),
  namingOf('resource.action'),
  namingOf('Resource.Action'),
];
const namings = lists.flatMap((words) => {
  const { actions } = namingOf('pattern', ...words);
  return [...conventions, ...patterns].map((naming) => ({ ...naming, actions }));
});
const words = ['read', 'get', 'Read', 'ORDERS', 'orders', 'List', 'all', 'email', 'write', '2fa', 'é', 'API', '*', 'x'];
const separators = [':', '.', '_', '-', '/', ' ', '', '::'];
const name = fc.oneof(
  fc
    .array(fc.tuple(fc.constantFrom(...words), fc.constantFrom(...separators)), { maxLength: 6 })
    .map((parts) => parts.flat().join('')),
  fc.string({ maxLength: 12 }),
);
const forbidden = globsOf('*:all', 'orders.*');

const rules = [
  'naming-convention',
  'allowed-action',
  'forbidden-name',
  'reserved-name',
  'invalid-character',
  'name-length',
] as const;

test('never suggests a name that it or another rule would refuse', () => {
  const suggesting = new Set<Naming>();
  const accepted = fc.property(fc.constantFrom(...namings), name, (naming, one) => {
    const better = suggested(one, naming, { forbidden });
    if (better === undefined) return;
    suggesting.add(naming);
    const api = apiOf([declared(better)]);
    const context = contextOf({ naming, forbidden });
    expect(rules.flatMap((rule) => foundBy(rule, api, context))).toEqual([]);
  });
  fc.assert(accepted, { numRuns: runs });
  expect(suggesting.size).toBeGreaterThan(20); // of 24: the last pattern asks for what OAuth refuses
});

test('suggests no more names once it has guessed long enough, and finds all the same', () => {
  const permissions = Array.from({ length: 4000 }, (_, index) =>
    declared(`Get.${'item'.repeat(65)}${index}`, '', index),
  );
  const hints = foundBy('naming-convention', apiOf(permissions), contextOf({ naming: actionFirst })).map(
    ({ hint }) => hint,
  );
  expect(hints).toHaveLength(4000);
  expect(hints[0]).toMatch(/^Did you mean /);
  expect(hints.at(-1)).toBe('Write the action first, in lower case: `read:orders`.');
});
