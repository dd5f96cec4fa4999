import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { majorTag, NotReleasable, packageOf, releaseNotes, type Sources } from '../.ci/release.ts';

const sources: Sources = {
  package: '{"version": "1.2.3"}',
  lock: '{"version": "1.2.3"}',
  changelog:
    '# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-11-24\n\n### Added\n\n- A thing.\n\n## [1.2.2] - 2026-11-01\n\n- Old.\n',
};

describe('the notes of a release', () => {
  test('are its section of the changelog', () => {
    expect(releaseNotes('v1.2.3', sources)).toBe('### Added\n\n- A thing.');
  });

  test.each<[string, string, Partial<Sources>, string]>([
    ['the tag has no v', '1.2.3', {}, '1.2.3 is not vX.Y.Z'],
    ['the tag has another form', 'v1.2', {}, 'v1.2 is not vX.Y.Z'],
    ['it is a candidate', 'v1.2.3-rc.1', {}, 'v1.2.3-rc.1 is not vX.Y.Z'],
    [
      'package.json has another version',
      'v1.2.3',
      { package: '{"version": "1.2.2"}' },
      'package.json has version 1.2.2',
    ],
    [
      'the lock file has another version',
      'v1.2.3',
      { lock: '{"version": "1.2.2"}' },
      'package-lock.json has version 1.2.2',
    ],
    [
      'the changelog has no section',
      'v1.2.3',
      { changelog: '## [Unreleased]\n\n- A thing.\n' },
      'no "## [1.2.3] - YYYY-MM-DD"',
    ],
    ['the section has no date', 'v1.2.3', { changelog: '## [1.2.3]\n\n- A thing.\n' }, 'no "## [1.2.3] - YYYY-MM-DD"'],
    [
      'the section is empty',
      'v1.2.3',
      { changelog: '## [1.2.3] - 2026-11-24\n\n## [1.2.2] - 2026-11-01\n\n- Old.\n' },
      'says nothing of 1.2.3',
    ],
  ])('are refused where %s', (_case, tag, difference, message) => {
    const notes = () => releaseNotes(tag, { ...sources, ...difference });
    expect(notes).toThrow(NotReleasable);
    expect(notes).toThrow(message);
  });

  test('are refused on the command line with exit code 1 and nothing but the reason', () => {
    const command = ['.ci/release.ts', 'notes', 'v999.0.0'];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: join(import.meta.dirname, '..') });
    expect([status, String(stdout)]).toEqual([1, '']);
    expect(String(stderr)).toMatch(/^package\.json has version .+\n$/);
  });
});

test('the package of a release has the tag’s version, runs what is bundled, and needs no other', () => {
  const source =
    '{"version": "0.0.0", "description": "D", "license": "MIT", "bin": {"a": "b"}, "dependencies": {"c": "1"}}';
  expect(packageOf('v1.2.3', source)).toEqual({
    name: 'auth0-permissions',
    version: '1.2.3',
    description: 'D',
    license: 'MIT',
    type: 'module',
    bin: { a: 'b' },
    engines: { node: '>=24' },
  });
  expect(() => packageOf('1.2.3', source)).toThrow(NotReleasable);
});

describe('the major tag', () => {
  test.each<[string, string, string[], string | undefined]>([
    ['moves to the newest release', 'v1.10.0', ['v1', 'v1.9.3', 'v1.10.0'], 'v1'],
    ['begins with the first', 'v2.0.0', ['v1', 'v1.9.3', 'v2.0.0'], 'v2'],
    ['is not moved back by a fix of an older line', 'v1.9.4', ['v1', 'v1.9.4', 'v1.10.0'], undefined],
    ['of an older major moves on too', 'v1.10.1', ['v1', 'v1.10.1', 'v2.0.0'], 'v1'],
    ['does not exist before 1.0.0', 'v0.3.0', ['v0.3.0'], undefined],
  ])('%s', (_case, tag, tags, expected) => {
    expect(majorTag(tag, [...tags, 'not-a-version', ''])).toBe(expected);
  });
});
