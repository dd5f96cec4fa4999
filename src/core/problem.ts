/** Where something stands in a file of the repository. Line and column count from 1; columns are UTF-16 code units. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
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
  'system-api',
  'unmanaged-permission',
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
}

/** Errors and warnings of a list of problems. */
export function countProblems(problems: readonly Problem[]): { errors: number; warnings: number } {
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  return { errors, warnings: problems.length - errors };
}

/** Sorts by file, line, column and rule, and drops repetitions, so that the order of inputs never shows. */
export function arrangeProblems(problems: readonly Problem[]): Problem[] {
  return groupSpots(problems).flatMap((group) => (group.length === 1 ? group : distinct(group)));
}

/**
 * Sorted, those of one rule at one place together, in their order. Problems are found again by these groups, since a key
 * of each, with its message, costs more than to find them where there are hundreds of thousands.
 */
function groupSpots(problems: readonly Problem[]): Problem[][] {
  const groups: Problem[][] = [];
  for (const problem of problems.toSorted(compareSpots)) {
    const last = groups.at(-1);
    if (last?.[0] && compareSpots(last[0], problem) === 0) last.push(problem);
    else groups.push([problem]);
  }
  return groups;
}

/** Of those that say the same the first. */
function distinct(group: readonly Problem[]): Problem[] {
  const said = new Set<string>();
  return group.filter(({ message }) => !said.has(message) && said.add(message));
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
  const known = groupSpots(now);
  let at = 0;
  const fresh = groupSpots(later).flatMap((group) => {
    while (compareGroups(known[at], group) < 0) at += 1;
    if (compareGroups(known[at], group) > 0) return group;
    const messages = new Set(known[at]?.map(({ message }) => message));
    return group.filter(({ message }) => !messages.has(message));
  });
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

function comparePlaces(a: Place, b: Place): number {
  return compareText(a.file, b.file) || a.line - b.line || a.column - b.column;
}

/** Orders by UTF-16 code units: the same on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
