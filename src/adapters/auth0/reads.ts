/** Reads that a run can do without. */
import { setTimeout as sleep } from 'node:timers/promises';
import type * as z from 'zod';
import { ActionError } from '../../core/errors.ts';
import { type HttpAnswer, type HttpRequest, NoAnswer, unavailable } from './http.ts';
import { type Headers, RateLimit } from './rate-limit.ts';
import { refusal } from './refusal.ts';
import type { Session } from './session.ts';

/** A session with the rights that it was found to lack. */
export interface RightsSession extends Session {
  readonly lacking: Set<string>;
}

/** Whether it is worth asking: a token of which is not known what it allows may. */
export function may({ token, lacking }: RightsSession, scope: string): boolean {
  return !lacking.has(scope) && token.scopes?.has(scope) !== false;
}

/** A read that the run needs. @throws ActionError auth0-unavailable, auth0-rate-limited */
export async function ask(session: Session, path: string): Promise<HttpAnswer> {
  return await session.http.sendUntilAnswered(() => getRequest(session, path));
}

/**
 * What an answer says. `shape` leaves out what is not needed, which may be a secret.
 * @param expected what was asked for, in the words of an error, and its shape.
 * @throws ActionError auth0-…, where it was refused or says something else.
 */
export function accept<Body>(
  { http, token }: Session,
  answer: HttpAnswer,
  { what, shape }: { readonly what: string; readonly shape: z.ZodType<Body> },
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
  private readonly limit: RateLimit;
  private readonly over: Promise<false>;
  private end: number;

  /** @param time in milliseconds, from now on. */
  constructor(session: Session, time: number) {
    this.session = session;
    this.limit = new RateLimit(session.log);
    this.end = Date.now() + time;
    // Nothing waits for this timer alone, so it need not keep the process alive.
    this.over = sleep(time, false, { ref: false });
  }

  /**
   * A request that is on its way when the time is over is waited for; one without an answer, or with a 5xx, is sent
   * again as often as any other.
   * @throws TimeOver, ActionError auth0-unavailable
   */
  async get(path: string): Promise<HttpAnswer> {
    for (let refusals = 1; await this.mayAsk(); refusals += 1) {
      const answer = await this.session.http.send(getRequest(this.session, path)).catch(onlyNoAnswer);
      if (answer === undefined || answer.status >= 500) return await ask(this.session, path);
      if (answer.status !== 429) return answer;
      this.refused(answer.headers, refusals);
    }
    throw new TimeOver();
  }

  /** Resolves when both gates are open, or the time is over. */
  private async mayAsk(): Promise<boolean> {
    if (Date.now() >= this.end) return false;
    const open = Promise.all([this.limit.pass(), this.session.http.limit.pass()]);
    return await Promise.race([open.then(() => Date.now() < this.end), this.over]);
  }

  /** A wait that is too long for a run is too long for this. */
  private refused(headers: Headers, refusals: number): void {
    try {
      this.limit.refused(headers, refusals);
    } catch (thrown) {
      if (!(thrown instanceof ActionError)) throw thrown;
      this.end = 0;
    }
  }
}

export function onlyTimeOver(thrown: unknown): undefined {
  if (!(thrown instanceof TimeOver)) throw thrown;
}

function onlyNoAnswer(thrown: unknown): undefined {
  if (!(thrown instanceof NoAnswer)) throw thrown;
}

function getRequest({ token }: Session, path: string): HttpRequest {
  return { method: 'GET', path, headers: { authorization: `Bearer ${token.value}` } };
}
