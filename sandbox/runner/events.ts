/**
 * Events as GitHub would hand them to a workflow, made from what stands in the embedded GitHub: the payload and the
 * variables that go with it. https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
import type { GitHub } from '../github.ts';

export interface WorkflowEvent {
  readonly name: string;
  /** What `GITHUB_EVENT_PATH` holds. */
  readonly payload: object;
  readonly ref: string;
  readonly sha: string;
  readonly actor: string;
  /** Undefined leaves `GITHUB_REF_PROTECTED` out, as older servers do. */
  readonly isRefProtected?: boolean | undefined;
  readonly baseRef?: string;
  readonly headRef?: string;
}

export interface PullRequestEventOptions {
  readonly name?: 'pull_request' | 'pull_request_target';
  readonly action?: 'opened' | 'synchronize' | 'reopened' | 'labeled' | 'closed';
  /** The pull request's author unless given. */
  readonly actor?: string;
}

/** `pull_request_target` runs on the default branch, `pull_request` on the merge commit. Throws on a conflict. */
export function pullRequestEvent(github: GitHub, number: number, options: PullRequestEventOptions = {}): WorkflowEvent {
  const pull_request = github.answers.pullRequest(number);
  const { name = 'pull_request', action = 'synchronize', actor = pull_request.user.login } = options;
  const ref = name === 'pull_request' ? `refs/pull/${number}/merge` : `refs/heads/${github.defaultBranch}`;
  const isOnMerge = name === 'pull_request' && !pull_request.merged;
  return {
    name,
    payload: { action, number, pull_request, ...common(github, actor) },
    ref,
    sha: isOnMerge || name === 'pull_request_target' ? github.resolve(ref) : (pull_request.merge_commit_sha ?? ''),
    actor,
    isRefProtected: name === 'pull_request_target' && github.isProtected(github.defaultBranch),
    baseRef: pull_request.base.ref,
    headRef: pull_request.head.ref,
  };
}

export interface PushEventOptions {
  /** Hash; the first parent of `after` unless given, forty zeros for a new branch. */
  readonly before?: string;
  /** Hash; the branch's tip unless given. */
  readonly after?: string;
  readonly forced?: boolean;
  readonly actor?: string;
}

const NOTHING = '0'.repeat(40);

export function pushEvent(github: GitHub, branch: string, options: PushEventOptions = {}): WorkflowEvent {
  const { after = github.branch(branch), forced = false, actor = 'octocat' } = options;
  const commit = github.answers.commit(after);
  const before = options.before ?? commit.parents[0]?.sha ?? NOTHING;
  const head_commit = headCommit(github, after);
  const about = common(github, actor);
  const change = { before, after, created: before === NOTHING, deleted: false, forced, base_ref: null };
  const compare = `${about.repository.html_url}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`;
  const pusher = { name: actor, email: commit.commit.author.email };
  const ref = `refs/heads/${branch}`;
  return {
    name: 'push',
    payload: { ref, ...change, compare, commits: [head_commit], head_commit, pusher, ...about },
    ...at(github, branch, { sha: after, actor }),
  };
}

export interface DispatchEventOptions {
  /** The default branch unless given. */
  readonly branch?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly actor?: string;
}

export function workflowDispatchEvent(github: GitHub, options: DispatchEventOptions = {}): WorkflowEvent {
  const { branch = github.defaultBranch, inputs = {}, actor = 'octocat' } = options;
  const workflow = '.github/workflows/permissions.yml';
  const payload = { inputs, ref: `refs/heads/${branch}`, workflow, ...common(github, actor) };
  return { name: 'workflow_dispatch', payload, ...at(github, branch, { sha: github.branch(branch), actor }) };
}

/** On the default branch, as all scheduled runs. */
export function scheduleEvent(github: GitHub, schedule = '0 6 * * 1-5'): WorkflowEvent {
  const [actor, branch] = ['octocat', github.defaultBranch];
  const payload = { schedule, workflow: '.github/workflows/drift.yml', ...common(github, actor) };
  return { name: 'schedule', payload, ...at(github, branch, { sha: github.branch(branch), actor }) };
}

export interface MergeGroupEventOptions {
  /** The pull request right ahead in the queue, whose merge this one stands on. */
  readonly behind?: number;
}

/** Puts the pull request in the queue, which makes the queue's branch. */
export function mergeGroupEvent(github: GitHub, number: number, options: MergeGroupEventOptions = {}): WorkflowEvent {
  const { branch, sha, baseSha } = github.enqueue(number, options.behind);
  const { base } = github.answers.pullRequest(number);
  const merge_group = {
    head_sha: sha,
    head_ref: `refs/heads/${branch}`,
    base_sha: baseSha,
    base_ref: `refs/heads/${base.ref}`,
    head_commit: headCommit(github, sha),
  };
  const actor = 'github-merge-queue[bot]';
  const payload = { action: 'checks_requested', merge_group, ...common(github, actor) };
  return { name: 'merge_group', payload, ...at(github, branch, { sha, actor }) };
}

function common({ answers }: GitHub, actor: string) {
  return { repository: answers.repository(), sender: answers.user(actor) };
}

function at(github: GitHub, branch: string, { sha, actor }: { readonly sha: string; readonly actor: string }) {
  return { ref: `refs/heads/${branch}`, sha, actor, isRefProtected: github.isProtected(branch) };
}

/** The commit as webhooks have it, which is not as the API has it. */
function headCommit({ answers }: GitHub, sha: string) {
  const { commit, html_url, author } = answers.commit(sha);
  const { name, email, date } = commit.author;
  const person = { name, email, username: author.login };
  const { message, tree } = commit;
  const words = { id: sha, tree_id: tree.sha, distinct: true, message, timestamp: date, url: html_url };
  return { ...words, author: person, committer: person };
}
