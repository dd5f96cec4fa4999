/** The folder that an import reads and writes, and nothing outside of it. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { lstat, mkdir, readdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { linkRefused } from '../../core/document.ts';
import { ActionError } from '../../core/errors.ts';
import { targetsOf } from '../../core/new-files.ts';
import { listSome } from '../../core/spelling.ts';
import type { FolderContent, ManifestFolder, NewText } from '../../ports.ts';
import { readCheckout, readOne } from './checkout.ts';
import { matcher, unmatched } from './patterns.ts';

export interface FolderOptions {
  /** The folder that nothing is written outside of. */
  readonly workspace: string;
  readonly patterns: readonly string[];
  /** The policy's path; undefined where another repository keeps it. */
  readonly policy: string | undefined;
}

/** The manifest's files on the disk. Links are refused, wherever they lead, as a reader of the manifest would. */
export class WorkspaceFolder implements ManifestFolder {
  private readonly options: FolderOptions;
  private readonly inManifest: (path: string) => boolean;

  constructor(options: FolderOptions) {
    this.options = options;
    this.inManifest = matcher(options.patterns);
  }

  async read(): Promise<FolderContent> {
    const { workspace, patterns, policy } = this.options;
    const manifest = (await readCheckout(workspace, patterns)).filter(({ path }) => path !== policy);
    const own = policy === undefined ? undefined : await readOne(workspace, policy);
    const names = await Promise.all(targetsOf(patterns).map((target) => namesBeside(workspace, target)));
    const taken = new Set([...names.flat(), ...(policy === undefined ? [] : [policy])]);
    return { files: { manifest, policy: own }, taken, isCheckout: existsSync(join(workspace, '.git')) };
  }

  matches(path: string): boolean {
    return path !== this.options.policy && this.inManifest(path);
  }

  unmatched(paths: readonly string[]): string[] {
    return unmatched(this.options.patterns, paths);
  }

  async write(files: readonly NewText[]): Promise<string[]> {
    const workspace = await realpath(this.options.workspace);
    const drafts: Draft[] = [];
    const written: string[] = [];
    try {
      for (const file of files) drafts.push(await draft(workspace, file));
      for (const { temporary, path } of drafts) {
        await rename(temporary, path);
        written.push(path);
      }
    } catch (thrown) {
      await Promise.all(drafts.map(({ temporary }) => rm(temporary, { force: true })));
      throw unwritable(thrown, written);
    }
    return written;
  }
}

async function namesBeside(workspace: string, target: string): Promise<string[]> {
  const folder = target.slice(0, target.lastIndexOf('/') + 1);
  const names = await readdir(join(workspace, folder)).catch(() => []);
  return names.map((name) => `${folder}${name}`);
}

interface Draft {
  readonly temporary: string;
  /** Absolute. */
  readonly path: string;
}

/** The file under another name beside its own, so that a reader sees the old one or the new one, and never a part. */
async function draft(workspace: string, { path, bytes, isFirst }: NewText): Promise<Draft> {
  const absolute = join(workspace, path);
  const folder = dirname(absolute);
  await refuseLinks(workspace, dirname(path));
  const mode = isFirst ? await requireFree(absolute, path) : await modeOf(absolute, path);
  await mkdir(folder, { recursive: true });
  if ((await realpath(folder)) !== folder) throw linkRefused(dirname(path));
  const temporary = join(folder, `.${randomUUID()}.tmp`);
  try {
    await writeFile(temporary, bytes, { flag: 'wx', mode });
  } catch (thrown) {
    await rm(temporary, { force: true }); // a full disk leaves the part that it could take
    throw thrown;
  }
  return { temporary, path: absolute };
}

/** Before a folder is made: below a link it would be made elsewhere. */
async function refuseLinks(workspace: string, folder: string): Promise<void> {
  const parts = folder.split('/').filter((part) => part !== '.');
  for (const [index] of parts.entries()) {
    const path = parts.slice(0, index + 1).join('/');
    const real = await realpath(join(workspace, path)).catch(unlessLink);
    if (real === undefined) return;
    if (real !== join(workspace, path)) throw linkRefused(path);
  }
}

function unlessLink(thrown: NodeJS.ErrnoException): undefined {
  if (thrown.code !== 'ENOENT') throw thrown;
}

/**
 * The file's rights; a new one has what the process's mask leaves of them. Refuses what a rename can't or must not
 * replace, of every file before the first is renamed.
 */
async function modeOf(absolute: string, path: string): Promise<number> {
  const known = await lstat(absolute).catch(unlessLink);
  if (known === undefined) return freeMode;
  if (known.isSymbolicLink()) throw linkRefused(path);
  if (!known.isFile()) throw new Error(`${path} is there, and is no file`);
  return known.mode & 0o777;
}

const freeMode = 0o666;

/** Somebody may have made the file since the folder was read. */
async function requireFree(absolute: string, path: string): Promise<number> {
  if ((await lstat(absolute).catch(unlessLink)) === undefined) return freeMode;
  throw new Error(`${path} is there already`);
}

function unwritable(thrown: unknown, written: readonly string[]): ActionError {
  if (thrown instanceof ActionError) return thrown;
  const why = thrown instanceof Error ? thrown.message : String(thrown);
  const done = written.length === 0 ? '' : ` Written before: ${listSome(written)}.`;
  const message = `Inputs \`manifest\` and \`policy\`: a file can't be written: ${why}.${done}`;
  return new ActionError('input-invalid', message, 'Give a path that can be written.', { cause: thrown });
}
