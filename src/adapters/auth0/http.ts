/** Requests to the tenant: https, timeouts, retries. */
import { Agent } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import got, { RequestError } from 'got';
import { ActionError } from '../../core/errors.ts';
import { withProxy } from '../../core/proxy.ts';
import { type Headers, type Passage, RateLimit } from './rate-limit.ts';

/** In bytes: a page of a hundred APIs, each with as many and as long permissions as Auth0 allows. */
const largestAnswer = 100 * 1024 * 1024;

/** In milliseconds, and times a request is sent. */
export interface Patience {
  /** How often a slow request says that it is waited for. */
  readonly progress: number;
  readonly connect: number;
  readonly answer: number;
  readonly firstRetry: number;
  readonly attempts: number;
}

export const patience: Patience = { progress: 10_000, connect: 10_000, answer: 60_000, firstRetry: 500, attempts: 5 };

/** How a run goes on, as far as its requests need to know. */
export interface RunContext {
  log(line: string): void;
  /** Aborted where the run is cancelled: what waits then waits no longer. */
  readonly cancelled?: AbortSignal;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** From the host's root, with its query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** At most one of the two; got would load Node's whole fetch to look at a ready `body`. */
  readonly form?: Readonly<Record<string, string>>;
  readonly json?: unknown;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON, undefined where it is none. */
  readonly body: unknown;
}

/** No answer came, or none that could be read: a write that fails so may have had its effect. */
export class NoAnswer extends Error {}

/**
 * Talks to one tenant: always https, to the one host, no redirects, with timeouts on everything. Node.js itself takes
 * proxies (`HTTPS_PROXY`) and certificates (`NODE_EXTRA_CA_CERTS`) from the environment.
 */
export class TenantHttp {
  readonly domain: string;
  readonly limit: RateLimit;
  private readonly patience: Patience;
  private readonly log: (line: string) => void;
  private readonly cancelled: AbortSignal;
  private readonly agent = withProxy(() => new Agent({ keepAlive: true, proxyEnv: process.env }));

  constructor(domain: string, { log, cancelled = AbortSignal.any([]) }: RunContext, limits: Patience = patience) {
    this.domain = domain;
    this.log = log;
    this.cancelled = cancelled;
    this.limit = new RateLimit(log, cancelled);
    this.patience = limits;
  }

  /**
   * Sends a request whose repetition does no harm, until there is an answer that can be read, below 500 or one that will
   * be no other (501).
   * @param request is asked for each try right before it is sent: what proves who we are is good once, and soon expires.
   * @throws ActionError auth0-unavailable, auth0-rate-limited
   */
  async sendUntilAnswered(request: () => HttpRequest | Promise<HttpRequest>): Promise<HttpAnswer> {
    for (let attempt = 1, refusals = 1; ; attempt += 1) {
      const answer = await this.sendOn(await this.limit.pass(), request).catch(onlyNoAnswer);
      if (!(answer instanceof NoAnswer) && answer.status === 429) {
        this.limit.refused(answer.headers, refusals++);
        attempt -= 1;
      } else if (!(answer instanceof NoAnswer) && (answer.status < 500 || answer.status === 501)) {
        return answer;
      } else {
        const why = answer instanceof NoAnswer ? answer.message : `status ${answer.status}`;
        if (attempt >= this.patience.attempts || this.cancelled.aborted) throw unavailable(this.domain, why);
        await this.pause(attempt, why);
      }
    }
  }

  /**
   * Sends a request once, as soon as the rate limit lets it pass.
   * @returns undefined where it is `over` before.
   * @throws NoAnswer
   */
  async send(request: HttpRequest, over?: AbortSignal): Promise<HttpAnswer | undefined> {
    const passage = await this.limit.pass(over);
    return passage && (await this.sendOn(passage, () => request));
  }

  /** Sends a request once, and at once. @throws NoAnswer */
  async sendNow(request: HttpRequest): Promise<HttpAnswer> {
    return await this.sendOn(this.limit.enter(), () => request);
  }

  private async sendOn(passage: Passage, request: () => HttpRequest | Promise<HttpRequest>): Promise<HttpAnswer> {
    let headers: Headers | undefined;
    const start = Date.now();
    const progress = setInterval(() => {
      this.log(`Still waiting for Auth0 to answer (${Math.round((Date.now() - start) / 1000)} s) …`);
    }, this.patience.progress);
    try {
      const answer = await this.exchange(await request());
      headers = answer.headers;
      return answer;
    } finally {
      clearInterval(progress);
      this.limit.leave(passage, headers);
    }
  }

  private async exchange(request: HttpRequest): Promise<HttpAnswer> {
    const tooLarge = new AbortController();
    const tooLate = AbortSignal.timeout(this.patience.answer);
    const pending = got(`https://${this.domain}${request.path}`, {
      method: request.method,
      headers: { 'user-agent': 'auth0-permissions-action', accept: 'application/json', ...request.headers },
      ...(request.form && { form: request.form }),
      ...(request.json !== undefined && { json: request.json }),
      agent: { https: this.agent },
      timeout: { connect: this.patience.connect },
      retry: { limit: 0 },
      followRedirect: false,
      throwHttpErrors: false,
      // got's own time for an answer ends nothing that still waits for a connection, as behind a proxy that keeps silent.
      signal: AbortSignal.any([tooLarge.signal, tooLate]),
    });
    pending.on('downloadProgress', ({ transferred }) => {
      if (transferred > largestAnswer) tooLarge.abort();
    });
    const { statusCode, headers, body } = await pending.catch((thrown) => {
      if (tooLate.aborted) throw new NoAnswer(`none within ${this.patience.answer / 1000} s`, { cause: thrown });
      return asNoAnswer(thrown);
    });
    if (statusCode !== 429) this.limit.observe(headers);
    return { status: statusCode, headers, body: parseJson(body, statusCode) };
  }

  /** Waits before something is tried again, twice as long each time. */
  async pause(attempt: number, why: string): Promise<void> {
    const wait = this.patience.firstRetry * 2 ** (attempt - 1) * (1 + Math.random() / 4);
    this.log(`Auth0 did not answer (${why}); trying again in ${(wait / 1000).toFixed(1)} s.`);
    await sleep(wait, undefined, { signal: this.cancelled }).catch(() => undefined);
  }
}

export function unavailable(domain: string, why: string): ActionError {
  const hint = 'See whether the tenant is up (status.auth0.com) and the domain is right, then run again; that is safe.';
  return new ActionError('auth0-unavailable', `${domain} gave no usable answer: ${why}.`, hint);
}

function onlyNoAnswer(thrown: unknown): NoAnswer {
  if (thrown instanceof NoAnswer) return thrown;
  throw thrown;
}

/** got's own message says what failed (a timeout, a reset, a certificate) without headers or body. */
function asNoAnswer(thrown: unknown): never {
  if (!(thrown instanceof RequestError)) throw thrown;
  throw new NoAnswer(`${thrown.message} (${thrown.code})`, { cause: thrown });
}

/** A cut or foreign body (a proxy's HTML page) under a good status is no answer; under an error it just has no text. */
function parseJson(body: string, status: number): unknown {
  try {
    return JSON.parse(body);
  } catch {
    if (status >= 200 && status < 300) throw new NoAnswer(`status ${status} with a body that is not JSON`);
    return undefined;
  }
}
