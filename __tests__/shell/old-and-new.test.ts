import { describe, expect, test } from '@jest/globals';
import { mergeGroupEvent, pullRequestEvent, pushEvent, workflowDispatchEvent } from '../../sandbox/runner/events.ts';
import type { RunResult } from '../../sandbox/runner.ts';
import type { World } from '../../sandbox/world.ts';
import { api, manifest, manifestPath, noCredentials, orders, ordersManifest } from '../e2e/scenario.ts';
import { inWorldHere as inWorld } from './here.ts';

type Files = Readonly<Record<string, string>>;

const policyPath = '.github/permissions-policy.yml';

/** As an import leaves it: nothing is described. */
const legacy = Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`read:legacy_${index + 1}`, '']));
const before = ordersManifest(legacy);
const after = ordersManifest({ ...legacy, 'export:orders': '' });
const tenant = { apis: [api(orders, legacy)] };

/** A pull request that makes one set of files of another, on the protected main. A file that is '' is taken away. */
function openPullRequest({ github }: World, base: Files, head: Files): number {
  github.commit('main', { 'README.md': 'x', ...base });
  github.protect('main', 'classic');
  const changed = Object.entries(head).map(([path, text]) => [path, text === '' ? null : text] as const);
  github.commit('topic', { 'README.md': 'y', ...Object.fromEntries(changed) }, { from: 'main' });
  return github.openPullRequest({ head: 'topic' });
}

/** Of the plan file, by what it is about: whether it is new. */
function agesIn({ outputs, files }: RunResult): Record<string, boolean | null> {
  const { problems } = JSON.parse(files[outputs['plan-file'] ?? ''] ?? '{}');
  return Object.fromEntries(
    problems.map(({ rule, message, new: isNew }: { rule: string; message: string; new: boolean | null }) => [
      `${rule} ${/["`]([^"`]+)["`]/.exec(message)?.[1]}`,
      isNew,
    ]),
  );
}

const planFile = { 'plan-file': 'plan.json' };

/** What a run tells of a change. */
async function agesOf(base: Files, head: Files, inputs: Files = {}): Promise<Record<string, boolean | null>> {
  let ages = {};
  await inWorld({ tenant }, async (world) => {
    const event = pullRequestEvent(world.github, openPullRequest(world, base, head));
    ages = agesIn(await world.run(event, { ...planFile, ...inputs }));
  });
  return ages;
}

describe('a new warning among many that were there before', () => {
  test('is annotated first, stands open in the comment and first in the log; all are counted', async () => {
    await inWorld({ tenant }, async (world) => {
      const number = openPullRequest(world, { [manifestPath]: before }, { [manifestPath]: after });
      const result = await world.run(pullRequestEvent(world.github, number), planFile);
      expect([result.exitCode, result.outputs.warnings]).toEqual([0, '22']);
      expect(result.annotations[0]?.message).toContain('`export:orders` has no description');
      expect(result.annotations.filter(({ level }) => level === 'warning')).toHaveLength(10);
      const comment = world.github.comments(number)[0]?.body ?? '';
      const [open = '', folded = ''] = comment.split('<details><summary>21 warnings that were there before</summary>');
      expect(open).toMatch(/#### 1 new warning\n\n- .*`export:orders` has no description/);
      expect(folded).toContain('`read:legacy_21` has no description');
      expect(result.stdout).toMatch(
        /\nwarning [^\n]*`export:orders`[^\n]*\n21 warnings that were there before:\nwarning /,
      );
      const { 'description-required export:orders': isNew, ...others } = agesIn(result);
      expect([isNew, ...new Set(Object.values(others))]).toEqual([true, false]);
    });
  });

  test('fails the step where warnings do, as one that was there before does', async () => {
    for (const head of [after, `${before}\n`]) {
      await inWorld({ tenant }, async (world) => {
        const number = openPullRequest(world, { [manifestPath]: before }, { [manifestPath]: head });
        const { outputs } = await world.run(pullRequestEvent(world.github, number), { 'fail-on': 'warning' });
        expect(outputs['failure-reason']).toBe('manifest-invalid');
      });
    }
  });

  test.each<[string, (world: World, number: number) => Promise<RunResult>]>([
    ['a plan without credentials', async (world, number) => await plan(world, number, noCredentials)],
    ['a validation', async (world, number) => await plan(world, number, { mode: 'validate' })],
    [
      'pull_request_target',
      async (world, number) =>
        await world.run(pullRequestEvent(world.github, number, { name: 'pull_request_target' }), planFile),
    ],
    ['a merge group', async (world, number) => await world.run(mergeGroupEvent(world.github, number), planFile)],
  ])('is told from them in %s, too', async (_name, run) => {
    await inWorld({ tenant }, async (world) => {
      const number = openPullRequest(world, { [manifestPath]: before }, { [manifestPath]: after });
      const ages = agesIn(await run(world, number));
      expect(ages).toMatchObject({
        'description-required export:orders': true,
        'description-required read:legacy_1': false,
      });
    });
  });

  test.each<[string, Files]>([
    ['a plan', {}],
    ['a plan without credentials', noCredentials],
    ['a validation', { mode: 'validate' }],
  ])('costs %s no request', async (_name, inputs) => {
    const sound = { [manifestPath]: ordersManifest({ 'read:orders': 'View orders and their lines' }) };
    const changed = { [manifestPath]: ordersManifest({ 'read:orders': 'View orders and all their lines' }) };
    const asked = [
      await requestsOf([sound, changed], inputs),
      await requestsOf([{ [manifestPath]: before }, { [manifestPath]: after }], inputs),
    ];
    expect(asked[1]).toEqual(asked[0]);
  });
});

async function plan(world: World, number: number, inputs: Files): Promise<RunResult> {
  return await world.run(pullRequestEvent(world.github, number), { ...planFile, ...inputs });
}

/** What GitHub is asked for of files. */
async function requestsOf([base, head]: readonly [Files, Files], inputs: Files): Promise<string[]> {
  let asked: string[] = [];
  await inWorld({ tenant }, async (world) => {
    await plan(world, openPullRequest(world, base, head), { ...inputs, comment: 'never' });
    const paths = world.github.requests.map(({ path }) => path.replace(/[0-9a-f]{40}/g, '…'));
    asked = paths.filter((path) => /\/git\//.test(path)).sort();
  });
  return asked;
}

describe('a problem is new', () => {
  const undescribed = (permission: string) => `description-required ${permission}`;

  test('of a permission that stands under another API than before', async () => {
    const base = manifest({ [orders]: { 'read:x': '' }, 'urn:b': { 'read:y': 'Read all there is' } });
    const head = manifest({ [orders]: { 'read:x': 'Read all there is' }, 'urn:b': { 'read:x': '' } });
    expect(await agesOf({ [manifestPath]: base }, { [manifestPath]: head })).toEqual({ [undescribed('read:x')]: true });
  });

  test('where nothing of the base’s manifest could be read', async () => {
    const broken = before.replace('"apis"', '"aps"');
    const ages = await agesOf({ [manifestPath]: broken }, { [manifestPath]: before });
    expect(new Set(Object.values(ages))).toEqual(new Set([true]));
  });

  test('where only a part of the base could not be read, of what stands in it', async () => {
    const second = manifest({ 'urn:b': { 'read:y': '', 'write:y': 'Change what there is' } });
    const inputs = { manifest: '.github/permissions*.yml\n!.github/permissions-policy.yml' };
    const base = {
      [manifestPath]: ordersManifest({ 'read:x': '' }),
      '.github/permissions2.yml': second.replace('""', '5'),
    };
    const ages = { [undescribed('read:x')]: false };
    expect(await agesOf(base, { '.github/permissions2.yml': second }, inputs)).toEqual({
      ...ages,
      [undescribed('read:y')]: true,
    });
    expect(await agesOf(base, { '.github/permissions3.yml': manifest({}) }, inputs)).toEqual({
      ...ages,
      'schema read:y': false,
    });
  });

  test('where the manifest is the first', async () => {
    const ages = await agesOf({}, { [manifestPath]: ordersManifest({ 'read:x': '' }) });
    expect(ages).toEqual({ [undescribed('read:x')]: true });
  });

  test('that only the policy of the change finds', async () => {
    const one = ordersManifest({ 'read:x': '' });
    const head = { [policyPath]: 'version: 1\nreserved: ["read:x"]\n' };
    const ages = await agesOf({ [manifestPath]: one }, head);
    expect(ages).toEqual({ [undescribed('read:x')]: false, 'reserved-name read:x': true });
  });
});

describe('a problem is old', () => {
  test('of an API that gets an environment, or loses one', async () => {
    const of = (identifiers: string) =>
      `{version: 1, apis: [{identifier: {${identifiers}}, permissions: {"read:x": ""}}]}`;
    const [one, two] = [of(`production: "${orders}"`), of(`production: "${orders}", dev: "urn:dev"`)];
    const inputs = { environment: 'production' };
    const old = { 'description-required read:x': false };
    expect(await agesOf({ [manifestPath]: one }, { [manifestPath]: two }, inputs)).toEqual(old);
    expect(await agesOf({ [manifestPath]: two }, { [manifestPath]: one }, inputs)).toEqual(old);
  });

  test('of an exception that had expired before, or was needed no more; one that the change makes unused is new', async () => {
    const exception = (permission: string, more = '') =>
      `  - {rule: naming-convention, permission: ${permission}, api: "${orders}", reason: Old${more}}\n`;
    const exceptions = `${exception('gone')}${exception('a', ', expires: 2020-01-31')}${exception('going')}`;
    const policy = `version: 1\nrules: {exception-expired: warning}\nexceptions:\n${exceptions}`;
    const base = {
      [policyPath]: policy,
      [manifestPath]: ordersManifest({ a: 'Do all of it', going: 'Go on with it' }),
    };
    const ages = await agesOf(base, { [manifestPath]: ordersManifest({ a: 'Do all of it' }) });
    expect(ages).toMatchObject({
      'exception-unused gone': false,
      'exception-expired a': false,
      'exception-unused going': true,
    });
  });

  test('where the policy of the whole organisation finds it', async () => {
    await inWorld({ tenant }, async (world) => {
      const policies = world.github.addRepository('acme/policies');
      policies.commit('main', { 'policy.yml': 'version: 1\n' });
      const number = openPullRequest(world, { [manifestPath]: before }, { [manifestPath]: after });
      const inputs = { mode: 'validate', policy: 'acme/policies/policy.yml@main' };
      expect(agesIn(await plan(world, number, inputs))).toMatchObject({
        'description-required export:orders': true,
        'description-required read:legacy_1': false,
      });
    });
  });

  test('of a permission that the OpenAPI file of the base required already', async () => {
    const described = (name: string) =>
      `openapi: 3.0.3\ninfo: {title: x, version: "1"}\npaths: {/a: {get: {security: [{o: [${name}]}]}}}\n` +
      'components: {securitySchemes: {o: {type: openIdConnect, openIdConnectUrl: "https://x.example"}}}\n';
    const apis = [{ identifier: orders, openapi: ['a.yaml', 'b.yaml'], permissions: { 'read:x': 'View all of it' } }];
    const base = {
      [manifestPath]: JSON.stringify({ version: 1, apis }),
      [policyPath]: 'version: 1\nrules: {unused-permission: warning}\n',
      'a.yaml': described('read:old'),
      'b.yaml': described('read:x'),
    };
    await inWorld({ tenant }, async (world) => {
      const number = openPullRequest(world, base, { 'b.yaml': described('read:new') });
      const { outputs, files } = await plan(world, number, {});
      const { problems } = JSON.parse(files[outputs['plan-file'] ?? ''] ?? '{}');
      expect(problems.map(({ file, new: isNew }: { file: string; new: boolean }) => [file, isNew])).toEqual([
        [manifestPath, true], // nothing requires `read:x` any more
        ['a.yaml', false],
        ['b.yaml', true],
      ]);
    });
  });
});

describe('there is no telling', () => {
  test.each<[string, (world: World) => Promise<RunResult>]>([
    ['on a push', async (world) => await world.run(pushEvent(world.github, 'main'), { ...planFile, mode: 'validate' })],
    ['by hand', async (world) => await world.run(workflowDispatchEvent(world.github), planFile)],
  ])('%s', async (_when, run) => {
    await inWorld({ tenant }, async (world) => {
      world.github.commit('main', { [manifestPath]: before });
      world.github.commit('main', { [manifestPath]: after });
      const result = await run(world);
      expect(new Set(Object.values(agesIn(result)))).toEqual(new Set([null]));
      expect(result.summary).toContain('<summary>22 warnings</summary>');
    });
  });

  test('of what only the tenant shows, which stands among what is new', async () => {
    const held = { 'read:x': 'View all of it', 'read:more': 'View even more' };
    await inWorld({ tenant: { apis: [api(orders, held)] } }, async (world) => {
      const base = {
        [manifestPath]: ordersManifest({ 'read:x': 'View all of it' }),
        [policyPath]: 'version: 1\nunmanaged: forbid\n',
      };
      const number = openPullRequest(world, base, { 'README.md': 'z' });
      const result = await plan(world, number, {});
      expect(agesIn(result)).toEqual({ 'unmanaged-permission read:more': null });
      expect(world.github.comments(number)[0]?.body).toMatch(/\*\*1 error\*\* to fix.*\n>\n> - /);
    });
  });
});
