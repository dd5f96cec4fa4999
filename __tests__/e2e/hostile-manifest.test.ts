import { expect, test } from '@jest/globals';
import { inWorld, manifestPath, noCredentials, openPullRequest, ordersManifest, planPullRequest } from './scenario.ts';

/** In bytes: 5 MiB, the most that is read of a file. */
const largest = 5 * 1024 * 1024;

/** In bytes. */
const gibibyte = 1024 ** 3;

const head = 'version: 1\napis:\n  - identifier: x\n    permissions:\n';

/** The largest file there may be that begins with `start` and goes on with one line over and over. */
function filled(line: (index: number) => string, start = ''): string {
  const lines = [start];
  for (let size = start.length, index = 0; ; index += 1) {
    const next = line(index);
    size += next.length;
    if (size > largest) return lines.join('');
    lines.push(next);
  }
}

test.each([
  ['empty maps', filled(() => '{}\n')],
  ['keys that nobody knows', filled((index) => `k${index}: 1\n`)],
  ['more permissions than an API may have', filled((index) => `      read:${index}: ""\n`, head)],
])('a full file of %s is refused, and takes less than a gigabyte', async (_name, text) => {
  await inWorld({}, async (world) => {
    const number = openPullRequest(world, ordersManifest({}), text);
    const more = { measure: true };
    const { exitCode, outputs, annotations, peakMemory } = await planPullRequest(world, number, noCredentials, more);
    expect(exitCode).toBe(1);
    expect(outputs).toMatchObject({ result: 'invalid', 'failure-reason': 'manifest-invalid' });
    expect(annotations[0]).toMatchObject({ file: manifestPath, level: 'error' });
    expect(peakMemory).toBeLessThan(gibibyte);
  });
});
