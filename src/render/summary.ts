/** The job summary. */
import type { Report } from '../core/report.ts';
import { renderDocument } from './document.ts';

/**
 * In bytes. A step's summary may have 1 MiB; longer ones are discarded whole, and some just below the limit too
 * (https://github.com/actions/runner/issues/4337), so it ends well before.
 */
export const summaryLimit = 1_000_000;

const mostProblems = 250;

/** The job summary: the comment's pieces without its marker, with more room. */
export function renderSummary(report: Report): string {
  const rest = 'in the plan file (input `plan-file`)';
  return `${renderDocument(report, { limit: summaryLimit, problems: mostProblems, rest })}\n`;
}
