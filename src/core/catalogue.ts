/** All that a manifest declares, for people to read: which permissions there are, and what each is for. */
import type { Manifest, ManifestEntry } from './manifest.ts';
import type { DeclaredPermission } from './permission.ts';
import { compareText } from './problem.ts';

export interface Catalogue {
  /** In the order of the manifest. */
  readonly apis: readonly CatalogueApi[];
}

export interface CatalogueApi {
  /** null where the manifest gives none. */
  readonly name: string | null;
  /** By environment, sorted; one without where it is the same in all of them. */
  readonly identifiers: readonly CatalogueIdentifier[];
  /** In the order of files and lines, each once. */
  readonly permissions: readonly CataloguePermission[];
}

export interface CatalogueIdentifier {
  readonly environment: string | null;
  readonly identifier: string;
}

export interface CataloguePermission {
  readonly permission: string;
  /** '' where the manifest gives none. */
  readonly description: string;
  /** null where it is to stay; a reason, '' where the manifest gives none. */
  readonly deprecated: string | null;
}

/**
 * Entries of the same identifiers are one API, however many files it is split over. One that has another environment more or
 * less is another: what it declares is not everywhere.
 * @param environment '' for all; else only its identifiers, and no API that has none for it.
 */
export function catalogueOf(manifest: Manifest, environment: string): Catalogue {
  const entries = manifest.entries.map((entry) => ({ entry, identifiers: identifiersIn(entry, environment) }));
  const known = entries.filter(({ identifiers }) => identifiers.length > 0);
  const groups = Map.groupBy(known, ({ identifiers }) => JSON.stringify(identifiers));
  return {
    apis: [...groups.values()].map((group) => ({
      name: group.find(({ entry }) => entry.name !== undefined)?.entry.name ?? null,
      identifiers: group[0]?.identifiers ?? [],
      permissions: permissionsOf(group.flatMap(({ entry }) => entry.permissions)),
    })),
  };
}

function identifiersIn({ identifier }: ManifestEntry, environment: string): CatalogueIdentifier[] {
  if (typeof identifier === 'string') return [{ environment: null, identifier }];
  return Object.entries(identifier)
    .filter(([name]) => environment === '' || name === environment)
    .map(([name, one]) => ({ environment: name, identifier: one }))
    .sort((a, b) => compareText(a.environment, b.environment));
}

function permissionsOf(declared: readonly DeclaredPermission[]): CataloguePermission[] {
  const first = new Map<string, DeclaredPermission>();
  for (const one of declared) if (!first.has(one.name)) first.set(one.name, one);
  return [...first.values()].map(({ name, description, deprecated }) => ({
    permission: name,
    description,
    deprecated: deprecated === undefined ? null : reasonOf(deprecated),
  }));
}

function reasonOf(deprecated: true | string): string {
  return deprecated === true ? '' : deprecated;
}
