/** The table of what the tenant answers; a further endpoint is a further row. */

import type { TokenBucket } from './rate-limit.ts';
import { type Reply, refuse } from './reply.ts';
import type { TenantRequest } from './request.ts';
import { type Call, getApi, listApis, patchApi } from './resource-servers.ts';
import { type Authority, grantToken } from './tokens.ts';

/** An endpoint of the Management API; a group of the path is the `id` of the call. */
interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly scope: string;
  readonly answer: (call: Call) => Reply;
}

/** Source of paths and scopes: Management API OpenAPI. */
const ROUTES: readonly Route[] = [
  { method: 'GET', path: /^\/api\/v2\/resource-servers$/, scope: 'read:resource_servers', answer: listApis },
  { method: 'GET', path: /^\/api\/v2\/resource-servers\/([^/]+)$/, scope: 'read:resource_servers', answer: getApi },
  {
    method: 'PATCH',
    path: /^\/api\/v2\/resource-servers\/([^/]+)$/,
    scope: 'update:resource_servers',
    answer: patchApi,
  },
];

/** What all routes work on. */
export interface Backend extends Authority {
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
  const refusal = backend.tokens.refusal(request.headers, route.scope);
  if (refusal !== undefined) return refusal;
  const id = decode(route.path.exec(request.path)?.[1] ?? '');
  // "Invalid request URI" is the OpenAPI's; the rest of the body is not recorded.
  if (id === undefined) return refuse(400, 'Invalid request URI', 'invalid_uri');
  const { apis, maximumPerPage } = backend;
  return route.answer({ apis, maximumPerPage, id, query: request.query, body: request.body });
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
