import { expect, test } from '@jest/globals';
import type { AuditDocument, AuditedPermission } from '../../../src/core/audit/document.ts';
import { phraseText } from '../../../src/core/reach/words.ts';
import { renderAuditCsv } from '../../../src/render/audit/csv.ts';
import { findingParts } from '../../../src/render/audit/findings.ts';
import { renderAuditHtml } from '../../../src/render/audit/html.ts';
import { renderAuditMarkdown } from '../../../src/render/audit/markdown.ts';
import { renderAuditText } from '../../../src/render/audit/text.ts';
import { heldText, verdict } from '../../../src/render/audit/verdict.ts';
import { applicationHolder, audit, audited, auditedApi, audits, everyUser, finding, heldBy } from '../audits.ts';

const incompleteErrors = { ...audits.typical, complete: false };
const single: AuditDocument = {
  ...heldBy(1),
  summary: { apis: 1, permissions: 1, errors: 1, warnings: 0, notes: 0 },
};

test.each<[string, AuditDocument, string]>([
  ['nothing', audits.nothing, '2 permissions of 1 API on `example.eu.auth0.com`: nothing found.'],
  ['no API', audit(), 'There is no API to audit on `example.eu.auth0.com`.'],
  ['one of each', single, '1 permission of 1 API on `example.eu.auth0.com`: 1 error.'],
  [
    'all severities',
    audits.typical,
    '10 permissions of 3 APIs on `example.eu.auth0.com`: 3 errors, 6 warnings and 3 notes.',
  ],
  [
    'nothing in a part',
    audits.incomplete,
    '2 permissions of 1 API on `example.eu.auth0.com`: nothing found in what could be read.',
  ],
  [
    'findings in a part',
    incompleteErrors,
    '10 permissions of 3 APIs on `example.eu.auth0.com`: 3 errors, 6 warnings and 3 notes in what could be read.',
  ],
  [
    'some that are new',
    audits.since,
    '10 permissions of 3 APIs on `example.eu.auth0.com`: 3 errors, 6 warnings and 3 notes, 2 of them new since `2026-10-27T18:00:00Z`.',
  ],
  [
    'none that is new',
    audits.unchanged,
    '10 permissions of 3 APIs on `example.eu.auth0.com`: 3 errors, 6 warnings and 3 notes, none of them new since `2026-10-27T18:00:00Z`.',
  ],
])('the verdict says: %s', (_name, document, expected) => {
  expect(phraseText(verdict(document), (name) => `\`${name}\``)).toBe(expected);
});

test.each<[string, AuditedPermission[], AuditDocument['notRead'], string]>([
  ['one with an effective holder', [audited('a', [everyUser]), audited('b')], [], '1'],
  ['none without effect', [audited('a', [applicationHolder('Shop', { effective: false })])], [], '0'],
  ['none that is not on the tenant', [audited('a', [everyUser], { status: 'dangling' })], [], '0'],
  [
    'what is known, where roles were not read',
    [audited('a')],
    [{ what: 'roles', scope: '', message: '' }],
    'at least 0',
  ],
])('of what an API has, somebody holds %s', (_name, permissions, notRead, expected) => {
  const api = auditedApi({ permissions });
  expect(heldText(api, audit({ apis: [api], notRead }))).toBe(expected);
});

test('one of two findings is new that differ in the holder alone', () => {
  const [one, other] = ['c1', 'c2'].map((id) => finding({ holder: applicationHolder('Shop', { id }) }));
  const found = { new: other ? [{ ...other }] : [], gone: [] };
  const document = audit({ findings: [one, other].filter((each) => each !== undefined) });
  const since = { created: 'then', fingerprint: '', gained: [], lost: [], findings: found };
  const { first, before } = findingParts({ ...document, since });
  expect([first, before].map(({ groups }) => groups.flatMap(({ findings }) => findings))).toEqual([[other], [one]]);
});

const forms: Readonly<Record<string, (document: AuditDocument) => string>> = {
  html: renderAuditHtml,
  markdown: renderAuditMarkdown,
  text: (document) => renderAuditText(document).join('\n'),
};

test.each(Object.entries(forms))(
  'two audits of the same tenant differ in the line that says when, as %s',
  (_name, render) => {
    const [one, other] = [audits.since, { ...audits.since, created: '2027-01-01T00:00:00Z' }].map((document) =>
      render(document).split('\n'),
    );
    const differing = other?.filter((line, index) => line !== one?.[index]);
    expect(differing).toEqual([expect.stringContaining('2027-01-01T00:00:00Z')]);
    expect(other).toHaveLength(one?.length ?? 0);
  },
);

test('two audits of the same tenant do not differ as CSV', () => {
  expect(renderAuditCsv({ ...audits.since, created: '2027-01-01T00:00:00Z' })).toBe(renderAuditCsv(audits.since));
});

test.each(Object.entries({ ...forms, csv: renderAuditCsv }))('the fingerprint stands in it, as %s', (_name, render) => {
  expect(render(audits.nothing)).toContain(audits.nothing.fingerprint);
});
