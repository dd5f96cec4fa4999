import { expect, test } from '@jest/globals';
import { parseYaml } from '../../src/adapters/yaml/parse.ts';
import { Allowance } from '../../src/core/allowance.ts';
import { parsedOnce } from '../../src/read/parsed-once.ts';

const text = 'version: 1\napis: []\n';
const file = { path: 'a.yml', size: text.length, bytes: Buffer.from(text) };

test('a file is parsed once, whoever asks', () => {
  const parse = parsedOnce(parseYaml);
  const first = parse(file);
  expect(first).toEqual({ document: expect.objectContaining({ file: 'a.yml' }), problems: [] });
  expect(parse(file, new Allowance(100))).toBe(first);
  expect(parse({ ...file })).not.toBe(first);
});

const cost = spentBy(parseYaml);

function spentBy(parse: typeof parseYaml): number {
  const tokens = new Allowance(100);
  parse(file, tokens);
  return tokens.spent;
}

test('whoever asks again pays as if it were parsed for them', () => {
  const parse = parsedOnce(parseYaml);
  expect(cost).toBeGreaterThan(0);
  expect([spentBy(parse), spentBy(parse)]).toEqual([cost, cost]);
});

test('what is too much for an allowance is so where the file is known already, too', () => {
  const parse = parsedOnce(parseYaml);
  const exceeded = [cost, cost - 1, cost].map((most) => {
    const tokens = new Allowance(most);
    parse(file, tokens);
    return tokens.isExceeded;
  });
  expect(exceeded).toEqual([false, true, false]);
});

test('once an allowance is exceeded, a file that is not known yet is given up where the allowance ends', () => {
  const asked: (Allowance | undefined)[] = [];
  const parse = parsedOnce((one, together) => {
    asked.push(together);
    return parseYaml(one, together);
  });
  const tokens = new Allowance(cost - 1);
  parse(file, tokens);
  const long = Buffer.from(`${text}${'# comment\n'.repeat(1000)}`);
  expect(parse({ path: 'b.yml', size: long.length, bytes: long }, tokens).document).toBeUndefined();
  expect(asked.at(-1)).toBe(tokens);
});
