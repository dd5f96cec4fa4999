/** The findings of an audit in its page, and what changed since the one before. */
import type { AuditDocument, Finding, Held } from '../../core/audit/document.ts';
import { count } from '../words.ts';
import { type FindingGroup, type FindingPart, findingParts, groupTitle } from './findings.ts';
import { heldTogether } from './holders.ts';
import { name, phrase, sentence } from './hypertext.ts';
import { changesText } from './verdict.ts';

/** An API's name as a link to its part of the page, where it has one. */
export type ApiLink = (identifier: string) => string;

/** Notes ask for nothing at once, so that a long list of them is folded. */
const mostOpenNotes = 10;

/** What was found is followed by what changed, and that by what was there before. */
export function findingSections(audit: AuditDocument, link: ApiLink): string[] {
  const { first, before } = findingParts(audit);
  return [partSection(first, link), sinceSection(audit, link), partSection(before, link)];
}

function partSection({ title, groups }: FindingPart, link: ApiLink): string {
  if (groups.length === 0) return '';
  return ['<section>', `<h2>${title}</h2>`, ...groups.map((group) => groupPart(group, link)), '</section>'].join('\n');
}

function groupPart(group: FindingGroup, link: ApiLink): string {
  const { severity, findings } = group;
  const heading = `<h3 class="${severity}">${groupTitle(group)}</h3>`;
  const table = findingTable(findings, { title: groupTitle(group), link });
  if (severity !== 'note' || findings.length <= mostOpenNotes) return `${heading}\n${table}`;
  return `<details>\n<summary>${heading}</summary>\n${table}\n</details>`;
}

/** Those of one kind that ask for the same stand together, and what to do about them once. */
function findingTable(findings: readonly Finding[], { title, link }: { title: string; link: ApiLink }): string {
  const kinds = Map.groupBy(findings, ({ id, hint }) => JSON.stringify([id, hint]));
  return [
    '<table class="findings">',
    `<caption>${title}</caption>`,
    '<thead>\n<tr><th scope="col">What was found</th><th scope="col">Where</th></tr>\n</thead>',
    ...[...kinds.values()].map((same) => kindRows(same, link)),
    '</table>',
  ].join('\n');
}

function kindRows(findings: readonly Finding[], link: ApiLink): string {
  const rows = findings.map((one) => `<tr><td>${sentence(one.message)}</td><td>${where(one, link)}</td></tr>`);
  return `<tbody>\n${[...findings.slice(0, 1).map((one) => kindHead(one, findings.length)), ...rows].join('\n')}\n</tbody>`;
}

function kindHead({ id, hint }: Finding, number: number): string {
  const counted = number > 1 ? ` (${number})` : '';
  return `<tr><th scope="rowgroup" colspan="2"><code>${id}</code>${counted} <span class="hint">${sentence(hint)}</span></th></tr>`;
}

function where({ permission, api }: Finding, link: ApiLink): string {
  return [permission === null ? '' : name(permission), api === null ? '' : link(api)]
    .filter((part) => part !== '')
    .join('<br>');
}

/** Who gained and who lost what; '' where there is no earlier audit to compare with. */
function sinceSection(audit: AuditDocument, link: ApiLink): string {
  const { since } = audit;
  if (!since) return '';
  const { gained, lost, findings } = since;
  return [
    '<section>',
    '<h2>Who gained and who lost</h2>',
    `<p>Compared with the audit of ${name(since.created)}, fingerprint ${name(since.fingerprint)}. ${changesText(since)}</p>`,
    heldTable('Gained', gained, { audit, link }),
    heldTable('Lost', lost, { audit, link }),
    gonePart(findings.gone, link),
    '</section>',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function heldTable(
  verb: 'Gained' | 'Lost',
  held: readonly Held[],
  { audit, link }: { audit: AuditDocument; link: ApiLink },
): string {
  if (held.length === 0) return '';
  const rows = heldTogether(held, audit).map(
    ({ api, who, permissions }) =>
      `<tr><td>${who.map(phrase).join('<br>')}</td><td>${permissions.map(name).join(' ')}</td><td>${link(api)}</td></tr>`,
  );
  return [
    '<table class="held">',
    `<caption>${verb}</caption>`,
    `<thead>\n<tr><th scope="col">Who</th><th scope="col">Permissions</th><th scope="col">API</th></tr>\n</thead>`,
    `<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`,
  ].join('\n');
}

function gonePart(gone: readonly Finding[], link: ApiLink): string {
  if (gone.length === 0) return '';
  const title = `${count(gone.length, 'finding')} gone`;
  return `<details>\n<summary>${title}</summary>\n${findingTable(gone, { title, link })}\n</details>`;
}
