import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import * as z from 'zod';
import { type GitHub, startGitHub } from '../../sandbox/github.ts';
import { pullRequestEvent, pushEvent, type WorkflowEvent, workflowDispatchEvent } from '../../sandbox/runner/events.ts';
import { parseKeyValues } from '../../sandbox/runner/files.ts';
import { runAction } from '../../sandbox/runner.ts';

const root = join(import.meta.dirname, '../..');

const texts = z.record(z.string(), z.string()).default({});
const stepSchema = z.object({
  id: z.string().default(''),
  uses: z.string().default(''),
  run: z.string().default(''),
  env: texts,
  with: z.record(z.string(), z.unknown()).default({}),
  'continue-on-error': z.boolean().default(false),
});
type Step = z.infer<typeof stepSchema>;
const workflow = z.object({ jobs: z.record(z.string(), z.object({ steps: z.array(stepSchema) })) });
const { jobs } = workflow.parse(parse(readFileSync(join(root, '.github/workflows/self-test.yml'), 'utf8')));

interface Ended {
  readonly outcome: 'success' | 'failure';
  readonly outputs: Readonly<Record<string, string>>;
  readonly log: string;
}

/** A job's folders, and what its steps left so far. */
interface Job {
  readonly workspace: string;
  readonly temp: string;
  readonly github: GitHub;
  readonly event: WorkflowEvent;
  readonly ended: Map<string, Ended>;
  /** Process groups that scripts left running. */
  readonly groups: number[];
}

/** The few expressions that the workflow has. */
function filled(text: string, ended: ReadonlyMap<string, Ended>): string {
  return text.replace(/\$\{\{ (.+?) \}\}/g, (_, expression: string) => {
    const [, whole, id = '', part, name = ''] =
      /^(toJSON\()?steps\.(\w+)\.(outputs|outcome)(?:\.([\w-]+))?\)?$/.exec(expression) ?? [];
    const step = ended.get(id);
    if (!step) throw new Error(`${expression} can't be filled in.`);
    if (part === 'outcome') return step.outcome;
    return whole ? JSON.stringify(step.outputs) : (step.outputs[name] ?? '');
  });
}

async function runStep(step: Step, job: Job): Promise<Ended> {
  const env = Object.fromEntries(Object.entries(step.env).map(([name, value]) => [name, filled(value, job.ended)]));
  return step.uses === './' ? await useAction(step, env, job) : await runScript(step.run, env, job);
}

async function useAction(step: Step, env: Readonly<Record<string, string>>, job: Job): Promise<Ended> {
  const given = Object.entries(step.with).map(([name, value]) => [name, filled(String(value), job.ended)]);
  const { workspace, github, event } = job;
  const inputs = Object.fromEntries(given);
  const options = { action: root, uses: './', event, inputs, github, workspace, env };
  const { exitCode, outputs, warnings, stdout } = await runAction(options);
  expect(warnings).toEqual([]);
  return { outcome: exitCode === 0 ? 'success' : 'failure', outputs, log: stdout };
}

/** As `shell: bash` runs it. What it leaves in the background goes on. */
async function runScript(script: string, env: Readonly<Record<string, string>>, job: Job): Promise<Ended> {
  const output = join(job.temp, 'output');
  writeFileSync(output, '');
  const { promise, resolve } = Promise.withResolvers<number | null>();
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd: job.workspace,
    env: { PATH: process.env.PATH, ...env, RUNNER_TEMP: job.temp, GITHUB_OUTPUT: output },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  child.once('exit', resolve);
  if (child.pid !== undefined) job.groups.push(child.pid);
  const outcome = (await promise) === 0 ? 'success' : 'failure';
  return { outcome, outputs: parseKeyValues(readFileSync(output, 'utf8')), log: script };
}

/** Runs a job's steps but those that only fetch and install; rejects at the first that failed and must not. */
async function runJob(name: string, eventOf: (github: GitHub) => WorkflowEvent): Promise<Map<string, Ended>> {
  await using github = await startGitHub({ isPrivate: true, permissions: { contents: 'read', deployments: 'read' } });
  const event = eventOf(github);
  const folder = mkdtempSync(join(tmpdir(), 'self-test-'));
  const [workspace, temp] = [join(folder, 'work'), join(folder, 'temp')];
  const job: Job = { workspace, temp, github, event, ended: new Map(), groups: [] };
  try {
    layOut(job);
    for (const step of jobs[name]?.steps ?? []) {
      if (step.uses.includes('@') || step.run.includes('npm ci')) continue;
      const ended = await runStep(step, job);
      if (ended.outcome === 'failure' && !step['continue-on-error']) throw new Error(ended.log);
      job.ended.set(step.id, ended);
    }
    return job.ended;
  } finally {
    for (const group of job.groups) spawnSync('kill', ['--', `-${group}`]);
    rmSync(folder, { recursive: true });
  }
}

/** The checkout of the event's commit, as far as the steps need it, and the other one beside it. */
function layOut({ workspace, temp, event }: Job): void {
  for (const path of ['examples', '.ci/expect']) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    cpSync(join(root, path), join(workspace, path), { recursive: true });
  }
  mkdirSync(join(workspace, '.git'));
  writeFileSync(join(workspace, '.git/HEAD'), `${event.sha}\n`);
  symlinkSync(root, join(workspace, 'sandbox-host'));
  mkdirSync(temp);
}

/** main as this repository has it, as far as it matters. */
function commitExamples(github: GitHub): void {
  const paths = ['examples/permissions.yml', 'examples/permissions.pull-request.yml'];
  github.commit('main', Object.fromEntries(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')])));
}

const events: [string, (github: GitHub) => WorkflowEvent][] = [
  [
    'a pull request',
    (github) => {
      commitExamples(github);
      github.commit('topic', { 'README.md': 'Other' }, { from: 'main' });
      return pullRequestEvent(github, github.openPullRequest({ head: 'topic' }));
    },
  ],
  [
    'a push',
    (github) => {
      commitExamples(github);
      return pushEvent(github, 'main');
    },
  ],
  [
    'a start by hand',
    (github) => {
      commitExamples(github);
      return workflowDispatchEvent(github);
    },
  ],
];

describe.each(events)('the self-test workflow, on %s', (_name, eventOf) => {
  test('validates', async () => {
    const ended = await runJob('offline', eventOf);
    expect(ended.get('missing')?.outcome).toBe('failure');
  });

  test('plans against a tenant in another process', async () => {
    const ended = await runJob('tenant', eventOf);
    expect(ended.get('plan')?.outputs).toMatchObject({ result: 'changes', changed: 'true' });
    expect(ended.get('refused')?.outcome).toBe('failure');
  });
});

test('an output that is not as expected fails the comparison, and is shown', () => {
  const script = `bash .ci/expect '{result: "changes", errors: "0"}'`;
  const env = { PATH: process.env.PATH, OUTPUTS: '{"result": "failed", "errors": "0", "other": ""}' };
  const { status, stdout } = spawnSync('bash', ['-c', script], { cwd: root, env });
  expect(status).toBe(1);
  expect(String(stdout)).toMatch(/^-.+"result": "changes"\n\+.+"result": "failed"$/m);
});
