import { describe, expect, test } from '@jest/globals';
import { renderLog } from '../../src/render/log.ts';
import { nobody } from '../core/admissions.ts';
import { added, api, large, plan, problem, removed, report, samples } from './samples.ts';

describe('the log', () => {
  test('shows every change, drift and unmanaged permission below its API', () => {
    expect(renderLog(samples.typical ?? report())).toEqual([
      'Auth0 permissions · production · acme.eu.auth0.com · 4 to add · 1 to update · 1 to remove · 1 to restore (drift)',
      'Orders API (https://api.example.com/orders)',
      '    - cancel:orders  Cancel an order that has not shipped',
      '    ! read:orders    View orders',
      '    !              → View orders and their lines',
      '    + create:orders  Place an order',
      '    + refund:orders  Pay an order back',
      '    cancel:orders is held by any user of any first-party application · Warehouse, Web shop and Reporting themselves (1 of their grants allows all) · role Support, without effect now',
      '    create:orders is gained by any user of any first-party application · Reporting itself (its grant allows all)',
      '    refund:orders is gained by any user of any first-party application · Reporting itself (its grant allows all)',
      '  unmanaged, kept:',
      '    legacy:export  Export everything',
      '    orders:sync',
      '    debug:all      Internal',
      'Billing API (https://api.example.com/billing)',
      '    + read:invoices  View invoices',
      '    + void:invoices  Take an invoice back',
      '  drift:',
      '    ! export:invoices  Export ALL invoices',
      '    !                → Export invoices as CSV',
      'urn:example:users: nothing to change',
      'The apply will be blocked. `cancel:orders` is in use by 2 applications and 1 role. To allow it once, in every environment, add the label `allow-permission-removal` to the pull request.',
    ]);
  });

  test('counts the APIs of which there is nothing to say, where there are several', () => {
    const quiet = (...names: string[]) => names.map((identifier) => api({ identifier, changes: [] }));
    const one = api({ identifier: 'changed', changes: [added('a:b')] });
    const kept = { ...api({ identifier: 'kept', changes: [] }), unmanaged: [{ name: 'c:d', description: '' }] };
    const linesOf = (...apis: ReturnType<typeof api>[]) => renderLog(report({ plan: plan({ apis }) })).slice(1);
    expect(linesOf(...quiet('a'), one, ...quiet('b'), kept)).toEqual([
      ...['Orders API (changed)', '    + a:b'],
      ...['Orders API (kept): nothing to change', '  unmanaged, kept:', '    c:d'],
      '2 other APIs: nothing to change',
    ]);
    expect(linesOf(...quiet('a', 'b'))).toEqual(['2 APIs: nothing to change']);
    expect(linesOf(...quiet('a'))).toEqual(['Orders API (a): nothing to change']);
  });

  test('says which API was not applied, and why', () => {
    const lines = renderLog(samples.partly ?? report());
    expect(lines[0]).toContain('Applied to 1 of 2 APIs: 2 added · 1 updated · 1 removed');
    expect(lines.join('\n')).toContain('Billing API (https://api.example.com/billing): not applied. Auth0 refused');
  });

  test('says that the tenant was not asked', () => {
    expect(renderLog(samples.offline ?? report())[0]).toMatch(/the tenant was not asked$/);
  });

  test('names APIs that the tenant lacks, and those no longer managed', () => {
    expect(renderLog(samples.missing ?? report())).toEqual(
      expect.arrayContaining([
        'https://api.example.com/returns: not on the tenant',
        'https://api.example.com/legacy: no longer managed, stays as it is',
      ]),
    );
  });

  test('says of a drift, too, that an apply would be blocked, and of an apply nothing: its failure does', () => {
    const { mode: _, ...typical } = samples.typical ?? report();
    expect(renderLog({ ...typical, mode: 'drift' })).toContainEqual(
      expect.stringMatching(/^An apply would be blocked\. `cancel:orders` is in use/),
    );
    expect(renderLog(samples.refused ?? report()).join('\n')).not.toContain('be blocked');
  });

  test('says what was not found out, and which right would tell', () => {
    const notRead = [
      { what: 'roles', right: 'read:roles' },
      { what: 'users', right: 'read:users' },
    ] as const;
    const unknowns = { ...plan().unknowns, notRead, roles: { checked: 3, total: 9 } };
    expect(renderLog(report({ plan: plan({ unknowns }) }))).toEqual(
      expect.arrayContaining([
        'Not checked: who holds what changes. Grant the application `read:roles`.',
        'Checked 3 of 9 roles: there are more than can be read in the time.',
        'Not counted: how many users hold the roles. Grant the application `read:users`.',
      ]),
    );
  });

  test('says that roles were not asked for what is added', () => {
    const changes = [{ ...added('a:b'), impact: { ...nobody, unread: ['roles' as const] } }];
    expect(renderLog(report({ plan: plan({ apis: [api({ changes })] }) }))).toContain(
      'Not checked: whether a role has kept `a:b` from before, and gives it at once.',
    );
  });

  test('holds the notices', () => {
    expect(renderLog(report({ notices: ['Roles were not read.'] }))).toContain('Roles were not read.');
  });

  test('counts changes beyond five thousand, over all APIs', () => {
    const many = (name: string, number: number) =>
      api({ identifier: name, changes: Array.from({ length: number }, (_, index) => added(`read:${index}`)) });
    const lines = renderLog(report({ plan: plan({ apis: [many('a', 4990), many('b', 30), many('c', 7)] }) }));
    expect(lines).toContain('    … and 20 more');
    expect(lines).toContain('    … and 7 more');
    expect(lines.length).toBeLessThan(5020);
  });

  test('counts problems beyond a thousand', () => {
    const problems = Array.from({ length: 1002 }, (_, line) => problem({ line }));
    expect(renderLog(report({ problems }))).toContain('… and 2 more problems');
  });

  test('shows what was there before below what is new, and counts it', () => {
    const lines = renderLog(
      report({
        problems: [
          problem({ line: 1, age: 'old' }),
          problem({ line: 2, age: 'old', severity: 'warning' }),
          problem({ line: 3, age: 'new' }),
        ],
      }),
    );
    const shown = lines.map((line) => line.split(' `')[0]).slice(1, 5);
    const place = (severity: string, line: number) => `${severity} .github/permissions.yml:${line}:7`;
    expect(shown).toEqual([
      place('error', 3),
      '1 error and 1 warning that were there before:',
      place('error', 1),
      place('warning', 2),
    ]);
  });

  test('says that the policy is the first', () => {
    const says = 'policy: the first one here, so it counts at once';
    expect(renderLog(samples['first-policy'] ?? report())).toContain(says);
    expect(renderLog(samples.policy ?? report())).not.toContain(says);
  });

  test('leaves why the run failed to the line that fails it', () => {
    const { failure, ...sample } = samples.refused ?? report();
    expect(renderLog({ ...sample, ...(failure && { failure }) })).toEqual(renderLog(sample));
  });

  test('shows removals first', () => {
    const one = api({ changes: [removed('a:b'), added('c:d')] });
    expect(renderLog(report({ plan: plan({ apis: [one] }) })).slice(2)).toEqual(['    - a:b', '    + c:d']);
    expect(renderLog(large)).toContain('    - delete:users_9  Delete users of kind 9');
  });
});
