/** Any other file of a commit, found and read when it is needed. */
import { ActionError } from '../../core/errors.ts';
import { isHidden } from '../../core/openapi-paths.ts';
import { shortCommit } from '../../core/report.ts';
import type { FileSource } from '../../ports/files.ts';
import type { Repository } from './api.ts';
import { readBlob, refuseLink, type TreeEntry, toBlob } from './blobs.ts';
import { type GetTree, getTree, listTree } from './commit-files.ts';
import { githubFailure } from './failure.ts';

/** Requests for the folders of a repository that is too large for one answer; a token has a thousand an hour. */
const mostFolders = 100;

/** Requests for files. */
const mostFiles = 100;

/**
 * Any file of a commit as data, without a checkout: one request for the tree, one for each file that is read. A folder is
 * asked for once, however often it is needed.
 */
export class CommitTree implements Pick<FileSource, 'list' | 'read'> {
  private readonly repository: Repository;
  private readonly commit: string;
  private readonly asked = new Map<string, ReturnType<GetTree>>();
  private readCount = 0;

  constructor(repository: Repository, commit: string) {
    this.repository = repository;
    this.commit = commit;
  }

  async list(folder: string): Promise<string[]> {
    const mayHold = (path: string) => (isWithin(path, folder) && !isHidden(path)) || isWithin(folder, path);
    const paths = (await this.entries(mayHold)).filter(({ type }) => type === 'blob').map(({ path }) => path);
    return paths.filter((path) => isWithin(path, folder) && !isHidden(path));
  }

  async read(path: string): ReturnType<FileSource['read']> {
    const entries = await this.entries((folder) => isWithin(path, folder));
    entries.filter((entry) => isWithin(path, entry.path)).forEach(refuseLink);
    const [blob] = entries.filter((entry) => entry.path === path).flatMap(toBlob);
    if (!blob) return undefined;
    this.readCount += 1;
    if (this.readCount > mostFiles) return 'too many requests';
    return await this.attempt(() => readBlob(this.repository, blob, new Map()));
  }

  private async entries(mayHold: (folder: string) => boolean): Promise<TreeEntry[]> {
    const entries = await this.attempt(() => listTree((...request) => this.get(...request), this.commit, { mayHold }));
    return entries ?? [];
  }

  private get: GetTree = (sha, depth) => {
    const key = `${depth} ${sha}`;
    const asked = this.asked.get(key) ?? this.ask(sha, depth);
    this.asked.set(key, asked);
    return asked;
  };

  private async ask(sha: string, depth: 'recursive' | 'flat'): ReturnType<GetTree> {
    if (this.asked.size > mostFolders) throw tooMany();
    return await getTree(this.repository, sha, depth);
  }

  private async attempt<Value>(action: () => Promise<Value>): Promise<Value> {
    try {
      return await action();
    } catch (thrown) {
      if (thrown instanceof ActionError) throw thrown;
      throw githubFailure(`reading OpenAPI files at ${shortCommit(this.commit)}`, thrown);
    }
  }
}

function tooMany(): ActionError {
  const message = `Without a checkout at most ${mostFolders} folders are searched for OpenAPI files.`;
  return new ActionError('manifest-invalid', message, 'Name their folder in `openapi`, or check the commit out first.');
}

function isWithin(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}
