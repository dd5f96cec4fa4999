import { applyTargets, missingOutcome, type Target } from './apply.ts';
import type { SourceFile } from './core/document.ts';
import { ActionError, toActionError } from './core/errors.ts';
import type { DeclaredApi } from './core/manifest.ts';
import type { TenantApi } from './core/plan.ts';
import { arrangeProblems, countProblems, type Problem } from './core/problem.ts';
import type { ApiOutcome, Mode, Plan, Report } from './core/report.ts';
import { failureOf, resultOf } from './core/result.ts';
import { requireCurrent } from './current.ts';
import type { TenantAccess } from './inputs.ts';
import { decideMode, requireProtected } from './mode.ts';
import type { Ports, Reporter, TenantReader, TenantWriter } from './ports.ts';
import {
  type Basis,
  comparedCommit,
  declaredApis,
  makePlan,
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
  notices: readonly string[];
  previousCommit: string;
  plan?: Plan;
  outcomes?: readonly ApiOutcome[];
  thrown?: ActionError;
}

type Files = readonly SourceFile[];

async function perform(ports: Ports): Promise<Report> {
  const progress: Progress = { mode: 'plan', problems: [], notices: [], previousCommit: '' };
  try {
    progress.mode = await decideMode(ports);
    await stages[progress.mode](ports, progress);
  } catch (thrown) {
    progress.thrown = toActionError(thrown);
  }
  return toReport(ports, progress);
}

const stages = { validate, plan, apply } as const;

async function validate(ports: Ports, progress: Progress): Promise<void> {
  progress.problems = (await prepare(ports)).problems;
}

async function plan(ports: Ports, progress: Progress): Promise<void> {
  const { problems, manifest, files } = await prepare(ports);
  progress.problems = problems;
  const previousCommit = comparedCommit(ports.run);
  if (manifest) await planWith(ports, progress, { manifest, files, previousCommit });
}

/** Without credentials the plan is made offline; there is a reader here and no way to a writer. */
async function planWith(ports: Ports, progress: Progress, sources: Sources): Promise<void> {
  const { access } = ports.inputs;
  const basis = await takeBasis(ports, sources, access && (() => ports.openReader(access)));
  takePlan(ports, progress, basis);
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

function takePlan(ports: Ports, progress: Progress, basis: Basis): Plan {
  const { plan, problems } = makePlan(ports, basis);
  progress.plan = plan;
  progress.problems = arrangeProblems([...progress.problems, ...problems]);
  progress.notices = basis.previous.notices;
  progress.previousCommit = basis.previous.commit;
  return plan;
}

async function apply(ports: Ports, progress: Progress): Promise<void> {
  const tip = await requireProtected(ports);
  const access = requireAccess(ports);
  const { problems, files, manifest } = await prepare(ports);
  progress.problems = problems;
  if (!manifest || hasErrors(progress)) return;
  await requireCurrent(ports, files, tip);
  const writer = once(() => ports.openWriter(access));
  const basis = await takeBasis(ports, { manifest, files, previousCommit: replacedCommit(ports.run) }, writer);
  const plan = takePlan(ports, progress, basis);
  if (hasErrors(progress)) return;
  const missing = plan.missing.map(missingOutcome);
  progress.outcomes = [...(await write(ports, targetsOf(plan, basis), { files, tip, writer })), ...missing];
}

/** Reading a large tenant takes time: an old run must not write what its branch has left behind meanwhile. */
async function write(
  ports: Ports,
  targets: readonly Target[],
  { files, tip, writer }: { files: Files; tip: string; writer: () => Promise<TenantWriter> },
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

function hasErrors({ problems }: Progress): boolean {
  return countProblems(problems).errors > 0;
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
    ...(outcomes && { outcomes }),
    ...(failure && { failure }),
    notices: progress.notices,
    origin: {
      repositoryUrl: run.repositoryUrl,
      runUrl: run.runUrl,
      commit: run.commit,
      previous: progress.previousCommit,
    },
  };
}
