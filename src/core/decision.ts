/**
 * The decision of an apply: which APIs of its plan are written, which are stopped and why, and what lets removals through
 * that the guard would stop. Two judges have a say. The guard looks at the whole run, because half of a mistake is no better;
 * the review looks at each API, and stops what nobody was shown.
 */
import { ActionError } from './errors.ts';
import { guard, removalBlocked } from './guard.ts';
import type { ApiPlan } from './plan.ts';
import type { Policy } from './policy.ts';
import type { MergedReview, Plan } from './report.ts';
import { type Review, type Unreviewed, unreviewedIn } from './review.ts';
import { listSome } from './spelling.ts';

/** What the pull requests showed that were merged since the last apply, as far as GitHub told. */
export type Reviewed =
  | {
      readonly kind: 'told';
      /** The newest first. */
      readonly merged: readonly MergedReview[];
      /** The branch moved on by one commit alone. */
      readonly single: boolean;
    }
  | { readonly kind: 'refused'; readonly error: ActionError };

/** What a decision is made about. */
export interface Planned {
  readonly plan: Plan;
  /** How many permissions each API holds on the tenant, by identifier. */
  readonly held: ReadonlyMap<string, number>;
  readonly policy: Policy;
}

/** A label on a merged pull request. */
export interface Lifting {
  readonly pullRequest: number;
  readonly label: string;
}

/** An API that is not written. */
export interface Stopped {
  readonly api: ApiPlan;
  readonly error: ActionError;
}

export type Decision =
  /** Nothing of the run is written. */
  | { readonly kind: 'blocked'; readonly error: ActionError; readonly notices: readonly string[] }
  | {
      readonly kind: 'decided';
      /** Those that change and that nothing stops, in the order of the plan. */
      readonly write: readonly ApiPlan[];
      readonly stopped: readonly Stopped[];
      /** What lets removals through that the guard would stop; absent where nothing has to. */
      readonly lifted?: Lifting;
      readonly notices: readonly string[];
    };

export function decide(planned: Planned, reviewed: Reviewed): Decision {
  const { verdict, apis } = planned.plan;
  const lifting = verdict.reasons.length === 0 ? undefined : liftedBy(planned, reviewed);
  if (lifting instanceof ActionError) return { kind: 'blocked', error: lifting, notices: verdict.notices };
  const changing = apis.filter(({ changes }) => changes.length > 0);
  const { write, stopped, notices } = judgeReview(changing, reviewed, planned.policy);
  return {
    ...{ kind: 'decided', write, stopped },
    ...(lifting && { lifted: lifting }),
    notices: [...verdict.notices, ...notices],
  };
}

/**
 * A label is for what its own pull request brought: what the comment there did not show, the guard judges as if there were
 * no label.
 */
function liftedBy({ plan, held, policy }: Planned, reviewed: Reviewed): Lifting | ActionError {
  const { verdict } = plan;
  const merged = reviewed.kind === 'told' ? reviewed.merged : [];
  const labelled = merged.filter(({ labels }) => labels.includes(verdict.label));
  const [newest] = labelled;
  if (!newest) return removalBlocked(verdict);
  const reviews = isAlone(reviewed) ? 'all' : reviewsOf(labelled);
  const rest = guard({ ...plan, apis: plan.apis.map((api) => withoutShown(api, reviews)), held }, policy.removals);
  if (rest.reasons.length > 0) return removalBlocked(rest, newest.number);
  return { pullRequest: newest.number, label: verdict.label };
}

/** A pull request that came alone, by one commit and without a comment of ours, brought everything there is. */
function isAlone(reviewed: Reviewed): boolean {
  if (reviewed.kind === 'refused' || !reviewed.single) return false;
  const [only, ...others] = reviewed.merged;
  return only !== undefined && others.length === 0 && !only.review;
}

/** The plan of an API without the removals that were shown. */
function withoutShown(api: ApiPlan, reviews: readonly Review[] | 'all'): ApiPlan {
  const unseen = new Set(reviews === 'all' ? [] : unreviewedIn(api, reviews).removals);
  const changes = api.changes.filter(({ kind, permission }) => kind !== 'remove' || unseen.has(permission));
  return { ...api, changes };
}

function reviewsOf(merged: readonly MergedReview[]): Review[] {
  return merged.flatMap(({ review }) => (review ? [review] : []));
}

interface Verdicts {
  readonly write: readonly ApiPlan[];
  readonly stopped: readonly Stopped[];
  readonly notices: readonly string[];
}

/** Stops each API that would lose, or open to anyone, what no merged pull request had shown. */
function judgeReview(changing: readonly ApiPlan[], reviewed: Reviewed, { stalePlan }: Policy): Verdicts {
  const reviews = reviewed.kind === 'told' ? reviewsOf(reviewed.merged) : [];
  const stale = changing.flatMap((api) => {
    const error = staleness(api, unreviewedIn(api, reviews), reviewed);
    return error ? [{ api, error }] : [];
  });
  const written = (notices: readonly string[]): Verdicts => ({ write: changing, stopped: [], notices });
  if (stale.length === 0) return written([]);
  const isKnown = reviews.length > 0 || reviewed.kind === 'refused'; // not knowing is not the same as no comment
  if (!isKnown && stalePlan !== 'require') return written([unreviewedNotice]);
  if (stalePlan === 'warn') return written(stale.map(({ error }) => error.message));
  const stopped = new Set(stale.map(({ api }) => api));
  return { write: changing.filter((api) => !stopped.has(api)), stopped: stale, notices: [] };
}

const unreviewedNotice = 'No comment of a merged pull request shows what is removed here, so the guard alone decided.';

function staleness(
  { identifier }: ApiPlan,
  { removals, reach }: Unreviewed,
  reviewed: Reviewed,
): ActionError | undefined {
  if (removals.length > 0) {
    const lost = `${identifier} would lose ${listSome(removals)}`;
    if (reviewed.kind === 'told')
      return new ActionError('plan-stale', `${lost}, which no merged pull request's comment showed.`, showIt);
    const { message, hint } = reviewed.error;
    return new ActionError('plan-stale', `${lost}, and what was reviewed can't be read. ${message}`, hint);
  }
  return reach === 'as shown' ? undefined : new ActionError('plan-stale', ...widened[reach](identifier));
}

const widened = {
  open: (identifier) => [
    `RBAC of ${identifier} was on, or its users needed a grant, when its additions were reviewed, and now any user of any first-party application may ask for them.`,
    'Switch RBAC on again in Auth0, or have users need a grant again, and run this again.',
  ],
  wider: (identifier) => [
    `More get what is added to ${identifier} than when it was reviewed: a grant, a role or a setting of the API has changed.`,
    'Undo that in Auth0 and run this again, or have a pull request show it: the comment of any that is planned now does.',
  ],
} satisfies Record<string, (identifier: string) => [message: string, hint: string]>;

const showIt =
  'The comment of any pull request that is planned now shows it: merge one, and it is removed. Where no comment can, ' +
  '`stale-plan: warn` in the policy lets it through.';
