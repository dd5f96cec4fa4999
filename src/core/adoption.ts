/**
 * The adoption: what a manifest lacks of a tenant. An API that it declares gets the permissions it lacks, another one
 * is new. What no manifest may hold (a rule that no policy can change would stop the next apply) is left out, with the
 * reason: it stays unmanaged, and the tenant keeps it.
 */
import { ActionError } from './errors.ts';
import type { DeclaredApi } from './manifest.ts';
import type { WrittenPermission } from './manifest-text.ts';
import { compileGlob } from './pattern.ts';
import { type DeclaredPermission, type Permission, sameDescription } from './permission.ts';
import type { TenantApi } from './plan.ts';
import { lockedOnly, type Policy } from './policy.ts';
import type { Place, Problem } from './problem.ts';
import { checkManifest } from './rules/check.ts';
import { isSystemIdentifier } from './rules/system-api.ts';
import { listWords } from './spelling.ts';

/** What of one API goes into the manifest. */
export interface Adoption {
  readonly identifier: string;
  /** As the tenant has it; undefined where it has none that a manifest can hold. */
  readonly name: string | undefined;
  /** Undefined for an API that the manifest does not declare. */
  readonly declared: DeclaredApi | undefined;
  /** In the tenant's order. */
  readonly permissions: readonly WrittenPermission[];
}

/** What stays out of the manifest. */
export interface LeftOut {
  readonly api: string;
  /** Undefined where it is the whole API. */
  readonly permission?: string;
  /** A sentence. */
  readonly why: string;
}

/** What the manifest says otherwise than the tenant, and goes on saying. */
export interface Difference {
  readonly api: string;
  readonly permission?: string;
  readonly kind: 'another description' | 'not on the tenant';
}

export interface Adopted {
  /** Those with something to write, by name and identifier. */
  readonly adoptions: readonly Adoption[];
  readonly leftOut: readonly LeftOut[];
  readonly differences: readonly Difference[];
}

/**
 * The APIs that an import is about, by name and identifier. Auth0's own are never among them.
 * @param wanted identifiers, in which `*` stands for any text; all APIs where there are none.
 * @throws ActionError api-not-found for one that means no API
 */
export function chooseApis(apis: readonly TenantApi[], wanted: readonly string[], tenant: string): TenantApi[] {
  const own = apis.filter(({ identifier, system }) => !system && !isSystemIdentifier(identifier, tenant));
  const sorted = own.toSorted(
    (a, b) => compareCodePoints(a.name ?? '', b.name ?? '') || compareCodePoints(a.identifier, b.identifier),
  );
  if (wanted.length === 0) return sorted;
  const globs = wanted.map((text) => ({ text, matches: compileGlob(text) }));
  const dead = globs.filter(({ matches }) => !own.some(({ identifier }) => matches(identifier)));
  if (dead.length > 0) throw noneMeant(dead.map(({ text }) => text));
  return sorted.filter(({ identifier }) => globs.some(({ matches }) => matches(identifier)));
}

function noneMeant(texts: readonly string[]): ActionError {
  const message = `Input \`apis\`: the tenant has no API ${listWords(texts)}.`;
  return new ActionError('api-not-found', message, 'Correct the identifier; Auth0’s own APIs are left out.');
}

/** As UTF-8 is ordered: UTF-16 puts what is beyond U+FFFF before what is just below. */
function compareCodePoints(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

export interface Judge {
  readonly policy: Policy;
  /** The tenant's domain. */
  readonly tenant: string;
  readonly today: string;
}

/** Compares APIs with what the manifest declares. */
export function adopt(apis: readonly TenantApi[], declared: readonly DeclaredApi[], judge: Judge): Adopted {
  const byIdentifier = new Map(declared.map((api) => [api.identifier, api]));
  const parts = apis.map((api) => adoptApi(api, byIdentifier.get(api.identifier), judge));
  return {
    adoptions: parts.flatMap(({ adoption }) => adoption ?? []),
    leftOut: parts.flatMap(({ leftOut }) => leftOut),
    differences: parts.flatMap(({ differences }) => differences),
  };
}

interface AdoptedApi {
  readonly adoption?: Adoption;
  readonly leftOut: readonly LeftOut[];
  readonly differences: readonly Difference[];
}

function adoptApi(api: TenantApi, declared: DeclaredApi | undefined, judge: Judge): AdoptedApi {
  const { identifier } = api;
  const why = whyNoApi(identifier);
  if (why !== undefined) return { leftOut: [{ api: identifier, why }], differences: [] };
  const { fit, leftOut } = divide(api, declared, judge);
  const differences = declared ? differencesOf(declared, api) : [];
  if (declared && fit.length === 0) return { leftOut, differences };
  return { adoption: { identifier, name: nameOf(api), declared, permissions: fit.map(written) }, leftOut, differences };
}

/** Source: the manifest's own schema. */
function whyNoApi(identifier: string): string | undefined {
  if (identifier.length > 600) return 'Its identifier has over 600 characters.';
  return identifier.isWellFormed() ? undefined : 'Its identifier holds half a surrogate pair.';
}

function nameOf({ name }: TenantApi): string | undefined {
  return name !== '' && name?.isWellFormed() ? name : undefined;
}

function written({ name, description }: Permission): WrittenPermission {
  return { name, description: description ?? '' };
}

/** Of the permissions that the manifest lacks, those it can hold and those it can't. */
function divide(api: TenantApi, declared: DeclaredApi | undefined, judge: Judge) {
  const names = new Set(declared?.permissions.map(({ name }) => name));
  const [candidates, why] = [new Map<string, Permission>(), new Map<Permission, string>()];
  for (const permission of api.permissions) {
    if (names.has(permission.name)) continue;
    const unwritable = candidates.has(permission.name) ? 'The tenant holds it twice.' : whyUnwritable(permission);
    if (unwritable === undefined) candidates.set(permission.name, permission);
    else why.set(permission, unwritable);
  }
  for (const [name, reason] of stopped(api, declared, { candidates, judge })) {
    const permission = candidates.get(name);
    if (permission) why.set(permission, reason);
  }
  const fit = [...candidates.values()].filter((permission) => !why.has(permission));
  const leftOut = [...why].map(([{ name }, reason]) => ({ api: api.identifier, permission: name, why: reason }));
  return { fit, leftOut };
}

/** What our own reader refuses in any manifest. */
function whyUnwritable({ name, description = '' }: Permission): string | undefined {
  if (name === '__proto__') return '`__proto__` is not allowed as a key.';
  const whole = name.isWellFormed() && description.isWellFormed();
  return whole ? undefined : 'It holds half a surrogate pair.';
}

interface Candidates {
  readonly candidates: ReadonlyMap<string, Permission>;
  readonly judge: Judge;
}

/** By name, what the rules say against permissions that no policy can change and no exception lifts. */
function stopped(
  api: TenantApi,
  declared: DeclaredApi | undefined,
  { candidates, judge }: Candidates,
): Map<string, string> {
  const found = new Map<string, string>();
  const check = (permissions: readonly Permission[]) => lockedProblems(api, [declared, permissions], judge);
  for (const { subject, severity, message } of check([...candidates.values()])) {
    if (severity === 'error' && subject?.permission !== undefined) found.set(subject.permission, message);
  }
  const fit = [...candidates.values()].filter(({ name }) => !found.has(name));
  const tooMuch = (count: number) =>
    check(fit.slice(0, count)).find(({ rule, severity }) => rule === 'permission-limit' && severity === 'error');
  const most = largestFitting(fit.length, (count) => tooMuch(count) === undefined);
  if (most === fit.length) return found;
  const reason = tooMuch(most + 1)?.message ?? '';
  for (const { name } of fit.slice(most)) found.set(name, reason);
  return found;
}

function lockedProblems(
  { identifier }: TenantApi,
  [declared, added]: readonly [DeclaredApi | undefined, readonly Permission[]],
  { policy, tenant, today }: Judge,
): readonly Problem[] {
  const permissions = [...(declared?.permissions ?? []), ...added.map(asDeclared)];
  const manifest = { entries: [{ identifier, place: inLine(0), permissions }] };
  const locked = { ...policy, rules: lockedOnly.rules, exceptions: [] };
  return checkManifest(manifest, { tenant, policy: locked, today, exceptions: [] }).problems;
}

/** In a line of its own: two problems at the same place that say the same would count as one. */
function asDeclared(permission: Permission, index: number): DeclaredPermission {
  const place = inLine(index + 1);
  return { ...written(permission), place, descriptionPlace: place };
}

function inLine(line: number): Place {
  return { file: '', line, column: 1 };
}

function differencesOf({ identifier, permissions }: DeclaredApi, { permissions: held }: TenantApi): Difference[] {
  const onTenant = new Map(held.map(({ name, description }) => [name, description]));
  return permissions.flatMap(({ name, description }): Difference[] => {
    if (!onTenant.has(name)) return [{ api: identifier, permission: name, kind: 'not on the tenant' }];
    if (sameDescription(onTenant.get(name), description)) return [];
    return [{ api: identifier, permission: name, kind: 'another description' }];
  });
}

/** The largest count up to `most` that fits, where a larger one never fits if a smaller one does not. */
export function largestFitting(most: number, fits: (count: number) => boolean): number {
  if (fits(most)) return most;
  let [low, high] = [0, most];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}
