/** A policy file to a policy; loaded where there is one. */
import * as z from 'zod/mini';
import type { Document } from './document.ts';
import { once } from './once.ts';
import { compileGlob, compilePattern, globCost, mostInstructions } from './pattern.ts';
import type { Exception, Expectation, Glob, Naming, Policy } from './policy.ts';
import { costProblem, type Names } from './policy-cost.ts';
import { type accessSchema, type exceptionSchema, expectations, type PolicyFile, policySchema } from './policy-file.ts';
import { lockedRules, type Place, type Problem } from './problem.ts';
import { schemaProblems } from './schema-problems.ts';

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

/** The parts of a file with problems that are right by themselves, so that all that is wrong in it is said at once. */
const rightParts = once(() => {
  const { naming, descriptions, access, forbidden } = policySchema.shape;
  const unsaid = policySchema.parse({ version: 1 });
  return z.catch(
    z.object({
      naming: z.catch(naming, unsaid.naming),
      descriptions: z.catch(descriptions, unsaid.descriptions),
      access: z.catch(access, []),
      forbidden: z.catch(forbidden, []),
    }),
    unsaid,
  );
});

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
