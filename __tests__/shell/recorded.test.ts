import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { pushEvent, workflowDispatchEvent } from '../../sandbox/runner/events.ts';
import { api, openPullRequest, orders, ordersManifest, planPullRequest } from '../e2e/scenario.ts';
import { inWorldHere as inWorld } from './here.ts';

const fixture = join(import.meta.dirname, '../fixtures/management-api-scopes.json');
const recorded = z.object({ scopes: z.array(z.object({ value: z.string(), description: z.string() })) });

test('the recorded permissions of Auth0’s own API are planned, commented and applied, and then nothing is left to do', async () => {
  const { scopes } = recorded.parse(JSON.parse(await readFile(fixture, 'utf8')));
  const permissions = Object.fromEntries(scopes.map(({ value, description }) => [value, description]));
  await inWorld({ tenant: { apis: [api(orders, {})] } }, async (world) => {
    const number = openPullRequest(world, ordersManifest({}), ordersManifest(permissions));
    const planned = await planPullRequest(world, number);
    expect(planned.outputs).toMatchObject({
      result: 'changes',
      additions: String(scopes.length),
      errors: '0',
      warnings: '110', // descriptions that say no more than the name, and the like: __tests__/core/recorded.test.ts
    });
    const body = world.github.comments(number)[0]?.body ?? '';
    for (const { value } of scopes) expect(body).toContain(`- 🟢 \`${value}\``);
    world.github.merge(number);
    const applied = await world.run(pushEvent(world.github, 'main'));
    expect(applied.outputs).toMatchObject({ result: 'applied', additions: String(scopes.length) });
    expect(world.tenant.permissions(orders)).toEqual(scopes);
    const again = await world.run(workflowDispatchEvent(world.github));
    expect(again.outputs).toMatchObject({ result: 'unchanged', drift: 'false' });
  });
});
