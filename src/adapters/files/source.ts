import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceFile } from '../../core/document.ts';
import { ActionError } from '../../core/errors.ts';
import { shortCommit } from '../../core/report.ts';
import { listWords } from '../../core/spelling.ts';
import type { ManifestSource } from '../../ports.ts';
import { checkedOut, readCheckout } from './checkout.ts';
import { unmatched } from './patterns.ts';

/** Reads the files the patterns mean as a commit has them; undefined where the commit can't be found. */
export type ReadCommit = (
  commit: string,
  how: { readonly known: readonly SourceFile[]; readonly links: 'refuse' | 'skip' },
) => Promise<SourceFile[] | undefined>;

export interface SourceOptions {
  readonly patterns: readonly string[];
  /** The folder of the checkout; undefined where the disk must not be read. */
  readonly workspace: string | undefined;
  /** The commit this run is for. */
  readonly commit: string;
  readonly readCommit: ReadCommit;
}

/** The manifest's files: from the checkout where there is one, else from GitHub, so that no checkout is needed. */
export class RepositoryFiles implements ManifestSource {
  private readonly options: SourceOptions;
  /** What GitHub gave for this run's commit, once it was asked. */
  private fetched: SourceFile[] | undefined;

  constructor(options: SourceOptions) {
    this.options = options;
  }

  async current(): Promise<SourceFile[]> {
    const files = await this.find();
    const paths = files.map(({ path }) => path);
    const lacking = unmatched(this.options.patterns, paths);
    if (lacking.length === 0 && files.length > 0) return files;
    const wanted = lacking.length > 0 ? lacking : this.options.patterns;
    const hint = 'Create it, or set the input `manifest` to where it is (paths and globs from the repository’s root).';
    throw new ActionError('manifest-missing', `There is no file at ${listWords(wanted)}.`, hint);
  }

  async at(commit: string, known: readonly SourceFile[]): Promise<SourceFile[] | undefined> {
    if (this.fetched && commit === this.options.commit) return this.fetched;
    return await this.options.readCommit(commit, { known, links: 'skip' });
  }

  private async find(): Promise<SourceFile[]> {
    const { workspace, patterns } = this.options;
    if (workspace === undefined || !(await this.isOurs(workspace))) return await this.fetch();
    const files = await readCheckout(workspace, patterns);
    if (files.length > 0 || existsSync(join(workspace, '.git'))) return files;
    return await this.fetch();
  }

  /** Whether the folder may hold the commit of this run: one that tells another commit is left over from another job. */
  private async isOurs(workspace: string): Promise<boolean> {
    if (!existsSync(workspace)) return false;
    const head = await checkedOut(workspace);
    return head === undefined || head === this.options.commit;
  }

  private async fetch(): Promise<SourceFile[]> {
    const { commit, readCommit } = this.options;
    this.fetched = await readCommit(commit, { known: [], links: 'refuse' });
    if (this.fetched) return this.fetched;
    const message = `GitHub does not show the commit ${shortCommit(commit)}.`;
    throw new ActionError('github-unavailable', message, 'Give the job `permissions: contents: read`.');
  }
}
