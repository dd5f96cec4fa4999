import { describe, expect, test } from '@jest/globals';
import { pushEvent } from '../../sandbox/runner/events.ts';
import { begin, failure, github, held, merge, one, policy, policyPath, propose, two } from './merging.ts';
import { api, inWorld, manifestPath, orders, ordersManifest } from './scenario.ts';

const legacy = { 'legacy:orders': 'Somebody else’s' };

describe('an apply', () => {
  test('removes nothing that only a commit beside the branch declared, whatever a workflow records', async () => {
    await inWorld({ tenant: { apis: [api(orders, { ...one, ...legacy })] }, github }, async (world) => {
      begin(world, one);
      // A pull request whose first commit declares it and whose second takes it back: nothing of it is in the diff.
      const beside = world.github.commit(
        'detour',
        { [manifestPath]: ordersManifest({ ...one, ...legacy }) },
        { from: 'main' },
      );
      world.github.commit('detour', { [manifestPath]: ordersManifest(one), 'README.md': 'Better words' });
      world.github.merge(world.github.openPullRequest({ head: 'detour' }), 'merge');
      // What a workflow of any branch, or of a pull request of this repository, may record with `deployments: write`.
      const [tip, tenant] = [world.github.resolve('main'), world.tenant.domain];
      world.github.addDeployment({
        sha: tip,
        ref: tip,
        login: 'github-actions[bot]',
        task: 'auth0-permissions',
        environment: tenant,
        payload: { version: 1, tenant, manifest: [manifestPath], previous: beside },
      });
      world.github.commit('main', { 'README.md': 'Still better words' });
      const result = await world.run(pushEvent(world.github, 'main'));
      expect(held(world)).toEqual(['read:orders', 'legacy:orders']);
      expect(result.outputs.removals).toBe('0');
    });
  });
});

describe('a pull request that makes the policy stricter', () => {
  test('says that the apply of it will be stopped by what is unmanaged', async () => {
    await inWorld({ tenant: { apis: [api(orders, { ...one, ...legacy })] }, github }, async (world) => {
      begin(world, one);
      const { number, planned, comment } = await propose(world, {
        permissions: two,
        files: { [policyPath]: policy('unmanaged: forbid') },
      });
      const applied = await merge(world, number);
      expect(failure(applied)).toContain('manifest-invalid'); // this is so ...
      expect(planned.outputs.warnings).not.toBe('0'); // ... and this is what the reviewer would have to see
      expect(comment()).toMatch(/new policy/);
    });
  });
});

describe('a label that lifts the guard', () => {
  test('is said to lift it only where it does', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 1000 }, (_, index) => [`read:r${index}`, `View what is number ${index}`]),
    );
    const other = Object.fromEntries(
      Array.from({ length: 900 }, (_, index) => [`read:s${index}`, `View what is number ${index}`]),
    );
    const second = 'https://api.example.com/second';
    const text = (a: object, b: object) =>
      JSON.stringify({
        version: 1,
        apis: [
          { identifier: orders, permissions: a },
          { identifier: second, permissions: b },
        ],
      });
    await inWorld({ tenant: { apis: [api(orders, many), api(second, other)] }, github }, async (world) => {
      world.github.commit('main', { [manifestPath]: text(many, other) });
      world.github.protect('main', 'classic');
      const [sha, tenant] = [world.github.resolve('main'), world.tenant.domain];
      const payload = { version: 1, tenant, manifest: [manifestPath] };
      const ours = {
        sha,
        ref: sha,
        login: 'github-actions[bot]',
        task: 'auth0-permissions',
        environment: tenant,
        payload,
      };
      world.github.addDeploymentStatus(world.github.addDeployment(ours), {
        state: 'success',
        login: 'github-actions[bot]',
      });
      const { number, comment } = await propose(world, {
        files: { [manifestPath]: text({ 'read:r0': many['read:r0'] }, { 'read:s0': other['read:s0'] }) },
        labels: ['allow-permission-removal'],
      });
      const docs = await propose(world, { files: { 'README.md': 'Words' } });
      const said = comment();
      world.github.merge(docs.number);
      const result = await merge(world, number);
      expect(said).toContain('The guard is lifted');
      expect(failure(result)).toBe('');
    });
  });
});
