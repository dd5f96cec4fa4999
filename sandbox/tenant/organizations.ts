/** Organizations, of which only the name matters here. The routes only read them. Source: Management API OpenAPI. */
import type { Call } from './call.ts';
import { answerEither, CHECKPOINT_QUERY, OFFSET_QUERY, refuseQuery } from './query.ts';
import { ok, type Reply, refuse } from './reply.ts';
import { Store } from './store.ts';

export interface Organization {
  readonly id: string;
  readonly name: string;
}

export class Organizations extends Store<Organization> {
  constructor() {
    super('organization');
  }

  add(organization: Organization): Organization {
    return this.keep(organization.id, organization);
  }
}

/** `GET /organizations`. */
export function listOrganizations(call: Call): Reply {
  const invalid = refuseQuery({ ...OFFSET_QUERY, ...CHECKPOINT_QUERY }, call.query);
  return invalid ?? answerEither(call.organizations.numbered(), call, 'organizations');
}

/** `GET /organizations/{id}`. */
export function getOrganization({ organizations, id, query }: Call): Reply {
  const found = organizations.find(id);
  return refuseQuery({}, query) ?? (found ? ok(found) : refuse(404, 'No organization found by that id.'));
}
