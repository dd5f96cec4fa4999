/** An audit for a spreadsheet: one line a permission and holder. */
import type { AuditDocument, AuditedApi, AuditedPermission, AuditHolder } from '../../core/audit/document.ts';
import { isGranted, type UnreadHolders, unreadHolders } from './holders.ts';
import { isHeldByNobody } from './verdict.ts';

const header =
  'api,api-name,permission,description,status,deprecated,holder-kind,as,holder,holder-id,organization,users,all,effective,exposure,fingerprint';

/** RFC 4180. Without the time, so that two audits of one tenant are the same bytes. */
export function renderAuditCsv(audit: AuditDocument): string {
  const unread = unreadHolders(audit);
  const end = line([audit.fingerprint]);
  const lines = audit.apis.flatMap((api) => {
    const exposure = line([api.exposure]);
    return api.permissions.flatMap((one) => {
      const start = line(permissionCells(api, one));
      return holderRows(one, unread).map((cells) => `${start},${line(cells)},${exposure},${end}`);
    });
  });
  return [header, ...lines, ''].join('\r\n');
}

function permissionCells({ identifier, name }: AuditedApi, one: AuditedPermission): string[] {
  const { permission, description, status, deprecated } = one;
  return [identifier, name ?? '', permission, description, status, deprecated === null ? '' : String(deprecated)];
}

/** kind, as, holder, holder-id, organization, users, all, effective */
type HolderCells = readonly [string, string, string, string, string, string, string, string];

function holderRows(one: AuditedPermission, unread: readonly UnreadHolders[]): HolderCells[] {
  if (one.status === 'missing') return [blank('')];
  const missing = unread.map((kind) => blank('not-read', kind));
  const nobody = isHeldByNobody(one, unread) ? [blank('nobody')] : [];
  return [...one.holders.map(holderCells), ...missing, ...nobody];
}

function blank(kind: string, holder = ''): HolderCells {
  return [kind, '', holder, '', '', '', '', ''];
}

function holderCells(holder: AuditHolder): HolderCells {
  const effective = String(holder.effective);
  if (isGranted(holder)) {
    const [name, id] = holder.kind === 'application' ? [holder.name ?? holder.id, holder.id] : ['', ''];
    return [holder.kind, holder.as, name, id, '', '', String(holder.all), effective];
  }
  if (holder.kind === 'every-user') return [holder.kind, '', '', '', '', '', '', effective];
  const { kind, name, id, organization, users } = holder;
  const within = organization ? (organization.name ?? organization.id) : '';
  return [kind, '', name, id, within, users === null ? '' : String(users), '', effective];
}

function line(cells: readonly string[]): string {
  return cells.map(cell).join(',');
}

/** What a spreadsheet would take for a formula, in its full-width form too, or would cut off before it finds one. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

function cell(text: string): string {
  if (formula.test(text)) return quoted(`'${text}`);
  return /[",\r\n]/.test(text) ? quoted(text) : text;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
