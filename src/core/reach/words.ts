/** Reach in words. A name stands apart from the words around it, so that each medium can make it safe in its own way. */
import { type GrantHolder, givesAtOnce, type Reach, type RoleHolder, type Way } from './reach.ts';

export type Phrase = readonly (string | { readonly name: string })[];

/** A list of who holds what names everyone, and says whose grant allows all; what a change says of it counts where there are many. */
export type Naming = 'some' | 'everyone';

/** Where there are more names than this, so many are named and the rest is counted. */
const mostNames = 5;
const fewNames = 3;

/** More organizations than this are counted instead. */
const mostOrganizations = 3;

/** A phrase as text, each name as the medium shows it. */
export function phraseText(phrase: Phrase, show: (name: string) => string): string {
  return phrase.map((part) => (typeof part === 'string' ? part : show(part.name))).join('');
}

/** "`a`, `b`, `c` and 3 more". */
function namesPhrase(names: readonly string[], naming: Naming): Phrase {
  return counted(
    names.map((name): Phrase => [{ name }]),
    naming,
  );
}

function counted(parts: readonly Phrase[], naming: Naming): Phrase {
  if (naming === 'everyone' || parts.length <= mostNames) return joined(parts);
  return joined([...parts.slice(0, fewNames), [`${parts.length - fewNames} more`]]);
}

function joined(parts: readonly Phrase[]): Phrase {
  return parts.flatMap((part, index) => {
    if (index === 0) return part;
    return [index === parts.length - 1 ? ' and ' : ', ', ...part];
  });
}

/** Applications and roles that have it at once, the widest first; empty where there are none. */
export function gainingPhrases(reach: Reach): Phrase[] {
  return [...grantPhrases(reach.grants.filter(givesAtOnce), reach), ...effectivePhrases(reach.roles)];
}

/** Of grants under RBAC: users who need a role for it. */
export function byRolePhrases(reach: Reach): Phrase[] {
  const granted = reach.grants.filter(isEffective).filter(({ byRole }) => byRole);
  return grantPhrases(granted, reach);
}

/** Applications and roles that hold it, whatever RBAC makes of them; a grant without effect is left out. */
export function holdingPhrases(reach: Reach, naming: Naming = 'some'): Phrase[] {
  const granted = reach.grants.filter(isEffective);
  return [...grantPhrases(granted, reach, naming), ...rolePhrases(reach.roles, naming)];
}

/** The same with whoever has it without holding it, and with what roles are worth now. */
export function losingPhrases(reach: Reach, naming: Naming = 'some'): Phrase[] {
  const idle = rolePhrases(
    reach.roles.filter((role) => !role.effective),
    naming,
  );
  return [
    ...openPhrases(reach),
    ...holdingPhrases({ ...reach, roles: [] }, naming),
    ...effectivePhrases(reach.roles, naming),
    ...idle.map((phrase) => [...phrase, ', without effect now']),
  ];
}

/** Of roles that have an effect, or may have one. */
function effectivePhrases(roles: readonly RoleHolder[], naming: Naming = 'some'): Phrase[] {
  const [certain, assumed] = [false, true].map((are) => {
    const such = roles.filter((role) => role.effective && (role.assumed === true) === are);
    return rolePhrases(such, naming);
  });
  return [...(certain ?? []), ...(assumed ?? []).map((phrase) => [...phrase, assumption])];
}

const assumption = ', if an application was granted it for its users';

function isEffective({ effective }: GrantHolder | RoleHolder): boolean {
  return effective;
}

export function openPhrases({ everyone }: Reach): Phrase[] {
  return everyone.includes('first-party-users') ? [[anyFirstParty]] : [];
}

export const anyFirstParty = 'any user of any first-party application';

/** Grants that say what the API does not let happen. */
export function effectlessPhrases({ grants }: Pick<Reach, 'grants'>, naming: Naming = 'some'): Phrase[] {
  const dead = grants.filter(({ effective }) => !effective);
  return [...Map.groupBy(dead, ({ as }) => as)].map(([as, group]) => [
    ...grantPhrases(group, {}, naming).flatMap((phrase, index) => (index === 0 ? phrase : [', ', ...phrase])),
    `: no effect, the API lets no ${subjects[as]} in`,
  ]);
}

/** Whom a grant is for, as the API sees it. */
export const subjects: Readonly<Record<Way, string>> = {
  itself: 'application',
  'its-users': 'user',
  anyone: 'anonymous user',
};

/** One phrase for all that have it by the same way; those that list the name first. */
function grantPhrases(
  grants: readonly GrantHolder[],
  { registration }: Pick<Reach, 'registration'>,
  naming: Naming = 'some',
): Phrase[] {
  const order: readonly Way[] = ['anyone', 'its-users', 'itself'];
  const sorted = order.flatMap((as) =>
    [false, true].flatMap((all) => grants.filter((one) => one.as === as && one.all === all)),
  );
  const groups = Map.groupBy(sorted, ({ application, as, byRole, all }) =>
    [application === null, as, byRole, naming === 'everyone' && all].join(' '),
  );
  return [...groups.values()].map((group) => grantPhrase(group, registration, naming));
}

function grantPhrase(group: readonly GrantHolder[], registration: boolean | undefined, naming: Naming): Phrase {
  const [first] = group;
  if (!first) return [];
  const names = group.flatMap(({ application }) => (application ? [application.name ?? application.id] : []));
  const who: Phrase = names.length > 0 ? namesPhrase(names, naming) : [thirdParty(registration)];
  return [...byWay(who, first, names.length), ...(names.length > 0 ? allowing(group) : [])];
}

/** That a grant of all says nothing about what it is used for is worth knowing, and how many of them there are. */
function allowing(group: readonly GrantHolder[]): string[] {
  const all = group.filter((one) => one.all).length;
  if (all === 0) return [];
  if (all < group.length) return [` (${all} of their grants allow${all === 1 ? 's' : ''} all)`];
  return [group.length === 1 ? ' (its grant allows all)' : ' (their grants allow all)'];
}

function thirdParty(registration: boolean | undefined): string {
  return `every third-party application${registration ? ', also those that register themselves' : ''}`;
}

function byWay(who: Phrase, { as, byRole }: GrantHolder, names: number): Phrase {
  if (as === 'anyone') return ['anyone, without signing in, through ', ...who];
  if (as === 'its-users') return ['users of ', ...who, ...(byRole ? [' who hold it by role'] : [])];
  if (names === 0) return who;
  return [...who, names === 1 ? ' itself' : ' themselves'];
}

/** Roles of one name, be they in many organizations, are one phrase. */
function rolePhrases(roles: readonly RoleHolder[], naming: Naming = 'some'): Phrase[] {
  const groups = [
    ...Map.groupBy(roles, ({ name, organization }) => JSON.stringify([name, organization === null])).values(),
  ];
  const plain = groups.filter(([first]) => first?.organization === null);
  const others = groups.filter(([first]) => first && first.organization !== null);
  return [...(plain.length > 0 ? [tenantRoles(plain, naming)] : []), ...organizationPhrases(others, naming)];
}

function organizationPhrases(groups: readonly (readonly RoleHolder[])[], naming: Naming): Phrase[] {
  if (naming === 'everyone' || groups.length <= mostNames) return groups.map(organizationRoles);
  const more = groups.slice(fewNames).flat().length;
  return [...groups.slice(0, fewNames).map(organizationRoles), [`${more} more roles of organizations`]];
}

function tenantRoles(groups: readonly (readonly RoleHolder[])[], naming: Naming): Phrase {
  const parts = groups.map((group): Phrase => {
    const same = group.length > 1 ? [` (${group.length} of that name)`] : [];
    return [{ name: group[0]?.name ?? '' }, ...same, ...users(group)];
  });
  return [parts.length === 1 ? 'role ' : 'roles ', ...counted(parts, naming)];
}

function organizationRoles(group: readonly RoleHolder[]): Phrase {
  return ['role ', { name: group[0]?.name ?? '' }, ...inOrganizations(group), ...users(group)];
}

function inOrganizations(group: readonly RoleHolder[]): Phrase {
  const names = group.flatMap(({ organization }) => organization?.name ?? []);
  const count = group.length;
  if (names.length < count || count > mostOrganizations) {
    return [` in ${count} organization${count === 1 ? '' : 's'}`];
  }
  return [` in the organization${count === 1 ? '' : 's'} `, ...namesPhrase(names, 'everyone')];
}

function users(group: readonly RoleHolder[]): string[] {
  const text = usersText(group);
  return text === '' ? [] : [` (${text})`];
}

/**
 * "12 users", or of several roles "at most 12 users", since who holds two of them is counted twice. '' where any of them could
 * not be counted: part of a sum would read as the whole.
 */
export function usersText(roles: readonly Pick<RoleHolder, 'users'>[]): string {
  const counts = roles.flatMap(({ users: number }) => number ?? []);
  if (counts.length < roles.length) return '';
  const sum = counts.reduce((total, number) => total + number, 0);
  const isExact = roles.length === 1 || sum === 0;
  return `${isExact ? '' : 'at most '}${sum} user${sum === 1 ? '' : 's'}`;
}
