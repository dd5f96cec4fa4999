import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { primaryRateLimit } from '../../sandbox/github/faults.ts';
import { pullRequestEvent, pushEvent, scheduleEvent, type WorkflowEvent } from '../../sandbox/runner/events.ts';
import type { TenantOptions } from '../../sandbox/tenant.ts';
import type { World } from '../../sandbox/world.ts';
import {
  api,
  inWorld,
  manifestPath,
  noCredentials,
  openPullRequest,
  orders,
  ordersManifest,
  pushManifest,
} from './scenario.ts';

const before = ordersManifest({ 'read:orders': 'View orders' });
const after = ordersManifest({ 'read:orders': 'View orders', 'create:orders': 'Place an order' });
const seed = api(orders, { 'read:orders': 'View orders' });

interface Row {
  readonly code: string;
  readonly result: string;
  /** What the message and its hint must name. */
  readonly says: RegExp;
  readonly tenant?: TenantOptions;
  readonly inputs?: (world: World) => Readonly<Record<string, string>>;
  /** Makes the trouble, and gives the event; a pull request's unless given. */
  readonly event?: (world: World) => WorkflowEvent;
}

const pullRequest = (world: World) => pullRequestEvent(world.github, openPullRequest(world, before, after));
const push = (world: World) => pushManifest(world, before, after);

function clock({ github }: World): WorkflowEvent {
  github.commit('main', { [manifestPath]: after });
  return scheduleEvent(github);
}

const rows: Row[] = [
  {
    code: 'input-invalid',
    result: 'failed',
    says: /`mode`.*`plam`.*Did you mean `plan`/,
    inputs: () => ({ mode: 'plam' }),
  },
  {
    code: 'input-invalid',
    result: 'failed',
    says: /not a host.*Write `acme.eu.auth0.com`/,
    inputs: () => ({ 'auth0-domain': 'https://acme.eu.auth0.com/' }),
  },
  {
    code: 'input-invalid',
    result: 'failed',
    says: /`github-token`.*line break/,
    inputs: () => ({ 'github-token': 'one\ntwo' }),
  },
  {
    code: 'input-invalid',
    result: 'failed',
    says: /`plan-file`.*can't be written/,
    inputs: () => ({ 'plan-file': '/dev/null/plan.json', comment: 'never' }),
  },
  {
    code: 'manifest-missing',
    result: 'invalid',
    says: /`permisions\.yml`.*input `manifest`/,
    inputs: () => ({ manifest: 'permisions.yml' }),
  },
  {
    code: 'manifest-invalid',
    result: 'invalid',
    says: /1 error/,
    event: (world) => pushManifest(world, before, ordersManifest({ readOrders: 'x' })),
  },
  {
    code: 'credentials-missing',
    result: 'failed',
    says: /`auth0-client-secret`/,
    inputs: () => noCredentials,
    event: push,
  },
  {
    code: 'auth0-unauthorized',
    result: 'failed',
    says: /access_denied.*`auth0-client-secret`/,
    inputs: () => ({ 'auth0-client-secret': 'wrong' }),
  },
  {
    code: 'auth0-unauthorized',
    result: 'failed',
    says: /client-grant.*Authorize the application/,
    tenant: { apis: [seed], clients: [{ scopes: 'no grant' }] },
  },
  {
    code: 'auth0-unauthorized',
    result: 'failed',
    says: /token is expired/,
    inputs: ({ tenant }) => ({
      ...noCredentials,
      'auth0-domain': tenant.domain,
      'auth0-token': tenant.issueToken(undefined, 0),
    }),
  },
  {
    code: 'auth0-missing-scope',
    result: 'failed',
    says: /Grant read:resource_servers/,
    tenant: { apis: [seed], clients: [{ scopes: ['read:roles'] }] },
  },
  {
    code: 'auth0-missing-scope',
    result: 'failed',
    says: /Grant update:resource_servers/,
    tenant: { apis: [seed], clients: [{ scopes: ['read:resource_servers'] }] },
    event: push,
  },
  {
    code: 'auth0-missing-scope',
    result: 'failed',
    says: /Grant read:resource_servers/,
    inputs: ({ tenant }) => ({
      ...noCredentials,
      'auth0-domain': tenant.domain,
      'auth0-token': tenant.issueToken(['read:roles']),
    }),
  },
  {
    code: 'auth0-rate-limited',
    result: 'failed',
    says: /rate limit.*Running again is safe/,
    event: (world) => {
      const headers = { 'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 3600) };
      world.tenant.fault({ path: '/api/v2/resource-servers', kind: 'status', status: 429, headers });
      return pullRequest(world);
    },
  },
  {
    code: 'auth0-unavailable',
    result: 'failed',
    says: /no usable answer.*status 502.*status\.auth0\.com/,
    event: (world) => {
      world.tenant.fault({ path: '/api/v2/resource-servers', kind: 'html', times: Number.POSITIVE_INFINITY });
      return pullRequest(world);
    },
  },
  {
    code: 'auth0-rejected',
    result: 'failed',
    says: /Redirects are not followed/,
    event: (world) => {
      world.tenant.fault({ path: '/api/v2/resource-servers', kind: 'redirect' });
      return pullRequest(world);
    },
  },
  {
    code: 'auth0-rejected',
    result: 'failed',
    says: /String is too long.*invalid_body/,
    event: (world) => {
      const message = 'Payload validation error: String is too long';
      const body = { statusCode: 400, error: 'Bad Request', message, errorCode: 'invalid_body' };
      world.tenant.fault({ method: 'PATCH', path: /./, kind: 'status', status: 400, body });
      return push(world);
    },
  },
  { code: 'api-not-found', result: 'failed', says: /api\.example\.com\/orders.*Create it/, tenant: { apis: [] } },
  {
    code: 'api-not-found',
    result: 'failed',
    says: /api\.example\.com\/orders.*Create it/,
    tenant: { apis: [] },
    event: push,
  },
  {
    code: 'branch-not-protected',
    result: 'blocked',
    says: /main is not protected/,
    inputs: () => ({ mode: 'apply' }),
    event: ({ github }) => {
      github.commit('main', { [manifestPath]: after });
      return pushEvent(github, 'main');
    },
  },
  {
    code: 'commit-superseded',
    result: 'blocked',
    says: /another manifest/,
    event: (world) => {
      const old = push(world);
      world.github.commit('main', { [manifestPath]: before });
      return old;
    },
  },
  {
    code: 'plan-stale',
    result: 'blocked',
    says: /would now lose `cancel:orders`/,
    event: (world) => {
      const run = ({ apis }: World['tenant']) =>
        void apis.edit(orders, ({ scopes = [] }) => ({ scopes: [...scopes, { value: 'cancel:orders' }] }));
      world.tenant.fault({ method: 'GET', path: /resource-servers\/./, kind: 'before', run });
      return pushManifest(world, ordersManifest({ 'read:orders': 'x', 'cancel:orders': 'x' }), after);
    },
  },
  {
    code: 'verify-failed',
    result: 'failed',
    says: /another list than was sent/,
    event: (world) => {
      const id = world.tenant.apis.find(orders)?.id;
      const body = { id, identifier: orders, scopes: [{ value: 'read:orders' }] };
      world.tenant.fault({ method: 'PATCH', path: /./, kind: 'status', status: 200, body });
      return push(world);
    },
  },
  {
    code: 'drift-found',
    result: 'changes',
    says: /differs from the manifest: 1 to restore.*merge a change.*`mode: apply`/,
    event: clock,
  },
  {
    code: 'credentials-missing',
    result: 'failed',
    says: /Looking for drift needs credentials.*`auth0-client-secret`/,
    inputs: () => noCredentials,
    event: clock,
  },
  {
    code: 'input-invalid',
    result: 'failed',
    says: /Drift is looked for on a branch.*pull_request/,
    inputs: () => ({ mode: 'drift' }),
  },
  {
    code: 'credentials-missing',
    result: 'failed',
    says: /An audit needs credentials.*`auth0-client-secret`/,
    inputs: () => ({ ...noCredentials, mode: 'audit' }),
    event: clock,
  },
  {
    code: 'audit-findings',
    result: 'invalid',
    says: /The audit found \d warnings?\. Each finding says what to do about it\./,
    inputs: () => ({ mode: 'audit', 'fail-on': 'warning' }),
    event: clock,
  },
  {
    code: 'input-invalid',
    result: 'failed',
    says: /`audit-file`.*`audit\.xls`.*`\.html`/,
    inputs: () => ({ mode: 'audit', 'audit-file': 'audit.xls' }),
    event: clock,
  },
  {
    code: 'github-unavailable',
    result: 'failed',
    says: /reading the manifest.*the rate limit resets at/,
    event: (world) => {
      const aim = { path: /graphql|git\/trees/, times: Number.POSITIVE_INFINITY };
      world.github.fault(primaryRateLimit(new Date(Date.now() + 3_000_000), aim));
      return pullRequest(world);
    },
  },
];

/** Whatever went wrong, no list was sent that lacks what the tenant held. */
const sentList = z.object({ scopes: z.array(z.unknown()) });

// At once, because some wait for real retries.
test.concurrent.each(rows)('$code: $says', async ({ code, result, says, tenant, inputs, event = pullRequest }) => {
  await inWorld({ tenant: tenant ?? { apis: [seed] } }, async (world) => {
    const happening = event(world);
    const { exitCode, outputs, annotations, stderr } = await world.run(happening, inputs?.(world));
    expect(outputs['failure-reason']).toBe(code);
    expect(outputs.result).toBe(result);
    expect(exitCode).toBe(1);
    const messages = annotations.filter(({ level, file }) => level === 'error' && file === undefined);
    expect(messages.map(({ message }) => message)).toEqual([expect.stringMatching(says)]);
    expect(messages[0]?.message).toContain(`[${code}]`);
    expect(stderr).toBe('');
    const writes = world.tenant.requests.filter(({ method }) => method === 'PATCH');
    for (const { scopes } of writes.map(({ body }) => sentList.parse(body)))
      expect(scopes).toEqual(expect.arrayContaining([...(seed.scopes ?? [])]));
  });
});

test('apply-incomplete names the APIs that were not applied', async () => {
  const other = 'https://api.example.com/other';
  await inWorld({ tenant: { apis: [seed] } }, async (world) => {
    const both = `${after.slice(0, after.lastIndexOf(']'))}, {"identifier": "${other}", "permissions": {}}]}`;
    const { exitCode, outputs, annotations } = await world.run(pushManifest(world, before, both));
    expect(exitCode).toBe(1);
    expect(outputs).toMatchObject({ result: 'partial', 'failure-reason': 'apply-incomplete', additions: '1' });
    expect(annotations.map(({ message }) => message).join()).toContain(other);
  });
});
