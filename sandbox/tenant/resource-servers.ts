/** The resource-servers endpoints: list, get and patch. Source, where none is named: Management API OpenAPI. */
import type { ResourceServer } from './apis.ts';
import type { Call } from './call.ts';
import { answerOffset, OFFSET_QUERY, refuseQuery } from './query.ts';
import { ok, type Reply, refuse } from './reply.ts';
import { isRecord, MAXIMUM_BODY, type RequestBody } from './request.ts';
import { explain, type Finding, type Schema, validate } from './validation.ts';

const LIST_QUERY: Record<string, Schema> = {
  identifiers: { type: 'array', maxItems: 10, items: { type: 'string', minLength: 1 } },
  ...OFFSET_QUERY,
  include_fields: { type: 'boolean' },
};

/** Auth0 docs, "Entity Limit Policy". */
const MAXIMUM_SCOPES = 1000;

/** Auth0 docs, "Add API Permissions", reserved names. */
const RESERVED = [
  ...['address', 'created_at', 'email', 'email_verified', 'family_name', 'given_name', 'identities', 'name'],
  ...['nickname', 'offline_access', 'openid', 'phone', 'picture', 'profile'],
];

const SCOPES: Schema = {
  type: 'array',
  description: 'List of permissions (scopes) that this API uses.',
  items: {
    type: 'object',
    required: ['value'],
    fields: {
      value: { type: 'string', minLength: 1, maxLength: 280, description: 'Value of this scope.' },
      description: { type: 'string', maxLength: 500, description: 'User-friendly description of this scope.' },
    },
  },
};

/** What a system API takes. Source: auth0-deploy-cli, which strips everything else before it patches one. */
const SYSTEM_FIELDS: Record<string, Schema> = {
  token_lifetime: { type: 'integer', minimum: 0, maximum: 2_592_000 },
  proof_of_possession: { type: ['object', 'null'] },
  skip_consent_for_verifiable_first_party_clients: { type: 'boolean' },
  subject_type_authorization: { type: 'object' },
  authorization_policy: { type: ['object', 'null'] },
};

const DIALECTS = ['access_token', 'access_token_authz', 'rfc9068_profile', 'rfc9068_profile_authz'];

/** Nested objects other than scopes are checked for their type alone. */
const FIELDS: Record<string, Schema> = {
  ...SYSTEM_FIELDS,
  name: { type: 'string', maxLength: 200, pattern: /^[^<>]+$/ },
  scopes: SCOPES,
  signing_alg: { type: 'string', oneOf: ['HS256', 'RS256', 'RS512', 'PS256'] },
  signing_secret: { type: 'string', minLength: 16 },
  allow_offline_access: { type: 'boolean' },
  allow_online_access: { type: 'boolean' },
  allow_online_access_with_ephemeral_sessions: { type: 'boolean' },
  token_dialect: { type: 'string', oneOf: DIALECTS },
  enforce_policies: { type: 'boolean' },
  token_encryption: { type: ['object', 'null'] },
  consent_policy: { type: ['string', 'null'] },
  authorization_details: { type: ['array', 'null'] },
  // Not in the OpenAPI, yet accepted: recorded by terraform-provider-auth0.
  token_lifetime_for_web: { type: 'integer', minimum: 0 },
};

/** `GET /resource-servers`. A tenant with a smaller maximum clamps `per_page` and echoes the `limit` it used. */
export function listApis(call: Call): Reply {
  const wanted = new Set(call.query.getAll('identifiers'));
  const found = call.apis.list().filter(({ identifier }) => wanted.size === 0 || wanted.has(identifier));
  const invalid = refuseQuery(LIST_QUERY, call.query);
  return invalid ?? answerOffset(found, call, ({ items, ...totals }) => ({ ...totals, resource_servers: items }));
}

/** `GET /resource-servers/{id}`. */
export function getApi({ apis, id, query }: Call): Reply {
  const api = apis.find(id);
  return refuseQuery({ include_fields: { type: 'boolean' } }, query) ?? (api === undefined ? missing() : ok(api));
}

/**
 * `PATCH /resource-servers/{id}`: `scopes` is replaced whole, other fields are merged, and the answer is the whole
 * object, scopes in the order sent. The OpenAPI says 201; every recording by terraform-provider-auth0 says 200.
 */
export function patchApi({ apis, id, query, body }: Call): Reply {
  const api = apis.find(id);
  const unreadable = refuseQuery({}, query) ?? refuseBody(body);
  if (unreadable !== undefined) return unreadable;
  if (api === undefined) return missing();
  const change = body.kind === 'parsed' ? body.value : null;
  const findings = findingsAbout(api, change);
  if (findings.length > 0) return refuse(400, explain('Payload validation error', findings), 'invalid_body');
  return ok(apis.edit(api.identifier, () => (isRecord(change) ? change : {})));
}

/** Recorded by terraform-provider-auth0. */
function missing(): Reply {
  return refuse(404, 'The resource server does not exist', 'inexistent_resource_server');
}

/** Neither status nor text is recorded: these are hapi's, which the API's other errors come from. */
function refuseBody(body: RequestBody): Reply | undefined {
  if (body.kind === 'unreadable') return refuse(400, 'Invalid request payload JSON format');
  if (body.kind !== 'too-large') return undefined;
  return refuse(413, `Payload content length greater than maximum allowed: ${MAXIMUM_BODY}`);
}

function findingsAbout(api: ResourceServer, change: unknown): Finding[] {
  const findings = validate({ type: 'object', fields: api.is_system ? SYSTEM_FIELDS : FIELDS }, change);
  if (findings.length > 0 || !isRecord(change) || !Array.isArray(change.scopes)) return findings;
  const values = change.scopes.map((scope: unknown) => (isRecord(scope) ? scope.value : undefined));
  return beyondSchema(values);
}

/**
 * The OpenAPI allows these, and what the real API answers is not recorded: over the documented limit, a name twice, a
 * reserved name. All are refused here with z-schema's words, so that a client that sends one is noticed.
 */
function beyondSchema(values: readonly unknown[]): Finding[] {
  const about = { path: 'scopes', description: SCOPES.description };
  const findings: Finding[] = [];
  if (values.length > MAXIMUM_SCOPES) {
    findings.push({ message: `Array is too long (${values.length}), maximum ${MAXIMUM_SCOPES}`, ...about });
  }
  const first = new Map<unknown, number>();
  for (const [index, value] of values.entries()) {
    const twin = first.get(value);
    if (twin === undefined) first.set(value, index);
    else findings.push({ message: `Array items are not unique (indexes ${twin} and ${index})`, ...about });
    if (RESERVED.some((name) => name === value)) {
      findings.push({ message: `Invalid property "${value}"`, path: `scopes[${index}].value` });
    }
  }
  return findings;
}
