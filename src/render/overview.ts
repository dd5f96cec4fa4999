/** The APIs that change as one table: how much, and whom it touches. Each row begins as its section's heading does. */
import type { Change } from '../core/plan.ts';
import { exposureOf, type GrantHolder, givesAtOnce, type Reach } from '../core/reach/reach.ts';
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
export function overview(views: readonly ApiView[]): string {
  const { shown, more } = first(views.filter(hasChanges), mostRows);
  const columns = columnsOf(views)
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

function columnsOf(views: readonly ApiView[]): Column[] {
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
    { title: 'Who', rule: '---', cell: who },
  ];
}

/** The name, as far as it says which API is meant. */
function rowTitle(view: ApiView, names: readonly (string | null)[]): string {
  const { name, identifier } = view.api;
  const shown = plainCell(cut(name ?? '', 100));
  const isUnique = shown !== '' && names.indexOf(name) === names.lastIndexOf(name);
  const title = isUnique ? shown : [shown, codeCell(cut(identifier, 200))].filter((part) => part !== '').join(' · ');
  return view.left ? `${title} · **not applied**` : title;
}

/** "2 applications and 1 role lose · anyone gets"; who they are stands in the API's section. */
function who({ api: { admission }, own, drift }: ApiView): string {
  const reaches = (kind: Change['kind']) =>
    [...own, ...drift].flatMap((change) => (change.kind === kind ? [change.impact] : []));
  const [lost, got] = [reaches('remove'), reaches('add')];
  const isOpen = admission !== null && exposureOf(admission) === 'open';
  const known = [
    lost.length > 0 && isOpen ? 'any user **loses**' : '',
    touched(lost, { of: ({ effective }) => effective, verbs: ['**loses**', '**lose**'] }),
    touched(got, { of: givesAtOnce, verbs: ['**gains**', '**gain**'] }),
    got.length > 0 && isOpen ? '**any user** may ask' : '',
  ].filter((part) => part !== '');
  const unknown = known.length === 0 ? 'not checked' : 'not all checked';
  const isUnknown = lost.some(isUnread) || got.some((reach) => reach?.unread.includes('grants'));
  return [...known, ...(isUnknown ? [unknown] : [])].join(' · ');
}

interface Touching {
  /** Which grants count. */
  readonly of: (grant: GrantHolder) => boolean;
  /** Of one, and of several. */
  readonly verbs: readonly [string, string];
}

function touched(reaches: readonly (Reach | undefined)[], { of, verbs }: Touching): string {
  const grants = reaches.flatMap((reach) => reach?.grants.filter(of) ?? []);
  const named = grants.filter(({ as }) => as !== 'anyone');
  const applications = new Set(named.flatMap(({ application }) => application?.id ?? [])).size;
  const held = reaches.flatMap((reach) => reach?.roles.filter(({ effective }) => effective) ?? []);
  const roles = new Set(held.map(({ id }) => id)).size;
  const groups = [
    grants.some(({ as }) => as === 'anyone') ? 'anyone' : '',
    named.some(({ application }) => application === null) ? 'every third-party application' : '',
    applications > 0 ? count(applications, 'application') : '',
    roles > 0 ? count(roles, 'role') : '',
  ].filter((group) => group !== '');
  const isOne = groups.length === 1 && applications <= 1 && roles <= 1;
  return groups.length === 0 ? '' : `${listed(groups)} ${verbs[isOne ? 0 : 1]}`;
}

/** Not knowing is not the same as nobody. */
function isUnread(reach: Reach | undefined): boolean {
  return !reach || reach.unread.length > 0;
}
