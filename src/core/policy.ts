import * as z from 'zod';
import type { Document, Path } from './document.ts';
import { compileGlob, compilePattern, type Matches } from './pattern.ts';
import {
  exceptionRules,
  lockedRules,
  type PermissionRuleId,
  type Place,
  type Problem,
  permissionRules,
  type Severity,
} from './problem.ts';
import { type Expectations, schemaProblems } from './schema-problems.ts';
import { listWords } from './spelling.ts';

/** What a manifest is judged by, and what an apply may do. A broken or missing part never makes it more lenient. */
export interface Policy {
  readonly naming: Naming;
  /** Names that are reserved beside Auth0's own. */
  readonly reserved: ReadonlySet<string>;
  readonly forbidden: readonly Glob[];
  readonly descriptions: PolicyFile['descriptions'];
  readonly removals: PolicyFile['removals'];
  /** What becomes of permissions on the tenant that no manifest declared. */
  readonly unmanaged: PolicyFile['unmanaged'];
  readonly stalePlan: PolicyFile['stale-plan'];
  /** Branches that may apply; undefined where every branch that GitHub protects may. */
  readonly protectedBranches: readonly Glob[] | undefined;
  /** Severities other than the rules' own, by the rule's id. */
  readonly rules: ReadonlyMap<string, Severity | 'off'>;
  readonly exceptions: readonly Exception[];
}

export interface Naming {
  readonly convention: PolicyFile['naming']['convention'];
  /** Only of the convention `pattern`. */
  readonly pattern?: { readonly text: string; readonly matches: Matches };
  /** The only actions allowed; empty where any is. */
  readonly actions: readonly string[];
}

export interface Glob {
  readonly text: string;
  readonly matches: Matches;
}

/** A permission that a rule does not judge, of one API or of all. */
export interface Exception {
  readonly rule: PermissionRuleId;
  readonly permission: string;
  readonly api?: string;
  readonly reason: string;
  /** The last day on which it counts, as YYYY-MM-DD in UTC. */
  readonly expires?: string;
  readonly place: Place;
}

export const conventions = [
  'action:resource',
  'resource:action',
  'resource.action',
  'Resource.Action',
  'pattern',
] as const;

const text = z.string().min(1).max(500);
const texts = z.array(text).max(1000);
const setting = z.enum(['off', 'warning', 'error']).optional();
const changeable = [...permissionRules, ...exceptionRules];

const naming = z.strictObject({
  convention: z
    .enum(conventions)
    .default('action:resource')
    .describe('The form of a name. Default: `action:resource`.'),
  pattern: text
    .optional()
    .describe(
      'A regular expression (RE2 syntax), such as `^[a-z]+:[a-z]+$`. Only with `convention: pattern`, which needs it.',
    ),
  actions: texts
    .min(1)
    .optional()
    .describe('The only actions that names may have, such as `[create, read, update, delete]`. Default: any.'),
});

const descriptions = z.strictObject({
  required: z
    .boolean()
    .default(true)
    .describe('Whether every permission needs a description (rule `description-required`). Default: `true`.'),
  'min-length': z
    .int()
    .min(0)
    .max(500)
    .default(10)
    .describe('Characters a description has at least (rule `description-quality`). Default: `10`.'),
  'max-length': z
    .int()
    .min(1)
    .max(500)
    .default(500)
    .describe(
      'Characters a description has at most (rule `description-length`). Default: `500`, all that Auth0 takes.',
    ),
});

const removals = z.strictObject({
  max: z
    .int()
    .min(0)
    .max(1_000_000)
    .default(5)
    .describe('How many permissions a run may remove at most. Default: `5`.'),
  'max-percent': z
    .number()
    .min(0)
    .max(100)
    .default(30)
    .describe(
      'Percent of an API’s permissions that a run may remove at most; counts from ten permissions on. Default: `30`.',
    ),
  'in-use': z
    .enum(['block', 'warn'])
    .default('block')
    .describe('What to do when a role or application still holds what would be removed. Default: `block`.'),
  'require-deprecation': z
    .boolean()
    .default(false)
    .describe('Whether only what a merged manifest had marked as `deprecated` may be removed. Default: `false`.'),
  'override-label': text
    .default('allow-permission-removal')
    .describe('A pull request with this label may remove what would be blocked. Default: `allow-permission-removal`.'),
});

const exception = z.strictObject({
  rule: z.enum(permissionRules).describe('The rule that does not judge the permission.'),
  permission: text.describe('The permission’s name, such as `legacy_export`.'),
  api: z
    .string()
    .min(1)
    .max(600) // as an identifier of the manifest
    .optional()
    .describe('The identifier of its API, such as `https://api.example.com/orders`. Default: every API.'),
  reason: text.describe('Why, for whoever reads the policy next year, such as `Used by the 2019 mobile app`.'),
  expires: z.iso
    .date()
    .optional()
    .describe('The last day it counts, in UTC, such as `2027-03-31`. Default: it counts forever.'),
});

/** The shape of a policy file; the descriptions are what an editor shows. */
export const policySchema = z.strictObject({
  version: z.literal(1).describe('The version of this format: `1`.'),
  naming: naming.prefault({}).describe('How permissions are named. Default: `action:resource`, with any action.'),
  reserved: texts
    .default([])
    .describe('Names that nobody may declare, beside those that Auth0 reserves, such as `admin`. Default: none.'),
  forbidden: texts
    .default([])
    .describe('Globs of names that nobody may declare, such as `"*:all"`; `*` stands for any text. Default: none.'),
  descriptions: descriptions.prefault({}).describe('What a permission’s description has to be.'),
  removals: removals.prefault({}).describe('What an apply may remove. A run that would remove more writes nothing.'),
  unmanaged: z
    .enum(['keep', 'forbid', 'remove'])
    .default('keep')
    .describe('What becomes of permissions on the tenant that no manifest declared. Default: `keep`.'),
  'stale-plan': z
    .enum(['block', 'warn', 'require'])
    .default('block')
    .describe('What to do when an apply would differ from the plan that was reviewed. Default: `block`.'),
  'protected-branches': texts
    .min(1)
    .optional()
    .describe(
      'The only protected branches that may apply, such as `main`; `*` stands for any text. Default: all of them.',
    ),
  rules: z
    .strictObject(Object.fromEntries(changeable.map((id) => [id, setting])) as Record<ChangeableRule, typeof setting>)
    .default({})
    .describe('Severities other than the rules’ own, such as `similar-name: error`. Default: each rule’s own.'),
  exceptions: z
    .array(exception)
    .max(10_000)
    .default([])
    .describe('Permissions that a rule does not judge, each with a reason. Default: none.'),
});

type ChangeableRule = (typeof changeable)[number];
type PolicyFile = z.output<typeof policySchema>;

const expectations: Expectations = {
  keysAt(path) {
    return Object.keys(shapes.get(pathText(path))?.keys ?? {});
  },
  shapeAt(path) {
    return shapes.get(pathText(path))?.shape ?? 'text of 1 to 500 characters';
  },
};

const severity = '`off`, `warning` or `error`';

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
  ['descriptions.required', { shape: 'true or false' }],
  ['descriptions.min-length', { shape: 'a whole number from 0 to 500' }],
  ['descriptions.max-length', { shape: 'a whole number from 1 to 500' }],
  ['removals', { shape: 'a map', keys: removals.shape }],
  ['removals.max', { shape: 'a whole number from 0 to 1000000' }],
  ['removals.max-percent', { shape: 'a number from 0 to 100' }],
  ['removals.require-deprecation', { shape: 'true or false' }],
  ['removals.in-use', { shape: oneOf(removals.shape['in-use'].unwrap().options) }],
  ['unmanaged', { shape: oneOf(policySchema.shape.unmanaged.unwrap().options) }],
  ['stale-plan', { shape: oneOf(policySchema.shape['stale-plan'].unwrap().options) }],
  ['protected-branches', { shape: 'a list of 1 to 1000 branches' }],
  ['rules', { shape: 'a map from rule to severity', keys: policySchema.shape.rules.unwrap().shape }],
  ...changeable.map((id) => [`rules.${id}`, { shape: severity }] as const),
  ['exceptions', { shape: 'a list of at most 10000 exceptions' }],
  ['exceptions.*', { shape: 'a map with `rule`, `permission` and `reason`', keys: exception.shape }],
  ['exceptions.*.rule', { shape: oneOf(permissionRules) }],
  ['exceptions.*.api', { shape: 'text of 1 to 600 characters' }],
  ['exceptions.*.expires', { shape: 'a day such as 2027-03-31' }],
]);

function oneOf(words: readonly string[]): string {
  return `one of ${listWords(words)}`;
}

function pathText(path: Path): string {
  return path.map((step) => (typeof step === 'number' ? '*' : step)).join('.');
}

/** What counts where there is no policy file. */
export const defaultPolicy: Policy = {
  ...toSettings(policySchema.parse({ version: 1 })),
  naming: { convention: 'action:resource', actions: [] },
  forbidden: [],
  protectedBranches: undefined,
  exceptions: [],
};

/** What counts where there is a policy that can't be read: only what no policy can change. */
export const lockedOnly: Policy = {
  ...defaultPolicy,
  rules: new Map(changeable.map((id) => [id, 'off'])),
};

/**
 * Reads a policy file. Strict, as the manifest is: with any problem there is no policy at all, since a key that is
 * passed over is a rule that does not hold.
 */
export async function readPolicy(document: Document): Promise<{ policy?: Policy; problems: Problem[] }> {
  const repeated = document.duplicates.map(({ path, first, second }) =>
    problem(
      `The key \`${path.at(-1)}\` stands twice; first at ${first.file}:${first.line}.`,
      second,
      'Keep one of them.',
    ),
  );
  const parsed = policySchema.safeParse(document.value);
  if (!parsed.success) return { problems: [...repeated, ...shapeProblems(document, parsed.error)] };
  const { data } = parsed;
  const { pattern, problems } = await readNaming(document, data.naming);
  const impossible = [...repeated, ...problems, ...checkLengths(document, data.descriptions)];
  if (impossible.length > 0) return { problems: impossible };
  const { convention, actions = [] } = data.naming;
  const policy = {
    ...toSettings(data),
    naming: { convention, actions, ...(pattern && { pattern }) },
    forbidden: await readGlobs(data.forbidden),
    protectedBranches: data['protected-branches'] && (await readGlobs(data['protected-branches'])),
    exceptions: data.exceptions.map((entry, index) => readException(document, entry, index)),
  };
  return { policy, problems: [] };
}

/** A locked rule is known: to call it unknown, with the name of another, would mislead. */
function shapeProblems(document: Document, error: z.ZodError): Problem[] {
  const unknown = error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' && issue.path[0] === 'rules' ? issue.keys : [],
  );
  const locked = lockedRules
    .filter((id) => unknown.includes(id))
    .map((id) => {
      const place = document.place(['rules', id], 'key');
      return problem(`No policy can change the rule \`${id}\`.`, place, 'Remove it.');
    });
  const said = ({ line, column }: Place) => locked.some((one) => one.line === line && one.column === column);
  return [...locked, ...schemaProblems(document, error, expectations).filter((found) => !said(found))];
}

/** Everything that needs neither compiling nor a place. */
function toSettings(file: PolicyFile) {
  const { descriptions, removals, unmanaged } = file;
  const rules = new Map(Object.entries(file.rules).flatMap(([id, set]) => (set ? [[id, set] as const] : [])));
  return { reserved: new Set(file.reserved), descriptions, removals, unmanaged, stalePlan: file['stale-plan'], rules };
}

async function readNaming(
  document: Document,
  { convention, pattern }: PolicyFile['naming'],
): Promise<{ pattern?: NonNullable<Naming['pattern']>; problems: Problem[] }> {
  if (convention === 'pattern' && pattern === undefined) {
    const place = document.place(['naming', 'convention'], 'value');
    return { problems: [problem('`convention: pattern` needs a `pattern`.', place, 'Add `pattern:` below it.')] };
  }
  if (pattern === undefined) return { problems: [] };
  if (convention !== 'pattern') {
    const place = document.place(['naming', 'pattern'], 'key');
    return {
      problems: [problem('`pattern` counts only with `convention: pattern`.', place, 'Set both, or remove it.')],
    };
  }
  const compiled = await compilePattern(pattern);
  if ('matches' in compiled) return { pattern: { text: pattern, matches: compiled.matches }, problems: [] };
  const message = `\`pattern\` is not a regular expression of RE2: ${compiled.broken}.`;
  const hint = 'It has no look-arounds and no back-references: https://github.com/google/re2/wiki/Syntax';
  return { problems: [problem(message, document.place(['naming', 'pattern'], 'value'), hint)] };
}

function checkLengths(document: Document, { 'min-length': least, 'max-length': most }: PolicyFile['descriptions']) {
  if (least <= most) return [];
  const place = document.place(['descriptions', 'max-length'], 'value');
  return [
    problem(
      `\`max-length\` (${most}) is below \`min-length\` (${least}), so no description fits.`,
      place,
      'Correct one of them.',
    ),
  ];
}

async function readGlobs(globs: readonly string[]): Promise<Glob[]> {
  return await Promise.all(globs.map(async (glob) => ({ text: glob, matches: await compileGlob(glob) })));
}

function readException(
  document: Document,
  { api, expires, ...entry }: z.output<typeof exception>,
  index: number,
): Exception {
  const place = document.place(['exceptions', index], 'value');
  return { ...entry, ...(api !== undefined && { api }), ...(expires !== undefined && { expires }), place };
}

function problem(message: string, place: Place, hint: string): Problem {
  return { rule: 'schema', severity: 'error', message, hint, ...place };
}
