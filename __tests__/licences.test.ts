import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { licencesText, objections, type Package, productionPackages } from '../.ci/licences.ts';

const root = join(import.meta.dirname, '..');
const installed = productionPackages(root);
const shipped = readFileSync(join(root, 'dist/licenses.txt'), 'utf8');

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** The packages that the files of the bundle say they hold; those that are not ES modules are not among them. */
function namedInBundle(): string[] {
  const named = globSync('dist/*.js', { cwd: root }).map(
    (path) => /^\/\/ Packages: (.+)$/m.exec(read(path))?.[1] ?? '',
  );
  return [...new Set(named.flatMap((names) => names.split(' ')).filter((name) => name !== ''))].sort();
}

/** Name and version of each package that a text has the licence of. */
function titlesOf(text: string): string[] {
  return [...text.matchAll(/^(\S+ \d+\.\d+\.\d+) \(.+\)$/gm)].map(([, title = '']) => title);
}

describe('dist/licenses.txt', () => {
  const listed = titlesOf(shipped).map((title) => title.split(' ')[0] ?? '');

  test('has every package that the bundle names', () => {
    const bundled = namedInBundle();
    expect(bundled).toEqual(expect.arrayContaining(['@octokit/core', 'got', 'jose', 'zod']));
    expect(bundled.filter((name) => !listed.includes(name))).toEqual([]);
  });

  test('has the packages that every run loads, and both versions of one that is there twice', () => {
    expect(listed).toEqual(expect.arrayContaining(['@actions/core', 'picomatch', 'yaml']));
    expect(listed.filter((name) => name === '@actions/http-client')).toHaveLength(2);
  });

  test('is what the installed packages make it', () => {
    expect(titlesOf(shipped)).toEqual(titlesOf(licencesText(installed)));
    expect(shipped === licencesText(installed)).toBe(true); // whole texts would hide which package differs
  });

  test('has whatever else may be bundled: the sources import no package that is for development only', () => {
    const { dependencies } = z
      .object({ dependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(read('package.json')));
    const specifier =
      /(?:^(?:import|export)\s+(?!type\s)(?:[^'";]*?\sfrom\s+)?|\bimport\()'(?:[./]+node_modules\/)?([^'.][^']*)'/gm;
    const imported = globSync('src/**/*.ts', { cwd: root })
      .flatMap((path) => [...read(path).matchAll(specifier)].map(([, name = '']) => name))
      .filter((name) => !name.startsWith('node:'))
      .map((name) => name.replace(/^((?:@[^/]+\/)?[^/]+).*$/, '$1'));
    expect(new Set(imported)).toEqual(new Set(Object.keys(dependencies)));
  });
});

describe('a package', () => {
  const sound: Package = { name: 'one', version: '1.0.0', license: 'MIT', texts: ['Copyright'] };

  test('that is installed for production can be shipped', () => {
    expect(installed.length).toBeGreaterThan(40);
    expect(objections(installed)).toEqual([]);
  });

  test.each<[string, Partial<Package>, string[]]>([
    ['with a licence and its text', {}, []],
    ['with a choice that has one of ours', { license: '(GPL-3.0-only OR MIT)' }, []],
    ['under copyleft', { license: 'GPL-3.0-only' }, ['one 1.0.0: GPL-3.0-only is not one we ship.']],
    [
      'that adds copyleft',
      { license: 'MIT AND LGPL-3.0-only' },
      ['one 1.0.0: MIT AND LGPL-3.0-only is not one we ship.'],
    ],
    ['without a licence', { license: undefined }, ['one 1.0.0: no licence is not one we ship.']],
    ['without its text', { texts: [] }, ['one 1.0.0: the package has no text of its licence.']],
  ])('%s is judged so', (_name, difference, expected) => {
    expect(objections([{ ...sound, ...difference }])).toEqual(expected);
  });

  test('stands with name, version, licence and every text', () => {
    const text = licencesText([{ ...sound, texts: ['Copyright one', 'Notice two'] }]);
    expect(text).toMatch(/^one 1\.0\.0 \(MIT\)\n\nCopyright one\nNotice two\n$/m);
  });
});
