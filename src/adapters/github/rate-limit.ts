/** Waits for GitHub's rate limit. */
import { setTimeout as sleep } from 'node:timers/promises';

export type Headers = Readonly<Record<string, unknown>>;

/** Refused to no effect; it may be sent again after `wait` milliseconds. */
export class RateLimited extends Error {
  readonly wait: number;

  constructor(why: string, wait: number) {
    const resets = new Date(Date.now() + wait).toISOString().slice(0, 19).replace('T', ' ');
    super(`${why}; the rate limit resets at ${resets} UTC`);
    this.wait = wait;
  }
}

/** The gate that every request passes: where one is refused all wait, as GitHub asks. */
export class RateLimit {
  private opensAt = 0;
  private waited = 0;
  private readonly log: (line: string) => void;
  /** In milliseconds, in one run. */
  private readonly longest: number;
  private readonly cancelled: AbortSignal;

  constructor(log: (line: string) => void, { longest, cancelled }: { longest: number; cancelled: AbortSignal }) {
    this.log = log;
    this.longest = longest;
    this.cancelled = cancelled;
  }

  /** A cancelled run does not wait: GitHub would kill it before it said anything. */
  async pass(): Promise<void> {
    const { cancelled: signal } = this;
    for (let left = this.opensAt - Date.now(); left > 0 && !signal.aborted; left = this.opensAt - Date.now()) {
      await sleep(left, undefined, { signal }).catch(() => undefined);
    }
  }

  /**
   * The next request waits for as long as this refusal says.
   * @throws RateLimited where that is more than a run may, or it is cancelled.
   */
  refused(refusal: RateLimited): void {
    const now = Date.now();
    const more = refusal.wait - Math.max(this.opensAt - now, 0);
    if (this.cancelled.aborted) throw refusal;
    if (more <= 0) return;
    if (this.waited + more > this.longest) throw refusal;
    if (more >= shortestWait) this.log(`Waiting ${Math.ceil(refusal.wait / 1000)} s for GitHub's rate limit …`);
    this.waited += more;
    this.opensAt = now + refusal.wait;
  }
}

/** In milliseconds; a refusal that asks for no wait must not become a storm of requests. */
const shortestWait = 1000;

/** In milliseconds: what GitHub asks for where it doesn't say. */
const usualWait = 60_000;

/** Source: GitHub's docs, rate limits for the REST API, "Exceeding the rate limit": in which order the headers count. */
export function rateLimited(why: string, headers: Headers): RateLimited {
  const isUsedUp = headers['x-ratelimit-remaining'] === '0';
  const reset = isUsedUp ? milliseconds(headers['x-ratelimit-reset']) : undefined;
  const wait = milliseconds(headers['retry-after']) ?? (reset && reset - Date.now()) ?? usualWait;
  return new RateLimited(why, Math.max(wait, shortestWait));
}

function milliseconds(seconds: unknown): number | undefined {
  const number = Number.parseInt(String(seconds), 10);
  return Number.isNaN(number) ? undefined : number * 1000;
}
