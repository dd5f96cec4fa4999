/** Pull requests: their merge commits, labels, merging and the merge queue. https://docs.github.com/rest/pulls/pulls */
import type { Network, Repository } from './network.ts';

export interface PullRequestOptions {
  readonly head: string;
  /** The default branch unless given. */
  readonly base?: string;
  /** Owner of the fork that the head is in. */
  readonly fork?: string;
  readonly labels?: readonly string[];
  readonly title?: string;
  readonly login?: string;
}

export interface Pull {
  readonly number: number;
  readonly title: string;
  readonly login: string;
  readonly from: Repository;
  readonly head: string;
  readonly base: string;
  readonly labels: string[];
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

export class PullRequests {
  readonly #network: Network;
  readonly #pulls: Pull[] = [];

  constructor(network: Network) {
    this.#network = network;
  }

  open(options: PullRequestOptions): number {
    const { head, fork, base = this.#network.upstream.defaultBranch } = options;
    const from = fork === undefined ? this.#network.upstream : this.#network.fork(fork);
    const number = this.#pulls.length + 1;
    const { title = `Merge ${head}`, login = fork ?? 'octocat' } = options;
    const fixed = { number, title, login, from, head, base, labels: [...(options.labels ?? [])] };
    const none = { headSha: '', baseSha: '', mergeSha: undefined, mergedFrom: '', mergedAt: undefined };
    const pull: Pull = { ...fixed, ...none, createdAt: this.#network.now() };
    this.#update(pull);
    this.#pulls.push(pull);
    return number;
  }

  find(number: number): Pull | undefined {
    return this.#pulls[number - 1];
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
    this.#network.upstream.refs.set(`refs/heads/${pull.base}`, sha);
    this.#network.upstream.refs.delete(`refs/pull/${number}/merge`);
    this.refresh();
    return sha;
  }

  /** Puts the pull request in the merge queue: a branch with the merge as it would be. */
  enqueue(number: number): { readonly branch: string; readonly sha: string } {
    const pull = this.find(number);
    if (!pull?.mergeSha || pull.mergedAt) throw new Error(`no mergeable pull request ${number}`);
    const branch = `gh-readonly-queue/${pull.base}/pr-${number}-${this.#network.tip(pull.base)}`;
    this.#network.upstream.refs.set(`refs/heads/${branch}`, pull.mergeSha);
    return { branch, sha: pull.mergeSha };
  }

  /** The merged ones that brought a commit; where it is not on the default branch, the open ones too. */
  ofCommit(sha: string): Pull[] {
    const { objects, upstream } = this.#network;
    const isDefault = objects.ancestors(this.#network.tip(upstream.defaultBranch)).has(sha);
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

  #mergeCommit(pull: Pull, parents: readonly string[]): string | undefined {
    const { objects } = this.#network;
    const files = objects.merge(this.#network.tip(pull.base), pull.headSha);
    if (!files) return undefined;
    const message = parents.length === 2 ? `Merge pull request #${pull.number}` : `${pull.title} (#${pull.number})`;
    return this.#network.writeCommit({ tree: objects.writeTree(files), parents, message, login: pull.login });
  }
}
