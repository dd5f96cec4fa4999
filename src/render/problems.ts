/** Problems as Markdown: each at its line of the commit, with its rule. */
import type { Place, Problem, Severity } from '../core/problem.ts';
import type { Origin } from '../core/report.ts';
import { alert, code, folded, link, plain, urlPath } from './markdown.ts';
import { cut } from './visible.ts';
import { count, first } from './words.ts';

/** So many warnings are short enough to stand open. */
const openWarnings = 3;

export interface ProblemList {
  readonly problems: readonly Problem[];
  readonly origin: Origin;
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

function problemLines({ problems, origin, most }: ProblemList): string[] {
  const { shown, more } = first(problems, most);
  const lines = shown.map((problem) => problemLine(problem, origin));
  return shown.length > 0 && more > 0 ? [...lines, `- … and ${more} more`] : lines;
}

function problemLine(problem: Problem, origin: Origin): string {
  const { rule, message, hint } = problem;
  const sentences = [message, hint ?? ''].map(plain).filter((text) => text !== '');
  return `- ${placeLink(problem, origin)} ${sentences.join(' ')} <sub>${code(rule)}</sub>`;
}

/** `file:line`, leading to that line of the commit that was read. */
export function placeLink({ file, line }: Place, { repositoryUrl, commit }: Origin): string {
  const label = code(`${cut(file, 200)}:${line}`);
  if (/(^|\/)\.\.?(\/|$)/.test(file)) return label; // a URL would resolve it to another place
  return link(label, `${repositoryUrl}/blob/${urlPath(commit)}/${urlPath(file)}#L${line}`);
}
