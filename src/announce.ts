import { type ActionError, refusedByGitHub } from './core/errors.ts';
import type { Marker } from './core/marker.ts';
import type { ApiPlan } from './core/plan.ts';
import { countProblems } from './core/problem.ts';
import type { Report } from './core/report.ts';
import { type Review, reviewOf } from './core/review.ts';
import type { Ports } from './ports.ts';
import { renderComment } from './render/comment.ts';

export interface Announced {
  /** Of the newest comment, '' where none was written. */
  readonly url: string;
  readonly notices: readonly string[];
}

/** Writes the comment of the pull request that is planned, or of those that were merged and are applied now. */
export async function announce(report: Report, ports: Ports): Promise<Announced> {
  if (ports.inputs.comment === 'never') return { url: '', notices: [] };
  const written = await Promise.all(addressees(report, ports).map((to) => writeComment(report, ports, to)));
  return { url: written[0]?.url ?? '', notices: written.flatMap(({ notices }) => notices) };
}

interface Addressee {
  readonly number: number;
  /** What its comment shows for an apply to hold on to. */
  readonly review: Review | undefined;
}

function addressees(report: Report, { run }: Ports): Addressee[] {
  const { event } = run;
  if (report.mode === 'apply') return report.merged.map(({ number, review }) => ({ number, review }));
  if (report.mode !== 'plan' || (event.kind !== 'pull-request' && event.kind !== 'pull-request-target')) return [];
  return [{ number: event.number, review: report.plan && reviewOf(report.plan.apis) }];
}

/** In characters: of a comment's 65,536 the plan itself needs most. Removals by the thousand are for no review. */
const mostReview = 30_000;

async function writeComment(report: Report, ports: Ports, { number, review }: Addressee): Promise<Announced> {
  const { tenant, environment, plan } = report;
  const shown = review && JSON.stringify(review).length <= mostReview ? { review } : {};
  const marker: Marker = { tenant, environment, fingerprint: plan?.fingerprint ?? '', ...shown };
  try {
    const comments = await ports.openComments(number);
    if (report.mode === 'plan' && !(report.standing ?? (await comments.standing())).open) return closed(number);
    const create = ports.inputs.comment === 'always' || (report.mode === 'plan' && hasSomethingToSay(report));
    return { url: (await comments.write(marker, renderComment(report, marker), { create })) ?? '', notices: [] };
  } catch (thrown) {
    return { url: '', notices: [commentNotice(refusedByGitHub(thrown))] };
  }
}

/** What was reviewed is what stood there when it was merged: a run that is started again must not change it. */
function closed(number: number): Announced {
  const notice = `Pull request ${number} is no longer open, so its comment stays as it is. The job summary holds this plan.`;
  return { url: '', notices: [notice] };
}

function commentNotice(error: ActionError): string {
  return `The comment could not be written. ${error.message} ${error.hint} The job summary holds it.`;
}

function hasSomethingToSay({ plan, problems, failure, governance }: Report): boolean {
  const errors = countProblems(problems).errors; // what has been weak for years is no news for every pull request
  if (errors + governance.changes.length > 0 || failure || !plan) return true;
  const news = ({ changes, deprecated = [] }: ApiPlan) => changes.length > 0 || deprecated.some(({ isNew }) => isNew);
  return plan.released.length > 0 || plan.apis.some(news);
}
