/**
 * Against auth0-deploy-cli: whole processes of both, taking turns, for the same change of the same tenant. First what
 * each makes of permissions and APIs that its files don't mention, then time, memory and requests.
 *
 *   node bench/deploy-cli.ts [ROUNDS] [latency]
 *
 * With `latency` a request to the tenant takes 350 ms and one to GitHub 150 ms.
 */
import { loadavg } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import type { World } from '../sandbox/world.ts';
import {
  type Case,
  identifier,
  listsAfter,
  manifestAfter,
  manifestBefore,
  tenantBefore,
  tenantYaml,
} from './deploy-cli/cases.ts';
import {
  applyOnPush,
  type Job,
  type Measured,
  planOnPullRequest,
  runDeployCli,
  runOurs,
} from './deploy-cli/contestants.ts';
import { installDeployCli, version } from './deploy-cli/install.ts';
import { showUnmentioned } from './deploy-cli/unmentioned.ts';
import { median } from './median.ts';

const rounds = Number(process.argv[2] ?? 5);
const latency = process.argv[3] === 'latency' ? { tenant: 350, github: 150 } : { tenant: 0, github: 0 };
const cases: readonly Case[] = [
  { apis: 1, changing: 1 },
  { apis: 10, changing: 1 },
  { apis: 10, changing: 10 },
  { apis: 100, changing: 1 },
  { apis: 100, changing: 100 },
];

await using installed = await installDeployCli().catch(giveUp);
const { script } = installed;
console.log(
  `auth0-deploy-cli ${version}, Node.js ${process.version}, ${rounds} rounds, ${latency.tenant} ms a request to the tenant and ${latency.github} ms to GitHub, ${load()}`,
);

await showUnmentioned(script);
for (const which of cases) await compare(which);
console.log(load());

async function compare(which: Case): Promise<void> {
  const [planned, applied] = [jobOf(which, untouched), jobOf(which, changed)];
  const runs = {
    'plan, ours': () => runOurs(planned, planOnPullRequest),
    'plan, deploy-cli --dry-run': () => runDeployCli(planned, script, ['--dry-run']),
    'apply, ours': () => runOurs(applied, applyOnPush),
    'apply, deploy-cli import': () => runDeployCli(applied, script, []),
  };
  const all = new Map(Object.keys(runs).map((name): [string, Measured[]] => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, run] of Object.entries(runs)) all.get(name)?.push(await run());
  }
  console.log(`${which.apis} APIs, ${which.changing} of them change`);
  for (const [name, measured] of all) console.log(`  ${name.padEnd(27)} ${describe(measured)}`);
}

function jobOf(which: Case, check: (world: World, which: Case) => void): Job {
  return {
    tenant: { ...tenantBefore(which), latency: latency.tenant },
    github: { latency: latency.github },
    before: manifestBefore(which),
    after: manifestAfter(which),
    yaml: tenantYaml(which),
    check: (world) => check(world, which),
  };
}

function untouched({ tenant }: World): void {
  if (tenant.requests.some(({ method }) => method === 'PATCH')) throw new Error('A plan wrote to the tenant.');
}

function changed({ tenant }: World, which: Case): void {
  for (const [api, list] of listsAfter(which).entries()) {
    const same = isDeepStrictEqual(new Set(tenant.permissions(identifier(api))), new Set(list));
    if (!same) throw new Error(`${identifier(api)} does not hold what it has to.`);
  }
}

function describe(measured: readonly Measured[]): string {
  const middle = (of: (one: Measured) => number) => median(measured.map(of));
  const seconds = (middle(({ milliseconds }) => milliseconds) / 1000).toFixed(2);
  const memory = (middle((one) => one.memory) / 1024 / 1024).toFixed(0);
  const requests = `${middle((one) => one.tenantRequests)} requests to the tenant`;
  return `${seconds.padStart(6)} s  ${memory.padStart(4)} MiB  ${requests}, ${middle((one) => one.githubRequests)} to GitHub`;
}

function load(): string {
  return `load ${loadavg()
    .map((value) => value.toFixed(1))
    .join(' ')}`;
}

function giveUp(error: unknown): never {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
