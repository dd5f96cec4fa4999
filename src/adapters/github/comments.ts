import { type Marker, readMarker } from '../../core/marker.ts';
import type { Standing } from '../../core/report.ts';
import type { PullRequestComments } from '../../ports.ts';
import type { Repository } from './api.ts';
import { githubFailure, statusOf } from './failure.ts';
import { isSelf, ownLogin } from './identity.ts';

type CommentTarget = Pick<Marker, 'tenant' | 'environment'>;

interface Comment {
  readonly id: number;
  readonly body?: string;
  readonly html_url: string;
  readonly user: { readonly login: string; readonly type: string } | null;
}

/** Our comment on one pull request: the one whose first line is our marker and whose author is our token. */
export class GitHubComments implements PullRequestComments {
  private readonly repository: Repository;
  private readonly number: number;

  constructor(repository: Repository, number: number) {
    this.repository = repository;
    this.number = number;
  }

  async standing(): Promise<Standing> {
    const { octokit, owner, repo } = this.repository;
    try {
      const { data } = await octokit.rest.pulls.get({ owner, repo, pull_number: this.number });
      return { open: data.state === 'open', head: data.head.sha, labels: data.labels.map(({ name }) => name) };
    } catch (thrown) {
      throw githubFailure(`reading pull request ${this.number}`, thrown);
    }
  }

  async write(marker: Marker, body: string, { create }: { create: boolean }): Promise<string | undefined> {
    try {
      const ours = await this.find(marker);
      if (ours?.body === body) return ours.html_url;
      if (ours) return (await this.update(ours.id, body)) ?? (await this.create(marker, body));
      return create ? await this.create(marker, body) : undefined;
    } catch (thrown) {
      throw githubFailure('commenting on the pull request', thrown);
    }
  }

  async read(target: CommentTarget): Promise<Marker | undefined> {
    try {
      const ours = await this.find(target);
      return ours && readMarker(ours.body ?? '');
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
    const { octokit, owner, repo } = this.repository;
    const options = { owner, repo, issue_number: this.number, per_page: 100 };
    return await octokit.paginate(octokit.rest.issues.listComments, options);
  }

  private async create(target: CommentTarget, body: string): Promise<string> {
    const { octokit, owner, repo, createOnce } = this.repository;
    const post = async (): Promise<Comment> =>
      (await octokit.rest.issues.createComment({ owner, repo, issue_number: this.number, body })).data;
    return (await createOnce(post, () => this.find(target))).html_url;
  }

  /** Undefined where somebody deleted the comment meanwhile. */
  private async update(id: number, body: string): Promise<string | undefined> {
    const { octokit, owner, repo } = this.repository;
    try {
      return (await octokit.rest.issues.updateComment({ owner, repo, comment_id: id, body })).data.html_url;
    } catch (thrown) {
      if (statusOf(thrown) === 404) return undefined;
      throw thrown;
    }
  }
}
