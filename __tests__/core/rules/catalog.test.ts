import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { exceptionRules, lockedRules, permissionRules } from '../../../src/core/problem.ts';
import { allRules, apiRules } from '../../../src/core/rules/catalog.ts';

const files = readdirSync(new URL('../../../src/core/rules/', import.meta.url));

test('lists every rule there is once', () => {
  const known = [...lockedRules, ...permissionRules, ...exceptionRules];
  expect(allRules.map(({ id }) => id).sort()).toEqual(known.sort());
});

test('lists every rule about an API among all', () => {
  expect(allRules).toEqual(expect.arrayContaining([...apiRules]));
  expect(apiRules).toHaveLength(18);
});

test.each(allRules.map(({ id, summary }) => [id, summary]))('sums %s up in a short sentence', (_, summary) => {
  expect(summary).toMatch(/^[A-Z][^.].*[^.]\.$/);
  expect(summary.length).toBeLessThanOrEqual(100);
});

test('sums up no two rules alike', () => {
  expect(new Set(allRules.map(({ summary }) => summary)).size).toBe(allRules.length);
});

describe('each rule about an API', () => {
  test.each(apiRules.map((rule) => [rule.id, rule] as const))('has its own file: %s', async (id, rule) => {
    expect(files).toContain(`${id}.ts`);
    const exported: Record<string, unknown> = await import(`../../../src/core/rules/${id}.ts`);
    expect(Object.values(exported)).toContain(rule);
  });
});

test('warns where the contract says so, and refuses everything else', () => {
  const warnings = allRules.filter(({ severity }) => severity === 'warning').map(({ id }) => id);
  expect(warnings).toEqual([
    'protocol-name',
    'broad-permission',
    'similar-name',
    'description-required',
    'description-quality',
    'exception-unused',
  ]);
});
