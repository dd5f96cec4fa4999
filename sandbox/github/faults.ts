/** Faults to order: an answer instead of an effect, or a wait before it. */
import { STATUS_CODES } from 'node:http';
import type { LoggedRequest } from './request-log.ts';

export interface Fault {
  readonly method?: string;
  /** The whole path as sent, without the query, or a pattern to find in it. */
  readonly path?: string | RegExp;
  /** Answer with this instead of doing anything, `body` as JSON; without it the request is only slow. */
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds before the answer. */
  readonly delay?: number;
  /** How many requests it strikes; 1 unless given. */
  readonly times?: number;
}

export class Faults {
  readonly #faults: { readonly rule: Fault; left: number }[] = [];

  add(rule: Fault): void {
    this.#faults.push({ rule, left: rule.times ?? 1 });
  }

  /** The first fault that strikes this request, which is used up by one. */
  take(entry: LoggedRequest): Fault | undefined {
    const found = this.#faults.find(({ rule, left }) => left > 0 && strikes(rule, entry));
    if (found) found.left -= 1;
    return found?.rule;
  }
}

/** The answer of a fault that has one; without a body it says its status in words. */
export function faultAnswer({ status, body, headers }: Fault) {
  if (status === undefined) return undefined;
  return { status, body: body ?? { message: STATUS_CODES[status] }, ...(headers && { headers }) };
}

function strikes({ method, path }: Fault, entry: LoggedRequest): boolean {
  if (method !== undefined && method !== entry.method) return false;
  if (path === undefined) return true;
  return typeof path === 'string' ? path === entry.path : path.test(entry.path);
}
