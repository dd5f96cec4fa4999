/**
 * What an apply added itself, in a form that a deployment can hold. A permission that an apply added, and that it did not
 * live to declare as applied, is ours all the same; one that it only declared was there before, and may be anybody's.
 *
 * Names may be long, and many: each is kept as a digest of 72 bits, joined into one text, which is no other name's by
 * chance and no one's to choose. What is not in it is not ours.
 */
import { digest } from './fingerprint.ts';
import type { ApiPlan } from './plan.ts';

/** Names by API, as they are about to be added. */
export type Additions = ReadonlyMap<string, readonly string[]>;

/** Base64url of 9 bytes. */
const digestLength = 12;

/** A deployment's payload of this many still is a small one; more in one run are for no review. */
export const mostAdded = 4000;

/** Of those APIs that get something. */
export function additionsOf(apis: readonly Pick<ApiPlan, 'identifier' | 'changes'>[]): Additions {
  return new Map(
    apis.flatMap(({ identifier, changes }) => {
      const names = changes.flatMap(({ kind, permission }) => (kind === 'add' ? [permission] : []));
      return names.length === 0 ? [] : [[identifier, names] as const];
    }),
  );
}

/** The first `mostAdded` of them, for a record. */
export function writeAdded(additions: Additions): string {
  const digests = [...additions].flatMap(([identifier, names]) => names.map((name) => digestOf(identifier, name)));
  return digests.slice(0, mostAdded).join('');
}

/** What a record says was added. */
export function readAdded(text: string): ReadonlySet<string> {
  return new Set(text.match(new RegExp(`.{${digestLength}}`, 'g')));
}

export function isAdded(added: ReadonlySet<string>, identifier: string, name: string): boolean {
  return added.size > 0 && added.has(digestOf(identifier, name));
}

function digestOf(identifier: string, name: string): string {
  const hex = digest(JSON.stringify([identifier, name]));
  return Buffer.from(hex, 'hex').toString('base64url').slice(0, digestLength);
}
