/** The rule rename-source: What a permission is renamed from is another one, declared or on the tenant. */
import type { DeclaredApi } from '../manifest.ts';
import type { DeclaredPermission } from '../permission.ts';
import { listSome, nearest } from '../spelling.ts';
import { shorten } from '../tree.ts';
import type { Finding, Rule } from './rule.ts';

/** What names nothing at all is found where the tenant is asked, see `lostSources`. */
export const renameSource: Rule = {
  id: 'rename-source',
  severity: 'error',
  summary: 'What a permission is renamed from is another one, declared or on the tenant.',
  check: ({ permissions }) => circlesOf(permissions).flatMap((circle) => circle.map((one) => inCircle(one, circle))),
};

type Renamed = DeclaredPermission & { readonly renamedFrom: string };

function isRenamed(permission: DeclaredPermission): permission is Renamed {
  return permission.renamedFrom !== undefined;
}

/** Each in linear time: a name has one source, so whoever follows sources meets a circle at most once. */
function circlesOf(permissions: readonly DeclaredPermission[]): Renamed[][] {
  const renamed = new Map(permissions.filter(isRenamed).map((one) => [one.name, one]));
  const seen = new Set<Renamed>();
  return [...renamed.values()].flatMap((first) => {
    const path: Renamed[] = [];
    let next: Renamed | undefined = first;
    for (; next && !seen.has(next); next = renamed.get(next.renamedFrom)) {
      seen.add(next);
      path.push(next);
    }
    const start = next ? path.indexOf(next) : -1;
    return start < 0 ? [] : [path.slice(start)];
  });
}

function inCircle(renamed: Renamed, circle: readonly Renamed[]): Finding {
  const names = listSome(circle.map(({ name }) => shorten(name)));
  const message = circle.length === 1 ? `${names} is renamed from itself.` : `${names} are renamed from one another.`;
  return { ...subject(renamed), message, hint: 'Name the permission that is replaced, or drop `renamed-from`.' };
}

function subject({ name, place, renamedFromPlace = place }: Renamed): Pick<Finding, 'place' | 'permission'> {
  return { place: renamedFromPlace, permission: name };
}

/** What is known of an API beside what its manifest declares. */
export interface Elsewhere {
  /** Names on the tenant. */
  readonly held: readonly string[];
  /** Names that an earlier manifest declared. */
  readonly before: readonly string[];
  /** By name, what the manifest before said it is renamed from. */
  readonly renames: ReadonlyMap<string, string>;
}

/** So many names are compared with what is known; an API has at most 1000 permissions. */
const mostCompared = 20;

/**
 * What is renamed from a name that is nowhere. Where an earlier manifest said the same, and the new name is on the tenant,
 * the old one was dropped since: that stops nobody.
 */
export function lostSources({ permissions }: DeclaredApi, { held, before, renames }: Elsewhere): Finding[] {
  const known = new Set([...permissions.map(({ name }) => name), ...held, ...before]);
  const onTenant = new Set(held);
  const lost = permissions.filter(isRenamed).filter(({ renamedFrom }) => !known.has(renamedFrom));
  return lost.map((one, index) => {
    const isHeld = onTenant.has(one.name);
    if (isHeld && renames.get(one.name) === one.renamedFrom) return done(one);
    const others = index < mostCompared ? [...known].filter((name) => name !== one.name).slice(0, 1000) : [];
    return nowhere(one, hintFor(one, { others, isHeld }));
  });
}

function done(renamed: Renamed): Finding {
  const message = `${said(renamed)}, which is gone.`;
  return { ...subject(renamed), severity: 'warning', message, hint: 'Drop `renamed-from`: the rename is done.' };
}

function nowhere(renamed: Renamed, hint: string): Finding {
  return { ...subject(renamed), message: `${said(renamed)}, which is neither declared nor on the tenant.`, hint };
}

function said({ name, renamedFrom }: Renamed): string {
  return `\`${shorten(name)}\` is renamed from \`${shorten(renamedFrom)}\``;
}

function hintFor({ renamedFrom }: Renamed, { others, isHeld }: { others: readonly string[]; isHeld: boolean }): string {
  const meant = nearest(renamedFrom, others);
  if (meant !== undefined) return `Did you mean \`${meant}\`?`;
  return `Correct it, or drop \`renamed-from\`${isHeld ? ' where the rename is done' : ''}.`;
}
