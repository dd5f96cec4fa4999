/** The manifest that the tenant follows so far, and what is ours. */

import type { Names, PreviousManifest } from '../core/comparing.ts';
import { type FileSet, type SourceFile, unchangedFiles } from '../core/document.ts';
import { early } from '../core/early.ts';
import { ActionError, toActionError, withoutRight } from '../core/errors.ts';
import { apisOf, type DeclaredApi, type Manifest, readEarlier } from '../core/manifest.ts';
import { isAdded } from '../core/ownership.ts';
import type { Previous } from '../core/plan.ts';
import { shortCommit } from '../core/report.ts';
import type { Attempt, Deployments } from '../ports/github.ts';
import type { GitHubPorts, Ports } from '../ports/ports.ts';
import type { Run } from '../ports/run.ts';
import { type Elsewhere, findMoved, type Moved, nothingMoved } from './moved.ts';

/** A manifest, and the files it was read from. */
export interface ManifestAndFiles {
  readonly manifest: Manifest;
  readonly files: FileSet;
}

/** What a manifest is compared with. */
export interface Since extends Pick<PreviousManifest, 'isApplied' | 'remembered'> {
  /** Finds what other manifests declare that are applied to the same tenant and environment; now, unless said where. */
  readonly moved: (dropped: Names, where?: Elsewhere) => Promise<Moved>;
  readonly notices: readonly string[];
  /** A commit or branch; undefined where there is none. */
  readonly commit: string | undefined;
  /** `vouched` where GitHub remembers an apply of it and it is one of the branch's. */
  readonly origin: 'vouched' | 'assumed';
  /** Applies since then that did not succeed. */
  readonly attempts: readonly Attempt[];
  /** What this push replaced, where that is another commit. */
  readonly replaced?: string;
}

/** What is known without asking what was applied last. */
export function sinceCommit(commit: string | undefined): Since {
  const unasked = { attempts: [], moved: async () => nothingMoved, remembered: true, notices: [] };
  return { ...unasked, commit, origin: 'assumed', isApplied: true };
}

/**
 * What was applied last, and tried since, as far as GitHub remembers it and the commits belong to the branch; a removal
 * whose apply failed is then not forgotten by the next one, nor an addition that a failed apply made.
 * @param now where other manifests are looked for; its tip is that of the branch, or of the base of a pull request.
 * @param otherwise what to compare with where nothing is remembered.
 */
export async function sinceLastApply(
  ports: GitHubPorts,
  now: Elsewhere,
  otherwise: string | undefined,
): Promise<Since> {
  try {
    const deployments = await ports.openDeployments();
    const attempts = await vouchedAttempts(ports, deployments, now.tip);
    const others = () => deployments.others();
    return sinceAttempts(attempts, otherwise, (dropped, where = now) =>
      findMoved(ports, dropped, { ...where, others }),
    );
  } catch (thrown) {
    const notices = [forgottenNotice(withoutRight(thrown))];
    return { ...sinceCommit(otherwise), remembered: false, notices };
  }
}

function sinceAttempts(attempts: readonly Attempt[], otherwise: string | undefined, moved: Since['moved']): Since {
  const applied = attempts.find(({ succeeded }) => succeeded);
  const known = { attempts: attempts.filter(({ succeeded }) => !succeeded), moved };
  if (!applied) return { ...sinceCommit(otherwise), ...known, isApplied: false, notices: [firstNotice] };
  const replaced = otherwise === undefined || otherwise === applied.commit ? {} : { replaced: otherwise };
  return { ...sinceCommit(applied.commit), ...known, ...replaced, origin: 'vouched' };
}

/**
 * Attempts of this branch, the newest first, up to the last one that succeeded. Anybody who can push a branch can have a
 * workflow of it record a deployment, so a commit that this branch was never at says nothing, merged or not. What a push
 * replaced, by force even, the branch was at.
 */
async function vouchedAttempts(ports: GitHubPorts, deployments: Deployments, tip: string): Promise<Attempt[]> {
  const history = await ports.openHistory();
  const { event } = ports.run;
  const found: Attempt[] = [];
  const foreseen = (commit: string) => void early(history.between(commit, tip));
  for await (const attempt of deployments.attempts(foreseen)) {
    const { relation, wasTip } = await history.between(attempt.commit, tip).catch(asFault);
    const isReplaced = event.kind === 'push' && event.before === attempt.commit && relation !== 'unknown';
    const isPast = relation === 'ahead' && wasTip !== false;
    if (!isPast && !isReplaced) continue;
    found.push(attempt);
    if (attempt.succeeded) break;
  }
  return found;
}

/** Whoever may read the branch may compare its commits, so a refusal is no right that lacks. */
function asFault(thrown: unknown): never {
  const { code, message, hint } = toActionError(thrown);
  throw new ActionError(code, message, hint, { cause: thrown });
}

function forgottenNotice({ message, hint }: ActionError): string {
  return `Earlier applies are not known, so what one of them left to remove is forgotten. ${message} ${hint}`;
}

export interface ReadPrevious extends Pick<Since, 'moved' | 'notices'> {
  readonly previous: PreviousManifest;
}

/** @throws ActionError github-unavailable */
export async function readPrevious(ports: Ports, current: ManifestAndFiles, since: Since): Promise<ReadPrevious> {
  const { commit = '', isApplied, moved, remembered } = since;
  const [compared, attempted, replaced] = await Promise.all([
    readCompared(ports, current, since),
    Promise.all(since.attempts.map((attempt) => readAttempted(ports, current, attempt))),
    declaredAt(ports, current, since.replaced),
  ]);
  const announced = [...attempted.flatMap(({ declared }) => declared), ...(replaced?.declared ?? [])];
  const previous = {
    ...{ isApplied, remembered },
    apis: new Map(compared.declared.map((api) => [api.identifier, toPrevious(api)])),
    added: namesOf(attempted.flatMap(({ added }) => added)),
    deprecated: deprecatedIn([...announced, ...compared.declared]),
    renames: new Map(compared.declared.map((api) => [api.identifier, renamesOf(api)])),
    commit: compared.found ? commit : '',
  };
  return { previous, moved, notices: [...since.notices, ...compared.notices] };
}

interface Declared {
  readonly declared: readonly DeclaredApi[];
  readonly notices: readonly string[];
}

/**
 * Nothing is removed where nothing is known of what was declared before. A commit that has to be there is no such case:
 * what it declared and this one does not would be forgotten, or never be reviewed.
 * @throws ActionError github-unavailable
 */
async function readCompared(
  ports: Ports,
  current: ManifestAndFiles,
  { commit, origin, isApplied }: Since,
): Promise<Declared & { readonly found: boolean }> {
  const said = (notice: string) => (isApplied ? [notice] : []); // else a notice says already that nothing is removed
  const nothing = { declared: [], found: false };
  if (commit === undefined) return { ...nothing, notices: said(unknownNotice) };
  const previous = await declaredAt(ports, current, commit);
  if (previous)
    return {
      ...previous,
      found: true,
      notices: [...previous.notices, ...(previous.isAbsent ? said(absentNotice) : [])],
    };
  if (origin === 'vouched' || ports.run.event.kind !== 'push') throw unreadable(commit);
  return { ...nothing, notices: said(lostNotice(commit)) };
}

/**
 * What an apply declared, and what of it that apply added itself. A record alone makes nothing ours: whoever can push a
 * branch can have a workflow of it make one.
 * @throws ActionError github-unavailable
 */
async function readAttempted(
  ports: Ports,
  current: ManifestAndFiles,
  { commit, added }: Attempt,
): Promise<{ declared: readonly DeclaredApi[]; added: readonly DeclaredApi[] }> {
  const found = await declaredAt(ports, current, commit);
  if (!found && added.size > 0) throw unreadable(commit);
  const declared = found?.declared ?? [];
  const own = declared.map(({ permissions, ...api }) => ({
    ...api,
    permissions: permissions.filter(({ name }) => isAdded(added, api.identifier, name)),
  }));
  return { declared, added: own };
}

/** Undefined where GitHub does not know the commit. @throws ActionError github-unavailable */
async function declaredAt(
  ports: Ports,
  current: ManifestAndFiles,
  commit: string | undefined,
): Promise<(Declared & { readonly isAbsent: boolean }) | undefined> {
  if (commit === undefined) return undefined;
  const files = commit === ports.run.commit ? current.files : await ports.files.at(commit, current.files);
  return files && { ...parsePrevious(files.manifest, current, ports), isAbsent: files.manifest.length === 0 };
}

function namesOf(declared: readonly DeclaredApi[]): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>();
  for (const { identifier, permissions } of declared) {
    const known = names.get(identifier) ?? new Set();
    names.set(identifier, new Set([...known, ...permissions.map(({ name }) => name)]));
  }
  return names;
}

function deprecatedIn(declared: readonly DeclaredApi[]): Names {
  const marked = (api: DeclaredApi) => api.permissions.filter(({ deprecated }) => deprecated !== undefined);
  return namesOf(declared.map((api) => ({ ...api, permissions: marked(api) })));
}

function renamesOf({ permissions }: DeclaredApi): Map<string, string> {
  return new Map(permissions.flatMap(({ name, renamedFrom }) => (renamedFrom ? [[name, renamedFrom] as const] : [])));
}

const unknownNotice =
  'No earlier manifest is known, so nothing is removed; permissions it may have declared count as unmanaged.';

/** In words for whoever just begins: nothing is wrong. */
const firstNotice =
  'No apply of this manifest is recorded yet, so nothing is removed: what the tenant holds beyond the manifest stays as it ' +
  'is. Applies are recorded where their job has `permissions: deployments: write`.';

/** A manifest that is new, or that moved. */
const absentNotice = 'There was no manifest at this path before, so nothing is removed.';

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
function parsePrevious(sources: readonly SourceFile[], current: ManifestAndFiles, { parse, inputs }: Ports): Declared {
  const unchanged = unchangedFiles(sources, current.files.manifest);
  const changed = sources.filter(({ path }) => !unchanged.has(path));
  const readable = changed.flatMap((source) => parse(source).document ?? []).map(readEarlier);
  const known = current.manifest.entries.filter(({ place }) => unchanged.has(place.file));
  const declared = apisOf({ entries: [...known, ...readable.flatMap(({ entries }) => entries)] }, inputs.environment);
  const lost = changed.length - readable.length;
  const files = lost === 1 ? '1 file' : `${lost} files`;
  const notice = `Of the previous manifest ${files} can't be read; what stands there alone is not removed.`;
  return { declared, notices: lost === 0 ? [] : [notice] };
}

function toPrevious({ permissions }: DeclaredApi): Previous {
  return new Map(permissions.map(({ name, description }) => [name, description]));
}
