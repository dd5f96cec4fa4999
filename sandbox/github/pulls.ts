/** Pull requests: their merge commits, labels, merging and the merge queue. https://docs.github.com/rest/pulls/pulls */
import type { Network, Repository } from './network.ts';
import type { Thread, Threads } from './threads.ts';

export interface PullRequestOptions {
  readonly head: string;
  /** The default branch unless given. */
  readonly base?: string;
  /** Owner of the fork that the head is in. */
  readonly fork?: string;
  /** Set by the author. */
  readonly labels?: readonly string[];
  readonly title?: string;
  readonly body?: string;
  readonly login?: string;
}

export interface Pull extends Thread {
  readonly title: string;
  readonly body: string | null;
  readonly login: string;
  readonly from: Repository;
  readonly head: string;
  readonly base: string;
  readonly createdAt: Date;
  headSha: string;
  /** The base's tip when the head was last pushed, as GitHub keeps it; the base may have moved on since. */
  baseSha: string;
  /** The test merge while open, undefined where it would conflict; the real one once merged. */
  mergeSha: string | undefined;
  /** What the test merge was made of, to make it only once. */
  mergedFrom: string;
  mergedAt: Date | undefined;
}

/** A pull request's place in the merge queue. */
export interface QueueEntry {
  /** GitHub's own, made for the entry. */
  readonly branch: string;
  /** The merge as it would be. */
  readonly sha: string;
  /** What it was merged onto: the base's tip, or the entry ahead. */
  readonly baseSha: string;
}

export class PullRequests {
  readonly #network: Network;
  readonly #threads: Threads;
  readonly #pulls: Pull[] = [];
  readonly #queue = new Map<number, QueueEntry>();

  constructor(network: Network, threads: Threads) {
    this.#network = network;
    this.#threads = threads;
  }

  open(options: PullRequestOptions): number {
    const { head, fork, base = this.#network.upstream.defaultBranch } = options;
    const from = fork === undefined ? this.#network.upstream : this.#network.fork(fork);
    const { title = `Merge ${head}`, body = null, login = fork ?? 'octocat' } = options;
    const fixed = { number: this.#threads.nextNumber(), title, body, login, from, head, base, labels: [] };
    const none = { headSha: '', baseSha: '', mergeSha: undefined, mergedFrom: '', mergedAt: undefined };
    const pull: Pull = { ...fixed, ...none, createdAt: this.#network.now() };
    this.#update(pull);
    this.#pulls.push(pull);
    this.#threads.relabel(pull, options.labels ?? [], { login, at: pull.createdAt });
    return pull.number;
  }

  find(number: number): Pull | undefined {
    return this.#pulls.find((pull) => pull.number === number);
  }

  /** Oldest first. */
  all(): readonly Pull[] {
    return this.#pulls;
  }

  /** Follows the branches after a push. */
  refresh(): void {
    for (const pull of this.#pulls) if (!pull.mergedAt) this.#update(pull);
  }

  /** Puts a merge commit, or one commit with everything (`squash`), on the base and returns its hash. */
  merge(number: number, method: 'merge' | 'squash' = 'merge'): string {
    const pull = this.find(number);
    if (!pull || pull.mergedAt) throw new Error(`no open pull request ${number}`);
    const base = this.#network.tip(pull.base);
    const sha = this.#mergeCommit(pull, method === 'merge' ? [base, pull.headSha] : [base]);
    if (sha === undefined) throw new Error(`pull request ${number} conflicts with ${pull.base}`);
    Object.assign(pull, { mergeSha: sha, mergedAt: this.#network.now(), mergedFrom: base });
    this.#recordMerge(pull, sha);
    this.#network.upstream.refs.set(`refs/heads/${pull.base}`, sha);
    this.#network.upstream.refs.delete(`refs/pull/${number}/merge`);
    this.refresh();
    return sha;
  }

  /** Puts the pull request in the merge queue, right behind another one where that is named. */
  enqueue(number: number, behind?: number): QueueEntry {
    const pull = this.find(number);
    if (!pull?.mergeSha || pull.mergedAt) throw new Error(`no mergeable pull request ${number}`);
    const ahead = behind === undefined ? undefined : (this.#queue.get(behind) ?? notQueued(behind));
    const baseSha = ahead?.sha ?? this.#network.tip(pull.base);
    const sha = ahead ? this.#mergeCommit(pull, [baseSha, pull.headSha]) : pull.mergeSha;
    if (sha === undefined) throw new Error(`pull request ${number} conflicts with ${behind}`);
    const entry = { branch: `gh-readonly-queue/${pull.base}/pr-${number}-${baseSha}`, sha, baseSha };
    this.#queue.set(number, entry);
    this.#network.upstream.refs.set(`refs/heads/${entry.branch}`, sha);
    return entry;
  }

  /** The merged ones that brought a commit; where it is not on the default branch, the open ones too. */
  ofCommit(sha: string): Pull[] {
    const { objects, upstream } = this.#network;
    const trunk = upstream.refs.get(`refs/heads/${upstream.defaultBranch}`);
    const isDefault = trunk !== undefined && objects.ancestors(trunk).has(sha);
    return this.#pulls.filter((pull) => (pull.mergedAt || !isDefault) && this.#brings(pull, sha));
  }

  #brings(pull: Pull, sha: string): boolean {
    if (pull.mergedAt && pull.mergeSha === sha) return true;
    const before = pull.mergedAt ? pull.mergedFrom : this.#network.tip(pull.base);
    const { objects } = this.#network;
    return objects.ancestors(pull.headSha).has(sha) && !objects.ancestors(before).has(sha);
  }

  #update(pull: Pull): void {
    const { refs } = this.#network.upstream;
    const head = pull.from.refs.get(`refs/heads/${pull.head}`);
    if (head === undefined) throw new Error(`no branch ${pull.head} in ${pull.from.fullName}`);
    const base = this.#network.tip(pull.base);
    if (pull.mergedFrom === `${base}…${head}`) return;
    if (pull.headSha !== head) Object.assign(pull, { headSha: head, baseSha: base });
    pull.mergeSha = this.#mergeCommit(pull, [base, head]);
    pull.mergedFrom = `${base}…${head}`;
    refs.set(`refs/pull/${pull.number}/head`, head);
    if (pull.mergeSha === undefined) refs.delete(`refs/pull/${pull.number}/merge`);
    else refs.set(`refs/pull/${pull.number}/merge`, pull.mergeSha);
  }

  #recordMerge({ number, login, mergedAt: at }: Pull, commit: string): void {
    const deed = { login, ...(at && { at }) };
    this.#threads.record(number, { event: 'merged', commit }, deed);
    this.#threads.record(number, { event: 'closed' }, deed);
  }

  /** One commit with both sides' files; of the parents the first is what is merged onto. */
  #mergeCommit(pull: Pull, parents: readonly [string, ...string[]]): string | undefined {
    const { objects } = this.#network;
    const files = objects.merge(parents[0], pull.headSha);
    if (!files) return undefined;
    const message = parents.length === 2 ? `Merge pull request #${pull.number}` : `${pull.title} (#${pull.number})`;
    return this.#network.writeCommit({ tree: objects.writeTree(files), parents, message, login: pull.login });
  }
}

function notQueued(number: number): never {
  throw new Error(`pull request ${number} is not in the queue`);
}
