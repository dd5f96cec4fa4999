/** What the run leaves alone: unmanaged permissions, and APIs that the manifest no longer declares. */
import type { ApiPlan } from '../core/plan.ts';
import type { Plan } from '../core/report.ts';
import { apiTitle, joinParts } from './apis.ts';
import { permissionList } from './change-list.ts';
import { code, folded } from './markdown.ts';
import { cut } from './visible.ts';
import { count, first, listed } from './words.ts';

/** Folded, with every permission; '' where there are none. */
export function unmanagedPart(plan: Plan): string {
  const content = unmanagedLists(plan);
  return content === '' ? '' : folded(unmanagedCount(plan), content);
}

/** Open, where the policy forbids them: they are what differs. */
export function forbiddenPart(plan: Plan): string {
  const content = unmanagedLists(plan);
  return content === '' ? '' : joinParts(['#### Unmanaged', forbiddenLead, content]);
}

const forbiddenLead = 'On the tenant and in no manifest: the policy says `unmanaged: forbid`.';

function unmanagedLists({ apis }: Plan): string {
  const holding = apis.filter(({ unmanaged }) => unmanaged.length > 0);
  const title = (api: ApiPlan) => (apis.length > 1 ? `**${apiTitle(api)}**` : '');
  return joinParts(holding.flatMap((api) => [title(api), permissionList(api.unmanaged)]));
}

/** "3 unmanaged permissions on the tenant (kept)"; '' where there are none. */
export function unmanagedCount({ apis }: Plan): string {
  const number = apis.reduce((sum, { unmanaged }) => sum + unmanaged.length, 0);
  return number === 0 ? '' : `${count(number, 'unmanaged permission')} on the tenant (kept)`;
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
