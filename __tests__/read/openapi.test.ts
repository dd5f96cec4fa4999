import { describe, expect, test } from '@jest/globals';
import { parseTree } from '../../src/adapters/yaml/tree.ts';
import type { ManifestEntry } from '../../src/core/manifest.ts';
import { describeManifest } from '../../src/read/openapi.ts';

const place = { file: 'm.yml', line: 1, column: 1 };

/** As many APIs, each naming a glob and declaring as many permissions. */
function entriesOf(count: number, permissions: number): ManifestEntry[] {
  const names = Array.from({ length: permissions }, (_, index) => ({
    name: `p${index}`,
    description: '',
    place,
    descriptionPlace: place,
  }));
  return Array.from({ length: count }, (_, index) => {
    const at = { ...place, line: index + 1 };
    return {
      identifier: `https://a/${index}`,
      openapi: [{ path: 'docs/*.yaml', place: at }],
      place,
      permissions: names,
    };
  });
}

/** Describes APIs that name a folder of as many files. */
async function describeFolder(files: number, entries: ManifestEntry[]) {
  const names = Array.from({ length: files }, (_, index) => `docs/${index}.yaml`);
  const bytes = Buffer.from('openapi: 3.0.0\n');
  const read = async (path: string) => ({ path, size: bytes.length, bytes });
  const sources = { files: { list: async () => names, read }, parseTree: async (file: Parsed) => parseTree(file) };
  return await describeManifest(sources, { entries });
}

type Parsed = Parameters<typeof parseTree>[0];

/** Describes a file with as many operations, each in a file of its own, of which so many can be read. */
async function describeOperations(count: number, readable = Number.POSITIVE_INFINITY) {
  const paths = Array.from({ length: count }, (_, index) => `  /${index}: {get: {$ref: get/${index}.yaml}}\n`);
  const entry = `openapi: 3.0.0\ncomponents: {securitySchemes: {o: {type: oauth2}}}\npaths:\n${paths.join('')}`;
  const asked: string[] = [];
  const read = async (path: string) => {
    asked.push(path);
    if (asked.length > readable) return 'too many requests' as const;
    const bytes = Buffer.from(path === 'docs/a.yaml' ? entry : `security: [{o: ["read:${asked.length % 10}"]}]`);
    return { path, size: bytes.length, bytes };
  };
  const sources = {
    files: { list: async () => ['docs/a.yaml'], read },
    parseTree: async (file: Parsed) => parseTree(file),
  };
  const { problems, openapi } = await describeManifest(sources, { entries: entriesOf(1, 0) });
  return { problems, asked, file: openapi.get('docs/*.yaml')?.files[0] };
}

describe('operations in files of their own', () => {
  test('are read, each file once', async () => {
    const { problems, asked, file } = await describeOperations(2900);
    expect([problems, asked.length, new Set(asked).size]).toEqual([[], 2901, 2901]);
    expect(file?.undeclared).toHaveLength(10);
  });

  test.each<[string, number, number | undefined, RegExp, RegExp]>([
    [
      'in all',
      3000,
      undefined,
      /are over 3000, or have over 20 MiB or 1.5 million words and marks together\.$/,
      /^Bundle them .*`redocly bundle`/,
    ],
    ['for a run without a checkout', 2900, 100, /^Without a checkout .* 100: /, /^Check the commit out .*bundle`/],
  ])('are told of once where they are too many %s', async (_, count, readable, message, hint) => {
    const { problems, file } = await describeOperations(count, readable);
    expect(problems).toEqual([
      {
        rule: 'schema',
        severity: 'error',
        message: expect.stringMatching(message),
        hint: expect.stringMatching(hint),
        file: 'docs/a.yaml',
        line: 1,
        column: 1,
      },
    ]);
    expect(file?.required.size).toBe(0);
  });

  test('are a problem of the manifest where already the file that it names is one too many', async () => {
    const { problems } = await describeOperations(1, 0);
    expect(problems).toMatchObject([{ file: 'm.yml', message: expect.stringContaining('Without a checkout') }]);
  });
});

describe('OpenAPI files that many APIs name', () => {
  test('are told of once for each place where they are too many', async () => {
    const { problems, openapi } = await describeFolder(300, entriesOf(1000, 0));
    expect(problems).toHaveLength(1000);
    expect(problems[0]?.message).toMatch(/^The OpenAPI files are more than 100/);
    expect(openapi.get('docs/*.yaml')?.complete).toBe(false);
  });

  test('are read as far as their number is the most', async () => {
    const { problems, openapi } = await describeFolder(100, entriesOf(10, 10));
    expect([problems, openapi.get('docs/*.yaml')?.files.length]).toEqual([[], 100]);
  });

  test('are not compared where their permissions are too many, and nothing counts as unused then', async () => {
    const { problems, openapi } = await describeFolder(100, entriesOf(100, 100));
    expect(problems).toMatchObject([{ line: 100, message: expect.stringContaining('over 1 million permissions') }]);
    expect(openapi.get('docs/*.yaml')).toEqual({ files: [], complete: false });
  });
});

describe('globs of OpenAPI files', () => {
  const many = (count: number, path: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => path(index));
  const describeGlobs = async (globs: readonly string[], paths: readonly string[]) => {
    const listed: string[] = [];
    const list = async (folder: string) => {
      listed.push(folder);
      return paths;
    };
    const sources = { files: { list, read: async () => undefined }, parseTree: async () => ({ problems: [] }) };
    const openapi = globs.map((path, index) => ({ path, place: { ...place, line: index + 1 } }));
    const entries = [{ identifier: 'https://a', openapi, place, permissions: [] }];
    const { problems } = await describeManifest(sources, { entries });
    return { listed, problems: problems.map(({ line, message }) => `${line} ${message}`) };
  };
  const tooLong = 'The globs of `openapi` up to this one would take too long on so many paths.';
  const long = `**/${'*a*/**/'.repeat(50)}`;

  test('list a folder once', async () => {
    const { listed } = await describeGlobs(['docs/*.yaml', 'docs/**/*.json', 'api/*.yaml'], ['docs/a.txt']);
    expect(listed).toEqual(['docs', 'api']);
  });

  test.each([
    [
      'a hundred of any kind on some paths',
      many(100, (at) => `${long}${at}.yaml`),
      many(500, (at) => `${'aa/'.repeat(40)}${at}.yaml`),
      [],
    ],
    [
      'a few on the files of a large repository',
      ['**/openapi.yaml', '**/*.json'],
      many(20_000, (at) => `some/folder/${at}.yaml`),
      [],
    ],
    [
      'long ones on many paths',
      many(3, () => `${long}*.yaml`).map((glob, at) => `${'*'.repeat(at)}${glob}`),
      many(1000, (at) => `${'aa/'.repeat(40)}${at}.yaml`),
      [2, 3],
    ],
    [
      'many folders of many files',
      many(20, (at) => `${'a/'.repeat(at)}*.yaml`),
      many(50_000, () => 'x'),
      [11, 12, 13, 14, 15, 16, 17, 18, 19, 20],
    ],
  ])('are held against paths within bounds: %s', async (_, globs, paths, refused) => {
    const { problems } = await describeGlobs(globs, paths);
    expect(problems.filter((problem) => problem.endsWith(tooLong))).toEqual(
      refused.map((line) => `${line} ${tooLong}`),
    );
  });
});
