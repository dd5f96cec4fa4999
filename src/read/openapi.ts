/** The OpenAPI files that a manifest names: found, read, and compared with what it declares. */
import type { Manifest } from '../core/manifest.ts';
import { describe, type NamedFile } from '../core/openapi.ts';
import type { DescribedFiles, Description, Descriptions } from '../core/openapi-description.ts';
import { compilePathGlob, endOf, folderOf, isReadable, type OpenApiPath } from '../core/openapi-paths.ts';
import type { Reading } from '../core/openapi-reader.ts';
import { compareText, type Problem } from '../core/problem.ts';
import { isRefused, Library, type OpenApiSources, refusals, schemaProblem } from './openapi-library.ts';

export interface Described {
  readonly openapi: Descriptions;
  readonly problems: readonly Problem[];
  readonly notices: readonly string[];
}

/** Of a run: what the manifest names. */
const [mostPaths, mostFiles] = [100, 100];

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
