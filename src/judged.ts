/** Reads the manifest and the policy, and says what is wrong with them. */
import type { Say } from './core/facts.ts';
import type { Manifest } from './core/manifest.ts';
import { isFailing, type Problem } from './core/problem.ts';
import { type Governance, readGovernance } from './governance.ts';
import type { Ports } from './ports.ts';
import { judge, type Prepared, prepare } from './prepare.ts';

export interface Judged {
  readonly prepared: Prepared;
  readonly governance: Governance;
  readonly problems: readonly Problem[];
}

export async function readAndJudge(ports: Ports, say: Say): Promise<Judged> {
  const prepared = await prepare(ports);
  const governance = await readGovernance(ports, prepared.files);
  return judged(ports, say, { prepared, governance });
}

/** Judges what was read. A policy that can't be read stops the run, and what no policy can change is judged all the same. */
export function judged(ports: Ports, say: Say, { prepared, governance }: Omit<Judged, 'problems'>): Judged {
  const { problems, exceptions } = judge(ports, prepared, governance);
  const { file, changes, failure } = governance;
  const shown = { file, central: ports.inputs.policy.kind === 'central', changes, exceptions };
  const notices = [...governance.notices, ...prepared.notices];
  say({ kind: 'judged', problems, governance: shown, notices });
  if (failure) say({ kind: 'stopped', error: failure });
  return { prepared, governance, problems };
}

/** The manifest, where an apply may go on with it: nothing is wrong that would fail the step, or is an error. */
export function fitToApply({ inputs }: Ports, { prepared, governance, problems }: Judged): Manifest | undefined {
  const from = inputs.failOn === 'never' ? 'error' : inputs.failOn;
  return governance.failure || isFailing(problems, from) ? undefined : prepared.manifest;
}
