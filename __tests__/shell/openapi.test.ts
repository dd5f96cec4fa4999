/** What OpenAPI files require, read from wherever the manifest is. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { pullRequestEvent, pushEvent } from '../../sandbox/runner/events.ts';
import type { RunResult } from '../../sandbox/runner.ts';
import type { World } from '../../sandbox/world.ts';
import { api, manifestPath, noCredentials, orders, scopes } from '../e2e/scenario.ts';
import { inWorldHere as inWorld } from './here.ts';

const held = { 'read:orders': 'View orders and lines' };
const manifest = `version: 1
apis:
  - identifier: ${orders}
    openapi: api/**/*.yaml
    permissions:
      read:orders: View orders and lines
`;

function openapi(scope: string): string {
  return `openapi: 3.1.0
paths:
  /orders:
    $ref: ../shared/orders.json#/item
x-scope: ${scope}
components:
  securitySchemes:
    auth0: {type: oauth2, flows: {}}
`;
}

function item(scope: string): string {
  return `{"item": {"get": {"security": [\n{"auth0": ["${scope}"]}\n]}}}`;
}

function files(scope: string): Record<string, string> {
  return {
    [manifestPath]: manifest,
    'api/v1/openapi.yaml': openapi(scope).replace('../shared', '../../shared'),
    'shared/orders.json': item(scope),
  };
}

function openPullRequest({ github }: World, changed: Readonly<Record<string, string>>): number {
  github.commit('main', files('read:orders'));
  github.protect('main', 'classic');
  github.commit('topic', changed, { from: 'main' });
  return github.openPullRequest({ head: 'topic' });
}

async function checkout(contents: Readonly<Record<string, string>>): Promise<string> {
  const workspace = await mkdtemp(join(tmpdir(), 'checkout-'));
  for (const [path, text] of Object.entries({ '.git/x': '', ...contents })) {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), text);
  }
  return workspace;
}

const tenant = { apis: [api(orders, held)] };

/** What the file that is referred to requires and nobody declares. */
const misspelt = {
  file: 'shared/orders.json',
  line: 2,
  column: 12,
  level: 'error',
  title: 'Auth0 permissions: undeclared-permission',
  message: '`GET /orders` requires `read:order`, which is not declared. Did you mean `read:orders`?',
};

describe('a permission that only the OpenAPI file knows is an error at its line', () => {
  test('of a checkout', async () => {
    await inWorld({ tenant }, async (world) => {
      const number = openPullRequest(world, files('read:order'));
      const workspace = await checkout(files('read:order'));
      const { exitCode, outputs, annotations } = await world.run(
        pullRequestEvent(world.github, number),
        { comment: 'always' },
        { workspace },
      );
      expect([exitCode, outputs]).toMatchObject([1, { result: 'invalid', errors: '1' }]);
      expect(annotations[0]).toMatchObject(misspelt);
      expect(world.github.comments(number)[0]?.body).toContain('/shared/orders.json#L2)');
      await rm(workspace, { recursive: true });
    });
  });

  test('of the commit, without a checkout, for one request a file, and one a file of the base that tells whether it is new', async () => {
    await inWorld({ tenant }, async (world) => {
      const number = openPullRequest(world, files('read:order'));
      const before = world.github.requests.length;
      const inputs = { ...noCredentials, comment: 'never', mode: 'validate', 'sarif-file': 'out.sarif' };
      const { annotations, files: written, outputs } = await world.run(pullRequestEvent(world.github, number), inputs);
      expect(annotations[0]).toMatchObject(misspelt);
      const sarif = JSON.parse(written[outputs['sarif-file'] ?? ''] ?? '');
      expect(sarif.runs[0].results[0].locations[0].physicalLocation).toMatchObject({
        artifactLocation: { uri: 'shared/orders.json' },
        region: { startLine: 2, startColumn: 12 },
      });
      const asked = world.github.requests.slice(before).map(({ path }) => path.replace(/^.*\/git\/(\w+)\/.*/, '$1'));
      expect(asked.filter((path) => path === 'blobs')).toHaveLength(2 + 2); // the manifest comes with what says that it is there
    });
  });

  test('of the head of a pull_request_target, whatever lies on the disk', async () => {
    await inWorld({ tenant }, async (world) => {
      const number = openPullRequest(world, files('read:order'));
      const workspace = await checkout(files('read:orders'));
      const event = pullRequestEvent(world.github, number, { name: 'pull_request_target' });
      const { annotations } = await world.run(event, {}, { workspace });
      expect(annotations[0]).toMatchObject(misspelt);
      await rm(workspace, { recursive: true });
    });
  });

  test('and stops an apply before anything is written', async () => {
    await inWorld({ tenant: { apis: [api(orders, {})] } }, async (world) => {
      openPullRequest(world, {});
      world.github.commit('main', files('read:order'));
      const { outputs } = await world.run(pushEvent(world.github, 'main'));
      expect(outputs).toMatchObject({ result: 'invalid', 'failure-reason': 'manifest-invalid' });
      expect(world.tenant.apis.find(orders)?.scopes).toEqual(scopes({}));
    });
  });
});

test('a manifest without OpenAPI files costs no request', async () => {
  await inWorld({ tenant }, async (world) => {
    const plain = { ...files('read:order'), [manifestPath]: manifest.replace(/ +openapi.*\n/, '') };
    const number = openPullRequest(world, plain);
    const inputs = { ...noCredentials, comment: 'never', mode: 'validate' };
    const { exitCode } = await world.run(pullRequestEvent(world.github, number), inputs);
    const asked = world.github.requests.map(({ path }) => path);
    expect([exitCode, asked]).toEqual([0, ['/graphql', '/graphql']]); // the manifest of head and base
  });
});

describe('a file that can’t be read', () => {
  test.each<[string, Record<string, string>, object]>([
    [
      'a glob that matches nothing',
      { [manifestPath]: manifest.replace('api/', 'docs/') },
      { file: manifestPath, line: 4, column: 14 },
    ],
    ['a file that is no OpenAPI', { 'api/v1/openapi.yaml': 'name: x' }, { file: 'api/v1/openapi.yaml', line: 1 }],
    [
      'a reference to nowhere',
      { 'api/v1/openapi.yaml': openapi('x') },
      { file: 'api/v1/openapi.yaml', line: 4, column: 11 },
    ],
    ['broken YAML', { 'api/v1/openapi.yaml': 'openapi: 3.1.0\npaths: [' }, { file: 'api/v1/openapi.yaml' }],
  ])('is a problem at its line: %s', async (_, changed, expected) => {
    await inWorld({ tenant }, async (world) => {
      const number = openPullRequest(world, changed);
      const { outputs, annotations } = await world.run(pullRequestEvent(world.github, number), noCredentials);
      expect(outputs).toMatchObject({ result: 'invalid', errors: '1' });
      expect(annotations[0]).toMatchObject({ ...expected, level: 'error' });
    });
  });

  test.each([
    ['a name too long for a disk', `docs/${'x'.repeat(300)}.yaml`],
    ['a name with a NUL', 'docs/x\0.yaml'],
    ['a folder too long for a disk', `${'x'.repeat(300)}/*.yaml`],
  ])('is a problem of the manifest where it is named by %s', async (_, path) => {
    const { outputs, annotations } = await runIn({ [manifestPath]: naming(path) });
    expect(outputs).toMatchObject({ 'failure-reason': 'manifest-invalid', errors: '1' });
    expect(annotations[0]).toMatchObject({ file: manifestPath, message: expect.stringMatching(/no file|must be/i) });
  });

  test('is a problem at the line of a reference to a name too long for a disk', async () => {
    const text = `openapi: 3.1.0\npaths: {/a: {$ref: "${'x'.repeat(300)}.yaml"}}\n`;
    const { annotations } = await runIn({ [manifestPath]: naming('docs/a.yaml'), 'docs/a.yaml': text });
    expect(annotations[0]).toMatchObject({ file: 'docs/a.yaml', line: 2, level: 'error' });
  });

  test('a link in the checkout is refused, and its target is not shown', async () => {
    await inWorld({ tenant }, async (world) => {
      const number = openPullRequest(world, files('read:orders'));
      const workspace = await checkout({ ...files('read:orders'), secret: 's3cr3t-outside: [' });
      await symlink('../secret', join(workspace, 'api/link.yaml'));
      const { outputs, stdout, summary } = await world.run(pullRequestEvent(world.github, number), noCredentials, {
        workspace,
      });
      expect(outputs).toMatchObject({ 'failure-reason': 'manifest-invalid' });
      expect(stdout).toContain('api/link.yaml is a symbolic link.');
      expect(stdout + summary).not.toContain('s3cr3t-outside');
      await rm(workspace, { recursive: true });
    });
  });
});

test('a path leads to the same file in a checkout and in a commit', async () => {
  const given = { [manifestPath]: naming('docs//./openapi.yaml'), 'docs/openapi.yaml': 'openapi: 3.1.0\npaths: {}\n' };
  const [here, there] = [await runIn(given), await runIn(given, 'commit')];
  expect([here.outputs.errors, there.outputs.errors]).toEqual(['0', '0']);
});

/** A manifest that names one path. */
function naming(path: string): string {
  return JSON.stringify({ version: 1, apis: [{ identifier: orders, openapi: path, permissions: held }] });
}

/** Plans a pull request that adds the files. */
async function runIn(changed: Readonly<Record<string, string>>, where: 'checkout' | 'commit' = 'checkout') {
  const results: RunResult[] = [];
  await inWorld({ tenant }, async (world) => {
    const number = openPullRequest(world, changed);
    const workspace = await checkout(where === 'checkout' ? changed : {});
    const options = where === 'checkout' ? { workspace } : {};
    results.push(await world.run(pullRequestEvent(world.github, number), noCredentials, options));
    await rm(workspace, { recursive: true });
  });
  const [result] = results;
  if (!result) throw new Error('There was no run.');
  return result;
}

const largest = 5 * 1024 * 1024;

function filled(start: string, line: (index: number) => string): string {
  const lines = [start];
  for (let size = start.length, index = 0; size + line(index).length <= largest; index += 1) {
    lines.push(line(index));
    size += line(index).length;
  }
  return lines.join('');
}

/** A path item of many operations. */
const sameItem = `openapi: 3.2.0\nsecurity: [{x: [y]}]\npaths:\n  /: &p\n    additionalOperations:\n${Array.from({ length: 75_000 }, (_, index) => `      M${index}: {}\n`).join('')}`;

test.each([
  ['paths', filled('openapi: 3.1.0\npaths:\n', (index) => `  /p${index}: {get: {security: [{x: [y]}]}}\n`)],
  ['aliases', filled('openapi: 3.1.0\nx: &a [x]\nl:\n', () => '- *a\n')],
  ['paths that are the same', filled(sameItem, (index) => `  /${'p'.repeat(30)}${index}: *p\n`)],
  ['brackets', filled('openapi: 3.1.0\nx: ', () => '[')],
])('a full file of %s is read or refused within a gigabyte', async (_, text) => {
  await inWorld({}, async (world) => {
    const number = openPullRequest(world, { 'api/v1/openapi.yaml': text });
    const more = { measure: true };
    const { outputs, peakMemory } = await world.run(pullRequestEvent(world.github, number), noCredentials, more);
    expect(outputs['failure-reason']).toBe('manifest-invalid');
    expect(peakMemory).toBeLessThan(1024 ** 3);
  });
});
