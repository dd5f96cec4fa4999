/** Files of a commit, without a checkout. */
import * as z from 'zod/mini';
import type { SourceFile } from '../../core/document.ts';
import { compareText } from '../../core/problem.ts';
import { shortCommit } from '../../core/report.ts';
import type { Repository } from './api.ts';
import { blobHash, readBlob, refuseLink, type TreeEntry, toBlob, treeEntry, type WantedFiles } from './blobs.ts';
import { githubFailure, unknownCommit } from './failure.ts';
import { readKnownPaths } from './known-paths.ts';

const treeAnswer = z.object({ tree: z.array(treeEntry), truncated: z.boolean() });

/**
 * Reads files of a commit as data, without a checkout: one request where their paths are known, else one for the tree and
 * one for each file that differs from those at hand. Sorted by path; undefined where GitHub doesn't know the commit (a
 * force push left it behind).
 * @throws ActionError github-unavailable
 */
export async function readCommit(
  repository: Repository,
  commit: string,
  wanted: WantedFiles,
): Promise<SourceFile[] | undefined> {
  try {
    const atPaths = await readKnownPaths(repository, commit, wanted);
    if (atPaths) return atPaths;
    const entries = await listTree((...request) => getTree(repository, ...request), commit, wanted);
    if (!entries) return undefined;
    for (const { type, path } of entries) if (type === 'blob') wanted.pass?.(path);
    const meant = entries.filter(({ path }) => wanted.matches(path));
    if (wanted.links === 'refuse') meant.forEach(refuseLink);
    const blobs = meant.flatMap(toBlob);
    const known = new Map(wanted.known.map((file) => [blobHash(file.bytes), file.bytes]));
    const files = await Promise.all(blobs.map((blob) => readBlob(repository, blob, known)));
    return files.sort((a, b) => compareText(a.path, b.path));
  } catch (thrown) {
    throw githubFailure(`reading the manifest at ${shortCommit(commit)}`, thrown);
  }
}

/** Asks GitHub for a tree, or for the folder alone. */
export type GetTree = (sha: string, depth: 'recursive' | 'flat') => ReturnType<typeof getTree>;

/** The entries of a commit, at least those in folders that can hold what is wanted; undefined where it is not known. */
export async function listTree(
  get: GetTree,
  sha: string,
  wanted: Pick<WantedFiles, 'mayHold'>,
): Promise<TreeEntry[] | undefined> {
  const tree = await get(sha, 'recursive').catch(unknownCommit);
  if (!tree?.truncated) return tree?.tree;
  return await walkTree(get, { sha, path: '' }, wanted);
}

/**
 * A repository too large for one answer is walked folder by folder, those that can hold a file that is meant. An entry
 * that isn't seen would look like a deletion, so a folder that is too large itself fails the run.
 */
async function walkTree(
  get: GetTree,
  folder: { readonly sha: string; readonly path: string },
  wanted: Pick<WantedFiles, 'mayHold'>,
): Promise<TreeEntry[]> {
  const { tree: entries, truncated } = await get(folder.sha, 'flat');
  if (truncated) throw new Error(`the folder ${folder.path || '/'} has more entries than GitHub lists`);
  const found: TreeEntry[] = [];
  for (const entry of entries) {
    const path = folder.path === '' ? entry.path : `${folder.path}/${entry.path}`;
    if (entry.type !== 'tree') found.push({ ...entry, path });
    else if (wanted.mayHold(path)) found.push(...(await walkTree(get, { sha: entry.sha, path }, wanted)));
  }
  return found;
}

export async function getTree(
  { ask, owner, repo }: Repository,
  sha: string,
  depth: 'recursive' | 'flat',
): Promise<z.output<typeof treeAnswer>> {
  const recursive = depth === 'recursive' ? { recursive: '1' } : {};
  return await ask(
    (request) =>
      request('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', { owner, repo, tree_sha: sha, ...recursive }),
    treeAnswer,
  );
}
