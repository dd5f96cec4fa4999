/** An audit as a page of Markdown: the file, and what a job summary has room for. */
import type { AuditDocument, AuditedApi, AuditedPermission, Finding, Held } from '../../core/audit/document.ts';
import { phraseText } from '../../core/reach/words.ts';
import { joinParts } from '../apis.ts';
import { alert, code, codeCell, folded, plain, plainCell } from '../markdown.ts';
import { count, first } from '../words.ts';
import { type FindingGroup, type FindingPart, findingParts, groupTitle } from './findings.ts';
import { heldTogether } from './holders.ts';
import {
  changesText,
  consequences,
  exposures,
  heldText,
  type Place,
  remedy,
  statusNotes,
  title,
  verdict,
  whoHolds,
} from './verdict.ts';

/** How much to list: findings of a severity and what was gained or lost, the table of APIs, and the permissions of each. */
interface Lengths {
  readonly findings: number;
  readonly apis: number;
  readonly permissions: number;
}

const all = Number.POSITIVE_INFINITY;
const whole: Lengths = { findings: all, apis: all, permissions: all };
const forms: readonly Lengths[] = [
  whole,
  { findings: 500, apis: 500, permissions: 0 },
  { findings: 50, apis: 100, permissions: 0 },
  { findings: 0, apis: 0, permissions: 0 },
];

/** Every permission, finding and holder; roles of one name in many organizations are one with a count. Ends with a line break. */
export function renderAuditMarkdown(audit: AuditDocument): string {
  return page(audit, whole);
}

export interface Room {
  /** In bytes of UTF-8. */
  readonly limit: number;
  /** Where the rest stands, as Markdown: "in the files of the audit". */
  readonly rest: string;
}

/** The longest form of the same page that has room; it says what it leaves out. */
export function renderAuditSummary(audit: AuditDocument, { limit, rest }: Room): string {
  let shown = '';
  for (const lengths of forms) {
    const leftOut =
      lengths === whole ? '' : alert('NOTE', [`**Shortened:** ${leftOutText(lengths)}. All of it is ${rest}.`]);
    shown = page(audit, lengths, leftOut);
    if (Buffer.byteLength(shown) <= limit) return shown;
  }
  return shown;
}

function leftOutText({ findings }: Lengths): string {
  return findings === 0 ? 'counts only' : `no permissions one by one, and at most ${findings} findings of a severity`;
}

function page(audit: AuditDocument, lengths: Lengths, leftOut = ''): string {
  const parts = [
    `# ${[title, plain(audit.environment)].filter((part) => part !== '').join(' · ')}`,
    `**${phraseText(verdict(audit), code)}**`,
    when(audit),
    notReadAlert(audit),
    leftOut,
    ...findingSections(audit, lengths),
    overview(audit, lengths),
    ...(lengths.permissions === 0 ? [] : audit.apis.flatMap((api) => apiSection({ api, audit }))),
  ];
  return `${joinParts(parts)}\n`;
}

/** What says when stands in a line of its own, the only one in which two audits of the same tenant differ. */
function when({ created, fingerprint }: AuditDocument): string {
  return `Read ${code(created)},\nfingerprint ${code(fingerprint)}`;
}

function notReadAlert(audit: AuditDocument): string {
  const { notRead } = audit;
  if (notRead.length === 0) return '';
  const lines = notRead.map(({ what, message }) => `- ${plain(message)} ${consequences[what]}`);
  const how = remedy(audit);
  return alert('WARNING', ['**Not complete**', '', ...lines, ...(how === '' ? [] : ['', how])]);
}

/** What was found is followed by what changed, and that by what was there before. */
function findingSections(audit: AuditDocument, lengths: Lengths): string[] {
  const { first: found, before } = findingParts(audit);
  return [...partSection(found, lengths), ...sinceSection(audit, lengths), ...partSection(before, lengths)];
}

function partSection({ title: heading, groups }: FindingPart, { findings: most }: Lengths): string[] {
  if (groups.length === 0 || most === 0) return [];
  return [`## ${heading}`, ...groups.flatMap((group) => findingGroup(group, most))];
}

/** Notes ask for nothing at once, so that a long list of them is folded. */
const mostOpenNotes = 10;

function findingGroup(group: FindingGroup, most: number): string[] {
  const { severity, findings } = group;
  const table = findingTable(findings, most);
  if (severity === 'note' && findings.length > mostOpenNotes) return [folded(groupTitle(group), table)];
  return [`### ${groupTitle(group)}`, table];
}

/** The message names permission and API: a column for each would push it off a phone's screen. */
function findingTable(findings: readonly Finding[], most: number): string {
  const { shown, more } = first(findings, most);
  const rows = shown.map(({ id, message, hint }) => `| \`${id}\` | ${plainCell(`${message} ${hint}`)} |`);
  const rest = more > 0 ? [`| … and ${more} more | |`] : [];
  return ['| finding | what, and what to do |', '|---|---|', ...rows, ...rest].join('\n');
}

function sinceSection(audit: AuditDocument, { findings: most }: Lengths): string[] {
  const { since } = audit;
  if (!since) return [];
  const { gone } = since.findings;
  const goneTable = gone.length === 0 ? '' : folded(`${count(gone.length, 'finding')} gone`, findingTable(gone, most));
  return [
    '## Who gained and who lost',
    `Compared with the audit of ${code(since.created)}. ${changesText(since)}`,
    ...(most === 0 ? [] : [heldTable(audit, most), goneTable]),
  ];
}

function heldTable(audit: AuditDocument, most: number): string {
  const rows = [...heldRows('gained', audit), ...heldRows('lost', audit)];
  if (rows.length === 0) return '';
  const { shown, more } = first(rows, most);
  const rest = more > 0 ? [`| … and ${more} more | |`] : [];
  return ['| what | who |', '|---|---|', ...shown, ...rest].join('\n');
}

function heldRows(verb: 'gained' | 'lost', audit: AuditDocument): string[] {
  const held: readonly Held[] = audit.since?.[verb] ?? [];
  return heldTogether(held, audit).map(({ api, who, permissions }) => {
    const names = who.map((phrase) => phraseText(phrase, codeCell)).join('<br>');
    return `| **${verb}** ${permissions.map(codeCell).join(' ')} of ${codeCell(api)} | ${names} |`;
  });
}

/** Where there are several. */
function overview(audit: AuditDocument, { apis: most }: Lengths): string {
  if (audit.apis.length < 2 || most === 0) return '';
  const { shown, more } = first(audit.apis, most);
  const rows = shown.map((api) => `| ${overviewCells(api, audit).join(' | ')} |`);
  const rest = more > 0 ? [`| … and ${more} more | | | | | |`] : [];
  const head = ['| API | name | exposure | RBAC | permissions | of them held |', '|---|---|---|---|--:|--:|'];
  return ['## APIs', '', ...head, ...rows, ...rest].join('\n');
}

function overviewCells(api: AuditedApi, audit: AuditDocument): string[] {
  const { name, identifier, exposure, rbac, permissions } = api;
  const facts = [exposure, rbac ? 'on' : 'off', String(permissions.length), heldText(api, audit)];
  return [codeCell(identifier), plainCell(name ?? ''), ...facts];
}

function apiSection({ api, audit }: Place): string[] {
  const { name, identifier, exposure, rbac, permissions } = api;
  const facts = `Exposure **${exposure}**: ${exposures[exposure]}. RBAC ${rbac ? 'on' : 'off'}.`;
  return [
    `## ${name === null ? code(identifier) : plain(name)}`,
    ...(name === null ? [facts] : [`${code(identifier)} · ${facts}`]),
    permissions.length === 0 ? 'No permissions.' : permissionTable(permissions, { api, audit }),
  ];
}

function permissionTable(permissions: readonly AuditedPermission[], place: Place): string {
  const rows = permissions.map((one) => `| ${codeCell(one.permission)} | ${whatCell(one)} | ${whoCell(one, place)} |`);
  return ['| permission | what it allows | who holds it |', '|---|---|---|', ...rows].join('\n');
}

function whatCell(one: AuditedPermission): string {
  const notes = statusNotes(one).map(
    ({ word, reason }) => `**${word}${reason === '' ? '**' : `:** ${plainCell(reason)}`}`,
  );
  return [...notes, plainCell(one.description)].filter((part) => part !== '').join(' · ');
}

function whoCell(one: AuditedPermission, place: Place): string {
  return whoHolds(one, place, 'everyone')
    .map((phrase) => phraseText(phrase, codeCell))
    .join('<br>');
}
