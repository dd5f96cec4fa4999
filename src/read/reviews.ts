/** What the pull requests that were merged since the last apply showed, and who let removals through. */
import type { Lifting, Reviewed } from '../core/decision.ts';
import { refusedByGitHub } from '../core/errors.ts';
import type { MergedReview, Override } from '../core/report.ts';
import type { MergedPullRequest } from '..//ports/github.ts';
import type { GitHubPorts } from '..//ports/ports.ts';

/**
 * Finds the pull requests that were merged since, each with what its comment showed. GitHub may refuse to tell.
 * @param way `from` is a commit, or '' where it is not known: then only what the tip itself brought.
 */
export async function readReviews(ports: GitHubPorts, { from, tip }: { from: string; tip: string }): Promise<Reviewed> {
  try {
    const history = await ports.openHistory();
    const { commits, complete } = from === '' ? { commits: [tip], complete: false } : await history.between(from, tip);
    const pulls = await history.mergedBy(commits);
    const merged = await Promise.all(pulls.map((pull) => readReview(ports, pull)));
    return { kind: 'told', merged, single: complete && commits.length === 1 };
  } catch (thrown) {
    return { kind: 'refused', error: refusedByGitHub(thrown) };
  }
}

async function readReview({ inputs, openComments }: GitHubPorts, pull: MergedPullRequest): Promise<MergedReview> {
  const comments = await openComments(pull.number);
  const marker = await comments.read({ tenant: inputs.domain, environment: inputs.environment });
  return { ...pull, ...(marker?.review && { review: marker.review }) };
}

interface Lifted {
  readonly override: Override;
  readonly notices: readonly string[];
}

/** Who set the label is worth knowing, and no reason to stop where it can't be read. */
export async function readOverride({ openHistory }: GitHubPorts, { pullRequest, label }: Lifting): Promise<Lifted> {
  try {
    const history = await openHistory();
    const by = (await history.labelledBy(pullRequest, label)) ?? '';
    return { override: { pullRequest, label, by }, notices: [] };
  } catch (thrown) {
    const { message, hint } = refusedByGitHub(thrown);
    const notices = [`Who set the label is not known. ${message} ${hint}`];
    return { override: { pullRequest, label, by: '' }, notices };
  }
}
