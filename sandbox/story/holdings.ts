/** Which permissions stand where: on a tenant, in a manifest, and on the tenant in the end. */
import type { DeclaredApi } from '../../src/core/manifest.ts';
import type { ApiSeed, Scope } from '../tenant/apis.ts';
import type { World } from '../world.ts';
import type { Scenario } from './scenario.ts';

/** Identifier → name → description, '' where there is none. */
export type Holdings = ReadonlyMap<string, Permissions>;
export type Permissions = ReadonlyMap<string, string>;

export function holdingsOf(apis: readonly ApiSeed[]): Holdings {
  return new Map(apis.map(({ identifier, scopes = [] }) => [identifier, new Map(scopes.map(pair))]));
}

/** Auth0's own API left out. */
export function holdingsNow({ tenant }: World): Holdings {
  return holdingsOf(tenant.apis.list().filter(({ is_system }) => !is_system));
}

export function declaredHoldings(apis: readonly DeclaredApi[]): Holdings {
  return new Map(
    apis.map(({ identifier, permissions }) => [
      identifier,
      new Map(permissions.map(({ name, description }) => [name, description])),
    ]),
  );
}

/** In no manifest, neither before nor after: somebody else's. */
export function isUnmanaged({ before, after }: Scenario, identifier: string, { value }: Scope): boolean {
  return [before, after].every((manifest) => !manifest?.declared.get(identifier)?.has(value));
}

/** What the manifest says, and what was never in one. */
export function wantedHoldings(scenario: Scenario): Holdings {
  return new Map(
    scenario.apis.map(({ identifier, scopes = [] }) => {
      const others = scopes.filter((scope) => isUnmanaged(scenario, identifier, scope));
      return [identifier, new Map([...others.map(pair), ...(scenario.after.declared.get(identifier) ?? [])])];
    }),
  );
}

export function unmanagedNames(scenario: Scenario): string[] {
  const names = scenario.apis.flatMap(({ identifier, scopes = [] }) =>
    scopes.filter((scope) => isUnmanaged(scenario, identifier, scope)).map(({ value }) => value),
  );
  return [...new Set(names)];
}

function pair({ value, description = '' }: Scope): [string, string] {
  return [value, description];
}
