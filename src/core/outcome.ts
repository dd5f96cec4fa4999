/** What became of an API in an apply, and the one function that asks which. */
import type { ActionError } from './errors.ts';
import type { ApiPlan } from './plan.ts';

export type ApiOutcome = Applied | Unchanged | NotApplied;

export interface Applied {
  readonly status: 'applied';
  readonly api: ApiPlan;
}

/** The tenant followed the manifest already when it was read again. */
export interface Unchanged {
  readonly status: 'unchanged';
  readonly api: ApiPlan;
}

export interface NotApplied {
  readonly status: 'not-applied';
  readonly api: ApiPlan;
  readonly error: ActionError;
  /** A write was sent, and that it landed could not be confirmed. */
  readonly sent?: true;
}

/** An answer for every way in which an apply can end for an API: one more of them asks everybody anew. */
export type OutcomeCases<T> = {
  readonly [Status in ApiOutcome['status']]: (outcome: Extract<ApiOutcome, { status: Status }>) => T;
};

export function matchOutcome<T>(outcome: ApiOutcome, cases: OutcomeCases<T>): T {
  switch (outcome.status) {
    case 'applied':
      return cases.applied(outcome);
    case 'unchanged':
      return cases.unchanged(outcome);
    case 'not-applied':
      return cases['not-applied'](outcome);
  }
}

/** How an apply ended. What the tenant held already when it was read again is neither: nothing was left to apply. */
export interface Ended {
  readonly applied: readonly Applied[];
  readonly left: readonly NotApplied[];
}

/** Whoever counts APIs that were applied, and of how many, counts these. In the order of the outcomes. */
export function endedOf(outcomes: readonly ApiOutcome[]): Ended {
  const ended = outcomes.map((outcome) =>
    matchOutcome<Ended>(outcome, {
      applied: (applied) => ({ applied: [applied], left: [] }),
      unchanged: () => ({ applied: [], left: [] }),
      'not-applied': (left) => ({ applied: [], left: [left] }),
    }),
  );
  return { applied: ended.flatMap(({ applied }) => applied), left: ended.flatMap(({ left }) => left) };
}
