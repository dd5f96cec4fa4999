/** What a run finds and does, said as it goes; and the report that they make together. */
import type { AuditDocument } from './audit/document.ts';
import type { Decision, Reviewed } from './decision.ts';
import type { ActionError } from './errors.ts';
import type { Imported } from './imported.ts';
import type { ApiOutcome } from './outcome.ts';
import type { Asked, Planned } from './planning.ts';
import type { Exception } from './policy.ts';
import { arrangeProblems, type FailOn, type Problem } from './problem.ts';
import type {
  ApplyRecord,
  MergedReview,
  Mode,
  OfApply,
  OfAudit,
  OfImport,
  Origin,
  Override,
  Own,
  Plan,
  PolicyShown,
  Report,
} from './report.ts';
import { failuresOf, resultOf } from './result.ts';

/**
 * What a run found or did. Stages say facts and never ask for them: what a stage needs of another is its argument. Where a
 * kind is said twice, the later one holds.
 */
export type Fact =
  | { readonly kind: 'chosen'; readonly mode: Mode }
  | {
      readonly kind: 'judged';
      readonly problems: readonly Problem[];
      readonly policyShown: PolicyShown;
      readonly notices: readonly string[];
    }
  /** An apply is about to ask the tenant: what its commit says counts from then on, however it ends. */
  | { readonly kind: 'attempted'; readonly previous: string }
  | {
      readonly kind: 'planned';
      readonly plan: Plan;
      /** Those that only the tenant's answer shows. */
      readonly problems: readonly Problem[];
      readonly exceptions: readonly Exception[];
      readonly previous: string;
      readonly remembered: boolean;
      readonly notices: readonly string[];
    }
  | { readonly kind: 'reviewed'; readonly reviewed: Reviewed }
  | { readonly kind: 'decided'; readonly decision: Decision }
  | { readonly kind: 'lifted'; readonly override: Override; readonly notices: readonly string[] }
  | { readonly kind: 'begun'; readonly record?: ApplyRecord; readonly notices: readonly string[] }
  | { readonly kind: 'written'; readonly outcomes: readonly ApiOutcome[] }
  | { readonly kind: 'imported'; readonly imported: Imported; readonly notices: readonly string[] }
  | {
      readonly kind: 'audited';
      readonly audit: AuditDocument;
      readonly missing: readonly string[];
      readonly notices: readonly string[];
    }
  | { readonly kind: 'stopped'; readonly error: ActionError };

export type Say = (fact: Fact) => void;

export function sayPlanned(say: Say, { inputs, notices }: Read, planned: Planned): void {
  const { commit, remembered } = inputs.previous;
  say({ kind: 'planned', ...planned, previous: commit, remembered, notices });
}

interface Read extends Pick<Asked, 'inputs'> {
  readonly notices: readonly string[];
}

/** What of a run is known before it begins, and when it ended. */
export interface Frame {
  readonly tenant: string;
  readonly environment: string;
  readonly failOn: FailOn;
  readonly origin: Omit<Origin, 'previous' | 'time'>;
  /** Such as `2026-11-23 14:05 UTC`. */
  readonly ended: string;
}

/** The report of a run, from all that it said in the order in which it was said. */
export function reportOf(facts: readonly Fact[], frame: Frame): Report {
  const last = lastOf(facts);
  const [judged, planned] = [last('judged'), last('planned')];
  const problems = arrangeProblems([...(judged?.problems ?? []), ...(planned?.problems ?? [])]);
  const policyShown = policyShownIn(judged, planned);
  const found = { ...ownOf(last), problems, policyShown, ...(planned && { plan: planned.plan }) };
  const stopped = facts.flatMap((fact) => (fact.kind === 'stopped' ? [fact.error] : []));
  const [failure, ...alsoFailed] = failuresOf({ ...found, stopped }, frame.failOn);
  return {
    ...found,
    tenant: frame.tenant,
    environment: frame.environment,
    result: resultOf(found, failure),
    remembered: planned?.remembered ?? true,
    ...(failure && { failure }),
    alsoFailed,
    notices: facts.flatMap((fact) => noticesIn(fact, judged)),
    origin: originOf(last, found.mode, frame),
  };
}

type Last = ReturnType<typeof lastOf>;

/** Where the run ended before it chose, it was to plan as far as anybody knows. */
function ownOf(last: Last): Own {
  const mode = last('chosen')?.mode ?? 'plan';
  switch (mode) {
    case 'validate':
    case 'plan':
    case 'drift':
      return { mode };
    case 'apply':
      return appliedIn(last);
    case 'import':
      return importedIn(last);
    case 'audit':
      return auditedIn(last);
  }
}

function appliedIn(last: Last): OfApply {
  const [written, begun, lifted] = [last('written'), last('begun'), last('lifted')];
  return {
    mode: 'apply',
    merged: mergedIn(last('reviewed')?.reviewed),
    ...(last('attempted') && { attempted: true }),
    ...(begun?.record && { record: begun.record }),
    ...(lifted && { override: lifted.override }),
    ...(written && { outcomes: written.outcomes }),
  };
}

function importedIn(last: Last): OfImport {
  const said = last('imported');
  return { mode: 'import', ...(said && { imported: said.imported }) };
}

function auditedIn(last: Last): OfAudit {
  const said = last('audited');
  return { mode: 'audit', missing: said?.missing ?? [], ...(said && { audit: said.audit }) };
}

function originOf(last: Last, mode: Mode, { origin, ended }: Frame): Origin {
  return {
    ...origin,
    commit: mode === 'import' ? '' : origin.commit, // no commit has what an import writes
    previous: last('planned')?.previous ?? last('attempted')?.previous ?? '',
    ...(mode === 'apply' && { time: ended }),
  };
}

type Of<Kind extends Fact['kind']> = Extract<Fact, { kind: Kind }>;

function lastOf(facts: readonly Fact[]) {
  return <Kind extends Fact['kind']>(kind: Kind): Of<Kind> | undefined =>
    facts.findLast((fact): fact is Of<Kind> => fact.kind === kind);
}

const nothingJudged: PolicyShown = { file: '', central: false, changes: [], exceptions: [] };

/** Some exceptions are used only for what the tenant's answer shows. */
function policyShownIn(judged: Of<'judged'> | undefined, planned: Of<'planned'> | undefined): PolicyShown {
  const { policyShown = nothingJudged } = judged ?? {};
  return { ...policyShown, exceptions: [...new Set([...policyShown.exceptions, ...(planned?.exceptions ?? [])])] };
}

function mergedIn(reviewed: Reviewed | undefined): readonly MergedReview[] {
  return reviewed?.kind === 'told' ? reviewed.merged : [];
}

/** An import judges twice: before it writes, and what it wrote. */
function noticesIn(fact: Fact, judged: Of<'judged'> | undefined): readonly string[] {
  if (fact.kind === 'judged') return fact === judged ? fact.notices : [];
  if (fact.kind === 'decided') return fact.decision.notices;
  return 'notices' in fact ? fact.notices : [];
}
