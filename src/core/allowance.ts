/**
 * What may be spent on what a run can do without, such as a guess at what somebody meant: in about nanoseconds of a slow
 * machine, as estimated beforehand. So the time is bounded, and the same files get the same guesses on any machine.
 */
export class Allowance {
  #left: number;

  constructor(most: number) {
    this.#left = most;
  }

  /** Whether there is as much left; it is spent then. */
  take(cost: number): boolean {
    if (cost > this.#left) return false;
    this.#left -= cost;
    return true;
  }
}
