import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { pullRequestEvent, pushEvent, workflowDispatchEvent } from '../../sandbox/runner/events.ts';
import type { RunResult } from '../../sandbox/runner.ts';
import type { ApiSeed } from '../../sandbox/tenant/apis.ts';
import type { World } from '../../sandbox/world.ts';
import { api, manifestPath, noCredentials, orders, tenantRequests } from '../e2e/scenario.ts';
import { inWorldHere as inWorld } from './here.ts';

const policyPath = '.github/permissions-policy.yml';
const billing = 'https://api.example.com/billing';
const apis: readonly ApiSeed[] = [
  {
    ...api(orders, { 'read:orders': 'View orders and lines', 'cancel:orders': 'Cancel: an order' }),
    name: 'Orders API',
  },
  { ...api(billing, { 'read:invoices': 'View invoices and payments' }), name: 'Billing API' },
];

interface Imported extends RunResult {
  /** By path in the workspace, what stands there afterwards. */
  readonly written: Readonly<Record<string, string>>;
}

/** Imports into a clone that holds these files, and says which files it holds then. */
async function importInto(
  world: World,
  files: Readonly<Record<string, string>> = {},
  inputs: Readonly<Record<string, string>> = {},
  prepare: (workspace: string) => Promise<unknown> = async () => undefined,
): Promise<Imported> {
  const workspace = await mkdtemp(join(tmpdir(), 'clone-'));
  try {
    for (const [path, text] of Object.entries({ '.git/HEAD': 'ref: refs/heads/main', ...files })) {
      await mkdir(dirname(join(workspace, path)), { recursive: true });
      await writeFile(join(workspace, path), text);
    }
    await prepare(workspace);
    const result = await world.run(workflowDispatchEvent(world.github), { mode: 'import', ...inputs }, { workspace });
    const inClone = Object.entries(result.files).map(([path, text]) => [relative(workspace, path), text] as const);
    const written = inClone.filter(([path]) => !path.startsWith('.git/') && !path.startsWith('..'));
    return { ...result, written: Object.fromEntries(written) };
  } finally {
    await rm(workspace, { recursive: true });
  }
}

/** Commits what an import wrote, and plans it. */
async function planAfter(
  world: World,
  written: Readonly<Record<string, string>>,
  inputs: Readonly<Record<string, string>> = {},
) {
  world.github.commit('main', written);
  return await world.run(workflowDispatchEvent(world.github), { mode: 'plan', ...inputs });
}

async function inRepository(tenant: readonly ApiSeed[], story: (world: World) => Promise<void>): Promise<void> {
  await inWorld({ tenant: { apis: tenant } }, async (world) => {
    world.github.commit('main', { 'README.md': 'x' });
    await story(world);
    expect(tenantRequests(world).filter((one) => !/^(POST \/oauth\/token|GET )/.test(one))).toEqual([]);
  });
}

const unchanged = { result: 'unchanged', additions: '0', updates: '0', removals: '0', drift: 'false', errors: '0' };

describe('an import', () => {
  test('writes a manifest whose plan is empty, asks no GitHub, and writes nothing else', async () => {
    await inRepository(apis, async (world) => {
      const before = world.github.requests.length;
      const { exitCode, outputs, written, summary } = await importInto(world);
      expect(exitCode).toBe(0);
      expect(outputs).toMatchObject({
        result: 'changes',
        changed: 'true',
        additions: '3',
        errors: '0',
        'failure-reason': '',
      });
      expect(outputs['manifest-file']).toMatch(/\/\.github\/permissions\.yml$/);
      expect(Object.keys(written)).toEqual([manifestPath]);
      expect(
        written[manifestPath],
      ).toBe(`# yaml-language-server: $schema=https://github.com/acme/auth0-permissions-action/raw/v1.0.0/schema/manifest.schema.json
version: 1
apis:
  - identifier: https://api.example.com/billing
    name: Billing API
    permissions:
      read:invoices: View invoices and payments

  - identifier: https://api.example.com/orders
    name: Orders API
    permissions:
      read:orders: View orders and lines
      cancel:orders: "Cancel: an order"
`);
      expect(summary).toContain('3 permissions of 2 APIs');
      expect(world.github.requests).toHaveLength(before);
      expect((await planAfter(world, written)).outputs).toMatchObject(unchanged);
    });
  });

  test('into what it wrote changes nothing', async () => {
    await inRepository(apis, async (world) => {
      const { written } = await importInto(world);
      const again = await importInto(world, written);
      expect(again.outputs).toMatchObject({
        result: 'unchanged',
        changed: 'false',
        additions: '0',
        'manifest-file': '',
      });
      expect(again.written).toEqual(written);
    });
  });

  test('completes a manifest with comments, and the plan is empty', async () => {
    const old = `# Ours\nversion: 1\napis:\n  - identifier: "${orders}" # the shop\n    permissions:\n      read:orders: >-\n        View orders\n        and lines\n      # more to come\n`;
    await inRepository(apis, async (world) => {
      const { outputs, written } = await importInto(world, { [manifestPath]: old });
      expect(outputs).toMatchObject({ result: 'changes', additions: '2' });
      const [head = '', tail = ''] = old.split('      # more');
      expect(written[manifestPath]).toBe(
        `${head}      cancel:orders: "Cancel: an order"\n      # more${tail}\n  - identifier: ${billing}\n    name: Billing API\n    permissions:\n      read:invoices: View invoices and payments\n`,
      );
      expect((await planAfter(world, written)).outputs).toMatchObject(unchanged);
    });
  });

  test('leaves what differs as it is, and says so', async () => {
    const old = `version: 1\napis:\n  - identifier: ${orders}\n    permissions:\n      read:orders: Ours\n      old:orders: Gone from the tenant\n`;
    await inRepository(apis, async (world) => {
      const { written, summary } = await importInto(world, { [manifestPath]: old });
      expect(written[manifestPath]?.startsWith(old)).toBe(true);
      expect(summary).toMatch(/read:orders.*another description[\s\S]*old:orders.*not on the tenant/);
      expect((await planAfter(world, written)).outputs).toMatchObject({
        result: 'changes',
        additions: '1',
        updates: '1',
      });
    });
  });

  test('writes a file an API where the pattern has a star, and the plan is empty', async () => {
    const manifest = 'permissions/*.yml\n!permissions/draft-*.yml';
    await inRepository(apis, async (world) => {
      const { outputs, written } = await importInto(world, { 'permissions/Billing-Api.yml.bak': 'x' }, { manifest });
      expect(Object.keys(written).sort()).toEqual([
        'permissions/Billing-Api.yml.bak',
        'permissions/billing-api.yml',
        'permissions/orders-api.yml',
      ]);
      expect(outputs['manifest-file']?.split('\n')).toHaveLength(2);
      expect((await planAfter(world, written, { manifest })).outputs).toMatchObject(unchanged);
    });
  });

  test('writes identifiers for an environment, and the plan of that environment is empty', async () => {
    const inputs = { environment: 'staging', apis: 'https://*/orders' };
    await inRepository(apis, async (world) => {
      const { written } = await importInto(world, {}, inputs);
      expect(written[manifestPath]).toContain(`  - identifier:\n      staging: ${orders}\n    name`);
      expect(written[manifestPath]).not.toContain(billing);
      expect((await planAfter(world, written, { environment: 'staging' })).outputs).toMatchObject(unchanged);
    });
  });

  test('leaves out what no manifest may hold; the plan keeps it and is empty', async () => {
    const odd = api(orders, {
      openid: 'Reserved',
      'read it': 'A space',
      'read:orders': 'View orders and lines',
    });
    await inRepository([odd], async (world) => {
      const { exitCode, outputs, written, summary } = await importInto(world);
      expect(exitCode).toBe(0);
      expect(outputs).toMatchObject({ additions: '1', errors: '0' });
      expect(summary).toMatch(/2 left out[\s\S]*openid[\s\S]*read it/);
      expect((await planAfter(world, written)).outputs).toMatchObject({ ...unchanged, warnings: '0' });
    });
  });

  describe('of names that the rules find wrong', () => {
    const odd = [api(orders, { legacy_export: 'Export it all', yes: 'Whatever it is', 'read:x': '' })];
    const written = `# yaml-language-server: $schema=https://github.com/acme/auth0-permissions-action/raw/v1.0.0/schema/policy.schema.json
version: 1
exceptions:
  - rule: naming-convention
    permission: "yes"
    api: ${orders}
    reason: Imported from the tenant
  - rule: naming-convention
    permission: legacy_export
    api: ${orders}
    reason: Imported from the tenant
`;

    test('writes the policy that excepts them, and the first pull request passes with both', async () => {
      await inRepository(odd, async (world) => {
        world.github.protect('main', 'classic');
        const result = await importInto(world);
        expect([result.exitCode, result.outputs.errors, result.outputs.warnings]).toEqual([0, '0', '1']);
        expect(Object.keys(result.written).sort()).toEqual([policyPath, manifestPath]);
        expect(result.written[policyPath]).toBe(written);
        expect(result.outputs['manifest-file']).toMatch(/\/\.github\/permissions\.yml$/);
        for (const text of [result.stdout, result.summary]) {
          expect(text.replaceAll('`', '')).toContain(
            'A first policy, .github/permissions-policy.yml, excepts 2 names that the rules find wrong. ' +
              'Say the real reason of each there, and merge it with the manifest.',
          );
        }
        world.github.commit('import', result.written, { from: 'main' });
        const number = world.github.openPullRequest({ head: 'import' });
        const { exitCode, outputs } = await world.run(pullRequestEvent(world.github, number));
        expect([exitCode, outputs]).toMatchObject([0, unchanged]);
        expect(world.github.comments(number)[0]?.body).toMatch(
          /brings the first policy.*[\s\S]*weaker:\*\* 2 exceptions/,
        );
        world.github.merge(number);
        expect((await world.run(pushEvent(world.github, 'main'))).outputs).toMatchObject({
          errors: '0',
          result: 'unchanged',
        });
      });
    });

    test('into a manifest that has them already writes the policy alone, to be merged before it', async () => {
      await inRepository(odd, async (world) => {
        const first = await importInto(world);
        const again = await importInto(world, { [manifestPath]: first.written[manifestPath] ?? '' });
        expect(again.written).toEqual(first.written);
        expect(again.outputs).toMatchObject({
          result: 'changes',
          changed: 'true',
          additions: '0',
          'manifest-file': '',
        });
        expect(again.stdout).toContain('merge it before the manifest');
      });
    });

    test.each([
      ['at the usual path', policyPath, {}],
      ['at a path that is named', 'rules.yml', { policy: 'rules.yml' }],
    ])('touches no policy that is there %s, and hands the exceptions out', async (_where, path, inputs) => {
      await inRepository(odd, async (world) => {
        const own = 'version: 1 # ours\n';
        const result = await importInto(world, { [path]: own }, inputs);
        expect([result.exitCode, result.outputs.errors]).toEqual([0, '2']);
        expect(result.written[path]).toBe(own);
        expect(Object.keys(result.written)).toHaveLength(2);
        expect(result.stdout).toMatch(
          /\nerror .*"legacy_export"[\s\S]*\n1 warning, which may stay: 1 description-required\.\n/,
        );
        const [, block = ''] = /^(exceptions:\n(?: {2}.*\n)+)/m.exec(result.stdout) ?? [];
        const files = { ...result.written, [path]: `version: 1\n${block}` };
        expect((await planAfter(world, files, inputs)).outputs).toMatchObject(unchanged);
      });
    });

    test('writes nothing at all where the policy’s place is taken by something else', async () => {
      for (const take of [
        (path: string) => mkdir(path, { recursive: true }),
        (path: string) => symlink('/etc/hostname', path),
        (path: string) => symlink('nowhere', path),
      ]) {
        await inRepository(odd, async (world) => {
          const { exitCode, written: files } = await importInto(world, { '.github/x': '' }, {}, (workspace) =>
            take(join(workspace, policyPath)),
          );
          expect([exitCode, files[manifestPath]]).toEqual([1, undefined]);
        });
      }
    });

    test('writes no policy beside one of the whole organisation', async () => {
      await inRepository(odd, async (world) => {
        world.github.addRepository('acme/policies').commit('main', { 'p.yml': 'version: 1\n' });
        const result = await importInto(world, {}, { policy: 'acme/policies/p.yml@main' });
        expect(Object.keys(result.written)).toEqual([manifestPath]);
        expect(result.stdout).toContain('exceptions:\n  - rule: naming-convention');
      });
    });
  });

  test('of Auth0’s recorded permissions, whole, has an empty plan', async () => {
    const shape = z.object({ scopes: z.array(z.object({ value: z.string(), description: z.string() })) });
    const { scopes } = shape.parse(
      JSON.parse(await readFile(join(import.meta.dirname, '../fixtures/management-api-scopes.json'), 'utf8')),
    );
    await inRepository([{ identifier: orders, name: 'Recorded', scopes }], async (world) => {
      const { outputs, written } = await importInto(world);
      expect(outputs).toMatchObject({ additions: String(scopes.length), errors: '0' });
      expect((await planAfter(world, written)).outputs).toMatchObject(unchanged);
    });
  });

  test('for one environment says that the permissions are for the others of the API, too', async () => {
    const staging = 'https://staging.example.com/orders';
    const tenant = [
      api(orders, { 'read:orders': 'View' }),
      api(staging, { 'read:orders': 'View', 'debug:orders': '' }),
    ];
    const old = `version: 1\napis:\n  - identifier: {production: ${orders}, staging: ${staging}}\n    permissions:\n      read:orders: View\n`;
    await inRepository(tenant, async (world) => {
      const inputs = { environment: 'staging', apis: staging };
      const { written, summary, stdout } = await importInto(world, { [manifestPath]: old }, inputs);
      expect(summary).toMatch(/completed, also for `production`[\s\S]*What 1 API got is also for `production`/);
      expect(stdout).toContain('also for production');
      expect((await planAfter(world, written, { environment: 'staging' })).outputs).toMatchObject(unchanged);
      expect((await planAfter(world, written, { environment: 'production' })).outputs.additions).toBe('1');
    });
  });

  test('says for which of several paths there is still no file, as the next plan does', async () => {
    const manifest = 'a.yml\nb.yml';
    await inRepository(apis, async (world) => {
      const { written, summary } = await importInto(world, {}, { manifest });
      expect(summary).toContain('There is no file at `b.yml` yet');
      const { outputs } = await planAfter(world, written, { manifest });
      expect(outputs['failure-reason']).toBe('manifest-missing');
    });
  });

  test('says that there is no clone where the job has none', async () => {
    await inRepository(apis, async (world) => {
      const { exitCode, summary } = await world.run(workflowDispatchEvent(world.github), { mode: 'import' });
      expect(exitCode).toBe(0);
      expect(summary).toContain('no clone');
    });
  });
});

describe('an import is refused, and nothing is written,', () => {
  const good = `version: 1\napis:\n  - identifier: ${orders}\n    permissions: {}\n`;

  test.each<[string, Readonly<Record<string, string>>, Readonly<Record<string, string>>, string, RegExp]>([
    ['without credentials', {}, noCredentials, 'credentials-missing', /An import needs credentials/],
    [
      'where the manifest has errors',
      { [manifestPath]: `${good}aps: []\n` },
      {},
      'manifest-invalid',
      /1 error.*can't be completed/,
    ],
    ['where the manifest is no YAML', { [manifestPath]: '{' }, {}, 'manifest-invalid', /can't be completed/],
    [
      'where the policy can’t be read',
      { '.github/permissions-policy.yml': 'version: 2\n' },
      {},
      'policy-invalid',
      /can't be read/,
    ],
    ['where an API is asked for that is not there', {}, { apis: 'urn:nothing' }, 'api-not-found', /`urn:nothing`/],
    ['where only Auth0’s own is asked for', {}, { apis: 'https://*/api/v2/' }, 'api-not-found', /Auth0’s own/],
    [
      'where the manifest names environments and the input none',
      { [manifestPath]: good.replace(orders, `{a: ${orders}}`) },
      {},
      'input-invalid',
      /`environment`/,
    ],
    [
      'where no pattern can take a new API',
      {},
      { manifest: 'teams/*/permissions.yml' },
      'input-invalid',
      /no place for a new API/,
    ],
    [
      'where the path can’t be written',
      { file: 'x' },
      { manifest: 'file/permissions.yml' },
      'input-invalid',
      /can't be written/,
    ],
  ])('%s', async (_name, files, inputs, code, says) => {
    await inRepository(apis, async (world) => {
      const { exitCode, outputs, annotations, written } = await importInto(world, files, inputs);
      expect([exitCode, outputs['failure-reason'], outputs['manifest-file']]).toEqual([1, code, '']);
      expect(
        annotations
          .filter(({ file }) => file === undefined)
          .map(({ message }) => message)
          .join(),
      ).toMatch(says);
      expect(written).toEqual(files);
    });
  });

  test('where a folder stands in the place of one of several files', async () => {
    await inRepository(apis, async (world) => {
      const inputs = { manifest: 'p/*.yml\nz/permissions.yml\n!p/orders-api*.yml' };
      const { outputs, written, stdout } = await importInto(world, {}, inputs, async (workspace) => {
        await mkdir(join(workspace, 'z/permissions.yml'), { recursive: true });
      });
      expect(outputs).toMatchObject({ result: 'failed', 'failure-reason': 'input-invalid' });
      expect(stdout).toContain('z/permissions.yml is there, and is no file');
      expect(written).toEqual({});
    });
  });

  test('where a path is a link, whose name is shown without what it does to a terminal', async () => {
    await inRepository(apis, async (world) => {
      const { stdout, annotations } = await importInto(world, {}, { manifest: 'p/*.yml' }, async (workspace) => {
        await mkdir(join(workspace, 'p'));
        await symlink('/etc/hostname', join(workspace, 'p/\u001b[2J\u202e\n.yml'));
      });
      expect(annotations.map(({ message }) => message).join()).toContain(
        'p/\\u001b[2J\\u202e\\n.yml is a symbolic link.',
      );
      for (const text of ['\u001b', '\u202e']) expect(stdout).not.toContain(text);
    });
  });

  test('where a folder leads out of the workspace', async () => {
    await inRepository(apis, async (world) => {
      const outside = await mkdtemp(join(tmpdir(), 'outside-'));
      const { outputs } = await importInto(world, {}, { manifest: 'link/new/permissions.yml' }, async (workspace) => {
        await symlink(outside, join(workspace, 'link'));
      });
      expect(outputs).toMatchObject({ 'failure-reason': 'manifest-invalid' });
      expect(await readdir(outside)).toEqual([]);
      await rm(outside, { recursive: true });
    });
  });
});
