/** Decisions of an apply as values, and what they come to in a few words: what the rows of the decision's tables are made of. */
import { type Decision, decide, type Reviewed } from '../../src/core/decision.ts';
import { ActionError } from '../../src/core/errors.ts';
import { guard } from '../../src/core/guard.ts';
import type { ApiPlan } from '../../src/core/plan.ts';
import { defaultPolicy, type Policy } from '../../src/core/policy.ts';
import type { Unknowns } from '../../src/core/reach/question.ts';
import type { MergedReview, Plan } from '../../src/core/report.ts';
import { reviewOf } from '../../src/core/review.ts';

export const billing = 'https://api.example.com/billing';
export const label = 'allow-permission-removal';

/** One row: by the default policy, but for what it says, and with no pull request merged. */
export interface Case {
  readonly apis: readonly ApiPlan[];
  readonly reviewed?: Reviewed;
  readonly removals?: Partial<Policy['removals']>;
  readonly stalePlan?: Policy['stalePlan'];
  /** How many permissions each API holds; so many unless given that no share is too large. */
  readonly holds?: number;
  readonly unknowns?: Unknowns;
}

export function decided(given: Case): Decision {
  const { apis, reviewed = told(), removals, stalePlan = 'block', holds = 100, unknowns = { notRead: [] } } = given;
  const policy = { ...defaultPolicy, removals: { ...defaultPolicy.removals, ...removals }, stalePlan };
  const held = new Map(apis.map(({ identifier }) => [identifier, holds]));
  const verdict = guard({ apis, held, unknowns }, policy.removals);
  const plan: Plan = {
    ...{ tenant: 't', environment: '', tenantAsked: true, fingerprint: 'f', apis, unknowns, verdict },
    ...{ missing: [], released: [] },
  };
  return decide({ plan, held, policy }, reviewed);
}

/** Such as `writes billing, stops orders, lifted by 7, 1 notice`. */
export function outcome(decision: Decision): string {
  const notices = decision.notices.length > 0 ? [`${decision.notices.length} notice`] : [];
  if (decision.kind === 'blocked') return ['blocked', ...notices].join(', ');
  const { write, stopped, lifted } = decision;
  const parts = [
    ...(write.length > 0 ? [`writes ${listed(write)}`] : []),
    ...(stopped.length > 0 ? [`stops ${listed(stopped.map(({ api }) => api))}`] : []),
    ...(lifted ? [`lifted by ${lifted.pullRequest}`] : []),
  ];
  return [...parts, ...notices].join(', ') || 'nothing to write';
}

function listed(apis: readonly ApiPlan[]): string {
  return apis.map(({ identifier }) => identifier.split('/').at(-1)).join(' and ');
}

/** The one error of a decision. */
export function errorOf(decision: Decision): ActionError {
  const [error, ...others] = decision.kind === 'blocked' ? [decision.error] : decision.stopped.map((one) => one.error);
  if (!error || others.length > 0) throw new Error('There is not one error.');
  return error;
}

/** The newest first. */
export function told(...merged: readonly MergedReview[]): Reviewed {
  return { kind: 'told', merged, single: false };
}

/** The branch moved on by one commit, and this brought it. */
export function alone(...pulls: readonly MergedReview[]): Reviewed {
  return { kind: 'told', merged: pulls, single: true };
}

/** One merged pull request, whose comment showed these plans. */
export function shown(...plans: readonly ApiPlan[]): Reviewed {
  return told(merged(1, plans));
}

/** A merged pull request whose comment showed these plans, or has no comment of ours. */
export function merged(number: number, plans?: readonly ApiPlan[], labels: readonly string[] = []): MergedReview {
  return { number, labels, ...(plans && { review: reviewOf(plans) }) };
}

export const refused: Reviewed = {
  kind: 'refused',
  error: new ActionError('github-unavailable', 'GitHub did not tell.', 'Grant it.'),
};
