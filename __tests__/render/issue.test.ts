import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ActionError } from '../../src/core/errors.ts';
import { readDriftMarker, readMarker } from '../../src/core/marker.ts';
import type { DriftReport } from '../../src/core/report.ts';
import { renderIssue, renderSettled } from '../../src/render/issue.ts';
import { renderLog } from '../../src/render/log.ts';
import { renderSummary } from '../../src/render/summary.ts';
import { open } from '../core/admissions.ts';
import { expectGolden } from './golden.ts';
import { hostile } from './hostile.ts';
import { added, api, plan, problem, removed, report, updated, warning } from './samples.ts';

const marker = {
  tenant: 'acme.eu.auth0.com',
  environment: 'production',
  manifest: ['.github/permissions.yml'],
  fingerprint: 'f'.repeat(64),
};
const failure = new ActionError('drift-found', 'acme.eu.auth0.com differs from the manifest.', 'Do something.');

function drifting(fields: Partial<DriftReport> = {}): DriftReport {
  return { ...report({ failure }), ...fields, mode: 'drift' };
}

const orders = api({
  changes: [
    { ...removed('debug:all', 'Internal'), origin: 'drift' },
    updated('read:orders', ['View ALL orders', 'View orders'], 'drift'),
    added('cancel:orders', 'Cancel what has not shipped', 'drift'),
  ],
  unmanaged: [{ name: 'legacy:export', description: 'Export everything' }],
  admission: open,
});
const billing = api({
  identifier: 'https://api.example.com/billing',
  name: 'Billing API',
  changes: [added('void:invoices', 'Take an invoice back')],
});
const users = api({ identifier: 'urn:example:users', name: null });

const whole = drifting({
  plan: plan({
    apis: [orders, billing, users],
    missing: [{ identifier: 'https://api.example.com/returns', place: problem(), permissions: [] }],
    verdict: { reasons: ['1 permission in use would be removed.'], notices: [], label: 'allow', lacking: [] },
  }),
  problems: [
    problem({
      rule: 'unmanaged-permission',
      message: 'https://api.example.com/orders holds what the manifest does not declare: `legacy:export`.',
      hint: 'Declare it, or remove it in Auth0: the policy forbids unmanaged permissions.',
    }),
    warning,
  ],
});

test('an issue is the reviewed document', () => {
  const { title, body } = renderIssue(whole, marker);
  expect(title).toBe('Auth0 permissions drift: acme.eu.auth0.com (production)');
  expectGolden('drift-issue.md', body);
});

describe('an issue', () => {
  test('begins with its marker, which is none of a comment', () => {
    const { body } = renderIssue(whole, marker);
    expect([readDriftMarker(body), readMarker(body)]).toEqual([marker, undefined]);
  });

  test('says nothing of what would not block, or of the exposure, where it is no drift', () => {
    expect(renderSummary(report({ plan: plan({ apis: [orders] }) }))).not.toMatch(
      /Open|An apply would|Not applied yet/,
    );
  });

  test('says first what differs, then what to do about it', () => {
    const { body } = renderIssue(whole, marker);
    const order = [
      'Not on the tenant',
      '#### Drift',
      '#### Not applied yet',
      '#### Unmanaged',
      'To keep what',
      '1 error',
    ];
    const places = order.map((text) => body.indexOf(text));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  test('says of its errors that they stop an apply, but of reach that no change of an apply would cause', () => {
    const stops = 'to fix before anything is applied';
    const access = problem({ rule: 'access-expectation', severity: 'error' });
    expect(renderIssue(whole, marker).body).toContain(`**1 error** ${stops}`);
    const { body } = renderIssue({ ...whole, problems: [access] }, marker);
    expect(body).toContain('**1 error**\n');
    expect(body).not.toContain(stops);
  });

  test('keeps what is unmanaged folded and last where the policy has nothing against it', () => {
    const { body } = renderIssue({ ...whole, problems: [] }, marker);
    expect(body).not.toContain('#### Unmanaged');
    expect(body.indexOf('<details><summary>1 unmanaged')).toBeGreaterThan(body.indexOf('To keep what'));
  });

  test('fits, whatever drifts', () => {
    const apis = Array.from({ length: 60 }, (_, index) =>
      api({
        identifier: `urn:${index}`,
        changes: Array.from({ length: 900 }, (_one, at) => added(`read:${at}`, 'x'.repeat(200), 'drift')),
      }),
    );
    const { title, body } = renderIssue(drifting({ plan: plan({ apis }), environment: '🔐x'.repeat(500) }), marker);
    expect(Buffer.byteLength(body)).toBeLessThan(65_536);
    expect(title.length).toBeLessThanOrEqual(256);
  });

  test('has a title without mention, reference, code and emoji, and no text of others but as code', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const changes = [{ ...removed(text, text), origin: 'drift' as const }];
        const one = drifting({
          environment: text,
          tenant: text,
          plan: plan({ apis: [api({ identifier: text, changes })] }),
        });
        const { title, body } = renderIssue(one, marker);
        expect(title).not.toMatch(/[@#`<>*[\]\n\r\u202e\u200b]|:\w+:/);
        expect(body.match(/<!--/g)).toHaveLength(1);
      }),
    );
  });
});

test('a run without drift says so', () => {
  const calm = report({ mode: 'drift', result: 'unchanged', plan: plan({ apis: [users] }) });
  expect(renderSummary(calm)).toContain('No drift: `acme.eu.auth0.com` follows the manifest.');
  expect(renderSummary(calm)).toContain('**Limited** to roles and grants: `urn:example:users`');
  expect(renderLog(calm)[0]).toBe('Auth0 permissions · production · acme.eu.auth0.com · no drift');
  expect(renderLog(calm)).toContain('exposure limited: urn:example:users');
});

test('the log tells what drifts', () => {
  expect(renderLog(whole)[0]).toContain('Drift: 2 to restore · 1 to remove · 1 not applied yet · 1 unmanaged');
});

test('the last comment names the run and the tenant', () => {
  expect(renderSettled(whole)).toBe(
    'No drift any more since [this run](https://github.com/acme/orders/actions/runs/42): `acme.eu.auth0.com` follows the manifest.',
  );
});
