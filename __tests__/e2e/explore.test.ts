import { appendFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import pMap from 'p-map';
import { oddities, play, remember, requestsOf } from './strange-answers.ts';

test('explore', async () => {
  const memory = await remember();
  for (const course of ['an apply'] as const) {
    const asked = await requestsOf(course, memory);
    appendFileSync(
      '/tmp/explore.log',
      `${course} ${asked.length}\n${asked.map((one) => `  ${one.of} ${one.method} ${one.path} ${one.skip}`).join('\n')}\n`,
    );
    const cases = asked.flatMap((one) => oddities.map((odd) => ({ asked: one, odd })));
    const start = Date.now();
    await pMap(
      cases,
      async (one) => {
        const wrong = await play(course, memory, one).catch((e) => [String(e).slice(0, 600)]);
        for (const line of wrong)
          appendFileSync(
            '/tmp/explore.log',
            `${course} ${one.asked.method} ${one.asked.path} ${one.asked.skip} ${one.odd}: ${line}\n`,
          );
      },
      { concurrency: 2 },
    );
    appendFileSync('/tmp/explore.log', `${course} took ${Date.now() - start}\n`);
  }
  expect(1).toBe(1);
}, 3_000_000);
