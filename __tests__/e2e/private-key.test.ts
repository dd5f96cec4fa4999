import { describe, expect, test } from '@jest/globals';
import type { RunResult } from '../../sandbox/runner.ts';
import { ALL_SCOPES } from '../../sandbox/tenant/tokens.ts';
import type { World, WorldOptions } from '../../sandbox/world.ts';
import { bodyLines, jwk, pem, pssKey, readJwt, registered, rsaKey } from '../private-keys.ts';
import {
  api,
  inWorld,
  openPullRequest,
  orders,
  ordersManifest,
  planPullRequest,
  pushManifest,
  scopes,
  tenantRequests,
} from './scenario.ts';

const before = ordersManifest({ 'read:orders': 'View orders' });
const after = ordersManifest({ 'read:orders': 'View orders', 'create:orders': 'Place an order' });
const rsa = rsaKey();
const pss = pssKey();
const largest = rsaKey(4096);

/** A tenant whose application proves itself with one of these keys. */
const keyed: WorldOptions = {
  tenant: {
    apis: [api(orders, { 'read:orders': 'View orders' })],
    clients: [
      { scopes: ALL_SCOPES, keys: [registered(rsa), registered(rsa, 'RS384'), registered(rsa, 'PS256')] },
      { scopes: ALL_SCOPES, keys: [registered(pss, 'PS256'), registered(largest)] },
    ],
  },
};

function withKey(text: string, more: Readonly<Record<string, string>> = {}) {
  return { 'auth0-client-secret': '', 'auth0-private-key': text, ...more };
}

async function plan(world: World, inputs: Readonly<Record<string, string>>): Promise<RunResult> {
  return await planPullRequest(world, openPullRequest(world, before, after), inputs);
}

/** The assertions that were masked, which is each that was made. */
function assertionsOf({ masks }: RunResult): string[] {
  return masks.filter((mask) => mask.startsWith('eyJhbGciOi'));
}

/** Whatever was given, the numbers of the key stand nowhere but in the commands that mask them. */
function expectHidden({ text, masks, stdout, stderr }: RunResult, secrets: readonly string[]): void {
  expect(secrets.length).toBeGreaterThan(5);
  for (const secret of secrets) expect(text).not.toContain(secret);
  expect(masks).toEqual(expect.arrayContaining([...secrets]));
  const firstWords = `${stdout}\n${stderr}`.split('\n').findIndex((line) => !line.startsWith('::add-mask::'));
  const lastSecret = stdout.split('\n').findLastIndex((line) => secrets.some((secret) => line.endsWith(secret)));
  expect(lastSecret).toBeLessThan(firstWords);
}

const lines = bodyLines(pem(rsa));
const { d, p, q, dp, dq, qi } = JSON.parse(jwk(rsa));

describe('a private key', () => {
  test.each([
    ['PKCS#8', pem(rsa), lines],
    ['PKCS#1', pem(rsa, 'pkcs1'), bodyLines(pem(rsa, 'pkcs1'))],
    ['line breaks that became backslash and n', pem(rsa).replaceAll('\n', '\\n'), lines],
    ['line breaks that became spaces', pem(rsa).replaceAll('\n', ' '), lines],
    ['a JWK for RS384', jwk(rsa, { alg: 'RS384' }), [d, p, q, dp, dq, qi]],
    ['a JWK for PS256', jwk(rsa, { alg: 'PS256' }), [d, p, q, dp, dq, qi]],
  ])('plans and applies, and is hidden: %s', async (_, text, secrets) => {
    await inWorld(keyed, async (world) => {
      const planned = await plan(world, withKey(text));
      expect(planned.outputs).toMatchObject({ result: 'changes', additions: '1', 'failure-reason': '' });
      expectHidden(planned, secrets);
    });
    await inWorld(keyed, async (world) => {
      const applied = await world.run(pushManifest(world, before, after), withKey(text));
      expect(applied.outputs).toMatchObject({ result: 'applied', 'failure-reason': '' });
      expect(world.tenant.permissions(orders)).toEqual(
        scopes({ 'read:orders': 'View orders', 'create:orders': 'Place an order' }),
      );
      expectHidden(applied, secrets);
    });
  });

  test.each([
    ['for RSA-PSS only', pem(pss)],
    ['of 4096 bits', pem(largest)],
  ])('%s gets a token', async (_, text) => {
    await inWorld(keyed, async (world) => {
      const id = world.tenant.clients[1]?.id ?? '';
      const planned = await plan(world, withKey(text, { 'auth0-client-id': id }));
      expect(planned.outputs).toMatchObject({ result: 'changes', additions: '1' });
      expectHidden(planned, bodyLines(text));
    });
  });

  test('is used for one token, which does not cost a request more than with a secret', async () => {
    await inWorld(keyed, async (world) => {
      const planned = await plan(world, withKey(pem(rsa)));
      expect(assertionsOf(planned)).toHaveLength(1);
      expect(tenantRequests(world)).toEqual([
        'POST /oauth/token',
        'GET /api/v2/resource-servers',
        'GET /api/v2/client-grants',
      ]);
    });
  });

  test('goes with a custom domain, which is then asked for the token, named in the assertion and written to', async () => {
    await inWorld(keyed, async (world) => {
      const { customDomain, audience } = world.tenant;
      const inputs = withKey(pem(rsa), { 'auth0-domain': customDomain, 'auth0-audience': audience });
      const applied = await world.run(pushManifest(world, before, after), inputs);
      expect(applied.outputs).toMatchObject({ result: 'applied' });
      expect(assertionsOf(applied).map((one) => readJwt(one)[1].aud)).toEqual([`https://${customDomain}/`]);
      expect(new Set(world.tenant.requests.map(({ headers }) => headers.host))).toEqual(new Set([customDomain]));
      expect(world.tenant.requests[0]?.body).toMatchObject({ audience });
    });
  });
});

describe('a token request that is tried again', () => {
  test.each([
    ['an answer of 503', { status: 503 }],
    ['an answer of 429', { status: 429, headers: { 'retry-after': '1' } }],
  ])('after %s brings another assertion, because the first is used up', async (_, answer) => {
    await inWorld(keyed, async (world) => {
      world.tenant.fault({ path: '/oauth/token', kind: 'status-after', ...answer });
      const planned = await plan(world, withKey(pem(rsa)));
      expect(planned.outputs).toMatchObject({ result: 'changes', 'failure-reason': '' });
      const made = assertionsOf(planned).map((one) => readJwt(one)[1].jti);
      expect(made).toHaveLength(2);
      expect(new Set(made).size).toBe(2);
      expectHidden(planned, lines);
    });
  });
});

describe('a run fails with', () => {
  test.each([
    ['the key of another', pem(rsaKey())],
    ['a JWK for an algorithm that is not registered', jwk(rsa, { alg: 'RS384' })],
  ])('auth0-unauthorized for %s, and names the input', async (_, text) => {
    const clients = [{ scopes: ALL_SCOPES, keys: [registered(rsa)] }];
    await inWorld({ tenant: { ...keyed.tenant, clients } }, async (world) => {
      const failed = await plan(world, withKey(text));
      expect(failed.exitCode).toBe(1);
      expect(failed.outputs).toMatchObject({ result: 'failed', 'failure-reason': 'auth0-unauthorized' });
      expect(failed.annotations.map(({ message }) => message).join()).toMatch(/invalid_client.*`auth0-private-key`/s);
      for (const secret of failed.masks) expect(failed.text).not.toContain(secret);
      expect(tenantRequests(world)).toEqual(['POST /oauth/token']);
    });
  });

  test.each([
    ['a key that is too short', pem(rsaKey(1024)), /only 1024 bits/],
    ['a key with a line missing', pem(rsa).split('\n').toSpliced(4, 1).join('\n'), /damaged/],
    ['half a key', pem(rsa).slice(0, 800), /cut off/],
    ['half a JWK', jwk(rsa).slice(0, 800), /no JSON/],
    ['the body of a key', lines.join('\n'), /no key/],
  ])('input-invalid for %s, before anybody is asked', async (_, text, says) => {
    await inWorld(keyed, async (world) => {
      const failed = await plan(world, withKey(text));
      expect(failed.exitCode).toBe(1);
      expect(failed.outputs).toMatchObject({ result: 'failed', 'failure-reason': 'input-invalid' });
      const [annotation] = failed.annotations;
      expect(annotation?.message).toContain('Input `auth0-private-key`: ');
      expect(annotation?.message).toMatch(says);
      for (const part of text.split(/[\s"]+/).filter((one) => one.length > 20)) expect(failed.text).not.toContain(part);
      expect([...world.tenant.requests, ...world.github.requests]).toEqual([]);
    });
  });

  test('input-invalid for a key beside a secret, before anybody is asked', async () => {
    await inWorld(keyed, async (world) => {
      const failed = await plan(world, withKey(pem(rsa), { 'auth0-client-secret': world.tenant.client.secret }));
      expect(failed.outputs).toMatchObject({ result: 'failed', 'failure-reason': 'input-invalid' });
      expect(failed.annotations[0]?.message).toMatch(/`auth0-private-key`.*two kinds.*`auth0-client-secret`/);
      for (const line of lines) expect(failed.text).not.toContain(line);
      expect([...world.tenant.requests, ...world.github.requests]).toEqual([]);
    });
  });
});
