/** Reads the manifest and the policy, and says what is wrong with them. */
import type { Say } from '../core/facts.ts';
import type { Manifest } from '../core/manifest.ts';
import { isFailing, type Problem } from '../core/problem.ts';
import type { Ports } from '../ports/ports.ts';
import { judge } from './judge.ts';
import { prepare, type ReadManifest } from './manifest.ts';
import { type PolicyInForce, readPolicyInForce } from './policy.ts';

export interface Judged {
  readonly prepared: ReadManifest;
  readonly inForce: PolicyInForce;
  readonly problems: readonly Problem[];
}

export async function readAndJudge(ports: Ports, say: Say): Promise<Judged> {
  const prepared = await prepare(ports);
  const inForce = await readPolicyInForce(ports, prepared);
  return await sayJudged(ports, say, { prepared, inForce });
}

/** Judges what was read. A policy that can't be read stops the run, and what no policy can change is judged all the same. */
export async function sayJudged(
  ports: Ports,
  say: Say,
  { prepared, inForce }: Omit<Judged, 'problems'>,
): Promise<Judged> {
  const { problems, exceptions } = await judge(ports, prepared, inForce);
  const { file, changes, isFirst, failure } = inForce;
  const central = ports.inputs.policy.kind === 'central';
  const shown = { file, central, changes, exceptions, ...(isFirst && { isFirst }) };
  say({ kind: 'judged', problems, policyShown: shown, notices: [...inForce.notices, ...prepared.notices] });
  if (failure) say({ kind: 'stopped', error: failure });
  return { prepared, inForce, problems };
}

/** The manifest, where an apply may go on with it: nothing is wrong that would fail the step, or is an error. */
export function fitToApply({ inputs }: Ports, { prepared, inForce, problems }: Judged): Manifest | undefined {
  const from = inputs.failOn === 'never' ? 'error' : inputs.failOn;
  return inForce.failure || isFailing(problems, from) ? undefined : prepared.manifest;
}
