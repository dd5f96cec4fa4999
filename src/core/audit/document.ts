/** An audit as one document: what its files say is all taken from it, and an earlier one is read by it. */
import * as z from 'zod';

const organization = z.strictObject({
  id: z.string(),
  name: z.string().nullable().describe('null where it was not read.'),
});

const role = {
  id: z.string(),
  name: z.string(),
  organization: organization.nullable().describe('The one that it is a role of; null where it is the tenant’s.'),
  users: z.number().nullable().describe('How many users hold it; null where that was not read.'),
};

const way = z.enum(['itself', 'its-users', 'anyone']).describe('Whom a token of the grant is for.');
const all = z.boolean().describe('The grant allows all permissions, those to come included.');
const effective = z
  .boolean()
  .describe('false where nobody gets it so: the API lets nobody in by it, or does not have the permission.');

const holder = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('application'),
    id: z.string().describe('The client id.'),
    name: z.string().nullable().describe('null where it was not read.'),
    as: way,
    all,
    effective,
  }),
  z.strictObject({ kind: z.literal('third-party-applications'), as: way, all, effective }),
  z.strictObject({ kind: z.literal('role'), ...role, effective }),
  z.strictObject({ kind: z.literal('every-user'), effective }),
]);

const permission = z.strictObject({
  permission: z.string(),
  description: z.string().describe('As the tenant has it, as the manifest has it where the tenant has none.'),
  status: z
    .enum(['declared', 'unmanaged', 'missing', 'dangling'])
    .describe('missing: declared and not on the tenant; dangling: held and not on the tenant.'),
  deprecated: z
    .union([z.literal(true), z.string()])
    .nullable()
    .describe('true, or the reason.'),
  holders: z.array(holder).describe('Those without effect, too. Empty is nobody, where the audit is complete.'),
});

const api = z.strictObject({
  identifier: z.string(),
  id: z.string(),
  name: z.string().nullable(),
  exposure: z.enum(['open', 'limited', 'closed']),
  rbac: z.boolean(),
  permissions: z.array(permission).describe('Sorted by name, in code units.'),
});

export const findingIds = [
  'granted-to-nobody',
  'dangling-grant',
  'dangling-role',
  'grant-without-effect',
  'all-permissions-grant',
  'public-permission',
  'open-api',
  'deprecated-still-held',
  'unmanaged-permission',
  'access-expectation',
  'exception-expired',
] as const;

const finding = z.strictObject({
  id: z.enum(findingIds),
  severity: z.enum(['error', 'warning', 'note']),
  api: z.string().nullable().describe('The identifier.'),
  permission: z.string().nullable(),
  holder: holder.nullable(),
  message: z.string(),
  hint: z.string(),
});

const notRead = z.strictObject({
  what: z.enum(['grants', 'roles', 'users', 'applications', 'organizations', 'settings']),
  scope: z.string().describe('The right that the token lacks, as the Management API calls it.'),
  message: z.string(),
});

const held = z.strictObject({ api: z.string(), permission: z.string(), holder });

const since = z.strictObject({
  created: z.string(),
  fingerprint: z.string(),
  gained: z.array(held).describe('Effective holders that the earlier audit did not have.'),
  lost: z.array(held).describe('Effective holders of the earlier audit that are none now.'),
  findings: z.strictObject({ new: z.array(finding), gone: z.array(finding) }),
});

const count = z.number().int().nonnegative();

export const auditSchema = z.strictObject({
  version: z.literal(1).describe('The version of this format.'),
  created: z.string().describe('When the tenant was read, as 2026-11-27T18:09:02Z.'),
  tenant: z.string(),
  environment: z.string(),
  fingerprint: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('SHA-256 of all but created, fingerprint and since, as JSON without white space.'),
  complete: z.boolean().describe('false where notRead is not empty.'),
  notRead: z.array(notRead),
  summary: z.strictObject({ apis: count, permissions: count, errors: count, warnings: count, notes: count }),
  applications: z
    .array(z.strictObject({ id: z.string(), name: z.string().nullable() }))
    .describe('Those that were granted one of the APIs, with effect or without. Sorted by name and id.'),
  roles: z.array(z.strictObject(role)).describe('Those that hold a permission of the APIs. Sorted by name and id.'),
  apis: z.array(api).describe('Sorted by identifier, in code units.'),
  findings: z.array(finding),
  since: since.optional().describe('Only where there was an earlier audit to compare with.'),
});

export type AuditDocument = z.infer<typeof auditSchema>;
export type AuditedApi = z.infer<typeof api>;
export type AuditedPermission = z.infer<typeof permission>;
export type AuditHolder = z.infer<typeof holder>;
export type Finding = z.infer<typeof finding>;
export type Held = z.infer<typeof held>;
export type Since = z.infer<typeof since>;

/** The endings of the files that an audit can be written to; each says the format. */
export const auditEndings = ['.json', '.csv', '.html', '.md'] as const;

export type AuditEnding = (typeof auditEndings)[number];
