/** What other manifests of the same tenant and environment declare: a permission that moved there is not removed. */
import type { SourceFile } from '../core/document.ts';
import { ActionError } from '../core/errors.ts';
import { apisOf, readEarlier } from '../core/manifest.ts';
import type { Names } from '../core/planning.ts';
import { shortCommit } from '../core/report.ts';
import { listSome } from '../core/spelling.ts';
import type { OtherManifest } from '../ports/github.ts';
import type { GitHubPorts, Ports } from '../ports/ports.ts';

export interface Moved {
  readonly names: Names;
  readonly notices: readonly string[];
}

export const nothingMoved: Moved = { names: new Map(), notices: [] };

/**
 * Finds those that another manifest declares. Nobody is asked where nothing would be removed.
 * @param dropped what this manifest does not declare and the tenant holds.
 * @throws ActionError github-unavailable
 */
export async function findMoved(
  ports: GitHubPorts,
  dropped: Names,
  others: () => Promise<readonly OtherManifest[]>,
): Promise<Moved> {
  if (dropped.size === 0) return nothingMoved;
  const found = await Promise.all((await others()).map((other) => readOther(ports, other)));
  const moved = found.flatMap(({ manifest, declared }) =>
    [...dropped].flatMap(([identifier, names]) => {
      const here = [...names].filter((name) => declared.get(identifier)?.has(name));
      return here.length === 0 ? [] : [{ identifier, names: here, manifest }];
    }),
  );
  return { names: joined(moved), notices: moved.map(notice) };
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
 * The other manifest as this run's commit has it. Where it has none, the manifest may be another branch's; else it is gone,
 * and what it said once no longer counts.
 */
async function readOther(ports: GitHubPorts, { manifest, commit }: OtherManifest) {
  const now = await ports.files.other(ports.run.commit, manifest);
  if (!now) throw unreadable(ports.run.commit);
  const files = now.length > 0 || (await isPast(ports, commit)) ? now : await ports.files.other(commit, manifest);
  return { manifest, declared: declaredBy(files ?? [], ports) };
}

async function isPast({ openHistory, run }: GitHubPorts, commit: string): Promise<boolean> {
  const history = await openHistory();
  return (await history.between(commit, run.commit)).relation === 'ahead';
}

function declaredBy(files: readonly SourceFile[], { parse, inputs }: Ports): Names {
  const entries = files.flatMap((file) => parse(file).document ?? []).flatMap((one) => readEarlier(one).entries);
  const apis = apisOf({ entries }, inputs.environment);
  return new Map(apis.map(({ identifier, permissions }) => [identifier, new Set(permissions.map(({ name }) => name))]));
}

/** What another manifest says of it now would not be known, and its permissions be taken away. */
function unreadable(commit: string): ActionError {
  const message = `GitHub does not show ${shortCommit(commit)}, in which other manifests are looked for.`;
  return new ActionError('github-unavailable', message, 'Give the job `permissions: contents: read`.');
}
