import { describe, expect, test } from '@jest/globals';
import type { Permissions } from '../../sandbox/github/access.ts';
import type { Issue } from '../../sandbox/github/issues.ts';
import { pullRequestEvent, pushEvent, scheduleEvent, workflowDispatchEvent } from '../../sandbox/runner/events.ts';
import type { RunResult } from '../../sandbox/runner.ts';
import type { World, WorldOptions } from '../../sandbox/world.ts';
import {
  api,
  manifest,
  manifestPath,
  noCredentials,
  openPullRequest,
  orders,
  ordersManifest,
  scopes,
} from '../e2e/scenario.ts';
import { hostileText } from '../render/samples.ts';
import { inWorldHere as inWorld } from './here.ts';

const permissions: Permissions = { contents: 'read', deployments: 'read', issues: 'write' };
const declared = { 'read:orders': 'View orders', 'cancel:orders': 'Cancel what has not shipped' };
const policyPath = '.github/permissions-policy.yml';

/** A world whose tenant follows main until somebody edits it. */
function world(held: Readonly<Record<string, string>> = declared, github: WorldOptions['github'] = {}): WorldOptions {
  return { tenant: { apis: [api(orders, held)] }, github: { permissions, ...github } };
}

function hold({ tenant }: World, permissions: Readonly<Record<string, string>>): void {
  tenant.apis.edit(orders, () => ({ scopes: scopes(permissions) }));
}

async function lookForDrift(world: World, inputs: Readonly<Record<string, string>> = {}): Promise<RunResult> {
  return await world.run(scheduleEvent(world.github), inputs);
}

function commitManifest({ github }: World, text = ordersManifest(declared)): void {
  github.commit('main', { [manifestPath]: text });
}

/** What was written to GitHub, one line a request. */
function writes({ github }: World): string[] {
  return github.requests
    .filter(({ method, path }) => method !== 'GET' && path !== '/graphql')
    .map(({ method, path, status }) => `${method} ${path.replace('/repos/acme/shop', '')} ${status}`);
}

function states({ github }: World): Pick<Issue, 'number' | 'state' | 'stateReason'>[] {
  return github.issues().map(({ number, state, stateReason }) => ({ number, state, stateReason }));
}

const drifted = { 'read:orders': 'View orders' };

describe('the issue of drift', () => {
  test('is opened, left as it is, brought up to date, and closed when nothing drifts; the next drift has its own', async () => {
    await inWorld(world(), async (world) => {
      commitManifest(world);
      expect((await lookForDrift(world)).exitCode).toBe(0);
      expect(world.github.issues()).toEqual([]);

      hold(world, drifted);
      const found = await lookForDrift(world);
      expect(found.exitCode).toBe(1);
      expect(found.outputs).toMatchObject({ result: 'changes', drift: 'true', 'failure-reason': 'drift-found' });
      expect(found.outputs).toMatchObject({ changed: 'true', additions: '1', updates: '0', removals: '0' });
      expect(found.outputs['comment-url']).toBe('https://github.com/acme/shop/issues/1');
      const [issue] = world.github.issues();
      expect(issue).toMatchObject({ login: 'github-actions[bot]', state: 'open', labels: ['auth0-permissions'] });
      expect(issue?.title).toBe(`Auth0 permissions drift: ${world.tenant.domain.replace(':', '_')}`);
      expect(issue?.body).toMatch(/^<!-- auth0-permissions-drift v1 \{.*\} -->\n### Auth0 permissions drift\n/);
      expect(issue?.body).toContain('**Drift: 1 to restore**');
      expect(issue?.body).toContain('🟢 `cancel:orders` Cancel what has not shipped');
      expect(issue?.body).toContain(
        `**Open**, any user of any first-party application may ask (RBAC is off): \`${orders}\``,
      );

      const before = writes(world).length;
      expect((await lookForDrift(world)).outputs['comment-url']).toContain('/issues/1');
      expect(writes(world)).toHaveLength(before);

      hold(world, { 'read:orders': 'Edited by hand' });
      await lookForDrift(world);
      expect(world.github.issues()).toHaveLength(1);
      expect(world.github.issues()[0]?.body).toContain('Edited by hand');
      expect(world.github.comments(1)).toEqual([]);

      hold(world, declared);
      const settled = await lookForDrift(world);
      expect([settled.exitCode, settled.outputs.result, settled.outputs.drift]).toEqual([0, 'unchanged', 'false']);
      expect(states(world)).toEqual([{ number: 1, state: 'closed', stateReason: 'completed' }]);
      expect(world.github.comments(1).map(({ body }) => body)).toEqual([
        expect.stringMatching(/^No drift any more since \[this run\]\(https:.*\): `.*` follows the manifest\.$/),
      ]);
      expect(world.github.issues()[0]?.body).toContain('Edited by hand');

      hold(world, drifted);
      await lookForDrift(world);
      expect(states(world).map(({ number, state }) => [number, state])).toEqual([
        [1, 'closed'],
        [2, 'open'],
      ]);
      expect(world.tenant.requests.filter(({ method }) => method !== 'GET').map(({ path }) => path)).toEqual(
        Array(6).fill('/oauth/token'),
      );
    });
  });

  test('is left alone where the branch was deleted meanwhile', async () => {
    await inWorld(world(drifted), async (world) => {
      commitManifest(world);
      world.github.fault({ path: /branches\/main$/, status: 404, body: { message: 'Branch not found' } });
      const { outputs, annotations } = await lookForDrift(world);
      expect([outputs.result, outputs['failure-reason']]).toEqual(['changes', 'drift-found']);
      expect(annotations.map(({ message }) => message)[0]).toMatch(
        /^The branch main is gone, so the issue of drift is left/,
      );
      expect(world.github.issues()).toEqual([]);
    });
  });

  test('is opened again where somebody closed it and the same still drifts', async () => {
    await inWorld(world(drifted), async (world) => {
      commitManifest(world);
      await lookForDrift(world);
      world.github.updateIssue(1, { state: 'closed' });
      await lookForDrift(world);
      expect(states(world)).toEqual([{ number: 1, state: 'open', stateReason: 'reopened' }]);
    });
  });

  test('stays closed where somebody closed it as not planned, until something else drifts', async () => {
    await inWorld(world(drifted), async (world) => {
      commitManifest(world);
      await lookForDrift(world);
      world.github.updateIssue(1, { state: 'closed', stateReason: 'not_planned' });
      const { exitCode, annotations } = await lookForDrift(world);
      expect([exitCode, states(world)]).toEqual([1, [{ number: 1, state: 'closed', stateReason: 'not_planned' }]]);
      expect(annotations.map(({ message }) => message).join()).toContain('issues/1 was closed as not planned');
      hold(world, {});
      await lookForDrift(world);
      expect(world.github.issues().map(({ state }) => state)).toEqual(['closed', 'open']);
    });
  });

  test('is a new one where what somebody accepted was corrected, and drifts again later', async () => {
    await inWorld(world(drifted), async (world) => {
      commitManifest(world);
      await lookForDrift(world);
      world.github.updateIssue(1, { state: 'closed', stateReason: 'not_planned' });
      hold(world, declared);
      const before = writes(world).length;
      expect((await lookForDrift(world)).exitCode).toBe(0);
      expect(writes(world)).toHaveLength(before + 1);
      await lookForDrift(world);
      expect(writes(world)).toHaveLength(before + 1);
      hold(world, drifted);
      await lookForDrift(world);
      expect(world.github.issues().map(({ state }) => state)).toEqual(['closed', 'open']);
    });
  });

  test('is another one for each environment', async () => {
    await inWorld(world(drifted), async (world) => {
      commitManifest(world);
      await lookForDrift(world, { environment: 'staging' });
      await lookForDrift(world, { environment: 'production' });
      await lookForDrift(world, { environment: 'staging' });
      expect(world.github.issues().map(({ title }) => title.replace(/.* /, ''))).toEqual(['(staging)', '(production)']);
    });
  });

  test('that somebody else planted is no issue of ours, and a comment’s marker makes none', async () => {
    await inWorld(world(drifted), async (world) => {
      commitManifest(world);
      await lookForDrift(world);
      const body = world.github.issues()[0]?.body ?? '';
      world.github.updateIssue(1, { body: body.replace('permissions-drift', 'permissions') });
      const planted = world.github.openIssue({ title: 'Planted', body, login: 'mallory' });
      await lookForDrift(world);
      hold(world, declared);
      await lookForDrift(world);
      expect(states(world).map(({ number, state }) => [number, state])).toEqual([
        [1, 'open'],
        [planted, 'open'],
        [3, 'closed'],
      ]);
    });
  });

  test('shows hostile names as text', async () => {
    await inWorld(world({ ...drifted, [hostileText.slice(0, 200)]: hostileText }), async (world) => {
      commitManifest(world);
      await lookForDrift(world, { environment: '@octocat #1 `x` :tada:' });
      const [issue] = world.github.issues();
      expect(issue?.title).toMatch(/ \(_octocat _1 _x_ _tada_\)$/);
      expect(issue?.body?.match(/<!--/g)).toHaveLength(1);
    });
  });
});

describe('what counts as drift', () => {
  const held = { ...declared, 'export:legacy': 'Everything' };

  test.each([
    ['keep', 0, { drift: 'false', result: 'unchanged', removals: '0' }, 0],
    ['forbid', 1, { drift: 'true', result: 'changes', removals: '0', 'failure-reason': 'drift-found' }, 1],
    ['remove', 1, { drift: 'true', result: 'changes', removals: '1', 'failure-reason': 'drift-found' }, 1],
  ])('of unmanaged permissions under `%s`', async (unmanaged, exitCode, outputs, issues) => {
    await inWorld(world(held), async (world) => {
      commitManifest(world);
      world.github.commit('main', { [policyPath]: `version: 1\nunmanaged: ${unmanaged}\n` });
      const run = await lookForDrift(world, { 'fail-on': 'never', 'plan-file': 'plan.json' });
      expect(run.exitCode).toBe(exitCode);
      expect(run.outputs).toMatchObject(outputs);
      expect(world.github.issues()).toHaveLength(issues);
      expect(run.summary).toContain('export:legacy');
      expect(JSON.parse(run.files[run.outputs['plan-file'] ?? ''] ?? '')).toMatchObject({ mode: 'drift' });
      expect(world.tenant.permissions(orders)).toHaveLength(3);
    });
  });

  test('is what errors of the manifest do not hide', async () => {
    await inWorld(world(drifted), async (world) => {
      commitManifest(world, ordersManifest({ ...declared, readOrders: 'Wrong' }));
      const { outputs } = await lookForDrift(world);
      expect(outputs).toMatchObject({
        result: 'changes',
        'failure-reason': 'drift-found',
        errors: '1',
        additions: '2',
      });
      expect(world.github.issues()[0]?.body).toContain('naming-convention');
    });
  });

  test('is gone where the tenant follows a manifest that has errors', async () => {
    await inWorld(world(drifted), async (world) => {
      const wrong = { ...declared, readOrders: 'Wrong' };
      commitManifest(world, ordersManifest(wrong));
      await lookForDrift(world);
      hold(world, wrong);
      const { outputs } = await lookForDrift(world);
      expect(outputs).toMatchObject({ result: 'invalid', 'failure-reason': 'manifest-invalid', drift: 'false' });
      expect(states(world)).toEqual([{ number: 1, state: 'closed', stateReason: 'completed' }]);
    });
  });

  test('is a removal that was merged and never applied', async () => {
    await inWorld(world(), async (world) => {
      commitManifest(world);
      world.github.protect('main', 'classic');
      const token = world.github.addToken({ permissions: { ...permissions, deployments: 'write' } });
      await world.run(pushEvent(world.github, 'main'), { mode: 'apply', 'github-token': token });
      commitManifest(world, ordersManifest(drifted));
      const { outputs } = await lookForDrift(world);
      expect(outputs).toMatchObject({ drift: 'true', removals: '1', 'failure-reason': 'drift-found' });
      expect(world.github.issues()[0]?.body).toMatch(/#### Not applied yet[\s\S]*- 🟥 `cancel:orders`/);
    });
  });

  test('is an API that the tenant does not have, too, though the run fails for it', async () => {
    await inWorld(world(), async (world) => {
      commitManifest(world, manifest({ [orders]: declared, 'https://api.example.com/returns': {} }));
      const { outputs } = await lookForDrift(world);
      expect(outputs).toMatchObject({ result: 'failed', 'failure-reason': 'api-not-found', drift: 'false' });
      expect(world.github.issues()[0]?.body).toContain('**Not on the tenant:** `https://api.example.com/returns`');
    });
  });
});

describe('the issue is left alone', () => {
  /** Its drift is told, then gone, and `spoil` keeps the run from knowing. */
  async function openAfter(spoil: (world: World) => void, reason: string): Promise<void> {
    await inWorld(world(drifted), async (world) => {
      commitManifest(world);
      await lookForDrift(world);
      hold(world, declared);
      spoil(world);
      const { exitCode, outputs } = await lookForDrift(world);
      expect([exitCode, outputs['failure-reason']]).toEqual([reason === '' ? 0 : 1, reason]);
      expect(states(world)).toEqual([{ number: 1, state: 'open', stateReason: null }]);
      expect(world.github.comments(1)).toEqual([]);
    });
  }

  test.each<[string, string, (world: World) => void]>([
    ['the tenant is down', 'auth0-unavailable', ({ tenant }) => tenant.fault({ path: /./, kind: 'html', times: 99 })],
    ['the manifest can’t be read', 'manifest-invalid', (world) => commitManifest(world, 'version: [')],
    [
      'the policy can’t be read',
      'policy-invalid',
      ({ github }) => void github.commit('main', { [policyPath]: 'a: [' }),
    ],
    ['the deployments can’t be read', '', ({ github }) => github.fault({ path: /deployments/, status: 403, times: 9 })],
  ])('where %s', async (_why, reason, spoil) => {
    await openAfter(spoil, reason);
  });

  test('by a run for a branch that is neither the default one nor protected', async () => {
    await inWorld(world(), async (world) => {
      commitManifest(world);
      world.github.commit('topic', { [manifestPath]: ordersManifest(drifted) }, { from: 'main' });
      const event = workflowDispatchEvent(world.github, { branch: 'topic' });
      const { outputs, annotations } = await world.run(event, { mode: 'drift' });
      expect([outputs.result, world.github.issues()]).toEqual(['unchanged', []]);
      world.github.commit('topic', { [manifestPath]: ordersManifest({ ...declared, 'create:orders': 'Place' }) });
      const found = await world.run(workflowDispatchEvent(world.github, { branch: 'topic' }), { mode: 'drift' });
      expect([found.outputs['failure-reason'], world.github.issues()]).toEqual(['drift-found', []]);
      expect(annotations.map(({ message }) => message).join()).toContain('neither the default one nor protected');
    });
  });

  test('by an old run that is started again', async () => {
    await inWorld(world(), async (world) => {
      commitManifest(world, ordersManifest(drifted));
      const old = scheduleEvent(world.github);
      commitManifest(world, ordersManifest({ ...declared, 'create:orders': 'Place' }));
      await lookForDrift(world);
      const { annotations } = await world.run(old);
      expect(states(world)).toEqual([{ number: 1, state: 'open', stateReason: null }]);
      expect(annotations.map(({ message }) => message).join()).toContain('with another manifest or policy');
    });
  });

  test('by comment: never, which the exit code does not heed', async () => {
    await inWorld(world(drifted), async (world) => {
      commitManifest(world);
      const { exitCode, outputs } = await lookForDrift(world, { comment: 'never' });
      expect([exitCode, outputs['comment-url'], world.github.issues()]).toEqual([1, '', []]);
    });
  });
});

describe('what GitHub refuses', () => {
  test.each<[string, WorldOptions['github'], RegExp]>([
    [
      'without issues: write',
      { permissions: { contents: 'read', deployments: 'read' } },
      /status 403.*`permissions: issues: write`/,
    ],
    ['where issues are switched off', { hasIssues: false }, /status 410.*Switch issues on/],
  ])('%s is a warning, and the result stays', async (_name, github, says) => {
    await inWorld(world(drifted, github), async (world) => {
      commitManifest(world);
      const { exitCode, outputs, annotations, summary } = await lookForDrift(world);
      expect([exitCode, outputs.result, outputs['failure-reason']]).toEqual([1, 'changes', 'drift-found']);
      expect(annotations.filter(({ level }) => level === 'warning')).toMatchObject([
        { message: expect.stringMatching(says) },
      ]);
      expect(summary).toContain('🟢 `cancel:orders`');
      expect(world.github.issues()).toEqual([]);
    });
  });

  test('without an answer, though it took the issue, makes no second one', async () => {
    await inWorld(world(drifted), async (world) => {
      commitManifest(world);
      world.github.fault({ method: 'POST', path: /\/issues$/, status: 502, lands: true });
      const { annotations } = await lookForDrift(world);
      expect(world.github.issues()).toHaveLength(1);
      expect(annotations.map(({ level }) => level)).toEqual(['error']);
    });
  });
});

test.each(['pull_request', 'pull_request_target'] as const)('on %s drift is not looked for', async (name) => {
  await inWorld(world(), async (world) => {
    const number = openPullRequest(world, ordersManifest(declared), ordersManifest(drifted));
    const { exitCode, outputs } = await world.run(pullRequestEvent(world.github, number, { name }), { mode: 'drift' });
    expect([exitCode, outputs['failure-reason']]).toEqual([1, 'input-invalid']);
    expect([world.github.issues(), world.tenant.requests]).toEqual([[], []]);
  });
});

test('without credentials there is nothing to compare with', async () => {
  await inWorld(world(drifted), async (world) => {
    commitManifest(world);
    const { exitCode, outputs } = await lookForDrift(world, noCredentials);
    expect([exitCode, outputs.result, outputs['failure-reason']]).toEqual([1, 'failed', 'credentials-missing']);
    expect(world.github.issues()).toEqual([]);
  });
});
