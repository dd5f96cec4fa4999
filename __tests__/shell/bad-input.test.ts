import { expect, test } from '@jest/globals';
import { pushEvent } from '../../sandbox/runner/events.ts';
import { api, manifestPath, openPullRequest, orders, ordersManifest, planPullRequest } from '../e2e/scenario.ts';
import { inWorldHere as inWorld } from './here.ts';

const head = `version: 1\napis:\n  - identifier: ${orders}\n    permissions:\n`;
const good = ordersManifest({ 'read:orders': 'View orders' });
const many = Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [`read:part${index}`, 'x']));

test('all that is wrong is said at once, whichever file can’t be read, and no exception is called unused for it', async () => {
  const files = {
    'p/a.yml': 'version: 1\napis: [',
    'p/b.yml': `${head}      read:orders: View orders and lines\n      Bad: 5\n      cancelOrders: Take an order back\n`,
    'p/c.yml': [
      `${head}      legacy_export: Export everything there is`,
      '      read:orders: View orders and lines',
      '    openapi: [broken.yaml, none.yaml, whole.yaml]\n',
    ].join('\n'),
    'broken.yaml': 'openapi: [',
    'whole.yaml': [
      'openapi: 3.1.0',
      'paths: {/a: {get: {security: [{o: [write:orders]}]}}}', // may be declared in the file that is broken
      'components: {securitySchemes: {o: {type: oauth2, flows: {}}}}',
    ].join('\n'),
    '.github/permissions-policy.yml': [
      'version: 1',
      'exceptions:',
      '  - {rule: naming-convention, permission: legacy_export, reason: Used by the app}',
      '  - {rule: naming-convention, permission: old_name, reason: In the file that is broken}',
      '  - {rule: naming-convention, permission: gone, reason: Was in use once, expires: 2020-01-01}',
    ].join('\n'),
  };
  await inWorld({}, async (world) => {
    world.github.commit('main', files);
    const { outputs, annotations } = await world.run(pushEvent(world.github, 'main'), { manifest: 'p/*.yml' });
    expect(outputs).toMatchObject({ result: 'invalid', errors: '7', warnings: '0' });
    expect(annotations.flatMap(({ file, line }) => (file === undefined ? [] : [`${file}:${line}`]))).toEqual([
      '.github/permissions-policy.yml:5',
      'broken.yaml:1',
      'p/a.yml:2',
      'p/b.yml:6',
      'p/b.yml:7',
      'p/c.yml:6',
      'p/c.yml:7',
    ]);
  });
});

/** What cannot be read as a manifest: its problem, and that not even the tenant is asked. */
test.each<[string, string | Uint8Array, { rule: string; line: number; column: number; says: RegExp }]>([
  [
    'an empty file',
    '',
    { rule: 'schema', line: 1, column: 1, says: /must be a map with `version` and `apis`; it is empty/ },
  ],
  ['no YAML', 'version: "1', { rule: 'syntax', line: 1, column: 12, says: /quote/ }],
  ['a list where a map belongs', '- version: 1', { rule: 'schema', line: 1, column: 1, says: /it is a list/ }],
  [
    'a list of permissions',
    `${head}      - read:orders\n`,
    { rule: 'schema', line: 5, column: 7, says: /must be a map/ },
  ],
  [
    'a key that stands twice',
    'version: 1\nversion: 1\napis: []',
    { rule: 'schema', line: 2, column: 1, says: /permissions\.yml:1/ },
  ],
  [
    'an anchor and an alias',
    `${head}      read:orders: &a x\n      read:b: *a\n`,
    { rule: 'syntax', line: 5, column: 23, says: /refused/ },
  ],
  ['a file of 6 MiB', `# ${'x'.repeat(6 * 1024 * 1024)}`, { rule: 'syntax', line: 1, column: 1, says: /6\.0 MiB/ }],
  [
    'binary bytes',
    new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe]),
    { rule: 'syntax', line: 1, column: 1, says: /not UTF-8/ },
  ],
  ['a tab as indentation', 'version: 1\napis:\n\t- x', { rule: 'syntax', line: 3, column: 1, says: /[Tt]ab/ }],
  ['__proto__ as a name', `${head}      __proto__: x\n`, { rule: 'schema', line: 5, column: 7, says: /__proto__/ }],
  [
    'a number as a description',
    `${head}      read:orders: 42\n`,
    { rule: 'schema', line: 5, column: 20, says: /number 42/ },
  ],
  ['null as a description', `${head}      read:orders:\n`, { rule: 'schema', line: 5, column: 7, says: /it is empty/ }],
  ['a number as a name', `${head}      42: x\n`, { rule: 'schema', line: 5, column: 7, says: /Quote it/ }],
  [
    'a misspelt key',
    head.replace('permissions', 'permision'),
    { rule: 'schema', line: 4, column: 5, says: /Did you mean `permissions`/ },
  ],
])('%s is a problem at its place, and nobody is asked', async (_name, text, { rule, line, column, says }) => {
  await inWorld({ tenant: { apis: [api(orders, { 'read:orders': 'View orders' })] } }, async (world) => {
    world.github.commit('main', { [manifestPath]: good });
    world.github.commit('topic', { [manifestPath]: text }, { from: 'main' });
    const number = world.github.openPullRequest({ head: 'topic' });
    const { exitCode, outputs, annotations } = await planPullRequest(world, number);
    expect(exitCode).toBe(1);
    expect(outputs).toMatchObject({ result: 'invalid', 'failure-reason': 'manifest-invalid' });
    const found = annotations.find((annotation) => annotation.line === line && annotation.column === column);
    expect(found?.message).toMatch(says);
    expect(found).toMatchObject({ level: 'error', file: manifestPath, title: expect.stringContaining(rule) });
    expect(world.github.comments(number)).toHaveLength(1);
    expect(world.tenant.requests).toEqual([]);
  });
});

/** What can be read is planned, with its problem beside the plan. */
test.each<[string, string, { rule: string; line: number; says: RegExp }]>([
  [
    'a permission that stands twice',
    `${head}      read:orders: a\n      read:orders: b\n`,
    { rule: 'duplicate-permission', line: 6, says: /permissions\.yml:5/ },
  ],
  [
    'constructor as a name',
    `${head}      constructor: x\n`,
    { rule: 'naming-convention', line: 5, says: /constructor/ },
  ],
  ['1001 permissions', ordersManifest(many), { rule: 'permission-limit', line: 1007, says: /1001 permissions/ }],
])('%s is a problem beside the plan', async (_name, text, { rule, line, says }) => {
  await inWorld({ tenant: { apis: [api(orders, {})] } }, async (world) => {
    const { exitCode, outputs, annotations } = await planPullRequest(world, openPullRequest(world, good, text));
    expect(exitCode).toBe(1);
    expect(outputs).toMatchObject({ result: 'invalid', 'failure-reason': 'manifest-invalid' });
    expect(Number(outputs.additions)).toBeGreaterThan(0);
    expect(annotations.find((one) => one.line === line && one.level === 'error')?.message).toMatch(says);
    expect(annotations.map(({ title }) => title).join()).toContain(rule);
  });
});

test('BOM and CRLF are read as they are meant', async () => {
  const windows = `\uFEFF${head.replaceAll('\n', '\r\n')}      read:orders: View orders\r\n`;
  await inWorld({ tenant: { apis: [api(orders, { 'read:orders': 'View orders' })] } }, async (world) => {
    const { exitCode, outputs } = await planPullRequest(world, openPullRequest(world, good, windows));
    expect([exitCode, outputs.result]).toEqual([0, 'unchanged']);
  });
});

test('one API over two files is one API, and a name that stands in both is a problem that names both places', async () => {
  await inWorld({ tenant: { apis: [api(orders, { 'read:orders': 'View orders' })] } }, async (world) => {
    world.github.commit('main', { 'permissions/a.yml': good });
    const second = ordersManifest({ 'create:orders': 'Place', 'read:orders': 'Again' });
    world.github.commit('topic', { 'permissions/b.yml': second }, { from: 'main' });
    const number = world.github.openPullRequest({ head: 'topic' });
    const { outputs, annotations } = await planPullRequest(world, number, { manifest: 'permissions/*.yml' });
    expect(outputs).toMatchObject({ result: 'invalid', additions: '1', updates: '0', errors: '1' });
    const [error] = annotations.filter(({ level }) => level === 'error');
    expect(error).toMatchObject({ file: 'permissions/b.yml', line: 8 });
    expect(error?.message).toContain('permissions/a.yml:7');
  });
});

test('a hundred problems of a severity are ten annotations, and all of them in the log', async () => {
  const names = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`Order${index}`, 'x']));
  await inWorld({ tenant: { apis: [api(orders, {})] } }, async (world) => {
    const { annotations, stdout, outputs } = await planPullRequest(
      world,
      openPullRequest(world, good, ordersManifest(names)),
    );
    expect(outputs.errors).toBe('100');
    const shown = annotations.filter(({ file }) => file === manifestPath);
    expect(shown.map(({ level }) => level).sort()).toEqual([...Array(10).fill('error'), ...Array(10).fill('warning')]);
    for (const name of Object.keys(names)) expect(stdout).toContain(`"${name}"`);
  });
});
