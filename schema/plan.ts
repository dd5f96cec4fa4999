/**
 * The plan file as programs may rely on it. The action writes such files (`render/plan-file.ts`) and reads none, so
 * this is not part of it: the JSON Schema is made from it, and a test holds the files to it.
 */
import * as z from 'zod';
import type { ChangeKind } from '../src/core/plan.ts';
import { exceptionRules, lockedRules, permissionRules, type Severity } from '../src/core/problem.ts';
import type { Everyone, Exposure, Way } from '../src/core/reach/reach.ts';
import type { Mode, Result } from '../src/core/report.ts';
import type { Schema } from './editor.ts';

/** An enumeration of all values that a type of the action has: it does not compile where one is left out. */
function every<Value extends string>(values: { readonly [Each in Value]: Each }) {
  return z.enum(values);
}

const description = z.string();
const line = z.int().min(1);

function change<Kind extends ChangeKind, Before extends z.ZodType, After extends z.ZodType>(
  kind: Kind,
  [before, after]: readonly [Before, After],
) {
  return z.strictObject({
    kind: z.literal(kind).describe('What happens to the permission.'),
    permission: z.string().describe('The name of the permission.'),
    before: before.describe('Its description on the tenant, null where it does not exist there.'),
    after: after.describe('Its description after an apply, null where it is removed.'),
    origin: every<'manifest' | 'drift'>({ manifest: 'manifest', drift: 'drift' }).describe(
      'What caused it: a change of the manifest, or one on the tenant while the manifest stayed the same.',
    ),
    file: z.string().describe('The file of the manifest that declares the permission; of a removal, its API.'),
    line: line.describe('Where in the file, counted from 1.'),
    ...(kind !== 'update' && touching(kind)),
  });
}

const holder = z.strictObject({
  kind: every({ application: 'application', 'third-party-applications': 'third-party-applications' }).describe(
    'One application, or the grant that counts for every third-party application.',
  ),
  id: z.string().nullable().describe('The client id; null of every third-party application.'),
  name: z.string().nullable().describe('Its name, null where it could not be read.'),
  as: every<Way>({ itself: 'itself', 'its-users': 'its-users', anyone: 'anyone' }).describe(
    'For whom its tokens are: itself, its users, or anyone who uses it without signing in.',
  ),
  all: z.boolean().describe('Whether it may use every permission of the API, whatever they are.'),
  effective: z
    .boolean()
    .describe('`false` where the API denies this kind of token, so that nobody has anything by it.'),
  byRole: z.boolean().describe('Whether RBAC decides which of its users get the permission.'),
});

const role = z.strictObject({
  id: z.string().describe('The id of the role.'),
  name: z.string().describe('The name of the role.'),
  organization: z
    .strictObject({
      id: z.string().describe('The id of the organization.'),
      name: z.string().nullable().describe('Its name, null where it could not be read.'),
    })
    .nullable()
    .describe('The organization that it is a role of; null for a role of the tenant.'),
  users: z.int().min(0).nullable().describe('How many users hold it, null where that was not read.'),
});

const everyone = z.array(
  every<Everyone>({
    'first-party-users': 'first-party-users',
    'third-party-applications': 'third-party-applications',
  }),
);

const reach = z.strictObject({
  applications: z
    .array(holder)
    .nullable()
    .describe('Grants that hold the permission, also those without effect; null where that is not known.'),
  roles: z.array(role).nullable().describe('Roles that hold it; null where not every role was read.'),
  everyone: everyone.describe(
    'Who has it without being named: any user of any first-party application, every third-party application.',
  ),
});

/** What a plan says of whom a change touches, where the tenant was asked. */
function touching(kind: 'add' | 'remove') {
  const other = kind === 'add' ? 'The old name that it is to replace.' : 'The new name that replaces it.';
  const whom = kind === 'add' ? 'Who gets it' : 'Who loses it';
  return {
    renamed: z.string().optional().describe(other),
    impact: reach.optional().describe(`${whom}; absent where the tenant was not asked.`),
  };
}

const changes = z.discriminatedUnion('kind', [
  change('add', [z.null(), description]),
  change('update', [description, description]),
  change('remove', [description, z.null()]),
]);

const unmanaged = z.strictObject({
  permission: z.string().describe('The name of the permission.'),
  description: description.nullable().describe('Its description, null where it has none at all.'),
});

const deprecated = z.strictObject({
  permission: z.string().describe('The name of the permission.'),
  reason: z.string().describe('What the manifest says to it, empty where that is nothing.'),
  new: z.boolean().describe('Whether no manifest before marked it.'),
  file: z.string().describe('The file of the manifest that declares the permission.'),
  line: line.describe('Where in the file, counted from 1.'),
  impact: reach.optional().describe('Who still holds it; absent where the tenant was not asked.'),
});

const api = z.strictObject({
  identifier: z.string().describe('The identifier (audience) of the API.'),
  id: z.string().nullable().describe('Its id on the tenant; null where it has no such API, or was not asked.'),
  name: z.string().nullable().describe('Its name for people, null where it has none.'),
  changes: z.array(changes).describe('What makes the tenant follow the manifest: removals, updates, additions.'),
  unmanaged: z.array(unmanaged).describe('Permissions on the tenant that no manifest declared.'),
  exposure: every<Exposure>({ open: 'open', limited: 'limited', closed: 'closed' })
    .nullable()
    .describe(
      '`open`: any user of any first-party application may ask; `closed`: nobody gets a token; null where it is not known.',
    ),
  deprecated: z
    .array(deprecated)
    .optional()
    .describe('Permissions that the manifest marks as deprecated; absent where there are none.'),
});

const count = z.int().min(0);

const summary = z.strictObject({
  additions: count.describe('Permissions to add.'),
  updates: count.describe('Permissions whose description changes.'),
  removals: count.describe('Permissions to remove.'),
  unmanaged: count.describe('Permissions on the tenant that no manifest declared.'),
  errors: count.describe('Problems of the severity `error`.'),
  warnings: count.describe('Problems of the severity `warning`.'),
});

const problem = z.strictObject({
  rule: z.enum([...lockedRules, ...permissionRules, ...exceptionRules]).describe('The rule that found it.'),
  severity: every<Severity>({ error: 'error', warning: 'warning' }).describe('Nothing is applied with an `error`.'),
  message: z.string().describe('What is wrong.'),
  hint: z.string().optional().describe('What to do about it.'),
  file: z.string().describe('The file that it stands in.'),
  line: line.describe('Where in the file, counted from 1.'),
  column: line.describe('Where in the line, counted from 1 in UTF-16 code units.'),
  new: z
    .boolean()
    .nullable()
    .describe('False where the base of the pull request has it already; null where there is no telling.'),
});

const mode = every<Mode>({
  validate: 'validate',
  plan: 'plan',
  apply: 'apply',
  drift: 'drift',
  import: 'import',
  audit: 'audit',
});

const result = every<Result>({
  unchanged: 'unchanged',
  changes: 'changes',
  applied: 'applied',
  partial: 'partial',
  blocked: 'blocked',
  invalid: 'invalid',
  failed: 'failed',
});

export const planFileSchema = z.strictObject({
  version: z.literal(1).describe('The version of this format.'),
  tenant: z.string().describe('The domain of the tenant, "" where none was given.'),
  environment: z.string().describe('The input `environment`, "" where none was given.'),
  mode: mode.describe('What the run was for.'),
  fingerprint: z
    .string()
    .regex(/^([0-9a-f]{64})?$/)
    .describe('SHA-256 of tenant, environment and changes; "" where there is no plan.'),
  result: result.describe('How the run ended, as in the output `result`.'),
  summary: summary.describe('How many there are of each.'),
  apis: z.array(api).describe('In the order of the manifest, then those that the tenant does not have.'),
  problems: z.array(problem).describe('By file, line and column.'),
});

export function planJsonSchema(): Schema {
  return {
    $id: 'urn:auth0-permissions-action:plan:1',
    title: 'Auth0 Permissions plan',
    description: 'The plan of a run, as the input `plan-file` has it written.',
    ...z.toJSONSchema(planFileSchema, { target: 'draft-7' }),
  };
}
