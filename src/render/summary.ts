/** The job summary. */
import type { Report } from '../core/report.ts';
import { auditSummary } from './audit/report.ts';
import { renderDocument } from './document.ts';
import { importSummary } from './import.ts';

/**
 * A step's summary may have 1 MiB; longer ones are discarded whole, and some just below the limit too
 * (https://github.com/actions/runner/issues/4337), so it ends well before.
 */
const limit = 1_000_000;

const mostProblems = 250;

/** The job summary: the comment's pieces without its marker, with more room. */
export function renderSummary(report: Report): string {
  if (report.mode === 'import') return `${importSummary(report, limit)}\n`;
  if (report.mode === 'audit' && report.audit) return auditSummary(report, report.audit, limit);
  const rest = 'in the plan file (input `plan-file`)';
  return `${renderDocument(report, { limit, problems: mostProblems, rest })}\n`;
}
