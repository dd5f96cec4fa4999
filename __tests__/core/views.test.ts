import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { apisOf, environmentsOf, type Manifest, type ManifestEntry } from '../../src/core/manifest.ts';
import { amountOf, amountProblem, viewsOf } from '../../src/core/views.ts';
import { at, declared } from './declared.ts';

function entry(identifier: ManifestEntry['identifier'], ...names: readonly string[]): ManifestEntry {
  return { identifier, place: at(names.length), permissions: names.map((name) => declared(name)) };
}

/** Each view as its identifier and the names in it. */
function views(...entries: readonly ManifestEntry[]): string[] {
  return viewsOf({ entries }).map(({ identifier, permissions }) =>
    [identifier, ...permissions.map(({ name }) => name)].join(' '),
  );
}

describe('what is judged', () => {
  test.each<[string, ManifestEntry[], string[]]>([
    ['nothing, where nothing is declared', [], []],
    ['an API with all its entries', [entry('a', 'x'), entry('b', 'y'), entry('a', 'z')], ['a x z', 'b y']],
    ['an API of each environment', [entry({ dev: 'a-dev', live: 'a' }, 'x')], ['a-dev x', 'a x']],
    ['once an API that is the same in several', [entry({ dev: 'a', live: 'a' }, 'x')], ['a x']],
    ['an API with what one environment has besides', [entry('a', 'x'), entry({ dev: 'a' }, 'y')], ['a x y']],
    [
      'the same with and without it where another environment lacks it',
      [entry('a', 'x'), entry({ dev: 'a' }, 'y'), entry({ live: 'b' }, 'z')],
      ['a x', 'a x y', 'b z'],
    ],
    [
      'an API by the order of its entries',
      [entry({ dev: 'a' }, 'y'), entry('a', 'x'), entry({ dev: 'a' }, 'z')],
      ['a y x z'],
    ],
    ['an environment that is called like something else', [entry({ '': 'a', undefined: 'b' }, 'x')], ['a x', 'b x']],
  ])('is %s', (_, entries, expected) => {
    expect(views(...entries)).toEqual(expected);
  });

  const environment = fc.constantFrom('dev', 'live', 'test');
  const identifier = fc.constantFrom('a', 'b', 'c');
  const entries = fc.array(
    fc
      .tuple(
        fc.oneof(identifier, fc.dictionary(environment, identifier, { minKeys: 1 })),
        fc.array(fc.constantFrom('x', 'yy')),
      )
      .map(([of, names]) => entry(of, ...names)),
  );
  const inAnyEnvironment = (manifest: Manifest) => {
    const environments = environmentsOf(manifest);
    return (environments.length > 0 ? environments : ['']).flatMap((name) => apisOf(manifest, name));
  };

  test('is each API of each environment', () => {
    fc.assert(
      fc.property(entries, (entries) => {
        const manifest = { entries };
        const texts = (apis: ReturnType<typeof viewsOf>) => new Set(apis.map((api) => JSON.stringify(api)));
        expect(texts(viewsOf(manifest))).toEqual(texts(inAnyEnvironment(manifest)));
      }),
    );
  });

  test('is counted without being made', () => {
    fc.assert(
      fc.property(entries, (entries) => {
        const apis = viewsOf({ entries });
        const names = apis.flatMap(({ permissions }) => permissions.map(({ name }) => name));
        expect(amountOf({ entries })).toEqual({
          apis: apis.length,
          names: names.length,
          characters: names.join('').length,
        });
      }),
    );
  });
});

describe('how much is judged', () => {
  const many = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`e${index}`, `${index}`]));
  const problem = (...entries: readonly ManifestEntry[]) => amountProblem({ entries }, amountOf({ entries }));
  const names = Array.from({ length: 1000 }, (_, index) => `read:x${index}`);

  test('is as much as forty APIs of three environments', () => {
    const entries = Array.from({ length: 40 }, (_, api) =>
      entry({ a: `${api}a`, b: `${api}b`, c: `${api}c` }, ...names),
    );
    expect(problem(...entries)).toBeUndefined();
    expect(problem(entry(many(120), ...names))).toBeUndefined();
    expect(problem(entry(many(20_000)))).toBeUndefined();
  });

  test.each([
    ['permissions', entry(many(121), ...names), 'The manifest has 122 APIs and 121001 permissions'],
    ['APIs', entry(many(20_000), 'read:x'), 'The manifest has 20001 APIs and 20001 permissions'],
  ])('is no more than that: too many %s are said of the entry with the most identifiers', (_, widest, counted) => {
    expect(problem(entry('x', 'read:x'), widest)).toEqual({
      rule: 'schema',
      severity: 'error',
      message: `${counted}, each counted as often as it has an identifier of its own; at most 20000 and 120000 are judged.`,
      hint: 'Give it fewer environments, or split it into several manifests.',
      ...widest.place,
    });
  });
});
