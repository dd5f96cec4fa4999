import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import * as z from 'zod';
import type { AuditDocument, AuditedPermission, AuditHolder } from '../../../src/core/audit/document.ts';
import { renderAuditCsv } from '../../../src/render/audit/csv.ts';
import { runs } from '../../runs.ts';
import {
  applicationHolder,
  audit,
  audited,
  auditedApi,
  audits,
  auditWith,
  everyUser,
  roleOf,
  thirdParties,
} from '../audits.ts';
import { expectGolden } from '../golden.ts';
import { hostile } from '../hostile.ts';

const rowSchema = z.array(z.record(z.string(), z.string()));

/** By a parser that takes nothing but RFC 4180. */
function rowsOf(document: AuditDocument) {
  const options = { columns: true, record_delimiter: '\r\n', relax_column_count: false, skip_empty_lines: false };
  return rowSchema.parse(parse(renderAuditCsv(document), options));
}

function withPermissions(permissions: AuditedPermission[], fields: Partial<AuditDocument> = {}): AuditDocument {
  return audit({ apis: [auditedApi({ permissions })], ...fields });
}

const notRead = (what: 'grants' | 'roles' | 'users') => ({ what, scope: 'read:x', message: 'Not read.' });

test.each(['since', 'incomplete'] as const)('golden: %s', (name) => {
  expectGolden(`audit-${name}.csv`, renderAuditCsv(audits[name]));
});

describe('a line of a holder', () => {
  test.each<[string, AuditHolder, string[]]>([
    [
      'application',
      applicationHolder('Shop', { id: 'c1' }),
      ['application', 'itself', 'Shop', 'c1', '', '', 'false', 'true'],
    ],
    [
      'without a name',
      applicationHolder(null, { id: 'c1' }),
      ['application', 'itself', 'c1', 'c1', '', '', 'false', 'true'],
    ],
    [
      'that allows all and has no effect',
      applicationHolder('Shop', { id: 'c1', as: 'anyone', all: true, effective: false }),
      ['application', 'anyone', 'Shop', 'c1', '', '', 'true', 'false'],
    ],
    ['third parties', thirdParties(), ['third-party-applications', 'its-users', '', '', '', '', 'false', 'true']],
    ['every user', everyUser, ['every-user', '', '', '', '', '', '', 'true']],
    ['role', roleOf('Support', { id: 'r1', users: 0 }), ['role', '', 'Support', 'r1', '', '0', '', 'true']],
    [
      'role of an organization, its users not read',
      roleOf('Editor', { id: 'r1', users: null, organization: { id: 'org_1', name: 'Acme' } }),
      ['role', '', 'Editor', 'r1', 'Acme', '', '', 'true'],
    ],
    [
      'role of an organization without a name',
      roleOf('Editor', { id: 'r1', organization: { id: 'org_1', name: null } }),
      ['role', '', 'Editor', 'r1', 'org_1', '3', '', 'true'],
    ],
  ])('%s', (_name, holder, expected) => {
    const [row] = rowsOf(withPermissions([audited('read:orders', [holder])]));
    const columns = ['holder-kind', 'as', 'holder', 'holder-id', 'organization', 'users', 'all', 'effective'];
    expect(columns.map((column) => row?.[column])).toEqual(expected);
  });
});

test('what belongs to API and permission stands in every line, the fingerprint last', () => {
  const one = audited('read:orders', [], { description: 'View', status: 'unmanaged', deprecated: true });
  expect(rowsOf(withPermissions([one]))[0]).toEqual({
    api: 'https://api.example.com/orders',
    'api-name': 'Orders API',
    permission: 'read:orders',
    description: 'View',
    status: 'unmanaged',
    deprecated: 'true',
    'holder-kind': 'nobody',
    as: '',
    holder: '',
    'holder-id': '',
    organization: '',
    users: '',
    all: '',
    effective: '',
    exposure: 'limited',
    fingerprint: audits.none.fingerprint,
  });
  expect(renderAuditCsv(withPermissions([one]))).toMatch(
    /^api,api-name,.*,exposure,fingerprint\r\n.*,[0-9a-f]{64}\r\n$/,
  );
});

describe('kinds of holders in the lines of a permission', () => {
  const dead = applicationHolder('Shop', { effective: false });
  const kinds = (one: AuditedPermission, missing: AuditDocument['notRead'] = []) =>
    rowsOf(withPermissions([one], { notRead: missing })).map((row) => `${row['holder-kind']} ${row.holder}`.trim());

  test.each<[string, AuditedPermission, AuditDocument['notRead'], string[]]>([
    ['held', audited('a', [roleOf('Support')]), [], ['role Support']],
    ['held by nobody', audited('a'), [], ['nobody']],
    ['held without effect', audited('a', [dead]), [], ['application Shop', 'nobody']],
    ['users not read', audited('a'), [notRead('users')], ['nobody']],
    ['grants not read', audited('a'), [notRead('grants')], ['not-read grants']],
    ['both not read', audited('a'), [notRead('roles'), notRead('grants')], ['not-read grants', 'not-read roles']],
    ['held, and roles not read', audited('a', [dead]), [notRead('roles')], ['application Shop', 'not-read roles']],
    ['not on the tenant', audited('a', [], { status: 'missing' }), [], ['']],
    ['not on the tenant, and roles not read', audited('a', [], { status: 'missing' }), [notRead('roles')], ['']],
    ['dangling', audited('a', [dead], { status: 'dangling' }), [], ['application Shop', 'nobody']],
  ])('%s', (_name, one, missing, expected) => {
    expect(kinds(one, missing)).toEqual(expected);
  });
});

describe('a cell', () => {
  test.each([
    ['=1+1', `"'=1+1"`],
    ['+1', `"'+1"`],
    ['-1', `"'-1"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['\t=1', `"'\t=1"`],
    ['\r=1', `"'\r=1"`],
    ['\n=1', `"'\n=1"`],
    ['＝1+1', `"'＝1+1"`],
    ['＋1', `"'＋1"`],
    ['－1', `"'－1"`],
    ['＠A1', `"'＠A1"`],
    ['=a"b', `"'=a""b"`],
    ['a=1', 'a=1'],
    ['a,b', '"a,b"'],
    ['a"b', '"a""b"'],
    ['a\nb', '"a\nb"'],
    ['a\rb', '"a\rb"'],
    ["'a", "'a"],
    ['', ''],
  ])('%j is written %j', (description, written) => {
    const csv = renderAuditCsv(withPermissions([audited('p', [], { description })]));
    expect(csv).toContain(`,Orders API,p,${written},declared,`);
  });
});

const formula = /^[=+\-@\t\r\n＝＋－＠]/;

/** Half a surrogate pair is nothing that UTF-8 can say. */
const encodable = hostile.map((text) => text.toWellFormed());

test('any text survives, and none begins a formula', () => {
  fc.assert(
    fc.property(encodable, (text) => {
      const document = auditWith(text);
      const shown = formula.test(text) ? `'${text}` : text;
      const rows = rowsOf(document);
      expect(rows).toHaveLength(linesOf(document));
      for (const row of rows) for (const cell of Object.values(row)) expect(cell).not.toMatch(formula);
      expect(rows[0]).toMatchObject({
        api: shown,
        'api-name': shown,
        permission: shown,
        description: shown,
        deprecated: shown,
      });
      expect(rows[1]).toMatchObject({ holder: shown, 'holder-id': shown });
    }),
    { numRuns: runs(100) },
  );
});

const holder = fc.oneof(
  fc.boolean().map((effective): AuditHolder => ({ kind: 'every-user', effective })),
  fc.boolean().map((effective) => applicationHolder('Shop', { effective })),
  fc.boolean().map((effective) => roleOf('Support', { effective })),
);
const permission = fc
  .record({
    holders: fc.array(holder, { maxLength: 4 }),
    status: fc.constantFrom('declared', 'unmanaged', 'missing', 'dangling'),
  })
  .map(({ holders, status }) => audited('read:orders', status === 'missing' ? [] : holders, { status }));
const document = fc
  .record({
    apis: fc.array(fc.array(permission, { maxLength: 4 }), { maxLength: 3 }),
    unread: fc.subarray(['grants', 'roles', 'users'] as const),
  })
  .map(({ apis, unread }) =>
    audit({ apis: apis.map((permissions) => auditedApi({ permissions })), notRead: unread.map(notRead) }),
  );

test('the number of lines follows from the document', () => {
  fc.assert(fc.property(document, (one) => expect(rowsOf(one)).toHaveLength(linesOf(one))));
});

/** As it is said to users: a line a holder, one for nobody, one for each kind that was not read. */
function linesOf({ apis, notRead: missing }: AuditDocument): number {
  const unread = missing.filter(({ what }) => what === 'grants' || what === 'roles').length;
  const lines = ({ status, holders }: AuditedPermission) => {
    if (status === 'missing') return 1;
    const nobody = unread === 0 && holders.every(({ effective }) => !effective) ? 1 : 0;
    return holders.length + unread + nobody;
  };
  return apis.flatMap(({ permissions }) => permissions.map(lines)).reduce((sum, number) => sum + number, 0);
}
