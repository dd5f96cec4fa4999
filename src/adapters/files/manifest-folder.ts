/** The folder that an import reads and writes, and nothing outside of it. */
import { existsSync } from 'node:fs';
import { lstat, readdir, realpath, rm } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { linkRefused } from '../../core/document.ts';
import { ActionError } from '../../core/errors.ts';
import { targetsOf } from '../../core/new-files.ts';
import { listSome } from '../../core/spelling.ts';
import { usualManifest } from '../../core/usual-paths.ts';
import type { FolderContent, ManifestFolder, NewText } from '../../ports/files.ts';
import { listUsual, readCheckout, readOne } from './checkout.ts';
import { divide, insteadOfManifest, type Patterns, readPatterns } from './patterns.ts';
import { type Draft, draft, settle } from './whole-file.ts';

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
  private readonly patterns: Patterns;

  private constructor(options: FolderOptions, patterns: Patterns) {
    this.options = options;
    this.patterns = patterns;
  }

  static async open(options: FolderOptions): Promise<WorkspaceFolder> {
    return new WorkspaceFolder(options, await readPatterns(options.patterns));
  }

  async read(): Promise<FolderContent> {
    const { workspace, patterns, policy } = this.options;
    const manifest = (await readCheckout(workspace, this.patterns)).filter(({ path }) => path !== policy);
    const own = policy === undefined ? undefined : await readOne(workspace, policy);
    const paths = await listUsual(workspace);
    const instead = manifest.length === 0 ? insteadOfManifest(patterns, paths) : undefined;
    if (instead !== undefined) throw misnamed(instead);
    const names = await Promise.all(targetsOf(patterns).map((target) => namesBeside(workspace, target)));
    const taken = new Set([...names.flat(), ...(policy === undefined ? [] : [policy])]);
    const files = divide({ files: own ? [...manifest, own] : manifest, paths }, this.patterns, policy);
    return { files, taken, isCheckout: existsSync(join(workspace, '.git')) };
  }

  matches(path: string): boolean {
    return path !== this.options.policy && this.patterns.matches(path);
  }

  unmatched(paths: readonly string[]): string[] {
    return this.patterns.unmatched(paths);
  }

  async write(files: readonly NewText[]): Promise<string[]> {
    const workspace = await realpath(this.options.workspace);
    const drafts: Draft[] = [];
    const written: string[] = [];
    try {
      for (const file of files) drafts.push(await draftFile(workspace, file));
      for (const one of drafts) {
        await settle(one);
        written.push(one.path);
      }
    } catch (thrown) {
      await Promise.all(drafts.map(({ temporary }) => rm(temporary, { force: true })));
      throw unwritable(thrown, written);
    }
    return written;
  }
}

/** A second manifest beside it would be read, and the first one not. */
function misnamed(path: string): ActionError {
  const message = `There is no manifest at \`${usualManifest}\`, but \`${path}\` is there.`;
  return new ActionError('manifest-missing', message, 'Rename it, or set the input `manifest` to it.');
}

async function namesBeside(workspace: string, target: string): Promise<string[]> {
  const folder = target.slice(0, target.lastIndexOf('/') + 1);
  const names = await readdir(join(workspace, folder)).catch(() => []);
  return names.map((name) => `${folder}${name}`);
}

async function draftFile(workspace: string, { path, bytes, isFirst }: NewText): Promise<Draft> {
  const refuse = (link: string) => linkRefused(relative(workspace, link).split(sep).join('/'));
  const absolute = join(workspace, path);
  if (isFirst) await requireFree(absolute, path);
  return await draft({ workspace, path: absolute, refuse }, bytes);
}

/** Somebody may have made the file since the folder was read. */
async function requireFree(absolute: string, path: string): Promise<void> {
  const known = await lstat(absolute).catch(unlessAbsent);
  if (known) throw new Error(`${path} is there already`);
}

function unlessAbsent(thrown: NodeJS.ErrnoException): undefined {
  if (thrown.code !== 'ENOENT') throw thrown;
}

function unwritable(thrown: unknown, written: readonly string[]): ActionError {
  if (thrown instanceof ActionError) return thrown;
  const why = thrown instanceof Error ? thrown.message : String(thrown);
  const done = written.length === 0 ? '' : ` Written before: ${listSome(written)}.`;
  const message = `Inputs \`manifest\` and \`policy\`: a file can't be written: ${why}.${done}`;
  return new ActionError('input-invalid', message, 'Give a path that can be written.', { cause: thrown });
}
