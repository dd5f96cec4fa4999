import { execFileSync } from 'node:child_process';
import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { listFolder, readCheckout, readOne } from '../../../src/adapters/files/checkout.ts';
import { readPatterns } from '../../../src/adapters/files/patterns.ts';
import { type Folder, makeFolder, secret } from './folder.ts';

const files = [
  '.github/permissions.yml',
  '.teams/.d.yml',
  'teams/a.yml',
  'teams/b.yml',
  'teams/note.md',
  'teams/sub/c.yml',
  'named.yml/inside.yml',
  'Zebra.yml',
];

async function read(root: string, ...patterns: string[]) {
  return await readCheckout(root, await readPatterns(patterns));
}

async function pathsOf({ root }: Folder, ...patterns: string[]): Promise<string[]> {
  return (await read(root, ...patterns)).map(({ path }) => path);
}

describe('a checkout', () => {
  test('gives each file with its path, size and bytes', async () => {
    await using folder = await makeFolder();
    await folder.write('teams/a.yml', 'é');
    const [file, ...others] = await read(folder.root, 'teams/*.yml');
    expect(others).toEqual([]);
    expect({ ...file, bytes: Buffer.from(file?.bytes ?? []).toString() }).toEqual({
      path: 'teams/a.yml',
      size: 2,
      bytes: 'é',
    });
  });

  test('gives files sorted by code units, each once, in whatever order they are asked for', async () => {
    await using folder = await makeFolder(...files);
    expect(await pathsOf(folder, 'teams/b.yml', 'teams/*.yml', 'Zebra.yml', '.github/*', 'teams/a.yml')).toEqual([
      '.github/permissions.yml',
      'Zebra.yml',
      'teams/a.yml',
      'teams/b.yml',
    ]);
  });

  test.each([
    [['.github/permissions.yml']],
    [['**/*.yml']],
    [['**/.*.yml']],
    [['teams/*']],
    [['teams/**', '!teams/sub/**']],
    [['teams/**', '!**/*.md', '!teams/a.yml']],
    [['!teams/a.yml']],
    [['nothing.yml']],
    [['teams']],
    [['teams/']],
    [['teams/**', '!teams/sub']],
    [['named.yml']],
    [['**/*.yml', '!named.yml']],
  ])('holds of %j what the patterns mean in a commit too', async (patterns) => {
    await using folder = await makeFolder(...files);
    const { matches } = await readPatterns(patterns);
    expect(await pathsOf(folder, ...patterns)).toEqual(files.filter(matches).sort());
  });

  test.each(['{..,x}/outside/secret.yml', '@(..)/outside/secret.yml', '.[.]/outside/secret.yml', '**/secret.yml'])(
    'is never left by %s',
    async (pattern) => {
      await using folder = await makeFolder(...files);
      expect(await pathsOf(folder, pattern)).toEqual([]);
    },
  );

  test.each([
    [5 * 1024 * 1024, 5 * 1024 * 1024],
    [5 * 1024 * 1024 + 1, 0],
  ])('of a file of %d bytes reads %d', async (size, length) => {
    await using folder = await makeFolder('large.yml');
    await truncate(join(folder.root, 'large.yml'), size);
    const [file] = await read(folder.root, 'large.yml');
    expect([file?.size, file?.bytes.length]).toEqual([size, length]);
  });
});

describe('a symbolic link', () => {
  const refused = (path: string) => ({
    code: 'manifest-invalid',
    message: `${path} is a symbolic link.`,
    hint: 'Commit the file itself; links are refused.',
  });

  /** What comes of reading, with every byte that was read. */
  const outcome = async (folder: Folder, ...patterns: string[]) => {
    const result = await read(folder.root, ...patterns).catch((thrown: unknown) => thrown);
    const files = Array.isArray(result) ? result : [];
    const text = Array.isArray(result)
      ? files.map(({ bytes }) => Buffer.from(bytes).toString()).join()
      : String(result);
    expect(text).not.toContain(secret);
    return result;
  };

  test.each([
    ['to a file outside', 'teams/z.yml', '../../outside/secret.yml'],
    ['to the credentials of the checkout', 'teams/z.yml', '../.git/config'],
    ['to another manifest', 'teams/z.yml', 'a.yml'],
    ['to nothing', 'teams/z.yml', 'nothing.yml'],
    ['to itself', 'teams/z.yml', 'z.yml'],
  ])('%s is refused, by its path and by a glob', async (_, path, target) => {
    await using folder = await makeFolder(...files);
    await folder.write('.git/config', secret);
    await folder.link(path, target);
    expect(await outcome(folder, path)).toMatchObject(refused(path));
    expect(await outcome(folder, 'teams/*.yml')).toMatchObject(refused(path));
  });

  test.each([
    ['outside', '../outside', 'linked/secret.yml', 'linked/*.yml'],
    ['inside', 'teams', 'linked/a.yml', 'linked/[a].yml'],
  ])('to a folder %s is refused on the way to a file', async (_, target, path, glob) => {
    await using folder = await makeFolder(...files);
    await folder.link('linked', target);
    const message = expect.stringMatching(/^linked(\/\S+)? is a symbolic link\.$/);
    expect(await outcome(folder, path)).toMatchObject({ ...refused(path), message });
    expect(await outcome(folder, glob)).toMatchObject({ ...refused(path), message });
  });

  test('to a folder is not followed by a search', async () => {
    await using folder = await makeFolder('teams/a.yml');
    await folder.link('teams/out', '../../outside');
    await folder.link('teams/round', '.');
    expect(await outcome(folder, '**/*.yml')).toMatchObject([{ path: 'teams/a.yml' }]);
  });

  test('above the checkout is no matter', async () => {
    await using folder = await makeFolder('teams/a.yml');
    await folder.link('../linked', 'repository');
    expect((await read(join(folder.root, '../linked'), 'teams/a.yml')).map(({ path }) => path)).toEqual([
      'teams/a.yml',
    ]);
  });
});

describe('what is no file', () => {
  test.each([
    ['a name too long for a disk', `${'x'.repeat(300)}.yml`],
    ['a name with a NUL', 'a\0.yml'],
    ['a path around in a circle', 'circle/a.yml'],
  ])('is not there: %s', async (_, path) => {
    await using folder = await makeFolder();
    await folder.link('circle', 'circle');
    expect(await readOne(folder.root, path)).toBeUndefined();
    expect(await listFolder(folder.root, path)).toEqual([]);
    expect(await pathsOf(folder, path)).toEqual([]);
  });

  test('is not there: a pipe, which a reader would wait for', async () => {
    await using folder = await makeFolder('teams/b.yml');
    execFileSync('mkfifo', [join(folder.root, 'teams/a.yml')]);
    expect(await readOne(folder.root, 'teams/a.yml')).toBeUndefined();
    expect(await listFolder(folder.root, 'teams/a.yml')).toEqual([]);
    expect([await pathsOf(folder, 'teams/a.yml'), await pathsOf(folder, 'teams/*')]).toEqual([[], ['teams/b.yml']]);
  });
});

describe('a folder', () => {
  test.each([
    ['', ['a.yaml', 'api/b.yaml', 'api/v1/c.yaml']],
    ['api', ['api/b.yaml', 'api/v1/c.yaml']],
    ['a.yaml', ['a.yaml']],
    ['ap', []],
  ])('%j is listed with all below it, but not what git or a package manager keeps', async (path, expected) => {
    await using folder = await makeFolder(
      'a.yaml',
      'api/b.yaml',
      'api/v1/c.yaml',
      '.git/d.yaml',
      'node_modules/e.yaml',
    );
    expect((await listFolder(folder.root, path)).sort()).toEqual(expected);
  });

  test('that is a link, or behind one, is refused; a link in it is listed and not followed', async () => {
    await using folder = await makeFolder('api/a.yaml');
    await folder.link('out', '../outside');
    expect((await listFolder(folder.root, '')).sort()).toEqual(['api/a.yaml', 'out']);
    await expect(listFolder(folder.root, 'out')).rejects.toMatchObject({ code: 'manifest-invalid' });
    await expect(readOne(folder.root, 'out/secret.yml')).rejects.toMatchObject({ code: 'manifest-invalid' });
  });
});
