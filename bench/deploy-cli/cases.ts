/** One change, written for both tools: the tenant before, the manifest before and after, and the YAML to import. */
import type { ApiSeed, Scope } from '../../sandbox/tenant/apis.ts';
import type { TenantOptions } from '../../sandbox/tenant.ts';

export interface Case {
  readonly apis: number;
  /** In how many of them one permission is added, one removed, and one described otherwise. */
  readonly changing: number;
}

const perApi = 30;
const roles = 10;

/** What either tool needs: ours the first four, auth0-deploy-cli applications in place of grants and roles. */
export const scopes = [
  'read:resource_servers',
  'update:resource_servers',
  'read:client_grants',
  'read:roles',
  'read:clients',
];

/** The tenant before: ten roles, and for each API an application that has two permissions which stay. */
export function tenantBefore({ apis }: Case): TenantOptions {
  const seeds = numbers(apis).map((api): ApiSeed => ({ identifier: identifier(api), name: name(api), scopes: before }));
  const held = before.slice(1, 3).map(({ value }) => value);
  return {
    apis: seeds,
    clients: [{ scopes }],
    grants: numbers(apis).map((api) => ({ client: `application-${api}`, audience: identifier(api), scope: held })),
    roles: numbers(roles).map((role) => ({
      name: `Role ${role}`,
      permissions: held.map((permission) => ({ api: identifier(role % apis), name: permission })),
    })),
  };
}

export function manifestBefore({ apis }: Case): string {
  return manifest(numbers(apis).map(() => before));
}

export function manifestAfter(which: Case): string {
  return manifest(listsAfter(which));
}

/** For `a0deploy import`. JSON is YAML. */
export function tenantYaml(which: Case): string {
  const resourceServers = listsAfter(which).map((list, api) => ({
    name: name(api),
    identifier: identifier(api),
    scopes: list,
  }));
  return JSON.stringify({ resourceServers }, null, 2);
}

/** What each API holds in the end, in the order of the APIs. */
export function listsAfter({ apis, changing }: Case): readonly (readonly Scope[])[] {
  return numbers(apis).map((api) => (api < changing ? after : before));
}

export function identifier(api: number): string {
  return `https://api.example.com/service-${api}`;
}

const before = numbers(perApi).map(permission);
const after = [
  { value: 'read:part_0', description: 'See part 0 and all that belongs to it' },
  ...before.slice(1, -1),
  permission(perApi),
];

function permission(part: number): Scope {
  return { value: `read:part_${part}`, description: `View part ${part}` };
}

function name(api: number): string {
  return `Service ${api}`;
}

function manifest(lists: readonly (readonly Scope[])[]): string {
  const apis = lists.map((list, api) => ({
    identifier: identifier(api),
    permissions: Object.fromEntries(list.map(({ value, description }) => [value, description])),
  }));
  return JSON.stringify({ version: 1, apis }, null, 2);
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, number) => number);
}
