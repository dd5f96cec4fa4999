/**
 * Plays a workflow file on an event as GitHub would: which jobs run, in which environment, with which permissions and
 * values. What a step with `uses:` does is for the caller; a script is run by Bash. A key that is not played is an error.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { WorkflowEvent } from './events.ts';
import { type Contexts, evaluate, fill, isTruthy, textOf } from './expressions.ts';
import { parseKeyValues } from './files.ts';

type Texts = Readonly<Record<string, string>>;

/** Variables and secrets, of a repository or of one environment. */
export interface Settings {
  readonly vars: Texts;
  readonly secrets: Texts;
}

/** One job, or one of the jobs that a matrix makes of it. */
export interface PlayedJob {
  readonly name: string;
  /** '' where it names none. */
  readonly environment: string;
  /** False where it names no environment, or one with `deployment: false`. */
  readonly isDeployed: boolean;
  readonly permissions: z.infer<typeof permissionsSchema>;
  /** Of its concurrency, filled in. */
  readonly group: string;
  readonly workspace: string;
}

/** A step that uses an action. */
export interface UsedAction {
  /** As the file has it. */
  readonly uses: string;
  readonly inputs: Texts;
  readonly job: PlayedJob;
}

export interface Ended {
  readonly succeeded: boolean;
  readonly outputs: Texts;
}

export interface Stage {
  readonly event: WorkflowEvent;
  readonly repository: Settings;
  /** Rejects for one that the repository does not have. */
  environment(name: string): Promise<Settings>;
  use(action: UsedAction): Promise<Ended>;
  /** A folder of programs that scripts find before the machine's own. */
  readonly programs?: string;
}

export interface JobEnded {
  readonly result: 'success' | 'failure' | 'skipped';
  /** Those that ran; several where there is a matrix. */
  readonly played: readonly PlayedJob[];
}

const level = z.enum(['none', 'read', 'write']);
const permissionsSchema = z.object({
  contents: level.exactOptional(),
  'pull-requests': level.exactOptional(),
  issues: level.exactOptional(),
  deployments: level.exactOptional(),
});
const value = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const stepSchema = z.strictObject({
  id: z.string().default(''),
  name: z.string().optional(),
  uses: z.string().default(''),
  run: z.string().default(''),
  with: z.record(z.string(), value).default({}),
});
const environmentSchema = z
  .union([z.string(), z.strictObject({ name: z.string(), deployment: z.boolean().default(true) })])
  .transform((given) => (typeof given === 'string' ? { name: given, deployment: true } : given));
const jobSchema = z.strictObject({
  name: z.string().optional(),
  if: z.string().default('true'),
  needs: z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]),
  'runs-on': z.string(),
  'timeout-minutes': z.number(),
  strategy: z
    .strictObject({
      'fail-fast': z.boolean().optional(),
      'max-parallel': z.number().optional(),
      matrix: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
    })
    .optional(),
  environment: environmentSchema.optional(),
  permissions: permissionsSchema,
  concurrency: z.object({ group: z.string() }),
  outputs: z.record(z.string(), z.string()).default({}),
  steps: z.array(stepSchema),
});
const workflowSchema = z.object({
  on: z.record(z.string(), z.unknown()),
  jobs: z.record(z.string(), jobSchema),
});

export type Workflow = z.infer<typeof workflowSchema>;
type Job = z.infer<typeof jobSchema>;
type Step = z.infer<typeof stepSchema>;

/** Throws where the file has something that is not played here. */
export function readWorkflow(text: string): Workflow {
  return workflowSchema.parse(parse(text));
}

/** Jobs by name. One that needs others stands behind them in the file. */
export async function playWorkflow({ jobs }: Workflow, stage: Stage): Promise<ReadonlyMap<string, JobEnded>> {
  const ended = new Map<string, JobEnded>();
  const needs: Record<string, { result: string; outputs: Texts }> = {};
  for (const [name, job] of Object.entries(jobs)) {
    const needed = Object.fromEntries(job.needs.map((one) => [one, needs[one] ?? notYet(one)]));
    const { outputs, ...rest } = await playJob({ name, job, needed, stage });
    needs[name] = { result: rest.result, outputs };
    ended.set(name, rest);
  }
  return ended;
}

interface Cue {
  readonly name: string;
  readonly job: Job;
  readonly needed: Readonly<Record<string, { readonly result: string; readonly outputs: Texts }>>;
  readonly stage: Stage;
}

async function playJob(cue: Cue): Promise<JobEnded & { readonly outputs: Texts }> {
  const { job, needed, stage } = cue;
  const contexts = { github: githubContext(stage.event), vars: stage.repository.vars, needs: needed };
  const isReady = Object.values(needed).every(({ result }) => result === 'success');
  if (!isReady || !isTruthy(evaluate(bare(job.if), contexts))) return { result: 'skipped', played: [], outputs: {} };
  const rows = rowsOf(job, contexts);
  const runs = await Promise.all(rows.map((row, index) => playRow(cue, { ...contexts, ...rowContexts(row, index) })));
  const result = runs.every(({ succeeded }) => succeeded) ? 'success' : 'failure';
  return { result, played: runs.map(({ played }) => played), outputs: runs.at(-1)?.outputs ?? {} };
}

/** A condition may be written with braces or without. */
function bare(condition: string): string {
  return /^\$\{\{(.*)\}\}$/s.exec(condition)?.[1] ?? condition;
}

function rowContexts(row: Texts, index: number): Contexts {
  return { matrix: row, strategy: { 'job-index': index } };
}

/** Every combination of a matrix, in GitHub's order; one without any where there is no matrix. */
function rowsOf({ strategy }: Job, contexts: Contexts): Texts[] {
  return Object.entries(strategy?.matrix ?? {}).reduce<Texts[]>(
    (rows, [key, given]) => {
      const all = z.array(z.string()).parse(typeof given === 'string' ? fill(given, contexts) : given);
      return rows.flatMap((row) => all.map((one) => ({ ...row, [key]: one })));
    },
    [{}],
  );
}

async function playRow({ name, job, stage }: Cue, contexts: Contexts) {
  const text = (given: string) => textOf(fill(given, contexts));
  const environment = job.environment ? text(job.environment.name) : '';
  const settings = environment === '' ? undefined : await stage.environment(environment);
  const workspace = await mkdtemp(join(tmpdir(), 'job-'));
  const played: PlayedJob = {
    name,
    environment,
    isDeployed: job.environment?.deployment ?? false,
    permissions: job.permissions,
    group: text(job.concurrency.group),
    workspace,
  };
  try {
    const vars = { ...stage.repository.vars, ...settings?.vars };
    const secrets = { ...stage.repository.secrets, ...settings?.secrets };
    return { played, ...(await playSteps({ job, played, stage }, { ...contexts, vars, secrets })) };
  } finally {
    await rm(workspace, { recursive: true });
  }
}

interface Scene {
  readonly job: Job;
  readonly played: PlayedJob;
  readonly stage: Stage;
}

/** One after the other, up to the first that fails. */
async function playSteps({ job, played, stage }: Scene, contexts: Contexts): Promise<Ended> {
  const steps: Record<string, { outputs: Texts }> = {};
  for (const step of job.steps) {
    const { succeeded, outputs } = await playStep(step, { ...contexts, steps }, { job: played, stage });
    if (!succeeded) return { succeeded, outputs: {} };
    if (step.id !== '') steps[step.id] = { outputs };
  }
  return { succeeded: true, outputs: filled(job.outputs, { ...contexts, steps }) };
}

async function playStep(
  step: Step,
  contexts: Contexts,
  { job, stage }: { readonly job: PlayedJob; readonly stage: Stage },
): Promise<Ended> {
  if (step.uses === '') return await runScript(textOf(fill(step.run, contexts)), job.workspace, stage.programs);
  return await stage.use({ uses: step.uses, inputs: filled(step.with, contexts), job });
}

function filled(texts: Texts, contexts: Contexts): Texts {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, textOf(fill(text, contexts))]));
}

/** As the runner runs a script that names no shell. */
async function runScript(script: string, workspace: string, programs: string | undefined): Promise<Ended> {
  const folder = await mkdtemp(join(tmpdir(), 'step-'));
  const output = join(folder, 'output');
  await writeFile(output, '');
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  const path = [...(programs === undefined ? [] : [programs]), process.env.PATH].join(':');
  const env = { PATH: path, GITHUB_OUTPUT: output };
  const child = spawn('bash', ['-e', '-c', script], { cwd: workspace, env, stdio: ['ignore', 'inherit', 'inherit'] });
  child.once('error', reject).once('close', resolve);
  try {
    return { succeeded: (await promise) === 0, outputs: parseKeyValues(await readFile(output, 'utf8')) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function githubContext({ name, payload, ref, sha, actor }: WorkflowEvent): Contexts {
  return { event_name: name, event: payload, ref, sha, actor, run_id: 17_000_000_001 };
}

function notYet(name: string): never {
  throw new Error(`the job ${name} does not stand above the one that needs it`);
}
