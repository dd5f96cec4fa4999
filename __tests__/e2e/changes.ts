/** A repository that governs one API, and the changes that people bring to it by pull requests. */
import { pullRequestEvent, pushEvent } from '../../sandbox/runner/events.ts';
import type { RunOptions, RunResult } from '../../sandbox/runner.ts';
import type { World } from '../../sandbox/world.ts';
import { manifestPath, orders, ordersManifest } from './scenario.ts';

export const policyPath = '.github/permissions-policy.yml';
export const one = { 'read:orders': 'View orders and lines' };
export const two = { ...one, 'cancel:orders': 'Cancel an order' };
export const three = { ...two, 'create:orders': 'Place an order' };
export const github = {
  permissions: { contents: 'read', 'pull-requests': 'write', deployments: 'write', issues: 'read' },
} as const;
export const shop = { id: 'shopshopshop', name: 'Web shop' };

type Permissions = Readonly<Record<string, string>>;
type Inputs = Readonly<Record<string, string>>;

/** The repository at its beginning: main is protected and declares these permissions. */
export function begin(world: World, permissions: Permissions, files: Readonly<Record<string, string>> = {}): void {
  world.github.commit('main', { [manifestPath]: ordersManifest(permissions), ...files });
  world.github.protect('main', 'classic');
}

interface Change {
  readonly permissions?: Permissions;
  readonly files?: Readonly<Record<string, string>>;
  readonly inputs?: Inputs;
  readonly labels?: readonly string[];
}

let branches = 0;

/** Opens a pull request and has it planned. */
export async function propose(world: World, { permissions, files = {}, inputs = {}, labels = [] }: Change) {
  branches += 1;
  const head = `change-${branches}`;
  const changed = permissions ? { [manifestPath]: ordersManifest(permissions) } : {};
  world.github.commit(head, { ...changed, ...files }, { from: 'main' });
  const number = world.github.openPullRequest({ head });
  for (const label of labels) world.github.addLabel(number, label, 'octocat');
  const planned = await world.run(pullRequestEvent(world.github, number), inputs);
  return { number, planned, comment: () => world.github.comments(number)[0]?.body ?? '' };
}

/** Merges a pull request and applies the push. */
export async function merge(
  world: World,
  number: number,
  inputs: Inputs = {},
  more: Partial<RunOptions> = {},
): Promise<RunResult> {
  world.github.merge(number);
  return await world.run(pushEvent(world.github, 'main'), inputs, more);
}

export function held(world: World): string[] {
  return world.tenant.permissions(orders).map(({ value }) => value);
}
