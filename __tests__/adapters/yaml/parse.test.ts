import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseYaml } from '../../../src/adapters/yaml/parse.ts';
import type { Parsed } from '../../../src/core/document.ts';
import { codePoint } from '../../code-point.ts';

const MiB = 1024 * 1024;

function parse(content: string | Uint8Array): Parsed {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return parseYaml({ path: 'm.yml', size: bytes.length, bytes });
}

/** Each problem as `line:column rule message | hint`. */
function problems(content: string | Uint8Array): string[] {
  return parse(content).problems.map(
    ({ line, column, rule, message, hint }) => `${line}:${column} ${rule} ${message}${hint ? ` | ${hint}` : ''}`,
  );
}

function dataOf(content: string): unknown {
  return parse(content).document?.value;
}

test('text in double quotes is what JSON makes of it, wherever it stands', () => {
  const unit = fc.oneof(fc.constantFrom(...'\'"\\\n\r\t :#a'), fc.string({ unit: 'grapheme', maxLength: 1 }));
  const text = fc.string({ unit }).filter((value) => value !== '__proto__');
  const property = fc.property(text, (value) => {
    const quoted = JSON.stringify(value).replaceAll('\u007f', '\\u007f');
    expect(dataOf(`? ${quoted}\n: [${quoted}, {${quoted}:${quoted}}]\n`)).toEqual({
      [value]: [value, { [value]: value }],
    });
    const place = parse(`a: ${quoted}`).document?.place(['a'], 'value');
    expect(place).toEqual({ file: 'm.yml', line: 1, column: 4, endColumn: 4 + quoted.length });
  });
  fc.assert(property);
});

describe('a file that holds data', () => {
  test.each([
    ['nothing', '', null],
    ['blank lines', ' \n\n', null],
    ['a comment', '# nothing yet\n', null],
    ['a scalar', 'hello', 'hello'],
    ['a list', '- a\n- 1\n- null\n-', ['a', 1, null, null]],
    ['one marked document', '---\na: 1\n...\n', { a: 1 }],
    ['the directive of YAML 1.2', '%YAML 1.2\n---\na: 1\n', { a: 1 }],
    ['words that YAML 1.1 takes for booleans', 'a: yes\nno: off', { a: 'yes', no: 'off' }],
    ['block text', 'a: |\n  one\n  two\n', { a: 'one\ntwo\n' }],
    ['tabs behind a value and a colon', 'a:\t1\t\n', { a: 1 }],
    ['a quoted merge key, which is a key like any other', '"<<": {a: 1}', { '<<': { a: 1 } }],
    ['names that every object has', 'constructor: a\ntoString: b', { constructor: 'a', toString: 'b' }],
    ['quoted numbers as keys', '"1": a\n"null": b', { 1: 'a', null: 'b' }],
    ['an empty key', '"": a', { '': 'a' }],
    ['a surrogate pair in two escapes', 'a: "\\ud83d\\ude00"', { a: '😀' }],
  ])('with %s is read', (_, text, value) => {
    const { problems, document } = parse(text);
    expect(problems).toEqual([]);
    expect(JSON.parse(JSON.stringify(document?.value))).toEqual(value);
  });

  test('gives maps without a prototype, so that no name finds what it does not declare', () => {
    const value = dataOf('a: {b: 1}');
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(value).not.toHaveProperty('constructor');
  });
});

describe('a file that is no text', () => {
  const notText = ['1:1 syntax The file is not UTF-8 text. | Save it as UTF-8.'];

  test.each([
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47)],
    ['Latin-1', Uint8Array.of(0x61, 0x3a, 0x20, 0xe9)],
    ['UTF-16 with its mark', Buffer.from('\ufeffa: 1', 'utf16le')],
    ['half a character', Buffer.from('é').subarray(0, 1)],
  ])('as %s is refused', (_, bytes) => {
    expect(problems(bytes)).toEqual(notText);
  });

  test.each([
    ['NUL', 'a: 1\nb: x\u0000y', '2:5 syntax Control character U+0000'],
    ['an ANSI escape', 'a: \u001b[31m', '1:4 syntax Control character U+001B'],
    ['a vertical tab', '\u000b', '1:1 syntax Control character U+000B'],
    ['DEL', 'a: 1\r\nbc\u007f', '2:3 syntax Control character U+007F'],
    ['UTF-16 without its mark', Buffer.from('a: 1', 'utf16le').toString(), '1:2 syntax Control character U+0000'],
  ])('because of %s is refused where it stands', (_, text, problem) => {
    expect(problems(text)).toEqual([`${problem}: this is not a text file, or a damaged one. | Remove it.`]);
  });
});

describe('a large file', () => {
  const sized = (size: number) => parseYaml({ path: 'm.yml', size, bytes: Buffer.from('a: 1') });

  test('of 5 MiB is read', () => expect(sized(5 * MiB).problems).toEqual([]));

  test.each([
    [5 * MiB + 1, '5.0'],
    [6 * MiB, '6.0'],
    [1024 * MiB, '1024.0'],
  ])('of %d bytes is refused by its size alone', (size, shown) => {
    expect(sized(size).problems).toEqual([
      {
        rule: 'syntax',
        severity: 'error',
        message: `The file is ${shown} MiB; at most 5 MiB are read.`,
        hint: 'Split it: an API may stand in several files.',
        file: 'm.yml',
        line: 1,
        column: 1,
      },
    ]);
  });
});

describe('broken YAML', () => {
  test.each([
    ['a list that is not closed', 'a: [1,\n', '2:1 syntax Flow sequence in block collection must be'],
    ['text that is not closed', 'a: "x\nb: y\n', '3:1 syntax Missing closing "quote'],
    ['two colons on a line', 'hello: you: x', '1:8 syntax Nested mappings are not allowed'],
    ['a tab that indents', 'a:\n\tb: 1', '2:1 syntax Tabs are not allowed as indentation'],
    ['an unknown escape', 'a: "\\q"', '1:5 syntax Invalid escape sequence \\q'],
    ['an unknown directive', '%FOO bar\n---\na: 1', '1:1 syntax Unknown directive %FOO'],
    ['a later version of YAML', '%YAML 1.3\n---\na: 1', '1:7 syntax Unsupported YAML version 1.3'],
  ])('with %s is a problem at its place', (_, text, problem) => {
    const found = problems(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(problem);
  });

  const spaced = 'Write `key: value`, with a space behind the colon that ends the key.';

  test.each([
    ['a colon and a space in a text', 'a: Place: order', 'Put a text that holds `: ` into quotes.'],
    ['no space behind the colon', 'read:a:View\nread:b: View', spaced],
    ['a last key without a value', 'a: 1\nb', spaced],
    ['a key that stands too far left', 'x:\n  a: 1\n b: 2', 'Indent it as what stands above it, with spaces.'],
    ['a list item that stands too far left', 'x:\n  - a\n - b', 'Indent it as what stands above it, with spaces.'],
    ['a tab that indents', 'a:\n\tb: 1', 'Indent with spaces.'],
    ['a character that YAML reserves', 'a: @b', 'Put the text into quotes.'],
    ['a star that means text', 'a: [*:all]', 'put a text that begins with `&` or `*` into quotes.'],
  ])('with %s is told what to do', (_, text, hint) => {
    expect(problems(text)[0]).toMatch(/\. \| /);
    expect(problems(text)[0]).toContain(hint);
  });

  test('has all its errors said at once', () => {
    expect(problems('}\na: 1\n}\n').map((one) => one.split(' ', 2).join(' '))).toEqual(['1:1 syntax', '3:1 syntax']);
  });

  test('never shows the text around it', () => {
    expect(problems('token: [s3cret\n').join()).not.toContain('s3cret');
  });
});

const reference =
  'syntax Anchors and aliases (`&`, `*`) are refused. | ' +
  'Write the value out; put a text that begins with `&` or `*` into quotes.';
const tag = (name: string) => `syntax Tags are refused: \`${name}\`. | Write plain text, maps and lists.`;
const half = 'syntax The text holds half a surrogate pair. | Write the character itself.';
const several = 'syntax The file holds several YAML documents (`---`); one is expected.';

const empty = 'schema The key is empty. | Write the name in front of the colon, or remove the entry.';
const complex = 'schema A key must be text, not a map or list. | A name that begins with `{` or `[` has to be quoted.';
const merge = 'schema Merge keys (`<<`) are refused. | Write out what it would merge.';

describe('YAML that is refused', () => {
  test.each([
    ['an anchor', 'a: &x 1', [`1:7 ${reference}`]],
    ['an alias', 'a: &x 1\nb: *x', [`1:7 ${reference}`, `2:4 ${reference}`]],
    ['an alias of nothing', 'a: *nope', [`1:4 ${reference}`]],
    ['an anchor on a key', '&x a: 1', [`1:4 ${reference}`]],
    ['an alias as a key', 'a: 1\n*x : 1', [`2:1 ${reference}`]],
    ['an anchor in a list', '- &x b', [`1:6 ${reference}`]],
    ['a merge of an alias', 'a: &x {b: 1}\nc:\n  <<: *x', [`1:7 ${reference}`, `3:3 ${merge}`]],
    ['a tag', 'a: !!str 1', [`1:10 ${tag('tag:yaml.org,2002:str')}`]],
    ['a tag on a map', 'a: !!map {b: 1}', [`1:10 ${tag('tag:yaml.org,2002:map')}`]],
    ['a tag for bytes', 'a: !!binary aGk=', [`1:13 ${tag('tag:yaml.org,2002:binary')}`]],
    ['a tag without a name', 'a: ! x', [`1:6 ${tag('!')}`]],
    ['two documents', 'a: 1\n---\nb: 1', [`2:1 ${several}`]],
    ['two marked documents', '---\na: 1\n...\n---\nb: 1', [`4:1 ${several}`]],
    ['YAML 1.1', '%YAML 1.1\n---\na: yes', ['1:1 syntax Only YAML 1.2 is read. | Remove the `%YAML` line.']],
    ['`__proto__`', 'a:\n  __proto__: 1', ['2:3 schema `__proto__` is not allowed as a key.']],
    ['`__proto__` in quotes', '{"__proto__": {a: 1}}', ['1:2 schema `__proto__` is not allowed as a key.']],
    ['a number as a key', 'a:\n  1: x', ['2:3 schema The key `1` is not text but a number. | Quote it: "1".']],
    ['a hexadecimal key', '0x10: x', ['1:1 schema The key `0x10` is not text but a number. | Quote it: "0x10".']],
    ['a boolean as a key', 'true: x', ['1:1 schema The key `true` is not text but a boolean. | Quote it: "true".']],
    ['null as a key', 'null: x', ['1:1 schema The key `null` is not text but nothing. | Quote it: "null".']],
    ['a tilde as a key', '~: x', ['1:1 schema The key `~` is not text but nothing. | Quote it: "~".']],
    ['a fraction as a key', '1.50: x', ['1:1 schema The key `1.50` is not text but a number. | Quote it: "1.50".']],
    ['no key', 'a:\n  : x', [`2:3 ${empty}`]],
    ['no key between braces', '{a: x, : y}', [`1:8 ${empty}`]],
    ['no key behind a question mark', '?\n: x', [`1:2 ${empty}`]],
    ['no key for no value', 'a: x\n:', [`2:1 ${empty}`]],
    ['a merge key', 'a:\n  <<: {b: x}', [`2:3 ${merge}`]],
    ['a list as a key', '? [a]\n: x', [`1:3 ${complex}`]],
    ['a map as a key', '{{a: 1}: x}', [`1:2 ${complex}`]],
    ['a variable of a template as a key', '{{ name }}: x', [`1:1 ${complex}`]],
    ['half a surrogate pair', 'a: "\\ud83d"', [`1:4 ${half}`]],
    ['half a surrogate pair in a key', '"\\ude00": 1', [`1:1 ${half}`]],
    ['a tag on a key', '!!str a: 1', [`1:7 ${tag('tag:yaml.org,2002:str')}`]],
  ])('%s', (_, text, found) => {
    expect(problems(text)).toEqual(found);
  });

  test.each([
    ['of its own', 'a: !foo 1', '1:4 syntax Unresolved tag: !foo'],
    [
      'that would run code elsewhere',
      'a: !!python/object/apply:os.system ["x"]',
      '1:4 syntax Unresolved tag: tag:yaml.org,2002:python/object/apply:os.system',
    ],
    ['of its own on a key', '!foo a: 1', '1:1 syntax Unresolved tag: !foo'],
  ])('a tag %s', (_, text, problem) => {
    expect(problems(text)).toEqual([problem]);
  });
});

describe('a key that stands twice', () => {
  test.each([
    ['in a block', 'a: 1\nb: 2\na: 3', { path: ['a'], first: [1, 1, 2], second: [3, 1, 2] }],
    ['in a flow', 'x: {a: 1, "a": 2}', { path: ['x', 'a'], first: [1, 5, 6], second: [1, 11, 14] }],
    ['in a list', '- b: 1\n- a: 1\n  a: 2', { path: [1, 'a'], first: [2, 3, 4], second: [3, 3, 4] }],
    [
      'as a name of every object',
      'constructor: 1\nconstructor: 2',
      { path: ['constructor'], first: [1, 1, 12], second: [2, 1, 12] },
    ],
  ])('%s is kept with both places', (_, text, { path, first, second }) => {
    const place = ([line, column, endColumn]: number[]) => ({ file: 'm.yml', line, column, endColumn });
    expect(parse(text).document?.duplicates).toEqual([{ path, first: place(first), second: place(second) }]);
  });

  test('has its first value', () => {
    expect(JSON.stringify(dataOf('a: 1\na: 2'))).toBe('{"a":1}');
  });

  test('three times is two repetitions of the first', () => {
    const found = parse('a: 1\na: 2\na: 3').document?.duplicates.map(({ first, second }) => [first.line, second.line]);
    expect(found).toEqual([
      [1, 2],
      [1, 3],
    ]);
  });

  test('is none where only the name is the same', () => {
    expect(parse('a: {a: 1}\nA: 1').document?.duplicates).toEqual([]);
  });
});

describe('a place', () => {
  const text = 'version: 1\napis:\n  - name: x\n    permissions: {a: "b",\n      c: }\n  -\n';
  const place = (path: (string | number)[], part: 'key' | 'value', content = text) => {
    const { line, column } = parse(content).document?.place(path, part) ?? {};
    return [line, column];
  };

  test.each([
    ['the key', ['version'], 'key', [1, 1]],
    ['the value', ['version'], 'value', [1, 10]],
    ['an entry of a list', ['apis', 0], 'value', [3, 5]],
    ['a key in an entry', ['apis', 0, 'name'], 'key', [3, 5]],
    ['a value in an entry', ['apis', 0, 'name'], 'value', [3, 11]],
    ['a key in a flow map', ['apis', 0, 'permissions', 'a'], 'key', [4, 19]],
    ['text, at its quote', ['apis', 0, 'permissions', 'a'], 'value', [4, 22]],
    ['a missing value, at its key', ['apis', 0, 'permissions', 'c'], 'value', [5, 7]],
    ['the file', [], 'value', [1, 1]],
    ['what does not exist, at the nearest part above', ['apis', 0, 'identifier'], 'key', [3, 5]],
    ['what does not exist at all', ['nothing'], 'key', [1, 1]],
    ['a name of every object, which does not exist', ['apis', 0, 'constructor'], 'value', [3, 5]],
  ] as const)('is that of %s', (_, path, part, expected) => {
    expect(place([...path], part)).toEqual(expected);
  });

  test.each([
    ['a byte order mark', `\ufeff${text}`],
    ['line ends of Windows', text.replaceAll('\n', '\r\n')],
    ['both', `\ufeff${text.replaceAll('\n', '\r\n')}`],
  ])('is the same in a file with %s', (_, content) => {
    expect(place(['version'], 'value', content)).toEqual([1, 10]);
    expect(place(['apis', 0, 'permissions', 'a'], 'value', content)).toEqual([4, 22]);
  });

  test('counts columns in UTF-16 code units, as GitHub’s annotations do', () => {
    expect(place(['🔐', 'b'], 'key', '"🔐": {b: 1}')).toEqual([1, 8]);
  });

  test('names the file', () => {
    expect(parse('a: 1').document?.place(['a'], 'key')).toEqual({ file: 'm.yml', line: 1, column: 1, endColumn: 2 });
    expect(parse('a: 1').document?.file).toBe('m.yml');
  });
});

describe('a place ends', () => {
  /** What stands between the beginning and the end, as an editor or GitHub would mark it. */
  const marked = (content: string, path: (string | number)[], part: 'key' | 'value') => {
    const { line = 0, column = 0, endLine = line, endColumn = 0 } = parse(content).document?.place(path, part) ?? {};
    const lines = content.split('\n').slice(line - 1, endLine);
    return [...lines.slice(0, -1), lines.at(-1)?.slice(0, endColumn - 1) ?? ''].join('\n').slice(column - 1);
  };

  test.each([
    ['a key', 'a b: 1', ['a b'], 'key', 'a b'],
    ['a key in quotes', '"a" : 1', ['a'], 'key', '"a"'],
    ['a key of several code units', '"🔐🔐": 1', ['🔐🔐'], 'key', '"🔐🔐"'],
    ['plain text, before its comment', 'a: one two  # why', ['a'], 'value', 'one two'],
    ['text in quotes', "a: 'it''s'   ", ['a'], 'value', "'it''s'"],
    ['text that goes on', 'a: one\n  two\n\nb: 1', ['a'], 'value', 'one\n  two'],
    ['a block of text', 'a: |\n  one\n  two\n\n\nb: 1', ['a'], 'value', '|\n  one\n  two'],
    ['a block without text', 'a: |\nb: 1', ['a'], 'value', '|'],
    ['a missing value, with its key', 'abc:\nb: 1', ['abc'], 'value', 'abc'],
    ['an item of a list', '- one\n- two', [1], 'value', 'two'],
    ['a flow map', 'a: {b: 1} # why', ['a'], 'value', '{b: 1}'],
    ['a map that goes on, at its first line', 'a:\n  b: 1\n  c: 2\n', ['a'], 'value', 'b: 1'],
    ['a list that goes on, at its first line', 'a: [1,\n 2]', ['a'], 'value', '[1,'],
    ['a map of one line at the end of the file', 'a:\n  b: 1', ['a'], 'value', 'b: 1'],
    ['the file, at its first line', 'a: 1\nb: 2', [], 'value', 'a: 1'],
    ['a file of one line', 'a: 1', [], 'value', 'a: 1'],
  ] as const)('behind %s', (_, content, path, part, expected) => {
    expect(marked(content, [...path], part)).toBe(expected);
  });

  test('before the line end of Windows', () => {
    expect(marked('a:\r\n  b: 1\r\n  c: 2\r\n', ['a'], 'value')).toBe('b: 1');
    expect(marked('a: |\r\n  one\r\n\r\nb: 1', ['a'], 'value')).toBe('|\r\n  one');
  });

  test('where a syntax error does', () => {
    const [first] = parse('a: b: c').problems;
    expect(first).toMatchObject({ line: 1, column: 4, endColumn: 5 });
  });

  test('within the file, whatever is in it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', ':', ' ', '\n', '\r\n', '- ', '|', '"', '{', '}', '🔐', '#')),
        (parts) => {
          const content = parts.join('');
          const { document, problems } = parse(content);
          const places = document ? [document.place([], 'value'), document.place(['a'], 'value')] : problems;
          for (const { line, column, endLine = line, endColumn = 0 } of places) {
            const lines = content.split('\n');
            expect(endLine).toBeGreaterThanOrEqual(line);
            expect(endColumn).toBeGreaterThan(endLine === line ? column : 1);
            expect(endColumn - 1).toBeLessThanOrEqual(Math.max(lines[endLine - 1]?.length ?? 0, column));
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('anything', () => {
  /** Every problem is inside the file, and there is either a document or a reason. */
  const sound = (content: string | Uint8Array) => {
    const parsed = parse(content);
    const lines = Buffer.from(content).toString().split('\n').length;
    return parsed.document ? parsed.problems.length === 0 : parsed.problems.every(({ line }) => line <= lines);
  };

  test('of bytes never throws', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), sound), { numRuns: 500 });
  });

  test('of text never throws', () => {
    fc.assert(fc.property(fc.string({ unit: codePoint, maxLength: 200 }), sound), { numRuns: 500 });
  });

  test('that looks like YAML never throws', () => {
    const parts = ['a', 'b', ': ', ':', '- ', '? ', '\n', '  ', '[', ']', '{', '}', ',', '&x ', '*x', '!', '!!str '];
    const more = [
      '"',
      "'",
      '|\n',
      '>-\n',
      '#',
      '---\n',
      '...\n',
      '%YAML 1.1\n',
      '<<',
      '\t',
      '\r\n',
      '~',
      '1',
      '\ufeff',
    ];
    const yamlish = fc.array(fc.constantFrom(...parts, ...more), { maxLength: 40 }).map((chosen) => chosen.join(''));
    fc.assert(fc.property(yamlish, sound), { numRuns: 2000 });
  });

  test('that JSON can say is read as what it says', () => {
    const json = fc.jsonValue({ noUnicodeString: false }).filter((value) => !isOdd(JSON.stringify(value)));
    fc.assert(fc.property(json, (value) => expect(plain(dataOf(JSON.stringify(value)))).toEqual(plain(value))));
  });

  const isOdd = (json: string) => json.includes('"__proto__":') || json.includes('\u007f');
  const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
});
