/**
 * The guard decides whether the removals of a plan may be applied. It looks at a whole run: a change that is too large,
 * or takes away what somebody uses, stops everything, because half of a mistake is no better.
 */
import { ActionError } from './errors.ts';
import type { ApiPlan, Change } from './plan.ts';
import type { Policy } from './policy.ts';
import { lackingRights, type Unknowns } from './reach/question.ts';
import { inUse } from './reach/reach.ts';
import { listSome, listWords } from './spelling.ts';

export interface Guarded {
  readonly apis: readonly ApiPlan[];
  /** How many permissions each API holds on the tenant, by identifier. */
  readonly held: ReadonlyMap<string, number>;
  readonly unknowns: Unknowns;
}

export interface Verdict {
  /** Why the removals may not be applied, a sentence each; empty where they may. */
  readonly reasons: readonly string[];
  /** What is worth knowing although it stops nothing. */
  readonly notices: readonly string[];
  /** The label that lets them through once. */
  readonly label: string;
  /** Grants of the Management API without which it can't be told whether they are in use. */
  readonly lacking: readonly string[];
}

/** Below so many permissions a share says nothing: one of three is a third. */
const fewPermissions = 10;

export function guard({ apis, held, unknowns }: Guarded, removals: Policy['removals']): Verdict {
  const removed = apis.flatMap(removalsOf);
  const means = { label: removals['override-label'], lacking: lackingRights(unknowns) };
  if (removed.length === 0) return { reasons: [], notices: [], ...means };
  const limits = [
    ...tooMany(removed.length, removals.max),
    ...apis.flatMap((api) => tooLarge(api, held, removals)),
    ...(removals['require-deprecation'] ? unannounced(removed) : []),
  ];
  const used = [...removed.flatMap(useOf), ...notKnown(unknowns)];
  return removals['in-use'] === 'block'
    ? { reasons: [...limits, ...used], notices: [], ...means }
    : { reasons: limits, notices: used, ...means };
}

function removalsOf({ changes }: ApiPlan): Change[] {
  return changes.filter(({ kind }) => kind === 'remove');
}

function tooMany(count: number, max: number): string[] {
  return count > max ? [`${permissions(count)} would be removed, and the policy allows ${max} in one run.`] : [];
}

function tooLarge(api: ApiPlan, held: Guarded['held'], { 'max-percent': most }: Policy['removals']): string[] {
  const all = held.get(api.identifier) ?? 0;
  const count = removalsOf(api).length;
  if (all < fewPermissions || count * 100 <= most * all) return [];
  const share = `${count} of ${all} permissions (${Math.round((count * 100) / all)} %)`;
  return [`${api.identifier} would lose ${share}, and the policy allows ${most} %.`];
}

/** What nobody declared could not be marked, so only what was ours is asked for it. */
function unannounced(removed: readonly Change[]): string[] {
  const names = removed.filter(({ origin, deprecated }) => origin === 'manifest' && !deprecated);
  if (names.length === 0) return [];
  const which = listSome(names.map(({ permission }) => permission));
  const were = names.length === 1 ? 'was' : 'were';
  return [
    `${which} ${were} marked as \`deprecated\` by no earlier manifest that is known, and the policy asks for that.`,
  ];
}

/** An application counts once, however many grants it has. */
function useOf({ permission, impact }: Change): string[] {
  if (!impact) return [];
  const { grants, roles } = inUse(impact);
  const applications = new Set(grants.flatMap(({ application }) => application?.id ?? []));
  const holders = [
    ...counted(applications.size, 'application'),
    ...(grants.some(({ application }) => application === null) ? ['every third-party application'] : []),
    ...counted(roles.length, 'role'),
  ];
  return holders.length === 0 ? [] : [`\`${permission}\` is in use by ${listText(holders)}.`];
}

/** Not knowing is not the same as not used. */
function notKnown(unknowns: Unknowns): string[] {
  const { roles } = unknowns;
  const lacking = lackingRights(unknowns);
  return [
    ...(lacking.length > 0 ? [`Who uses what is removed is not known: the token lacks ${listWords(lacking)}.`] : []),
    ...(roles ? [`Only ${roles.checked} of ${roles.total} roles could be checked for what is removed.`] : []),
  ];
}

/** "a", "a and b", "a, b and c". */
function listText(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

function counted(count: number, noun: string): string[] {
  return count === 0 ? [] : [`${count} ${noun}${count === 1 ? '' : 's'}`];
}

function permissions(count: number): string {
  return count === 1 ? '1 permission' : `${count} permissions`;
}

/**
 * Nothing of the run is written.
 * @param labelled a merged pull request that has the label already.
 */
export function removalBlocked({ reasons, label, lacking }: Verdict, labelled?: number): ActionError {
  const grant = lacking.length > 0 ? `Grant the application ${listWords(lacking)} and run this again, or, to` : 'To';
  const how =
    labelled === undefined
      ? `${grant} allow it once, add the label \`${label}\` to the merged pull request and run this again.`
      : `The label \`${label}\` on pull request ${labelled} lifts only what its own comment showed: have another pull ` +
        'request show the rest, or raise `removals` in the policy.';
  return new ActionError('removal-blocked', reasons.join(' '), `Nothing was applied. ${how}`);
}
