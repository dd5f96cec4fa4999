import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { quoted, yamlKey, yamlValue } from '../../src/core/yaml-scalar.ts';
import { codePoint } from '../code-point.ts';
import { runs } from '../runs.ts';

/** How many texts are written and read again. */

describe('a value', () => {
  test.each([
    ['View orders and their lines', 'View orders and their lines'],
    ['https://api.example.com/orders', 'https://api.example.com/orders'],
    ['Größe, 名前 & emoji 🎉 (50 %)', 'Größe, 名前 & emoji 🎉 (50 %)'],
    ['It’s a "quote"', 'It’s a "quote"'],
    ['', '""'],
    ['yes', '"yes"'],
    ['No', '"No"'],
    ['n', '"n"'],
    ['null', '"null"'],
    ['~', '"~"'],
    ['12:30:45', '"12:30:45"'],
    ['0x1F', '"0x1F"'],
    ['1_000', '"1_000"'],
    ['2026-11-23', '"2026-11-23"'],
    ['.inf', '".inf"'],
    ['<<', '"<<"'],
    ['=', '"="'],
    ['- a', '"- a"'],
    ['[a]', '"[a]"'],
    ['&a', '"&a"'],
    ['a: b', '"a: b"'],
    ['a:', '"a:"'],
    ['a #b', '"a #b"'],
    ['a#b', 'a#b'],
    [' a', '" a"'],
    ['a ', '"a "'],
    ['a  b', '"a  b"'],
    ['two\nlines\tand a tab', '"two\\nlines\\tand a tab"'],
    ['\u202eevil', '"\\u202eevil"'],
    ['no\u00a0break', '"no\\u00a0break"'],
    ['nel\u0085', '"nel\\u0085"'],
    ['ls\u2028', '"ls\\u2028"'],
    ['bom\ufeff', '"bom\\ufeff"'],
    ['tag\u{e0041}', '"tag\\U000e0041"'],
    ['back\\slash', 'back\\slash'],
  ])('%j is written %s', (text, written) => {
    expect(yamlValue(text)).toBe(written);
  });
});

describe('a key', () => {
  test.each([
    ['read:orders', 'read:orders'],
    ['Orders.Read', 'Orders.Read'],
    ['yes', '"yes"'],
    ['on', '"on"'],
    ['123', '"123"'],
    ['190:20:30', '"190:20:30"'],
    ['*:all', '"*:all"'],
    ['a:', '"a:"'],
    ['<<', '"<<"'],
    ['!a', '"!a"'],
    ['a,b', '"a,b"'],
    ['a#b', '"a#b"'],
  ])('%j is written %s', (text, written) => {
    expect(yamlKey(text)).toBe(written);
  });
});

/** Pieces that mean something to YAML, among arbitrary text. */
const text = fc
  .array(
    fc.oneof(
      fc.string({ unit: codePoint, maxLength: 4 }).filter((one) => one.isWellFormed()),
      fc.constantFrom(
        'a',
        'yes',
        ' ',
        ': ',
        ' #',
        '- ',
        '1',
        ':',
        '\n',
        '"',
        "'",
        '|',
        '{',
        ',',
        '\u2028',
        '\ufeff',
        '0',
      ),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));

/** Longer than any text that is drawn, so that it is never the same key. */
const next = 'z'.repeat(40);

test.each(['1.1', '1.2'] as const)(
  'whatever the text, a reader of YAML %s takes key and value for it, on one line',
  (version) => {
    fc.assert(
      fc.property(text, text, (key, value) => {
        const line = `${yamlKey(key)}: ${yamlValue(value)}`;
        expect(line).not.toMatch(/[\n\r\u0085\u2028\u2029]/);
        const map = parse(`a:\n  ${line}\n  ${next}: z\n`, { version, mapAsMap: true, strict: true }) as Map<
          string,
          unknown
        >;
        expect(map.get('a')).toEqual(
          new Map([
            [key, value],
            [next, 'z'],
          ]),
        );
        expect(parse(`{${quoted(key)}: ${quoted(value)}}`, { version, mapAsMap: true })).toEqual(
          new Map([[key, value]]),
        );
      }),
      {
        numRuns: runs(1000),
        examples: [
          ['<<', '<<'],
          ['y', 'N'],
          ['1:30', '1:30'],
          ['z z', 'a: '],
        ],
      },
    );
  },
);
