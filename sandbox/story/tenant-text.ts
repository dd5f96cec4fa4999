/** What the tenant holds, and what it was asked, as lines. */
import type { Apis, ResourceServer, Scope } from '../tenant/apis.ts';
import { isRecord, type LoggedRequest } from '../tenant/request.ts';
import type { Line } from './teller.ts';

/** What is to be said about one permission of an API, if anything. */
export type Note = (identifier: string, permission: Scope) => string | undefined;

/** Every API that is not Auth0's own, with its permissions. */
export function apiLines(apis: readonly ResourceServer[], note: Note): Line[] {
  return apis.filter(({ is_system }) => !is_system).flatMap((api) => oneApi(api, note));
}

function oneApi({ identifier, name, scopes = [], enforce_policies }: ResourceServer, note: Note): Line[] {
  const title = name === undefined ? identifier : `${name}  ${identifier}`;
  const rbac = enforce_policies === true ? undefined : 'RBAC is off';
  const width = Math.max(0, ...scopes.map(({ value }) => Math.min(value.length, 32)));
  const lines = scopes.map((scope) => ({ text: permissionText(scope, width), note: note(identifier, scope) }));
  return [{ text: title, note: rbac, style: 'bold' }, ...lines];
}

function permissionText({ value, description = '' }: Scope, width: number): string {
  return `  ${value.padEnd(width)}  ${description}`;
}

/** All but reading, and asking for a token. */
export function isWrite({ method, path }: LoggedRequest): boolean {
  return method !== 'GET' && path !== '/oauth/token';
}

/** One line a request, and below a write the list it carries, one line a permission. */
export function requestLines(requests: readonly LoggedRequest[], apis: Apis, note: Note): Line[] {
  return requests.flatMap((request) => {
    const api = apis.find(decodeURIComponent(request.path.split('/').at(-1) ?? ''));
    const line = { text: requestText(request), note: api && (api.name ?? api.identifier) };
    if (!isWrite(request)) return [line];
    const scopes = bodyLines(request.body, (scope) => note(api?.identifier ?? '', scope));
    return [{ ...line, style: 'bold' }, ...scopes];
  });
}

/** Long values are left out: they are the identifiers of the APIs above. */
function requestText({ method, path, query, status }: LoggedRequest): string {
  const pairs = Object.entries(query).map(([key, values]) => {
    const text = values.join(',');
    return `${key}=${text.length > 16 ? '…' : text}`;
  });
  return `${method.padEnd(5)} ${path}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}  ${status ?? 'no answer'}`;
}

function bodyLines(body: unknown, note: (scope: Scope) => string | undefined): Line[] {
  if (!isRecord(body) || !Array.isArray(body.scopes)) return [{ text: `  ${JSON.stringify(body)}` }];
  const keys = Object.keys(body).map((key) => (key === 'scopes' ? '"scopes": [' : `${JSON.stringify(key)}: …, `));
  const scopes = body.scopes.filter(isScope).map((scope) => ({ text: `    ${json(scope)}`, note: note(scope) }));
  return [{ text: `  {${keys.join('')}` }, ...scopes, { text: '  ]}' }];
}

function isScope(value: unknown): value is Scope {
  return isRecord(value) && typeof value.value === 'string';
}

function json(scope: Scope): string {
  const pairs = Object.entries(scope).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return `{${pairs.join(', ')}}`;
}
