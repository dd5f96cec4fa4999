/** What is measured can be measured: nobody looks at a bench until they need it. */
import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { writeManifests } from '../bench/manifests.ts';

const script = join(import.meta.dirname, '../bench/judge.ts');

test.each([
  ['the yaml package alone', 'yaml', 1],
  ['reading', 'read', 1],
  ['every rule', 'rules', 2],
  ['the comparison', 'action', 6],
])('the measurement of %s ends, and has something to do', async (_name, kind, found) => {
  const folder = await writeManifests(10);
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [script, kind, join(folder, 'permissions')]);
    expect(JSON.parse(stdout)).toEqual({ milliseconds: expect.any(Number), found });
  } finally {
    await rm(folder, { recursive: true });
  }
});
