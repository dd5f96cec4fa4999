/** Where a finding of an audit belongs. */
import type { AuditHolder, Finding } from './document.ts';

export function about(
  api: string | null,
  permission: string | null = null,
  holder: AuditHolder | null = null,
): Pick<Finding, 'api' | 'permission' | 'holder'> {
  return { api, permission, holder };
}
