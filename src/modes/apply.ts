/** Makes the tenant follow the manifest of a protected branch, unless anything speaks against it. */

import { type Decision, decide, type Reviewed } from '../core/decision.ts';
import type { FileSet } from '../core/document.ts';
import { type Say, sayPlanned } from '../core/facts.ts';
import type { DeclaredApi } from '../core/manifest.ts';
import type { ApiOutcome } from '../core/outcome.ts';
import { additionsOf } from '../core/ownership.ts';
import type { ApiPlan } from '../core/plan.ts';
import { countsOf, makePlan, type PlanInputs, type Planned, wantedOf } from '../core/planning.ts';
import type { Policy } from '../core/policy.ts';
import { isFailing } from '../core/problem.ts';
import { once } from '../once.ts';
import type { ApplyPorts } from '..//ports/ports.ts';
import type { TenantWriter } from '..//ports/tenant.ts';
import { requireAccess } from '../read/access.ts';
import { mayApply, requireListed, requireProtected } from '../read/branch.ts';
import { requireCurrent } from '../read/current.ts';
import { fitToApply, type Judged, readAndJudge } from '../read/judged.ts';
import { requireKnown } from '../read/manifest.ts';
import { replacedCommit, sinceLastApply } from '../read/previous.ts';
import { readOverride, readReviews } from '../read/reviews.ts';
import { askTenant, readBasis } from '../read/tenant.ts';
import { renderProgress } from '../render/log.ts';
import { applyTargets, missingOutcome, type Target } from '../write/apis.ts';
import { Recorder } from '../write/record.ts';

export async function apply(ports: ApplyPorts, say: Say): Promise<void> {
  const tip = await requireProtected(ports);
  const judged = await readAndJudge(ports, say);
  const { policy } = judged.inForce;
  if (ports.inputs.mode === 'auto' && !mayApply(policy, ports.run)) {
    say({ kind: 'chosen', mode: 'validate' });
    return requireKnown(ports, judged.prepared);
  }
  requireListed(policy, ports.run);
  const access = requireAccess(ports, 'An apply');
  const manifest = fitToApply(ports, judged);
  if (!manifest) return;
  const { files } = judged.prepared;
  await requireCurrent(ports, files, tip);
  say({ kind: 'attempted', previous: replacedCommit(ports.run) ?? '' });
  const writer = once(() => ports.openWriter(access));
  await carryOut(ports, say, { manifest, files, tip, policy, writer });
}

interface Order {
  readonly manifest: NonNullable<Judged['prepared']['manifest']>;
  readonly files: FileSet;
  /** The commit that the branch was at when the run began. */
  readonly tip: string;
  readonly policy: Policy;
  readonly writer: () => Promise<TenantWriter>;
}

/** Plans, asks the guard and the review, and writes what neither of them stops. */
async function carryOut(ports: ApplyPorts, say: Say, order: Order): Promise<void> {
  const reviews = reviewsOnce(ports, say, order.tip);
  try {
    const planned = await readPlan(ports, say, order);
    if (!planned) return;
    const { plan, inputs } = planned;
    const changes = plan.apis.some((api) => api.changes.length > 0);
    const reviewed = changes ? await reviews(inputs.previous.commit) : nothingReviewed;
    const decision = decide({ plan, held: countsOf(inputs.held ?? []), policy: order.policy }, reviewed);
    say({ kind: 'decided', decision });
    await follow(ports, say, { ...order, ...planned, decision });
  } catch (thrown) {
    await reviews(replacedCommit(ports.run) ?? ''); // the comments of what was merged say that it failed, too
    throw thrown;
  }
}

const nothingReviewed: Reviewed = { kind: 'told', merged: [], single: false };

/** Looks once for the pull requests that were merged, whatever for. */
function reviewsOnce(ports: ApplyPorts, say: Say, tip: string): (from: string) => Promise<Reviewed> {
  let found: Promise<Reviewed> | undefined;
  const read = async (from: string) => {
    const reviewed = await readReviews(ports, { from, tip });
    say({ kind: 'reviewed', reviewed });
    return reviewed;
  };
  return (from) => {
    found ??= read(from);
    return found;
  };
}

/** Undefined where the tenant's answer shows a problem that stops the apply. */
async function readPlan(ports: ApplyPorts, say: Say, order: Order): Promise<ReadPlan | undefined> {
  const { manifest, files, tip, policy, writer } = order;
  const base = replacedCommit(ports.run);
  const since = () => sinceLastApply(ports, tip, base);
  const terms = { judgedBy: policy, appliedBy: policy, stage: 'apply' } as const;
  const basis = await readBasis(ports, { manifest, files, since, base, stage: terms.stage }, writer);
  const asked = await askTenant(basis, terms);
  const planned = makePlan(asked, terms);
  sayPlanned(say, asked, planned);
  const { failOn } = ports.inputs;
  return isFailing(planned.problems, failOn === 'never' ? 'error' : failOn)
    ? undefined
    : { ...planned, inputs: asked.inputs };
}

interface ReadPlan extends Planned {
  readonly inputs: PlanInputs;
}

interface Decided extends Order, ReadPlan {
  readonly decision: Decision;
}

async function follow(ports: ApplyPorts, say: Say, decided: Decided): Promise<void> {
  const { decision, plan, inputs, policy } = decided;
  if (decision.kind === 'blocked') return say({ kind: 'stopped', error: decision.error });
  if (decision.lifted) say({ kind: 'lifted', ...(await readOverride(ports, decision.lifted)) });
  if (decision.write.length > 0) await requireStillCurrent(ports, decided);
  const written = await write(ports, say, {
    targets: targetsOf(decision.write, inputs, policy),
    writer: decided.writer,
  });
  const stopped = decision.stopped.map((one): ApiOutcome => ({ status: 'not-applied', ...one }));
  say({ kind: 'written', outcomes: [...written, ...stopped, ...plan.missing.map(missingOutcome)] });
}

/** Reading a large tenant takes time: an old run must not write what its branch has left behind meanwhile. */
async function requireStillCurrent(ports: ApplyPorts, { files, tip }: Order): Promise<void> {
  const now = await requireProtected(ports);
  if (now !== tip) await requireCurrent(ports, files, now);
}

function targetsOf(apis: readonly ApiPlan[], inputs: PlanInputs, policy: Policy): Target[] {
  const declared = new Map(inputs.declared.map((api): [string, DeclaredApi] => [api.identifier, api]));
  return apis.flatMap((planned) => {
    const api = declared.get(planned.identifier);
    return api ? [{ planned, wanted: wantedOf(inputs, api, policy) }] : [];
  });
}

interface Writing {
  readonly targets: readonly Target[];
  readonly writer: () => Promise<TenantWriter>;
}

async function write(ports: ApplyPorts, say: Say, { targets, writer }: Writing): Promise<ApiOutcome[]> {
  if (targets.length === 0) return [];
  const recorder = new Recorder(ports, say);
  await recorder.begin(additionsOf(targets.map(({ planned }) => planned)));
  let done = 0;
  const settled = (outcome: ApiOutcome) => {
    done += 1;
    ports.reporter.info(renderProgress(outcome, { done, of: targets.length }));
  };
  return await applyTargets(targets, await writer(), { cancelled: ports.cancellation(), recorder, settled });
}
