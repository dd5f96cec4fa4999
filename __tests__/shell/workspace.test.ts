import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { pushEvent } from '../../sandbox/runner/events.ts';
import {
  api,
  manifestPath,
  noCredentials,
  openPullRequest,
  orders,
  ordersManifest,
  planPullRequest,
  pushManifest,
  scopes,
} from '../e2e/scenario.ts';
import { inWorldHere as inWorld } from './here.ts';

const before = ordersManifest({ 'read:orders': 'View orders', 'cancel:orders': 'Cancel an order' });
const after = ordersManifest({
  'read:orders': 'View orders',
  'cancel:orders': 'Cancel an order',
  'create:orders': 'Place',
});
const evil = ordersManifest({ 'read:orders': 'View orders', 'admin:everything': 'Never reviewed' });
const held = { 'read:orders': 'View orders', 'cancel:orders': 'Cancel an order' };
const tenant = { apis: [api(orders, held)] };

/** A folder as a runner may have kept it from another job. */
async function withFolder(
  files: Readonly<Record<string, string>>,
  story: (workspace: string) => Promise<void>,
): Promise<void> {
  const workspace = await mkdtemp(join(tmpdir(), 'kept-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), text);
  }
  await story(workspace).finally(() => rm(workspace, { recursive: true }));
}

describe('a manifest that a runner kept from another job', () => {
  test('without git is refused by an apply: it is not what the branch holds', async () => {
    await inWorld({ tenant }, async (world) => {
      const event = pushManifest(world, before, after);
      await withFolder({ [manifestPath]: evil }, async (workspace) => {
        const { exitCode, outputs, annotations } = await world.run(event, {}, { workspace });
        expect(exitCode).toBe(1);
        expect(outputs).toMatchObject({ result: 'blocked', 'failure-reason': 'commit-superseded' });
        expect(annotations.at(-1)?.message).toContain(manifestPath);
        expect(world.tenant.permissions(orders)).toEqual(scopes(held));
      });
    });
  });

  test('is refused, too, where GitHub says of the branch’s commit that it does not know it', async () => {
    await inWorld({ tenant }, async (world) => {
      const event = pushManifest(world, before, after);
      world.github.fault({
        path: '/graphql',
        asks: world.github.branch('main'),
        status: 404,
        body: { message: 'Not Found' },
      });
      world.github.fault({ path: /git\/trees/, status: 404, body: { message: 'Not Found' } });
      await withFolder({ [manifestPath]: evil }, async (workspace) => {
        const { outputs } = await world.run(event, {}, { workspace });
        expect(outputs).toMatchObject({ result: 'failed', 'failure-reason': 'github-unavailable' });
        expect(world.tenant.permissions(orders)).toEqual(scopes(held));
      });
    });
  });

  test.each([
    ['with its commit checked out', (commit: string) => ({ '.git/HEAD': `${commit}\n` })],
    [
      'with a branch checked out',
      (commit: string) => ({ '.git/HEAD': 'ref: refs/heads/x', '.git/refs/heads/x': commit }),
    ],
  ])('%s is passed over: apply and plan read their own commit', async (_name, git) => {
    await inWorld({ tenant }, async (world) => {
      const number = openPullRequest(world, before, after);
      await withFolder({ [manifestPath]: evil, ...git(world.github.branch('main')) }, async (workspace) => {
        expect((await planPullRequest(world, number, {}, { workspace })).outputs).toMatchObject({
          additions: '1',
          removals: '0',
        });
        world.github.merge(number);
        const applied = await world.run(pushEvent(world.github, 'main'), {}, { workspace });
        expect(applied.outputs).toMatchObject({ result: 'applied', additions: '1', removals: '0' });
        expect(world.tenant.permissions(orders)).toEqual(scopes({ ...held, 'create:orders': 'Place' }));
      });
    });
  });
});

test.each(['plan-file', 'sarif-file'])(
  '%s is not written through a link that a change may have committed',
  async (input) => {
    await inWorld({}, async (world) => {
      const number = openPullRequest(world, before, after);
      await withFolder(
        { 'outside/.bashrc': 'kept', 'work/.git/config': '', [`work/${manifestPath}`]: after },
        async (folder) => {
          const workspace = join(folder, 'work');
          await symlink('../outside', join(workspace, 'reports'));
          const inputs = { ...noCredentials, [input]: 'reports/.bashrc' };
          const { exitCode, outputs, annotations } = await planPullRequest(world, number, inputs, { workspace });
          expect(exitCode).toBe(1);
          expect(outputs).toMatchObject({ 'failure-reason': 'input-invalid', [input]: '' });
          expect(annotations.at(-1)?.message).toContain(
            `Input \`${input}\`: the file can't be written: reports is a symbolic link.`,
          );
          expect(await readFile(join(folder, 'outside/.bashrc'), 'utf8')).toBe('kept');
        },
      );
    });
  },
);

test('a sparse checkout that lacks a part of the manifest is refused by an apply', async () => {
  await inWorld({ tenant }, async (world) => {
    const part = ordersManifest({ 'cancel:orders': 'Cancel an order' });
    const both = { 'teams/a.yml': ordersManifest({ 'read:orders': 'View orders' }), 'teams/b.yml': part };
    world.github.commit('main', both);
    world.github.protect('main', 'classic');
    const commit = world.github.commit('main', { 'README.md': 'x' });
    await withFolder({ 'teams/a.yml': both['teams/a.yml'], '.git/HEAD': commit }, async (workspace) => {
      const { outputs } = await world.run(pushEvent(world.github, 'main'), { manifest: 'teams/*.yml' }, { workspace });
      expect(outputs).toMatchObject({ result: 'blocked', 'failure-reason': 'commit-superseded' });
      expect(world.tenant.permissions(orders)).toEqual(scopes(held));
    });
  });
});

test('a checkout of the very commit is applied, whatever its line ends', async () => {
  await inWorld({ tenant }, async (world) => {
    const event = pushManifest(world, before, after);
    const windows = after.replaceAll('\n', '\r\n');
    await withFolder({ [manifestPath]: windows, '.git/HEAD': world.github.branch('main') }, async (workspace) => {
      expect((await world.run(event, {}, { workspace })).outputs).toMatchObject({ result: 'applied', additions: '1' });
    });
  });
});
