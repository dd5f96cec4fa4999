import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { workflowDispatchEvent } from '../../sandbox/runner/events.ts';
import type { World } from '../../sandbox/world.ts';
import { api, inWorld, manifestPath, orders } from './scenario.ts';

const staging = 'https://staging.example.com/orders';

async function importInto(
  world: World,
  files: Readonly<Record<string, string>>,
  inputs: Readonly<Record<string, string>> = {},
  prepare: (workspace: string) => Promise<unknown> = async () => undefined,
) {
  const workspace = await mkdtemp(join(tmpdir(), 'clone-'));
  try {
    for (const [path, text] of Object.entries({ '.git/HEAD': 'ref: refs/heads/main', ...files })) {
      await mkdir(dirname(join(workspace, path)), { recursive: true });
      await writeFile(join(workspace, path), text);
    }
    await prepare(workspace);
    const result = await world.run(workflowDispatchEvent(world.github), { mode: 'import', ...inputs }, { workspace });
    const names = await readdir(workspace, { recursive: true });
    const text = await readFile(join(workspace, manifestPath), 'utf8').catch(() => '');
    return { ...result, names, manifest: text };
  } finally {
    await rm(workspace, { recursive: true });
  }
}

describe('an import', () => {
  test('for one environment says that the other environments of the API get its permissions, too', async () => {
    const held = { 'read:orders': 'View orders', 'debug:orders': 'Only ever meant for staging' };
    await inWorld(
      { tenant: { apis: [api(orders, { 'read:orders': 'View orders' }), api(staging, held)] } },
      async (world) => {
        world.github.commit('main', { 'README.md': 'x' });
        const old = `version: 1\napis:\n  - identifier: {production: ${orders}, staging: ${staging}}\n    permissions:\n      read:orders: View orders\n`;
        const { manifest, summary, stdout } = await importInto(
          world,
          { [manifestPath]: old },
          { environment: 'staging', apis: staging },
        );
        expect(manifest).toContain('debug:orders');
        world.github.commit('main', { [manifestPath]: manifest });
        const production = await world.run(workflowDispatchEvent(world.github), {
          mode: 'plan',
          environment: 'production',
        });
        expect(production.outputs.additions).toBe('1'); // the production API gets debug:orders ...
        expect(summary + stdout).toContain('production'); // ... and nobody is told
      },
    );
  });

  test('that fails half-way says which files it wrote', async () => {
    const apis = [api(orders, { 'read:orders': 'View orders' }), api(staging, { 'read:orders': 'View orders' })].map(
      (one, index) => ({ ...one, name: ['Aaa', 'Bbb'][index] ?? '' }),
    );
    await inWorld({ tenant: { apis } }, async (world) => {
      world.github.commit('main', { 'README.md': 'x' });
      const inputs = { manifest: 'permissions/*.yml\nzother/permissions.yml\n!permissions/bbb.yml' };
      const result = await importInto(world, {}, inputs, async (workspace) => {
        await mkdir(join(workspace, 'zother/permissions.yml'), { recursive: true });
      });
      expect(result.outputs).toMatchObject({ result: 'failed', 'failure-reason': 'input-invalid' });
      expect(result.names.filter((name) => /\.(yml|tmp)$/.test(name) && name !== 'zother/permissions.yml')).toEqual([]);
    });
  });

  test('shows no raw control characters of a path', async () => {
    await inWorld({ tenant: { apis: [api(orders, { 'read:orders': 'View orders' })] } }, async (world) => {
      world.github.commit('main', { 'README.md': 'x' });
      const { stdout } = await importInto(world, {}, { manifest: 'permissions/*.yml' }, async (workspace) => {
        await mkdir(join(workspace, 'permissions'));
        await symlink('/etc/hostname', join(workspace, 'permissions/\u001b[2J\u202e.yml'));
      });
      expect(stdout).not.toContain('\u001b');
    });
  });
});

describe('the command', () => {
  test('shows a terminal no control characters, and no line that is not its own', async () => {
    await inWorld({ tenant: { apis: [api(orders, { 'read:orders': 'View orders' })] } }, async (world) => {
      const folder = await mkdtemp(join(tmpdir(), 'terminal-'));
      await mkdir(join(folder, 'permissions'));
      await symlink('/etc/hostname', join(folder, 'permissions/\u001b[2J\nImported: all is well \u202e.yml'));
      const entry = join(import.meta.dirname, '../../dist/index.js');
      const args = [entry, 'import', '--domain', world.tenant.domain, '--client-id', world.tenant.client.id];
      const env = { NODE_EXTRA_CA_CERTS: world.caFile, AUTH0_CLIENT_SECRET: world.tenant.client.secret };
      const { stderr } = spawnSync(process.execPath, [...args, '--manifest', 'permissions/*.yml'], {
        cwd: folder,
        env,
        encoding: 'utf8',
      });
      await rm(folder, { recursive: true });
      expect(stderr).toContain('is a symbolic link');
      for (const text of ['\u001b', '\u202e', '\nImported']) expect(stderr).not.toContain(text);
    });
  });
});
