/** What the story says of the action, held against outputs, requests and the tenant. Each throws NotAsTold. */
import { isDeepStrictEqual } from 'node:util';
import { holdingsNow, holdingsOf, unmanagedNames, wantedHoldings } from './holdings.ts';
import type { Performance, Stage } from './performance.ts';
import type { Expected } from './scenario.ts';
import { isWrite } from './tenant-text.ts';

export function claimUntouched({ scenario, teller, world }: Stage, { tenant }: Performance): void {
  teller.claim(`Nothing was written: ${tenant.length} requests to the tenant, and it holds what it held.`, {
    found: [tenant.filter(isWrite).length, holdingsNow(world)],
    expected: [0, holdingsOf(scenario.apis)],
  });
}

export function claimPlan({ scenario: { expected }, teller }: Stage, { result }: Performance): void {
  const outcome = total(expected) === 0 ? 'unchanged' : 'changes';
  const wanted = { exitCode: 0, result: outcome, ...countsOf(expected), drift: String(expected.drift) };
  teller.claim(`The plan is what differs, and no more: ${planText(expected)}.`, {
    found: pick(result, wanted),
    expected: wanted,
  });
}

function planText({ additions, updates, removals, drift }: Expected): string {
  if (additions + updates + removals === 0) return 'nothing to change';
  const restored = drift ? ' (one undoes the edit by hand)' : '';
  return `${additions} to add, ${updates} to update${restored}, ${removals} to remove`;
}

export function claimApplied({ scenario, teller, world }: Stage, { result, tenant }: Performance): void {
  const { expected } = scenario;
  const outcome = total(expected) === 0 ? 'unchanged' : 'applied';
  const wanted = { exitCode: 0, result: outcome, ...countsOf(expected) };
  teller.claim(`The action did what the plan said: ${outcome}.`, { found: pick(result, wanted), expected: wanted });
  const changed = changedApis(scenario);
  teller.claim(`Sent: one PATCH for each API that changes (${changed}), with "scopes" and no more.`, {
    found: tenant.filter(isWrite).map(({ method, body }) => [method, ...Object.keys(Object(body))]),
    expected: Array.from({ length: changed }, () => ['PATCH', 'scopes']),
  });
  const [first, ...others] = unmanagedNames(scenario);
  const besides = first === undefined ? '' : ` ${[first, ...others].join(', ')}, in no manifest, is still there.`;
  teller.claim(`The tenant holds what the manifest says.${besides}`, {
    found: holdingsNow(world),
    expected: wantedHoldings(scenario),
  });
}

export function claimNothingToDo({ teller }: Stage, { result, tenant }: Performance): void {
  const wanted = { exitCode: 0, result: 'unchanged', ...countsOf({ additions: 0, updates: 0, removals: 0 }) };
  teller.claim('It finds nothing to do and writes nothing.', {
    found: [pick(result, wanted), tenant.filter(isWrite).length],
    expected: [wanted, 0],
  });
}

export function claimDriftFound({ teller, world }: Stage, { result, tenant }: Performance): void {
  const wanted = { exitCode: 1, drift: 'true', 'failure-reason': 'drift-found' };
  const open = world.github.issues().filter(({ state }) => state === 'open');
  teller.claim('The step fails, one issue is open, and nothing was written to the tenant.', {
    found: [pick(result, wanted), open.length, tenant.filter(isWrite).length],
    expected: [wanted, 1, 0],
  });
}

function changedApis(scenario: Stage['scenario']): number {
  const [held, wanted] = [holdingsOf(scenario.apis), wantedHoldings(scenario)];
  return [...held.keys()].filter((identifier) => !isDeepStrictEqual(held.get(identifier), wanted.get(identifier)))
    .length;
}

function total({ additions, updates, removals }: Expected): number {
  return additions + updates + removals;
}

function countsOf({ additions, updates, removals }: Omit<Expected, 'drift'>) {
  return { additions: String(additions), updates: String(updates), removals: String(removals) };
}

/** Of exit code and outputs those that `wanted` names. */
function pick({ exitCode, outputs }: Performance['result'], wanted: object): object {
  const all: Readonly<Record<string, unknown>> = { ...outputs, exitCode };
  return Object.fromEntries(Object.keys(wanted).map((name) => [name, all[name]]));
}
