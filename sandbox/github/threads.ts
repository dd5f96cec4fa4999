/**
 * What issues and pull requests share: numbers from one row, labels, and a record of who did what to them.
 * https://docs.github.com/rest/using-the-rest-api/issue-event-types
 */

/** An issue or a pull request. */
export interface Thread {
  readonly number: number;
  /** Names, in the order they were set. */
  readonly labels: string[];
}

export interface ThreadEvent {
  readonly id: number;
  /** Of the issue or pull request. */
  readonly number: number;
  readonly event: 'labeled' | 'unlabeled' | 'merged' | 'closed' | 'reopened';
  readonly login: string;
  readonly createdAt: Date;
  readonly label?: string;
  /** The merge, where there is one. */
  readonly commit?: string;
}

/** Who does it, and when; now unless given. */
export interface Deed {
  readonly login: string;
  readonly at?: Date;
}

export class Threads {
  readonly #now: () => Date;
  readonly #events: ThreadEvent[] = [];
  #lastNumber = 0;
  #lastEvent = 12_000_000_000;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** The next number, for an issue or a pull request. */
  nextNumber(): number {
    this.#lastNumber += 1;
    return this.#lastNumber;
  }

  /** Sets a label; one that is there, in any case, stays as it is and makes no event. */
  label(thread: Thread, label: string, deed: Deed): void {
    if (position(thread, label) >= 0) return;
    thread.labels.push(label);
    this.record(thread.number, { event: 'labeled', label }, deed);
  }

  /** Takes a label away; false when it is not there. */
  unlabel(thread: Thread, label: string, deed: Deed): boolean {
    const at = position(thread, label);
    if (at < 0) return false;
    const [name = label] = thread.labels.splice(at, 1);
    this.record(thread.number, { event: 'unlabeled', label: name }, deed);
    return true;
  }

  /** Makes the labels these and no others. */
  relabel(thread: Thread, labels: readonly string[], deed: Deed): void {
    const wanted = labels.map((label) => label.toLowerCase());
    const gone = thread.labels.filter((label) => !wanted.includes(label.toLowerCase()));
    for (const label of gone) this.unlabel(thread, label, deed);
    for (const label of labels) this.label(thread, label, deed);
  }

  record(number: number, what: Pick<ThreadEvent, 'event' | 'label' | 'commit'>, { login, at }: Deed): void {
    this.#lastEvent += 1;
    this.#events.push({ id: this.#lastEvent, number, ...what, login, createdAt: at ?? this.#now() });
  }

  /** Oldest first. */
  events(number: number): ThreadEvent[] {
    return this.#events.filter((event) => event.number === number);
  }
}

/** GitHub compares the names of labels without regard to case. */
function position({ labels }: Thread, label: string): number {
  return labels.findIndex((name) => name.toLowerCase() === label.toLowerCase());
}
