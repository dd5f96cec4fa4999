/** The manifest that the tenant follows so far, and what is ours. */
import type { Names, PreviousManifest } from '../core/comparing.ts';
import { type FileSet, type SourceFile, unchangedFiles } from '../core/document.ts';
import { ActionError } from '../core/errors.ts';
import { apisOf, type DeclaredApi, type Manifest, readEarlier } from '../core/manifest.ts';
import { isAdded } from '../core/ownership.ts';
import type { Previous } from '../core/plan.ts';
import { shortCommit } from '../core/report.ts';
import type { Attempt } from '../ports/github.ts';
import type { Ports } from '../ports/ports.ts';
import type { Since } from './since.ts';

/** A manifest, and the files it was read from. */
export interface ManifestAndFiles {
  readonly manifest: Manifest;
  readonly files: FileSet;
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
