/** The comments of the pull requests. */
import { type ActionError, refusedByGitHub } from '../core/errors.ts';
import type { Marker } from '../core/marker.ts';
import type { PullRequestState, Report } from '../core/report.ts';
import { carriedReview, type Review } from '../core/review.ts';
import type { GitHubPorts } from '../ports/ports.ts';
import type { Event } from '../ports/run.ts';
import { renderComment } from '../render/comment.ts';
import { hasNews } from '../render/document.ts';

export interface Announced {
  /** Of the newest comment, '' where none was written. */
  readonly url: string;
  readonly notices: readonly string[];
}

/**
 * The report with how its pull request stands: asked as late as can be, since another run may be for a newer commit of it.
 * Where GitHub refuses, the comment asks again, and says so.
 */
export async function withStanding(report: Report, { inputs, run, openComments }: GitHubPorts): Promise<Report> {
  const { event } = run;
  const isTold = inputs.comment !== 'never' || (report.plan?.verdict.reasons.length ?? 0) > 0;
  if (report.mode !== 'plan' || !isPullRequest(event) || !isTold) return report;
  try {
    const comments = await openComments(event.number);
    const next = inputs.comment === 'never' ? 'nothing' : 'comment';
    return { ...report, pullRequest: await comments.pullRequest(next) };
  } catch (thrown) {
    refusedByGitHub(thrown);
    return report;
  }
}

function isPullRequest(event: Event): event is PullRequestEvent {
  return event.kind === 'pull-request' || event.kind === 'pull-request-target';
}

type PullRequestEvent = Extract<Event, { kind: 'pull-request' | 'pull-request-target' }>;

/** Writes the comment of the pull request that is planned, or of those that were merged and are applied now. */
export async function announce(report: Report, ports: GitHubPorts): Promise<Announced> {
  if (ports.inputs.comment === 'never') return { url: '', notices: [] };
  const written = await Promise.all(addressees(report, ports).map((to) => writeComment(report, ports, to)));
  return { url: written[0]?.url ?? '', notices: written.flatMap(({ notices }) => notices) };
}

interface Addressee {
  readonly number: number;
  /** What its comment shows for an apply to hold on to. */
  readonly review: Review | undefined;
}

function addressees(report: Report, { run }: GitHubPorts): Addressee[] {
  const { event } = run;
  if (report.mode === 'apply') return report.merged.map(({ number, review }) => ({ number, review }));
  if (report.mode !== 'plan' || !isPullRequest(event)) return [];
  return [{ number: event.number, review: report.plan && carriedReview(report.plan.apis) }];
}

async function writeComment(report: Report, ports: GitHubPorts, { number, review }: Addressee): Promise<Announced> {
  const { tenant, environment, plan } = report;
  const marker: Marker = { tenant, environment, fingerprint: plan?.fingerprint ?? '', ...(review && { review }) };
  try {
    const comments = await ports.openComments(number);
    const obstacle =
      report.mode === 'plan' ? outdated(report.pullRequest ?? (await comments.pullRequest()), ports, number) : '';
    if (obstacle !== '') return { url: '', notices: [obstacle] };
    const create = ports.inputs.comment === 'always' || (report.mode === 'plan' && hasNews(report));
    return { url: (await comments.write(marker, renderComment(report, marker), { create })) ?? '', notices: [] };
  } catch (thrown) {
    return { url: '', notices: [commentNotice(refusedByGitHub(thrown))] };
  }
}

/**
 * Why the comment is not this run's to write; '' where it is. What was reviewed is what stood there when it was merged,
 * and what is reviewed is the newest commit: a run that is started again must change neither.
 */
function outdated({ open, head }: PullRequestState, { run: { event } }: GitHubPorts, number: number): string {
  const rest = 'so its comment stays as it is. The job summary holds this plan.';
  if (!open) return `Pull request ${number} is no longer open, ${rest}`;
  return isPullRequest(event) && head !== event.head ? `Pull request ${number} has a newer commit, ${rest}` : '';
}

function commentNotice(error: ActionError): string {
  return `The comment could not be written. ${error.message} ${error.hint} The job summary holds it.`;
}
