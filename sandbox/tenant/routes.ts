/** The table of what the tenant answers; a further endpoint is a further row. */

import { getApplication, listApplications } from './applications.ts';
import type { Call, Stores } from './call.ts';
import { listGrants } from './client-grants.ts';
import { getOrganization, listOrganizations } from './organizations.ts';
import type { TokenBucket } from './rate-limit.ts';
import { type Reply, refuse } from './reply.ts';
import type { TenantRequest } from './request.ts';
import { getApi, listApis, patchApi } from './resource-servers.ts';
import { getRole, listRolePermissions, listRoles, listRoleUsers } from './roles.ts';
import { getSettings } from './settings.ts';
import { type Authority, grantToken } from './tokens.ts';

/** An endpoint of the Management API, open to a token with any of the scopes; a group of the path is the call's `id`. */
interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly scopes: readonly string[];
  readonly answer: (call: Call) => Reply;
}

/** Which of those that the OpenAPI names suffices is not said there; these two are the ones that are about users. */
const USER_SCOPES = ['read:users', 'read:role_members'];

const CLIENT_SCOPES = ['read:clients', 'read:client_keys', 'read:client_summary'];

/** Source of paths and scopes: Management API OpenAPI. */
const ROUTES: readonly Route[] = [
  get('/resource-servers', ['read:resource_servers'], listApis),
  get('/resource-servers/([^/]+)', ['read:resource_servers'], getApi),
  { ...get('/resource-servers/([^/]+)', ['update:resource_servers'], patchApi), method: 'PATCH' },
  get('/client-grants', ['read:client_grants'], listGrants),
  get('/roles', ['read:roles'], listRoles),
  get('/roles/([^/]+)', ['read:roles'], getRole),
  get('/roles/([^/]+)/permissions', ['read:roles'], listRolePermissions),
  get('/roles/([^/]+)/users', USER_SCOPES, listRoleUsers),
  get('/organizations', ['read:organizations'], listOrganizations),
  get('/organizations/([^/]+)', ['read:organizations'], getOrganization),
  get('/tenants/settings', ['read:tenant_settings'], getSettings),
  get('/clients', CLIENT_SCOPES, listApplications),
  get('/clients/([^/]+)', [...CLIENT_SCOPES, 'read:client_credentials'], getApplication),
];

function get(path: string, scopes: readonly string[], answer: Route['answer']): Route {
  return { method: 'GET', path: new RegExp(`^/api/v2${path}$`), scopes, answer };
}

/** What all routes work on. */
export interface Backend extends Authority, Stores {
  readonly bucket: TokenBucket | undefined;
  readonly maximumPerPage: number;
}

/** The rate limit stands before everything else in the Management API, and does not count tokens being issued. */
export function answerRequest(backend: Backend, request: TenantRequest): Reply {
  if (request.path === '/oauth/token' && request.method === 'POST') return grantToken(backend, request);
  const verdict = backend.bucket?.take();
  const reply = verdict?.refusal ?? answerRoute(backend, request);
  return { ...reply, headers: { ...verdict?.headers, ...reply.headers } };
}

function answerRoute(backend: Backend, request: TenantRequest): Reply {
  const route = ROUTES.find(({ method, path }) => method === request.method && path.test(request.path));
  // Recorded shape without an errorCode; which text an unknown route gets is not recorded.
  if (route === undefined) return refuse(404, 'Not Found');
  const refusalFor = (scope: string) => backend.tokens.refusal(request.headers, scope);
  const refusal = refuseEach(route.scopes, refusalFor);
  if (refusal !== undefined) return refusal;
  const id = decode(route.path.exec(request.path)?.[1] ?? '');
  // "Invalid request URI" is the OpenAPI's; the rest of the body is not recorded.
  if (id === undefined) return refuse(400, 'Invalid request URI', 'invalid_uri');
  const may = (scope: string) => refusalFor(scope) === undefined;
  return route.answer({ ...backend, id, query: request.query, body: request.body, may });
}

/** Undefined if one scope lets the request in, else a refusal that names them all. Source of its form: auth0-cli's tests. */
function refuseEach(scopes: readonly string[], refusalFor: (scope: string) => Reply | undefined): Reply | undefined {
  const refusals = scopes.map(refusalFor);
  if (refusals.includes(undefined)) return undefined;
  const isLacking = refusals[0]?.status === 403;
  if (!isLacking) return refusals[0];
  return refuse(403, `Insufficient scope, expected any of: ${scopes.join(', ')}`, 'insufficient_scope');
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
