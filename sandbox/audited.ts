/** A tenant that has something of all that an audit finds, with the manifest and the policy that it is held against. */
import type { ApiSeed } from './tenant/apis.ts';
import type { GrantSeed } from './tenant/client-grants.ts';
import type { ClientSeed, TenantOptions } from './tenant.ts';

export const auditedApis = {
  orders: 'https://api.example.com/orders',
  billing: 'https://api.example.com/billing',
  stock: 'https://api.example.com/stock',
  /** Not in the manifest. */
  internal: 'https://api.example.com/internal',
} as const;

const { orders, billing, stock, internal } = auditedApis;

/** All that an audit reads. */
export const auditRights: readonly string[] = [
  'read:resource_servers',
  'read:client_grants',
  'read:clients',
  'read:roles',
  'read:users',
  'read:organizations',
  'read:tenant_settings',
];

const application = (name: string, firstParty = true): ClientSeed => ({ id: `id-of-${name}`, name, firstParty });

const byGrant = { policy: 'require_client_grant' };

const apis: readonly ApiSeed[] = [
  {
    identifier: orders,
    name: 'Orders API',
    enforce_policies: true,
    subject_type_authorization: { client: byGrant, user: byGrant, anonymous_user: byGrant },
    scopes: [
      { value: 'read:orders', description: 'View orders and their lines' },
      { value: 'update:orders', description: 'Change an order that has not shipped' },
      { value: 'cancel:orders', description: 'Cancel an order that has not shipped' },
      { value: 'refund:orders', description: 'Pay back what was paid' },
      { value: 'export:legacy', description: 'Export everything there is' },
    ],
  },
  {
    identifier: billing,
    name: 'Billing API',
    subject_type_authorization: { client: { policy: 'deny_all' }, user: { policy: 'allow_all' } },
    scopes: [{ value: 'read:invoices', description: 'View invoices' }],
  },
  {
    identifier: stock,
    name: 'Stock API',
    subject_type_authorization: { client: byGrant, user: byGrant },
    scopes: [{ value: 'count:stock', description: 'Count what is there' }],
  },
  { identifier: internal, name: 'Internal API', scopes: [{ value: 'read:metrics', description: 'View metrics' }] },
];

const grants: readonly GrantSeed[] = [
  { client: 'id-of-Backoffice', audience: orders, scope: ['read:orders', 'update:orders', 'old:orders'] },
  { client: 'id-of-Shop', audience: orders, subject_type: 'user', scope: ['read:orders', 'cancel:orders'] },
  { client: 'id-of-Kiosk', audience: orders, subject_type: 'anonymous_user', scope: ['read:orders'] },
  { client: 'id-of-Reporting', audience: orders, allow_all_scopes: true },
  { client: 'id-of-Partner', audience: orders, scope: ['refund:orders'] },
  { default_for: 'third_party_clients', audience: orders, subject_type: 'user', scope: ['read:orders'] },
  { client: 'id-of-Backoffice', audience: billing, scope: ['read:invoices'] },
];

const holding = (...names: readonly string[]) => names.map((name) => ({ api: orders, name }));

/** Without the rights of its client. */
export const audited: TenantOptions = {
  apis,
  grants,
  roles: [
    { id: 'rol_Support', name: 'Support', users: 12, permissions: holding('read:orders', 'cancel:orders') },
    { id: 'rol_Cleaning', name: 'Cleaning', users: 0, permissions: holding('purge:orders') },
    { id: 'rol_Editor', name: 'Editor', owner_id: 'org_1', users: 3, permissions: holding('read:orders') },
    { id: 'rol_Elsewhere', name: 'Elsewhere', users: 7, permissions: [{ api: 'https://other', name: 'x' }] },
  ],
  organizations: [{ id: 'org_1', name: 'globex' }],
  flags: { enable_dynamic_client_registration: true },
};

/** The same with its client, that has these rights. */
export function auditedTenant(rights: readonly string[] = auditRights, options: TenantOptions = {}): TenantOptions {
  const names = ['Backoffice', 'Shop', 'Kiosk', 'Reporting', 'Unrelated'].map((name) => application(name));
  const clients = [{ name: 'Auditor', scopes: rights }, ...names, application('Partner', false)];
  return { ...audited, clients, ...options };
}

export const auditedManifest = `version: 1
apis:
  - identifier: ${orders}
    permissions:
      read:orders: View orders and their lines
      update:orders: Change an order that has not shipped
      cancel:orders:
        description: Cancel an order that has not shipped
        deprecated: Use update:orders instead
      refund:orders: Pay back what was paid
      return:orders: Take goods back
  - identifier: ${billing}
    permissions:
      read:invoices: View invoices
  - identifier: ${stock}
    permissions:
      count:stock: Count what is there
`;

export const auditedPolicy = `version: 1
exceptions:
  - { rule: naming-convention, permission: old_name, reason: The app of 2019 asks for it, expires: 2020-01-31 }
access:
  - { permissions: ["refund:*"], never: [third-party] }
`;
