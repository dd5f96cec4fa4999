/** Audits of tenants, as a process: one of each kind. The others are in __tests__/shell. */
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { auditedApis, auditedManifest, auditedPolicy, auditedTenant, auditRights } from '../../sandbox/audited.ts';
import { type AuditDocument, auditSchema, findingIds } from '../../src/core/audit/document.ts';
import { expectUnread, inAudit } from './audited.ts';
import { policyPath } from './merging.ts';
import { manifestPath } from './scenario.ts';

const { orders, billing } = auditedApis;
const both = { [manifestPath]: auditedManifest, [policyPath]: auditedPolicy };
/** In order that a run that only looks at something else does not fail for it. */
const lenient = { 'fail-on': 'never' };
const baseline = { 'audit-file': 'audit.json', 'audit-baseline': 'old.json', ...lenient };

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

  test.each([
    ['read:client_grants', 'grants'],
    ['read:users', 'users'],
  ])('without %s says that %s were not read, and succeeds', async (scope, what) => {
    const rights = auditRights.filter((right) => right !== scope);
    await inAudit(auditedTenant(rights), { [manifestPath]: auditedManifest }, (audited) =>
      expectUnread(audited, scope, what),
    );
  });

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

  test('writes its files through no link, and the others all the same', async () => {
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
});
