import { getOctokit } from '@actions/github';
import { ActionError } from '../../core/errors.ts';

type Octokit = ReturnType<typeof getOctokit>;

/** One repository of GitHub's REST and GraphQL API. */
export interface Repository {
  readonly octokit: Octokit;
  readonly owner: string;
  readonly repo: string;
}

/** For one request, in milliseconds. */
const longestRequest = 30_000;

/**
 * @param apiUrl such as https://api.github.com, or a GitHub Enterprise Server's.
 * @throws ActionError input-invalid
 */
export function openRepository(token: string, repository: string, apiUrl: string): Repository {
  if (token === '') {
    throw new ActionError('input-invalid', 'Input `github-token`: it is empty.', 'Leave it out, or give it a token.');
  }
  const [owner = '', repo = ''] = repository.split('/');
  const octokit = getOctokit(token, { baseUrl: apiUrl });
  octokit.hook.before('request', (options) => {
    options.request = { ...options.request, signal: AbortSignal.timeout(longestRequest) };
  });
  return { octokit, owner, repo };
}

/** The HTTP status of a failed call, undefined where there was no answer. */
export function statusOf(thrown: unknown): number | undefined {
  if (typeof thrown !== 'object' || thrown === null || !('status' in thrown)) return undefined;
  return typeof thrown.status === 'number' ? thrown.status : undefined;
}

/** Says which call failed and what the token lacks. */
export function githubFailure(doing: string, thrown: unknown): ActionError {
  if (thrown instanceof ActionError) return thrown;
  const status = statusOf(thrown);
  const why = thrown instanceof Error ? thrown.message.split('\n', 1)[0] : String(thrown);
  return new ActionError('github-unavailable', `GitHub: ${doing} failed: ${why}.`, hintFor(status), { cause: thrown });
}

function hintFor(status: number | undefined): string {
  if (status === 401) return 'Check the input `github-token`.';
  if (status === 403 || status === 404) {
    return 'Give the job `permissions: contents: read` and, to comment, `pull-requests: write`.';
  }
  return 'See whether GitHub is up (githubstatus.com), then run again; that is safe.';
}
