/** An audit's inputs, for tests that differ in one thing. */
import { type AuditInputs, makeAudit } from '../../../src/core/audit/audit.ts';
import type { AuditDocument, AuditHolder, Finding } from '../../../src/core/audit/document.ts';
import type { TenantApi } from '../../../src/core/plan.ts';
import { defaultPolicy, type Policy } from '../../../src/core/policy.ts';
import type { Admission, Holders } from '../../../src/core/reach/reach.ts';
import { holdersOf, limited } from '../admissions.ts';
import { orders } from '../declared.ts';

/** Lets in each kind of subject by grant. */
export const byGrant: Admission = { applications: 'by-grant', users: 'by-grant', anonymous: 'by-grant', rbac: false };

/** An API of the tenant with these permissions, which have no description. */
export function tenantApi(names: readonly string[], fields: Partial<TenantApi> = {}): TenantApi {
  const permissions = names.map((name) => ({ name, description: undefined }));
  return { id: 'id', identifier: orders, name: 'Orders', permissions, system: false, admission: limited, ...fields };
}

export const nothingHeld: Holders = { ...holdersOf(orders, []), thirdParties: new Set() };

export function auditOf(fields: Partial<Omit<AuditInputs, 'policy'>>, policy: Partial<Policy> = {}): AuditDocument {
  return makeAudit({
    tenant: 'acme.eu.auth0.com',
    environment: '',
    created: '2026-11-27T18:09:02Z',
    today: '2026-11-27',
    apis: [tenantApi(['read:orders'])],
    declared: [],
    holders: nothingHeld,
    policy: { ...defaultPolicy, ...policy },
    exceptions: policy.exceptions ?? [],
    ...fields,
  });
}

/** Holders of a name of the one API, as `kind name as, without effect`. */
export function heldBy({ apis }: AuditDocument, permission: string): string[] {
  return apis.flatMap(({ permissions }) =>
    permissions.filter((one) => one.permission === permission).flatMap(({ holders }) => holders.map(holderText)),
  );
}

export function holderText(holder: AuditHolder): string {
  const name = 'name' in holder ? ` ${holder.name}` : '';
  const way = 'as' in holder ? ` ${holder.as}${holder.all ? ' by all' : ''}` : '';
  return `${holder.kind}${name}${way}${holder.effective ? '' : ', without effect'}`;
}

/** As `severity id permission holder`. */
export function foundIn({ findings }: Pick<AuditDocument, 'findings'>): string[] {
  return findings.map(findingText);
}

export function findingText({ severity, id, permission, holder }: Finding): string {
  return [severity, id, permission ?? '–', holder ? holderText(holder) : '–'].join(' ');
}
