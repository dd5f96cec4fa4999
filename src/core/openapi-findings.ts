/** What is found wrong while an OpenAPI file is read, and which files are lacking. */
import { arrangeProblems, type Place, type Problem, problemKey } from './problem.ts';
import { firstProblems, mostProblems } from './schema-problems.ts';

/** Far more than are shown; each takes memory. */
const mostKept = 10 * mostProblems;

export class Findings {
  /** Files to be read before the reading is complete. */
  readonly unread = new Set<string>();
  private readonly problems = new Map<string, Problem>();

  add(place: Place, message: string, hint?: string): void {
    if (this.problems.size >= mostKept) return;
    const problem: Problem = { rule: 'schema', severity: 'error', message, ...(hint && { hint }), ...place };
    this.problems.set(problemKey(problem), problem);
  }

  /** Whether there are as many as are shown. */
  isFull(): boolean {
    return this.problems.size >= mostProblems;
  }

  /** The first, and how many more there are. */
  shown(): Problem[] {
    const problems = arrangeProblems([...this.problems.values()]);
    return firstProblems(problems, problems.length);
  }
}
