/** One API in the page of an audit: its facts, its matrix, and its permissions in words. */
import type { AuditDocument, AuditedApi, AuditedPermission, Finding } from '../../core/audit/document.ts';
import { count, listed } from '../words.ts';
import { unreadHolders } from './holders.ts';
import { html, name, phrase } from './hypertext.ts';
import { type Columns, matrices } from './matrix.ts';
import { countsText, exposures, isHeldByNobody, type Place, statusNotes, whoHolds } from './verdict.ts';

export interface ApiPart {
  readonly api: AuditedApi;
  readonly audit: AuditDocument;
  /** From 0, for links to it. */
  readonly index: number;
  readonly findings: readonly Finding[];
  readonly columns: Columns;
  readonly matrix: 'drawn' | 'left out';
}

export function anchor(index: number): string {
  return `api-${index + 1}`;
}

/** More than these are folded each, below a table of all. */
const mostOpenApis = 5;
const mostOpenPermissions = 40;

export function apiPart(part: ApiPart): string {
  const { api, audit, index } = part;
  const title = api.name === null ? name(api.identifier) : `${html(api.name)} ${name(api.identifier)}`;
  return [
    `<details class="api"${audit.apis.length > mostOpenApis ? '' : ' open'}>`,
    `<summary><h3 id="${anchor(index)}-title">${title}</h3></summary>`,
    `<div id="${anchor(index)}">`,
    facts(part),
    ...(api.permissions.length === 0 ? [] : [matrixOf(part), inWords(part)]),
    '</div>\n</details>',
  ].join('\n');
}

function facts({ api, findings }: ApiPart): string {
  const { exposure, rbac, permissions } = api;
  const found = countsText(severityCounts(findings));
  const parts = [
    permissions.length === 0 ? 'no permissions' : count(permissions.length, 'permission'),
    `exposure <strong>${exposure}</strong>: ${exposures[exposure]}`,
    `RBAC ${rbac ? 'on' : 'off'}`,
    ...(found === '' ? [] : [found]),
  ];
  return `<p class="facts">${parts.join(' · ')}</p>`;
}

export function severityCounts(
  findings: readonly Finding[],
): Pick<AuditDocument['summary'], 'errors' | 'warnings' | 'notes'> {
  const number = (severity: Finding['severity']) => findings.filter((one) => one.severity === severity).length;
  return { errors: number('error'), warnings: number('warning'), notes: number('note') };
}

function matrixOf({ api, audit, index, columns, findings, matrix }: ApiPart): string {
  const unread = unreadHolders(audit);
  const missing =
    unread.length === 0
      ? ''
      : `<p class="facts">Not read: ${listed(unread)}. Who holds a permission by them is not shown.</p>`;
  if (matrix === 'left out')
    return `${missing}<p class="facts">The matrix is left out: with it this page would be too large to open. All holders are in the CSV and the JSON file of an audit.</p>`;
  if (columns.all.length === 0)
    return unread.length > 0 ? missing : '<p class="facts">Nobody holds any of its permissions.</p>';
  const worst = Map.groupBy(findings, ({ permission }) => permission);
  const tags = (one: AuditedPermission) => tagsOf(one, { audit, findings: worst.get(one.permission) ?? [] });
  return `${missing}${matrices({ api, columns, tags, id: anchor(index) })}`;
}

function tagsOf(one: AuditedPermission, { audit, findings }: Pick<ApiPart, 'audit' | 'findings'>): string {
  const { errors, warnings } = severityCounts(findings);
  return [
    ...(errors > 0 ? [`<b class="error">${count(errors, 'error')}</b>`] : []),
    ...(warnings > 0 ? [`<b class="warning">${count(warnings, 'warning')}</b>`] : []),
    ...(isHeldByNobody(one, unreadHolders(audit)) ? ['<b>nobody</b>'] : []),
    ...statusNotes(one).map(({ word }) => `<b>${word}</b>`),
  ]
    .map((tag) => ` ${tag}`)
    .join('');
}

function inWords({ api, audit }: ApiPart): string {
  const { permissions } = api;
  const isOpen = audit.apis.length <= mostOpenApis && permissions.length <= mostOpenPermissions;
  const rows = permissions.map((one) => `<tr>${wordCells(one, { api, audit })}</tr>`);
  return [
    `<details${isOpen ? ' open' : ''}>`,
    '<summary>In words</summary>',
    '<table class="words">',
    `<caption>Permissions of ${name(api.identifier)}</caption>`,
    '<thead>\n<tr><th scope="col">Permission</th><th scope="col">What it allows</th><th scope="col">Who holds it</th></tr>\n</thead>',
    `<tbody>\n${rows.join('\n')}\n</tbody>\n</table>\n</details>`,
  ].join('\n');
}

function wordCells(one: AuditedPermission, place: Place): string {
  const notes = statusNotes(one).map(({ word, reason }) => `<b>${word}</b>${reason === '' ? '' : ` ${html(reason)}`}`);
  const what = [...notes, html(one.description)].filter((part) => part !== '').join('<br>');
  const who = whoHolds(one, place, 'some').map(phrase).join('<br>');
  return `<th scope="row">${name(one.permission)}</th><td>${what}</td><td>${who}</td>`;
}
