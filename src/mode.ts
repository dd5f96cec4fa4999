import { ActionError } from './core/errors.ts';
import type { Policy } from './core/policy.ts';
import type { Mode } from './core/report.ts';
import { listWords } from './core/spelling.ts';
import type { Ports, Run } from './ports.ts';

type ModePorts = Pick<Ports, 'inputs' | 'run' | 'openBranch'>;

/**
 * What this run does: the input where it says so, else what the event calls for.
 * @throws ActionError input-invalid for an event that `auto` has no answer to, github-unavailable
 */
export async function decideMode({ inputs, run, openBranch }: ModePorts): Promise<Mode> {
  if (inputs.mode !== 'auto') return inputs.mode;
  switch (run.event.kind) {
    case 'pull-request':
    case 'pull-request-target':
      return 'plan';
    case 'on-demand':
      return run.eventName === 'schedule' ? 'drift' : 'plan';
    case 'merge-group':
      return 'validate';
    case 'push':
      return (await isProtected(run, openBranch)) ? 'apply' : 'validate';
    case 'other':
      throw new ActionError(
        'input-invalid',
        `Mode auto does not know what to do on the event ${run.event.name}.`,
        'Set the input `mode`, or run on pull_request, push, merge_group, schedule or workflow_dispatch.',
      );
  }
}

async function isProtected(run: Run, openBranch: Ports['openBranch']): Promise<boolean> {
  if (run.branch === undefined || isQueue(run.branch)) return false;
  if (run.refProtected) return true;
  const branch = await openBranch(run.branch);
  return (await branch.state()).protected;
}

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
export async function requireProtected({ run, openBranch }: ModePorts): Promise<string> {
  const branch = await openBranch(requireMerged(run));
  const state = await branch.state();
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

/** A merge queue's branch, of which nothing is merged yet. */
export function isQueue(branch: string): boolean {
  return branch.startsWith('gh-readonly-queue/');
}

function notProtected(why: string, hint: string): ActionError {
  return new ActionError('branch-not-protected', `${why}.`, hint);
}
