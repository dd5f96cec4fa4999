import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { exceptionLines } from '../../src/core/exception-text.ts';
import type { Imported } from '../../src/core/imported.ts';
import type { Problem } from '../../src/core/problem.ts';
import type { ImportReport } from '../../src/core/report.ts';
import { importLog, importSummary } from '../../src/render/import.ts';

const orders = 'https://api.example.com/orders';
const nothing: Imported = { files: [], apis: [], leftOut: [], differences: [] };
const imported: Imported = {
  files: [{ path: '.github/permissions.yml', absolute: '/w/.github/permissions.yml' }],
  apis: [
    { identifier: orders, name: 'Orders', isNew: true, permissions: 2, alsoFor: [], path: '.github/permissions.yml' },
  ],
  leftOut: [{ api: orders, permission: 'openid', why: 'It is reserved by Auth0.' }],
  differences: [{ api: orders, permission: 'read:orders', kind: 'another description' }],
};

function reportOf(fields: Partial<ImportReport>): ImportReport {
  return {
    mode: 'import',
    result: 'changes',
    tenant: 'acme.eu.auth0.com',
    environment: '',
    problems: [],
    policyShown: { file: 'policy.yml', central: false, changes: [], exceptions: [] },
    notices: [],
    alsoFailed: [],
    remembered: true,
    origin: { repositoryUrl: 'https://github.com/acme/shop', runUrl: '', commit: '', previous: '', actionUrl: '' },
    imported,
    ...fields,
  };
}

function problem(permission: string, fields: Partial<Problem> = {}): Problem {
  const place = { file: 'm.yml', line: 7, column: 7 };
  return {
    rule: 'naming-convention',
    severity: 'error',
    message: 'No.',
    subject: { api: orders, permission },
    ...place,
    ...fields,
  };
}

describe('the exceptions', () => {
  test('are one for each permission and rule of an error that can be excepted, and a policy reads them', () => {
    const lines = exceptionLines([
      problem('yes'),
      problem('yes'),
      problem('b', { severity: 'warning' }),
      problem('c', { rule: 'reserved-name' }),
      problem('a'),
    ]);
    const exception = { rule: 'naming-convention', api: orders, reason: 'Imported from the tenant' };
    expect(parse(lines.join('\n'), { version: '1.1' })).toEqual({
      exceptions: [
        { ...exception, permission: 'yes' },
        { ...exception, permission: 'a' },
      ],
    });
  });

  test('are nothing where there is nothing to except', () => {
    expect(exceptionLines([problem('c', { rule: 'reserved-name' })])).toEqual([]);
  });
});

describe('a first policy', () => {
  const exception = {
    rule: 'naming-convention',
    permission: 'a',
    reason: 'r',
    place: { file: 'p', line: 3, column: 5 },
  } as const;
  const policyShown = { file: 'p.yml', central: false, changes: [], exceptions: [exception] };

  test.each(['with the manifest', 'before the manifest'] as const)('is told, and that it is merged %s', (merged) => {
    const policy = { path: 'p.yml', absolute: '/w/p.yml', merged };
    const report = reportOf({ imported: { ...nothing, policy }, policyShown });
    const says = `A first policy, p.yml, excepts 1 name that the rules find wrong. Say the real reason of each there, and merge it ${merged}.`;
    expect(importLog(report)).toContain(says);
    expect(importSummary(report).replaceAll('`', '')).toContain(says);
  });

  test('is told of only where one was written', () => {
    expect(importSummary(reportOf({ policyShown }))).not.toContain('first policy');
  });
});

test('the log lists errors and then counts warnings, by rule', () => {
  const of = (rule: 'similar-name' | 'description-required', number: number) =>
    Array.from({ length: number }, () => problem('x', { rule, severity: 'warning' }));
  const problems = [...of('similar-name', 1), problem('legacy'), ...of('description-required', 2)];
  const lines = importLog(reportOf({ problems }));
  expect(lines.slice(1, 3)).toEqual([
    'error m.yml:7:7 No. (naming-convention)',
    '3 warnings, which may stay: 2 description-required, 1 similar-name.',
  ]);
  expect(importLog(reportOf({ problems: [problem('legacy')] })).join()).not.toContain('may stay');
});

describe('the summary', () => {
  test('says what was written, left out and is different, and what to do about the names', () => {
    const summary = importSummary(reportOf({ problems: [problem('legacy')], notices: ['Look here.'] }));
    expect(summary).toContain('Imported: 2 permissions of 1 API into 1 file.');
    expect(summary).toContain(`| \`${orders}\` | new | 2 | \`.github/permissions.yml\` |`);
    expect(summary).toContain('It is reserved by Auth0');
    expect(summary).toContain('another description');
    expect(summary).toContain('  - rule: naming-convention\n    permission: legacy\n');
    expect(summary).toContain('- `m.yml:7` No.');
    expect(summary).toContain('- Look here.');
  });

  test('says that there was nothing to import', () => {
    expect(importSummary(reportOf({ imported: nothing, result: 'unchanged' }))).toContain('Nothing to import');
  });

  test('says what other environments an API’s permissions are for, a few by name', () => {
    const alsoFor = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const apis = [{ identifier: orders, name: 'Orders', isNew: false, permissions: 1, alsoFor, path: 'm.yml' }];
    const report = reportOf({ imported: { ...imported, apis } });
    expect(importSummary(report)).toContain('| completed, also for `a`, `b`, `c`, `d`, `e` and 2 more | 1 | `m.yml` |');
    expect(importLog(report).join('\n')).toContain('1 permission into m.yml, also for a, b, c, d, e and 2 more');
  });

  test('folds what is long, and stays below what a step may write', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `${'x'.repeat(200)}${index}`);
    const summary = importSummary(
      reportOf({
        problems: many.map((name) => problem(name)),
        imported: {
          ...imported,
          apis: many.map((name) => ({
            identifier: `${orders}/${name}`,
            name,
            isNew: true,
            permissions: 1,
            alsoFor: [],
            path: `p/${name}.yml`,
          })),
          leftOut: many.map((name) => ({ api: orders, permission: name, why: 'It is.' })),
        },
      }),
    );
    expect(Buffer.byteLength(summary)).toBeLessThan(1_000_000);
    expect(summary).toContain('<details><summary>20000 left out</summary>');
    expect(summary).toContain('… and 19980 more');
  });

  test('shows nothing of a tenant as anything but text', () => {
    const evil = '@octocat <img src=x> ![x](y) | `` \n::error::x';
    const apis = [{ identifier: evil, name: evil, isNew: false, permissions: 1, alsoFor: [evil], path: evil }];
    const leftOut = [{ api: evil, permission: evil, why: evil }];
    const report = reportOf({ imported: { ...imported, apis, leftOut }, problems: [problem(evil)] });
    const outside = importSummary(report)
      .replaceAll(/^```.*?^```$/gms, '')
      .replaceAll(/(`+)(?!`).*?(?<!`)\1(?!`)/g, '');
    expect(outside).not.toMatch(/@octocat|<img|!\[/);
    for (const line of importLog(report)) expect(line).not.toMatch(/^\s*::|[\n\r]/);
  });
});

test('the log says the same, line by line', () => {
  const lines = importLog(reportOf({ problems: [problem('legacy')] }));
  expect(lines).toEqual([
    'Auth0 permissions · acme.eu.auth0.com',
    'error m.yml:7:7 No. (naming-convention)',
    'Imported: 2 permissions of 1 API into 1 file.',
    `Orders (${orders}): 2 permissions into .github/permissions.yml, a new API`,
    `left out: "openid" of ${orders}: It is reserved by Auth0.`,
    `different: "read:orders" of ${orders}: another description; the manifest stays as it is, and the next plan shows it`,
    'To keep these names for now, add this below `version: 1` of policy.yml, say the real reason in each `reason`, and merge it before the manifest; or correct the names:',
    'exceptions:',
    '  - rule: naming-convention',
    '    permission: legacy',
    `    api: ${orders}`,
    '    reason: Imported from the tenant',
  ]);
});
