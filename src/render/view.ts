/** What a report says, in the shape in which every medium shows it: API by API, this change's own apart from drift. */
import { driftWords } from '../core/drift.ts';
import { type ApiOutcome, type Ended, endedOf, matchOutcome, type NotApplied } from '../core/outcome.ts';
import type { ApiPlan, Change } from '../core/plan.ts';
import type { Report } from '../core/report.ts';
import { outcomesOf } from '../core/result.ts';
import { marks } from './change-list.ts';
import { count } from './words.ts';

export interface ApiView {
  readonly api: ApiPlan;
  /** Changes that the manifest causes, in the plan's order. */
  readonly own: readonly Change[];
  /** Changes that undo what was done on the tenant past the manifest, in the plan's order. */
  readonly drift: readonly Change[];
  /** Whether its changes are made. */
  readonly tense: Tense;
  /** Of an API that an apply did not get to follow the manifest. */
  readonly left?: NotApplied;
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
export function viewApis(report: Report): ApiView[] {
  const byIdentifier = new Map(outcomesOf(report).map((outcome) => [outcome.api.identifier, outcome]));
  return (report.plan?.apis ?? []).map((planned) => {
    const outcome = byIdentifier.get(planned.identifier);
    const { changes, ...view } = outcome ? seen(outcome) : toDo(planned);
    const { own = [], drift = [] } = Object.groupBy(changes, ({ origin }) => (origin === 'drift' ? 'drift' : 'own'));
    return { ...view, own, drift };
  });
}

interface Seen extends Pick<ApiView, 'api' | 'tense' | 'left'> {
  readonly changes: readonly Change[];
}

function seen(outcome: ApiOutcome): Seen {
  return matchOutcome<Seen>(outcome, {
    applied: ({ api }) => ({ api, changes: api.changes, tense: 'done' }),
    unchanged: ({ api }) => ({ api, changes: [], tense: 'done' }),
    'not-applied': (left) => ({ ...toDo(left.api), left }),
  });
}

function toDo(api: ApiPlan): Seen {
  return { api, changes: api.changes, tense: 'to do' };
}

export function totalsOf(views: readonly ApiView[]): Totals {
  const { additions, updates, removals } = changeTotals(views.flatMap(({ own }) => own));
  const drift = changeTotals(views.flatMap((view) => view.drift));
  const restored = drift.additions + drift.updates;
  return { additions, updates, removals: removals + drift.removals, restored }; // a loss is called one
}

const fieldOf = { add: 'additions', update: 'updates', remove: 'removals' } as const;

/** Of one list, whatever caused it. */
export function changeTotals(changes: readonly Change[]): Totals {
  const totals = { additions: 0, updates: 0, removals: 0, restored: 0 };
  for (const { kind } of changes) totals[fieldOf[kind]] += 1;
  return totals;
}

export function hasChanges({ own, drift }: ApiView): boolean {
  return own.length + drift.length > 0;
}

export function progressOf(report: Report): Progress {
  if (report.mode !== 'apply') return 'planned';
  if (!report.outcomes) return report.result === 'applied' ? 'applied' : 'refused';
  return endedOf(report.outcomes).left.length === 0 ? 'applied' : 'incomplete';
}

/** The words a total is said with: what is to be done, or what was. */
const said = {
  additions: ['to add', 'added'],
  updates: ['to update', 'updated'],
  removals: ['to remove', 'removed'],
  restored: ['to restore (drift)', 'restored (drift)'],
} as const;

/** The marks that stand beside changes in Markdown; the log has signs. */
const markOf = { additions: marks.add, updates: marks.update, removals: marks.remove, restored: '' } as const;

export type Tense = 'to do' | 'done';

export interface Wording {
  readonly tense: Tense;
  readonly medium: 'Markdown' | 'log';
}

/** "2 to add · 1 to remove", or "2 added · 1 removed"; '' where there is nothing. */
export function totalsText(totals: Totals, { tense, medium }: Wording): string {
  const fields = ['additions', 'updates', 'removals', 'restored'] as const;
  return fields
    .filter((field) => totals[field] > 0)
    .map((field) => {
      const words = `${totals[field]} ${said[field][tense === 'done' ? 1 : 0]}`;
      return medium === 'log' || markOf[field] === '' ? words : `${markOf[field]} ${words}`;
    })
    .join(' · ');
}

/** What is to be done or was done, in words: "2 to add", "Applied to 1 of 2 APIs: 3 added"; '' where nothing is. */
export function progressText(report: Report, views: readonly ApiView[], medium: Wording['medium']): string {
  if (report.mode === 'drift') return driftText(report);
  const progress = progressOf(report);
  if (progress === 'incomplete') return incompleteText(endedOf(outcomesOf(report)), views, medium);
  const tense = progress === 'applied' ? 'done' : 'to do';
  const totals = totalsText(totalsOf(views), { tense, medium });
  return totals === '' ? '' : `${starts[progress]}${totals}`;
}

/** "Drift: 2 to restore · 1 unmanaged"; '' where there is none. */
function driftText(report: Report): string {
  const words = driftWords(report);
  return words.length === 0 ? '' : `Drift: ${words.join(' · ')}`;
}

const starts = { planned: '', applied: 'Applied: ', refused: 'Not applied: ' } as const;

function incompleteText({ applied, left }: Ended, views: readonly ApiView[], medium: Wording['medium']): string {
  const done = views.filter(({ tense }) => tense === 'done');
  const totals = totalsText(totalsOf(done), { tense: 'done', medium });
  const meant = count(applied.length + left.length, 'API');
  return `Applied to ${applied.length} of ${meant}${totals === '' ? '' : `: ${totals}`}`;
}
