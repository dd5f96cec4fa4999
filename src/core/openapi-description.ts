/** What OpenAPI files say: which permissions their operations require, and where. */
import type { OpenApiPath } from './openapi-paths.ts';
import type { Place } from './problem.ts';

/** By the paths and globs of the manifest. */
export type Descriptions = ReadonlyMap<string, DescribedFiles>;

export interface DescribedFiles {
  readonly files: readonly Description[];
  /** False where something could not be read, so that more may be required. */
  readonly complete: boolean;
}

/** One OpenAPI file. */
export interface Description {
  readonly file: string;
  /** Where the manifest names it first: what is wrong with a file is said once, however many APIs name it. */
  readonly namedBy: OpenApiPath;
  /** Names. */
  readonly required: ReadonlySet<string>;
  /** What none of the APIs that name the file declares. */
  readonly undeclared: readonly Undeclared[];
}

/** A permission that operations require. */
export interface Required {
  /** Where it stands first. */
  readonly place: Place;
  /** The first operation, such as `GET /orders`. */
  readonly operation: string;
  /** Whether there are more. */
  readonly others: boolean;
}

export interface Undeclared extends Required {
  readonly name: string;
  /** The declared name that is nearest. */
  readonly meant?: string;
}

export type RequiredByName = ReadonlyMap<string, Required>;
