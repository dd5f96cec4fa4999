import * as z from 'zod/mini';
import type { nevers } from '../src/core/policy.ts';
import { policySchema } from '../src/core/policy-file.ts';
import { allRules } from '../src/core/rules/catalog.ts';
import { type Descriptions, forEditors, type Notes, type Schema } from './editor.ts';

type PolicyFile = z.output<typeof policySchema>;

const conventions: Record<PolicyFile['naming']['convention'], string> = {
  'action:resource': 'Such as read:orders and create:orders:lines.',
  'resource:action': 'Such as orders:read and orders:lines:create.',
  'resource.action': 'Such as orders.read and orders.lines.create.',
  'Resource.Action': 'Such as Orders.Read and Orders.Lines.Create.',
  pattern: 'What the pattern beside it matches.',
};

const inUse: Record<PolicyFile['removals']['in-use'], string> = {
  block: 'Nothing is written.',
  warn: 'It is removed, and a warning says who loses access.',
};

const unmanaged: Record<PolicyFile['unmanaged'], string> = {
  keep: 'They stay as they are, and are listed.',
  forbid: 'Each is an error and counts as drift; none is removed.',
  remove: 'They are removed, within the limits of `removals`.',
};

const stalePlan: Record<PolicyFile['stale-plan'], string> = {
  block: 'The API is not written. Where nothing was reviewed, `removals` alone decides.',
  warn: 'A warning says so, and the API is written.',
  require: 'As `block`; and where nothing was reviewed, nothing is removed.',
};

const never: Record<(typeof nevers)[number], string> = {
  anonymous: 'Anyone without signing in, by a grant for anonymous users.',
  'third-party': 'Every third-party application by the grant for all of them, and each single one.',
  'every-user': 'Any user where RBAC is off: of every first-party application, or of one whose users were granted it.',
  applications: 'An application itself, without a user.',
};

const severities: Record<NonNullable<PolicyFile['rules']['similar-name']>, string> = {
  off: 'Nothing is judged by this rule.',
  warning: 'Shown, and stops nothing unless the input `fail-on` says so.',
  error: 'Shown, and nothing is applied.',
};

const changeable = allRules.filter(({ id }) => id in policySchema.shape.rules.def.innerType.shape);

/** What the action says in `readNaming`: each needs the other. */
const patternWithItsConvention: Schema = {
  if: { properties: { convention: { const: 'pattern' } }, required: ['convention'] },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: { required: ['pattern'] },
  else: { properties: { pattern: false }, errorMessage: '`pattern` counts only with `convention: pattern`.' },
};

/** What an editor shows of each key, by its place. */
const descriptions: Descriptions = {
  version: 'The version of this format: `1`.',
  naming: 'How permissions are named. Default: `action:resource`, with any action.',
  'naming.convention': 'The form of a name. Default: `action:resource`.',
  'naming.pattern':
    'A regular expression (RE2 syntax), such as `^[a-z]+:[a-z]+$`. Only with `convention: pattern`, which needs it.',
  'naming.actions': 'The only actions that names may have, such as `[create, read, update, delete]`. Default: any.',
  reserved: 'Names that nobody may declare, beside those that Auth0 reserves, such as `admin`. Default: none.',
  forbidden: 'Globs of names that nobody may declare, such as `"*:all"`; `*` stands for any text. Default: none.',
  descriptions: 'What a permission’s description has to be.',
  'descriptions.required':
    'Whether every permission needs a description (rule `description-required`). Default: `true`.',
  'descriptions.min-length': 'Characters a description has at least (rule `description-quality`). Default: `10`.',
  'descriptions.max-length':
    'Characters a description has at most (rule `description-length`). Default: `500`, all that Auth0 takes.',
  removals: 'What an apply may remove. A run that would remove more writes nothing.',
  'removals.max': 'How many permissions a run may remove at most. Default: `5`.',
  'removals.max-percent':
    'Percent of an API’s permissions that a run may remove at most; counts from ten permissions on. Default: `30`.',
  'removals.in-use': 'What to do when a role or application still holds what would be removed. Default: `block`.',
  'removals.require-deprecation':
    'Whether only what a merged manifest had marked as `deprecated` may be removed. Default: `false`.',
  'removals.override-label':
    'A pull request with this label may remove what would be blocked. Default: `allow-permission-removal`.',
  unmanaged: 'What becomes of permissions on the tenant that no manifest declared. Default: `keep`.',
  'stale-plan': 'What to do when an apply would differ from the plan that was reviewed. Default: `block`.',
  'protected-branches':
    'The only protected branches that may apply, such as `main`; `*` stands for any text. Default: all of them.',
  rules: 'Severities other than the rules’ own, such as `similar-name: error`. Default: each rule’s own.',
  exceptions: 'Permissions that a rule does not judge, each with a reason. Default: none.',
  'exceptions.*.rule': 'The rule that does not judge the permission.',
  'exceptions.*.permission': 'The permission’s name, such as `legacy_export`.',
  'exceptions.*.api': 'The identifier of its API, such as `https://api.example.com/orders`. Default: every API.',
  'exceptions.*.reason': 'Why, for whoever reads the policy next year, such as `Used by the 2019 mobile app`.',
  'exceptions.*.expires': 'The last day it counts, in UTC, such as `2027-03-31`. Default: it counts forever.',
  access: 'Who may be able to get a permission, judged against the tenant. Default: whoever can.',
  'access.*.permissions': 'Globs of the permissions that it is about, such as `"refund:*"`.',
  'access.*.apis': 'Identifiers of the APIs that it is about; `*` stands for any text. Default: every API.',
  'access.*.never': 'Who must not be able to get them.',
  'access.*.only': 'The only roles and applications that may get them; everyone, anyone and third parties may not.',
  'access.*.only.roles': 'The only roles that may give them, by name or id. Default: any.',
  'access.*.only.applications': 'The only applications that may get them, by name or client id. Default: any.',
};

const notes: Notes = {
  naming: patternWithItsConvention,
  'naming.convention': { meanings: conventions },
  'removals.in-use': { meanings: inUse },
  unmanaged: { meanings: unmanaged },
  'stale-plan': { meanings: stalePlan },
  ...Object.fromEntries(
    changeable.map(({ id, summary, severity }) => [
      `rules.${id}`,
      { description: `${summary} Default: \`${severity}\`.`, meanings: severities },
    ]),
  ),
  'access.*': { title: 'Expectation', anyOf: [{ required: ['never'] }, { required: ['only'] }] },
  'access.*.never.*': { meanings: never },
  'exceptions.*': { title: 'Exception' },
  'exceptions.*.rule': { meanings: Object.fromEntries(changeable.map(({ id, summary }) => [id, summary])) },
  'removals.override-label': { patternErrorMessage: 'Expected the name of a label.' },
  'exceptions.*.reason': { patternErrorMessage: 'Expected a reason.' },
  'exceptions.*.expires': { patternErrorMessage: 'Expected a day such as 2027-03-31.' },
};

/**
 * JSON Schema draft 7. That `pattern` has to be of RE2's syntax, and `min-length` not above `max-length`, is told by
 * the action only.
 */
export function policyJsonSchema(): Schema {
  return {
    $id: 'urn:auth0-permissions-action:policy:1',
    title: 'Auth0 Permissions policy',
    description: 'The rules that manifests are judged by, by default in .github/permissions-policy.yml.',
    ...forEditors(z.toJSONSchema(policySchema, { target: 'draft-7', io: 'input' }), notes, descriptions),
  };
}
