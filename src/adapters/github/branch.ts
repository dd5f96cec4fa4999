import type { Branch } from '../../ports.ts';
import type { Repository } from './api.ts';
import { githubFailure, statusOf } from './failure.ts';

/** Rules of a ruleset that keep an unreviewed commit from a branch; others, such as `deletion`, protect something else. */
const protectingRules = new Set(['pull_request', 'update', 'merge_queue', 'required_status_checks']);

export class GitHubBranch implements Branch {
  private readonly repository: Repository;
  private readonly name: string;

  constructor(repository: Repository, name: string) {
    this.repository = repository;
    this.name = name;
  }

  /** `protected` of the branch, else whether a ruleset guards it: the token may see one and not the other. */
  async state(): Promise<{ protected: boolean; tip: string }> {
    const { octokit, owner, repo } = this.repository;
    try {
      const { data } = await octokit.rest.repos.getBranch({ owner, repo, branch: this.name });
      return { protected: data.protected || (await this.hasProtectingRule()), tip: data.commit.sha };
    } catch (thrown) {
      throw githubFailure(`reading the branch ${this.name}`, thrown);
    }
  }

  private async hasProtectingRule(): Promise<boolean> {
    const { octokit, owner, repo } = this.repository;
    try {
      const { data } = await octokit.rest.repos.getBranchRules({ owner, repo, branch: this.name });
      return data.some(({ type }) => protectingRules.has(type));
    } catch (thrown) {
      if (statusOf(thrown) === 403 || statusOf(thrown) === 404) return false; // no rules, or none this plan of GitHub has
      throw thrown;
    }
  }
}
