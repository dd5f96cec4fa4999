/**
 * Reach: who could hold a permission in a token, and by which way.
 *
 * Three things decide it, and none of them alone: whom the API lets in at all (its admission), what applications were
 * granted of it, and, where RBAC is on, what the roles of a user give. A grant is for one of three subjects: the
 * application itself, its users, or anyone who uses it without signing in. One whose subject the API denies has no effect,
 * whatever it says. Roles say nothing about the first and the last. Sources: Auth0 docs, "API Access Policies for
 * Applications", "Application Access to APIs: Client Grants", "Enable RBAC for APIs".
 *
 *   subject      the API lets in   a grant holds it   RBAC      who gets it
 *   application  nobody            –                  –         nobody
 *                by grant          no / yes           –         nobody / the application itself
 *   users        nobody            –                  –         nobody
 *                by grant          no                 –         nobody
 *                by grant          yes                on / off  its users whose roles give it / all its users
 *                everyone          –                  on / off  users whose roles give it / any user, by any application
 *                everyone          third party: no    –         nobody by it; yes: as by grant
 *   anonymous    nobody            –                  –         nobody
 *                by grant          no / yes           –         nobody / anyone, through the application
 *
 * What users hold directly, without a role, is not looked at.
 */

/** Whom an API lets in at all, whoever was granted what. Third-party applications always need a grant. */
export interface Admission {
  readonly applications: 'by-grant' | 'nobody';
  /** `everyone`: any user of any first-party application. */
  readonly users: 'everyone' | 'by-grant' | 'nobody';
  readonly anonymous: 'by-grant' | 'nobody';
  /** Its users get what their roles give, and nothing else. */
  readonly rbac: boolean;
}

/** An API in one word: any user of any first-party application may ask for any permission, or nobody gets a token at all. */
export type Exposure = 'open' | 'limited' | 'closed';

export function exposureOf({ applications, users, anonymous, rbac }: Admission): Exposure {
  if (users === 'everyone' && !rbac) return 'open';
  return [applications, users, anonymous].every((one) => one === 'nobody') ? 'closed' : 'limited';
}

/** For whom a token of a grant is: the application itself, its users, or anyone without signing in. */
export type Way = 'itself' | 'its-users' | 'anyone';

export interface Application {
  /** The client id. */
  readonly id: string;
  /** null where the token may not read it. */
  readonly name: string | null;
}

/** The right to use an API: with the permissions it lists, or with all there are and will be. */
export interface Grant {
  /** null: every third-party application, those to come included. */
  readonly application: Application | null;
  readonly as: Way;
  /** Of what it lists only what was asked for. */
  readonly permissions: ReadonlySet<string>;
  /** Permissions that are added later are granted with it. */
  readonly all: boolean;
}

export interface Organization {
  readonly id: string;
  /** null where the token may not read it. */
  readonly name: string | null;
}

export interface Role {
  readonly id: string;
  readonly name: string;
  /** The one that it is a role of; null where it is the tenant's. */
  readonly organization: Organization | null;
  /** How many users hold it; null where that was not read. */
  readonly users: number | null;
  /** By the API's identifier. */
  readonly permissions: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Reading a tenant's roles takes a request each, and ends when the time for it is over. */
export interface RoleCheck {
  readonly roles: readonly Role[];
  /** How many roles there are; more than were read where time ran out. */
  readonly total: number;
}

/** What a token lacks the right to read, and that right, as the tenant calls it. */
export interface NotRead {
  readonly what: 'grants' | 'roles' | 'users' | 'applications' | 'organizations' | 'settings';
  readonly right: string;
}

/** What could be found out about who holds what. */
export interface Holders {
  /** By the API's identifier; undefined where that was not read. */
  readonly grants: ReadonlyMap<string, readonly Grant[]> | undefined;
  /** undefined where that was not read. */
  readonly roles: RoleCheck | undefined;
  /** Client ids of single third-party applications; undefined where that was not read. */
  readonly thirdParties?: ReadonlySet<string> | undefined;
  /** Whether applications may register themselves, as third-party ones; undefined where that was not read. */
  readonly registration?: boolean | undefined;
  readonly notRead: readonly NotRead[];
}

/** A grant that holds a permission, by its name or by allowing all. */
export interface GrantHolder {
  /** null: every third-party application. */
  readonly application: Application | null;
  readonly as: Way;
  readonly all: boolean;
  /** It holds the permission by its name, whether it allows all or not. */
  readonly lists: boolean;
  /** False where the API denies its subject: nobody has anything by it. */
  readonly effective: boolean;
  /** RBAC decides which of its users get what it holds. */
  readonly byRole: boolean;
}

export interface RoleHolder extends Omit<Role, 'permissions'> {
  /** False where it decides nothing: without RBAC, or where no user can get the permission at all. */
  readonly effective: boolean;
  /** Its effect hangs on a grant, and grants were not read. */
  readonly assumed?: true;
}

/** What anyone of a kind has without being named. */
export type Everyone = 'first-party-users' | 'third-party-applications';

/** Who could hold one permission in a token: of an addition who gets it, of a removal who loses it. */
export interface Reach {
  /** Those without effect, too. */
  readonly grants: readonly GrantHolder[];
  /** Those without effect, too. */
  readonly roles: readonly RoleHolder[];
  readonly everyone: readonly Everyone[];
  /** What of it is not known, in whole or in part. */
  readonly unread: readonly ('grants' | 'roles')[];
  /** Whether applications may register themselves, as third-party ones; absent where that is not known. */
  readonly registration?: boolean;
}

/** The API that is asked about. */
export interface Entrance {
  readonly identifier: string;
  readonly admission: Admission;
}

export function reachOf(permission: string, { identifier, admission }: Entrance, holders: Holders): Reach {
  const { roles, registration } = holders;
  const granted = holders.grants?.get(identifier);
  const grants = (granted ?? [])
    .filter(({ all, permissions }) => all || permissions.has(permission))
    .map((grant) => grantHolder(grant, permission, admission));
  const given = roles?.roles.filter(({ permissions }) => permissions.get(identifier)?.has(permission)) ?? [];
  // Where grants can't be read a role may well have an effect: not knowing is not the same as none.
  const effective = rolesCount(admission, !granted || grants.some(isForUsers) ? 'granted' : 'not granted');
  const isAssumed = effective && !rolesCount(admission, 'not granted') && !granted;
  return {
    grants,
    roles: given.map(({ permissions: _, ...role }) => ({ ...role, effective, ...(isAssumed && { assumed: true }) })),
    everyone: everyoneOf(grants, admission),
    unread: [...(granted ? [] : ['grants' as const]), ...(isComplete(roles) ? [] : ['roles' as const])],
    ...(registration !== undefined && { registration }),
  };
}

function grantHolder({ application, as, all, permissions }: Grant, name: string, admission: Admission): GrantHolder {
  const byRole = as === 'its-users' && admission.rbac;
  return { application, as, all, lists: permissions.has(name), effective: admits(admission, as), byRole };
}

/** Whether a grant for this subject has any effect. */
export function admits({ applications, users, anonymous }: Admission, as: Way): boolean {
  return { itself: applications, 'its-users': users, anyone: anonymous }[as] !== 'nobody';
}

function isForUsers({ as, effective }: GrantHolder): boolean {
  return as === 'its-users' && effective;
}

/** Whether roles decide who gets a permission, where grants for users hold it or don't. */
function rolesCount({ rbac, users }: Admission, grants: 'granted' | 'not granted'): boolean {
  return rbac && (users === 'everyone' || (users === 'by-grant' && grants === 'granted'));
}

/** Whether a role can give anything of the API at all, whatever was granted. */
export function mayCount(admission: Admission): boolean {
  return rolesCount(admission, 'granted');
}

export function isComplete(roles: RoleCheck | undefined): boolean {
  return roles !== undefined && roles.roles.length >= roles.total;
}

/** Whether a grant gives what it holds to somebody who needs nothing else for it. */
export function givesAtOnce({ effective, byRole }: GrantHolder): boolean {
  return effective && !byRole;
}

function everyoneOf(grants: readonly GrantHolder[], admission: Admission): Everyone[] {
  const third = grants.some((grant) => grant.application === null && givesAtOnce(grant));
  return [
    ...(exposureOf(admission) === 'open' ? (['first-party-users'] as const) : []),
    ...(third ? (['third-party-applications'] as const) : []),
  ];
}

/**
 * Who has it by name, and would miss it: an effective grant that lists it, or a role, also while RBAC is off, since
 * switching it on must not find the name gone. That a grant allows all says nothing about what it is used for.
 */
export function inUse({ grants, roles }: Reach): Pick<Reach, 'grants' | 'roles'> {
  return { grants: grants.filter(({ effective, lists }) => effective && lists), roles };
}
