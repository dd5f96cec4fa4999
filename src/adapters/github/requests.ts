/** What is sent again and when, and what is created once. */
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod/mini';
import { oneLine, type Refused, reasonOf, refusedBy } from './failure.ts';
import { type Fetch, openFetch } from './fetch.ts';
import { type Headers, RateLimit, RateLimited, rateLimited } from './rate-limit.ts';
import { Elsewhere, fetchWithin } from './redirects.ts';

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

export const usualPatience: Patience = { answer: 30_000, firstRetry: 1000, attempts: 4, limit: 120_000 };

export interface ConnectionOptions {
  /** Is told every wait, as a line. */
  readonly log?: (line: string) => void;
  /** Aborted where the run is cancelled: what waits then waits no longer. */
  readonly cancelled?: AbortSignal;
  readonly patience?: Patience;
}

/** What the Octokit's hook gets; all hooks and tries of one request have this one object. */
export interface Outgoing {
  readonly method: string;
  readonly url: string;
  request: { fetch?: Fetch; signal?: AbortSignal; tries?: 'once' | 'as usual' };
  readonly [option: string]: unknown;
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly data: unknown;
}

/** No answer came, or none that can be used: a write that fails so may have had its effect. */
export class NoAnswer extends Error {}

/** Source: GitHub's docs, rate limits for the REST API: more than a hundred are refused, and fewer when they cost much. */
const mostAtOnce = 10;

/**
 * Sends requests so that one fault of GitHub's or of the network fails no run. Octokit's plugins do this otherwise than
 * is needed: `retry` repeats a POST whatever became of it, takes an answer that broke off for a good one and waits in
 * silence; `throttling` keeps a second between writes and counts a GraphQL query as one, which delays every comment.
 */
export class Requests {
  private readonly fetch: Fetch;
  private readonly log: (line: string) => void;
  private readonly cancelled: AbortSignal;
  private readonly patience: Patience;
  private readonly turns = new Turns(mostAtOnce);
  private readonly limit: RateLimit;

  constructor(origin: URL, { log, cancelled, patience }: Required<ConnectionOptions>) {
    this.fetch = fetchWithin(origin.origin, openFetch(origin));
    this.log = log;
    this.cancelled = cancelled;
    this.patience = patience;
    this.limit = new RateLimit(log, { longest: patience.limit, cancelled });
  }

  async send<Got extends Answer>(request: () => Promise<Got>, options: Outgoing): Promise<Got> {
    options.request = { ...options.request, fetch: this.fetch };
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
    if (attempt >= of || this.cancelled.aborted)
      throw of === 1 ? lost : new NoAnswer(`${lost.message}, tried ${of} times`, { cause: lost });
    const wait = this.patience.firstRetry * 3 ** (attempt - 1) * (1 + Math.random() / 4);
    this.log(`GitHub gave no usable answer: ${lost.message}. Trying again in ${(wait / 1000).toFixed(1)} s.`);
    await sleep(wait, undefined, { signal: this.cancelled }).catch(() => undefined);
  }
}

/**
 * Whether a request does no harm where it lands twice. A PATCH, PUT or DELETE names what it makes how, a query of
 * GraphQL's reads, and a deployment's status said twice is the same status. Any other POST makes one more comment or
 * deployment: `createOnce` repeats it, after a look.
 */
function isRepeatable({ method, url, query, request }: Outgoing): boolean {
  if (request.tries === 'once') return false;
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
  errors: z.array(z.object({ type: z.optional(z.string()), message: z.string() })),
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
  message: z.optional(z.string()),
  code: z.optional(z.string()),
  cause: z.optional(z.unknown()),
});

/** The Octokit's error says that it failed, its cause why; where several addresses failed the cause has a code only. */
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
