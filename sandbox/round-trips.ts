/** How long a run waited for answers, and for which: told by the logs of the servers, not by a clock at the run's side. */
import type { World } from './world.ts';

export interface RoundTrip {
  readonly server: 'tenant' | 'GitHub';
  readonly what: string;
  /** Milliseconds from the run's first request on. */
  readonly start: number;
  readonly end: number;
  /** Milliseconds of latency on the slowest way to its answer. */
  readonly latency: number;
  /** The one before it on that way; undefined where it waited for none. */
  readonly after: RoundTrip | undefined;
}

/**
 * Does something, and gives the round trips that it took, in the order they began. One that began when another's answer was
 * there counts as having waited for it, so latencies must be well above what the process does between two requests.
 */
export async function roundTripsOf({ tenant, github }: World, act: () => Promise<unknown>): Promise<RoundTrip[]> {
  const [asked, told] = [tenant.requests.length, github.requests.length];
  await act();
  const all = [
    ...tenant.requests.slice(asked).map((one) => ({ ...one, server: 'tenant', latency: tenant.latency }) as const),
    ...github.requests.slice(told).map((one) => ({ ...one, server: 'GitHub', latency: github.latency }) as const),
  ].sort((a, b) => a.at - b.at);
  const begin = all[0]?.at ?? 0;
  const trips: RoundTrip[] = [];
  for (const { server, method, path, at, ended = at, latency } of all) {
    const after = slowest(trips.filter(({ end }) => end <= at - begin));
    trips.push({
      ...{ server, what: `${method} ${path}`, start: at - begin, end: ended - begin },
      latency: latency + (after?.latency ?? 0),
      after,
    });
  }
  return trips;
}

/** The one with the most latency on the way to it; undefined where there is none. */
export function slowest(trips: readonly RoundTrip[]): RoundTrip | undefined {
  return trips.reduce<RoundTrip | undefined>(
    (most, one) => (one.latency > (most?.latency ?? 0) ? one : most),
    undefined,
  );
}

/** Those that had to wait for one another on the slowest way, the last one first. */
export function chainOf(trips: readonly RoundTrip[]): RoundTrip[] {
  const chain: RoundTrip[] = [];
  for (let one = slowest(trips); one; one = one.after) chain.push(one);
  return chain;
}

/** A line for each request, those on the slowest way marked. */
export function waterfall(trips: readonly RoundTrip[]): string[] {
  const chain = new Set(chainOf(trips));
  const width = 40;
  const scale = width / Math.max(1, ...trips.map(({ end }) => end));
  return trips.map((one) => {
    const [from, to] = [Math.round(one.start * scale), Math.max(1, Math.round(one.end * scale))];
    const bar = `${' '.repeat(from)}${(chain.has(one) ? '█' : '░').repeat(Math.max(1, to - from))}`.padEnd(width + 1);
    return `${bar} ${String(one.start).padStart(5)} ms  ${one.server.padEnd(6)}  ${shortened(one.what)}`;
  });
}

function shortened(what: string): string {
  return what.replace('/repos/acme/shop', '').replace(/\b([0-9a-f]{7})[0-9a-f]{33,}\b/g, '$1');
}
