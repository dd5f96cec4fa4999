/** What holds for every tenant: made-up APIs, grants and roles, in any order. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fingerprintOf, makeAudit } from '../../../src/core/audit/audit.ts';
import { type AuditDocument, type AuditHolder, auditSchema } from '../../../src/core/audit/document.ts';
import { since } from '../../../src/core/audit/since.ts';
import type { TenantApi } from '../../../src/core/plan.ts';
import { defaultPolicy } from '../../../src/core/policy.ts';
import type { Admission, Grant, Holders, Role } from '../../../src/core/reach/reach.ts';
import { runs } from '../../runs.ts';
import { apiOf, at, declared } from '../declared.ts';

const names = ['read:a', 'read:b', 'write:a', 'old', '__proto__', 'é'];
const identifiers = ['https://a', 'https://b', 'urn:c'];
const some = (from: readonly string[]) => fc.subarray([...from]);

const admission: fc.Arbitrary<Admission> = fc.record({
  applications: fc.constantFrom('by-grant', 'nobody'),
  users: fc.constantFrom('everyone', 'by-grant', 'nobody'),
  anonymous: fc.constantFrom('by-grant', 'nobody'),
  rbac: fc.boolean(),
});

const apis: fc.Arbitrary<TenantApi[]> = some(identifiers).chain((chosen) =>
  fc.tuple(
    ...chosen.map((identifier) =>
      fc.record({
        id: fc.constant(`id ${identifier}`),
        identifier: fc.constant(identifier),
        name: fc.constantFrom('Same', undefined),
        permissions: some(names).map((held) => held.map((name) => ({ name, description: `About ${name}` }))),
        system: fc.constant(false),
        admission,
      }),
    ),
  ),
);

const grant: fc.Arbitrary<Grant> = fc
  .record({
    application: fc.constantFrom(null, ...['1', '2', '3'].map((id) => ({ id, name: id === '3' ? null : 'App' }))),
    as: fc.constantFrom('itself', 'its-users', 'anyone'),
    permissions: some(names).map((listed) => new Set(listed)),
    all: fc.boolean(),
  })
  .map((one) => (one.all ? { ...one, permissions: new Set<string>() } : one));

const grants: fc.Arbitrary<[string, Grant[]][]> = fc.tuple(
  ...identifiers.map((identifier) =>
    fc.tuple(
      fc.constant(identifier),
      fc.uniqueArray(grant, { selector: ({ application, as }) => `${application?.id} ${as}`, maxLength: 5 }),
    ),
  ),
);

const roles: fc.Arbitrary<Role[]> = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('rol_1', 'rol_2', 'rol_3'),
    name: fc.constantFrom('Support', 'Sales'),
    organization: fc.constantFrom(null, { id: 'org_1', name: null }),
    users: fc.constantFrom(null, 3),
    permissions: fc
      .tuple(...identifiers.map((identifier) => some(names).map((held) => [identifier, new Set(held)] as const)))
      .map((entries) => new Map(entries.filter(([, held]) => held.size > 0))),
  }),
  { selector: ({ id }) => id },
);

interface Tenant {
  readonly apis: readonly TenantApi[];
  readonly grants: readonly (readonly [string, readonly Grant[]])[];
  readonly roles: readonly Role[];
  readonly lacking: readonly ('grants' | 'roles' | 'applications')[];
}

const tenant: fc.Arbitrary<Tenant> = fc.record({
  apis,
  grants,
  roles,
  lacking: fc.constantFrom([], [], ['grants' as const], ['roles' as const], ['grants' as const, 'roles' as const]),
});

function auditOf({ apis: held, grants: given, roles: all, lacking }: Tenant, policy = defaultPolicy): AuditDocument {
  const holders: Holders = {
    grants: lacking.includes('grants') ? undefined : new Map(lacking.includes('applications') ? unnamed(given) : given),
    roles: lacking.includes('roles') ? undefined : { roles: all, total: all.length },
    ...(!lacking.includes('applications') && { thirdParties: new Set(['2']) }),
    notRead: lacking.map((what) => ({ what, right: `read:${what}` })),
  };
  const manifest = [apiOf([declared('read:a'), { ...declared('old'), deprecated: true }], { identifier: 'https://a' })];
  const about = { tenant: 't', environment: '', created: '2026-11-27T00:00:00Z', today: '2026-11-27' };
  return makeAudit({ ...about, apis: held, declared: manifest, holders, policy, exceptions: [] });
}

function unnamed(given: Tenant['grants']): [string, Grant[]][] {
  return given.map(([api, list]) => [
    api,
    list.map((one) => ({ ...one, application: one.application && { ...one.application, name: null } })),
  ]);
}

/** The same in another order. */
function shuffled({ apis: held, grants: given, roles: all, lacking }: Tenant): Tenant {
  const backwards = (one: ReadonlySet<string>) => new Set([...one].toReversed());
  return {
    apis: held.toReversed().map((api) => ({ ...api, permissions: api.permissions.toReversed() })),
    grants: given
      .toReversed()
      .map(([api, list]) => [
        api,
        list.toReversed().map((one) => ({ ...one, permissions: backwards(one.permissions) })),
      ]),
    roles: all.toReversed().map((one) => ({
      ...one,
      permissions: new Map([...one.permissions].toReversed().map(([api, held]) => [api, backwards(held)])),
    })),
    lacking: lacking.toReversed(),
  };
}

const present = new Set(identifiers);

/** All that anybody could get, as text. */
function effectiveIn({ apis: all }: AuditDocument): Set<string> {
  const one = (api: string, permission: string, holder: AuditHolder) => {
    const [id, as] = ['id' in holder ? holder.id : '', 'as' in holder ? holder.as : ''];
    return JSON.stringify([api, permission, holder.kind, id, as]);
  };
  return new Set(
    all.flatMap(({ identifier, permissions }) =>
      permissions.flatMap(({ permission, holders, status }) =>
        (status === 'dangling' ? [] : holders)
          .filter(({ effective }) => effective)
          .map((holder) => one(identifier, permission, holder)),
      ),
    ),
  );
}

test('the order in which the tenant says something does not show', () => {
  fc.assert(
    fc.property(tenant, (one) => {
      expect(JSON.stringify(auditOf(shuffled(one)))).toBe(JSON.stringify(auditOf(one)));
    }),
  );
});

test('an audit is what its schema says, and read back has the fingerprint that it had', () => {
  fc.assert(
    fc.property(tenant, (one) => {
      const audit = auditOf(one);
      const read = auditSchema.parse(JSON.parse(JSON.stringify(audit)));
      expect(read).toEqual(audit);
      expect(fingerprintOf(read)).toBe(audit.fingerprint);
    }),
  );
});

test('an audit has nothing new beside itself', () => {
  fc.assert(
    fc.property(tenant, (one) => {
      const audit = auditOf(one);
      const { gained, lost, findings } = since(audit, auditOf(shuffled(one)), present);
      expect([...gained, ...lost, ...findings.new, ...findings.gone]).toEqual([]);
    }),
  );
});

test('gained and lost are what the effective holders of the same APIs differ in', () => {
  const two = fc.tuple(tenant, tenant).map(([a, b]): [Tenant, Tenant] => {
    const shared = a.apis.filter(({ identifier }) => b.apis.some((api) => api.identifier === identifier));
    const same = b.apis.filter(({ identifier }) => shared.some((api) => api.identifier === identifier));
    return [
      { ...a, apis: shared, lacking: [] },
      { ...b, apis: same, lacking: [] },
    ];
  });
  fc.assert(
    fc.property(two, ([before, now]) => {
      const [then, today] = [auditOf(before), auditOf(now)];
      const { gained, lost } = since(today, then, present);
      const [old, fresh] = [effectiveIn(then), effectiveIn(today)];
      expect(gained).toHaveLength([...fresh].filter((key) => !old.has(key)).length);
      expect(lost).toHaveLength([...old].filter((key) => !fresh.has(key)).length);
    }),
  );
});

test('what was not read is never taken for nobody', () => {
  fc.assert(
    fc.property(tenant, (one) => {
      const { findings } = auditOf(one);
      const nobody = findings.filter(({ id }) => id === 'granted-to-nobody');
      expect(one.lacking.length > 0 && nobody.length > 0).toBe(false);
    }),
  );
});

test('whoever was not read neither gains nor loses', () => {
  fc.assert(
    fc.property(tenant, tenant, (before, now) => {
      const { gained, lost } = since(auditOf(now), auditOf(before), present);
      const lacking = [...before.lacking, ...now.lacking];
      const kinds = [...gained, ...lost].map(({ holder }) => holder.kind);
      if (lacking.includes('grants')) expect(kinds).not.toContain('application');
      if (lacking.includes('roles')) expect(kinds).not.toContain('role');
    }),
  );
});

test('the same tenant, read with other rights, has nothing new and nothing gone but for what could not be checked', () => {
  const subset = fc.subarray(['grants', 'roles', 'applications'] as const);
  const expectation = fc.record({
    never: fc.subarray(['anonymous', 'third-party', 'every-user', 'applications'] as const),
    only: fc.option(
      fc.record(
        { roles: fc.subarray(['Support', 'rol_1']), applications: fc.subarray(['App', '2']) },
        { requiredKeys: [] },
      ),
      { nil: undefined },
    ),
  });
  const every = { permissions: [{ text: '*', matches: () => true }], apis: undefined, place: at(1) };
  fc.assert(
    fc.property(tenant, subset, subset, fc.array(expectation, { maxLength: 2 }), (one, then, now, entries) => {
      const policy = { ...defaultPolicy, access: entries.map((entry) => ({ ...every, ...entry })) };
      const audits = [now, then].map((lacking) => auditOf({ ...one, lacking }, policy));
      const [today, before] = audits;
      if (!today || !before) throw new Error('two audits');
      const { gained, lost, findings } = since(today, before, present);
      const told = [...findings.new, ...findings.gone].filter(
        ({ id, holder }) => holder || id !== 'access-expectation',
      );
      expect([...gained, ...lost, ...told]).toEqual([]);
    }),
    { numRuns: runs(1000) },
  );
});
