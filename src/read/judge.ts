/** Manifest and policy judged, and what a change brings told from what its base has already. */
import { type FileSet, unchangedFiles } from '../core/document.ts';
import { ActionError, refusedByGitHub } from '../core/errors.ts';
import { identifiersOf, type Manifest } from '../core/manifest.ts';
import type { Exception } from '../core/policy.ts';
import { arrangeProblems, onlyLater, type Problem, withAges } from '../core/problem.ts';
import { checkEnvironments, type Judgement } from '../core/rules/check.ts';
import { isExpired } from '../core/rules/exceptions.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { ParseFile } from '../ports/files.ts';
import type { Ports } from '../ports/ports.ts';
import { describeApis, prepareFiles, type ReadManifest } from './manifest.ts';
import type { OpenApiSources } from './openapi-library.ts';
import { baseOf, type PolicyInForce } from './policy.ts';

/** Judges the manifest of this run. On a change each problem is new or old. */
export async function judge(ports: Ports, prepared: ReadManifest, inForce: PolicyInForce): Promise<Judgement> {
  const { problems, exceptions } = check(ports, prepared, inForce);
  const later = laterProblems(ports, prepared, { inForce, now: problems });
  const found = [...prepared.problems, ...inForce.problems, ...problems, ...later];
  const before = found.length === 0 ? undefined : await problemsBefore(ports, prepared, { inForce, found });
  return { problems: arrangeProblems(before ? withAges(found, before) : found), exceptions };
}

type ToCheck = Pick<ReadManifest, 'manifest' | 'readable' | 'openapi'>;

function check({ inputs, run }: Ports, { manifest, readable, openapi }: ToCheck, by: Terms): Judgement {
  const own = exceptionsToJudge(readable, by.exceptions, inputs);
  const exceptions = manifest ? own : own.filter((one) => isExpired(one, run.today)); // what needs others may not be readable
  const context = { tenant: inputs.domain, policy: by.policy, today: run.today, exceptions };
  return checkEnvironments(readable, { ...context, ...(openapi && { openapi }) });
}

type Terms = Pick<PolicyInForce, 'policy' | 'exceptions'>;

/** What a change of the policy would find once it is merged. */
function laterProblems(
  ports: Ports,
  prepared: ReadManifest,
  { inForce: { policy, next }, now }: { inForce: PolicyInForce; now: readonly Problem[] },
): Problem[] {
  if (next === policy) return [];
  return onlyLater(check(ports, prepared, { policy: next, exceptions: [] }).problems, now);
}

/**
 * What the base has against itself under the same policy, as far as its files can be read. Undefined where there is no base,
 * or GitHub does not show it.
 */
async function problemsBefore(
  ports: Ports,
  prepared: ReadManifest,
  { inForce: { policy }, found }: { inForce: PolicyInForce; found: readonly Problem[] },
): Promise<readonly Problem[] | undefined> {
  const base = baseOf(ports.run);
  const files = base === undefined ? undefined : await ports.files.at(base, prepared.files).catch(unlessRefused);
  if (base === undefined || !files) return undefined;
  const { manifest, readable, problems: broken } = preparedBefore(files, prepared, ports.parse);
  const asked = prepared.problems.length > 0 || found.some(({ rule }) => openApiRules.has(rule));
  const described = asked ? await describeApis(filesAt(ports, base), readable).catch(unlessExpected) : undefined;
  const terms = { policy, exceptions: policy.exceptions };
  const { problems } = check(ports, { manifest, readable, ...(manifest && described) }, terms);
  return [...broken, ...problems, ...(described?.problems ?? [])];
}

/** Files that say what is at hand are not parsed again. */
function preparedBefore({ manifest: files }: FileSet, now: ReadManifest, parse: ParseFile) {
  const known = now.manifest ? unchangedFiles(files, now.files.manifest) : new Set<string>();
  const changed = files.filter(({ path }) => !known.has(path));
  const { manifest, readable, problems } = prepareFiles({ manifest: changed, policy: undefined }, parse);
  const kept = now.manifest?.entries.filter(({ place: { file } }) => known.has(file)) ?? [];
  const all = { entries: [...kept, ...readable.entries] };
  return { manifest: manifest && all, readable: all, problems };
}

const openApiRules: ReadonlySet<string> = new Set(['undeclared-permission', 'unused-permission']);

function unlessRefused(thrown: unknown): undefined {
  refusedByGitHub(thrown);
}

/** What OpenAPI files said before is worth no failure. */
function unlessExpected(thrown: unknown): undefined {
  if (!(thrown instanceof ActionError)) throw thrown;
}

function filesAt({ files, parseTree }: Ports, commit: string): OpenApiSources {
  return {
    files: { list: (folder) => files.list(folder, commit), read: (path) => files.read(path, commit) },
    parseTree,
  };
}

/** A policy for many repositories excepts permissions of APIs that are none of this one's. */
function exceptionsToJudge(
  manifest: Manifest,
  exceptions: readonly Exception[],
  { policy }: Inputs,
): readonly Exception[] {
  if (policy.kind === 'file') return exceptions;
  const declared = new Set(manifest.entries.flatMap(identifiersOf));
  return exceptions.filter(({ api }) => api !== undefined && declared.has(api));
}
