/** The tenant's APIs as stored: what the routes read and write, and what a person changes by hand in the dashboard. */
import { randomBytes } from 'node:crypto';

/** A permission on the wire. A missing description and an empty one are two states, and both are kept. */
export interface Scope {
  readonly value: string;
  readonly description?: string;
}

/** An API on the wire. A field that was never set is absent. Source: recorded by terraform-provider-auth0. */
export interface ResourceServer {
  readonly id: string;
  readonly identifier: string;
  readonly name?: string;
  /** Only system APIs have the key. */
  readonly is_system?: true;
  readonly scopes?: readonly Scope[];
  readonly signing_alg?: string;
  readonly signing_secret?: string;
  /**
   * Whom it lets in, by the kind of subject. Source: Auth0 docs, "API Access Policies for Applications"; the third, of a
   * beta: npm `auth0` 7.1.0, ResourceServerSubjectTypeAuthorization.
   */
  readonly subject_type_authorization?:
    | {
        readonly client?: { readonly policy: string };
        readonly user?: { readonly policy: string };
        readonly anonymous_user?: { readonly policy: string };
      }
    | null
    | undefined;
  /** What the same beta called it before. Source: Auth0 docs, "Anonymous Sessions". */
  readonly allow_anonymous_access?: boolean;
  /** RBAC. */
  readonly enforce_policies?: boolean | undefined;
  readonly [field: string]: unknown;
}

/** What to start an API from; a field given as undefined is absent, even one with a default. */
export type ApiSeed = Partial<ResourceServer> & Pick<ResourceServer, 'identifier'>;

/** What a new API has besides its id and identifier. Source: the answer to a creation, recorded by terraform-provider-auth0. */
const DEFAULTS = {
  allow_offline_access: false,
  skip_consent_for_verifiable_first_party_clients: false,
  subject_type_authorization: { client: { policy: 'require_client_grant' }, user: { policy: 'allow_all' } },
  token_lifetime: 86_400,
  token_lifetime_for_web: 7_200,
  signing_alg: 'RS256',
};

const SYSTEM_ENTITIES = ['clients', 'client_grants', 'resource_servers', 'roles', 'users'];

/** The Management API, which stands in every tenant's list. Its scopes have the description first, as recorded. */
export function managementApi(audience: string): ApiSeed {
  const scopes = SYSTEM_ENTITIES.flatMap((entity) =>
    ['read', 'create', 'update', 'delete'].map((action) => ({
      description: `${action} ${entity}`,
      value: `${action}:${entity}`,
    })),
  );
  return { identifier: audience, name: 'Auth0 Management API', is_system: true, scopes };
}

export class Apis {
  readonly #stored = new Map<string, ResourceServer>();
  readonly #signingSecret: string;

  /** `signingSecret` is given to every HS256 API that brings none of its own. */
  constructor(signingSecret: string) {
    this.#signingSecret = signingSecret;
  }

  /** In the order they were added. */
  list(): readonly ResourceServer[] {
    return [...this.#stored.values()];
  }

  /** By id or by identifier, compared exactly. */
  find(key: string): ResourceServer | undefined {
    return this.#stored.get(key) ?? this.list().find((api) => api.id === key);
  }

  /** Throws if the identifier is taken. */
  add(seed: ApiSeed): ResourceServer {
    if (this.#stored.has(seed.identifier)) throw new Error(`The tenant already has an API ${seed.identifier}.`);
    const secret = seed.signing_alg === 'HS256' ? { signing_secret: this.#signingSecret } : {};
    const api = { id: randomBytes(12).toString('hex'), ...DEFAULTS, ...secret, ...seed };
    this.#stored.set(api.identifier, api);
    return api;
  }

  /** Merges the fields that `change` returns, so `scopes` are replaced whole. Throws if there is no such API. */
  edit(key: string, change: (api: ResourceServer) => Partial<ResourceServer>): ResourceServer {
    const api = this.#need(key);
    const next = { ...api, ...change(api), id: api.id, identifier: api.identifier };
    this.#stored.set(api.identifier, next);
    return next;
  }

  /** Throws if there is no such API. */
  remove(key: string): void {
    this.#stored.delete(this.#need(key).identifier);
  }

  #need(key: string): ResourceServer {
    const api = this.find(key);
    if (api === undefined) throw new Error(`The tenant has no API ${key}.`);
    return api;
  }
}
