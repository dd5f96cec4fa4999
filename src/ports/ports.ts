/** What the shell needs, as interfaces. */
import type { InputName, Inputs, TenantAccess } from '../inputs/inputs.ts';
import type { FileSource, ManifestCompleter, ManifestFolder, ParseFile, ParseTree } from './files.ts';
import type { Branch, Deployments, DriftIssues, History, PullRequestComments } from './github.ts';
import type { Reporter } from './reporter.ts';
import type { Run } from './run.ts';
import type { TenantCensus, TenantReader, TenantWriter } from './tenant.ts';

/**
 * What judging, comparing and importing take, wherever it is done: nothing here leads to GitHub, or writes a tenant.
 * Whatever costs start-up time is opened only when it is used.
 */
export interface Ports {
  readonly inputs: Inputs;
  readonly run: Run;
  readonly files: FileSource;
  readonly parse: ParseFile;
  /** Parses an OpenAPI file; what it takes is loaded when it is first used. */
  readonly parseTree: ParseTree;
  readonly reporter: Reporter;
  openReader(access: TenantAccess): Promise<TenantReader>;
  /** For an audit alone. */
  openCensus(access: TenantAccess): Promise<TenantCensus>;
  /**
   * The text of a file that an input names, relative to the workspace; undefined where there is none.
   * @throws ActionError input-invalid for a symbolic link, or one in the way, and for what is too large
   */
  readGiven(input: InputName, path: string): Promise<string | undefined>;
  /** For an import alone. @throws ActionError input-invalid where there is no folder to write to */
  openFolder(): Promise<ManifestFolder & ManifestCompleter>;
}

/** What a run on GitHub has beside. */
export interface GitHubPorts extends Ports {
  /** The branch of this run. */
  openBranch(name: string): Promise<Branch>;
  openComments(pullRequest: number): Promise<PullRequestComments>;
  /** What was applied to this run's tenant, environment and manifest. */
  openDeployments(): Promise<Deployments>;
  openIssues(): Promise<DriftIssues>;
  openHistory(): Promise<History>;
  /** From the first call on, a cancelled workflow no longer ends the process but aborts this. */
  cancellation(): AbortSignal;
}

/** What an apply has beside: the only way to something that writes a tenant. */
export interface ApplyPorts extends GitHubPorts {
  openWriter(access: TenantAccess): Promise<TenantWriter>;
}
