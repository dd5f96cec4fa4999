import { describe, expect, test } from '@jest/globals';
import { parseTree } from '../../src/adapters/yaml/tree.ts';
import { readRequired } from '../../src/core/openapi-reader.ts';
import { openPullRequest, inWorld, manifestPath, orders, planPullRequest, api, ordersManifest } from './scenario.ts';

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
    const text = 'openapi: 3.1.0\npaths: {/a: {get: {security: [{o: ["delete:all"]}]}}}\ncomponents: {securitySchemes: {o: {type: OAuth2}}}\n';
    const bytes = Buffer.from(text);
    const { tree } = parseTree({ path: 'openapi.yaml', size: bytes.length, bytes });
    const { required, problems } = tree ? readRequired(tree, () => undefined) : { required: new Map(), problems: [] };
    expect(required.size + problems.length).toBe(1);
  });

  test('too many of them, named by many APIs, are not told of so often that memory runs out', async () => {
    await inWorld({ tenant: { apis: [api(orders, { 'read:orders': 'View orders' })] } }, async (world) => {
      const apis = Array.from({ length: 40_000 }, (_, index) => ({ identifier: `https://a/${index}`, openapi: 'docs/*.yaml', permissions: {} }));
      const text = JSON.stringify({ version: 1, apis });
      const files = Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`docs/${index}.yaml`, 'openapi: 3.0.0\n']));
      const number = openPullRequest(world, ordersManifest({ 'read:orders': 'View orders' }), text, 'mallory');
      world.github.commit('topic', files, { fork: 'mallory' });
      const { exitCode, outputs, stderr } = await planPullRequest(world, number, {}, { lost: AbortSignal.timeout(55_000) });
      expect(stderr).not.toContain('heap out of memory');
      expect([exitCode, outputs['failure-reason']]).toEqual([1, 'manifest-invalid']);
    });
  });
});
