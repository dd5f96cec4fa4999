/** Whether manifest and policy at hand are what the branch holds. */
import { allFiles, type FileSet } from '../core/document.ts';
import { ActionError } from '../core/errors.ts';
import { shortCommit } from '../core/report.ts';
import type { Ports } from '../ports/ports.ts';
import type { Run } from '../ports/run.ts';

/**
 * An apply writes what its branch holds now, and nothing else: not the manifest of an old run that was started again,
 * of another checkout, or that a step before left on the disk.
 * @throws ActionError commit-superseded, github-unavailable
 */
export async function requireCurrent({ run, files }: Ports, ours: FileSet, tip: string): Promise<void> {
  const theirs = await files.at(tip, ours);
  if (!theirs) throw unreadable(tip); // which GitHub has just named
  const differing = differingPaths(ours, theirs);
  if (differing.length === 0) return;
  throw tip === run.commit ? anotherCheckout(run, differing) : superseded(run, tip);
}

function differingPaths(now: FileSet, then: FileSet): string[] {
  const [ours, theirs] = [allFiles(now), allFiles(then)];
  const texts = new Map(theirs.map(({ path, bytes }) => [path, lines(bytes)]));
  const changed = ours.filter(({ path, bytes }) => texts.get(path) !== lines(bytes)).map(({ path }) => path);
  const here = new Set(ours.map(({ path }) => path));
  return [...changed, ...[...texts.keys()].filter((path) => !here.has(path))];
}

function unreadable(tip: string): ActionError {
  const message = `GitHub does not show ${shortCommit(tip)}, which the branch is at, so what is at hand can't be compared with it.`;
  return new ActionError('github-unavailable', message, 'Run again; that is safe.');
}

function superseded({ branch, commit }: Run, tip: string): ActionError {
  const message = `${branch} is at ${shortCommit(tip)} now, with another manifest or policy than ${shortCommit(commit)}.`;
  const hint =
    'The run for the newest commit applies what it holds, and what this one left undone where applies are recorded ' +
    '(`deployments: write`).';
  return new ActionError('commit-superseded', message, hint);
}

function anotherCheckout({ commit }: Run, paths: readonly string[]): ActionError {
  const shown = paths.length > 5 ? [...paths.slice(0, 5), `${paths.length - 5} more`] : paths;
  const message = `The checkout holds another manifest or policy than ${shortCommit(commit)}: ${shown.join(', ')}.`;
  const hint = 'Check that commit out in full, or not at all: without a checkout the manifest is read from GitHub.';
  return new ActionError('commit-superseded', message, hint);
}

/** A checkout on Windows may have other line ends than the commit. */
function lines(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8').replaceAll('\r\n', '\n');
}
