/** The files of manifest and policy, from checkout or GitHub. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { allFiles, type FileSet, type SourceFile } from '../../core/document.ts';
import { ActionError } from '../../core/errors.ts';
import { once } from '../../core/once.ts';
import { shortCommit } from '../../core/report.ts';
import { listWords } from '../../core/spelling.ts';
import { mayBeMeant } from '../../core/usual-paths.ts';
import type { FileSource } from '../../ports/files.ts';
import { checkedOut, listFolder, listUsual, readCheckout, readOne } from './checkout.ts';
import { keepHeapShort } from './heap.ts';
import { divide, type Found, insteadOfManifest, readPatterns } from './patterns.ts';

/** Reads the files of manifest and policy as a commit has them; undefined where the commit can't be found. */
export type ReadCommit = (commit: string, how: HowToRead) => Promise<SourceFile[] | undefined>;

interface HowToRead {
  readonly known: readonly SourceFile[];
  readonly links: 'refuse' | 'skip';
  /** Is told the path of each file that is passed, be it meant or not. */
  readonly pass: (path: string) => void;
}

export interface SourceOptions {
  readonly patterns: readonly string[];
  /** The policy's path; undefined where another repository keeps it. */
  readonly policy: string | undefined;
  /** The folder of the checkout; undefined where the disk must not be read. */
  readonly workspace: string | undefined;
  /** The commit this run is for; '' where the folder counts as it lies there, whatever is checked out. */
  readonly commit: string;
  readonly readCommit: ReadCommit;
  /** The same for the files of another manifest. */
  readonly readOther: FileSource['other'];
  /** Opens the other files of a commit. */
  readonly openCommit: (commit: string) => Promise<Pick<FileSource, 'list' | 'read'>>;
  readonly centralPolicy: FileSource['centralPolicy'];
}

/** In bytes, of all files that a run reads, whatever for: about five thousand permissions. */
const large = 256 * 1024;

/** Manifest and policy: from the checkout where there is one, else from GitHub, so that no checkout is needed. */
export class RepositoryFiles implements FileSource {
  readonly centralPolicy: FileSource['centralPolicy'];
  private readonly options: SourceOptions;
  private readonly patterns = once(() => readPatterns(this.options.patterns));
  /** What GitHub gave for a commit, or is about to. */
  private readonly fetched = new Map<string, Promise<Found | undefined>>();
  /** The folder that `current` read from; undefined where that was GitHub. */
  private checkout: string | undefined;
  /** Of all that was read so far. */
  private bytes = 0;
  private readonly opened = new Map<string, ReturnType<SourceOptions['openCommit']>>();

  constructor(options: SourceOptions) {
    this.options = options;
    this.centralPolicy = options.centralPolicy;
  }

  async current(absent: 'refused' | 'accepted' = 'refused'): Promise<FileSet> {
    const found = await this.find();
    const patterns = await this.patterns();
    const files = divide(found, patterns, this.options.policy);
    const paths = files.manifest.map(({ path }) => path);
    const lacking = patterns.unmatched(paths);
    if (lacking.length === 0 && paths.length > 0) return files;
    const instead = insteadOfManifest(this.options.patterns, found.paths);
    if (absent === 'accepted' && paths.length === 0 && instead === undefined) return files;
    throw missing(lacking.length > 0 ? lacking : this.options.patterns, { all: this.options.patterns, instead });
  }

  async at(commit: string, known: FileSet): Promise<FileSet | undefined> {
    const found = await this.fetch(commit, { known: allFiles(known), links: 'skip' });
    return found && divide(found, await this.patterns(), this.options.policy);
  }

  async list(folder: string, commit?: string): Promise<readonly string[]> {
    if (commit === undefined && this.checkout !== undefined) return await listFolder(this.checkout, folder);
    return await (await this.open(commit)).list(folder);
  }

  async other(...of: Parameters<FileSource['other']>): ReturnType<FileSource['other']> {
    const files = await this.options.readOther(...of);
    await this.weigh(files ?? []);
    return files;
  }

  async read(path: string, commit?: string): ReturnType<FileSource['read']> {
    const folder = commit === undefined ? this.checkout : undefined;
    const file = folder === undefined ? await (await this.open(commit)).read(path) : await readOne(folder, path);
    if (typeof file === 'object') await this.weigh([file]);
    return file;
  }

  private open(commit = this.options.commit) {
    const opened = this.opened.get(commit) ?? this.options.openCommit(commit);
    this.opened.set(commit, opened);
    return opened;
  }

  /** A small manifest may have a large one before it, and name large OpenAPI files. */
  private async weigh(files: readonly SourceFile[]): Promise<void> {
    this.bytes += files.reduce((sum, file) => sum + file.size, 0);
    if (this.bytes > large) await keepHeapShort();
  }

  private async find(): Promise<Found> {
    const { workspace, policy } = this.options;
    if (workspace === undefined || !(await this.isOurs(workspace))) return await this.fetchOwn();
    const files = await this.readManifest(workspace);
    const holdsManifest = files.some(({ path }) => path !== policy);
    if (!holdsManifest && this.options.commit !== '' && !existsSync(join(workspace, '.git')))
      return await this.fetchOwn();
    this.checkout = workspace;
    await this.weigh(files);
    return { files, paths: await listUsual(workspace) };
  }

  /** Whether the folder may hold the commit of this run: one that tells another commit is left over from another job. */
  private async isOurs(workspace: string): Promise<boolean> {
    if (!existsSync(workspace)) return false;
    if (this.options.commit === '') return true;
    const head = await checkedOut(workspace);
    return head === undefined || head === this.options.commit;
  }

  private async readManifest(workspace: string): Promise<SourceFile[]> {
    const { policy } = this.options;
    const manifest = (await readCheckout(workspace, await this.patterns())).filter(({ path }) => path !== policy);
    const own = policy === undefined ? undefined : await readOne(workspace, policy);
    return own ? [...manifest, own] : manifest;
  }

  private async fetchOwn(): Promise<Found> {
    const { commit } = this.options;
    const found = await this.fetch(commit, { known: [], links: 'refuse' });
    if (found) return found;
    const message = `GitHub does not show the commit ${shortCommit(commit)}.`;
    throw new ActionError('github-unavailable', message, 'Give the job `permissions: contents: read`.');
  }

  private fetch(commit: string, how: Omit<HowToRead, 'pass'>): Promise<Found | undefined> {
    const asked = this.fetched.get(commit) ?? this.ask(commit, how);
    this.fetched.set(commit, asked);
    return asked;
  }

  private async ask(commit: string, how: Omit<HowToRead, 'pass'>): Promise<Found | undefined> {
    const paths: string[] = [];
    const pass = (path: string) => {
      if (mayBeMeant(path)) paths.push(path);
    };
    const files = await this.options.readCommit(commit, { ...how, pass });
    await this.weigh(files ?? []);
    return files && { files, paths };
  }
}

interface Lines {
  /** Of the input. */
  readonly all: readonly string[];
  /** A file that is surely meant. */
  readonly instead: string | undefined;
}

function missing(wanted: readonly string[], { all, instead }: Lines): ActionError {
  const message = `${wanted.some(isGlob) ? 'No file matches' : 'There is no file at'} ${listWords(wanted)}`;
  if (instead === undefined) return new ActionError('manifest-missing', `${message}.`, hintFor(wanted, all));
  const rename = 'Rename it, or set the input `manifest` to it.';
  return new ActionError('manifest-missing', `${message}, but \`${instead}\` is there.`, rename);
}

function isGlob(line: string): boolean {
  return /[*?[\]{}()!]/.test(line);
}

/** How lines are written by mistake, and what to write. */
const slips: readonly (readonly [RegExp, string])[] = [
  [/^!/, 'A line with `!` only excludes: give a path or glob that includes, too.'],
  [/^- /, 'Write one path a line, without a dash.'],
  [/^[^{}]*,/, 'Write one path a line, without a comma.'],
  [/\\[\w.]/, 'Write `/` between folders.'],
  [/(^|\/)\.?[^./*]+\/?$/, 'Create it; for the files of a folder write a glob, such as `folder/*.yml`.'],
];

function hintFor(wanted: readonly string[], all: readonly string[]): string {
  const slip = slips.find(([written]) => wanted.some((line) => written.test(line)))?.[1];
  if (slip !== undefined) return slip;
  const place = 'Create it, or set the input `manifest` to where it is (paths and globs from the repository’s root).';
  return all.some((line) => line.startsWith('!')) ? `${place} What a line with \`!\` excludes does not count.` : place;
}
