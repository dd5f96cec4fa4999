import { describe, expect, test } from '@jest/globals';
import type { DeclaredApi, Manifest } from '../../../src/core/manifest.ts';
import { describe as describeFile } from '../../../src/core/openapi.ts';
import type { Descriptions } from '../../../src/core/openapi-description.ts';
import { readRequired } from '../../../src/core/openapi-reader.ts';
import type { Policy } from '../../../src/core/policy.ts';
import type { PermissionRuleId } from '../../../src/core/problem.ts';
import { checkManifest } from '../../../src/core/rules/check.ts';
import { apiOf, at, contextOf, declared, exceptionOf, manifestOf, orders } from '../declared.ts';
import { treeOf } from '../openapi-text.ts';

const file = { path: 'openapi.yaml', place: at(4) };

function api(names: readonly string[], fields: Partial<DeclaredApi> = {}): DeclaredApi {
  return apiOf(
    names.map((name) => declared(name, 'What it allows to do')),
    { openapi: [file], ...fields },
  );
}

/** The file requires these scopes, each of its own operation from line 3 on. */
function openapi(scopes: readonly string[], names: readonly string[], complete = true): Descriptions {
  const paths = scopes.map((scope, index) => `  /${index}: {get: {security: [{o: ["${scope}"]}]}}`);
  const text = ['openapi: 3.1.0', 'paths:', ...paths, 'components: {securitySchemes: {o: {type: oauth2}}}'].join('\n');
  const { required } = readRequired(treeOf(text), () => 'absent');
  const named = { file: file.path, namedBy: file, declared: new Set(names) };
  return new Map([[file.path, { files: [describeFile(named, required)], complete }]]);
}

type Setting = Partial<Policy>;

function find(rule: PermissionRuleId, manifest: Manifest, descriptions: Descriptions, settings: Setting = {}) {
  const { problems } = checkManifest(manifest, { ...contextOf(settings), openapi: descriptions });
  return problems.filter((problem) => problem.rule === rule);
}

const on: Setting = { rules: new Map([['unused-permission', 'warning']]) };

describe('undeclared-permission', () => {
  const names = ['read:orders', 'create:orders'];
  const check = (...scopes: string[]) => find('undeclared-permission', manifestOf(api(names)), openapi(scopes, names));

  test('finds nothing where all that is required is declared', () => {
    expect(check('read:orders', 'create:orders')).toEqual([]);
  });

  test('is an error at the scope, with the operation and the name that was probably meant', () => {
    expect(check('read:order')).toEqual([
      {
        rule: 'undeclared-permission',
        severity: 'error',
        message: '`GET /0` requires `read:order`, which is not declared.',
        hint: 'Did you mean `read:orders`?',
        subject: { api: orders, permission: 'read:order' },
        file: 'openapi.yaml',
        line: 3,
        column: 30,
        endColumn: 42,
      },
    ]);
  });

  test('names one of several operations, and no name where none is near', () => {
    expect(check('refund:payments', 'refund:payments')).toMatchObject([
      {
        message: '`GET /0` and other operations require `refund:payments`, which is not declared.',
        hint: 'Declare it, or correct the operation.',
      },
    ]);
  });

  test.each(['openid', 'profile', 'email', 'offline_access', 'online_access'])('leaves out %s', (scope) => {
    expect(check(scope)).toEqual([]);
  });

  test('compares names exactly', () => {
    expect(check('Read:orders')).toMatchObject([{ hint: 'Did you mean `read:orders`?' }]);
  });

  test('finds nothing in a file that others name, too, where they declare it', () => {
    const manifest = manifestOf(api(['read:orders']), api(['read:bills'], { identifier: 'b', openapi: [{ ...file }] }));
    const both = ['read:orders', 'read:bills'];
    expect(find('undeclared-permission', manifest, openapi(both, both))).toEqual([]);
    expect(find('undeclared-permission', manifest, openapi(['x'], both))).toHaveLength(1);
  });

  test.each(['off', 'warning', 'error'] as const)('has the severity %s that a policy sets', (set) => {
    const settings = { rules: new Map([['undeclared-permission', set]]) };
    const found = find('undeclared-permission', manifestOf(api(names)), openapi(['x'], names), settings);
    expect(found.map(({ severity }) => severity)).toEqual(set === 'off' ? [] : [set]);
  });

  test.each([undefined, orders])('is excepted from by the policy, of the API %s', (of) => {
    const exception = exceptionOf('x', { rule: 'undeclared-permission', ...(of !== undefined && { api: of }) });
    const context = { ...contextOf({ exceptions: [exception] }), openapi: openapi(['x', 'read:orders'], names) };
    expect(checkManifest(manifestOf(api(names)), context)).toEqual({ problems: [], exceptions: [exception] });
  });
});

describe('unused-permission', () => {
  const check = (names: readonly DeclaredApi[], scopes: readonly string[], settings = on, complete = true) =>
    find('unused-permission', manifestOf(...names), openapi(scopes, [], complete), settings);

  test('is off where the policy does not set it', () => {
    expect(check([api(['read:orders'])], [], {})).toEqual([]);
  });

  test('finds at its declaration what no operation requires', () => {
    expect(check([api(['read:orders', 'read:bills'])], ['read:orders'])).toEqual([
      {
        rule: 'unused-permission',
        severity: 'warning',
        message: 'No operation of `openapi.yaml` requires `read:bills`.',
        hint: 'Remove it, or let the operation that checks it say so.',
        subject: { api: orders, permission: 'read:bills' },
        ...at(10),
      },
    ]);
  });

  test.each<[string, DeclaredApi[]]>([
    ['an API without OpenAPI files', [apiOf([declared('read:bills')])]],
    [
      'an API with a path that leads nowhere',
      [api(['read:bills'], { openapi: [file, { path: 'x.yaml', place: at(5) }] })],
    ],
    ['a deprecated permission', [api([], { permissions: [{ ...declared('read:bills'), deprecated: true }] })]],
    [
      'a permission that is being replaced',
      [api([], { permissions: [declared('read:bills'), { ...declared('read:orders'), renamedFrom: 'read:bills' }] })],
    ],
  ])('finds nothing in %s', (_, apis) => {
    expect(check(apis, ['read:orders'])).toEqual([]);
  });

  test('finds nothing where a part could not be read', () => {
    expect(check([api(['read:bills'])], [], on, false)).toEqual([]);
  });

  test('is excepted from by the policy', () => {
    const exceptions = [exceptionOf('read:bills', { rule: 'unused-permission' })];
    expect(check([api(['read:bills'])], [], { ...on, exceptions })).toEqual([]);
  });
});
