/** Before the merge: that an apply would be blocked, and how to allow it; or that it is allowed already. */
import type { Plan, PlanReport, Report } from '../core/report.ts';
import { carriedReview } from '../core/review.ts';

export interface GuardWords {
  readonly weight: 'CAUTION' | 'WARNING';
  /** What must not be missed; the rest goes on from it. */
  readonly lead: string;
  readonly rest: string;
}

/** How a medium makes what others wrote safe, and what it calls the pull request. */
export interface Shown {
  readonly place: string;
  readonly text: (text: string) => string;
  readonly name: (name: string) => string;
}

/** Undefined where nothing would be blocked; of an apply its failure, or its override, says it. */
export function guardWords(report: Report, shown: Shown): GuardWords | undefined {
  const { mode, plan } = report;
  if (!plan || plan.verdict.reasons.length === 0) return undefined;
  const why = plan.verdict.reasons.map(shown.text).join(' ');
  if (mode === 'drift') return { weight: 'WARNING', lead: 'An apply would be blocked.', rest: why };
  return mode === 'plan' ? mergeWords(report, plan, { ...shown, why }) : undefined;
}

interface Told extends Shown {
  readonly why: string;
}

function mergeWords({ pullRequest, environment }: PlanReport, plan: Plan, { why, name, place }: Told): GuardWords {
  const { label } = plan.verdict;
  const scope = environment === '' ? '' : ', in every environment';
  if (!pullRequest?.labels.includes(label)) {
    const how = `To allow it once${scope}, add the label ${name(label)} to ${place}.`;
    return { weight: 'CAUTION', lead: 'The apply will be blocked.', rest: `${why} ${how}` };
  }
  if (!carriedReview(plan.apis))
    return { weight: 'CAUTION', lead: 'The apply may be blocked.', rest: `${why} ${tooLarge}` };
  const by = `by the label ${name(label)} on ${place}${scope}.`;
  return { weight: 'WARNING', lead: 'The guard is lifted', rest: `${by} ${why}` };
}

const tooLarge =
  'These are more removals than a comment can hold on to, so the label counts only where no other pull request is ' +
  'merged before the apply.';
