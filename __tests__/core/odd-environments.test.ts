import { describe, expect, test } from '@jest/globals';
import { oddEnvironmentNotices } from '../../src/core/odd-environments.ts';
import { readTexts } from './manifest-text.ts';

/** A manifest of one API a list of environments; a text is an identifier that is the same in all. */
function noticesOf(...apis: readonly (readonly string[] | string)[]): string[] {
  const entries = apis.map((names, index) => {
    const identifier =
      typeof names === 'string' ? names : Object.fromEntries(names.map((n) => [n, `https://${n}.example/${index}`]));
    return { identifier, permissions: {} };
  });
  return oddEnvironmentNotices(readTexts(JSON.stringify({ version: 1, apis: entries }, null, 1)).readable);
}

const both = ['staging', 'production'];

describe('an environment that one API alone gives', () => {
  test('is said where it looks like one that several give, with its place', () => {
    expect(noticesOf(both, both, ['staging', 'prodcution'])).toEqual([
      'The identifier at a.yml:19 alone is for `prodcution`. Did you mean `production`? As it is, nothing is done for that ' +
        'API in `production`.',
    ]);
  });

  test.each([
    ['a letter too many', ['staging', 'productionn'], 'productionn'],
    ['a letter that lacks', ['stagin', 'production'], 'stagin'],
    ['another case', ['Staging', 'production'], 'Staging'],
    ['more than one letter', ['staging', 'prod'], undefined],
    ['another name', ['staging', 'sandbox'], undefined],
    ['the one that is meant beside it', ['staging', 'production', 'productions'], undefined],
    ['no misspelling', both, undefined],
  ])('%s', (_, names, found) => {
    expect(noticesOf(both, both, names).map((one) => /alone is for `(.+?)`/.exec(one)?.[1])).toEqual(
      found ? [found] : [],
    );
  });

  test.each([
    ['two APIs give it', [both, both, ['prodcution'], ['prodcution']]],
    ['one API alone gives what is meant', [both, ['prodcution']]],
    ['only digits differ', [['stage1'], ['stage1'], ['stage2']]],
    ['the names are short', [['dev'], ['dev'], ['deb']]],
    ['identifiers are the same everywhere', ['https://a', 'https://b']],
    [
      'there are more names than are compared',
      [both, both, ['prodcution'], ...Array.from({ length: 98 }, (_, n) => [`cell-${n}`])],
    ],
  ])('is not said where %s', (_, apis) => {
    expect(noticesOf(...apis)).toEqual([]);
  });
});
