import { expect, test } from '@jest/globals';
import type { Deployments, NewAttempt } from '../../src/ports/github.ts';
import { Recorder } from '../../src/write/record.ts';

const [first, second] = ['https://api.example.com/first', 'https://api.example.com/second'] as const;

/** A GitHub that answers a record that replaces another one only when it is told to. */
function slowGitHub() {
  const { promise, resolve } = Promise.withResolvers<void>();
  const begun: NewAttempt[] = [];
  const deployments: Pick<Deployments, 'begin' | 'finish'> = {
    begin: async (attempt) => {
      begun.push(attempt);
      if (attempt.replaces !== undefined) await promise;
      return begun.length;
    },
    finish: async () => undefined,
  };
  return { deployments, begun, answer: resolve };
}

async function begin() {
  const { deployments, ...github } = slowGitHub();
  const ports = { run: { commit: 'c'.repeat(40), runUrl: '' }, openDeployments: async () => deployments };
  const recorder = new Recorder(
    ports,
    () => undefined,
    async () => undefined,
  );
  await recorder.begin(
    new Map([
      [first, ['read:a', 'read:b']],
      [second, ['read:c']],
    ]),
  );
  return { recorder, ...github };
}

test('an API of which the record is true does not wait for that of another one: what was read of it would be old', async () => {
  const { recorder, begun, answer } = await begin();
  const renewed = recorder.renew(first, ['read:a']);
  const untouched = recorder.renew(second, ['read:c']);
  setImmediate(answer);
  expect(await Promise.race([renewed, untouched])).toBe(false);
  expect(await renewed).toBe(true);
  expect(begun).toHaveLength(2);
});

test('two APIs that are about to get something else are recorded one after the other, and nothing of either is forgotten', async () => {
  const { recorder, begun, answer } = await begin();
  const both = [recorder.renew(first, ['read:a']), recorder.renew(second, [])];
  answer();
  expect(await Promise.all(both)).toEqual([true, true]);
  expect(begun.map(({ replaces }) => replaces)).toEqual([undefined, 1, 2]);
  expect(await recorder.renew(first, ['read:a'])).toBe(false);
});
