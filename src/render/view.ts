/** What a report says, in the shape in which every medium shows it: API by API, this change's own apart from drift. */
import { driftWords } from '../core/drift.ts';
import type { ApiPlan, Change } from '../core/plan.ts';
import type { ApiOutcome, Report } from '../core/report.ts';
import { count } from './words.ts';

export interface ApiView {
  readonly api: ApiPlan;
  /** Changes that the manifest causes, in the plan's order. */
  readonly own: readonly Change[];
  /** Changes that undo what was done on the tenant past the manifest, in the plan's order. */
  readonly drift: readonly Change[];
  readonly outcome?: ApiOutcome;
}

export interface Totals {
  readonly additions: number;
  readonly updates: number;
  readonly removals: number;
  /** Additions and updates of origin drift. */
  readonly restored: number;
}

/** How far a run has come with its plan. */
type Progress =
  | 'planned'
  | 'applied'
  /** Some APIs, or all, did not get what the plan holds. */
  | 'incomplete'
  /** An apply that ended before anything was written. */
  | 'refused';

/** Every API of the plan, in its order, with what was written where something was. */
export function viewApis({ plan, outcomes = [] }: Report): ApiView[] {
  const byIdentifier = new Map(outcomes.map((outcome) => [outcome.api.identifier, outcome]));
  return (plan?.apis ?? []).map((planned) => {
    const outcome = byIdentifier.get(planned.identifier);
    const api = outcome?.api ?? planned;
    const changes = outcome?.status === 'unchanged' ? [] : api.changes;
    const { own = [], drift = [] } = Object.groupBy(changes, ({ origin }) => (origin === 'drift' ? 'drift' : 'own'));
    return { api, own, drift, ...(outcome && { outcome }) };
  });
}

export function totalsOf(views: readonly ApiView[]): Totals {
  const totals = { additions: 0, updates: 0, removals: 0, restored: 0 };
  for (const { own, drift } of views) {
    for (const { kind } of own) totals[fieldOf[kind]] += 1;
    for (const { kind } of drift) totals[kind === 'remove' ? 'removals' : 'restored'] += 1; // a loss is called one
  }
  return totals;
}

const fieldOf = { add: 'additions', update: 'updates', remove: 'removals' } as const;

export function hasChanges({ own, drift }: ApiView): boolean {
  return own.length + drift.length > 0;
}

export function progressOf({ mode, result, outcomes }: Report): Progress {
  if (mode !== 'apply') return 'planned';
  if (!outcomes) return result === 'applied' ? 'applied' : 'refused';
  return outcomes.every(({ status }) => status !== 'not-applied') ? 'applied' : 'incomplete';
}

/** The words a total is said with: what is to be done, or what was. */
const said = {
  additions: ['to add', 'added'],
  updates: ['to update', 'updated'],
  removals: ['to remove', 'removed'],
  restored: ['to restore (drift)', 'restored (drift)'],
} as const;

/** "2 to add · 1 to remove", or "2 added · 1 removed"; '' where there is nothing. */
function totalsText(totals: Totals, tense: 'to do' | 'done'): string {
  const fields = ['additions', 'updates', 'removals', 'restored'] as const;
  return fields
    .filter((field) => totals[field] > 0)
    .map((field) => `${totals[field]} ${said[field][tense === 'done' ? 1 : 0]}`)
    .join(' · ');
}

/** What is to be done or was done, in words: "2 to add", "Applied to 1 of 2 APIs: 3 added"; '' where nothing is. */
export function progressText(report: Report, views: readonly ApiView[]): string {
  if (report.mode === 'drift') return driftText(report);
  const progress = progressOf(report);
  if (progress === 'incomplete') return incompleteText(views);
  const totals = totalsText(totalsOf(views), progress === 'applied' ? 'done' : 'to do');
  return totals === '' ? '' : `${starts[progress]}${totals}`;
}

/** "Drift: 2 to restore · 1 unmanaged"; '' where there is none. */
function driftText(report: Report): string {
  const words = driftWords(report);
  return words.length === 0 ? '' : `Drift: ${words.join(' · ')}`;
}

const starts = { planned: '', applied: 'Applied: ', refused: 'Not applied: ' } as const;

function incompleteText(views: readonly ApiView[]): string {
  const meant = views.filter((view) => hasChanges(view) || view.outcome);
  const done = meant.filter(({ outcome }) => outcome && outcome.status !== 'not-applied');
  const totals = totalsText(totalsOf(done), 'done');
  return `Applied to ${done.length} of ${count(meant.length, 'API')}${totals === '' ? '' : `: ${totals}`}`;
}
