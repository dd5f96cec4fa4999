import { expect, test } from '@jest/globals';
import { defaultPolicy } from '../../../src/core/policy.ts';
import { apiOf, at, contextOf, declared, foundBy } from '../declared.ts';

function contextFor(least: number) {
  return contextOf({ descriptions: { ...defaultPolicy.descriptions, 'min-length': least } });
}

test.each([
  ['more than the name', 'read:orders', 'View orders and their lines'],
  ['another word than the name', 'read:orders', 'View orders'],
  ['ten characters', 'read:orders', 'x'.repeat(10)],
  ['ten characters outside the basic plane, which UTF-16 counts twice', 'read:orders', '🔐'.repeat(10)],
  ['words outside ASCII', 'read:orders', 'Aufträge ansehen und ändern'],
  ['the name and a word of another script', 'read:orders', 'Read orders 注文'],
  ['nothing, of which description-required speaks', 'read:orders', ''],
  ['a space, of which description-required speaks', 'read:orders', ' '],
])('takes %s', (_, name, description) => {
  expect(foundBy('description-quality', apiOf([declared(name, description)]))).toEqual([]);
});

const say = 'Say what it allows, and on what.';
const twice = 'says no more than its name';
const short = 'is shorter than 10 characters';
const split = 'has a line break';

test.each([
  ['nine characters', 'read:orders', 'x'.repeat(9), short, say],
  ['spaces around nine characters', 'read:orders', `  ${'x'.repeat(9)}  `, short, say],
  ['five characters of two units each', 'read:orders', '🔐'.repeat(5), short, say],
  ['the name itself', 'read:client_grants', 'read:client_grants', twice, say],
  ['the words of the name', 'read:client_grants', 'Read client grants', twice, say],
  ['its words with an article', 'update:order', 'Update the order.', twice, say],
  ['its words in another order', 'orders:read', 'Read orders', twice, say],
  ['its words with other endings', 'read:orders', 'Reads an order', twice, say],
  ['its words, each once', 'list:user_lists', 'List the users', twice, say],
  ['its words in plural', 'read:policy', 'Read the policies', twice, say],
  ['its words of a name in Pascal case', 'ClientGrants.Read', 'Read client grants', twice, say],
  ['its words told by capitals', 'read:api_keys', 'Read APIKeys', twice, say],
  ['two lines', 'read:orders', 'View orders\nand their lines', split, 'Write it on one line, or with `>-`.'],
  ['a line break at the end', 'read:orders', 'View all orders\n', split, 'Write it on one line, or with `>-`.'],
  ['a carriage return', 'read:orders', 'View orders\rand lines', split, 'Write it on one line, or with `>-`.'],
])('warns of %s', (_, name, description, flaw, hint) => {
  expect(foundBy('description-quality', apiOf([declared(name, description, 7)]))).toEqual([
    {
      rule: 'description-quality',
      severity: 'warning',
      message: `The description of \`${name}\` ${flaw}.`,
      hint,
      ...at(7, 20),
    },
  ]);
});

test.each([
  ['takes what is as long', 4, []],
  ['warns of what is shorter', 5, ['The description of `read:orders` is shorter than 5 characters.']],
])('%s as the policy asks', (_, least, messages) => {
  const found = foundBy('description-quality', apiOf([declared('read:orders', 'abcd')]), contextFor(least));
  expect(found.map(({ message }) => message)).toEqual(messages);
});

test('takes any length where the policy asks for none, and still not the name', () => {
  const api = apiOf([declared('read:orders', '…'), declared('read:x', 'Read x', 11)]);
  expect(foundBy('description-quality', api, contextFor(0)).map(({ line }) => line)).toEqual([11]);
});
