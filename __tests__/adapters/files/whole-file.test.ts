import { lstat, mkdir, mkdtemp, readdir, readFile, readlink, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { draft, settle, writeOutput } from '../../../src/adapters/files/whole-file.ts';

let root: string;
let workspace: string;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'output-')));
  workspace = join(root, 'workspace');
  for (const folder of ['workspace/inside', 'temp', 'outside']) await mkdir(join(root, folder), { recursive: true });
  await writeFile(join(root, 'outside/secret'), 'kept');
});

afterEach(async () => await rm(root, { recursive: true }));

/** Every file below the root with its text, a link with where it leads. */
async function standing(): Promise<Record<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory()).map(({ parentPath, name }) => join(parentPath, name));
  const texts = await Promise.all(
    files.map(async (file) =>
      (await lstat(file)).isSymbolicLink() ? `-> ${await readlink(file)}` : await readFile(file, 'utf8'),
    ),
  );
  return Object.fromEntries(files.map((file, index) => [file.slice(root.length + 1), texts[index] ?? '']));
}

describe('an output', () => {
  test.each([
    ['in the workspace', 'plan.json', 'workspace/plan.json'],
    ['in folders that are made', 'out/of/plan.json', 'workspace/out/of/plan.json'],
    ['beside the workspace', '../temp/plan.json', 'temp/plan.json'],
    ['in the workspace by a way around', '../workspace/./inside/../plan.json', 'workspace/plan.json'],
  ])('stands %s, and nothing beside it', async (_, path, written) => {
    expect(await writeOutput(workspace, path, 'text')).toBe(join(root, written));
    expect(await standing()).toEqual({ 'outside/secret': 'kept', [written]: 'text' });
  });

  test('stands in the folder of the runner’s temporary files, by its absolute path', async () => {
    await writeOutput(workspace, join(root, 'temp/deep/plan.json'), 'text');
    expect(await standing()).toEqual({ 'outside/secret': 'kept', 'temp/deep/plan.json': 'text' });
  });

  test('replaces what was there', async () => {
    await writeFile(join(workspace, 'plan.json'), 'something longer');
    await writeOutput(workspace, 'plan.json', 'text');
    expect(await readFile(join(workspace, 'plan.json'), 'utf8')).toBe('text');
  });

  test('goes through links of the machine that are none of the workspace', async () => {
    await symlink(root, join(root, 'temp/disk'));
    const linked = join(root, 'temp/disk/workspace');
    expect(await writeOutput(linked, 'plan.json', 'text')).toBe(join(linked, 'plan.json'));
    await writeOutput(workspace, join(root, 'temp/disk/temp/plan.json'), 'text');
    expect(await standing()).toMatchObject({ 'workspace/plan.json': 'text', 'temp/plan.json': 'text' });
  });
});

describe('a link of the workspace', () => {
  test.each([
    ['in the place of the file', 'link', '../outside/secret', 'link'],
    ['that leads nowhere, in the place of the file', 'link', '../outside/new', 'link'],
    ['to a file of the workspace', 'link', 'inside/plan.json', 'link'],
    ['to a folder outside', 'link', '../outside', 'link/secret'],
    ['to a folder outside, that would hold a new one', 'link', '../outside', 'link/deep/er/plan.json'],
    ['to a folder of the workspace', 'link', 'inside', 'link/plan.json'],
    ['that leads nowhere, in the place of a folder', 'link', '../outside/new', 'link/plan.json'],
    ['in a folder', 'inside/link', '../../outside', 'inside/link/secret'],
  ])('is refused %s: nothing is written', async (_, link, target, path) => {
    await symlink(target, join(workspace, link));
    const before = await standing();
    const refused = { code: 'input-invalid', message: `${link} is a symbolic link.` };
    await expect(writeOutput(workspace, path, 'text')).rejects.toMatchObject(refused);
    await expect(writeOutput(workspace, join(workspace, path), 'text')).rejects.toMatchObject(refused);
    expect(await standing()).toEqual(before);
  });

  test('is refused where the path comes back to the workspace by one of the machine', async () => {
    await symlink(workspace, join(root, 'temp/back'));
    await symlink('../outside', join(workspace, 'link'));
    const writing = writeOutput(workspace, join(root, 'temp/back/link/secret'), 'text');
    await expect(writing).rejects.toMatchObject({ code: 'input-invalid', message: 'link is a symbolic link.' });
    expect(await standing()).toMatchObject({ 'outside/secret': 'kept' });
  });

  test('is refused in the place of a file outside, too', async () => {
    await symlink('../outside/secret', join(root, 'temp/plan.json'));
    const writing = writeOutput(workspace, '../temp/plan.json', 'text');
    await expect(writing).rejects.toMatchObject({ message: `${join(root, 'temp/plan.json')} is a symbolic link.` });
    expect(await standing()).toMatchObject({ 'outside/secret': 'kept' });
  });

  test('that comes while the file is written is replaced, and not followed', async () => {
    const path = join(workspace, 'plan.json');
    const drafted = await draft({ workspace, path, refuse: (link) => new Error(link) }, Buffer.from('text'));
    await symlink('../outside/secret', path);
    await settle(drafted);
    expect(await standing()).toEqual({ 'outside/secret': 'kept', 'workspace/plan.json': 'text' });
  });
});

test('a folder in the place of the file stays, and no part of the file beside it', async () => {
  await expect(writeOutput(workspace, 'inside', 'text')).rejects.toThrow(/inside is there, and is no file$/);
  expect(await standing()).toEqual({ 'outside/secret': 'kept' });
});
