/** A document to a policy, and the default one. */
import * as z from 'zod/mini';
import type { Document } from './document.ts';
import { once } from './once.ts';
import { type Cost, compileGlob, compilePattern, globCost, type Matches, mostInstructions } from './pattern.ts';
import { costProblem, type Names } from './policy-cost.ts';
import {
  type accessSchema,
  changeable,
  type exceptionSchema,
  expectations,
  type PolicyFile,
  policySchema,
} from './policy-file.ts';
import { lockedRules, type PermissionRuleId, type Place, type Problem, type Severity } from './problem.ts';
import { schemaProblems } from './schema-problems.ts';

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
  readonly access: readonly Expectation[];
}

/** Who must not be able to get certain permissions, or who alone may. */
export interface Expectation {
  readonly permissions: readonly Glob[];
  /** Of identifiers; undefined where it is about every API. */
  readonly apis: readonly Glob[] | undefined;
  readonly never: NonNullable<z.output<typeof accessSchema>['never']>;
  /** A list that is missing is not judged; everyone, anyone and third parties are ruled out in any case. */
  readonly only: Readonly<NonNullable<z.output<typeof accessSchema>['only']>> | undefined;
  readonly place: Place;
}

export interface Naming {
  readonly convention: PolicyFile['naming']['convention'];
  /** Only of the convention `pattern`. */
  readonly pattern?: { readonly text: string; readonly matches: Matches; readonly cost: Cost };
  /** The only actions allowed as the policy spells them, by their lower case; empty where any is. */
  readonly actions: ReadonlyMap<string, string>;
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

const unsaid = policySchema.parse({ version: 1 });

/** What counts where there is no policy file. */
export const defaultPolicy: Policy = {
  ...toSettings(unsaid),
  naming: { convention: 'action:resource', actions: new Map() },
  forbidden: [],
  protectedBranches: undefined,
  exceptions: [],
  access: [],
};

/** What counts where there is a policy that can't be read: only what no policy can change. */
export const lockedOnly: Policy = {
  ...defaultPolicy,
  rules: new Map(changeable.map((id) => [id, 'off'])),
};

/**
 * Reads a policy file. Strict, as the manifest is: with any problem there is no policy at all, since a key that is
 * passed over is a rule that does not hold.
 * @param judged the names that it is to judge, on which its patterns and globs must not take too long.
 */
export async function readPolicy(
  document: Document,
  judged: Names = { names: 0, characters: 0 },
): Promise<{ policy?: Policy; problems: Problem[] }> {
  const repeated = document.duplicates.map(({ path, first, second }) =>
    problem(
      `The key \`${path.at(-1)}\` stands twice; first at ${first.file}:${first.line}.`,
      second,
      'Keep one of them.',
    ),
  );
  const parsed = policySchema.safeParse(document.value);
  const parts = parsed.data ?? rightParts().parse(document.value);
  const { pattern, problems } = await readNaming(document, parts.naming);
  const impossible = [
    ...repeated,
    ...(parsed.error ? shapeProblems(document, parsed.error) : []),
    ...problems,
    ...checkLengths(document, parts.descriptions),
    ...parts.access.flatMap((entry, index) => checkAccess(document, entry, index)),
    ...checkCost(document, parts, { pattern, judged }),
  ];
  if (!parsed.success || impossible.length > 0) return { problems: impossible };
  const { data } = parsed;
  const { convention, actions = [] } = data.naming;
  const policy = {
    ...toSettings(data),
    naming: { convention, actions: bySpelling(actions), ...(pattern && { pattern }) },
    forbidden: data.forbidden.map(readGlob),
    protectedBranches: data['protected-branches']?.map(readGlob),
    exceptions: data.exceptions.map((entry, index) => readException(document, entry, index)),
    access: data.access.map((entry, index) => readExpectation(document, entry, index)),
  };
  return { policy, problems: [] };
}

const { naming, descriptions, access, forbidden } = policySchema.shape;

/** The parts of a file with problems that are right by themselves, so that all that is wrong in it is said at once. */
const rightParts = once(() =>
  z.catch(
    z.object({
      naming: z.catch(naming, unsaid.naming),
      descriptions: z.catch(descriptions, unsaid.descriptions),
      access: z.catch(access, []),
      forbidden: z.catch(forbidden, []),
    }),
    unsaid,
  ),
);

/** A locked rule is known: to call it unknown, with the name of another, would mislead. */
function shapeProblems(document: Document, error: z.core.$ZodError): Problem[] {
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

/** In their order; of two that differ in case alone the first. */
function bySpelling(actions: readonly string[]): Map<string, string> {
  const spellings = new Map<string, string>();
  for (const action of actions) {
    if (!spellings.has(action.toLowerCase())) spellings.set(action.toLowerCase(), action);
  }
  return spellings;
}

interface ReadNaming {
  readonly pattern?: NonNullable<Naming['pattern']>;
  readonly problems: Problem[];
}

async function readNaming(document: Document, { convention, pattern }: PolicyFile['naming']): Promise<ReadNaming> {
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
  return await readPattern(pattern, document.place(['naming', 'pattern'], 'value'));
}

async function readPattern(text: string, place: Place): Promise<ReadNaming> {
  const compiled = await compilePattern(text);
  if (compiled.kind === 'compiled') {
    const { matches, cost } = compiled;
    return { pattern: { text, matches, cost }, problems: [] };
  }
  if (compiled.kind === 'broken') {
    const hint = 'It has no look-arounds and no back-references: https://github.com/google/re2/wiki/Syntax';
    return { problems: [problem(`\`pattern\` is not a regular expression of RE2: ${compiled.why}.`, place, hint)] };
  }
  const message = `\`pattern\` compiles to ${compiled.instructions} instructions; it may have ${mostInstructions}.`;
  const hint = 'A repetition such as `{300}` is written out: use `*` or `+`. How long a name may be is judged anyway.';
  return { problems: [problem(message, place, hint)] };
}

/** What branches are held against is one name alone. */
function checkCost(
  document: Document,
  { forbidden, access }: Pick<PolicyFile, 'forbidden' | 'access'>,
  { pattern, judged }: { readonly pattern: Naming['pattern']; readonly judged: Names },
): Problem[] {
  const expected = access.flatMap(({ permissions, apis = [] }) => [...permissions, ...apis]);
  const parts = [
    { key: 'pattern', place: document.place(['naming', 'pattern'], 'value'), costs: pattern ? [pattern.cost] : [] },
    { key: 'forbidden', place: document.place(['forbidden'], 'key'), costs: forbidden.map(globCost) },
    { key: 'access', place: document.place(['access'], 'key'), costs: expected.map(globCost) },
  ];
  const found = costProblem(parts, judged);
  return found ? [found] : [];
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

type AccessEntry = z.output<typeof accessSchema>;

function checkAccess(document: Document, { never, only }: AccessEntry, index: number): Problem[] {
  if (never || only) return [];
  const place = document.place(['access', index], 'value');
  return [problem('An entry of `access` needs `never` or `only`.', place, 'Add one of them, or both.')];
}

function readExpectation(document: Document, entry: AccessEntry, index: number): Expectation {
  const { permissions, apis, never = [], only } = entry;
  return {
    permissions: permissions.map(readGlob),
    apis: apis?.map(readGlob),
    never,
    only,
    place: document.place(['access', index], 'value'),
  };
}

function readGlob(text: string): Glob {
  return { text, matches: compileGlob(text) };
}

function readException(
  document: Document,
  { api, expires, ...entry }: z.output<typeof exceptionSchema>,
  index: number,
): Exception {
  const place = document.place(['exceptions', index], 'value');
  return { ...entry, ...(api !== undefined && { api }), ...(expires !== undefined && { expires }), place };
}

function problem(message: string, place: Place, hint: string): Problem {
  return { rule: 'schema', severity: 'error', message, hint, ...place };
}
