/** Documents to a manifest, and its APIs in an environment. */
import type { Document, DuplicateKey, Path } from './document.ts';
import { ActionError } from './errors.ts';
import {
  type Details,
  type Entry,
  earlierSchema,
  expectations,
  manifestSchema,
  readableSchema,
} from './manifest-file.ts';
import { type OpenApiPath, readOpenApi } from './openapi-paths.ts';
import type { DeclaredPermission } from './permission.ts';
import { compareText, type Place, type Problem } from './problem.ts';
import { parseShape, schemaProblems, tooManyProblems } from './schema-problems.ts';
import { didYouMean, nearest } from './spelling.ts';

/** One API as the manifest declares it, for one environment, gathered from all its files. */
export interface DeclaredApi {
  readonly identifier: string;
  readonly name?: string;
  /** Where the identifier stands first. */
  readonly place: Place;
  /** In the order of files and lines; a name that stands twice is here twice. */
  readonly permissions: readonly DeclaredPermission[];
  /** The files that describe its operations; missing where it names none. */
  readonly openapi?: readonly OpenApiPath[];
}

/** What all manifest files say, before an environment is chosen. */
export interface Manifest {
  readonly entries: readonly ManifestEntry[];
}

export interface ManifestEntry extends Omit<DeclaredApi, 'identifier'> {
  readonly identifier: string | Readonly<Record<string, string>>;
}

/** What files say, and what is wrong with them. */
export interface ReadFiles {
  /** Missing where anything is wrong. */
  readonly manifest?: Manifest;
  /** What is right all the same, to be judged at once: where nothing is wrong, the manifest. */
  readonly readable: Manifest;
  readonly problems: readonly Problem[];
}

/**
 * Reads the documents of all manifest files into one manifest. Strict: an unknown key, a wrong type or a missing
 * field is a `schema` problem, and with any of those there is no manifest at all, because a permission that was
 * misread is a permission that would be removed. Takes the documents one by one, so that none outlives its turn.
 */
export function readManifest(documents: Iterable<Document>): ReadFiles {
  const files = Array.from(documents, readFile);
  const problems = files.flatMap((file) => file.problems);
  const readable = { entries: files.flatMap((file) => file.entries) };
  return { ...(problems.length === 0 && { manifest: readable }), readable, problems };
}

/**
 * Reads a file of an earlier commit, as leniently as can be: what was right when it was applied may be a problem today, and
 * a name that it declared is ours all the same. Of what can't be read nothing is known.
 */
export function readEarlier(document: Document): Manifest {
  const { apis = [] } = earlierSchema().safeParse(document.value).data ?? {};
  const entries = apis.flatMap((entry, index) =>
    entry ? [readEntry({ document, path: ['apis', index], repeated: [] }, entry)] : [],
  );
  return { entries };
}

function readFile(document: Document): { entries: ManifestEntry[]; problems: Problem[] } {
  const repeatedKeys = document.duplicates.filter(({ path }) => !isPermission(path)).map(repeatedKey);
  const parsed = parseShape(manifestSchema, document);
  if (!parsed) return { entries: [], problems: [...repeatedKeys, tooManyProblems(document)] };
  if (parsed.success) return { entries: readEntries(document, parsed.data.apis), problems: repeatedKeys };
  const problems = [...repeatedKeys, ...schemaProblems(document, parsed.error, expectations)];
  return { entries: readEntries(document, readableEntries(document)), problems };
}

function readableEntries(document: Document): (Entry | null)[] {
  const { apis = [] } = parseShape(readableSchema(), document)?.data ?? {};
  return apis.map((entry) => entry && { ...entry, permissions: withoutNull(entry.permissions) });
}

function withoutNull<Value>(map: Readonly<Record<string, Value | null>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(map).flatMap(([key, value]) => (value === null ? [] : [[key, value]])));
}

function readEntries(document: Document, apis: readonly (Entry | null)[]): ManifestEntry[] {
  const repeated = Map.groupBy(
    document.duplicates.filter(({ path }) => isPermission(path)),
    ({ path }) => path[1],
  );
  return apis.flatMap((entry, index) =>
    entry ? [readEntry({ document, path: ['apis', index], repeated: repeated.get(index) ?? [] }, entry)] : [],
  );
}

/** `apis` › index › `permissions` › name: twice there is for the rule duplicate-permission to find. */
function isPermission(path: Path): boolean {
  return path.length === 4 && path[2] === 'permissions';
}

function repeatedKey({ path, first, second }: DuplicateKey): Problem {
  const message = `The key \`${path.at(-1)}\` stands twice; first at ${first.file}:${first.line}.`;
  return { rule: 'schema', severity: 'error', message, hint: 'Keep one of them.', ...second };
}

interface EntrySource {
  readonly document: Document;
  readonly path: Path;
  readonly repeated: readonly DuplicateKey[];
}

function readEntry({ document, path, repeated }: EntrySource, entry: Entry): ManifestEntry {
  const declared = Object.entries(entry.permissions).map(([name, details]) =>
    readPermission(document, [...path, 'permissions', name], { name, details }),
  );
  const openapi = readOpenApi(document, [...path, 'openapi'], entry.openapi);
  return {
    identifier: entry.identifier,
    ...(openapi.length > 0 && { openapi }),
    ...(entry.name !== undefined && { name: entry.name }),
    place: document.place([...path, 'identifier'], 'value'),
    permissions: repeated.length === 0 ? declared : [...declared, ...repeatedPermissions(repeated, declared)],
  };
}

function readPermission(
  document: Document,
  path: Path,
  { name, details }: { name: string; details: Details },
): DeclaredPermission {
  const place = document.place(path, 'key');
  if (typeof details === 'string') {
    return { name, description: details, place, descriptionPlace: document.place(path, 'value') };
  }
  const { description = '', deprecated, 'renamed-from': renamedFrom } = details;
  const described = details.description === undefined ? place : document.place([...path, 'description'], 'value');
  return {
    name,
    description,
    ...(deprecated !== undefined && { deprecated }),
    ...(renamedFrom !== undefined && {
      renamedFrom,
      renamedFromPlace: document.place([...path, 'renamed-from'], 'value'),
    }),
    place,
    descriptionPlace: described,
  };
}

/**
 * What they say a second time is not read: that it stands twice is all there is to say about it, and nothing where the first
 * could not be read.
 */
function repeatedPermissions(
  repeated: readonly DuplicateKey[],
  declared: readonly DeclaredPermission[],
): DeclaredPermission[] {
  const descriptions = new Map(declared.map(({ name, description }) => [name, description]));
  return repeated.flatMap(({ path, second }) => {
    const name = String(path.at(-1));
    const description = descriptions.get(name);
    return description === undefined ? [] : [{ name, description, place: second, descriptionPlace: second }];
  });
}

/** The environments that identifiers are given for, sorted; none where every API has one identifier. */
export function environmentsOf(manifest: Manifest): string[] {
  const names = manifest.entries.flatMap(({ identifier }) =>
    typeof identifier === 'string' ? [] : Object.keys(identifier),
  );
  return [...new Set(names)].sort(compareText);
}

/** The environments besides this one that an entry declares its permissions for. */
export function otherEnvironments({ identifier }: ManifestEntry, environment: string): string[] {
  if (typeof identifier === 'string') return [];
  return Object.keys(identifier).filter((name) => name !== environment);
}

/** Every identifier of an entry, whatever the environment. */
export function identifiersOf({ identifier }: ManifestEntry): string[] {
  return typeof identifier === 'string' ? [identifier] : Object.values(identifier);
}

/**
 * The APIs of one environment, each once, in the order of the manifest. An API that has identifiers by environment
 * but none for this one is left out.
 */
export function apisOf(manifest: Manifest, environment: string): DeclaredApi[] {
  const byIdentifier = Map.groupBy(manifest.entries, (entry) => identifierIn(entry, environment));
  return [...byIdentifier].flatMap(([identifier, entries]) =>
    identifier === undefined ? [] : joinEntries(identifier, entries),
  );
}

function identifierIn({ identifier }: ManifestEntry, environment: string): string | undefined {
  if (typeof identifier === 'string') return identifier;
  return Object.hasOwn(identifier, environment) ? identifier[environment] : undefined;
}

/** What entries declare for one identifier; none where there are no entries. */
export function joinEntries(identifier: string, entries: readonly ManifestEntry[]): DeclaredApi[] {
  const [first] = entries;
  if (!first) return [];
  const name = entries.find((entry) => entry.name !== undefined)?.name;
  const openapi = entries.flatMap((entry) => entry.openapi ?? []);
  const permissions = entries.flatMap((entry) => entry.permissions);
  return [
    { ...first, identifier, ...(name !== undefined && { name }), ...(openapi.length > 0 && { openapi }), permissions },
  ];
}

/**
 * Refuses an environment that no identifier is for. One that only some APIs know is fine, unless it looks misspelt.
 * @throws ActionError input-invalid
 */
export function requireEnvironment(manifest: Manifest, environment: string): void {
  const known = environmentsOf(manifest);
  if (known.length === 0 || known.includes(environment)) return;
  const shared = manifest.entries.some(({ identifier }) => typeof identifier === 'string');
  if (shared && environment !== '' && nearest(environment, known) === undefined) return;
  const wanted = environment === '' ? 'no environment is given' : `none for \`${environment}\``;
  throw new ActionError(
    'input-invalid',
    `The manifest gives identifiers by environment, and ${wanted}.`,
    `Set the input \`environment\`. ${didYouMean(environment, known)}`,
  );
}
