import pMap from 'p-map';
import * as z from 'zod';
import type { History, MainLine, MergedPullRequest } from '../../ports.ts';
import type { Repository } from './api.ts';
import { githubFailure, statusOf } from './failure.ts';

/** Commits whose pull requests are looked up; between two applies there is mostly one. */
const mostCommits = 20;

/** One kind of the many events of a timeline, which lets in whoever may read pull requests. */
const labeled = z.object({
  event: z.literal('labeled'),
  label: z.object({ name: z.string() }),
  actor: z.object({ login: z.string() }).nullable(),
});

interface Commit {
  readonly sha: string;
  readonly parents: readonly { readonly sha: string }[];
}

/** How a branch came from one commit to another, and by which pull requests. */
export class GitHubHistory implements History {
  private readonly repository: Repository;
  private readonly branch: string | undefined;

  /** @param branch what pull requests have to be merged into to count. */
  constructor(repository: Repository, branch: string | undefined) {
    this.repository = repository;
    this.branch = branch;
  }

  async between(from: string, to: string): Promise<MainLine> {
    if (from === to) return { commits: [], complete: true, relation: 'ahead', wasTip: true };
    try {
      return (await this.compare(from, to)) ?? (await this.unknownLine(from, to));
    } catch (thrown) {
      throw githubFailure('comparing two commits of the branch', thrown);
    }
  }

  /** Undefined where GitHub does not know one of the two anymore. */
  private async compare(from: string, to: string): Promise<MainLine | undefined> {
    const { octokit, owner, repo } = this.repository;
    const range = { owner, repo, basehead: `${from}...${to}` }; // unpaged: 250 commits, and the newest are among them
    const answer = await octokit.rest.repos.compareCommitsWithBasehead(range).catch(unknownCommit);
    if (!answer) return undefined;
    const { commits, total_commits: total, status } = answer.data;
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

  /** Where the branch was once would be forgotten, and all that it says of what is ours, if one answer were mistaken. */
  private async unknownLine(from: string, to: string): Promise<MainLine> {
    const { octokit, owner, repo } = this.repository;
    const found = await octokit.rest.git.getCommit({ owner, repo, commit_sha: from }).catch(unknownCommit);
    if (found) throw new Error(`it knows ${from} and does not compare it`);
    return { commits: [to], complete: false, relation: 'unknown', wasTip: undefined };
  }

  async mergedBy(commits: readonly string[]): Promise<MergedPullRequest[]> {
    try {
      const found = (await pMap(commits, (sha) => this.merged(sha), { concurrency: 4 })).flat();
      return [...new Map(found.map((pull) => [pull.number, pull])).values()].sort((a, b) => b.number - a.number);
    } catch (thrown) {
      throw githubFailure('looking up the merged pull request', thrown);
    }
  }

  private async merged(sha: string): Promise<MergedPullRequest[]> {
    const { octokit, owner, repo } = this.repository;
    const options = { owner, repo, commit_sha: sha };
    const { data } = await octokit.rest.repos.listPullRequestsAssociatedWithCommit(options);
    return data
      .filter(({ merged_at, base }) => merged_at !== null && base.ref === this.branch)
      .map(({ number, labels }) => ({ number, labels: labels.map(({ name }) => name) }));
  }

  async labelledBy(number: number, label: string): Promise<string | undefined> {
    const { octokit, owner, repo } = this.repository;
    try {
      const options = { owner, repo, issue_number: number, per_page: 100 };
      const events = await octokit.paginate(octokit.rest.issues.listEventsForTimeline, options);
      const set = events.flatMap((event) => labeled.safeParse(event).data ?? []);
      return set.findLast(({ label: { name } }) => name === label)?.actor?.login;
    } catch (thrown) {
      throw githubFailure(`reading who set the label ${label}`, thrown);
    }
  }
}

/** 404 is GitHub's answer to a commit it does not have. */
function unknownCommit(thrown: unknown): undefined {
  if (statusOf(thrown) !== 404) throw thrown;
}

/** The commits on the line of first parents, where merges land; newest first. */
function firstParents(commits: readonly Commit[], tip: string): string[] {
  const bySha = new Map(commits.map((commit) => [commit.sha, commit]));
  const line: string[] = [];
  for (let commit = bySha.get(tip) ?? commits.at(-1); commit; commit = bySha.get(commit.parents[0]?.sha ?? ''))
    line.push(commit.sha);
  return line.length > 0 ? line : [tip];
}
