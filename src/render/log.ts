/** A report as plain lines for the terminal log of a job. */
import { type Deprecation, told } from '../core/deprecation.ts';
import { type ApiOutcome, matchOutcome } from '../core/outcome.ts';
import type { Change } from '../core/plan.ts';
import type { PolicyChange } from '../core/policy-changes.ts';
import { byAge, countProblems, type Problem } from '../core/problem.ts';
import { exposureOf, type Reach } from '../core/reach/reach.ts';
import {
  byRolePhrases,
  effectlessPhrases,
  gainingPhrases,
  holdingPhrases,
  losingPhrases,
  openPhrases,
  type Phrase,
  phraseText,
} from '../core/reach/words.ts';
import type { Plan, PolicyShown, Report } from '../core/report.ts';
import { changeLines, permissionLines } from './changes.ts';
import { guardWords } from './guard.ts';
import { oldCount } from './problems.ts';
import { unaskedRoles, unknownWords } from './unknowns.ts';
import { type ApiView, hasChanges, progressText, viewApis } from './view.ts';
import { cut, logLine } from './visible.ts';
import { count, first } from './words.ts';

/** Of changes and unmanaged permissions together, and of problems; the rest is counted. */
const mostChanges = 5000;
const mostProblems = 1000;

const longestSentence = 1000;

/** Lines without line breaks, none of which the runner takes for a command. Why a run failed is said where it fails. */
export function renderLog(report: Report): string[] {
  const views = viewApis(report);
  const lines = [
    heading(report, views),
    ...problemLines(report.problems),
    ...policyLines(report.policyShown),
    ...apiLines(views),
    ...(report.plan ? absent(report.plan) : []),
    ...weighedLines(report),
    ...exposureLines(report),
    ...report.notices.map((notice) => sentence(notice)),
  ];
  return lines.map(logLine);
}

/** One line while an apply goes on: "3 of 60 applied: https://api.example.com/orders". */
export function renderProgress(outcome: ApiOutcome, { done, of }: { done: number; of: number }): string {
  const became = matchOutcome(outcome, {
    applied: () => 'applied',
    unchanged: () => 'unchanged',
    'not-applied': () => 'NOT applied',
  });
  return logLine(sentence(`${done} of ${of} ${became}: ${outcome.api.identifier}`));
}

export function heading(report: Report, views: readonly ApiView[]): string {
  const { environment, tenant, plan } = report;
  const counts = progressText(report, views, 'log') || (report.mode === 'drift' ? 'no drift' : 'nothing to change');
  const asked = plan && !plan.tenantAsked ? 'the tenant was not asked' : '';
  const found = report.mode === 'validate' ? foundText(report) : '';
  return ['Auth0 permissions', environment, tenant, plan ? counts : '', asked, found]
    .filter((part) => part !== '')
    .join(' · ');
}

/** What a validation comes to; that of one without problems would say nothing else. */
function foundText({ problems, failure }: Report): string {
  const { errors, warnings } = countProblems(problems);
  const counted = [errors > 0 && count(errors, 'error'), warnings > 0 && count(warnings, 'warning')];
  const found = counted.filter((part) => part !== false).join(', ');
  return found === '' && !failure ? 'no problems' : found;
}

/** Those that were there before stand below a line that counts them. */
function problemLines(problems: readonly Problem[]): string[] {
  const { fresh, old } = byAge(problems);
  const { shown, more } = first([...fresh, ...old], mostProblems);
  const lines = shown.map(problemLine);
  const before = old.length > 0 ? [`${oldCount(old)}:`] : [];
  const rest = more > 0 ? [`… and ${more} more problems`] : [];
  return [...lines.slice(0, fresh.length), ...before, ...lines.slice(fresh.length), ...rest];
}

export function problemLine({ severity, file, line, column, rule, message, hint = '' }: Problem): string {
  return sentence(`${severity} ${file}:${line}:${column} ${message} ${hint}`.trimEnd(), ` (${rule})`);
}

export function policyLines({ changes, exceptions, isFirst }: PolicyShown): string[] {
  return [
    ...(isFirst ? ['policy: the first one here, so it counts at once'] : []),
    ...changes.map((change) => sentence(`policy, ${change.effect}: ${changeText(change)}`)),
    ...exceptions.map(({ rule, permission, reason, expires }) =>
      sentence(`exception in force${expires ? ` until ${expires}` : ''}: ${permission}, no ${rule}. ${reason}`),
    ),
  ];
}

function changeText({ setting, before, after }: PolicyChange): string {
  if (before === undefined) return `${setting} adds ${after}`;
  return after === undefined ? `${setting} drops ${before}` : `${setting} ${before} → ${after}`;
}

/** Where there are many, those of which there is nothing to say are counted: what changes would be lost among them. */
function apiLines(views: readonly ApiView[]): string[] {
  const { quiet = [], spoken = [] } = Object.groupBy(views, (view) => (isQuiet(view) ? 'quiet' : 'spoken'));
  if (quiet.length < 2) return linesOf(views);
  const counted = spoken.length > 0 ? `${quiet.length} other APIs` : count(quiet.length, 'API');
  return [...linesOf(spoken), `${counted}: nothing to change`];
}

function isQuiet(view: ApiView): boolean {
  return !view.left && !hasChanges(view) && blocks(view, 0).length === 0;
}

function linesOf(views: readonly ApiView[]): string[] {
  let left = mostChanges;
  return views.flatMap((view) => {
    const lines = [...titleLines(view), ...blocks(view, left)];
    left = Math.max(0, left - view.api.changes.length - view.api.unmanaged.length);
    return lines;
  });
}

function titleLines(view: ApiView): string[] {
  const { api, left } = view;
  const title = api.name === null ? api.identifier : `${api.name} (${api.identifier})`;
  if (!left) return [hasChanges(view) ? title : `${title}: nothing to change`];
  const label = left.sent ? 'sent, but not confirmed' : 'not applied';
  return [sentence(`${title}: ${label}. ${left.error.message} ${left.error.hint}`)];
}

function blocks({ api, own, drift }: ApiView, left: number): string[] {
  const unmanaged = first(api.unmanaged, left - own.length - drift.length);
  return [
    ...counted('', first(own, left), changeLines),
    ...impactLines([...own, ...drift]),
    ...counted('drift:', first(drift, left - own.length), changeLines),
    ...told(api.deprecated).map(deprecatedLine),
    ...counted('unmanaged, kept:', unmanaged, permissionLines),
  ];
}

/** Who loses what is removed and gains what is added, one line a permission and kind. */
function impactLines(changes: readonly Change[]): string[] {
  return changes.flatMap(({ kind, permission, impact }) => {
    if (!impact) return [];
    const said = kind === 'remove' ? { 'is held by': losingPhrases(impact) } : gained(impact);
    const lines = Object.entries({ ...said, 'is also granted to': effectlessPhrases(impact) });
    return lines.flatMap(([verb, phrases]) =>
      phrases.length === 0 ? [] : [sentence(`    ${permission} ${verb} ${wordsOf(phrases)}`)],
    );
  });
}

function gained(impact: Reach): Record<string, Phrase[]> {
  return {
    'is gained by': [...openPhrases(impact), ...gainingPhrases(impact)],
    'can be gained by': byRolePhrases(impact),
  };
}

function deprecatedLine({ permission, reason, holders }: Deprecation): string {
  const held = holders ? wordsOf(holdingPhrases(holders)) : '';
  const by = held === '' ? '' : `, held by ${held}`;
  return sentence(`  deprecated: ${permission}${reason === '' ? '' : ` (${reason})`}${by}`);
}

function wordsOf(phrases: readonly Phrase[]): string {
  return phrases.map((phrase) => phraseText(phrase, (name) => name)).join(' · ');
}

function counted<T>(
  title: string,
  { shown, more }: { shown: readonly T[]; more: number },
  lines: (shown: readonly T[]) => string[],
): string[] {
  if (shown.length + more === 0) return [];
  const all = [...lines(shown), ...(more > 0 ? [`… and ${more} more`] : [])].map((line) => `    ${line}`);
  return title === '' ? all : [`  ${title}`, ...all];
}

function absent({ missing, released }: Plan): string[] {
  return [
    ...missing.map(({ identifier }) => `${identifier}: not on the tenant`),
    ...released.map((identifier) => `${identifier}: no longer managed, stays as it is`),
  ];
}

/** Whether an apply would be blocked, and what nobody knows: they are about the APIs above. */
function weighedLines(report: Report): string[] {
  const name = (text: string) => `\`${text}\``;
  const guard = guardWords(report, { text: (text) => text, name, place: 'the pull request' });
  const unknown = report.plan ? unknownWords(report.plan) : [];
  const unasked = report.plan ? unaskedRoles(report.plan, name) : '';
  return [
    ...[...(guard ? [guard] : []), ...unknown].map(({ lead, rest }) => sentence(`${lead} ${rest}`)),
    ...(unasked === '' ? [] : [sentence(unasked)]),
  ];
}

/** Where drift is looked for: who may ask for the permissions of each API. */
function exposureLines({ mode, plan }: Report): string[] {
  if (mode !== 'drift') return [];
  return (plan?.apis ?? []).map(({ identifier, admission }) =>
    sentence(`exposure ${admission ? exposureOf(admission) : 'not known'}: ${identifier}`),
  );
}

export function sentence(text: string, end = ''): string {
  return `${cut(text, longestSentence)}${end}`;
}
