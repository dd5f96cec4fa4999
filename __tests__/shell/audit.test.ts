/** Audits of tenants, in this process: what is found, what could not be read, what changed since, and what is written where. */
import { rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { auditedApis, auditedManifest, auditedPolicy, auditedTenant, auditRights } from '../../sandbox/audited.ts';
import { type Audited, expectUnread, inAudit } from '../e2e/audited.ts';
import { policyPath } from '../e2e/merging.ts';
import { manifestPath, noCredentials } from '../e2e/scenario.ts';
import { inWorldHere } from './here.ts';

const { orders, billing, internal } = auditedApis;
const both = { [manifestPath]: auditedManifest, [policyPath]: auditedPolicy };
/** In order that a run that only looks at something else does not fail for it. */
const lenient = { 'fail-on': 'never' };

/** As a process, but in this one. */
const inAuditHere = (...[tenant, files, story]: Parameters<typeof inAudit>) =>
  inAudit(tenant, files, story, inWorldHere);

const json = { 'audit-file': 'audit.json' };

describe('an audit of a tenant that can be read in part', () => {
  const parts: Readonly<Record<string, string>> = {
    'read:client_grants': 'grants',
    'read:clients': 'applications',
    'read:roles': 'roles',
    'read:users': 'users',
    'read:organizations': 'organizations',
    'read:tenant_settings': 'settings',
  };

  test.each(Object.entries(parts))('without %s says that %s were not read, and succeeds', async (scope, what) => {
    const rights = auditRights.filter((right) => right !== scope);
    await inAuditHere(auditedTenant(rights), { [manifestPath]: auditedManifest }, (audited) =>
      expectUnread(audited, scope, what),
    );
  });

  test('fails where `access` needs what was not read', async () => {
    const rights = auditRights.filter((right) => right !== 'read:clients');
    await inAuditHere(auditedTenant(rights), both, async ({ audit, document }) => {
      const run = await audit(json);
      expect(run).toMatchObject({ exitCode: 1, outputs: { 'failure-reason': 'audit-findings' } });
      const unjudged = (await document()).findings.filter(({ id }) => id === 'access-expectation');
      expect(unjudged).toMatchObject([
        {
          holder: null,
          severity: 'error',
          permission: 'refund:orders',
          message: `\`refund:orders\` of ${orders} is not checked against \`access\`: which applications these are could not be read.`,
          hint: 'Grant the application `read:clients`.',
        },
      ]);
    });
  });

  test('reads names by a summary’s right alone', async () => {
    const rights = [...auditRights.filter((right) => right !== 'read:clients'), 'read:client_summary'];
    await inAuditHere(auditedTenant(rights), { [manifestPath]: auditedManifest }, async ({ audit, document }) => {
      await audit({ ...json, ...lenient });
      const { applications, notRead } = await document();
      expect(applications.map(({ name }) => name)).toEqual(['Backoffice', 'Kiosk', 'Partner', 'Reporting', 'Shop']);
      expect(notRead).toMatchObject([{ what: 'applications', scope: 'read:clients' }]);
    });
  });

  test('finds out what a ready token may not read, and asks for it once', async () => {
    await inAuditHere(auditedTenant(), { [manifestPath]: auditedManifest }, async ({ audit, document, world }) => {
      const token = world.tenant.issueToken(['read:resource_servers', 'read:roles']);
      const given = { 'auth0-client-id': '', 'auth0-client-secret': '', 'auth0-token': token };
      expect(await audit({ ...json, ...lenient, ...given })).toMatchObject({ exitCode: 0 });
      const lacking = ['applications', 'grants', 'organizations', 'settings', 'users'];
      expect((await document()).notRead.map(({ what }) => what)).toEqual(lacking);
      const refused = world.tenant.requests
        .filter(({ status }) => status === 403)
        .map(({ path }) => path.split('?')[0]);
      expect(refused).toHaveLength(6); // applications twice: all that is wanted of them, then their names alone
    });
  });

  test('fails where not even APIs can be read', async () => {
    const rights = auditRights.filter((right) => right !== 'read:resource_servers');
    await inAuditHere(auditedTenant(rights), both, async ({ audit, document }) => {
      const run = await audit(json);
      expect(run).toMatchObject({
        exitCode: 1,
        outputs: { result: 'failed', 'failure-reason': 'auth0-missing-scope' },
      });
      expect(run.outputs).toMatchObject({ 'audit-file': '', findings: '', fingerprint: '' });
      await expect(document()).rejects.toMatchObject({ code: 'ENOENT' });
      expect(run.summary).toContain('auth0-missing-scope');
    });
  });

  test('fails without credentials', async () => {
    await inAuditHere(auditedTenant(), both, async ({ audit }) => {
      const run = await audit(noCredentials);
      expect(run).toMatchObject({ exitCode: 1, outputs: { 'failure-reason': 'credentials-missing' } });
    });
  });
});

describe('an audit beside an earlier one', () => {
  const baseline = { ...json, 'audit-baseline': 'old.json', ...lenient };

  test('takes nobody for gone where grants could be read then and can’t be now', async () => {
    await inAuditHere(auditedTenant(), both, async ({ audit, document, world }) => {
      await audit({ 'audit-file': 'old.json', ...lenient });
      const token = world.tenant.issueToken(auditRights.filter((right) => right !== 'read:client_grants'));
      await audit({ ...baseline, 'auth0-client-id': '', 'auth0-client-secret': '', 'auth0-token': token });
      const { since } = await document();
      expect(since).toMatchObject({ gained: [], lost: [] });
      expect(since?.findings.gone).toEqual([]);
    });
  });

  test('warns where the earlier one was changed after it was written', async () => {
    await inAuditHere(auditedTenant(), both, async ({ audit, read, workspace }) => {
      await audit({ 'audit-file': 'old.json', ...lenient });
      await writeFile(join(workspace, 'old.json'), (await read('old.json')).replaceAll('Backoffice', 'Elsewhere'));
      const run = await audit(baseline);
      expect(run.exitCode).toBe(0);
      for (const text of [run.stdout, run.summary]) expect(text).toContain('does not say what its fingerprint is of');
    });
  });

  test.each<[string, (audited: Audited) => Promise<void>, RegExp]>([
    ['there is none', async () => undefined, /there is no file at `old\.json`/],
    [
      'it is something else',
      async ({ workspace }) => await writeFile(join(workspace, 'old.json'), '{}'),
      /not the JSON of an audit/,
    ],
    [
      'it is a link',
      async ({ workspace }) => await symlink(join(workspace, 'README.md'), join(workspace, 'old.json')),
      /old\.json is a symbolic link/,
    ],
    [
      'it is of another environment',
      async ({ audit }) => void (await audit({ 'audit-file': 'old.json', environment: 'staging', ...lenient })),
      /is an audit of the environment `staging`/,
    ],
  ])('fails where %s, before the tenant is asked', async (_, prepare, why) => {
    await inAuditHere(auditedTenant(), both, async (audited) => {
      await prepare(audited);
      const before = audited.world.tenant.requests.length;
      const run = await audited.audit(baseline);
      expect(run).toMatchObject({ exitCode: 1, outputs: { 'failure-reason': 'input-invalid' } });
      expect(run.stdout).toMatch(why);
      expect(audited.world.tenant.requests).toHaveLength(before);
    });
  });
});

describe('the APIs of an audit', () => {
  const identifiers = async ({ document }: Audited) => (await document()).apis.map(({ identifier }) => identifier);

  test('are those of the manifest, without it all but Auth0’s own, and those that are asked for', async () => {
    await inAuditHere(auditedTenant(), both, async (audited) => {
      await audited.audit({ ...json, ...lenient });
      expect(await identifiers(audited)).not.toContain(internal);
      await audited.audit({ ...json, ...lenient, apis: '*/internal\n*/billing' });
      expect(await identifiers(audited)).toEqual([billing, internal]);
      await rm(join(audited.workspace, manifestPath));
      await audited.audit({ ...json, ...lenient });
      expect(await identifiers(audited)).toEqual(Object.values(auditedApis).sort());
      const { findings } = await audited.document();
      expect(findings.filter(({ id }) => id === 'unmanaged-permission')).toEqual([]);
    });
  });

  test('are refused where a line means none', async () => {
    await inAuditHere(auditedTenant(), both, async ({ audit }) => {
      const run = await audit({ apis: '*/orders\n*/none' });
      expect(run).toMatchObject({ exitCode: 1, outputs: { 'failure-reason': 'api-not-found' } });
      expect(run.stdout).toContain('the tenant has no API `*/none`');
    });
  });

  test('are audited but for one of the manifest that the tenant lacks, which fails', async () => {
    const more = `${auditedManifest}  - identifier: https://none\n    permissions: {}\n`;
    await inAuditHere(auditedTenant(), { [manifestPath]: more }, async (audited) => {
      const run = await audited.audit({ ...json, ...lenient });
      expect(run).toMatchObject({ exitCode: 1, outputs: { 'failure-reason': 'api-not-found', result: 'failed' } });
      expect(await identifiers(audited)).toHaveLength(3);
      expect(run.summary).toContain('https://none');
    });
  });
});

describe('what an audit is held against', () => {
  test('is a manifest that can be read', async () => {
    await inAuditHere(auditedTenant(), { [manifestPath]: 'version: 2\n' }, async ({ audit }) => {
      const run = await audit();
      expect(run).toMatchObject({ exitCode: 1, outputs: { result: 'invalid', 'failure-reason': 'manifest-invalid' } });
      expect(run.annotations.filter(({ file }) => file === manifestPath)).not.toEqual([]);
    });
  });

  test('is a policy that can be read', async () => {
    const files = { [manifestPath]: auditedManifest, [policyPath]: 'version: 2\n' };
    await inAuditHere(auditedTenant(), files, async ({ audit, world }) => {
      expect(await audit()).toMatchObject({ exitCode: 1, outputs: { 'failure-reason': 'policy-invalid' } });
      expect(world.tenant.requests).toEqual([]);
    });
  });

  test('is a manifest where another path is named', async () => {
    await inAuditHere(auditedTenant(), {}, async ({ audit }) => {
      const run = await audit({ manifest: 'other.yml' });
      expect(run).toMatchObject({ exitCode: 1, outputs: { 'failure-reason': 'manifest-missing' } });
    });
  });

  test('is of a policy for many repositories what is about its own APIs', async () => {
    const expired = (api: string) =>
      `  - { rule: naming-convention, permission: x, api: ${api}, reason: It was so before, expires: 2020-01-31 }\n`;
    const central = `version: 1\nexceptions:\n${expired(orders)}${expired('https://elsewhere')}`;
    await inAuditHere(auditedTenant(), { [manifestPath]: auditedManifest }, async ({ audit, document, world }) => {
      world.github.addRepository('acme/policies').commit('main', { 'policy.yml': central });
      await audit({ ...json, ...lenient, policy: 'acme/policies/policy.yml@main' });
      const { findings } = await document();
      expect(findings.filter(({ id }) => id === 'exception-expired').map(({ api }) => api)).toEqual([orders]);
    });
  });

  test('is not the naming of the manifest', async () => {
    const bad = auditedManifest.replaceAll('read:invoices', 'READ_invoices');
    await inAuditHere(auditedTenant(), { [manifestPath]: bad }, async ({ audit }) => {
      const run = await audit({ 'fail-on': 'never' });
      expect(run).toMatchObject({ exitCode: 0, annotations: [] });
    });
  });
});

describe('the files of an audit', () => {
  test('are whole where the job summary has no room for all of it', async () => {
    const scopes = Array.from({ length: 900 }, (_, index) => ({
      value: `read:thing-${index}`,
      description: `What it allows is ${'long and winding '.repeat(27)}`,
    }));
    const apis = [1, 2, 3].map((index) => ({ identifier: `https://${index}`, name: `API ${index}`, scopes }));
    await inAuditHere(auditedTenant(auditRights, { apis, grants: [], roles: [] }), {}, async ({ audit, read }) => {
      const run = await audit({ 'audit-file': 'audit.md' });
      const whole = await read('audit.md');
      expect(Buffer.byteLength(whole)).toBeGreaterThan(1024 ** 2);
      expect(whole).toContain('`read:thing-899`');
      expect(run.summary).toContain('**Shortened:**');
      expect(run.summary).toContain('in the files of the audit');
    });
  });

  test('are refused by an ending that says no format, before anything is asked', async () => {
    await inAuditHere(auditedTenant(), both, async ({ audit, world }) => {
      const run = await audit({ 'audit-file': 'audit.xls' });
      expect(run).toMatchObject({ exitCode: 1, outputs: { 'failure-reason': 'input-invalid' } });
      expect(world.tenant.requests).toEqual([]);
    });
  });
});

test('an audit asks nothing for each API and nothing for each application', async () => {
  await inAuditHere(auditedTenant(), both, async ({ audit, world }) => {
    await audit(lenient);
    const asked = world.tenant.requests.map(({ path }) => decodeURIComponent(path.split('?')[0] ?? ''));
    expect(asked.sort()).toEqual(
      [
        '/api/v2/client-grants',
        '/api/v2/clients',
        '/api/v2/organizations',
        '/api/v2/resource-servers',
        '/api/v2/roles',
        ...['Cleaning', 'Editor', 'Elsewhere', 'Support'].map((name) => `/api/v2/roles/rol_${name}/permissions`),
        ...['Cleaning', 'Editor', 'Support'].map((name) => `/api/v2/roles/rol_${name}/users`),
        '/api/v2/tenants/settings',
        '/oauth/token',
      ].sort(),
    );
    const clients = world.tenant.requests.find(({ path }) => path === '/api/v2/clients');
    expect(clients?.query.fields).toEqual(['client_id,name,is_first_party']);
  });
});
