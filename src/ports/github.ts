/** GitHub: the branch, comments, the issue of drift, and what it remembers of applies. */
import type { DriftMarker, Marker } from '../core/marker.ts';
import type { PullRequestState } from '../core/report.ts';

/** The branch this run is for. */
export interface Branch {
  /** Undefined where it is gone: it may be deleted while a run waits. @throws ActionError github-unavailable */
  state(): Promise<{ readonly protected: boolean; readonly tip: string } | undefined>;
}

export interface PullRequestComments {
  /**
   * How the pull request stands now; what the event says of it may be old.
   * @param next where a comment is to be written next, it is looked for at the same time.
   * @throws ActionError github-unavailable
   */
  pullRequest(next?: 'comment' | 'nothing'): Promise<PullRequestState>;
  /** The marker of our comment for a tenant and environment. @throws ActionError github-unavailable */
  read(target: Pick<Marker, 'tenant' | 'environment'>): Promise<Marker | undefined>;
  /**
   * Writes our comment for the marker's tenant and environment, replacing the one that is there.
   * With `create: false` nothing is written where there is none.
   * @returns the comment's URL, undefined where none was written.
   * @throws ActionError github-unavailable
   */
  write(marker: Marker, body: string, options: { create: boolean }): Promise<string | undefined>;
}

/** What an issue of ours is about. */
export type DriftTarget = Omit<DriftMarker, 'fingerprint'>;

export interface IssueText {
  /** Plain text. */
  readonly title: string;
  /** Markdown, whose first line is the marker. */
  readonly body: string;
}

export interface ShownIssue {
  readonly url: string;
  /** Somebody closed it as not planned, and what it shows is the same still: it is left closed. */
  readonly accepted: boolean;
}

/** The issue that tells of drift. */
export interface DriftIssues {
  /** Begins to look for the issue, while something else is still being found out. */
  lookAhead(): void;
  /**
   * Opens the issue, or brings the open one up to date. One that shows the marker's fingerprint already is not written.
   * Of several that are open the oldest is kept. One that somebody closed although nothing changed is opened again, or
   * left closed where it was closed as not planned.
   * @throws ActionError github-unavailable
   */
  show(marker: DriftMarker, text: IssueText): Promise<ShownIssue>;
  /**
   * Comments on what is open and closes it as completed. What somebody closed before is forgotten: the same is told again
   * where it drifts again.
   * @returns the issue's URL, undefined where none was open.
   * @throws ActionError github-unavailable
   */
  settle(target: DriftTarget, comment: string): Promise<string | undefined>;
}

/** Where something is applied to: a tenant, under the name that its deployments have on GitHub. */
export interface DeploymentTarget {
  readonly tenant: string;
  readonly environment: string;
}

/** An apply as GitHub remembers it. */
export interface Attempt {
  readonly commit: string;
  /** Whether the tenant followed the manifest in the end; else some of it may have been written. */
  readonly succeeded: boolean;
  /** What it was about to add itself, as core/ownership.ts reads it. */
  readonly added: ReadonlySet<string>;
}

/** The newest apply of another manifest to the same target. */
export interface OtherManifest {
  /** The paths and globs of its input `manifest`. */
  readonly manifest: readonly string[];
  readonly commit: string;
}

export interface Outcome {
  /** `inactive` where another record of the same run took its place. */
  readonly state: 'success' | 'failure' | 'inactive';
  readonly description: string;
  readonly runUrl: string;
}

export interface NewAttempt {
  readonly commit: string;
  readonly added: string;
  readonly replaces?: number;
}

/** What was applied, remembered by GitHub, for one target and one manifest: others have their own memory. */
export interface Deployments {
  /** Begins to ask for the newest records, while something else is still being found out. */
  lookAhead(): void;
  /**
   * The newest first, up to the last one that succeeded.
   * @param foreseen is told each commit before it is known what became of it, and some that are never asked for.
   * @throws ActionError github-unavailable
   */
  attempts(foreseen?: (commit: string) => void): AsyncIterable<Attempt>;
  /** @throws ActionError github-unavailable */
  others(): Promise<readonly OtherManifest[]>;
  /**
   * Remembers that this run is about to write, and what it is about to add.
   * @param apply `added` as core/ownership.ts writes it; `replaces` the number of a record that says something else.
   * @returns the number of the record.
   * @throws ActionError github-unavailable
   */
  begin(apply: NewAttempt): Promise<number>;
  /** @throws ActionError github-unavailable */
  finish(record: number, outcome: Outcome): Promise<void>;
}

/** The way of a branch from one commit to another. */
export interface MainLine {
  /** Those that the branch went through, newest first, without the one it began at. */
  readonly commits: readonly string[];
  /** False where there were more than are looked at, or it is not known. */
  readonly complete: boolean;
  /** Where the branch is to where it began; `ahead` also where it has not moved, `unknown` where GitHub has lost one of them. */
  readonly relation: 'ahead' | 'behind' | 'diverged' | 'unknown';
  /** Whether the branch itself was once where this began, or only something that was merged; undefined if not known. */
  readonly wasTip: boolean | undefined;
}

export interface MergedPullRequest {
  readonly number: number;
  readonly labels: readonly string[];
}

/** How the branch came to be what it is. */
export interface History {
  /** @throws ActionError github-unavailable */
  between(from: string, to: string): Promise<MainLine>;
  /** The merged pull requests that brought any of the commits, the newest first. @throws ActionError github-unavailable */
  mergedBy(commits: readonly string[]): Promise<MergedPullRequest[]>;
  /** Who set the label last; undefined where that is not known. @throws ActionError github-unavailable */
  labelledBy(pullRequest: number, label: string): Promise<string | undefined>;
}
