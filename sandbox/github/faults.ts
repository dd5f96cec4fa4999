/** Faults to order: an answer instead of an effect, or a wait before it. */
import { STATUS_CODES } from 'node:http';
import type { LoggedRequest } from './request-log.ts';

export interface Fault {
  readonly method?: string;
  /** The whole path as sent, without the query, or a pattern to find in it. */
  readonly path?: string | RegExp;
  /** To be found in the body as JSON: what a query of GraphQL asks for. */
  readonly asks?: string;
  /** Answer with this instead of doing anything, `body` as JSON; without it the request is only slow. */
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Does what was asked all the same, as when an answer gets lost on its way: the status says no, the state says yes. */
  readonly lands?: boolean;
  /** Ends the connection instead of an answer, before anything is done. */
  readonly cuts?: boolean;
  /** Milliseconds before the answer. */
  readonly delay?: number;
  /** How many matching requests are let through first. */
  readonly skip?: number;
  /** How many requests it strikes; 1 unless given. */
  readonly times?: number;
}

/** Which requests a limit strikes, and how often. */
export type Aim = Pick<Fault, 'method' | 'path' | 'times'>;

const LIMITS = 'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api';

/** Too much at once, told as 403 with the seconds to wait; GitHub may leave them out. */
export function secondaryRateLimit(retryAfter: number | undefined, aim: Aim = {}): Fault {
  const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
  const body = { documentation_url: `${LIMITS}#about-secondary-rate-limits`, message };
  const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return { ...aim, status: 403, body, headers };
}

/** The hour's requests used up, told as 403 with nothing remaining until `reset`. */
export function primaryRateLimit(reset: Date, aim: Aim = {}): Fault {
  const message = 'API rate limit exceeded for installation ID 42.';
  const seconds = String(Math.floor(reset.getTime() / 1000));
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': seconds };
  return { ...aim, status: 403, body: { message, documentation_url: LIMITS }, headers };
}

export class Faults {
  readonly #faults: { readonly rule: Fault; skip: number; left: number }[] = [];

  add(rule: Fault): void {
    this.#faults.push({ rule, skip: rule.skip ?? 0, left: rule.times ?? 1 });
  }

  /** The first fault that strikes this request, which is used up by one. */
  take(entry: LoggedRequest): Fault | undefined {
    const found = this.#faults.find((fault) => fault.left > 0 && strikes(fault.rule, entry) && fault.skip-- <= 0);
    if (found) found.left -= 1;
    return found?.rule;
  }
}

/** The answer of a fault that has one; without a body it says its status in words. */
export function faultAnswer({ status, body, headers }: Fault) {
  if (status === undefined) return undefined;
  return { status, body: body ?? { message: STATUS_CODES[status] }, ...(headers && { headers }) };
}

function strikes({ method, path, asks }: Fault, entry: LoggedRequest): boolean {
  if (method !== undefined && method !== entry.method) return false;
  if (asks !== undefined && !JSON.stringify(entry.body ?? null).includes(asks)) return false;
  if (path === undefined) return true;
  return typeof path === 'string' ? path === entry.path : path.test(entry.path);
}
