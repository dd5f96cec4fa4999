/** Whose reach a change alters: who loses and who gains. */
import type { Change } from '../core/plan.ts';
import type { Reach } from '../core/reach/reach.ts';
import {
  byRolePhrases,
  effectlessPhrases,
  gainingPhrases,
  holdingPhrases,
  losingPhrases,
  type Phrase,
  phraseText,
} from '../core/reach/words.ts';
import type { Plan } from '../core/report.ts';
import { code, codeCell, folded } from './markdown.ts';
import { cut } from './visible.ts';
import { count, first, listed } from './words.ts';

/** Where there are more names than this, so many are named and the rest is counted. */
const mostNames = 5;
const fewNames = 3;
const mostRows = 20;
export const longestName = 200;

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

/** "`a`, `b` and `c`", or the first of them and how many more. */
export function named<Named>(list: readonly Named[], nameOf: (one: Named) => string): string {
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

/** At most so many guesses are told: of more, somebody means something else. */
const mostGuesses = 3;

/** A name that goes and one that comes with the very same description: mostly a rename by somebody who does not know better. */
export function likelyRenames(changes: readonly Change[]): string[] {
  const unsaid = changes.filter(({ kind, renamed }) => kind !== 'update' && renamed === undefined);
  const byText = Map.groupBy(unsaid, ({ before, after }) => before ?? after ?? '');
  const guesses = [...byText].flatMap(([text, [one, other, ...others]]) =>
    text.trim() !== '' && one && other && others.length === 0 ? likelyRename(one, other) : [],
  );
  return guesses.length > mostGuesses ? [] : guesses;
}

function likelyRename(one: Change, other: Change): string[] {
  const [from, to] = one.kind === 'remove' ? [one, other] : [other, one];
  if (from.kind !== 'remove' || to.kind !== 'add') return [];
  const [before, after] = [from, to].map(({ permission }) => code(cut(permission, longestName)));
  return [
    `**A rename?** ${before} and ${after} have the same description. ${lossNote} Say \`renamed-from\` at the new one.`,
  ];
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
