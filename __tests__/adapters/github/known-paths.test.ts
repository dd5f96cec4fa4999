import { describe, expect, test } from '@jest/globals';
import { type Fault, primaryRateLimit } from '../../../sandbox/github/faults.ts';
import { type GitHub, startGitHub } from '../../../sandbox/github.ts';
import { meantBy } from '../../../src/adapters/files/patterns.ts';
import { openRepository } from '../../../src/adapters/github/api.ts';
import type { WantedFiles } from '../../../src/adapters/github/blobs.ts';
import { readCommit } from '../../../src/adapters/github/commit-files.ts';

const manifest = '.github/permissions.yml';
const policy = '.github/permissions-policy.yml';
const inRoot = await meantBy(['p.yml'], undefined);
const wanted: WantedFiles = { ...(await meantBy([manifest], policy)), known: [], links: 'refuse' };

type Files = Readonly<Record<string, string | Buffer | { readonly link: string }>>;

function commitTo(github: GitHub, files: Files): string {
  const entries = Object.entries(files);
  const content = entries.map(([path, file]) => [path, isLink(file) ? file.link : file]);
  const links = entries.filter(([, file]) => isLink(file)).map(([path]) => [path, '120000']);
  return github.commit('main', Object.fromEntries(content), { modes: Object.fromEntries(links) });
}

function isLink(file: Files[string]): file is { readonly link: string } {
  return typeof file === 'object' && 'link' in file;
}

async function reading(files: Files, how: Partial<WantedFiles> = {}, fault?: Fault) {
  await using github = await startGitHub();
  const commit = commitTo(github, files);
  if (fault) github.fault(fault);
  const patience = { answer: 10_000, firstRetry: 1, attempts: 2, limit: 10_000 };
  const repository = openRepository(github.token, github.repository, github.url, { patience });
  const found = await readCommit(repository, commit, { ...wanted, ...how });
  const asked = github.requests.map(({ path }) => /graphql|trees|blobs/.exec(path)?.[0]);
  return { found: found?.map(({ path, bytes }) => [path, Buffer.from(bytes).toString('latin1')]), asked };
}

const nextHour = new Date(Date.now() + 3_600_000);

describe('files at known paths', () => {
  test.each<[string, Files, Partial<WantedFiles>, string[][]]>([
    [
      'are all there',
      { [manifest]: 'a', [policy]: 'b', 'c.yml': 'c' },
      {},
      [
        [policy, 'b'],
        [manifest, 'a'],
      ],
    ],
    ['are missing beside others', { [manifest]: 'a' }, {}, [[manifest, 'a']]],
    ['are all missing from a folder that has others', { '.github/CODEOWNERS': '* @acme' }, {}, []],
    ['are in the root', { 'p.yml': 'a', 'b.yml': 'b' }, inRoot, [['p.yml', 'a']]],
    [
      'are links that may be skipped',
      { [manifest]: { link: 'other.yml' }, [policy]: 'b' },
      { links: 'skip' },
      [[policy, 'b']],
    ],
  ])('that %s cost one request', async (_name, files, how, expected) => {
    expect(await reading(files, how)).toEqual({ found: expected, asked: ['graphql'] });
  });

  test('that are links are refused', async () => {
    await expect(reading({ [manifest]: { link: 'other.yml' }, 'other.yml': 'a' })).rejects.toMatchObject({
      code: 'manifest-invalid',
      message: `${manifest} is a symbolic link.`,
    });
  });

  test.each([
    ['no text at all', 'a\0b'],
    ['no UTF-8', 'a\u00e9b'],
  ])('of which one is %s come byte for byte, with the blob', async (_name, text) => {
    const files = { [manifest]: Buffer.from(text, 'latin1') };
    expect(await reading(files)).toEqual({ found: [[manifest, text]], asked: ['graphql', 'blobs'] });
  });

  test.each<[string, Files, Fault | undefined]>([
    ['the folder is not there', { 'README.md': 'a' }, undefined],
    ['the folder is a link', { 'README.md': 'a', '.github': { link: 'elsewhere' } }, undefined],
    ['GraphQL says nothing of it', { 'README.md': 'a' }, { path: '/graphql', status: 200, body: { data: {} } }],
    ['GraphQL refuses', { 'README.md': 'a' }, { path: '/graphql', status: 403 }],
    [
      'GraphQL says that something is wrong',
      { 'README.md': 'a' },
      { path: '/graphql', status: 200, body: { errors: [{ message: 'No' }] } },
    ],
    ['GraphQL can’t answer', { 'README.md': 'a' }, { path: '/graphql', status: 502 }],
    ['GraphQL’s own rate limit is used up', { 'README.md': 'a' }, primaryRateLimit(nextHour, { path: '/graphql' })],
  ])('are looked for in the tree where %s', async (_name, files, fault) => {
    const { found, asked } = await reading(files, {}, fault);
    expect(found).toEqual([]);
    expect(asked.at(-1)).toBe('trees');
  });

  test('let it be seen what lies beside them in their folders and in the root', async () => {
    const passed: string[] = [];
    const files = { [manifest]: 'a', 'permissions.yml': 'b', '.github/other.yml': 'c', 'docs/permissions.yml': 'd' };
    const { asked } = await reading(files, { pass: (path) => passed.push(path) });
    expect(passed.sort()).toEqual(['.github/other.yml', manifest, 'permissions.yml']);
    expect(asked).toEqual(['graphql']);
  });

  test('are looked for in the tree where another folder has the name of theirs but for case', async () => {
    const passed: string[] = [];
    const files = { [manifest]: 'a', '.GitHub/permissions-policy.yml': 'b' };
    const { found, asked } = await reading(files, { pass: (path) => passed.push(path) });
    expect(found).toEqual([[manifest, 'a']]);
    expect(passed).toContain('.GitHub/permissions-policy.yml');
    expect(asked).toContain('trees');
  });

  test('are looked for in the tree where a folder has one that is not told', async () => {
    const entry = { name: 'permissions.yml', mode: 0o100644, type: 'blob', oid: 'a'.repeat(40) };
    const tree = { entries: [entry] };
    const body = { data: { repository: { folder0: tree, file0: null, file1: null } } };
    const fault = { path: '/graphql', status: 200, body };
    expect(await reading({ [manifest]: 'a' }, {}, fault)).toEqual({
      found: [[manifest, 'a']],
      asked: ['graphql', 'trees', 'blobs'],
    });
  });

  test('are none of a commit that is not known', async () => {
    await using github = await startGitHub();
    github.commit('main', { [manifest]: 'a' });
    const repository = openRepository(github.token, github.repository, github.url);
    expect(await readCommit(repository, 'f'.repeat(40), wanted)).toBeUndefined();
  });

  test('are not asked for by patterns, nor where one is excluded', async () => {
    expect((await meantBy(['.github/*.yml'], undefined)).paths).toBeUndefined();
    expect((await meantBy([manifest, '!.github/other.yml'], undefined)).paths).toBeUndefined();
    expect((await meantBy([manifest], policy)).paths).toEqual([manifest, policy]);
  });
});
