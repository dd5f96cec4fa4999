/**
 * Files that are written whole or not at all, and through no link of the workspace: whoever may propose a change may
 * commit a link, and the file would go to where that leads.
 */
import { randomUUID } from 'node:crypto';
import { lstat, mkdir, open, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, parse, relative, resolve, sep } from 'node:path';
import { ActionError } from '../../core/errors.ts';

export interface Place {
  /** The folder that a change can commit links to. Those outside of it are the machine's own, and followed. */
  readonly workspace: string;
  /** Absolute, of the file. */
  readonly path: string;
  /** What to throw for a link, by its absolute path. */
  readonly refuse: (link: string) => Error;
}

/** A file under another name beside its own. */
export interface Draft {
  readonly temporary: string;
  readonly path: string;
}

/**
 * Writes an output of a run; relative paths are relative to the workspace. Gives the absolute path.
 * @throws ActionError input-invalid for a link; whatever the system says of a path that can't be written
 */
export async function writeOutput(workspace: string, path: string, content: string): Promise<string> {
  const absolute = resolve(workspace, path);
  const drafted = await draft({ workspace, path: absolute, refuse: linkedOutput(workspace) }, Buffer.from(content));
  await settle(drafted);
  return absolute;
}

function linkedOutput(workspace: string): Place['refuse'] {
  return (link) => {
    const within = relative(workspace, link);
    const hint = 'Remove the link, or give another path: a change could commit one that leads anywhere.';
    return new ActionError('input-invalid', `${leaves(within) ? link : within} is a symbolic link.`, hint);
  };
}

/**
 * Writes the file beside its own place, into folders that are made where they lack, with the rights of the one that is
 * there. So a reader sees the old file or the new one, and never a part.
 * @throws what `refuse` makes of a link; Error where something else than a file is there
 */
export async function draft(place: Place, bytes: Uint8Array): Promise<Draft> {
  const folder = await makeFolder(place);
  const path = join(folder, basename(place.path));
  const mode = await modeOf(path, place);
  const temporary = join(folder, `.${randomUUID()}.tmp`);
  try {
    await using file = await open(temporary, 'wx', mode); // which follows no link and finds no file
    if ((await realpath(temporary)) !== temporary) throw place.refuse(folder); // that it became meanwhile
    await file.writeFile(bytes);
  } catch (thrown) {
    await rm(temporary, { force: true }); // a full disk leaves the part that it could take
    throw thrown;
  }
  return { temporary, path };
}

/** Puts the draft in the place of the file; a link that came there meanwhile is replaced and not followed. */
export async function settle({ temporary, path }: Draft): Promise<void> {
  try {
    await rename(temporary, path);
  } catch (thrown) {
    await rm(temporary, { force: true });
    throw thrown;
  }
}

/** Step by step from the root, so that nothing is made behind a link. Gives the real path. */
async function makeFolder({ workspace, path, refuse }: Place): Promise<string> {
  const own = await realpath(workspace);
  const { root } = parse(path);
  let folder = root;
  for (const name of relative(root, dirname(path)).split(sep).filter(Boolean)) {
    const next = join(folder, name);
    const known = await lstat(next).catch(unlessAbsent);
    if (known?.isSymbolicLink() && !leaves(relative(own, folder))) throw refuse(next);
    if (!known) await mkdir(next);
    folder = known?.isSymbolicLink() ? await realpath(next) : next;
  }
  return folder;
}

/** Whether a path leads out of the folder that it is relative to. */
export function leaves(path: string): boolean {
  return path === '..' || path.startsWith(`..${sep}`);
}

/** What a new file has is for the process's mask to leave. Refuses what a rename can't or must not replace. */
async function modeOf(path: string, { refuse }: Place): Promise<number> {
  const known = await lstat(path).catch(unlessAbsent);
  if (known === undefined) return 0o666;
  if (known.isSymbolicLink()) throw refuse(path);
  if (!known.isFile()) throw new Error(`${path} is there, and is no file`);
  return known.mode & 0o777;
}

function unlessAbsent(thrown: NodeJS.ErrnoException): undefined {
  if (thrown.code !== 'ENOENT') throw thrown;
}
