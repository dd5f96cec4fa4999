import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Base, findBase } from '../../../src/adapters/git/base.ts';
import { Git } from '../../../src/adapters/git/git.ts';
import { commitFiles, git, gitVariables, inRepository, inTemporary, writeFiles } from '../../local-git.ts';

const variables = { PATH: process.env.PATH, ...gitVariables };

function baseIn(folder: string, ref?: string): Promise<Base> {
  return findBase(new Git(folder, variables), ref);
}

/** main goes on after topic left it. */
async function branchOff(folder: string): Promise<string> {
  const left = git(folder, 'rev-parse', 'HEAD');
  git(folder, 'checkout', '--quiet', '-b', 'topic');
  await commitFiles(folder, { b: 'topic' });
  git(folder, 'checkout', '--quiet', 'main');
  await commitFiles(folder, { c: 'main' });
  git(folder, 'checkout', '--quiet', 'topic');
  return left;
}

describe('the base', () => {
  test('is where HEAD left the ref that is named, be it a branch, a tag or a commit', async () => {
    await inRepository({ a: '1' }, async (folder) => {
      const left = await branchOff(folder);
      git(folder, 'tag', 'v1', 'main');
      for (const ref of ['main', 'v1', git(folder, 'rev-parse', 'main'), 'main~1', 'refs/heads/main'])
        expect(await baseIn(folder, ref)).toMatchObject({ kind: 'found', commit: left, ref });
    });
  });

  test.each([
    ['origin/HEAD', ['refs/remotes/origin/trunk', 'refs/remotes/origin/main'], 'origin/HEAD'],
    ['origin/main', ['refs/remotes/origin/main', 'refs/remotes/origin/master'], 'origin/main'],
    ['origin/master', ['refs/remotes/origin/master'], 'origin/master'],
    ['main', [], 'main'],
  ])('is by default where it left %s', async (_name, refs, expected) => {
    await inRepository({ a: '1' }, async (folder) => {
      const left = await branchOff(folder);
      for (const ref of refs) git(folder, 'update-ref', ref, 'main');
      if (expected === 'origin/HEAD') git(folder, 'symbolic-ref', 'refs/remotes/origin/HEAD', refs[0] ?? '');
      expect(await baseIn(folder)).toMatchObject({ kind: 'found', commit: left, ref: expected });
    });
  });

  test('knows where the folder is in its repository', async () => {
    await inRepository({ 'services/orders/a': '1' }, async (folder) => {
      expect(await baseIn(join(folder, 'services/orders'))).toMatchObject({
        repository: { prefix: 'services/orders/' },
      });
    });
  });

  test.each(['nope', '-x', '--all', '--output=x', 'main..topic', '^main', 'main:a', ''])(
    'is nothing of a ref that names no commit: %s',
    async (ref) => {
      await inRepository({ a: '1' }, async (folder) => {
        await branchOff(folder);
        expect(await baseIn(folder, ref)).toEqual({ kind: 'no commit', hint: expect.stringContaining('git fetch') });
      });
    },
  );

  test('is none where histories have nothing in common', async () => {
    await inRepository({ a: '1' }, async (folder) => {
      git(folder, 'checkout', '--quiet', '--orphan', 'other');
      await commitFiles(folder, { b: '1' });
      expect(await baseIn(folder)).toMatchObject({ kind: 'none', why: expect.stringContaining('no commit in common') });
    });
  });

  test('is none of a shallow clone that lacks it, and says what helps', async () => {
    await inTemporary(async (folder) => {
      await writeFiles(folder, { 'origin/a': '1' });
      const origin = join(folder, 'origin');
      git(origin, 'init', '--quiet', '--initial-branch', 'main');
      await commitFiles(origin, {});
      await branchOff(origin);
      git(folder, 'clone', '--quiet', '--depth=1', '--no-single-branch', `file://${origin}`, 'clone');
      const shallow = await baseIn(join(folder, 'clone'), 'origin/main');
      expect(shallow).toMatchObject({ kind: 'none', why: expect.stringContaining('shallow') });
      expect(shallow).toMatchObject({ hint: expect.stringContaining('`git fetch --unshallow`') });
      git(join(folder, 'clone'), 'fetch', '--quiet', '--unshallow');
      expect(await baseIn(join(folder, 'clone'), 'origin/main')).toMatchObject({ kind: 'found' });
    });
  });

  test('is none before the first commit', async () => {
    await inTemporary(async (folder) => {
      git(folder, 'init', '--quiet', '--initial-branch', 'main');
      expect(await baseIn(folder)).toMatchObject({ kind: 'none', why: expect.stringContaining('default') });
    });
  });

  test('is none where there is no repository, be it named or not', async () => {
    await inTemporary(async (folder) => {
      const none = { kind: 'none', why: expect.stringContaining('not a git repository') };
      expect(await baseIn(folder)).toMatchObject(none);
      expect(await baseIn(folder, 'main')).toMatchObject(none);
    });
  });

  test('is none where there is no git', async () => {
    await inTemporary(async (folder) => {
      const base = await findBase(new Git(folder, { PATH: folder }), undefined);
      expect(base).toMatchObject({ kind: 'none', why: expect.stringContaining('no git here') });
    });
  });

  test('is none where git does not trust the folder, and says so', async () => {
    await inTemporary(async (folder) => {
      const says = "fatal: detected dubious ownership in repository at '/x'";
      await writeFiles(folder, { git: `#!/bin/sh\necho "${says}" >&2\nexit 128\n` });
      await chmod(join(folder, 'git'), 0o755);
      const base = await findBase(new Git(folder, { PATH: `${folder}:${process.env.PATH}` }), undefined);
      expect(base).toMatchObject({ kind: 'none', why: expect.stringContaining('does not trust') });
    });
  });

  test('is that of the folder, wherever variables of a hook would lead git', async () => {
    await inRepository({ a: '1' }, async (folder) => {
      const left = await branchOff(folder);
      const led = { ...variables, GIT_DIR: '/nowhere', GIT_WORK_TREE: '/', GIT_INDEX_FILE: '/nowhere/index' };
      expect(await findBase(new Git(folder, led), 'main')).toMatchObject({ commit: left });
    });
  });

  test('is not changed by a ref that replaces a commit by another', async () => {
    await inRepository({ a: '1' }, async (folder) => {
      const left = await branchOff(folder);
      git(folder, 'replace', '--graft', 'topic');
      expect(await baseIn(folder, 'main')).toMatchObject({ commit: left });
    });
  });
});
