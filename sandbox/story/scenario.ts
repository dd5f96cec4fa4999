/** What a story starts from: the manifest before and after the pull request, and the tenant that goes with it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseYaml } from '../../src/adapters/yaml/parse.ts';
import { apisOf, type DeclaredApi, environmentsOf, type Manifest, readManifest } from '../../src/core/manifest.ts';
import type { ApiSeed, Scope } from '../tenant/apis.ts';
import { declaredHoldings, type Holdings, type Permissions } from './holdings.ts';

/** Where the manifest lies in the sandbox's repository. */
export const manifestPath = '.github/permissions.yml';

/** One version of the manifest. */
export interface Version {
  readonly bytes: Uint8Array;
  /** Of the APIs of the environment; empty where the manifest can't be read, which is for the action to say. */
  readonly declared: Holdings;
}

/** What the plan must find. */
export interface Expected {
  readonly additions: number;
  readonly updates: number;
  readonly removals: number;
  readonly drift: boolean;
}

export interface Scenario {
  /** What the reader knows the pull request's manifest by. */
  readonly file: string;
  /** On the main branch; absent where there is none. */
  readonly before?: Version;
  /** What the pull request brings. */
  readonly after: Version;
  readonly environment: string;
  /** What the tenant holds at the start. */
  readonly apis: readonly ApiSeed[];
  readonly expected: Expected;
}

/** Auth0 takes so many permissions an API: a manifest that has them all leaves no room for somebody else's. */
const mostPermissions = 1000;

/** The story of the examples: every kind of change, drift, an unmanaged permission, and an API without RBAC. */
export async function exampleScenario(): Promise<Scenario> {
  const examples = join(import.meta.dirname, '../../examples');
  const before = await readFile(join(examples, 'permissions.yml'));
  const after = await readFile(join(examples, 'permissions.pull-request.yml'));
  const [orders, billing] = declaredIn(before, '').map((api) => seedOf(api, [...permissionsOf(api)].map(toScope)));
  if (!orders || !billing) throw new Error('examples/permissions.yml is to declare two APIs.');
  const foreign = { value: 'legacy:export', description: 'Nightly export of orders' };
  return {
    file: 'examples/permissions.pull-request.yml',
    before: versionOf(before, ''),
    after: versionOf(after, ''),
    environment: '',
    apis: [
      { ...orders, scopes: [foreign, ...(orders.scopes ?? [])] },
      { ...billing, scopes: edited(billing.scopes, 'read:invoices', 'See invoices'), enforce_policies: false },
    ],
    expected: { additions: 2, updates: 2, removals: 1, drift: true },
  };
}

/** The story of any manifest: the pull request brings it, and the tenant holds every other permission of it. */
export function ownScenario(file: string, bytes: Uint8Array, wanted: string | undefined): Scenario {
  const environment = wanted ?? usualEnvironment(bytes);
  const declared = declaredIn(bytes, environment);
  const lacking = declared.reduce((sum, api) => sum + Math.floor(permissionsOf(api).size / 2), 0);
  return {
    file,
    after: versionOf(bytes, environment),
    environment,
    apis: declared.map(halfOf),
    expected: { additions: lacking, updates: 0, removals: 0, drift: false },
  };
}

function halfOf(api: DeclaredApi): ApiSeed {
  const permissions = permissionsOf(api);
  const scopes = [...permissions].filter((_, index) => index % 2 === 0).map(toScope);
  return seedOf(api, permissions.size < mostPermissions ? [foreignTo(permissions), ...scopes] : scopes);
}

/** A permission that the manifest does not have, whatever it has. */
function foreignTo(permissions: Permissions): Scope {
  let value = 'legacy:export';
  while (permissions.has(value)) value += '-old';
  return { value, description: 'Somebody else’s' };
}

function versionOf(bytes: Uint8Array, environment: string): Version {
  return { bytes, declared: declaredHoldings(declaredIn(bytes, environment)) };
}

function declaredIn(bytes: Uint8Array, environment: string): readonly DeclaredApi[] {
  const manifest = manifestOf(bytes);
  return manifest ? apisOf(manifest, environment) : [];
}

function manifestOf(bytes: Uint8Array): Manifest | undefined {
  const { document } = parseYaml({ path: manifestPath, size: bytes.length, bytes });
  return document && readManifest([document]).manifest;
}

function usualEnvironment(bytes: Uint8Array): string {
  const manifest = manifestOf(bytes);
  const known = manifest ? environmentsOf(manifest) : [];
  return known.includes('production') ? 'production' : (known[0] ?? '');
}

function permissionsOf(api: DeclaredApi): Permissions {
  return declaredHoldings([api]).get(api.identifier) ?? new Map();
}

function seedOf({ identifier, name }: DeclaredApi, scopes: readonly Scope[]): ApiSeed {
  return { identifier, ...(name !== undefined && { name }), scopes, enforce_policies: true };
}

function toScope([value, description]: readonly [string, string]): Scope {
  return description === '' ? { value } : { value, description };
}

function edited(scopes: readonly Scope[] = [], name: string, description: string): readonly Scope[] {
  return scopes.map((scope) => (scope.value === name ? { ...scope, description } : scope));
}
