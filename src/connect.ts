/** Binds the ports to GitHub's runner, the disk and the tenant. */
import type { Surroundings } from './adapters/auth0/session.ts';
import { meantBy } from './adapters/files/patterns.ts';
import { RepositoryFiles } from './adapters/files/source.ts';
import type { WantedFiles } from './adapters/github/blobs.ts';
import { type Environment, readInput, readRun } from './adapters/github/environment.ts';
import { once, onceEach } from './core/once.ts';
import { type Inputs, parseInputs, type TenantAccess } from './inputs/inputs.ts';
import { localPorts, maskCredentials, surroundings, workspaceOf } from './local-ports.ts';
import type { ApplyPorts } from './ports/ports.ts';
import type { Reporter } from './ports/reporter.ts';
import type { Run } from './ports/run.ts';

/**
 * Binds the ports to the real world. What speaks HTTP (got, the Octokit) is imported when it is first used: a run
 * that needs none of it starts as fast as Node.js does.
 * @throws ActionError input-invalid
 */
export function connect(env: Environment, reporter: Reporter): ApplyPorts {
  const inputs = parseInputs((name) => readInput(env, name));
  maskCredentials(inputs, reporter);
  return bind(inputs, readRun(env), { env, reporter });
}

/** Credentials are masked by now. */
function bind(
  inputs: Inputs,
  run: Run,
  { env, reporter }: { readonly env: Environment; readonly reporter: Reporter },
): ApplyPorts {
  const cancellation = new Cancellation();
  const { signal: cancelled } = cancellation;
  const openRepository = once(() => openGitHub(env, inputs, { run, reporter, cancelled }));
  const policy = inputs.policy.kind === 'file' ? inputs.policy.path : undefined;
  const workspace = run.event.kind === 'pull-request-target' ? undefined : env.GITHUB_WORKSPACE || undefined;
  return {
    ...localPorts(inputs, run, { workspace, given: workspaceOf(env), reporter, cancelled }),
    files: new RepositoryFiles({
      patterns: inputs.manifest,
      policy,
      workspace,
      commit: run.commit,
      readCommit: async (commit, how) =>
        await readCommit(openRepository, commit, { ...how, ...(await meantBy(inputs.manifest, policy)) }),
      readOther: async (commit, patterns) =>
        await readCommit(openRepository, commit, {
          known: [],
          links: 'refuse',
          ...(await meantBy(patterns, undefined)),
        }),
      openCommit: async (commit) => {
        const { CommitTree } = await import('./adapters/github/commit-tree.ts');
        return new CommitTree(await openRepository(), commit);
      },
      centralPolicy: async (from) => {
        const { readCentralPolicy } = await import('./adapters/github/central-policy.ts');
        return await readCentralPolicy(await openRepository(), from);
      },
    }),
    openWriter: (access) => openWriter(access, surroundings(reporter, cancelled), run.id),
    openBranch: async (name) => {
      const { GitHubBranch } = await import('./adapters/github/branch.ts');
      return new GitHubBranch(await openRepository(), name);
    },
    openComments: onceEach(async (pullRequest: number) => {
      const { GitHubComments } = await import('./adapters/github/comments.ts');
      return new GitHubComments(await openRepository(), pullRequest);
    }),
    openDeployments: once(async () => {
      const { GitHubDeployments } = await import('./adapters/github/deployments.ts');
      const { domain: tenant, environment, manifest } = inputs;
      const target = { tenant, environment: environment || tenant };
      return new GitHubDeployments(await openRepository(), { target, manifest, run: run.id });
    }),
    openIssues: async () => {
      const { GitHubIssues } = await import('./adapters/github/issues.ts');
      return new GitHubIssues(await openRepository());
    },
    openHistory: once(async () => {
      const { GitHubHistory } = await import('./adapters/github/history.ts');
      return new GitHubHistory(await openRepository(), run.branch);
    }),
    cancellation: once(() => cancellation.listen()),
  };
}

interface RunContext {
  readonly run: Run;
  readonly reporter: Reporter;
  readonly cancelled: AbortSignal;
}

async function openGitHub(env: Environment, inputs: Inputs, { run, reporter, cancelled }: RunContext) {
  const { openRepository } = await import('./adapters/github/api.ts');
  const { GITHUB_API_URL: apiUrl = 'https://api.github.com' } = env;
  return openRepository(inputs.githubToken, run.repository, apiUrl, { log: (line) => reporter.info(line), cancelled });
}

async function readCommit(open: () => ReturnType<typeof openGitHub>, commit: string, wanted: WantedFiles) {
  const { readCommit: read } = await import('./adapters/github/commit-files.ts');
  return await read(await open(), commit, wanted);
}

async function openWriter(access: TenantAccess, surroundings: Surroundings, correlation: string) {
  const { openSession } = await import('./adapters/auth0/session.ts');
  const { Auth0TenantWriter } = await import('./adapters/auth0/writer.ts');
  const needs = ['read:resource_servers', 'update:resource_servers'];
  return new Auth0TenantWriter(await openSession(access, needs, surroundings), correlation);
}

/** GitHub cancels a step with SIGINT, and after a few seconds with SIGTERM. Source: GitHub docs, "Canceling a workflow". */
class Cancellation {
  private readonly controller = new AbortController();

  /** Never aborted before somebody listens: until then a signal ends the process, as it does by itself. */
  readonly signal = this.controller.signal;

  listen(): AbortSignal {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => this.controller.abort());
    return this.signal;
  }
}
