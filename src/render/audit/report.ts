/** The report of an audit: what was found, and what stands beside it. */
import type { AuditDocument } from '../../core/audit/document.ts';
import type { AuditReport } from '../../core/report.ts';
import { alerts, noticesPart } from '../alerts.ts';
import { joinParts } from '../apis.ts';
import { textOf } from '../section.ts';
import { cut, logLine } from '../visible.ts';
import { renderAuditSummary } from './markdown.ts';
import { renderAuditText } from './text.ts';

const mostOthers = 20;

const longestLine = 1000;

/** @param limit in bytes: a longer one is shortened, and says so. */
export function auditSummary(report: AuditReport, audit: AuditDocument, limit: number): string {
  const { above } = alerts(report, { problems: 0, others: mostOthers });
  const beside = joinParts([textOf(above), noticesPart(report, mostOthers)]);
  const rest = 'in the files of the audit (input `audit-file`)';
  const page = renderAuditSummary(audit, { limit: limit - Buffer.byteLength(beside), rest });
  return beside === '' ? page : `${beside}\n\n${page}`;
}

/** Lines without line breaks, none of which the runner takes for a command. */
export function auditLog({ notices }: AuditReport, audit: AuditDocument): string[] {
  return [...renderAuditText(audit), ...notices.map((notice) => logLine(cut(notice, longestLine)))];
}
