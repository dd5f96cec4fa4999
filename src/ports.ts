/** What the shell needs, as interfaces. */
import type { Allowance } from './core/allowance.ts';
import type { FileSet, Parsed, SourceFile } from './core/document.ts';
import type { Completion } from './core/manifest-text.ts';
import type { DriftMarker, Marker } from './core/marker.ts';
import type { Permission } from './core/permission.ts';
import type { TenantApi } from './core/plan.ts';
import type { Place, Problem, Severity } from './core/problem.ts';
import type { Question } from './core/reach/question.ts';
import type { Holders } from './core/reach/reach.ts';
import type { PullRequestState } from './core/report.ts';
import type { Tree } from './core/tree.ts';
import type { CentralPolicy, Inputs, TenantAccess } from './inputs/inputs.ts';

/**
 * What judging, comparing and importing take, wherever it is done: nothing here leads to GitHub, or writes a tenant.
 * Whatever costs start-up time is opened only when it is used.
 */
export interface Ports {
  readonly inputs: Inputs;
  readonly run: Run;
  readonly files: FileSource;
  readonly parse: ParseFile;
  /** Parses an OpenAPI file; what it takes is loaded when it is first used. */
  readonly parseTree: ParseTree;
  readonly reporter: Reporter;
  openReader(access: TenantAccess): Promise<TenantReader>;
  /** For an import alone. @throws ActionError input-invalid where there is no folder to write to */
  openFolder(): Promise<ManifestFolder & ManifestCompleter>;
}

/** What a run on GitHub has beside. */
export interface GitHubPorts extends Ports {
  /** The branch of this run. */
  openBranch(name: string): Promise<Branch>;
  openComments(pullRequest: number): Promise<PullRequestComments>;
  /** What was applied to this run's tenant, environment and manifest. */
  openDeployments(): Promise<Deployments>;
  openIssues(): Promise<DriftIssues>;
  openHistory(): Promise<History>;
  /** From the first call on, a cancelled workflow no longer ends the process but aborts this. */
  cancellation(): AbortSignal;
}

/** What an apply has beside: the only way to something that writes a tenant. */
export interface ApplyPorts extends GitHubPorts {
  openWriter(access: TenantAccess): Promise<TenantWriter>;
}

/** What made the workflow run. */
export type Event =
  /** `head` is the newest commit of the pull request, not the one the run is for, which merges it. */
  | { readonly kind: 'pull-request'; readonly number: number; readonly base: string; readonly head: string }
  /** Runs with the base's secrets: nothing of the head may be read but as data. */
  | { readonly kind: 'pull-request-target'; readonly number: number; readonly base: string; readonly head: string }
  /** `before` is undefined for a branch that is new. */
  | { readonly kind: 'push'; readonly before: string | undefined }
  | { readonly kind: 'merge-group'; readonly base: string }
  /** Started by hand or by the clock. */
  | { readonly kind: 'on-demand'; readonly defaultBranch: string | undefined }
  /** A command, on the folder as it lies there. `base` is the commit that its changes count from, where they do. */
  | { readonly kind: 'command'; readonly base: string | undefined }
  | { readonly kind: 'other'; readonly name: string };

/** What the runner says about this run. */
export interface Run {
  readonly event: Event;
  /** The name GitHub gives the event, such as `pull_request`. */
  readonly eventName: string;
  /** The commit whose manifest counts, 40 hex digits: the one the run is for, or the head of a pull_request_target; '' for the folder as it lies there. */
  readonly commit: string;
  /** Undefined where the run is for a tag or a pull request. */
  readonly branch: string | undefined;
  readonly refProtected: boolean;
  /** Such as acme/orders */
  readonly repository: string;
  readonly repositoryUrl: string;
  readonly runUrl: string;
  /** Of the action itself, such as https://github.com/acme/action/blob/v1; '' where it has no repository of its own. */
  readonly actionUrl: string;
  /** As YYYY-MM-DD, in UTC. */
  readonly today: string;
  /** Names run and attempt. */
  readonly id: string;
}

/** The files of manifest and policy, from wherever they are. */
export interface FileSource {
  /**
   * The files of this run.
   * @throws ActionError manifest-missing where a path or pattern matches nothing, github-unavailable.
   */
  current(): Promise<FileSet>;
  /**
   * The files as another commit has them; undefined where the commit can't be found (anymore). Asked again for the
   * same commit it answers at once, and what is known already by its content's hash is not fetched again.
   * @throws ActionError github-unavailable
   */
  at(commit: string, known: FileSet): Promise<FileSet | undefined>;
  /** The files of another manifest, by its paths and globs, as `at` gives those of this one. @throws ActionError github-unavailable */
  other(commit: string, manifest: readonly string[]): Promise<readonly SourceFile[] | undefined>;
  /**
   * A policy that another repository keeps; its path is as the input names it.
   * @throws ActionError policy-invalid where there is none to see, github-unavailable
   */
  centralPolicy(from: CentralPolicy): Promise<SourceFile>;
  /**
   * Paths of all files at or below a folder ('' is the root), where `current` found the manifest: in the checkout, or in
   * the run's commit. `.git` and `node_modules` are left out.
   * @param commit another one, whose files GitHub is asked for.
   * @throws ActionError manifest-invalid, github-unavailable
   */
  list(folder: string, commit?: string): Promise<readonly string[]>;
  /**
   * One file from there; undefined where there is none. The path must be within the repository. Files that cost a request
   * each are given up to a number of them.
   * @throws ActionError manifest-invalid for a symbolic link, github-unavailable
   */
  read(path: string, commit?: string): Promise<SourceFile | 'too many requests' | undefined>;
}

/** What an import finds on the disk. */
export interface FolderContent {
  /** Without a manifest where there is none yet. */
  readonly files: FileSet;
  /** Paths that a new file must not have. */
  readonly taken: ReadonlySet<string>;
  /** Whether the folder is a clone of a repository. */
  readonly isCheckout: boolean;
}

/** A file to be written, as a whole. */
export interface NewText {
  /** Relative to the repository's root, with forward slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Never in the place of another. */
  readonly isFirst?: true;
}

/** The folder that an import writes to; nothing outside of it. */
export interface ManifestFolder {
  /** @throws ActionError manifest-invalid where a path is or passes through a link. */
  read(): Promise<FolderContent>;
  /** Whether the input `manifest` means the path. */
  matches(path: string): boolean;
  /** Those lines of the input `manifest` that mean none of the paths. */
  unmatched(paths: readonly string[]): string[];
  /**
   * Writes files whole or not at all, each; folders are made. Gives their absolute paths.
   * @throws ActionError input-invalid, manifest-invalid where a path is or passes through a link.
   */
  write(files: readonly NewText[]): Promise<string[]>;
}

export interface ManifestCompleter {
  /** The file with what is new in it. Nothing that is there is changed. */
  complete(file: SourceFile, completion: Completion): Uint8Array;
}

/** Reads a tenant. There is no method here that writes, and the client behind it can't. */
export interface TenantReader {
  /**
   * Those of the APIs that the tenant has, in no particular order.
   * @throws ActionError auth0-…
   */
  apis(identifiers: readonly string[]): Promise<TenantApi[]>;
  /** Every API of the tenant, Auth0's own included, in no particular order. @throws ActionError auth0-… */
  allApis(): Promise<TenantApi[]>;
  /**
   * Who holds permissions of the APIs that are asked for. A right that the token lacks is no error: the answer says what
   * is not known.
   * @throws ActionError auth0-…
   */
  holders(question: Question): Promise<Holders>;
}

/** What became of a write that was sent. */
export type WriteAnswer =
  /** Auth0 answered with the list it now holds. */
  | { readonly kind: 'written'; readonly permissions: readonly Permission[] }
  /** Not known: a timeout, a reset, a 5xx or a broken answer. It has to be read back before it is repeated. */
  | { readonly kind: 'unknown'; readonly why: string }
  /** Without effect, since the rate limit refused it or left no room for it; it may be sent after another read. */
  | { readonly kind: 'throttled' };

/** Writes a tenant; given to an apply and to nothing else. */
export interface TenantWriter extends TenantReader {
  /** One API as it is now. @throws ActionError api-not-found, auth0-… */
  api(id: string): Promise<TenantApi>;
  /** Replaces the API's whole list. @throws ActionError auth0-… where Auth0 refused it for good. */
  replace(id: string, permissions: readonly Permission[]): Promise<WriteAnswer>;
  /** Waits before a write whose answer was lost is tried again, longer each time. */
  pause(attempt: number, why: string): Promise<void>;
}

/** The branch this run is for. */
export interface Branch {
  /** @throws ActionError github-unavailable */
  state(): Promise<{ readonly protected: boolean; readonly tip: string }>;
}

export interface PullRequestComments {
  /** How the pull request stands now; what the event says of it may be old. @throws ActionError github-unavailable */
  pullRequest(): Promise<PullRequestState>;
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
  /** The newest first, up to the last one that succeeded. @throws ActionError github-unavailable */
  attempts(): AsyncIterable<Attempt>;
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

/** Everything that GitHub's runner shows or hands on. */
export interface Reporter {
  /** One line of the log. */
  info(line: string): void;
  /** Has the runner replace the secret wherever it would be shown from now on. */
  mask(secret: string): void;
  /** A warning without a place. */
  warning(message: string): void;
  annotate(annotation: Annotation): void;
  summary(markdown: string): Promise<void>;
  output(name: string, value: string): void;
  /**
   * Writes a file; relative paths are relative to the workspace. Gives the absolute path.
   * @throws ActionError input-invalid for a symbolic link, or one in the way
   */
  file(path: string, content: string): Promise<string>;
  /** Ends the step with exit code 1. */
  fail(message: string): void;
}

/** What the runner shows beside a line of a file; title and message are one line of plain text each. */
export interface Annotation extends Place {
  readonly severity: Severity;
  readonly title: string;
  readonly message: string;
}

export type ParseFile = (file: SourceFile, together?: Allowance) => Parsed;

/** Gives the tree, or why there is none. */
export type ParseTree = (
  file: SourceFile,
  together?: Allowance,
) => Promise<{ readonly tree?: Tree; readonly problems: readonly Problem[] }>;
