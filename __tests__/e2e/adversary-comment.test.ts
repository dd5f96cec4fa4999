import { expect, test } from '@jest/globals';
import { pullRequestEvent } from '../../sandbox/runner/events.ts';
import { begin, github, one, two } from './merging.ts';
import { api, inWorld, manifestPath, orders, ordersManifest } from './scenario.ts';

test('an old plan that is started again, or ends late, does not put what it planned in place of the newest plan', async () => {
  await inWorld({ tenant: { apis: [api(orders, one)] }, github }, async (world) => {
    begin(world, one);
    world.github.commit('topic', { [manifestPath]: ordersManifest(two) }, { from: 'main' });
    const number = world.github.openPullRequest({ head: 'topic' });
    const old = pullRequestEvent(world.github, number);
    await world.run(old);
    world.github.commit('topic', {
      [manifestPath]: ordersManifest({ ...two, 'admin:everything': 'Do whatever there is' }),
    });
    await world.run(pullRequestEvent(world.github, number));
    const comment = () => world.github.comments(number)[0]?.body ?? '';
    expect(comment()).toContain('+ admin:everything');
    await world.run(old);
    expect(comment()).toContain('+ admin:everything');
  });
});
