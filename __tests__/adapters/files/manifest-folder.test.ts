import { chmod, mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { WorkspaceFolder } from '../../../src/adapters/files/manifest-folder.ts';
import type { NewText } from '../../../src/ports/files.ts';

let root: string;
let workspace: string;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'folder-')));
  workspace = join(root, 'workspace');
  await mkdir(workspace);
});

afterEach(async () => await rm(root, { recursive: true }));

async function folder(...patterns: string[]) {
  return await WorkspaceFolder.open({ workspace, patterns, policy: 'p/policy.yml' });
}

const bytes = Buffer.from('version: 1\napis: []\n');

describe('what is read', () => {
  test('is the manifest, the policy apart, and the names that are taken', async () => {
    await mkdir(join(workspace, 'p'));
    for (const name of ['a.yml', 'policy.yml', 'NOTES.txt']) await writeFile(join(workspace, 'p', name), name);
    const { files, taken, isCheckout } = await (await folder('p/*.yml')).read();
    expect(files.manifest.map(({ path }) => path)).toEqual(['p/a.yml']);
    expect(files.policy?.path).toBe('p/policy.yml');
    expect([...taken].sort()).toEqual(['p/NOTES.txt', 'p/a.yml', 'p/policy.yml']);
    expect(isCheckout).toBe(false);
  });

  test('may be nothing yet', async () => {
    await mkdir(join(workspace, '.git'));
    const content = await (await folder('p/*.yml', 'deep/er/m.yml')).read();
    expect(content.files).toEqual({ manifest: [], policy: undefined });
    expect(content.isCheckout).toBe(true);
  });

  test('is no other file than the usual ones that is surely meant for them', async () => {
    const usual = await WorkspaceFolder.open({
      workspace,
      patterns: ['.github/permissions.yml'],
      policy: '.github/permissions-policy.yml',
    });
    await writeFile(join(workspace, 'permissions-policy.yaml'), 'version: 1');
    expect((await usual.read()).files.policyInstead).toBe('permissions-policy.yaml');
    await writeFile(join(workspace, 'permissions.yml'), bytes);
    await expect(usual.read()).rejects.toMatchObject({
      code: 'manifest-missing',
      message: 'There is no manifest at `.github/permissions.yml`, but `permissions.yml` is there.',
    });
    await mkdir(join(workspace, '.github'));
    await writeFile(join(workspace, '.github/permissions.yml'), bytes);
    expect((await usual.read()).files.manifest).toHaveLength(1);
  });

  test('is meant by the patterns, and is not the policy', async () => {
    const own = await folder('p/*.yml', '!p/b.yml');
    const meant = ['p/a.yml', 'p/b.yml', 'p/policy.yml', 'q/a.yml'].filter((path) => own.matches(path));
    expect(meant).toEqual(['p/a.yml']);
  });

  test('has a file for each pattern, or the pattern is said to have none', async () => {
    expect((await folder('a.yml', 'b.yml', 'p/*.yml', '!c.yml')).unmatched(['a.yml', 'p/x.yml'])).toEqual(['b.yml']);
  });
});

describe('what is written', () => {
  test('stands there whole, in folders that are made, and nothing beside it', async () => {
    const paths = await (await folder('x')).write([
      { path: '.github/permissions.yml', bytes },
      { path: 'a/b/c.yml', bytes },
    ]);
    expect(paths).toEqual([join(workspace, '.github/permissions.yml'), join(workspace, 'a/b/c.yml')]);
    for (const path of paths) expect(await readFile(path)).toEqual(bytes);
    expect((await readdir(workspace, { recursive: true })).sort()).toEqual(
      ['.github', '.github/permissions.yml', 'a', 'a/b', 'a/b/c.yml'].map((path) => join(path)),
    );
  });

  test('keeps the rights that the file has', async () => {
    const path = join(workspace, 'm.yml');
    await writeFile(path, 'x');
    await chmod(path, 0o600);
    await (await folder('m.yml')).write([{ path: 'm.yml', bytes }]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test.each([
    ['a folder that is a link out of the workspace', 'link/m.yml', 'outside'],
    ['a folder below a link', 'link/deep/er/m.yml', 'outside'],
    ['a folder that is a link within the workspace', 'link/m.yml', 'workspace/inside'],
  ])('is nothing where the path passes through %s', async (_name, path, target) => {
    await mkdir(join(root, target));
    await symlink(join(root, target), join(workspace, 'link'));
    const writing = (await folder('x')).write([
      { path: 'first.yml', bytes },
      { path, bytes },
    ]);
    await expect(writing).rejects.toMatchObject({ code: 'manifest-invalid', message: 'link is a symbolic link.' });
    expect(await readdir(join(root, target))).toEqual([]);
    expect((await readdir(workspace)).filter((name) => name.includes('first') || name.endsWith('.tmp'))).toEqual([]);
  });

  test('is nothing where a link is in the file’s own place, and what it leads to stays', async () => {
    await writeFile(join(root, 'secret'), 'secret');
    await symlink(join(root, 'secret'), join(workspace, 'm.yml'));
    await expect((await folder('m.yml')).read()).rejects.toMatchObject({ code: 'manifest-invalid' });
    await expect((await folder('m.yml')).write([{ path: 'm.yml', bytes }])).rejects.toMatchObject({
      code: 'manifest-invalid',
      message: 'm.yml is a symbolic link.',
    });
    expect(await readFile(join(root, 'secret'), 'utf8')).toBe('secret');
  });

  test.each([
    ['a folder stands in its place', 'folder'],
    ['a file stands where a folder has to be', 'file/m.yml'],
  ])('is nothing where %s', async (_name, path) => {
    await mkdir(join(workspace, 'folder'));
    await writeFile(join(workspace, 'file'), 'x');
    const files = [
      { path: 'first.yml', bytes },
      { path, bytes },
    ];
    await expect((await folder('x')).write(files)).rejects.toMatchObject({
      code: 'input-invalid',
      message: expect.stringContaining('`manifest`'),
    });
    expect((await readdir(workspace)).sort()).toEqual(['file', 'folder']);
  });

  test.each([
    ['a file', 'file'],
    ['a link to nothing', 'link'],
    ['a folder', 'folder'],
  ])('is nothing where what is to be the first of its kind has %s in its place', async (_name, path) => {
    await writeFile(join(workspace, 'file'), 'ours');
    await symlink(join(root, 'nothing'), join(workspace, 'link'));
    await mkdir(join(workspace, 'folder'));
    const files: NewText[] = [
      { path: 'first.yml', bytes },
      { path, bytes, isFirst: true },
    ];
    await expect((await folder('x')).write(files)).rejects.toMatchObject({
      code: 'input-invalid',
      message: expect.stringContaining(`${path} is there already`),
    });
    expect((await readdir(workspace)).sort()).toEqual(['file', 'folder', 'link']);
    expect(await readFile(join(workspace, 'file'), 'utf8')).toBe('ours');
  });

  test('is named where it stands there already and another one fails', async () => {
    const files = ['first.yml', 'new', 'new/m.yml'].map((path) => ({ path, bytes }));
    const done = `Written before: \`${join(workspace, 'first.yml')}\`.`;
    await expect((await folder('x')).write(files)).rejects.toMatchObject({ message: expect.stringContaining(done) });
    expect((await readdir(workspace, { recursive: true })).sort()).toEqual(['first.yml', 'new']);
  });
});
