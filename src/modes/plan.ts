/** Says what an apply would do. There is a reader here, and no way to a writer. */

import { toActionError } from '../core/errors.ts';
import { type Say, sayPlanned } from '../core/facts.ts';
import { once } from '../core/once.ts';
import { makePlan } from '../core/planning.ts';
import type { GitHubPorts, Ports } from '../ports/ports.ts';
import { sayJudged } from '../read/judged.ts';
import { prepare } from '../read/manifest.ts';
import { parsedOnce } from '../read/parsed-once.ts';
import { readPolicyInForce } from '../read/policy.ts';
import type { ManifestAndFiles } from '../read/previous.ts';
import { comparedCommit, type Since, sinceCommit, sinceLastApply } from '../read/since.ts';
import { askTenant, type Basis, type Compare, readBasis } from '../read/tenant.ts';

export async function plan(ports: GitHubPorts, say: Say): Promise<void> {
  const base = comparedCommit(ports.run);
  await planAgainst(ports, say, { since: sinceRecorded(ports, base), base, stage: 'plan' });
}

/** What GitHub remembers of applies, which counts for nothing where no tenant is asked. */
export function sinceRecorded(ports: GitHubPorts, compared: string | undefined): () => Promise<Since> {
  if (!ports.inputs.access) return async () => sinceCommit(compared);
  const { commit } = ports.run;
  return () => sinceLastApply(ports, { at: commit, tip: compared ?? commit }, compared);
}

/** The policy and what the plan is made from are read at the same time; one that fails does not hide the other. */
export async function planAgainst(ports: Ports, say: Say, compare: Compare): Promise<void> {
  const prepared = await prepare(ports);
  const before = { ...ports, parse: parsedOnce(ports.parse) }; // the base's manifest is compared with, and judged
  const { manifest } = prepared;
  const basis = manifest && readPlanBasis(before, { ...prepared, manifest, ...compare });
  const [governed, based] = await Promise.allSettled([readPolicyInForce(ports, prepared), basis]);
  for (const { reason } of [governed, based].filter((one) => one.status === 'rejected'))
    say({ kind: 'stopped', error: toActionError(reason) });
  if (governed.status === 'rejected') return;
  await sayJudged(before, say, { prepared, inForce: governed.value });
  if (based.status === 'rejected' || !based.value) return;
  const { policy: judgedBy, next: appliedBy } = governed.value;
  const terms = { judgedBy, appliedBy, stage: compare.stage };
  const asked = await askTenant(based.value, terms);
  sayPlanned(say, asked, makePlan(asked, terms));
}

/** Without credentials the plan is made offline. */
async function readPlanBasis(ports: Ports, sources: ManifestAndFiles & Compare): Promise<Basis> {
  const { access } = ports.inputs;
  return await readBasis(ports, sources, access && once(() => ports.openReader(access)));
}
