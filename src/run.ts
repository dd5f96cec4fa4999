import { requireAccess } from './access.ts';
import { apply } from './apply.ts';
import { toActionError } from './core/errors.ts';
import type { Report } from './core/report.ts';
import { failureOf, resultOf } from './core/result.ts';
import { requireBranch } from './drift.ts';
import { readGovernance } from './governance.ts';
import { decideMode } from './mode.ts';
import { once } from './once.ts';
import { type Basis, makePlan, readBasis } from './planning.ts';
import type { Ports, Reporter } from './ports.ts';
import { prepare } from './prepare.ts';
import { comparedCommit, type Sources, sinceCommit, sinceLastApply } from './previous.ts';
import { newProgress, type Progress, takeJudgement, takePlan } from './progress.ts';
import { publish, publishFailure } from './publish.ts';

/** The whole run. Never throws: whatever goes wrong is reported once, here. */
export async function run(reporter: Reporter, connect: () => Ports): Promise<void> {
  try {
    const ports = connect();
    await publish(await perform(ports), ports);
  } catch (thrown) {
    publishFailure(toActionError(thrown), reporter);
  }
}

async function perform(ports: Ports): Promise<Report> {
  const progress = newProgress();
  try {
    progress.mode = await decideMode(ports);
    await stages[progress.mode](ports, progress);
  } catch (thrown) {
    progress.thrown ??= toActionError(thrown);
  }
  return toReport(ports, progress);
}

/** An import is a rare thing, and no other run loads what it needs. */
async function importInto(ports: Ports, progress: Progress): Promise<void> {
  const { importManifest } = await import('./import.ts');
  await importManifest(ports, progress);
}

const stages = { validate, plan, apply, drift, import: importInto } as const;

async function validate(ports: Ports, progress: Progress): Promise<void> {
  const prepared = await prepare(ports);
  takeJudgement(ports, progress, { prepared, governance: await readGovernance(ports, prepared) });
}

async function plan(ports: Ports, progress: Progress): Promise<void> {
  await planAgainst(comparedCommit(ports.run), ports, progress);
}

/** What the branch says now against the tenant: whatever differs is drift, or waits for its apply. */
async function drift(ports: Ports, progress: Progress): Promise<void> {
  requireBranch(ports.run);
  requireAccess(ports, 'Looking for drift');
  await planAgainst(ports.run.commit, ports, progress);
}

/** The policy and what the plan is made from are read at the same time; one that fails does not hide the other. */
async function planAgainst(compared: string | undefined, ports: Ports, progress: Progress): Promise<void> {
  const prepared = await prepare(ports);
  const [governed, based] = await Promise.allSettled([
    readGovernance(ports, prepared),
    prepared.manifest && basisOf(ports, { ...prepared, manifest: prepared.manifest }, compared),
  ]);
  const governance = unsettle(governed);
  takeJudgement(ports, progress, { prepared, governance });
  const basis = unsettle(based);
  const deprecations = progress.mode === 'drift' ? 'all' : 'new';
  if (basis) takePlan(progress, await makePlan(ports, basis, { ...governance, deprecations }));
}

function unsettle<Value>(result: PromiseSettledResult<Value>): Value {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}

/** Without credentials the plan is made offline; there is a reader here and no way to a writer. */
async function basisOf(ports: Ports, sources: Sources, compared: string | undefined): Promise<Basis> {
  const { access } = ports.inputs;
  if (!access) return await readBasis(ports, { ...sources, since: async () => sinceCommit(compared) }, undefined);
  const since = () => sinceLastApply(ports, compared ?? ports.run.commit, compared);
  return await readBasis(
    ports,
    { ...sources, since },
    once(() => ports.openReader(access)),
  );
}

function toReport({ inputs, run }: Ports, progress: Progress): Report {
  const failure = failureOf(progress, inputs.failOn);
  const { plan: planned, outcomes, override, record, imported } = progress;
  return {
    mode: progress.mode,
    result: resultOf(progress, failure),
    tenant: inputs.domain,
    environment: inputs.environment,
    ...(planned && { plan: planned }),
    problems: progress.problems,
    governance: progress.governance,
    ...(outcomes && { outcomes }),
    ...(override && { override }),
    ...(imported && { imported }),
    merged: progress.merged,
    ...(record !== undefined && { record }),
    remembered: progress.remembered,
    ...(progress.attempted && { attempted: true }),
    ...(failure && { failure }),
    notices: progress.notices,
    origin: {
      repositoryUrl: run.repositoryUrl,
      runUrl: run.runUrl,
      commit: progress.mode === 'import' ? '' : run.commit, // no commit has what an import writes
      previous: progress.previousCommit,
      actionUrl: run.actionUrl,
      ...(progress.mode === 'apply' && { time: `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC` }),
    },
  };
}
