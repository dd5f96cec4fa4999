/**
 * What a step finds in its environment: inputs as in action.yml, and the default variables.
 * https://docs.github.com/actions/reference/workflows-and-actions/variables and …/metadata-syntax
 */
import type { WorkflowEvent } from './events.ts';

/** Where the run is made to happen: an embedded GitHub fits, and so does a part of one with another token. */
export interface GitHubContext {
  /** The API's address. */
  readonly url: string;
  /** `owner/repo`. */
  readonly repository: string;
  readonly token: string;
  /** Where the pages for people are, `https://github.com` unless given. */
  readonly serverUrl?: string;
  readonly runId?: number;
  readonly runAttempt?: number;
  readonly runNumber?: number;
  readonly workflow?: string;
  readonly job?: string;
}

/** The files and directories that the runner prepares for one step. */
export interface StepPaths {
  readonly workspace: string;
  readonly temp: string;
  readonly event: string;
  readonly output: string;
  readonly summary: string;
  readonly state: string;
  readonly env: string;
  readonly path: string;
}

/** An input's default may be absent, any scalar, or an expression on `github`. */
export type DeclaredInputs = Readonly<Record<string, unknown>>;

/** All declared inputs, given or by default, then the undeclared ones, by their names as variables. */
export function inputVariables(
  declared: DeclaredInputs,
  given: Readonly<Record<string, string>>,
  context: Readonly<Record<string, string>>,
): Record<string, string> {
  const known = new Map(Object.entries(declared).map(([name, value]) => [variable(name), byDefault(value, context)]));
  for (const [name, value] of Object.entries(given)) known.set(variable(name), value);
  return Object.fromEntries(known);
}

/** What the runner says of inputs that action.yml does not have; it passes them on all the same. */
export function inputWarnings(declared: DeclaredInputs, given: Readonly<Record<string, string>>): string[] {
  const known = Object.keys(declared).map(variable);
  const unknown = Object.keys(given).filter((name) => !known.includes(variable(name)));
  if (unknown.length === 0) return [];
  return [`Unexpected input(s) ${quoted(unknown)}, valid inputs are [${quoted(Object.keys(declared))}]`];
}

/** `GITHUB_*` and `RUNNER_*`. Nothing of this process's own environment but `PATH`. */
export function defaultVariables(github: GitHubContext, event: WorkflowEvent, paths: StepPaths) {
  return { ...eventVariables(event), ...runVariables(github), ...fileVariables(paths) };
}

/** From which repository, at which ref, a step's `uses:` takes the action; set to nothing for one of the checkout. */
export function actionVariables(uses: string) {
  const [, repository = '', ref = ''] = /^([^/@]+\/[^/@]+)[^@]*@(.+)$/.exec(uses) ?? [];
  return { GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref };
}

/** The `github` context's values that an input's default may name. */
export function expressionContext(github: GitHubContext, event: WorkflowEvent): Record<string, string> {
  const { token, repository, url } = github;
  const { name, ref, sha, actor } = event;
  return { token, repository, api_url: url, event_name: name, ref, sha, actor };
}

function eventVariables({ name, ref, sha, actor, baseRef = '', headRef = '', isRefProtected }: WorkflowEvent) {
  return {
    GITHUB_ACTOR: actor,
    GITHUB_BASE_REF: baseRef,
    GITHUB_EVENT_NAME: name,
    GITHUB_HEAD_REF: headRef,
    GITHUB_REF: ref,
    GITHUB_REF_NAME: ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    GITHUB_REF_TYPE: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    GITHUB_SHA: sha,
    ...(isRefProtected !== undefined && { GITHUB_REF_PROTECTED: String(isRefProtected) }),
  };
}

function runVariables(github: GitHubContext) {
  const { url, repository, serverUrl = 'https://github.com', workflow = 'Permissions', job = 'permissions' } = github;
  return {
    GITHUB_ACTION: 'permissions',
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: url,
    GITHUB_GRAPHQL_URL: `${url}/graphql`,
    GITHUB_JOB: job,
    GITHUB_REPOSITORY: repository,
    GITHUB_REPOSITORY_OWNER: repository.split('/')[0] ?? '',
    GITHUB_RUN_ATTEMPT: String(github.runAttempt ?? 1),
    GITHUB_RUN_ID: String(github.runId ?? 17_000_000_001),
    GITHUB_RUN_NUMBER: String(github.runNumber ?? 1),
    GITHUB_SERVER_URL: serverUrl,
    GITHUB_WORKFLOW: workflow,
    RUNNER_OS: { win32: 'Windows', darwin: 'macOS' }[String(process.platform)] ?? 'Linux',
    PATH: process.env.PATH ?? '',
  };
}

function fileVariables(paths: StepPaths) {
  return {
    GITHUB_ENV: paths.env,
    GITHUB_EVENT_PATH: paths.event,
    GITHUB_OUTPUT: paths.output,
    GITHUB_PATH: paths.path,
    GITHUB_STATE: paths.state,
    GITHUB_STEP_SUMMARY: paths.summary,
    GITHUB_WORKSPACE: paths.workspace,
    RUNNER_TEMP: paths.temp,
  };
}

/** Upper case and spaces made `_`; hyphens stay. */
function variable(input: string): string {
  return `INPUT_${input.replaceAll(' ', '_').toUpperCase()}`;
}

/** An input without a default is set, to nothing. */
function byDefault(value: unknown, context: Readonly<Record<string, string>>): string {
  return String(value ?? '').replace(/\$\{\{(.*?)\}\}/g, (_, expression) => {
    const name = String(expression)
      .trim()
      .replace(/^github\./, '');
    return context[name] ?? unresolved(String(expression).trim());
  });
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ');
}

function unresolved(expression: string): never {
  throw new Error(`the runner harness cannot resolve ${expression} in action.yml`);
}
