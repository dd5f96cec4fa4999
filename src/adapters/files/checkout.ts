/** Files of a checkout on the disk. */
import { lstat, open, readdir, readFile as readFileText, realpath } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import pMap from 'p-map';
import { largestFile, linkRefused, type SourceFile } from '../../core/document.ts';
import { isHidden } from '../../core/openapi-paths.ts';
import { compareText } from '../../core/problem.ts';
import { mayBeMeant } from '../../core/usual-paths.ts';
import type { Patterns } from './patterns.ts';

/**
 * Reads the files that patterns mean from the checkout, sorted by path; none where nothing matches. They mean what they
 * mean in a commit: one matcher decides for both, because a file that only one side sees looks like a removal.
 * Symbolic links are refused: a pull request could point one at a file with secrets and have its text shown.
 * @throws ActionError manifest-invalid for a path that is or passes through a link.
 */
export async function readCheckout(root: string, { bases, matches }: Patterns): Promise<SourceFile[]> {
  const workspace = await realpath(root);
  const listed = await Promise.all(bases.map((base) => listBelow(workspace, base)));
  const paths = [...new Set(listed.flat())].filter(matches);
  return await pMap(paths.sort(compareText), (path) => readFile(workspace, path), { concurrency });
}

/** A process may have about a thousand files open. */
const concurrency = 100;

/**
 * Reads one file of the checkout; undefined where there is none.
 * @throws ActionError manifest-invalid for a path that is or passes through a link.
 */
export async function readOne(root: string, path: string): Promise<SourceFile | undefined> {
  const workspace = await realpath(root);
  const stat = await lstat(join(workspace, path)).catch(noneThere);
  return stat?.isFile() || stat?.isSymbolicLink() ? await readFile(workspace, path) : undefined;
}

/**
 * Paths of the files and links at or below a folder, '' for the root; without those that git or a package manager keeps
 * in `.git` and `node_modules`, at any depth. Links are not followed.
 * @throws ActionError manifest-invalid where the folder is or is behind a link.
 */
export async function listFolder(root: string, folder: string): Promise<string[]> {
  const workspace = await realpath(root);
  const stat = await lstat(join(workspace, folder)).catch(noneThere);
  if (!stat) return [];
  await refuseLink(join(workspace, folder), folder);
  if (stat.isFile()) return [folder];
  return stat.isDirectory() ? await walk(workspace, folder) : [];
}

async function walk(workspace: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(workspace, folder), { withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter(({ name }) => !isHidden(name))) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) found.push(...(await walk(workspace, path)));
    else if (entry.isFile() || entry.isSymbolicLink()) found.push(path);
  }
  return found;
}

/** Paths of the root and of `.github` that may be meant for the usual ones, links too. */
export async function listUsual(root: string): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() && entry.name.toLowerCase() === '.github');
  const inside = await Promise.all(
    folders.map(async ({ name }) =>
      (await readdir(join(root, name), { withFileTypes: true })).map((entry) => ({
        entry,
        path: `${name}/${entry.name}`,
      })),
    ),
  );
  const all = [...entries.map((entry) => ({ entry, path: entry.name })), ...inside.flat()];
  return all.filter(({ entry, path }) => !entry.isDirectory() && mayBeMeant(path)).map(({ path }) => path);
}

/**
 * The commit that is checked out; undefined where there is no telling. A runner that keeps its folder between jobs
 * may hold another commit than the one a run is for.
 */
export async function checkedOut(root: string): Promise<string | undefined> {
  const head = await readText(join(root, '.git', 'HEAD'));
  const ref = /^ref: (refs\/[\w./-]+)$/.exec(head)?.[1];
  const commit = ref === undefined ? head : await readText(join(root, '.git', ref));
  return /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(commit) ? commit : undefined;
}

async function readText(path: string): Promise<string> {
  const text = await readFileText(path, 'utf8').catch(noneThere);
  return text?.trim() ?? '';
}

/** Files and links at or below a path; none where it does not exist. */
async function listBelow(workspace: string, base: string): Promise<string[]> {
  const absolute = resolve(workspace, base);
  const stat = await lstat(absolute).catch(noneThere);
  if (!stat) return [];
  await refuseLink(absolute, base);
  if (stat.isFile()) return [base];
  if (!stat.isDirectory()) return []; // a pipe would be waited for
  const entries = await readdir(absolute, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => relative(workspace, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

/** What a system says of a path that no file can have: too long, around in a circle, or with a NUL (Node.js). */
const impossible = ['ENAMETOOLONG', 'ELOOP', 'ERR_INVALID_ARG_VALUE'];

function noneThere(thrown: NodeJS.ErrnoException): undefined {
  if (!['ENOENT', 'ENOTDIR', ...impossible].includes(thrown.code ?? '')) throw thrown;
}

async function readFile(workspace: string, path: string): Promise<SourceFile> {
  const absolute = join(workspace, path);
  await refuseLink(absolute, path);
  await using file = await open(absolute);
  const { size } = await file.stat();
  return { path, size, bytes: size > largestFile ? new Uint8Array() : await file.readFile() };
}

/** A link to nothing or to itself has no real path at all. */
async function refuseLink(absolute: string, path: string): Promise<void> {
  const real = await realpath(absolute).catch(() => undefined);
  if (real !== absolute) throw linkRefused(path);
}
