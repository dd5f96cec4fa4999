/**
 * Runs a JavaScript action as GitHub's runner would: a process of its own, with only the variables, files and
 * directories that the runner gives a step, and everything that the step left behind read back.
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Annotation, readLog } from './runner/commands.ts';
import {
  actionVariables,
  defaultVariables,
  expressionContext,
  type GitHubContext,
  inputVariables,
  inputWarnings,
  type StepPaths,
} from './runner/environment.ts';
import type { WorkflowEvent } from './runner/events.ts';
import { parseKeyValues, readFiles } from './runner/files.ts';

export interface RunOptions {
  /** Directory of action.yml. */
  readonly action: string;
  /** As in a step's `uses:`; a release of the action unless given, `./` for one that stands in the checkout. */
  readonly uses?: string;
  readonly event: WorkflowEvent;
  /** As in a step's `with:`, by the names in action.yml. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly github: GitHubContext;
  /** A checkout; an empty directory unless given. What the action writes there stays. */
  readonly workspace?: string;
  /** On top of the runner's variables, as in a step's `env:`. */
  readonly env?: Readonly<Record<string, string>>;
  /** PEM file of one more certificate authority to trust. */
  readonly caFile?: string;
  /** Also measure what the process takes, with a small module loaded before the action. */
  readonly measure?: boolean;
  /** Cancels the run the runner's way: SIGINT, SIGTERM after 7.5 s, SIGKILL after 2.5 s more. */
  readonly signal?: AbortSignal;
  /** Ends the run as when the runner's machine is lost: SIGKILL at once. */
  readonly lost?: AbortSignal;
  /** What runs instead of a process, unless one is to be ended or measured: given all that a process is given. */
  readonly instead?: Step;
}

/** One step, from what the runner gives it to how it ended; the files it is given say the rest. */
export type Step = (env: Readonly<Record<string, string>>) => Promise<Ended>;

export interface RunResult {
  /** Null when a signal ended the process. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** Markdown; empty when it was over the runner's 1 MiB, which `warnings` then says. */
  readonly summary: string;
  /** In the order of the log, standard output first. */
  readonly annotations: readonly Annotation[];
  readonly masks: readonly string[];
  /** Titles of the log's groups. */
  readonly groups: readonly string[];
  /** What the runner itself has to say: inputs that action.yml does not have, a summary over the limit. */
  readonly warnings: readonly string[];
  /** Files below the runner's temporary directory and the workspace, by full path. */
  readonly files: Readonly<Record<string, string>>;
  /** All that somebody with access to log, outputs, summary and files could read; masks not applied. */
  readonly text: string;
  /** Bytes of resident memory, with `measure` and unless the process was killed. */
  readonly peakMemory?: number;
  /** Of the processor, with `measure` and unless the process was killed. */
  readonly cpuSeconds?: number;
}

const RELEASE = 'acme/auth0-permissions-action@v1.0.0';
const SUMMARY_LIMIT_BYTES = 1024 * 1024;

const actionSchema = z.object({
  inputs: z.record(z.string(), z.object({ default: z.unknown().optional() }).nullable()).default({}),
  runs: z.object({ using: z.string().startsWith('node'), main: z.string() }),
});

/** Runs the action once. Rejects when it could not be started, or wrote an output file the runner would refuse. */
export async function runAction(options: RunOptions): Promise<RunResult> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'runner-')));
  try {
    return await runIn(root, options);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function runIn(root: string, options: RunOptions): Promise<RunResult> {
  const { inputs = {}, github, event } = options;
  const action = actionSchema.parse(parse(await readFile(join(options.action, 'action.yml'), 'utf8')));
  const declared = Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, input?.default]));
  const paths = await prepare(root, options);
  const env = {
    ...options.env,
    ...defaultVariables(github, event, paths),
    ...actionVariables(options.uses ?? RELEASE),
    ...inputVariables(declared, inputs, expressionContext(github, event)),
    ...(options.caFile !== undefined && { NODE_EXTRA_CA_CERTS: options.caFile }),
  };
  const usageFile = join(root, 'usage');
  const args = [...(options.measure ? usageProbe(usageFile) : []), join(options.action, action.runs.main)];
  const { instead, signal, lost } = options;
  const ended =
    instead && !signal && !lost && !options.measure
      ? await instead(env)
      : await execute(args, { cwd: paths.workspace, env, signal, lost });
  const result = await collect(ended, paths, inputWarnings(declared, inputs));
  return options.measure ? { ...result, ...(await readUsage(usageFile)) } : result;
}

/** The directories and files as the runner lays them out, the ones to write to empty. */
async function prepare(root: string, { event, github, workspace }: RunOptions): Promise<StepPaths> {
  const temp = join(root, '_temp');
  const commands = join(root, '_runner_file_commands');
  const paths = {
    temp,
    event: join(root, '_github_workflow', 'event.json'),
    workspace: workspace ?? join(root, github.repository.split('/')[1] ?? 'workspace'),
    output: join(commands, 'set_output'),
    summary: join(commands, 'step_summary'),
    state: join(commands, 'save_state'),
    env: join(commands, 'set_env'),
    path: join(commands, 'add_path'),
  };
  for (const directory of [temp, commands, join(root, '_github_workflow'), paths.workspace]) {
    await mkdir(directory, { recursive: true });
  }
  await writeFile(paths.event, JSON.stringify(event.payload, null, 2));
  for (const file of [paths.output, paths.summary, paths.state, paths.env, paths.path]) await writeFile(file, '');
  return paths;
}

interface Execution {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal | undefined;
  readonly lost: AbortSignal | undefined;
}

export type Ended = Pick<RunResult, 'exitCode' | 'signal' | 'stdout' | 'stderr'>;

async function execute(args: readonly string[], { cwd, env, signal, lost }: Execution): Promise<Ended> {
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, error]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => error.push(chunk));
  const { promise, resolve, reject } = Promise.withResolvers<Ended>();
  child.once('error', reject).once('close', (exitCode, killedBy) => {
    const [stdout, stderr] = [Buffer.concat(out).toString(), Buffer.concat(error).toString()];
    resolve({ exitCode, signal: killedBy, stdout, stderr });
  });
  const done = new AbortController();
  const cancel = () => cancelStep((name) => child.kill(name), done.signal);
  if (signal?.aborted) cancel();
  signal?.addEventListener('abort', cancel, { signal: done.signal });
  lost?.addEventListener('abort', () => child.kill('SIGKILL'), { signal: done.signal });
  return promise.finally(() => done.abort());
}

/** https://docs.github.com/actions/reference/workflows-and-actions/workflow-cancellation */
async function cancelStep(kill: (name: NodeJS.Signals) => void, done: AbortSignal): Promise<void> {
  const stages: [NodeJS.Signals, number][] = [
    ['SIGINT', 7500],
    ['SIGTERM', 2500],
    ['SIGKILL', 0],
  ];
  for (const [name, milliseconds] of stages) {
    if (done.aborted) return;
    kill(name);
    await wait(milliseconds, undefined, { signal: done }).catch(() => undefined); // rejects as soon as it is done
  }
}

async function collect(ended: Ended, paths: StepPaths, warnings: readonly string[]): Promise<RunResult> {
  const [output, summary, ...others] = await Promise.all(
    [paths.output, paths.summary, paths.state, paths.env, paths.path].map((path) => readFile(path, 'utf8')),
  );
  const log = readLog(`${ended.stdout}\n${ended.stderr}`);
  const files = { ...(await readFiles(paths.temp)), ...(await readFiles(paths.workspace)) };
  const { annotations, masks, groups, visible } = log;
  const size = Buffer.byteLength(summary ?? '');
  const tooLong = `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${Math.ceil(size / 1024)}k.`;
  return {
    ...ended,
    outputs: parseKeyValues(output ?? ''),
    summary: size > SUMMARY_LIMIT_BYTES ? '' : (summary ?? ''),
    annotations,
    masks,
    groups,
    warnings: size > SUMMARY_LIMIT_BYTES ? [...warnings, tooLong] : warnings,
    files,
    text: [visible, decoded(log), output, summary, ...others, ...Object.entries(files).flat()].join('\n'),
  };
}

/** Annotations and debug lines once more as people see them, without the escapes. */
function decoded({ annotations, debug }: ReturnType<typeof readLog>): string {
  return [...annotations.flatMap((annotation) => Object.values(annotation)), ...debug].join('\n');
}

/** Arguments that make Node write what it took of memory, in KiB, and of the processor, in microseconds, when it exits. */
function usageProbe(file: string): string[] {
  const usage = '{maxRSS,userCPUTime,systemCPUTime}=process.resourceUsage()';
  const write = `writeFileSync(${JSON.stringify(file)},JSON.stringify([maxRSS,userCPUTime+systemCPUTime]))`;
  const code = `import{writeFileSync}from'node:fs';process.on('exit',()=>{const ${usage};${write}})`;
  return ['--import', `data:text/javascript,${encodeURIComponent(code)}`];
}

async function readUsage(file: string): Promise<Pick<RunResult, 'peakMemory' | 'cpuSeconds'>> {
  const usage = await readFile(file, 'utf8').catch(() => undefined); // absent after a kill
  if (usage === undefined) return {};
  const [kibibytes, microseconds] = z.tuple([z.number(), z.number()]).parse(JSON.parse(usage));
  return { peakMemory: kibibytes * 1024, cpuSeconds: microseconds / 1e6 };
}
