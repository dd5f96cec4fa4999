/** The forms of an audit, each a whole document of its own. */
import type { AuditDocument } from '../../core/audit/document.ts';
import type { AuditEnding } from '../../core/audit/endings.ts';
import { json } from '../json.ts';
import { renderAuditCsv } from './csv.ts';
import { renderAuditHtml } from './html.ts';
import { renderAuditMarkdown } from './markdown.ts';

/** By the ending of the file that it goes to. The JSON is what the others are made from. */
export const auditFormats: Readonly<Record<AuditEnding, (audit: AuditDocument) => string>> = {
  '.json': json,
  '.csv': renderAuditCsv,
  '.html': renderAuditHtml,
  '.md': renderAuditMarkdown,
};
