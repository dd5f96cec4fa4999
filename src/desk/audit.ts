/** An audit as one document for standard output: the bytes of its files. */
import { notAudited } from '../core/audit/audit.ts';
import type { AuditReport } from '../core/report.ts';
import { auditFormats } from '../render/audit/formats.ts';
import { renderSummary } from '../render/summary.ts';
import type { Format } from './commands.ts';

/** Where there is no audit, JSON says that nothing was read: as a baseline it must not look like nobody. */
export function auditDocument(report: AuditReport, format: Format): string {
  const { audit, tenant, environment } = report;
  if (format === 'json') return auditFormats['.json'](audit ?? notAudited(tenant, environment));
  return audit ? auditFormats['.md'](audit) : renderSummary(report);
}
