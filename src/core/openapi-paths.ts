/** The key `openapi` of a manifest: which files describe the operations of an API. */
import * as z from 'zod/mini';
import type { Document, Path } from './document.ts';
import { type Matches, quotePattern } from './pattern.ts';
import type { Place } from './problem.ts';

/** A path or glob of the manifest, relative to the repository's root. */
export interface OpenApiPath {
  readonly path: string;
  readonly place: Place;
}

/** Nothing else is read: what a manifest names must not be a key or a token that lies in the checkout. */
const ending = /\.(?:ya?ml|json)$/;

// No way out of the repository, no control characters and no other ending; as one expression, so that editors know it too.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it refuses
const allowed = /^(?!\/)(?![\s\S]*(?:^|\/)\.\.\/)[^\\\u0000-\u001f\u007f]+\.(?:ya?ml|json)$/;

const path = z.string().check(z.maxLength(500), z.regex(allowed));

export const openApiPaths = z.union([path, z.array(path).check(z.minLength(1), z.maxLength(100))]);

export const openApiShape = 'a path from the repository’s root to .yaml, .yml or .json';

export function readOpenApi(
  document: Document,
  at: Path,
  value: z.infer<typeof openApiPaths> | undefined,
): readonly OpenApiPath[] {
  if (value === undefined) return [];
  if (typeof value === 'string') return [{ path: plain(value), place: document.place(at, 'value') }];
  return value.map((one, index) => ({ path: plain(one), place: document.place([...at, index], 'value') }));
}

/** As a commit has it: a disk would find `docs//./a.yaml`, too. */
function plain(text: string): string {
  const parts = text.split('/').filter((part) => part !== '' && part !== '.');
  return parts.join('/');
}

/** Whether a file of the repository may be read as OpenAPI. */
export function isReadable(path: string): boolean {
  return ending.test(path) && !isHidden(path);
}

/** Whether a path leads through a folder that is not searched: what git or a package manager keeps is not the author's. */
export function isHidden(path: string): boolean {
  return /(^|\/)(\.git|node_modules)(\/|$)/i.test(path);
}

/** The folder that has to be listed to find what a glob means, '' for the root; undefined where it is a plain path. */
export function folderOf(glob: string): string | undefined {
  if (!glob.includes('*')) return undefined;
  const folders = glob.slice(0, glob.indexOf('*')).split('/');
  return folders.slice(0, -1).join('/');
}

/** What a path that a glob means ends with. */
export function endOf(glob: string): string {
  return glob.slice(glob.lastIndexOf('*') + 1);
}

/**
 * Compiles a glob of paths: `*` stands for any text within a name, a folder `**` for any folders, also none. A manifest
 * is untrusted, so it is matched in linear time: that of the path, times the glob's own length.
 */
export async function compilePathGlob(glob: string): Promise<Matches> {
  return await quotePattern(glob.split(/((?<=^|\/)\*\*\/|\*+)/), (part) => {
    if (part === '**/') return '(?:.*/)?';
    return /^\*+$/.test(part) ? '[^/]*' : undefined;
  });
}
