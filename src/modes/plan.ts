/** Says what an apply would do. There is a reader here, and no way to a writer. */
import type { DeprecationScope } from '../core/deprecation.ts';
import { toActionError } from '../core/errors.ts';
import type { Say } from '../core/facts.ts';
import { readGovernance } from '../governance.ts';
import { sayJudged } from '../judged.ts';
import { once } from '../once.ts';
import { type Basis, makePlan, readBasis, sayPlanned } from '../planning.ts';
import type { GitHubPorts, Ports } from '../ports.ts';
import { prepare } from '../prepare.ts';
import { comparedCommit, type Since, type Sources, sinceCommit, sinceLastApply } from '../previous.ts';

export async function plan(ports: GitHubPorts, say: Say): Promise<void> {
  await planAgainst(ports, say, { since: sinceRecorded(ports, comparedCommit(ports.run)), deprecations: 'new' });
}

/** What GitHub remembers of applies, which counts for nothing where no tenant is asked. */
export function sinceRecorded(ports: GitHubPorts, compared: string | undefined): () => Promise<Since> {
  if (!ports.inputs.access) return async () => sinceCommit(compared);
  return () => sinceLastApply(ports, compared ?? ports.run.commit, compared);
}

interface Against {
  readonly since: () => Promise<Since>;
  readonly deprecations: DeprecationScope;
}

/** The policy and what the plan is made from are read at the same time; one that fails does not hide the other. */
export async function planAgainst(ports: Ports, say: Say, { since, deprecations }: Against): Promise<void> {
  const prepared = await prepare(ports);
  const { manifest } = prepared;
  const [governed, based] = await Promise.allSettled([
    readGovernance(ports, prepared.files),
    manifest && readPlanBasis(ports, { ...prepared, manifest, since }),
  ]);
  for (const { reason } of [governed, based].filter((one) => one.status === 'rejected'))
    say({ kind: 'stopped', error: toActionError(reason) });
  if (governed.status === 'rejected') return;
  await sayJudged(ports, say, { prepared, governance: governed.value });
  if (based.status === 'rejected' || !based.value) return;
  sayPlanned(say, await makePlan(ports, based.value, { ...governed.value, deprecations }));
}

/** Without credentials the plan is made offline. */
async function readPlanBasis(ports: Ports, sources: Sources & Pick<Against, 'since'>): Promise<Basis> {
  const { access } = ports.inputs;
  return await readBasis(ports, sources, access && once(() => ports.openReader(access)));
}
