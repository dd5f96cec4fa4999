/** An audit as one page that opens anywhere: it holds all that it needs, runs nothing and loads nothing. */
import type { AuditDocument, AuditedApi } from '../../core/audit/document.ts';
import { anchor, apiPart, severityCounts } from './api-part.ts';
import { type ApiLink, findingSections } from './finding-tables.ts';
import { html, name, phrase, sentence } from './hypertext.ts';
import { columnsOf, legend } from './matrix.ts';
import { stylesheet } from './stylesheet.ts';
import { consequences, heldText, remedy, title, verdict } from './verdict.ts';

/** Cells of all matrices together, beyond which a browser would have trouble with the page. */
const mostCells = 400_000;

/** The same audit is the same bytes, but for the line that says when. Ends with a line break. */
export function renderAuditHtml(audit: AuditDocument): string {
  const heading = [title, html(audit.environment)].filter((part) => part !== '').join(' · ');
  return [
    '<!doctype html>',
    '<html lang="en">',
    head(`${heading} · ${html(audit.tenant)}`),
    '<body>',
    `<header>\n<h1>${heading}</h1>`,
    `<p class="verdict">${phrase(verdict(audit))}</p>`,
    when(audit),
    `${notRead(audit)}</header>`,
    `<main>\n${mainParts(audit).join('\n')}\n</main>`,
    '</body>\n</html>\n',
  ].join('\n');
}

function head(heading: string): string {
  return [
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${heading}</title>`,
    `<style>\n${stylesheet}</style>`,
    '</head>',
  ].join('\n');
}

/** What says when stands in a line of its own, the only one in which two audits of the same tenant differ. */
function when({ created, fingerprint }: AuditDocument): string {
  return `<p class="facts">\nRead <time>${html(created)}</time>,\nfingerprint ${name(fingerprint)}\n</p>`;
}

function notRead(audit: AuditDocument): string {
  const { notRead: missing } = audit;
  if (missing.length === 0) return '';
  const how = remedy(audit) === '' ? '' : `<p>${remedy(audit)}</p>\n`;
  const items = missing.map(({ what, message }) => `<li>${sentence(message)} ${consequences[what]}</li>`);
  return `<div class="alert">\n<p><strong>Not complete</strong></p>\n<ul>\n${items.join('\n')}\n</ul>\n${how}</div>\n`;
}

function mainParts(audit: AuditDocument): string[] {
  const link = linksTo(audit.apis);
  return [...findingSections(audit, link), apiSection(audit, link)].filter((part) => part !== '');
}

function linksTo(apis: readonly AuditedApi[]): ApiLink {
  const places = new Map(apis.map(({ identifier }, index) => [identifier, anchor(index)]));
  return (identifier) => {
    const place = places.get(identifier);
    return place === undefined ? name(identifier) : `<a href="#${place}">${name(identifier)}</a>`;
  };
}

function apiSection(audit: AuditDocument, link: ApiLink): string {
  if (audit.apis.length === 0) return '';
  const parts = ['<section>', '<h2>APIs</h2>', overview(audit, link), legend(), ...apiParts(audit), '</section>'];
  return parts.filter((part) => part !== '').join('\n');
}

const overviewHead = [
  ...['API', 'Name', 'Exposure', 'RBAC'].map((head) => `<th scope="col">${head}</th>`),
  ...['Permissions', 'Held', 'Errors', 'Warnings', 'Notes'].map(
    (head) => `<th scope="col" class="number">${head}</th>`,
  ),
].join('');

/** Where there are several. */
function overview(audit: AuditDocument, link: ApiLink): string {
  if (audit.apis.length < 2) return '';
  const found = Map.groupBy(audit.findings, ({ api }) => api);
  const rows = audit.apis.map((api) => {
    const counts = countCells(found.get(api.identifier) ?? []);
    return `<tr><th scope="row">${link(api.identifier)}</th>${overviewCells(api, audit)}${counts}</tr>`;
  });
  return [
    '<div class="scroll" role="region" tabindex="0" aria-label="All APIs">',
    '<table class="overview">',
    '<caption>All APIs</caption>',
    `<thead>\n<tr>${overviewHead}</tr>\n</thead>`,
    `<tbody>\n${rows.join('\n')}\n</tbody>\n</table>\n</div>`,
  ].join('\n');
}

function overviewCells(api: AuditedApi, audit: AuditDocument): string {
  const { name: title, exposure, rbac, permissions } = api;
  const texts = [html(title ?? ''), exposure, rbac ? 'on' : 'off'].map((text) => `<td>${text}</td>`);
  return [...texts, ...[permissions.length, heldText(api, audit)].map(number)].join('');
}

function countCells(findings: AuditDocument['findings']): string {
  const { errors, warnings, notes } = severityCounts(findings);
  return [errors, warnings, notes].map(number).join('');
}

function number(value: number | string): string {
  return `<td class="number">${value}</td>`;
}

function apiParts(audit: AuditDocument): string[] {
  const found = Map.groupBy(audit.findings, ({ api }) => api);
  let left = mostCells;
  return audit.apis.map((api, index) => {
    const columns = columnsOf(api);
    const size = columns.all.length * api.permissions.length;
    const matrix = size <= left ? 'drawn' : 'left out';
    if (matrix === 'drawn') left -= size;
    return apiPart({ api, audit, index, columns, matrix, findings: found.get(api.identifier) ?? [] });
  });
}
