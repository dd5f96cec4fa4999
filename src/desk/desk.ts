/** Where a command works, and what it ends with. */
import type { ActionError } from '../core/errors.ts';
import type { Ports } from '../ports/ports.ts';
import type { Place } from './connect.ts';
import type { ExitCode } from './tell.ts';

export interface Desk {
  readonly place: Place;
  readonly colours: 'colours' | 'plain';
  readonly reporter: Ports['reporter'];
  /** For a person to read while the command works. */
  readonly busy: (what: string) => void;
}

/** What a command ends with. */
export interface Ended {
  /** For standard output, as a whole. */
  readonly document: string;
  /** Why it failed, to be said last. */
  readonly failures: readonly ActionError[];
  readonly exitCode: ExitCode;
}
