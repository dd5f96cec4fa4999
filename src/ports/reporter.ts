/** What a run shows and hands on. */
import type { Place, Severity } from '../core/problem.ts';

/** Everything that GitHub's runner shows or hands on. */
export interface Reporter {
  /** One line of the log. */
  info(line: string): void;
  /** Has the runner replace the secret wherever it would be shown from now on. */
  mask(secret: string): void;
  /** A warning without a place. */
  warning(message: string): void;
  annotate(annotation: Annotation): void;
  summary(markdown: string): Promise<void>;
  output(name: string, value: string): void;
  /**
   * Writes a file; relative paths are relative to the workspace. Gives the absolute path.
   * @throws ActionError input-invalid for a symbolic link, or one in the way
   */
  file(path: string, content: string): Promise<string>;
  /** Ends the step with exit code 1. */
  fail(message: string): void;
}

/** What the runner shows beside a line of a file; title and message are one line of plain text each. */
export interface Annotation extends Place {
  readonly severity: Severity;
  readonly title: string;
  readonly message: string;
}
