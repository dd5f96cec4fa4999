import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import * as z from 'zod';
import { listFolder, readOne } from '../src/adapters/files/checkout.ts';
import { parseYaml } from '../src/adapters/yaml/parse.ts';
import { parseTree } from '../src/adapters/yaml/tree.ts';
import { apisOf, environmentsOf, type Manifest, readManifest } from '../src/core/manifest.ts';
import { planOffline } from '../src/core/plan.ts';
import { checkManifest } from '../src/core/rules/check.ts';
import { parseInputs } from '../src/inputs/inputs.ts';
import { describeManifest } from '../src/read/openapi.ts';
import { contextOf } from './core/declared.ts';

const root = join(import.meta.dirname, '..');

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** The manifest of some files, and everything that is wrong with it. */
function judge(...paths: readonly string[]) {
  const parsed = paths.map((path) => {
    const bytes = readFileSync(join(root, path));
    return parseYaml({ path, size: bytes.length, bytes });
  });
  const { manifest, problems } = readManifest(parsed.flatMap(({ document }) => document ?? []));
  const judged = manifest ? checkManifest(manifest, contextOf()).problems : [];
  return { manifest, problems: [...parsed.flatMap((file) => file.problems), ...problems, ...judged] };
}

function valid(...paths: readonly string[]): Manifest {
  const { manifest, problems } = judge(...paths);
  expect(problems).toEqual([]);
  if (!manifest) throw new Error(`${paths} can't be read`);
  return manifest;
}

describe('the example manifests', () => {
  const manifests = readdirSync(join(root, 'examples'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yml') && !path.startsWith('workflows') && !path.endsWith('policy.yml'))
    .sort();

  test('are these', () => {
    expect(manifests).toEqual([
      join('environments', 'permissions.yml'),
      join('openapi', 'permissions.yml'),
      'permissions.pull-request.yml',
      'permissions.yml',
      join('several-teams', 'fulfilment.yml'),
      join('several-teams', 'orders.yml'),
    ]);
  });

  test.each(manifests)('%s is judged without a problem', (path) => {
    expect(judge(`examples/${path}`)).toMatchObject({ manifest: { entries: expect.anything() }, problems: [] });
  });

  test('of the pull request adds, updates and removes, and touches the second API too', () => {
    const before = new Map(apisOf(valid('examples/permissions.yml'), '').map((api) => [api.identifier, api]));
    const changes = apisOf(valid('examples/permissions.pull-request.yml'), '').map((declared) => {
      const previous = before.get(declared.identifier)?.permissions ?? [];
      const byName = new Map(previous.map(({ name, description }) => [name, description]));
      return planOffline({ declared, previous: byName }).changes.map(({ kind, permission }) => [kind, permission]);
    });
    expect(changes).toEqual([
      [
        ['remove', 'delete:orders'],
        ['update', 'update:orders'],
        ['add', 'refund:orders'],
      ],
      [['add', 'void:invoices']],
    ]);
  });

  test('of several teams make one API', () => {
    const files = ['examples/several-teams/fulfilment.yml', 'examples/several-teams/orders.yml'];
    const apis = apisOf(valid(...files), '');
    expect(apis.map(({ identifier, name, permissions }) => [identifier, name, permissions.length])).toEqual([
      ['https://api.example.com/orders', 'Orders API', 6],
    ]);
  });

  test('with an OpenAPI file declare exactly what its operations require', async () => {
    const manifest = valid('examples/openapi/permissions.yml');
    const files = { list: (folder: string) => listFolder(root, folder), read: (path: string) => readOne(root, path) };
    const { openapi, ...said } = await describeManifest(
      { files, parseTree: async (file) => parseTree(file) },
      manifest,
    );
    expect(said).toEqual({ problems: [], notices: [] });
    const rules = new Map([['unused-permission', 'error'] as const]);
    expect(checkManifest(manifest, { ...contextOf({ rules }), openapi }).problems).toEqual([]);
    const [file] = openapi.get('examples/openapi/openapi.yaml')?.files ?? [];
    expect([...(file?.required ?? [])]).toEqual(['read:orders', 'create:orders', 'cancel:orders']);
  });

  test('by environment have another identifier in each', () => {
    const manifest = valid('examples/environments/permissions.yml');
    const environments = environmentsOf(manifest);
    expect(environments.map((name) => [name, ...apisOf(manifest, name).map((api) => api.identifier)])).toEqual([
      ['production', 'https://api.example.com/orders'],
      ['staging', 'https://api.staging.example.com/orders', 'https://sandbox.staging.example.com'],
    ]);
  });
});

describe('the example workflows', () => {
  const job = z.object({
    needs: z.string().optional(),
    permissions: z.record(z.string(), z.string()),
    environment: z.union([z.string(), z.object({ name: z.string(), deployment: z.boolean() })]).optional(),
    concurrency: z.object({ group: z.string() }).catchall(z.unknown()),
    strategy: z.object({ 'fail-fast': z.boolean(), matrix: z.record(z.string(), z.unknown()) }).optional(),
    'timeout-minutes': z.number(),
    steps: z.array(
      z.object({
        uses: z.string().default(''),
        with: z.record(z.string(), z.union([z.string(), z.boolean()])).default({}),
      }),
    ),
  });
  const workflow = z.object({
    on: z.record(z.string(), z.unknown()),
    permissions: z.strictObject({}),
    jobs: z.record(z.string(), job),
  });
  const action = z.object({ inputs: z.record(z.string(), z.unknown()) }).parse(parse(read('action.yml')));
  const all = readdirSync(join(root, 'examples/workflows')).sort();
  /** Which need other actions, and a push. */
  const writing = ['audit.yml', 'catalogue.yml', 'import.yml'];
  const workflows = all.filter((file) => !writing.includes(file));
  const alone = workflows.filter((file) => file !== 'tenants.yml'); // which reads a list first
  const placeholder = 'OWNER/auth0-permissions-action@FULL_COMMIT_SHA';

  function jobsOf(file: string) {
    const { on, jobs } = workflow.parse(parse(read(`examples/workflows/${file}`)));
    const steps = Object.values(jobs).flatMap((job) => job.steps.map((step) => ({ ...step, job })));
    return { on, jobs, steps, own: steps.filter(({ uses }) => uses === placeholder) };
  }

  test('are these', () => {
    expect(all).toEqual([
      'all-in-one.yml',
      'apply.yml',
      'audit.yml',
      'catalogue.yml',
      'drift.yml',
      'environments.yml',
      'import.yml',
      'plan.yml',
      'tenants.yml',
    ]);
  });

  test.each(alone)('%s uses the action alone, pinned to a commit that is to be filled in', (file) => {
    const { steps, own } = jobsOf(file);
    expect(own).toEqual(steps);
  });

  test.each(workflows)('%s gives only inputs that the action has, with values it accepts', (file) => {
    const { own } = jobsOf(file);
    expect(own).not.toEqual([]);
    for (const { with: given } of own) {
      expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(given)));
      const fixed = new Map(Object.entries(given).filter(([, value]) => !String(value).includes('${{'))); // e2e has the rest
      expect(parseInputs((name) => fixed.get(name)?.toString() ?? '').mode).toBe(given.mode);
    }
  });

  test.each(workflows)('%s never runs a pull request with the base’s secrets', (file) => {
    expect(jobsOf(file).on).not.toHaveProperty('pull_request_target');
  });

  test.each(workflows)('%s asks for the least permissions, and for an environment where it applies', (file) => {
    for (const { with: given, job } of jobsOf(file).own) {
      const writes = given.mode === 'apply';
      const deployments = writes ? 'write' : 'read';
      const told = given.mode === 'drift' ? { issues: 'write' } : { 'pull-requests': 'write' };
      expect(job.permissions).toEqual({ contents: 'read', deployments, ...told });
      const environment = given.environment ?? (writes ? 'production' : undefined);
      const planned = environment && { name: `${environment}-plan`, deployment: false };
      expect(job.environment).toEqual(writes ? environment : planned);
      expect(job.concurrency['cancel-in-progress'] === true).toBe(given.mode === 'plan');
      expect(job.concurrency.queue).toBe(writes ? 'max' : undefined);
    }
  });

  test.each(workflows)('%s has no tenant wait for another one, nor be cancelled with it', (file) => {
    for (const { job } of jobsOf(file).own.filter((step) => step.job.strategy)) {
      const [name] = Object.keys(job.strategy?.matrix ?? {});
      expect(job.concurrency.group).toContain(`-\${{ matrix.${name} }}`);
      expect(job.strategy?.['fail-fast']).toBe(false);
    }
  });

  test('by environment plans every environment of the example manifest, and applies to production last', () => {
    const { plan, ...applies } = jobsOf('environments.yml').jobs;
    const environments = environmentsOf(valid('examples/environments/permissions.yml'));
    expect(plan?.strategy?.matrix).toEqual({ environment: environments.toReversed() });
    expect(Object.entries(applies).map(([name, { needs }]) => [name, needs])).toEqual([
      ['apply-staging', undefined],
      ['apply-production', 'apply-staging'],
    ]);
  });

  test('of many tenants reads their list before, with the right to read alone', () => {
    const { jobs, steps } = jobsOf('tenants.yml');
    expect(jobs.tenants?.permissions).toEqual({ contents: 'read' });
    expect(steps.map(({ uses }) => uses.split('@')[0])).toEqual([
      'actions/checkout',
      '',
      ...Array(2).fill('OWNER/auth0-permissions-action'),
    ]);
  });

  test('to import is started by hand, pins all that it uses, and pushes and opens a pull request and no more', () => {
    const { on, steps } = jobsOf('import.yml');
    expect(Object.keys(on)).toEqual(['workflow_dispatch']);
    const [checkout, own, opens] = steps;
    expect(steps).toHaveLength(3);
    expect(checkout?.uses).toMatch(/^actions\/checkout@[0-9a-f]{40}$/);
    expect(checkout?.with['persist-credentials']).toBe(false);
    expect(own?.uses).toBe(placeholder);
    expect(own?.with.mode).toBe('import');
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(own?.with ?? {})));
    expect(opens?.uses).toMatch(/^peter-evans\/create-pull-request@[0-9a-f]{40}$/);
    expect(own?.job.permissions).toEqual({ contents: 'write', 'pull-requests': 'write' });
  });

  test('to audit is started by the clock or by hand, pins all that it uses, and has an environment of its own', () => {
    const { on, steps, own } = jobsOf('audit.yml');
    expect(Object.keys(on)).toEqual(['schedule', 'workflow_dispatch']);
    expect(steps.flatMap(({ uses }) => uses || []).map((uses) => uses.replace(/@[0-9a-f]{40}$/, ' pinned'))).toEqual([
      'actions/checkout pinned',
      placeholder,
      'actions/upload-artifact pinned',
      'peter-evans/create-pull-request pinned',
    ]);
    expect(steps[0]?.with['persist-credentials']).toBe(false);
    expect(own.map(({ with: given }) => given.mode)).toEqual(['audit']);
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(own[0]?.with ?? {})));
    expect(own[0]?.job).toMatchObject({
      permissions: { contents: 'write', 'pull-requests': 'write' },
      environment: { name: 'audit', deployment: false },
    });
  });

  test('in one file are the same steps as in two', () => {
    const inputs = (file: string) => jobsOf(file).steps.map((step) => step.with);
    expect(inputs('all-in-one.yml')).toEqual([...inputs('plan.yml'), ...inputs('apply.yml')]);
  });
});
