/** What the merged pull requests say of a plan: what was reviewed of it, and whether a label lifts the guard. */
import type { Target } from './converge.ts';
import { ActionError, toActionError } from './core/errors.ts';
import { removalBlocked } from './core/guard.ts';
import type { Policy } from './core/policy.ts';
import type { ApiOutcome, MergedReview, Override, Plan } from './core/report.ts';
import { type Unreviewed, unreviewedIn } from './core/review.ts';
import { listWords } from './core/spelling.ts';
import type { MergedPullRequest, Ports } from './ports.ts';
import type { Progress } from './progress.ts';

/** Finds the pull requests that were merged since, each with what its comment showed. GitHub may refuse to tell. */
export async function readMerged(
  ports: Ports,
  progress: Progress,
  { from, tip }: { from: string; tip: string },
): Promise<void> {
  try {
    const history = await ports.openHistory();
    const { commits, complete } = from === '' ? { commits: [tip], complete: true } : await history.between(from, tip);
    const pulls = await history.mergedBy(commits);
    progress.merged = await Promise.all(pulls.map((pull) => readReview(ports, pull)));
    if (!complete) progress.notices = [...progress.notices, incompleteNotice];
  } catch (thrown) {
    const error = toActionError(thrown);
    if (error.code !== 'github-unavailable') throw error;
    progress.notices = [...progress.notices, `What was reviewed is not known. ${error.message} ${error.hint}`];
  }
}

const incompleteNotice =
  'More was merged since the last apply than is looked at; what the older pull requests showed counts as not reviewed.';

async function readReview({ inputs, openComments }: Ports, pull: MergedPullRequest): Promise<MergedReview> {
  const comments = await openComments(pull.number);
  const marker = await comments.read({ tenant: inputs.domain, environment: inputs.environment });
  return { ...pull, ...(marker?.review && { review: marker.review }) };
}

/**
 * Lets removals through that the guard allows, or that somebody allowed by the label.
 * @throws ActionError removal-blocked
 */
export async function liftGuard(ports: Ports, progress: Progress, { verdict }: Plan): Promise<void> {
  progress.notices = [...progress.notices, ...verdict.notices];
  if (verdict.reasons.length === 0) return;
  const { label } = verdict;
  const lifting = progress.merged.find(({ labels }) => labels.includes(label));
  if (!lifting) throw removalBlocked(verdict);
  progress.override = await readOverride(ports, lifting.number, label);
}

async function readOverride({ openHistory }: Ports, pullRequest: number, label: string): Promise<Override> {
  const history = await openHistory();
  return { pullRequest, label, by: (await history.labelledBy(pullRequest, label)) ?? '' };
}

interface Verdicts {
  readonly ready: readonly Target[];
  readonly stopped: readonly ApiOutcome[];
}

/** Stops each API that would lose, or open to anyone, what no merged pull request had shown. */
export function judgeReview(targets: readonly Target[], progress: Progress, { stalePlan }: Policy): Verdicts {
  const reviews = progress.merged.flatMap(({ review }) => (review ? [review] : []));
  const found = reviews.length > 0;
  const judged = targets.map((target) => ({ target, stale: staleness(target, unreviewedIn(target.planned, reviews)) }));
  const stale = judged.filter((one): one is typeof one & { stale: ActionError } => one.stale !== undefined);
  if (stale.length === 0) return { ready: targets, stopped: [] };
  if (!found && stalePlan !== 'require') return { ready: targets, stopped: noted(progress, [unreviewedNotice]) };
  if (stalePlan === 'warn')
    return {
      ready: targets,
      stopped: noted(
        progress,
        stale.map(({ stale }) => stale.message),
      ),
    };
  const stopped = stale.map(
    ({ target, stale: error }) => ({ status: 'not-applied', api: target.planned, error }) as const,
  );
  return { ready: judged.filter(({ stale }) => !stale).map(({ target }) => target), stopped };
}

const unreviewedNotice = 'No comment of a merged pull request shows what is removed here, so the guard alone decided.';

function noted(progress: Progress, notices: readonly string[]): [] {
  progress.notices = [...progress.notices, ...notices];
  return [];
}

function staleness({ planned }: Target, { removals, exposed }: Unreviewed): ActionError | undefined {
  const { identifier } = planned;
  const hint = 'To remove it, declare it again and drop it in a pull request of its own, whose comment shows it.';
  if (removals.length > 0) {
    const message = `${identifier} would lose ${listWords(removals)}, which no merged pull request's comment showed.`;
    return new ActionError('plan-stale', message, hint);
  }
  if (!exposed) return undefined;
  const message = `RBAC of ${identifier} was on when its additions were reviewed, and now anyone may ask for them.`;
  return new ActionError('plan-stale', message, 'Switch RBAC on again in Auth0 and run this again.');
}
