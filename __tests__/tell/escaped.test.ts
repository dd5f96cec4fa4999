import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Reporter } from '../../src/ports/reporter.ts';
import { logLine } from '../../src/render/visible.ts';
import { escaped } from '../../src/tell/escaped.ts';
import { codePoint } from '../code-point.ts';

function heard(say: (reporter: Reporter) => void): string[] {
  const texts: string[] = [];
  const take = (text: string) => void texts.push(text);
  const reporter: Reporter = {
    info: take,
    mask: take,
    warning: take,
    annotate: () => undefined,
    summary: async () => undefined,
    output: () => undefined,
    file: async (path) => path,
    fail: take,
  };
  say(escaped(reporter));
  return texts;
}

test.each(['info', 'warning', 'fail'] as const)('a text of %s is one line without anything unseen', (kind) => {
  expect(heard((reporter) => reporter[kind]('a\u001b[2J\nb\u202e'))).toEqual(['a\\u001b[2J\\nb\\u202e']);
});

test('a line of the log is no command of the runner, and one that was made safe before stays as it is', () => {
  expect(heard(({ info }) => info('::error::x'))).toEqual(['\\::error::x']);
  fc.assert(
    fc.property(fc.string({ unit: codePoint }), (text) => {
      expect(heard(({ info }) => info(logLine(text)))).toEqual([logLine(text)]);
    }),
  );
});

test('a secret is masked as it is, and as it would be shown', () => {
  expect(heard(({ mask }) => mask('plain'))).toEqual(['plain']);
  expect(heard(({ mask }) => mask('odd\u00a0one'))).toEqual(['odd\u00a0one', 'odd\\u00a0one']);
});
