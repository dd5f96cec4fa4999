import { describe, expect, test } from '@jest/globals';
import { compilePathGlob, folderOf, isReadable } from '../../src/core/openapi-paths.ts';
import { readTexts } from './manifest-text.ts';

const read = (openapi: string) =>
  readTexts(`version: 1\napis:\n  - identifier: x\n    openapi: ${openapi}\n    permissions: {}`);

describe('the key `openapi`', () => {
  test.each<[string, [string, number, number][]]>([
    ['docs/openapi.yaml', [['docs/openapi.yaml', 4, 14]]],
    ['./a.json', [['a.json', 4, 14]]],
    ['docs//./openapi.yaml', [['docs/openapi.yaml', 4, 14]]],
    [
      '["**/*.yml", a..b.yaml]',
      [
        ['**/*.yml', 4, 15],
        ['a..b.yaml', 4, 27],
      ],
    ],
  ])('takes %s', (openapi, expected) => {
    const { manifest, problems } = read(openapi);
    const [entry] = manifest?.entries ?? [];
    expect(problems).toEqual([]);
    expect(entry?.openapi?.map(({ path, place }) => [path, place.line, place.column])).toEqual(expected);
  });

  test.each([
    '/a.yaml',
    '../a.yaml',
    'a/../../b.yaml',
    '"a\\n/../b.yaml"',
    'a\\b.yaml',
    '"a\\0.yaml"',
    '.env',
    'a.yaml.txt',
    '""',
  ])('refuses %s', (openapi) => {
    const [problem] = read(openapi).problems;
    expect(problem).toMatchObject({ rule: 'schema', line: 4, column: 14 });
    expect(problem?.message).toMatch(/^`openapi` must be a path from the repository’s root to \.yaml, \.yml or \.json/);
  });

  test.each(['[]', '{}', '[1]', '[a.yaml, .env]', '7'])('refuses %s', (openapi) => {
    expect(read(openapi).problems).toMatchObject([{ rule: 'schema', line: 4 }]);
  });

  test('is meant where it is misspelt', () => {
    const text = 'version: 1\napis: [{identifier: x, openpi: a.yaml, permissions: {}}]';
    expect(readTexts(text).problems).toMatchObject([{ hint: 'Did you mean `openapi`?' }]);
  });
});

describe('a glob', () => {
  test.each([
    ['*.yaml', ['a.yaml'], ['x/a.yaml', 'a.yml', 'aXyaml']],
    ['**/openapi.yaml', ['openapi.yaml', 'a/openapi.yaml', 'a/b/openapi.yaml'], ['xopenapi.yaml', 'a/xopenapi.yaml']],
    ['docs/**/v*.json', ['docs/v1.json', 'docs/a/b/v.json'], ['v1.json', 'docs/a/b/w.json', 'docsx/v1.json']],
    ['a**b.yaml', ['ab.yaml', 'a1b.yaml'], ['a/b.yaml']],
    ['a(b)[c]{d,e}?.yaml', ['a(b)[c]{d,e}?.yaml'], ['abcd.yaml']],
  ])('%s matches what it means', async (glob, hits, misses) => {
    const matches = await compilePathGlob(glob);
    expect([...hits, ...misses].filter(matches)).toEqual(hits);
  });

  test('takes no time to speak of where it is hostile', async () => {
    const matches = await compilePathGlob(`${'*a'.repeat(200)}.yaml`);
    expect(matches(`${'a'.repeat(4000)}b.yaml`)).toBe(false);
  });

  test.each([
    ['a.yaml', undefined],
    ['*.yaml', ''],
    ['**/a.yaml', ''],
    ['a/b*/c.yaml', 'a'],
    ['a/b/*.yaml', 'a/b'],
  ])('%s is looked for in %s', (glob, folder) => {
    expect(folderOf(glob)).toBe(folder);
  });
});

test.each([
  ['a.yaml', true],
  ['.github/a.json', true],
  ['.env', false],
  ['a.yaml/b', false],
  ['.git/a.yaml', false],
  ['x/.GIT/a.yaml', false],
  ['node_modules/x/a.json', false],
])('whether %s may be read', (path, expected) => {
  expect(isReadable(path)).toBe(expected);
});
