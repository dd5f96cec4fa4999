/** Problems as annotations, those that matter first. */
import { byAge, type Place, type Problem, type Severity } from '../core/problem.ts';
import { cut, visible } from './visible.ts';

/** GitHub shows so many annotations of each severity a step, and drops the rest without a word. */
const mostShown = 10;

const longest = 1000;

/** What the runner shows beside a line of a file; title and message are one line of plain text each. */
export interface Annotation extends Place {
  readonly severity: Severity;
  readonly title: string;
  readonly message: string;
}

/** The first ten errors and the first ten warnings: new ones first, in the order of the problems. */
export function chooseAnnotations(problems: readonly Problem[]): Annotation[] {
  const left = { error: mostShown, warning: mostShown };
  const { fresh, old } = byAge(problems);
  return [...fresh, ...old].filter(({ severity }) => left[severity]-- > 0).map(annotation);
}

function annotation({ severity, file, line, column, rule, message, hint = '' }: Problem): Annotation {
  const sentences = visible(cut(`${message} ${hint}`.trimEnd(), longest));
  return { severity, file, line, column, title: `Auth0 permissions: ${rule}`, message: sentences };
}
