import { setTimeout as sleep } from 'node:timers/promises';
import { getOctokit } from '@actions/github';
import * as z from 'zod';
import { ActionError } from '../../core/errors.ts';

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

/** In milliseconds, and times a request is sent. */
export interface Patience {
  /** For one try, with its redirects and its body. */
  readonly answer: number;
  /** Three times as long before each further try. */
  readonly firstRetry: number;
  readonly attempts: number;
  /** For the rate limit, in one run. */
  readonly limit: number;
}

const usualPatience: Patience = { answer: 30_000, firstRetry: 1000, attempts: 4, limit: 120_000 };

export interface ConnectionOptions {
  /** Is told every wait, as a line. */
  readonly log?: (line: string) => void;
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
  { log = () => undefined, patience = usualPatience }: ConnectionOptions = {},
): Repository {
  if (token === '') {
    throw new ActionError('input-invalid', 'Input `github-token`: it is empty.', 'Leave it out, or give it a token.');
  }
  const [owner = '', repo = ''] = repository.split('/');
  const octokit = getOctokit(token, { baseUrl: apiUrl });
  const requests = new Requests(new URL(apiUrl).origin, log, patience);
  octokit.hook.wrap('request', (request, options) => requests.send(async () => await request(options), options));
  return { octokit, owner, repo, createOnce: (create, find) => requests.createOnce(create, find) };
}

/** What the Octokit's hook gets; all hooks and tries of one request have this one object. */
interface Outgoing {
  readonly method: string;
  readonly url: string;
  request: { fetch?: Fetch; signal?: AbortSignal };
  readonly [option: string]: unknown;
}

type Fetch = (url: string | URL, options: object) => Promise<Response>;

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly data: unknown;
}

type Headers = Readonly<Record<string, unknown>>;

/** No answer came, or none that can be used: a write that fails so may have had its effect. */
class NoAnswer extends Error {}

/** Refused to no effect; it may be sent again after `wait` milliseconds. */
class RateLimited extends Error {
  readonly wait: number;

  constructor(why: string, wait: number) {
    const resets = new Date(Date.now() + wait).toISOString().slice(0, 19).replace('T', ' ');
    super(`${why}; the rate limit resets at ${resets} UTC`);
    this.wait = wait;
  }
}

/** Not sent, or not followed, since it leads away from GitHub's API. */
class Elsewhere extends Error {}

/** Source: GitHub's docs, rate limits for the REST API: more than a hundred are refused, and fewer when they cost much. */
const mostAtOnce = 10;

/**
 * Sends requests so that one fault of GitHub's or of the network fails no run. Octokit's plugins do this otherwise than
 * is needed: `retry` repeats a POST whatever became of it, takes an answer that broke off for a good one and waits in
 * silence; `throttling` keeps a second between writes and counts a GraphQL query as one, which delays every comment.
 */
class Requests {
  private readonly origin: string;
  private readonly log: (line: string) => void;
  private readonly patience: Patience;
  private readonly turns = new Turns(mostAtOnce);
  private readonly limit: RateLimit;

  constructor(origin: string, log: (line: string) => void, patience: Patience) {
    this.origin = origin;
    this.log = log;
    this.patience = patience;
    this.limit = new RateLimit(log, patience.limit);
  }

  async send<Got extends Answer>(request: () => Promise<Got>, options: Outgoing): Promise<Got> {
    const { fetch = globalThis.fetch } = options.request;
    options.request = { ...options.request, fetch: fetchWithin(this.origin, fetch) };
    await this.turns.take();
    try {
      return await this.sendUntilAnswered(request, options);
    } finally {
      this.turns.give();
    }
  }

  private async sendUntilAnswered<Got extends Answer>(request: () => Promise<Got>, options: Outgoing): Promise<Got> {
    const attempts = isRepeatable(options) ? this.patience.attempts : 1;
    for (let attempt = 1; ; ) {
      await this.limit.pass();
      const answer = await this.sendOnce(request, options);
      if (answer instanceof RateLimited) this.limit.refused(answer);
      else if (!(answer instanceof NoAnswer)) return answer;
      else await this.pause(answer, { attempt: attempt++, of: attempts });
    }
  }

  /** Each try has its own time. */
  private async sendOnce<Got extends Answer>(
    request: () => Promise<Got>,
    options: Outgoing,
  ): Promise<Got | NoAnswer | RateLimited> {
    const signal = AbortSignal.timeout(this.patience.answer);
    options.request = { ...options.request, signal };
    const answer = await request().then(asUsable, asFailure);
    if (!(answer instanceof NoAnswer) || !signal.aborted) return answer;
    return new NoAnswer(`none within ${this.patience.answer / 1000} s`, { cause: answer });
  }

  async createOnce<Made, Found>(
    create: () => Promise<Made>,
    find: () => Promise<Found | undefined>,
  ): Promise<Made | Found> {
    for (let attempt = 1; ; attempt += 1) {
      const made = await create().catch(onlyNoAnswer);
      if (!(made instanceof NoAnswer)) return made;
      await this.pause(made, { attempt, of: this.patience.attempts });
      const found = await find();
      if (found !== undefined) return found;
    }
  }

  /** Waits before the next try. @throws NoAnswer after the last one. */
  private async pause(lost: NoAnswer, { attempt, of }: { attempt: number; of: number }): Promise<void> {
    if (attempt >= of) throw of === 1 ? lost : new NoAnswer(`${lost.message}, tried ${of} times`, { cause: lost });
    const wait = this.patience.firstRetry * 3 ** (attempt - 1) * (1 + Math.random() / 4);
    this.log(`GitHub gave no usable answer: ${lost.message}. Trying again in ${(wait / 1000).toFixed(1)} s.`);
    await sleep(wait);
  }
}

/**
 * Whether a request does no harm where it lands twice. A PATCH, PUT or DELETE names what it makes how, a query of
 * GraphQL's reads, and a deployment's status said twice is the same status. Any other POST makes one more comment or
 * deployment: `createOnce` repeats it, after a look.
 */
function isRepeatable({ method, url, query }: Outgoing): boolean {
  if (method !== 'POST' || url.endsWith('/deployments/{deployment_id}/statuses')) return true;
  return url.endsWith('/graphql') && typeof query === 'string' && /^\s*(query\b|\{)/.test(query);
}

function onlyNoAnswer(thrown: unknown): NoAnswer {
  if (thrown instanceof NoAnswer) return thrown;
  throw thrown;
}

/** Lets so many pass at a time, and the others in the order they came. */
class Turns {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor(free: number) {
    this.free = free;
  }

  async take(): Promise<void> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  give(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.free += 1;
  }
}

/** The gate that every request passes: where one is refused all wait, as GitHub asks. */
class RateLimit {
  private opensAt = 0;
  private waited = 0;
  private readonly log: (line: string) => void;
  private readonly longest: number;

  constructor(log: (line: string) => void, longest: number) {
    this.log = log;
    this.longest = longest;
  }

  async pass(): Promise<void> {
    for (let left = this.opensAt - Date.now(); left > 0; left = this.opensAt - Date.now()) await sleep(left);
  }

  /** The next request waits for as long as this refusal says. @throws RateLimited where that is more than a run may. */
  refused(refusal: RateLimited): void {
    const now = Date.now();
    const more = refusal.wait - Math.max(this.opensAt - now, 0);
    if (more <= 0) return;
    if (this.waited + more > this.longest) throw refusal;
    if (more >= shortestWait) this.log(`Waiting ${Math.ceil(refusal.wait / 1000)} s for GitHub's rate limit …`);
    this.waited += more;
    this.opensAt = now + refusal.wait;
  }
}

const mostRedirects = 3;

/**
 * Fetches from the API's origin alone. fetch itself would follow a redirect to another host or to plain http, without
 * the token, and what stands there would count as GitHub's; the address of a next page would even get the token. A
 * repository that was renamed redirects within the API, and its POST stays a POST, which fetch would make a GET of.
 * Source: GitHub's docs, best practices for the REST API, "Follow redirects".
 */
function fetchWithin(origin: string, fetch: Fetch): Fetch {
  return async (start, options) => {
    let url = new URL(start);
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      if (url.origin !== origin) throw new Elsewhere(`it leads to ${url.origin}, away from ${origin}`);
      const response = await fetch(url, { ...options, redirect: 'manual' });
      const location = [301, 302, 307, 308].includes(response.status) ? response.headers.get('location') : null;
      if (location === null) return response;
      await response.body?.cancel();
      url = new URL(location, url);
    }
    throw new Elsewhere('it leads from one redirect to the next');
  };
}

/** An answer under a good status whose body is no JSON was cut on its way, or is a proxy's own. */
function asUsable<Got extends Answer>(answer: Got): Got | NoAnswer | RateLimited {
  const { status, headers, data } = answer;
  if (status >= 300) throw new Elsewhere(`it is redirected (status ${status})`);
  if (status !== 204 && typeof data !== 'object') return new NoAnswer(`status ${status}, but no JSON or half of it`);
  const [error] = graphqlErrors.safeParse(data).data?.errors ?? [];
  if (!error) return answer;
  if (error.type === 'RATE_LIMITED' || isAboutLimit(error.message)) return rateLimited(error.message, headers);
  return error.message.startsWith('Something went wrong') ? new NoAnswer(oneLine(error.message)) : answer;
}

/** GraphQL refuses under the status 200. */
const graphqlErrors = z.object({
  errors: z.array(z.object({ type: z.string().optional(), message: z.string() })),
});

function asFailure(thrown: unknown): NoAnswer | RateLimited {
  if (!(thrown instanceof Error)) throw thrown;
  if (thrown.cause instanceof Elsewhere) throw thrown.cause;
  const refused = refusedBy(thrown);
  if (!refused && thrown.name !== 'HttpError' && thrown.name !== 'AbortError') throw thrown;
  if (!refused) return new NoAnswer(oneLine(rootOf(thrown)), { cause: thrown });
  if (refused.status >= 500) return new NoAnswer(reasonOf(refused), { cause: thrown });
  if (isLimit(refused)) return rateLimited(reasonOf(refused), refused.response.headers);
  throw thrown;
}

const failureSchema = z.object({
  message: z.string().optional(),
  code: z.string().optional(),
  cause: z.unknown().optional(),
});

/** fetch's own message says that it failed, its cause why; where several addresses failed the cause has a code only. */
function rootOf(thrown: unknown): string {
  const { message, code, cause } = failureSchema.safeParse(thrown).data ?? {};
  if (cause) return rootOf(cause);
  return message || code || 'no answer';
}

function isLimit({ status, message, response: { headers } }: Refused): boolean {
  if (status !== 403) return status === 429;
  return 'retry-after' in headers || headers['x-ratelimit-remaining'] === '0' || isAboutLimit(message);
}

function isAboutLimit(message: string): boolean {
  return /\brate limit/i.test(message);
}

/** In milliseconds; a refusal that asks for no wait must not become a storm of requests. */
const shortestWait = 1000;

/** In milliseconds: what GitHub asks for where it doesn't say. */
const usualWait = 60_000;

/** Source: GitHub's docs, rate limits for the REST API, "Exceeding the rate limit": in which order the headers count. */
function rateLimited(why: string, headers: Headers): RateLimited {
  const isUsedUp = headers['x-ratelimit-remaining'] === '0';
  const reset = isUsedUp ? milliseconds(headers['x-ratelimit-reset']) : undefined;
  const wait = milliseconds(headers['retry-after']) ?? (reset && reset - Date.now()) ?? usualWait;
  return new RateLimited(why, Math.max(wait, shortestWait));
}

function milliseconds(seconds: unknown): number | undefined {
  const number = Number.parseInt(String(seconds), 10);
  return Number.isNaN(number) ? undefined : number * 1000;
}

/** An answer that says no. A request without an answer has a status in the Octokit's errors, too: 500. */
const refusedSchema = z.object({
  message: z.string(),
  status: z.number(),
  response: z.object({
    headers: z.record(z.string(), z.unknown()),
    /** Null where it is no answer of GitHub's own, but a proxy's page. */
    data: z.object({ message: z.string() }).nullable().catch(null),
  }),
});

type Refused = z.infer<typeof refusedSchema>;

function refusedBy(thrown: unknown): Refused | undefined {
  return refusedSchema.safeParse(thrown).data;
}

/** The HTTP status of a failed call, undefined where there was no answer. */
export function statusOf(thrown: unknown): number | undefined {
  return refusedBy(thrown)?.status;
}

/** Says which call failed and what the token lacks. */
export function githubFailure(doing: string, thrown: unknown): ActionError {
  if (thrown instanceof ActionError) return thrown;
  const refused = refusedBy(thrown);
  const why = refused ? reasonOf(refused) : oneLine(thrown instanceof Error ? thrown.message : String(thrown));
  const hint = hintFor(thrown, refused);
  return new ActionError('github-unavailable', `GitHub: ${doing} failed: ${why}.`, hint, { cause: thrown });
}

/** GitHub's own words, with what the Octokit adds to them of the fields that are wrong, and the status. */
function reasonOf({ status, message, response: { data } }: Refused): string {
  return data ? `${oneLine(message.replace(/ - https:\S+$/, ''))} (status ${status})` : `status ${status}`;
}

const longestReason = 300;

/** Without the line that the Octokit puts before GraphQL's own. Who answers may repeat what was sent: the token, too. */
function oneLine(text: string): string {
  const [line = ''] = text.replace(/^Request failed due to following response errors:\n - /, '').split(/[\r\n]/, 1);
  const safe = line.replace(/\b(gh[a-z]|github_pat)_\w+/g, '***').replace(/\.$/, '');
  return safe.length > longestReason ? `${safe.slice(0, longestReason)}…` : safe;
}

function hintFor(thrown: unknown, refused: Refused | undefined): string {
  if (thrown instanceof RateLimited) return 'Run again after that; that is safe.';
  if (thrown instanceof Elsewhere) return 'See what answers in GitHub’s place, such as a proxy of your network.';
  if (refused?.status === 401) return 'Check the input `github-token`.';
  if (refused?.status === 403 || refused?.status === 404) {
    const lacking = lackingPermissions(refused.response.headers['x-accepted-github-permissions']);
    const usual = '`permissions: contents: read` and, to comment, `pull-requests: write`';
    return `Give the job ${lacking ?? usual}.`;
  }
  return 'See whether GitHub is up (githubstatus.com), then run again; that is safe.';
}

/**
 * From `issues=write; pull_requests=write,contents=read`: sets of permissions, one of which would do. A job has
 * `metadata` always, and where a permission isn't what lacks, the header says so in other words.
 * Source: GitHub's docs, troubleshooting the REST API, "Insufficient permissions".
 */
function lackingPermissions(header: unknown): string | undefined {
  const sets = String(header ?? '')
    .split(';')
    .map((set) => [...set.matchAll(/\b(?!metadata)([a-z_]+)=(read|write)\b/g)]);
  const fitting = sets.filter((set) => set.length > 0);
  const documented = fitting.find((set) => set.every(([, name = '']) => documentedPermissions.has(name)));
  const chosen = documented ?? fitting[0];
  const words = chosen?.map(([, name = '', level]) => `${name.replaceAll('_', '-')}: ${level}`);
  return words && `\`permissions: ${words.join('` and `')}\``;
}

/** Those that the README asks for; of several that would do, they say more than `issues: write`. */
const documentedPermissions = new Set(['contents', 'pull_requests', 'deployments']);
