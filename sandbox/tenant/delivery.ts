/** Putting an answer on the wire, faithfully or with a fault's effect. */
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Effect } from './faults.ts';
import type { Reply } from './reply.ts';

/** An answer as bytes: it no longer changes when the tenant does. */
export interface Packet {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const PAGE =
  '<!DOCTYPE html><html><head><title>Gateway</title></head><body><h1>Something went wrong</h1></body></html>';

export function pack({ status, body, headers }: Reply): Packet {
  const bytes = Buffer.from(JSON.stringify(body));
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body: bytes };
}

/** The answer of an effect that comes before the tenant acts: a packet, or how the connection ends. */
export function instead(effect: Effect | undefined, path: string): Packet | 'destroy' | 'silence' | undefined {
  if (effect?.kind === 'status') return packGiven(effect.status, effect);
  if (effect?.kind === 'reset') return 'destroy';
  if (effect?.kind === 'hang') return 'silence';
  if (effect?.kind === 'html') return packPage(effect.status ?? 502);
  if (effect?.kind !== 'redirect') return undefined;
  return {
    status: 302,
    headers: { location: effect.location ?? `https://elsewhere.invalid${path}` },
    body: Buffer.alloc(0),
  };
}

function packPage(status: number): Packet {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body: Buffer.from(PAGE) };
}

/** A string is sent as it is, anything else as JSON, nothing as an empty body. */
function packGiven(status: number, given: { body?: unknown; headers?: Readonly<Record<string, string>> }): Packet {
  if (given.body !== undefined && typeof given.body !== 'string')
    return pack({ headers: given.headers ?? {}, status, body: given.body });
  return { status, headers: given.headers ?? {}, body: Buffer.from(given.body ?? '') };
}

/** How to send; `signal` ends a wait when the tenant closes. */
interface Manner {
  readonly effect: Effect | undefined;
  readonly signal: AbortSignal;
}

/** Sends what the tenant answered, as the effect has it. */
export async function deliver(response: ServerResponse, packet: Packet, { effect, signal }: Manner): Promise<void> {
  if (effect?.kind === 'reset-after') return destroy(response);
  if (effect?.kind === 'truncated') return cutShort(response, packet, effect.cut ?? 'body');
  if (effect?.kind === 'slow') return await hold(response, packet, { ...effect, signal });
  send(response, effect?.kind === 'status-after' ? packGiven(effect.status ?? 503, effect) : packet);
}

export function send(response: ServerResponse, packet: Packet): void {
  sendHead(response, packet);
  response.end(packet.body);
}

/** The client sees the connection reset. */
export function destroy(response: ServerResponse): void {
  response.socket?.destroy();
}

function sendHead(response: ServerResponse, { status, headers, body }: Packet): void {
  response.writeHead(status, { ...headers, 'content-length': body.length });
}

function half({ body }: Packet): Buffer {
  return body.subarray(0, Math.floor(body.length / 2));
}

function cutShort(response: ServerResponse, packet: Packet, cut: 'body' | 'connection'): void {
  if (cut === 'body') {
    send(response, { ...packet, body: half(packet) });
    return;
  }
  sendHead(response, packet);
  response.write(half(packet), () => destroy(response));
}

interface Hold {
  readonly milliseconds: number;
  readonly hold?: 'head' | 'body';
  readonly signal: AbortSignal;
}

async function hold(response: ServerResponse, packet: Packet, { milliseconds, hold, signal }: Hold): Promise<void> {
  const first = half(packet);
  if (hold === 'body') sendHead(response, packet);
  if (hold === 'body') response.write(first);
  await wait(milliseconds, undefined, { signal }).catch(() => undefined);
  if (signal.aborted || response.destroyed) return;
  if (hold !== 'body') return send(response, packet);
  response.end(packet.body.subarray(first.length));
}
