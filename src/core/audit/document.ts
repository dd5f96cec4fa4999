/** An audit as one document: what its files say is all taken from it, and an earlier one is read by it. */
import * as z from 'zod/mini';

const organization = z.strictObject({
  id: z.string().with(z.describe('The id of the organization.')),
  name: z.nullable(z.string()).with(z.describe('Its name, null where it was not read.')),
});

const role = {
  id: z.string().with(z.describe('The id of the role.')),
  name: z.string().with(z.describe('The name of the role.')),
  organization: z
    .nullable(organization)
    .with(z.describe('The organization that it is a role of; null for one of the tenant.')),
  users: z
    .nullable(z.int().check(z.minimum(0)))
    .with(z.describe('How many users hold it; null where that was not read.')),
};

const application = {
  id: z.string().with(z.describe('The client id.')),
  name: z.nullable(z.string()).with(z.describe('Its name, null where it was not read.')),
};

const granted = {
  as: z
    .enum(['itself', 'its-users', 'anyone'])
    .with(z.describe('Whom its tokens are for: itself, its users, or anyone who does not sign in.')),
  all: z.boolean().with(z.describe('Whether the grant allows all permissions, those to come included.')),
};

const effective = z
  .boolean()
  .with(z.describe('`false` where the API lets nobody in by it, so that nobody gets it so.'));

function kind<Kind extends string>(name: Kind) {
  return z.literal(name).with(z.describe('Who it is, and by which way.'));
}

const holder = z.discriminatedUnion('kind', [
  z.strictObject({ kind: kind('application'), ...application, ...granted, effective }),
  z.strictObject({ kind: kind('third-party-applications'), ...granted, effective }),
  z.strictObject({ kind: kind('role'), ...role, effective }),
  z.strictObject({ kind: kind('every-user'), effective }),
]);

const name = z.string().with(z.describe('The name of the permission.'));
const identifier = z.string().with(z.describe('The identifier (audience) of the API.'));

const permission = z.strictObject({
  permission: name,
  description: z.string().with(z.describe('As the tenant has it; as the manifest has it where the tenant lacks it.')),
  status: z
    .enum(['declared', 'unmanaged', 'missing', 'dangling'])
    .with(z.describe('`missing`: declared, and not on the tenant; `dangling`: held, and not on the tenant.')),
  deprecated: z
    .nullable(z.union([z.literal(true), z.string()]))
    .with(z.describe('`true` or a reason where the manifest deprecates it, else null.')),
  holders: z
    .array(holder)
    .with(z.describe('Who holds it, with effect or without; nobody where there are none and the audit is complete.')),
});

const api = z.strictObject({
  identifier,
  id: z.string().with(z.describe('Its id on the tenant.')),
  name: z.nullable(z.string()).with(z.describe('Its name for people, null where it has none.')),
  exposure: z
    .enum(['open', 'limited', 'closed'])
    .with(z.describe('`open`: any user of any first-party application may ask; `closed`: nobody gets a token.')),
  rbac: z.boolean().with(z.describe('Whether roles decide what its users get.')),
  permissions: z
    .array(permission)
    .with(z.describe('Every permission that it has, should have, or is held of it; by name.')),
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
  id: z.enum(findingIds).with(z.describe('What was found: docs/audit.md has each.')),
  severity: z
    .enum(['error', 'warning', 'note'])
    .with(z.describe('Which of them fail the run is for `fail-on` to say.')),
  api: z
    .nullable(z.string())
    .with(z.describe('The identifier of the API that it is about, null where it is about none.')),
  permission: z.nullable(z.string()).with(z.describe('The permission that it is about, null where it is about none.')),
  holder: z.nullable(holder).with(z.describe('Who holds it, null where it is about no holder.')),
  message: z.string().with(z.describe('What is so.')),
  hint: z.string().with(z.describe('What to do about it.')),
});

const notRead = z.strictObject({
  what: z
    .enum(['grants', 'roles', 'users', 'applications', 'organizations', 'settings'])
    .with(z.describe('What could not be read of the tenant.')),
  scope: z.string().with(z.describe('The right that the token lacks, as Auth0 calls it; "" where the audit failed.')),
  message: z.string().with(z.describe('The same as a sentence.')),
});

const held = z.strictObject({
  api: identifier,
  permission: name,
  holder: holder.with(z.describe('Who holds it with effect, then or now.')),
});

const since = z.strictObject({
  created: z.string().with(z.describe('When the earlier audit was made.')),
  fingerprint: z.string().with(z.describe('The fingerprint of the earlier audit.')),
  gained: z.array(held).with(z.describe('Who holds what with effect now, and did not then.')),
  lost: z.array(held).with(z.describe('Who held what with effect then, and does not now.')),
  findings: z
    .strictObject({
      new: z.array(finding).with(z.describe('Found now, and not then.')),
      gone: z.array(finding).with(z.describe('Found then, and not now.')),
    })
    .with(z.describe('Findings that only one of the two has.')),
});

function count(what: string) {
  return z.int().check(z.minimum(0), z.describe(`How many ${what} there are.`));
}

const summary = z.strictObject({
  apis: count('APIs'),
  permissions: count('permissions, of all APIs,'),
  errors: count('findings of the severity `error`'),
  warnings: count('findings of the severity `warning`'),
  notes: count('findings of the severity `note`'),
});

export const auditSchema = z.strictObject({
  version: z.literal(1).with(z.describe('The version of this format.')),
  created: z.string().with(z.describe('When the tenant was read, as 2026-11-27T18:09:02Z; "" where the audit failed.')),
  tenant: z.string().with(z.describe('The domain of the tenant.')),
  environment: z.string().with(z.describe('The input `environment`, "" where none was given.')),
  fingerprint: z
    .string()
    .check(z.regex(/^[0-9a-f]{64}$/))
    .with(z.describe('SHA-256 of all but created, fingerprint and since, as JSON without white space.')),
  complete: z.boolean().with(z.describe('`false` where something could not be read.')),
  notRead: z.array(notRead).with(z.describe('What could not be read, and is not taken for nobody.')),
  summary: summary.with(z.describe('How many there are of each.')),
  applications: z
    .array(z.strictObject(application))
    .with(z.describe('Those that were granted one of the APIs, with effect or without; by name and id.')),
  roles: z.array(z.strictObject(role)).with(z.describe('Those that hold a permission of the APIs; by name and id.')),
  apis: z.array(api).with(z.describe('The APIs that the audit is about; by identifier.')),
  findings: z.array(finding).with(z.describe('What is worth a look; by API, permission, id and holder.')),
  since: z
    .optional(since)
    .with(z.describe('What changed since an earlier audit; only where there was one to compare with.')),
});

export type AuditDocument = z.infer<typeof auditSchema>;
export type AuditedApi = z.infer<typeof api>;
export type AuditedPermission = z.infer<typeof permission>;
export type AuditHolder = z.infer<typeof holder>;
export type Finding = z.infer<typeof finding>;
export type Held = z.infer<typeof held>;
export type Since = z.infer<typeof since>;
