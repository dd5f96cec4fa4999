import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { renderAuditMarkdown, renderAuditSummary } from '../../../src/render/audit/markdown.ts';
import { visible } from '../../../src/render/visible.ts';
import { runs } from '../../runs.ts';
import { applicationHolder, audit, audited, auditedApi, audits, auditWith, finding, manyApis } from '../audits.ts';
import { expectGolden } from '../golden.ts';
import { hostile } from '../hostile.ts';

const parser = new MarkdownIt({ html: true, linkify: true, breaks: true });

test.each(['since', 'incomplete', 'nothing', 'none'] as const)('golden: %s', (name) => {
  expectGolden(`audit-${name}.md`, renderAuditMarkdown(audits[name]));
});

test('every holder is named, however many there are', () => {
  const holders = Array.from({ length: 30 }, (_, index) => applicationHolder(`Shop ${index}`));
  const page = renderAuditMarkdown(audit({ apis: [auditedApi({ permissions: [audited('a', holders)] })] }));
  for (const { name } of holders) expect(page).toContain(`\`${name}\``);
});

test.each([
  ['note', 10, 0],
  ['note', 11, 1],
  ['warning', 11, 0],
] as const)('a list of %s findings that has %i is folded %i times', (severity, number, times) => {
  const findings = Array.from({ length: number }, (_, index) => finding({ severity, permission: `p${index}` }));
  expect(renderAuditMarkdown(audit({ findings })).match(/<details>/g) ?? []).toHaveLength(times);
});

describe('a summary', () => {
  const rest = 'in the files of the audit';
  const document = manyApis(60);
  const whole = Buffer.byteLength(renderAuditMarkdown(document));

  test('is the whole page where that has room', () => {
    expect(renderAuditSummary(document, { limit: whole, rest })).toBe(renderAuditMarkdown(document));
  });

  test.each([
    [
      whole - 1,
      '**Shortened:** no permissions one by one, and at most 500 findings of a severity.',
      'granted-to-nobody',
    ],
    [1000, '**Shortened:** counts only.', 'Auth0 permissions audit'],
  ])('of %i bytes says what it leaves out, and where that is', (limit, said, shown) => {
    const summary = renderAuditSummary(document, { limit, rest });
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(limit);
    expect(summary).toContain(said);
    expect(summary).toContain(`All of it is ${rest}.`);
    expect(summary).toContain(shown);
  });

  test('lists as many findings of a severity as it has room for, and counts the rest', () => {
    const findings = Array.from({ length: 501 }, (_, index) => finding({ permission: `p${index}`, severity: 'error' }));
    const document = audit({ apis: manyApis(300).apis, findings });
    const summary = renderAuditSummary(document, { limit: 300_000, rest });
    expect(summary).toContain('at most 500 findings');
    expect(summary).toContain('… and 1 more');
    expect(renderAuditSummary(document, { limit: 40_000, rest })).toContain('… and 451 more');
  });
});

describe('no text of a tenant', () => {
  const text = hostile.filter((one) => one.trim() !== '');
  const outline = (one: string) => parser.parse(renderAuditMarkdown(auditWith(one)), {}).map(({ type }) => type);

  test('changes the structure of the page, or adds a link, an image or HTML to it', () => {
    const expected = outline('word');
    fc.assert(
      fc.property(text, (one) => {
        expect(outline(one)).toEqual(expected);
        const inline = parser
          .parse(renderAuditMarkdown(auditWith(one)), {})
          .flatMap(({ type, children, content }) => children ?? [{ type, content }])
          .filter(({ type, content }) =>
            type === 'html_inline' || type === 'html_block' || /^(link|image)/.test(type) ? !ours.test(content) : false,
          );
        expect(inline).toEqual([]);
      }),
      { numRuns: runs(100) },
    );
  });

  test('is not seen', () => {
    fc.assert(
      fc.property(text, (one) => {
        for (const line of renderAuditMarkdown(auditWith(one)).split('\n')) expect(visible(line)).toBe(line);
      }),
      { numRuns: runs(100) },
    );
  });
});

const ours = /^(<br>|<details><summary>[A-Za-z0-9 ]+<\/summary>\n|<\/details>\n)$/;
