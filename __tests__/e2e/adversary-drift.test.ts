import { describe, expect, test } from '@jest/globals';
import { scheduleEvent } from '../../sandbox/runner/events.ts';
import { api, inWorld, manifestPath, orders, ordersManifest, scopes } from './scenario.ts';

const declared = { 'read:orders': 'View orders', 'cancel:orders': 'Cancel what has not shipped' };
const drifted = { 'read:orders': 'View orders' };

describe('drift', () => {
  test('that was accepted, corrected, and comes back later is told again', async () => {
    const github = { permissions: { contents: 'read', deployments: 'read', issues: 'write' } } as const;
    await inWorld({ tenant: { apis: [api(orders, declared)] }, github }, async (world) => {
      world.github.commit('main', { [manifestPath]: ordersManifest(declared) });
      const hold = (held: Readonly<Record<string, string>>) =>
        world.tenant.apis.edit(orders, () => ({ scopes: scopes(held) }));
      const look = async () => await world.run(scheduleEvent(world.github));
      hold(drifted);
      await look();
      world.github.updateIssue(1, { state: 'closed', stateReason: 'not_planned' });
      hold(declared); // corrected: nothing drifts
      const quiet = await look();
      expect(quiet.exitCode).toBe(0);
      hold(drifted); // a year later somebody does it again
      await look();
      expect(world.github.issues().filter(({ state }) => state === 'open')).toHaveLength(1);
    });
  });
});
