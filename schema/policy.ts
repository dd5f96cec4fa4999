import * as z from 'zod';
import { type nevers, policySchema } from '../src/core/policy-file.ts';
import { allRules } from '../src/core/rules/catalog.ts';
import { forEditors, type Notes, type Schema } from './editor.ts';

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

const changeable = allRules.filter(({ id }) => id in policySchema.shape.rules.unwrap().shape);

/** What the action says in `readNaming`: each needs the other. */
const patternWithItsConvention: Schema = {
  if: { properties: { convention: { const: 'pattern' } }, required: ['convention'] },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: { required: ['pattern'] },
  else: { properties: { pattern: false }, errorMessage: '`pattern` counts only with `convention: pattern`.' },
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
    ...forEditors(z.toJSONSchema(policySchema, { target: 'draft-7', io: 'input' }), notes),
  };
}
