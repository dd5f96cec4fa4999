/** The tenant's settings, as far as they say who may become an application. Source: Management API OpenAPI. */
import type { Call } from './call.ts';
import { refuseQuery } from './query.ts';
import { ok, type Reply } from './reply.ts';

/** Each flag is off where it is not given. Source of the name: Auth0 docs, "Dynamic Client Registration". */
export interface TenantFlags {
  readonly enable_dynamic_client_registration?: boolean;
}

/** `GET /tenants/settings`. */
export function getSettings({ flags, query }: Call): Reply {
  const invalid = refuseQuery({ fields: { type: 'string' }, include_fields: { type: 'boolean' } }, query);
  if (invalid !== undefined) return invalid;
  const settings = { flags: { enable_client_connections: false, ...flags }, friendly_name: 'Sandbox' };
  const named = query.get('fields')?.split(',');
  const isIncluding = query.get('include_fields') !== 'false';
  const wanted = ([field]: [string, unknown]) => named === undefined || named.includes(field) === isIncluding;
  return ok(Object.fromEntries(Object.entries(settings).filter(wanted)));
}
