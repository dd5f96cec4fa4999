/** What the merged pull requests say of a plan: what was reviewed of it, and whether a label lifts the guard. */
import type { Target } from './converge.ts';
import { ActionError, refusedByGitHub } from './core/errors.ts';
import { guard, removalBlocked } from './core/guard.ts';
import type { ApiPlan } from './core/plan.ts';
import type { Policy } from './core/policy.ts';
import type { ApiOutcome, MergedReview, Override, Plan } from './core/report.ts';
import { type Unreviewed, unreviewedIn } from './core/review.ts';
import { listSome } from './core/spelling.ts';
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
    const { commits, complete } = from === '' ? { commits: [tip], complete: false } : await history.between(from, tip);
    progress.single = complete && commits.length === 1;
    const pulls = await history.mergedBy(commits);
    progress.merged = await Promise.all(pulls.map((pull) => readReview(ports, pull)));
  } catch (thrown) {
    progress.unread = refusedByGitHub(thrown);
  }
}

async function readReview({ inputs, openComments }: Ports, pull: MergedPullRequest): Promise<MergedReview> {
  const comments = await openComments(pull.number);
  const marker = await comments.read({ tenant: inputs.domain, environment: inputs.environment });
  return { ...pull, ...(marker?.review && { review: marker.review }) };
}

interface Judged {
  readonly plan: Plan;
  readonly held: ReadonlyMap<string, number>;
  readonly policy: Policy;
}

/**
 * Lets removals through that the guard allows, or that somebody allowed by the label. A label is for what its own pull
 * request brought: what the comment there did not show, the guard judges as if there were no label.
 * @throws ActionError removal-blocked
 */
export async function liftGuard(ports: Ports, progress: Progress, { plan, held, policy }: Judged): Promise<void> {
  const { verdict } = plan;
  progress.notices = [...progress.notices, ...verdict.notices];
  if (verdict.reasons.length === 0) return;
  const labelled = progress.merged.filter(({ labels }) => labels.includes(verdict.label));
  const [newest] = labelled;
  const rest = guard({ ...plan, apis: withoutShown(plan.apis, labelled, progress), held }, policy.removals);
  if (!newest) throw removalBlocked(verdict);
  if (rest.reasons.length > 0) throw removalBlocked(rest, newest.number);
  progress.override = await readOverride(ports, progress, { number: newest.number, label: verdict.label });
}

/** The plan without the removals that labelled pull requests showed; one that came alone brought them all. */
function withoutShown(
  apis: readonly ApiPlan[],
  labelled: readonly MergedReview[],
  { merged, single }: Progress,
): ApiPlan[] {
  const reviews = labelled.flatMap(({ review }) => (review ? [review] : []));
  const alone = single && merged.length === 1 && labelled.length === 1 && reviews.length === 0;
  return apis.map((api) => {
    const unseen = new Set(alone ? [] : unreviewedIn(api, reviews).removals);
    return {
      ...api,
      changes: api.changes.filter(({ kind, permission }) => kind !== 'remove' || unseen.has(permission)),
    };
  });
}

/** Who set the label is worth knowing, and no reason to stop where it can't be read. */
async function readOverride(
  { openHistory }: Ports,
  progress: Progress,
  { number, label }: { number: number; label: string },
): Promise<Override> {
  try {
    const history = await openHistory();
    return { pullRequest: number, label, by: (await history.labelledBy(number, label)) ?? '' };
  } catch (thrown) {
    const error = refusedByGitHub(thrown);
    progress.notices = [...progress.notices, `Who set the label is not known. ${error.message} ${error.hint}`];
    return { pullRequest: number, label, by: '' };
  }
}

interface Verdicts {
  readonly ready: readonly Target[];
  readonly stopped: readonly ApiOutcome[];
}

/** Stops each API that would lose, or open to anyone, what no merged pull request had shown. */
export function judgeReview(targets: readonly Target[], progress: Progress, { stalePlan }: Policy): Verdicts {
  const reviews = progress.merged.flatMap(({ review }) => (review ? [review] : []));
  const found = reviews.length > 0 || progress.unread !== undefined; // not knowing is not the same as no comment
  const judged = targets.map((target) => ({
    target,
    stale: staleness(target, unreviewedIn(target.planned, reviews), progress),
  }));
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

function staleness(
  { planned }: Target,
  { removals, reach }: Unreviewed,
  { unread }: Progress,
): ActionError | undefined {
  const { identifier } = planned;
  if (removals.length > 0) {
    const lost = `${identifier} would lose ${listSome(removals)}`;
    if (unread)
      return new ActionError(
        'plan-stale',
        `${lost}, and what was reviewed can't be read. ${unread.message}`,
        unread.hint,
      );
    return new ActionError('plan-stale', `${lost}, which no merged pull request's comment showed.`, showIt);
  }
  if (reach === 'as shown') return undefined;
  return new ActionError('plan-stale', ...widened[reach](identifier));
}

const widened = {
  open: (identifier) => [
    `RBAC of ${identifier} was on, or its users needed a grant, when its additions were reviewed, and now any user of any first-party application may ask for them.`,
    'Switch RBAC on again in Auth0, or have users need a grant again, and run this again.',
  ],
  wider: (identifier) => [
    `More get what is added to ${identifier} than when it was reviewed: a grant, a role or a setting of the API has changed.`,
    `Undo that in Auth0 and run this again, or have a pull request show it: ${showItAgain}`,
  ],
} satisfies Record<string, (identifier: string) => [message: string, hint: string]>;

const showItAgain = 'the comment of any that is planned now does.';

const showIt =
  'The comment of any pull request that is planned now shows it: merge one, and it is removed. Where no comment can, ' +
  '`stale-plan: warn` in the policy lets it through.';
