/**
 * A report as one Markdown document that fits. GitHub refuses a comment that is too long and discards a job summary
 * that is, so the longest form that fits is taken: everything, then shorter, then counts only. What was left out is
 * said, and where it stands.
 */
import { driftOf } from '../core/drift.ts';
import type { Report } from '../core/report.ts';
import { alerts, type Lengths, noticesPart } from './alerts.ts';

import { apiSections, type ChangeDetail, driftSection, pendingSection } from './apis.ts';

import { deprecatedCount, deprecatedPart } from './deprecated.ts';
import { exposurePart } from './drift.ts';
import { footer } from './footer.ts';
import { headline, nothingToChange, title } from './headline.ts';
import { danglingNote, unusedNote } from './impact.ts';
import { alert, code } from './markdown.ts';
import { leastRows, overview } from './overview.ts';
import { exceptionsPart, policyAlert } from './policy.ts';
import { warningsPart } from './problems.ts';
import { wideApis } from './reach-alerts.ts';
import { aside, brief, frame, news, type Section, textOf } from './section.ts';
import { unaskedRoles } from './unknowns.ts';
import { forbiddenPart, releasedPart, unmanagedCount, unmanagedPart } from './untouched.ts';
import { type ApiView, hasChanges, viewApis } from './view.ts';

export interface Medium {
  /** In bytes of UTF-8. */
  readonly limit: number;
  /** How many errors, and how many warnings, to list. */
  readonly problems: number;
  /** Where the rest stands, as Markdown: "in the plan file". */
  readonly rest: string;
}

/** What of the changes is shown at all. */
type Shown = Pick<ChangeDetail, 'descriptions' | 'most'>;

type Rung =
  | { readonly form: 'full' }
  | ({ readonly form: 'shorter' } & Shown)
  | { readonly form: 'table' }
  | { readonly form: 'totals' };

const rungs: readonly Rung[] = [
  { form: 'full' },
  { form: 'shorter', descriptions: 'names only', most: 100 },
  { form: 'shorter', descriptions: 'names only', most: 20 },
  { form: 'table' },
  { form: 'totals' },
];

/** The document within the medium's limit. Linear in the size of the report: every form is made once at most. */
export function renderDocument(report: Report, medium: Medium): string {
  const views = viewApis(report);
  let document = '';
  for (const rung of leastBytes(views) > medium.limit ? rungs.slice(1) : rungs) {
    document = textOf(sectionsOf({ report, views, medium }, rung));
    if (Buffer.byteLength(document) <= medium.limit) return document;
  }
  return document;
}

/** What the full form takes at least, so that one that can't fit is never made. */
function leastBytes(views: readonly ApiView[]): number {
  const texts = views.flatMap(({ own, drift }) => [...own, ...drift]);
  return texts.reduce((sum, { permission, after }) => sum + permission.length + (after?.length ?? 0), 0);
}

interface Subject {
  readonly report: Report;
  readonly views: readonly ApiView[];
  readonly medium: Medium;
}

function sectionsOf({ report, views, medium }: Subject, rung: Rung): Section[] {
  const most = lengths(rung, medium);
  const { above, below } = alerts(report, most);
  return [
    frame(`### ${title(report)}`),
    headlineSection(report, views),
    ...above,
    news(policyAlert(report.policyShown, most.others)),
    frame(leftOut(rung, medium)),
    ...changesPart(report, views, rung).map(news),
    news(isForbidden(report) ? unmanaged(report, rung) : ''),
    ...below,
    news(rung.form === 'full' ? deprecatedPart(report) : deprecatedCount(report)),
    ...restPart(report, rung, most),
    exceptions(report, rung, most),
    aside(noticesPart(report, most.others)),
    frame(footer(report)),
  ];
}

/** Of a plan it counts what stands below; where there is none, it is all that is said. */
function headlineSection(report: Report, views: readonly ApiView[]): Section {
  const text = headline(report, views);
  return report.plan ? frame(text) : news(text);
}

/** Whether there is anything that a comment is to be made for. */
export function hasNews(report: Report): boolean {
  return shortSections(report).some(({ weight, text }) => weight === 'news' && text !== '');
}

/** The whole report in one line, where nothing in it takes more; '' elsewhere. */
export function oneLine(report: Report): string {
  const sections = shortSections(report).filter(({ text }) => text !== '');
  if (sections.some(({ weight }) => weight === 'news' || weight === 'aside')) return '';
  const sentences = sections.flatMap((section) => (section.weight === 'brief' ? [section.sentence] : []));
  const line = `**${title(report)}** · ${nothingToChange(report)}`;
  return [line, ...sentences.filter((sentence) => sentence !== '')].join(' ');
}

/** In a form in which each is short, and none that there is is missing. */
function shortSections(report: Report): Section[] {
  const medium = { limit: Number.POSITIVE_INFINITY, problems: 0, rest: '' };
  return sectionsOf({ report, views: viewApis(report), medium }, { form: 'table' });
}

const mostOthers = 20;

function lengths({ form }: Rung, { problems }: Medium): Lengths {
  const open = form === 'full' || form === 'shorter';
  return { problems: open ? problems : 0, others: form === 'totals' ? 0 : mostOthers };
}

const everything: Shown = { descriptions: 'with descriptions', most: Number.POSITIVE_INFINITY };

/** Below a table that says how much it is, a longer list of changes is folded. */
const mostOpen = 10;

function changesPart({ plan, mode }: Report, views: readonly ApiView[], rung: Rung): string[] {
  const changed = views.filter(hasChanges).length;
  if (!plan || changed === 0) return [];
  if (rung.form === 'totals') return wideApis(views);
  if (rung.form === 'table') return [...wideApis(views), overview(views)];
  const isLong = changed >= leastRows;
  const shown = rung.form === 'full' ? everything : rung;
  const detail = { ...shown, open: isLong ? mostOpen : Number.POSITIVE_INFINITY };
  const parts = [driftSection(views, detail)];
  const sections =
    mode === 'drift' ? [...parts, pendingSection(views, detail)] : [...apiSections(views, detail), ...parts];
  const all = views.flatMap(({ own, drift }) => [...own, ...drift]);
  return [isLong ? overview(views) : '', ...sections, danglingNote(all)];
}

/** Warnings, which are no news for every pull request, and what stays as it is. */
function restPart(report: Report, { form }: Rung, most: Lengths): Section[] {
  const { problems, origin, plan, policyShown } = report;
  const warnings = aside(warningsPart({ problems, origin, policyShown, most: form === 'full' ? most.problems : 0 }));
  if (!plan) return [warnings];
  const kept = isForbidden(report) ? '' : unmanaged(report, { form });
  return [
    aside(unusedNote(plan)),
    aside(unaskedRoles(plan, code)),
    warnings,
    brief(kept, asSentence(unmanagedCount(plan))),
    news(releasedPart(plan, most.others)),
    aside(exposurePart(report, most.others)),
  ];
}

function exceptions({ policyShown }: Report, { form }: Rung, { problems }: Lengths): Section {
  const text = exceptionsPart(policyShown, form === 'full' ? problems : 0);
  return brief(text, asSentence(exceptionsPart(policyShown, 0)));
}

function asSentence(count: string): string {
  return count === '' ? '' : `${count}.`;
}

/** Where drift is looked for, what nobody declared can be a part of it. */
function isForbidden(report: Report): boolean {
  return report.mode === 'drift' && driftOf(report).forbidden > 0;
}

function unmanaged(report: Report, { form }: Pick<Rung, 'form'>): string {
  const { plan } = report;
  if (!plan) return '';
  if (form !== 'full') return unmanagedCount(plan);
  return isForbidden(report) ? forbiddenPart(plan) : unmanagedPart(plan);
}

function leftOut(rung: Rung, { rest }: Medium): string {
  if (rung.form === 'full') return '';
  const what = rung.form === 'shorter' ? `${shortened} ${rung.most} changes of an API` : countsOnly;
  return alert('NOTE', [`${what}. The rest is ${rest}.`]);
}

const shortened = '**Shortened:** no descriptions, no lists of warnings and unmanaged permissions, at most';
const countsOnly = '**Counts only:** there are too many changes to list them here';
