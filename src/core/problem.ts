/** Where something stands in a file of the repository. Line and column count from 1; columns are UTF-16 code units. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export type Severity = 'error' | 'warning';

export type RuleId =
  | 'syntax'
  | 'schema'
  | 'reserved-name'
  | 'invalid-character'
  | 'name-length'
  | 'description-length'
  | 'permission-limit'
  | 'duplicate-permission'
  | 'system-api'
  | 'naming-convention';

/** One finding of a rule: data to be shown at its place, never thrown. */
export interface Problem extends Place {
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly message: string;
  readonly hint?: string;
}

/** Errors and warnings of a list of problems. */
export function countProblems(problems: readonly Problem[]): { errors: number; warnings: number } {
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  return { errors, warnings: problems.length - errors };
}

/** Sorts by file, line, column and rule, and drops repetitions, so that the order of inputs never shows. */
export function arrangeProblems(problems: readonly Problem[]): Problem[] {
  const unique = new Map(problems.map((problem) => [JSON.stringify([keyOf(problem), problem.message]), problem]));
  return [...unique.values()].sort((a, b) => comparePlaces(a, b) || compareText(a.rule, b.rule));
}

function keyOf({ file, line, column, rule }: Problem): unknown[] {
  return [file, line, column, rule];
}

function comparePlaces(a: Place, b: Place): number {
  return compareText(a.file, b.file) || a.line - b.line || a.column - b.column;
}

/** Orders by UTF-16 code units: the same on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
