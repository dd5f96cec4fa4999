/** The way of a change: a pull request that is planned, merged and applied. */
import { rememberApply } from '../../sandbox/remember.ts';
import { pullRequestEvent, pushEvent } from '../../sandbox/runner/events.ts';
import type { RunOptions, RunResult } from '../../sandbox/runner.ts';
import type { World } from '../../sandbox/world.ts';
import { manifestPath, orders, ordersManifest } from './scenario.ts';

export const policyPath = '.github/permissions-policy.yml';

export const one = { 'read:orders': 'View orders and lines' };
export const two = { ...one, 'cancel:orders': 'Cancel an order' };
export const three = { ...two, 'create:orders': 'Place an order' };

/** What the documentation asks for an apply. */
export const github = {
  permissions: { contents: 'read', 'pull-requests': 'write', deployments: 'write' },
} as const;

export const shop = { id: 'shopshopshop', name: 'Web shop' };

type Texts = Readonly<Record<string, string>>;

/** A policy of these lines, its version included. */
export function policy(...lines: readonly string[]): string {
  return ['version: 1', ...lines, ''].join('\n');
}

/** The repository as it is found: main is protected and declares these permissions, and that was applied. */
export function begin(world: World, permissions: Texts, files: Texts = {}): void {
  beginUnapplied(world, permissions, files);
  rememberApply(world);
}

/** The same before the first apply. */
export function beginUnapplied(world: World, permissions: Texts, files: Texts = {}): void {
  world.github.commit('main', { [manifestPath]: ordersManifest(permissions), ...files });
  world.github.protect('main', 'classic');
}

export interface Change {
  readonly permissions?: Texts;
  readonly files?: Readonly<Record<string, string | null>>;
  readonly inputs?: Texts;
  readonly labels?: readonly string[];
}

export interface Proposal {
  readonly number: number;
  readonly planned: RunResult;
  /** The body of the pull request's first comment as it is now, '' where there is none. */
  comment(): string;
}

/** Opens a pull request and has it planned. */
export async function propose(world: World, change: Change): Promise<Proposal> {
  const { permissions, files = {}, inputs = {}, labels = [] } = change;
  const head = `change-${world.github.requests.length}`; // every run asks something, so no two are the same
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
  inputs: Texts = {},
  more: Partial<RunOptions> = {},
): Promise<RunResult> {
  world.github.merge(number);
  return await world.run(pushEvent(world.github, 'main'), inputs, more);
}

/** Names that the tenant holds of the one API, in its order. */
export function held(world: World): string[] {
  return world.tenant.permissions(orders).map(({ value }) => value);
}

/** What the run says as an error of its own; '' where it says none. */
export function failure({ annotations }: RunResult): string {
  return annotations.find(({ level, file }) => level === 'error' && file === undefined)?.message ?? '';
}
