import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { DeclaredPermission } from '../../../src/core/permission.ts';
import { checkSources } from '../../../src/core/rules/check.ts';
import type { Elsewhere } from '../../../src/core/rules/rename-source.ts';
import { apiOf, at, declared, foundBy, orders } from '../declared.ts';

/** Each name, renamed from another one where there is one: `a < b`. The source stands in column 30. */
function apiWith(...texts: readonly string[]) {
  const permissions = texts.map((text, index): DeclaredPermission => {
    const [name = '', renamedFrom] = text.split(' < ');
    const own = declared(name, '', index + 1);
    return renamedFrom === undefined ? own : { ...own, renamedFrom, renamedFromPlace: at(index + 1, 30) };
  });
  return apiOf(permissions);
}

/** Each problem as `line:column severity message | hint`. */
function circles(...texts: readonly string[]): string[] {
  return foundBy('rename-source', apiWith(...texts)).map(said);
}

function lost(texts: readonly string[], elsewhere: Partial<Elsewhere> = {}): string[] {
  return checkSources(apiWith(...texts), { held: [], before: [], renames: new Map(), ...elsewhere }).map((problem) => {
    expect([problem.rule, problem.subject?.api]).toEqual(['rename-source', orders]);
    return said(problem);
  });
}

function said({ line, column, severity, message, hint }: Parameters<typeof format>[0]): string {
  return format({ line, column, severity, message, hint });
}

function format(one: { line: number; column: number; severity: string; message: string; hint?: string | undefined }) {
  return `${one.line}:${one.column} ${one.severity} ${one.message} | ${one.hint}`;
}

const replaced = 'Name the permission that is replaced, or drop `renamed-from`.';

describe('without the tenant', () => {
  test.each<[string, readonly string[]]>([
    ['another that is declared', ['old:a', 'new:a < old:a']],
    ['one of which nobody knows anything', ['new:a < old:a']],
    ['what is renamed itself', ['a', 'b < a', 'c < b']],
    ['what two are renamed from', ['a', 'b < a', 'c < a']],
    ['one of its name in other letters', ['read:Orders', 'read:orders < read:Orders']],
    ['names that every object has', ['toString < constructor', 'constructor < valueOf']],
  ])('%s is a source', (_, texts) => {
    expect(circles(...texts)).toEqual([]);
  });

  test.each<[string, readonly string[], readonly string[]]>([
    ['itself', ['a < a'], [`1:30 error \`a\` is renamed from itself. | ${replaced}`]],
    [
      'one that is renamed from it',
      ['a < b', 'b < a'],
      [1, 2].map((line) => `${line}:30 error \`a\` and \`b\` are renamed from one another. | ${replaced}`),
    ],
    [
      'one of a longer circle, which others lead into',
      ['x < a', 'a < b', 'y < x', 'b < c', 'c < a'],
      [2, 4, 5].map((line) => `${line}:30 error \`a\`, \`b\` and \`c\` are renamed from one another. | ${replaced}`),
    ],
    [
      'those of two circles',
      ['a < a', 'b < c', 'c < b'],
      [
        `1:30 error \`a\` is renamed from itself. | ${replaced}`,
        ...[2, 3].map((line) => `${line}:30 error \`b\` and \`c\` are renamed from one another. | ${replaced}`),
      ],
    ],
  ])('%s is none', (_, texts, found) => {
    expect(circles(...texts)).toEqual(found);
  });

  test('a circle of many names is told in a few words, at each of them', () => {
    const found = circles(...Array.from({ length: 1000 }, (_, index) => `n${index} < n${(index + 1) % 1000}`));
    expect(found).toHaveLength(1000);
    expect(found[0]).toMatch(/`n9` and 990 more are renamed from one another\. /);
  });

  test('who follows the sources of a name comes back to it exactly where it is found', () => {
    const sources = fc.array(fc.option(fc.nat(7), { nil: undefined }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(sources, (from) => {
        const texts = from.map((source, name) => (source === undefined ? `${name}` : `${name} < ${source}`));
        const isInCircle = (start: number) => {
          let name: number | undefined = start;
          for (let steps = 0; steps < 8 && name !== undefined; steps += 1) {
            name = from[name];
            if (name === start) return true;
          }
          return false;
        };
        const lines = from.flatMap((_, name) => (isInCircle(name) ? [`${name + 1}`] : []));
        expect(circles(...texts).map((one) => one.split(':', 1)[0])).toEqual(lines);
      }),
    );
  });
});

describe('where the tenant is asked', () => {
  test.each<[string, readonly string[], Partial<Elsewhere>]>([
    ['what is declared', ['old:a', 'new:a < old:a'], {}],
    ['what the tenant holds', ['new:a < old:a'], { held: ['old:a'] }],
    ['what the manifest before declared', ['new:a < old:a'], { before: ['old:a'] }],
  ])('%s is a source', (_, texts, elsewhere) => {
    expect(lost(texts, elsewhere)).toEqual([]);
  });

  const nowhere = '1:30 error `new:a` is renamed from `old:a`, which is neither declared nor on the tenant.';
  const gone = '1:30 warning `new:a` is renamed from `old:a`, which is gone.';
  const drop = 'Drop `renamed-from`: the rename is done.';
  const same = new Map([['new:a', 'old:a']]);

  test.each<[string, Partial<Elsewhere>, string]>([
    ['is new', {}, `${nowhere} | Correct it, or drop \`renamed-from\`.`],
    ['is near a name that is known', { held: ['old:b'] }, `${nowhere} | Did you mean \`old:b\`?`],
    [
      'is that of a permission which was there before',
      { held: ['new:a'] },
      `${nowhere} | Correct it, or drop \`renamed-from\` where the rename is done.`,
    ],
    [
      'is another than before',
      { held: ['new:a'], renames: new Map([['new:a', 'older:a']]) },
      `${nowhere} | Correct it, or drop \`renamed-from\` where the rename is done.`,
    ],
    [
      'is that of before, where nothing came of it',
      { renames: same },
      `${nowhere} | Correct it, or drop \`renamed-from\`.`,
    ],
    ['is that of before, where the rename is done', { held: ['new:a'], renames: same }, `${gone} | ${drop}`],
  ])('a source that is nowhere and %s is told so', (_, elsewhere, problem) => {
    expect(lost(['new:a < old:a'], elsewhere)).toEqual([problem]);
  });

  test('a circle is told of once, by what the manifest says', () => {
    expect(lost(['a < a', 'b < c', 'c < b'])).toEqual([]);
  });
});
