/** Why a run fails, and its counts. */
import { driftAdvice, driftWords } from './drift.ts';
import { ActionError, type ErrorCode } from './errors.ts';
import type { Imported } from './imported.ts';
import { type Counts, countChanges } from './plan.ts';
import { countProblems, type FailOn, isFailing, type Problem } from './problem.ts';
import type { ApiOutcome, Mode, Plan, PolicyShown, Result } from './report.ts';

/** What a run found and did, before it is judged. */
export interface Found {
  readonly mode: Mode;
  readonly problems: readonly Problem[];
  readonly policyShown: Pick<PolicyShown, 'file'>;
  readonly plan?: Plan | undefined;
  readonly outcomes?: readonly ApiOutcome[] | undefined;
  readonly imported?: Imported | undefined;
  /** What stopped the run, or a part of it. */
  readonly stopped: readonly ActionError[];
}

/** Why the run fails, each cause once, the one that counts first; empty where it succeeds. */
export function failuresOf(found: Found, failOn: FailOn): ActionError[] {
  const { stopped, outcomes } = found;
  const inMatter = [
    driftFailure(found),
    ...problemsFailures(found, failOn),
    accessFailure(found, failOn),
    applyFailure(outcomes ?? []),
    outcomes ? undefined : missingFailure(found), // of an apply they are among the outcomes
  ];
  const all = [...stopped, ...inMatter.flatMap((error) => error ?? [])];
  return all.filter((error, index) => all.findIndex((one) => isSame(one, error)) === index);
}

/** A policy that can't be read has problems of its own, which is no second failure. */
function isSame(one: ActionError, other: ActionError): boolean {
  return one === other || (one.code === other.code && (one.message === other.message || one.code === 'policy-invalid'));
}

/** Whatever `fail-on` says: to find drift is what the run is for, and errors of the manifest must not hide it. */
function driftFailure(found: Found): ActionError | undefined {
  const words = driftWords(found);
  if (found.mode !== 'drift' || words.length === 0) return undefined;
  const message = `${found.plan?.tenant} differs from the manifest: ${words.join(', ')}.`;
  return new ActionError('drift-found', message, driftAdvice(found).join(' '));
}

function problemsFailures(found: Found, failOn: FailOn): ActionError[] {
  if (found.mode === 'import') return []; // they are the tenant's, and what to do about them comes after
  const from = severityFrom(found, failOn);
  const { policy = [], manifest = [] } = Object.groupBy(found.problems, ({ file, rule }) => {
    if (rule === 'access-expectation') return 'tenant';
    return file === found.policyShown.file ? 'policy' : 'manifest';
  });
  return [
    ...(isFailing(manifest, from) ? [problemsError('manifest', manifest)] : []),
    ...(isFailing(policy, from) ? [problemsError('policy', policy)] : []),
  ];
}

/** An apply never runs with errors. */
function severityFrom({ mode }: Found, failOn: FailOn): FailOn {
  return mode === 'apply' && failOn === 'never' ? 'error' : failOn;
}

/** They stand in the policy, and what is wrong is the tenant, or the change. */
function accessFailure(found: Found, failOn: FailOn): ActionError | undefined {
  const broken = found.problems.filter(({ rule }) => rule === 'access-expectation');
  if (!isFailing(broken, severityFrom(found, failOn))) return undefined;
  const { errors, warnings } = countProblems(broken);
  const counted = [countWords(errors, 'error'), countWords(warnings, 'warning')].filter((part) => part !== '');
  const message = `Who could get what is not as \`access\` of the policy expects: ${counted.join(' and ')}.`;
  const nothing = found.mode === 'apply' ? 'Nothing was applied. ' : '';
  return new ActionError('access-violated', message, `${nothing}Each is shown at its line of the policy.`);
}

function problemsError(subject: 'manifest' | 'policy', problems: readonly Problem[]): ActionError {
  const { errors, warnings } = countProblems(problems);
  const counted = [countWords(errors, 'error'), countWords(warnings, 'warning')].filter((part) => part !== '');
  const message = `The ${subject} has ${counted.join(' and ')}.`;
  return new ActionError(`${subject}-invalid`, message, 'Each is shown at its line; correct them and push again.');
}

/** "1 error", "2 errors", '' for none. */
function countWords(count: number, word: string): string {
  if (count === 0) return '';
  return count === 1 ? `1 ${word}` : `${count} ${word}s`;
}

/** How an apply ended. What the tenant held already when it was read again is neither: nothing was left to apply. */
export interface Ended {
  readonly applied: readonly ApiOutcome[];
  readonly left: readonly NotApplied[];
}

type NotApplied = Extract<ApiOutcome, { status: 'not-applied' }>;

/** Whoever counts APIs that were applied, and of how many, counts these. In the order of the outcomes. */
export function endedOf(outcomes: readonly ApiOutcome[]): Ended {
  return {
    applied: outcomes.filter(({ status }) => status === 'applied'),
    left: outcomes.filter((outcome) => outcome.status === 'not-applied'),
  };
}

/** One cause is named itself; several, or some APIs applied and some not, are an incomplete apply. */
function applyFailure(outcomes: readonly ApiOutcome[]): ActionError | undefined {
  const { applied, left } = endedOf(outcomes);
  const [first, ...others] = left;
  if (!first) return undefined;
  if (applied.length === 0 && others.every(({ error }) => error.code === first.error.code)) return first.error;
  const reasons = left.map(({ api, error }) => `${api.identifier} (${error.code})`).join(', ');
  return new ActionError(
    'apply-incomplete',
    `Applied to ${applied.length} of ${applied.length + left.length} APIs; not to ${reasons}.`,
    'See each API’s reason, then run again; that is safe, and what was applied is not applied twice.',
  );
}

function missingFailure({ plan }: Found): ActionError | undefined {
  return plan && plan.missing.length > 0 ? apiNotFound(plan.missing.map(({ identifier }) => identifier)) : undefined;
}

/** APIs are not created here: their settings are another tool's or person's decision. */
export function apiNotFound(identifiers: readonly string[]): ActionError {
  const hint = 'Create it on the tenant, or correct the identifier; an API is never created here.';
  return new ActionError('api-not-found', `The tenant has no API ${identifiers.join(', ')}.`, hint);
}

/** The output `result`. */
export function resultOf(found: Found, failure: ActionError | undefined): Result {
  if (failure) return failedResult(found, failure);
  const { changed } = counts(found);
  if (found.mode === 'import') return changed ? 'changes' : 'unchanged';
  if (countProblems(found.problems).errors > 0) return 'invalid';
  if (!changed) return 'unchanged';
  return found.mode === 'apply' ? 'applied' : 'changes';
}

function failedResult({ mode, outcomes = [] }: Found, { code }: ActionError): Result {
  if (outcomes.some(({ status }) => status === 'applied')) return 'partial';
  if (outcomes.some((one) => one.status === 'not-applied' && one.sent)) return 'failed'; // it may have landed
  if (code === 'drift-found') return 'changes';
  if (invalidCodes.includes(code)) return 'invalid';
  if (code === 'access-violated') return mode === 'apply' ? 'blocked' : 'invalid';
  return blockedCodes.includes(code) ? 'blocked' : 'failed';
}

const blockedCodes: readonly ErrorCode[] = [
  'branch-not-protected',
  'commit-superseded',
  'plan-stale',
  'removal-blocked',
];

const invalidCodes: readonly ErrorCode[] = ['manifest-invalid', 'manifest-missing', 'policy-invalid'];

/** The changes of the plan; of an apply, those that were made; of an import, what the manifest got. */
export function counts({ mode, plan, outcomes = [], imported }: Omit<Found, 'stopped'>): Counts & { changed: boolean } {
  if (imported) return { ...countChanges([]), additions: addedBy(imported), changed: wrote(imported) };
  const made = outcomes.flatMap((outcome) => (outcome.status === 'applied' ? [outcome.api] : []));
  const counted = { ...countChanges(mode === 'apply' ? made : (plan?.apis ?? [])) };
  const unmanaged = countChanges(plan?.apis ?? []).unmanaged;
  return { ...counted, unmanaged, changed: counted.additions + counted.updates + counted.removals > 0 };
}

function wrote({ files, policy }: Imported): boolean {
  return files.length > 0 || policy !== undefined;
}

function addedBy({ apis }: Imported): number {
  return apis.reduce((sum, { permissions }) => sum + permissions, 0);
}
