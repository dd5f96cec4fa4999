/** Runs in which one answer of GitHub or of the tenant is another one: what they are, and how they have to end. */
import { expect } from '@jest/globals';
import { pullRequestEvent, pushEvent, type WorkflowEvent, workflowDispatchEvent } from '../../sandbox/runner/events.ts';
import type { RunResult } from '../../sandbox/runner.ts';
import { ALL_SCOPES } from '../../sandbox/tenant/tokens.ts';
import type { World, WorldOptions } from '../../sandbox/world.ts';
import { one, shop, three, two } from './merging.ts';
import { api, inWorld, manifestPath, orders, ordersManifest, scopes } from './scenario.ts';

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

/** The three steps of the story, in which the second apply failed: what it was to remove is owed. */
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

/** What the runs of the story left on GitHub, with words in place of what is different in every world. */
interface Memory {
  readonly deployments: string;
  readonly comments: string;
}

type Words = Readonly<Record<'DOMAIN' | 'BEGUN' | 'FAILED', string>>;

/** Plays the story, so that what is remembered is what the action itself made of it. */
export async function remember(): Promise<Memory> {
  const found: Memory[] = [];
  await inWorld(options, async (world) => {
    const { github, tenant } = world;
    const BEGUN = steps.begin(world);
    await world.run(workflowDispatchEvent(github), { mode: 'apply' });
    const removal = steps.remove(world);
    await world.run(pullRequestEvent(github, removal));
    const FAILED = github.merge(removal);
    tenant.fault({ method: 'PATCH', path: /./, kind: 'status', status: 403, body: {} });
    const failed = await world.run(pushEvent(github, 'main'));
    expect(failed.outputs['failure-reason']).not.toBe('');
    const addition = steps.add(world);
    await world.run(pullRequestEvent(github, addition));
    const comments = [removal, addition].flatMap((number) => github.comments(number));
    const words = { DOMAIN: tenant.domain, BEGUN, FAILED };
    found.push({
      deployments: hide(JSON.stringify(github.deployments().toReversed()), words),
      comments: hide(JSON.stringify(comments), words),
    });
  });
  const [memory] = found;
  if (!memory) throw new Error('the story came to nothing');
  return memory;
}

function hide(text: string, words: Words): string {
  return Object.entries(words).reduce((left, [word, value]) => left.replaceAll(value, `%${word}%`), text);
}

function show(text: string, words: Words): string {
  return Object.entries(words).reduce((left, [word, value]) => left.replaceAll(`%${word}%`, value), text);
}

/** The world as the story left it. */
function recall(world: World, { deployments, comments }: Memory): { readonly addition: number } {
  const { github, tenant } = world;
  const BEGUN = steps.begin(world);
  const FAILED = github.merge(steps.remove(world));
  const addition = steps.add(world);
  const words = { DOMAIN: tenant.domain, BEGUN, FAILED };
  // Both were made of what the sandbox itself gave.
  const made = JSON.parse(show(deployments, words)) as ReturnType<typeof github.deployments>;
  for (const one of made) {
    const id = github.addDeployment(one);
    for (const status of one.statuses.toReversed()) github.addDeploymentStatus(id, status);
  }
  const said = JSON.parse(show(comments, words)) as ReturnType<typeof github.comments>;
  for (const comment of said) github.addComment(comment.number, comment);
  return { addition };
}

export interface Asked {
  readonly of: 'github' | 'tenant';
  readonly method: string;
  readonly path: string;
  /** How many like it came before. */
  readonly skip: number;
}

export type Odd = '404' | '{}' | '[]' | 'message' | 'html' | 'nothing';

export const oddities: readonly Odd[] = ['404', '{}', '[]', 'message', 'html', 'nothing'];

const bodies = { '{}': {}, '[]': [], message: { message: 'Something went wrong' } };
const page = { body: '<html>Who are you?</html>', headers: { 'content-type': 'text/html' } };

function fault({ tenant, github }: World, { of, ...aim }: Asked, odd: Odd): void {
  const answer =
    odd === '404'
      ? { status: 404, body: bodies.message }
      : { status: 200, ...(odd === 'html' ? page : { body: bodies[odd as '{}'] }) };
  if (of === 'github') github.fault({ ...aim, ...(odd === 'nothing' ? { cuts: true } : answer) });
  else tenant.fault({ ...aim, ...(odd === 'nothing' ? { kind: 'reset' } : { kind: 'status', ...answer }) });
}

export type Course = 'a plan' | 'an apply';

function eventOf(world: World, course: Course, addition: number): WorkflowEvent {
  if (course === 'a plan') {
    world.github.commit('addition', { 'README.md': 'More' });
    return pullRequestEvent(world.github, addition, { name: 'pull_request_target' });
  }
  world.github.merge(addition);
  return pushEvent(world.github, 'main');
}

/** Every request of a run that nothing goes wrong in. */
export async function requestsOf(course: Course, memory: Memory): Promise<Asked[]> {
  const found: Asked[] = [];
  await inWorld(options, async (world) => {
    const { addition } = recall(world, memory);
    const run = await world.run(eventOf(world, course, addition), inputs);
    expect(run.outputs).toMatchObject({ 'failure-reason': '', additions: '1', removals: '1' });
    found.push(...counted('github', world.github.requests), ...counted('tenant', world.tenant.requests));
  });
  return found;
}

const inputs = { comment: 'always' };

function counted(of: Asked['of'], requests: readonly { readonly method: string; readonly path: string }[]): Asked[] {
  const before = new Map<string, number>();
  return requests.map(({ method, path }) => {
    const key = `${method} ${path}`;
    const skip = before.get(key) ?? 0;
    before.set(key, skip + 1);
    return { of, method, path, skip };
  });
}

/** What is wrong with how a run ended; nothing where all is well. */
export async function play(
  course: Course,
  memory: Memory,
  { asked, odd }: { asked: Asked; odd: Odd },
): Promise<string[]> {
  const wrong: string[] = [];
  await inWorld(options, async (world) => {
    const { addition } = recall(world, memory);
    const event = eventOf(world, course, addition);
    fault(world, asked, odd);
    const run = await world.run(event, inputs);
    wrong.push(...judge(world, course, run));
    const again = await world.run(event, inputs);
    wrong.push(...judgeHealed(world, course, again));
  });
  return wrong;
}

const codes =
  /^(auth0-\S+|api-not-found|plan-stale|apply-incomplete|verify-failed|github-unavailable|branch-not-protected|removal-blocked|policy-invalid|commit-superseded)$/;

function judge(world: World, course: Course, run: RunResult): string[] {
  const { exitCode, outputs, annotations } = run;
  const reason = outputs['failure-reason'] ?? '';
  const said = annotations.filter(({ file }) => file === undefined).map(({ message }) => message);
  const summary = `${exitCode} ${outputs.result} ${reason} ${JSON.stringify(said)}`;
  const wrong: string[] = [];
  if (exitCode !== 0 && !codes.test(reason)) wrong.push(`fails without a code: ${summary}`);
  if (/is not a function|is not iterable|Cannot (read|destructure)|\bundefined\b/.test(said.join()))
    wrong.push(`crashed: ${summary}`);
  if (exitCode === 0 && reason !== '') wrong.push(`passes with a reason: ${summary}`);
  const lacking = lackingIn(world, course);
  if (isRecorded(world) && lacking.some((what) => what.startsWith('tenant')))
    wrong.push(`recorded, but ${lacking}: ${summary}`);
  if (exitCode === 0 && lacking.length > 0 && said.length === 0) wrong.push(`says nothing, but ${lacking}: ${summary}`);
  return wrong;
}

function judgeHealed(world: World, course: Course, { exitCode, outputs, annotations }: RunResult): string[] {
  const lacking = lackingIn(world, course);
  const summary = `${exitCode} ${outputs.result} ${JSON.stringify(annotations.map(({ message }) => message))}`;
  return exitCode === 0 && lacking.length === 0 ? [] : [`does not heal: ${lacking} ${summary}`];
}

function isRecorded({ github }: World): boolean {
  const [newest] = github.deployments();
  return newest?.sha === github.branch('main') && newest.statuses[0]?.state === 'success';
}

/** What a run should have done and has not. */
function lackingIn(world: World, course: Course): string[] {
  const { github, tenant } = world;
  const lacking: string[] = [];
  const word = course === 'a plan' ? 'create:orders' : 'Applied';
  for (const number of course === 'a plan' ? [2] : [1, 2]) {
    const found = github.comments(number);
    if (found.length !== 1) lacking.push(`${found.length} comments on ${number}`);
    if (!found.at(0)?.body.includes(word)) lacking.push(`comment ${number} is old`);
    if (course === 'a plan' && found.at(0)?.updatedAt === found.at(0)?.createdAt) lacking.push('comment not updated');
  }
  if (course === 'a plan') return lacking;
  if (JSON.stringify(tenant.permissions(orders)) !== JSON.stringify(wanted))
    lacking.push(`tenant holds ${tenant.permissions(orders).map(({ value }) => value)}`);
  if (!isRecorded(world)) lacking.push('not recorded');
  return lacking;
}
