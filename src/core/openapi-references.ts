/** What a `$ref` of an OpenAPI file leads to, in the same file or in another of the repository. */
import { isReadable } from './openapi-paths.ts';
import { childOf, isTreeMap, type Part, rootOf, shorten, type Tree } from './tree.ts';

/** The files read so far, by path; undefined where a file has not been asked for. */
export type Files = (path: string) => Tree | 'absent' | 'unreadable' | undefined;

export type Target =
  | { readonly kind: 'part'; readonly part: Part }
  /** A file has to be read first. */
  | { readonly kind: 'unread'; readonly path: string }
  | { readonly kind: 'broken'; readonly message: string; readonly hint: string };

/** In a row. */
export const mostReferences = 10;

/** An alias can stand for a long text many times over, and each would be looked through. */
const longest = 1000;

/** The text of the part's `$ref`, where it has one. */
export function referenceOf(part: Part): Part | undefined {
  return isTreeMap(part.value) ? childOf(part, '$ref') : undefined;
}

/** Follows one reference: `#/a/b`, `other.yaml` or `../other.yaml#/a/b`. */
export function follow({ tree, value }: Part, files: Files): Target {
  if (typeof value !== 'string') return broken('`$ref` must be text.');
  if (value.length > longest) return broken(`The reference is longer than ${longest} characters.`);
  const [address = '', ...fragments] = value.split('#');
  const pointer = decoded(fragments.join('#'));
  if (pointer === undefined) return broken(`The reference \`${shorten(value)}\` is not a URI.`);
  const file = fileOf(address, tree);
  if (typeof file !== 'string') return file;
  const target = file === tree.file ? tree : files(file);
  if (target === undefined) return { kind: 'unread', path: file };
  if (target === 'absent') return broken(`There is no file at \`${shorten(file)}\`.`);
  if (target === 'unreadable') return broken(`The file \`${shorten(file)}\` can’t be read.`);
  return resolve(pointer, { tree: target, reference: value });
}

/** The path that an address leads to from a file's folder. */
function fileOf(address: string, { file, root }: Tree): string | Target {
  if (address === '') return file;
  const path = decoded(address);
  if (path === undefined || /^[a-z][a-z0-9+.-]*:|^\/|[?\\]/i.test(path))
    return broken(`\`${shorten(address)}\` is not a relative path to a file of the repository.`);
  if (isTreeMap(root) && root.$self !== undefined)
    return broken('References to other files are not followed from a file with `$self`.');
  const parts = [...file.split('/').slice(0, -1)];
  for (const part of path.split('/')) {
    if (part === '..' && parts.length === 0) return broken(`\`${shorten(address)}\` leaves the repository.`);
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  const found = parts.join('/');
  return isReadable(found) ? found : broken(`\`${shorten(address)}\` is not a .yaml, .yml or .json file.`);
}

/** A JSON Pointer (RFC 6901), '' for the whole file. */
function resolve(pointer: string, { tree, reference }: { tree: Tree; reference: string }): Target {
  if (pointer !== '' && !pointer.startsWith('/'))
    return broken(`\`${shorten(reference)}\` does not point to a part of a file.`);
  let part: Part | undefined = rootOf(tree);
  for (const step of pointer.split('/').slice(1)) {
    part = part && childOf(part, step.replaceAll('~1', '/').replaceAll('~0', '~'));
  }
  return part ? { kind: 'part', part } : broken(`The reference \`${shorten(reference)}\` leads to nothing.`);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined; // a malformed escape, the only thing it throws for
  }
}

function broken(message: string): Target {
  return { kind: 'broken', message, hint: 'Without it, what its operations require is not known.' };
}
