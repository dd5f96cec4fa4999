/** What a policy expects of reach, judged: who could get a permission although an entry of `access` rules it out. */
import type { Expectation } from '../policy.ts';
import type { Need } from './question.ts';
import {
  type Admission,
  admits,
  type Entrance,
  exposureOf,
  type GrantHolder,
  givesAtOnce,
  type Holders,
  isComplete,
  mayCount,
  type NotRead,
  type Reach,
} from './reach.ts';

/** Those of a reach that one clause of an entry rules out; each of them has an effect. */
export interface Breach {
  /** Such as `never: anonymous`. */
  readonly clause: string;
  readonly by: Reach;
}

/** What could not be read and would have to be, for a clause to be judged. */
export type Unjudged = Extract<NotRead['what'], 'grants' | 'roles' | 'applications'>;

/** Whether an entry is about a permission of an API. */
export function isAbout({ apis }: Expectation, identifier: string): boolean {
  return apis?.some(({ matches }) => matches(identifier)) ?? true;
}

export function isAboutName({ permissions }: Expectation, name: string): boolean {
  return permissions.some(({ matches }) => matches(name));
}

/** What has to be known of an API to judge these names of it; undefined where nothing has. */
export function needOf(entries: readonly Expectation[], api: Entrance, names: readonly string[]): Need | undefined {
  const { identifier, admission } = api;
  if (exposureOf(admission) === 'closed') return undefined;
  const about = entries.filter((entry) => isAbout(entry, identifier));
  const permissions = names.filter((name) => about.some((entry) => isAboutName(entry, name)));
  if (permissions.length === 0) return undefined;
  const judging = about.filter((entry) => permissions.some((name) => isAboutName(entry, name)));
  return {
    identifier,
    permissions,
    roles: mayCount(admission) && judging.some(({ only }) => only?.roles),
    thirdParties: judging.some(({ only, never }) => only || never.includes('third-party')),
  };
}

/** Who breaks an entry, clause by clause; empty where nobody does, as far as is known. */
export function breachesOf(entry: Expectation, reach: Reach, { thirdParties }: Holders): Breach[] {
  const grants = reach.grants.filter(({ effective }) => effective);
  const isThird = ({ application }: GrantHolder) => !application || thirdParties?.has(application.id) === true;
  const open = reach.everyone.filter((one) => one === 'first-party-users');
  const of = (clause: string, by: Partial<Reach>): Breach => ({ clause, by: { ...nobody, ...by } });
  const ruledOut = {
    anonymous: { grants: grants.filter(({ as }) => as === 'anyone') },
    'third-party': { grants: grants.filter(isThird) },
    'every-user': { grants: grants.filter((one) => one.as === 'its-users' && givesAtOnce(one)), everyone: open },
    applications: { grants: grants.filter(({ as }) => as === 'itself') },
  };
  const { only } = entry;
  const others = only && {
    grants: grants.filter((one) => one.as === 'anyone' || isThird(one) || isUnlisted(one, only)),
    roles: reach.roles.filter((role) => role.effective && only.roles && !isListed(role, only.roles)),
    everyone: open,
  };
  return [
    ...entry.never.map((word) => of(`never: ${word}`, ruledOut[word])),
    ...(others ? [of('only', others)] : []),
  ].filter(({ by }) => by.grants.length + by.roles.length + by.everyone.length > 0);
}

const nobody: Reach = { grants: [], roles: [], everyone: [], unread: [] };

/** An application that is surely not on the list, or whose users get it without any of the roles that are. */
function isUnlisted(grant: GrantHolder, { roles, applications }: NonNullable<Expectation['only']>): boolean {
  const { application } = grant;
  if (applications && application && application.name !== null && !isListed(application, applications)) return true;
  return roles !== undefined && grant.as === 'its-users' && givesAtOnce(grant);
}

function isListed({ id, name }: { readonly id: string; readonly name: string | null }, list: readonly string[]) {
  return list.includes(id) || (name !== null && list.includes(name));
}

/** What would have to be read to know that an entry holds; empty where all that matters was. */
export function unjudgedBy(entry: Expectation, admission: Admission, reach: Reach, holders: Holders): Unjudged[] {
  const { never, only } = entry;
  const grants = reach.unread.includes('grants') && grantsMatter(entry, admission);
  const roles = only?.roles !== undefined && mayCount(admission) && !isComplete(holders.roles);
  const applications =
    (never.includes('third-party') && isUnsorted(reach, holders)) ||
    (only !== undefined && isUnknown(only, reach, holders));
  return [
    ...(grants ? (['grants'] as const) : []),
    ...(roles ? (['roles'] as const) : []),
    ...(applications ? (['applications'] as const) : []),
  ];
}

/** A grant for a subject that the API denies breaks nothing, so it need not be known. */
function grantsMatter({ never, only }: Expectation, admission: Admission): boolean {
  const isLetIn = (as: 'itself' | 'its-users' | 'anyone') => admits(admission, as);
  const any = isLetIn('itself') || isLetIn('its-users') || isLetIn('anyone');
  const matters = {
    anonymous: isLetIn('anyone'),
    'third-party': any,
    'every-user': isLetIn('its-users') && !admission.rbac,
    applications: isLetIn('itself'),
  };
  return never.some((word) => matters[word]) || (only !== undefined && any);
}

/** An application of which it is not known whether it is a third-party one. */
function isUnsorted({ grants }: Reach, { thirdParties }: Holders): boolean {
  return !thirdParties && grants.some(({ effective, application }) => effective && application);
}

/**
 * Under `only`, an application that nothing else rules out and that may be a third party, or that may be on the list by a name
 * that could not be read.
 */
function isUnknown(only: NonNullable<Expectation['only']>, { grants }: Reach, { thirdParties }: Holders): boolean {
  const { roles, applications } = only;
  return grants.some((grant) => {
    const { application, effective, as } = grant;
    const isRuledOut = as === 'anyone' || (roles && as === 'its-users' && givesAtOnce(grant));
    if (!effective || !application || isRuledOut) return false;
    if (!applications || isListed(application, applications)) return !thirdParties;
    return application.name === null;
  });
}
