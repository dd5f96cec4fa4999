/** What a run waits for: how many round trips stand one after the other on the slowest way to its end. */
import { describe, expect, test } from '@jest/globals';
import { depart, journeys } from '../../bench/journeys.ts';
import { chainOf, type RoundTrip, roundTripsOf } from '../../sandbox/round-trips.ts';

/** Far above what a run does between two requests, and in the proportion of the real ones. */
const latency = { tenant: 700, github: 300 };

/** At most so many round trips to the tenant, and to GitHub, one after the other. */
const most: Readonly<Record<string, { readonly tenant: number; readonly github: number }>> = {
  'plan, additions': { tenant: 3, github: 2 },
  'plan, removals, 5 roles, 3 grants': { tenant: 6, github: 2 },
  'plan of 60 APIs': { tenant: 18, github: 2 },
  'push, 1 change': { tenant: 5, github: 1 },
  'push, 10 APIs, removals': { tenant: 15, github: 1 },
  'drift, one drifted': { tenant: 3, github: 2 },
  'plan, offline': { tenant: 0, github: 4 },
};

/** In the time that the limits are meant for: one round trip more of either is over it. */
function cost({ tenant, github }: { readonly tenant: number; readonly github: number }): number {
  return tenant * latency.tenant + github * latency.github;
}

function tripsTo(server: RoundTrip['server'], trips: readonly RoundTrip[]): number {
  return trips.filter((one) => one.server === server).length;
}

describe('no run waits longer than it has to', () => {
  test.each(journeys.map((journey) => [journey.name, journey] as const))('%s', async (name, journey) => {
    await using departure = await depart(journey);
    const { world, go } = departure;
    world.tenant.latency = latency.tenant;
    world.github.latency = latency.github;
    const chain = chainOf(await roundTripsOf(world, go));
    const waited = { tenant: tripsTo('tenant', chain), github: tripsTo('GitHub', chain) };
    expect({ waited, over: cost(waited) > cost(most[name] ?? { tenant: 0, github: 0 }) }).toEqual({
      waited,
      over: false,
    });
  });
});
