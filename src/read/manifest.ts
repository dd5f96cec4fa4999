/** Reads the manifest, and the OpenAPI files that it names. */
import type { Document, FileSet, SourceFile } from '../core/document.ts';
import { apisOf, type DeclaredApi, type Manifest, readManifest, requireEnvironment } from '../core/manifest.ts';
import type { Descriptions } from '../core/openapi-description.ts';
import type { Problem } from '../core/problem.ts';
import { isSystemIdentifier } from '../core/rules/system-api.ts';
import type { ParseFile, Ports } from '../ports.ts';
import type { OpenApiSources } from './openapi.ts';

/** The manifest of this run with the files it came from. */
export interface Prepared {
  readonly files: FileSet;
  /** Undefined where a file could not be read as a manifest. */
  readonly manifest: Manifest | undefined;
  /** What its OpenAPI files require; missing where it names none. */
  readonly openapi?: Descriptions;
  /** What keeps the files from being read. */
  readonly problems: readonly Problem[];
  readonly notices: readonly string[];
}

/** Reads the manifest. Asks nobody but the checkout or, without one, GitHub. */
export async function prepare(ports: Ports): Promise<Prepared> {
  const prepared = prepareFiles(await ports.files.current(), ports.parse);
  const described = prepared.manifest && (await describeApis(ports, prepared.manifest));
  return described ? { ...prepared, ...described, problems: [...prepared.problems, ...described.problems] } : prepared;
}

/** Reads files at hand as a manifest. */
export function prepareFiles(files: FileSet, parse: ParseFile): Prepared {
  const broken: Problem[] = [];
  const read = readManifest(documentsOf(files.manifest, parse, broken));
  const manifest = broken.length > 0 ? undefined : read.manifest;
  return { files, manifest, problems: [...broken, ...read.problems], notices: [] };
}

/** Loads what reads OpenAPI files only where there are some. */
export async function describeApis(sources: OpenApiSources, manifest: Manifest) {
  if (!manifest.entries.some(({ openapi }) => openapi)) return undefined;
  const { describeManifest } = await import('./openapi.ts');
  return await describeManifest(sources, manifest);
}

/** Parses file by file as asked; what is wrong with those that can't be parsed is added to `broken`. */
function* documentsOf(sources: readonly SourceFile[], parse: ParseFile, broken: Problem[]): Generator<Document> {
  for (const source of sources) {
    const { document, problems } = parse(source);
    broken.push(...problems);
    if (document) yield document;
  }
}

/**
 * The APIs this run is about. Those of Auth0's own are left out: they have their problem already.
 * @throws ActionError input-invalid for an unknown environment
 */
export function declaredApis({ inputs: { domain, environment } }: Ports, manifest: Manifest): DeclaredApi[] {
  requireEnvironment(manifest, environment);
  return apisOf(manifest, environment).filter(({ identifier }) => !isSystemIdentifier(identifier, domain));
}

/**
 * Where no tenant is asked: every environment is judged, but one that is misspelt would only be found by the plan.
 * @throws ActionError input-invalid for an unknown environment
 */
export function requireKnown({ inputs: { environment } }: Ports, { manifest }: Prepared): void {
  if (manifest && environment !== '') requireEnvironment(manifest, environment);
}
