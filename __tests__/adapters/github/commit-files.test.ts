import { describe, expect, test } from '@jest/globals';
import { type GitHub, type GitHubOptions, startGitHub } from '../../../sandbox/github.ts';
import { meantBy } from '../../../src/adapters/files/patterns.ts';
import { openRepository } from '../../../src/adapters/github/api.ts';
import type { WantedFiles } from '../../../src/adapters/github/blobs.ts';
import { readCommit } from '../../../src/adapters/github/commit-files.ts';

const wanted: WantedFiles = { ...(await meantBy(['permissions/**'], undefined)), known: [], links: 'refuse' };

async function withGitHub(options: GitHubOptions, story: (github: GitHub) => Promise<void>): Promise<void> {
  await using github = await startGitHub(options);
  await story(github);
}

async function read(github: GitHub, commit: string, how: Partial<WantedFiles> = {}) {
  const files = await readCommit(openRepository(github.token, github.repository, github.url), commit, {
    ...wanted,
    ...how,
  });
  return files?.map(({ path, size, bytes }) => [path, size, Buffer.from(bytes).toString()]);
}

function paths(github: GitHub): string[] {
  return github.requests.map(({ path }) => path.replace(/^.*\/git\//, '').replace(/[0-9a-f]{40}/, '{sha}'));
}

describe('the files of a commit', () => {
  test('are those that are meant, sorted, for one request of the tree and one a file', async () => {
    await withGitHub({}, async (github) => {
      const commit = github.commit('main', {
        'permissions/b.yml': 'bé',
        'permissions/a/c.yml': 'c',
        'README.md': 'no',
      });
      expect(await read(github, commit)).toEqual([
        ['permissions/a/c.yml', 1, 'c'],
        ['permissions/b.yml', 3, 'bé'],
      ]);
      expect(paths(github)).toEqual(['trees/{sha}', 'blobs/{sha}', 'blobs/{sha}']);
    });
  });

  test('are not fetched where the same content is at hand', async () => {
    await withGitHub({}, async (github) => {
      const commit = github.commit('main', { 'permissions/a.yml': 'same', 'permissions/b.yml': 'other' });
      const known = [{ path: 'elsewhere.yml', size: 4, bytes: new TextEncoder().encode('same') }];
      expect(await read(github, commit, { known })).toEqual([
        ['permissions/a.yml', 4, 'same'],
        ['permissions/b.yml', 5, 'other'],
      ]);
      expect(paths(github)).toEqual(['trees/{sha}', 'blobs/{sha}']);
    });
  });

  test('are found folder by folder in a repository too large for one answer', async () => {
    await withGitHub({ treeLimit: 3 }, async (github) => {
      const many = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`a/${index}.txt`, String(index)]));
      const commit = github.commit('main', { ...many, 'permissions/deep/er/z.yml': 'found' });
      expect(await read(github, commit)).toEqual([['permissions/deep/er/z.yml', 5, 'found']]);
    });
  });

  test('are looked for only in folders that can hold them', async () => {
    await withGitHub({ treeLimit: 8 }, async (github) => {
      const packages = Array.from({ length: 5 }, (_, index) => [`packages/p${index}/src/index.js`, 'x']);
      const commit = github.commit('main', { ...Object.fromEntries(packages), 'permissions/a.yml': 'a' });
      expect(await read(github, commit)).toEqual([['permissions/a.yml', 1, 'a']]);
      expect(paths(github)).toEqual(['trees/{sha}', 'trees/{sha}', 'trees/{sha}', 'blobs/{sha}']);
    });
  });

  test('are not guessed where a folder has more entries than GitHub lists', async () => {
    await withGitHub({ treeLimit: 3 }, async (github) => {
      const many = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`permissions/${index}.yml`, 'x']));
      const commit = github.commit('main', many);
      await expect(read(github, commit)).rejects.toMatchObject({
        code: 'github-unavailable',
        message: expect.stringContaining('more entries than GitHub lists'),
      });
    });
  });

  test('that arrive damaged are not taken', async () => {
    await withGitHub({}, async (github) => {
      const commit = github.commit('main', { 'permissions/a.yml': 'whole' });
      const body = { content: Buffer.from('who').toString('base64'), encoding: 'base64', size: 5, sha: 'x' };
      github.fault({ path: /git\/blobs/, status: 200, body });
      await expect(read(github, commit)).rejects.toMatchObject({ message: expect.stringContaining('arrived damaged') });
    });
  });

  test('that are over 5 MiB are named with their size and not fetched', async () => {
    await withGitHub({}, async (github) => {
      const size = 5 * 1024 * 1024 + 1;
      const commit = github.commit('main', { 'permissions/a.yml': new Uint8Array(size) });
      expect(await read(github, commit)).toEqual([['permissions/a.yml', size, '']]);
      expect(paths(github)).toEqual(['trees/{sha}']);
    });
  });

  test('are none for a commit without them, and unknown for a commit that is gone', async () => {
    await withGitHub({}, async (github) => {
      expect(await read(github, github.commit('main', { 'README.md': 'only' }))).toEqual([]);
      expect(await read(github, 'f'.repeat(40))).toBeUndefined();
    });
  });
});

describe('a symbolic link', () => {
  const link = { 'permissions/a.yml': '../secrets.yml', 'permissions/b.yml': 'b' };
  const modes = { 'permissions/a.yml': '120000' } as const;

  test('is refused in a manifest that counts', async () => {
    await withGitHub({}, async (github) => {
      const commit = github.commit('main', link, { modes });
      await expect(read(github, commit)).rejects.toMatchObject({
        code: 'manifest-invalid',
        message: 'permissions/a.yml is a symbolic link.',
      });
    });
  });

  test('is passed over in an earlier one', async () => {
    await withGitHub({}, async (github) => {
      const commit = github.commit('main', link, { modes });
      expect(await read(github, commit, { links: 'skip' })).toEqual([['permissions/b.yml', 1, 'b']]);
    });
  });
});

test.each([
  [401, 'Check the input `github-token`.'],
  [403, 'Give the job `permissions: contents: read` and, to comment, `pull-requests: write`.'],
])('an answer of %d is github-unavailable, with what to do', async (status, hint) => {
  await withGitHub({}, async (github) => {
    const commit = github.commit('main', { 'permissions/a.yml': 'a' });
    github.fault({ path: /git\/trees/, status, body: { message: 'No' } });
    await expect(read(github, commit)).rejects.toMatchObject({ code: 'github-unavailable', hint });
  });
});
