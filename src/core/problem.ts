/**
 * Where something stands in a file of the repository. Line and column count from 1; columns are UTF-16 code units. Every
 * permission has two, so that the line of its end stands there only where it is another one.
 */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Absent where it ends in its first line. */
  readonly endLine?: number;
  /** Right behind the last character; absent where only the beginning is known. */
  readonly endColumn?: number;
}

export type Severity = 'error' | 'warning';

/** Rules that no policy can change: what they find, Auth0 would refuse, or nobody could read. */
export const lockedRules = [
  'syntax',
  'schema',
  'reserved-name',
  'invalid-character',
  'name-length',
  'description-length',
  'permission-limit',
  'duplicate-permission',
  'rename-source',
  'system-api',
  'unmanaged-permission',
  'access-expectation',
] as const;

/** Rules about single permissions, whose severity a policy can change and which it can make exceptions from. */
export const permissionRules = [
  'protocol-name',
  'naming-convention',
  'allowed-action',
  'forbidden-name',
  'broad-permission',
  'similar-name',
  'description-required',
  'description-quality',
  'undeclared-permission',
  'unused-permission',
  'public-permission',
] as const;

/** Rules about the policy's exceptions, whose severity a policy can change. */
export const exceptionRules = ['exception-expired', 'exception-unused'] as const;

export type PermissionRuleId = (typeof permissionRules)[number];
export type RuleId = (typeof lockedRules)[number] | PermissionRuleId | (typeof exceptionRules)[number];

/** What a problem is about, the same wherever in a file it stands. */
export interface Subject {
  /** The API's identifier. */
  readonly api: string;
  readonly permission?: string;
}

/** One finding of a rule: data to be shown at its place, never thrown. */
export interface Problem extends Place {
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly message: string;
  readonly hint?: string;
  readonly subject?: Subject;
  /** Whether a change found it there already; missing where there is no change to tell by. */
  readonly age?: Age;
}

export type Age = 'new' | 'old';

/** From which severity on problems fail a run. */
export type FailOn = Severity | 'never';

export function isFailing(problems: readonly Problem[], from: FailOn): boolean {
  const { errors, warnings } = countProblems(problems);
  return from !== 'never' && errors + (from === 'warning' ? warnings : 0) > 0;
}

/** Errors and warnings of a list of problems. */
export function countProblems(problems: readonly Problem[]): { errors: number; warnings: number } {
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  return { errors, warnings: problems.length - errors };
}

/**
 * Sorts by file, line, column and rule, and drops repetitions, so that the order of inputs never shows. What is old in
 * one environment is old.
 */
export function arrangeProblems(problems: readonly Problem[]): Problem[] {
  const arranged: Problem[] = [];
  for (const group of groupSpots(problems))
    for (const problem of group.length === 1 ? group : distinct(group)) arranged.push(problem);
  return arranged;
}

/**
 * Sorted, those of one rule at one place together, in their order. Problems are found again by these groups, since a key
 * of each, with its message, costs more than to find them where there are hundreds of thousands; as many groups at once
 * would cost the same.
 */
function* groupSpots(problems: readonly Problem[]): Generator<Problem[], undefined> {
  let group: Problem[] = [];
  for (const problem of problems.toSorted(compareSpots)) {
    if (group[0] && compareSpots(group[0], problem) !== 0) {
      yield group;
      group = [problem]; // room for one: most are alone, and an empty array that grows makes room for many
    } else group.push(problem);
  }
  if (group.length > 0) yield group;
}

/** Of those that say the same the first, or the first that is old. */
function distinct(group: readonly Problem[]): Problem[] {
  const said = new Map<string, Problem>();
  for (const problem of group) {
    const known = said.get(problem.message);
    if (!known || (known.age !== 'old' && problem.age === 'old')) said.set(problem.message, problem);
  }
  return [...said.values()];
}

function compareSpots(a: Problem, b: Problem): number {
  return comparePlaces(a, b) || compareText(a.rule, b.rule);
}

/** The same for a problem that is found in several environments. */
export function problemKey({ file, line, column, rule, message }: Problem): string {
  return `${line} ${column} ${rule} ${file.length} ${file}${message}`;
}

/** Of what a policy will find once it is merged, what it does not find now: it stops no review, but would stop the apply. */
export function onlyLater(later: readonly Problem[], now: readonly Problem[]): Problem[] {
  const groups = groupSpots(now);
  let known = groups.next().value;
  const fresh: Problem[] = [];
  for (const group of groupSpots(later)) {
    while (compareGroups(known, group) < 0) known = groups.next().value;
    const messages = compareGroups(known, group) === 0 ? new Set(known?.map(({ message }) => message)) : undefined;
    for (const problem of group) if (!messages?.has(problem.message)) fresh.push(problem);
  }
  return fresh.map((problem) => ({
    ...problem,
    severity: 'warning',
    message: `Under the new policy: ${problem.message}`,
  }));
}

/** The end comes behind all. */
function compareGroups([a]: readonly Problem[] = [], [b]: readonly Problem[]): number {
  return a && b ? compareSpots(a, b) : 1;
}

/**
 * Tells old problems from new ones. Each that was there before makes one old: the one that says the very same, else one
 * of the same rule, API and permission. So a second one is new, wherever it stands.
 */
export function withAges(now: readonly Problem[], before: readonly Problem[]): Problem[] {
  const old = new Set<Problem>();
  let left = before;
  for (const identity of [wordingOf, matterOf]) {
    if (left.length === 0) break; // a first manifest may have problems by the hundred thousand
    const known = Map.groupBy(left, identity);
    for (const problem of now) if (!old.has(problem) && known.get(identity(problem))?.pop()) old.add(problem);
    left = [...known.values()].flat();
  }
  return now.map((problem) => ({ ...problem, age: old.has(problem) ? 'old' : 'new' }));
}

/** Wherever in its file it stands. */
function wordingOf(problem: Problem): string {
  return JSON.stringify([matterOf(problem), problem.file, problem.message]);
}

/** A warning that becomes an error is another problem. Without a subject, what is said is all there is to know it by. */
function matterOf({ rule, severity, subject, file, message }: Problem): string {
  const about = subject ? [subject.api, subject.permission ?? null] : [file, message];
  return JSON.stringify([rule, severity, subject !== undefined, ...about]);
}

/** New problems and those that can't be told, apart from old ones; in their order. */
export function byAge(problems: readonly Problem[]): { fresh: readonly Problem[]; old: readonly Problem[] } {
  const { fresh = [], old = [] } = Object.groupBy(problems, ({ age }) => (age === 'old' ? 'old' : 'fresh'));
  return { fresh, old };
}

function comparePlaces(a: Place, b: Place): number {
  return compareText(a.file, b.file) || a.line - b.line || a.column - b.column;
}

/** Orders by UTF-16 code units: the same on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
