/** What other manifests of the same tenant and environment declare: a permission that moved there is not removed. */
import * as z from 'zod/mini';
import type { Names } from '../core/comparing.ts';
import { type Document, largestFile, type SourceFile } from '../core/document.ts';
import { ActionError } from '../core/errors.ts';
import { apisOf, type ManifestEntry, readEarlier } from '../core/manifest.ts';
import { shortCommit } from '../core/report.ts';
import { listSome } from '../core/spelling.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { OtherManifest } from '../ports/github.ts';
import type { GitHubPorts, Ports } from '../ports/ports.ts';

export interface Moved {
  readonly names: Names;
  readonly notices: readonly string[];
}

export const nothingMoved: Moved = { names: new Map(), notices: [] };

/** Where other manifests are looked for. */
export interface Elsewhere {
  /** The commit whose files count. */
  readonly at: string;
  /** The commit that the branch is at: what it came from is past. */
  readonly tip: string;
}

/** Other manifests that were applied to the same target. */
type Others = () => Promise<readonly OtherManifest[]>;

/**
 * Finds those that another manifest declares. Nobody is asked where nothing would be removed.
 * @param dropped what this manifest does not declare and the tenant holds.
 * @throws ActionError github-unavailable, manifest-invalid for a file of another manifest that can't be read
 */
export async function findMoved(
  ports: GitHubPorts,
  dropped: Names,
  { others, ...where }: Elsewhere & { readonly others: Others },
): Promise<Moved> {
  if (dropped.size === 0) return nothingMoved;
  const found = await Promise.all((await others()).map((other) => readOther(ports, other, { ...where, dropped })));
  const moved = found.flatMap(({ manifest, declared }) =>
    [...dropped].flatMap(([identifier, names]) => {
      const here = [...names].filter((name) => declared.get(identifier)?.has(name));
      return here.length === 0 ? [] : [{ identifier, names: here, manifest }];
    }),
  );
  return { names: joined(moved), notices: moved.map(notice) };
}

/**
 * An apply that was planned at another commit of its branch must not remove what another manifest has got since.
 * @param tip the commit that the branch is at now.
 * @throws ActionError commit-superseded, github-unavailable, manifest-invalid
 */
export async function requireUnmoved(
  removed: Names,
  tip: string,
  moved: (dropped: Names, where: Elsewhere) => Promise<Moved>,
): Promise<void> {
  const { names, notices } = await moved(removed, { at: tip, tip });
  if (names.size === 0) return;
  const message = `The branch is at ${shortCommit(tip)} now. ${notices.join(' ')}`;
  throw new ActionError('commit-superseded', message, 'Run again to plan anew.');
}

interface Found {
  readonly identifier: string;
  readonly names: readonly string[];
  readonly manifest: readonly string[];
}

function joined(found: readonly Found[]): Names {
  const groups = Map.groupBy(found, ({ identifier }) => identifier);
  return new Map([...groups].map(([identifier, all]) => [identifier, new Set(all.flatMap(({ names }) => names))]));
}

function notice({ identifier, names, manifest }: Found): string {
  const [is, stays] = names.length === 1 ? ['is', 'stays'] : ['are', 'stay'];
  return `${listSome(names)} of ${identifier} ${is} declared by another manifest, ${manifest.join(', ')}, and ${stays}.`;
}

/**
 * The other manifest as it is now. Where it was applied at a commit that the branch did not come from it is another branch's,
 * too, and what that has of it counts as well; else what it said once no longer does.
 */
async function readOther(ports: GitHubPorts, { manifest, commit }: OtherManifest, { dropped, at, tip }: Search) {
  const [now, past] = await Promise.all([ports.files.other(at, manifest), isPast(ports, commit, tip)]);
  if (!now) throw unreadable(at);
  const there = past ? [] : await ports.files.other(commit, manifest);
  return { manifest, declared: declaredBy([...now, ...(there ?? [])], dropped, ports) };
}

interface Search extends Elsewhere {
  readonly dropped: Names;
}

async function isPast({ openHistory }: GitHubPorts, commit: string, tip: string): Promise<boolean> {
  const history = await openHistory();
  return (await history.between(commit, tip)).relation === 'ahead';
}

function declaredBy(files: readonly SourceFile[], dropped: Names, { parse, inputs }: Ports): Names {
  const names = [...dropped.values()].flatMap((some) => [...some]);
  const entries = files.filter(isNoPolicy(inputs)).flatMap((file) => {
    const { document } = parse(file);
    const { entries: read } = document ? readEarlier(document) : { entries: [] };
    if (!(document && isWhole(document, read)) && mayName(file, names)) throw broken(file);
    return read;
  });
  const apis = apisOf({ entries }, inputs.environment);
  return new Map(apis.map(({ identifier, permissions }) => [identifier, new Set(permissions.map(({ name }) => name))]));
}

/** A glob may mean the policy, too. */
function isNoPolicy({ policy }: Inputs): (file: SourceFile) => boolean {
  return ({ path }) => policy.kind !== 'file' || path !== policy.path;
}

/** Whether no API was lost in reading: unlike what was declared once, what is declared now has to be known. */
function isWhole({ value, duplicates }: Document, entries: readonly ManifestEntry[]): boolean {
  return duplicates.length === 0 && listOfApis.safeParse(value).data?.apis.length === entries.length;
}

const listOfApis = z.object({ apis: z.array(z.unknown()) });

/** What does not name it, such as a file that is no manifest, has no say. */
function mayName({ size, bytes }: SourceFile, names: readonly string[]): boolean {
  const text = Buffer.from(bytes).toString('utf8');
  return size > largestFile || names.some((name) => text.includes(name));
}

/** What another manifest says of it now would not be known, and its permissions be taken away. */
function unreadable(commit: string): ActionError {
  const message = `GitHub does not show ${shortCommit(commit)}, in which other manifests are looked for.`;
  return new ActionError('github-unavailable', message, 'Give the job `permissions: contents: read`.');
}

function broken({ path }: SourceFile): ActionError {
  const message = `${path}, of another manifest of this tenant, can't be read and names what would be removed.`;
  return new ActionError('manifest-invalid', message, 'Correct it, or delete it where no workflow applies it anymore.');
}
