/** What a report says in the log of a job and in its summary. No other run loads the words of an import or an audit. */
import type { Report } from '../core/report.ts';
import { renderLog } from './log.ts';
import { renderSummary } from './summary.ts';

/** Lines without line breaks, none of which the runner takes for a command. Why a run failed is said where it fails. */
export async function logOf(report: Report): Promise<string[]> {
  if (report.mode === 'import') return (await import('./import.ts')).importLog(report);
  if (report.mode === 'audit' && report.audit)
    return (await import('./audit/report.ts')).auditLog(report, report.audit);
  return renderLog(report);
}

export async function summaryOf(report: Report): Promise<string> {
  if (report.mode === 'import') return (await import('./import.ts')).importSummary(report);
  if (report.mode === 'audit' && report.audit)
    return (await import('./audit/report.ts')).auditSummary(report, report.audit);
  return renderSummary(report);
}
