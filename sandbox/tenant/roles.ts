/** Roles and the permissions they give. The routes only read them. Source, where none is named: Management API OpenAPI. */
import { randomBytes } from 'node:crypto';
import type { Apis } from './apis.ts';
import type { Call } from './call.ts';
import { answerOffset, OFFSET_QUERY, type Page, refuseQuery } from './query.ts';
import { type Reply, refuse } from './reply.ts';
import { Store } from './store.ts';

/** A permission of a role: an API's identifier, and the permission's name. */
export interface RolePermission {
  readonly api: string;
  readonly name: string;
}

/** A role as stored. `type` is not in the OpenAPI and in every recorded answer. */
export interface Role {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly type: string;
  readonly permissions: readonly RolePermission[];
}

/** What to start a role from; neither the APIs nor their permissions have to exist. */
export type RoleSeed = Partial<Role> & Pick<Role, 'name'>;

export class Roles extends Store<Role> {
  constructor() {
    super('role');
  }

  add(seed: RoleSeed): Role {
    const id = `rol_${randomBytes(8).toString('hex')}`;
    const role = { id, description: '', type: 'tenant', permissions: [], ...seed };
    return this.keep(role.id, role);
  }
}

/** `GET /roles`. */
export function listRoles(call: Call): Reply {
  const wanted = (call.query.get('name_filter') ?? '').toLowerCase();
  const found = call.roles.list().filter(({ name }) => name.toLowerCase().includes(wanted));
  const roles = found.map(({ permissions: _, ...role }) => role);
  const invalid = refuseQuery({ ...OFFSET_QUERY, name_filter: { type: 'string' } }, call.query);
  return invalid ?? answerOffset(roles, call, wordsFor('roles'));
}

/** `GET /roles/{id}`. */
export function getRole(call: Call): Reply {
  const role = call.roles.find(call.id);
  if (role === undefined) return refuse(404, 'Role not found.');
  const { permissions: _, ...body } = role;
  return { status: 200, body };
}

/** `GET /roles/{id}/permissions`. */
export function listRolePermissions(call: Call): Reply {
  const role = call.roles.find(call.id);
  const permissions = role?.permissions.map((permission) => onTheWire(permission, call.apis));
  const invalid = refuseQuery(OFFSET_QUERY, call.query);
  if (invalid !== undefined) return invalid;
  // The text is the OpenAPI's; the rest of the body is not recorded.
  return permissions ? answerOffset(permissions, call, wordsFor('permissions')) : refuse(404, 'Role not found.');
}

/** Source: recorded by auth0-deploy-cli. */
function wordsFor(key: string): (page: Page<object>) => object {
  return ({ items, start, limit, total }) => ({ [key]: items, start, limit, total });
}

/** Whether a role loses a permission that its API loses is not known; here it keeps it. */
function onTheWire({ api, name }: RolePermission, apis: Apis): object {
  const stored = apis.find(api);
  return {
    permission_name: name,
    description: stored?.scopes?.find(({ value }) => value === name)?.description ?? '',
    resource_server_name: stored?.name ?? '',
    resource_server_identifier: api,
  };
}
