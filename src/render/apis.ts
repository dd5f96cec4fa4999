/** The APIs that change, each with its changes and with what they mean for people. */
import type { ApiPlan, Change } from '../core/plan.ts';
import { changeLines, type Descriptions } from './changes.ts';
import { danglingNote, effectlessPart, impactTable, namesOf, reachAlerts, renameNotes } from './impact.ts';
import { code, codeBlock, codeCell, plain } from './markdown.ts';
import { type ApiView, hasChanges, totalsOf } from './view.ts';
import { cut } from './visible.ts';
import { first } from './words.ts';

export interface ChangeDetail {
  readonly descriptions: Descriptions;
  /** How many changes of an API to list; the rest is counted. */
  readonly most: number;
}

/** What the manifest changes, API by API; an API that was not written says why. */
export function apiSections(views: readonly ApiView[], detail: ChangeDetail): string[] {
  return views
    .filter((view) => view.own.length > 0 || isLeft(view))
    .map((view) => joinParts([`#### ${apiTitle(view.api)}`, whyNot(view), ...changes(view, view.own, detail)]));
}

/** What was changed on the tenant past the manifest, apart from what the manifest changes itself. */
export function driftSection(views: readonly ApiView[], detail: ChangeDetail): string {
  const drifted = views.filter(({ drift }) => drift.length > 0);
  if (drifted.length === 0) return '';
  const done = drifted.every(({ outcome }) => outcome?.status === 'applied');
  const parts = drifted.map((view) => joinParts([`**${apiTitle(view.api)}**`, ...changes(view, view.drift, detail)]));
  return joinParts(['#### Drift', driftLead(drifted, done ? 'done' : 'to do'), ...parts]);
}

/** What is removed here was never declared: all else that drifts is set back, and loses nothing. */
function driftLead(views: readonly ApiView[], tense: 'to do' | 'done'): string {
  const kinds = new Set(views.flatMap(({ drift }) => drift.map(({ kind }) => kind)));
  const isDone = tense === 'done';
  const restored = `Changed on the tenant, not in the manifest; ${isDone ? 'set back now' : 'an apply sets it back'}.`;
  return [kinds.has('add') || kinds.has('update') ? restored : '', kinds.has('remove') ? unmanagedRemoved : '']
    .filter((sentence) => sentence !== '')
    .join(' ');
}

const unmanagedRemoved = 'What is removed is in no manifest: the policy says `unmanaged: remove`.';

/** One row an API, counts only. */
export function apiTable(views: readonly ApiView[]): string {
  const rows = views.filter(hasChanges).map((view) => {
    const { additions, updates, removals, restored } = totalsOf([view]);
    const name = `${codeCell(cut(view.api.identifier, 200))}${isLeft(view) ? ' (not applied)' : ''}`;
    return `| ${name} | ${[additions, updates, removals, restored].map(cell).join(' | ')} |`;
  });
  return ['| API | Add | Update | Remove | Restore |', '|---|---:|---:|---:|---:|', ...rows].join('\n');
}

function cell(number: number): string {
  return number === 0 ? '' : String(number);
}

/** "Orders API · `https://api.example.com/orders`" */
export function apiTitle({ name, identifier }: ApiPlan): string {
  const shown = plain(cut(name ?? '', 100));
  return [shown, code(identifier)].filter((part) => part !== '').join(' · ');
}

function whyNot({ outcome }: ApiView): string {
  if (outcome?.status !== 'not-applied') return '';
  const label = outcome.sent ? 'Sent, but not confirmed' : 'Not applied';
  return `**${label}:** ${plain(outcome.error.message)} ${plain(outcome.error.hint)}`;
}

/** The changes, and while they can still be stopped, what they mean for people. */
function changes({ api, outcome }: ApiView, list: readonly Change[], { descriptions, most }: ChangeDetail): string[] {
  if (list.length === 0) return [];
  const { shown, more } = first(list, most);
  const block = codeBlock(changeLines(shown, descriptions), 'diff');
  const done = outcome !== undefined && outcome.status !== 'not-applied';
  return [
    block,
    more > 0 ? `… and ${more} more` : '',
    impactTable(list),
    ...renameNotes(list),
    danglingNote(list),
    effectlessPart(list),
    done ? '' : effects(api, list),
  ];
}

function isLeft({ outcome }: ApiView): boolean {
  return outcome?.status === 'not-applied';
}

/** Who loses, and who gains without anybody having granted it. */
function effects(api: ApiPlan, list: readonly Change[]): string {
  const unasked = list.filter(({ kind, impact }) => kind === 'remove' && !impact);
  const lost = unasked.length > 0 ? `**Loses access:** whoever holds ${namesOf(unasked, 'removed')}${unchecked}` : '';
  return joinParts([lost, ...reachAlerts(api, list)]);
}

const unchecked = '. Roles and client grants were not checked.';

export function joinParts(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
