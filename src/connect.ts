import type { Surroundings } from './adapters/auth0/tenant.ts';
import { meantBy } from './adapters/files/patterns.ts';
import { RepositoryFiles } from './adapters/files/source.ts';
import type { WantedFiles } from './adapters/github/commit-files.ts';
import { type Environment, readInput, readRun } from './adapters/github/environment.ts';
import { parseYaml } from './adapters/yaml/parse.ts';
import { ActionError } from './core/errors.ts';
import { type Credentials, type Inputs, parseInputs, type TenantAccess } from './inputs.ts';
import { once, onceEach } from './once.ts';
import type { ApplyPorts, Reporter, Run } from './ports.ts';

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

/** The ports of a run, wherever it was started. Its credentials are masked by now. */
export function bind(
  inputs: Inputs,
  run: Run,
  { env, reporter }: { readonly env: Environment; readonly reporter: Reporter },
): ApplyPorts {
  const cancellation = new Cancellation();
  const { signal: cancelled } = cancellation;
  const openRepository = once(() => openGitHub(env, inputs, { run, reporter, cancelled }));
  const policy = inputs.policy.kind === 'file' ? inputs.policy.path : undefined;
  return {
    inputs,
    run,
    parse: parseYaml,
    parseTree: async (file) => (await import('./adapters/yaml/tree.ts')).parseTree(file),
    reporter,
    files: new RepositoryFiles({
      patterns: inputs.manifest,
      policy,
      workspace: run.event.kind === 'pull-request-target' ? undefined : env.GITHUB_WORKSPACE || undefined,
      commit: run.commit,
      readCommit: (commit, how) => readCommit(openRepository, commit, { ...how, ...meantBy(inputs.manifest, policy) }),
      readOther: (commit, patterns) =>
        readCommit(openRepository, commit, { known: [], links: 'skip', ...meantBy(patterns, undefined) }),
      openCommit: async (commit) => {
        const { CommitTree } = await import('./adapters/github/commit-tree.ts');
        return new CommitTree(await openRepository(), commit);
      },
      centralPolicy: async (from) => {
        const { readCentralPolicy } = await import('./adapters/github/central-policy.ts');
        return await readCentralPolicy(await openRepository(), from);
      },
    }),
    openReader: (access) => openReader(access, surroundings(reporter, cancelled)),
    openWriter: (access) => openWriter(access, surroundings(reporter, cancelled), run.id),
    openBranch: async (name) => {
      const { GitHubBranch } = await import('./adapters/github/branch.ts');
      return new GitHubBranch(await openRepository(), name);
    },
    openComments: onceEach(async (pullRequest: number) => {
      const { GitHubComments } = await import('./adapters/github/comments.ts');
      return new GitHubComments(await openRepository(), pullRequest);
    }),
    openDeployments: async (target) => {
      const { GitHubDeployments } = await import('./adapters/github/deployments.ts');
      return new GitHubDeployments(await openRepository(), { target, manifest: inputs.manifest, run: run.id });
    },
    openIssues: async () => {
      const { GitHubIssues } = await import('./adapters/github/issues.ts');
      return new GitHubIssues(await openRepository());
    },
    openHistory: once(async () => {
      const { GitHubHistory } = await import('./adapters/github/history.ts');
      return new GitHubHistory(await openRepository(), run.branch);
    }),
    openFolder: () => openFolder(inputs, run.event.kind === 'pull-request-target' ? '' : env.GITHUB_WORKSPACE),
    cancellation: once(() => cancellation.listen()),
  };
}

export function maskCredentials({ access, githubToken }: Inputs, reporter: Reporter): void {
  if (githubToken !== '') reporter.mask(githubToken);
  if (!access) return;
  for (const secret of secretsOf(access.credentials)) reporter.mask(secret);
}

function secretsOf(credentials: Credentials): readonly string[] {
  if (credentials.kind === 'token') return [credentials.token];
  return credentials.kind === 'key' ? credentials.key.secrets : [credentials.clientSecret];
}

interface GitHubCourse {
  readonly run: Run;
  readonly reporter: Reporter;
  readonly cancelled: AbortSignal;
}

async function openGitHub(env: Environment, inputs: Inputs, { run, reporter, cancelled }: GitHubCourse) {
  const { openRepository } = await import('./adapters/github/api.ts');
  const { GITHUB_API_URL: apiUrl = 'https://api.github.com' } = env;
  return openRepository(inputs.githubToken, run.repository, apiUrl, { log: (line) => reporter.info(line), cancelled });
}

async function readCommit(open: () => ReturnType<typeof openGitHub>, commit: string, wanted: WantedFiles) {
  const { readCommit: read } = await import('./adapters/github/commit-files.ts');
  return await read(await open(), commit, wanted);
}

/** A plan's way to the tenant: nothing in this function or behind it can write. */
async function openReader(access: TenantAccess, surroundings: Surroundings) {
  const { Auth0TenantReader, openSession } = await import('./adapters/auth0/tenant.ts');
  return new Auth0TenantReader(await openSession(access, ['read:resource_servers'], surroundings));
}

async function openFolder({ manifest: patterns, policy }: Inputs, workspace: string | undefined = '') {
  if (workspace === '') throw noFolder();
  const { WorkspaceFolder } = await import('./adapters/files/manifest-folder.ts');
  const { completeManifest } = await import('./adapters/yaml/complete.ts');
  const own = policy.kind === 'file' ? policy.path : undefined;
  const folder = new WorkspaceFolder({ patterns, policy: own, workspace });
  return Object.assign(folder, { complete: completeManifest });
}

function noFolder(): ActionError {
  const message = 'An import writes to a checkout, and there is none that may be read here.';
  return new ActionError('input-invalid', message, 'Run it on workflow_dispatch, behind actions/checkout.');
}

async function openWriter(access: TenantAccess, surroundings: Surroundings, correlation: string) {
  const { openSession } = await import('./adapters/auth0/tenant.ts');
  const { Auth0TenantWriter } = await import('./adapters/auth0/writer.ts');
  const needs = ['read:resource_servers', 'update:resource_servers'];
  return new Auth0TenantWriter(await openSession(access, needs, surroundings), correlation);
}

function surroundings(reporter: Reporter, cancelled: AbortSignal): Surroundings {
  return { log: (line) => reporter.info(line), mask: (secret) => reporter.mask(secret), cancelled };
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
