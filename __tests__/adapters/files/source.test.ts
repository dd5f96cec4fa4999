import { describe, expect, test } from '@jest/globals';
import { type ReadCommit, RepositoryFiles, type SourceOptions } from '../../../src/adapters/files/source.ts';
import type { FileSet, SourceFile } from '../../../src/core/document.ts';
import { type Folder, makeFolder } from './folder.ts';

const commit = 'c'.repeat(40);
const hint = 'Create it, or set the input `manifest` to where it is (paths and globs from the repository’s root).';

function fileAt(path: string): SourceFile {
  return { path, size: 1, bytes: Buffer.from('x') };
}

/** A repository that has these files at the one commit, and knows no other. */
function commitWith(...paths: string[]): ReadCommit {
  return async (sha) => (sha === commit ? paths.map(fileAt) : undefined);
}

/** The same, beside others that nobody wants. */
function commitBeside(others: readonly string[], ...paths: string[]): ReadCommit {
  return async (sha, { pass }) => {
    for (const path of [...others, ...paths]) pass(path);
    return sha === commit ? paths.map(fileAt) : undefined;
  };
}

const none: FileSet = { manifest: [], policy: undefined };
const policy = '.github/permissions-policy.yml';

const never = async () => {
  throw new Error('No other repository is asked.');
};

/** The other files of the commit. */
const filesOfCommit = {
  list: async (folder: string) => [`${folder}/committed.yml`],
  read: async (path: string) => fileAt(path),
};

function sourceOf(
  folder: Folder | undefined,
  patterns: readonly string[],
  readCommit: ReadCommit = commitWith(),
  openCommit: SourceOptions['openCommit'] = async () => filesOfCommit,
) {
  const workspace = folder?.root;
  return new RepositoryFiles({
    patterns,
    policy,
    workspace,
    commit,
    readCommit,
    readOther: never,
    openCommit,
    centralPolicy: never,
  });
}

async function pathsOf(source: RepositoryFiles): Promise<string[]> {
  return (await source.current()).manifest.map(({ path }) => path);
}

describe('the files of a run', () => {
  test('come from the checkout where it has them, whatever the commit says', async () => {
    await using folder = await makeFolder('teams/b.yml', 'teams/a.yml');
    const files = sourceOf(folder, ['teams/*.yml'], commitWith('teams/other.yml'));
    expect(await pathsOf(files)).toEqual(['teams/a.yml', 'teams/b.yml']);
  });

  test('come from the commit where the disk must not be read', async () => {
    expect(await pathsOf(sourceOf(undefined, ['a.yml'], commitWith('a.yml')))).toEqual(['a.yml']);
  });

  test('come from the commit where there is no checkout', async () => {
    await using folder = await makeFolder();
    expect(await pathsOf(sourceOf(folder, ['a.yml'], commitWith('a.yml')))).toEqual(['a.yml']);
  });

  test('are missing where the checkout has none, even if the commit does', async () => {
    await using folder = await makeFolder('.git/HEAD');
    await expect(pathsOf(sourceOf(folder, ['a.yml'], commitWith('a.yml')))).rejects.toMatchObject({
      code: 'manifest-missing',
      message: 'There is no file at `a.yml`.',
    });
  });
});

describe('a file that is missing', () => {
  test.each([
    ['a path', ['.github/permissions.yml'], 'There is no file at `.github/permissions.yml`.', hint],
    ['a glob', ['teams/*.json'], 'No file matches `teams/*.json`.', hint],
    ['one of several', ['teams/a.yml', 'x.yml', 'y/**'], 'No file matches `x.yml` and `y/**`.', hint],
    [
      'all of them, by an exclusion',
      ['teams/*.yml', '!teams/**'],
      'No file matches `teams/*.yml`.',
      `${hint} What a line with \`!\` excludes does not count.`,
    ],
    [
      'anything but exclusions',
      ['!teams/a.yml'],
      'No file matches `!teams/a.yml`.',
      'A line with `!` only excludes: give a path or glob that includes, too.',
    ],
    [
      'a folder',
      ['teams'],
      'There is no file at `teams`.',
      'Create it; for the files of a folder write a glob, such as `folder/*.yml`.',
    ],
    ['a line of a list', ['- a.yml'], 'There is no file at `- a.yml`.', 'Write one path a line, without a dash.'],
    ['two paths', ['a.yml, b.yml'], 'There is no file at `a.yml, b.yml`.', 'Write one path a line, without a comma.'],
    ['braces', ['{a,b}.yml'], 'No file matches `{a,b}.yml`.', hint],
    ['a path of Windows', ['teams\\a.yml'], 'There is no file at `teams\\a.yml`.', 'Write `/` between folders.'],
  ])('is named by what was asked for: %s', async (_, patterns, message, hint) => {
    await using folder = await makeFolder('teams/a.yml', '.git/HEAD');
    await expect(sourceOf(folder, patterns).current()).rejects.toMatchObject({
      code: 'manifest-missing',
      message,
      hint,
    });
  });

  test('is nothing where that is accepted, unless another is surely meant, or some are there', async () => {
    await using folder = await makeFolder('teams/a.yml', '.git/HEAD', policy);
    const found = await sourceOf(folder, ['.github/permissions.yml']).current('accepted');
    expect(found.manifest).toEqual([]);
    expect(found.policy?.path).toBe(policy);
    await expect(sourceOf(folder, ['teams/*.yml', 'x.yml']).current('accepted')).rejects.toMatchObject({
      message: 'There is no file at `x.yml`.',
    });
    await using misnamed = await makeFolder('.github/permissions.yaml', '.git/HEAD');
    await expect(sourceOf(misnamed, ['.github/permissions.yml']).current('accepted')).rejects.toMatchObject({
      message: 'There is no file at `.github/permissions.yml`, but `.github/permissions.yaml` is there.',
    });
  });

  test('is missing where the commit can’t be found either', async () => {
    await expect(sourceOf(undefined, ['a.yml'], async () => undefined).current()).rejects.toMatchObject({
      code: 'github-unavailable',
      hint: 'Give the job `permissions: contents: read`.',
    });
  });
});

describe('the files of another commit', () => {
  test('come from there, with what is known handed on', async () => {
    const files = sourceOf(undefined, ['a.yml'], async (sha, { known, links }) => [
      fileAt(sha),
      fileAt(links),
      ...known,
    ]);
    expect(await files.at('base', { manifest: [fileAt('known.yml')], policy: undefined })).toEqual({
      manifest: [fileAt('base'), fileAt('skip'), fileAt('known.yml')],
      policy: undefined,
    });
  });

  test('are unknown where the commit is', async () => {
    expect(await sourceOf(undefined, ['a.yml'], commitWith('a.yml')).at('gone', none)).toBeUndefined();
  });

  test('may be none', async () => {
    expect(await sourceOf(undefined, ['a.yml']).at(commit, none)).toEqual(none);
  });
});

describe('other files', () => {
  test('come from the checkout where the manifest does', async () => {
    await using folder = await makeFolder('a.yml', 'api/b.yml');
    const files = sourceOf(folder, ['a.yml']);
    await files.current();
    expect(await files.list('api')).toEqual(['api/b.yml']);
    expect(await files.read('api/b.yml')).toMatchObject({ path: 'api/b.yml' });
    expect(await files.read('committed.yml')).toBeUndefined();
  });

  test('of another commit are GitHub’s, whatever is checked out, and its tree is opened once', async () => {
    await using folder = await makeFolder('a.yml', 'api/b.yml');
    const opened: string[] = [];
    const files = sourceOf(folder, ['a.yml'], commitWith(), async (sha) => {
      opened.push(sha);
      return filesOfCommit;
    });
    await files.current();
    const base = 'b'.repeat(40);
    expect(await files.list('api', base)).toEqual(['api/committed.yml']);
    expect(await files.read('committed.yml', base)).toMatchObject({ path: 'committed.yml' });
    expect(opened).toEqual([base]);
  });

  test.each([true, false])(
    'come from the commit where the manifest does, be there a folder or not: %s',
    async (there) => {
      await using folder = await makeFolder('api/b.yml');
      const files = sourceOf(there ? folder : undefined, ['a.yml'], commitWith('a.yml'));
      await files.current();
      expect(await files.list('api')).toEqual(['api/committed.yml']);
      expect(await files.read('gone.yml')).toMatchObject({ path: 'gone.yml' });
    },
  );
});

describe('a file that is surely meant for the usual one', () => {
  const usual = '.github/permissions.yml';

  /** As a checkout, and as a commit without one. */
  async function eachWay(
    paths: readonly string[],
    patterns: readonly string[],
    look: (files: RepositoryFiles) => Promise<void>,
  ) {
    await using folder = await makeFolder('.git/HEAD', ...paths);
    await look(sourceOf(folder, patterns));
    const wanted = paths.filter((path) => path === usual || path === policy || patterns.includes(path));
    await look(sourceOf(undefined, patterns, commitBeside(paths, ...wanted)));
  }

  test.each(['.github/permissions-policy.yaml', '.GitHub/permissions-policy.yml', 'Permission-Policy.yml'])(
    'is told where the policy is missing: %s',
    async (path) => {
      await eachWay([usual, path, '.github/workflows/permissions-policy.yml'], [usual], async (files) => {
        expect(await files.current()).toMatchObject({ policy: undefined, policyInstead: path });
      });
    },
  );

  test.each([
    ['the policy is there', [usual, policy, 'permissions-policy.yaml'], [usual]],
    ['there is none', [usual, '.github/labels.yml'], [usual]],
    ['it is a manifest', [usual, '.github/permission-policy.yml'], [usual, '.github/permission-policy.yml']],
  ])('is not told where %s', async (_, paths, patterns) => {
    await eachWay(paths, patterns, async (files) => {
      expect(await files.current()).not.toHaveProperty('policyInstead');
    });
  });

  test('is not told where the policy is elsewhere', async () => {
    await using folder = await makeFolder('.git/HEAD', usual, '.github/permissions-policy.yaml');
    const options = {
      patterns: [usual],
      workspace: folder.root,
      commit,
      readCommit: commitWith(),
      readOther: never,
      centralPolicy: never,
    };
    for (const path of ['rules.yml', undefined]) {
      const files = new RepositoryFiles({ ...options, policy: path, openCommit: async () => filesOfCommit });
      expect(await files.current()).not.toHaveProperty('policyInstead');
    }
  });

  test('is named where the manifest is missing', async () => {
    await eachWay(['permissions.yaml', '.github/workflows/permissions.yml'], [usual], async (files) => {
      await expect(files.current()).rejects.toMatchObject({
        code: 'manifest-missing',
        message: 'There is no file at `.github/permissions.yml`, but `permissions.yaml` is there.',
        hint: 'Rename it, or set the input `manifest` to it.',
      });
    });
  });

  test('is not named where the input says another path', async () => {
    await eachWay(['.github/permissions.yaml'], ['a.yml'], async (files) => {
      await expect(files.current()).rejects.toMatchObject({ message: 'There is no file at `a.yml`.' });
    });
  });
});
