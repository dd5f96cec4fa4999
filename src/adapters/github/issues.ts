/** Our issue among the others. */
import * as z from 'zod/mini';
import { early } from '../../core/early.ts';
import { ActionError } from '../../core/errors.ts';
import { type DriftMarker, readDriftMarker, settledBody } from '../../core/marker.ts';
import type { DriftIssues, DriftTarget, IssueText, ShownIssue } from '../../ports/github.ts';
import type { Repository } from './api.ts';
import { githubFailure, statusOf } from './failure.ts';
import { account, isSelf, ownLogin } from './identity.ts';

/** Every issue of ours has it, for people to find them by; what makes one ours is its marker and its author. */
const label = 'auth0-permissions';

const issue = z.object({
  number: z.int(),
  body: z.nullish(z.string()),
  html_url: z.string().check(z.minLength(1)),
  state_reason: z.nullish(z.string()),
  user: z.nullish(account),
  pull_request: z.optional(z.unknown()),
});

type Issue = z.output<typeof issue>;

const comment = z.object({ id: z.int(), body: z.nullish(z.string()) });

/** Our issue about drift: the one whose first line is our marker and whose author is our token. */
export class GitHubIssues implements DriftIssues {
  private readonly repository: Repository;
  /** Lists that were begun before somebody looks, for the first who does. */
  private ahead: { open?: Promise<Issue[]>; closed?: Promise<Issue[]> } = {};

  constructor(repository: Repository) {
    this.repository = repository;
  }

  lookAhead(): void {
    this.ahead = { open: early(this.listOpen()), closed: early(this.listClosed()) };
  }

  async show(marker: DriftMarker, text: IssueText): Promise<ShownIssue> {
    try {
      const [ours, ...others] = await this.open(marker);
      for (const other of others) await this.close(other, `Duplicate of #${ours?.number}`, 'duplicate');
      if (ours) return { url: await this.update(ours, marker, text), accepted: false };
      const left = await this.closedByHand(marker);
      if (!left) return { url: await this.create(marker, text), accepted: false };
      if (left.state_reason === 'not_planned' || left.state_reason === 'duplicate')
        return { url: left.html_url, accepted: true };
      return { url: await this.reopen(left, text), accepted: false };
    } catch (thrown) {
      throw issueFailure('writing the issue', thrown);
    }
  }

  async settle(target: DriftTarget, comment: string): Promise<string | undefined> {
    try {
      const all = await this.open(target);
      for (const one of all) await this.close(one, comment, 'completed');
      await this.forgetAccepted(target);
      return all[0]?.html_url;
    } catch (thrown) {
      throw issueFailure('closing the issue', thrown);
    }
  }

  /** The oldest first; more than one only where two runs were at it at once. */
  private async open(target: DriftTarget): Promise<Issue[]> {
    const { open = this.listOpen(), ...rest } = this.ahead;
    this.ahead = rest;
    return await this.ours(target, await open);
  }

  /**
   * The oldest first, over all pages and without the filters that
   * GitHub has: a label may be taken off, and under what login `creator` knows an App is nowhere promised.
   */
  private async listOpen(): Promise<Issue[]> {
    const { list, owner, repo } = this.repository;
    const options = { owner, repo, state: 'open', direction: 'asc', per_page: 100 } as const;
    return await list((request) => request('GET /repos/{owner}/{repo}/issues', options), issue);
  }

  /** Somebody closed it, and what it shows is still there. The action empties the fingerprint of what it closes itself. */
  private async closedByHand(marker: DriftMarker): Promise<Issue | undefined> {
    const closed = await this.ours(marker, await this.closed());
    return closed.find(({ body }) => readDriftMarker(body ?? '')?.fingerprint === marker.fingerprint);
  }

  /** What somebody closed by hand is set back by now; the same is news where it drifts again. */
  private async forgetAccepted(target: DriftTarget): Promise<void> {
    const unsettled = (await this.closed()).filter(({ body }) => readDriftMarker(body ?? '')?.fingerprint !== '');
    for (const one of await this.ours(target, unsettled)) await this.patch(one, { body: settledBody(one.body ?? '') });
  }

  private async closed(): Promise<Issue[]> {
    const { closed = this.listClosed(), ...rest } = this.ahead;
    this.ahead = rest;
    return await closed;
  }

  /** The newest hundred that have our label. */
  private async listClosed(): Promise<Issue[]> {
    const { ask, owner, repo } = this.repository;
    const options = { owner, repo, state: 'closed', labels: label, per_page: 100 } as const;
    return await ask((request) => request('GET /repos/{owner}/{repo}/issues', options), z.array(issue));
  }

  /** Anybody can write our marker into an issue; only the token's own login makes it ours. Pull requests are listed, too. */
  private async ours(target: DriftTarget, issues: readonly Issue[]): Promise<Issue[]> {
    const marked = issues.filter(({ body, pull_request }) => !pull_request && isAbout(target, body ?? ''));
    if (marked.length === 0) return [];
    const login = await ownLogin(this.repository);
    return marked.filter(({ user }) => user && isSelf(user, login));
  }

  private async create(marker: DriftMarker, { title, body }: IssueText): Promise<string> {
    const { owner, repo, createOnce } = this.repository;
    const made = await createOnce(
      (request) => request('POST /repos/{owner}/{repo}/issues', { owner, repo, title, body, labels: [label] }),
      issue,
      async () => (await this.open(marker))[0],
    );
    return made.html_url;
  }

  private async update(ours: Issue, marker: DriftMarker, { body }: IssueText): Promise<string> {
    const shown = readDriftMarker(ours.body ?? '');
    if (shown?.fingerprint !== marker.fingerprint) await this.patch(ours, { body });
    return ours.html_url;
  }

  private async reopen(closed: Issue, { body }: IssueText): Promise<string> {
    await this.patch(closed, { state: 'open', body });
    return closed.html_url;
  }

  /** The comment first: an issue that is closed already would never get it. */
  private async close(issue: Issue, comment: string, reason: 'completed' | 'duplicate'): Promise<void> {
    await this.comment(issue, comment);
    await this.patch(issue, { state: 'closed', state_reason: reason, body: settledBody(issue.body ?? '') });
  }

  private async comment({ number }: Issue, body: string): Promise<void> {
    const { list, owner, repo, createOnce } = this.repository;
    const on = { owner, repo, issue_number: number };
    await createOnce(
      (request) => request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', { ...on, body }),
      comment,
      async () => {
        const comments = await list(
          (request) => request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', { ...on, per_page: 100 }),
          comment,
        );
        return comments.find((one) => one.body === body);
      },
    );
  }

  private async patch({ number }: Issue, changes: Changes): Promise<void> {
    const { ask, owner, repo } = this.repository;
    const state = changes.state === undefined ? z.string() : z.literal(changes.state);
    const changed = z.extend(issue, { number: z.literal(number), state });
    await ask(
      (request) =>
        request('PATCH /repos/{owner}/{repo}/issues/{issue_number}', { owner, repo, issue_number: number, ...changes }),
      changed,
    );
  }
}

interface Changes {
  readonly body: string;
  readonly state?: 'open' | 'closed';
  readonly state_reason?: 'completed' | 'duplicate';
}

function isAbout({ tenant, environment, manifest }: DriftTarget, body: string): boolean {
  const marker = readDriftMarker(body);
  return (
    marker?.tenant === tenant &&
    marker.environment === environment &&
    JSON.stringify(marker.manifest) === JSON.stringify(manifest)
  );
}

/** GitHub's hints would name the permissions that comments of a pull request need, too. */
function issueFailure(doing: string, thrown: unknown): ActionError {
  const error = githubFailure(doing, thrown);
  const hint = hints.get(statusOf(thrown) ?? 0);
  return hint === undefined ? error : new ActionError(error.code, error.message, hint, { cause: thrown });
}

/** Source: GitHub REST API, issues, "Create an issue": 403, and 410 where issues are switched off. */
const hints = new Map([
  [403, 'Give the job `permissions: issues: write`, or set `comment: never`.'],
  [410, 'Switch issues on in the settings of the repository, or set `comment: never`.'],
]);
