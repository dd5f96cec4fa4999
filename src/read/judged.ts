/** Reads the manifest and the policy, and says what is wrong with them. */
import type { Say } from '../core/facts.ts';
import type { Manifest } from '../core/manifest.ts';
import { isFailing, type Problem } from '../core/problem.ts';
import type { Ports } from '../ports.ts';
import { judge } from './judge.ts';
import { type Prepared, prepare } from './manifest.ts';
import { type Governance, readGovernance } from './policy.ts';

export interface Judged {
  readonly prepared: Prepared;
  readonly governance: Governance;
  readonly problems: readonly Problem[];
}

export async function readAndJudge(ports: Ports, say: Say): Promise<Judged> {
  const prepared = await prepare(ports);
  const governance = await readGovernance(ports, prepared);
  return await sayJudged(ports, say, { prepared, governance });
}

/** Judges what was read. A policy that can't be read stops the run, and what no policy can change is judged all the same. */
export async function sayJudged(
  ports: Ports,
  say: Say,
  { prepared, governance }: Omit<Judged, 'problems'>,
): Promise<Judged> {
  const { problems, exceptions } = await judge(ports, prepared, governance);
  const { file, changes, isFirst, failure } = governance;
  const central = ports.inputs.policy.kind === 'central';
  const shown = { file, central, changes, exceptions, ...(isFirst && { isFirst }) };
  say({ kind: 'judged', problems, governance: shown, notices: [...governance.notices, ...prepared.notices] });
  if (failure) say({ kind: 'stopped', error: failure });
  return { prepared, governance, problems };
}

/** The manifest, where an apply may go on with it: nothing is wrong that would fail the step, or is an error. */
export function fitToApply({ inputs }: Ports, { prepared, governance, problems }: Judged): Manifest | undefined {
  const from = inputs.failOn === 'never' ? 'error' : inputs.failOn;
  return governance.failure || isFailing(problems, from) ? undefined : prepared.manifest;
}
