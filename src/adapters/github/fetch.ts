/** The fetch that the Octokit sends with, over Node.js' own HTTP: to load undici takes longer than most runs' requests. */
import { type ClientRequest, Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, type RequestOptions, request as requestHttps } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
// By path, because the index of @actions/github loads its whole HTTP client and undici.
import { getProxyUrl } from '../../../node_modules/@actions/github/node_modules/@actions/http-client/lib/proxy.js';
import { withProxy } from '../../core/proxy.ts';

/** What the Octokit asks of a fetch. */
export type Fetch = (url: string | URL, options: FetchOptions) => Promise<Fetched>;

export interface FetchOptions {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What the Octokit asks of an answer. */
export interface Fetched {
  readonly status: number;
  readonly url: string;
  /** By their names in small letters. */
  readonly headers: ReadonlyMap<string, string>;
  text(): Promise<string>;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** In bytes: far above the longest list of a tree that GitHub gives, 7 MB. */
const largestAnswer = 100 * 1024 * 1024;

/**
 * A fetch for one origin, which follows no redirects. It takes proxies from the environment as GitHub's toolkit does, and
 * certificates (`NODE_EXTRA_CA_CERTS`) as Node.js does.
 */
export function openFetch(origin: URL): Fetch {
  const send = withProxy(() => sender(origin));
  return async (url, { headers, body, ...options }) => {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const sent = send(new URL(url), { ...options, headers: { ...headers, 'accept-encoding': 'gzip' } }, resolve);
    // Node.js ends nothing by a signal that still waits for a connection, as behind a proxy that keeps silent.
    options.signal?.addEventListener('abort', () => reject(options.signal?.reason), { once: true });
    // And it closes without an error what is answered in another protocol (101).
    sent.on('close', () => reject(new Error('the connection was closed before an answer came')));
    sent.on('error', reject).end(body);
    return toFetched(String(url), await promise);
  };
}

type Send = (url: URL, options: RequestOptions, answered: (message: IncomingMessage) => void) => ClientRequest;

function sender(origin: URL): Send {
  const proxy = getProxyUrl(origin)?.href;
  const kept = { keepAlive: true };
  if (origin.protocol === 'https:') {
    const agent = new HttpsAgent({ ...kept, ...(proxy && { proxyEnv: { HTTPS_PROXY: proxy } }) });
    return (url, options, answered) => requestHttps(url, { ...options, agent }, answered);
  }
  const agent = new HttpAgent({ ...kept, ...(proxy && { proxyEnv: { HTTP_PROXY: proxy } }) });
  return (url, options, answered) => requestHttp(url, { ...options, agent }, answered);
}

/** The body is read in any case, so that the connection can be used again; that it broke off is told to who asks for it. */
function toFetched(url: string, message: IncomingMessage): Fetched {
  const body = readBody(message);
  body.catch(() => undefined);
  return {
    status: message.statusCode ?? 0,
    url,
    headers: new Map(Object.entries(message.headers).flatMap(([name, value]) => (value ? [[name, `${value}`]] : []))),
    text: async () => (await body).toString('utf8'),
    arrayBuffer: async () => new Uint8Array(await body).buffer,
  };
}

async function readBody(message: IncomingMessage): Promise<Buffer> {
  if (message.headers['content-encoding'] === 'gzip') return await pipeline(message, createGunzip(), collect);
  return await pipeline(message, collect);
}

async function collect(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const taken: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > largestAnswer) throw new Error(`the answer is over ${largestAnswer / 1024 / 1024} MiB`);
    taken.push(chunk);
  }
  return Buffer.concat(taken);
}
