/** Whose reach a change alters: who loses, who gains, and who may ask for it from now on. */
import { whereToGrant } from '../core/errors.ts';
import type { ApiPlan, Change } from '../core/plan.ts';
import { lackingRights } from '../core/reach/question.ts';
import { exposureOf, type GrantHolder, givesAtOnce, type Reach } from '../core/reach/reach.ts';
import {
  anyFirstParty,
  byRolePhrases,
  effectlessPhrases,
  gainingPhrases,
  holdingPhrases,
  losingPhrases,
  type Phrase,
  phraseText,
} from '../core/reach/words.ts';
import type { Plan } from '../core/report.ts';
import { alert, code, codeCell, folded } from './markdown.ts';
import type { ApiView } from './view.ts';
import { cut } from './visible.ts';
import { count, first, listed } from './words.ts';

/** Where there are more names than this, so many are named and the rest is counted. */
const mostNames = 5;
const fewNames = 3;
const mostRows = 20;
const longestName = 200;

/** '' where nobody is known to be touched. */
export function impactTable(changes: readonly Change[]): string {
  const rows = [
    ...rowsOf(changes, { kind: 'remove', verb: 'loses', phrases: losingPhrases }),
    ...rowsOf(changes, { kind: 'add', verb: 'gains', phrases: gainingPhrases }),
    ...rowsOf(changes, { kind: 'add', verb: 'can gain', phrases: byRolePhrases }),
  ];
  if (rows.length === 0) return '';
  const { shown, more } = first(rows, mostRows);
  const rest = more > 0 ? [`| … and ${more} more | |`] : [];
  return ['| Who is affected | |', '|---|---|', ...shown, ...rest].join('\n');
}

interface Row {
  readonly kind: 'add' | 'remove';
  readonly verb: string;
  readonly phrases: (reach: Reach) => readonly Phrase[];
}

/** One row for all permissions of which the same is said. */
function rowsOf(changes: readonly Change[], { kind, verb, phrases }: Row): string[] {
  const said = (change: Change) => (change.impact ? cells(phrases(change.impact)) : '');
  const groups = Map.groupBy(
    changes.filter((change) => change.kind === kind),
    said,
  );
  return [...groups].flatMap(([who, group]) => {
    if (who === '') return [];
    const names = named(group, ({ permission }) => codeCell(cut(permission, longestName)));
    return [`| **${verb}** ${names} | ${who} |`];
  });
}

/** "`Shop` itself · role `Support`"; '' where nobody is known. */
export function holders(reach: Reach | undefined): string {
  return reach ? cells(holdingPhrases(reach)) : '';
}

function cells(phrases: readonly Phrase[]): string {
  return phrases.map((phrase) => phraseText(phrase, (name) => codeCell(cut(name, 100)))).join(' · ');
}

function named<Named>(list: readonly Named[], nameOf: (one: Named) => string): string {
  if (list.length <= mostNames) return listed(list.map(nameOf));
  return listed([...list.slice(0, fewNames).map(nameOf), `${list.length - fewNames} more`]);
}

/** Folded, since nobody gains or loses by them; '' where there are none. */
export function effectlessPart(changes: readonly Change[]): string {
  const touched = changes.filter(({ impact }) => impact?.grants.some(({ effective }) => !effective));
  if (touched.length === 0) return '';
  const groups = Map.groupBy(touched, ({ impact }) => (impact ? effectlessLines(impact) : ''));
  const lines = [...groups].map(([text, group]) => {
    return `- ${named(group, codeOf)}: ${text}`;
  });
  const { shown, more } = first(lines, mostRows);
  return folded('Grants without effect', [...shown, ...(more > 0 ? [`- … and ${more} more`] : [])].join('\n'));
}

function codeOf({ permission }: Change): string {
  return code(cut(permission, longestName));
}

function effectlessLines(reach: Reach): string {
  return effectlessPhrases(reach)
    .map((phrase) => phraseText(phrase, (name) => code(cut(name, 100))))
    .join('; ');
}

/** What a reader must not miss of what is added: that somebody gets it whom nobody named. */
export function reachAlerts({ admission }: ApiPlan, list: readonly Change[]): string[] {
  const added = list.filter(({ kind }) => kind === 'add');
  if (added.length === 0) return [];
  const isOpen = admission !== null && exposureOf(admission) === 'open';
  const open = `**${capital(anyFirstParty)} may ask for ${namesOf(added, 'added')}.** ${rbacOff}`;
  const wide = [...(isOpen ? [open] : warnings(added, everyUserGets)), ...warnings(added, thirdPartiesGet)];
  const anyone = warnings(added, anyoneGets);
  return [anyone.length > 0 ? alert('CAUTION', anyone) : '', wide.length > 0 ? alert('WARNING', wide) : ''];
}

/** What is said of all permissions that the same ones get; '' where that is nobody of the kind. */
interface Warning {
  readonly of: (grant: GrantHolder) => boolean;
  readonly say: (what: string, who: string, impact: Reach) => string;
}

const anyoneGets: Warning = {
  of: ({ as }) => as === 'anyone',
  say: (what, who) => `**Anyone gets ${what} without signing in**, through ${who}.`,
};

const everyUserGets: Warning = {
  of: ({ as, application }) => as === 'its-users' && application !== null,
  say: (what, who) => `**Every user of ${who} gets ${what}.** ${rbacOff}`,
};

const thirdPartiesGet: Warning = {
  of: ({ as, application }) => as !== 'anyone' && application === null,
  say: (what, who, { registration }) =>
    `**${capital(who)} gets ${what}**${registration ? ', also those that register themselves' : ''}.`,
};

function warnings(added: readonly Change[], { of, say }: Warning): string[] {
  const such = ({ impact }: Change) => impact?.grants.filter((grant) => givesAtOnce(grant) && of(grant)) ?? [];
  const groups = Map.groupBy(added, (change) => wideNames(such(change)));
  return [...groups].flatMap(([who, group]) => {
    const [impact] = group.flatMap((change) => change.impact ?? []);
    return who === '' || !impact ? [] : [say(namesOf(group, 'added'), who, impact)];
  });
}

function wideNames(grants: readonly GrantHolder[]): string {
  if (grants.length === 0) return '';
  const names = grants
    .flatMap(({ application }) => application ?? [])
    .map(({ id, name }) => code(cut(name ?? id, 100)));
  const others = grants.some(({ application }) => application === null) ? ['every third-party application'] : [];
  return named([...names, ...others], (name) => name);
}

const rbacOff = 'RBAC is off.';

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

/** Where single changes are not shown: how many APIs give what is added to somebody whom nobody named. */
export function wideApis(views: readonly ApiView[]): string[] {
  const added = views.map(({ own, drift, api }) => ({
    api,
    list: [...own, ...drift].filter(({ kind }) => kind === 'add'),
  }));
  const of = (isSuch: (one: (typeof added)[number]) => boolean) => {
    const number = added.filter((one) => one.list.length > 0 && isSuch(one)).length;
    return number === 0 ? '' : `added permissions of ${count(number, 'API')}`;
  };
  const anyone = of(({ list }) => list.some((change) => givesTo(change, ({ as }) => as === 'anyone')));
  const open = of(({ api: { admission } }) => admission !== null && exposureOf(admission) === 'open');
  const every = of(({ list, api: { admission } }) => {
    const isOpen = admission !== null && exposureOf(admission) === 'open';
    return !isOpen && list.some((change) => givesTo(change, everyUserGets.of));
  });
  const third = of(({ list }) => list.some(({ impact }) => impact?.everyone.includes('third-party-applications')));
  const wide = [
    open && `**${capital(anyFirstParty)} may ask for the ${open}.** ${rbacOff}`,
    every && `**All users of single applications get ${every}.** ${rbacOff}`,
    third && `**Every third-party application gets ${third}.**`,
  ].filter((line) => line !== '');
  return [
    anyone && alert('CAUTION', [`**Anyone gets ${anyone}, without signing in.**`]),
    wide.length > 0 ? alert('WARNING', wide) : '',
  ];
}

function givesTo({ impact }: Change, isSuch: (grant: GrantHolder) => boolean): boolean {
  return impact?.grants.some((grant) => givesAtOnce(grant) && isSuch(grant)) ?? false;
}

/** "`a` and `b`", or "one of the 12 added permissions". */
export function namesOf(list: readonly Change[], kind: 'added' | 'removed'): string {
  if (list.length > 3) return `${kind === 'added' ? 'any' : 'one'} of the ${count(list.length, `${kind} permission`)}`;
  return listed(list.map(({ permission }) => code(permission)));
}

/** What a rename means for those who hold the old name, and what to do next. */
export function renameNotes(changes: readonly Change[]): string[] {
  const removed = new Set(changes.filter(({ kind }) => kind === 'remove').map(({ permission }) => permission));
  return changes.flatMap(({ kind, permission, renamed, oldHolders }) => {
    if (kind !== 'add' || renamed === undefined) return [];
    const [from, to] = [code(cut(renamed, 200)), code(cut(permission, 200))];
    if (removed.has(renamed)) return [`**Renamed at once:** ${from} → ${to}. ${lossNote}`];
    const who = holders(oldHolders);
    const next =
      who === '' ? `Drop ${from} when nobody needs it.` : `It is still held by ${who}: ${giveThem(from, to)}`;
    return [`**Renamed:** ${from} → ${to}. Both exist until the manifest drops the old one. ${next}`];
  });
}

function giveThem(from: string, to: string): string {
  return `give them ${to}, then drop ${from}.`;
}

const lossNote =
  'Whoever holds the old name loses it; to spare them that, declare both until nobody holds the old one.';

/** What Auth0 leaves behind. Source: Auth0 support, "scope must be a subset of resource server scopes". */
export function danglingNote(changes: readonly Change[]): string {
  const listing = changes.some(({ kind, impact }) => kind === 'remove' && impact?.grants.some(({ lists }) => lists));
  return listing ? dangling : '';
}

const dangling =
  'Auth0 leaves what is removed in the client grants that list it: they may still give it to the application, and can’t ' +
  'be edited until it is taken out of them.';

/** Removals of which everybody was asked and nobody found; '' where that is not known. */
export function unusedNote({ apis }: Plan): string {
  const removed = apis.flatMap(({ changes }) => changes.filter(({ kind }) => kind === 'remove'));
  const unused = removed.filter(({ impact }) => impact && impact.unread.length === 0 && isNobodys(impact));
  if (unused.length === 0) return '';
  const names = named(unused, codeOf);
  return `No application and no role holds ${names}. Permissions given to users directly are not checked.`;
}

function isNobodys({ grants, roles }: Reach): boolean {
  return grants.length + roles.length === 0;
}

/** Where only additions asked for roles, a tenant with many of them is not kept waiting for what is rare; '' where all is known. */
export function unaskedRoles({ apis, unknowns }: Plan, name: (name: string) => string): string {
  const isTold = unknowns.roles !== undefined || unknowns.notRead.some(({ what }) => what === 'roles');
  const added = apis.flatMap(({ changes }) => changes.filter(({ kind }) => kind === 'add'));
  const unasked = added.filter(({ impact }) => impact?.unread.includes('roles'));
  if (isTold || unasked.length === 0) return '';
  const names = named(unasked, ({ permission }) => name(cut(permission, longestName)));
  return `Not checked: whether a role has kept ${names} from before, and gives it at once.`;
}

export interface Unknown {
  readonly lead: string;
  readonly rest: string;
}

/** What could not be found out, and what would let it be. */
export function unknownWords({ unknowns }: Plan): Unknown[] {
  const { roles, notRead, users: some } = unknowns;
  const missing = lackingRights(unknowns).map((right) => code(right));
  const users = notRead.filter(({ what }) => what === 'users');
  const slow = 'there are more than can be read in the time.';
  return [
    ...(missing.length > 0
      ? [{ lead: 'Not checked:', rest: `who holds what changes. Grant the application ${listed(missing)}.` }]
      : []),
    ...(roles ? [{ lead: `Checked ${roles.checked} of ${count(roles.total, 'role')}:`, rest: slow }] : []),
    ...(some ? [{ lead: `Counted the users of ${some.counted} of ${count(some.total, 'role')}:`, rest: slow }] : []),
    ...users.map(({ right }) => ({
      lead: 'Not counted:',
      rest: `how many users hold the roles. Grant the application ${code(right)}.`,
    })),
    ...(missing.length + users.length > 0 ? [{ lead: 'Where to grant it:', rest: `${whereToGrant}.` }] : []),
  ];
}

/** '' where everything that was asked could be found out. */
export function unknownsAlert(plan: Plan): string {
  const lines = unknownWords(plan).map(({ lead, rest }) => `**${lead}** ${rest}`);
  return lines.length === 0 ? '' : alert('NOTE', lines);
}
