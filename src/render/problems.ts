/** Problems as Markdown: each at its line of the commit, with its rule. */
import { byAge, countProblems, type Place, type Problem, type Severity } from '../core/problem.ts';
import type { Origin, PolicyShown } from '../core/report.ts';
import { alert, code, folded, link, plain, urlPath } from './markdown.ts';
import { cut } from './visible.ts';
import { count, first, listed } from './words.ts';

/** So many warnings are short enough to stand open. */
const openWarnings = 3;

/** So many new ones stand open, as many as are annotated. */
const openNewWarnings = 10;

export interface ProblemList {
  readonly problems: readonly Problem[];
  readonly origin: Origin;
  readonly policyShown: PolicyShown;
  /** How many to list; the rest is counted. */
  readonly most: number;
}

/** The errors as one alert, '' where there are none. Those that were there before are only counted. */
export function errorsAlert(list: ProblemList, consequence: string): string {
  const { fresh, old } = byAge(ofSeverity(list.problems, 'error'));
  if (fresh.length + old.length === 0) return '';
  const headline = `**${errorsCount(fresh, old)}**${consequence}`;
  const lines = problemLines({ ...list, problems: fresh });
  return alert('CAUTION', lines.length > 0 ? [headline, '', ...lines] : [headline]);
}

function errorsCount(fresh: readonly Problem[], old: readonly Problem[]): string {
  if (old.length === 0) return freshCount(fresh, 'error');
  const before = thereBefore(old.length);
  return fresh.length === 0
    ? `${count(old.length, 'error')} ${before}`
    : `${freshCount(fresh, 'error')} and ${old.length} ${before}`;
}

/** "1 new warning"; "1 warning" where there is no telling. */
function freshCount(problems: readonly Problem[], noun: Severity): string {
  return count(problems.length, problems.every(({ age }) => age === 'new') ? `new ${noun}` : noun);
}

/** The warnings, folded when there are many, and folded below them all that was there before; '' where there are none. */
export function warningsPart(list: ProblemList): string {
  const { fresh, old } = byAge(list.problems);
  const parts = [
    freshWarnings({ ...list, problems: ofSeverity(fresh, 'warning') }),
    oldPart({ ...list, problems: old }),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function freshWarnings(list: ProblemList): string {
  const { problems, most } = list;
  if (problems.length === 0) return '';
  const title = freshCount(problems, 'warning');
  if (most === 0) return title;
  if (problems.length > openWarnings && problems.some(({ age }) => age !== 'new')) {
    return folded(title, problemLines(list).join('\n'));
  }
  const { shown, more } = first(problems, openNewWarnings);
  const open = `#### ${title}\n\n${problemLines({ ...list, problems: shown }).join('\n')}`;
  if (more === 0) return open;
  const rest = { ...list, problems: problems.slice(shown.length), most: Math.max(1, most - shown.length) };
  return `${open}\n\n${folded(`${more} more`, problemLines(rest).join('\n'))}`;
}

/** Errors first. */
function oldPart(list: ProblemList): string {
  if (list.problems.length === 0) return '';
  const title = oldCount(list.problems);
  const errorsFirst = [...ofSeverity(list.problems, 'error'), ...ofSeverity(list.problems, 'warning')];
  const lines = problemLines({ ...list, problems: errorsFirst });
  return lines.length === 0 ? title : folded(title, lines.join('\n'));
}

/** "1 error and 21 warnings that were there before" */
export function oldCount(problems: readonly Problem[]): string {
  const { errors, warnings } = countProblems(problems);
  const counts = [errors > 0 ? count(errors, 'error') : '', warnings > 0 ? count(warnings, 'warning') : ''];
  return `${listed(counts.filter((one) => one !== ''))} ${thereBefore(errors + warnings)}`;
}

function thereBefore(number: number): string {
  return number === 1 ? 'that was there before' : 'that were there before';
}

export function ofSeverity(problems: readonly Problem[], severity: Severity): Problem[] {
  return problems.filter((problem) => problem.severity === severity);
}

function problemLines(list: ProblemList): string[] {
  const { shown, more } = first(list.problems, list.most);
  const lines = shown.map((problem) => problemLine(problem, list));
  return shown.length > 0 && more > 0 ? [...lines, `- … and ${more} more`] : lines;
}

function problemLine(problem: Problem, { origin, policyShown }: ProblemList): string {
  const { rule, message, hint, file } = problem;
  const sentences = [message, hint ?? ''].map(plain).filter((text) => text !== '');
  const elsewhere = policyShown.central && file === policyShown.file;
  const place = elsewhere ? placeLabel(problem) : placeLink(problem, origin);
  return `- ${place} ${sentences.join(' ')} <sub>${ruleLink(rule, origin)}</sub>`;
}

/** Leads to what the rule asks for and why. */
function ruleLink(rule: string, { actionUrl }: Origin): string {
  return link(code(rule), actionUrl === '' ? '' : `${actionUrl}/docs/rules.md#${rule}`);
}

function placeLabel({ file, line }: Pick<Place, 'file' | 'line'>): string {
  return code(`${cut(file, 200)}:${line}`);
}

/** `file:line`, leading to that line of the commit that was read. */
export function placeLink({ file, line }: Place, { repositoryUrl, commit }: Origin): string {
  const label = placeLabel({ file, line });
  if (commit === '') return label; // no commit has the file as it is
  if (/(^|\/)\.\.?(\/|$)/.test(file)) return label; // a URL would resolve it to another place
  return link(label, `${repositoryUrl}/blob/${urlPath(commit)}/${urlPath(file)}#L${line}`);
}
