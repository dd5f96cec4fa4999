/** What a run does: the input where it says so, else what the event calls for. */
import { ActionError } from '../core/errors.ts';
import type { Mode } from '../core/report.ts';
import { listWords } from '../core/spelling.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { GitHubPorts } from '../ports/ports.ts';
import type { Run } from '../ports/run.ts';
import { isQueue } from '../read/branch.ts';

type ModePorts = Pick<GitHubPorts, 'inputs' | 'run' | 'openBranch'>;

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
    case 'command':
    case 'other':
      throw new ActionError(
        'input-invalid',
        `Mode auto does not know what to do on the event ${run.eventName}.`,
        'Set the input `mode`, or run on pull_request, push, merge_group, schedule or workflow_dispatch.',
      );
  }
}

/** A sentence where inputs of another mode are set: whoever sets them expects something of them. */
export function unusedInputs({ auditFiles, auditBaseline, apis }: Inputs, mode: Mode): string[] {
  if (mode === 'audit') return [];
  const unused = [
    ...(auditFiles.length > 0 ? ['audit-file'] : []),
    ...(auditBaseline === '' ? [] : ['audit-baseline']),
    ...(apis.length > 0 && mode !== 'import' ? ['apis'] : []),
  ];
  if (unused.length === 0) return [];
  const taking = unused.some((name) => name !== 'apis') ? '`mode: audit`' : '`mode: audit` or `mode: import`';
  return [`Mode \`${mode}\` does nothing with ${listWords(unused)}: that takes ${taking}.`];
}

async function isProtected(run: Run, openBranch: GitHubPorts['openBranch']): Promise<boolean> {
  if (run.branch === undefined || isQueue(run.branch)) return false;
  if (run.refProtected) return true;
  const branch = await openBranch(run.branch);
  const state = await branch.state();
  return state?.protected ?? false;
}
