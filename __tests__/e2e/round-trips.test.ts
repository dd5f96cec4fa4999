/** What a run waits for: how many round trips stand one after the other on the slowest way to its end. */
import { describe, expect, test } from '@jest/globals';
import { depart, type Journey, journeys } from '../../bench/journeys.ts';
import { chainOf, type RoundTrip, roundTripsOf } from '../../sandbox/round-trips.ts';

interface Count {
  readonly tenant: number;
  readonly github: number;
}

/** Far above what a run does between two requests, and in the proportion of the real ones. */
const latency: Count = { tenant: 1050, github: 450 };

/** At most. */
interface Bounds {
  /** Requests in all. */
  readonly asked: Count;
  /** Round trips one after the other. */
  readonly deep: Count;
  /** The same where the tenant answers at once, so that what GitHub is waited for is not hidden behind it. */
  readonly gitHubAlone: number;
}

const most: Readonly<Record<string, Bounds>> = {
  'plan, additions': { asked: { tenant: 3, github: 7 }, deep: { tenant: 2, github: 2 }, gitHubAlone: 4 },
  'plan, removals, 5 roles, 3 grants': {
    asked: { tenant: 9, github: 7 },
    deep: { tenant: 3, github: 2 },
    gitHubAlone: 4,
  },
  'plan of 60 APIs': { asked: { tenant: 3, github: 7 }, deep: { tenant: 2, github: 2 }, gitHubAlone: 4 },
  'push, 1 change': { asked: { tenant: 5, github: 13 }, deep: { tenant: 4, github: 2 }, gitHubAlone: 7 },
  'push, 10 APIs, removals': { asked: { tenant: 29, github: 13 }, deep: { tenant: 9, github: 1 }, gitHubAlone: 7 },
  'drift, one drifted': { asked: { tenant: 3, github: 8 }, deep: { tenant: 3, github: 2 }, gitHubAlone: 4 },
  'plan, offline': { asked: { tenant: 0, github: 5 }, deep: { tenant: 0, github: 3 }, gitHubAlone: 3 },
};

/** In the time that the limits are meant for: one round trip more of either is over it. */
function cost({ tenant, github }: Count): number {
  return tenant * latency.tenant + github * latency.github;
}

function countOf(trips: readonly RoundTrip[]): Count {
  const of = (server: RoundTrip['server']) => trips.filter((one) => one.server === server).length;
  return { tenant: of('tenant'), github: of('GitHub') };
}

async function tripsOf(journey: Journey, { tenant, github }: Count): Promise<RoundTrip[]> {
  await using departure = await depart(journey);
  const { world, go } = departure;
  world.tenant.latency = tenant;
  world.github.latency = github;
  return await roundTripsOf(world, go);
}

const none: Bounds = { asked: { tenant: 0, github: 0 }, deep: { tenant: 0, github: 0 }, gitHubAlone: 0 };
const named = journeys.map((journey) => [journey.name, journey] as const);

describe('no run waits longer than it has to, nor asks more often', () => {
  test.each(named)('%s', async (name, journey) => {
    const { asked, deep } = most[name] ?? none;
    const trips = await tripsOf(journey, latency);
    const [all, waited] = [countOf(trips), countOf(chainOf(trips))];
    expect({ all, more: all.tenant > asked.tenant || all.github > asked.github }).toEqual({ all, more: false });
    expect({ waited, over: cost(waited) > cost(deep) }).toEqual({ waited, over: false });
  });

  test.each(named)('%s, of GitHub, where the tenant answers at once', async (name, journey) => {
    const trips = await tripsOf(journey, { tenant: 0, github: 600 });
    expect(countOf(chainOf(trips)).github).toBeLessThanOrEqual((most[name] ?? none).gitHubAlone);
  });
});
