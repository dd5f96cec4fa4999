/** The APIs that change as one table: how much, and whom it touches. Each row begins as its section's heading does. */
import type { Change } from '../core/plan.ts';
import type { Plan } from '../core/report.ts';
import { isLeft, isOpen } from './apis.ts';
import { marks } from './change-list.ts';
import { codeCell, plainCell } from './markdown.ts';
import { type ApiView, hasChanges, totalsOf } from './view.ts';
import { cut } from './visible.ts';
import { count, first, listed } from './words.ts';

/** From so many APIs on, sections alone would be read one after the other before anything is compared. */
export const leastRows = 4;
const mostRows = 100;

interface Column {
  readonly title: string;
  readonly rule: '---' | '---:';
  readonly cell: (view: ApiView) => string;
}

/** Narrow enough for a phone: marks say what the headline spells out, and a column that would be empty is left out. */
export function overview(plan: Plan, views: readonly ApiView[]): string {
  const { shown, more } = first(views.filter(hasChanges), mostRows);
  const columns = columnsOf(plan, views)
    .map((column) => ({ ...column, cells: shown.map(column.cell) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rest =
    more > 0 ? [row(columns.map((_, index) => (index === 0 ? `… and ${count(more, 'more API')}` : '')))] : [];
  return [
    row(columns.map(({ title }) => title)),
    `|${columns.map(({ rule }) => rule).join('|')}|`,
    ...shown.map((_, index) => row(columns.map(({ cells }) => cells[index] ?? ''))),
    ...rest,
  ].join('\n');
}

function columnsOf(plan: Plan, views: readonly ApiView[]): Column[] {
  const names = views.map(({ api }) => api.name);
  const number = (title: string, field: keyof ReturnType<typeof totalsOf>): Column => ({
    title,
    rule: '---:',
    cell: (view) => String(totalsOf([view])[field] || ''),
  });
  return [
    { title: 'API', rule: '---', cell: (view) => rowTitle(view, names) },
    number(marks.add, 'additions'),
    number(marks.update, 'updates'),
    number(marks.remove, 'removals'),
    number('Drift', 'restored'),
    { title: 'Who', rule: '---', cell: (view) => who(view, plan) },
  ];
}

/** The name, as far as it says which API is meant. */
function rowTitle(view: ApiView, names: readonly (string | null)[]): string {
  const { name, identifier } = view.api;
  const shown = plainCell(cut(name ?? '', 100));
  const isUnique = shown !== '' && names.indexOf(name) === names.lastIndexOf(name);
  const title = isUnique ? shown : [shown, codeCell(cut(identifier, 200))].filter((part) => part !== '').join(' · ');
  return isLeft(view) ? `${title} · **not applied**` : title;
}

/** "2 applications and 1 role lose · anyone may ask"; who they are stands in the API's section. */
function who({ api, own, drift }: ApiView, plan: Plan): string {
  const changes = [...own, ...drift];
  const known = [
    touched(changes, { kind: 'remove', verbs: ['**loses**', '**lose**'] }),
    touched(changes, { kind: 'add', verbs: ['**gains**', '**gain**'] }),
    isOpen(api, changes) ? '**anyone** may ask' : '',
  ].filter((part) => part !== '');
  const unknown = known.length === 0 ? 'not checked' : 'not all checked';
  return [...known, ...(isUnknown(changes, plan) ? [unknown] : [])].join(' · ');
}

interface Touching {
  readonly kind: Change['kind'];
  /** Of one, and of several. */
  readonly verbs: readonly [string, string];
}

function touched(changes: readonly Change[], { kind, verbs }: Touching): string {
  const impacts = changes.flatMap((change) => (change.kind === kind && change.impact ? [change.impact] : []));
  const applications = new Set(impacts.flatMap((impact) => impact.applications.map(({ id }) => id))).size;
  const roles = new Set(impacts.flatMap((impact) => impact.roles)).size;
  if (applications + roles === 0) return '';
  const groups = [applications > 0 ? count(applications, 'application') : '', roles > 0 ? count(roles, 'role') : ''];
  return `${listed(groups.filter((group) => group !== ''))} ${verbs[applications + roles === 1 ? 0 : 1]}`;
}

/** Not knowing is not the same as nobody. */
function isUnknown(changes: readonly Change[], { unknowns: { lacking, roles } }: Plan): boolean {
  if (changes.some(({ kind, impact }) => kind === 'remove' && !impact)) return true;
  return (lacking.length > 0 || roles !== undefined) && changes.some(({ kind }) => kind !== 'update');
}
