/** What has to be done before something is written. */
import { early } from '../core/early.ts';

export class Gate {
  /** Rejects where it stays shut. */
  readonly opened: Promise<void>;

  constructor(until: Promise<void>) {
    this.opened = early(until);
  }

  /** Waits until it is open, and tells whether that took so short a time that what was read before it still counts. */
  async passSoon(): Promise<boolean> {
    return await isSoon(this.opened);
  }
}

/**
 * Looks whether anything may be written, and has it remembered that it is about to be; where that took long, looks once
 * more, since what was seen before is old by then.
 */
export async function lookAndBegin(look: () => Promise<void>, begin: () => Promise<void>): Promise<void> {
  await look();
  if (!(await isSoon(begin()))) await look();
}

/** In milliseconds: waits for a rate limit and before another try are longer. */
const longest = 1000;

/** Whether something ends in so short a time that what was read before it still counts. */
export async function isSoon(ended: Promise<void>): Promise<boolean> {
  const start = performance.now();
  await ended;
  return performance.now() - start < longest;
}
