/** A file that was asked for by path, never through a link. */
import { constants } from 'node:fs';
import { mkdir, open, realpath } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { linkRefused } from '../../core/document.ts';

/**
 * Writes a file, as somebody asked by path, and never through a link: a repository could have put one there. Folders are
 * made; those of the machine above the current one are its own business.
 * @returns the absolute path.
 * @throws ActionError manifest-invalid for a link
 */
export async function writeOutput(folder: string, path: string, content: string): Promise<string> {
  const root = await realpath(folder);
  const absolute = resolve(root, path);
  const below = relative(root, absolute);
  if (!below.startsWith('..')) await refuseLinks(root, below);
  await mkdir(dirname(absolute), { recursive: true });
  await using file = await open(absolute, flags, 0o666).catch((thrown: NodeJS.ErrnoException) => {
    throw thrown.code === 'ELOOP' ? linkRefused(path) : thrown;
  });
  await file.writeFile(content);
  return absolute;
}

/** Windows has no such flag, and links there are for administrators. */
const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | (constants.O_NOFOLLOW ?? 0);

async function refuseLinks(root: string, path: string): Promise<void> {
  const parts = path.split(/[/\\]/);
  for (const [index] of parts.entries()) {
    const absolute = resolve(root, ...parts.slice(0, index + 1));
    const real = await realpath(absolute).catch(noneThere);
    if (real === undefined) return;
    if (real !== absolute) throw linkRefused(parts.slice(0, index + 1).join('/'));
  }
}

function noneThere(thrown: NodeJS.ErrnoException): undefined {
  if (thrown.code !== 'ENOENT' && thrown.code !== 'ENOTDIR') throw thrown;
}
