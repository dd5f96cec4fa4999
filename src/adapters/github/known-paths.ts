/**
 * Files of a commit at paths that are known beforehand: one request, however many files the repository has. What GraphQL
 * does not say for sure is left to the tree, which GitHub's REST API answers in full.
 */
import * as z from 'zod/mini';
import { largestFile, type SourceFile } from '../../core/document.ts';
import { compareText } from '../../core/problem.ts';
import type { Repository } from './api.ts';
import { blobHash, readBlob, refuseLink, type TreeEntry, toBlob, type WantedFiles } from './blobs.ts';
import { statusOf } from './failure.ts';
import { RateLimited } from './rate-limit.ts';
import { NoAnswer } from './requests.ts';

const oid = z.string().check(z.minLength(1));

/** Source: GitHub's GraphQL reference, TreeEntry: the mode is a number. An empty folder is none that git knows. */
const folder = z.object({
  entries: z
    .array(z.object({ name: z.string().check(z.minLength(1)), mode: z.int(), type: z.string(), oid }))
    .check(z.minLength(1)),
});

/** `text` is null where it is no text. */
const blob = z.object({ oid, byteSize: z.int(), text: z.nullable(z.string()) });

const answer = z.object({ repository: z.record(z.string(), z.unknown()) });

/** Sorted by path; undefined where the answer leaves it open. @throws ActionError manifest-invalid for a link */
export async function readKnownPaths(
  repository: Repository,
  commit: string,
  { paths = [], ...wanted }: WantedFiles,
): Promise<SourceFile[] | undefined> {
  if (paths.length === 0) return undefined;
  const folders = [...new Set([...paths.map(folderOf), ...(wanted.pass ? [''] : [])])];
  const said = await ask(repository, queryFor(repository, commit, { paths, folders }));
  const entries = said && entriesIn(said.repository, folders);
  const found = entries && foundIn(said.repository, paths, entries);
  if (!found) return undefined;
  for (const { type, path } of entries) if (type === 'blob') wanted.pass?.(path);
  if (wanted.links === 'refuse') for (const { entry } of found) refuseLink(entry);
  const files = await Promise.all(found.map((one) => readFile(repository, one, wanted.known)));
  return files.flat().sort((a, b) => compareText(a.path, b.path));
}

type Said = z.output<typeof answer>['repository'];

/** Undefined where a folder is not told, or one beside it has its name but for case: there may lie what is surely meant. */
function entriesIn(said: Said, folders: readonly string[]): TreeEntry[] | undefined {
  const listed = folders.map((path, index) => entriesOf(path, said[`folder${index}`]));
  if (listed.includes(undefined)) return undefined;
  const entries = listed.flatMap((some) => some ?? []);
  const isOtherCase = ({ path }: TreeEntry) => !folders.includes(path) && folders.includes(path.toLowerCase());
  return entries.some((entry) => entry.type === 'tree' && isOtherCase(entry)) ? undefined : entries;
}

/** Undefined where a folder has a file and it is not told. */
function foundIn(said: Said, paths: readonly string[], entries: readonly TreeEntry[]): Found[] | undefined {
  const found = paths.flatMap((path, index) => {
    const entry = entries.find((one) => one.path === path);
    return entry ? [{ entry, content: blob.safeParse(said[`file${index}`]).data }] : [];
  });
  return found.some(({ entry, content }) => entry.type === 'blob' && !content) ? undefined : found;
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

interface Asked {
  readonly paths: readonly string[];
  readonly folders: readonly string[];
}

/** A string of GraphQL's is written as one of JSON. */
function queryFor({ owner, repo }: Repository, commit: string, { paths, folders }: Asked): string {
  const object = (path: string) => `object(expression: ${JSON.stringify(`${commit}:${path}`)})`;
  return [
    `query { repository(owner: ${JSON.stringify(owner)}, name: ${JSON.stringify(repo)}) {`,
    ...folders.map(
      (path, index) => `folder${index}: ${object(path)} { ... on Tree { entries { name mode type oid } } }`,
    ),
    ...paths.map((path, index) => `file${index}: ${object(path)} { ... on Blob { oid byteSize text } }`),
    '} }',
  ].join('\n');
}

async function ask({ query: send }: Repository, query: string) {
  return await send(query, answer, 'once').catch(unlessAnswered);
}

/**
 * No answer or a refusal, in whatever form: the tree is asked for the same, and says what is wrong. GraphQL's rate limit is
 * one of its own.
 */
function unlessAnswered(thrown: unknown): undefined {
  const isRefused =
    statusOf(thrown) !== undefined || (thrown instanceof Error && thrown.name === 'GraphqlResponseError');
  if (!isRefused && !(thrown instanceof NoAnswer || thrown instanceof RateLimited)) throw thrown;
}

function entriesOf(path: string, data: unknown): TreeEntry[] | undefined {
  const before = path === '' ? '' : `${path}/`;
  return folder.safeParse(data).data?.entries.map(({ name, mode, type, oid }) => {
    return { path: `${before}${name}`, mode: mode.toString(8).padStart(6, '0'), type, sha: oid };
  });
}

interface Found {
  readonly entry: TreeEntry;
  readonly content: z.output<typeof blob> | undefined;
}

/** The text counts where git's hash says that it is the file, byte for byte. */
async function readFile(
  repository: Repository,
  { entry, content }: Found,
  known: readonly SourceFile[],
): Promise<SourceFile[]> {
  const [file] = toBlob({ ...entry, size: content?.byteSize });
  if (!file) return [];
  const { path, sha, size } = file;
  const bytes = Buffer.from(content?.text ?? '');
  if (size <= largestFile && blobHash(bytes) === sha) return [{ path, size: bytes.length, bytes }];
  return [await readBlob(repository, file, new Map(known.map((one) => [blobHash(one.bytes), one.bytes])))];
}
