/** One repository with its forks: what it holds, what can be asked of it over HTTP, and what a test does to it. */
import { commitAnswer, repositoryAnswer, userAnswer } from './answers.ts';
import { type Author, type Comment, Comments, commentRoutes } from './comments.ts';
import { contentRoutes } from './contents.ts';
import { deploymentRoutes } from './deployment-routes.ts';
import {
  type Deployment,
  type DeploymentOptions,
  type DeploymentStatus,
  Deployments,
  type StatusOptions,
} from './deployments.ts';
import { historyRoutes } from './history.ts';
import { findThread, issueRoutes } from './issue-routes.ts';
import { type Issue, type IssueChanges, type IssueOptions, Issues } from './issues.ts';
import { labelRoutes } from './label-routes.ts';
import { type Changes, type CommitOptions, Network, type Protection } from './network.ts';
import type { Site } from './paging.ts';
import type { Place } from './place.ts';
import { pullAnswer, pullRoutes } from './pull-routes.ts';
import { type PullRequestOptions, PullRequests, type QueueEntry } from './pulls.ts';
import type { ApiRequest, Estate, Route } from './server.ts';
import { Threads } from './threads.ts';

export interface RepositoryOptions {
  readonly defaultBranch?: string;
  /** In a public repository anybody may read, whatever the token's permissions. */
  readonly isPrivate?: boolean;
  /** False as where the owner has switched issues off. */
  readonly hasIssues?: boolean;
  /** Entries after which a recursive tree is cut and `truncated`. */
  readonly treeLimit?: number;
}

/** What a test sees of a repository and does to it. */
export interface HostedRepository {
  /** `owner/repo`. */
  readonly repository: string;
  readonly defaultBranch: string;
  /** Returns the commit's hash. Open pull requests follow their branches. */
  commit(branch: string, changes: Changes, options?: CommitOptions): string;
  /** The hash at the tip; throws when there is no such branch. */
  branch(name: string): string;
  /** Makes or moves a tag, to the default branch unless another branch, tag or hash is given; returns the hash. */
  tag(name: string, target?: string): string;
  /** The commit that a branch, ref (`refs/pull/1/merge`) or hash of the repository stands for; throws when none. */
  resolve(ref: string): string;
  protect(branch: string, how: Protection): void;
  /** What the runner puts in `GITHUB_REF_PROTECTED`: true but for hidden rulesets. */
  isProtected(branch: string): boolean;
  openPullRequest(options: PullRequestOptions): number;
  /** Merges and returns the hash of the commit on the base; throws on a conflict. */
  merge(number: number, method?: 'merge' | 'squash'): string;
  /** Makes the merge queue's branch for a pull request, with the merge as it would be, behind another's where named. */
  enqueue(number: number, behind?: number): QueueEntry;
  /** Labels an issue or pull request, as `octocat` unless given; one that is there stays as it is. */
  addLabel(number: number, label: string, login?: string): void;
  removeLabel(number: number, label: string, login?: string): void;
  comments(number: number): readonly Comment[];
  addComment(number: number, comment: Author & { readonly body: string }): Comment;
  removeComment(id: number): void;
  /** Oldest first. */
  issues(): readonly Readonly<Issue>[];
  /** Returns its number. */
  openIssue(options: IssueOptions): number;
  /** As `octocat` unless given. */
  updateIssue(number: number, changes: IssueChanges, login?: string): void;
  /** Newest first, their statuses too. */
  deployments(): readonly Readonly<Deployment>[];
  /** Without the checks of a request; as `octocat`, of the default branch, unless given. Returns its number. */
  addDeployment(options?: Partial<DeploymentOptions>): number;
  /** As `octocat` unless given. */
  addDeploymentStatus(id: number, options: Partial<StatusOptions> & Pick<StatusOptions, 'state'>): DeploymentStatus;
  /** What the API would say, for event payloads. */
  readonly answers: Answers;
}

export interface Answers {
  repository(): ReturnType<typeof repositoryAnswer>;
  pullRequest(number: number): ReturnType<typeof pullAnswer>;
  commit(sha: string): ReturnType<typeof commitAnswer>;
  user(login: string): ReturnType<typeof userAnswer>;
}

/** A repository as the server has it. */
export interface Hosted extends Estate {
  readonly network: Network;
  readonly controls: HostedRepository;
}

interface State extends Place {
  readonly threads: Threads;
  readonly pulls: PullRequests;
  readonly issues: Issues;
  readonly comments: Comments;
  readonly deployments: Deployments;
}

/** Makes an empty repository. Its number, and those of its forks after it, begin at `firstId`. */
export function host(site: Site, repository: string, options: RepositoryOptions & { firstId: number }): Hosted {
  const { defaultBranch = 'main', isPrivate = false, firstId } = options;
  const network = new Network({ repository, defaultBranch, isPrivate, firstId });
  const now = () => network.now();
  const threads = new Threads(now);
  const pulls = new PullRequests(network, threads);
  const holdings = { threads, pulls, issues: new Issues(now, threads), comments: new Comments(now) };
  const state = { site, network, ...holdings, deployments: new Deployments(now) };
  const routes = routesOf(state, options);
  return { fullName: repository, isPrivate, routes, network, controls: controlsOf(state) };
}

/** The longer ones first: the reference of a commit takes all that is left of a path. */
function routesOf(state: State, { hasIssues = true, treeLimit = 100_000 }: RepositoryOptions): Route[] {
  const { site, network, threads, pulls, issues, comments, deployments } = state;
  const place = { site, network };
  const numbered = { place, issues, pulls, hasIssues, comments: (number: number) => comments.on(number).length };
  const thread = (request: ApiRequest) => findThread(numbered, request);
  return [
    ...contentRoutes(place, { treeLimit }),
    ...pullRoutes(place, pulls),
    ...commentRoutes({ site, network, pulls, thread }, comments),
    ...labelRoutes(place, threads, thread),
    ...issueRoutes(numbered),
    ...deploymentRoutes(place, deployments),
    ...historyRoutes(place),
  ];
}

function controlsOf(state: State): HostedRepository {
  const { fullName: repository, defaultBranch } = state.network.upstream;
  const answers = answersOf(state);
  const controls = { ...branchControls(state), ...pullControls(state), ...threadControls(state) };
  return { repository, defaultBranch, ...controls, ...deploymentControls(state), answers };
}

function branchControls({ network, pulls }: State) {
  const { upstream } = network;
  return {
    commit: (branch: string, changes: Changes, options?: CommitOptions) => {
      const sha = network.commit(branch, changes, options);
      pulls.refresh();
      return sha;
    },
    branch: (name: string) => network.tip(name),
    tag: (name: string, target = upstream.defaultBranch) => network.tag(name, target),
    resolve: (ref: string) => network.resolve(upstream, ref) ?? fail(`nothing at ${ref}`),
    protect: (branch: string, how: Protection) => void upstream.protections.set(branch, how),
    isProtected: (branch: string) => /^(classic|ruleset)$/.test(upstream.protections.get(branch) ?? ''),
  };
}

function pullControls({ pulls }: State) {
  return {
    openPullRequest: (options: PullRequestOptions) => pulls.open(options),
    merge: (number: number, method?: 'merge' | 'squash') => pulls.merge(number, method),
    enqueue: (number: number, behind?: number) => pulls.enqueue(number, behind),
  };
}

function threadControls({ threads, pulls, issues, comments }: State) {
  const issue = (number: number) => issues.find(number) ?? fail(`no issue ${number}`);
  const thread = (number: number) => pulls.find(number) ?? issue(number);
  return {
    addLabel: (number: number, label: string, login = 'octocat') => threads.label(thread(number), label, { login }),
    removeLabel: (number: number, label: string, login = 'octocat') =>
      void (threads.unlabel(thread(number), label, { login }) || fail(`no label ${label} on ${number}`)),
    comments: (number: number) => comments.on(thread(number).number),
    addComment: (number: number, comment: Author & { readonly body: string }) =>
      comments.add(thread(number).number, comment, comment.body),
    removeComment: (id: number) => void (comments.remove(id) || fail(`no comment ${id}`)),
    issues: () => issues.all(),
    openIssue: (options: IssueOptions) => issues.open(options).number,
    updateIssue: (number: number, changes: IssueChanges, login = 'octocat') =>
      issues.update(issue(number), changes, login),
  };
}

function deploymentControls({ network, deployments }: State) {
  const { upstream } = network;
  return {
    deployments: () => deployments.all(),
    addDeployment: (options: Partial<DeploymentOptions> = {}) => {
      const { ref = upstream.defaultBranch } = options;
      const sha = network.resolve(upstream, ref) ?? fail(`nothing at ${ref}`);
      return deployments.create({ sha, login: 'octocat', ...options, ref }).id;
    },
    addDeploymentStatus: (id: number, options: Partial<StatusOptions> & Pick<StatusOptions, 'state'>) =>
      deployments.setStatus(deployments.find(id) ?? fail(`no deployment ${id}`), { login: 'octocat', ...options }),
  };
}

function answersOf({ site, network, pulls }: State): Answers {
  return {
    repository: () => repositoryAnswer(site, network.upstream),
    pullRequest: (number) => pullAnswer(site, network, pulls.find(number) ?? fail(`no pull request ${number}`)),
    commit: (sha) => commitAnswer({ site, repository: network.upstream, objects: network.objects, sha }),
    user: (login) => userAnswer(site, login),
  };
}

function fail(what: string): never {
  throw new Error(`the embedded GitHub has ${what}`);
}
