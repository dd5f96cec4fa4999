import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { type Headers, type Passage, RateLimit } from '../../../src/adapters/auth0/rate-limit.ts';

const start = Date.UTC(2026, 0, 1);
const minute = 60_000;

let clock: number;
let limit: RateLimit;

beforeEach(() => {
  clock = start;
  jest.spyOn(Date, 'now').mockImplementation(() => clock);
  limit = new RateLimit(() => undefined);
});

afterEach(() => {
  jest.restoreAllMocks();
});

/** Whether a request may be sent at this time, in milliseconds from the start. */
async function opensAt(time: number): Promise<boolean> {
  clock = start + time;
  const passed = limit.pass().then(() => true);
  const waits = new Promise<boolean>((resolve) => setImmediate(resolve, false));
  const answer = await Promise.race([passed, waits]);
  clock = start + 60 * minute; // whoever still waits goes on at the next look
  await passed;
  return answer;
}

const inSeconds = (seconds: number) => String(start / 1000 + seconds);

describe('after a refusal', () => {
  test.each<[string, Headers, number]>([
    ['`retry-after` in seconds', { 'retry-after': '3' }, 3000],
    ['`retry-after` before the reset', { 'retry-after': '1', 'x-ratelimit-reset': inSeconds(60) }, 1000],
    ['`x-ratelimit-reset` by our clock', { 'x-ratelimit-reset': inSeconds(3) }, 3000],
    [
      '`x-ratelimit-reset` by Auth0’s clock, which is an hour ahead',
      { 'x-ratelimit-reset': inSeconds(3603), date: new Date(start + 60 * minute).toUTCString() },
      3000,
    ],
    [
      '`x-ratelimit-reset` by Auth0’s clock, which is a second behind',
      { 'x-ratelimit-reset': inSeconds(2), date: new Date(start - 1000).toUTCString() },
      3000,
    ],
    ['a second where nothing is said', {}, 1000],
    [
      'a second where what is said is no number',
      { 'retry-after': 'Thu, 01 Jan 2026', 'x-ratelimit-reset': 'soon' },
      1000,
    ],
    ['a moment where no wait is asked for', { 'retry-after': '0' }, 200],
    ['a moment where a negative wait is asked for', { 'retry-after': '-5' }, 200],
    ['a moment where the reset is past', { 'x-ratelimit-reset': inSeconds(-60) }, 200],
    ['the first of several headers', { 'retry-after': ['2', '9'] }, 2000],
  ])('the next request waits for %s', async (_, headers, wait) => {
    limit.refused(headers, 1);
    expect(await opensAt(wait)).toBe(true);
    clock = start;
    limit = new RateLimit(() => undefined);
    limit.refused(headers, 1);
    expect(await opensAt(wait - 1)).toBe(false);
  });

  test('our clock counts where it is in the second that Auth0 names', async () => {
    clock = start + 700;
    limit.refused({ 'x-ratelimit-reset': inSeconds(3), date: new Date(start).toUTCString() }, 1);
    expect(limit.left).toBe(2300);
  });

  test('the wait grows with every refusal that says nothing', async () => {
    limit.refused({}, 3);
    expect(await opensAt(2999)).toBe(false);
  });

  test('an earlier refusal’s longer wait stands', async () => {
    limit.refused({ 'retry-after': '10' }, 1);
    limit.refused({ 'retry-after': '1' }, 1);
    expect(await opensAt(9999)).toBe(false);
  });
});

describe('five minutes in all', () => {
  const limited = {
    code: 'auth0-rate-limited',
    hint: 'Run it again later, or ask who else uses up the tenant’s rate limit. Running again is safe.',
  };

  function refusedAt(time: number, seconds: number): unknown {
    clock = start + time;
    try {
      limit.refused({ 'retry-after': String(seconds) }, 1);
    } catch (thrown) {
      return thrown;
    }
    return 'waits';
  }

  test('may be waited for', () => {
    expect(refusedAt(0, 300)).toBe('waits');
  });

  test('and a second more may not', () => {
    expect(refusedAt(0, 301)).toMatchObject({
      ...limited,
      message: "Auth0's rate limit asks to wait 301 s more; this run has waited for as long as it may (5 minutes).",
    });
  });

  test('are the sum of all waits', () => {
    expect(refusedAt(0, 200)).toBe('waits');
    expect(refusedAt(200_000, 100)).toBe('waits');
    expect(refusedAt(300_000, 1)).toMatchObject(limited);
  });

  test('count once what several requests wait for together', () => {
    const four = [refusedAt(0, 200), refusedAt(0, 200), refusedAt(0, 200), refusedAt(10, 200)];
    expect(four).toEqual(['waits', 'waits', 'waits', 'waits']);
  });

  test('hold where an answer that was let through asks for more', async () => {
    limit.observe({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inSeconds(301) });
    expect(await opensAt(0).catch(() => 'ended')).not.toBe(false);
  });
});

describe('an answer that was let through', () => {
  test('and says that nothing remains holds the next request back until the reset', async () => {
    limit.observe({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inSeconds(2) });
    expect(await opensAt(1999)).toBe(false);
  });

  test.each<[string, Headers]>([
    ['something remains', { 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': inSeconds(60) }],
    ['nothing is said of what remains', { 'x-ratelimit-reset': inSeconds(60) }],
    ['nothing remains, without a reset', { 'x-ratelimit-remaining': '0' }],
    ['nothing is said', {}],
  ])('holds nothing back where %s', async (_, headers) => {
    limit.observe(headers);
    expect(await opensAt(0)).toBe(true);
  });
});

describe('what remains', () => {
  const remaining = (number: number) => ({ 'x-ratelimit-remaining': String(number) });

  /** Sends so many requests, as far as they are let through at once; gives those that were. */
  async function send(number: number): Promise<Passage[]> {
    const sent: Passage[] = [];
    for (let index = 0; index < number; index += 1) {
      if (!limit.isFree) break;
      sent.push(await limit.pass());
    }
    return sent;
  }

  test('is not known before the first answer, and ten are let through', async () => {
    expect(await send(20)).toHaveLength(10);
  });

  test.each([
    ['fewer than ten', 4, 4],
    ['more than ten', 40, 10],
    ['one', 1, 1],
    ['none, and no reset is told: one finds out', 0, 1],
  ])('is let through at once: %s', async (_, number, expected) => {
    limit.leave(await limit.pass(), remaining(number));
    expect(await send(20)).toHaveLength(expected);
  });

  test('is shared with those that are on their way', async () => {
    const [first, ...others] = await send(4);
    if (first) limit.leave(first, remaining(5));
    expect([others.length, (await send(20)).length]).toEqual([3, 2]);
  });

  test('is the least that answers say which came together, in whatever order', async () => {
    const together = await send(3);
    for (const [index, passage] of together.entries()) limit.leave(passage, remaining([7, 5, 6][index] ?? 0));
    expect(await send(20)).toHaveLength(5);
  });

  test('is what the newest says, once nothing was on its way', async () => {
    limit.leave(await limit.pass(), remaining(1));
    limit.leave(await limit.pass(), remaining(9));
    expect(await send(20)).toHaveLength(9);
  });

  test('is as it was where an answer says nothing of it', async () => {
    limit.leave(await limit.pass(), remaining(3));
    limit.leave(await limit.pass(), {});
    expect(await send(20)).toHaveLength(3);
  });

  test('is waited for until an answer is there', async () => {
    limit.leave(await limit.pass(), remaining(1));
    const first = await limit.pass();
    const second = limit.pass();
    limit.leave(first, remaining(1));
    await expect(second).resolves.toBeDefined();
  });

  test('is not waited for by a write, which counts all the same', async () => {
    limit.leave(await limit.pass(), remaining(2));
    limit.enter();
    limit.enter();
    expect(limit.isFree).toBe(false);
  });

  test('is waited for no longer than there is time', async () => {
    limit.leave(await limit.pass(), remaining(1));
    await limit.pass();
    const over = new AbortController();
    const waiting = limit.pass(over.signal);
    over.abort();
    expect([await waiting, await limit.pass(over.signal)]).toEqual([undefined, undefined]);
  });
});

describe('a refusal of what can be left out', () => {
  test.each<[string, Headers, number, boolean]>([
    ['is waited for within its time', { 'retry-after': '3' }, 3001, true],
    ['is not waited for beyond its time', { 'retry-after': '3' }, 3000, false],
    ['is not waited for where that takes a minute', { 'retry-after': '60' }, 10 * minute, false],
  ])('%s', async (_, headers, time, expected) => {
    expect(limit.refusedOptional(headers, 1, start + time)).toBe(expected);
    expect(limit.left).toBe(expected ? 3000 : 0);
  });

  test('is no part of the five minutes', () => {
    for (let time = 0; time < 10 * minute; time += 50_000) {
      clock = start + time;
      expect(limit.refusedOptional({ 'retry-after': '50' }, 1, Number.POSITIVE_INFINITY)).toBe(true);
    }
    limit.refused({ 'retry-after': '300' }, 1);
  });
});

test('a wait of less than a second is not worth a line', async () => {
  const lines: string[] = [];
  limit = new RateLimit((line) => void lines.push(line));
  limit.refused({ 'retry-after': '0' }, 1);
  await opensAt(0);
  expect(lines).toEqual([]);
});

test('several that wait at one gate say so once', async () => {
  const lines: string[] = [];
  limit = new RateLimit((line) => void lines.push(line));
  limit.refused({ 'retry-after': '1' }, 1);
  const waiting = [limit.pass(), limit.pass(), limit.pass()];
  expect(lines).toEqual(["Waiting 1 s for Auth0's rate limit …"]);
  clock = start + minute;
  await Promise.all(waiting);
});

test('a run that gave up asks nothing more, and everything that waits is told why', async () => {
  expect(() => limit.refused({ 'retry-after': '3600' }, 1)).toThrow('waited for as long as it may');
  await expect(limit.pass()).rejects.toMatchObject({ code: 'auth0-rate-limited' });
});

describe('a run that is cancelled', () => {
  test('waits no longer, not even where it waits already', async () => {
    const controller = new AbortController();
    limit = new RateLimit(() => undefined, controller.signal);
    limit.refused({ 'retry-after': '200' }, 1);
    const passed = limit.pass();
    controller.abort();
    await expect(passed).resolves.toBeDefined();
  });

  test('does not wait for another refusal', () => {
    limit = new RateLimit(() => undefined, AbortSignal.abort());
    expect(() => limit.refused({ 'retry-after': '1' }, 1)).toThrow('was cancelled');
  });
});
