import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileGlob, compilePattern, type Matches } from '../../src/core/pattern.ts';
import { runs } from '../runs.ts';

async function matcher(pattern: string): Promise<Matches> {
  const compiled = await compilePattern(pattern);
  if (compiled.kind !== 'compiled') throw new Error(JSON.stringify(compiled));
  return compiled.matches;
}

describe('a glob', () => {
  test.each([
    ['itself', 'read:orders', 'read:orders'],
    ['any text behind', 'root:*', 'root:orders:all'],
    ['any text in front', '*:all', 'read:orders:all'],
    ['any text between', 'read:*:all', 'read:orders:all'],
    ['any text around', '*admin*', 'read:admins'],
    ['no text', 'root:*', 'root:'],
    ['everything', '*', 'read:orders'],
    ['the empty name', '*', ''],
    ['a star', '*', '*'],
    ['several stars as one', 'a**b', 'ab'],
    ['the last of several ways', 'a*b*c', 'aXbXbXc'],
    ['a line break', 'a*b', 'a\n\r\u2028b'],
    ['characters outside the basic plane', '🔐*', '🔐:🔑'],
    ['characters that mean something to a regular expression', '.+?^$|(a)[b]{2}\\d*', '.+?^$|(a)[b]{2}\\d!'],
    ['the same without a star', '.+?^$|(a)[b]{2}\\d', '.+?^$|(a)[b]{2}\\d'],
    ['what would end a quotation', 'a\\Eb*', 'a\\Ebc'],
  ])('matches %s: %j', (_, glob, name) => {
    expect(compileGlob(glob)(name)).toBe(true);
  });

  test.each([
    ['more behind', 'read:orders', 'read:orders:all'],
    ['more in front', '*:all', 'read:all:orders'],
    ['more behind what stands last', '*b', 'abc'],
    ['other letters', 'Read:*', 'read:orders'],
    ['other letters without a star', 'Read', 'read'],
    ['another character for a dot', 'a.b*', 'aXb'],
    ['one character for a question mark', 'a?*', 'ab'],
    ['one of a set', '[ab]*', 'a'],
    ['one of two', '{a,b}*', 'a'],
    ['parts in another order', '*a*b*', 'ba'],
    ['one text for two parts of a glob', 'ab*ba', 'aba'],
  ])('does not match %s: %j', (_, glob, name) => {
    expect(compileGlob(glob)(name)).toBe(false);
  });

  test('matches every text that is put in for its stars, and no other beginning or end', () => {
    const part = fc.string({
      unit: fc.constantFrom('a', 'b', ':', '.', '\\', '(', '[', '$', '\n', '🔐'),
      maxLength: 4,
    });
    const parts = fc.array(part, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(parts, part, (parts, text) => {
        const matches = compileGlob(parts.join('*'));
        expect(matches(parts.join(text))).toBe(true);
        expect(matches(`X${parts.join(text)}`)).toBe(parts.length > 1 && parts[0] === '');
        expect(matches(`${parts.join(text)}X`)).toBe(parts.length > 1 && parts.at(-1) === '');
      }),
      { numRuns: runs(500) },
    );
  });
});

describe('a pattern', () => {
  test.each([
    ['anywhere in a name', 'orders', 'read:orders:all'],
    ['a whole name where it is tied to both ends', '^[a-z]+:[a-z]+$', 'read:orders'],
    ['the beginning where it is tied to it', '^read', 'read:orders'],
    ['one of two', '^(read|write):', 'write:orders'],
    ['letters of any case where it says so', '(?i)^READ:', 'read:orders'],
    ['letters of other scripts', '^\\p{L}+$', 'größe'],
    ['one character of two units', '^.$', '🔐'],
    ['a named group', '^(?<action>[a-z]+)$', 'read'],
    ['every name where it is empty', '', 'read'],
  ])('matches %s', async (_, pattern, name) => {
    expect((await matcher(pattern))(name)).toBe(true);
  });

  test.each([
    ['more behind', '^[a-z]+$', 'read:orders'],
    ['a line break behind its end', '^[a-z]+$', 'read\n'],
    ['a line of several', '^read$', 'x\nread'],
    ['other letters', 'Read', 'read'],
    ['a line break for a dot', '^a.b$', 'a\nb'],
  ])('does not match %s', async (_, pattern, name) => {
    expect((await matcher(pattern))(name)).toBe(false);
  });

  test('gives the same answer each time it is asked', async () => {
    const matches = await matcher('a');
    expect([matches('ba'), matches('ba'), matches('b'), matches('ba')]).toEqual([true, true, false, true]);
  });

  test.each([
    ['look-ahead', 'read(?=:)', 'invalid or unsupported Perl syntax: `(?=`'],
    ['negative look-ahead', '(?!root)', 'invalid or unsupported Perl syntax: `(?!`'],
    ['look-behind', '(?<=:)all', 'invalid named capture: `(?<=:)all`'],
    ['a back-reference', '([a-z]+):\\1', 'invalid escape sequence: `\\1`'],
    ['a group without backtracking', '(?>a+)', 'invalid or unsupported Perl syntax: `(?>`'],
    ['an unclosed bracket', '^[a-z+$', 'missing closing ]: `[a-z+$`'],
    ['an unclosed group', '(read', 'missing closing ): `(read`'],
    ['a group that was never opened', 'read)', 'unexpected ): `read)`'],
    ['nothing to repeat', '*:all', 'missing argument to repetition operator: `*`'],
    ['a range that runs backwards', '[z-a]', 'invalid character class range: `z-a`'],
    ['a backslash at the end', 'read\\', 'trailing backslash at end of expression'],
    ['too many repetitions', '[a-z]{1001}', 'invalid repeat count: `{1001}`'],
    ['repetitions that grow too large together', '((a{100}){100}){100}', 'invalid repeat count: `{100}`'],
  ])('is refused for %s: %s', async (_, pattern, broken) => {
    expect(await compilePattern(pattern)).toEqual({ kind: 'broken', why: broken });
  });

  test.each([
    ['nested repetition', '^(a+)+$'],
    ['nested repetition of alternatives', '^(a|aa|a?)+$'],
    ['many ways to the same text', '^(.*a){20}$'],
    ['as many options as letters', `^${'a?'.repeat(100)}${'a'.repeat(100)}$`],
  ])('answers where another engine would try for ever: %s', async (_, pattern) => {
    expect((await matcher(pattern))(`${'a'.repeat(279)}!`)).toBe(false);
  });

  test('is compiled or refused, and never breaks, whatever it is', async () => {
    const token = fc.constantFrom(
      ...'()[]{}*+?\\^$|-,:=!<>aZ09pPQE.',
      '(?',
      '(?P<',
      '\\p{',
      '[[:',
      '{1000}',
      '🔐',
      '\n',
    );
    const pattern = fc.string({ unit: token, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(pattern, fc.string({ maxLength: 20 }), async (text, name) => {
        const compiled = await compilePattern(text);
        const answer = compiled.kind === 'compiled' ? compiled.matches(name) : compiled;
        expect(answer).not.toEqual({ kind: 'broken', why: '' });
        expect(['object', 'boolean']).toContain(typeof answer);
      }),
      { numRuns: runs(2000) },
    );
  });
});
