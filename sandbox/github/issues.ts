/** Issues that are no pull requests. https://docs.github.com/rest/issues/issues */
import type { Thread, Threads } from './threads.ts';

export type StateReason = 'completed' | 'not_planned' | 'duplicate' | 'reopened';

export interface Issue extends Thread {
  readonly login: string;
  readonly createdAt: Date;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  /** Why it was closed, or that it was opened again. */
  stateReason: StateReason | null;
  updatedAt: Date;
  closedAt: Date | null;
  closedBy: string | null;
}

export interface IssueOptions {
  readonly title: string;
  readonly body?: string | null | undefined;
  readonly labels?: readonly string[] | undefined;
  /** The author, `octocat` unless given. */
  readonly login?: string;
}

/** What an update may change; what is undefined stays. */
export interface IssueChanges {
  readonly title?: string | undefined;
  readonly body?: string | null | undefined;
  readonly labels?: readonly string[] | undefined;
  readonly state?: Issue['state'] | undefined;
  readonly stateReason?: StateReason | null | undefined;
}

export class Issues {
  readonly #now: () => Date;
  readonly #threads: Threads;
  readonly #issues: Issue[] = [];

  constructor(now: () => Date, threads: Threads) {
    this.#now = now;
    this.#threads = threads;
  }

  open({ title, body = null, labels = [], login = 'octocat' }: IssueOptions): Issue {
    const at = this.#now();
    const fixed = { number: this.#threads.nextNumber(), labels: [], login, createdAt: at };
    const closing = { stateReason: null, closedAt: null, closedBy: null };
    const issue: Issue = { ...fixed, title, body, state: 'open', updatedAt: at, ...closing };
    this.#issues.push(issue);
    this.#threads.relabel(issue, labels, { login, at });
    return issue;
  }

  find(number: number): Issue | undefined {
    return this.#issues.find((issue) => issue.number === number);
  }

  /** Oldest first. */
  all(): readonly Issue[] {
    return this.#issues;
  }

  /** Changes what is given, as somebody. A reason without a change of state is ignored, as GitHub does. */
  update(issue: Issue, changes: IssueChanges, login: string): void {
    const at = this.#now();
    const { title = issue.title, body = issue.body, labels, state } = changes;
    Object.assign(issue, { title, body, updatedAt: at });
    if (labels) this.#threads.relabel(issue, labels, { login, at });
    if (state === 'closed' && issue.state === 'open') this.#close(issue, changes.stateReason, { login, at });
    if (state === 'open' && issue.state === 'closed') this.#reopen(issue, { login, at });
  }

  #close(issue: Issue, reason: IssueChanges['stateReason'], { login, at }: { login: string; at: Date }): void {
    const closing = { stateReason: reason ?? 'completed', closedAt: at, closedBy: login };
    Object.assign(issue, { state: 'closed', ...closing });
    this.#threads.record(issue.number, { event: 'closed' }, { login, at });
  }

  #reopen(issue: Issue, { login, at }: { login: string; at: Date }): void {
    Object.assign(issue, { state: 'open', stateReason: 'reopened', closedAt: null, closedBy: null });
    this.#threads.record(issue.number, { event: 'reopened' }, { login, at });
  }
}
