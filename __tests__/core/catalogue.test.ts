import { describe, expect, test } from '@jest/globals';
import { catalogueOf } from '../../src/core/catalogue.ts';
import type { ManifestEntry } from '../../src/core/manifest.ts';
import type { DeclaredPermission } from '../../src/core/permission.ts';

const place = { file: 'm.yml', line: 1, column: 1 };

function permission(name: string, more: Partial<DeclaredPermission> = {}): DeclaredPermission {
  return { name, description: '', place, descriptionPlace: place, ...more };
}

function entry(identifier: ManifestEntry['identifier'], names: readonly string[], name?: string): ManifestEntry {
  return { identifier, place, permissions: names.map((one) => permission(one)), ...(name !== undefined && { name }) };
}

function shown(entries: readonly ManifestEntry[], environment = '') {
  return catalogueOf({ entries }, environment).apis.map(({ name, identifiers, permissions }) => [
    name,
    identifiers.map((one) => `${one.environment ?? '*'}=${one.identifier}`).join(' '),
    permissions.map((one) => one.permission).join(' '),
  ]);
}

describe('a catalogue', () => {
  test('has every API with its permissions in the order of the manifest, and its identifiers by environment, sorted', () => {
    expect(shown([entry({ staging: 's', production: 'p' }, ['z:a', 'b:a'], 'Orders'), entry('a', [])])).toEqual([
      ['Orders', 'production=p staging=s', 'z:a b:a'],
      [null, '*=a', ''],
    ]);
  });

  test('has an API once that is split over files, with each permission once', () => {
    expect(shown([entry('a', ['r:a', 'w:a']), entry('b', ['r:b']), entry('a', ['w:a', 'd:a'], 'A')])).toEqual([
      ['A', '*=a', 'r:a w:a d:a'],
      [null, '*=b', 'r:b'],
    ]);
  });

  test('keeps apart what is declared in other environments: it is not everywhere', () => {
    expect(shown([entry({ s: 'x', p: 'y' }, ['r:a']), entry({ p: 'y' }, ['w:a'])])).toEqual([
      [null, 'p=y s=x', 'r:a'],
      [null, 'p=y', 'w:a'],
    ]);
  });

  test('of one environment joins them, and leaves out what has none there', () => {
    expect(
      shown([entry({ s: 'x', p: 'y' }, ['r:a']), entry({ p: 'y' }, ['w:a']), entry({ s: 'z' }, ['q:q'])], 'p'),
    ).toEqual([[null, 'p=y', 'r:a w:a']]);
  });

  test.each<[string, Partial<DeclaredPermission>, string | null]>([
    ['that is to stay', {}, null],
    ['that is to go', { deprecated: true }, ''],
    ['that is to go for a reason', { deprecated: 'Use b:a' }, 'Use b:a'],
  ])('says of a permission %s so', (_name, more, deprecated) => {
    const entries = [{ ...entry('a', []), permissions: [permission('r:a', { description: 'Read', ...more })] }];
    expect(catalogueOf({ entries }, '').apis[0]?.permissions).toEqual([
      { permission: 'r:a', description: 'Read', deprecated },
    ]);
  });
});
