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

/** Requests on their way at the same time, if the rate limit has room for them: as many as most paid tenants take at once. */
export const mostAtOnce = 10;

/** A request on its way: when it was sent, counted in requests sent and answered. */
export interface Passage {
  readonly since: number;
}

export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/**
 * The gate every request of a run passes. The tenant's rate limit is one for all requests, so when one of them is
 * refused all wait; and when answers say that no more remains than is on its way already, the next request waits instead
 * of being refused.
 */
export class RateLimit {
  private opensAt = 0;
  private waited = 0;
  private roomAt = 0;
  private announced = 0;
  private onTheWay = 0;
  private waiting = 0;
  /** Requests sent and answered, so far. */
  private count = 0;
  /** What answers say remains, of those that may be the newest. */
  private told: readonly { readonly at: number; readonly remaining: number }[] = [];
  /** Aborted whenever whoever waits should look again. */
  private news = new AbortController();
  /** Set once the run has waited for as long as it may: nothing more is asked then. */
  private givenUp: ActionError | undefined;
  private readonly log: (line: string) => void;
  private readonly cancelled: AbortSignal;

  constructor(log: (line: string) => void, cancelled: AbortSignal = AbortSignal.any([])) {
    this.log = log;
    this.cancelled = cancelled;
  }

  /**
   * Resolves when a request may be sent, which has to be told to `leave` afterwards. A cancelled run does not wait: GitHub
   * would kill it before it said anything.
   * @returns undefined where it is `over` before.
   * @throws ActionError auth0-rate-limited once a refusal asked for more than the run may wait.
   */
  async pass(over?: undefined): Promise<Passage>;
  async pass(over: AbortSignal | undefined): Promise<Passage | undefined>;
  async pass(over: AbortSignal | undefined): Promise<Passage | undefined> {
    for (;;) {
      if (this.givenUp) throw this.givenUp;
      if (over?.aborted) return undefined;
      if (this.isOpen) return this.enter();
      this.waiting += 1;
      await this.look(over);
      this.waiting -= 1;
    }
  }

  /** A request that is sent whether there is room for it or not. */
  enter(): Passage {
    this.onTheWay += 1;
    this.count += 1;
    return { since: this.count };
  }

  /** @param headers of its answer, where there is one. */
  leave({ since }: Passage, headers: Headers = {}): void {
    this.onTheWay -= 1;
    this.count += 1;
    const remaining = Number.parseInt(text(headers['x-ratelimit-remaining']) ?? '', 10);
    // What was answered before this one was sent is older for sure; the others may have been counted in any order.
    if (!Number.isNaN(remaining))
      this.told = [...this.told.filter(({ at }) => at > since), { at: this.count, remaining }];
    this.wake();
  }

  /** Whether a request could be sent at once, and would be in nobody's way. */
  get isFree(): boolean {
    return this.isOpen && this.waiting === 0;
  }

  /** Whether a request could be sent at once. With nothing on its way one may always find out what remains by now. */
  private get isOpen(): boolean {
    if (this.cancelled.aborted) return true;
    if (this.left > 0 || this.onTheWay >= mostAtOnce) return false;
    const remaining = Math.min(...this.told.map((one) => one.remaining));
    return this.onTheWay === 0 || remaining > this.onTheWay;
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
    while (this.left > 0 && !this.cancelled.aborted) await this.look(undefined);
    if (this.givenUp) throw this.givenUp;
    const more = now + wait - Date.now();
    if (more > 0) await sleep(more, undefined, { signal: this.cancelled }).catch(() => undefined);
  }

  /** Takes note of an answer that was let through. Source: Auth0 docs, rate limit use cases: the three headers. */
  observe(headers: Headers): void {
    if (text(headers['x-ratelimit-remaining']) !== '0') return;
    const wait = untilReset(headers) ?? 0;
    // A tenant's rate fills up within seconds; a longer wait is for the refusal to ask for, which is counted.
    if (wait <= longestPace) this.holdUntil(Date.now() + wait);
  }

  /**
   * Takes note of a refusal (429); the next request waits for as long as the answer says, else for a second more
   * each time.
   * @throws ActionError auth0-rate-limited where the run would wait for more than five minutes in all, or is cancelled.
   */
  refused(headers: Headers, attempt: number): void {
    const wait = askedFor(headers, attempt);
    const opensAt = Math.max(this.opensAt, Date.now() + wait);
    this.waited += opensAt - Math.max(this.opensAt, Date.now());
    if (this.waited > longestWait || this.cancelled.aborted) throw this.giveUp(wait);
    this.holdUntil(opensAt);
  }

  /**
   * Takes note of a refusal of something that the run can do without, which is no part of what it may wait.
   * @param end in milliseconds since the epoch.
   * @returns false where it can't be asked again before the end; nothing else waits for it then.
   */
  refusedOptional(headers: Headers, attempt: number, end: number): boolean {
    const opensAt = Date.now() + askedFor(headers, attempt);
    if (opensAt >= Math.min(end, Date.now() + longestPace) || this.cancelled.aborted) return false;
    this.holdUntil(opensAt);
    return true;
  }

  private holdUntil(time: number): void {
    this.opensAt = Math.max(this.opensAt, time);
  }

  /** Resolves when it may have changed whether a request can be sent. */
  private async look(over: AbortSignal | undefined): Promise<void> {
    if (this.left > 0) this.announce(this.left);
    const signal = AbortSignal.any([this.cancelled, this.news.signal, ...(over ? [over] : [])]);
    await sleep(Math.min(this.left || progressEvery, progressEvery), undefined, { signal }).catch(() => undefined);
  }

  /** Not before it was seen what the answer says: a refusal holds back those that are woken by it. */
  private wake(): void {
    const { news } = this;
    this.news = new AbortController();
    setImmediate(() => news.abort());
  }

  private giveUp(wait: number): ActionError {
    const why = this.cancelled.aborted ? 'was cancelled' : 'has waited for as long as it may (5 minutes)';
    this.givenUp = new ActionError(
      'auth0-rate-limited',
      `Auth0's rate limit asks to wait ${Math.ceil(wait / 1000)} s more; this run ${why}.`,
      'Run it again later, or ask who else uses up the tenant’s rate limit. Running again is safe.',
    );
    this.wake();
    return this.givenUp;
  }

  /** Once a wait, then once in a while: many requests may wait at the same gate. */
  private announce(left: number): void {
    const now = Date.now();
    if (left < 1000 || now - this.announced < progressEvery) return;
    this.announced = now;
    this.log(`Waiting ${Math.ceil(left / 1000)} s for Auth0's rate limit …`);
  }
}

/** How long a refusal asks to wait, in milliseconds; a second more each time where it does not say. */
function askedFor(headers: Headers, attempt: number): number {
  const asked = retryAfter(headers) ?? untilReset(headers) ?? attempt * 1000;
  return Math.max(asked, shortestWait * attempt);
}

/** Seconds, as Auth0 sends it with quotas and custom policies; in milliseconds here. */
function retryAfter(headers: Headers): number | undefined {
  const seconds = Number.parseInt(text(headers['retry-after']) ?? '', 10);
  return Number.isNaN(seconds) ? undefined : Math.max(seconds, 0) * 1000;
}

/**
 * `x-ratelimit-reset` is in UNIX seconds of Auth0's clock, which the `date` header tells; ours may differ. Where ours is in
 * the second that the header names, it tells more: to wait from the second's beginning on would take up to a second longer.
 */
function untilReset(headers: Headers): number | undefined {
  const reset = Number.parseInt(text(headers['x-ratelimit-reset']) ?? '', 10);
  if (Number.isNaN(reset)) return undefined;
  const [date, now] = [Date.parse(text(headers.date) ?? ''), Date.now()];
  const isSame = Number.isNaN(date) || Math.floor(now / 1000) === Math.floor(date / 1000);
  return Math.max(reset * 1000 - (isSame ? now : date), 0);
}

function text(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
