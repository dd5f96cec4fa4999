/** Our comment among the others. */
import * as z from 'zod/mini';
import { early } from '../../core/early.ts';
import { type Marker, readMarker } from '../../core/marker.ts';
import type { PullRequestState } from '../../core/report.ts';
import type { PullRequestComments } from '../../ports/github.ts';
import type { Repository } from './api.ts';
import { githubFailure, statusOf } from './failure.ts';
import { account, isSelf, ownLogin } from './identity.ts';

type CommentTarget = Pick<Marker, 'tenant' | 'environment'>;

const pullRequest = z.object({
  state: z.enum(['open', 'closed']),
  head: z.object({ sha: z.string().check(z.minLength(1)) }),
  labels: z.array(z.object({ name: z.string() })),
});

const comment = z.object({
  id: z.int(),
  body: z.nullish(z.string()),
  html_url: z.string().check(z.minLength(1)),
  user: z.nullish(account),
});

type Comment = z.output<typeof comment>;

/** Our comment on one pull request: the one whose first line is our marker and whose author is our token. */
export class GitHubComments implements PullRequestComments {
  private readonly repository: Repository;
  private readonly number: number;
  /** Begun beside another question, for the next who looks. */
  private listed: Promise<Comment[]> | undefined;
  /** The one that was read: it is still ours, and where it is gone the update finds out. */
  private seen: Comment | undefined;

  constructor(repository: Repository, number: number) {
    this.repository = repository;
    this.number = number;
  }

  async pullRequest(next: 'comment' | 'nothing' = 'nothing'): Promise<PullRequestState> {
    const { ask, owner, repo } = this.repository;
    if (next === 'comment') this.lookAhead();
    try {
      const options = { owner, repo, pull_number: this.number };
      const { state, head, labels } = await ask(
        (request) => request('GET /repos/{owner}/{repo}/pulls/{pull_number}', options),
        pullRequest,
      );
      return { open: state === 'open', head: head.sha, labels: labels.map(({ name }) => name) };
    } catch (thrown) {
      throw githubFailure(`reading pull request ${this.number}`, thrown);
    }
  }

  private lookAhead(): void {
    early(ownLogin(this.repository));
    this.listed = early(this.listAll());
  }

  async write(marker: Marker, body: string, { create }: { create: boolean }): Promise<string | undefined> {
    try {
      const ours = this.seen ?? (await this.find(marker));
      if (ours?.body === body) return ours.html_url;
      const updated = ours && (await this.update(ours.id, marker, body));
      if (updated !== undefined) return updated;
      return create ? await this.create(marker, body) : undefined;
    } catch (thrown) {
      throw githubFailure('commenting on the pull request', thrown);
    }
  }

  async read(target: CommentTarget): Promise<Marker | undefined> {
    try {
      this.seen = await this.find(target);
      return this.seen && readMarker(this.seen.body ?? '');
    } catch (thrown) {
      throw githubFailure(`reading the comments of pull request ${this.number}`, thrown);
    }
  }

  /** Anybody can write our marker into a comment; only the token's own login makes it ours. */
  private async find(target: CommentTarget): Promise<Comment | undefined> {
    const [login, comments] = await Promise.all([ownLogin(this.repository), this.list()]);
    return comments.find(({ user, body }) => {
      const found = user && isSelf(user, login) ? readMarker(body ?? '') : undefined;
      return found?.tenant === target.tenant && found.environment === target.environment;
    });
  }

  private async list(): Promise<Comment[]> {
    const { listed = this.listAll() } = this;
    this.listed = undefined;
    return await listed;
  }

  private async listAll(): Promise<Comment[]> {
    const { list, owner, repo } = this.repository;
    const options = { owner, repo, issue_number: this.number, per_page: 100 };
    return await list(
      (request) => request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', options),
      comment,
    );
  }

  private async create(target: CommentTarget, body: string): Promise<string> {
    const { createOnce, owner, repo } = this.repository;
    const options = { owner, repo, issue_number: this.number, body };
    const made = await createOnce(
      (request) => request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', options),
      comment,
      () => this.find(target),
    );
    return made.html_url;
  }

  /**
   * Undefined where somebody deleted the comment meanwhile. Whatever the answer, only a look at the comments tells: one
   * that is still there must not get another beside it.
   */
  private async update(id: number, target: CommentTarget, body: string): Promise<string | undefined> {
    const { ask, owner, repo } = this.repository;
    try {
      const options = { owner, repo, comment_id: id, body };
      const updated = await ask(
        (request) => request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', options),
        z.extend(comment, { id: z.literal(id) }),
      );
      return updated.html_url;
    } catch (thrown) {
      const now = await this.find(target);
      if (now?.body === body) return now.html_url;
      if (!now && statusOf(thrown) === 404) return undefined;
      throw thrown;
    }
  }
}
