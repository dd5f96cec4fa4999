/** How the branch came to be, and by which pull requests. */
import pMap from 'p-map';
import * as z from 'zod/mini';
import type { History, MainLine, MergedPullRequest } from '../../ports/github.ts';
import type { Repository } from './api.ts';
import { githubFailure, refusedBy, unknownCommit } from './failure.ts';

/** Commits whose pull requests are looked up; between two applies there is mostly one. */
const mostCommits = 20;

/** One kind of the many events of a timeline, which lets in whoever may read pull requests. */
const labeled = z.object({
  event: z.literal('labeled'),
  label: z.object({ name: z.string() }),
  actor: z.nullable(z.object({ login: z.string() })),
});

const sha = z.string().check(z.minLength(1));

const commit = z.object({ sha, parents: z.array(z.object({ sha })) });

type Commit = z.output<typeof commit>;

const comparison = z.object({
  status: z.enum(['ahead', 'behind', 'diverged', 'identical']),
  total_commits: z.int(),
  commits: z.array(commit),
});

const associated = z.object({
  number: z.int(),
  merged_at: z.nullish(z.string()),
  base: z.object({ ref: z.string() }),
  labels: z.array(z.object({ name: z.string() })),
});

/** How a branch came from one commit to another, and by which pull requests. */
export class GitHubHistory implements History {
  private readonly repository: Repository;
  private readonly branch: string | undefined;
  private readonly lines = new Map<string, Promise<MainLine>>();
  private readonly pulls = new Map<string, Promise<MergedPullRequest[]>>();

  /** @param branch what pull requests have to be merged into to count. */
  constructor(repository: Repository, branch: string | undefined) {
    this.repository = repository;
    this.branch = branch;
  }

  /** Asked once for the same two: neither is another by the end of a run. */
  between(from: string, to: string): Promise<MainLine> {
    const key = `${from}...${to}`;
    const line = this.lines.get(key) ?? this.lineBetween(from, to);
    this.lines.set(key, line);
    return line;
  }

  private async lineBetween(from: string, to: string): Promise<MainLine> {
    if (from === to) return { commits: [], complete: true, relation: 'ahead', wasTip: true };
    try {
      return await this.compare(from, to).catch((thrown) => this.unknownLine({ from, to }, thrown));
    } catch (thrown) {
      throw githubFailure('comparing two commits of the branch', thrown);
    }
  }

  private async compare(from: string, to: string): Promise<MainLine> {
    const { ask, owner, repo } = this.repository;
    const range = { owner, repo, basehead: `${from}...${to}` }; // unpaged: 250 commits, and the newest are among them
    const answer = await ask((request) => request('GET /repos/{owner}/{repo}/compare/{basehead}', range), comparison);
    const { commits, total_commits: total, status } = answer;
    const line = firstParents(commits, to); // `to` may be a branch, of which the last commit is the tip
    const begins = commits.find(({ sha }) => sha === line.at(-1))?.parents[0]?.sha === from;
    const isWhole = total <= commits.length;
    return {
      commits: line.slice(0, mostCommits),
      complete: isWhole && line.length <= mostCommits,
      relation: status === 'identical' ? 'ahead' : status,
      wasTip: begins || status === 'identical' || (isWhole ? false : undefined),
    };
  }

  /**
   * 404 is GitHub's answer to a commit it does not have, and to two that have no ancestor in common. Where the branch was
   * once would be forgotten, and all that it says of what is ours, if one answer were mistaken.
   */
  private async unknownLine({ from, to }: { from: string; to: string }, thrown: unknown): Promise<MainLine> {
    const refused = refusedBy(thrown);
    if (refused?.status !== 404) throw thrown;
    const line = { commits: [to], complete: false, wasTip: undefined };
    if (/no common ancestor/i.test(refused.message)) return { ...line, relation: 'diverged' };
    const { ask, owner, repo } = this.repository;
    const found = await ask(
      (request) => request('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', { owner, repo, commit_sha: from }),
      commit,
    ).catch(unknownCommit);
    if (found) throw new Error(`it knows ${from} and does not compare it`);
    return { ...line, relation: 'unknown' };
  }

  /** Asked once for the same commit. */
  async mergedBy(commits: readonly string[]): Promise<MergedPullRequest[]> {
    try {
      const found = (await pMap(commits, (sha) => this.merged(sha), { concurrency: 4 })).flat();
      return [...new Map(found.map((pull) => [pull.number, pull])).values()].sort((a, b) => b.number - a.number);
    } catch (thrown) {
      throw githubFailure('looking up the merged pull request', thrown);
    }
  }

  private merged(sha: string): Promise<MergedPullRequest[]> {
    const pulls = this.pulls.get(sha) ?? this.findMerged(sha);
    this.pulls.set(sha, pulls);
    return pulls;
  }

  private async findMerged(sha: string): Promise<MergedPullRequest[]> {
    const { list, owner, repo } = this.repository;
    const options = { owner, repo, commit_sha: sha, per_page: 100 };
    const pulls = await list(
      (request) => request('GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls', options),
      associated,
    );
    return pulls
      .filter(({ merged_at, base }) => merged_at && base.ref === this.branch)
      .map(({ number, labels }) => ({ number, labels: labels.map(({ name }) => name) }));
  }

  async labelledBy(number: number, label: string): Promise<string | undefined> {
    const { list, owner, repo } = this.repository;
    try {
      const options = { owner, repo, issue_number: number, per_page: 100 };
      const events = await list(
        (request) => request('GET /repos/{owner}/{repo}/issues/{issue_number}/timeline', options),
        z.looseObject({}),
      );
      const set = events.flatMap((event) => labeled.safeParse(event).data ?? []);
      return set.findLast(({ label: { name } }) => name === label)?.actor?.login;
    } catch (thrown) {
      throw githubFailure(`reading who set the label ${label}`, thrown);
    }
  }
}

/** The commits on the line of first parents, where merges land; newest first. */
function firstParents(commits: readonly Commit[], tip: string): string[] {
  const bySha = new Map(commits.map((commit) => [commit.sha, commit]));
  const line: string[] = [];
  for (let commit = bySha.get(tip) ?? commits.at(-1); commit; commit = bySha.get(commit.parents[0]?.sha ?? ''))
    line.push(commit.sha);
  return line.length > 0 ? line : [tip];
}
