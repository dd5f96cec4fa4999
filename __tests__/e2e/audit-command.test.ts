/** The command `audit`: one document on standard output, files beside it, and how it ends. */
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { auditedApis, auditedManifest, auditedPolicy, auditedTenant } from '../../sandbox/audited.ts';
import { type AuditDocument, auditSchema } from '../../src/core/audit/document.ts';
import { command, type Ended, inFolder, tenantOf } from './command.ts';
import { inWorld } from './scenario.ts';

interface AtDesk {
  readonly folder: string;
  readonly run: (...more: readonly string[]) => Promise<Ended>;
  readonly requests: () => number;
}

/** In a folder with a manifest and a policy. */
async function atDesk(story: (desk: AtDesk) => Promise<void>): Promise<void> {
  await inWorld({ tenant: auditedTenant() }, async (world) => {
    const { options, env } = tenantOf(world);
    await inFolder(async (folder) => {
      await mkdir(join(folder, '.github'));
      await writeFile(join(folder, '.github/permissions.yml'), auditedManifest);
      await writeFile(join(folder, '.github/permissions-policy.yml'), auditedPolicy);
      await story({
        folder,
        run: (...more) => command(folder, ['audit', ...options, ...more], env),
        requests: () => world.tenant.requests.length,
      });
    });
  });
}

const parsed = (text: string): AuditDocument => auditSchema.parse(JSON.parse(text));

describe('a format', () => {
  test('of the command is one document: the bytes of the file of its kind', async () => {
    await atDesk(async ({ folder, run }) => {
      const text = await run('--file', 'a.json', '--audit-file=out/a.md', '--file', 'a.html');
      expect(text.exitCode).toBe(1);
      expect(text.stderr).toContain('The audit found 3 errors and 6 warnings.');
      expect(text.stdout).toMatch(/^Auth0 permissions audit · localhost:\d+\n10 permissions of 3 APIs on /);
      const json = await run('--format', 'json', '--fail-on', 'never');
      expect(json).toMatchObject({ exitCode: 0, stderr: '' });
      const file = parsed(await readFile(join(folder, 'a.json'), 'utf8'));
      expect(parsed(json.stdout)).toEqual({ ...file, created: parsed(json.stdout).created });
      const markdown = await run('--format=markdown');
      const written = await readFile(join(folder, 'out/a.md'), 'utf8');
      const timeless = (text: string) => text.replace(/`\d{4}-\d\d-\d\dT[\d:]+Z`/, 'then');
      expect(timeless(markdown.stdout)).toBe(timeless(written));
      expect(await readFile(join(folder, 'a.html'), 'utf8')).toMatch(/^<!doctype html>/);
    });
  });

  test('gets a document also where there is no audit, and one that takes nobody for nobody', async () => {
    await inFolder(async (folder) => {
      await writeFile(join(folder, 'README.md'), '');
      const json = await command(folder, ['audit', '--format', 'json']);
      expect(json.exitCode).toBe(1);
      expect(json.stderr).toContain('[credentials-missing]');
      expect(parsed(json.stdout)).toMatchObject({ complete: false, apis: [], created: '' });
      const markdown = await command(folder, ['audit', '--format', 'markdown']);
      expect(markdown.stdout).toContain('An audit needs credentials for the tenant.');
      expect(await command(folder, ['audit'])).toMatchObject({ exitCode: 1 });
    });
  });
});

test('a folder without a manifest is audited with all APIs but Auth0’s own, or those that are asked for', async () => {
  await inWorld({ tenant: auditedTenant() }, async (world) => {
    const { options, env } = tenantOf(world);
    await inFolder(async (folder) => {
      const run = (...more: readonly string[]) => command(folder, ['audit', ...options, '--format=json', ...more], env);
      const identifiers = ({ stdout }: Ended) => parsed(stdout).apis.map(({ identifier }) => identifier);
      expect(identifiers(await run())).toEqual(Object.values(auditedApis).sort());
      expect(identifiers(await run('--apis', '*/orders', '--apis', '*/stock'))).toEqual([
        auditedApis.orders,
        auditedApis.stock,
      ]);
      const none = await run('--apis', '*/none');
      expect(none).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('[api-not-found]') });
    });
  });
});

describe('an earlier audit', () => {
  test('is compared with', async () => {
    await atDesk(async ({ folder, run }) => {
      const { stdout } = await run('--format', 'json');
      await writeFile(join(folder, 'old.json'), stdout);
      const told = parsed((await run('--baseline', 'old.json', '--format', 'json')).stdout);
      expect(told.since).toMatchObject({ created: parsed(stdout).created, gained: [], lost: [] });
    });
  });

  test('is not one that failed, nor one behind a link', async () => {
    await atDesk(async ({ folder, run, requests }) => {
      const failed = await command(folder, ['audit', '--format', 'json', '--domain', 'tenant.example']);
      await writeFile(join(folder, 'failed.json'), failed.stdout);
      expect((await run('--audit-baseline', 'failed.json')).stderr).toContain('of an audit that failed');
      await symlink(join(folder, 'failed.json'), join(folder, 'link.json'));
      const linked = await run('--baseline=link.json');
      expect(linked).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('link.json is a symbolic link') });
      expect(requests()).toBe(0);
    });
  });
});

test.each([
  ['--file', 'a.xls'],
  ['--format', 'sarif'],
  ['--exit-code', '--apis=*'],
  ['--fail-on', 'note'],
])('%s %s is misunderstood, with nothing on standard output', async (...more) => {
  await atDesk(async ({ run, requests }) => {
    expect(await run(...more)).toMatchObject({ exitCode: 2, stdout: '' });
    expect(requests()).toBe(0);
  });
});

test('warnings end it with 1 where they are to, and notes never do', async () => {
  await atDesk(async ({ folder, run }) => {
    await writeFile(join(folder, '.github/permissions-policy.yml'), 'version: 1\n');
    expect((await run('--apis', '*/billing')).exitCode).toBe(0);
    expect((await run('--apis', '*/billing', '--fail-on', 'warning')).exitCode).toBe(1);
    const noted = await run('--apis', '*/stock', '--fail-on', 'warning');
    expect(noted).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('granted-to-nobody') });
  });
});
