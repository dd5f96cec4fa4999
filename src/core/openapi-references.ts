/** What a `$ref` of an OpenAPI file leads to, in the same file or in another of the repository. */
import type { Findings } from './openapi-findings.ts';
import { isReadable } from './openapi-paths.ts';
import type { Steps } from './openapi-steps.ts';
import { childOf, isTreeMap, type Part, rootOf, shorten, type Tree } from './tree.ts';

/** The files read so far, by path; undefined where a file has not been asked for. */
export type Files = (path: string) => Tree | 'absent' | 'unreadable' | undefined;

type Target =
  | { readonly kind: 'part'; readonly part: Part }
  /** A file has to be read first. */
  | { readonly kind: 'unread'; readonly path: string }
  | { readonly kind: 'broken'; readonly message: string; readonly hint: string };

/** In a row. */
const mostReferences = 10;

/** An alias can stand for a long text many times over, and each would be looked through. */
const longest = 1000;

/** The text of the part's `$ref`, where it has one. */
export function referenceOf(part: Part): Part | undefined {
  return isTreeMap(part.value) ? childOf(part, '$ref') : undefined;
}

/** Follows references one after the other, and looks each text of a file up once: thousands of paths can have the same. */
export class Chains {
  private readonly files: Files;
  private readonly steps: Steps;
  private readonly findings: Findings;
  private readonly targets = new Map<Tree, Map<string, Target>>();

  constructor(files: Files, steps: Steps, findings: Findings) {
    this.files = files;
    this.steps = steps;
    this.findings = findings;
  }

  /**
   * The part and, one after the other, what it refers to.
   * @throws TooManySteps
   */
  of(part: Part): Part[] {
    const chain = [part];
    for (let last = part, reference = referenceOf(part); reference; reference = referenceOf(last)) {
      const next = chain.length > mostReferences ? this.refuseLength(reference) : this.follow(reference);
      if (!next) break;
      chain.push(next);
      last = next;
    }
    return chain;
  }

  /**
   * What one reference leads to; where that can't be told, it is a problem, or a file has to be read first.
   * @throws TooManySteps
   */
  follow(reference: Part): Part | undefined {
    this.steps.take(1);
    const target = this.targetOf(reference);
    if (target.kind === 'part') return target.part;
    if (target.kind === 'unread') this.findings.unread.add(target.path);
    else this.findings.add(reference.place, target.message, target.hint);
    return undefined;
  }

  private targetOf(reference: Part): Target {
    const { tree, value } = reference;
    if (typeof value !== 'string' || value.length > longest) return follow(reference, this.files);
    const known = this.targets.get(tree) ?? new Map<string, Target>();
    this.targets.set(tree, known);
    const target = known.get(value) ?? this.lookUp(reference, value);
    known.set(value, target);
    return target;
  }

  private lookUp(reference: Part, text: string): Target {
    this.steps.take(text.split('/').length);
    return follow(reference, this.files);
  }

  private refuseLength({ place }: Part): undefined {
    const message = `More than ${mostReferences} references in a row are not followed.`;
    this.findings.add(place, message, 'Do they lead in a circle?');
  }
}

/** Follows one reference: `#/a/b`, `other.yaml` or `../other.yaml#/a/b`. */
function follow({ tree, value }: Part, files: Files): Target {
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
  if (address === '' || (isTreeMap(root) && root.$self === address)) return file;
  const path = decoded(address);
  if (path === undefined || /^[a-z][a-z0-9+.-]*:|^\/|[?\\\p{Cc}]/iu.test(path))
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
