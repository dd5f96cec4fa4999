/** Everything a run found and did. */
import type { AuditDocument } from './audit/document.ts';
import type { ActionError } from './errors.ts';
import type { Verdict } from './guard.ts';
import type { Imported } from './imported.ts';
import type { DeclaredApi } from './manifest.ts';
import type { ApiOutcome } from './outcome.ts';
import type { Additions } from './ownership.ts';
import type { ApiPlan } from './plan.ts';
import type { Exception } from './policy.ts';
import type { PolicyChange } from './policy-changes.ts';
import type { Problem } from './problem.ts';
import type { Unknowns } from './reach/question.ts';
import type { Review } from './review.ts';

/** How a run ended; the output `result`. */
export type Result = 'unchanged' | 'changes' | 'applied' | 'partial' | 'blocked' | 'invalid' | 'failed';

/** The plan of a whole run: every API of the manifest that is in the environment. */
export interface Plan {
  /** The tenant's domain, '' where it is not known. */
  readonly tenant: string;
  readonly environment: string;
  /** False where there were no credentials: the manifest was then compared with the previous one only. */
  readonly tenantAsked: boolean;
  readonly fingerprint: string;
  /** In the order of the manifest. */
  readonly apis: readonly ApiPlan[];
  /** APIs that the manifest declares and the tenant does not have; they are not created. */
  readonly missing: readonly DeclaredApi[];
  /** Identifiers that the previous manifest declared and this one does not: nothing happens to them on the tenant. */
  readonly released: readonly string[];
  /** What could not be found out about who holds what. */
  readonly unknowns: Unknowns;
  /** Whether the removals may be applied. */
  readonly verdict: Verdict;
}

/** Everything a run found and did: what comment, summary, log, plan file and outputs are rendered from. */
export type Report = AnyReport & Own;

/** What the report of a mode has that no other has. */
export type Own = OfValidate | OfPlan | OfDrift | OfApply | OfImport | OfAudit;

export type Mode = Own['mode'];

export type PlanReport = AnyReport & OfPlan;
export type DriftReport = AnyReport & OfDrift;
export type ApplyReport = AnyReport & OfApply;
export type ImportReport = AnyReport & OfImport;
export type AuditReport = AnyReport & OfAudit;

interface OfValidate {
  readonly mode: 'validate';
}

export interface OfPlan {
  readonly mode: 'plan';
  /** Of the pull request that is planned; absent where GitHub could not tell. */
  readonly pullRequest?: PullRequestState;
}

interface OfDrift {
  readonly mode: 'drift';
}

export interface OfApply {
  readonly mode: 'apply';
  /** In the order of the plan; only of one that got as far as writing. */
  readonly outcomes?: readonly ApiOutcome[];
  /** The newest first. */
  readonly merged: readonly MergedReview[];
  /** Of one that began to write. */
  readonly record?: ApplyRecord;
  /** Set once it was about to ask the tenant: what its commit says counts from then on, however it ends. */
  readonly attempted?: true;
  /** The label that let removals through which the guard would have stopped. */
  readonly override?: Override;
}

export interface OfImport {
  readonly mode: 'import';
  /** Absent where nothing was written. */
  readonly imported?: Imported;
}

export interface OfAudit {
  readonly mode: 'audit';
  /** Absent where the tenant could not be read. */
  readonly audit?: AuditDocument;
  /** APIs of the manifest that the tenant does not have. */
  readonly missing: readonly string[];
}

/** What a report of any mode has. */
export interface AnyReport {
  readonly result: Result;
  readonly tenant: string;
  readonly environment: string;
  /** Absent where the manifest could not be read, and of a mode that makes none. */
  readonly plan?: Plan;
  /** Sorted by place. */
  readonly problems: readonly Problem[];
  /** What the manifest was judged by. */
  readonly policyShown: PolicyShown;
  /** False where GitHub could not tell what was applied last. */
  readonly remembered: boolean;
  /** Why the run failed. */
  readonly failure?: ActionError;
  /** What failed beside it. */
  readonly alsoFailed: readonly ActionError[];
  /** Plain sentences about what was not checked or is otherwise worth knowing. */
  readonly notices: readonly string[];
  readonly origin: Origin;
}

/** The deployment that remembers an apply. */
export interface ApplyRecord {
  readonly number: number;
  /** What it says the apply adds. */
  readonly additions: Additions;
}

/** A pull request as it stands while it is planned. */
export interface PullRequestState {
  /** False once it is merged or closed: what its comment shows then is what was reviewed. */
  readonly open: boolean;
  /** The newest commit, 40 hex digits. */
  readonly head: string;
  readonly labels: readonly string[];
}

/** A pull request that was merged since the last apply, and what its comment showed where there is one. */
export interface MergedReview {
  readonly number: number;
  readonly labels: readonly string[];
  readonly review?: Review;
}

/** A label on a merged pull request that lifts the guard for what it brought. */
export interface Override {
  readonly pullRequest: number;
  readonly label: string;
  /** A login; '' where it is not known. */
  readonly by: string;
}

/** What a reader is told of the policy. */
export interface PolicyShown {
  /** The policy's file as it is named to people, '' where none was looked for. */
  readonly file: string;
  /** Another repository keeps it: no link of this one leads there. */
  readonly central: boolean;
  /** What a pull request changes of the policy; of a first one, what it says otherwise than the default one. */
  readonly changes: readonly PolicyChange[];
  /** The policy is the first, and counts at once. */
  readonly isFirst?: true;
  /** The exceptions that kept a problem from being one. */
  readonly exceptions: readonly Exception[];
}

/** Where a run comes from, for links and the last line of a comment. */
export interface Origin {
  /** Such as https://github.com/acme/orders */
  readonly repositoryUrl: string;
  /** Such as https://github.com/acme/orders/actions/runs/42 */
  readonly runUrl: string;
  /** The commit whose manifest was read: 40 hex digits. */
  readonly commit: string;
  /** What it was compared with: 40 hex digits, '' where there is nothing to compare with. */
  readonly previous: string;
  /** Of the action itself, such as https://github.com/acme/action/blob/v1; '' where it has no repository of its own. */
  readonly actionUrl: string;
  /** When an apply ended, such as `2026-11-23 14:05 UTC`. */
  readonly time?: string;
}

/** The first digits of a commit; a branch's name as it is. */
export function shortCommit(commit: string): string {
  return /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(commit) ? commit.slice(0, 7) : commit;
}
