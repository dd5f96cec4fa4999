import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readGlobs } from '../../src/adapters/files/globs.ts';
import { ActionError } from '../../src/core/errors.ts';
import { pathsFor } from '../../src/core/new-files.ts';
import { codePoint } from '../code-point.ts';
import { thrownBy } from './declared.ts';

function paths(
  names: readonly (string | [name: string, identifier: string])[],
  patterns: readonly string[],
  taken: readonly string[] = [],
) {
  const apis = names.map((one) =>
    typeof one === 'string' ? { name: one, identifier: `urn:${one}` } : { name: one[0], identifier: one[1] },
  );
  return pathsFor(apis, patterns, { matches: readGlobs(patterns).matches, taken: new Set(taken) });
}

describe('a new API goes', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['into the file that a path names', ['.github/permissions.yml'], ['.github/permissions.yml']],
    ['into a file of its own where the name has a star', ['permissions/*.yml'], ['permissions/orders-api.yml']],
    ['into the name around the star', ['.github/permissions.*.yml'], ['.github/permissions.orders-api.yml']],
    ['into the folder itself where any folder is meant', ['teams/**/*.yml'], ['teams/orders-api.yml']],
    ['past a pattern that can take none', ['teams/*/permissions.yml', '{a,b}.yml', 'c.yml'], ['c.yml']],
    ['past a pattern that excludes it', ['permissions/*.yml', '!permissions/o*', 'rest.yml'], ['rest.yml']],
  ])('%s', (_name, patterns, expected) => {
    expect(paths(['Orders API'], patterns)).toEqual(expected);
  });

  test('nowhere where no pattern can take it', () => {
    const thrown = thrownBy(() => paths(['Orders'], ['teams/*/permissions.yml', '!x']));
    expect(thrown).toBeInstanceOf(ActionError);
    expect(thrown).toMatchObject({ code: 'input-invalid', message: expect.stringContaining('`manifest`') });
  });
});

describe('the name of its file', () => {
  test.each<[string, [string, string], string]>([
    ['is in lower case, without accents', ['Größe & Prêts', 'x'], 'grosse-prets'],
    [
      'is the identifier where the name has no letter',
      ['名前', 'https://api.example.com/orders'],
      'api-example-com-orders',
    ],
    ['is `api` where neither has one', ['名前', 'urn名'.slice(3)], 'api'],
    ['can lead nowhere else', ['../../etc/passwd', 'x'], 'etc-passwd'],
    ['is no device of Windows', ['CON', 'x'], 'con-api'],
    ['is no device of Windows with an ending', ['com1', 'x'], 'com1-api'],
    ['is at most 60 characters long', ['a'.repeat(300), 'x'], 'a'.repeat(60)],
    ['holds a dollar sign’s meaning for nobody', ['$& $1', 'x'], '1'],
  ])('%s', (_name, api, slug) => {
    expect(paths([api], ['p/*.yml'])).toEqual([`p/${slug}.yml`]);
  });

  test('is another for each API, whatever the case, and for a file that is there', () => {
    expect(paths(['Orders', 'ORDERS', 'orders'], ['p/*.yml'], ['p/Orders-2.yml'])).toEqual([
      'p/orders.yml',
      'p/orders-3.yml',
      'p/orders-4.yml',
    ]);
  });

  test('has a number where an exclusion takes the one without away', () => {
    expect(paths(['Legacy', 'Orders'], ['p/*.yml', '!p/legacy.yml'])).toEqual(['p/legacy-2.yml', 'p/orders.yml']);
    expect(paths(['Legacy'], ['p/*.yml', '!p/legacy.yml', '!p/legacy-3.yml'], ['p/legacy-2.yml'])).toEqual([
      'p/legacy-4.yml',
    ]);
  });

  test('is unique and safe, whatever the APIs are called', () => {
    const api = fc.record({
      name: fc.option(fc.string({ unit: codePoint }), { nil: undefined }),
      identifier: fc.string({ unit: codePoint }),
    });
    fc.assert(
      fc.property(fc.array(api, { maxLength: 20 }), (apis) => {
        const found = pathsFor(apis, ['p/*.yml'], { matches: () => true, taken: new Set() });
        expect(new Set(found.map((path) => path.toLowerCase())).size).toBe(apis.length);
        for (const path of found) expect(path).toMatch(/^p\/[a-z0-9]+(-[a-z0-9]+)*\.yml$/);
      }),
    );
  });
});
