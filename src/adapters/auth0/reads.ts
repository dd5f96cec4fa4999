/** Reads: those that a run needs, those that it can do without, and those begun before it is known which. */
import type * as z from 'zod/mini';
import { type HttpAnswer, type HttpRequest, NoAnswer, unavailable } from './http.ts';
import { refusal } from './refusal.ts';
import type { Session } from './session.ts';
import type { Token } from './token.ts';

/** A session with what was found out and begun on the way. */
export interface HolderSession extends Session {
  /** Rights that the token was found to lack. */
  readonly lacking: Set<string>;
  readonly ahead: Ahead;
}

export function holderSession(session: Session): HolderSession {
  return { ...session, lacking: new Set(), ahead: new Ahead() };
}

/** Whether it is worth asking: a token of which is not known what it allows may. */
export function may({ token, lacking }: HolderSession, scope: string): boolean {
  return !lacking.has(scope) && token.scopes?.has(scope) !== false;
}

/**
 * Reads that were begun before it is known that they are needed. Each is sent once, whatever comes of it: one that fails,
 * or that the rate limit refuses, counts as never begun.
 */
export class Ahead {
  private readonly begun = new Map<string, Promise<HttpAnswer | undefined>>();

  begin(session: Session, path: string): void {
    if (!this.begun.has(path)) this.begun.set(path, sendOnce(session, path));
  }

  has(path: string): boolean {
    return this.begun.has(path);
  }

  /** The answer, for the first who needs it; undefined where there is none. */
  async take(path: string): Promise<HttpAnswer | undefined> {
    const answer = this.begun.get(path);
    this.begun.delete(path);
    return await answer;
  }
}

/** Never rejects: what turns out to be needless must not fail the run. */
async function sendOnce({ http, token }: Session, path: string): Promise<HttpAnswer | undefined> {
  const answer = await http.send(getRequest(token, path)).catch(() => undefined);
  if (answer?.status === 429) http.limit.refusedOptional(answer.headers, 1, Number.POSITIVE_INFINITY);
  return answer && answer.status < 500 && answer.status !== 429 ? answer : undefined;
}

/** A read that the run needs; one that was begun ahead is not sent again. @throws ActionError auth0-unavailable, auth0-rate-limited */
export async function ask(session: Session & { readonly ahead?: Ahead }, path: string): Promise<HttpAnswer> {
  const { http, token, ahead } = session;
  return (await ahead?.take(path)) ?? (await http.sendUntilAnswered(() => getRequest(token, path)));
}

/**
 * What an answer says. `shape` leaves out what is not needed, which may be a secret.
 * @param expected what was asked for, in the words of an error, and its shape.
 * @throws ActionError auth0-…, where it was refused or says something else.
 */
export function accept<Body>(
  { http, token }: Session,
  answer: HttpAnswer,
  { what, shape }: { readonly what: string; readonly shape: z.ZodMiniType<Body> },
): Body {
  if (answer.status < 200 || answer.status > 299) throw refusal(`reading ${what}`, answer, token.redact);
  const { data, success } = shape.safeParse(answer.body);
  if (!success) throw unavailable(http.domain, `${what} has an unexpected shape`);
  return data;
}

/** The time was over before a request could be sent. */
export class TimeOver extends Error {}

/**
 * Reads that the run can do without, for a limited time. They wait for Auth0's rate limit as all requests do, but on an
 * account of their own: a run that waited a minute for a thousand roles may still wait for as long as any other for what
 * it has to read and write.
 */
export class OptionalReads {
  private readonly session: Session;
  private readonly over = new AbortController();
  private end = Number.POSITIVE_INFINITY;

  /** @param time in milliseconds, from now on; without it until `endIn`. */
  constructor(session: Session, time?: number) {
    this.session = session;
    if (time !== undefined) this.endIn(time);
  }

  /** @param time in milliseconds, from now on. */
  endIn(time: number): void {
    this.end = Date.now() + time;
    // Nothing waits for this timer alone, so it need not keep the process alive.
    setTimeout(() => this.over.abort(), time).unref();
  }

  /**
   * A request that is on its way when the time is over is waited for; one without an answer, or with a 5xx, is sent
   * again as often as any other.
   * @throws TimeOver, ActionError auth0-unavailable
   */
  async get(path: string): Promise<HttpAnswer> {
    const { http, token } = this.session;
    for (let refusals = 1; ; refusals += 1) {
      const answer = await http.send(getRequest(token, path), this.over.signal).catch(onlyNoAnswer);
      if (answer === undefined) throw new TimeOver();
      if (answer === 'no answer' || answer.status >= 500) return await ask(this.session, path);
      if (answer.status !== 429) return answer;
      if (!http.limit.refusedOptional(answer.headers, refusals, this.end)) this.over.abort();
    }
  }
}

/**
 * Reads that need the same right, of which it is not known whether the token has it: the first goes ahead, and the others
 * follow when it is back, so that no more than one is refused.
 */
export class Scout {
  private first: Promise<unknown> | undefined;

  /** Rejects as the first did, where that failed. */
  async read<Found>(read: () => Promise<Found>): Promise<Found> {
    if (this.first) await this.first;
    const found = read();
    this.first ??= found;
    return await found;
  }
}

export function onlyTimeOver(thrown: unknown): undefined {
  if (!(thrown instanceof TimeOver)) throw thrown;
}

function onlyNoAnswer(thrown: unknown): 'no answer' {
  if (thrown instanceof NoAnswer) return 'no answer';
  throw thrown;
}

function getRequest({ value }: Token, path: string): HttpRequest {
  return { method: 'GET', path, headers: { authorization: `Bearer ${value}` } };
}
