/** A permission, declared or held. */
import type { Place } from './problem.ts';

/**
 * One permission as the tenant holds it. `description` is undefined where the tenant has none at all and '' where it
 * holds an empty one: the two are equal to us, but a permission we don't manage must go back exactly as it came.
 */
export interface Permission {
  readonly name: string;
  readonly description: string | undefined;
}

/** One permission as a manifest file declares it. */
export interface DeclaredPermission {
  readonly name: string;
  /** '' where the manifest gives none. */
  readonly description: string;
  readonly deprecated?: true | string;
  readonly renamedFrom?: string;
  /** Where that stands. */
  readonly renamedFromPlace?: Place;
  /** Where the name stands. */
  readonly place: Place;
  /** Where the description stands; the name's place where there is none. */
  readonly descriptionPlace: Place;
}

/** Missing and empty descriptions are equal; everything else is compared exactly. */
export function sameDescription(a: string | undefined, b: string | undefined): boolean {
  return (a ?? '') === (b ?? '');
}
