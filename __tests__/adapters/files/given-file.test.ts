import { mkdir, mkdtemp, realpath, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readGiven } from '../../../src/adapters/files/given-file.ts';

const place = { workspace: '', outside: '' };

beforeAll(async () => {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'given-')));
  place.workspace = join(root, 'workspace');
  place.outside = join(root, 'outside');
  await mkdir(join(place.workspace, 'audits'), { recursive: true });
  await mkdir(place.outside);
  await writeFile(join(place.workspace, 'audits', 'old.json'), 'old');
  await writeFile(join(place.outside, 'secret.json'), 'secret');
  await symlink(join(place.outside, 'secret.json'), join(place.workspace, 'link.json'));
  await symlink(place.outside, join(place.workspace, 'folder'));
  await symlink(place.outside, join(root, 'machine'));
  await symlink(join(root, 'nowhere'), join(root, 'dead'));
});

afterAll(async () => await rm(join(place.workspace, '..'), { recursive: true }));

const read = (path: string) => readGiven(place.workspace, 'audit-baseline', path);

test('a file is read, relative to the workspace or by its absolute path', async () => {
  expect(await read('audits/old.json')).toBe('old');
  expect(await read('./audits/../audits/old.json')).toBe('old');
  expect(await read(join(place.outside, 'secret.json'))).toBe('secret');
});

test('a link of the machine outside of the workspace is followed', async () => {
  expect(await read('../machine/secret.json')).toBe('secret');
});

test.each([
  ['no file', 'audits/other.json'],
  ['no folder', 'none/old.json'],
  ['a folder', 'audits'],
  ['below a file', 'audits/old.json/x'],
  ['behind a link to nothing', '../dead/old.json'],
  ['what no file can be called', 'a\0b'],
])('there is nothing to read where there is %s', async (_, path) => {
  expect(await read(path)).toBeUndefined();
});

test.each([
  ['link.json', 'link.json'],
  ['folder/secret.json', 'folder'],
  ['folder/none.json', 'folder'],
])('a link of the workspace is refused: %s', async (path, link) => {
  await expect(read(path)).rejects.toMatchObject({
    code: 'input-invalid',
    message: `Input \`audit-baseline\`: ${link} is a symbolic link.`,
    hint: 'Give the file that it leads to.',
  });
});

test('a file beyond all measure is refused', async () => {
  const large = join(place.outside, 'large.json');
  await writeFile(large, '');
  await truncate(large, 256 * 1024 * 1024 + 1);
  await expect(read(large)).rejects.toMatchObject({
    code: 'input-invalid',
    message: `Input \`audit-baseline\`: ${large} has over 256 MiB.`,
  });
});
