/** Why a run fails, and its counts. */
import type { AuditDocument } from './audit/document.ts';
import { driftAdvice, driftWords, isDrift } from './drift.ts';
import { ActionError, type ErrorCode } from './errors.ts';
import type { Imported } from './imported.ts';
import { type ApiOutcome, endedOf } from './outcome.ts';
import { type Counts, countChanges } from './plan.ts';
import { countProblems, type FailOn, isFailing, type Problem } from './problem.ts';
import type { OfApply, Own, Plan, PolicyShown, Result } from './report.ts';
import { isSlip, listSome } from './spelling.ts';

/** What a run found and did, before it is judged. */
export type Found = Findings & Did;

/** What of a mode's own is judged. */
export type Did = Pick<OfApply, 'mode' | 'outcomes'> | Exclude<Own, OfApply>;

interface Findings {
  readonly problems: readonly Problem[];
  readonly policyShown: Pick<PolicyShown, 'file'>;
  readonly plan?: Plan | undefined;
}

/** With what stopped the run, or a part of it. */
export type Ran = Found & { readonly stopped: readonly ActionError[] };

/** None but of an apply that got as far as writing. */
export function outcomesOf(found: Found): readonly ApiOutcome[] {
  return found.mode === 'apply' ? (found.outcomes ?? []) : [];
}

/** Why the run fails, each cause once, the one that counts first; empty where it succeeds. */
export function failuresOf(found: Ran, failOn: FailOn): ActionError[] {
  const wrote = found.mode === 'apply' && found.outcomes !== undefined;
  const inMatter = [
    driftFailure(found),
    ...problemsFailures(found, failOn),
    accessFailure(found, failOn),
    applyFailure(outcomesOf(found)),
    wrote ? undefined : missingFailure(found), // they are among the outcomes
    found.mode === 'audit' && found.audit ? auditFailure(found.audit.summary, failOn) : undefined,
  ];
  const all = [...found.stopped, ...inMatter.flatMap((error) => error ?? [])];
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
  if (found.mode === 'audit') return []; // what can't be read stopped it
  if (found.mode === 'import') return []; // they are the tenant's, and what to do about them comes after
  const from = severityFrom(found, failOn);
  const { policy = [], manifest = [] } = Object.groupBy(found.problems, (problem) => {
    const { file, rule } = problem;
    if (rule === 'access-expectation' || isToldAsDrift(found, problem)) return 'tenant';
    return file === found.policyShown.file ? 'policy' : 'manifest';
  });
  return [
    ...(isFailing(manifest, from) ? [problemsError('manifest', manifest)] : []),
    ...(isFailing(policy, from) ? [problemsError('policy', policy)] : []),
  ];
}

/** What `drift-found` says is no second failure. */
function isToldAsDrift({ mode }: Found, problem: Problem): boolean {
  return mode === 'drift' && isDrift(problem);
}

/** An apply never runs with errors. */
function severityFrom({ mode }: Found, failOn: FailOn): FailOn {
  return mode === 'apply' && failOn === 'never' ? 'error' : failOn;
}

/** They stand in the policy, and what is wrong is the tenant, or the change. */
function accessFailure(found: Found, failOn: FailOn): ActionError | undefined {
  const broken = found.problems.filter(
    (problem) => problem.rule === 'access-expectation' && !isToldAsDrift(found, problem),
  );
  if (!isFailing(broken, severityFrom(found, failOn))) return undefined;
  const { errors, warnings } = countProblems(broken);
  const counted = [countWords(errors, 'error'), countWords(warnings, 'warning')].filter((part) => part !== '');
  const message = `Who could get what is not, or not known to be, as \`access\` of the policy expects: ${counted.join(' and ')}.`;
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

function missingFailure(found: Found): ActionError | undefined {
  const planned = found.plan?.missing.map(({ identifier }) => identifier) ?? [];
  const missing = found.mode === 'audit' ? found.missing : planned;
  return missing.length > 0 ? apiNotFound(missing, found.plan?.released) : undefined;
}

/** A note never fails anything. */
function auditFailure({ errors, warnings }: AuditDocument['summary'], from: FailOn): ActionError | undefined {
  if (from === 'never' || errors + (from === 'warning' ? warnings : 0) === 0) return undefined;
  const counted = [countWords(errors, 'error'), countWords(warnings, 'warning')].filter((part) => part !== '');
  const hint = 'Each finding says what to do about it.';
  return new ActionError('audit-findings', `The audit found ${counted.join(' and ')}.`, hint);
}

/**
 * APIs are not created here: their settings are another tool's or person's decision.
 * @param released identifiers that the manifest had before: one of them may be meant.
 */
export function apiNotFound(identifiers: readonly string[], released: readonly string[] = []): ActionError {
  const meant = identifiers.length * released.length > mostCompared ? [] : meantOf(identifiers, released);
  const slip = meant.length > 0 ? `Did you mean ${listSome(meant)}, as the manifest had it before? ` : '';
  const hint = `${slip}Create it on the tenant, or correct the identifier; an API is never created here.`;
  return new ActionError('api-not-found', `The tenant has no API ${identifiers.join(', ')}.`, hint);
}

/** Pairs of identifiers. */
const mostCompared = 10_000;

function meantOf(identifiers: readonly string[], released: readonly string[]): string[] {
  return identifiers.flatMap((identifier) => released.find((other) => isSlip(identifier, other)) ?? []);
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

function failedResult(found: Found, { code }: ActionError): Result {
  const { applied, left } = endedOf(outcomesOf(found));
  if (applied.length > 0) return 'partial';
  if (left.some(({ sent }) => sent)) return 'failed'; // it may have landed
  if (code === 'drift-found') return 'changes';
  if (code === 'audit-findings') return 'invalid';
  if (invalidCodes.includes(code)) return 'invalid';
  if (code === 'access-violated') return found.mode === 'apply' ? 'blocked' : 'invalid';
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
export function counts(found: Found): Counts & { changed: boolean } {
  if (found.mode === 'import' && found.imported) return countsOfImport(found.imported);
  const planned = found.plan?.apis ?? [];
  const made = found.mode === 'apply' ? endedOf(outcomesOf(found)).applied.map(({ api }) => api) : planned;
  const counted = { ...countChanges(made), unmanaged: countChanges(planned).unmanaged };
  return { ...counted, changed: counted.additions + counted.updates + counted.removals > 0 };
}

function countsOfImport({ apis, files, policy }: Imported): ReturnType<typeof counts> {
  const additions = apis.reduce((sum, { permissions }) => sum + permissions, 0);
  return { ...countChanges([]), additions, changed: files.length > 0 || policy !== undefined };
}
