import { describe, expect, test } from '@jest/globals';
import { chooseAudited, type Wanted } from '../../../src/core/audit/choice.ts';
import { thrownBy } from '../declared.ts';
import { tenantApi } from './audited.ts';

const tenant = 'acme.eu.auth0.com';
const identifiers = ['https://a.example/orders', 'https://a.example/billing', `https://${tenant}/api/v2/`];
const held = [
  ...identifiers.map((identifier) => tenantApi([], { identifier })),
  tenantApi([], { identifier: 'urn:own', system: true }),
];

function chosen(wanted: Wanted) {
  const { apis, missing } = chooseAudited(held, wanted, tenant);
  return { apis: apis.map(({ identifier }) => identifier).sort(), missing };
}

const declared = (...all: readonly string[]): Wanted => ({ kind: 'declared', identifiers: all, before: [] });

describe('the APIs of an audit', () => {
  test.each<[string, Wanted, string[], string[]]>([
    ['all but Auth0’s own', { kind: 'all' }, ['https://a.example/billing', 'https://a.example/orders'], []],
    ['those that a glob means', { kind: 'globs', globs: ['*/orders'] }, ['https://a.example/orders'], []],
    ['those of the manifest', declared('https://a.example/billing'), ['https://a.example/billing'], []],
    ['none where the manifest has none', declared(), [], []],
    [
      'without one that the tenant lacks',
      declared('https://x', 'https://a.example/orders'),
      ['https://a.example/orders'],
      ['https://x'],
    ],
    ['without Auth0’s own, whoever declares them', declared('urn:own'), [], ['urn:own']],
    [
      'without those that only an earlier audit was about',
      { kind: 'declared', identifiers: ['https://a.example/orders'], before: ['https://a.example/billing'] },
      ['https://a.example/orders'],
      [],
    ],
  ])('are %s', (_, wanted, apis, missing) => {
    expect(chosen(wanted)).toEqual({ apis, missing });
  });

  test.each(['https://none', `https://${tenant}/api/v2/`])('are not %s, which means none', (glob) => {
    const wanted: Wanted = { kind: 'globs', globs: ['*/orders', glob] };
    expect(thrownBy(() => chooseAudited(held, wanted, tenant))).toMatchObject({
      code: 'api-not-found',
      message: `Input \`apis\`: the tenant has no API \`${glob}\`.`,
      hint: 'Correct the identifier; Auth0’s own APIs are left out.',
    });
  });
});
