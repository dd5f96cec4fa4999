/** A repository and its forks: refs, branch protection and commits over one shared object store, as on GitHub. */
import { type Commit, type File, type FileMode, ObjectStore, type Signature } from './git.ts';

/**
 * Where a branch's protection can be seen: `classic` in the branch's answer alone, `ruleset` there and in the
 * branch's rules, `hidden-ruleset` in the rules alone.
 */
export type Protection = 'classic' | 'ruleset' | 'hidden-ruleset';

/** Path → text or bytes, or null to delete. */
export type Changes = Readonly<Record<string, string | Uint8Array | null>>;

export interface CommitOptions {
  /** Owner of the fork to commit to; the fork is made when it is not there. */
  readonly fork?: string;
  /** Branch or hash that the commit follows, instead of the branch's tip: a new branch, or a forced push. */
  readonly from?: string;
  readonly message?: string;
  readonly login?: string;
  readonly modes?: Readonly<Record<string, FileMode>>;
}

export interface Repository {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly fullName: string;
  readonly defaultBranch: string;
  readonly isPrivate: boolean;
  readonly parent?: Repository;
  /** Full ref name (`refs/heads/main`) → commit. */
  readonly refs: Map<string, string>;
  readonly protections: Map<string, Protection>;
}

export interface NetworkOptions {
  readonly repository: string;
  readonly defaultBranch: string;
  readonly isPrivate: boolean;
  /** The repository's number; its forks have the next ones. */
  readonly firstId: number;
}

export class Network {
  readonly objects = new ObjectStore();
  readonly upstream: Repository;
  readonly #repositories: Repository[] = [];
  readonly #firstId: number;
  #seconds = Date.UTC(2026, 0, 5, 9) / 1000;

  constructor({ repository, defaultBranch, isPrivate, firstId }: NetworkOptions) {
    this.#firstId = firstId;
    this.upstream = this.#create(repository, { defaultBranch, isPrivate });
  }

  /** A clock of its own, one second a look, so that hashes are the same in every run. */
  now(): Date {
    this.#seconds += 1;
    return new Date(this.#seconds * 1000);
  }

  /** By name in any case, or by number as the `Link` headers have it. */
  find(wanted: string | number): Repository | undefined {
    return this.#repositories.find(({ id, fullName }) =>
      typeof wanted === 'number' ? id === wanted : fullName.toLowerCase() === wanted.toLowerCase(),
    );
  }

  /** The fork of an owner, made from the default branch when it is not there yet. */
  fork(owner: string): Repository {
    const fullName = `${owner}/${this.upstream.name}`;
    const found = this.find(fullName);
    if (found) return found;
    const made = this.#create(fullName, { ...this.upstream, parent: this.upstream });
    const trunk = `refs/heads/${this.upstream.defaultBranch}`;
    made.refs.set(trunk, this.upstream.refs.get(trunk) ?? fail('a fork of an empty repository'));
    return made;
  }

  /** Puts a commit on a branch, which is made from the default branch when it is not there yet. */
  commit(branch: string, changes: Changes, options: CommitOptions = {}): string {
    const repository = options.fork === undefined ? this.upstream : this.fork(options.fork);
    const parent = this.#parent(repository, branch, options.from);
    const sha = this.writeCommit({
      tree: this.objects.writeTree(this.#changed(parent, changes, options.modes ?? {})),
      parents: parent === undefined ? [] : [parent],
      message: options.message ?? `Change ${Object.keys(changes).join(', ')}`,
      login: options.login ?? options.fork ?? 'octocat',
    });
    repository.refs.set(`refs/heads/${branch}`, sha);
    return sha;
  }

  /** Points a tag of the upstream repository at a commit, as `git tag --force` would. */
  tag(name: string, target: string): string {
    const sha = this.resolve(this.upstream, target) ?? fail(`a tag on ${target}`);
    this.upstream.refs.set(`refs/tags/${name}`, sha);
    return sha;
  }

  /** Writes a commit by one person, now, without moving a ref. */
  writeCommit({ login, ...rest }: Pick<Commit, 'tree' | 'parents' | 'message'> & { login: string }): string {
    const author: Signature = { name: login, email: `${login}@users.noreply.github.com`, login, date: this.now() };
    return this.objects.writeCommit({ ...rest, author, committer: author });
  }

  /** The commit that a branch, tag, full or half ref (`heads/main`, `pull/1/merge`), hash or `HEAD` stands for. */
  resolve(repository: Repository, ref: string): string | undefined {
    if (this.objects.commit(ref)) return ref;
    if (ref === 'HEAD') return repository.refs.get(`refs/heads/${repository.defaultBranch}`);
    const names = [ref, `refs/${ref}`, `refs/heads/${ref}`, `refs/tags/${ref}`];
    return names.map((name) => repository.refs.get(name)).find((sha) => sha !== undefined);
  }

  /** The tip of a branch of the upstream repository; throws when there is none. */
  tip(branch: string): string {
    return this.upstream.refs.get(`refs/heads/${branch}`) ?? fail(`no branch ${branch}`);
  }

  #create(fullName: string, settings: Pick<Repository, 'defaultBranch' | 'isPrivate' | 'parent'>): Repository {
    const [owner, name, ...rest] = fullName.split('/');
    if (!owner || !name || rest.length > 0) fail(`not owner/repository: ${fullName}`);
    const { defaultBranch, isPrivate, parent } = settings;
    const id = this.#firstId + this.#repositories.length;
    const fixed = { id, owner, name, fullName, defaultBranch, isPrivate, ...(parent && { parent }) };
    const repository: Repository = { ...fixed, refs: new Map(), protections: new Map() };
    this.#repositories.push(repository);
    return repository;
  }

  #parent(repository: Repository, branch: string, from: string | undefined): string | undefined {
    if (from !== undefined) return this.resolve(repository, from) ?? fail(`nothing at ${from} to commit on`);
    return this.resolve(repository, `refs/heads/${branch}`) ?? this.resolve(repository, repository.defaultBranch);
  }

  #changed(parent: string | undefined, changes: Changes, modes: Readonly<Record<string, FileMode>>) {
    const files = parent === undefined ? new Map<string, File>() : this.objects.filesOf(parent);
    for (const [path, content] of Object.entries(changes)) {
      if (content === null && !files.delete(path)) fail(`nothing to delete at ${path}`);
      if (content === null) continue;
      const mode = modes[path] ?? files.get(path)?.mode ?? '100644';
      files.set(path, { mode, sha: this.objects.writeBlob(Buffer.from(content)) });
    }
    return files;
  }
}

function fail(what: string): never {
  throw new Error(`the embedded GitHub was asked for ${what}`);
}
