/** Who holds one permission, as an audit lists them: the reach of it, one entry each, in an order of its own. */
import type { TenantApi } from '../plan.ts';
import { compareText } from '../problem.ts';
import { type GrantHolder, type Holders, type Reach, type RoleHolder, reachOf } from '../reach/reach.ts';
import type { AuditHolder } from './document.ts';

/** One API with what is known of whoever holds anything of it. */
export interface Scene {
  readonly api: TenantApi;
  /** Of the roles only those that hold something of the API. */
  readonly holders: Holders;
  /** What the API has. */
  readonly names: ReadonlySet<string>;
}

export function sceneOf(api: TenantApi, holders: Holders): Scene {
  const names = new Set(api.permissions.map(({ name }) => name));
  if (!holders.roles) return { api, holders, names };
  const roles = holders.roles.roles.filter(({ permissions }) => permissions.has(api.identifier));
  return { api, holders: { ...holders, roles: { roles, total: roles.length } }, names };
}

/** A name that the API does not have is held by those that list it alone. */
export function reachIn({ api, holders, names }: Scene, permission: string): Reach {
  const { identifier, admission } = api;
  const reach = reachOf(permission, { identifier, admission }, holders);
  return names.has(permission) ? reach : { ...reach, grants: reach.grants.filter(({ lists }) => lists), everyone: [] };
}

/** Sorted. */
export function holdersIn(scene: Scene, permission: string): AuditHolder[] {
  const { grants, roles, everyone } = reachIn(scene, permission);
  const users = everyone.includes('first-party-users') ? [everyUser] : [];
  return [...grants.map(grantEntry), ...roles.map(roleEntry), ...users].sort(compareHolders);
}

export const everyUser: AuditHolder = { kind: 'every-user', effective: true };

export function grantEntry({ application, as, all, effective }: Omit<GrantHolder, 'byRole' | 'lists'>): AuditHolder {
  if (!application) return { kind: 'third-party-applications', as, all, effective };
  return { kind: 'application', id: application.id, name: application.name, as, all, effective };
}

export function roleEntry({ id, name, organization, users, effective }: RoleHolder): AuditHolder {
  return { kind: 'role', id, name, organization, users, effective };
}

/** By kind, name and id. */
export function compareHolders(a: AuditHolder, b: AuditHolder): number {
  const [first, second] = [partsOf(a), partsOf(b)];
  return first.reduce((order, part, index) => order || compareText(part, second[index] ?? ''), 0);
}

/** Who it is and by which way, whatever else was found of them: the same in two audits. */
export function holderKey(holder: AuditHolder): string {
  const [kind, , ...rest] = partsOf(holder);
  return JSON.stringify([kind, ...rest]);
}

function partsOf(holder: AuditHolder): readonly [kind: string, name: string, id: string, as: string] {
  if (holder.kind === 'application') return [holder.kind, holder.name ?? '', holder.id, holder.as];
  if (holder.kind === 'role') return [holder.kind, holder.name, holder.id, ''];
  return [holder.kind, '', '', holder.kind === 'every-user' ? '' : holder.as];
}
