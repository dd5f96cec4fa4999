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
