/** The matrix of an API in the page of an audit: a row a permission, a column a holder, a mark where they meet. */
import type { AuditedApi, AuditedPermission, AuditHolder } from '../../core/audit/document.ts';
import { compareText } from '../../core/problem.ts';
import { anyFirstParty, usersText } from '../../core/reach/words.ts';
import { count } from '../words.ts';
import { isGranted, needsRole, type RoleOfAudit } from './holders.ts';
import { html, name } from './hypertext.ts';

/** As many columns as a landscape page of paper has room for; more are another table below. */
const mostColumns = 60;

/** On paper, more than these share the width evenly. */
const mostLooseColumns = 15;

/** The widest reach first. */
const groups = {
  anyone: 'anyone',
  'every-user': 'every user',
  'third-party-applications': 'third parties',
  application: 'applications',
  role: 'roles',
} as const;

type Group = keyof typeof groups;

export interface Column {
  readonly key: string;
  readonly group: Group;
  readonly label: string;
  /** What tells it from others of its name, and how many hold it; '' where there is nothing to say. */
  readonly detail: string;
  /** '' where it is no single one. */
  readonly id: string;
  /** false where nothing that it holds has an effect. */
  readonly effective: boolean;
}

export interface Columns {
  readonly all: readonly Column[];
  /** Of the column that a holder stands in. */
  readonly keyOf: (holder: AuditHolder) => string;
}

/** Roles of one name in more organizations than this are one column. */
const mostOrganizations = 3;

/** One for each holder of the API, those of a kind together. */
export function columnsOf({ permissions }: AuditedApi): Columns {
  const holders = new Map<string, AuditHolder>();
  for (const one of permissions.flatMap((permission) => permission.holders)) {
    const key = ownKey(one);
    if (!holders.get(key)?.effective) holders.set(key, one);
  }
  const keyOf = keyFor([...holders.values()]);
  const together = Map.groupBy(holders.values(), keyOf);
  const all = [...together].flatMap(([key, group]) => columnOf(key, group)).sort(compareColumns);
  return { all: withIds(all), keyOf };
}

function ownKey(holder: AuditHolder): string {
  return `${groupOf(holder)} ${'id' in holder ? holder.id : ''}`;
}

function groupOf(holder: AuditHolder): Group {
  return isGranted(holder) && holder.as === 'anyone' ? 'anyone' : holder.kind;
}

function keyFor(holders: readonly AuditHolder[]): Columns['keyOf'] {
  const inOrganizations = holders.filter(isOfOrganization);
  const byName = Map.groupBy(inOrganizations, ({ name }) => name);
  return (holder) => {
    if (!isOfOrganization(holder) || (byName.get(holder.name)?.length ?? 0) <= mostOrganizations) return ownKey(holder);
    return `organizations ${holder.name}`;
  };
}

function isOfOrganization(holder: AuditHolder): holder is RoleOfAudit {
  return holder.kind === 'role' && holder.organization !== null;
}

function columnOf(key: string, holders: readonly AuditHolder[]): Column[] {
  return holders.slice(0, 1).map((first) => ({
    key,
    group: groupOf(first),
    label: labelOf(first),
    detail: roleDetail(holders.filter((one) => one.kind === 'role')),
    id: holders.length === 1 && 'id' in first ? first.id : '',
    effective: holders.some(({ effective }) => effective),
  }));
}

function labelOf(holder: AuditHolder): string {
  if (holder.kind === 'every-user') return anyFirstParty;
  return holder.kind === 'third-party-applications' ? 'every third-party application' : (holder.name ?? holder.id);
}

function roleDetail(roles: readonly RoleOfAudit[]): string {
  const [first] = roles;
  if (!first) return '';
  const { organization } = first;
  const within = organization ? [organization.name ?? organization.id] : [];
  const where = roles.length > 1 ? [`in ${count(roles.length, 'organization')}`] : within;
  return [...where, usersText(roles)].filter((part) => part !== '').join(', ');
}

function compareColumns(a: Column, b: Column): number {
  const order = Object.keys(groups);
  return order.indexOf(a.group) - order.indexOf(b.group) || compareText(a.label, b.label) || compareText(a.id, b.id);
}

/** Two that look the same are told apart. */
function withIds(columns: readonly Column[]): Column[] {
  const looks = ({ group, label, detail }: Column) => JSON.stringify([group, label, detail]);
  const same = Map.groupBy(columns, looks);
  return columns.map((one) => {
    if (same.get(looks(one))?.length === 1) return one;
    return { ...one, detail: [one.detail, one.id].filter((part) => part !== '').join(', ') };
  });
}

export interface Rows {
  readonly api: AuditedApi;
  readonly columns: Columns;
  /** The id of the API's part of the page, and the start of others. */
  readonly id: string;
  /** What stands below the name of a permission, as HTML. */
  readonly tags: (permission: AuditedPermission) => string;
}

/** Tables in regions of their own, which scroll and which a keyboard can reach. */
export function matrices(rows: Rows): string {
  const { length } = rows.columns.all;
  const starts = Array.from({ length: Math.ceil(length / mostColumns) }, (_, index) => index * mostColumns);
  return starts.map((start) => matrix(rows, start)).join('\n');
}

function matrix(rows: Rows, start: number): string {
  const { api, columns, tags, id } = rows;
  const shown = columns.all.slice(start, start + mostColumns);
  const all = columns.all.length;
  const part = shown.length === all ? '' : `, holders ${start + 1} to ${start + shown.length} of ${all}`;
  const body = api.permissions.map((one) => {
    const cells = cellsOf(one, { shown, keyOf: columns.keyOf, rbac: api.rbac });
    return `<tr><th scope="row">${name(one.permission)}${tags(one)}</th>${cells}</tr>`;
  });
  return [
    `<div class="scroll" role="region" tabindex="0" aria-labelledby="${id}-title ${id}-${start}">`,
    `<table class="matrix${shown.length > mostLooseColumns ? ' wide' : ''}">`,
    `<caption id="${id}-${start}">Who holds what${part}</caption>`,
    `<thead>\n<tr><th scope="col" rowspan="2" class="corner">Permission</th>${groupHeads(shown)}</tr>`,
    `<tr>${shown.map(head).join('')}</tr>\n</thead>`,
    `<tbody>\n${body.join('\n')}\n</tbody>\n</table>\n</div>`,
  ].join('\n');
}

function groupHeads(columns: readonly Column[]): string {
  return [...Map.groupBy(columns, ({ group }) => group)]
    .map(([group, { length }]) => `<th scope="colgroup" colspan="${length}"><span>${groups[group]}</span></th>`)
    .join('');
}

function head({ label, detail, effective }: Column): string {
  const more = detail === '' ? '' : ` <small>${html(detail)}</small>`;
  const none = effective ? '' : ' <small>no effect</small>';
  return `<th scope="col"${effective ? '' : ' class="idle"'}><span>${html(label)}${more}${none}</span></th>`;
}

interface Cells {
  readonly shown: readonly Column[];
  readonly keyOf: Columns['keyOf'];
  readonly rbac: boolean;
}

function cellsOf({ holders }: AuditedPermission, { shown, keyOf, rbac }: Cells): string {
  const marks = new Map<string, Map<string, number>>();
  for (const holder of holders) {
    const cell = getOrAdd(marks, keyOf(holder));
    const kind = markOf(holder, rbac);
    cell.set(kind, (cell.get(kind) ?? 0) + 1);
  }
  return shown.map(({ key }) => `<td>${[...(marks.get(key) ?? [])].map(mark).join('')}</td>`).join('');
}

function getOrAdd(marks: Map<string, Map<string, number>>, key: string): Map<string, number> {
  const known = marks.get(key) ?? new Map<string, number>();
  marks.set(key, known);
  return known;
}

const letters = { itself: 'A', 'its-users': 'U', anyone: 'P', role: 'R', 'every-user': 'E' } as const;

/** A letter says by which way, its shape whether it counts: filled at once, outlined by role, dashed and small not at all. */
function markOf(holder: AuditHolder, rbac: boolean): string {
  const letter = letters[isGranted(holder) ? holder.as : holder.kind];
  const all = isGranted(holder) && holder.all ? '*' : '';
  const kind = letter.toLowerCase();
  if (!holder.effective) return `<i class="${kind} x">${kind}${all}<span> without effect</span>`;
  if (isGranted(holder) && needsRole(holder, rbac)) return `<i class="${kind} q">${letter}${all}<span> by role</span>`;
  return `<i class="${kind}">${letter}${all}`;
}

/** With their number, where several are in one place. */
function mark([opened, number]: readonly [string, number]): string {
  return `${opened}${number > 1 ? ` ${number}` : ''}</i>`;
}

const explained: readonly (readonly [string, string])[] = [
  ['<i class="p">P</i>', 'anyone, without signing in, through the application'],
  ['<i class="e">E</i>', anyFirstParty],
  ['<i class="a">A</i>', 'the application itself'],
  ['<i class="u">U</i>', 'all users of the application'],
  ['<i class="u q">U</i>', 'outlined: those of its users who hold it by role'],
  [
    '<i class="r">R</i>',
    'users who have the role; with a number, that many roles of one name in as many organizations',
  ],
  ['<i class="a">A*</i>', 'with a star: the grant allows all permissions, those to come included'],
  ['<i class="a x">a</i>', 'dashed and small: without effect, as the API is set'],
];

/** What the marks mean. */
export function legend(): string {
  const entries = explained.map(([shown, words]) => `<div><dt>${shown}</dt><dd>${words}</dd></div>`);
  return `<dl class="legend">\n${entries.join('\n')}\n</dl>`;
}
