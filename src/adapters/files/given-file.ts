/** A file that an input names, read through no link of the workspace: a change could commit one that leads anywhere. */
import { lstat, open, realpath } from 'node:fs/promises';
import { join, parse, relative, resolve, sep } from 'node:path';
import { ActionError } from '../../core/errors.ts';
import type { InputName } from '../../inputs/inputs.ts';
import { leaves } from './whole-file.ts';

/** In bytes: far more than the audit of a large tenant has. */
const largest = 256 * 1024 * 1024;

/**
 * The text of the file; undefined where there is none.
 * @param path relative to the workspace, or absolute.
 * @throws ActionError input-invalid for a link within the workspace, and for what is too large
 */
export async function readGiven(workspace: string, input: InputName, path: string): Promise<string | undefined> {
  const found = await follow(await realpath(workspace), resolve(workspace, path));
  if (found?.kind === 'link')
    throw invalid(input, `${found.path} is a symbolic link`, 'Give the file that it leads to.');
  if (found?.kind !== 'file') return undefined;
  await using file = await open(found.path);
  const { size } = await file.stat();
  if (size > largest) throw invalid(input, `${path} has over ${largest / 1024 ** 2} MiB`, 'Give another file.');
  return await file.readFile('utf8');
}

interface Found {
  readonly kind: 'file' | 'link' | 'other';
  /** Of a link within the workspace its path in there; else the real path. */
  readonly path: string;
}

/** Step by step from the root. Links outside of the workspace are the machine's own, and followed. */
async function follow(workspace: string, path: string): Promise<Found | undefined> {
  const { root } = parse(path);
  let found: Found = { kind: 'other', path: root };
  for (const name of relative(root, path).split(sep).filter(Boolean)) {
    const next = join(found.path, name);
    const known = await lstat(next).catch(unlessAbsent);
    if (!known) return undefined;
    const within = relative(workspace, next);
    if (known.isSymbolicLink() && !leaves(within)) return { kind: 'link', path: within };
    const real = known.isSymbolicLink() ? await realpath(next).catch(unlessAbsent) : next;
    if (real === undefined) return undefined;
    found = { kind: (await lstat(real)).isFile() ? 'file' : 'other', path: real };
  }
  return found;
}

/** A system also says so of a path that no file can have. */
function unlessAbsent(thrown: NodeJS.ErrnoException): undefined {
  if (!['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE'].includes(thrown.code ?? '')) throw thrown;
}

function invalid(input: InputName, why: string, hint: string): ActionError {
  return new ActionError('input-invalid', `Input \`${input}\`: ${why}.`, hint);
}
