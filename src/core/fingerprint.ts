/** The hash of tenant, environment and changes. */
import { createHash } from 'node:crypto';
import type { ApiPlan, Change } from './plan.ts';
import { compareText } from './problem.ts';

/** SHA-256 of a text, in hex. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * SHA-256 (hex) of tenant, environment and every change. It binds the target, so that a plan reviewed for one tenant
 * never passes for another's, and does not depend on the order of APIs or changes.
 */
export function fingerprint(tenant: string, environment: string, apis: readonly ApiPlan[]): string {
  const hash = createHash('sha256').update(JSON.stringify([tenant, environment]));
  for (const { identifier, changes } of apis.toSorted((a, b) => compareText(a.identifier, b.identifier))) {
    if (changes.length > 0) hash.update(`\n${JSON.stringify([identifier, changes.map(summarise).sort(compareText)])}`);
  }
  return hash.digest('hex');
}

function summarise({ kind, permission, before, after }: Change): string {
  return JSON.stringify([permission, kind, before, after]);
}
