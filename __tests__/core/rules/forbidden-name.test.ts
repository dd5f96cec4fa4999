import { expect, test } from '@jest/globals';
import { apiOf, at, contextOf, declared, foundBy, globsOf } from '../declared.ts';

test.each([
  ['any name where the policy forbids none', 'root:all', []],
  ['a name that no glob matches', 'read:orders', ['*:all', 'root:*']],
  ['a name that a glob matches only in part', 'read:all:orders', ['*:all']],
  ['a name that differs in case', 'read:All', ['*:all']],
])('takes %s', (_, name, globs) => {
  const forbidden = globsOf(...globs);
  expect(foundBy('forbidden-name', apiOf([declared(name)]), contextOf({ forbidden }))).toEqual([]);
});

test.each([
  ['that a glob matches', 'root:orders', ['*:all', 'root:*'], 'root:*'],
  ['with nothing for the star', 'root:', ['root:*'], 'root:*'],
  ['that stands in the list', 'read:secrets', ['read:secrets'], 'read:secrets'],
  ['that several globs match, by the first', 'root:all', ['*:all', 'root:*'], '*:all'],
])('refuses a name %s', (_, name, globs, glob) => {
  const forbidden = globsOf(...globs);
  expect(foundBy('forbidden-name', apiOf([declared(name, '', 7)]), contextOf({ forbidden }))).toEqual([
    {
      rule: 'forbidden-name',
      severity: 'error',
      message: `\`${name}\` is forbidden: the policy forbids \`${glob}\`.`,
      hint: 'Choose a name that says more exactly what it allows.',
      ...at(7),
    },
  ]);
});
