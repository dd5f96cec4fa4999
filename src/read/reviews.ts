/** What the pull requests that were merged since the last apply showed, and who let removals through. */
import type { Lifting, Reviewed } from '../core/decision.ts';
import { refusedByGitHub } from '../core/errors.ts';
import type { MergedReview, Override } from '../core/report.ts';
import type { MergedPullRequest } from '../ports/github.ts';
import type { GitHubPorts } from '../ports/ports.ts';

/** What a branch came from, and to. */
export interface Way {
  /** A commit, or '' where it is not known: then only what the tip itself brought. */
  readonly from: string;
  readonly tip: string;
}

/** Finds the pull requests that were merged since, each with what its comment showed. GitHub may refuse to tell. */
export async function readReviews(ports: GitHubPorts, way: Way): Promise<Reviewed> {
  try {
    const { pulls, single } = await findMerged(ports, way);
    const merged = await Promise.all(pulls.map((pull) => readReview(ports, pull)));
    return { kind: 'told', merged, single };
  } catch (thrown) {
    return { kind: 'refused', error: refusedByGitHub(thrown) };
  }
}

/** Those pull requests without their comments. Found once; it costs nothing to ask again. @throws ActionError github-unavailable */
export async function findMerged({ openHistory }: GitHubPorts, { from, tip }: Way) {
  const history = await openHistory();
  const { commits, complete } = from === '' ? { commits: [tip], complete: false } : await history.between(from, tip);
  return { pulls: await history.mergedBy(commits), single: complete && commits.length === 1 };
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
