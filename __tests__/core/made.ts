/** Plans of a whole run as `makePlan` makes them, and what they come to in a few words: what the rows of planning are made of. */

import { compareApis, type PlanInputs, type PreviousManifest } from '../../src/core/comparing.ts';
import type { DeclaredApi } from '../../src/core/manifest.ts';
import type { DeclaredPermission } from '../../src/core/permission.ts';
import type { TenantApi } from '../../src/core/plan.ts';
import { makePlan, type Planned, questionFor } from '../../src/core/planning.ts';
import { defaultPolicy, type Policy } from '../../src/core/policy.ts';
import type { Holders } from '../../src/core/reach/reach.ts';
import type { Stage } from '../../src/core/rules/access-expectation.ts';
import { holdersOf, open } from './admissions.ts';
import { apiOf, declared, orders } from './declared.ts';

/** One row: what is declared and held of one API or more; nothing was declared before, and nobody holds anything. */
export interface Case {
  readonly declared: readonly DeclaredApi[];
  /** undefined where the tenant is not asked. */
  readonly held: readonly TenantApi[] | undefined;
  readonly previous?: Partial<PreviousManifest>;
  readonly moved?: PlanInputs['moved'];
  readonly holders?: Holders;
  readonly policy?: Partial<Policy>;
  /** The policy that the pull request brings; the same unless given. */
  readonly next?: Partial<Policy>;
  readonly stage?: Stage;
}

export function made({
  policy = {},
  next = policy,
  holders = holdersOf(orders, []),
  stage = 'plan',
  ...given
}: Case): Planned {
  const judgedBy = { ...defaultPolicy, ...policy };
  const terms = { judgedBy, appliedBy: next === policy ? judgedBy : { ...defaultPolicy, ...next }, stage };
  const inputs: PlanInputs = {
    ...{ tenant: 'acme.eu.auth0.com', environment: '', today: '2026-11-23', moved: new Map() },
    ...given,
    previous: { ...applied(), ...given.previous },
  };
  const compared = compareApis(inputs, terms);
  return makePlan({ inputs, compared, answered: { question: questionFor(compared, terms), holders } }, terms);
}

/** A manifest that was applied and declared these names, by API. */
export function applied(names: Readonly<Record<string, readonly string[]>> = {}): PreviousManifest {
  const apis = Object.entries(names).map(([api, list]) => [api, new Map(list.map((name) => [name, '']))] as const);
  const nothing = { added: new Map(), deprecated: new Map(), renames: new Map() };
  return { apis: new Map(apis), isApplied: true, ...nothing, commit: 'c'.repeat(40), remembered: true };
}

export function holding(names: readonly string[], fields: Partial<TenantApi> = {}): TenantApi {
  const permissions = names.map((name) => ({ name, description: undefined }));
  return { id: '1', identifier: orders, name: undefined, permissions, system: false, admission: open, ...fields };
}

export function declaring(...names: readonly (string | DeclaredPermission)[]): DeclaredApi {
  return apiOf(names.map((one) => (typeof one === 'string' ? declared(one) : one)));
}

export function renamed(name: string, renamedFrom: string): DeclaredPermission {
  return { ...declared(name), renamedFrom };
}

/** Such as `remove a:b (drift)` and `add c:d (from e:f)`. */
export function changes({ plan }: Planned): string[] {
  return plan.apis.flatMap((api) =>
    api.changes.map(({ kind, permission, origin, renamed }) => {
      const more = [
        ...(origin === 'drift' ? ['drift'] : []),
        ...(renamed ? [`${kind === 'add' ? 'from' : 'to'} ${renamed}`] : []),
      ];
      return `${kind} ${permission}${more.length > 0 ? ` (${more.join(', ')})` : ''}`;
    }),
  );
}

export function found({ problems }: Planned): string[] {
  return problems.map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`);
}
