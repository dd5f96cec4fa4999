import { getOctokit } from '@actions/github';
import { ActionError } from '../../core/errors.ts';
import { type Patience, Requests, usualPatience } from './requests.ts';

type Octokit = ReturnType<typeof getOctokit>;

/** One repository of GitHub's REST and GraphQL API. */
export interface Repository {
  readonly octokit: Octokit;
  readonly owner: string;
  readonly repo: string;
  /**
   * Creates what must not be there twice: where the answer to a POST is lost, `find` looks for what it may have made
   * before it is sent again.
   */
  createOnce<Made, Found>(create: () => Promise<Made>, find: () => Promise<Found | undefined>): Promise<Made | Found>;
}

export interface ConnectionOptions {
  /** Is told every wait, as a line. */
  readonly log?: (line: string) => void;
  /** Aborted where the run is cancelled: what waits then waits no longer. */
  readonly cancelled?: AbortSignal;
  readonly patience?: Patience;
}

/**
 * Opens the one connection of a run: its requests share the wait for the rate limit.
 * @param apiUrl such as https://api.github.com, or a GitHub Enterprise Server's https://host/api/v3, beside which the
 * Octokit finds /api/graphql.
 * @throws ActionError input-invalid
 */
export function openRepository(
  token: string,
  repository: string,
  apiUrl: string,
  { log = () => undefined, cancelled = AbortSignal.any([]), patience = usualPatience }: ConnectionOptions = {},
): Repository {
  if (token === '') {
    throw new ActionError('input-invalid', 'Input `github-token`: it is empty.', 'Leave it out, or give it a token.');
  }
  const [owner = '', repo = ''] = repository.split('/');
  const octokit = getOctokit(token, { baseUrl: apiUrl });
  const requests = new Requests(new URL(apiUrl).origin, { log, cancelled, patience });
  octokit.hook.wrap('request', (request, options) => requests.send(async () => await request(options), options));
  return { octokit, owner, repo, createOnce: (create, find) => requests.createOnce(create, find) };
}
