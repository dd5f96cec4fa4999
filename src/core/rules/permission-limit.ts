/** The rule permission-limit: An API has at most 1000 permissions, which fit into one request. */
import type { DeclaredApi } from '../manifest.ts';
import type { Permission } from '../permission.ts';
import type { Finding, Rule } from './rule.ts';

/** Source: Auth0 docs, Entity Limit Policy: permissions per API, a hard limit. */
const mostPermissions = 1000;

/** From here on a warning leaves time to split the API. */
const manyPermissions = 800;

/** Source: Auth0 docs, Management API v2: a request body has at most 1 megabyte. */
const largestBody = 1_000_000;

export const permissionLimit: Rule = {
  id: 'permission-limit',
  severity: 'error',
  summary: 'An API has at most 1000 permissions, which fit into one request.',
  check: (api) => [...tooMany(api), ...tooLarge(api)],
};

function tooMany({ identifier, place, permissions }: DeclaredApi): Finding[] {
  const count = permissions.length;
  if (count < manyPermissions) return [];
  const message = `${identifier} declares ${count} permissions; Auth0 allows ${mostPermissions} an API.`;
  const hint = 'Split the API, or use broader permissions.';
  const beyond = permissions[mostPermissions];
  return [beyond ? { place: beyond.place, message, hint } : { place, message, hint, severity: 'warning' }];
}

function tooLarge({ identifier, place, permissions }: DeclaredApi): Finding[] {
  const size = permissions.reduce((sum, { name, description }) => sum + sizeOnWire(name, description), 0);
  if (size <= largestBody) return [];
  const message = `The permissions of ${identifier} make a request of ${size} bytes; Auth0 takes ${largestBody}.`;
  return [{ place, message, hint: 'Shorten the descriptions.' }];
}

/** The same limits for what would be sent: the unmanaged permissions of the tenant go back with the declared ones. */
export function limitOfMerged(api: DeclaredApi, merged: readonly Permission[]): Finding[] {
  if (tooLarge(api).length > 0 || api.permissions.length > mostPermissions) return []; // said already
  const { identifier, place } = api;
  const hint = 'Remove permissions, or split the API; what the manifest does not declare counts too.';
  if (merged.length > mostPermissions) {
    const message = `${identifier} would hold ${merged.length} permissions, unmanaged ones included; Auth0 allows ${mostPermissions}.`;
    return [{ place, message, hint }];
  }
  const size = merged.reduce((sum, { name, description = '' }) => sum + sizeOnWire(name, description), 0);
  if (size <= largestBody) return [];
  const message = `${identifier} would make a request of ${size} bytes, unmanaged permissions included; Auth0 takes ${largestBody}.`;
  return [{ place, message, hint }];
}

/** Bytes of one permission in the request that writes it, its comma included. */
function sizeOnWire(name: string, description: string): number {
  return Buffer.byteLength(JSON.stringify({ value: name, description })) + 1;
}
