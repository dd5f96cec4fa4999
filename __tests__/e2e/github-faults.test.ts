import { once } from 'node:events';
import { createServer } from 'node:https';
import { describe, expect, test } from '@jest/globals';
import { makeCertificate } from '../../sandbox/certificate.ts';
import { primaryRateLimit, secondaryRateLimit } from '../../sandbox/github/faults.ts';
import { pullRequestEvent, pushEvent, type WorkflowEvent } from '../../sandbox/runner/events.ts';
import type { RunResult } from '../../sandbox/runner.ts';
import type { World, WorldOptions } from '../../sandbox/world.ts';
import { api, inWorld, openPullRequest, orders, ordersManifest } from './scenario.ts';

const before = ordersManifest({ 'read:orders': 'View orders', 'cancel:orders': 'Cancel an order' });
const after = ordersManifest({ 'read:orders': 'View orders and lines', 'create:orders': 'Place an order' });
const tenant = { apis: [api(orders, { 'read:orders': 'View orders', 'cancel:orders': 'Cancel an order' })] };
const always = Number.POSITIVE_INFINITY;

/** Without a checkout, so that all is read from GitHub. */
const plan = (world: World) =>
  pullRequestEvent(world.github, openPullRequest(world, before, after), { name: 'pull_request_target' });

/** A run for a branch whose protection neither the runner nor the branch itself tells, but its rules. */
function apply(world: World): WorkflowEvent {
  world.github.merge(openPullRequest(world, before, after));
  world.github.protect('main', 'hidden-ruleset');
  return pushEvent(world.github, 'main');
}

interface Endpoint {
  readonly method: string;
  readonly path: string;
}

/** What a run left behind, but for what names the tenant's port or the time. */
interface Outcome {
  readonly outputs: Readonly<Record<string, string>>;
  readonly exitCode: number | null;
  readonly comments: readonly string[];
  readonly deployments: readonly unknown[];
  readonly permissions: unknown;
  readonly endpoints: readonly Endpoint[];
}

/** What the story of a world comes to. */
async function told<Result>(options: WorldOptions, story: (world: World) => Promise<Result>): Promise<Result> {
  const results: Result[] = [];
  await inWorld(options, async (world) => void results.push(await story(world)));
  const [result] = results;
  if (result === undefined) throw new Error('the story came to nothing');
  return result;
}

/** Runs with one 502 at each of these endpoints, whose effect takes place all the same. */
async function runWithFaults(event: (world: World) => WorkflowEvent, faulty: readonly Endpoint[]): Promise<Outcome> {
  return await told({ tenant }, async (world) => {
    const happening = event(world);
    for (const { method, path } of faulty) world.github.fault({ method, path, status: 502, lands: true });
    const result = await world.run(happening, { comment: 'always' });
    expect(result.annotations).toEqual([]);
    expect(world.github.requests.filter(({ status }) => status === 502)).toHaveLength(faulty.length);
    return outcomeOf(world, result);
  });
}

function outcomeOf(world: World, { exitCode, outputs }: RunResult): Outcome {
  const { fingerprint = '' } = outputs;
  const bodies = world.github.comments(1).map(({ body }) => body);
  const time = /· (\S+ \S+ UTC) ·/.exec(bodies.join())?.[1] ?? '';
  const changing = [world.tenant.domain, fingerprint, fingerprint.slice(0, 10), time];
  return {
    exitCode,
    outputs: { ...outputs, fingerprint: '' },
    comments: bodies.map((body) => without(body, changing)),
    deployments: world.github.deployments().map(({ sha, statuses }) => [sha, statuses[0]?.state]),
    permissions: world.tenant.permissions(orders),
    endpoints: endpointsOf(world),
  };
}

function without(text: string, parts: readonly string[]): string {
  return parts.filter((part) => part !== '').reduce((left, part) => left.replaceAll(part, '…'), text);
}

/** Each once. */
function endpointsOf({ github }: World): Endpoint[] {
  const asked = github.requests.map(({ method, path }): [string, Endpoint] => [`${method} ${path}`, { method, path }]);
  return [...new Map(asked).values()];
}

describe('a 502 at each of GitHub’s endpoints', () => {
  test.concurrent.each([
    ['a plan', plan, 'changes', []],
    ['an apply', apply, 'applied', ['branches/main', 'rules/branches/main', 'deployments', 'statuses', 'pulls']],
  ])('changes nothing of %s', async (_what, event, result, parts) => {
    const well = await runWithFaults(event, []);
    expect(well).toMatchObject({ exitCode: 0, outputs: { result }, comments: [expect.anything()] });
    const asked = well.endpoints.map(({ path }) => path).join('\n');
    for (const part of [...parts, 'graphql', 'comments']) expect(asked).toContain(part);
    const ill = await runWithFaults(event, well.endpoints);
    expect({ ...ill, endpoints: [] }).toEqual({ ...well, endpoints: [] });
  });
});

/** Runs a plan in a world with these faults; tells how many comments there are then, too. */
async function planWith(
  faults: (world: World) => void,
  inputs: Readonly<Record<string, string>> = {},
): Promise<RunResult & { comments: number }> {
  return await told({ tenant }, async (world) => {
    const event = plan(world);
    faults(world);
    const result = await world.run(event, inputs);
    return { ...result, comments: world.github.comments(1).length };
  });
}

describe('a GitHub that stays down', () => {
  test.concurrent('fails a plan as github-unavailable, after four tries that the log tells', async () => {
    const { exitCode, outputs, annotations, stdout } = await planWith(
      ({ github }) => github.fault({ status: 503, times: always }),
      { comment: 'never' },
    );
    expect(exitCode).toBe(1);
    expect(outputs).toMatchObject({ result: 'failed', 'failure-reason': 'github-unavailable' });
    const [error] = annotations.filter(({ level }) => level === 'error');
    expect(error?.message).toMatch(/reading the manifest.*\(status 503\), tried 4 times\..*githubstatus\.com/);
    expect(stdout).toMatch(/GitHub gave no usable answer: .*503.*\. Trying again in 1\.\d s\.\n/);
    expect(stdout).toMatch(/Trying again in (9|10|11)\.\d s\.\n/);
  });

  test.concurrent('for comments alone fails nothing: the plan stands in the summary, and a warning says why', async () => {
    const { exitCode, outputs, annotations, summary, comments } = await planWith(({ github }) =>
      github.fault({ path: /comments$/, status: 502, times: always }),
    );
    expect(exitCode).toBe(0);
    expect(comments).toBe(0);
    expect(outputs).toMatchObject({ result: 'changes', additions: '1', 'failure-reason': '', 'comment-url': '' });
    expect(summary).toContain('🟢 `create:orders`');
    expect(annotations).toEqual([
      expect.objectContaining({
        level: 'warning',
        message: expect.stringMatching(/comment could not be written.*\(status 502\), tried 4 times.*job summary/),
      }),
    ]);
  });
});

describe('GitHub’s rate limit', () => {
  test.concurrent('that is used up fails a plan at once, and says until when', async () => {
    const reset = new Date(Date.now() + 3_000_000);
    const { exitCode, outputs, annotations } = await planWith(({ github }) =>
      github.fault(primaryRateLimit(reset, { path: '/graphql', times: always })),
    );
    expect(exitCode).toBe(1);
    expect(outputs['failure-reason']).toBe('github-unavailable');
    const [error] = annotations.filter(({ level }) => level === 'error');
    const minute = reset.toISOString().slice(0, 16).replace('T', ' ');
    expect(error?.message).toContain(`the rate limit resets at ${minute}`);
  });

  test.concurrent('that asks for a moment is waited for, and the log says so', async () => {
    const { exitCode, outputs, stdout, comments } = await planWith(({ github }) =>
      github.fault(secondaryRateLimit(1, { method: 'POST', path: /comments$/ })),
    );
    expect({ exitCode, comments, result: outputs.result }).toEqual({ exitCode: 0, comments: 1, result: 'changes' });
    expect(stdout).toContain("Waiting 1 s for GitHub's rate limit …\n");
  });
});

test.concurrent('a redirect from https to http is not followed', async () => {
  const certificate = await makeCertificate();
  await inWorld({ tenant: { ...tenant, certificate } }, async (world) => {
    const event = plan(world);
    const asked: string[] = [];
    const front = createServer({ cert: certificate.cert, key: certificate.key }, ({ url = '' }, response) => {
      asked.push(url);
      response.writeHead(301, { location: `${world.github.url}${url}` }).end();
    });
    front.listen(0, '127.0.0.1');
    await once(front, 'listening');
    const address = front.address();
    const url = `https://localhost:${typeof address === 'object' ? address?.port : ''}`;
    const { exitCode, outputs, annotations } = await world.run(event, {}, { github: { ...world.github, url } });
    front.closeAllConnections();
    front.close();
    expect({ exitCode, reason: outputs['failure-reason'] }).toEqual({ exitCode: 1, reason: 'github-unavailable' });
    const [error] = annotations.filter(({ level }) => level === 'error');
    expect(error?.message).toContain(`it leads to ${world.github.url}, away from ${url}`);
    expect(asked.filter((path) => path.includes('git/'))).toEqual([]); // nor is another way tried
    expect(asked[0]).toBe('/graphql');
    expect(world.github.requests).toEqual([]);
  });
});
