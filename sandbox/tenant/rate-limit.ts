/**
 * The tenant's global rate limit: a token bucket over all of the Management API.
 * Source: Auth0 docs, Rate Limit Policy and Rate Limit Use Cases.
 */
import { type Reply, refuse } from './reply.ts';

/** `burst` requests at once, then `perSecond` a second (a fraction is fine: 150 a minute is 2.5). */
export interface RateLimit {
  readonly burst: number;
  readonly perSecond: number;
}

export interface Verdict {
  readonly headers: Readonly<Record<string, string>>;
  readonly refusal: Reply | undefined;
}

/** Takes floating-point dust for a whole token, so that a client that waited until the reset is let in. */
const DUST = 1e-6;

export class TokenBucket {
  readonly #limit: RateLimit;
  readonly #now: () => number;
  #tokens: number;
  #filledAt: number;

  /** `now` in milliseconds since the epoch. */
  constructor(limit: RateLimit, now: () => number) {
    this.#limit = limit;
    this.#now = now;
    this.#tokens = limit.burst;
    this.#filledAt = now();
  }

  /** Counts one request. One that is refused costs nothing. */
  take(): Verdict {
    this.#fill();
    const allowed = this.#tokens + DUST >= 1;
    if (allowed) this.#tokens -= 1;
    return { headers: this.#headers(), refusal: allowed ? undefined : tooMany() };
  }

  #fill(): void {
    const now = this.#now();
    const gained = ((now - this.#filledAt) / 1000) * this.#limit.perSecond;
    this.#tokens = Math.min(this.#limit.burst, this.#tokens + gained);
    this.#filledAt = now;
  }

  /** `x-ratelimit-reset` is when a token is next added, in UNIX seconds, rounded up. */
  #headers(): Record<string, string> {
    const remaining = Math.max(0, Math.floor(this.#tokens + DUST));
    const wait = (remaining + 1 - this.#tokens) / this.#limit.perSecond;
    return {
      'x-ratelimit-limit': String(this.#limit.burst),
      'x-ratelimit-remaining': String(remaining),
      'x-ratelimit-reset': String(Math.ceil(this.#now() / 1000 + wait - DUST)),
    };
  }
}

/** Source: a response quoted in a public report. The Management API documents no `retry-after`, so none is sent. */
function tooMany(): Reply {
  return refuse(429, 'Global limit has been reached', 'too_many_requests');
}
