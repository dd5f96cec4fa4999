/** What the run leaves alone: unmanaged permissions, and APIs that the manifest no longer declares. */
import type { ApiPlan } from '../core/plan.ts';
import type { Plan } from '../core/report.ts';
import { apiTitle, joinParts } from './apis.ts';
import { permissionLines } from './changes.ts';
import { code, codeBlock, folded } from './markdown.ts';
import { cut } from './visible.ts';
import { count, first, listed } from './words.ts';

/** Folded, with every permission; '' where there are none. */
export function unmanagedPart(plan: Plan): string {
  const { apis } = plan;
  const holders = apis.filter(({ unmanaged }) => unmanaged.length > 0);
  if (holders.length === 0) return '';
  const content = holders.map((api) => joinParts([apis.length > 1 ? apiTitle(api) : '', unmanagedBlock(api)]));
  return folded(unmanagedCount(plan), joinParts(content));
}

/** "3 unmanaged permissions on the tenant (kept)"; '' where there are none. */
export function unmanagedCount({ apis }: Plan): string {
  const number = apis.reduce((sum, { unmanaged }) => sum + unmanaged.length, 0);
  return number === 0 ? '' : `${count(number, 'unmanaged permission')} on the tenant (kept)`;
}

function unmanagedBlock({ unmanaged }: ApiPlan): string {
  return codeBlock(permissionLines(unmanaged), 'text');
}

/** One line; '' where there are none. */
export function releasedPart({ released }: Plan, most: number): string {
  if (released.length === 0) return '';
  return `**No longer managed**, stays as it is on the tenant: ${identifiers(released, most)}`;
}

/** At most so many identifiers as code; the rest is counted. */
export function identifiers(all: readonly string[], most: number): string {
  const { shown, more } = first(all, most);
  const names = shown.map((identifier) => code(cut(identifier, 200)));
  if (names.length === 0) return count(more, 'API');
  return listed(more > 0 ? [...names, `${more} more`] : names);
}
