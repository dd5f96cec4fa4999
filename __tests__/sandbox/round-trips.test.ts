import { describe, expect, test } from '@jest/globals';
import { chainOf, roundTripsOf, waterfall } from '../../sandbox/round-trips.ts';
import { startWorld, type World } from '../../sandbox/world.ts';

const latency = 200;

async function ask({ github }: World, path: string): Promise<void> {
  const headers = { authorization: `Bearer ${github.token}`, 'user-agent': 'test' };
  await (await fetch(`${github.url}${path}`, { headers })).text();
}

describe('round trips', () => {
  test('that began together waited for none, and the next one for the last of them', async () => {
    await using world = await startWorld({ github: { latency } });
    const trips = await roundTripsOf(world, async () => {
      await Promise.all([ask(world, '/user'), ask(world, '/users')]);
      await ask(world, '/repos');
    });
    expect(trips.map(({ latency, after }) => [latency, after === undefined])).toEqual([
      [latency, true],
      [latency, true],
      [2 * latency, false],
    ]);
    expect(chainOf(trips).map(({ what }) => what)).toEqual(['GET /repos', expect.stringContaining('GET /user')]);
    expect(waterfall(trips).map((line) => /█|░/.exec(line)?.[0])).toEqual(['█', '░', '█']);
  });

  test('before them are none of theirs, and a server without latency adds none', async () => {
    await using world = await startWorld();
    await ask(world, '/user');
    const trips = await roundTripsOf(world, () => ask(world, '/repos'));
    expect(trips.map(({ server, what, latency }) => [server, what, latency])).toEqual([['GitHub', 'GET /repos', 0]]);
    expect(chainOf(trips)).toEqual([]);
  });
});
