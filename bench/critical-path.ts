/**
 * What a run waits for: with 350 ms for each request to the tenant and 150 ms for each to GitHub, how much latency is on the
 * longest chain of requests that had to wait for one another, beside what the run's data dependencies need. The figures
 * come from the servers' logs, so that a slow machine does not change them.
 */
import { roundTripsOf, slowest, waterfall } from '../sandbox/round-trips.ts';
import { depart, type Journey, journeys } from './journeys.ts';

const [, , only = ''] = process.argv;
const rows: string[] = [];

for (const journey of journeys.filter(({ name }) => name.includes(only))) rows.push(await measure(journey));
console.log(
  ['', '| run | requests | longest chain | least | ratio |', '|---|---:|---:|---:|---:|', ...rows].join('\n'),
);

async function measure(journey: Journey): Promise<string> {
  console.error(`critical path: ${journey.name}`);
  await using departure = await depart(journey);
  const { world, go } = departure;
  world.tenant.latency = 350;
  world.github.latency = 150;
  const trips = await roundTripsOf(world, go);
  const chain = slowest(trips)?.latency ?? 0;
  console.log([`\n${journey.name}: ${chain} ms of ${journey.least}`, ...waterfall(trips)].join('\n'));
  const count = (server: string) => trips.filter((one) => one.server === server).length;
  const ratio = (chain / journey.least).toFixed(2);
  return `| ${journey.name} | ${count('tenant')} + ${count('GitHub')} | ${chain} ms | ${journey.least} ms | ${ratio} |`;
}
