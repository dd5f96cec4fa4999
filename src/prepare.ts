import type { Document, FileSet, SourceFile } from './core/document.ts';
import { ActionError } from './core/errors.ts';
import { fingerprint } from './core/fingerprint.ts';
import {
  apisOf,
  type DeclaredApi,
  identifiersOf,
  type Manifest,
  readManifest,
  requireEnvironment,
} from './core/manifest.ts';
import {
  type ApiPlan,
  mergedList,
  type Previous,
  planApi,
  planOffline,
  type TenantApi,
  type Wanted,
} from './core/plan.ts';
import type { Exception, Policy } from './core/policy.ts';
import { arrangeProblems, type Problem, problemKey } from './core/problem.ts';
import { type Plan, shortCommit } from './core/report.ts';
import {
  type CheckContext,
  checkManifest,
  checkMerged,
  checkUnmanaged,
  type Judgement,
  systemApiProblem,
} from './core/rules/check.ts';
import { isSystemIdentifier } from './core/rules/system-api.ts';
import type { Governance } from './governance.ts';
import type { Inputs } from './inputs.ts';
import type { ParseFile, Ports, Run } from './ports.ts';

/** The manifest of this run with the files it came from. */
export interface Prepared {
  readonly files: FileSet;
  /** Undefined where a file could not be read as a manifest. */
  readonly manifest: Manifest | undefined;
  /** What keeps the files from being read. */
  readonly problems: readonly Problem[];
}

/** Reads the manifest. Asks nobody but the checkout or, without one, GitHub. */
export async function prepare({ files, parse }: Ports): Promise<Prepared> {
  const sources = await files.current();
  const broken: Problem[] = [];
  const { manifest, problems } = readManifest(documentsOf(sources.manifest, parse, broken));
  return {
    files: sources,
    manifest: broken.length > 0 ? undefined : manifest,
    problems: [...broken, ...problems],
  };
}

/** Judges manifest and policy. */
export function judge({ inputs, run }: Ports, prepared: Prepared, governance: Governance): Judgement {
  const { policy, problems } = governance;
  const unreadable = [...prepared.problems, ...problems];
  if (!prepared.manifest) return { problems: arrangeProblems(unreadable), exceptions: [] };
  const exceptions = exceptionsToJudge(prepared.manifest, governance, inputs);
  const context = { tenant: inputs.domain, policy, today: run.today, exceptions };
  const judgement = checkManifest(prepared.manifest, context);
  const later = governance.next === policy ? [] : laterProblems(prepared.manifest, context, governance.next);
  return { ...judgement, problems: arrangeProblems([...unreadable, ...judgement.problems, ...later]) };
}

/** What a change of the policy would find once it is merged: it may not stop the change, but would stop the apply. */
function laterProblems(manifest: Manifest, context: CheckContext, next: Policy): Problem[] {
  const now = new Set(checkManifest(manifest, { ...context, exceptions: [] }).problems.map(problemKey));
  const { problems } = checkManifest(manifest, { ...context, policy: next, exceptions: [] });
  return problems
    .filter((problem) => !now.has(problemKey(problem)))
    .map((problem) => ({ ...problem, severity: 'warning', message: `Under the new policy: ${problem.message}` }));
}

/** A policy for many repositories excepts permissions of APIs that are none of this one's. */
function exceptionsToJudge(manifest: Manifest, { exceptions }: Governance, { policy }: Inputs): readonly Exception[] {
  if (policy.kind === 'file') return exceptions;
  const declared = new Set(manifest.entries.flatMap(identifiersOf));
  return exceptions.filter(({ api }) => api !== undefined && declared.has(api));
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

/** The manifest that the tenant follows so far. */
export interface PreviousManifest {
  /** By identifier; empty where nothing is known. */
  readonly apis: ReadonlyMap<string, Previous>;
  /** The commit or branch it was read from, '' where there is none. */
  readonly commit: string;
  readonly notices: readonly string[];
}

/** A manifest, the files it was read from, and what to compare it with. */
export interface Sources {
  readonly manifest: Manifest;
  readonly files: FileSet;
  /** Commit or branch of the previous manifest; undefined where there is none. */
  readonly previousCommit: string | undefined;
}

/** @throws ActionError github-unavailable */
export async function readPrevious(ports: Ports, current: Sources): Promise<PreviousManifest> {
  const { files, previousCommit: commit } = current;
  if (commit === undefined) return { apis: new Map(), commit: '', notices: [unknownNotice] };
  const sources = commit === ports.run.commit ? files : await ports.files.at(commit, files);
  if (!sources && ports.run.event.kind !== 'push') throw unreadable(commit);
  if (!sources) return { apis: new Map(), commit: '', notices: [lostNotice(commit)] };
  return { ...parsePrevious(sources.manifest, current, ports), commit };
}

const unknownNotice =
  'No earlier manifest is known, so nothing is removed; permissions it may have declared count as unmanaged.';

function lostNotice(commit: string): string {
  return `The commit ${shortCommit(commit)} that this push replaced can't be found anymore, so nothing is removed.`;
}

/** A review that lacks the removals would say something untrue. */
function unreadable(commit: string): ActionError {
  const message = `GitHub does not show ${shortCommit(commit)}, which the manifest is compared with.`;
  return new ActionError(
    'github-unavailable',
    message,
    'Give the job `permissions: contents: read`, or update the branch.',
  );
}

/** What a plan compares with: what the change is against. On demand on the default branch all that differs is drift. */
export function comparedCommit(run: Run): string | undefined {
  const { event, branch, commit } = run;
  if (event.kind === 'pull-request' || event.kind === 'pull-request-target') return event.base;
  if (event.kind === 'on-demand' && event.defaultBranch !== branch) return event.defaultBranch ?? commit;
  return replacedCommit(run);
}

/**
 * What an apply compares with, and so what it may remove: what this very push replaced, undefined for a branch that
 * is new. Without a push nothing was replaced, and nothing is removed.
 */
export function replacedCommit({ event, commit }: Run): string | undefined {
  return event.kind === 'push' ? event.before : commit;
}

/** Of a broken previous manifest the files that can be read: the less is known, the less is removed. */
function parsePrevious(
  sources: readonly SourceFile[],
  current: Sources,
  { parse, inputs }: Ports,
): Omit<PreviousManifest, 'commit'> {
  const unchanged = unchangedFiles(sources, current.files.manifest);
  const changed = sources.filter(({ path }) => !unchanged.has(path));
  const readable = changed.flatMap((source) => parse(source).document ?? []).flatMap(readAlone);
  const known = current.manifest.entries.filter(({ place }) => unchanged.has(place.file));
  const declared = apisOf({ entries: [...known, ...readable.flatMap(({ entries }) => entries)] }, inputs.environment);
  const apis = new Map(declared.map((api) => [api.identifier, toPrevious(api)]));
  const lost = changed.length - readable.length;
  const files = lost === 1 ? '1 file' : `${lost} files`;
  const notice = `Of the previous manifest ${files} can't be read; what stands there alone is not removed.`;
  return { apis, notices: lost === 0 ? [] : [notice] };
}

/** Paths of files that were the same before; what they say was read already. */
function unchangedFiles(before: readonly SourceFile[], now: readonly SourceFile[]): Set<string> {
  const bytes = new Map(now.map((file) => [file.path, file.bytes]));
  return new Set(before.filter((file) => bytes.get(file.path) === file.bytes).map(({ path }) => path));
}

function readAlone(document: Document): Manifest[] {
  const { manifest } = readManifest([document]);
  return manifest ? [manifest] : [];
}

function toPrevious({ permissions }: DeclaredApi): Previous {
  return new Map(permissions.map(({ name, description }) => [name, description]));
}

/** Everything a plan is made from. */
export interface Basis {
  readonly declared: readonly DeclaredApi[];
  readonly previous: PreviousManifest;
  /** What the tenant has of the declared APIs; undefined where it was not asked. */
  readonly held: readonly TenantApi[] | undefined;
}

/** A plan, and the problems that only the tenant's answer shows. */
export interface Planned {
  readonly plan: Plan;
  readonly problems: readonly Problem[];
}

/** Compares with the tenant or, where it was not asked, with the previous manifest alone. */
export function makePlan({ inputs }: Ports, basis: Basis, policy: Policy): Planned {
  const { declared, held } = basis;
  if (!held)
    return {
      plan: toPlan(
        inputs,
        basis,
        declared.map((api) => planOffline(wantedOf(basis, api))),
      ),
      problems: [],
    };
  const byIdentifier = new Map(held.map((api) => [api.identifier, api]));
  const system = declared.filter(({ identifier }) => byIdentifier.get(identifier)?.system);
  const judged = declared.flatMap((api) => comparison(wantedOf(basis, api), byIdentifier.get(api.identifier), policy));
  const plan = toPlan(
    inputs,
    basis,
    judged.map(({ api }) => api),
  );
  return { plan, problems: [...system.flatMap(systemApiProblem), ...judged.flatMap(({ problems }) => problems)] };
}

function comparison(
  wanted: Wanted,
  tenant: TenantApi | undefined,
  policy: Policy,
): { api: ApiPlan; problems: Problem[] }[] {
  if (!tenant || tenant.system) return [];
  const api = planApi(wanted, tenant);
  const unmanaged = checkUnmanaged(wanted.declared, api.unmanaged, policy);
  if (api.changes.length === 0) return [{ api, problems: unmanaged }];
  const merged = checkMerged(wanted.declared, mergedList(tenant.permissions, api.changes));
  return [{ api, problems: [...unmanaged, ...merged] }];
}

/** One API of the basis, as the plan takes it. */
export function wantedOf({ previous }: Basis, declared: DeclaredApi): Wanted {
  return { declared, previous: previous.apis.get(declared.identifier) ?? new Map() };
}

function toPlan({ domain, environment }: Inputs, { declared, previous, held }: Basis, apis: readonly ApiPlan[]): Plan {
  const current = new Set(declared.map(({ identifier }) => identifier));
  const present = new Set(held?.map(({ identifier }) => identifier));
  return {
    tenant: domain,
    environment,
    tenantAsked: held !== undefined,
    fingerprint: fingerprint(domain, environment, apis),
    apis,
    missing: held ? declared.filter(({ identifier }) => !present.has(identifier)) : [],
    released: [...previous.apis.keys()].filter((identifier) => !current.has(identifier)),
  };
}
