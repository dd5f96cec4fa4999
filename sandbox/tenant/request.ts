/** Reading a request off the wire, and what of it is kept in the log. */
import type { IncomingMessage } from 'node:http';

/** One request as it came. `path` is raw (still percent-encoded), `body` is what `readBody` made of it. */
export interface TenantRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: RequestBody;
}

export type RequestBody =
  | { readonly kind: 'empty' }
  | { readonly kind: 'parsed'; readonly value: unknown }
  | { readonly kind: 'unreadable'; readonly bytes: number }
  | { readonly kind: 'too-large' };

/** A line of the log. `status` is undefined until the answer's head is sent, and stays so where there was none. */
export interface LoggedRequest {
  readonly method: string;
  /** As sent, percent-encoded, without the query. */
  readonly path: string;
  /** Every key with its values in the order sent. */
  readonly query: Readonly<Record<string, readonly string[]>>;
  /** Lower-case names; `authorization` is its scheme only. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON or form, secrets replaced; undefined if there was none. */
  readonly body: unknown;
  status: number | undefined;
  /** Milliseconds since the epoch, when the request had been read. */
  readonly at: number;
  /** When its answer was ready to be sent; undefined until then, and where there is none. */
  ended: number | undefined;
}

/** Source: Auth0 docs, Management API v2 ("1 megabyte"); 1 MiB is the default of hapi, whose messages the API answers with. */
export const MAXIMUM_BODY = 1_048_576;

const SECRETS = ['client_secret', 'client_assertion'];

export async function readRequest(message: IncomingMessage): Promise<TenantRequest> {
  const url = message.url ?? '/';
  const mark = url.indexOf('?');
  return {
    method: message.method ?? 'GET',
    url,
    path: mark < 0 ? url : url.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1)),
    headers: message.headers,
    body: await readBody(message),
  };
}

/** A body over the limit is read to its end, so that the client gets to see the answer, but not kept. */
async function readBody(message: IncomingMessage): Promise<RequestBody> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes <= MAXIMUM_BODY) chunks.push(part);
  }
  if (bytes === 0) return { kind: 'empty' };
  if (bytes > MAXIMUM_BODY) return { kind: 'too-large' };
  return parseBody(message.headers['content-type'] ?? '', Buffer.concat(chunks));
}

function parseBody(type: string, bytes: Buffer): RequestBody {
  const text = bytes.toString('utf8');
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return { kind: 'parsed', value: Object.fromEntries(new URLSearchParams(text)) };
  }
  if (!type.startsWith('application/json')) return { kind: 'unreadable', bytes: bytes.length };
  try {
    return { kind: 'parsed', value: JSON.parse(text) };
  } catch {
    return { kind: 'unreadable', bytes: bytes.length };
  }
}

export function logged(request: TenantRequest, at: number): LoggedRequest {
  const { method, path, query } = request;
  const keys = [...new Set(query.keys())];
  return {
    method,
    path,
    query: Object.fromEntries(keys.map((key) => [key, query.getAll(key)])),
    headers: loggedHeaders(request.headers),
    body: loggedBody(request.body),
    status: undefined,
    at,
    ended: undefined,
  };
}

function loggedHeaders(headers: IncomingMessage['headers']): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]): [string, string] => {
    const text = Array.isArray(value) ? value.join(', ') : (value ?? '');
    return [name, name === 'authorization' ? schemeOf(text) : text];
  });
  return Object.fromEntries(entries);
}

/** A value without a scheme is a bare secret, so nothing of it is kept. */
function schemeOf(authorization: string): string {
  return /^(\S+)\s/.exec(authorization)?.[1] ?? '[no scheme]';
}

/** An unreadable body is told by its size alone: it may hold a secret in a place where nobody would look for it. */
function loggedBody(body: RequestBody): unknown {
  if (body.kind === 'empty') return undefined;
  if (body.kind === 'too-large') return '[over the limit]';
  if (body.kind === 'unreadable') return `[${body.bytes} bytes, unreadable]`;
  const value = body.value;
  if (!isRecord(value) || !SECRETS.some((name) => Object.hasOwn(value, name))) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([name, own]) => [name, SECRETS.includes(name) ? '[redacted]' : own]));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
