/** Which APIs of a tenant an audit is about. */
import { chooseApis } from '../adoption.ts';
import type { TenantApi } from '../plan.ts';
import { isSystemIdentifier } from '../rules/system-api.ts';

export type Wanted =
  | { readonly kind: 'all' }
  /** Identifiers, in which `*` stands for any text. */
  | { readonly kind: 'globs'; readonly globs: readonly string[] }
  | {
      readonly kind: 'declared';
      readonly identifiers: readonly string[];
      /** Those that an earlier audit was about. */
      readonly before: readonly string[];
    };

export interface Choice {
  readonly apis: readonly TenantApi[];
  /** Identifiers that the tenant does not have. */
  readonly missing: readonly string[];
}

/** Auth0's own are never among them. @throws ActionError api-not-found for a glob that means no API */
export function chooseAudited(held: readonly TenantApi[], wanted: Wanted, tenant: string): Choice {
  if (wanted.kind !== 'declared')
    return { apis: chooseApis(held, wanted.kind === 'globs' ? wanted.globs : [], tenant), missing: [] };
  const own = held.filter(({ identifier, system }) => !system && !isSystemIdentifier(identifier, tenant));
  const known = new Map(own.map((api) => [api.identifier, api]));
  return {
    apis: wanted.identifiers.flatMap((identifier) => known.get(identifier) ?? []),
    missing: wanted.identifiers.filter((identifier) => !known.has(identifier)),
  };
}
