import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseTree } from '../../../src/adapters/yaml/tree.ts';
import { readRequired } from '../../../src/core/openapi-reader.ts';
import { isTreeMap } from '../../../src/core/tree.ts';
import { codePoint } from '../../code-point.ts';

function parse(text: string) {
  const bytes = Buffer.from(text);
  return parseTree({ path: 'a.yaml', size: bytes.length, bytes });
}

/** As JSON, which an object without a prototype is like any other to. */
function jsonOf(text: string): unknown {
  const { tree, problems } = parse(text);
  expect(problems).toEqual([]);
  return JSON.parse(JSON.stringify(tree?.root));
}

describe('a file is read', () => {
  test.each([
    ['numbers as keys', 'a: {200: x, 0x1F: y}', { a: { 200: 'x', '0x1F': 'y' } }],
    ['true and null as keys', '{true: 1, null: 2}', { true: 1, null: 2 }],
    ['an anchor and its aliases', 'a: &x {b: 1}\nc: *x\nd: [*x]', { a: { b: 1 }, c: { b: 1 }, d: [{ b: 1 }] }],
    ['a merge key', 'a: &x {b: 1, c: 2}\nd: {<<: *x, c: 3}', { a: { b: 1, c: 2 }, d: { b: 1, c: 3 } }],
    [
      'several merge keys',
      'a: &x {b: 1}\nc: &y {b: 2, d: 3}\ne: {<<: [*x, *y]}',
      { a: { b: 1 }, c: { b: 2, d: 3 }, e: { b: 1, d: 3 } },
    ],
    ['a quoted key that is no merge key', '{"<<": 1}', { '<<': 1 }],
    [
      'JSON with tabs and escapes',
      '{\n\t"a\\/b": "\\ud83d\\ude00",\n\t"c": [1, true, null]\n}',
      { 'a/b': '😀', c: [1, true, null] },
    ],
    ['half a surrogate pair', '"\\ud800"', '\ufffd'],
  ])('with %s', (_, text, expected) => {
    expect(jsonOf(text)).toEqual(expected);
  });

  test('with __proto__ as a key like any other', () => {
    const { tree } = parse('{__proto__: {polluted: 1}, a: {<<: {__proto__: 2}}}');
    expect(Object.keys(tree?.root ?? {})).toEqual(['__proto__', 'a']);
    expect({}).not.toHaveProperty('polluted');
  });

  test('so that a merged entry stands where it is written', () => {
    const { tree } = parse('a: &x\n  b: 1\nc:\n  <<: *x');
    const merged = isTreeMap(tree?.root) ? tree.root.c : undefined;
    const place = { file: 'a.yaml', line: 2, column: 6, endColumn: 7 };
    expect(isTreeMap(merged) && tree?.place(merged, 'b', 'value')).toEqual(place);
  });
});

describe('a file is refused', () => {
  test.each([
    ['an alias within what it stands for', 'a: &x [*x]', '1:8 The alias `*x` stands within what it refers to.'],
    ['an alias to nothing', 'a: *x', '1:4 The alias `*x` refers to nothing before it.'],
    ['a key that stands twice', 'a: 1\nb: 2\na: 3', '3:1 The key `a` stands twice.'],
    ['a map as a key', '{? {a: 1} : 2}', '1:4 A key must be text, not a map or list.'],
    ['a merge key with text', '{<<: x}', '1:6 A merge key (`<<`) takes a map or a list of maps.'],
    ['several documents', 'a: 1\n---\nb: 2', expect.stringContaining('several YAML documents')],
    ['a tag that nobody knows', 'a: !x 1', expect.stringMatching(/^1:4 /)],
    ['a control character', 'a: \u0001', expect.stringContaining('Control character U+0001')],
    ['nesting without end', '['.repeat(100_000), 'The file is nested too deeply to be read.'.replace(/^/, '1:1 ')],
    ['merge keys that multiply', bomb(), '1:1 The file has over 300,000 entries in its lists and maps.'],
  ])('with %s', (_, text, expected) => {
    const { problems } = parse(text);
    expect(`${problems[0]?.line}:${problems[0]?.column} ${problems[0]?.message}`).toEqual(expected);
    expect(JSON.stringify(problems)).not.toContain('manifest');
  });

  test('that is too large, or not UTF-8', () => {
    const large = parseTree({ path: 'a.yaml', size: 5 * 1024 * 1024 + 1, bytes: new Uint8Array() });
    const latin = parseTree({ path: 'a.yaml', size: 1, bytes: Uint8Array.of(0xe9) });
    expect([large.problems[0]?.message, latin.problems[0]?.message]).toEqual([
      'The file is 5.0 MiB; at most 5 MiB are read.',
      'The file is not UTF-8 text.',
    ]);
  });
});

/** A map of a thousand entries, merged into a thousand others. */
function bomb(): string {
  const wide = Array.from({ length: 1000 }, (_, index) => `k${index}: 1`).join(', ');
  return `a: &x {${wide}}\n${Array.from({ length: 1000 }, (_, index) => `m${index}: {<<: *x}`).join('\n')}`;
}

test('aliases of aliases do not multiply', () => {
  const lines = Array.from(
    { length: 50 },
    (_, level) => `a${level + 1}: &a${level + 1} [${Array(50).fill(`*a${level}`).join()}]`,
  );
  expect(parse(`a0: &a0 x\n${lines.join('\n')}`).problems).toEqual([]);
});

const example = readFileSync(new URL('../../../examples/openapi/openapi.yaml', import.meta.url), 'utf8');
const pieces = [
  ...[
    '',
    ' ',
    '\n',
    '\t',
    ': ',
    '- ',
    '{',
    '}',
    '[',
    ']',
    ',',
    '*x',
    '&x ',
    '<<: *x',
    '"',
    "'",
    '? ',
    '# ',
    '~',
    '---\n',
  ],
  ...[
    '__proto__: ',
    'constructor: ',
    '$ref: ',
    "'#/paths/~1orders'",
    'b.yaml#/a',
    '../',
    'security: ',
    '!!map ',
    '7',
    'null',
  ],
];

test('whatever stands in a file, there are problems or requirements, and nothing is thrown', () => {
  const edit = fc.record({
    at: fc.nat(2000),
    remove: fc.oneof(fc.constant(0), fc.nat(60)),
    insert: fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: codePoint, maxLength: 5 })),
  });
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 6 }), (edits) => {
      const text = edits.reduce((now, { at, remove, insert }) => {
        const start = at % (now.length + 1);
        return now.slice(0, start) + insert + now.slice(start + remove);
      }, example);
      const { tree, problems } = parse(text);
      if (!tree) return problems.length > 0;
      const reading = readRequired(tree, () => 'absent');
      return reading.required instanceof Map && reading.problems.every(({ line, column }) => line > 0 && column > 0);
    }),
    { numRuns: 2000 },
  );
});
