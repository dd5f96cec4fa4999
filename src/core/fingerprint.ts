import { createHash } from 'node:crypto';
import type { ApiPlan } from './plan.ts';
import { compareText } from './problem.ts';

/**
 * SHA-256 (hex) of tenant, environment and every change. It binds the target, so that a plan reviewed for one tenant
 * never passes for another's, and does not depend on the order of APIs or changes.
 */
export function fingerprint(tenant: string, environment: string, apis: readonly ApiPlan[]): string {
  const changes = apis.flatMap(({ identifier, changes }) =>
    changes.map(({ kind, permission, before, after }) => JSON.stringify([identifier, permission, kind, before, after])),
  );
  const content = JSON.stringify([tenant, environment, changes.sort(compareText)]);
  return createHash('sha256').update(content).digest('hex');
}
