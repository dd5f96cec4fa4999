/** What was merged since the last apply: looked for as soon as it is likely to be asked for, and said once it is. */
import type { Reviewed } from '../core/decision.ts';
import { type FileSet, unchangedFiles } from '../core/document.ts';
import { early } from '../core/early.ts';
import type { Say } from '../core/facts.ts';
import type { GitHubPorts } from '../ports/ports.ts';
import { findMerged, readReviews, type Way } from '../read/reviews.ts';
import { replacedCommit, type Since, sinceLastApply } from '../read/since.ts';

interface At {
  /** The files of this run. */
  readonly files: FileSet;
  /** The commit that the branch was at when the run began. */
  readonly tip: string;
}

/** Looks once for the pull requests that were merged, whatever for. */
export class Reviews {
  private readonly ports: GitHubPorts;
  private readonly say: Say;
  private readonly tip: string;
  private found: Promise<Reviewed> | undefined;
  private said: Promise<Reviewed> | undefined;

  constructor(ports: GitHubPorts, say: Say, tip: string) {
    this.ports = ports;
    this.say = say;
    this.tip = tip;
  }

  /** Begins to look, without a word. */
  lookAhead(from: string): Promise<Reviewed> {
    this.found ??= early(readReviews(this.ports, { from, tip: this.tip }));
    return this.found;
  }

  read(from: string): Promise<Reviewed> {
    this.said ??= this.lookAhead(from).then((reviewed) => {
      this.say({ kind: 'reviewed', reviewed });
      return reviewed;
    });
    return this.said;
  }
}

/** What was applied last. What was merged since is looked for as soon as that is known, where it will be asked for. */
export async function sinceLast(ports: GitHubPorts, { files, tip }: At): Promise<Since> {
  const since = await sinceLastApply(ports, { at: tip, tip }, replacedCommit(ports.run));
  early(findIfNeeded(ports, files, { from: since.commit ?? '', tip }));
  return since;
}

async function findIfNeeded(ports: GitHubPorts, files: FileSet, way: Way): Promise<void> {
  if (await changesManifest(ports, files)) await findMerged(ports, way);
}

/** Whether the push brought another manifest: then it mostly changes the tenant, too. */
async function changesManifest({ run, files: source }: GitHubPorts, files: FileSet): Promise<boolean> {
  const before = replacedCommit(run);
  const then = before === undefined || before === run.commit ? undefined : await source.at(before, files);
  return then !== undefined && !isSame(then.manifest, files.manifest);
}

function isSame(some: FileSet['manifest'], others: FileSet['manifest']): boolean {
  return some.length === others.length && unchangedFiles(some, others).size === some.length;
}
