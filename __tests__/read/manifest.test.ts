import { describe, expect, test } from '@jest/globals';
import { parseYaml } from '../../src/adapters/yaml/parse.ts';
import type { SourceFile } from '../../src/core/document.ts';
import { prepareFiles } from '../../src/read/manifest.ts';

/** Each as large as a file may be. */
function filesOf(count: number): SourceFile[] {
  const bytes = Buffer.from('version: 1\napis: []\n');
  return Array.from({ length: count }, (_, index) => ({ path: `${index}.yml`, size: 5 * 1024 * 1024, bytes }));
}

const prepared = (manifest: readonly SourceFile[]) => prepareFiles({ manifest, policy: undefined }, parseYaml);

describe('the files of a manifest', () => {
  test('have at most 16 MiB together: what is beyond is not read', () => {
    expect(prepared(filesOf(3))).toMatchObject({ manifest: { entries: [] }, problems: [] });
    expect(prepared(filesOf(5))).toMatchObject({
      manifest: undefined,
      problems: [
        {
          rule: 'syntax',
          severity: 'error',
          message: 'The files of the manifest up to this one have over 16 MiB together.',
          hint: 'Split them into several manifests, each with a step of its own.',
          file: '3.yml',
          line: 1,
          column: 1,
        },
      ],
    });
  });

  test('have at most 1.5 million words, marks and line breaks together: what is beyond is not read', () => {
    const head = 'version: 1\napis: []\n';
    const file = (path: string, lines: number) => {
      const bytes = Buffer.from(head + '#\n'.repeat(lines));
      return { path, size: bytes.length, bytes };
    };
    expect(prepared([file('0.yml', 700_000), file('1.yml', 49_000)])).toMatchObject({ problems: [] });
    const { manifest, problems } = prepared([file('0.yml', 700_000), file('1.yml', 50_000), file('2.yml', 1)]);
    expect(manifest).toBeUndefined();
    const message =
      'The files of the manifest up to this one have over 1.5 million words, marks and line breaks together.';
    expect(problems).toMatchObject([{ rule: 'syntax', message, file: '1.yml', line: 1, column: 1 }]);
  });

  test('count what is read letter by letter for more than one word', () => {
    const text = (letters: number) => JSON.stringify(`\n${'a'.repeat(letters)}`);
    const bytes = Buffer.from(`version: 1\napis: [{identifier: a, permissions: {a: ${text(4_000_000)}}}]\n`);
    const files = Array.from({ length: 4 }, (_, index) => ({ path: `${index}.yml`, size: bytes.length, bytes }));
    expect(prepared(files.slice(0, 3))).toMatchObject({ problems: [] });
    expect(prepared(files)).toMatchObject({ problems: [{ rule: 'syntax', file: '3.yml' }] });
  });

  test('say so where more is wrong than can be told', () => {
    const names = Array.from({ length: 200_000 }, (_, index) => `? a${index}\n`).join('      ');
    const bytes = Buffer.from(`version: 1\napis:\n  - identifier: a\n    permissions:\n      ${names}`);
    const { problems } = prepared([{ path: 'a.yml', size: bytes.length, bytes }]);
    expect(problems).toMatchObject([
      { rule: 'schema', message: 'The file has too many problems to tell where they are.', file: 'a.yml' },
    ]);
  });

  test('are no manifest where there is too much to judge', () => {
    const identifiers = Object.fromEntries(Array.from({ length: 20_001 }, (_, index) => [`e${index}`, `${index}`]));
    const bytes = Buffer.from(JSON.stringify({ version: 1, apis: [{ identifier: identifiers, permissions: {} }] }));
    const { manifest, problems } = prepared([{ path: 'a.yml', size: bytes.length, bytes }]);
    expect(manifest).toBeUndefined();
    expect(problems).toMatchObject([
      { rule: 'schema', message: expect.stringMatching(/^The manifest has 20001 APIs/) },
    ]);
  });
});
