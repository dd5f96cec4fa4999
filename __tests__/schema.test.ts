import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { manifestJsonSchema } from '../schema/manifest.ts';

const root = join(import.meta.dirname, '..');
const validate = new Ajv({ allErrors: true }).compile(manifestJsonSchema());
const read = (path: string) => readFile(join(root, path), 'utf8');

test('schema/manifest.schema.json is what the action’s own schema makes (npm run schema)', async () => {
  expect(JSON.parse(await read('schema/manifest.schema.json'))).toEqual(manifestJsonSchema());
});

describe('the JSON Schema of a manifest', () => {
  test.each([
    'examples/permissions.yml',
    'examples/permissions.pull-request.yml',
    'examples/several-teams/orders.yml',
    'examples/several-teams/fulfilment.yml',
    'examples/environments/permissions.yml',
  ])('takes %s', async (path) => {
    expect([validate(parse(await read(path))), validate.errors]).toEqual([true, null]);
  });

  test.each([
    [
      'a misspelt key',
      { version: 1, apis: [{ identifier: 'x', permisions: {} }] },
      "must have required property 'permissions'",
    ],
    ['another version', { version: 2, apis: [] }, 'must be equal to constant'],
    ['a number as a description', { version: 1, apis: [{ identifier: 'x', permissions: { a: 1 } }] }, 'must be string'],
    [
      'an empty identifier',
      { version: 1, apis: [{ identifier: '', permissions: {} }] },
      'must NOT have fewer than 1 characters',
    ],
  ])('refuses %s', (_name, manifest, message) => {
    expect(validate(manifest)).toBe(false);
    expect(validate.errors?.map((error) => error.message)).toContain(message);
  });

  test('describes every key, for an editor to show', () => {
    const described = JSON.stringify(manifestJsonSchema()).match(/"description":"[^"]{10,}/g) ?? [];
    expect(described).toHaveLength(8);
  });
});
