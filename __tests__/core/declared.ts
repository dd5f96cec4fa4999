/** Declarations as the manifest reader makes them, for tests that start from values. */
import type { DeclaredApi, Manifest } from '../../src/core/manifest.ts';
import { compileGlob, compilePattern } from '../../src/core/pattern.ts';
import type { DeclaredPermission } from '../../src/core/permission.ts';
import {
  defaultPolicy,
  type Exception,
  type Expectation,
  type Glob,
  type Naming,
  type Policy,
} from '../../src/core/policy.ts';
import type { Place, Problem, RuleId } from '../../src/core/problem.ts';
import { type CheckContext, checkManifest } from '../../src/core/rules/check.ts';

export const manifestFile = '.github/permissions.yml';
export const policyFile = '.github/permissions-policy.yml';
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

/** Judged by the default policy, or one that differs from it in these settings. */
export function contextOf(settings: Partial<Policy> = {}, tenant = 'acme.eu.auth0.com'): CheckContext {
  const policy = { ...defaultPolicy, ...settings };
  return { tenant, policy, today: '2026-11-23', exceptions: policy.exceptions };
}

/** What one rule finds in a manifest with this API alone, without the subject, which is the API's. */
export function foundBy(rule: RuleId, api: DeclaredApi, context = contextOf()): Omit<Problem, 'subject'>[] {
  const { problems } = checkManifest(manifestOf(api), context);
  return problems.filter((problem) => problem.rule === rule).map(({ subject, ...problem }) => problem);
}

export function namingOf(convention: Naming['convention'], ...actions: readonly string[]): Naming {
  return { convention, actions: spellings(actions) };
}

/** @throws Error where the pattern is broken. */
export async function patternOf(text: string, ...actions: readonly string[]): Promise<Naming> {
  const compiled = await compilePattern(text);
  if (compiled.kind !== 'compiled') throw new Error(JSON.stringify(compiled));
  const { matches, cost } = compiled;
  return { convention: 'pattern', actions: spellings(actions), pattern: { text, matches, cost } };
}

function spellings(actions: readonly string[]): Naming['actions'] {
  return new Map(actions.map((action) => [action.toLowerCase(), action]));
}

export function globsOf(...globs: readonly string[]): Glob[] {
  return globs.map((text) => ({ text, matches: compileGlob(text) }));
}

/** From naming-convention, for a permission of any API and for ever, in line 20 of the policy. */
export function exceptionOf(permission: string, fields: Partial<Exception> = {}): Exception {
  const place = { file: policyFile, line: 20, column: 5 };
  return { rule: 'naming-convention', permission, reason: 'An old app uses it', place, ...fields };
}

/** An entry of `access` about these permissions, in line 30 of the policy. */
export async function expectationOf(
  permissions: readonly string[],
  { apis, ...fields }: Partial<Omit<Expectation, 'apis'>> & { readonly apis?: readonly string[] } = {},
): Promise<Expectation> {
  const place = { file: policyFile, line: 30, column: 5 };
  const about = { permissions: await globsOf(...permissions), apis: apis && (await globsOf(...apis)) };
  return { ...about, never: [], only: undefined, place, ...fields };
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
