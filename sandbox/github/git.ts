/**
 * Git's object store in memory: blobs, trees and commits with the hashes that git itself would give them,
 * so that a client may compare a file at hand with GitHub's answer by hash.
 * Formats: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
 */
import { createHash } from 'node:crypto';

/** A plain file, an executable, or a symbolic link (its content is the target). */
export type FileMode = '100644' | '100755' | '120000';

export interface File {
  readonly mode: FileMode;
  readonly sha: string;
}

/** A whole tree, flat: path with `/` → file. Directories exist only as parts of paths. */
export type Files = ReadonlyMap<string, File>;

export interface TreeEntry {
  readonly name: string;
  readonly mode: FileMode | '040000';
  readonly sha: string;
}

/** Who wrote or made a commit; `login` is GitHub's guess from the address and no part of the object. */
export interface Signature {
  readonly name: string;
  readonly email: string;
  readonly login: string;
  /** Whole seconds; git keeps no fractions. */
  readonly date: Date;
}

export interface Commit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: Signature;
  readonly committer: Signature;
}

export class ObjectStore {
  readonly #blobs = new Map<string, Uint8Array>();
  readonly #trees = new Map<string, readonly TreeEntry[]>();
  readonly #commits = new Map<string, Commit>();

  blob = (sha: string): Uint8Array | undefined => this.#blobs.get(sha);
  tree = (sha: string): readonly TreeEntry[] | undefined => this.#trees.get(sha);
  commit = (sha: string): Commit | undefined => this.#commits.get(sha);

  writeBlob(bytes: Uint8Array): string {
    const sha = hash('blob', bytes);
    this.#blobs.set(sha, bytes);
    return sha;
  }

  /** Writes the tree and all trees below it; returns the hash of the top one. */
  writeTree(files: Files): string {
    const entries = [...grouped(files)].map(([name, inside]): TreeEntry => {
      const file = inside.get('');
      return file ? { name, ...file } : { name, mode: '040000', sha: this.writeTree(inside) };
    });
    entries.sort(byGitOrder);
    const sha = hash('tree', Buffer.concat(entries.map(entryBytes)));
    this.#trees.set(sha, entries);
    return sha;
  }

  writeCommit(commit: Commit): string {
    const sha = hash('commit', Buffer.from(commitText(commit)));
    this.#commits.set(sha, commit);
    return sha;
  }

  /** All files below a tree, by path from that tree. Throws when the tree is not stored. */
  files(tree: string, prefix = ''): Map<string, File> {
    const found = new Map<string, File>();
    for (const { name, mode, sha } of this.#trees.get(tree) ?? missing('tree', tree)) {
      if (mode !== '040000') found.set(prefix + name, { mode, sha });
      else for (const [path, file] of this.files(sha, `${prefix}${name}/`)) found.set(path, file);
    }
    return found;
  }

  filesOf(commit: string): Map<string, File> {
    return this.files((this.#commits.get(commit) ?? missing('commit', commit)).tree);
  }

  /** The commit itself and everything before it, nearest first. */
  ancestors(commit: string): Set<string> {
    const found = new Set([commit]);
    for (const sha of found) {
      for (const parent of (this.#commits.get(sha) ?? missing('commit', sha)).parents) found.add(parent);
    }
    return found;
  }

  /** The best common ancestor: one that no other common ancestor descends from. */
  mergeBase(ours: string, theirs: string): string | undefined {
    const before = this.ancestors(ours);
    const common = [...this.ancestors(theirs)].filter((sha) => before.has(sha));
    return common.find((sha) => !common.some((other) => other !== sha && this.ancestors(other).has(sha)));
  }

  /** Merges whole files three ways; undefined where both sides changed one file differently. */
  merge(ours: string, theirs: string): Files | undefined {
    const base = this.mergeBase(ours, theirs);
    const before = base === undefined ? new Map<string, File>() : this.filesOf(base);
    const [left, right] = [this.filesOf(ours), this.filesOf(theirs)];
    const merged = new Map<string, File>();
    for (const path of new Set([...left.keys(), ...right.keys()])) {
      const winner = pick(before.get(path), left.get(path), right.get(path));
      if (winner === 'conflict') return undefined;
      if (winner) merged.set(path, winner);
    }
    return merged;
  }
}

function pick(base: File | undefined, ours: File | undefined, theirs: File | undefined) {
  if (same(ours, theirs) || same(base, theirs)) return ours;
  return same(base, ours) ? theirs : 'conflict';
}

function same(one: File | undefined, other: File | undefined): boolean {
  return one?.sha === other?.sha && one?.mode === other?.mode;
}

function hash(kind: 'blob' | 'tree' | 'commit', bytes: Uint8Array): string {
  return createHash('sha1').update(`${kind} ${bytes.length}\0`).update(bytes).digest('hex');
}

/** First part of the path → what lies below it; a file itself lies at the empty path. */
function grouped(files: Files): Map<string, Map<string, File>> {
  const groups = new Map<string, Map<string, File>>();
  for (const [path, file] of files) {
    const [name = '', ...rest] = path.split('/');
    if (name === '') throw new Error(`not a path inside a repository: ${path}`);
    const group = groups.get(name) ?? new Map<string, File>();
    groups.set(name, group.set(rest.join('/'), file));
    if (group.has('') && group.size > 1) throw new Error(`both a file and a directory: ${name}`);
  }
  return groups;
}

/** Git compares bytes, and a directory as if its name ended in a slash. */
function byGitOrder(one: TreeEntry, other: TreeEntry): number {
  return Buffer.compare(sortKey(one), sortKey(other));
}

function sortKey({ name, mode }: TreeEntry): Buffer {
  return Buffer.from(mode === '040000' ? `${name}/` : name);
}

/** In the object a directory's mode has no leading zero, unlike in GitHub's answers. */
function entryBytes({ name, mode, sha }: TreeEntry): Buffer {
  return Buffer.concat([Buffer.from(`${mode.replace(/^0/, '')} ${name}\0`), Buffer.from(sha, 'hex')]);
}

function commitText({ tree, parents, author, committer, message }: Commit): string {
  return [
    `tree ${tree}`,
    ...parents.map((parent) => `parent ${parent}`),
    `author ${signatureText(author)}`,
    `committer ${signatureText(committer)}`,
    '',
    message,
  ].join('\n');
}

function signatureText({ name, email, date }: Signature): string {
  return `${name} <${email}> ${Math.floor(date.getTime() / 1000)} +0000`;
}

function missing(kind: string, sha: string): never {
  throw new Error(`the embedded GitHub has no ${kind} ${sha}`);
}
