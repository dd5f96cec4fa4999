import { describe, expect, test } from '@jest/globals';
import { notAudited } from '../../../src/core/audit/audit.ts';
import { readBaseline } from '../../../src/core/audit/baseline.ts';
import type { AuditDocument, Held } from '../../../src/core/audit/document.ts';
import { since } from '../../../src/core/audit/since.ts';
import type { TenantApi } from '../../../src/core/plan.ts';
import type { Admission, Grant, Holders, NotRead, Role } from '../../../src/core/reach/reach.ts';
import { closed, grant, holdersOf, limited, open, role } from '../admissions.ts';
import { orders, thrownBy } from '../declared.ts';
import { auditOf, byGrant, findingText, holderText, tenantApi } from './audited.ts';

const p = 'read:orders';
const other = 'https://api.example.com/billing';
const present = new Set([orders, other]);
const rbac: Admission = { ...byGrant, rbac: true };
const users = { as: 'its-users' } as const;

interface Side {
  readonly admission?: Admission;
  readonly grants?: readonly Grant[];
  readonly roles?: readonly Role[];
  readonly lacking?: readonly NotRead['what'][];
  readonly names?: readonly string[];
}

function holdersAt({ grants = [], roles = [], lacking = [] }: Side): Holders {
  const found = holdersOf(orders, grants, roles);
  return {
    grants: lacking.includes('grants') ? undefined : found.grants,
    roles: lacking.includes('roles') ? undefined : found.roles,
    thirdParties: lacking.includes('applications') ? undefined : new Set(),
    notRead: lacking.map((what) => ({ what, right: `read:${what}` })),
  };
}

function audit(side: Side, fields: Partial<TenantApi> = {}): AuditDocument {
  const apis = [tenantApi(side.names ?? [p], { admission: side.admission ?? limited, ...fields })];
  return auditOf({ apis, holders: holdersAt(side) });
}

const heldText = ({ permission, holder }: Held) => `${permission} ${holderText(holder)}`;

describe('who gained and who lost', () => {
  const ci = grant('CI', [p]);
  const support = role('Support', orders, [p]);
  const denied: Admission = { ...limited, applications: 'nobody' };

  test.each<[string, Side, Side, gained: string[], lost: string[]]>([
    ['is nobody where nothing changed', { grants: [ci] }, { grants: [ci] }, [], []],
    ['is who was granted it', {}, { grants: [ci] }, [`${p} application CI itself`], []],
    ['is who is granted it no more', { grants: [ci] }, {}, [], [`${p} application CI itself`]],
    [
      'is who is let in by another way',
      { grants: [ci] },
      { grants: [{ ...ci, ...users }] },
      [`${p} application CI its-users`],
      [`${p} application CI itself`],
    ],
    [
      'is nobody by a name that changed',
      { grants: [ci] },
      { grants: [grant('x', [p], { application: { id: 'id of CI', name: 'New' } })] },
      [],
      [],
    ],
    ['is nobody by a grant that allows all now', { grants: [ci] }, { grants: [{ ...ci, all: true }] }, [], []],
    ['is nobody by a grant without effect', { admission: denied }, { admission: denied, grants: [ci] }, [], []],
    [
      'is who holds it still and gets it no more',
      { grants: [ci] },
      { grants: [ci], admission: denied },
      [],
      [`${p} application CI itself`],
    ],
    ['is every user', {}, { admission: open }, [`${p} every-user`], []],
    ['is a role', { roles: [support] }, {}, [], [`${p} role Support`]],
    [
      'is a role that RBAC gives a meaning',
      { admission: byGrant, roles: [support], grants: [grant('Shop', [p], users)] },
      { admission: rbac, roles: [support], grants: [grant('Shop', [p], users)] },
      [`${p} role Support`],
      [],
    ],
    [
      'is who holds a name that the API has no more',
      { grants: [ci] },
      { grants: [ci], names: [] },
      [],
      [`${p} application CI itself`],
    ],
  ])('%s', (_, before, now, gained, lost) => {
    const told = since(audit(now), audit(before), present);
    expect({ gained: told.gained.map(heldText), lost: told.lost.map(heldText) }).toEqual({ gained, lost });
  });

  test.each<[string, Side, Side, gained: string[], lost: string[]]>([
    [
      'applications, where grants were not read then',
      { lacking: ['grants'] },
      { grants: [ci], roles: [support] },
      [`${p} role Support`],
      [],
    ],
    [
      'applications, where grants are not read now',
      { grants: [ci], roles: [support] },
      { lacking: ['grants'] },
      [],
      [`${p} role Support`],
    ],
    [
      'roles, where they were not read then',
      { lacking: ['roles'] },
      { grants: [ci], roles: [support] },
      [`${p} application CI itself`],
      [],
    ],
    ['roles, where they are not read now', { roles: [support] }, { lacking: ['roles'] }, [], []],
    [
      'a role that is taken for one with an effect, since grants are not read now',
      { admission: rbac, roles: [support] },
      { admission: rbac, roles: [support], lacking: ['grants'] },
      [],
      [],
    ],
    [
      'a role that was taken for one, since grants were not read then',
      { admission: rbac, roles: [support], lacking: ['grants'] },
      { admission: rbac, roles: [support] },
      [],
      [],
    ],
  ])('leaves out %s', (_, before, now, gained, lost) => {
    const told = since(audit(now), audit(before), present);
    expect({ gained: told.gained.map(heldText), lost: told.lost.map(heldText) }).toEqual({ gained, lost });
  });

  test('is told of an API that is new to the audit, and of one that the tenant has no more', () => {
    const [a, b] = [audit({ admission: open }), audit({ admission: open }, { identifier: other })];
    const gained = since(a, b, new Set([orders])).gained;
    expect(gained).toEqual([{ api: orders, permission: p, holder: { kind: 'every-user', effective: true } }]);
    expect(since(a, b, new Set([orders])).lost.map(({ api }) => api)).toEqual([other]);
  });

  test('is not told of an API that the tenant has and this audit is not about', () => {
    const told = since(audit({}), audit({ admission: open }, { identifier: other }), present);
    expect(told.lost).toEqual([]);
    expect(told.findings.gone).toEqual([]);
  });
});

describe('what is found', () => {
  const findings = (before: Side, now: Side) => {
    const { findings: found } = since(audit(now), audit(before), present);
    return { new: found.new.map(findingText), gone: found.gone.map(findingText) };
  };

  test('is new or gone by what it is about, whatever it says', () => {
    expect(findings({}, { admission: open, roles: [role('Old', orders, ['old'])] })).toEqual({
      new: ['warning open-api – –', 'warning dangling-role old role Old, without effect'],
      gone: ['note granted-to-nobody read:orders –'],
    });
    const [one, two] = [1, 2].map((number) => ({ roles: [role('Old', orders, ['old'], { users: number })] }));
    expect(findings(one ?? {}, two ?? {})).toEqual({ new: [], gone: [] });
  });

  test('is neither where one of the two could not have found it', () => {
    const grants = [grant('CI', ['old'])];
    expect(findings({ grants }, { lacking: ['grants'] })).toEqual({ new: [], gone: [] });
    expect(findings({ lacking: ['grants'] }, { grants })).toEqual({ new: [], gone: [] });
    expect(findings({ roles: [role('Old', orders, ['old'])] }, { lacking: ['roles'] })).toEqual({ new: [], gone: [] });
  });
});

test('the comparison says with what', () => {
  const before = audit({});
  expect(since(audit({}), { ...before, created: '2026-01-01T00:00:00Z' }, present)).toEqual({
    created: '2026-01-01T00:00:00Z',
    fingerprint: before.fingerprint,
    gained: [],
    lost: [],
    findings: { new: [], gone: [] },
  });
});

describe('an earlier audit', () => {
  const target = { path: 'audit.json', tenant: 'acme.eu.auth0.com', environment: '' };
  const document = audit({ admission: closed, grants: [grant('CI', [p])] });
  const text = JSON.stringify(document);

  test('is read as it was written', () => {
    expect(readBaseline(text, target)).toEqual({ document, notices: [] });
  });

  test.each<[string, string | undefined, string]>([
    ['is missing', undefined, 'there is no file at `audit.json`'],
    ['is no JSON', '{', '`audit.json` is not the JSON of an audit'],
    ['is another JSON', '{"version": 1}', '`audit.json` is not the JSON of an audit'],
    ['is of a later version', text.replace('"version":1', '"version":2'), '`audit.json` is not the JSON of an audit'],
    [
      'is of an audit that failed',
      JSON.stringify(notAudited(target.tenant, '')),
      '`audit.json` is of an audit that failed',
    ],
    ['is of another tenant', text.replace('acme.eu', 'other.eu'), '`audit.json` is an audit of other.eu.auth0.com'],
    [
      'is of another environment',
      text.replace('"environment":""', '"environment":"staging"'),
      '`audit.json` is an audit of the environment `staging`',
    ],
  ])('is refused where it %s', (_, found, why) => {
    expect(thrownBy(() => readBaseline(found, target))).toMatchObject({
      code: 'input-invalid',
      message: `Input \`audit-baseline\`: ${why}.`,
    });
  });

  test('that was changed since it was written is read, and said to have been', () => {
    expect(readBaseline(text.replace('"CI"', '"XX"'), target).notices).toEqual([
      'The audit `audit.json` does not say what its fingerprint is of: it was changed after it was written. What is told to be new since then may be wrong.',
    ]);
  });
});
