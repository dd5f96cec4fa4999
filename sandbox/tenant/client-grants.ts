/**
 * Client grants: which application may get which scopes of an API. The routes only read them, and a scope that an API
 * loses stays in them. Source: Auth0 support, "Payload validation error: scope must be a subset of resource server scopes".
 *
 * An application's own grant for the Management API is its `scopes`, and not in this list.
 */
import { randomBytes } from 'node:crypto';
import type { Call } from './call.ts';
import { answerEither, CHECKPOINT_QUERY, OFFSET_QUERY, refuseQuery } from './query.ts';
import type { Reply } from './reply.ts';
import { Store } from './store.ts';
import type { Schema } from './validation.ts';

/** A client grant on the wire. A key that was never set is absent. Source: recorded by terraform-provider-auth0. */
export interface ClientGrant {
  readonly id: string;
  /** Absent from one that is a default for a group of applications. */
  readonly client_id?: string;
  readonly audience: string;
  /** Absent from one with `allow_all_scopes`. */
  readonly scope?: readonly string[];
  /** The last is not in the OpenAPI document at hand. Source: terraform-provider-auth0, TestAccClientGrant_AnonymousUser. */
  readonly subject_type: 'client' | 'user' | 'anonymous_user';
  readonly allow_all_scopes?: boolean;
  readonly allow_any_organization?: boolean;
  readonly default_for?: 'third_party_clients';
}

/** What to start a grant from, with `client` for the application's id. Neither it nor the API has to exist. */
export type GrantSeed = Partial<Omit<ClientGrant, 'client_id'>> &
  Pick<ClientGrant, 'audience'> & { readonly client?: string };

export class Grants extends Store<ClientGrant> {
  constructor() {
    super('client grant');
  }

  add({ client, ...seed }: GrantSeed): ClientGrant {
    const id = `cgr_${randomBytes(8).toString('hex')}`;
    const application = client === undefined ? {} : { client_id: client };
    return this.keep(seed.id ?? id, { id, ...application, subject_type: 'client', ...seed });
  }
}

const LIST_QUERY: Record<string, Schema> = {
  ...OFFSET_QUERY,
  ...CHECKPOINT_QUERY,
  audience: { type: 'string' },
  client_id: { type: 'string' },
  allow_any_organization: { type: 'string', oneOf: ['true'] },
  subject_type: { type: 'string', oneOf: ['client', 'user', 'anonymous_user'] },
  default_for: { type: 'string', oneOf: ['third_party_clients'] },
};

const FILTERS = ['audience', 'client_id', 'subject_type', 'allow_any_organization', 'default_for'] as const;

/** `GET /client-grants`. Source of the two forms: recorded by terraform-provider-auth0 and auth0-deploy-cli. */
export function listGrants(call: Call): Reply {
  const found = call.grants.numbered().filter(({ item }) => matches(item, call.query));
  return refuseQuery(LIST_QUERY, call.query) ?? answerEither(found, call, 'client_grants');
}

function matches(grant: ClientGrant, query: URLSearchParams): boolean {
  return FILTERS.every((name) => !query.has(name) || String(grant[name]) === query.get(name));
}
