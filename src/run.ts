import { applyTargets, missingOutcome, type Target } from './apply.ts';
import type { FileSet } from './core/document.ts';
import { ActionError, toActionError } from './core/errors.ts';
import type { DeclaredApi } from './core/manifest.ts';
import type { TenantApi } from './core/plan.ts';
import type { Policy } from './core/policy.ts';
import { arrangeProblems, type Problem } from './core/problem.ts';
import type { ApiOutcome, Governed, Mode, Plan, Report } from './core/report.ts';
import { failureOf, resultOf } from './core/result.ts';
import { requireCurrent } from './current.ts';
import { type Governance, readGovernance } from './governance.ts';
import type { TenantAccess } from './inputs.ts';
import { decideMode, mayApply, requireListed, requireProtected } from './mode.ts';
import type { Ports, Reporter, TenantReader, TenantWriter } from './ports.ts';
import {
  type Basis,
  comparedCommit,
  declaredApis,
  judge,
  makePlan,
  type Prepared,
  prepare,
  readPrevious,
  replacedCommit,
  type Sources,
  wantedOf,
} from './prepare.ts';
import { publish, publishFailure } from './publish.ts';
import { renderProgress } from './render/log.ts';

/** The whole run. Never throws: whatever goes wrong is reported once, here. */
export async function run(reporter: Reporter, connect: () => Ports): Promise<void> {
  try {
    const ports = connect();
    await publish(await perform(ports), ports);
  } catch (thrown) {
    publishFailure(toActionError(thrown), reporter);
  }
}

/** What is known so far, so that a run that stops half-way still shows it. */
interface Progress {
  mode: Mode;
  problems: readonly Problem[];
  governance: Governed;
  notices: readonly string[];
  previousCommit: string;
  plan?: Plan;
  outcomes?: readonly ApiOutcome[];
  thrown?: ActionError;
}

async function perform(ports: Ports): Promise<Report> {
  const progress: Progress = { mode: 'plan', problems: [], governance: none, notices: [], previousCommit: '' };
  try {
    progress.mode = await decideMode(ports);
    await stages[progress.mode](ports, progress);
  } catch (thrown) {
    progress.thrown ??= toActionError(thrown);
  }
  return toReport(ports, progress);
}

const stages = { validate, plan, apply } as const;

const none: Governed = { file: '', central: false, changes: [], exceptions: [] };

async function validate(ports: Ports, progress: Progress): Promise<void> {
  const prepared = await prepare(ports);
  takeJudgement(ports, progress, { prepared, governance: await readGovernance(ports, prepared.files) });
}

/** The policy and what the plan is made from are read at the same time; one that fails does not hide the other. */
async function plan(ports: Ports, progress: Progress): Promise<void> {
  const prepared = await prepare(ports);
  const [governed, based] = await Promise.allSettled([
    readGovernance(ports, prepared.files),
    prepared.manifest && readBasis(ports, { ...prepared, manifest: prepared.manifest }),
  ]);
  const governance = unsettle(governed);
  takeJudgement(ports, progress, { prepared, governance });
  const basis = unsettle(based);
  if (basis) takePlan(ports, progress, { basis, policy: governance.policy });
}

function unsettle<Value>(result: PromiseSettledResult<Value>): Value {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}

/** Without credentials the plan is made offline; there is a reader here and no way to a writer. */
async function readBasis(ports: Ports, sources: Omit<Sources, 'previousCommit'>): Promise<Basis> {
  const { access } = ports.inputs;
  const previousCommit = comparedCommit(ports.run);
  return await takeBasis(ports, { ...sources, previousCommit }, access && (() => ports.openReader(access)));
}

interface Judged {
  readonly prepared: Prepared;
  readonly governance: Governance;
}

function takeJudgement(ports: Ports, progress: Progress, { prepared, governance }: Judged): void {
  const { problems, exceptions } = judge(ports, prepared, governance);
  const { file, changes, notices, failure } = governance;
  progress.problems = problems;
  progress.governance = { file, central: ports.inputs.policy.kind === 'central', changes, exceptions };
  progress.notices = notices;
  if (failure) progress.thrown = failure;
}

/** GitHub and the tenant are asked at the same time; a manifest without APIs asks no tenant. */
async function takeBasis(
  ports: Ports,
  sources: Sources,
  open: (() => Promise<TenantReader>) | undefined,
): Promise<Basis> {
  const declared = declaredApis(ports, sources.manifest);
  const [previous, held] = await Promise.all([readPrevious(ports, sources), open && readTenant(open, declared)]);
  return { declared, previous, held };
}

async function readTenant(open: () => Promise<TenantReader>, declared: readonly DeclaredApi[]): Promise<TenantApi[]> {
  if (declared.length === 0) return [];
  const reader = await open();
  return await reader.apis(declared.map(({ identifier }) => identifier));
}

function takePlan(ports: Ports, progress: Progress, { basis, policy }: { basis: Basis; policy: Policy }): Plan {
  const { plan, problems } = makePlan(ports, basis, policy);
  progress.plan = plan;
  progress.problems = arrangeProblems([...progress.problems, ...problems]);
  progress.notices = [...progress.notices, ...basis.previous.notices];
  progress.previousCommit = basis.previous.commit;
  return plan;
}

async function apply(ports: Ports, progress: Progress): Promise<void> {
  const tip = await requireProtected(ports);
  const prepared = await prepare(ports);
  const governance = await readGovernance(ports, prepared.files);
  const { policy } = governance;
  takeJudgement(ports, progress, { prepared, governance });
  if (ports.inputs.mode === 'auto' && !mayApply(policy, ports.run)) {
    progress.mode = 'validate';
    return;
  }
  requireListed(policy, ports.run);
  const access = requireAccess(ports);
  const { files, manifest } = prepared;
  if (!manifest || isInvalid(ports, progress)) return;
  await requireCurrent(ports, files, tip);
  const writer = once(() => ports.openWriter(access));
  const basis = await takeBasis(ports, { manifest, files, previousCommit: replacedCommit(ports.run) }, writer);
  const plan = takePlan(ports, progress, { basis, policy });
  if (isInvalid(ports, progress)) return;
  const missing = plan.missing.map(missingOutcome);
  progress.outcomes = [...(await write(ports, targetsOf(plan, basis), { files, tip, writer })), ...missing];
}

/** Reading a large tenant takes time: an old run must not write what its branch has left behind meanwhile. */
async function write(
  ports: Ports,
  targets: readonly Target[],
  { files, tip, writer }: { files: FileSet; tip: string; writer: () => Promise<TenantWriter> },
): Promise<ApiOutcome[]> {
  if (targets.length === 0) return [];
  const now = await requireProtected(ports);
  if (now !== tip) await requireCurrent(ports, files, now);
  let done = 0;
  return await applyTargets(targets, await writer(), (outcome) => {
    done += 1;
    ports.reporter.info(renderProgress(outcome, { done, of: targets.length }));
  });
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** What fails the step stops an apply before anything is written, errors always. */
function isInvalid({ inputs }: Ports, { mode, problems, governance, thrown }: Progress): boolean {
  return failureOf({ mode, problems, governance, thrown }, inputs.failOn) !== undefined;
}

function requireAccess({ inputs }: Ports): TenantAccess {
  if (inputs.access) return inputs.access;
  const hint =
    'Set `auth0-domain`, `auth0-client-id` and `auth0-client-secret` (or `auth0-token`) from the secrets of the environment.';
  throw new ActionError('credentials-missing', 'An apply needs credentials for the tenant.', hint);
}

function targetsOf({ apis }: Plan, basis: Basis): Target[] {
  const declared = new Map(basis.declared.map((api): [string, DeclaredApi] => [api.identifier, api]));
  return apis.flatMap((planned) => {
    const api = declared.get(planned.identifier);
    if (!api || planned.changes.length === 0) return [];
    return [{ planned, wanted: wantedOf(basis, api) }];
  });
}

function toReport({ inputs, run }: Ports, progress: Progress): Report {
  const failure = failureOf(progress, inputs.failOn);
  const { plan: planned, outcomes } = progress;
  return {
    mode: progress.mode,
    result: resultOf(progress, failure),
    tenant: inputs.domain,
    environment: inputs.environment,
    ...(planned && { plan: planned }),
    problems: progress.problems,
    governance: progress.governance,
    ...(outcomes && { outcomes }),
    ...(failure && { failure }),
    notices: progress.notices,
    origin: {
      repositoryUrl: run.repositoryUrl,
      runUrl: run.runUrl,
      commit: run.commit,
      previous: progress.previousCommit,
      actionUrl: run.actionUrl,
    },
  };
}
