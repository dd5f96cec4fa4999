/** What an import did. */
import type { Difference, LeftOut } from './adoption.ts';

/** What an import did, or would have done had it not failed. */
export interface Imported {
  /** Those written, in the order of their paths. */
  readonly files: readonly WrittenFile[];
  /** With the exceptions that the names need; only where there was none. */
  readonly policy?: WrittenPolicy;
  /** By name and identifier. */
  readonly apis: readonly ImportedApi[];
  readonly leftOut: readonly LeftOut[];
  readonly differences: readonly Difference[];
}

export interface WrittenFile {
  /** Relative to the repository's root. */
  readonly path: string;
  readonly absolute: string;
}

export interface WrittenPolicy extends WrittenFile {
  /** Beside a manifest that was there a first policy does not count at once. */
  readonly merged: 'with the manifest' | 'before the manifest';
}

/** An API that the manifest got something of. */
export interface ImportedApi {
  readonly identifier: string;
  readonly name: string | undefined;
  /** Whether the manifest had none of it before. */
  readonly isNew: boolean;
  /** How many permissions the manifest got. */
  readonly permissions: number;
  /** The other environments whose manifest got them with it. */
  readonly alsoFor: readonly string[];
  readonly path: string;
}
