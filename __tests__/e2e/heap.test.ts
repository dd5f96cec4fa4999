import { expect, test } from '@jest/globals';
import { workflowDispatchEvent } from '../../sandbox/runner/events.ts';
import type { RunResult } from '../../sandbox/runner.ts';
import { api, inWorld, manifest, noCredentials, openPullRequest, orders, planPullRequest } from './scenario.ts';

/** In bytes. */
const mebibyte = 1024 ** 2;

/** A thousand permissions of each API. */
function permissionsOf(apis: number): Record<string, Record<string, string>> {
  const names = Array.from({ length: 1000 }, (_, index) => `read:things-${index}`);
  const permissions = Object.fromEntries(names.map((name) => [name, `View ${name.slice(5)}`]));
  return Object.fromEntries(Array.from({ length: apis }, (_, index) => [`${orders}/${index}`, permissions]));
}

async function planAfterLargeBase(): Promise<RunResult | undefined> {
  let result: RunResult | undefined;
  await inWorld({}, async (world) => {
    const number = openPullRequest(world, manifest(permissionsOf(80)), manifest(permissionsOf(0)));
    result = await planPullRequest(world, number, noCredentials, { measure: true });
  });
  return result;
}

async function runOnLargeTenant(
  apis: number,
  inputs: Readonly<Record<string, string>>,
): Promise<RunResult | undefined> {
  let result: RunResult | undefined;
  const seeds = Object.entries(permissionsOf(apis)).map(([identifier, permissions]) => api(identifier, permissions));
  await inWorld({ tenant: { apis: seeds } }, async (world) => {
    world.github.commit('main', { 'README.md': 'x' });
    result = await world.run(workflowDispatchEvent(world.github), inputs, { measure: true });
  });
  return result;
}

// Without the heap kept short each takes half as much again, or more.
test.each([
  ['a plan that takes nearly all out of a large manifest', planAfterLargeBase, 265],
  ['an import of 20,000 permissions', () => runOnLargeTenant(20, { mode: 'import' }), 215],
  [
    'an audit of 50,000 permissions',
    () => runOnLargeTenant(50, { mode: 'audit', apis: '*', 'audit-file': 'a.json\na.html' }),
    300,
  ],
])('%s keeps the heap short, as a large manifest does', async (_name, act, most) => {
  const { exitCode, peakMemory = Number.NaN } = (await act()) ?? {};
  expect(exitCode).toBe(0);
  expect(peakMemory / mebibyte).toBeLessThan(most);
});
