import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse, stringify } from 'yaml';
import { auditJsonSchema } from '../schema/audit.ts';
import { catalogueJsonSchema } from '../schema/catalogue.ts';
import { forEditors, type Schema } from '../schema/editor.ts';
import { manifestJsonSchema } from '../schema/manifest.ts';
import { planFileSchema, planJsonSchema } from '../schema/plan.ts';
import { policyJsonSchema } from '../schema/policy.ts';
import { parseYaml } from '../src/adapters/yaml/parse.ts';
import { readManifest } from '../src/core/manifest.ts';
import { readPolicy } from '../src/core/policy-reading.ts';
import { exceptionRules, permissionRules } from '../src/core/problem.ts';
import { renderPlanFile } from '../src/render/plan-file.ts';
import { api, plan, problem, report, samples, updated } from './render/samples.ts';

const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** Ajv knows the keywords of the standard, and refuses those it does not know: these are the editors'. */
const keywords = [
  ...['errorMessage', 'patternErrorMessage', 'markdownDescription'],
  ...['enumDescriptions', 'markdownEnumDescriptions'],
];
const compile = (schema: Schema) =>
  new Ajv({ allErrors: true, allowUnionTypes: true, strictTypes: true, keywords }).compile(schema);

const schemas = {
  manifest: manifestJsonSchema(),
  policy: policyJsonSchema(),
  plan: planJsonSchema(),
  catalogue: catalogueJsonSchema(),
  audit: auditJsonSchema(),
};
const takes = { manifest: compile(schemas.manifest), policy: compile(schemas.policy) };

describe.each(Object.entries(schemas))('schema/%s.schema.json', (name, schema) => {
  test('is what the action’s own schema makes (npm run schema)', () => {
    expect(JSON.parse(read(`schema/${name}.schema.json`))).toEqual(schema);
  });

  test('describes every key, for an editor to show', () => {
    const keys = keysOf(schema);
    expect(keys.length).toBeGreaterThan(5);
    expect(keys.filter(([, { description = '' }]) => !/^.{10,140}[.]$/.test(description))).toEqual([]);
  });
});

type Key = readonly [path: string, schema: Schema];

/** Every key of every map in a schema. */
function keysOf(schema: Schema): Key[] {
  const own = Object.entries(schema.properties ?? {});
  const others = [schema.items, schema.additionalProperties, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  const inner = [...own, ...others.map((child) => ['*', child] as const)].flatMap(([step, child]) =>
    typeof child === 'object' && !Array.isArray(child)
      ? keysOf(child).map(([path, key]): Key => [`${step}.${path}`, key])
      : [],
  );
  return [...own.flatMap(([key, child]): Key[] => (typeof child === 'object' ? [[key, child]] : [])), ...inner];
}

/** Whether the JSON Schema takes a value, and whether the action does, reading it as a file. */
async function verdicts(kind: 'manifest' | 'policy', value: unknown): Promise<[editor: boolean, action: boolean]> {
  const bytes = Buffer.from(stringify(value));
  const { document } = parseYaml({ path: `${kind}.yml`, size: bytes.length, bytes });
  if (!document) throw new Error(`${stringify(value)} is not YAML`);
  const { problems } = kind === 'manifest' ? readManifest([document]) : await readPolicy(document);
  return [takes[kind](value), problems.length === 0];
}

describe('the JSON Schema of a manifest', () => {
  test.each([
    'examples/permissions.yml',
    'examples/permissions.pull-request.yml',
    'examples/several-teams/orders.yml',
    'examples/several-teams/fulfilment.yml',
    'examples/environments/permissions.yml',
  ])('takes %s', async (path) => {
    expect(await verdicts('manifest', parse(read(path)))).toEqual([true, true]);
  });

  const one = (fields: object) => ({ version: 1, apis: [{ identifier: 'x', permissions: {}, ...fields }] });
  const details = (permission: unknown) => one({ permissions: { a: permission } });

  test.each([
    ['no API', { version: 1, apis: [] }],
    ['a name', one({ name: 'Orders API' })],
    ['an identifier for each environment', one({ identifier: { staging: 'x', production: 'y' } })],
    ['an identifier of 600 characters', one({ identifier: 'x'.repeat(600) })],
    ['an empty description', details('')],
    ['no details', details({})],
    ['all details', details({ description: 'x', deprecated: 'x', 'renamed-from': 'y' })],
    ['a deprecation without a reason', details({ deprecated: true })],
  ])('takes %s, as the action does', async (_name, manifest) => {
    expect(await verdicts('manifest', manifest)).toEqual([true, true]);
  });

  test.each([
    ['nothing', null],
    ['a misspelt key', { version: 1, apis: [{ identifier: 'x', permisions: {} }] }],
    ['a key too many', one({ owner: 'x' })],
    ['another version', { version: 2, apis: [] }],
    ['no version', { apis: [] }],
    ['an empty identifier', one({ identifier: '' })],
    ['an identifier of 601 characters', one({ identifier: 'x'.repeat(601) })],
    ['no identifier for any environment', one({ identifier: {} })],
    ['a number for an environment', one({ identifier: { staging: 1 } })],
    ['a number as an identifier', one({ identifier: 1 })],
    ['a list of permissions', one({ permissions: ['a'] })],
    ['a number as a description', details(1)],
    ['no description where one is announced', details(null)],
    ['a misspelt detail', details({ descripton: 'x' })],
    ['a deprecation that is none', details({ deprecated: false })],
    ['a deprecation for an empty reason', details({ deprecated: '' })],
    ['a deprecation for a blank reason', details({ deprecated: ' \n' })],
    ...['Y', 'no', 'Off', 'TRUE', 'none', '~'].map(
      (word) => [`the word ${word} as a deprecation`, details({ deprecated: word })] as const,
    ),
  ])('refuses %s, as the action does', async (_name, manifest) => {
    expect(await verdicts('manifest', manifest)).toEqual([false, false]);
  });
});

describe('the JSON Schema of a policy', () => {
  const policy = (fields: object) => ({ version: 1, ...fields });
  const exception = { rule: 'naming-convention', permission: 'x', reason: 'x' };

  test('takes examples/permissions-policy.yml', async () => {
    expect(await verdicts('policy', parse(read('examples/permissions-policy.yml')))).toEqual([true, true]);
  });

  test.each([
    ['only a version', policy({})],
    ['empty maps and lists', policy({ naming: {}, descriptions: {}, removals: {}, rules: {}, exceptions: [] })],
    ['another convention', policy({ naming: { convention: 'Resource.Action' } })],
    ['a pattern', policy({ naming: { convention: 'pattern', pattern: '^x$' } })],
    ['a share of removals', policy({ removals: { max: 0, 'max-percent': 12.5 } })],
    ['a severity', policy({ rules: { 'exception-unused': 'off' } })],
    ['an exception', policy({ exceptions: [exception] })],
    ['an expectation', policy({ access: [{ permissions: ['a:*'], never: ['anonymous'] }] })],
    ['an expectation of nobody', policy({ access: [{ permissions: ['*'], apis: ['urn:*'], only: { roles: [] } }] })],
    ['an exception with a last day', policy({ exceptions: [{ ...exception, expires: '2028-02-29' }] })],
  ])('takes %s, as the action does', async (_name, value) => {
    expect(await verdicts('policy', value)).toEqual([true, true]);
  });

  test.each([
    ['nothing', null],
    ['no version', { unmanaged: 'keep' }],
    ['a misspelt key', policy({ unmanged: 'keep' })],
    ['an unknown convention', policy({ naming: { convention: 'action.resource' } })],
    ['a pattern without its convention', policy({ naming: { pattern: '^x$' } })],
    ['a pattern with another convention', policy({ naming: { convention: 'resource:action', pattern: '^x$' } })],
    ['the convention of a pattern without one', policy({ naming: { convention: 'pattern' } })],
    ['no action at all', policy({ naming: { actions: [] } })],
    ['a number of no length', policy({ descriptions: { 'min-length': 1.5 } })],
    ['longer descriptions than Auth0 takes', policy({ descriptions: { 'max-length': 501 } })],
    ['more than all', policy({ removals: { 'max-percent': 101 } })],
    ['a value in another’s place', policy({ unmanaged: 'block' })],
    ['a severity for a rule that has its own', policy({ rules: { 'reserved-name': 'off' } })],
    ['an unknown severity', policy({ rules: { 'similar-name': 'warn' } })],
    ['an exception without a reason', policy({ exceptions: [{ rule: 'similar-name', permission: 'x' }] })],
    ['an exception for a word', policy({ exceptions: [{ ...exception, reason: 'yes' }] })],
    ['a word as a label', policy({ removals: { 'override-label': 'off' } })],
    ['an exception from what has none', policy({ exceptions: [{ ...exception, rule: 'system-api' }] })],
    ['an expectation that rules nothing out', policy({ access: [{ permissions: ['a'] }] })],
    ['an expectation of a word that is none', policy({ access: [{ permissions: ['a'], never: ['users'] }] })],
    ['an expectation about nothing', policy({ access: [{ permissions: [], never: ['anonymous'] }] })],
    ['a day that is none', policy({ exceptions: [{ ...exception, expires: '2027-02-29' }] })],
  ])('refuses %s, as the action does', async (_name, value) => {
    expect(await verdicts('policy', value)).toEqual([false, false]);
  });

  test('says what each value of each choice means', () => {
    const choices = keysOf(policyJsonSchema()).filter(([, schema]) => schema.enum);
    expect(choices.map(([path]) => path)).toEqual(
      expect.arrayContaining(['naming.convention', 'unmanaged', 'rules.similar-name', 'exceptions.*.rule']),
    );
    for (const [path, { enum: values = [], enumDescriptions }] of choices) {
      expect([path, enumDescriptions]).toEqual([path, values.map(() => expect.stringMatching(/^.{10,}[.]$/))]);
    }
  });

  test('gives every rule its own description', () => {
    const rules = keysOf(policyJsonSchema()).filter(([path]) => path.startsWith('rules.'));
    const ids = rules.map(([path]) => path.slice('rules.'.length));
    expect(ids).toEqual([...permissionRules, ...exceptionRules]);
    expect(new Set(rules.map(([, { description }]) => description)).size).toBe(ids.length);
  });
});

test('a note on a place that no schema has is refused, and so is a description', () => {
  expect(() => forEditors(manifestJsonSchema(), { 'apis.*.owner': { title: 'Owner' } }, {})).toThrow('apis.*.owner');
  expect(() => forEditors(manifestJsonSchema(), {}, { 'apis.*.team': 'Who owns it.' })).toThrow('apis.*.team');
});

describe('the JSON Schema of a plan file', () => {
  const validate = compile(planJsonSchema());
  const file = (one = samples.typical) => JSON.parse(renderPlanFile(one ?? report()));
  const unmanaged = [{ name: 'a:b', description: undefined }];
  const bare = api({ id: null, name: null, admission: null, changes: [updated('c:d', ['', 'x'])], unmanaged });
  const { hint, ...blunt } = problem();

  test.each([
    ...Object.entries(samples),
    ['without a plan', report({ plan: null, tenant: '', environment: '' })],
    ['with what may be missing', report({ plan: plan({ apis: [bare] }), problems: [blunt] })],
  ] as const)('takes the plan file %s', (_name, one) => {
    const written = file(one);
    expect([validate(written), validate.errors]).toEqual([true, null]);
    expect(planFileSchema.safeParse(written).error?.issues).toBeUndefined();
  });

  const first = (change: object) => {
    const { apis, ...rest } = file();
    const [{ changes, ...one }, ...others] = apis;
    return { ...rest, apis: [{ ...one, changes: [{ ...changes[0], ...change }] }, ...others] };
  };

  test.each([
    ['a key too many', { ...file(), extra: 1 }],
    ['a key too few', { ...file(), summary: undefined }],
    ['a change with a key too many', first({ extra: 1 })],
    ['a removal with a description afterwards', first({ kind: 'remove', after: 'x' })],
    ['an addition with a description before', first({ kind: 'add', before: 'x', after: 'x' })],
    ['an unknown result', { ...file(), result: 'ok' }],
    ['a fingerprint that is none', { ...file(), fingerprint: '9f2c61d0' }],
  ])('refuses %s', (_name, value) => {
    expect(validate(JSON.parse(JSON.stringify(value)))).toBe(false);
    expect(planFileSchema.safeParse(JSON.parse(JSON.stringify(value))).success).toBe(false);
  });
});
