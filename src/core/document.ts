/** A parsed file: data, and where each part of it stands. */
import { ActionError } from './errors.ts';
import type { Place, Problem } from './problem.ts';

export type Path = readonly (string | number)[];

/** One file as read, from the checkout or from GitHub. */
export interface SourceFile {
  /** Relative to the repository's root, with forward slashes. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** The content; empty where the file is over `largestFile` and was not read. */
  readonly bytes: Uint8Array;
}

/** What a repository says: its manifest, sorted by path, and its policy where it has one. */
export interface FileSet {
  readonly manifest: readonly SourceFile[];
  readonly policy: SourceFile | undefined;
  /** Where there is no policy at its usual path: a file that is surely meant for it. */
  readonly policyInstead?: string;
}

export function allFiles({ manifest, policy }: FileSet): readonly SourceFile[] {
  return policy ? [...manifest, policy] : manifest;
}

/** Paths of files that were the same before; what they say is known. */
export function unchangedFiles(before: readonly SourceFile[], now: readonly SourceFile[]): ReadonlySet<string> {
  const known = new Map(now.map(({ path, bytes }) => [path, bytes]));
  const same = ({ path, bytes }: SourceFile) => Buffer.from(known.get(path) ?? []).equals(bytes);
  return new Set(before.filter((file) => known.has(file.path) && same(file)).map(({ path }) => path));
}

/** On disk as in a commit: a link could lead to a file with secrets, or make a part of the manifest look dropped. */
export function linkRefused(path: string): ActionError {
  const hint = 'Commit the file itself; links are refused.';
  return new ActionError('manifest-invalid', `${path} is a symbolic link.`, hint);
}

/** In bytes: 5 MiB. Larger manifests are refused without being read. */
export const largestFile = 5 * 1024 * 1024;

/** A key that stands twice in one map. The value of a document holds the first. */
export interface DuplicateKey {
  readonly path: Path;
  readonly first: Place;
  readonly second: Place;
}

/** A parsed file: plain data, and where each part of it stands. */
export interface Document {
  readonly file: string;
  /** Maps are objects without a prototype; lists are arrays; scalars are string, number, boolean or null. */
  readonly value: unknown;
  readonly duplicates: readonly DuplicateKey[];
  /** The place of the key or value that `path` leads to; of the nearest part above it that exists, where it does not. */
  place(path: Path, part: 'key' | 'value'): Place;
}

/** Either the document, or why there is none. */
export type Parsed =
  | { readonly document: Document; readonly problems: readonly [] }
  | { readonly document?: never; readonly problems: readonly Problem[] };
