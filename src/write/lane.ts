/**
 * Lets work go side by side until it is crowded, and one after the other from then on: of four reads that took the last
 * room a rate limit left, none could be followed by its write.
 */
export class Lane {
  private crowded = false;
  private last: Promise<unknown> = Promise.resolve();

  crowd(): void {
    this.crowded = true;
  }

  async run<Value>(work: () => Promise<Value>): Promise<Value> {
    if (!this.crowded) return await work();
    const mine = this.last.then(work);
    this.last = mine.catch(() => undefined); // who waits behind it goes on; who asked for it is told
    return await mine;
  }
}
