/** Runs as they are on most days, each with what its data dependencies need at least. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Permissions as Rights } from '../sandbox/github/access.ts';
import { rememberApply } from '../sandbox/remember.ts';
import { pullRequestEvent, pushEvent, scheduleEvent, type WorkflowEvent } from '../sandbox/runner/events.ts';
import type { RunResult } from '../sandbox/runner.ts';
import type { TenantOptions } from '../sandbox/tenant.ts';
import { startWorld, type World } from '../sandbox/world.ts';

type Names = readonly string[];

export interface Journey {
  readonly name: string;
  /** What the run's outputs must say, or something else was measured. */
  readonly result: string;
  /** Milliseconds at 350 for each request to the tenant and 150 for each to GitHub, on the longest way there has to be. */
  readonly least: number;
  readonly event: 'pull request' | 'push' | 'schedule';
  readonly apis: number;
  readonly before: Names;
  readonly after: Names;
  readonly tenant?: TenantOptions;
  readonly isOffline?: true;
}

const base = ['read:orders', 'create:orders', 'cancel:orders'];
const more = [...base, 'refund:orders'];
const fewer = base.slice(0, 2);

const holders: TenantOptions = {
  clients: ['a', 'b', 'c'].map((id) => ({ id: `client-${id}`, name: `Application ${id}` })),
  grants: ['a', 'b', 'c'].map((id) => ({ client: `client-${id}`, audience: identifier(0), scope: ['read:orders'] })),
  roles: Array.from({ length: 5 }, (_, index) => ({
    name: `Role ${index}`,
    permissions: [{ api: identifier(0), name: 'read:orders' }],
  })),
};

const plan = { result: 'changes', event: 'pull request', apis: 1, before: base } as const;
const push = { result: 'applied', event: 'push', before: base } as const;

export const journeys: readonly Journey[] = [
  { ...plan, name: 'plan, additions', least: 1000, after: more },
  { ...plan, name: 'plan, removals, 5 roles, 3 grants', least: 1350, after: fewer, tenant: holders },
  { ...plan, name: 'plan of 60 APIs', least: 1000, apis: 60, after: more },
  { ...push, name: 'push, 1 change', least: 1550, apis: 1, after: more },
  { ...push, name: 'push, 10 APIs, removals', least: 3300, apis: 10, after: fewer, tenant: holders },
  { name: 'drift, one drifted', result: 'changes', least: 1200, event: 'schedule', apis: 1, before: more, after: more },
  { ...plan, name: 'plan, offline', least: 450, after: more, isOffline: true },
];

const manifestPath = '.github/permissions.yml';
const policyPath = '.github/permissions-policy.yml';
const policy = 'version: 1\nremovals: {max: 100, max-percent: 100}\n';
const rights: Rights = { contents: 'read', 'pull-requests': 'write', deployments: 'write', issues: 'write' };

export interface Departure extends AsyncDisposable {
  readonly world: World;
  /** The run that is looked at. Throws where it does not end as it should. */
  go(): Promise<void>;
}

/** Brings a world to where a journey begins: main is applied, its checkout lies ready, and what is merged was planned. */
export async function depart({ event, apis, before, after, ...journey }: Journey): Promise<Departure> {
  const seeds = identifiers(apis).map((one) => ({ identifier: one, scopes: base.map((value) => ({ value })) }));
  const world = await startWorld({ tenant: { ...journey.tenant, apis: seeds }, github: { permissions: rights } });
  const folder = await checkout(manifest(apis, after));
  const more = { workspace: folder };
  const inputs = journey.isOffline ? { 'auth0-domain': '', 'auth0-client-id': '', 'auth0-client-secret': '' } : {};
  const next = await lead(world, { event, before: manifest(apis, before), after: manifest(apis, after) });
  return {
    world,
    go: async () => require(await world.run(next(), inputs, more), journey.result),
    async [Symbol.asyncDispose]() {
      await Promise.all([world[Symbol.asyncDispose](), rm(folder, { recursive: true })]);
    },
  };
}

interface Way {
  readonly event: Journey['event'];
  /** Manifests. */
  readonly before: string;
  readonly after: string;
}

async function lead(world: World, { event, before, after }: Way): Promise<() => WorkflowEvent> {
  const { github } = world;
  github.commit('main', { [manifestPath]: before, [policyPath]: policy });
  github.protect('main', 'classic');
  rememberApply(world);
  if (event === 'schedule') return () => scheduleEvent(github);
  github.commit('topic', { [manifestPath]: after }, { from: 'main' });
  const number = github.openPullRequest({ head: 'topic' });
  if (event === 'pull request') return () => pullRequestEvent(github, number);
  await world.run(pullRequestEvent(github, number));
  github.merge(number);
  return () => pushEvent(github, 'main');
}

function require({ outputs, stdout }: RunResult, result: string): void {
  if (outputs.result !== result) throw new Error(`the run ended as ${outputs.result}, not ${result}:\n${stdout}`);
}

async function checkout(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'journey-'));
  await mkdir(dirname(join(folder, manifestPath)));
  await writeFile(join(folder, manifestPath), text);
  await writeFile(join(folder, policyPath), policy);
  return folder;
}

function manifest(apis: number, names: Names): string {
  const permissions = Object.fromEntries(names.map((name) => [name, `Lets somebody ${name.replace(':', ' ')}`]));
  return JSON.stringify({ version: 1, apis: identifiers(apis).map((one) => ({ identifier: one, permissions })) });
}

function identifiers(count: number): string[] {
  return Array.from({ length: count }, (_, index) => identifier(index));
}

function identifier(index: number): string {
  return `https://api.example.com/service-${index}`;
}
