import { posix } from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readGlobs } from '../../../src/adapters/files/globs.ts';
import { readPatterns } from '../../../src/adapters/files/patterns.ts';

const paths = ['.github/permissions.yml', 'teams/a.yml', 'teams/b.yml', 'teams/.c.yml', 'teams/sub/d.yml', 'other.yml'];

test.each([
  [['teams/a.yml'], ['teams/a.yml']],
  [
    ['teams/a.yml', 'other.yml'],
    ['teams/a.yml', 'other.yml'],
  ],
  [['teams/*.yml'], ['teams/a.yml', 'teams/b.yml', 'teams/.c.yml']],
  [['teams/**'], ['teams/a.yml', 'teams/b.yml', 'teams/.c.yml', 'teams/sub/d.yml']],
  [['teams/{a,b}.yml'], ['teams/a.yml', 'teams/b.yml']],
  [['teams/[^a].yml'], ['teams/b.yml']],
  [
    ['**/*.yml', '!teams/**'],
    ['.github/permissions.yml', 'other.yml'],
  ],
  [['!teams/a.yml', 'teams/?.yml'], ['teams/b.yml']],
  [['teams/a.yml', '!teams/*', 'teams/a.yml'], []],
  [['.github/*.yml'], ['.github/permissions.yml']],
  [['teams'], []],
  [['Teams/a.yml'], []],
  [['a.yml'], []],
  [['!teams/a.yml'], []],
  [[], []],
])('%j means %j', async (patterns, meant) => {
  const { matches } = await readPatterns(patterns);
  expect(paths.filter(matches)).toEqual(meant);
});

test('a path of over 400 characters is not meant, and takes no time to be told from one that is', async () => {
  const long = (length: number) => `${'teams/'.repeat(80).slice(0, length - 5)}x.yml`;
  const meant = await readPatterns(['**/teams/**/teams/**/*.yml']);
  expect([400, 401].map((length) => meant.matches(long(length)))).toEqual([true, false]);
  expect((await readPatterns(['**/a/**/b/**/c.yml'])).matches('a/b/'.repeat(100_000))).toBe(false);
});

test.each([
  ['none where each matches', ['teams/*.yml', 'other.yml'], []],
  ['those that match nothing, in their order', ['x.yml', 'teams/*.yml', '*.json'], ['x.yml', '*.json']],
  ['never exclusions', ['other.yml', '!nothing.yml'], []],
])('unmatched patterns are %s', async (_, patterns, expected) => {
  expect((await readPatterns(patterns)).unmatched(paths)).toEqual(expected);
});

const part = fc.stringMatching(/^[\p{L}\p{N}_ .@~-]{0,4}[a-zé_0-9]$/u);
const path = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));

test('lines that are all plain paths mean what they would mean as globs, and are known without looking', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(path, { minLength: 1, maxLength: 4 }), fc.array(path), async (lines, others) => {
      fc.pre(lines.every((line) => posix.join('/', line) === `/${line}`));
      const plain = await readPatterns(lines);
      const globs = readGlobs(lines);
      expect(plain.paths).toEqual(lines);
      expect(plain.bases).toEqual(globs.bases);
      const there = [...others, ...lines.slice(1), ...lines.map((line) => `${line}/x`)];
      expect([...there, ...lines].map(plain.matches)).toEqual([...there, ...lines].map(globs.matches));
      expect(plain.unmatched(there)).toEqual(globs.unmatched(there));
    }),
  );
});
