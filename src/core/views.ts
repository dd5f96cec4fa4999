/**
 * The APIs of a manifest as its environments see them, which is what is judged. One that has the same entries in several
 * environments is there once.
 */
import { type DeclaredApi, environmentsOf, joinEntries, type Manifest, type ManifestEntry } from './manifest.ts';
import { compareText, type Problem } from './problem.ts';

/** In the order of the manifest, and of the environments' names. */
export function viewsOf(manifest: Manifest): DeclaredApi[] {
  return entriesByApi(manifest).flatMap(({ identifier, everywhere, more }) =>
    more.flatMap((others) => {
      const indexes = [...everywhere, ...others].sort((a, b) => a - b);
      return joinEntries(
        identifier,
        indexes.flatMap((index) => manifest.entries[index] ?? []),
      );
    }),
  );
}

/** How much there is to judge: everything as often as it is judged. */
export interface Amount {
  readonly apis: number;
  readonly names: number;
  /** Of the names together. */
  readonly characters: number;
}

/** Without making the views, which may be too many. */
export function amountOf(manifest: Manifest): Amount {
  const sizes = manifest.entries.map(({ permissions }) => permissions.length);
  const lengths = manifest.entries.map(({ permissions }) =>
    permissions.reduce((sum, { name }) => sum + name.length, 0),
  );
  const total = { apis: 0, names: 0, characters: 0 };
  for (const { everywhere, more } of entriesByApi(manifest)) {
    const others = more.flat();
    total.apis += more.length;
    total.names += sumAt(sizes, everywhere) * more.length + sumAt(sizes, others);
    total.characters += sumAt(lengths, everywhere) * more.length + sumAt(lengths, others);
  }
  return total;
}

function sumAt(numbers: readonly number[], indexes: readonly number[]): number {
  return indexes.reduce((sum, index) => sum + (numbers[index] ?? 0), 0);
}

/** All rules of two policies on so much take several seconds. An API costs as much as several names. */
const [mostApis, mostNames] = [20_000, 120_000];

/** A manifest of thousands of names can give thousands of identifiers to each. */
export function amountProblem({ entries }: Manifest, { apis, names }: Amount): Problem | undefined {
  if (apis <= mostApis && names <= mostNames) return undefined;
  const [widest] = entries.toSorted((a, b) => identifierCount(b) - identifierCount(a));
  const counted = 'each counted as often as it has an identifier of its own';
  const most = `at most ${mostApis} and ${mostNames} are judged`;
  const message = `The manifest has ${apis} APIs and ${names} permissions, ${counted}; ${most}.`;
  const hint = 'Give it fewer environments, or split it into several manifests.';
  return widest && { rule: 'schema', severity: 'error', message, hint, ...widest.place };
}

function identifierCount({ identifier }: ManifestEntry): number {
  return typeof identifier === 'string' ? 1 : Object.keys(identifier).length;
}

/** The entries of one API, by their places in the manifest. */
interface ApiEntries {
  readonly identifier: string;
  /** Those that are the same in every environment. */
  readonly everywhere: readonly number[];
  /** What environments have besides, each list once. */
  readonly more: readonly (readonly number[])[];
}

function entriesByApi(manifest: Manifest): ApiEntries[] {
  const environments = environmentsOf(manifest).length;
  return [...gather(manifest)].map(([identifier, { everywhere, byEnvironment }]) => {
    const others = [...byEnvironment.values()];
    const isAlone = everywhere.length > 0 && others.length < Math.max(1, environments);
    return { identifier, everywhere, more: distinct(isAlone ? [[], ...others] : others) };
  });
}

interface Gathered {
  readonly everywhere: number[];
  readonly byEnvironment: Map<string, number[]>;
}

function gather({ entries }: Manifest): Map<string, Gathered> {
  const apis = new Map<string, Gathered>();
  for (const [index, { identifier }] of entries.entries()) {
    if (typeof identifier === 'string') entryOf(apis, identifier, newApi).everywhere.push(index);
    else {
      for (const [name, one] of Object.entries(identifier).sort(([a], [b]) => compareText(a, b))) {
        entryOf(entryOf(apis, one, newApi).byEnvironment, name, newList).push(index);
      }
    }
  }
  return apis;
}

const newApi = (): Gathered => ({ everywhere: [], byEnvironment: new Map() });
const newList = (): number[] => [];

function entryOf<Value>(map: Map<string, Value>, key: string, create: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = create();
  map.set(key, made);
  return made;
}

function distinct(lists: readonly (readonly number[])[]): readonly (readonly number[])[] {
  return lists.length < 2 ? lists : [...new Map(lists.map((list) => [list.join(), list])).values()];
}
