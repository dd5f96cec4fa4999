import { stripVTControlCharacters } from 'node:util';
import { expect, test } from '@jest/globals';
import { renderLog } from '../../src/render/log.ts';
import { coloured } from '../../src/render/terminal.ts';
import { samples } from './samples.ts';

test.each([
  ['    - delete:orders  Delete', '\u001b[31m    - delete:orders  Delete\u001b[39m'],
  ['    + read:orders', '\u001b[32m    + read:orders\u001b[39m'],
  ['    ! read:orders  a', '\u001b[33m    ! read:orders  a\u001b[39m'],
  ['error m.yml:1:2 Wrong. (schema)', '\u001b[31merror \u001b[39mm.yml:1:2 Wrong. (schema)'],
  ['warning m.yml:1:2 Odd. (x)', '\u001b[33mwarning \u001b[39mm.yml:1:2 Odd. (x)'],
  ['    error Wrong. (open-api)', '\u001b[31m    error \u001b[39mWrong. (open-api)'],
  ['    warning Odd. (open-api)', '\u001b[33m    warning \u001b[39mOdd. (open-api)'],
  ['The apply will be blocked. Why', '\u001b[31mThe apply will be blocked.\u001b[39m Why'],
  ['An apply would be blocked. Why', '\u001b[33mAn apply would be blocked.\u001b[39m Why'],
  ['error prone API', 'error prone API'],
])('%s has its colour', (line, expected) => {
  expect(coloured(line)).toBe(expected);
});

test('a colour changes no text', () => {
  for (const report of Object.values(samples))
    for (const line of renderLog(report)) expect(stripVTControlCharacters(coloured(line))).toBe(line);
});
