/**
 * Roles, the permissions they give and the users that hold them. The routes only read them. Source, where none is named:
 * Management API OpenAPI.
 */
import { randomBytes } from 'node:crypto';
import type { Apis } from './apis.ts';
import type { Call } from './call.ts';
import {
  answerCheckpoint,
  answerOffset,
  CHECKPOINT_QUERY,
  isCheckpoint,
  OFFSET_QUERY,
  type Page,
  refuseQuery,
} from './query.ts';
import { type Reply, refuse } from './reply.ts';
import { Store } from './store.ts';
import type { Schema } from './validation.ts';

/** A permission of a role: an API's identifier, and the permission's name. */
export interface RolePermission {
  readonly api: string;
  readonly name: string;
}

/**
 * A role as stored. `type` is not in the OpenAPI and in every recorded answer. Once a tenant has roles of organizations,
 * they stand in the same list, with the organization as `owner_id`. Source: npm `auth0` 7.1.0, types of `/roles`;
 * auth0-deploy-cli, pull request 1453.
 */
export interface Role {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly type: 'tenant' | 'organization';
  readonly owner_id?: string;
  readonly permissions: readonly RolePermission[];
  /** How many users hold it. */
  readonly users: number;
}

/** What to start a role from; neither the APIs nor their permissions have to exist. */
export type RoleSeed = Partial<Role> & Pick<Role, 'name'>;

export class Roles extends Store<Role> {
  constructor() {
    super('role');
  }

  add(seed: RoleSeed): Role {
    const id = `rol_${randomBytes(8).toString('hex')}`;
    const type = seed.owner_id === undefined ? ('tenant' as const) : ('organization' as const);
    const role = { id, description: '', type, permissions: [], users: 0, ...seed };
    return this.keep(role.id, role);
  }
}

/** `type` and `owner_id`: npm `auth0` 7.1.0, ListRolesRequestParameters. */
const LIST_QUERY: Record<string, Schema> = {
  ...OFFSET_QUERY,
  ...CHECKPOINT_QUERY,
  name_filter: { type: 'string' },
  type: { type: 'string', oneOf: ['tenant', 'organization'] },
  owner_id: { type: 'string' },
};

/**
 * `GET /roles`. Offsets are to give way to `from` and `take` (auth0-deploy-cli, pull request 1453); what a tenant answers
 * to them then is not recorded, so it is what other lists say beyond their thousandth item.
 */
export function listRoles(call: Call): Reply {
  const { query, roleOffsets } = call;
  const found = call.roles.numbered().filter(({ item }) => isWanted(item, query));
  const shown = found.map(({ number, item: { permissions: _, users: __, ...role } }) => ({ number, item: role }));
  const invalid = refuseQuery(LIST_QUERY, query);
  if (invalid !== undefined) return invalid;
  if (isCheckpoint(query)) return answerCheckpoint(shown, call, 'roles');
  if (roleOffsets === 'refused') return refuse(400, 'Use the checkpoint pagination method to list roles.');
  return answerOffset(
    shown.map(({ item }) => item),
    call,
    wordsFor('roles'),
  );
}

function isWanted({ name, type, owner_id: owner }: Role, query: URLSearchParams): boolean {
  const wanted = (query.get('name_filter') ?? '').toLowerCase();
  const isOf = (key: string, value: string | undefined) => !query.has(key) || query.get(key) === value;
  return name.toLowerCase().includes(wanted) && isOf('type', type) && isOf('owner_id', owner);
}

/** `GET /roles/{id}/users`. Of the users only their number is made up. */
export function listRoleUsers(call: Call): Reply {
  const role = call.roles.find(call.id);
  const invalid = refuseQuery({ ...OFFSET_QUERY, ...CHECKPOINT_QUERY }, call.query);
  if (invalid !== undefined) return invalid;
  if (!role) return refuse(404, 'Role not found.');
  const users = Array.from({ length: role.users }, (_, index) => ({ user_id: `auth0|${role.id}-${index}` }));
  return answerOffset(users, call, wordsFor('users'));
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
