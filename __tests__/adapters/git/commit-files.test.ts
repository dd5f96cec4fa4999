import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { meantBy } from '../../../src/adapters/files/patterns.ts';
import { GitCommit } from '../../../src/adapters/git/commit-files.ts';
import { Git } from '../../../src/adapters/git/git.ts';
import { largestFile } from '../../../src/core/document.ts';
import { commitFiles, git, gitVariables, inRepository, inTemporary } from '../../local-git.ts';

const variables = { PATH: process.env.PATH, ...gitVariables };

function commitIn(folder: string, prefix = '', commit = git(folder, 'rev-parse', 'HEAD')): GitCommit {
  return new GitCommit({ git: new Git(folder, variables), prefix }, commit);
}

async function textsOf(commit: GitCommit, patterns: readonly string[], policy?: string) {
  const files = await commit.files(await meantBy(patterns, policy));
  return Object.fromEntries(files.map(({ path, bytes }) => [path, Buffer.from(bytes).toString()]));
}

describe('the files of a commit', () => {
  test('are those that patterns mean and the policy, sorted, whatever the folder holds now', async () => {
    const files = {
      'p/b.yml': 'b\n',
      'p/a.yml': 'a',
      'p/deep/c.yml': '',
      'p/x.txt': 'x',
      'policy.yml': 'p',
      'q/d.yml': 'd',
    };
    await inRepository(files, async (folder) => {
      const commit = commitIn(folder);
      await commitFiles(folder, { 'p/a.yml': 'changed' });
      const found = await textsOf(commit, ['p/*.yml', '!p/b.yml', 'q/**'], 'policy.yml');
      expect(found).toEqual({ 'p/a.yml': 'a', 'policy.yml': 'p', 'q/d.yml': 'd' });
      expect(Object.keys(await textsOf(commit, ['**/*.yml']))).toEqual([
        'p/a.yml',
        'p/b.yml',
        'p/deep/c.yml',
        'policy.yml',
        'q/d.yml',
      ]);
    });
  });

  test('are told from the folder, where that is below the root', async () => {
    await inRepository({ 'services/orders/p.yml': 'own', 'p.yml': 'of the root' }, async (folder) => {
      expect(await textsOf(commitIn(folder, 'services/orders/'), ['p.yml'])).toEqual({ 'p.yml': 'own' });
      expect(await textsOf(commitIn(folder, 'not/there/'), ['p.yml'])).toEqual({});
    });
  });

  test('are no links, and one that is read by its path is refused', async () => {
    await inRepository({ 'real/a.yml': 'a' }, async (folder) => {
      await symlink('real/a.yml', join(folder, 'link.yml'));
      await symlink('real', join(folder, 'folder'));
      await commitFiles(folder, {});
      const commit = commitIn(folder);
      expect(await textsOf(commit, ['*.yml', 'folder/*.yml', 'real/*.yml'])).toEqual({ 'real/a.yml': 'a' });
      await expect(commit.read('link.yml')).rejects.toMatchObject({ message: 'link.yml is a symbolic link.' });
      await expect(commit.read('folder/a.yml')).rejects.toMatchObject({ message: 'folder is a symbolic link.' });
      expect(await commit.read('real/a.yml')).toMatchObject({ path: 'real/a.yml', size: 1 });
      expect(await commit.read('real')).toBeUndefined();
      expect(await commit.read('real/none')).toBeUndefined();
    });
  });

  test('are listed by folder, without what a package manager keeps', async () => {
    await inRepository({ 'd/a': '', 'd/e/b': '', 'node_modules/x': '', c: '' }, async (folder) => {
      expect(await commitIn(folder).list('d')).toEqual(['d/a', 'd/e/b']);
      expect(await commitIn(folder).list('')).toEqual(['c', 'd/a', 'd/e/b']);
    });
  });

  test('may have any name and content, and one that is too large is not read', async () => {
    const odd = { 'p/ü "q"\t.yml': 'a\0b\nc', 'p/[*].yml': '\n', 'p/-x.yml': 'dash' };
    await inRepository({ ...odd, 'p/large.yml': 'x'.repeat(largestFile + 1) }, async (folder) => {
      const { 'p/large.yml': large, ...rest } = await textsOf(commitIn(folder), ['p/**']);
      expect([rest, large]).toEqual([odd, '']);
      expect((await commitIn(folder).files(await meantBy(['p/large.yml'], undefined)))[0]?.size).toBe(largestFile + 1);
    });
  });

  test('are those of a repository with hashes of 64 digits, too', async () => {
    await inTemporary(async (folder) => {
      git(folder, 'init', '--quiet', '--object-format=sha256');
      await commitFiles(folder, { 'p.yml': 'a' });
      expect(await textsOf(commitIn(folder), ['p.yml'])).toEqual({ 'p.yml': 'a' });
    });
  });

  test('that a partial clone lacks are not fetched, and said to be lacking', async () => {
    await inRepository({ 'p.yml': 'before' }, async (folder) => {
      const before = git(folder, 'rev-parse', 'HEAD');
      await commitFiles(folder, { 'p.yml': 'after' });
      git(folder, 'config', 'uploadpack.allowFilter', 'true');
      const clone = join(folder, 'clone');
      git(folder, 'clone', '--quiet', '--filter=blob:none', `file://${folder}`, clone);
      const objects = git(clone, 'count-objects', '-v');
      const lacking = commitIn(clone, '', before).files(await meantBy(['p.yml'], undefined));
      await expect(lacking).rejects.toMatchObject({
        code: 'manifest-invalid',
        message: expect.stringContaining('lacks'),
      });
      expect(git(clone, 'count-objects', '-v')).toBe(objects);
      expect(await textsOf(commitIn(clone), ['p.yml'])).toEqual({ 'p.yml': 'after' });
    });
  });
});
