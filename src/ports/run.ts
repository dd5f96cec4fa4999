/** What made a run, and what it is a run of. */

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
