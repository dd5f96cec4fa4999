/** APIs as they let people in, and who holds what of them, for tests that need one of each. */
import type { Admission, Grant, GrantHolder, Holders, Reach, Role, RoleHolder } from '../../src/core/reach/reach.ts';

/** As most are that switched RBAC on. */
export const limited: Admission = { applications: 'by-grant', users: 'everyone', anonymous: 'nobody', rbac: true };
/** As Auth0 creates them. */
export const open: Admission = { ...limited, rbac: false };
export const closed: Admission = { applications: 'nobody', users: 'nobody', anonymous: 'nobody', rbac: false };

export const nobody: Reach = { grants: [], roles: [], everyone: [], unread: [] };

/** A grant of an application for itself that lists these permissions. */
export function grant(name: string, permissions: readonly string[], fields: Partial<Grant> = {}): Grant {
  return {
    application: { id: `id of ${name}`, name },
    as: 'itself',
    permissions: new Set(permissions),
    all: false,
    ...fields,
  };
}

/** A role of the tenant that gives these permissions of one API. */
export function role(name: string, api: string, permissions: readonly string[], fields: Partial<Role> = {}): Role {
  const given = new Map([[api, new Set(permissions)]]);
  return { id: `rol_${name}`, name, organization: null, users: null, permissions: given, ...fields };
}

/** Who holds what of one API. */
export function holdersOf(api: string, grants: readonly Grant[], roles: readonly Role[] = []): Holders {
  return { grants: new Map([[api, grants]]), roles: { roles, total: roles.length }, notRead: [] };
}

/** An application that holds it for itself, by a grant that lists it. */
export function holder(name: string | null, fields: Partial<GrantHolder> = {}): GrantHolder {
  const application = { id: `id of ${name}`, name };
  return {
    application,
    as: 'itself',
    all: false,
    lists: fields.all !== true,
    effective: true,
    byRole: false,
    ...fields,
  };
}

export function roleHolder(name: string, fields: Partial<RoleHolder> = {}): RoleHolder {
  return { id: `rol_${name}`, name, organization: null, users: null, effective: true, ...fields };
}
