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
    const start = performance.now();
    await this.opened;
    return performance.now() - start < longest;
  }
}

/** In milliseconds: waits for a rate limit and before another try are longer. */
const longest = 1000;
