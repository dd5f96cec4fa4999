/** The APIs that change, each with its changes and with what they mean for people. */
import type { NotApplied } from '../core/outcome.ts';
import type { ApiPlan, Change } from '../core/plan.ts';

import { changeList, type Descriptions } from './change-list.ts';
import { effectlessPart, impactTable, likelyRenames, namesOf, renameNotes } from './impact.ts';
import { code, folded, plain } from './markdown.ts';
import { reachAlerts } from './reach-alerts.ts';
import { type ApiView, changeTotals, type Tense, totalsText } from './view.ts';

import { cut } from './visible.ts';
import { first } from './words.ts';

export interface ChangeDetail {
  readonly descriptions: Descriptions;
  /** How many changes of an API to list; the rest is counted. */
  readonly most: number;
  /** A longer list is folded. */
  readonly open: number;
}

/** What the manifest changes, API by API; an API that was not written says why. */
export function apiSections(views: readonly ApiView[], detail: ChangeDetail): string[] {
  return views
    .filter(({ own, left }) => own.length > 0 || left)
    .map((view) => joinParts([`#### ${apiTitle(view.api)}`, whyNot(view), ...changes(view, view.own, detail)]));
}

/** What was changed on the tenant past the manifest, apart from what the manifest changes itself. */
export function driftSection(views: readonly ApiView[], detail: ChangeDetail): string {
  const drifted = views.filter(({ drift }) => drift.length > 0);
  if (drifted.length === 0) return '';
  const tense = drifted.every((view) => view.tense === 'done') ? 'done' : 'to do';
  const parts = drifted.flatMap((view) => titled(view, view.drift, detail));
  return joinParts(['#### Drift', driftLead(drifted, tense), ...parts]);
}

/** Where drift is looked for: what the manifest says and no apply has brought to the tenant. */
export function pendingSection(views: readonly ApiView[], detail: ChangeDetail): string {
  const pending = views.filter(({ own }) => own.length > 0);
  if (pending.length === 0) return '';
  const parts = pending.flatMap((view) => titled(view, view.own, detail));
  return joinParts(['#### Not applied yet', 'Said by the manifest; no apply has brought it to the tenant.', ...parts]);
}

/** Below a heading that says what its changes are. */
function titled(view: ApiView, list: readonly Change[], detail: ChangeDetail): string[] {
  return [`**${apiTitle(view.api)}**`, ...changes(view, list, detail)];
}

/** What is removed here was never declared: all else that drifts is set back, and loses nothing. */
function driftLead(views: readonly ApiView[], tense: Tense): string {
  const kinds = new Set(views.flatMap(({ drift }) => drift.map(({ kind }) => kind)));
  const isDone = tense === 'done';
  const restored = `Changed on the tenant, not in the manifest; ${isDone ? 'set back now' : 'an apply sets it back'}.`;
  return [kinds.has('add') || kinds.has('update') ? restored : '', kinds.has('remove') ? unmanagedRemoved : '']
    .filter((sentence) => sentence !== '')
    .join(' ');
}

const unmanagedRemoved = 'What is removed is in no manifest: the policy says `unmanaged: remove`.';

/** "Orders API · `https://api.example.com/orders`" */
export function apiTitle({ name, identifier }: ApiPlan): string {
  const shown = plain(cut(name ?? '', 100));
  return [shown, code(identifier)].filter((part) => part !== '').join(' · ');
}

function whyNot({ left }: ApiView): string {
  if (!left) return '';
  return `**${leftLabel(left)}:** ${plain(left.error.message)} ${plain(left.error.hint)}`;
}

export function leftLabel({ sent }: Pick<NotApplied, 'sent'>): string {
  return sent ? 'Sent, but not confirmed' : 'Not applied';
}

/** The changes, and while they can still be stopped, what they mean for people. */
function changes({ api, tense }: ApiView, list: readonly Change[], detail: ChangeDetail): string[] {
  if (list.length === 0) return [];
  return [
    listPart(list, detail, tense),
    impactTable(list),
    ...renameNotes(list),
    ...(tense === 'done' ? [] : likelyRenames(list)),
    effectlessPart(list),
    tense === 'done' ? '' : effects(api, list),
  ];
}

function listPart(list: readonly Change[], { descriptions, most, open }: ChangeDetail, tense: Tense): string {
  const { shown, more } = first(list, most);
  const part = joinParts([changeList(shown, descriptions), more > 0 ? `… and ${more} more` : '']);
  return list.length > open ? folded(totalsText(changeTotals(list), { tense, medium: 'Markdown' }), part) : part;
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
