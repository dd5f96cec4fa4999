import { driftAdvice, driftWords } from './drift.ts';
import { ActionError, type ErrorCode } from './errors.ts';
import type { Imported } from './imported.ts';
import { type Counts, countChanges } from './plan.ts';
import { countProblems, type Problem, type Severity } from './problem.ts';
import type { ApiOutcome, Governed, Mode, Plan, Result } from './report.ts';

/** From which severity on the manifest's problems fail a run. */
export type FailOn = Severity | 'never';

/** What a run found and did, before it is judged. */
export interface Course {
  readonly mode: Mode;
  readonly problems: readonly Problem[];
  readonly governance: Pick<Governed, 'file'>;
  readonly plan?: Plan | undefined;
  readonly outcomes?: readonly ApiOutcome[] | undefined;
  readonly imported?: Imported | undefined;
  /** What stopped the run. */
  readonly thrown?: ActionError | undefined;
}

/** Why the run fails, the first cause first; undefined where it succeeds. */
export function failureOf(course: Course, failOn: FailOn): ActionError | undefined {
  return (
    course.thrown ??
    driftFailure(course) ??
    problemsFailure(course, failOn) ??
    accessFailure(course, failOn) ??
    applyFailure(course.outcomes ?? []) ??
    missingFailure(course)
  );
}

/** Whatever `fail-on` says: to find drift is what the run is for, and errors of the manifest must not hide it. */
function driftFailure(course: Course): ActionError | undefined {
  const words = driftWords(course);
  if (course.mode !== 'drift' || words.length === 0) return undefined;
  const message = `${course.plan?.tenant} differs from the manifest: ${words.join(', ')}.`;
  return new ActionError('drift-found', message, driftAdvice(course).join(' '));
}

function problemsFailure(course: Course, failOn: FailOn): ActionError | undefined {
  if (course.mode === 'import') return undefined; // they are the tenant's, and what to do about them comes after
  const from = severityFrom(course, failOn);
  const { policy = [], manifest = [] } = Object.groupBy(course.problems, ({ file, rule }) => {
    if (rule === 'access-expectation') return 'tenant';
    return file === course.governance.file ? 'policy' : 'manifest';
  });
  const ofPolicy = failing(policy, from) && problemsError('policy', policy);
  const ofManifest = failing(manifest, from) && problemsError('manifest', manifest);
  return ofManifest || ofPolicy || undefined;
}

/** An apply never runs with errors. */
function severityFrom({ mode }: Course, failOn: FailOn): FailOn {
  return mode === 'apply' && failOn === 'never' ? 'error' : failOn;
}

/** They stand in the policy, and what is wrong is the tenant, or the change. */
function accessFailure(course: Course, failOn: FailOn): ActionError | undefined {
  const found = course.problems.filter(({ rule }) => rule === 'access-expectation');
  if (!failing(found, severityFrom(course, failOn))) return undefined;
  const { errors, warnings } = countProblems(found);
  const counted = [countWords(errors, 'error'), countWords(warnings, 'warning')].filter((part) => part !== '');
  const message = `Who could get what is not as \`access\` of the policy expects: ${counted.join(' and ')}.`;
  const nothing = course.mode === 'apply' ? 'Nothing was applied. ' : '';
  return new ActionError('access-violated', message, `${nothing}Each is shown at its line of the policy.`);
}

function failing(problems: readonly Problem[], from: FailOn): boolean {
  const { errors, warnings } = countProblems(problems);
  return from !== 'never' && errors + (from === 'warning' ? warnings : 0) > 0;
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

/** One cause is named itself; several, or some APIs applied and some not, are an incomplete apply. */
function applyFailure(outcomes: readonly ApiOutcome[]): ActionError | undefined {
  const failed = outcomes.filter((outcome) => outcome.status === 'not-applied');
  const [first, ...others] = failed;
  if (!first) return undefined;
  const applied = outcomes.filter(({ status }) => status === 'applied').length;
  if (applied === 0 && others.every(({ error }) => error.code === first.error.code)) return first.error;
  return new ActionError(
    'apply-incomplete',
    `Applied to ${applied} of ${outcomes.length} APIs; not to ${failed.map(({ api }) => api.identifier).join(', ')}.`,
    'See each API’s reason, then run again; that is safe, and what was applied is not applied twice.',
  );
}

function missingFailure({ plan }: Course): ActionError | undefined {
  return plan && plan.missing.length > 0 ? apiNotFound(plan.missing.map(({ identifier }) => identifier)) : undefined;
}

/** APIs are not created here: their settings are another tool's or person's decision. */
export function apiNotFound(identifiers: readonly string[]): ActionError {
  const hint = 'Create it on the tenant, or correct the identifier; an API is never created here.';
  return new ActionError('api-not-found', `The tenant has no API ${identifiers.join(', ')}.`, hint);
}

/** The output `result`. */
export function resultOf(course: Course, failure: ActionError | undefined): Result {
  if (failure) return failedResult(course, failure);
  const { changed } = counts(course);
  if (course.mode === 'import') return changed ? 'changes' : 'unchanged';
  if (countProblems(course.problems).errors > 0) return 'invalid';
  if (!changed) return 'unchanged';
  return course.mode === 'apply' ? 'applied' : 'changes';
}

function failedResult({ mode, outcomes = [] }: Course, { code }: ActionError): Result {
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
export function counts({ mode, plan, outcomes = [], imported }: Course): Counts & { changed: boolean } {
  if (imported) return { ...countChanges([]), additions: addedBy(imported), changed: imported.files.length > 0 };
  const made = outcomes.flatMap((outcome) => (outcome.status === 'applied' ? [outcome.api] : []));
  const counted = { ...countChanges(mode === 'apply' ? made : (plan?.apis ?? [])) };
  const unmanaged = countChanges(plan?.apis ?? []).unmanaged;
  return { ...counted, unmanaged, changed: counted.additions + counted.updates + counted.removals > 0 };
}

function addedBy({ apis }: Imported): number {
  return apis.reduce((sum, { permissions }) => sum + permissions, 0);
}
