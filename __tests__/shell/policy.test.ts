import { describe, expect, test } from '@jest/globals';
import { mergeGroupEvent, pullRequestEvent, pushEvent, workflowDispatchEvent } from '../../sandbox/runner/events.ts';
import type { RunResult } from '../../sandbox/runner.ts';
import type { World } from '../../sandbox/world.ts';
import { api, manifestPath, noCredentials, orders, ordersManifest, scopes } from '../e2e/scenario.ts';
import { inWorldHere as inWorld } from './here.ts';

const policyPath = '.github/permissions-policy.yml';

type Files = Readonly<Record<string, string>>;

/** A policy of these lines, its version included. */
function policy(...lines: readonly string[]): string {
  return ['version: 1', ...lines, ''].join('\n');
}

const resourceFirst = policy('naming: {convention: "resource:action"}');
const before = ordersManifest({ 'orders:read': 'View orders and lines' });
const after = ordersManifest({ 'orders:read': 'View orders and lines', 'orders:create': 'Place an order' });
const actionFirst = ordersManifest({ 'orders:read': 'View orders and lines', 'create:orders': 'Place an order' });
const held = { 'orders:read': 'View orders and lines' };
const tenant = { apis: [api(orders, held)] };

/** main holds one, protected; a pull request makes the other of it. A file that is '' is not there. */
function openPullRequest({ github }: World, base: Files, head: Files): number {
  github.commit('main', { 'README.md': 'Orders', ...base });
  github.protect('main', 'classic');
  github.commit('topic', { 'README.md': 'Orders!', ...head }, { from: 'main' });
  return github.openPullRequest({ head: 'topic' });
}

async function planChange(
  world: World,
  [base, head]: readonly [Files, Files],
  inputs: Files = {},
): Promise<RunResult & { comment: string }> {
  const number = openPullRequest(world, base, head);
  const result = await world.run(pullRequestEvent(world.github, number), inputs);
  return { ...result, comment: world.github.comments(number)[0]?.body ?? '' };
}

function askedForFiles({ github }: World): string[] {
  return github.requests.flatMap(({ path }) => /\b(graphql|trees|blobs)\b/.exec(path)?.[0] ?? []).sort();
}

describe('a pull request', () => {
  test('is judged by the policy of its base', async () => {
    await inWorld({ tenant }, async (world) => {
      const base = { [manifestPath]: before, [policyPath]: resourceFirst };
      const { exitCode, outputs } = await planChange(world, [base, { [manifestPath]: after }]);
      expect(exitCode).toBe(0);
      expect(outputs).toMatchObject({ result: 'changes', errors: '0', warnings: '0', additions: '1' });
    });
  });

  test('can’t weaken the rules it is judged by, and its comment says that it tries', async () => {
    await inWorld({ tenant }, async (world) => {
      const base = { [manifestPath]: before, [policyPath]: resourceFirst };
      const head = { [manifestPath]: actionFirst, [policyPath]: policy('rules: {naming-convention: off}') };
      const { exitCode, outputs, annotations, comment } = await planChange(world, [base, head]);
      expect(exitCode).toBe(1);
      expect(outputs).toMatchObject({ result: 'invalid', errors: '1', 'failure-reason': 'manifest-invalid' });
      expect(annotations[0]).toMatchObject({
        title: 'Auth0 permissions: naming-convention',
        file: manifestPath,
        message: '"create:orders" is not of the form resource:action. Did you mean `orders:create`?',
      });
      expect(comment).toContain('**This pull request changes the policy.**');
      expect(comment).toContain('**weaker:** `rules.naming-convention` `error` → `off`');
      expect(comment).toContain('**changed:** `naming.convention` `resource:action` → `action:resource`');
    });
  });

  describe('that brings the first policy', () => {
    const head = { [manifestPath]: after, [policyPath]: resourceFirst };

    test.each<[string, Files, Files]>([
      ['with the first manifest', {}, {}],
      ['with the first manifest, in one of several places', {}, { manifest: '.github/permissions.yml\nteams/*.yml' }],
      ['at a path that the workflow names', {}, { policy: 'rules.yml' }],
    ])('%s is judged by it, and its comment says so', async (_name, more, inputs) => {
      await inWorld({ tenant }, async (world) => {
        const named = inputs.policy === undefined ? head : { [manifestPath]: after, 'rules.yml': resourceFirst };
        const teams = inputs.manifest === undefined ? {} : { 'teams/a.yml': '{version: 1, apis: []}' };
        const { exitCode, outputs, comment } = await planChange(world, [{}, { ...named, ...more, ...teams }], inputs);
        expect([exitCode, outputs.errors, outputs.result]).toEqual([0, '0', 'changes']);
        expect(comment).toContain(
          '**This pull request brings the first policy.** Neither a manifest nor a policy was here',
        );
        expect(comment).toContain('**changed:** `naming.convention` `action:resource` → `resource:action`');
        expect(comment).not.toContain('changes the policy');
      });
    });

    test('gets a comment, though neither it nor the plan says anything new', async () => {
      await inWorld({ tenant: { apis: [api(orders, { 'read:orders': 'View orders and lines' })] } }, async (world) => {
        const same = {
          [manifestPath]: ordersManifest({ 'read:orders': 'View orders and lines' }),
          [policyPath]: policy(),
        };
        const { outputs, comment } = await planChange(world, [{}, same]);
        expect(outputs.result).toBe('unchanged');
        expect(comment).toContain('brings the first policy');
        expect(comment).not.toContain('otherwise than the default');
      });
    });

    test.each(['pull_request_target', 'merge_group'] as const)('is judged by it on %s', async (name) => {
      await inWorld({ tenant }, async (world) => {
        const number = openPullRequest(world, {}, head);
        const { github } = world;
        const event =
          name === 'merge_group' ? mergeGroupEvent(github, number) : pullRequestEvent(github, number, { name });
        const { exitCode, outputs } = await world.run(event);
        expect([exitCode, outputs.errors]).toEqual([0, '0']);
      });
    });

    test.each<[string, Files, Files]>([
      ['the base has a manifest', { [manifestPath]: before }, {}],
      ['the base has a manifest that can’t be read', { [manifestPath]: 'version: 2' }, {}],
      [
        'the base has a manifest at another path of the input',
        { 'teams/a.yml': '{version: 1, apis: []}' },
        { manifest: '.github/permissions.yml\nteams/*.yml' },
      ],
    ])('is judged without it where %s', async (_name, base, inputs) => {
      await inWorld({ tenant }, async (world) => {
        const { exitCode, outputs, comment } = await planChange(world, [base, head], inputs);
        expect([exitCode, outputs['failure-reason']]).toEqual([1, 'manifest-invalid']);
        expect(comment).toContain('There is no policy at `.github/permissions-policy.yml` before this change');
      });
    });

    test('that can’t be read fails at its line', async () => {
      await inWorld({ tenant }, async (world) => {
        const broken = { ...head, [policyPath]: policy('namin: {}') };
        const { outputs, annotations, comment } = await planChange(world, [{}, broken]);
        expect(outputs['failure-reason']).toBe('manifest-invalid'); // by the default policy, whose form is another
        expect(annotations.map(({ message }) => message).join()).toContain('Unknown key `namin`');
        expect(comment).toContain(
          'Once the errors of `.github/permissions-policy.yml` are corrected, it counts at once.',
        );
        expect(comment).not.toContain('Merge the policy first');
      });
    });

    test('is the policy of the apply that follows', async () => {
      await inWorld({ tenant }, async (world) => {
        const number = openPullRequest(world, {}, head);
        expect((await world.run(pullRequestEvent(world.github, number))).exitCode).toBe(0);
        world.github.merge(number);
        const { outputs } = await world.run(pushEvent(world.github, 'main'));
        expect(outputs).toMatchObject({ result: 'applied', additions: '1', errors: '0' });
      });
    });
  });

  test('that adds the first policy to a manifest is judged without it', async () => {
    await inWorld({ tenant }, async (world) => {
      const head = { [manifestPath]: actionFirst, [policyPath]: policy('reserved: ["create:orders"]') };
      const base = { [manifestPath]: ordersManifest({ 'read:orders': 'View orders and lines' }) };
      const { outputs, comment } = await planChange(world, [base, head]);
      expect(outputs).toMatchObject({ errors: '1', warnings: '1', 'failure-reason': 'manifest-invalid' });
      expect(comment).toContain('Did you mean `read:orders`?');
      expect(comment).toContain('**stricter:** `reserved` adds `create:orders`');
      expect(comment).toContain('Under the new policy: `create:orders` is reserved by the policy.');
      expect(comment).toContain('There is no policy at `.github/permissions-policy.yml` before this change');
    });
  });

  test('that changes nothing but the policy gets a comment', async () => {
    await inWorld({ tenant }, async (world) => {
      const base = { [manifestPath]: before, [policyPath]: resourceFirst };
      const head = { [policyPath]: `${resourceFirst}removals: {max: 50}\n` };
      const { exitCode, outputs, comment } = await planChange(world, [base, head]);
      expect([exitCode, outputs.result]).toEqual([0, 'unchanged']);
      expect(comment).toContain('**weaker:** `removals.max` `5` → `50`');
    });
  });

  test('that breaks the policy fails at the line of the mistake, and shows its plan', async () => {
    await inWorld({ tenant }, async (world) => {
      const base = { [manifestPath]: before, [policyPath]: resourceFirst };
      const head = { [manifestPath]: after, [policyPath]: policy('removals: {maxx: 5}') };
      const { exitCode, outputs, annotations, comment } = await planChange(world, [base, head]);
      expect(exitCode).toBe(1);
      expect(outputs).toMatchObject({ result: 'invalid', errors: '1', 'failure-reason': 'policy-invalid' });
      expect(annotations[0]).toMatchObject({
        file: policyPath,
        line: 2,
        column: 12,
        message: 'Unknown key `maxx`. Did you mean `max`?',
      });
      expect(comment).toContain('🟢 `orders:create`');
    });
  });

  test('that mends a broken policy is judged by what it makes of it', async () => {
    await inWorld({ tenant }, async (world) => {
      const base = { [manifestPath]: before, [policyPath]: policy('naming: {convention: orders}') };
      const { exitCode, outputs, summary } = await planChange(world, [base, { [policyPath]: resourceFirst }]);
      expect(exitCode).toBe(0);
      expect(outputs).toMatchObject({ result: 'unchanged', errors: '0' });
      expect(summary).toContain('The policy before this change can’t be read');
    });
  });

  test('that leaves a broken policy as it is can’t be judged', async () => {
    await inWorld({ tenant }, async (world) => {
      const base = { [manifestPath]: before, [policyPath]: policy('naming: {convention: orders}') };
      const { exitCode, outputs, summary } = await planChange(world, [base, { [manifestPath]: after }]);
      expect(exitCode).toBe(1);
      expect(outputs).toMatchObject({ 'failure-reason': 'policy-invalid', errors: '1', additions: '1' });
      expect(summary).toContain('judged only by what no policy can change');
    });
  });

  test.each(['pull_request', 'pull_request_target'] as const)(
    'on %s takes the head’s policy for data only',
    async (name) => {
      await inWorld({ tenant }, async (world) => {
        const number = openPullRequest(
          world,
          { [manifestPath]: before, [policyPath]: resourceFirst },
          { [manifestPath]: actionFirst, [policyPath]: policy() },
        );
        const { outputs } = await world.run(pullRequestEvent(world.github, number, { name }));
        expect(outputs).toMatchObject({ errors: '1', 'failure-reason': 'manifest-invalid' });
        expect(world.github.comments(number)[0]?.body).toContain('This pull request changes the policy');
      });
    },
  );

  test('that takes a policy away which the workflow names fails', async () => {
    await inWorld({ tenant }, async (world) => {
      const number = openPullRequest(world, { [manifestPath]: before, 'rules.yml': resourceFirst }, {});
      world.github.commit('topic', { 'rules.yml': null });
      const { exitCode, outputs } = await world.run(pullRequestEvent(world.github, number), { policy: 'rules.yml' });
      expect(exitCode).toBe(1);
      expect(outputs).toMatchObject({ 'failure-reason': 'policy-invalid', errors: '1' });
    });
  });

  test('needs one request for the manifest and the policy of its base together', async () => {
    await inWorld({ tenant }, async (world) => {
      const base = { [manifestPath]: before, [policyPath]: resourceFirst };
      await planChange(world, [base, { [manifestPath]: after }], noCredentials);
      expect(askedForFiles(world)).toEqual(['graphql', 'graphql', 'graphql']); // the head's, the base's, and whose token it is
    });
  });
});

describe('a policy that is missing', () => {
  test('at the usual place is the default one', async () => {
    await inWorld({ tenant }, async (world) => {
      const { outputs } = await planChange(world, [{ [manifestPath]: before }, { [manifestPath]: after }]);
      expect(outputs).toMatchObject({ errors: '2', 'failure-reason': 'manifest-invalid' });
    });
  });

  test('where the workflow names it fails the run, which still shows its plan', async () => {
    await inWorld({ tenant }, async (world) => {
      const files = [{ [manifestPath]: before }, { [manifestPath]: after }] as const;
      const { exitCode, outputs, annotations } = await planChange(world, files, { policy: 'rules.yml' });
      expect(exitCode).toBe(1);
      expect(outputs).toMatchObject({ 'failure-reason': 'policy-invalid', result: 'invalid', additions: '1' });
      expect(annotations.at(-1)?.message).toContain('There is no policy at `rules.yml`.');
    });
  });
});

describe('a file that is surely meant as the policy', () => {
  const near = '.github/permissions-policy.yaml';
  const says = `There is no policy at \`${policyPath}\`, but \`${near}\` is there. Rename it, or set the input \`policy\` to it.`;

  test.each(['pull_request', 'pull_request_target'] as const)(
    'fails a %s that adds it, which shows its plan',
    async (name) => {
      await inWorld({ tenant }, async (world) => {
        const number = openPullRequest(
          world,
          { [manifestPath]: before },
          { [manifestPath]: after, [near]: resourceFirst },
        );
        const { exitCode, outputs, annotations } = await world.run(pullRequestEvent(world.github, number, { name }));
        expect(exitCode).toBe(1);
        expect(outputs).toMatchObject({ 'failure-reason': 'policy-invalid', result: 'invalid', additions: '1' });
        expect(annotations.at(-1)?.message).toContain(says);
      });
    },
  );

  test('fails a pull request that makes it of the policy, and is judged by that', async () => {
    await inWorld({ tenant }, async (world) => {
      const base = { [manifestPath]: before, [policyPath]: resourceFirst };
      const number = openPullRequest(world, base, { [manifestPath]: actionFirst, [near]: resourceFirst });
      world.github.commit('topic', { [policyPath]: null });
      const { outputs, annotations } = await world.run(pullRequestEvent(world.github, number));
      expect(outputs).toMatchObject({ 'failure-reason': 'policy-invalid', errors: '1' });
      expect(annotations.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual([
        expect.stringContaining('"create:orders" is not of the form resource:action.'),
        expect.stringContaining(says),
        expect.stringContaining('[manifest-invalid]'),
      ]);
    });
  });

  test('fails a pull request as long as it is there, and no longer where that gives it its name', async () => {
    await inWorld({ tenant }, async (world) => {
      const base = { [manifestPath]: ordersManifest({ 'read:orders': 'View orders and lines' }), [near]: policy() };
      const number = openPullRequest(world, base, {});
      expect((await world.run(pullRequestEvent(world.github, number))).outputs['failure-reason']).toBe(
        'policy-invalid',
      );
      world.github.commit('topic', { [near]: null, [policyPath]: policy() });
      const { exitCode, outputs } = await world.run(pullRequestEvent(world.github, number));
      expect([exitCode, outputs['failure-reason']]).toEqual([0, '']);
    });
  });

  test('lets nothing be applied', async () => {
    await inWorld({ tenant }, async (world) => {
      world.github.commit('main', { [manifestPath]: before });
      world.github.protect('main', 'classic');
      world.github.commit('main', { [manifestPath]: after, [near]: resourceFirst });
      const { outputs } = await world.run(pushEvent(world.github, 'main'), { 'fail-on': 'never' });
      expect(outputs).toMatchObject({ 'failure-reason': 'policy-invalid', result: 'invalid' });
      expect(world.tenant.permissions(orders)).toEqual(scopes(held));
    });
  });

  test('is nothing to a run whose workflow names another', async () => {
    await inWorld({ tenant }, async (world) => {
      const base = { [manifestPath]: before, [near]: resourceFirst, 'rules.yml': resourceFirst };
      const { outputs } = await planChange(world, [base, { [manifestPath]: after }], { policy: 'rules.yml' });
      expect(outputs).toMatchObject({ 'failure-reason': '', errors: '0' });
    });
  });

  test('costs no request', async () => {
    await inWorld({ tenant }, async (world) => {
      await planChange(
        world,
        [{ [manifestPath]: before }, { [manifestPath]: after, [near]: resourceFirst }],
        noCredentials,
      );
      expect(askedForFiles(world)).toEqual(['graphql', 'graphql', 'graphql']); // as many as without it
    });
  });
});

test('a merge group is judged by the policy of what it is merged into', async () => {
  await inWorld({ tenant }, async (world) => {
    const base = { [manifestPath]: before, [policyPath]: resourceFirst };
    const number = openPullRequest(world, base, { [manifestPath]: actionFirst, [policyPath]: policy() });
    const { outputs } = await world.run(mergeGroupEvent(world.github, number));
    expect(outputs).toMatchObject({ errors: '1', 'failure-reason': 'manifest-invalid' });
  });
});

test('a pattern for manifests that matches the policy too does not make a manifest of it', async () => {
  await inWorld({ tenant }, async (world) => {
    const base = { [manifestPath]: before, [policyPath]: resourceFirst };
    const inputs = { manifest: '.github/permissions*.yml' };
    const { outputs } = await planChange(world, [base, { [manifestPath]: after }], inputs);
    expect(outputs).toMatchObject({ result: 'changes', errors: '0', additions: '1' });
  });
});

/** A push that brings both onto the protected branch. */
function push({ github }: World, files: Files, branch = 'main') {
  github.commit(branch, { [manifestPath]: before, [policyPath]: resourceFirst });
  github.protect(branch, 'classic');
  github.commit(branch, files);
  return pushEvent(github, branch);
}

describe('an apply', () => {
  test('is judged by the policy of its own commit', async () => {
    await inWorld({ tenant }, async (world) => {
      const { outputs } = await world.run(push(world, { [manifestPath]: after }));
      expect(outputs).toMatchObject({ result: 'applied', additions: '1' });
    });
  });

  test.each<[string, string, string]>([
    ['a policy that can’t be read', policy('namin: {}'), 'policy-invalid'],
    [
      'an exception that has expired',
      `${resourceFirst}exceptions: [{rule: naming-convention, permission: x, reason: r, expires: 2020-01-31}]\n`,
      'policy-invalid',
    ],
    ['a name that the policy forbids', `${resourceFirst}forbidden: ["*:create"]\n`, 'manifest-invalid'],
  ])('never runs with %s, whatever may fail it', async (_name, text, code) => {
    await inWorld({ tenant }, async (world) => {
      const event = push(world, { [manifestPath]: after, [policyPath]: text });
      const { exitCode, outputs } = await world.run(event, { 'fail-on': 'never' });
      expect(exitCode).toBe(1);
      expect(outputs).toMatchObject({ result: 'invalid', 'failure-reason': code, errors: '1' });
      expect(world.tenant.permissions(orders)).toEqual(scopes(held));
    });
  });

  test('is superseded when the branch has another policy meanwhile', async () => {
    await inWorld({ tenant }, async (world) => {
      const event = push(world, { [manifestPath]: after });
      world.github.commit('main', { [policyPath]: `${resourceFirst}reserved: [x]\n` });
      const { outputs } = await world.run(event);
      expect(outputs).toMatchObject({ result: 'blocked', 'failure-reason': 'commit-superseded' });
      expect(world.tenant.permissions(orders)).toEqual(scopes(held));
    });
  });
});

describe('on a protected branch that the policy does not name', () => {
  const listed = `${resourceFirst}protected-branches: [main, "release/*"]\n`;

  test('a push is validated', async () => {
    await inWorld({ tenant }, async (world) => {
      const event = push(world, { [manifestPath]: after, [policyPath]: listed }, 'develop');
      const { exitCode, outputs } = await world.run(event, noCredentials);
      expect(exitCode).toBe(0);
      expect(outputs).toMatchObject({ result: 'unchanged', additions: '0' });
      expect(world.tenant.permissions(orders)).toEqual(scopes(held));
    });
  });

  test('an apply is refused', async () => {
    await inWorld({ tenant }, async (world) => {
      const event = push(world, { [manifestPath]: after, [policyPath]: listed }, 'develop');
      const { exitCode, outputs, annotations } = await world.run(event, { mode: 'apply' });
      expect(exitCode).toBe(1);
      expect(outputs).toMatchObject({ result: 'blocked', 'failure-reason': 'branch-not-protected' });
      expect(annotations.at(-1)?.message).toContain('`protected-branches` has `main` and `release/*`');
      expect(world.tenant.permissions(orders)).toEqual(scopes(held));
    });
  });

  test('a branch that one of its patterns means is applied', async () => {
    await inWorld({ tenant }, async (world) => {
      const event = push(world, { [manifestPath]: after, [policyPath]: listed }, 'release/1');
      expect((await world.run(event)).outputs).toMatchObject({ result: 'applied' });
    });
  });
});

describe('exceptions', () => {
  const excepting = (expires: string) =>
    `${resourceFirst}exceptions:\n  - {rule: naming-convention, permission: legacy_export, api: "${orders}", ` +
    `reason: Used by the 2019 mobile app, expires: ${expires}}\n`;
  const legacy = ordersManifest({ ...held, legacy_export: 'Export every order' });

  test('in force hide their problem and are listed', async () => {
    await inWorld({ tenant }, async (world) => {
      const files = { [manifestPath]: legacy, [policyPath]: excepting('9999-12-31') };
      const { exitCode, outputs, summary } = await planChange(world, [files, {}]);
      expect([exitCode, outputs.errors]).toEqual([0, '0']);
      expect(summary).toContain('1 exception in force');
      expect(summary).toContain('until 9999-12-31. Used by the 2019 mobile app');
    });
  });

  test('that have expired count no more, and say so at their line', async () => {
    await inWorld({ tenant }, async (world) => {
      const files = { [manifestPath]: legacy, [policyPath]: excepting('2020-02-29') };
      const { outputs, annotations } = await planChange(world, [files, {}]);
      expect(outputs).toMatchObject({ errors: '2' });
      expect(annotations[0]).toMatchObject({ file: policyPath, line: 4 });
      expect(annotations[0]?.message).toContain('2020-02-29');
    });
  });

  test('that are needed no more are taken out by a pull request without a warning', async () => {
    await inWorld({ tenant }, async (world) => {
      const base = { [manifestPath]: before, [policyPath]: excepting('9999-12-31') };
      const { outputs, comment } = await planChange(world, [base, { [policyPath]: resourceFirst }]);
      expect(outputs).toMatchObject({ errors: '0', warnings: '0' });
      expect(comment).toContain('**stricter:** `exceptions` drops');
    });
  });
});

test('under `unmanaged: forbid` what nobody declared is an error, and stays on the tenant', async () => {
  const more = { ...held, 'orders:export': 'Export orders' };
  await inWorld({ tenant: { apis: [api(orders, more)] } }, async (world) => {
    const files = { [manifestPath]: before, [policyPath]: `${resourceFirst}unmanaged: forbid\n` };
    world.github.commit('main', files);
    world.github.protect('main', 'classic');
    for (const mode of ['plan', 'apply']) {
      const { exitCode, outputs, annotations } = await world.run(workflowDispatchEvent(world.github), { mode });
      expect([exitCode, outputs.errors, outputs.result]).toEqual([1, '1', 'invalid']);
      expect(annotations[0]?.message).toContain('holds what the manifest does not declare: `orders:export`');
    }
    expect(world.tenant.permissions(orders)).toEqual(scopes(more));
  });
});

describe('a policy of the whole organisation', () => {
  const inputs = { policy: 'acme/policies/auth0/permissions.yml@v1' };
  const files = [{ [manifestPath]: before }, { [manifestPath]: after }] as const;

  test('judges a pull request that can’t change it', async () => {
    await inWorld({ tenant }, async (world) => {
      const policies = world.github.addRepository('acme/policies');
      policies.commit('main', { 'auth0/permissions.yml': `${resourceFirst}reserved: ["orders:create"]\n` });
      policies.tag('v1');
      policies.commit('main', { 'auth0/permissions.yml': policy() });
      const head = { ...files[1], [policyPath]: policy('rules: {naming-convention: off}') };
      const { outputs, comment, annotations } = await planChange(world, [files[0], head], inputs);
      expect(outputs).toMatchObject({ errors: '1', 'failure-reason': 'manifest-invalid' });
      expect(annotations[0]?.message).toContain('`orders:create` is reserved by the policy.');
      expect(comment).not.toContain('changes the policy');
    });
  });

  test('with problems of its own says so without leading to a line that is not here', async () => {
    await inWorld({ tenant }, async (world) => {
      const policies = world.github.addRepository('acme/policies');
      policies.commit('main', { 'auth0/permissions.yml': policy('namin: {}') });
      policies.tag('v1');
      const { exitCode, outputs, comment } = await planChange(world, files, inputs);
      expect(exitCode).toBe(1);
      expect(outputs).toMatchObject({ 'failure-reason': 'policy-invalid', errors: '1', additions: '1' });
      expect(comment).toContain('- `acme/policies/auth0/permissions.yml@v1:2` Unknown key `namin`.');
    });
  });

  test('may except what other repositories declare', async () => {
    await inWorld({ tenant }, async (world) => {
      const elsewhere = 'api: "https://api.example.com/other", reason: Old';
      const exceptions = [
        `{rule: naming-convention, permission: legacy_export, ${elsewhere}}`,
        `{rule: naming-convention, permission: legacy_import, ${elsewhere}, expires: 2020-02-29}`,
        '{rule: naming-convention, permission: legacy_sync, reason: Everywhere}',
        `{rule: naming-convention, permission: legacy_sync, api: "${orders}", reason: Of ours}`,
      ];
      const policies = world.github.addRepository('acme/policies');
      policies.commit('main', { 'auth0/permissions.yml': `${resourceFirst}exceptions: [${exceptions.join(', ')}]\n` });
      policies.tag('v1');
      const { outputs, comment } = await planChange(world, files, inputs);
      expect(outputs).toMatchObject({ errors: '0', warnings: '1' });
      expect(comment).toContain('The exception of `legacy_sync` of');
    });
  });

  test.each<[string, (world: World) => void]>([
    ['that does not exist', () => undefined],
    ['without the file', ({ github }) => void github.addRepository('acme/policies').commit('main', { 'x.yml': 'x' })],
    [
      'that the token may not read',
      ({ github }) => {
        const policies = github.addRepository('acme/policies', { isPrivate: true });
        policies.commit('main', { 'auth0/permissions.yml': resourceFirst });
        policies.tag('v1');
      },
    ],
  ])('in a repository %s fails, and says what to look at', async (_name, prepare) => {
    await inWorld({ tenant }, async (world) => {
      prepare(world);
      const { exitCode, outputs, annotations } = await planChange(world, files, inputs);
      expect(exitCode).toBe(1);
      expect(outputs).toMatchObject({ 'failure-reason': 'policy-invalid', result: 'invalid' });
      expect(annotations.at(-1)?.message).toContain('no policy to see at acme/policies/auth0/permissions.yml@v1');
    });
  });
});

test('the SARIF file names each problem at its place, with the rule’s documentation', async () => {
  await inWorld({ tenant }, async (world) => {
    const head = { [manifestPath]: ordersManifest({ 'orders:read': 'View orders and lines' }) };
    const { outputs, files } = await planChange(world, [head, {}], { 'sarif-file': 'out/permissions.sarif' });
    const { runs } = JSON.parse(files[outputs['sarif-file'] ?? ''] ?? '');
    expect(runs[0].results).toEqual([
      expect.objectContaining({
        ruleId: 'naming-convention',
        level: 'error',
        message: { text: '"orders:read" is not of the form action:resource. Did you mean `read:orders`?' },
      }),
    ]);
    expect(runs[0].results[0].locations[0].physicalLocation).toMatchObject({
      artifactLocation: { uri: manifestPath, uriBaseId: '%SRCROOT%' },
      region: { startLine: 7, startColumn: 9 },
    });
    const rule = runs[0].tool.driver.rules[runs[0].results[0].ruleIndex];
    expect(rule.helpUri).toBe(
      'https://github.com/acme/auth0-permissions-action/blob/v1.0.0/docs/rules.md#naming-convention',
    );
  });
});
