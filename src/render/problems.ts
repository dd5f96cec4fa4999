/** Problems as Markdown: each at its line of the commit, with its rule. */
import type { Place, Problem, Severity } from '../core/problem.ts';
import type { Governed, Origin } from '../core/report.ts';
import { alert, code, folded, link, plain, urlPath } from './markdown.ts';
import { cut } from './visible.ts';
import { count, first } from './words.ts';

/** So many warnings are short enough to stand open. */
const openWarnings = 3;

export interface ProblemList {
  readonly problems: readonly Problem[];
  readonly origin: Origin;
  readonly governance: Governed;
  /** How many to list; the rest is counted. */
  readonly most: number;
}

/** The errors as one alert, '' where there are none. */
export function errorsAlert(list: ProblemList, consequence: string): string {
  const errors = ofSeverity(list.problems, 'error');
  if (errors.length === 0) return '';
  const headline = `**${count(errors.length, 'error')}**${consequence}`;
  const lines = problemLines({ ...list, problems: errors });
  return alert('CAUTION', lines.length > 0 ? [headline, '', ...lines] : [headline]);
}

/** The warnings, folded when there are many; '' where there are none. */
export function warningsPart(list: ProblemList): string {
  const warnings = ofSeverity(list.problems, 'warning');
  if (warnings.length === 0) return '';
  const title = count(warnings.length, 'warning');
  const lines = problemLines({ ...list, problems: warnings });
  if (lines.length === 0) return title;
  const content = lines.join('\n');
  return warnings.length > openWarnings ? folded(title, content) : `#### ${title}\n\n${content}`;
}

export function ofSeverity(problems: readonly Problem[], severity: Severity): Problem[] {
  return problems.filter((problem) => problem.severity === severity);
}

function problemLines(list: ProblemList): string[] {
  const { shown, more } = first(list.problems, list.most);
  const lines = shown.map((problem) => problemLine(problem, list));
  return shown.length > 0 && more > 0 ? [...lines, `- … and ${more} more`] : lines;
}

function problemLine(problem: Problem, { origin, governance }: ProblemList): string {
  const { rule, message, hint, file } = problem;
  const sentences = [message, hint ?? ''].map(plain).filter((text) => text !== '');
  const elsewhere = governance.central && file === governance.file;
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
