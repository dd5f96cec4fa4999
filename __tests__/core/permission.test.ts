import { expect, test } from '@jest/globals';
import { sameDescription } from '../../src/core/permission.ts';

test.each([
  [undefined, '', true],
  [undefined, undefined, true],
  ['x', 'x', true],
  ['x', undefined, false],
  ['x', 'X', false],
  ['x', 'x ', false],
])('the descriptions %j and %j are the same: %j', (a, b, same) => {
  expect(sameDescription(a, b)).toBe(same);
  expect(sameDescription(b, a)).toBe(same);
});
