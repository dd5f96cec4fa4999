/** The matrix of an API in the page of an audit: a row a permission, a column a holder, a mark where they meet. */
import type { AuditedApi, AuditedPermission, AuditHolder } from '../../core/audit/document.ts';
import { compareText } from '../../core/problem.ts';
import { anyFirstParty } from '../../core/reach/words.ts';
import { count } from '../words.ts';
import { isGranted, needsRole, type RoleOfAudit } from './holders.ts';
import { html, name } from './hypertext.ts';

/** As many columns as a landscape page of paper has room for; more are another table below. */
const mostColumns = 60;

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
  readonly id: string;
  /** false where nothing that it holds has an effect. */
  readonly effective: boolean;
}

/** One for each holder of the API, those of a kind together. */
export function columnsOf({ permissions }: AuditedApi): Column[] {
  const columns = new Map<string, Column>();
  for (const { holders } of permissions) {
    for (const holder of holders) {
      const key = keyOf(holder);
      if (!columns.get(key)?.effective) columns.set(key, column(holder, key));
    }
  }
  return withIds([...columns.values()].sort(compareColumns));
}

function keyOf(holder: AuditHolder): string {
  return `${groupOf(holder)} ${'id' in holder ? holder.id : ''}`;
}

function groupOf(holder: AuditHolder): Group {
  return isGranted(holder) && holder.as === 'anyone' ? 'anyone' : holder.kind;
}

function column(holder: AuditHolder, key: string): Column {
  const id = 'id' in holder ? holder.id : '';
  const detail = holder.kind === 'role' ? roleDetail(holder) : '';
  return { key, group: groupOf(holder), label: labelOf(holder), detail, id, effective: holder.effective };
}

function labelOf(holder: AuditHolder): string {
  if (holder.kind === 'every-user') return anyFirstParty;
  return holder.kind === 'third-party-applications' ? 'every third-party application' : (holder.name ?? holder.id);
}

function roleDetail({ organization, users }: RoleOfAudit): string {
  const within = organization ? [organization.name ?? organization.id] : [];
  return [...within, ...(users === null ? [] : [count(users, 'user')])].join(', ');
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
  readonly columns: readonly Column[];
  /** What stands below the name of a permission, as HTML. */
  readonly tags: (permission: AuditedPermission) => string;
}

/** Tables in regions of their own, which scroll and which a keyboard can reach. */
export function matrices(rows: Rows): string {
  const { columns } = rows;
  const starts = Array.from({ length: Math.ceil(columns.length / mostColumns) }, (_, index) => index * mostColumns);
  return starts.map((start) => matrix(rows, start)).join('\n');
}

function matrix(rows: Rows, start: number): string {
  const { api, columns, tags } = rows;
  const shown = columns.slice(start, start + mostColumns);
  const part = shown.length === columns.length ? '' : `, ${start + 1} to ${start + shown.length} of ${columns.length}`;
  const title = `Who holds what of ${html(api.identifier)}${part}`;
  const body = api.permissions.map(
    (one) => `<tr><th scope="row">${name(one.permission)}${tags(one)}</th>${cells(one, shown, api)}</tr>`,
  );
  return [
    `<div class="scroll" role="region" tabindex="0" aria-label="${title}">`,
    `<table class="matrix${shown.length > mostColumns / 2 ? ' wide' : ''}">`,
    `<caption>Who holds what${part}</caption>`,
    `<thead>\n<tr><th scope="col" rowspan="2">Permission</th>${groupHeads(shown)}</tr>`,
    `<tr>${shown.map(head).join('')}</tr>\n</thead>`,
    `<tbody>\n${body.join('\n')}\n</tbody>\n</table>\n</div>`,
  ].join('\n');
}

function groupHeads(columns: readonly Column[]): string {
  return [...Map.groupBy(columns, ({ group }) => group)]
    .map(([group, { length }]) => `<th scope="colgroup" colspan="${length}">${groups[group]}</th>`)
    .join('');
}

function head({ label, detail, effective }: Column): string {
  const more = detail === '' ? '' : ` <small>${html(detail)}</small>`;
  const none = effective ? '' : ' <small>no effect</small>';
  return `<th scope="col"${effective ? '' : ' class="idle"'}><span>${html(label)}${more}${none}</span></th>`;
}

function cells({ holders }: AuditedPermission, columns: readonly Column[], api: AuditedApi): string {
  const marks = new Map<string, string>();
  for (const holder of holders) {
    const key = keyOf(holder);
    marks.set(key, `${marks.get(key) ?? ''}${mark(holder, api)}`);
  }
  return columns.map(({ key }) => `<td>${marks.get(key) ?? ''}</td>`).join('');
}

const letters = { itself: 'A', 'its-users': 'U', anyone: 'P', role: 'R', 'every-user': 'E' } as const;

/** A letter says by which way, its shape whether it counts: filled at once, outlined by role, dashed and small not at all. */
function mark(holder: AuditHolder, { rbac }: Pick<AuditedApi, 'rbac'>): string {
  const letter = letters[isGranted(holder) ? holder.as : holder.kind];
  const all = isGranted(holder) && holder.all ? '*' : '';
  const kind = letter.toLowerCase();
  if (!holder.effective) return `<i class="${kind} x">${kind}${all}<span> without effect</span></i>`;
  if (isGranted(holder) && needsRole(holder, rbac))
    return `<i class="${kind} q">${letter}${all}<span> by role</span></i>`;
  return `<i class="${kind}">${letter}${all}</i>`;
}

const explained: readonly (readonly [string, string])[] = [
  ['<i class="p">P</i>', 'anyone, without signing in, through the application'],
  ['<i class="e">E</i>', anyFirstParty],
  ['<i class="a">A</i>', 'the application itself'],
  ['<i class="u">U</i>', 'all users of the application'],
  ['<i class="u q">U</i>', 'outlined: those of its users who hold it by role'],
  ['<i class="r">R</i>', 'users who have the role'],
  ['<i class="a">A*</i>', 'with a star: the grant allows all permissions, those to come included'],
  ['<i class="a x">a</i>', 'dashed and small: without effect, the API or its settings let nobody in by it'],
];

/** What the marks mean. */
export function legend(): string {
  const entries = explained.map(([shown, words]) => `<div><dt>${shown}</dt><dd>${words}</dd></div>`);
  return `<dl class="legend">\n${entries.join('\n')}\n</dl>`;
}
