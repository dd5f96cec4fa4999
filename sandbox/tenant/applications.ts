/**
 * Applications, `clients` on the wire, which hold secrets. The routes only read them, and show no more of them than the
 * token may see. Source, where none is named: Management API OpenAPI, with the lists of fields by scope.
 */
import { randomBytes } from 'node:crypto';
import type { Call } from './call.ts';
import { answerEither, CHECKPOINT_QUERY, OFFSET_QUERY, refuseQuery } from './query.ts';
import { ok, type Reply, refuse } from './reply.ts';
import { Store } from './store.ts';
import type { Schema } from './validation.ts';

/** An application on the wire. */
export interface Application {
  readonly client_id: string;
  readonly name: string;
  /** This and the keys are random, so that finding one anywhere else is a leak. */
  readonly client_secret: string;
  readonly signing_keys: readonly { readonly cert: string }[];
  readonly [field: string]: unknown;
}

export interface ApplicationSeed {
  readonly id: string;
  readonly name?: string | undefined;
  readonly secret?: string;
  /** False for one of somebody else's, such as one that registered itself. */
  readonly firstParty?: boolean | undefined;
}

export class Applications extends Store<Application> {
  constructor() {
    super('application');
  }

  /** Fields are those of an answer recorded by terraform-provider-auth0. */
  add({ id, name = 'Default App', secret, firstParty = true }: ApplicationSeed): Application {
    return this.keep(id, {
      name,
      client_id: id,
      client_secret: secret ?? `client-secret-${randomBytes(24).toString('hex')}`,
      app_type: 'non_interactive',
      is_first_party: firstParty,
      oidc_conformant: true,
      signing_keys: [{ cert: `signing-key-${randomBytes(24).toString('hex')}` }],
      grant_types: ['client_credentials'],
    });
  }
}

const FIELDS: Record<string, Schema> = { fields: { type: 'string' }, include_fields: { type: 'boolean' } };

const FILTERS: Record<string, Schema> = { is_first_party: { type: 'boolean' }, app_type: { type: 'string' } };

/** What every scope that lets a request in may see; secrets need one of `KEY_SCOPES`, and all else one of the others. */
const SUMMARY = ['client_id', 'app_type', 'name', 'description'];
const SECRETS = ['client_secret', 'signing_keys'];
const KEY_SCOPES = ['read:client_keys', 'read:client_credentials'];
const OTHER_SCOPES = ['read:clients', 'read:client_keys'];

const LIST_QUERY = { ...OFFSET_QUERY, ...CHECKPOINT_QUERY, ...FIELDS, ...FILTERS };

/** `GET /clients`. */
export function listApplications(call: Call): Reply {
  const found = call.applications.numbered().filter(({ item }) => matches(item, call.query));
  const shown = found.map(({ number, item }) => ({ number, item: visible(item, call) }));
  return refuseQuery(LIST_QUERY, call.query) ?? refuseFields(call) ?? answerEither(shown, call, 'clients');
}

/** `GET /clients/{id}`. */
export function getApplication(call: Call): Reply {
  const application = call.applications.find(call.id);
  const invalid = refuseQuery(FIELDS, call.query) ?? refuseFields(call);
  // Source of the code: auth0.net, an integration test; the text is the OpenAPI's.
  return (
    invalid ?? (application ? ok(visible(application, call)) : refuse(404, 'Client not found.', 'inexistent_client'))
  );
}

function matches(application: Application, query: URLSearchParams): boolean {
  return Object.keys(FILTERS).every((name) => !query.has(name) || String(application[name]) === query.get(name));
}

/** The refusal where a field is named that the token may not see. */
function refuseFields(call: Call): Reply | undefined {
  if (call.query.get('include_fields') === 'false') return undefined;
  const named = call.query.get('fields')?.split(',') ?? [];
  if (named.every((field) => maySee(field, call))) return undefined;
  return refuse(403, 'Some fields cannot be read with the permissions granted by the bearer token scopes.');
}

function visible(application: Application, call: Call): object {
  const named = call.query.get('fields')?.split(',');
  const isIncluding = call.query.get('include_fields') !== 'false';
  const wanted = (field: string) => named === undefined || named.includes(field) === isIncluding;
  return Object.fromEntries(Object.entries(application).filter(([field]) => wanted(field) && maySee(field, call)));
}

function maySee(field: string, { may }: Call): boolean {
  return SUMMARY.includes(field) || (SECRETS.includes(field) ? KEY_SCOPES : OTHER_SCOPES).some(may);
}
