/** One repository, one manifest, and a tenant for each environment. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { pullRequestEvent, pushEvent, workflowDispatchEvent } from '../../sandbox/runner/events.ts';
import type { RunResult } from '../../sandbox/runner.ts';
import type { Tenant } from '../../sandbox/tenant.ts';
import { credentialsOf, type World } from '../../sandbox/world.ts';
import { failure, github, one, shop, three, two } from '../e2e/merging.ts';
import { api, manifestPath, scopes } from '../e2e/scenario.ts';
import { inWorldHere as inWorld } from './here.ts';

type Texts = Readonly<Record<string, string>>;

const ids = {
  staging: 'https://api.staging.example.com/orders',
  production: 'https://api.example.com/orders',
} as const;
const sandbox = 'https://sandbox.staging.example.com';
type Environment = keyof typeof ids;

/** Orders on both tenants, and an API that only staging has. */
function manifest(permissions: Texts, identifier: object = ids): string {
  const onlyStaging = { identifier: { staging: sandbox }, permissions: { 'reset:fixtures': 'Put the test data back' } };
  return JSON.stringify({ version: 1, apis: [{ identifier, permissions }, onlyStaging] });
}

interface Two {
  readonly world: World;
  readonly tenants: Readonly<Record<Environment, Tenant>>;
  /** Merges a pull request with this manifest, planned for both at once; returns its number. */
  change(text: string): Promise<{ number: number; plans: readonly RunResult[] }>;
  apply(environment: Environment, inputs?: Texts): Promise<RunResult>;
  held(environment: Environment): string[];
  /** Of a pull request, the one comment of an environment; '' where it has none. */
  comment(number: number, environment: Environment): string;
}

/** Both tenants follow the manifest, and remember that they do. */
async function inTwo(permissions: Texts, story: (two: Two) => Promise<void>): Promise<void> {
  const staging = [api(ids.staging, permissions), api(sandbox, { 'reset:fixtures': 'Put the test data back' })];
  await inWorld({ tenant: { apis: staging }, github }, async (world) => {
    const production = await world.addTenant({ apis: [api(ids.production, permissions)] });
    world.github.commit('main', { [manifestPath]: manifest(permissions) });
    world.github.protect('main', 'classic');
    const both = twoOf(world, { staging: world.tenant, production });
    const byHand = workflowDispatchEvent(world.github);
    for (const environment of ['staging', 'production'] as const) {
      await world.run(byHand, { mode: 'apply', environment, ...credentialsOf(both.tenants[environment]) });
    }
    await story(both);
  });
}

function twoOf(world: World, tenants: Two['tenants']): Two {
  const inputs = (environment: Environment) => ({ environment, ...credentialsOf(tenants[environment]) });
  return {
    world,
    tenants,
    async change(text) {
      const head = `change-${world.github.requests.length}`;
      world.github.commit(head, { [manifestPath]: text }, { from: 'main' });
      const number = world.github.openPullRequest({ head });
      const event = pullRequestEvent(world.github, number);
      const environments = ['staging', 'production'] as const;
      const plans = await Promise.all(environments.map((environment) => world.run(event, inputs(environment))));
      world.github.merge(number);
      return { number, plans };
    },
    apply: (environment, more = {}) => world.run(pushEvent(world.github, 'main'), { ...inputs(environment), ...more }),
    held: (environment) => tenants[environment].permissions(ids[environment]).map(({ value }) => value),
    comment(number, environment) {
      const own = world.github.comments(number).filter(({ body }) => body.includes(`permissions · ${environment}`));
      expect(own.length).toBeLessThan(2);
      return own[0]?.body ?? '';
    },
  };
}

/** Environment and newest state of each apply that was recorded, oldest first. */
function recorded({ world }: Two): string[] {
  const ours = world.github.deployments().filter(({ task }) => task === 'auth0-permissions');
  return ours.map(({ environment, statuses }) => `${environment} ${statuses.at(-1)?.state}`).reverse();
}

describe('a change of two environments', () => {
  test('a name that one API alone gives, one letter off what others give, is said in the plans of all', async () => {
    await inTwo(one, async ({ change, comment }) => {
      const mobile = { identifier: { production: `${ids.production}/mobile` }, permissions: {} };
      const misspelt = { identifier: { staging: sandbox, prodcution: sandbox }, permissions: {} };
      const apis = [{ identifier: ids, permissions: two }, mobile, misspelt];
      const { number, plans } = await change(JSON.stringify({ version: 1, apis }));
      for (const { stdout } of plans) expect(stdout).toContain('alone is for `prodcution`. Did you mean `production`?');
      expect(comment(number, 'staging')).toContain('Did you mean `production`?');
    });
  });

  test('is planned for both at once, and applied to one after the other, with a comment and a record for each', async () => {
    await inTwo(two, async (both) => {
      const { number, plans } = await both.change(manifest({ ...one, 'create:orders': 'Place an order' }));
      expect(plans.map(({ exitCode, outputs }) => [exitCode, outputs.result])).toEqual(Array(2).fill([0, 'changes']));
      expect(both.world.github.comments(number)).toHaveLength(2);
      for (const environment of ['staging', 'production'] as const) {
        expect(both.comment(number, environment)).toContain(`\`${ids[environment]}\``);
        expect(both.comment(number, environment)).toContain('🟥 `cancel:orders`');
      }

      const before = both.tenants.production.requests.length;
      expect((await both.apply('staging')).outputs).toMatchObject({ result: 'applied', additions: '1', removals: '1' });
      expect(both.comment(number, 'staging')).toContain('**Applied: 🟢 1 added · 🟥 1 removed**');
      expect(both.comment(number, 'production')).toContain('**🟢 1 to add · 🟥 1 to remove**');
      expect(both.tenants.production.requests).toHaveLength(before);
      expect([both.held('staging'), both.held('production')]).toEqual([
        ['read:orders', 'create:orders'],
        ['read:orders', 'cancel:orders'],
      ]);
      expect(recorded(both)).toEqual(['staging success', 'production success', 'staging success']);

      expect((await both.apply('production')).outputs).toMatchObject({
        result: 'applied',
        additions: '1',
        removals: '1',
      });
      expect(both.comment(number, 'production')).toContain('**Applied: 🟢 1 added · 🟥 1 removed**');
      expect(both.held('production')).toEqual(both.held('staging'));
      expect(recorded(both).at(-1)).toBe('production success');
    });
  });

  test('asks no environment for the APIs of another one', async () => {
    await inTwo(one, async (both) => {
      const { plans } = await both.change(manifest(two));
      expect(plans.map(({ summary }) => summary.includes('2 APIs'))).toEqual([true, false]);
      const asked = (tenant: Tenant) => JSON.stringify(tenant.requests.map(({ path, query }) => [path, query]));
      expect(asked(both.tenants.staging)).toContain(sandbox);
      expect(asked(both.tenants.production)).not.toContain('staging');
    });
  });

  test('says nothing of an environment in which nothing changes', async () => {
    await inTwo(one, async (both) => {
      const next = JSON.parse(manifest(one));
      next.apis[1].permissions['read:fixtures'] = 'Show the test data';
      const { number } = await both.change(JSON.stringify(next));
      expect(both.comment(number, 'staging')).toContain('🟢 `read:fixtures`');
      expect(both.comment(number, 'production')).toBe('');
    });
  });
});

describe('what goes wrong in one environment', () => {
  test('does not stop the other', async () => {
    await inTwo(one, async (both) => {
      await both.change(manifest(two));
      const [staging, production] = await Promise.all([
        both.apply('staging', { 'auth0-client-secret': 'revoked' }),
        both.apply('production'),
      ]);
      expect([staging.exitCode, staging.outputs['failure-reason']]).toEqual([1, 'auth0-unauthorized']);
      expect([production.exitCode, production.outputs.result]).toEqual([0, 'applied']);
      expect([both.held('staging'), both.held('production')]).toEqual([Object.keys(one), Object.keys(two)]);
    });
  });

  test('is made up for in that one alone: a removal that failed there is made by its next apply', async () => {
    await inTwo(two, async (both) => {
      await both.change(manifest(one));
      both.tenants.staging.fault({ method: 'PATCH', path: /./, kind: 'status', status: 400, body: {}, times: 1 });
      expect((await both.apply('staging')).exitCode).toBe(1);
      expect((await both.apply('production')).exitCode).toBe(0);
      const { number } = await both.change(`${manifest(one)}\n`);
      expect(both.comment(number, 'staging')).toContain('🟥 `cancel:orders`');
      expect(both.comment(number, 'production')).toBe('');
      expect((await both.apply('staging')).outputs).toMatchObject({ result: 'applied', removals: '1' });
      expect((await both.apply('production')).outputs).toMatchObject({ result: 'unchanged', removals: '0' });
      expect(both.held('staging')).toEqual(both.held('production'));
    });
  });

  test('leaves an environment that was passed over with all it has to make up for', async () => {
    await inTwo(three, async (both) => {
      await both.change(manifest(two));
      await both.apply('staging'); // and production waits for a reviewer
      const { number } = await both.change(manifest(one));
      expect(both.comment(number, 'staging')).toContain('**🟥 1 to remove**');
      expect(both.comment(number, 'production')).toContain('**🟥 2 to remove**');
      await both.apply('staging');
      expect((await both.apply('production')).outputs).toMatchObject({ result: 'applied', removals: '2' });
      expect(both.held('production')).toEqual(Object.keys(one));
    });
  });
});

test('the label that lifts the guard is for every environment in which its pull request is applied', async () => {
  await inTwo(two, async (both) => {
    for (const environment of ['staging', 'production'] as const) {
      both.tenants[environment].grants.add({
        client: shop.id,
        audience: ids[environment],
        scope: ['cancel:orders'],
      });
    }
    const { number } = await both.change(manifest(one));
    for (const environment of ['staging', 'production'] as const) {
      expect(both.comment(number, environment)).toContain('**The apply will be blocked.**');
      expect((await both.apply(environment)).outputs['failure-reason']).toBe('removal-blocked');
    }
    both.world.github.addLabel(number, 'allow-permission-removal');
    for (const environment of ['staging', 'production'] as const) {
      expect((await both.apply(environment)).outputs).toMatchObject({ result: 'applied', removals: '1' });
    }
  });
});

describe('the name of an environment', () => {
  test.each([
    ['that no identifier is for', 'prodution', /none for `prodution`.*Did you mean `production`\?/],
    ['in another case', 'Production', /none for `Production`.*Did you mean `production`\?/],
    ['that is left out', '', /no environment is given.*Known are `production` and `staging`/],
  ])('%s is refused, and nothing is asked', async (_name, environment, says) => {
    await inTwo(one, async (both) => {
      const before = both.tenants.production.requests.length;
      const result = await both.apply('production', { environment });
      expect([result.exitCode, result.outputs['failure-reason']]).toEqual([1, 'input-invalid']);
      expect(failure(result)).toMatch(says);
      expect(both.tenants.production.requests).toHaveLength(before);
    });
  });

  test('that no identifier is for is refused where nothing is asked, too; without one all are judged', async () => {
    await inTwo(one, async ({ world }) => {
      world.github.commit('main', {
        '.github/permissions-policy.yml': 'version: 1\nprotected-branches: [release]\n',
      });
      const event = pushEvent(world.github, 'main');
      for (const mode of ['validate', 'auto']) {
        const misspelt = await world.run(event, { mode, environment: 'prodution' });
        expect([misspelt.exitCode, misspelt.outputs['failure-reason']]).toEqual([1, 'input-invalid']);
        expect(failure(misspelt)).toContain('Did you mean `production`?');
        expect((await world.run(event, { mode, environment: 'production' })).exitCode).toBe(0);
        expect((await world.run(event, { mode })).exitCode).toBe(0);
      }
    });
  });

  test('that is new begins without a memory: what only the old name knew is kept', async () => {
    await inTwo(two, async (both) => {
      const renamed = manifest(one, { staging: ids.staging, live: ids.production });
      both.world.github.commit('main', { [manifestPath]: renamed });
      const { outputs, summary } = await both.apply('production', { environment: 'live' });
      expect(outputs).toMatchObject({ result: 'unchanged', removals: '0' });
      expect(summary).toContain('1 unmanaged permission');
      expect(both.held('production')).toEqual(Object.keys(two));
    });
  });

  test('keeps its memory to itself, on one tenant, too', async () => {
    await inTwo(two, async ({ world, tenants, held }) => {
      const plain = (permissions: Texts) =>
        JSON.stringify({ version: 1, apis: [{ identifier: ids.production, permissions }] });
      const apply = (environment: string) =>
        world.run(workflowDispatchEvent(world.github), {
          ...credentialsOf(tenants.production),
          mode: 'apply',
          environment,
        });
      world.github.commit('main', { [manifestPath]: plain(two) });
      await apply('acme');
      world.github.commit('main', { [manifestPath]: plain(one) });
      expect((await apply('globex')).outputs).toMatchObject({ result: 'unchanged', removals: '0' });
      expect(held('production')).toEqual(Object.keys(two));
      expect((await apply('acme')).outputs).toMatchObject({ result: 'applied', removals: '1' });
      expect(held('production')).toEqual(Object.keys(one));
    });
  });

  test('of which no identifier depends is free, and another case is another one', async () => {
    await inTwo(one, async (both) => {
      const plain = JSON.stringify({ version: 1, apis: [{ identifier: ids.production, permissions: two }] });
      both.world.github.commit('plain', { [manifestPath]: plain }, { from: 'main' });
      const number = both.world.github.openPullRequest({ head: 'plain' });
      const event = pullRequestEvent(both.world.github, number);
      for (const environment of ['acme', 'Acme', 'acme']) {
        await both.world.run(event, { environment, ...credentialsOf(both.tenants.production) });
      }
      const titles = both.world.github.comments(number).map(({ body }) => /^### (.*)$/m.exec(body)?.[1]);
      expect(titles).toEqual(['Auth0 permissions · acme', 'Auth0 permissions · Acme']);
    });
  });
});

test('an import of a second environment completes the API whose identifier was added by hand', async () => {
  await inTwo(one, async (both) => {
    const { world } = both;
    both.tenants.staging.apis.edit(ids.staging, () => ({ scopes: scopes(two) }));
    const merged = `version: 1\napis:\n  - identifier:\n      production: ${ids.production}\n      staging: ${ids.staging}\n    permissions:\n      read:orders: View orders and lines\n`;
    const workspace = await mkdtemp(join(tmpdir(), 'clone-'));
    try {
      for (const [path, text] of Object.entries({ [manifestPath]: merged, '.git/HEAD': 'ref: refs/heads/main\n' })) {
        await mkdir(dirname(join(workspace, path)), { recursive: true });
        await writeFile(join(workspace, path), text);
      }
      const inputs = { mode: 'import', environment: 'staging', apis: ids.staging };
      const { exitCode } = await world.run(workflowDispatchEvent(world.github), inputs, { workspace });
      expect(exitCode).toBe(0);
      expect(await readFile(join(workspace, manifestPath), 'utf8')).toBe(
        `${merged}      cancel:orders: Cancel an order\n`,
      );
    } finally {
      await rm(workspace, { recursive: true });
    }
  });
});
