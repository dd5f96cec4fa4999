/**
 * What may be spent on something, such as guesses at what somebody meant: counted beforehand, and not by a clock. So the
 * time is bounded, and the same files get the same answer on any machine.
 */
export class Allowance {
  #left: number;
  #refused = false;

  constructor(most: number) {
    this.#left = most;
  }

  /** Whether there is as much left; it is spent then. */
  take(cost: number): boolean {
    const isEnough = cost <= this.#left;
    if (isEnough) this.#left -= cost;
    else this.#refused = true;
    return isEnough;
  }

  /** Whether more was asked for than there was. */
  get isExceeded(): boolean {
    return this.#refused;
  }
}
