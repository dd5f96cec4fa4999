/**
 * Where new APIs go: into the file that the patterns name, or into one of their own each where a `*` stands for its
 * name. Such names have to do on Windows and macOS, too, whose file names know no case.
 */
import { ActionError } from './errors.ts';
import { listWords } from './spelling.ts';

export interface Named {
  readonly identifier: string;
  readonly name: string | undefined;
}

/** What is there already, and what the patterns mean. */
export interface Room {
  /** Whether the patterns mean the path, exclusions included. */
  matches(path: string): boolean;
  /** Paths that are not to be used, whatever their case. */
  readonly taken: ReadonlySet<string>;
}

/** Where a new API could go: a path, with a `*` where there is to be one file an API. */
export function targetsOf(patterns: readonly string[]): string[] {
  return patterns
    .filter((pattern) => !pattern.startsWith('!'))
    .map((pattern) => pattern.replaceAll('**/', '')) // stands for any folders, also for none
    .filter((pattern) => /^(?:[^*?[\]{}()|\\]+\/)?[^/*?[\]{}()|\\]*\*?[^/*?[\]{}()|\\]*$/.test(pattern));
}

/**
 * A path for each API, in their order: under the first of the patterns that can take it.
 * @throws ActionError input-invalid where none can
 */
export function pathsFor(apis: readonly Named[], patterns: readonly string[], room: Room): string[] {
  const targets = targetsOf(patterns);
  const taken = new Set([...room.taken].map(folded));
  const exclusions = patterns.filter((pattern) => pattern.startsWith('!')).length;
  return apis.map((api) => {
    const path = targets
      .flatMap((target) => (target.includes('*') ? freePaths(api, target, { taken, most: exclusions + 1 }) : target))
      .find((free) => room.matches(free));
    if (path === undefined) throw noRoom(patterns);
    if (!targets.includes(path)) taken.add(folded(path));
    return path;
  });
}

/** As many as it takes: an exclusion without a `*` takes one away. One with a `*` may take all. */
function freePaths(
  api: Named,
  target: string,
  { taken, most }: { readonly taken: ReadonlySet<string>; readonly most: number },
): string[] {
  const slug = slugOf(api);
  const free: string[] = [];
  for (let count = 1; free.length < most; count += 1) {
    const path = withoutDevice(target, count === 1 ? slug : `${slug}-${count}`);
    if (!taken.has(folded(path))) free.push(path);
  }
  return free;
}

function folded(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

const longestSlug = 60;

function slugOf({ name = '', identifier }: Named): string {
  return [name, identifier, 'api'].map(slugged).find((slug) => slug !== '') ?? 'api';
}

function slugged(text: string): string {
  const plain = text
    .replace(/^https?:\/\//i, '')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss');
  const words = plain.replaceAll(/[^a-z0-9]+/g, '-').slice(0, longestSlug);
  return words.replaceAll(/^-|-$/g, '');
}

/** Windows takes these for devices, whatever follows a dot. Source: Microsoft's documentation, "Naming Files". */
const devices = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i;

function withoutDevice(target: string, slug: string): string {
  const path = target.replace('*', () => slug);
  const name = path.slice(path.lastIndexOf('/') + 1);
  return devices.test(name) ? target.replace('*', () => `${slug}-api`) : path;
}

function noRoom(patterns: readonly string[]): ActionError {
  const message = `Input \`manifest\`: ${listWords(patterns)} has no place for a new API.`;
  const hint = 'Give a path such as `.github/permissions.yml`, or `permissions/*.yml` for one file an API.';
  return new ActionError('input-invalid', message, hint);
}
