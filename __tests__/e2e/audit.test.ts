/** Audits of tenants: what is found, what could not be read, what changed since, and what is written where. */
import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { auditedApis, auditedManifest, auditedPolicy, auditedTenant, auditRights } from '../../sandbox/audited.ts';
import { workflowDispatchEvent } from '../../sandbox/runner/events.ts';
import type { RunResult } from '../../sandbox/runner.ts';
import type { TenantOptions } from '../../sandbox/tenant.ts';
import type { World } from '../../sandbox/world.ts';
import { type AuditDocument, auditSchema, findingIds } from '../../src/core/audit/document.ts';
import { policyPath } from './merging.ts';
import { inWorld, manifestPath, noCredentials } from './scenario.ts';

const { orders, billing, internal } = auditedApis;
const both = { [manifestPath]: auditedManifest, [policyPath]: auditedPolicy };
/** In order that a run that only looks at something else does not fail for it. */
const lenient = { 'fail-on': 'never' };

type Inputs = Readonly<Record<string, string>>;

interface Audited {
  readonly world: World;
  readonly workspace: string;
  audit(inputs?: Inputs): Promise<RunResult>;
  /** What the run wrote there. */
  read(path: string): Promise<string>;
  document(path?: string): Promise<AuditDocument>;
}

/** A checkout with these files, and a tenant. */
async function inAudit(
  tenant: TenantOptions,
  files: Readonly<Record<string, string>>,
  story: (audited: Audited) => Promise<void>,
): Promise<void> {
  const workspace = await realpath(await mkdtemp(join(tmpdir(), 'audited-')));
  const placed = { '.git/HEAD': 'ref: refs/heads/main\n', 'README.md': 'x', ...files };
  for (const [path, text] of Object.entries(placed)) {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), text);
  }
  const read = (path: string) => readFile(join(workspace, path), 'utf8');
  try {
    await inWorld({ tenant }, async (world) => {
      world.github.commit('main', placed);
      await story({
        world,
        workspace,
        audit: (inputs = {}) =>
          world.run(workflowDispatchEvent(world.github), { mode: 'audit', ...inputs }, { workspace }),
        read,
        document: async (path = 'audit.json') => auditSchema.parse(JSON.parse(await read(path))),
      });
      expect(world.tenant.requests.filter(({ method }) => method !== 'GET').map(({ path }) => path)).toEqual(
        world.tenant.requests.filter(({ path }) => path === '/oauth/token').map(({ path }) => path),
      );
    });
  } finally {
    await rm(workspace, { recursive: true });
  }
}

const json = { 'audit-file': 'audit.json' };

function findingsIn({ findings }: AuditDocument): string[] {
  return findings.map(({ id, severity, permission, holder }) => {
    const who = holder ? [holder.kind, 'name' in holder ? holder.name : ''] : [];
    return [severity, id, permission ?? '', ...who].filter((part) => part !== '').join(' ');
  });
}

describe('an audit', () => {
  test('finds one of everything there is to find, says so everywhere, and fails for the errors', async () => {
    await inAudit(auditedTenant(), both, async ({ audit, document, read, world }) => {
      const paths = ['audit.json', 'out/audit.csv', 'audit.html', 'audit.md'];
      const run = await audit({ 'audit-file': paths.join('\n') });
      expect(run.outputs).toMatchObject({ result: 'invalid', 'failure-reason': 'audit-findings', errors: '3' });
      expect(run.exitCode).toBe(1);
      const found = await document();
      expect(findingsIn(found)).toEqual([
        'error exception-expired old_name',
        'note grant-without-effect application Backoffice',
        'warning open-api',
        'warning all-permissions-grant application Reporting',
        'warning deprecated-still-held cancel:orders application Shop',
        'warning deprecated-still-held cancel:orders role Support',
        'note unmanaged-permission export:legacy',
        'warning dangling-grant old:orders application Backoffice',
        'warning dangling-role purge:orders role Cleaning',
        'error public-permission read:orders application Kiosk',
        'error access-expectation refund:orders application Partner',
        'note granted-to-nobody count:stock',
      ]);
      expect(new Set(found.findings.map(({ id }) => id))).toEqual(new Set(findingIds));
      expect(run.outputs.findings).toBe(String(found.findings.length));
      expect(run.outputs.warnings).toBe(String(found.summary.warnings));
      expect(run.outputs.fingerprint).toBe(found.fingerprint);
      expect(found).toMatchObject({ complete: true, notRead: [], tenant: world.tenant.domain });
      const written = run.outputs['audit-file']?.split('\n') ?? [];
      expect(written.map((path) => paths.find((one) => path.endsWith(`/${one}`)))).toEqual(paths);
      for (const path of paths) expect(await read(path)).toContain(found.fingerprint);
      for (const text of [run.stdout, run.summary, await read('audit.html')])
        for (const { id } of found.findings) expect(text).toContain(id);
      expect(run.stdout).toContain('The audit found 3 errors and 6 warnings.');
    });
  });
});

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
    await inAudit(auditedTenant(rights), { [manifestPath]: auditedManifest }, async ({ audit, document, read }) => {
      const files = ['audit.json', 'audit.csv', 'audit.html', 'audit.md'];
      const run = await audit({ 'audit-file': files.join('\n'), ...lenient });
      expect(run).toMatchObject({ exitCode: 0, outputs: { result: 'unchanged', 'failure-reason': '' } });
      const found = await document();
      expect(found.complete).toBe(false);
      expect(found.notRead).toMatchObject([{ what, scope }]);
      for (const text of [run.stdout, run.summary, await read('audit.html'), await read('audit.md')])
        expect(text).toContain(scope);
      const unread = ['grants', 'roles'].includes(what);
      expect(found.findings.some(({ id }) => id === 'granted-to-nobody')).toBe(!unread);
      const lines = (await read('audit.csv')).split('\r\n');
      expect(lines.filter((line) => line.includes(',not-read,')).length > 0).toBe(unread);
      expect(lines.filter((line) => line.includes(',nobody,')).length > 0).toBe(!unread);
    });
  });

  test('fails where `access` needs what was not read', async () => {
    const rights = auditRights.filter((right) => right !== 'read:clients');
    await inAudit(auditedTenant(rights), both, async ({ audit, document }) => {
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
    await inAudit(auditedTenant(rights), { [manifestPath]: auditedManifest }, async ({ audit, document }) => {
      await audit({ ...json, ...lenient });
      const { applications, notRead } = await document();
      expect(applications.map(({ name }) => name)).toEqual(['Backoffice', 'Kiosk', 'Partner', 'Reporting', 'Shop']);
      expect(notRead).toMatchObject([{ what: 'applications', scope: 'read:clients' }]);
    });
  });

  test('finds out what a ready token may not read, and asks for it once', async () => {
    await inAudit(auditedTenant(), { [manifestPath]: auditedManifest }, async ({ audit, document, world }) => {
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
    await inAudit(auditedTenant(rights), both, async ({ audit, document }) => {
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
    await inAudit(auditedTenant(), both, async ({ audit }) => {
      const run = await audit(noCredentials);
      expect(run).toMatchObject({ exitCode: 1, outputs: { 'failure-reason': 'credentials-missing' } });
    });
  });
});

describe('an audit beside an earlier one', () => {
  const baseline = { ...json, 'audit-baseline': 'old.json', ...lenient };

  test('says the same again, but for when, where nothing changed', async () => {
    await inAudit(auditedTenant(), both, async ({ audit, read, document }) => {
      await audit({ 'audit-file': 'old.json\nold.csv\nold.html\nold.md', ...lenient });
      await audit({ 'audit-file': 'audit.json\naudit.csv\naudit.html\naudit.md', ...lenient });
      for (const ending of ['json', 'csv', 'html', 'md']) {
        const [old, now] = [(await read(`old.${ending}`)).split('\n'), (await read(`audit.${ending}`)).split('\n')];
        expect(now).toHaveLength(old.length);
        expect(now.filter((line, index) => line !== old[index]).length).toBeLessThanOrEqual(ending === 'csv' ? 0 : 1);
      }
      await audit(baseline);
      const { since } = await document();
      expect(since).toMatchObject({ gained: [], lost: [], findings: { new: [], gone: [] } });
    });
  });

  test('says who gained and who lost what', async () => {
    await inAudit(auditedTenant(), both, async ({ audit, document, world, read }) => {
      await audit({ 'audit-file': 'old.json', ...lenient });
      const { grants, roles, apis } = world.tenant;
      const of = (client: string) => grants.list().find((one) => one.client_id === client)?.id ?? '';
      grants.edit(of('id-of-Shop'), () => ({ scope: ['read:orders', 'update:orders'] }));
      grants.remove(of('id-of-Partner'));
      roles.edit('rol_Support', ({ permissions }) => ({
        permissions: [...permissions, { api: orders, name: 'update:orders' }],
      }));
      apis.edit(billing, () => ({ enforce_policies: true }));
      const run = await audit(baseline);
      const old: AuditDocument = auditSchema.parse(JSON.parse(await read('old.json')));
      const { since } = await document();
      const held = (all: NonNullable<typeof since>['gained'] = []) =>
        all.map(({ permission, holder }) => `${permission} ${'name' in holder ? holder.name : holder.kind}`);
      expect(since).toMatchObject({ created: old.created, fingerprint: old.fingerprint });
      expect(held(since?.gained)).toEqual(['update:orders Shop', 'update:orders Support']);
      expect(held(since?.lost)).toEqual([
        'read:invoices every-user',
        'cancel:orders Shop',
        'cancel:orders Support',
        'refund:orders Partner',
      ]);
      expect(since?.findings.gone.map(({ id }) => id)).toEqual([
        'open-api',
        'deprecated-still-held',
        'access-expectation',
      ]);
      expect(since?.findings.new.map(({ id, permission }) => `${id} ${permission}`)).toEqual([
        'granted-to-nobody read:invoices',
      ]);
      expect(run.summary).toMatch(/\*\*gained\*\*.*`Shop`/);
    });
  });

  test('takes nobody for gone where grants could be read then and can’t be now', async () => {
    await inAudit(auditedTenant(), both, async ({ audit, document, world }) => {
      await audit({ 'audit-file': 'old.json', ...lenient });
      const token = world.tenant.issueToken(auditRights.filter((right) => right !== 'read:client_grants'));
      await audit({ ...baseline, 'auth0-client-id': '', 'auth0-client-secret': '', 'auth0-token': token });
      const { since } = await document();
      expect(since).toMatchObject({ gained: [], lost: [] });
      expect(since?.findings.gone).toEqual([]);
    });
  });

  test('warns where the earlier one was changed after it was written', async () => {
    await inAudit(auditedTenant(), both, async ({ audit, read, workspace }) => {
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
    await inAudit(auditedTenant(), both, async (audited) => {
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
    await inAudit(auditedTenant(), both, async (audited) => {
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
    await inAudit(auditedTenant(), both, async ({ audit }) => {
      const run = await audit({ apis: '*/orders\n*/none' });
      expect(run).toMatchObject({ exitCode: 1, outputs: { 'failure-reason': 'api-not-found' } });
      expect(run.stdout).toContain('the tenant has no API `*/none`');
    });
  });

  test('are audited but for one of the manifest that the tenant lacks, which fails', async () => {
    const more = `${auditedManifest}  - identifier: https://none\n    permissions: {}\n`;
    await inAudit(auditedTenant(), { [manifestPath]: more }, async (audited) => {
      const run = await audited.audit({ ...json, ...lenient });
      expect(run).toMatchObject({ exitCode: 1, outputs: { 'failure-reason': 'api-not-found', result: 'failed' } });
      expect(await identifiers(audited)).toHaveLength(3);
      expect(run.summary).toContain('https://none');
    });
  });
});

describe('what an audit is held against', () => {
  test('is a manifest that can be read', async () => {
    await inAudit(auditedTenant(), { [manifestPath]: 'version: 2\n' }, async ({ audit }) => {
      const run = await audit();
      expect(run).toMatchObject({ exitCode: 1, outputs: { result: 'invalid', 'failure-reason': 'manifest-invalid' } });
      expect(run.annotations.filter(({ file }) => file === manifestPath)).not.toEqual([]);
    });
  });

  test('is a policy that can be read', async () => {
    const files = { [manifestPath]: auditedManifest, [policyPath]: 'version: 2\n' };
    await inAudit(auditedTenant(), files, async ({ audit, world }) => {
      expect(await audit()).toMatchObject({ exitCode: 1, outputs: { 'failure-reason': 'policy-invalid' } });
      expect(world.tenant.requests).toEqual([]);
    });
  });

  test('is a manifest where another path is named', async () => {
    await inAudit(auditedTenant(), {}, async ({ audit }) => {
      const run = await audit({ manifest: 'other.yml' });
      expect(run).toMatchObject({ exitCode: 1, outputs: { 'failure-reason': 'manifest-missing' } });
    });
  });

  test('is of a policy for many repositories what is about its own APIs', async () => {
    const expired = (api: string) =>
      `  - { rule: naming-convention, permission: x, api: ${api}, reason: It was so before, expires: 2020-01-31 }\n`;
    const central = `version: 1\nexceptions:\n${expired(orders)}${expired('https://elsewhere')}`;
    await inAudit(auditedTenant(), { [manifestPath]: auditedManifest }, async ({ audit, document, world }) => {
      world.github.addRepository('acme/policies').commit('main', { 'policy.yml': central });
      await audit({ ...json, ...lenient, policy: 'acme/policies/policy.yml@main' });
      const { findings } = await document();
      expect(findings.filter(({ id }) => id === 'exception-expired').map(({ api }) => api)).toEqual([orders]);
    });
  });

  test('is not the naming of the manifest', async () => {
    const bad = auditedManifest.replaceAll('read:invoices', 'READ_invoices');
    await inAudit(auditedTenant(), { [manifestPath]: bad }, async ({ audit }) => {
      const run = await audit({ 'fail-on': 'never' });
      expect(run).toMatchObject({ exitCode: 0, annotations: [] });
    });
  });
});

describe('the files of an audit', () => {
  test('are written through no link, and the others all the same', async () => {
    await inAudit(auditedTenant(), both, async ({ audit, read, workspace }) => {
      await writeFile(join(workspace, 'victim'), 'kept');
      await symlink(join(workspace, 'victim'), join(workspace, 'audit.csv'));
      const run = await audit({ 'audit-file': 'audit.csv\naudit.json', ...lenient });
      expect(run).toMatchObject({ exitCode: 1, outputs: { 'failure-reason': 'input-invalid' } });
      expect(run.stdout).toContain('audit.csv is a symbolic link');
      expect(await read('victim')).toBe('kept');
      expect(run.outputs['audit-file']).toMatch(/\/audit\.json$/);
    });
  });

  test('are whole where the job summary has no room for all of it', async () => {
    const scopes = Array.from({ length: 900 }, (_, index) => ({
      value: `read:thing-${index}`,
      description: `What it allows is ${'long and winding '.repeat(27)}`,
    }));
    const apis = [1, 2, 3].map((index) => ({ identifier: `https://${index}`, name: `API ${index}`, scopes }));
    await inAudit(auditedTenant(auditRights, { apis, grants: [], roles: [] }), {}, async ({ audit, read }) => {
      const run = await audit({ 'audit-file': 'audit.md' });
      const whole = await read('audit.md');
      expect(Buffer.byteLength(whole)).toBeGreaterThan(1024 ** 2);
      expect(whole).toContain('`read:thing-899`');
      expect(run.summary).toContain('**Shortened:**');
      expect(run.summary).toContain('in the files of the audit');
    });
  });

  test('are refused by an ending that says no format, before anything is asked', async () => {
    await inAudit(auditedTenant(), both, async ({ audit, world }) => {
      const run = await audit({ 'audit-file': 'audit.xls' });
      expect(run).toMatchObject({ exitCode: 1, outputs: { 'failure-reason': 'input-invalid' } });
      expect(world.tenant.requests).toEqual([]);
    });
  });
});

test('an audit asks nothing for each API and nothing for each application', async () => {
  await inAudit(auditedTenant(), both, async ({ audit, world }) => {
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
