import { expect, test } from '@jest/globals';
import { matcher, unmatched } from '../../../src/adapters/files/patterns.ts';

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
])('%j means %j', (patterns, meant) => {
  expect(paths.filter(matcher(patterns))).toEqual(meant);
});

test('a path of over 400 characters is not meant, and takes no time to be told from one that is', () => {
  const long = (length: number) => `${'teams/'.repeat(80).slice(0, length - 5)}x.yml`;
  const meant = matcher(['**/teams/**/teams/**/*.yml']);
  expect([400, 401].map((length) => meant(long(length)))).toEqual([true, false]);
  expect(matcher(['**/a/**/b/**/c.yml'])('a/b/'.repeat(100_000))).toBe(false);
});

test.each([
  ['none where each matches', ['teams/*.yml', 'other.yml'], []],
  ['those that match nothing, in their order', ['x.yml', 'teams/*.yml', '*.json'], ['x.yml', '*.json']],
  ['never exclusions', ['other.yml', '!nothing.yml'], []],
])('unmatched patterns are %s', (_, patterns, expected) => {
  expect(unmatched(patterns, paths)).toEqual(expected);
});
