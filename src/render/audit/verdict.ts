/** What an audit comes to, in sentences that all its forms share. */
import type { AuditDocument, AuditedApi, AuditedPermission } from '../../core/audit/document.ts';
import { whereToGrant } from '../../core/errors.ts';
import { anyFirstParty, type Naming, type Phrase } from '../../core/reach/words.ts';
import { count, listed } from '../words.ts';
import { freshOf } from './findings.ts';
import { holderPhrases, type UnreadHolders, unreadHolders } from './holders.ts';

export const title = 'Auth0 permissions audit';

/** One sentence. */
export function verdict(audit: AuditDocument): Phrase {
  const { summary, tenant } = audit;
  if (summary.apis === 0) return ['There is no API to audit on ', { name: tenant }, '.'];
  const scope = `${count(summary.permissions, 'permission')} of ${count(summary.apis, 'API')} on `;
  return [scope, { name: tenant }, ': ', ...found(audit), '.'];
}

function found(audit: AuditDocument): Phrase {
  const { summary, complete, since } = audit;
  const counts = countsText(summary) || 'nothing found';
  const read = complete ? '' : ' in what could be read';
  if (!since || audit.findings.length === 0) return [`${counts}${read}`];
  const fresh = freshOf(audit).length;
  return [`${counts}${read}, ${fresh === 0 ? 'none' : fresh} of them new since `, { name: since.created }];
}

/** "2 errors, 1 warning and 3 notes"; '' where there are none. */
export function countsText({
  errors,
  warnings,
  notes,
}: Omit<AuditDocument['summary'], 'apis' | 'permissions'>): string {
  const counts = { error: errors, warning: warnings, note: notes };
  return listed(Object.entries(counts).flatMap(([noun, number]) => (number > 0 ? [count(number, noun)] : [])));
}

/** "Gained: 3. Lost: 1. Findings gone: 2.", and how far that goes: whether the earlier audit was complete is not known here. */
export function changesText({ gained, lost, findings }: NonNullable<AuditDocument['since']>): string {
  const counts = `Gained: ${gained.length}. Lost: ${lost.length}. Findings gone: ${findings.gone.length}.`;
  return `${counts} What one of the two could not read is not counted.`;
}

/** How many of its permissions somebody can get; what the tenant does not have nobody can. */
export function heldText({ permissions }: AuditedApi, audit: AuditDocument): string {
  const there = permissions.filter(({ status }) => status !== 'dangling');
  const held = there.filter(({ holders }) => holders.some(({ effective }) => effective)).length;
  return unreadHolders(audit).length === 0 ? String(held) : `at least ${held}`;
}

/** What follows from what was not read, for the reader of the rest. */
export const consequences: Readonly<Record<AuditDocument['notRead'][number]['what'], string>> = {
  grants: 'Which applications hold a permission is not known.',
  roles: 'Which roles hold a permission is not known.',
  users: 'How many users hold a role is not known.',
  applications:
    'Which of them are third-party ones is not known, and those without a name are shown by their client id.',
  organizations: 'Organizations are shown by their id, or counted.',
  settings: 'Whether applications may register themselves is not known.',
};

/** What to do about it, beside what each of them says; '' where no right would have helped. */
export function remedy({ notRead }: AuditDocument): string {
  return notRead.some(({ scope }) => scope !== '') ? `Where to grant it: ${whereToGrant}.` : '';
}

export const exposures: Readonly<Record<AuditedApi['exposure'], string>> = {
  open: `${anyFirstParty} may ask for every permission`,
  limited: 'only those who hold a permission get it',
  closed: 'no token is given for it',
};

export interface StatusNote {
  /** Ours. */
  readonly word: string;
  /** '' where there is none. */
  readonly reason: string;
}

/** What is to be known of a permission beside who holds it; nothing of one that is declared and stays. */
export function statusNotes({ status: where, deprecated }: AuditedPermission): StatusNote[] {
  const state = where === 'declared' ? [] : [{ word: statuses[where], reason: '' }];
  if (deprecated === null) return state;
  return [...state, { word: 'deprecated', reason: deprecated === true ? '' : deprecated }];
}

const statuses: Readonly<Record<AuditedPermission['status'], string>> = {
  declared: 'declared',
  unmanaged: 'unmanaged',
  missing: 'not on the tenant',
  dangling: 'held, but not on the tenant',
};

/** Who holds it, those without effect last; that it is nobody, and what of it is not known. */
export function whoHolds(one: AuditedPermission, { api, audit }: Place, naming: Naming): Phrase[] {
  const phrases = holderPhrases(one.holders, api, naming);
  if (one.status === 'missing') return phrases;
  const unread = unreadHolders(audit);
  if (unread.length > 0) return [...phrases, [`${listed(unread)} not read`]];
  return isHeldByNobody(one, unread) ? [['nobody'], ...phrases] : phrases;
}

/** Where a permission stands. */
export interface Place {
  readonly api: AuditedApi;
  readonly audit: AuditDocument;
}

/** Whether it has no effective holder, where all kinds of them were read. One that is not on the tenant is not asked about. */
export function isHeldByNobody({ holders, status }: AuditedPermission, unread: readonly UnreadHolders[]): boolean {
  return status !== 'missing' && unread.length === 0 && !holders.some(({ effective }) => effective);
}
