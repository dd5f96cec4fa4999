/** Declarations as the manifest reader makes them, for tests that start from values. */
import type { DeclaredApi, Manifest } from '../../src/core/manifest.ts';
import type { DeclaredPermission } from '../../src/core/permission.ts';
import type { Place, Problem, RuleId } from '../../src/core/problem.ts';
import { checkManifest } from '../../src/core/rules/check.ts';

export const manifestFile = '.github/permissions.yml';
export const orders = 'https://api.example.com/orders';

export function at(line: number, column = 7): Place {
  return { file: manifestFile, line, column };
}

/** The name stands in column 7, the description in column 20. */
export function declared(name: string, description = '', line = 10): DeclaredPermission {
  return { name, description, place: at(line), descriptionPlace: at(line, 20) };
}

export function apiOf(permissions: readonly DeclaredPermission[], fields: Partial<DeclaredApi> = {}): DeclaredApi {
  return { identifier: orders, place: at(3, 17), permissions, ...fields };
}

export function manifestOf(...entries: readonly DeclaredApi[]): Manifest {
  return { entries };
}

/** What one rule finds in a manifest with this API alone. */
export function foundBy(rule: RuleId, api: DeclaredApi, tenant = 'acme.eu.auth0.com'): Problem[] {
  return checkManifest(manifestOf(api), { tenant }).filter((problem) => problem.rule === rule);
}

/** What a function throws, to be compared as a whole: `toThrow` looks at the message alone. */
export function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (thrown) {
    return thrown;
  }
  return undefined;
}
