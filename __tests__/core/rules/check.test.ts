import { describe, expect, test } from '@jest/globals';
import { lockedOnly, type Policy } from '../../../src/core/policy.ts';
import { type PermissionRuleId, permissionRules, type Severity } from '../../../src/core/problem.ts';
import { checkManifest, systemApiProblem } from '../../../src/core/rules/check.ts';
import { apiOf, at, contextOf, declared, globsOf, manifestOf, namingOf, orders } from '../declared.ts';
import { readTexts } from '../manifest-text.ts';

const context = contextOf();

test('finds nothing in a sound manifest', () => {
  expect(checkManifest(manifestOf(apiOf([declared('read:orders', 'View orders')])), context)).toEqual({
    problems: [],
    exceptions: [],
  });
});

test('says everything at once, by file, line, column and rule', () => {
  const { manifest } = readTexts(
    'version: 1\napis:\n  - identifier: orders\n    permissions: {"a b": "", email: See the address}',
    'version: 1\napis:\n  - {identifier: orders, permissions: {email: See the address}}\n  - {identifier: "https://x.auth0.com/me/", permissions: {}}',
  );
  const { problems } = checkManifest(manifest ?? manifestOf(), context);
  expect(problems.map(({ file, line, column, rule }) => `${file}:${line}:${column} ${rule}`)).toEqual([
    'a.yml:4:19 invalid-character',
    'a.yml:4:19 naming-convention',
    'a.yml:4:26 description-required',
    'a.yml:4:30 reserved-name',
    'b.yml:3:40 duplicate-permission',
    'b.yml:3:40 reserved-name',
    'b.yml:4:18 system-api',
  ]);
});

test('judges every environment, and says the same thing once', () => {
  const { manifest } = readTexts(
    [
      'version: 1',
      'apis:',
      '  - identifier: {staging: "https://x.auth0.com/api/v2/", production: orders}',
      '    permissions: {admin: Whatever it takes}',
      '  - {identifier: billing, permissions: {root: Whatever it takes}}',
    ].join('\n'),
  );
  const { problems } = checkManifest(manifest ?? manifestOf(), context);
  expect(problems.map(({ line, rule }) => `${line} ${rule}`)).toEqual([
    '3 system-api',
    '4 broad-permission',
    '4 naming-convention',
    '5 broad-permission',
    '5 naming-convention',
  ]);
});

test('says of an API that the tenant knows to be Auth0’s own what the rule says', () => {
  expect(systemApiProblem(apiOf([], { identifier: 'urn:x' }))).toEqual([
    {
      rule: 'system-api',
      severity: 'error',
      message: "urn:x is an API of Auth0 itself; its permissions can't be managed.",
      hint: 'Remove it from the manifest.',
      subject: { api: 'urn:x' },
      ...at(3, 17),
    },
  ]);
});

test('says which API and permission each problem is about', () => {
  const { problems } = checkManifest(manifestOf(apiOf([declared('Read:Orders', 'x')])), context);
  expect(problems).toEqual([
    {
      rule: 'naming-convention',
      severity: 'error',
      message: '"Read:Orders" is not of the form action:resource.',
      hint: 'Did you mean `read:orders`?',
      subject: { api: orders, permission: 'Read:Orders' },
      ...at(10),
    },
    {
      rule: 'description-quality',
      severity: 'warning',
      message: 'The description of `Read:Orders` is shorter than 10 characters.',
      hint: 'Say what it allows, and on what.',
      subject: { api: orders, permission: 'Read:Orders' },
      ...at(10, 20),
    },
  ]);
});

test('judges only what no policy can change where there is none to be read', () => {
  const manifest = manifestOf(apiOf([declared('email'), declared('read all', '', 11), declared('Admin', '', 12)]));
  const { problems } = checkManifest(manifest, contextOf(lockedOnly));
  expect(problems.map(({ line, rule }) => `${line} ${rule}`)).toEqual(['10 reserved-name', '11 invalid-character']);
});

const forbidden = globsOf('*:all');

/** Rules that take more than a permission to find something; their own tests set their severity. */
const others = ['similar-name', 'undeclared-permission', 'unused-permission', 'public-permission'] as const;

describe('the severity that a policy sets', () => {
  /** A permission that each of the rules finds something in, and what else of a policy it takes. */
  const cases: Record<
    Exclude<PermissionRuleId, (typeof others)[number]>,
    [name: string, text: string, Partial<Policy>]
  > = {
    'protocol-name': ['locale', 'See the locale', {}],
    'naming-convention': ['legacyExport', 'Export everything', {}],
    'allowed-action': ['export:orders', 'Export everything', { naming: namingOf('action:resource', 'read') }],
    'forbidden-name': ['export:all', 'Export everything', { forbidden: forbidden }],
    'broad-permission': ['export:all', 'Export everything', {}],
    'description-required': ['read:orders', '', {}],
    'description-quality': ['read:orders', 'Read', {}],
  };
  const rows = Object.entries(cases).map(([rule, fields]) => [rule, ...fields] as const);

  const byDefault: Record<string, Severity> = {
    'naming-convention': 'error',
    'allowed-action': 'error',
    'forbidden-name': 'error',
  };

  test.each(rows)('is what %s has', (rule, name, text, settings) => {
    const found = ([undefined, 'off', 'warning', 'error'] as const).map((set) => {
      const context = contextOf({ ...settings, rules: new Map(set ? [[rule, set]] : []) });
      const { problems } = checkManifest(manifestOf(apiOf([declared(name, text)])), context);
      return problems.filter((problem) => problem.rule === rule).map(({ severity }) => severity);
    });
    expect(found).toEqual([[byDefault[rule] ?? 'warning'], [], ['warning'], ['error']]);
  });

  test('is tested for each rule about permissions, but those that take more, which have their own test', () => {
    expect([...Object.keys(cases), ...others].sort()).toEqual([...permissionRules].sort());
  });

  test('changes no rule that is locked, whatever a policy holds', () => {
    const rules: Policy['rules'] = new Map(permissionRules.map((id) => [id, 'off']));
    const manifest = manifestOf(apiOf([declared('email', 'x'.repeat(501))]));
    const { problems } = checkManifest(manifest, contextOf({ rules }));
    expect(problems.map(({ rule }) => rule)).toEqual(['reserved-name', 'description-length']);
  });
});
