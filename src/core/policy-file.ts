/** The policy file as people write it: its keys, and what may stand in each. The JSON Schema is made from it, too. */
import * as z from 'zod/mini';
import type { Path } from './document.ts';
import { changeable, conventions, defaultPolicy, inUse, nevers, stalePlan, unmanaged } from './policy.ts';
import { exceptionRules, lockedRules, permissionRules } from './problem.ts';
import type { Expectations } from './schema-problems.ts';
import { listWords } from './spelling.ts';
import { meantBy, sayingText } from './yaml-words.ts';

const text = z.string().check(z.minLength(1), z.maxLength(500));
const texts = z.array(text).check(z.maxLength(1000));
const someTexts = texts.check(z.minLength(1));
/** Text for people, where a word such as `no` or `off` is surely a slip. */
const saying = z.string().check(z.maxLength(500), z.regex(sayingText));
/** As an identifier of the manifest. */
const identifier = z.string().check(z.minLength(1), z.maxLength(600));
const setting = z.optional(z.enum(['off', 'warning', 'error']));

const usual = defaultPolicy;

const naming = z.strictObject({
  convention: z._default(z.enum(conventions), usual.naming.convention),
  pattern: z.optional(text),
  actions: z.optional(someTexts),
});

const descriptions = z.strictObject({
  required: z._default(z.boolean(), usual.descriptions.required),
  'min-length': z._default(z.int().check(z.minimum(0), z.maximum(500)), usual.descriptions['min-length']),
  'max-length': z._default(z.int().check(z.minimum(1), z.maximum(500)), usual.descriptions['max-length']),
});

const removals = z.strictObject({
  max: z._default(z.int().check(z.minimum(0), z.maximum(1_000_000)), usual.removals.max),
  'max-percent': z._default(z.number().check(z.minimum(0), z.maximum(100)), usual.removals['max-percent']),
  'in-use': z._default(z.enum(inUse), usual.removals['in-use']),
  'require-deprecation': z._default(z.boolean(), usual.removals['require-deprecation']),
  'override-label': z._default(saying, usual.removals['override-label']),
});

export const exceptionSchema = z.strictObject({
  rule: z.enum(permissionRules),
  permission: text,
  api: z.optional(identifier),
  reason: saying,
  expires: z.optional(z.iso.date()),
});

const only = z.strictObject({
  roles: z.optional(texts),
  applications: z.optional(texts),
});

export const accessSchema = z.strictObject({
  permissions: someTexts,
  apis: z.optional(z.array(identifier).check(z.minLength(1), z.maxLength(1000))),
  never: z.optional(z.array(z.enum(nevers)).check(z.minLength(1))),
  only: z.optional(only),
});

const rules = z.strictObject(
  Object.fromEntries(changeable.map((id) => [id, setting])) as Record<ChangeableRule, typeof setting>,
);

/** The shape of a policy file. What an editor shows of its keys is with the JSON Schema. */
export const policySchema = z.strictObject({
  version: z.literal(1),
  naming: z.prefault(naming, {}),
  reserved: z._default(texts, []),
  forbidden: z._default(texts, []),
  descriptions: z.prefault(descriptions, {}),
  removals: z.prefault(removals, {}),
  unmanaged: z._default(z.enum(unmanaged), usual.unmanaged),
  'stale-plan': z._default(z.enum(stalePlan), usual.stalePlan),
  'protected-branches': z.optional(someTexts),
  rules: z._default(rules, {}),
  exceptions: z._default(z.array(exceptionSchema).check(z.maxLength(10_000)), []),
  access: z._default(z.array(accessSchema).check(z.maxLength(1000)), []),
});

type ChangeableRule = (typeof changeable)[number];
export type PolicyFile = z.output<typeof policySchema>;

export const expectations: Expectations = {
  keysAt(path) {
    return Object.keys(shapes.get(pathText(path))?.keys ?? {});
  },
  shapeAt(path) {
    return shapes.get(pathText(path))?.shape ?? 'text of 1 to 500 characters';
  },
  hintAt(path, found) {
    const known = [...lockedRules, ...exceptionRules].some((id) => id === found);
    if (known && pathText(path) === 'exceptions.*.rule') return `The rule \`${found}\` can have no exceptions.`;
    const meant = found === null ? undefined : meantBy(found);
    if (meant !== undefined && expectations.shapeAt(path) === boolean) return `Did you mean \`${meant}\`?`;
    return meant === false && path.length === 2 && path[0] === 'rules' ? 'Did you mean `off`?' : undefined;
  },
};

const severity = '`off`, `warning` or `error`';
const boolean = 'true or false';

/** By path, with `*` for an entry of a list: what stands there, and the keys of a map. */
const shapes = new Map<string, { readonly shape: string; readonly keys?: object }>([
  ['', { shape: 'a map with `version`', keys: policySchema.shape }],
  ['version', { shape: '1' }],
  ['naming', { shape: 'a map', keys: naming.shape }],
  ['naming.convention', { shape: oneOf(conventions) }],
  ['naming.actions', { shape: 'a list of 1 to 1000 actions' }],
  ['reserved', { shape: 'a list of at most 1000 names' }],
  ['forbidden', { shape: 'a list of at most 1000 globs' }],
  ['descriptions', { shape: 'a map', keys: descriptions.shape }],
  ['descriptions.required', { shape: boolean }],
  ['descriptions.min-length', { shape: 'a whole number from 0 to 500' }],
  ['descriptions.max-length', { shape: 'a whole number from 1 to 500' }],
  ['removals', { shape: 'a map', keys: removals.shape }],
  ['removals.max', { shape: 'a whole number from 0 to 1000000' }],
  ['removals.max-percent', { shape: 'a number from 0 to 100' }],
  ['removals.require-deprecation', { shape: boolean }],
  ['removals.override-label', { shape: 'the name of a label, 1 to 500 characters' }],
  ['removals.in-use', { shape: oneOf(inUse) }],
  ['unmanaged', { shape: oneOf(unmanaged) }],
  ['stale-plan', { shape: oneOf(stalePlan) }],
  ['protected-branches', { shape: 'a list of 1 to 1000 branches' }],
  ['rules', { shape: 'a map from rule to severity', keys: rules.shape }],
  ...changeable.map((id) => [`rules.${id}`, { shape: severity }] as const),
  ['exceptions', { shape: 'a list of at most 10000 exceptions' }],
  ['exceptions.*', { shape: 'a map with `rule`, `permission` and `reason`', keys: exceptionSchema.shape }],
  ['exceptions.*.rule', { shape: oneOf(permissionRules) }],
  ['exceptions.*.reason', { shape: 'a reason of 1 to 500 characters' }],
  ['exceptions.*.api', { shape: 'text of 1 to 600 characters' }],
  ['exceptions.*.expires', { shape: 'a day such as 2027-03-31' }],
  ['access', { shape: 'a list of at most 1000 entries' }],
  ['access.*', { shape: 'a map with `permissions`, and `never` or `only`', keys: accessSchema.shape }],
  ['access.*.permissions', { shape: 'a list of 1 to 1000 globs' }],
  ['access.*.apis', { shape: 'a list of 1 to 1000 identifiers' }],
  ['access.*.apis.*', { shape: 'text of 1 to 600 characters' }],
  ['access.*.never', { shape: 'a list of who must not get them' }],
  ['access.*.never.*', { shape: oneOf(nevers) }],
  ['access.*.only', { shape: 'a map with `roles`, `applications` or both', keys: only.shape }],
  ['access.*.only.roles', { shape: 'a list of at most 1000 roles' }],
  ['access.*.only.applications', { shape: 'a list of at most 1000 applications' }],
]);

function oneOf(words: readonly string[]): string {
  return `one of ${listWords(words)}`;
}

function pathText(path: Path): string {
  return path.map((step) => (typeof step === 'number' ? '*' : step)).join('.');
}
