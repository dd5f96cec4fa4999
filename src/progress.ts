import type { ActionError } from './core/errors.ts';
import type { Imported } from './core/imported.ts';
import { arrangeProblems, type Problem } from './core/problem.ts';
import type { ApiOutcome, Governed, MergedReview, Mode, Override, Plan } from './core/report.ts';
import { failureOf } from './core/result.ts';
import type { Governance } from './governance.ts';
import type { Planned } from './planning.ts';
import type { Ports } from './ports.ts';
import { judge, type Prepared } from './prepare.ts';

/** What is known so far, so that a run that stops half-way still shows it. */
export interface Progress {
  mode: Mode;
  problems: readonly Problem[];
  governance: Governed;
  notices: readonly string[];
  previousCommit: string;
  merged: readonly MergedReview[];
  /** The branch moved on by one commit alone. */
  single: boolean;
  /** Set where GitHub could not tell what was reviewed. */
  unread?: ActionError;
  record?: number;
  remembered: boolean;
  attempted?: true;
  plan?: Plan;
  outcomes?: readonly ApiOutcome[];
  override?: Override;
  imported?: Imported;
  thrown?: ActionError;
}

export function newProgress(): Progress {
  const governance = { file: '', central: false, changes: [], exceptions: [] };
  return {
    mode: 'plan',
    problems: [],
    governance,
    notices: [],
    previousCommit: '',
    merged: [],
    single: false,
    remembered: true,
  };
}

export interface Judged {
  readonly prepared: Prepared;
  readonly governance: Governance;
}

export function takeJudgement(ports: Ports, progress: Progress, { prepared, governance }: Judged): void {
  const { problems, exceptions } = judge(ports, prepared, governance);
  const { file, changes, notices, failure } = governance;
  progress.problems = problems;
  progress.governance = { file, central: ports.inputs.policy.kind === 'central', changes, exceptions };
  progress.notices = [...notices, ...prepared.notices];
  if (failure) progress.thrown = failure;
}

export function takePlan(progress: Progress, { plan, problems, exceptions, previous }: Planned): void {
  const { governance } = progress;
  progress.plan = plan;
  progress.governance = { ...governance, exceptions: [...new Set([...governance.exceptions, ...exceptions])] };
  progress.problems = arrangeProblems([...progress.problems, ...problems]);
  progress.notices = [...progress.notices, ...previous.notices];
  progress.previousCommit = previous.commit;
  progress.remembered = previous.remembered;
}

/** What fails the step stops an apply before anything is written, errors always. */
export function isInvalid({ inputs }: Ports, { mode, problems, governance, thrown }: Progress): boolean {
  return failureOf({ mode, problems, governance, thrown }, inputs.failOn) !== undefined;
}
