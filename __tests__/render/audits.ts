/** Documents of audits for tests, and what they are made of. */
import type {
  AuditDocument,
  AuditedApi,
  AuditedPermission,
  AuditHolder,
  Finding,
} from '../../src/core/audit/document.ts';

type ApplicationHolder = Extract<AuditHolder, { kind: 'application' }>;
type ThirdParties = Extract<AuditHolder, { kind: 'third-party-applications' }>;
type RoleHolder = Extract<AuditHolder, { kind: 'role' }>;

export function applicationHolder(name: string | null, fields: Partial<ApplicationHolder> = {}): ApplicationHolder {
  return { kind: 'application', id: `id of ${name}`, name, as: 'itself', all: false, effective: true, ...fields };
}

export function thirdParties(fields: Partial<ThirdParties> = {}): ThirdParties {
  return { kind: 'third-party-applications', as: 'its-users', all: false, effective: true, ...fields };
}

export function roleOf(name: string, fields: Partial<RoleHolder> = {}): RoleHolder {
  return { kind: 'role', id: `rol_${name}`, name, organization: null, users: 3, effective: true, ...fields };
}

export const everyUser: AuditHolder = { kind: 'every-user', effective: true };

export function audited(
  permission: string,
  holders: readonly AuditHolder[] = [],
  fields: Partial<AuditedPermission> = {},
): AuditedPermission {
  const description = `What ${permission} allows`;
  return { permission, description, status: 'declared', deprecated: null, holders: [...holders], ...fields };
}

export function auditedApi(fields: Partial<AuditedApi> = {}): AuditedApi {
  return {
    identifier: 'https://api.example.com/orders',
    id: 'api_orders',
    name: 'Orders API',
    exposure: 'limited',
    rbac: true,
    permissions: [],
    ...fields,
  };
}

/** In the words of an audit, unless others are given. */
export function finding(fields: Partial<Finding> = {}): Finding {
  const { api = 'https://api.example.com/orders', permission = 'read:orders' } = fields;
  return {
    id: 'granted-to-nobody',
    severity: 'note',
    api,
    permission,
    holder: null,
    message: `Nobody can get \`${permission}\` of ${api}: no grant and no role gives it to anyone.`,
    hint: 'Grant it to whoever needs it, or remove it.',
    ...fields,
  };
}

/** With the sums that belong to what it holds. */
export function audit(fields: Partial<AuditDocument> = {}): AuditDocument {
  const { apis = [], findings = [], notRead = [] } = fields;
  const number = (severity: Finding['severity']) => findings.filter((one) => one.severity === severity).length;
  return {
    version: 1,
    created: '2026-11-27T18:09:02Z',
    tenant: 'example.eu.auth0.com',
    environment: '',
    fingerprint: '3f1d0a5b7c9e2f4683b1d5a7c9e0f2143f1d0a5b7c9e2f4683b1d5a7c9e0f214',
    complete: notRead.length === 0,
    notRead,
    summary: {
      apis: apis.length,
      permissions: apis.reduce((sum, { permissions }) => sum + permissions.length, 0),
      errors: number('error'),
      warnings: number('warning'),
      notes: number('note'),
    },
    applications: [],
    roles: [],
    apis,
    findings,
    ...fields,
  };
}

const backoffice = applicationHolder('Backoffice', { id: 'k2Vx0aZbQ8yLr1Tn5WcPdE7uJ4hS9mGf' });
const shop = applicationHolder('Shop', { id: 'Zr8Kq1LmN5oPs3TuVw7XyA9bCdE2fGhJ', as: 'its-users' });
const kiosk = applicationHolder('Kiosk', { id: 'Qm4Nb7VcXz1As5DfGh8JkL2pOiU6yTrE', as: 'anyone' });
const sync = applicationHolder('Legacy sync', { id: 'Bn3Mv6CxZa9SdFg1HjKl4PoIu7YtReWq', all: true });
const support = roleOf('Support', { users: 12 });
const finance = roleOf('Finance', { users: 4 });
const editors = ['Acme', 'Globex', 'Initech', 'Umbrella'].map((name) =>
  roleOf('Editor', { id: `rol_${name}`, organization: { id: `org_${name}`, name }, users: 2 }),
);

const orders = auditedApi({
  permissions: [
    audited('cancel:orders', [backoffice, sync, support], { description: 'Cancel an order that has not shipped' }),
    audited('create:orders', [shop, sync, support], { description: 'Place an order' }),
    audited('delete:orders', [backoffice, support], { status: 'dangling', description: '' }),
    audited('export:orders', [backoffice, sync, support], {
      description: 'Export all orders as CSV',
      deprecated: 'Use read:orders with a filter instead',
    }),
    audited('legacy:orders', [], { status: 'unmanaged', description: 'Used by the 2019 mobile app' }),
    audited('read:orders', [backoffice, kiosk, shop, sync, support, ...editors], {
      description: 'View orders and their lines',
    }),
    audited('ship:orders', [], { status: 'missing', description: 'Mark an order as shipped' }),
  ],
});

const billing = auditedApi({
  identifier: 'https://api.example.com/billing',
  id: 'api_billing',
  name: 'Billing API',
  exposure: 'open',
  rbac: false,
  permissions: [
    audited('payout:accounts', [everyUser, backoffice, { ...finance, effective: false }], {
      description: 'Pay out to a bank account',
    }),
    audited('read:invoices', [everyUser, { ...shop, all: true }, thirdParties()], { description: 'View invoices' }),
  ],
});

const internal = auditedApi({
  identifier: 'urn:example:internal',
  id: 'api_internal',
  name: null,
  exposure: 'closed',
  permissions: [audited('run:jobs', [{ ...backoffice, effective: false }], { description: 'Start a job' })],
});

const apis = [billing, orders, internal];

const ordersId = orders.identifier;
const billingId = billing.identifier;

const revived = 'whoever adds the name to the API gives it to them, too.';

/** One of each kind. */
export const everyFinding: readonly Finding[] = [
  finding({
    id: 'access-expectation',
    severity: 'error',
    api: billingId,
    permission: 'payout:accounts',
    holder: everyUser,
    message: `\`payout:accounts\` of ${billingId} reaches any user of any first-party application. \`access\` rules that out: never every-user.`,
    hint: 'Change the grant, the role, the API or the policy.',
  }),
  finding({
    id: 'open-api',
    severity: 'warning',
    api: billingId,
    permission: null,
    message: `Any user of any first-party application may ask for every permission of ${billingId}.`,
    hint: 'RBAC is off, and users need no grant: switch RBAC on, or have the API require a client grant for users.',
  }),
  finding({
    id: 'exception-expired',
    severity: 'error',
    api: null,
    permission: 'legacy_export',
    message: 'The exception of naming-convention for `legacy_export` expired on 2026-10-31.',
    hint: 'Remove it, or give it a later day.',
  }),
  finding({
    id: 'all-permissions-grant',
    severity: 'warning',
    permission: null,
    holder: sync,
    message: `All permissions of ${ordersId}, those to come included, are granted to \`Legacy sync\` itself.`,
    hint: 'Have the grant list what is needed.',
  }),
  finding({
    id: 'dangling-grant',
    severity: 'warning',
    permission: 'delete:orders',
    holder: backoffice,
    message: `\`delete:orders\` is granted to \`Backoffice\` itself, and ${ordersId} does not have it.`,
    hint: `Take it off the grant: ${revived}`,
  }),
  finding({
    id: 'dangling-role',
    severity: 'warning',
    permission: 'delete:orders',
    holder: support,
    message: `The role \`Support\` (12 users) holds \`delete:orders\`, which ${ordersId} does not have.`,
    hint: `Take it off the role: ${revived}`,
  }),
  ...[backoffice, support].map((holder) =>
    finding({
      id: 'deprecated-still-held',
      severity: 'warning',
      permission: 'export:orders',
      holder,
      message: `\`export:orders\` of ${ordersId} is deprecated (Use read:orders with a filter instead), and still held by ${holder === support ? 'role `Support` (12 users)' : '`Backoffice` itself'}.`,
      hint: 'Take it off the grant or role, so that it can be removed.',
    }),
  ),
  finding({ permission: 'legacy:orders' }),
  finding({
    id: 'unmanaged-permission',
    permission: 'legacy:orders',
    message: `${ordersId} has \`legacy:orders\`, which the manifest does not declare.`,
    hint: 'Declare it, or remove it in Auth0.',
  }),
  finding({
    id: 'public-permission',
    severity: 'error',
    holder: kiosk,
    message: `\`read:orders\` of ${ordersId} is public: anyone, without signing in, through \`Kiosk\`, by a grant that lists it.`,
    hint: 'List only what is meant for everyone, or make an exception.',
  }),
  finding({
    id: 'grant-without-effect',
    api: internal.identifier,
    permission: null,
    holder: { ...backoffice, effective: false },
    message: `A grant of ${internal.identifier} is for \`Backoffice\` itself, and has no effect: the API lets no application in.`,
    hint: 'Remove the grant in Auth0: it would count at once if the API let them in.',
  }),
];

const typical = audit({ apis, findings: [...everyFinding], environment: 'production' });

/** `number` applications and roles on one API. */
export function heldBy(number: number): AuditDocument {
  const holders = Array.from({ length: number }, (_, index): AuditHolder => {
    const name = `${['Backoffice', 'Shop', 'Partner portal', 'Reporting', 'Mobile'][index % 5]} ${index + 1}`;
    if (index % 3 === 2) return roleOf(name, { users: index });
    return applicationHolder(name, { as: index % 2 === 0 ? 'itself' : 'its-users' });
  });
  const permissions = Array.from({ length: 24 }, (_, row) =>
    audited(
      `${['read', 'create', 'update', 'delete'][row % 4]}:${['orders', 'invoices', 'users', 'reports', 'refunds', 'exports'][row % 6]}${row}`,
      holders.filter((_holder, index) => (index * 7 + row * 3) % 5 === 0),
    ),
  );
  return audit({ apis: [auditedApi({ permissions })] });
}

/** So many APIs. */
export function manyApis(number: number): AuditDocument {
  const list = Array.from({ length: number }, (_, index) => {
    const identifier = `https://api.example.com/service-${String(index + 1).padStart(3, '0')}`;
    return { ...orders, identifier, name: index % 4 === 3 ? null : `Service ${index + 1}` };
  });
  const findings = list.flatMap(({ identifier }, index) =>
    index % 3 === 0 ? [finding({ api: identifier, permission: 'legacy:orders' })] : [],
  );
  return audit({ apis: list, findings });
}

const fewHolders = auditedApi({
  permissions: [audited('read:orders', [backoffice]), audited('write:orders', [support])],
});

const baseline = {
  created: '2026-10-27T18:00:00Z',
  fingerprint: 'a0b1c2d3e4f5061728394a5b6c7d8e9fa0b1c2d3e4f5061728394a5b6c7d8e9f',
};

export const audits = {
  typical,
  nothing: audit({ apis: [fewHolders] }),
  none: audit(),
  incomplete: audit({
    apis: [auditedApi({ permissions: [audited('read:orders', [support]), audited('write:orders')] })],
    notRead: [
      {
        what: 'grants',
        scope: 'read:client_grants',
        message: 'Client grants were not read: the token lacks read:client_grants.',
      },
      {
        what: 'users',
        scope: 'read:users',
        message: 'The number of users of each role was not read: the token lacks read:users.',
      },
    ],
  }),
  since: {
    ...typical,
    since: {
      ...baseline,
      gained: [
        { api: ordersId, permission: 'cancel:orders', holder: sync },
        { api: ordersId, permission: 'create:orders', holder: sync },
        { api: ordersId, permission: 'read:orders', holder: kiosk },
      ],
      lost: [{ api: billingId, permission: 'payout:accounts', holder: finance }],
      findings: {
        new: everyFinding.filter(({ id }) => ['public-permission', 'all-permissions-grant'].includes(id)),
        gone: [finding({ permission: 'ship:orders' })],
      },
    },
  },
  unchanged: { ...typical, since: { ...baseline, gained: [], lost: [], findings: { new: [], gone: [] } } },
} satisfies Readonly<Record<string, AuditDocument>>;

/** One text wherever a manifest, a tenant, a policy or a baseline may bring one. */
export function auditWith(text: string): AuditDocument {
  const holders: AuditHolder[] = [
    everyUser,
    ...(['itself', 'its-users', 'anyone'] as const).flatMap((as): AuditHolder[] => [
      applicationHolder(text, { id: text, as }),
      applicationHolder(null, { id: `${text}2`, as, all: true }),
      applicationHolder(text, { id: `${text}3`, as, effective: false }),
    ]),
    thirdParties(),
    roleOf(text, { id: text }),
    roleOf(text, { id: `${text}2`, organization: { id: text, name: text } }),
    roleOf(text, { id: `${text}3`, organization: { id: text, name: null }, effective: false }),
  ];
  const permissions = [
    audited(text, holders, { description: text, deprecated: text }),
    audited(`${text}2`, [], { description: text, status: 'unmanaged' }),
  ];
  const found = everyFinding.map((one) => ({ ...one, api: text, permission: text, message: text, hint: text }));
  const held = [{ api: text, permission: text, holder: applicationHolder(text, { id: text }) }];
  return audit({
    created: text,
    tenant: text,
    environment: text,
    apis: [
      auditedApi({ identifier: text, name: text, permissions }),
      auditedApi({ identifier: `${text}2`, name: null, permissions }),
    ],
    findings: found,
    notRead: [{ what: 'users', scope: text, message: text }],
    since: {
      created: text,
      fingerprint: text,
      gained: held,
      lost: held,
      findings: { new: found.slice(0, 3), gone: found },
    },
  });
}
