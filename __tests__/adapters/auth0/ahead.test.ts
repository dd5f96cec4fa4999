/** What is begun before it is known who has to be asked for: it may change how long an answer takes, never the answer. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ALL_SCOPES } from '../../../sandbox/tenant/tokens.ts';
import type { Tenant } from '../../../sandbox/tenant.ts';
import { TenantHttp } from '../../../src/adapters/auth0/http.ts';
import type { Session } from '../../../src/adapters/auth0/session.ts';
import { Auth0TenantReader } from '../../../src/adapters/auth0/tenant.ts';
import { getToken } from '../../../src/adapters/auth0/token.ts';
import type { Question } from '../../../src/core/reach/question.ts';
import type { Holders } from '../../../src/core/reach/reach.ts';
import { accessTo, impatience, listen, startTrusted } from './tenant-session.ts';

const names = ['read:a', 'read:b', 'read:c'];
const apis = Array.from({ length: 6 }, (_, index) => `https://api.example.com/${index}`);
const clients = Array.from({ length: 40 }, (_, index) => ({ id: `client${index}`, name: `Client ${index}` }));

/** Of six APIs, more grants than a page holds, and more roles than are few. */
let tenant: Tenant;

beforeAll(async () => {
  const pick = (index: number) => [names[index % 3] ?? '', names[(index * 7 + 1) % 3] ?? ''];
  const grants = apis.flatMap((audience, api) =>
    clients.slice(0, 40 - 6 * api).map(({ id: client }, index) => ({ client, audience, scope: pick(index + api) })),
  );
  const roles = Array.from({ length: 9 }, (_, index) => ({
    name: `Role ${index}`,
    permissions: [{ api: apis[index % 6] ?? '', name: names[index % 3] ?? '' }],
  }));
  const held = apis.map((identifier) => ({ identifier, scopes: names.map((value) => ({ value })) }));
  tenant = await startTrusted({ apis: held, clients, grants, roles });
});

afterAll(async () => {
  await tenant.close();
  expect(tenant.failures).toEqual([]);
});

/** About some APIs, for some of their permissions. */
const questions: fc.Arbitrary<Question> = fc
  .record({
    asked: fc.dictionary(fc.constantFrom(...apis), fc.subarray(names, { minLength: 1 })),
    roles: fc.constantFrom('all', 'few', 'none'),
    thirdParties: fc.boolean(),
  })
  .map(({ asked, roles, thirdParties }) => {
    const permissions = new Map(Object.entries(asked).map(([identifier, some]) => [identifier, new Set(some)]));
    return { grants: [...permissions.keys()], permissions, roles, lost: permissions, thirdParties };
  });

const all = [...ALL_SCOPES, 'read:users', 'read:clients'];

const rights = fc.constantFrom(all, without('read:client_grants'), without('read:roles'), without('read:users'));

function without(right: string): string[] {
  return all.filter((scope) => scope !== right);
}

/** With a token that says what it allows, or a ready one of which that is not known. */
async function open(scopes: readonly string[], kind: 'telling' | 'ready'): Promise<Session> {
  const heard = listen();
  const http = new TenantHttp(tenant.domain, heard, impatience);
  const access = accessTo(tenant, { kind: 'token', token: tenant.issueToken(scopes) });
  const token = await getToken(http, access, heard.mask);
  return { http, log: heard.log, token: { ...token, scopes: kind === 'telling' ? new Set(scopes) : undefined } };
}

/** In one order. */
function arranged({ grants, roles, thirdParties, notRead }: Holders) {
  const sorted = <Item>(items: readonly Item[]) => items.map((item) => JSON.stringify(item, plainly)).sort();
  return {
    grants: grants && [...grants].map(([identifier, held]) => [identifier, sorted(held)]).sort(),
    roles: roles && { total: roles.total, roles: sorted(roles.roles) },
    thirdParties: thirdParties && [...thirdParties].sort(),
    notRead: sorted(notRead),
  };
}

function plainly(_key: string, value: unknown): unknown {
  if (value instanceof Map) return [...value].sort();
  return value instanceof Set ? [...value].sort() : value;
}

const faults = fc.constantFrom(
  undefined,
  { kind: 'status', status: 500 },
  { kind: 'status', status: 429, headers: { 'retry-after': '0' } },
  { kind: 'reset' },
  { kind: 'html' },
  { kind: 'hang' },
) satisfies fc.Arbitrary<object | undefined>;

test('whoever was asked about ahead, and whatever became of it, who holds what is the same', async () => {
  const property = fc.asyncProperty(
    questions,
    questions,
    rights,
    fc.constantFrom('telling', 'ready'),
    faults,
    async (likely, question, scopes, kind, effect) => {
      const usual = await new Auth0TenantReader(await open(scopes, kind)).holders(question);
      const reader = new Auth0TenantReader(await open(scopes, kind));
      const fault = effect && tenant.fault({ method: 'GET', path: /client-grants|roles\?/, ...effect });
      reader.ahead(likely);
      const found = await reader.holders(question);
      fault?.off();
      expect(arranged(found)).toEqual(arranged(usual));
    },
  );
  await fc.assert(property, { numRuns: 20 });
});
