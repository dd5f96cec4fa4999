/** An audit as plain lines for a terminal or the log of a job. */
import type { AuditDocument, AuditedApi, AuditedPermission, Finding, Held } from '../../core/audit/document.ts';
import { type Phrase, phraseText } from '../../core/reach/words.ts';
import { permissionLines } from '../changes.ts';
import { cut, logLine } from '../visible.ts';
import { count, first } from '../words.ts';
import { type FindingPart, findingParts, groupTitle } from './findings.ts';
import { heldTogether } from './holders.ts';
import {
  changesText,
  consequences,
  type Place,
  title as pageTitle,
  remedy,
  statusNotes,
  verdict,
  whoHolds,
} from './verdict.ts';

/** Of the findings of a severity, of what was gained or lost, and of the permissions of an API; the rest is counted. */
const mostLines = 1000;

/** What is cut off a finding must not be its id at the end. */
const longestLine = 1000;
const longestFinding = 900;

/** Parts with an empty line between them; no line holds a line break, and none is a command to the runner. */
export function renderAuditText(audit: AuditDocument): string[] {
  const { environment, tenant, created, fingerprint } = audit;
  const lines = [
    [pageTitle, environment, tenant].filter((part) => part !== '').join(' · '),
    phraseText(verdict(audit), shown),
    `read ${created}`,
    `fingerprint ${fingerprint}`,
    ...notReadLines(audit),
    ...findingLines(audit),
    ...audit.apis.flatMap((api) => apiLines(api, audit)),
  ];
  return lines.map((line) => logLine(cut(line, longestLine)));
}

function shown(name: string): string {
  return name;
}

function notReadLines(audit: AuditDocument): string[] {
  const { notRead } = audit;
  if (notRead.length === 0) return [];
  const lines = [...notRead.map(({ what, message }) => `${message} ${consequences[what]}`), remedy(audit)];
  return ['', 'not complete:', ...lines.filter((line) => line !== '').map((line) => `    ${line}`)];
}

/** What was found is followed by what changed, and that by what was there before. */
function findingLines(audit: AuditDocument): string[] {
  const { first: found, before } = findingParts(audit);
  return [...partLines(found), ...sinceLines(audit), ...partLines(before)];
}

function partLines({ title, groups }: FindingPart): string[] {
  return groups.flatMap((group) => [
    '',
    `${title.toLowerCase()}, ${groupTitle(group)}:`,
    ...limited(group.findings, (findings) => findings.map(findingLine)),
  ]);
}

function findingLine({ severity, message, hint, id }: Finding): string {
  return `${cut(`${severity} ${message} ${hint}`.trimEnd(), longestFinding)} (${id})`;
}

function sinceLines(audit: AuditDocument): string[] {
  const { since } = audit;
  if (!since) return [];
  return [
    '',
    `compared with the audit of ${since.created}: ${changesText(since)}`,
    ...heldLines(since.gained, { audit, verb: 'gained by', sign: '+' }),
    ...heldLines(since.lost, { audit, verb: 'lost by', sign: '-' }),
  ];
}

interface HeldWords {
  readonly audit: AuditDocument;
  readonly verb: string;
  readonly sign: string;
}

function heldLines(held: readonly Held[], { audit, verb, sign }: HeldWords): string[] {
  return limited(heldTogether(held, audit), (entries) =>
    entries.map(({ api, who, permissions }) => `${sign} ${verb} ${wordsOf(who)}: ${permissions.join(', ')} of ${api}`),
  );
}

function apiLines(api: AuditedApi, audit: AuditDocument): string[] {
  const title = api.name === null ? api.identifier : `${api.name} (${api.identifier})`;
  const facts = `exposure ${api.exposure}, RBAC ${api.rbac ? 'on' : 'off'}, ${count(api.permissions.length, 'permission')}`;
  const lines = (permissions: readonly AuditedPermission[]) =>
    permissionLines(
      permissions.map((one) => ({ name: one.permission, description: permissionText(one, { api, audit }) })),
    );
  return ['', title, `  ${facts}`, ...limited(api.permissions, lines)];
}

function permissionText(one: AuditedPermission, place: Place): string {
  const notes = statusNotes(one).map(({ word, reason }) => (reason === '' ? word : `${word}: ${reason}`));
  return `${wordsOf(whoHolds(one, place, 'some'))}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`.trim();
}

function limited<T>(items: readonly T[], lines: (shown: readonly T[]) => string[]): string[] {
  const { shown: few, more } = first(items, mostLines);
  return [...lines(few), ...(more > 0 ? [`… and ${more} more`] : [])].map((line) => `    ${line}`);
}

function wordsOf(phrases: readonly Phrase[]): string {
  return phrases.map((phrase) => phraseText(phrase, shown)).join(' · ');
}
