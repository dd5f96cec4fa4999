import { expect, test } from '@jest/globals';
import { checkManifest, systemApiProblem } from '../../../src/core/rules/check.ts';
import { apiOf, at, declared, manifestOf } from '../declared.ts';
import { readTexts } from '../manifest-text.ts';

const context = { tenant: '' };

test('finds nothing in a sound manifest', () => {
  expect(checkManifest(manifestOf(apiOf([declared('read:orders', 'View orders')])), context)).toEqual([]);
});

test('says everything at once, by file, line, column and rule', () => {
  const { manifest } = readTexts(
    'version: 1\napis:\n  - identifier: orders\n    permissions: {"a b": x, email: x}',
    'version: 1\napis:\n  - {identifier: orders, permissions: {email: x}}\n  - {identifier: "https://x.auth0.com/me/", permissions: {}}',
  );
  const problems = checkManifest(manifest ?? manifestOf(), context);
  expect(problems.map(({ file, line, column, rule }) => `${file}:${line}:${column} ${rule}`)).toEqual([
    'a.yml:4:19 invalid-character',
    'a.yml:4:19 naming-convention',
    'a.yml:4:29 reserved-name',
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
      '    permissions: {admin: x}',
      '  - {identifier: billing, permissions: {root: x}}',
    ].join('\n'),
  );
  const problems = checkManifest(manifest ?? manifestOf(), context);
  expect(problems.map(({ line, rule }) => `${line} ${rule}`)).toEqual([
    '3 system-api',
    '4 naming-convention',
    '5 naming-convention',
  ]);
});

test('says of an API that the tenant knows to be Auth0’s own what the rule says', () => {
  expect(systemApiProblem(apiOf([], { identifier: 'urn:x' }))).toEqual({
    rule: 'system-api',
    severity: 'error',
    message: "urn:x is an API of Auth0 itself; its permissions can't be managed.",
    hint: 'Remove it from the manifest.',
    ...at(3, 17),
  });
});
