import { describe, expect, test } from '@jest/globals';
import { deepestNesting, mostLineBreaks, mostTokens } from '../../../src/adapters/yaml/compose.ts';
import { parseYaml } from '../../../src/adapters/yaml/parse.ts';
import { mostEntries } from '../../../src/adapters/yaml/reader.ts';
import { largestFile, type Parsed } from '../../../src/core/document.ts';

function parse(text: string): Parsed {
  const bytes = Buffer.from(text);
  return parseYaml({ path: 'm.yml', size: bytes.length, bytes });
}

/** Each problem as `line:column rule message | hint`. */
function problems(text: string): string[] {
  return parse(text).problems.map(
    ({ line, column, rule, message, hint }) => `${line}:${column} ${rule} ${message}${hint ? ` | ${hint}` : ''}`,
  );
}

const tooMuch = [
  '1:1 syntax The file has over 1.5 million words, marks and line breaks. | Split it: an API may stand in several files.',
];
const tooMany = [
  '1:1 syntax The file has over 300,000 entries in its lists and maps. | Split it: an API may stand in several files.',
];
const tooDeep = ['1:1 syntax The file is nested too deeply to be read. | A manifest needs five levels.'];
const tooEmpty = ['1:1 syntax The file has over 500 line breaks in a row. | Remove the blank lines.'];

/** The largest file there may be that begins with `head` and goes on with one unit over and over. */
function filled(unit: string, head = ''): string {
  return head + unit.repeat((largestFile - head.length) / unit.length);
}

describe('a full file of nothing but', () => {
  test.each([
    ['closing brackets', filled(']\n')],
    ['keys that stand twice', filled('k: 1\n')],
    ['empty lists in a list', filled('[],', '[')],
    ['keys without values', filled('a,', '{')],
    ['block text without text', filled('a: |\n')],
    ['anchors', filled('&a ')],
  ])('%s is refused', (_, text) => {
    expect(problems(text)).toEqual(tooMuch);
  });

  test.each([
    ['one text', filled('x')],
    ['one quoted text of escapes', `"${'\\n'.repeat(2_600_000)}"`],
    ['one block text of short lines', filled(' a\n', '|\n')],
    ['one text of line breaks', `"${'\n'.repeat(5_200_000)}"`],
  ])('%s is read', (_, text) => {
    expect(problems(text)).toEqual([]);
  });
});

describe('words, marks and line breaks', () => {
  const comments = '#\n'.repeat(mostTokens / 2);

  test('are read up to their bound, and refused beyond it', () => {
    expect(problems(comments)).toEqual([]);
    expect(problems(`${comments}#`)).toEqual(tooMuch);
  });
});

describe('entries of lists and maps', () => {
  const list = (length: number) => `[${'a,'.repeat(length)}]`;

  test.each([
    ['list', list(mostEntries)],
    ['map', `{a: ${list(mostEntries - 1)}}`],
  ])('of a %s are read up to their bound', (_, text) => {
    expect(problems(text)).toEqual([]);
  });

  test.each([
    ['list', list(mostEntries + 1)],
    ['map', `{a: ${list(mostEntries)}}`],
    ['map of equal keys', `{${'a,'.repeat(mostEntries + 1)}}`],
  ])('of a %s are refused beyond it', (_, text) => {
    expect(problems(text)).toEqual(tooMany);
  });
});

describe('nesting', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

  test('is read up to its bound, and refused beyond it', () => {
    expect(problems(nested(deepestNesting - 1))).toEqual([]);
    expect(problems(nested(deepestNesting))).toEqual(tooDeep);
  });

  test.each([
    ['lists', '['.repeat(20_000)],
    ['maps', '{a: '.repeat(20_000)],
    ['list items', '- '.repeat(20_000)],
    ['keys', '? '.repeat(20_000)],
    ['lists and keys in turn', '? - '.repeat(20_000)],
    ['indentation', Array.from({ length: 500 }, (_, level) => `${' '.repeat(level)}a:\n`).join('')],
    ['a full file of lists', filled('[')],
    ['a full file of maps', filled('{a: ')],
  ])('of %s is refused', (_, text) => {
    expect(problems(text)).toEqual(tooDeep);
  });

  test('is not what brackets and dashes in comments and texts are', () => {
    const lines = Array.from(
      { length: 2000 },
      (_, index) => `k${index}: "[${index}, 1) - x"\nl${index}: x [[ - - - {\n`,
    );
    expect(problems(`# ${'- '.repeat(500)}\n# ${'['.repeat(500)}\n${lines.join('')}`)).toEqual([]);
  });
});

describe('blank lines', () => {
  test.each([
    ['between keys', `a: 1${'\n'.repeat(mostLineBreaks)}b: 2`],
    ['of Windows', `a: 1${'\r\n'.repeat(mostLineBreaks)}b: 2`],
    ['with spaces, before a comment', `a: 1${'\n'.repeat(mostLineBreaks - 1)}  \n# c`],
    ['in a block text, however many', `a: |\n  x\n${'\n'.repeat(5000)}  y\n`],
    ['in a quoted text, however many', `a: "${'\n'.repeat(5000)} y"\n`],
    ['each after a key, however many', 'a: 1\n\n'.repeat(1000)],
  ])('%s are read', (_, text) => {
    expect(problems(text)).toEqual([]);
  });

  test.each([
    ['between keys', `a: 1${'\n'.repeat(mostLineBreaks + 1)}b: 2`],
    ['of Windows', `a: 1${'\r\n'.repeat(mostLineBreaks + 1)}b: 2`],
    ['with spaces or tabs', `a: 1${'\n  \n\t'.repeat(mostLineBreaks / 2 + 1)}b: 2`],
    ['that a million comments would look back at', filled('  #\n', `a: |\n    x\n${'\n'.repeat(2_000_000)}`)],
  ])('%s are refused beyond their bound', (_, text) => {
    expect(problems(text)).toEqual(tooEmpty);
  });
});

/** As many entries as fit into a file of 5 MiB, a thousand an API. */
function fullManifest(entry: (index: number) => string): string {
  const parts = ['version: 1\napis:\n'];
  let size = 0;
  for (let index = 0; ; index += 1) {
    const api = `  - identifier: https://api.example.com/service-${index}\n    permissions:\n`;
    const part = (index % 1000 === 0 ? api : '') + entry(index);
    size += Buffer.byteLength(part);
    if (size > largestFile - 100) return parts.join('');
    parts.push(part);
  }
}

/** Twenty characters. */
function description(index: number): string {
  return `View parts of ${String(index).padStart(6, '0')}`;
}

describe('a full file of permissions', () => {
  test.each([
    ['short and plain', (index: number) => `      read:p${index}: ${description(index)}\n`],
    [
      'in quotes, with comments, from Windows',
      (index: number) => `      "read:p${index}": '${description(index)}' # x\r\n`,
    ],
    [
      'in detail',
      (index: number) =>
        `      # ${index}\n      read:p${index}:\n        description: ${description(index)}\n        deprecated: true\n\n`,
    ],
    [
      'in braces',
      (index: number) => `      read:p${index}: { description: ${description(index)}, deprecated: true }\n`,
    ],
    [
      'with descriptions full of marks',
      (index: number) => `      read:p${index}: "[a, b], {c: d}, - e ? f: 'g' # ${index} & *h !i | j > k"\n`,
    ],
  ])('%s is read', (_, entry) => {
    const { problems, document } = parse(fullManifest(entry));
    expect(problems).toEqual([]);
    expect(document?.place(['apis', 1, 'identifier'], 'key').line).toBeGreaterThan(1000);
  });
});

describe('many problems of one file', () => {
  test('are said up to a hundred, and then counted', () => {
    const found = problems(Array.from({ length: 1234 }, (_, index) => `${index}: x\n`).join(''));
    expect(found).toHaveLength(101);
    expect(found[99]).toMatch(/^100:1 schema The key `99` is not text/);
    expect(found[100]).toBe('100:1 schema The file has 1134 more problems. | Correct these first.');
  });

  test('are all said where they are a hundred', () => {
    const found = problems('}\n'.repeat(100));
    expect(found).toHaveLength(100);
    expect(found.at(-1)).toMatch(/^100:1 syntax Unexpected/);
  });

  test('leave the stack traces of later errors alone', () => {
    const before = Error.stackTraceLimit;
    problems('}\n'.repeat(100));
    problems('['.repeat(1000));
    expect(Error.stackTraceLimit).toBe(before);
  });
});

describe('many keys that stand twice', () => {
  test('are kept up to a hundred', () => {
    expect(parse('a: 1\n'.repeat(1000)).document?.duplicates).toHaveLength(100);
  });
});
