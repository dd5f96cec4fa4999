import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { renderAuditText } from '../../../src/render/audit/text.ts';
import { visible } from '../../../src/render/visible.ts';
import { applicationHolder, audit, audited, auditedApi, audits, auditWith, finding } from '../audits.ts';
import { expectGolden } from '../golden.ts';
import { hostile } from '../hostile.ts';

test.each(['since', 'unchanged', 'incomplete', 'none'] as const)('golden: %s', (name) => {
  expectGolden(`audit-${name}.txt`, `${renderAuditText(audits[name]).join('\n')}\n`);
});

test('long lists are counted from their thousandth line on', () => {
  const findings = Array.from({ length: 1003 }, () => finding());
  const permissions = Array.from({ length: 1002 }, (_, index) => audited(`p${index}`, [applicationHolder('Shop')]));
  const lines = renderAuditText(audit({ findings, apis: [auditedApi({ permissions })] }));
  expect(lines.filter((line) => line.startsWith('    … and'))).toEqual(['    … and 3 more', '    … and 2 more']);
});

test('a finding keeps its id, however long it is', () => {
  const lines = renderAuditText(audit({ findings: [finding({ message: 'x'.repeat(2000) })] }));
  expect(lines.find((line) => line.startsWith('    note'))).toMatch(/^.{900,1000}… \(granted-to-nobody\)$/);
});

test('no line holds a line break or anything invisible, and none is a command of the runner', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const lines = renderAuditText(auditWith(text));
      for (const line of lines) {
        expect(line).not.toMatch(/^\s*::|##\[/);
        expect(visible(line)).toBe(line);
      }
    }),
  );
});
