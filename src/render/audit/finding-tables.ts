/** The findings of an audit in its page, and what changed since the one before. */
import type { AuditDocument, Finding, Held } from '../../core/audit/document.ts';
import { count } from '../words.ts';
import { byId, type FindingGroup, findingParts, groupTitle } from './findings.ts';
import { heldTogether } from './holders.ts';
import { html, name, phrase, sentence } from './hypertext.ts';

/** An API's name as a link to its part of the page, where it has one. */
export type ApiLink = (identifier: string) => string;

/** Notes ask for nothing at once, so that a long list of them is folded. */
const mostOpenNotes = 10;

export function findingSections(audit: AuditDocument, link: ApiLink): string[] {
  return findingParts(audit).map(({ title, groups }) =>
    ['<section>', `<h2>${title}</h2>`, ...groups.map((group) => groupPart(group, link)), '</section>'].join('\n'),
  );
}

function groupPart(group: FindingGroup, link: ApiLink): string {
  const { severity, findings } = group;
  const heading = `<h3 class="${severity}">${groupTitle(group)}</h3>`;
  const tables = byId(findings)
    .map(([id, same]) => findingTable({ id, findings: same, link }))
    .join('\n');
  if (severity !== 'note' || findings.length <= mostOpenNotes) return `${heading}\n${tables}`;
  return `<details>\n<summary>${heading}</summary>\n${tables}\n</details>`;
}

interface FindingTable {
  readonly id: Finding['id'];
  readonly findings: readonly Finding[];
  readonly link: ApiLink;
}

/** What to do stands once where it is the same for all. */
function findingTable({ id, findings, link }: FindingTable): string {
  const hints = new Set(findings.map(({ hint }) => hint));
  const [hint = ''] = hints;
  const isSame = hints.size === 1 && findings.length > 1 && hint !== '';
  const rows = findings.map(({ permission, api, message, hint: own }) => {
    const what = isSame || own === '' ? sentence(message) : `${sentence(message)}<p class="hint">${sentence(own)}</p>`;
    const where = [permission === null ? '' : name(permission), api === null ? '' : link(api)];
    return `<tr><td>${where[0]}</td><td>${where[1]}</td><td>${what}</td></tr>`;
  });
  return [
    '<table class="findings">',
    `<caption><code>${id}</code>${findings.length > 1 ? ` (${findings.length})` : ''}${isSame ? `<p class="hint">${sentence(hint)}</p>` : ''}</caption>`,
    '<thead>\n<tr><th scope="col">Permission</th><th scope="col">API</th><th scope="col">What was found</th></tr>\n</thead>',
    `<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`,
  ].join('\n');
}

/** Who gained and who lost what; '' where there is no earlier audit to compare with. */
export function sinceSection(audit: AuditDocument, link: ApiLink): string {
  const { since } = audit;
  if (!since) return '';
  const { gained, lost, findings } = since;
  const nothing = gained.length + lost.length === 0 ? ['<p>Nobody gained or lost a permission.</p>'] : [];
  return [
    '<section>',
    '<h2>Since the audit before</h2>',
    `<p>Compared with the audit of ${name(since.created)}, fingerprint ${name(since.fingerprint)}.</p>`,
    ...nothing,
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
  const tables = byId(gone).map(([id, findings]) => findingTable({ id, findings, link }));
  return `<details>\n<summary>${html(count(gone.length, 'finding'))} gone</summary>\n${tables.join('\n')}\n</details>`;
}
