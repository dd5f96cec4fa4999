/** Makes the tenant follow the manifest of a protected branch, unless anything speaks against it. */

import { compareApis, keptNames, type PlanInputs, removedNames, type Terms, wantedOf } from '../core/comparing.ts';
import { type Decision, decide, type Reviewed } from '../core/decision.ts';
import type { FileSet } from '../core/document.ts';
import { early } from '../core/early.ts';
import { type Say, sayPlanned } from '../core/facts.ts';
import { apisOf, type DeclaredApi } from '../core/manifest.ts';
import { once } from '../core/once.ts';
import type { ApiOutcome } from '../core/outcome.ts';
import { additionsOf } from '../core/ownership.ts';
import type { ApiPlan } from '../core/plan.ts';
import { countsOf, makePlan, type Planned } from '../core/planning.ts';
import type { Policy } from '../core/policy.ts';
import { isFailing } from '../core/problem.ts';
import type { ApplyPorts } from '../ports/ports.ts';
import type { TenantWriter } from '../ports/tenant.ts';
import { requireAccess } from '../read/access.ts';
import { mayApply, requireListed, requireMerged, requireProtected } from '../read/branch.ts';
import { requireCurrent } from '../read/current.ts';
import { fitToApply, type Judged, readAndJudge } from '../read/judged.ts';
import { requireKnown } from '../read/manifest.ts';
import { requireUnmoved } from '../read/moved.ts';
import { parsedOnce } from '../read/parsed-once.ts';
import { readOverride } from '../read/reviews.ts';
import { replacedCommit, type Since } from '../read/since.ts';
import { askTenant, readBasis } from '../read/tenant.ts';
import { renderProgress } from '../render/log.ts';
import { applyTargets, missingOutcome, type Target } from '../write/apis.ts';
import { Gate, lookAndBegin } from '../write/gate.ts';
import { Recorder } from '../write/record.ts';
import { Reviews, sinceLast } from './merged.ts';

export async function apply(ports: ApplyPorts, say: Say): Promise<void> {
  requireMerged(ports.run);
  const known = ports.run.refProtected ? undefined : await requireProtected(ports);
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
  const writer = once(() => ports.openWriter(access));
  askAhead(ports, { manifest, files, writer });
  const tip = known ?? (await requireProtected(ports));
  await requireCurrent(ports, files, tip);
  say({ kind: 'attempted', previous: replacedCommit(ports.run) ?? '' });
  await carryOut(ports, say, { manifest, files, tip, policy, writer });
}

/** What is needed whatever GitHub says of the branch: the token, the files of both ends of the push, and the records. */
function askAhead(
  { run, inputs, files: source, openDeployments }: ApplyPorts,
  { manifest, files, writer }: Start,
): void {
  if (apisOf(manifest, inputs.environment).length > 0) early(writer());
  for (const commit of [run.commit, replacedCommit(run)]) if (commit !== undefined) early(source.at(commit, files));
  early(openDeployments().then((deployments) => deployments.lookAhead()));
}

type Start = Pick<Order, 'manifest' | 'files' | 'writer'>;

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
  const reviews = new Reviews(ports, say, order.tip);
  try {
    const planned = await readPlan(ports, say, { ...order, reviews });
    if (!planned) return;
    const { plan, inputs } = planned;
    const changes = plan.apis.some((api) => api.changes.length > 0);
    const reviewed = changes ? await reviews.read(inputs.previous.commit) : nothingReviewed;
    const decision = decide({ plan, held: countsOf(inputs.held ?? []), policy: order.policy }, reviewed);
    say({ kind: 'decided', decision });
    await follow(ports, say, { ...order, ...planned, decision });
  } catch (thrown) {
    await reviews.read(replacedCommit(ports.run) ?? ''); // the comments of what was merged say that it failed, too
    throw thrown;
  }
}

const nothingReviewed: Reviewed = { kind: 'told', merged: [], single: false };

/** Undefined where the tenant's answer shows a problem that stops the apply. */
async function readPlan(
  ports: ApplyPorts,
  say: Say,
  order: Order & { readonly reviews: Reviews },
): Promise<ReadPlan | undefined> {
  const { manifest, files, writer, reviews } = order;
  const since = () => sinceLast(ports, order);
  const base = replacedCommit(ports.run);
  const before = { ...ports, parse: parsedOnce(ports.parse) };
  const basis = await readBasis(before, { manifest, files, since, base, stage: 'apply' }, writer);
  const { policy, notices } = policyFor(basis.inputs, order.policy);
  const terms = { judgedBy: policy, appliedBy: policy, stage: 'apply' } as const;
  if (hasChanges(basis.inputs, terms)) reviews.lookAhead(basis.inputs.previous.commit); // beside who holds what
  const read = await askTenant(basis, terms);
  const asked = { ...read, notices: [...read.notices, ...notices] };
  const planned = makePlan(asked, terms);
  sayPlanned(say, asked, planned);
  const { failOn } = ports.inputs;
  return isFailing(planned.problems, failOn === 'never' ? 'error' : failOn)
    ? undefined
    : { ...planned, inputs: asked.inputs, moved: basis.moved, policy };
}

/** Where GitHub tells of no applies, nobody knows whether another manifest declares what this one does not. */
function policyFor(
  { previous: { remembered } }: PlanInputs,
  policy: Policy,
): { readonly policy: Policy; readonly notices: readonly string[] } {
  if (remembered || policy.unmanaged !== 'remove') return { policy, notices: [] };
  return { policy: { ...policy, unmanaged: 'keep' }, notices: [keptNotice] };
}

const keptNotice =
  'Unmanaged permissions stay, although the policy says `unmanaged: remove`: another manifest may declare them, and which ' +
  'there are is not known.';

/** Whether a plan would change anything, as far as this manifest alone goes. */
function hasChanges(inputs: PlanInputs, terms: Terms): boolean {
  return compareApis(inputs, terms).some(({ planned }) => planned.changes.length > 0);
}

interface ReadPlan extends Planned, Pick<Since, 'moved'> {
  readonly inputs: PlanInputs;
  /** By which it was planned. */
  readonly policy: Policy;
}

interface Decided extends Order, ReadPlan {
  readonly decision: Decision;
}

async function follow(ports: ApplyPorts, say: Say, decided: Decided): Promise<void> {
  const { decision, plan, inputs, policy } = decided;
  if (decision.kind === 'blocked') return say({ kind: 'stopped', error: decision.error });
  if (decision.lifted) say({ kind: 'lifted', ...(await readOverride(ports, decision.lifted)) });
  const written = await write(ports, say, { ...decided, targets: targetsOf(decision.write, inputs, policy) });
  const stopped = decision.stopped.map((one): ApiOutcome => ({ status: 'not-applied', ...one }));
  say({ kind: 'written', outcomes: [...written, ...stopped, ...plan.missing.map(missingOutcome)] });
}

/**
 * Reading a large tenant takes time: an old run must not write what its branch has left behind meanwhile, nor remove what
 * another manifest has got by then.
 */
async function requireStillCurrent(ports: ApplyPorts, { files, tip, targets, moved }: Writing): Promise<void> {
  const now = await requireProtected(ports);
  if (now === tip) return;
  await requireCurrent(ports, files, now);
  await requireUnmoved(removedNames(targets.map(({ planned }) => planned)), now, moved);
}

function targetsOf(apis: readonly ApiPlan[], inputs: PlanInputs, policy: Policy): Target[] {
  const declared = new Map(inputs.declared.map((api): [string, DeclaredApi] => [api.identifier, api]));
  return apis.flatMap((planned) => {
    const api = declared.get(planned.identifier);
    return api ? [{ planned, wanted: wantedOf(inputs, api, policy), kept: keptNames(inputs, planned) }] : [];
  });
}

interface Writing extends Pick<Order, 'files' | 'tip' | 'writer'>, Pick<Since, 'moved'> {
  readonly targets: readonly Target[];
}

/**
 * While the tenant is read again, GitHub is asked for the branch once more and told what is about to be written. A success is
 * remembered of an old run, too, and would hide what a newer one has applied meanwhile.
 */
async function write(ports: ApplyPorts, say: Say, writing: Writing): Promise<ApiOutcome[]> {
  const { targets, writer } = writing;
  const look = () => requireStillCurrent(ports, writing);
  if (targets.length === 0) {
    await look();
    return [];
  }
  const recorder = new Recorder(ports, say, look);
  const additions = additionsOf(targets.map(({ planned }) => planned));
  const gate = new Gate(lookAndBegin(look, () => recorder.begin(additions)));
  let done = 0;
  const settled = (outcome: ApiOutcome) => {
    done += 1;
    ports.reporter.info(renderProgress(outcome, { done, of: targets.length }));
  };
  return await applyTargets(targets, await writer(), {
    cancelled: ports.cancellation(),
    recorder,
    settled,
    gate,
    look,
  });
}
