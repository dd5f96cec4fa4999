/** The gate that every request passes. */
import { setTimeout as sleep } from 'node:timers/promises';
import { ActionError } from '../../core/errors.ts';

/** Waiting for the rate limit in one run, in milliseconds: five minutes, then the run gives up. */
const longestWait = 5 * 60 * 1000;

/** In milliseconds; a refusal that asks for no wait at all must not become a storm of requests. */
const shortestWait = 200;

/** Waiting before a refusal, in milliseconds, to keep to a rate. */
const longestPace = 60_000;

/** How often a long wait says that it goes on, in milliseconds. */
const progressEvery = 15_000;

export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/**
 * The gate every request of a run passes. The tenant's rate limit is one for all requests, so when one of them is
 * refused all wait; and when an answer says that nothing remains, the next request waits instead of being refused.
 */
export class RateLimit {
  private opensAt = 0;
  private waited = 0;
  private roomAt = 0;
  private announced = 0;
  /** Set once the run has waited for as long as it may: nothing more is asked then. */
  private givenUp: ActionError | undefined;
  private readonly log: (line: string) => void;
  private readonly cancelled: AbortSignal;

  constructor(log: (line: string) => void, cancelled: AbortSignal = AbortSignal.any([])) {
    this.log = log;
    this.cancelled = cancelled;
  }

  /**
   * Resolves when a request may be sent. A cancelled run does not wait: GitHub would kill it before it said anything.
   * @throws ActionError auth0-rate-limited once a refusal asked for more than the run may wait.
   */
  async pass(): Promise<void> {
    if (this.givenUp) throw this.givenUp;
    const { cancelled: signal } = this;
    for (let left = this.opensAt - Date.now(); left > 0 && !signal.aborted; left = this.opensAt - Date.now()) {
      this.announce(left);
      await sleep(Math.min(left, progressEvery), undefined, { signal }).catch(() => undefined);
    }
  }

  /** In milliseconds, 0 where a request may be sent now. */
  get left(): number {
    return Math.max(this.opensAt - Date.now(), 0);
  }

  /**
   * Waits until a read and a write have room together: what was read before a wait is old after it. Each round waits for
   * longer, since others may take what has come free.
   * @param round from 1 on.
   * @throws ActionError auth0-rate-limited where the run would wait for more than five minutes in all, or is cancelled.
   */
  async makeRoom(round: number): Promise<void> {
    const now = Date.now();
    const wait = this.left * (round + 1);
    this.waited += Math.max(now + wait - Math.max(this.roomAt, now), 0); // those that wait together wait once
    this.roomAt = Math.max(this.roomAt, now + wait);
    if (this.waited > longestWait) throw this.giveUp(wait);
    await this.pass();
    const more = now + wait - Date.now();
    if (more > 0) await sleep(more, undefined, { signal: this.cancelled }).catch(() => undefined);
  }

  /** Takes note of an answer that was let through. Source: Auth0 docs, rate limit use cases: the three headers. */
  observe(headers: Headers): void {
    if (text(headers['x-ratelimit-remaining']) !== '0') return;
    const wait = untilReset(headers) ?? 0;
    // A tenant's rate fills up within seconds; a longer wait is for the refusal to ask for, which is counted.
    if (wait <= longestPace) this.opensAt = Math.max(this.opensAt, Date.now() + wait);
  }

  /**
   * Takes note of a refusal (429); the next request waits for as long as the answer says, else for a second more
   * each time.
   * @throws ActionError auth0-rate-limited where the run would wait for more than five minutes in all, or is cancelled.
   */
  refused(headers: Headers, attempt: number): void {
    const asked = retryAfter(headers) ?? untilReset(headers) ?? attempt * 1000;
    const wait = Math.max(asked, shortestWait * attempt);
    const opensAt = Math.max(this.opensAt, Date.now() + wait);
    this.waited += opensAt - Math.max(this.opensAt, Date.now());
    if (this.waited > longestWait || this.cancelled.aborted) throw this.giveUp(wait);
    this.opensAt = opensAt;
  }

  private giveUp(wait: number): ActionError {
    const why = this.cancelled.aborted ? 'was cancelled' : 'has waited for as long as it may (5 minutes)';
    this.givenUp = new ActionError(
      'auth0-rate-limited',
      `Auth0's rate limit asks to wait ${Math.ceil(wait / 1000)} s more; this run ${why}.`,
      'Run it again later, or ask who else uses up the tenant’s rate limit. Running again is safe.',
    );
    return this.givenUp;
  }

  /** Once a wait, then once in a while: four requests may wait at the same gate. */
  private announce(left: number): void {
    const now = Date.now();
    if (left < 1000 || now - this.announced < progressEvery) return;
    this.announced = now;
    this.log(`Waiting ${Math.ceil(left / 1000)} s for Auth0's rate limit …`);
  }
}

/** Seconds, as Auth0 sends it with quotas and custom policies; in milliseconds here. */
function retryAfter(headers: Headers): number | undefined {
  const seconds = Number.parseInt(text(headers['retry-after']) ?? '', 10);
  return Number.isNaN(seconds) ? undefined : Math.max(seconds, 0) * 1000;
}

/** `x-ratelimit-reset` is in UNIX seconds of Auth0's clock, which the `date` header tells; ours may differ. */
function untilReset(headers: Headers): number | undefined {
  const reset = Number.parseInt(text(headers['x-ratelimit-reset']) ?? '', 10);
  if (Number.isNaN(reset)) return undefined;
  const date = Date.parse(text(headers.date) ?? '');
  return Math.max(reset * 1000 - (Number.isNaN(date) ? Date.now() : date), 0);
}

function text(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
