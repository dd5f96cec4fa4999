/** The connection to GitHub. */
import type { getOctokit } from '@actions/github';
import { Octokit as Core } from '@octokit/core';
import * as z from 'zod/mini';
import { ActionError } from '../../core/errors.ts';
import { nextPage, OddAnswer, pagesUpTo, readAnswer } from './answers.ts';
import { type ConnectionOptions, Requests, usualPatience } from './requests.ts';

/**
 * The Octokit of @actions/github, of which only the core is loaded: its methods by name are a table of a thousand routes, and
 * its index brings an HTTP client and a whole undici, a tenth of a run's start and 27 MiB.
 */
type Octokit = Pick<ReturnType<typeof getOctokit>, 'request' | 'graphql' | 'hook'>;

/** A request, by its route. */
export type Request = (request: Octokit['request']) => Promise<Answer>;

/** The Octokit has a type for what GitHub should have answered; here it is anything until it is parsed. */
interface Answer {
  readonly data: unknown;
  readonly headers: { readonly link?: string | undefined };
}

/**
 * One repository of GitHub's REST and GraphQL API. There is no way to an answer but through the shape that it must have:
 * what is not there must not look like a list that is empty.
 */
export interface Repository {
  readonly owner: string;
  readonly repo: string;
  /** @throws OddAnswer */
  ask<Body>(request: Request, shape: z.ZodMiniType<Body>): Promise<Body>;
  /** Asks for all pages of a list: at once, where the first one says how many there are. @throws OddAnswer */
  list<Item>(request: Request, item: z.ZodMiniType<Item>): Promise<Item[]>;
  /** Asks GraphQL; once, where there is another way to know. @throws OddAnswer */
  query<Body>(query: string, shape: z.ZodMiniType<Body>, tries?: 'once' | 'as usual'): Promise<Body>;
  /**
   * Creates what must not be there twice: where the answer to a POST is lost or odd, `find` looks for what it may have
   * made before it is sent again.
   */
  createOnce<Made, Found>(
    request: Request,
    shape: z.ZodMiniType<Made>,
    find: () => Promise<Found | undefined>,
  ): Promise<Made | Found>;
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
  const octokit: Octokit = new Core({ auth: `token ${token}`, baseUrl: apiUrl });
  const requests = new Requests(new URL(apiUrl), { log, cancelled, patience });
  octokit.hook.wrap('request', (request, options) => requests.send(async () => await request(options), options));
  const ask: Repository['ask'] = async (request, shape) => readAnswer((await request(octokit.request)).data, shape);
  return {
    owner,
    repo,
    ask,
    list: (request, item) => readPages(octokit, request, z.array(item)),
    query: async (query, shape, tries = 'as usual') =>
      readAnswer(await octokit.graphql(query, { request: { tries } }), shape),
    createOnce: (request, shape, find) => requests.createOnce(() => ask(request, shape), find),
  };
}

/** More than any list has that is asked for here, on pages of thirty. */
const mostPages = 5000;

/** The Octokit's own paging takes an answer without a body for the end of a list, and anything else for an item of it. */
async function readPages<Item>(octokit: Octokit, first: Request, shape: z.ZodMiniType<Item[]>): Promise<Item[]> {
  const ask = async (url: string): Promise<Answer> => await octokit.request({ method: 'GET', url });
  const begin = await first(octokit.request);
  const rest = await Promise.all(pagesUpTo(begin.headers, mostPages).map(ask));
  const items = [begin, ...rest].flatMap(({ data }) => readAnswer(data, shape));
  const seen = new Set<string>();
  for (let { headers } = rest.at(-1) ?? begin; ; ) {
    const url = nextPage(headers);
    if (url === undefined) return items;
    if (seen.has(url) || seen.size === mostPages) throw new OddAnswer('the list has no end');
    seen.add(url);
    const answer = await ask(url);
    items.push(...readAnswer(answer.data, shape));
    headers = answer.headers;
  }
}
