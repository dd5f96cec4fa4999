/** Whom a change touches, as a table: who loses, and who gains at once. */
import type { Impact } from '../core/impact.ts';
import type { Change } from '../core/plan.ts';
import type { Plan } from '../core/report.ts';
import { alert, code, codeCell } from './markdown.ts';
import { cut } from './visible.ts';
import { count, first, listed } from './words.ts';

/** More names than this are counted instead. */
const mostNames = 5;
const mostRows = 20;

/** '' where nobody is known to be touched. */
export function impactTable(changes: readonly Change[]): string {
  const rows = [...rowsOf(changes, 'remove'), ...rowsOf(changes, 'add')];
  if (rows.length === 0) return '';
  const { shown, more } = first(rows, mostRows);
  const rest = more > 0 ? [`| … and ${more} more | |`] : [];
  return ['| Who is affected | |', '|---|---|', ...shown, ...rest].join('\n');
}

/** One row for all permissions that the same ones hold. */
function rowsOf(changes: readonly Change[], kind: 'add' | 'remove'): string[] {
  const touching = changes.filter((change) => change.kind === kind && isTouching(change.impact));
  const groups = Map.groupBy(touching, ({ impact }) => JSON.stringify(impact));
  const verb = kind === 'remove' ? 'loses' : 'gains';
  return [...groups.values()].map((group) => {
    const names = named(group.map(({ permission }) => codeCell(cut(permission, 200))));
    return `| **${verb}** ${names} | ${holders(group[0]?.impact)} |`;
  });
}

function isTouching(impact: Impact | undefined): boolean {
  return impact !== undefined && impact.applications.length + impact.roles.length > 0;
}

/** "application `a` · roles `b` and `c`"; '' where nobody is known. */
export function holders(impact: Impact | undefined): string {
  const { applications = [], roles = [] } = impact ?? {};
  const { listing = [], all = [] } = Object.groupBy(applications, (one) => (one.all ? 'all' : 'listing'));
  const names = (list: typeof applications) => list.map(({ id, name }) => codeCell(cut(name ?? id, 100)));
  return [
    group('application', names(listing)),
    all.length === 0 ? '' : `${group('application', names(all))} (may use every permission of this API)`,
    group(
      'role',
      roles.map((role) => codeCell(cut(role, 100))),
    ),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function group(noun: string, names: readonly string[]): string {
  if (names.length === 0) return '';
  return `${names.length === 1 ? noun : `${noun}s`} ${named(names)}`;
}

function named(names: readonly string[]): string {
  const { shown, more } = first(names, mostNames);
  return listed(more > 0 ? [...shown, `${more} more`] : shown);
}

/** What a rename means for those who hold the old name, and what to do next. */
export function renameNotes(changes: readonly Change[]): string[] {
  const removed = new Set(changes.filter(({ kind }) => kind === 'remove').map(({ permission }) => permission));
  return changes.flatMap(({ kind, permission, renamed, oldHolders }) => {
    if (kind !== 'add' || renamed === undefined) return [];
    const [from, to] = [code(cut(renamed, 200)), code(cut(permission, 200))];
    if (removed.has(renamed)) return [`**Renamed at once:** ${from} → ${to}. ${lossNote}`];
    const held = isTouching(oldHolders) ? `It is still held by ${holders(oldHolders)}` : '';
    const next = held === '' ? `Drop ${from} when nobody needs it.` : `${held}: give them ${to}, then drop ${from}.`;
    return [`**Renamed:** ${from} → ${to}. Both exist until the manifest drops the old one. ${next}`];
  });
}

const lossNote =
  'Whoever holds the old name loses it; to spare them that, declare both until nobody holds the old one.';

/** What Auth0 leaves behind. Source: Auth0 support, "scope must be a subset of resource server scopes". */
export function danglingNote(changes: readonly Change[]): string {
  const listing = changes.some(({ kind, impact }) => kind === 'remove' && impact?.applications.some(({ all }) => !all));
  return listing ? dangling : '';
}

const dangling =
  'Auth0 leaves what is removed in the client grants that list it: they may still give it to the application, and can’t ' +
  'be edited until it is taken out of them.';

/** Removals of which everybody was asked and nobody found; '' where that is not known. */
export function unusedNote({ apis, unknowns }: Plan): string {
  const changes = apis.flatMap((api) => api.changes);
  const unused = changes.filter(({ kind, impact }) => kind === 'remove' && impact && !isTouching(impact));
  if (unused.length === 0 || unknowns.lacking.length > 0 || unknowns.roles) return '';
  const names = named(unused.map(({ permission }) => code(cut(permission, 200))));
  return `No application and no role holds ${names}. Permissions given to users directly are not checked.`;
}

/** '' where everything that was asked could be found out. */
export function unknownsAlert({ unknowns: { lacking, roles } }: Plan): string {
  const missing = lacking.map((scope) => code(scope));
  const lines = [
    missing.length > 0 ? `**Not checked:** who holds what changes. Grant the application ${listed(missing)}.` : '',
    roles
      ? `**Checked ${roles.checked} of ${count(roles.total, 'role')}:** there are more than can be read in the time.`
      : '',
  ].filter((line) => line !== '');
  return lines.length === 0 ? '' : alert('NOTE', lines);
}
