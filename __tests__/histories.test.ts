import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { held, isCalm, owed, strays, unlike } from './histories/healing.ts';
import { Play } from './histories/play.ts';
import { readable } from './histories/repository.ts';
import { type History, history } from './histories/steps.ts';

/** Alone this takes about 20 seconds; a failure prints seed and path, with which it comes again. */
const numRuns = 2000;

const api = 'https://api.example.com/orders';
const declare = (name: 'read:items' | 'cancel:items') =>
  ({ edit: 'declare', api, name, description: 'View the items' }) as const;

/** A history that was once told wrong: the write landed, its answer was lost, and the next read stopped the API. */
const landedAndStopped: History = {
  ...{ policy: 'block', manifest: [declare('read:items')], tenant: [], applied: true },
  steps: [
    {
      ...{ step: 'tidy up', api, name: 'read:items', edits: [declare('cancel:items')] },
      run: { fates: ['landed'], meanwhile: { read: 2, edit: { edit: 'bring back' } } },
    },
  ],
};

test('whatever happened before, nobody else’s permission is touched, every result is true, and the next change heals', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (one) => {
      const play = new Play(one);
      if (one.applied) await play.apply(play.world.repository.pushes[0], {});
      for (const step of one.steps) {
        await play.take(step);
        if (play.wrong.length > 0) break;
      }
      expect(play.wrong).toEqual([]);
      await heal(play);
      if (isCalm(one, play.world)) expect(strays(play)).toEqual([]);
    }),
    { numRuns, examples: [[landedAndStopped]] },
  );
});

/**
 * A last pull request that changes nothing of the manifest, planned, labelled, merged and applied without faults; and the
 * same run once more.
 */
async function heal(play: Play): Promise<void> {
  const { repository, tenant } = play.world;
  const pull = repository.open([], undefined);
  for (const identifier of readable(repository.preview(pull)).keys()) tenant.create(identifier);
  await play.plan(pull, 'plan', {});
  const due = owed(play.world);
  const ran = await play.merge(pull, { labelled: true, trouble: {} });
  expect({ wrong: play.wrong, failed: ran?.failed }).toEqual({ wrong: [], failed: [] });
  expect(['applied', 'unchanged']).toContain(ran?.outputs.result);
  expect({ unlike: unlike(play.world), left: due.filter((one) => held(play.world).has(one)) }).toEqual(healed);
  const again = await play.apply(repository.pushes.at(-1), {});
  expect({ result: again?.outputs.result, writes: again?.writes }).toEqual({ result: 'unchanged', writes: [] });
}

const healed = { unlike: [], left: [] };
