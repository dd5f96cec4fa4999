/** Files of a commit as git's object store has them: bytes, which no filter has touched. */
import { largestFile, linkRefused, type SourceFile } from '../../core/document.ts';
import { ActionError } from '../../core/errors.ts';
import { isHidden } from '../../core/openapi-paths.ts';
import { compareText } from '../../core/problem.ts';
import { shortCommit } from '../../core/report.ts';
import type { FileSource } from '../../ports/files.ts';
import type { GitFolder } from './base.ts';

/** Which files of a commit to read. */
export interface WantedFiles {
  matches(path: string): boolean;
  /** The files or folders that they are at or below; '' is the root. */
  readonly bases: readonly string[];
}

interface Entry {
  readonly mode: string;
  readonly id: string;
  /** From the folder. */
  readonly path: string;
}

/** A commit, and in it what lies at and below a folder; paths are from there. */
export class GitCommit implements Pick<FileSource, 'list' | 'read'> {
  private readonly folder: GitFolder;
  private readonly commit: string;

  constructor(folder: GitFolder, commit: string) {
    this.folder = folder;
    this.commit = commit;
  }

  /** Regular files, sorted by path. A link is none: what it was before is not known. @throws ActionError manifest-invalid */
  async files({ matches, bases }: WantedFiles): Promise<SourceFile[]> {
    const entries = await this.entries(['-r'], bases.includes('') ? [] : bases);
    const meant = entries.filter((entry) => isRegular(entry) && matches(entry.path));
    return (await this.contents(meant)).sort((a, b) => compareText(a.path, b.path));
  }

  /** @throws ActionError manifest-invalid */
  async list(folder: string): Promise<string[]> {
    const entries = await this.entries(['-r'], folder === '' ? [] : [folder]);
    return entries.map(({ path }) => path).filter((path) => !isHidden(path));
  }

  /** @throws ActionError manifest-invalid, also for a path that is or passes through a link */
  async read(path: string): Promise<SourceFile | undefined> {
    const parts = path.split('/');
    const entries = await this.entries(
      [],
      parts.map((_, index) => parts.slice(0, index + 1).join('/')),
    );
    const link = entries.find(({ mode }) => mode === symbolicLink);
    if (link) throw linkRefused(link.path);
    const [file] = await this.contents(entries.filter((entry) => isRegular(entry) && entry.path === path));
    return file;
  }

  private async entries(how: readonly string[], paths: readonly string[]): Promise<Entry[]> {
    const tree = await this.tree();
    if (tree === undefined) return [];
    const listed = await this.ask('ls-tree', [...how, '-z', '--full-tree', tree, '--', ...paths]);
    return listed.toString().split('\0').flatMap(readEntry);
  }

  /** Undefined where the commit does not have the folder. */
  private async tree(): Promise<string | undefined> {
    const { git, prefix } = this.folder;
    if (prefix === '') return this.commit;
    const name = `${this.commit}:${prefix.slice(0, -1)}`;
    const { code, stdout } = await git.ask('rev-parse', ['--verify', '--quiet', '--end-of-options', name]);
    return code === 0 ? stdout.toString().trim() : undefined;
  }

  /** Sizes first: what is too large is not read. */
  private async contents(entries: readonly Entry[]): Promise<SourceFile[]> {
    if (entries.length === 0) return [];
    const sizes = await this.ask('cat-file', ['--batch-check=%(objectsize)'], idLines(entries));
    const sized = sizes.toString().trimEnd().split('\n').map(Number);
    const known = entries.map((entry, index) => ({ ...entry, size: sized[index] ?? Number.NaN }));
    if (known.some(({ size }) => !Number.isSafeInteger(size))) throw this.unreadable();
    const small = known.filter(({ size }) => size <= largestFile);
    const contents = small.length === 0 ? Buffer.alloc(0) : await this.ask('cat-file', ['--batch'], idLines(small));
    const bytes = new Map(cutUp(contents, small));
    return known.map(({ path, size }) => ({ path, size, bytes: bytes.get(path) ?? new Uint8Array() }));
  }

  private async ask(command: 'ls-tree' | 'cat-file', args: readonly string[], input = ''): Promise<Buffer> {
    const { code, stdout } = await this.folder.git.ask(command, args, input);
    if (code !== 0) throw this.unreadable();
    return stdout;
  }

  private unreadable(): ActionError {
    const commit = shortCommit(this.commit);
    const hint = `It may be a partial clone: \`git archive ${commit} >/dev/null\` fetches what it lacks.`;
    return new ActionError('manifest-invalid', `git lacks files of ${commit}.`, hint);
  }
}

/** Source: git's documentation, the modes of a tree. */
const symbolicLink = '120000';

function isRegular({ mode }: Entry): boolean {
  return mode === '100644' || mode === '100755';
}

/** `<mode> SP <type> SP <object> TAB <path>`. Source: git's documentation, ls-tree, output format. */
function readEntry(line: string): Entry[] {
  const [, mode = '', id = '', path] = /^(\d+) \w+ ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
  return path === undefined ? [] : [{ mode, id, path }];
}

function idLines(entries: readonly Entry[]): string {
  return entries.map(({ id }) => `${id}\n`).join('');
}

/** A header of one line, the content, and a line break, each. Source: git's documentation, cat-file, batch output. */
function* cutUp(contents: Buffer, files: readonly (Entry & { readonly size: number })[]): Generator<[string, Buffer]> {
  let at = 0;
  for (const { path, size } of files) {
    const start = contents.indexOf('\n', at) + 1;
    yield [path, contents.subarray(start, start + size)];
    at = start + size + 1;
  }
}
