import { refusedByGitHub } from './core/errors.ts';
import type { Report } from './core/report.ts';
import { counts } from './core/result.ts';
import type { Attempt, Ports } from './ports.ts';
import { targetOf } from './previous.ts';
import type { Progress } from './progress.ts';

/** Has GitHub remember that an apply is about to write, before it does: a run may be lost on the way. */
export async function beginRecord({ inputs, run, openDeployments }: Ports, progress: Progress): Promise<void> {
  const notices = await unlessRefused(async () => {
    const deployments = await openDeployments(targetOf(inputs));
    progress.record = await deployments.begin(attemptOf(run.commit, progress.previousCommit));
  });
  progress.notices = [...progress.notices, ...notices];
}

/**
 * Has GitHub remember what an apply made the tenant follow: the next one compares with it. An apply that did not know
 * what was applied before must not pass for one that made up for it.
 * @returns what is lost where GitHub refused.
 */
export async function finishRecord(report: Report, { inputs, openDeployments }: Ports): Promise<string[]> {
  const { mode, plan, origin, failure, remembered, attempted } = report;
  if (mode !== 'apply' || !(plan || attempted) || !remembered) return [];
  return await unlessRefused(async () => {
    const deployments = await openDeployments(targetOf(inputs));
    const record = report.record ?? (await deployments.begin(attemptOf(origin.commit, origin.previous)));
    const state = failure ? 'failure' : 'success';
    await deployments.finish(record, { state, description: describe(report), runUrl: origin.runUrl });
  });
}

function attemptOf(commit: string, previous: string): Omit<Attempt, 'succeeded'> {
  return previous === '' ? { commit } : { commit, previous };
}

async function unlessRefused(record: () => Promise<void>): Promise<string[]> {
  try {
    await record();
    return [];
  } catch (thrown) {
    const error = refusedByGitHub(thrown);
    return [`${unrecorded} ${error.message} ${error.hint}`];
  }
}

const unrecorded =
  'This apply is not recorded: should it or a later one fail, the next one does not know what was left to remove.';

function describe(report: Report): string {
  const { additions, updates, removals } = counts(report);
  const { override, failure } = report;
  const parts = [
    `${additions} added, ${updates} updated, ${removals} removed`,
    failure?.code ?? '',
    override ? `${override.label} set by ${override.by || 'somebody'}` : '',
  ];
  return parts.filter((part) => part !== '').join('; ');
}
