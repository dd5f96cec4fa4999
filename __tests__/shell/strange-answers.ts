/** Runs in which one answer of GitHub or of the tenant is another one: what they are, and how they have to end. */
import { expect } from '@jest/globals';
import type { Fault } from '../../sandbox/github/faults.ts';
import { pullRequestEvent, pushEvent, type WorkflowEvent, workflowDispatchEvent } from '../../sandbox/runner/events.ts';
import type { RunResult } from '../../sandbox/runner.ts';
import type { Effect } from '../../sandbox/tenant/faults.ts';
import { ALL_SCOPES } from '../../sandbox/tenant/tokens.ts';
import type { World, WorldOptions } from '../../sandbox/world.ts';
import { one, shop, three, two } from '../e2e/merging.ts';
import { api, manifestPath, orders, ordersManifest, scopes } from '../e2e/scenario.ts';
import { inWorldHere as inWorld } from './here.ts';

const legacy = { 'export:legacy': 'Everything there is' };
const declared = { ...one, 'create:orders': three['create:orders'] };

/** What the tenant holds once all is done. */
const wanted = scopes({ ...one, ...legacy, 'create:orders': three['create:orders'] });

const options: WorldOptions = {
  tenant: {
    apis: [{ ...api(orders, { ...one, ...legacy, 'cancel:orders': two['cancel:orders'] }), id: 'rs_orders' }],
    clients: [{ scopes: [...ALL_SCOPES, 'read:clients'] }, shop],
    grants: [{ client: shop.id, audience: orders, allow_all_scopes: true }],
    roles: [{ id: 'rol_1', name: 'Clerk', permissions: [{ api: orders, name: 'read:orders' }] }],
  },
};

/** The steps of the story. The second apply failed, so what it was to remove is owed. */
const steps = {
  begin: ({ github }: World) => {
    const sha = github.commit('main', { [manifestPath]: ordersManifest(two) });
    github.protect('main', 'hidden-ruleset');
    return sha;
  },
  remove: ({ github }: World) => {
    github.commit('removal', { [manifestPath]: ordersManifest(one) }, { from: 'main' });
    return github.openPullRequest({ head: 'removal' });
  },
  add: ({ github }: World) => {
    github.commit('addition', { [manifestPath]: ordersManifest(declared) }, { from: 'main' });
    return github.openPullRequest({ head: 'addition' });
  },
};

/** What the runs of the story left on GitHub, as JSON, with words in place of what is different in every world. */
export interface Memory {
  readonly deployments: string;
  readonly comments: string;
}

type Words = Readonly<Record<'DOMAIN' | 'BEGUN' | 'FAILED', string>>;

/** What comes of a story in a world of its own. */
async function told<Result>(story: (world: World) => Promise<Result>): Promise<Result> {
  const results: Result[] = [];
  await inWorld(options, async (world) => void results.push(await story(world)));
  const [result] = results;
  if (result === undefined) throw new Error('the story came to nothing');
  return result;
}

/** Plays the story, so that what is remembered is what the action itself made of it. */
export async function remember(): Promise<Memory> {
  return await told(async (world) => {
    const { github, tenant } = world;
    const BEGUN = steps.begin(world);
    await run(world, workflowDispatchEvent(github), { mode: 'apply' });
    const removal = steps.remove(world);
    await run(world, pullRequestEvent(github, removal));
    const FAILED = github.merge(removal);
    tenant.fault({ method: 'PATCH', path: /./, kind: 'status', status: 403, body: {} });
    expect(await run(world, pushEvent(github, 'main'))).toMatchObject({ exitCode: 1 });
    const addition = steps.add(world);
    await run(world, pullRequestEvent(github, addition));
    const comments = [removal, addition].flatMap((number) => github.comments(number));
    const words = { DOMAIN: tenant.domain, BEGUN, FAILED };
    const [left, said] = [github.deployments().toReversed(), comments].map((all) => hide(JSON.stringify(all), words));
    return { deployments: left ?? '', comments: said ?? '' };
  });
}

/** Every run has its own number, as on GitHub. */
async function run(world: World, event: WorkflowEvent, inputs = {}): Promise<RunResult> {
  const runId = 17_000_000_001 + 1000 * world.github.deployments().length + world.github.requests.length;
  return await world.run(event, inputs, { github: { ...world.github, runId } });
}

function hide(text: string, words: Words): string {
  return Object.entries(words).reduce((left, [word, value]) => left.replaceAll(value, `%${word}%`), text);
}

function show(text: string, words: Words): string {
  return Object.entries(words).reduce((left, [word, value]) => left.replaceAll(`%${word}%`, value), text);
}

/** The world as the story left it. Gives the number of the pull request that adds a permission. */
function recall(world: World, memory: Memory): number {
  const { github, tenant } = world;
  const BEGUN = steps.begin(world);
  const FAILED = github.merge(steps.remove(world));
  const addition = steps.add(world);
  const words = { DOMAIN: tenant.domain, BEGUN, FAILED };
  // The sandbox said it, and is told it again.
  const made = JSON.parse(show(memory.deployments, words)) as ReturnType<typeof github.deployments>;
  for (const { statuses, ...deployment } of made) {
    const id = github.addDeployment(deployment);
    for (const status of statuses.toReversed()) github.addDeploymentStatus(id, status);
  }
  const said = JSON.parse(show(memory.comments, words)) as ReturnType<typeof github.comments>;
  for (const comment of said) github.addComment(comment.number, comment);
  return addition;
}

/** One request of a run. */
export interface Asked {
  readonly of: 'GitHub' | 'the tenant';
  readonly method: string;
  readonly path: string;
  /** How many like it came before. */
  readonly skip: number;
}

const went = { body: { message: 'Something went wrong' } };
const page = { status: 200, body: '<html>Who are you?</html>', headers: { 'content-type': 'text/html' } };

/** What is answered instead; nothing where the connection ends. */
const answers = {
  '404': { status: 404, ...went },
  '{}': { status: 200, body: {} },
  '[]': { status: 200, body: [] },
  'a message': { status: 200, ...went },
  'a page': page,
  nothing: undefined,
} as const;

export type Odd = keyof typeof answers;

function strike({ tenant, github }: World, { of, ...aim }: Asked, odd: Odd): void {
  const answer = answers[odd];
  const fault: Fault = answer ?? { cuts: true };
  const effect: Effect = answer ? { kind: 'status', ...answer } : { kind: 'reset' };
  if (of === 'GitHub') github.fault({ ...aim, ...fault });
  else tenant.fault({ ...aim, ...effect });
}

/** Without a checkout, so that all is read from GitHub. */
export type Course = 'a plan' | 'an apply';

const inputs = { comment: 'always' };

function eventOf(world: World, course: Course, addition: number): WorkflowEvent {
  const { github } = world;
  if (course === 'a plan') {
    const more = ordersManifest({ ...declared, 'ship:orders': 'Hand an order to the carrier' });
    github.commit('addition', { [manifestPath]: more });
    return pullRequestEvent(github, addition, { name: 'pull_request_target' });
  }
  github.merge(addition);
  return pushEvent(github, 'main');
}

/** Every request of a run in which nothing goes wrong. */
export async function requestsOf(course: Course, memory: Memory): Promise<Asked[]> {
  return await told(async (world) => {
    const event = eventOf(world, course, recall(world, memory));
    expect((await run(world, event, inputs)).outputs).toMatchObject({ 'failure-reason': '', removals: '1' });
    expect(lackingIn(world, course)).toEqual([]);
    return [...counted('GitHub', world.github.requests), ...counted('the tenant', world.tenant.requests)];
  });
}

function counted(of: Asked['of'], requests: readonly Pick<Asked, 'method' | 'path'>[]): Asked[] {
  const all = requests.map(({ method, path }) => ({ of, method, path }));
  const isSame = (a: (typeof all)[number], b: typeof a) => a.method === b.method && a.path === b.path;
  return all.map((one, index) => ({ ...one, skip: all.slice(0, index).filter((other) => isSame(one, other)).length }));
}

/** What is wrong with how a run ended, and with what the next one made of it; nothing where all is well. */
export async function play(
  course: Course,
  memory: Memory,
  { asked, odd }: { asked: Asked; odd: Odd },
): Promise<string[]> {
  return await told(async (world) => {
    const event = eventOf(world, course, recall(world, memory));
    strike(world, asked, odd);
    const wrong = judge(world, course, await run(world, event, inputs));
    if (lackingIn(world, course).length === 0) return wrong;
    return [...wrong, ...judgeHealed(world, course, await run(world, event, inputs))];
  });
}

/** All that an answer may make a run fail with; `internal` would be a crash. */
const codes =
  /^(auth0-(unauthorized|unavailable|rejected)|api-not-found|plan-stale|apply-incomplete|verify-failed|github-unavailable|branch-not-protected|removal-blocked)$/;

const tellings = /GitHub: .+ failed: |GitHub does not show|gave no usable answer|Auth0 refused|Auth0 gave no token/;
const crashes = /is not a function|not iterable|Cannot (read|destructure)/;

function judge(world: World, course: Course, result: RunResult): string[] {
  const { exitCode, outputs, annotations, summary } = result;
  const reason = outputs['failure-reason'] ?? '';
  const said = [...annotations.map(({ message }) => message), summary].join('\n');
  const isSilent = lackingIn(world, course).length > 0 && !tellings.test(said);
  return [
    ...((exitCode === 0 ? reason === '' : codes.test(reason)) ? [] : ['it ends without a code']),
    ...(crashes.test(said) ? ['it crashes'] : []),
    ...(isRecorded(world) && !isApplied(world) ? ['it is recorded and not applied'] : []),
    ...(exitCode === 0 && isSilent ? ['nobody is told'] : []),
  ].map((what) => `${what}: ${endOf(world, course, result)}`);
}

/** What a comment does not say is told, and stays so: once nothing is left to apply, none is looked for. */
function judgeHealed(world: World, course: Course, result: RunResult): string[] {
  const left = lackingIn(world, course).filter((what) => course === 'a plan' || !what.startsWith('“'));
  return result.exitCode === 0 && left.length === 0 ? [] : [`it is not healed: ${endOf(world, course, result)}`];
}

function endOf(world: World, course: Course, { exitCode, outputs, annotations }: RunResult): string {
  const said = annotations.map(({ message }) => message).join(' | ');
  return `exit code ${exitCode}, ${outputs.result}, ${said}; lacking: ${lackingIn(world, course).join(', ')}`;
}

function isApplied({ tenant }: World): boolean {
  return JSON.stringify(tenant.permissions(orders)) === JSON.stringify(wanted);
}

function isRecorded({ github }: World): boolean {
  const tip = github.branch('main');
  return github.deployments().some(({ sha, statuses }) => sha === tip && statuses[0]?.state === 'success');
}

/** What a run should have done and has not. */
function lackingIn(world: World, course: Course): string[] {
  if (course === 'a plan') return lackingOn(world, 2, ['- 🟥 `cancel:orders`', '- 🟢 `ship:orders`']);
  return [
    ...[1, 2].flatMap((number) => lackingOn(world, number, ['Applied'])),
    ...(isApplied(world) ? [] : ['what the tenant should hold']),
    ...(isRecorded(world) ? [] : ['the record']),
  ];
}

function lackingOn({ github }: World, number: number, words: readonly string[]): string[] {
  const [first, ...more] = github.comments(number);
  const missing = words.filter((word) => !first?.body.includes(word)).map((word) => `“${word}” on ${number}`);
  return more.length === 0 ? missing : [...missing, `one comment alone on ${number}`];
}
