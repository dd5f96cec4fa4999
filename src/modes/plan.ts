/** Says what an apply would do. There is a reader here, and no way to a writer. */

import { toActionError } from '../core/errors.ts';
import { type Say, sayPlanned } from '../core/facts.ts';
import { makePlan } from '../core/planning.ts';
import type { Stage } from '../core/rules/access-expectation.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import { sayJudged } from '../read/judged.ts';
import { prepare } from '../read/manifest.ts';
import { readGovernance } from '../read/policy.ts';
import { comparedCommit, type Sources, sinceCommit, sinceLastApply } from '../read/previous.ts';
import { askTenant, type Basis, readBasis } from '../read/tenant.ts';

export async function plan(ports: Ports, say: Say): Promise<void> {
  await planAgainst(ports, say, { compared: comparedCommit(ports.run), stage: 'plan' });
}

interface Against {
  /** A commit or branch; undefined where there is none. */
  readonly compared: string | undefined;
  readonly stage: Stage;
}

/** The policy and what the plan is made from are read at the same time; one that fails does not hide the other. */
export async function planAgainst(ports: Ports, say: Say, { compared, stage }: Against): Promise<void> {
  const prepared = await prepare(ports);
  const { manifest } = prepared;
  const [governed, based] = await Promise.allSettled([
    readGovernance(ports, prepared.files),
    manifest && readPlanBasis(ports, { ...prepared, manifest }, compared),
  ]);
  for (const { reason } of [governed, based].filter((one) => one.status === 'rejected'))
    say({ kind: 'stopped', error: toActionError(reason) });
  if (governed.status === 'rejected') return;
  await sayJudged(ports, say, { prepared, governance: governed.value });
  if (based.status === 'rejected' || !based.value) return;
  const { policy: judgedBy, next: appliedBy } = governed.value;
  const terms = { judgedBy, appliedBy, stage };
  const asked = await askTenant(ports, based.value, terms);
  sayPlanned(say, asked, makePlan(asked, terms));
}

/** Without credentials the plan is made offline. */
async function readPlanBasis(ports: Ports, sources: Sources, compared: string | undefined): Promise<Basis> {
  const { access } = ports.inputs;
  if (!access) return await readBasis(ports, { ...sources, since: async () => sinceCommit(compared) }, undefined);
  const since = () => sinceLastApply(ports, compared ?? ports.run.commit, compared);
  const reader = once(() => ports.openReader(access));
  return await readBasis(ports, { ...sources, since }, reader);
}
