/** Reads the manifest, and the OpenAPI files that it names. */
import { Allowance } from '../core/allowance.ts';
import type { Document, FileSet, SourceFile } from '../core/document.ts';
import { apisOf, type DeclaredApi, type Manifest, readManifest, requireEnvironment } from '../core/manifest.ts';
import { oddEnvironmentNotices } from '../core/odd-environments.ts';
import type { Descriptions } from '../core/openapi-description.ts';
import type { Problem } from '../core/problem.ts';
import { isSystemIdentifier } from '../core/rules/system-api.ts';
import { type Amount, amountOf, amountProblem } from '../core/views.ts';
import type { ParseFile } from '../ports/files.ts';
import type { Ports } from '../ports/ports.ts';
import type { OpenApiSources } from './openapi-library.ts';

/** The manifest of this run with the files it came from. */
export interface ReadManifest {
  readonly files: FileSet;
  /** Undefined where a file could not be read as a manifest. */
  readonly manifest: Manifest | undefined;
  /** What is judged: the manifest or, of files that could not all be read, what could. */
  readonly readable: Manifest;
  /** How much of it there is to judge. */
  readonly amount: Amount;
  /** What its OpenAPI files require; missing where it names none. */
  readonly openapi?: Descriptions;
  /** What keeps the files from being read. */
  readonly problems: readonly Problem[];
  readonly notices: readonly string[];
}

/** Reads the manifest. Asks nobody but the checkout or, without one, GitHub. */
export async function prepare(ports: Ports): Promise<ReadManifest> {
  const read = prepareFiles(await ports.files.current(), ports.parse);
  const prepared = { ...read, notices: oddEnvironmentNotices(read.readable) };
  const described = await describeApis(ports, prepared.readable);
  if (!described) return prepared;
  const problems = [...prepared.problems, ...described.problems];
  const notices = [...prepared.notices, ...described.notices];
  return prepared.manifest ? { ...prepared, ...described, problems, notices } : { ...prepared, problems }; // what is required may be declared where it can't be read
}

const nothing: Manifest = { entries: [] };

/** Reads files at hand as a manifest. */
export function prepareFiles(files: FileSet, parse: ParseFile): ReadManifest {
  const broken: Problem[] = [];
  const read = readManifest(documentsOf(files.manifest, parse, broken));
  const tooMuch = amountProblem(read.readable, amountOf(read.readable));
  const problems = [...broken, ...read.problems, ...(tooMuch ? [tooMuch] : [])];
  const readable = tooMuch ? nothing : read.readable;
  const manifest = problems.length > 0 ? undefined : readable;
  return { files, manifest, readable, amount: amountOf(readable), problems, notices: [] };
}

/** Loads what reads OpenAPI files only where there are some. */
export async function describeApis(sources: OpenApiSources, manifest: Manifest) {
  if (!manifest.entries.some(({ openapi }) => openapi)) return undefined;
  const { describeManifest } = await import('./openapi.ts');
  return await describeManifest(sources, manifest);
}

/** Of all files together, in bytes and in tokens, of which a hundred thousand names with descriptions have 600,000. */
const [largestManifest, mostTokens] = [16 * 1024 * 1024, 1_500_000];

/** Parses file by file as asked; what is wrong with those that can't be parsed is added to `broken`. */
function* documentsOf(sources: readonly SourceFile[], parse: ParseFile, broken: Problem[]): Generator<Document> {
  let left = largestManifest;
  const tokens = new Allowance(mostTokens);
  for (const source of sources) {
    left -= source.size;
    if (left < 0) return void broken.push(tooLarge(source, `${largestManifest / 1024 ** 2} MiB`));
    const { document, problems } = parse(source, tokens);
    if (tokens.isExceeded) return void broken.push(tooLarge(source, tokenWords));
    broken.push(...problems);
    if (document) yield document;
  }
}

const tokenWords = `${mostTokens / 1e6} million words, marks and line breaks`;

function tooLarge({ path }: SourceFile, most: string): Problem {
  const message = `The files of the manifest up to this one have over ${most} together.`;
  const hint = 'Split them into several manifests, each with a step of its own.';
  return { rule: 'syntax', severity: 'error', message, hint, file: path, line: 1, column: 1 };
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
export function requireKnown({ inputs: { environment } }: Ports, { manifest }: ReadManifest): void {
  if (manifest && environment !== '') requireEnvironment(manifest, environment);
}
