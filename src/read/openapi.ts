/** The OpenAPI files that a manifest names: found, read, and compared with what it declares. */
import pMap from 'p-map';
import { Allowance } from '../core/allowance.ts';
import type { Manifest } from '../core/manifest.ts';
import { describe, type NamedFile } from '../core/openapi.ts';
import type { DescribedFiles, Description, Descriptions } from '../core/openapi-description.ts';
import { compilePathGlob, endOf, folderOf, isReadable, type OpenApiPath } from '../core/openapi-paths.ts';
import { type Reading, readRequired } from '../core/openapi-reader.ts';
import type { Files } from '../core/openapi-references.ts';
import { Steps } from '../core/openapi-steps.ts';
import { compareText, type Place, type Problem } from '../core/problem.ts';
import { rootOf, type Tree } from '../core/tree.ts';
import type { Ports } from '../ports/ports.ts';

/** Where the files come from, and what parses them. */
export interface OpenApiSources {
  readonly files: Pick<Ports['files'], 'list' | 'read'>;
  readonly parseTree: Ports['parseTree'];
}

export interface Described {
  readonly openapi: Descriptions;
  readonly problems: readonly Problem[];
  readonly notices: readonly string[];
}

/** Of a run: what the manifest names, and how much that is with all that it refers to. A file has at most 5 MiB. */
const [mostPaths, mostFiles, mostRead, mostBytes] = [100, 100, 3000, 20 * 1024 * 1024];

/** Of all that is read: words, marks and line breaks. */
const mostTokens = 1_500_000;

/** On their way at once: small files, mostly one for each operation. */
const concurrency = 10;

/** Of each glob, its length times that of the paths it is held against: a few seconds. */
const mostMatched = 50_000_000;

/** Of a path that is found in a folder; folders in folders are gone through once for each. */
const costOfListing = 100;

/** Of each API, its files times its permissions: thousands of APIs can name a hundred files each. */
const mostDeclared = 1_000_000;

/**
 * Reads what the OpenAPI files of a manifest require.
 * @throws ActionError manifest-invalid for a symbolic link, github-unavailable
 */
export async function describeManifest(sources: OpenApiSources, manifest: Manifest): Promise<Described> {
  const named = Map.groupBy(
    manifest.entries.flatMap(({ openapi = [] }) => openapi),
    ({ path }) => path,
  );
  const description = new ManifestDescription(sources, manifest);
  for (const [path, places] of named) await description.add(path, places);
  return description.result();
}

class ManifestDescription {
  private readonly sources: OpenApiSources;
  private readonly manifest: Manifest;
  private readonly library: Library;
  private readonly problems: Problem[] = [];
  /** The files of each path or glob. */
  private readonly found = new Map<string, readonly string[]>();
  private readonly listed = new Map<string, readonly string[]>();
  private left = mostMatched;
  private readonly readings = new Map<string, Reading | undefined>();

  constructor(sources: OpenApiSources, manifest: Manifest) {
    this.sources = sources;
    this.manifest = manifest;
    this.library = new Library(sources);
  }

  async add(path: string, named: readonly OpenApiPath[]): Promise<void> {
    const files = this.found.size < mostPaths ? await this.find(path) : tooMany;
    this.found.set(path, typeof files === 'string' ? [] : files);
    if (typeof files === 'string') return this.report(named, files);
    if (files.length === 0) return this.report(named, nothingAt(path));
    if (new Set([...this.readings.keys(), ...files]).size > mostFiles) return this.report(named, tooManyNamed);
    await this.library.openAll(files);
    for (const file of files) {
      const fault = await this.read(file);
      if (fault) return this.report(named, ...fault);
    }
  }

  /** Sorted; of too many, one too many. Gives what keeps it from being searched for. */
  private async find(path: string): Promise<string[] | string> {
    const folder = folderOf(path);
    if (folder === undefined) return isReadable(path) ? [path] : [];
    const paths = await this.list(folder);
    const near = paths.filter((one) => isReadable(one) && one.endsWith(endOf(path)));
    this.left -= path.length * near.reduce((sum, one) => sum + one.length, 0);
    if (this.left < 0) return tooManyPaths;
    const matches = await compilePathGlob(path);
    return near
      .filter(matches)
      .sort(compareText)
      .slice(0, mostFiles + 1);
  }

  private async list(folder: string): Promise<readonly string[]> {
    const known = this.listed.get(folder);
    if (known) return known;
    const paths = await this.sources.files.list(folder);
    this.left -= costOfListing * paths.length;
    this.listed.set(folder, paths);
    return paths;
  }

  /** Gives what keeps it from being read, where that is no problem of the file itself. */
  private async read(file: string): Promise<readonly [message: string, hint?: string] | undefined> {
    if (this.readings.has(file)) return undefined;
    const tree = await this.library.open(file);
    this.readings.set(file, typeof tree === 'string' ? undefined : await this.library.read(tree));
    if (tree === 'absent') return [nothingAt(file)];
    return isRefused(tree) ? refusals[tree] : undefined;
  }

  private report(named: readonly OpenApiPath[], message: string, hint = pathHint): void {
    this.problems.push(...named.map(({ place }) => schemaProblem(place, message, hint)));
  }

  result(): Described {
    const read = this.describeFiles();
    const openapi = new Map([...this.found].map(([path, files]) => [path, this.select(files, read)]));
    const ofFiles = [...this.readings.values()].flatMap((reading) => reading?.problems ?? []);
    return { openapi, problems: [...this.problems, ...this.library.problems, ...ofFiles], notices: this.notices() };
  }

  private describeFiles(): Map<string, Description> {
    const read = [...this.namedFiles()].flatMap(([file, named]): [string, Description][] => {
      const reading = this.readings.get(file);
      return reading ? [[file, describe(named, reading.required)]] : [];
    });
    return new Map(read);
  }

  private select(files: readonly string[], read: ReadonlyMap<string, Description>): DescribedFiles {
    const sound = files.every((file) => read.has(file) && this.readings.get(file)?.problems.length === 0);
    return { files: files.flatMap((file) => read.get(file) ?? []), complete: sound && files.length > 0 };
  }

  /** None where it would be too many: what an API declares counts for each of its files. */
  private namedFiles(): Map<string, NamedFile> {
    const named = new Map<string, NamedFile & { readonly declared: Set<string> }>();
    let left = mostDeclared;
    for (const { openapi = [], permissions } of this.manifest.entries) {
      const files = openapi.flatMap((one) => (this.found.get(one.path) ?? []).map((file) => [file, one] as const));
      left -= files.length * (permissions.length + 1);
      if (left < 0) return this.refuseNames(openapi);
      for (const [file, namedBy] of new Map(files.toReversed())) {
        const one = named.get(file) ?? { file, namedBy, declared: new Set() };
        for (const { name } of permissions) one.declared.add(name);
        named.set(file, one);
      }
    }
    return named;
  }

  private refuseNames(named: readonly OpenApiPath[]): Map<string, NamedFile> {
    const message = `The APIs up to this one have over ${mostDeclared / 1e6} million permissions, those of each counted once for each of its OpenAPI files.`;
    this.report(named.slice(0, 1), message);
    return new Map();
  }

  private notices(): string[] {
    const silent = [...this.readings].filter(([, one]) => one?.required.size === 0 && one.problems.length === 0);
    return silent.map(
      ([file]) => `No operation of ${file} requires a permission: only schemes of oauth2 and openIdConnect count.`,
    );
  }
}

const pathHint = 'Correct `openapi`: it takes paths and globs (`*`, `**`) from the repository’s root.';

const tooMany = `The manifest names over ${mostPaths} different OpenAPI files or globs.`;
const tooManyPaths = 'The globs of `openapi` up to this one would take too long on so many paths.';
const tooManyNamed = `The OpenAPI files are more than ${mostFiles}, those that they refer to not included.`;

function nothingAt(path: string): string {
  return folderOf(path) === undefined ? `There is no file at \`${path}\`.` : `No file matches \`${path}\`.`;
}

function schemaProblem(place: Place, message: string, hint: string): Problem {
  return { rule: 'schema', severity: 'error', message, hint, ...place };
}

const bundle = 'Bundle them into one file first, such as with `redocly bundle`, and name that';

/** Why a file is not read, nor any after it, and what to do. */
const refusals = {
  'too much': [
    `The OpenAPI files and those that they refer to are over ${mostRead}, or have over ${mostBytes / 1024 / 1024} MiB or ${mostTokens / 1e6} million words and marks together.`,
    `${bundle}.`,
  ],
  'too many requests': [
    'Without a checkout the OpenAPI files and those that they refer to may be 100: each is a request.',
    `Check the commit out before this step. Or: ${bundle}.`,
  ],
} as const;

type Refused = keyof typeof refusals;
type Opened = Exclude<ReturnType<Files>, undefined> | Refused;

function isRefused(opened: Opened | undefined): opened is Refused {
  return typeof opened === 'string' && opened in refusals;
}

/** Files and what they refer to, each read once, within bounds of number and size. */
class Library {
  readonly problems: Problem[] = [];
  private readonly sources: OpenApiSources;
  private readonly opened = new Map<string, Opened>();
  private readonly steps = new Steps();
  private readonly tokens = new Allowance(mostTokens);
  private count = 0;
  private size = 0;

  constructor(sources: OpenApiSources) {
    this.sources = sources;
  }

  async open(path: string): Promise<Opened> {
    const opened = this.opened.get(path) ?? (await this.load(path));
    this.opened.set(path, opened);
    return opened;
  }

  async openAll(paths: Iterable<string>): Promise<void> {
    await pMap(paths, (path) => this.open(path), { concurrency });
  }

  private async load(path: string): Promise<Opened> {
    this.count += 1;
    if (this.count > mostRead) return 'too much';
    const file = await this.sources.files.read(path);
    if (!file) return 'absent';
    if (file === 'too many requests') return file;
    this.size += file.bytes.length;
    if (this.size > mostBytes) return 'too much';
    const { tree, problems } = await this.sources.parseTree(file, this.tokens);
    if (this.tokens.isExceeded) return 'too much';
    this.problems.push(...problems);
    return tree ?? 'unreadable';
  }

  /** Reads again and again, until all that the file refers to is there. */
  async read(tree: Tree): Promise<Reading> {
    for (;;) {
      const refused = new Set<Refused>();
      const files: Files = (path) => {
        const opened = this.opened.get(path);
        if (!isRefused(opened)) return opened;
        refused.add(opened);
        return 'unreadable';
      };
      const reading = readRequired(tree, files, this.steps);
      const [first] = refused;
      if (first) return refusedReading(tree, first);
      if (reading.unread.size === 0) return reading;
      await this.openAll(reading.unread);
    }
  }
}

/** Said once, and not of each reference. */
function refusedReading(tree: Tree, refused: Refused): Reading {
  const [message, hint] = refusals[refused];
  return { required: new Map(), problems: [schemaProblem(rootOf(tree).place, message, hint)], unread: new Set() };
}
