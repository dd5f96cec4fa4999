import { requireAccess } from './access.ts';
import { applyTargets, missingOutcome, type Target } from './converge.ts';
import type { FileSet } from './core/document.ts';
import type { DeclaredApi } from './core/manifest.ts';
import type { Policy } from './core/policy.ts';
import type { ApiOutcome, Plan } from './core/report.ts';
import { requireCurrent } from './current.ts';
import { readGovernance } from './governance.ts';
import { mayApply, requireListed, requireProtected } from './mode.ts';
import { once } from './once.ts';
import { type Basis, countsOf, makePlan, readBasis, wantedOf } from './planning.ts';
import type { Ports, TenantWriter } from './ports.ts';
import { prepare } from './prepare.ts';
import { replacedCommit, sinceLastApply } from './previous.ts';
import { isInvalid, type Progress, takeJudgement, takePlan } from './progress.ts';
import { beginRecord } from './record.ts';
import { renderProgress } from './render/log.ts';
import { judgeReview, liftGuard, readMerged } from './review.ts';

/** Makes the tenant follow the manifest of a protected branch, unless anything speaks against it. */
export async function apply(ports: Ports, progress: Progress): Promise<void> {
  const tip = await requireProtected(ports);
  const prepared = await prepare(ports);
  const governance = await readGovernance(ports, prepared);
  takeJudgement(ports, progress, { prepared, governance });
  if (ports.inputs.mode === 'auto' && !mayApply(governance.policy, ports.run)) {
    progress.mode = 'validate';
    return;
  }
  requireListed(governance.policy, ports.run);
  const access = requireAccess(ports, 'An apply');
  const { files, manifest } = prepared;
  if (!manifest || isInvalid(ports, progress)) return;
  await requireCurrent(ports, files, tip);
  const writer = once(() => ports.openWriter(access));
  const since = () => sinceLastApply(ports, tip, replacedCommit(ports.run));
  progress.attempted = true;
  progress.previousCommit = replacedCommit(ports.run) ?? '';
  try {
    const basis = await readBasis(ports, { manifest, files, since }, writer);
    await carryOut(ports, progress, { basis, files, tip, writer, policy: governance.policy });
  } catch (thrown) {
    await findAddressees(ports, progress, tip);
    throw thrown;
  }
}

/** A run that ends before it looked for the merged pull requests has their comments say so, too. */
async function findAddressees(ports: Ports, progress: Progress, tip: string): Promise<void> {
  const isRead = progress.merged.length > 0 || progress.unread !== undefined;
  if (!isRead) await readMerged(ports, progress, { from: replacedCommit(ports.run) ?? '', tip });
}

interface Order {
  readonly basis: Basis;
  readonly files: FileSet;
  readonly tip: string;
  readonly policy: Policy;
  readonly writer: () => Promise<TenantWriter>;
}

/** Plans, asks the guard and the review, and writes what neither of them stops. */
async function carryOut(ports: Ports, progress: Progress, order: Order): Promise<void> {
  const { basis, policy, tip } = order;
  const planned = await makePlan(ports, basis, { policy, next: policy });
  takePlan(progress, planned);
  if (isInvalid(ports, progress)) return;
  const { plan } = planned;
  const targets = targetsOf(plan, order);
  if (targets.length > 0) await readMerged(ports, progress, { from: basis.previous.commit, tip });
  await liftGuard(ports, progress, { plan, held: countsOf(basis.held ?? []), policy });
  const { ready, stopped } = judgeReview(targets, progress, policy);
  const missing = plan.missing.map(missingOutcome);
  if (ready.length > 0) await requireStillCurrent(ports, order);
  if (ready.length > 0) await beginRecord(ports, progress);
  progress.outcomes = [...(await write(ports, ready, order)), ...stopped, ...missing];
}

function targetsOf({ apis }: Plan, { basis, policy }: Order): Target[] {
  const declared = new Map(basis.declared.map((api): [string, DeclaredApi] => [api.identifier, api]));
  return apis.flatMap((planned) => {
    const api = declared.get(planned.identifier);
    if (!api || planned.changes.length === 0) return [];
    return [{ planned, wanted: wantedOf(basis, api, policy) }];
  });
}

/** Reading a large tenant takes time: an old run must not write what its branch has left behind meanwhile. */
async function requireStillCurrent(ports: Ports, { files, tip }: Order): Promise<void> {
  const now = await requireProtected(ports);
  if (now !== tip) await requireCurrent(ports, files, now);
}

async function write(ports: Ports, targets: readonly Target[], { writer }: Order): Promise<ApiOutcome[]> {
  if (targets.length === 0) return [];
  let done = 0;
  return await applyTargets(targets, await writer(), {
    cancelled: ports.cancellation(),
    settled: (outcome) => {
      done += 1;
      ports.reporter.info(renderProgress(outcome, { done, of: targets.length }));
    },
  });
}
