/** What the branch of a run has to be like, for an apply and for a run that looks for drift. */
import { ActionError } from '../core/errors.ts';
import type { Policy } from '../core/policy.ts';
import { listWords } from '../core/spelling.ts';
import type { GitHubPorts } from '../ports/ports.ts';
import type { Run } from '../ports/run.ts';

type BranchPorts = Pick<GitHubPorts, 'run' | 'openBranch'>;

/** Others, such as pull_request, merge_group or workflow_run, run for commits that nobody has merged. */
const appliedEvents = ['push', 'workflow_dispatch', 'schedule', 'repository_dispatch'];

/**
 * Lets only a push or a dispatch on a branch through. Asks nobody.
 * @returns the branch.
 * @throws ActionError branch-not-protected
 */
export function requireMerged({ eventName, branch }: Run): string {
  if (!appliedEvents.includes(eventName))
    throw notProtected(`An apply is refused on ${eventName}`, 'Apply on a push to a protected branch.');
  if (branch !== undefined && !isQueue(branch)) return branch;
  const why = `An apply needs a branch, and this run is for ${branch ?? 'a tag'}`;
  throw notProtected(why, 'Apply on a push to a protected branch.');
}

/**
 * Lets only a push or a dispatch on a protected branch through.
 * @returns the commit the branch is at now.
 * @throws ActionError branch-not-protected, github-unavailable
 */
export async function requireProtected({ run, openBranch }: BranchPorts): Promise<string> {
  const branch = await openBranch(requireMerged(run));
  const state = await branch.state();
  if (!state) throw notProtected(`The branch ${run.branch} is gone`, 'Run again for a branch that is there.');
  if (run.refProtected || state.protected) return state.tip;
  const hint = 'Protect it with a branch protection rule or a ruleset that requires pull requests, then run again.';
  throw notProtected(`The branch ${run.branch} is not protected`, hint);
}

/** Whether the policy lets the branch apply; where it names none, every branch that GitHub protects may. */
export function mayApply({ protectedBranches }: Policy, { branch = '' }: Run): boolean {
  return protectedBranches?.some(({ matches }) => matches(branch)) ?? true;
}

/** @throws ActionError branch-not-protected */
export function requireListed(policy: Policy, run: Run): void {
  if (mayApply(policy, run)) return;
  const names = policy.protectedBranches?.map(({ text }) => text) ?? [];
  const hint = `The policy's \`protected-branches\` has ${listWords(names)}.`;
  throw notProtected(`The policy lets no apply run on the branch ${run.branch}`, hint);
}

/**
 * Drift is what a branch says against what the tenant has; a change that nobody has merged says nothing yet.
 * @throws ActionError input-invalid
 */
export function requireBranch({ event, eventName, branch }: Run): void {
  const { kind } = event;
  const isMerged = kind !== 'pull-request' && kind !== 'pull-request-target' && kind !== 'merge-group';
  if (isMerged && branch !== undefined && !isQueue(branch)) return;
  const message = `Drift is looked for on a branch, and this run, on ${eventName}, is for none.`;
  throw new ActionError('input-invalid', message, 'Run `mode: drift` on a schedule or by workflow_dispatch.');
}

/** A merge queue's branch, of which nothing is merged yet. */
export function isQueue(branch: string): boolean {
  return branch.startsWith('gh-readonly-queue/');
}

function notProtected(why: string, hint: string): ActionError {
  return new ActionError('branch-not-protected', `${why}.`, hint);
}
