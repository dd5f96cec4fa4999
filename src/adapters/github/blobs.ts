/** What is wanted of a commit, an entry of its tree, and one file of it. */
import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { largestFile, linkRefused, type SourceFile } from '../../core/document.ts';
import type { Repository } from './api.ts';

/** Which files of a commit to read, and which are known already. */
export interface WantedFiles {
  matches(path: string): boolean;
  /** Whether a folder can hold a path that matches. */
  mayHold(folder: string): boolean;
  /** All that can match, where that is no matter of patterns. */
  readonly paths?: readonly string[];
  /** Is told the path of each file in the folders that can hold one that matches. */
  pass?(path: string): void;
  /** Files at hand: what has the same git hash is not fetched. */
  readonly known: readonly SourceFile[];
  /** What to do with a symbolic link: of a manifest that counts it must not drop a part unseen. */
  readonly links: 'refuse' | 'skip';
}

interface Blob {
  readonly path: string;
  readonly sha: string;
  readonly size: number;
}

export const treeEntry = z.object({
  path: z.string().check(z.minLength(1)),
  mode: z.string(),
  type: z.string(),
  sha: z.string().check(z.minLength(1)),
  size: z.nullish(z.number()),
});

export type TreeEntry = z.output<typeof treeEntry>;

const blobAnswer = z.object({ content: z.string() });

export function refuseLink({ path, mode }: TreeEntry): void {
  if (mode === symbolicLink) throw linkRefused(path);
}

/** Source: git's documentation, the modes of a tree. */
const symbolicLink = '120000';

/** Regular files only. */
export function toBlob({ path, mode, type, sha, size }: TreeEntry): Blob[] {
  const regular = type === 'blob' && (mode === '100644' || mode === '100755');
  return regular ? [{ path, sha, size: size ?? 0 }] : [];
}

export async function readBlob(
  { ask, owner, repo }: Repository,
  { path, sha, size }: Blob,
  known: ReadonlyMap<string, Uint8Array>,
): Promise<SourceFile> {
  if (size > largestFile) return { path, size, bytes: new Uint8Array() };
  const atHand = known.get(sha);
  if (atHand) return { path, size, bytes: atHand };
  const { content } = await ask(
    (request) => request('GET /repos/{owner}/{repo}/git/blobs/{file_sha}', { owner, repo, file_sha: sha }),
    blobAnswer,
  );
  const bytes = Buffer.from(content, 'base64');
  if (blobHash(bytes) !== sha) throw new Error(`${path} arrived damaged`);
  return { path, size, bytes };
}

/** The hash git gives a file's content. */
export function blobHash(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
