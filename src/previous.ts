import type { Document, FileSet, SourceFile } from './core/document.ts';
import { ActionError, refusedByGitHub } from './core/errors.ts';
import { apisOf, type DeclaredApi, type Manifest, readManifest } from './core/manifest.ts';
import type { Previous } from './core/plan.ts';
import { shortCommit } from './core/report.ts';
import type { Inputs } from './inputs.ts';
import type { Attempt, DeploymentTarget, Ports, Run } from './ports.ts';

type NamesByApi = ReadonlyMap<string, ReadonlySet<string>>;

/** The manifest that the tenant follows so far. */
export interface PreviousManifest {
  /** By identifier; empty where nothing is known. */
  readonly apis: ReadonlyMap<string, Previous>;
  /** Names that an apply since then may have written, though it did not succeed, by identifier. */
  readonly attempted: NamesByApi;
  /** Names that it, or one of those since, had marked as deprecated, by identifier. */
  readonly deprecated: NamesByApi;
  /** By identifier and name, what it said that a permission is renamed from. */
  readonly renames: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** The commit or branch it was read from, '' where there is none. */
  readonly commit: string;
  /** False where GitHub could not tell what was applied last. */
  readonly remembered: boolean;
  readonly notices: readonly string[];
}

/** A manifest, and the files it was read from. */
export interface Sources {
  readonly manifest: Manifest;
  readonly files: FileSet;
}

/** What a manifest is compared with. */
export interface Since {
  /** A commit or branch; undefined where there is none. */
  readonly commit: string | undefined;
  /** Commits whose applies did not succeed since, and the one that this push replaced. */
  readonly attempts: readonly string[];
  readonly remembered: boolean;
  readonly notices: readonly string[];
}

/** What is known without asking what was applied last. */
export function sinceCommit(commit: string | undefined): Since {
  return { commit, attempts: [], remembered: true, notices: [] };
}

/**
 * What was applied last, and tried since, as far as GitHub remembers it and the commits belong to the branch; a removal
 * whose apply failed is then not forgotten by the next one, nor an addition that a failed apply made.
 * @param tip the commit that the branch, or the base of a pull request, is at.
 * @param otherwise what to compare with where nothing is remembered.
 */
export async function sinceLastApply(ports: Ports, tip: string, otherwise: string | undefined): Promise<Since> {
  try {
    const known = await readAttempts(ports, tip);
    const applied = known.find(({ succeeded }) => succeeded)?.commit ?? (await begunFrom(ports, known, tip));
    const failed = known.filter(({ succeeded }) => !succeeded).map(({ commit }) => commit);
    if (applied === undefined) return { ...sinceCommit(otherwise), attempts: failed };
    const replaced = otherwise === undefined ? [] : [otherwise];
    return { ...sinceCommit(applied), attempts: [...failed, ...replaced].filter((commit) => commit !== applied) };
  } catch (thrown) {
    const notices = [forgottenNotice(refusedByGitHub(thrown))];
    return { ...sinceCommit(otherwise), remembered: false, notices };
  }
}

/**
 * Attempts of this branch, the newest first, up to the last one that succeeded. Anybody who can push a branch can have a
 * workflow of it record a deployment, so a commit that this branch was never at says nothing, merged or not.
 */
async function readAttempts(ports: Ports, tip: string): Promise<Attempt[]> {
  const [deployments, history] = [await ports.openDeployments(targetOf(ports.inputs)), await ports.openHistory()];
  const found: Attempt[] = [];
  for await (const attempt of deployments.attempts()) {
    const { relation, wasTip } = await history.between(attempt.commit, tip);
    if (relation !== 'ahead' || wasTip === false) continue;
    found.push(attempt);
    if (attempt.succeeded) break;
  }
  return found;
}

/** Where none succeeded yet: what the first that failed was compared with, so that it is made up for, too. */
async function begunFrom(ports: Ports, attempts: readonly Attempt[], tip: string): Promise<string | undefined> {
  const previous = attempts.at(-1)?.previous;
  if (previous === undefined) return undefined;
  const history = await ports.openHistory();
  return (await history.between(previous, tip)).wasTip ? previous : undefined;
}

/** Under what name a tenant's deployments are found. */
export function targetOf({ domain, environment }: Inputs): DeploymentTarget {
  return { tenant: domain, environment: environment || domain };
}

function forgottenNotice({ message, hint }: ActionError): string {
  return `Earlier applies are not known, so what one of them left to remove is forgotten. ${message} ${hint}`;
}

/** @throws ActionError github-unavailable */
export async function readPrevious(ports: Ports, current: Sources, since: Since): Promise<PreviousManifest> {
  const { commit, notices, remembered } = since;
  const attempts = await readAttempted(ports, current, since.attempts);
  const base = { attempted: namesOf(attempts), deprecated: deprecatedIn(attempts), renames: new Map(), remembered };
  if (commit === undefined) return { ...base, apis: new Map(), commit: '', notices: [...notices, unknownNotice] };
  const sources = await filesAt(ports, current, commit);
  if (!sources && ports.run.event.kind !== 'push') throw unreadable(commit);
  if (!sources) return { ...base, apis: new Map(), commit: '', notices: [...notices, lostNotice(commit)] };
  const previous = parsePrevious(sources.manifest, current, ports);
  const moved = sources.manifest.length === 0 ? [absentNotice(commit)] : [];
  return {
    ...base,
    apis: new Map(previous.declared.map((api) => [api.identifier, toPrevious(api)])),
    deprecated: deprecatedIn([...attempts, ...previous.declared]),
    renames: new Map(previous.declared.map((api) => [api.identifier, renamesOf(api)])),
    commit,
    notices: [...notices, ...moved, ...previous.notices],
  };
}

async function filesAt(ports: Ports, { files }: Sources, commit: string): Promise<FileSet | undefined> {
  return commit === ports.run.commit ? files : await ports.files.at(commit, files);
}

/** What can't be found or read anymore says nothing: the less is known, the less is removed. */
async function readAttempted(ports: Ports, current: Sources, commits: readonly string[]): Promise<DeclaredApi[]> {
  const declared: DeclaredApi[] = [];
  for (const commit of new Set(commits)) {
    const sources = await filesAt(ports, current, commit);
    declared.push(...parsePrevious(sources?.manifest ?? [], current, ports).declared);
  }
  return declared;
}

function namesOf(declared: readonly DeclaredApi[]): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>();
  for (const { identifier, permissions } of declared) {
    const known = names.get(identifier) ?? new Set();
    names.set(identifier, new Set([...known, ...permissions.map(({ name }) => name)]));
  }
  return names;
}

function deprecatedIn(declared: readonly DeclaredApi[]): NamesByApi {
  const marked = (api: DeclaredApi) => api.permissions.filter(({ deprecated }) => deprecated !== undefined);
  return namesOf(declared.map((api) => ({ ...api, permissions: marked(api) })));
}

function renamesOf({ permissions }: DeclaredApi): Map<string, string> {
  return new Map(permissions.flatMap(({ name, renamedFrom }) => (renamedFrom ? [[name, renamedFrom] as const] : [])));
}

const unknownNotice =
  'No earlier manifest is known, so nothing is removed; permissions it may have declared count as unmanaged.';

/** The first manifest of all, or one that was somewhere else. */
function absentNotice(commit: string): string {
  return `${shortCommit(commit)} has no manifest here yet, so nothing is removed; what one at another path declared counts as unmanaged.`;
}

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
): { declared: readonly DeclaredApi[]; notices: readonly string[] } {
  const unchanged = unchangedFiles(sources, current.files.manifest);
  const changed = sources.filter(({ path }) => !unchanged.has(path));
  const readable = changed.flatMap((source) => parse(source).document ?? []).flatMap(readAlone);
  const known = current.manifest.entries.filter(({ place }) => unchanged.has(place.file));
  const declared = apisOf({ entries: [...known, ...readable.flatMap(({ entries }) => entries)] }, inputs.environment);
  const lost = changed.length - readable.length;
  const files = lost === 1 ? '1 file' : `${lost} files`;
  const notice = `Of the previous manifest ${files} can't be read; what stands there alone is not removed.`;
  return { declared, notices: lost === 0 ? [] : [notice] };
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
