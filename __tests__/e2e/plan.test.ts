import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { mergeGroupEvent, pullRequestEvent, pushEvent, workflowDispatchEvent } from '../../sandbox/runner/events.ts';
import {
  api,
  inWorld,
  manifest,
  manifestPath,
  noCredentials,
  openPullRequest,
  orders,
  ordersManifest,
  planPullRequest,
  tenantRequests,
} from './scenario.ts';

const before = ordersManifest({ 'read:orders': 'View orders', 'cancel:orders': 'Cancel an order' });
const after = ordersManifest({ 'read:orders': 'View orders and lines', 'create:orders': 'Place an order' });
const held = { 'export:legacy': 'Everything', 'read:orders': 'View orders', 'cancel:orders': 'Cancel an order' };
const tenant = { apis: [api(orders, held)] };

describe('a plan on a pull request', () => {
  test('comments what the merge would change, and writes nothing to the tenant', async () => {
    await inWorld({ tenant }, async (world) => {
      const number = openPullRequest(world, before, after);
      const { exitCode, outputs, summary } = await planPullRequest(world, number);
      expect(exitCode).toBe(0);
      expect(outputs).toMatchObject({
        result: 'changes',
        changed: 'true',
        additions: '1',
        updates: '1',
        removals: '1',
      });
      expect(outputs).toMatchObject({ errors: '0', warnings: '0', drift: 'false', 'failure-reason': '' });
      const [comment, ...others] = world.github.comments(number);
      expect(others).toEqual([]);
      expect(comment?.body).toMatch(
        /^- 🟥 `cancel:orders` .*\n- 🔶 `read:orders` .*\n {2}→ .*lines\n- 🟢 `create:orders`/m,
      );
      expect(comment?.body).toContain('export:legacy');
      expect(outputs['comment-url']).toContain(`#issuecomment-${comment?.id}`);
      expect(summary).toContain('🟢 `create:orders`');
      expect(tenantRequests(world)).toEqual([
        'POST /oauth/token',
        'GET /api/v2/resource-servers',
        'GET /api/v2/client-grants',
        'GET /api/v2/roles',
      ]);
    });
  });

  test('updates its comment in place, on whichever page it is, and leaves a planted one alone', async () => {
    await inWorld({ tenant }, async (world) => {
      const number = openPullRequest(world, before, after);
      const stranger = { login: 'mallory', type: 'User' as const };
      const marker = `<!-- auth0-permissions v1 {"tenant":"${world.tenant.domain}","environment":"","fingerprint":"0"} -->`;
      world.github.addComment(number, { ...stranger, body: `${marker}\nNothing changes.` });
      for (let index = 0; index < 120; index += 1) world.github.addComment(number, { ...stranger, body: `+${index}` });
      await planPullRequest(world, number);
      world.github.commit('topic', { [manifestPath]: before });
      const { outputs } = await planPullRequest(world, number);
      expect(outputs).toMatchObject({ result: 'unchanged', changed: 'false' });
      const ours = world.github.comments(number).filter(({ login }) => login === 'github-actions[bot]');
      expect(ours).toHaveLength(1);
      expect(ours[0]?.body).not.toContain('create:orders');
      expect(world.github.comments(number)[0]?.body).toBe(`${marker}\nNothing changes.`);
    });
  });

  test('writes no comment where nothing changes, unless asked to always', async () => {
    await inWorld({ tenant }, async (world) => {
      const number = openPullRequest(world, before, `${before}\n`);
      expect((await planPullRequest(world, number)).outputs).toMatchObject({ result: 'unchanged', 'comment-url': '' });
      expect(world.github.comments(number)).toEqual([]);
      await planPullRequest(world, number, { comment: 'always' });
      expect(world.github.comments(number)).toHaveLength(1);
    });
  });

  test('writes no comment with comment: never', async () => {
    await inWorld({ tenant }, async (world) => {
      const number = openPullRequest(world, before, after);
      const { outputs } = await planPullRequest(world, number, { comment: 'never' });
      expect(outputs).toMatchObject({ result: 'changes', 'comment-url': '' });
      expect(world.github.comments(number)).toEqual([]);
    });
  });

  test('keeps a comment for each environment', async () => {
    await inWorld({ tenant }, async (world) => {
      const number = openPullRequest(world, before, after);
      await planPullRequest(world, number, { environment: 'staging' });
      await planPullRequest(world, number, { environment: 'production' });
      await planPullRequest(world, number, { environment: 'staging' });
      expect(world.github.comments(number)).toHaveLength(2);
    });
  });

  test('makes a new comment where ours was deleted', async () => {
    await inWorld({ tenant }, async (world) => {
      const number = openPullRequest(world, before, after);
      await planPullRequest(world, number);
      const [first] = world.github.comments(number);
      world.github.removeComment(first?.id ?? 0);
      await planPullRequest(world, number);
      expect(world.github.comments(number)).toHaveLength(1);
    });
  });

  test('goes on with a warning where the token may not comment; the summary holds the plan', async () => {
    const github = { permissions: { contents: 'read', 'pull-requests': 'read' } } as const;
    await inWorld({ tenant, github }, async (world) => {
      const number = openPullRequest(world, before, after);
      const { exitCode, outputs, annotations, summary } = await planPullRequest(world, number);
      expect([exitCode, outputs.result, outputs['comment-url']]).toEqual([0, 'changes', '']);
      expect(annotations).toMatchObject([{ level: 'warning' }]);
      expect(annotations[0]?.message).toContain('pull-requests: write');
      expect(summary).toContain('🟢 `create:orders`');
    });
  });

  test('without credentials compares with the base alone and asks no tenant', async () => {
    await inWorld({ tenant }, async (world) => {
      const number = openPullRequest(world, before, after, 'contributor');
      const { exitCode, outputs } = await planPullRequest(world, number, noCredentials);
      expect(exitCode).toBe(0);
      expect(outputs).toMatchObject({ result: 'changes', additions: '1', updates: '1', removals: '1' });
      expect(world.github.comments(number)[0]?.body).toContain('tenant was not asked');
      expect(world.tenant.requests).toEqual([]);
    });
  });

  test('of a pull_request_target run reads the head through the API, never from the disk', async () => {
    await inWorld({ tenant }, async (world) => {
      const number = openPullRequest(world, before, after, 'contributor');
      const workspace = await checkout(before);
      const event = pullRequestEvent(world.github, number, { name: 'pull_request_target' });
      const { outputs } = await world.run(event, {}, { workspace });
      expect(outputs).toMatchObject({ result: 'changes', additions: '1', updates: '1', removals: '1' });
      await rm(workspace, { recursive: true });
    });
  });

  test('tells drift from what the pull request changes', async () => {
    const edited = { apis: [api(orders, { ...held, 'cancel:orders': 'Edited by hand' })] };
    await inWorld({ tenant: edited }, async (world) => {
      const more = {
        'read:orders': 'View orders',
        'cancel:orders': 'Cancel an order',
        'create:orders': 'Place an order',
      };
      const number = openPullRequest(world, before, ordersManifest(more));
      const { outputs, files } = await planPullRequest(world, number, { 'plan-file': 'out/plan.json' });
      expect(outputs).toMatchObject({ additions: '1', updates: '1', drift: 'true' });
      const plan = JSON.parse(files[outputs['plan-file'] ?? ''] ?? '');
      expect(plan.apis[0].changes).toMatchObject([
        { kind: 'update', permission: 'cancel:orders', before: 'Edited by hand', origin: 'drift' },
        { kind: 'add', permission: 'create:orders', origin: 'manifest', file: manifestPath, line: 9 },
      ]);
      expect(plan.apis[0].unmanaged).toEqual([{ permission: 'export:legacy', description: 'Everything' }]);
    });
  });

  test('reads the checkout where there is one, and of the base only what differs', async () => {
    await inWorld({ tenant }, async (world) => {
      const extra = {
        [manifestPath]: before,
        'permissions/billing.yml': manifest({ 'https://api.example.com/billing': {} }),
      };
      world.github.commit('main', extra);
      world.github.commit('topic', { [manifestPath]: after }, { from: 'main' });
      const number = world.github.openPullRequest({ head: 'topic' });
      const workspace = await checkout(after);
      await mkdir(join(workspace, 'permissions'));
      await writeFile(join(workspace, 'permissions/billing.yml'), extra['permissions/billing.yml']);
      const inputs = { manifest: `${manifestPath}\npermissions/*.yml`, comment: 'never' };
      const { outputs } = await planPullRequest(world, number, inputs, { workspace });
      expect(outputs).toMatchObject({ 'failure-reason': 'api-not-found', additions: '1' });
      const paths = world.github.requests.map(({ path }) => path.replace(/[0-9a-f]{40}/, '{sha}'));
      expect(paths.sort()).toEqual([
        '/graphql', // whose deployments count, asked beside them
        '/repos/acme/shop/deployments',
        '/repos/acme/shop/deployments',
        '/repos/acme/shop/git/blobs/{sha}',
        '/repos/acme/shop/git/trees/{sha}',
      ]);
      await rm(workspace, { recursive: true });
    });
  });

  test('never reads through a symbolic link', async () => {
    await inWorld({ tenant }, async (world) => {
      const number = openPullRequest(world, before, after);
      const workspace = await mkdtemp(join(tmpdir(), 'checkout-'));
      const secret = join(workspace, 'secret');
      await writeFile(secret, 'password-of-the-runner: 1');
      await mkdir(join(workspace, '.github'));
      await mkdir(join(workspace, '.git'));
      await symlink(secret, join(workspace, manifestPath));
      const { exitCode, text } = await planPullRequest(world, number, {}, { workspace });
      expect(exitCode).toBe(1);
      expect(text.replaceAll('password-of-the-runner: 1', '')).not.toContain('password-of-the-runner');
      await rm(workspace, { recursive: true });
    });
  });
});

describe('other events', () => {
  test('a push to an unprotected branch and a merge group are validated, and ask nobody', async () => {
    await inWorld({ tenant }, async (world) => {
      const number = openPullRequest(world, before, after);
      const pushed = await world.run(pushEvent(world.github, 'topic'));
      const queued = await world.run(mergeGroupEvent(world.github, number));
      expect([pushed.outputs.result, queued.outputs.result]).toEqual(['unchanged', 'unchanged']);
      expect(world.tenant.requests).toEqual([]);
    });
  });

  test('a run by hand plans, and calls what differs drift', async () => {
    await inWorld({ tenant }, async (world) => {
      world.github.commit('main', { [manifestPath]: after });
      world.github.protect('main', 'classic');
      const { exitCode, outputs } = await world.run(workflowDispatchEvent(world.github));
      expect(exitCode).toBe(0);
      expect(outputs).toMatchObject({ result: 'changes', additions: '1', updates: '1', removals: '0', drift: 'true' });
      expect(tenantRequests(world)).not.toContain('PATCH /api/v2/resource-servers/{id}');
    });
  });

  test('a manifest without APIs costs no request to the tenant and no token', async () => {
    await inWorld({ tenant }, async (world) => {
      const number = openPullRequest(world, before, manifest({}));
      const { exitCode, outputs } = await planPullRequest(world, number);
      expect([exitCode, outputs.result]).toEqual([0, 'unchanged']);
      expect(world.github.comments(number)[0]?.body).toContain(orders);
      expect(world.tenant.requests).toEqual([]);
    });
  });
});

async function checkout(text: string): Promise<string> {
  const workspace = await mkdtemp(join(tmpdir(), 'checkout-'));
  await mkdir(join(workspace, '.github'));
  await mkdir(join(workspace, '.git'));
  await writeFile(join(workspace, manifestPath), text);
  return workspace;
}
