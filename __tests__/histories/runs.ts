/** Runs the shell between ports in memory, and gathers all that can be seen of it from outside. */
import { parseYaml } from '../../src/adapters/yaml/parse.ts';
import type { FileSet, SourceFile } from '../../src/core/document.ts';
import { ActionError } from '../../src/core/errors.ts';
import { readMarker } from '../../src/core/marker.ts';
import { onceEach } from '../../src/core/once.ts';
import { readAdded } from '../../src/core/ownership.ts';
import { type InputName, parseInputs } from '../../src/inputs/inputs.ts';
import type { Deployments, History, MainLine, PullRequestComments } from '../../src/ports/github.ts';
import type { ApplyPorts, Ports } from '../../src/ports/ports.ts';
import type { Reporter } from '../../src/ports/reporter.ts';
import type { Event } from '../../src/ports/run.ts';
import { run } from '../../src/run.ts';
import { type Content, filesOf, type MemoryRepository } from './repository.ts';
import type { GitHubPart, Trouble } from './steps.ts';
import { type MemoryTenant, never, Session, type Write } from './tenant.ts';

/** Thousands of runs read the same few texts, and what is parsed of them never changes. */
const parsedAs = onceEach((path: string) => onceEach((text: string) => parseYaml(sourceOf(path, text))));
const parse: Ports['parse'] = ({ path, bytes }) => parsedAs(path)(Buffer.from(bytes).toString());

function sourceOf(path: string, text: string): SourceFile {
  const bytes = Buffer.from(text);
  return { path, size: bytes.length, bytes };
}

export interface World {
  readonly repository: MemoryRepository;
  readonly tenant: MemoryTenant;
}

/** A run to be started. */
export interface Job {
  readonly mode: 'validate' | 'plan' | 'apply';
  readonly event: Event;
  readonly commit: string;
  readonly content: Content;
  readonly trouble: Trouble;
}

/** What a run showed and did. */
export interface Ran {
  readonly outputs: Readonly<Record<string, string>>;
  readonly failed: readonly string[];
  readonly writes: readonly Write[];
  readonly writerOpened: boolean;
}

interface Stage extends World, Job {
  readonly session: Session;
  readonly outputs: Record<string, string>;
  readonly failed: string[];
  writerOpened: boolean;
}

export async function runJob(world: World, job: Job): Promise<Ran> {
  const session = new Session(world.tenant, job.trouble);
  const stage: Stage = { ...world, ...job, session, outputs: {}, failed: [], writerOpened: false };
  const reporter = reporterOf(stage);
  await Promise.race([run(reporter, () => portsOf(stage, reporter)), session.killed]);
  const { outputs, failed, writerOpened } = stage;
  return { outputs, failed, writes: session.writes, writerOpened };
}

function reporterOf({ outputs, failed }: Stage): Reporter {
  return {
    info: () => undefined,
    mask: () => undefined,
    warning: () => undefined,
    annotate: () => undefined,
    summary: async () => undefined,
    output: (name, value) => void Object.assign(outputs, { [name]: value }),
    file: async (path) => path,
    fail: (message) => void failed.push(message),
  };
}

const inputs: Partial<Record<InputName, string>> = { 'auth0-domain': 'acme.eu.auth0.com', 'auth0-token': 't' };

function portsOf(stage: Stage, reporter: Reporter): ApplyPorts {
  const { session, repository, mode } = stage;
  const tenantAccess = {
    openReader: async () => ({
      apis: session.apis.bind(session),
      allApis: session.allApis.bind(session),
      ahead: session.ahead.bind(session),
      holders: session.holders.bind(session),
    }),
    openWriter: async () => {
      stage.writerOpened = true;
      return session;
    },
    cancellation: () => session.cancelled,
  };
  return {
    ...{ ...tenantAccess, reporter, parse, parseTree: noTree, files: filesFor(stage), run: runOf(stage) },
    inputs: parseInputs((name) => (name === 'mode' ? mode : (inputs[name] ?? ''))),
    openBranch: async () => ({
      state: async () => ask(stage, 'branch', () => ({ protected: true, tip: repository.main.sha })),
    }),
    openComments: async (number) => commentsOf(stage, number),
    openDeployments: async () => deploymentsOf(stage),
    openIssues: async () => {
      throw new Error('Nobody looks for drift here.');
    },
    openHistory: async () => historyOf(stage),
    openCensus: async () => {
      throw new Error('Nothing is audited here.');
    },
    readGiven: async () => undefined,
    openFolder: async () => {
      throw new Error('Nothing is imported here.');
    },
  };
}

/** None of the manifests names an OpenAPI file. */
const noTree = async () => ({ problems: [] });

/** Asks a part of GitHub, which may be out of order, and hears nothing anymore of a run that was killed. */
async function ask<Answer>({ trouble, session }: Stage, part: GitHubPart, answer: () => Answer): Promise<Answer> {
  if (session.isKilled) return await never;
  if (!trouble.gitHub?.includes(part)) return answer();
  const refused = part === 'deployments'; // what a job has no right to; the others are out of order
  throw new ActionError('github-unavailable', `GitHub did not answer (${part}).`, 'Run again.', { refused });
}

function filesFor(stage: Stage): Ports['files'] {
  return {
    current: async () => filesOf(stage.content),
    at: async (commit, known) =>
      ask(stage, 'files', () => {
        const found = stage.repository.find(commit);
        return found && reusing(known, filesOf(found));
      }),
    other: async () => [],
    centralPolicy: async () => {
      throw new Error('The policy is in the repository.');
    },
    list: async () => [],
    read: async () => undefined,
  };
}

/** What has the same content is not fetched again, so it is the same file. */
function reusing(known: FileSet, { manifest, policy }: FileSet): FileSet {
  const files = known.policy ? [...known.manifest, known.policy] : known.manifest;
  const same = (file: SourceFile) =>
    files.find(({ path, bytes }) => path === file.path && Buffer.from(bytes).equals(file.bytes)) ?? file;
  return { manifest: manifest.map(same), policy: policy && same(policy) };
}

function commentsOf(stage: Stage, number: number): PullRequestComments {
  const pull = stage.repository.pulls[number - 1];
  if (!pull) throw new Error(`There is no pull request ${number}.`);
  return {
    pullRequest: async () =>
      ask(stage, 'comments', () => ({
        open: pull.merged === undefined,
        head: 'f'.repeat(40),
        labels: [...pull.labels],
      })),
    read: async () => ask(stage, 'comments', () => (pull.body === undefined ? undefined : readMarker(pull.body))),
    write: async (_marker, body, { create }) =>
      ask(stage, 'comments', () => {
        if (pull.body === undefined && !create) return undefined;
        pull.body = body;
        if (pull.merged !== undefined) return 'url'; // what it shows now, nobody reviewed
        for (const [, name = ''] of body.matchAll(/^- 🟥 `([^`]+)`/gm)) pull.shown.add(name);
        return 'url';
      }),
  };
}

function deploymentsOf(stage: Stage): Deployments {
  const { applies } = stage.repository;
  return {
    lookAhead: () => undefined,
    attempts: async function* () {
      const replaced = new Set<number>();
      for (const [index, one] of [...(await ask(stage, 'deployments', () => applies)).entries()].reverse()) {
        if (one.replaces !== undefined) replaced.add(one.replaces);
        if (replaced.has(index + 1)) continue;
        yield { commit: one.commit, succeeded: one.state === 'success', added: readAdded(one.added) };
      }
    },
    others: async () => [],
    begin: async (apply) => ask(stage, 'begin', () => applies.push({ ...apply, run: runOf(stage).id })),
    finish: async (record, { state }) =>
      ask(stage, 'finish', () => void Object.assign(applies[record - 1] ?? {}, { state })),
  };
}

function historyOf(stage: Stage): History {
  const { repository } = stage;
  return {
    between: async (from, to) => ask(stage, 'history', () => between(repository, from, to)),
    mergedBy: async (commits) =>
      ask(stage, 'history', () => {
        const merged = repository.pulls.filter((pull) => pull.merged !== undefined && commits.includes(pull.merged));
        return merged.map(({ number, labels }) => ({ number, labels: [...labels] })).reverse();
      }),
    labelledBy: async () => ask(stage, 'history', () => 'octocat'),
  };
}

/** As GitHub's comparison of two commits tells it: see src/adapters/github/history.ts. */
function between(repository: MemoryRepository, from: string, to: string): MainLine {
  if (from === to) return { commits: [], complete: true, relation: 'ahead', wasTip: true };
  if (!repository.find(from)) return { commits: [to], complete: false, relation: 'unknown', wasTip: undefined };
  const [older, newer] = [repository.line(from), repository.line(to)];
  const relation = newer.includes(from) ? 'ahead' : older.includes(to) ? 'behind' : 'diverged';
  const commits = newer.filter((sha) => !older.includes(sha));
  return { commits: relation === 'behind' ? [to] : commits, complete: true, relation, wasTip: relation === 'ahead' };
}

function runOf({ event, commit, repository }: Stage): Ports['run'] {
  const repositoryUrl = 'https://github.com/acme/orders';
  const isPullRequest = event.kind === 'pull-request';
  return {
    ...{
      event,
      commit,
      refProtected: true,
      repository: 'acme/orders',
      repositoryUrl,
      actionUrl: '',
      id: `${repository.runs}-1`,
    },
    eventName: isPullRequest ? 'pull_request' : event.kind === 'push' ? 'push' : 'workflow_dispatch',
    branch: isPullRequest ? undefined : 'main',
    runUrl: `${repositoryUrl}/actions/runs/1`,
    today: '2026-11-23',
  };
}
