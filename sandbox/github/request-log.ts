/** What was asked of the server, for tests to look at. */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

export interface LoggedRequest {
  readonly method: string;
  /** As sent, without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** `authorization` is reduced to its last four characters. */
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
  /** 0 while there is no answer yet. */
  status: number;
  /** Milliseconds since the epoch, when the request had been read. */
  readonly at: number;
  /** When its answer was ready to be sent; undefined until then, and where there is none. */
  ended: number | undefined;
}

/** Reads the request's body and words the entry; `text` is the body as it came. */
export async function readRequest(request: IncomingMessage, url: URL) {
  const text = await bodyText(request);
  return { entry: logged(request, url, text), text };
}

async function bodyText(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function logged({ method = '', headers }: IncomingMessage, url: URL, text: string): LoggedRequest {
  const { authorization, ...rest } = headers;
  const reduced = authorization === undefined ? {} : { authorization: `…${authorization.slice(-4)}` };
  const query = Object.fromEntries(url.searchParams);
  const times = { at: Date.now(), ended: undefined };
  return {
    method,
    path: url.pathname,
    query,
    headers: { ...rest, ...reduced },
    body: parsed(text),
    status: 0,
    ...times,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // told to the client as 400
  }
}
