import { expect } from '@jest/globals';
import { rememberApply } from '../../sandbox/remember.ts';
import { pullRequestEvent, pushEvent, type WorkflowEvent } from '../../sandbox/runner/events.ts';
import type { RunOptions, RunResult } from '../../sandbox/runner.ts';
import type { ApiSeed, Scope } from '../../sandbox/tenant/apis.ts';
import { startWorld, type World, type WorldOptions } from '../../sandbox/world.ts';

export const orders = 'https://api.example.com/orders';
export const manifestPath = '.github/permissions.yml';

type Permissions = Readonly<Record<string, string>>;

/** The text of a manifest that declares these permissions for each API. */
export function manifest(apis: Readonly<Record<string, Permissions>>): string {
  const entries = Object.entries(apis).map(([identifier, permissions]) => ({ identifier, permissions }));
  return JSON.stringify({ version: 1, apis: entries }, null, 2); // JSON is YAML, and quotes what needs it
}

export function ordersManifest(permissions: Permissions): string {
  return manifest({ [orders]: permissions });
}

/** An API as the tenant holds it. */
export function api(identifier: string, permissions: Permissions): ApiSeed {
  return { identifier, name: `API ${identifier}`, scopes: scopes(permissions) };
}

export function scopes(permissions: Permissions): Scope[] {
  return Object.entries(permissions).map(([value, description]) => ({ value, description }));
}

/** Runs with a world whose every run is searched for secrets; the sandbox must have made no mistake of its own. */
export async function inWorld(options: WorldOptions, story: (world: World) => Promise<void>): Promise<void> {
  await using world = await startWorld(options);
  await story({ ...world, run: (...request) => runChecked(world, request) });
  expect(world.tenants.flatMap(({ failures }) => failures)).toEqual([]);
}

async function runChecked(world: World, request: Parameters<World['run']>): Promise<RunResult> {
  const result = await world.run(...request);
  const secrets = [
    ...result.masks,
    ...world.tenants.flatMap(({ clients }) => clients.map(({ secret }) => secret)),
    ...world.tenants.map(({ signingSecret }) => signingSecret),
    world.github.token,
  ];
  for (const secret of secrets) expect(result.text).not.toContain(secret);
  expect(result.warnings).toEqual([]);
  return result;
}

/** main holds `before` and is protected; a pull request changes the manifest to `after`. */
export function openPullRequest(world: World, before: string, after: string, fork?: string): number {
  const { github } = world;
  github.commit('main', { [manifestPath]: before });
  rememberApply(world);
  github.protect('main', 'classic');
  github.commit('topic', { [manifestPath]: after }, { from: 'main', ...(fork !== undefined && { fork }) });
  return github.openPullRequest({ head: 'topic', ...(fork !== undefined && { fork }) });
}

/** The event of a push that brought `after` onto the protected main, where `before` was. */
export function pushManifest(world: World, before: string, after: string): WorkflowEvent {
  const { github } = world;
  github.commit('main', { [manifestPath]: before });
  rememberApply(world);
  github.protect('main', 'classic');
  github.commit('main', { [manifestPath]: after });
  return pushEvent(github, 'main');
}

export async function planPullRequest(
  world: World,
  number: number,
  inputs: Readonly<Record<string, string>> = {},
  more: Partial<RunOptions> = {},
): Promise<RunResult> {
  return await world.run(pullRequestEvent(world.github, number), inputs, more);
}

/** What a tenant was asked, one line a request. */
export function tenantRequests({ tenant }: World): string[] {
  return tenant.requests.map(
    ({ method, path }) => `${method} ${path.replace(/resource-servers\/.+/, 'resource-servers/{id}')}`,
  );
}

export const noCredentials = { 'auth0-domain': '', 'auth0-client-id': '', 'auth0-client-secret': '' };
