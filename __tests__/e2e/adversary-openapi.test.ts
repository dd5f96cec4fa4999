import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { workflowDispatchEvent } from '../../sandbox/runner/events.ts';
import type { RunResult } from '../../sandbox/runner.ts';
import { parseYaml } from '../../src/adapters/yaml/parse.ts';
import { parseTree } from '../../src/adapters/yaml/tree.ts';
import { readManifest } from '../../src/core/manifest.ts';
import { readRequired } from '../../src/core/openapi-reader.ts';
import { describeManifest } from '../../src/openapi.ts';
import { api, inWorld, manifestPath, openPullRequest, orders, ordersManifest, planPullRequest } from './scenario.ts';

/** A path item of many operations, and as many paths that are its alias. */
function shared(count: number): string {
  const operations = Array.from({ length: count }, (_, index) => `      M${index}: {}\n`);
  const paths = Array.from({ length: count - 1 }, (_, index) => `  /${index + 1}: *p\n`);
  return ['openapi: 3.2.0\npaths:\n  /0: &p\n    additionalOperations:\n', ...operations, ...paths].join('');
}

function timeOf(count: number): number {
  const bytes = Buffer.from(shared(count));
  const { tree } = parseTree({ path: 'openapi.yaml', size: bytes.length, bytes });
  if (!tree) throw new Error('It was refused.');
  const start = performance.now();
  readRequired(tree, () => undefined);
  return performance.now() - start;
}

describe('an OpenAPI file', () => {
  test('takes time in proportion to its size, whatever its aliases stand for', () => {
    timeOf(200);
    expect(timeOf(1600) / timeOf(400)).toBeLessThan(8); // it is 16 where each path is looked at with each operation
  });

  test('of 2 MiB from a fork does not hold a run for longer than a minute', async () => {
    await inWorld({ tenant: { apis: [api(orders, { 'read:orders': 'View orders' })] } }, async (world) => {
      const text = `version: 1\napis:\n  - identifier: ${orders}\n    openapi: docs/openapi.yaml\n    permissions: {read:orders: View orders}\n`;
      const number = openPullRequest(world, ordersManifest({ 'read:orders': 'View orders' }), text, 'mallory');
      world.github.commit('topic', { [manifestPath]: text, 'docs/openapi.yaml': shared(75_000) }, { fork: 'mallory' });
      const killed = AbortSignal.timeout(50_000);
      const { exitCode, signal } = await planPullRequest(world, number, {}, { lost: killed });
      expect([exitCode, signal]).toEqual([0, null]);
    });
  });

  test('of a type that OpenAPI does not have is not passed over', () => {
    const text =
      'openapi: 3.1.0\npaths: {/a: {get: {security: [{o: ["delete:all"]}]}}}\ncomponents: {securitySchemes: {o: {type: OAuth2}}}\n';
    const bytes = Buffer.from(text);
    const { tree } = parseTree({ path: 'openapi.yaml', size: bytes.length, bytes });
    const { required, problems } = tree ? readRequired(tree, () => undefined) : { required: new Map(), problems: [] };
    expect(required.size + problems.length).toBe(1);
  });

  test('too many of them, named by many APIs, are told of in bounds', async () => {
    // 40,000 APIs in a manifest of 2.8 MB and 2,000 files end the process: "heap out of memory" after half a minute.
    const apis = Array.from({ length: 1000 }, (_, index) => ({
      identifier: `https://a/${index}`,
      openapi: 'docs/*.yaml',
      permissions: {},
    }));
    const source = (path: string, text: string) => ({ path, size: text.length, bytes: Buffer.from(text) });
    const { document } = parseYaml(source('m.yml', JSON.stringify({ version: 1, apis })));
    const { manifest } = readManifest(document ? [document] : []);
    const names = Array.from({ length: 300 }, (_, index) => `docs/${index}.yaml`);
    const files = { list: async () => names, read: async (path: string) => source(path, 'openapi: 3.0.0\n') };
    const { problems } = await describeManifest(
      { files, parseTree: async (file) => parseTree(file) },
      manifest ?? { entries: [] },
    );
    expect(problems.length).toBeLessThan(5000); // it is 200,000
  });

  test.each([
    ['a name too long for the disk', `docs/${'x'.repeat(300)}.yaml`],
    ['a name with a NUL', 'docs/x\0.yaml'],
    ['a folder too long for the disk', `${'x'.repeat(300)}/*.yaml`],
  ])('that is named by %s is a problem of the manifest, and no bug', async (_name, openapi) => {
    await inCheckout({ openapi }, async ({ outputs, annotations }) => {
      expect([outputs['failure-reason'], annotations.map(({ message }) => message).join()]).toEqual([
        'manifest-invalid',
        expect.stringMatching(/no file|must be/i),
      ]);
    });
  });

  test('that refers to a name too long for the disk is a problem at its line, and no bug', async () => {
    const file = `openapi: 3.1.0\npaths: {/a: {$ref: "${'x'.repeat(300)}.yaml"}}\n`;
    await inCheckout({ openapi: 'docs/openapi.yaml', 'docs/openapi.yaml': file }, async ({ outputs }) => {
      expect(outputs['failure-reason']).toBe('manifest-invalid');
    });
  });

  test('is found by the same path in a checkout and in a commit', async () => {
    const file = 'openapi: 3.1.0\npaths: {}\n';
    const given = { openapi: 'docs//./openapi.yaml', 'docs/openapi.yaml': file };
    const errors: (string | undefined)[] = [];
    await inCheckout(given, async ({ outputs }) => void errors.push(outputs.errors));
    await inCheckout(given, async ({ outputs }) => void errors.push(outputs.errors), 'no checkout');
    expect(errors[0]).toBe(errors[1]);
  });
});

/** Plans a manifest that names these OpenAPI files, in a checkout or without one. */
async function inCheckout(
  { openapi, ...files }: { readonly openapi: string; readonly [path: string]: string },
  story: (result: RunResult) => Promise<void>,
  where: 'checkout' | 'no checkout' = 'checkout',
): Promise<void> {
  await inWorld({ tenant: { apis: [api(orders, {})] } }, async (world) => {
    const text = JSON.stringify({ version: 1, apis: [{ identifier: orders, openapi, permissions: {} }] });
    const all = { [manifestPath]: text, ...files };
    const sha = world.github.commit('main', all);
    const workspace = await mkdtemp(join(tmpdir(), 'checkout-'));
    if (where === 'checkout')
      for (const [path, content] of Object.entries({ ...all, '.git/HEAD': sha })) {
        await mkdir(dirname(join(workspace, path)), { recursive: true });
        await writeFile(join(workspace, path), content);
      }
    await story(await world.run(workflowDispatchEvent(world.github), {}, { workspace }));
    await rm(workspace, { recursive: true });
  });
}
