import { describe, expect, test } from '@jest/globals';
import { apisOf, environmentsOf, type Manifest, requireEnvironment } from '../../src/core/manifest.ts';
import { apiOf, at, declared, manifestOf, orders, thrownBy } from './declared.ts';
import { readTexts } from './manifest-text.ts';

/** Each problem as `file:line:column message | hint`. */
function problems(...texts: string[]): string[] {
  return readTexts(...texts).problems.map(({ rule, severity, file, line, column, message, hint }) => {
    expect([rule, severity]).toEqual(['schema', 'error']);
    return `${file}:${line}:${column} ${message}${hint ? ` | ${hint}` : ''}`;
  });
}

function read(...texts: string[]): Manifest {
  const { manifest, problems } = readTexts(...texts);
  expect(problems).toEqual([]);
  return manifest ?? manifestOf();
}

const top = (...lines: string[]) => ['version: 1', ...lines].join('\n');
const api = (...lines: string[]) => top('apis:', '  - identifier: orders', ...lines.map((line) => `    ${line}`));
const permission = (line: string) => api('permissions:', `  ${line}`);

const shapes = {
  file: 'must be a map with `version` and `apis`',
  entry: 'must be a map with `identifier` and `permissions`',
  identifier: 'text of 1 to 600 characters, or a map from environment to identifier',
  permissions: 'a map from permission to description ({} for none)',
  permission: 'must be a description (text, "" for none) or a map',
};

describe('a file of the wrong shape', () => {
  test.each([
    ['is empty', '', [`a.yml:1:1 The file ${shapes.file}; it is empty.`]],
    ['is a list', '- a', [`a.yml:1:1 The file ${shapes.file}; it is a list.`]],
    ['is text', 'hello', [`a.yml:1:1 The file ${shapes.file}; it is the text "hello".`]],
    ['is a number', '42', [`a.yml:1:1 The file ${shapes.file}; it is the number 42.`]],
    [
      'is an empty map',
      '{}',
      ['a.yml:1:1 `version` is missing. | Expected 1.', 'a.yml:1:1 `apis` is missing. | Expected a list of APIs.'],
    ],
    ['has no version', 'apis: []', ['a.yml:1:1 `version` is missing. | Expected 1.']],
    ['has another version', 'version: 2\napis: []', ['a.yml:1:10 `version` must be 1; it is the number 2.']],
    ['has a version without a value', 'version:\napis: []', ['a.yml:1:1 `version` must be 1; it is empty.']],
    ['has no APIs', 'version: 1', ['a.yml:1:1 `apis` is missing. | Expected a list of APIs.']],
    ['has `apis` without a value', top('apis:'), ['a.yml:2:1 `apis` must be a list of APIs; it is empty.']],
    ['has a map of APIs', top('apis: {a: 1}'), ['a.yml:2:7 `apis` must be a list of APIs; it is a map.']],
    [
      'has an API that is text',
      top('apis:', '  - x'),
      [`a.yml:3:5 Entry 1 of \`apis\` ${shapes.entry}; it is the text "x".`],
    ],
    [
      'has an API that is empty',
      top('apis: [{identifier: x, permissions: {}}, null]'),
      [`a.yml:2:42 Entry 2 of \`apis\` ${shapes.entry}; it is empty.`],
    ],
  ])('%s', (_, text, found) => {
    expect(problems(text)).toEqual(found);
  });
});

describe('an API of the wrong shape', () => {
  const start = 'version: 1\napis:\n  - ';

  test.each([
    [
      'has no identifier',
      `${start}permissions: {}`,
      [`a.yml:3:5 \`identifier\` is missing. | Expected ${shapes.identifier}.`],
    ],
    [
      'has an empty identifier',
      `${start}{identifier: "", permissions: {}}`,
      [`a.yml:3:18 \`identifier\` must be ${shapes.identifier}; it is empty text.`],
    ],
    [
      'has an identifier of 601 characters',
      `${start}{permissions: {}, identifier: ${'x'.repeat(601)}}`,
      [`a.yml:3:35 \`identifier\` must be ${shapes.identifier}; it is text of 601 characters.`],
    ],
    [
      'has a number as identifier',
      `${start}{identifier: 42, permissions: {}}`,
      [`a.yml:3:18 \`identifier\` must be ${shapes.identifier}; it is the number 42.`],
    ],
    [
      'has a list of identifiers',
      `${start}{identifier: [a], permissions: {}}`,
      [`a.yml:3:18 \`identifier\` must be ${shapes.identifier}; it is a list.`],
    ],
    [
      'has an environment without identifier',
      `${start}{identifier: {production: }, permissions: {}}`,
      ['a.yml:3:19 `production` must be text of 1 to 600 characters; it is empty.'],
    ],
    [
      'has an environment with an empty identifier',
      `${start}{identifier: {production: ""}, permissions: {}}`,
      ['a.yml:3:31 `production` must be text of 1 to 600 characters; it is empty text.'],
    ],
    [
      'has a number as name',
      api('name: 42', 'permissions: {}'),
      ['a.yml:4:11 `name` must be text; it is the number 42.'],
    ],
    ['has an empty name', api('name: ""', 'permissions: {}'), ['a.yml:4:11 `name` must be text; it is empty text.']],
    ['has no permissions', api(), [`a.yml:3:5 \`permissions\` is missing. | Expected ${shapes.permissions}.`]],
    [
      'has permissions without a value',
      api('permissions:'),
      [`a.yml:4:5 \`permissions\` must be ${shapes.permissions}; it is empty.`],
    ],
    [
      'has a list of permissions',
      api('permissions: [read:orders]'),
      [`a.yml:4:18 \`permissions\` must be ${shapes.permissions}; it is a list.`],
    ],
  ])('%s', (_, text, found) => {
    expect(problems(text)).toEqual(found);
  });

  test('may have an identifier of 600 characters', () => {
    expect(problems(`${start}{permissions: {}, identifier: ${'x'.repeat(600)}}`)).toEqual([]);
  });
});

describe('a permission of the wrong shape', () => {
  const goes = 'To deprecate it, write `true` without quotes, or as text why and what to use instead.';
  const stays = `Leave it out where the permission is to stay. ${goes}`;

  test.each([
    ['is a number', 'a: 42', [`a.yml:5:10 \`a\` ${shapes.permission}; it is the number 42.`]],
    ['is a boolean', 'a: true', [`a.yml:5:10 \`a\` ${shapes.permission}; it is the boolean true.`]],
    ['is a list', 'a: [x]', [`a.yml:5:10 \`a\` ${shapes.permission}; it is a list.`]],
    ['has no value', 'a:', [`a.yml:5:7 \`a\` ${shapes.permission}; it is empty.`]],
    ['is null', 'a: ~', [`a.yml:5:10 \`a\` ${shapes.permission}; it is empty.`]],
    [
      'describes itself by a number',
      'a: {description: 3}',
      ['a.yml:5:24 `description` must be text; it is the number 3.'],
    ],
    ['describes itself by null', 'a: {description: }', ['a.yml:5:11 `description` must be text; it is empty.']],
    [
      'is deprecated by false',
      'a: {deprecated: false}',
      [`a.yml:5:23 \`deprecated\` must be true or a reason; it is the boolean false. | ${stays}`],
    ],
    [
      'is deprecated for no reason',
      'a: {deprecated: ""}',
      [`a.yml:5:23 \`deprecated\` must be true or a reason; it is empty text. | ${stays}`],
    ],
    [
      'is deprecated by a word that YAML once took for true',
      'a: {deprecated: yes}',
      [`a.yml:5:23 \`deprecated\` must be true or a reason; it is the text "yes". | ${goes}`],
    ],
    [
      'is deprecated by a word that YAML once took for false',
      'a: {deprecated: no}',
      [`a.yml:5:23 \`deprecated\` must be true or a reason; it is the text "no". | ${stays}`],
    ],
    [
      'was renamed from nothing',
      'a: {renamed-from: ""}',
      ['a.yml:5:25 `renamed-from` must be text; it is empty text.'],
    ],
    [
      'has several faults',
      'a: {description: 3, renamed-from: 4, Deprecated: true}',
      [
        'a.yml:5:24 `description` must be text; it is the number 3.',
        'a.yml:5:41 `renamed-from` must be text; it is the number 4.',
        'a.yml:5:44 Unknown key `Deprecated`. | Did you mean `deprecated`?',
      ],
    ],
  ])('%s', (_, line, found) => {
    expect(problems(permission(line))).toEqual(found);
  });
});

describe('a word of yes or no', () => {
  const words = ['y', 'N', 'yes', 'No', 'ON', 'off', '"true"', "'False'", '~', '"~"', '"Null"', 'none', '" no "'];

  test.each(words)('is no reason for a deprecation: %s', (word) => {
    expect(problems(permission(`a: {deprecated: ${word}}`))).toHaveLength(1);
  });

  test.each(['No longer sold', 'on', 'off', 'true', 'x'].map((word) => `"${word}: use b"`))(
    'begins a reason: %s',
    (reason) => {
      expect(problems(permission(`a: {deprecated: ${reason}}`))).toEqual([]);
    },
  );

  test('is a description, a title and a name where people choose it', () => {
    const [entry] = read(api('name: On', 'permissions: {no: No, off: {description: yes, renamed-from: on}}')).entries;
    expect(entry).toMatchObject({
      name: 'On',
      permissions: [
        { name: 'no', description: 'No' },
        { name: 'off', description: 'yes', renamedFrom: 'on' },
      ],
    });
  });

  test('is looked for in linear time', () => {
    expect(problems(permission(`a: {deprecated: "${' '.repeat(1_000_000)}x"}`))).toEqual([]);
  });
});

describe('an unknown key', () => {
  test.each([
    ['at the top', top('apis: []', 'api: []'), 'a.yml:3:1 Unknown key `api`. | Did you mean `apis`?'],
    [
      'at the top, like none',
      top('apis: []', 'x-team: a'),
      'a.yml:3:1 Unknown key `x-team`. | Known are `version` and `apis`.',
    ],
    [
      'that would merge but for its quotes',
      top('apis: []', '"<<": {}'),
      'a.yml:3:1 Unknown key `<<`. | Known are `version` and `apis`.',
    ],
    ['of an API', api('permissions: {}', 'Name: x'), 'a.yml:5:5 Unknown key `Name`. | Did you mean `name`?'],
    [
      'of an API, like none',
      api('permissions: {}', 'tenant: x'),
      'a.yml:5:5 Unknown key `tenant`. | Known are `identifier`, `name`, `openapi` and `permissions`.',
    ],
    [
      'of a permission',
      permission('a: {descripton: x}'),
      'a.yml:5:11 Unknown key `descripton`. | Did you mean `description`?',
    ],
    [
      'of a permission, like none',
      permission('a: {constructor: x}'),
      'a.yml:5:11 Unknown key `constructor`. | Known are `description`, `deprecated` and `renamed-from`.',
    ],
  ])('%s', (_, text, found) => {
    expect(problems(text)).toEqual([found]);
  });

  test('that misspells a required one is said once, and not as what is missing, too', () => {
    expect(problems('version: 1\napis:\n  - identifer: x\n    permissions: {}')).toEqual([
      'a.yml:3:5 Unknown key `identifer`. | Did you mean `identifier`?',
    ]);
  });
});

describe('a key that stands twice', () => {
  const twice = (key: string, line: number) =>
    `The key \`${key}\` stands twice; first at a.yml:${line}. | Keep one of them.`;

  test.each([
    ['at the top', 'version: 1\napis: []\napis: []', `a.yml:3:1 ${twice('apis', 2)}`],
    ['in an API', api('permissions: {}', 'identifier: x'), `a.yml:5:5 ${twice('identifier', 3)}`],
    ['in identifiers', top('apis:', '  - {identifier: {p: x, p: y}, permissions: {}}'), `a.yml:3:25 ${twice('p', 3)}`],
    ['in a permission', permission('a: {description: x, description: y}'), `a.yml:5:27 ${twice('description', 5)}`],
  ])('%s', (_, text, found) => {
    expect(problems(text)).toEqual([found]);
  });

  test('is said beside what else is wrong', () => {
    expect(problems('version: 1\nversion: 1')).toEqual([
      `a.yml:2:1 ${twice('version', 1)}`,
      'a.yml:1:1 `apis` is missing. | Expected a list of APIs.',
    ]);
  });

  test('as a permission is no schema problem, and is kept behind the others', () => {
    const [entry] = read(permission('read:orders: First\n      write:orders: x\n      read:orders: Second')).entries;
    expect(entry?.permissions.map(({ name, description, place }) => [name, description, place.line])).toEqual([
      ['read:orders', 'First', 5],
      ['write:orders', 'x', 6],
      ['read:orders', 'First', 7],
    ]);
  });
});

describe('a manifest', () => {
  test('holds what the file says, with its places', () => {
    const text = [
      'version: 1',
      'apis:',
      '  - identifier: orders',
      '    name: Orders API',
      '    permissions:',
      '      read:orders: View orders',
      '      write:orders: ""',
      '      cancel:orders:',
      '        description: Cancel an order',
      '        deprecated: Use update:orders',
      '        renamed-from: delete:orders',
      '      archive:orders: {deprecated: true}',
    ].join('\n');
    const place = (line: number, column: number, endColumn: number) => ({ file: 'a.yml', line, column, endColumn });
    expect(read(text).entries).toEqual([
      {
        identifier: 'orders',
        name: 'Orders API',
        place: place(3, 17, 23),
        permissions: [
          {
            name: 'read:orders',
            description: 'View orders',
            place: place(6, 7, 18),
            descriptionPlace: place(6, 20, 31),
          },
          { name: 'write:orders', description: '', place: place(7, 7, 19), descriptionPlace: place(7, 21, 23) },
          {
            name: 'cancel:orders',
            description: 'Cancel an order',
            deprecated: 'Use update:orders',
            renamedFrom: 'delete:orders',
            renamedFromPlace: place(11, 23, 36),
            place: place(8, 7, 20),
            descriptionPlace: place(9, 22, 37),
          },
          {
            name: 'archive:orders',
            description: '',
            deprecated: true,
            place: place(12, 7, 21),
            descriptionPlace: place(12, 7, 21),
          },
        ],
      },
    ]);
  });

  test('keeps names and descriptions exactly', () => {
    const [entry] = read(permission('" Read:Orders ": " View  orders\\n"')).entries;
    expect(entry?.permissions[0]).toMatchObject({ name: ' Read:Orders ', description: ' View  orders\n' });
  });

  test('knows names that every object has', () => {
    const [entry] = read(api('permissions:', '  constructor: a', '  toString: b', '  hasOwnProperty: {}')).entries;
    expect(entry?.permissions.map(({ name }) => name)).toEqual(['constructor', 'toString', 'hasOwnProperty']);
  });

  test('without any API is one', () => {
    expect(readTexts(top('apis: []'))).toMatchObject({ manifest: { entries: [] }, problems: [] });
  });

  test('is none where one file of several is wrong, and all of them are said', () => {
    const broken = readTexts('version: 2\napis: []', top('apis: []'), 'apis: []');
    expect(broken.manifest).toBeUndefined();
    expect(broken.problems.map(({ file, message }) => `${file} ${message}`)).toEqual([
      'a.yml `version` must be 1; it is the number 2.',
      'c.yml `version` is missing.',
    ]);
  });
});

describe('what can be read of files with problems', () => {
  const head = 'version: 1\napis:\n  - identifier: orders\n    permissions:\n';

  test.each<[string, string, string[]]>([
    ['is a permission beside one that can’t', `${head}      a: 5\n      b: x\n      c: {descripton: x}`, ['b']],
    ['is an API with a key that is unknown', head.replace('  - ', '  - nme: Orders\n    ').concat('      a: x'), ['a']],
    [
      'is an API with a name that is none',
      head.replace('  - ', '  - name: 5\n    openapi: 5\n    ').concat('      a: x'),
      ['a'],
    ],
    ['is a file with another version', head.replace('1', '2').concat('      a: x'), ['a']],
    ['is a name that stands twice', `${head}      a: x\n      b: 5\n      a: y`, ['a', 'a']],
    ['is no name that stands twice where the first can’t be', `${head}      a: 5\n      a: x`, []],
    ['is no API without an identifier', head.replace('identifier: orders', 'name: Orders').concat('      a: x'), []],
    ['is nothing where there is no list of APIs', 'version: 1\napis: {}', []],
  ])('%s', (_name, text, names) => {
    const { manifest, readable } = readTexts(text, head.replace('orders', 'whole').concat('      d: x'));
    expect(manifest).toBeUndefined();
    expect(readable.entries.flatMap(({ permissions }) => permissions.map(({ name }) => name))).toEqual([...names, 'd']);
  });
});

describe('the APIs of an environment', () => {
  const team = (...names: string[]) =>
    `version: 1\napis:\n  - {identifier: orders, permissions: {${names.map((name) => `${name}: x`).join(', ')}}}`;
  const named = (name: string) => team('c').replace('orders,', `orders, name: ${name},`);

  test('are joined from several files, in the order of files and lines', () => {
    const apis = apisOf(read(team('b', 'a'), named('Orders'), named('Other')), '');
    expect(
      apis.map(({ permissions, ...api }) => ({ ...api, permissions: permissions.map(({ name }) => name) })),
    ).toEqual([
      {
        identifier: 'orders',
        name: 'Orders',
        place: { file: 'a.yml', line: 3, column: 18, endColumn: 24 },
        permissions: ['b', 'a', 'c', 'c'],
      },
    ]);
  });

  const byEnvironment = read(
    [
      'version: 1',
      'apis:',
      '  - {identifier: {staging: s1, production: p1}, permissions: {a: x}}',
      '  - {identifier: shared, permissions: {b: x}}',
      '  - {identifier: {production: p2}, permissions: {c: x}}',
      '  - {identifier: {staging: shared}, permissions: {d: x}}',
    ].join('\n'),
  );

  test.each([
    ['production', ['p1 a', 'shared b', 'p2 c']],
    ['staging', ['s1 a', 'shared bd']],
    ['preview', ['shared b']],
    ['constructor', ['shared b']],
    ['', ['shared b']],
  ])('for %j leave out what has no identifier there', (environment, expected) => {
    const apis = apisOf(byEnvironment, environment);
    expect(
      apis.map(({ identifier, permissions }) => `${identifier} ${permissions.map(({ name }) => name).join('')}`),
    ).toEqual(expected);
  });

  test('are known by their environments, sorted and each once', () => {
    expect(environmentsOf(byEnvironment)).toEqual(['production', 'staging']);
    expect(environmentsOf(read(team('a')))).toEqual([]);
  });

  test('keep names such as `__proto__` that only values can carry', () => {
    const odd = manifestOf(apiOf([declared('__proto__'), declared('constructor')]));
    expect(apisOf(odd, '')).toEqual([
      { identifier: orders, place: at(3, 17), permissions: [declared('__proto__'), declared('constructor')] },
    ]);
  });
});

describe('an environment', () => {
  const some = 'version: 1\napis:\n  - {identifier: {production: p, staging: s}, permissions: {}}';
  const shared = `${some}\n  - {identifier: shared, permissions: {}}`;
  const none = 'version: 1\napis:\n  - {identifier: shared, permissions: {}}';

  test.each([
    ['that is known', some, 'production'],
    ['of any name where no API has environments', none, 'production'],
    ['that is not given where no API has environments', none, ''],
    ['that is new where some APIs have one identifier for all', shared, 'preview'],
  ])('%s is taken', (_, text, environment) => {
    expect(() => requireEnvironment(read(text), environment)).not.toThrow();
  });

  test.each([
    ['that is unknown', some, 'preview', 'none for `preview`', 'Known are `production` and `staging`.'],
    ['that is misspelt', some, 'Production', 'none for `Production`', 'Did you mean `production`?'],
    ['that is misspelt beside a shared API', shared, 'stagin', 'none for `stagin`', 'Did you mean `staging`?'],
    ['that is not given', some, '', 'no environment is given', 'Known are `production` and `staging`.'],
    [
      'that is not given beside a shared API',
      shared,
      '',
      'no environment is given',
      'Known are `production` and `staging`.',
    ],
    [
      'named as every object’s property',
      some,
      'constructor',
      'none for `constructor`',
      'Known are `production` and `staging`.',
    ],
  ])('%s is refused', (_, text, environment, wanted, known) => {
    expect(thrownBy(() => requireEnvironment(read(text), environment))).toMatchObject({
      code: 'input-invalid',
      message: `The manifest gives identifiers by environment, and ${wanted}.`,
      hint: `Set the input \`environment\`. ${known}`,
    });
  });
});
