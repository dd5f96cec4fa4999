import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import {
  alert,
  code,
  codeBlock,
  codeCell,
  folded,
  link,
  plain,
  plainCell,
  prose,
  urlPath,
} from '../../src/render/markdown.ts';
import { cut, logLine, visible } from '../../src/render/visible.ts';
import { runs } from '../runs.ts';
import { hostile } from './hostile.ts';

/** How many texts are tried where one is enough to get out. */

const parser = new MarkdownIt({ html: true, linkify: true });

function inline(markdown: string) {
  return parser.parseInline(markdown, {}).flatMap(({ children }) => children ?? []);
}

describe('visible text', () => {
  test.each([
    ['a line break', 'a\nb', 'a\\nb'],
    ['a carriage return and a tab', '\r\t', '\\r\\t'],
    ['an ANSI escape', '\u001b[31m', '\\u001b[31m'],
    ['a bidi override', 'x\u202egnp', 'x\\u202egnp'],
    ['a zero-width space', 'a\u200bb', 'a\\u200bb'],
    ['a no-break space', 'a\u00a0b', 'a\\u00a0b'],
    ['a tag character', 'a\u{e0041}', 'a\\u{e0041}'],
    ['half a surrogate pair', 'a\ud83d', 'a\\ud83d'],
    ['a Hangul filler', 'a\u3164', 'a\\u3164'],
    ['a variation selector behind a letter', 'a\ufe0f', 'a\\ufe0f'],
    ['marks piled upon a letter', 'e\u0301\u0301\u0301\u0301', 'e\u0301\u0301\u0301\\u0301'],
  ])('shows %s', (_name, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  test.each(['read:orders', 'Größe, naïve, 日本語, العربية', '⚠️ emoji 🔐', ''])('leaves %j as it is', (text) => {
    expect(visible(text)).toBe(text);
  });

  test('is one line that stays as it is', () => {
    fc.assert(
      fc.property(hostile, (text) => visible(visible(text)) === visible(text) && !/[\n\r\u2028]/.test(visible(text))),
    );
  });
});

describe('cut text', () => {
  test('keeps what is as long as it may be', () => expect(cut('abc', 3)).toBe('abc'));
  test('ends in an ellipsis', () => expect(cut('abcd', 3)).toBe('abc…'));
  test('never ends in half an emoji', () => expect(cut('ab🔐', 3)).toBe('ab…'));
});

describe('a log line', () => {
  test.each([
    ['::error::x', '\\::error::x'],
    ['  ::add-mask::x', '  \\::add-mask::x'],
    ['\n::error::x', '\\n::error::x'],
    ['\u00a0::error::x', '\\u00a0::error::x'],
    ['x ##[group]y', 'x ##\\[group]y'],
    ['a ::b:: c', 'a ::b:: c'],
  ])('%j is written %j', (text, line) => {
    expect(logLine(text)).toBe(line);
  });
});

describe('inline code', () => {
  test.each([
    ['read:orders', '`read:orders`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['``', '``` `` ```'],
    [' a ', '`  a  `'],
    ['', '` `'],
    ['<!-- x', '`\\u003c!-- x`'],
  ])('%j is written %j', (text, markdown) => {
    expect(code(text)).toBe(markdown);
  });

  test('is one code span that holds the visible text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const tokens = inline(code(text));
        expect(tokens).toMatchObject([{ type: 'code_inline' }]);
        expect(tokens[0]?.content).toBe(visible(cut(text, 600)).replaceAll('<!--', '\\u003c!--') || ' ');
      }),
    );
  });

  test('cuts what is longer than anything Auth0 takes', () => {
    expect(code('x'.repeat(601))).toBe(`\`${'x'.repeat(600)}…\``);
  });
});

describe('inline code in a table cell', () => {
  test.each([
    ['a|b', '`a\\|b`'],
    ['a\\|b', '`a\\u005c\\|b`'],
    ['a\\\\|b', '`a\\u005c\\u005c\\|b`'],
    ['a\\b', '`a\\b`'],
  ])('%j is written %j', (text, markdown) => {
    expect(codeCell(text)).toBe(markdown);
  });

  test('is one cell, whether a backslash before the backslash counts or not', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(codeCell(text)).not.toMatch(/(?<!(?<!\\)\\)\|/);
        const cells = parser
          .parse(`| a | b |\n|---|---|\n| ${codeCell(text)} | x |\n`, {})
          .filter(({ type }) => type === 'td_open');
        expect(cells).toHaveLength(2);
      }),
    );
  });
});

describe('a code block', () => {
  test('has a fence longer than any run of backticks in it', () => {
    expect(codeBlock(['+ ```', '- ````'])).toBe('`````text\n+ ```\n- ````\n`````');
  });

  test('holds its lines and nothing else', () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1 }), (lines) => {
        const tokens = parser.parse(codeBlock(lines), {});
        expect(tokens).toMatchObject([{ type: 'fence', info: 'text' }]);
        expect(tokens[0]?.content.split('\n')).toHaveLength(lines.length + 1);
      }),
    );
  });
});

describe('a plain sentence', () => {
  test.each([
    ['Two words, (three) "four" – five.', 'Two words, (three) "four" – five.'],
    ['  white \n space ', 'white space'],
    ['ask @octocat about #12', 'ask `@octocat` about `#12`'],
    ['see https://evil.example.', 'see `https://evil.example`.'],
    ['`read:orders` is reserved', '`read:orders` is reserved'],
    ['a ` b', 'a `` ` `` b'],
    ['`a``b`', '`a` `b`'],
    ['GH-1, CVE-2024-1 and 3c1f9ab', '`GH-1`, `CVE-2024-1` and `3c1f9ab`'],
    ['a - b & c', 'a \\- b &amp; c'],
    ['1. first', '1\\. first'],
    ['snake_case *bold* $x$ :tada:', '`snake_case` `*bold*` `$x$` `:tada`:'],
    ['R&D &lt; 3', 'R&amp;D `&lt`; 3'],
    ['evil\u202e', '`evil\\u202e`'],
    ['', ''],
  ])('%j is written %j', (text, markdown) => {
    expect(plain(text)).toBe(markdown);
  });

  test('is a paragraph of text and code, whatever is in it', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const blocks = parser.parse(plain(text), {}).map(({ type }) => type);
        expect(['', 'paragraph_open,inline,paragraph_close']).toContain(blocks.join());
        for (const { type, content } of inline(plain(text))) {
          expect(['text', 'text_special', 'code_inline']).toContain(type);
          if (type !== 'code_inline') expect(content).not.toMatch(/[@#$<>[\]*_~`\\|]|:\w+:|\bGH-\d/i);
        }
      }),
      { numRuns: runs(1000) },
    );
  });
});

describe('a plain sentence in a table cell', () => {
  test('keeps ordinary words, and escapes the pipe of what is code', () => {
    expect(plainCell('Stock | API a|b')).toBe('Stock `\\|` API `a\\|b`');
  });

  test('is one cell', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(plainCell(text)).not.toMatch(/(?<!(?<!\\)\\)\|/);
        const cells = parser
          .parse(`| a | b |\n|---|---|\n| ${plainCell(text)} | x |\n`, {})
          .filter(({ type }) => type === 'td_open');
        expect(cells).toHaveLength(2);
      }),
    );
  });
});

describe('a description', () => {
  test.each([
    ['View orders, and read:lines.', 'View orders, and `read:lines`.'],
    ['View  orders', '`View  orders`'],
    [' View', '` View`'],
    ['View ', '`View `'],
    ['View\torders', '`View\\torders`'],
    ['Use `x`', '`` Use `x` ``'],
    ['Old → new', '`Old → new`'],
  ])('%j is written %j', (text, markdown) => {
    expect(prose(text)).toBe(markdown);
  });

  test('looks like no other', () => {
    const shown = (text: string) => JSON.stringify(inline(prose(text)).map(({ type, content }) => [type, content]));
    const similar = fc.array(fc.constantFrom('a', ' ', '`', '→', '\n', '@b', '.', '\\'), { maxLength: 6 });
    fc.assert(
      fc.property(similar, similar, (one, other) => {
        const [a, b] = [one.join(''), other.join('')];
        if (a !== b) expect(shown(a)).not.toBe(shown(b));
      }),
      { numRuns: runs(2000) },
    );
  });
});

describe('a link', () => {
  test('leads where it says', () => {
    expect(link('`a`', 'https://github.com/acme/orders/blob/x/a b(1).yml')).toBe(
      '[`a`](https://github.com/acme/orders/blob/x/a%20b%281%29.yml)',
    );
  });

  test.each(['', 'javascript:alert(1)', 'x'])('is its label where the address is %j', (address) => {
    expect(link('`a`', address)).toBe('`a`');
  });

  test('has one target, whatever the path', () => {
    fc.assert(
      fc.property(hostile, (path) => {
        const tokens = inline(link('`a`', `https://github.com/acme/orders/blob/x/${urlPath(path)}#L1`));
        expect(tokens.map(({ type }) => type)).toEqual(['link_open', 'code_inline', 'link_close']);
        expect(String(tokens[0]?.attrGet('href'))).toMatch(/^https:\/\/github\.com\//);
      }),
    );
  });
});

test('an alert keeps every line in its quote', () => {
  expect(alert('CAUTION', ['**2 errors**', '', '- one'])).toBe('> [!CAUTION]\n> **2 errors**\n>\n> - one');
});

test('a folded part has room for Markdown', () => {
  expect(folded('2 warnings', '- one')).toBe('<details><summary>2 warnings</summary>\n\n- one\n\n</details>');
});
