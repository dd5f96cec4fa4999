/**
 * What may be spent on something, such as guesses at what somebody meant: counted beforehand, and not by a clock. So the
 * time is bounded, and the same files get the same answer on any machine.
 */
export class Allowance {
  readonly #most: number;
  #spent = 0;
  #refused = false;

  constructor(most: number) {
    this.#most = most;
  }

  /** Whether there is as much left; it is spent then. */
  take(cost: number): boolean {
    const isEnough = this.#spent + cost <= this.#most;
    if (isEnough) this.#spent += cost;
    else this.#refused = true;
    return isEnough;
  }

  get spent(): number {
    return this.#spent;
  }

  /** Whether more was asked for than there was. */
  get isExceeded(): boolean {
    return this.#refused;
  }
}
