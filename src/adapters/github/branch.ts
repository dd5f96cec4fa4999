/** A branch's tip, and whether it is protected. */
import * as z from 'zod/mini';
import type { Branch } from '../../ports/github.ts';
import type { Repository } from './api.ts';
import { githubFailure, refusedBy, statusOf } from './failure.ts';

/** Rules of a ruleset that keep an unreviewed commit from a branch; others, such as `deletion`, protect something else. */
const protectingRules = new Set(['pull_request', 'update', 'merge_queue', 'required_status_checks']);

const branch = z.object({ protected: z.boolean(), commit: z.object({ sha: z.string().check(z.minLength(1)) }) });
const rule = z.object({ type: z.string() });

export class GitHubBranch implements Branch {
  private readonly repository: Repository;
  private readonly name: string;

  constructor(repository: Repository, name: string) {
    this.repository = repository;
    this.name = name;
  }

  /** `protected` of the branch, else whether a ruleset guards it: the token may see one and not the other. */
  async state(): Promise<{ protected: boolean; tip: string } | undefined> {
    const { ask, owner, repo } = this.repository;
    try {
      const found = await ask(
        (request) => request('GET /repos/{owner}/{repo}/branches/{branch}', { owner, repo, branch: this.name }),
        branch,
      );
      return { protected: found.protected || (await this.isRuled()), tip: found.commit.sha };
    } catch (thrown) {
      if (isGone(thrown)) return undefined;
      throw githubFailure(`reading the branch ${this.name}`, thrown);
    }
  }

  /** What is not protected is not applied, and no rules are what a fault looks like, too: GitHub has to say it twice. */
  private async isRuled(): Promise<boolean> {
    return (await this.hasProtectingRule()) || (await this.hasProtectingRule());
  }

  private async hasProtectingRule(): Promise<boolean> {
    const { list, owner, repo } = this.repository;
    try {
      const options = { owner, repo, branch: this.name, per_page: 100 };
      const rules = await list(
        (request) => request('GET /repos/{owner}/{repo}/rules/branches/{branch}', options),
        rule,
      );
      return rules.some(({ type }) => protectingRules.has(type));
    } catch (thrown) {
      if (statusOf(thrown) === 403 || statusOf(thrown) === 404) return false; // no rules, or none this plan of GitHub has
      throw thrown;
    }
  }
}

/** In these words; to a token that may not see the branch GitHub says "Not Found". */
function isGone(thrown: unknown): boolean {
  return refusedBy(thrown)?.response.data?.message === 'Branch not found';
}
