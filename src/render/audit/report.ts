/** The report of an audit: what was found, and what stands beside it. */
import type { AuditDocument } from '../../core/audit/document.ts';
import type { AuditReport } from '../../core/report.ts';
import { alerts, noticesPart } from '../alerts.ts';
import { joinParts } from '../apis.ts';
import { textOf } from '../section.ts';
import { summaryLimit } from '../summary.ts';
import { cut, logLine } from '../visible.ts';
import { renderAuditSummary } from './markdown.ts';
import { renderAuditText } from './text.ts';

const mostOthers = 20;

const longestLine = 1000;

/** Shortened where it would be longer than a summary may be, and says so. */
export function auditSummary(report: AuditReport, audit: AuditDocument): string {
  const { above } = alerts(report, { problems: 0, others: mostOthers });
  const beside = joinParts([textOf(above), noticesPart(report, mostOthers)]);
  const rest = 'in the files of the audit (input `audit-file`)';
  const page = renderAuditSummary(audit, { limit: summaryLimit - Buffer.byteLength(beside), rest });
  return beside === '' ? page : `${beside}\n\n${page}`;
}

/** Lines without line breaks, none of which the runner takes for a command. */
export function auditLog({ notices }: AuditReport, audit: AuditDocument): string[] {
  return [...renderAuditText(audit), ...notices.map((notice) => logLine(cut(notice, longestLine)))];
}
