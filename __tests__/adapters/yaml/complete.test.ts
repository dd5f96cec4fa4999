import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { completeManifest } from '../../../src/adapters/yaml/complete.ts';
import { parseYaml } from '../../../src/adapters/yaml/parse.ts';
import { type Manifest, readManifest } from '../../../src/core/manifest.ts';
import { type Completion, type NewApi, newManifest } from '../../../src/core/manifest-text.ts';
import { codePoint } from '../../code-point.ts';

const one = [{ name: 'new:it', description: 'A new one' }];
const api: NewApi = { identifier: 'urn:new', environment: '', name: 'New', permissions: one };

function complete(text: string, completion: Partial<Completion>): string {
  const bytes = Buffer.from(text);
  const whole = { permissions: new Map(), apis: [], ...completion };
  return Buffer.from(completeManifest({ path: 'm.yml', size: bytes.length, bytes }, whole)).toString();
}

function read(text: string): Manifest {
  const bytes = Buffer.from(text);
  const { document, problems } = parseYaml({ path: 'm.yml', size: bytes.length, bytes });
  const found = document ? readManifest([document]) : { problems, manifest: undefined };
  expect(found.problems).toEqual([]);
  if (!found.manifest) throw new Error('It can’t be read.');
  return found.manifest;
}

describe('permissions are added behind the last one', () => {
  const head = 'version: 1\napis:\n  - identifier: urn:a\n';

  test.each<[string, string, string]>([
    [
      'in its column',
      '    permissions:\n        a:a: A\n',
      '    permissions:\n        a:a: A\n        new:it: A new one\n',
    ],
    [
      'behind its comment, before the next',
      '    permissions:\n      a:a: A # x\n      # y\n',
      '    permissions:\n      a:a: A # x\n      new:it: A new one\n      # y\n',
    ],
    [
      'behind its details',
      '    permissions:\n      a:a:\n        description: A\n        deprecated: true\n    name: T\n',
      '    permissions:\n      a:a:\n        description: A\n        deprecated: true\n      new:it: A new one\n    name: T\n',
    ],
    [
      'behind a text of several lines',
      '    permissions:\n      a:a: >-\n        one\n        two\n\n    name: T\n',
      '    permissions:\n      a:a: >-\n        one\n        two\n      new:it: A new one\n\n    name: T\n',
    ],
    [
      'behind a folded text',
      '    permissions:\n      a:a: one\n        two\n',
      '    permissions:\n      a:a: one\n        two\n      new:it: A new one\n',
    ],
    [
      'where the file ends without a line break',
      '    permissions:\n      a:a: A',
      '    permissions:\n      a:a: A\n      new:it: A new one',
    ],
    ['between braces', '    permissions: { a:a: A }\n', '    permissions: { a:a: A,\n      "new:it": "A new one" }\n'],
    [
      'between braces with a comma at the end',
      '    permissions: {a:a: A,}\n',
      '    permissions: {a:a: A,\n      "new:it": "A new one",}\n',
    ],
    [
      'between empty braces',
      '    permissions: {} # none\n',
      '    permissions: {\n      "new:it": "A new one"\n    } # none\n',
    ],
    [
      'between braces, behind the comment of the last',
      '    permissions: {\n      a:a: A # all\n    }\n',
      '    permissions: {\n      a:a: A, # all\n      "new:it": "A new one"\n    }\n',
    ],
    [
      'between braces, behind the comma and the comment of the last',
      '    permissions: {\n      a:a: A, # all\n      # more\n    }\n',
      '    permissions: {\n      a:a: A, # all\n      "new:it": "A new one",\n      # more\n    }\n',
    ],
    [
      'between braces, behind a comma in a line of its own',
      '    permissions: {\n      a:a: A # all\n      # more\n      , # and\n    }\n',
      '    permissions: {\n      a:a: A # all\n      # more\n      , # and\n      "new:it": "A new one",\n    }\n',
    ],
    [
      'between braces in one line, apart from the comment of the line',
      '    permissions: { a:a: A } # all\n',
      '    permissions: { a:a: A,\n      "new:it": "A new one"\n     } # all\n',
    ],
    [
      'between empty braces, behind the comment of the first',
      '    permissions: { # none\n    }\n',
      '    permissions: { # none\n      "new:it": "A new one"\n    }\n',
    ],
    [
      'behind the comment in the details of the last',
      '    permissions:\n      a:a:\n        description: A\n        # soon\n      # more\n',
      '    permissions:\n      a:a:\n        description: A\n        # soon\n      new:it: A new one\n      # more\n',
    ],
    [
      'below a question mark',
      '    ? permissions\n    : ? a:a\n      : A\n',
      '    ? permissions\n    : ? a:a\n      : A\n      new:it: A new one\n',
    ],
  ])('%s', (_name, before, after) => {
    expect(complete(head + before, { permissions: new Map([[0, one]]) })).toBe(head + after);
  });

  test('of the entry that is meant, each in its style', () => {
    const text =
      'version: 1\napis:\n- {identifier: a, permissions: {a:a: A}}\n- identifier: b\n  permissions:\n    b:b: B\n';
    expect(
      complete(text, {
        permissions: new Map([
          [1, one],
          [0, one],
        ]),
      }),
    ).toBe(
      'version: 1\napis:\n- {identifier: a, permissions: {a:a: A,\n    "new:it": "A new one"}}\n- identifier: b\n  permissions:\n    b:b: B\n    new:it: A new one\n',
    );
  });
});

describe('an API is added behind the last one', () => {
  const first = '- identifier: urn:a\n  permissions: {}\n';
  const added = '- identifier: urn:new\n  name: New\n  permissions:\n    new:it: A new one\n';

  test.each<[string, string, string]>([
    ['in its column, with a blank line', `apis:\n${first}version: 1\n`, `apis:\n${first}\n${added}version: 1\n`],
    [
      'as close as the others',
      `version: 1\napis:\n${first}${first.replace(':a', ':b')}`,
      `version: 1\napis:\n${first}${first.replace(':a', ':b')}${added}`,
    ],
    [
      'behind the comments of the last',
      `version: 1\napis:\n${first}\n  # a:a: later\n# end\n`,
      `version: 1\napis:\n${first}\n  # a:a: later\n\n${added}# end\n`,
    ],
    ['before the document’s end', `version: 1\napis:\n${first}...\n`, `version: 1\napis:\n${first}\n${added}...\n`],
  ])('%s', (_name, before, after) => {
    expect(complete(before, { apis: [api] })).toBe(after);
  });

  test('of an empty list', () => {
    const text = complete('version: 1\napis: []\n', {
      apis: [api, { ...api, identifier: 'urn:b', name: undefined, permissions: [] }],
    });
    expect(text).toBe(`version: 1
apis: [
  {
    "identifier": "urn:new",
    "name": "New",
    "permissions": {
      "new:it": "A new one"
    }
  },
  {
    "identifier": "urn:b",
    "permissions": {}
  }]
`);
    expect(read(text).entries).toHaveLength(2);
  });

  test('of JSON, which stays JSON', () => {
    const before = JSON.stringify(
      { version: 1, apis: [{ identifier: 'urn:a', permissions: { 'a:a': 'A' } }] },
      null,
      2,
    );
    const after = complete(before, { permissions: new Map([[0, one]]), apis: [{ ...api, environment: 'staging' }] });
    expect(JSON.parse(after)).toEqual({
      version: 1,
      apis: [
        { identifier: 'urn:a', permissions: { 'a:a': 'A', 'new:it': 'A new one' } },
        { identifier: { staging: 'urn:new' }, name: 'New', permissions: { 'new:it': 'A new one' } },
      ],
    });
  });

  test('with an identifier for its environment', () => {
    const text = complete(`version: 1\napis:\n${first}`, { apis: [{ ...api, environment: 'staging' }] });
    expect(text).toContain('\n- identifier:\n    staging: urn:new\n  name: New\n');
  });
});

test('carriage returns and a byte order mark stay, and what is new has them too', () => {
  const text = '\ufeffversion: 1\r\napis:\r\n- identifier: urn:a\r\n  permissions:\r\n    a:a: A\r\n';
  expect(complete(text, { permissions: new Map([[0, one]]), apis: [{ ...api, permissions: [] }] })).toBe(
    `${text}    new:it: A new one\r\n\r\n- identifier: urn:new\r\n  name: New\r\n  permissions: {}\r\n`,
  );
});

const description = fc.string({ unit: codePoint, maxLength: 30 }).filter((text) => text.isWellFormed());
const scopeToken = fc.string({
  unit: fc
    .integer({ min: 0x21, max: 0x7e })
    .map((code) => String.fromCharCode(code))
    .filter((one) => one !== '"' && one !== '\\'),
  minLength: 1,
  maxLength: 12,
});
const name = fc
  .oneof(scopeToken, fc.constantFrom('yes', '123', '<<', '~', 'a:', 'null', '0x1f', 'constructor', '1:30'))
  .filter((text) => text !== '__proto__');
const permissions = fc.uniqueArray(fc.record({ name, description }), {
  selector: (permission) => permission.name,
  maxLength: 8,
});
const apis = fc.uniqueArray(
  fc.record({
    identifier: fc.string({ unit: codePoint, minLength: 1, maxLength: 30 }).filter((text) => text.isWellFormed()),
    environment: fc.constantFrom('', 'staging', 'on'),
    name: fc.option(
      description.filter((text) => text !== ''),
      { nil: undefined },
    ),
    permissions,
  }),
  { selector: ({ identifier }) => identifier, minLength: 1, maxLength: 4 },
);

/** What a manifest says, without the order that names of digits change. */
function contents({ entries }: Manifest) {
  return entries.map(({ identifier, name: title, permissions: own }) => {
    return [JSON.stringify(identifier), title, own.map((one) => JSON.stringify([one.name, one.description])).sort()];
  });
}

function expectedOf(added: readonly NewApi[]) {
  return added.map(({ identifier, environment, name: title, permissions: own }) => {
    const written = environment === '' ? identifier : { [environment]: identifier };
    return [JSON.stringify(written), title, own.map((one) => JSON.stringify([one.name, one.description])).sort()];
  });
}

test('a file of its own is read as what it was written from, whatever the tenant holds', () => {
  fc.assert(
    fc.property(apis, (added) => {
      const text = newManifest(added, '');
      expect(contents(read(text))).toEqual(expectedOf(added));
      const entries = added.reduce((sum, one) => sum + one.permissions.length, 0);
      expect(text.split('\n').length).toBeLessThanOrEqual(entries + 6 * added.length + 3);
    }),
    { numRuns: 500 },
  );
});

const olds = [
  readFileSync(new URL('../../../examples/permissions.yml', import.meta.url), 'utf8'),
  readFileSync(new URL('../../../examples/environments/permissions.yml', import.meta.url), 'utf8'),
  readFileSync(new URL('../../../examples/several-teams/orders.yml', import.meta.url), 'utf8'),
  'version: 1\napis: []\n# nothing yet\n',
  '{version: 1, apis: [{identifier: urn:a, permissions: {}}]}',
  '\ufeffversion: 1\r\napis:\r\n- identifier: urn:a # x\r\n  permissions:\r\n    "a:a": |+\r\n      A\r\n\r\n\r\n  name: \'T\'\r\n',
  'version: 1\napis:\n  - identifier: urn:a\n    permissions:\n      a:a: {description: A, deprecated: true} # soon',
];

test('a file that is there is completed by insertions alone, whatever its style', () => {
  const plan = fc.record({ old: fc.constantFrom(...olds), added: permissions, more: fc.oneof(apis, fc.constant([])) });
  fc.assert(
    fc.property(plan, ({ old, added, more }) => {
      const before = read(old);
      const known = new Set(before.entries[0]?.permissions.map((one) => one.name));
      const fresh = added.filter((one) => !known.has(one.name));
      const given =
        before.entries.length > 0 && fresh.length > 0 ? new Map([[0, fresh]]) : new Map<number, typeof fresh>();
      const text = complete(old, { permissions: given, apis: more });
      expect(isSupersequence(text, old)).toBe(true);
      expect(text.endsWith('\n')).toBe(old.endsWith('\n'));
      if (old.includes('\r\n')) expect(text).not.toMatch(/[^\r]\n/);
      const [first, ...others] = contents(before);
      const completed = first && [
        first[0],
        first[1],
        [...(first[2] ?? []), ...(given.get(0) ?? []).map((one) => JSON.stringify([one.name, one.description]))].sort(),
      ];
      expect(contents(read(text))).toEqual([...(completed ? [completed] : []), ...others, ...expectedOf(more)]);
    }),
    { numRuns: 500 },
  );
});

/** Whether the old text is left when what was inserted is taken out. */
function isSupersequence(text: string, old: string): boolean {
  let at = 0;
  for (const character of text) if (old.startsWith(character, at)) at += character.length;
  return at === old.length;
}

/** A manifest with a comment wherever one can stand; the numbers choose which there are, and how brackets are written. */
const commented = fc
  .record({
    style: fc.constantFrom('block', 'flow', 'one line'),
    comments: fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }),
    comma: fc.constantFrom('', ',', '\n      ,'),
    lineBreak: fc.constantFrom('\n', '\r\n'),
    end: fc.boolean(),
  })
  .map(({ style, comments, comma, lineBreak, end }) => {
    const own = (index: number, column: number) => (comments[index] ? `\n${' '.repeat(column)}# c${index}` : '');
    const beside = (index: number) => (comments[index] ? ` # c${index}` : '');
    const permissions = {
      block: `${beside(0)}${own(1, 6)}\n      a:a: A${beside(2)}\n      b:b:\n        description: B${beside(3)}${own(4, 8)}`,
      flow: ` {${beside(0)}${own(1, 6)}\n      a:a: A,${beside(2)}\n      b:b: B${beside(3)}${own(4, 6)}${comma}${beside(7)}${own(8, 6)}\n    }`,
      'one line': ` { a:a: A, b:b: { description: B }${comma.trim()} }${beside(0)}`,
    }[style];
    const text = `version: 1\napis:\n  - identifier: urn:a\n    permissions:${permissions}${own(5, 6)}${own(6, 0)}`;
    return `${text}${end ? '\n' : ''}`.replaceAll('\n', lineBreak);
  })
  .filter((text) => !/# c\d,/.test(text) && parses(text));

function parses(text: string): boolean {
  const bytes = Buffer.from(text);
  return parseYaml({ path: 'm.yml', size: bytes.length, bytes }).document !== undefined;
}

/** By comment, what stands before it in its line; of one in a line of its own, what comes below it, else above it. */
function neighbours(text: string): Map<string, string> {
  const lines = text.split(/\r?\n/);
  const content = (line = '') =>
    line
      .replace(/ *#.*$/, '')
      .trim()
      .replace(/(?<=.),$/, '');
  const isContent = (line: string) => content(line) !== '';
  return new Map(
    lines.flatMap((line, index) => {
      const [, before = '', comment] = /^(.*?)(# c\d)$/.exec(line) ?? [];
      if (comment === undefined) return [];
      const above = content(lines.slice(0, index).findLast(isContent));
      const below = content(lines.slice(index).find(isContent)).replace('- identifier: urn:new', ''); // begins anew
      const isWithin = before === ' '.repeat(8); // in the details of the permission above it
      const beside = content(before).replace(/^.*(?=[\]}]$)/, '');
      return [[comment, before.trim() !== '' ? beside : isWithin ? above : below]];
    }),
  );
}

test('every comment stays beside what it was written for, in every style', () => {
  const more = fc.constantFrom<readonly NewApi[]>([], [api]);
  fc.assert(
    fc.property(commented, more, (old, apis) => {
      const text = complete(old, { permissions: new Map([[0, one]]), apis });
      expect(contents(read(text))[0]).toEqual([
        '"urn:a"',
        undefined,
        ['["a:a","A"]', '["b:b","B"]', '["new:it","A new one"]'],
      ]);
      const after = neighbours(text);
      for (const [comment, neighbour] of neighbours(old))
        expect([comment, after.get(comment), text]).toEqual([comment, neighbour, text]);
    }),
    { numRuns: 1000 },
  );
});
