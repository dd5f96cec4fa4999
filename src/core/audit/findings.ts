/** What an audit finds worth a look: one finding each, with what to do about it. */
import type { Policy } from '../policy.ts';
import { compareText } from '../problem.ts';
import { isAbout } from '../reach/expectations.ts';
import { admits, exposureOf, type Grant, inUse } from '../reach/reach.ts';
import { subjects } from '../reach/words.ts';
import { about } from './about.ts';
import type { AuditedPermission, AuditHolder, Finding } from './document.ts';
import { accessFindings } from './expected.ts';
import { compareHolders, grantEntry, reachIn, roleEntry, type Scene } from './holders.ts';
import { publicFindings } from './public.ts';
import { whoText } from './words.ts';

/** What an API is judged by. */
export interface Terms {
  readonly policy: Policy;
  /** As YYYY-MM-DD, in UTC. */
  readonly today: string;
  /** Whether the manifest declares the API. */
  readonly isDeclared: boolean;
}

/** Of one API, in no order. */
export function findingsOf(scene: Scene, permissions: readonly AuditedPermission[], terms: Terms): Finding[] {
  const present = permissions.filter(({ permission }) => scene.names.has(permission));
  const entries = terms.policy.access.filter((entry) => isAbout(entry, scene.api.identifier));
  return [
    ...openFindings(scene),
    ...grantFindings(scene),
    ...danglingRoles(scene, permissions),
    ...present.flatMap((one) => [
      ...nobodyFindings(scene, one),
      ...deprecatedFindings(scene, one),
      ...unmanagedFindings(scene, one, terms),
      ...publicFindings(scene, one.permission, terms),
      ...accessFindings(scene, one.permission, entries),
    ]),
  ];
}

function openFindings({ api: { identifier, admission } }: Scene): Finding[] {
  if (exposureOf(admission) !== 'open') return [];
  const message = `Any user of any first-party application may ask for every permission of ${identifier}.`;
  const hint =
    'RBAC is off, and users need no grant: switch RBAC on, or have the API require a client grant for users.';
  return [{ id: 'open-api', severity: 'warning', ...about(identifier), message, hint }];
}

/** Where a grant has no effect nothing else is to be said of it. */
function grantFindings(scene: Scene): Finding[] {
  const { api, holders } = scene;
  const grants = holders.grants?.get(api.identifier) ?? [];
  return grants.flatMap((grant) => {
    if (!admits(api.admission, grant.as)) return [effectless(scene, grant)];
    return [...(grant.all ? [allowingAll(scene, grant)] : []), ...danglingNames(scene, grant)];
  });
}

function effectless({ api: { identifier }, holders }: Scene, grant: Grant): Finding {
  const holder = grantEntry({ ...grant, effective: false });
  const who = whoText(holder, holders);
  const message = `A grant of ${identifier} is for ${who}, and has no effect: the API lets no ${subjects[grant.as]} in.`;
  const hint = 'Remove the grant in Auth0: it would count at once if the API let them in.';
  return { id: 'grant-without-effect', severity: 'note', ...about(identifier, null, holder), message, hint };
}

function allowingAll({ api: { identifier }, holders }: Scene, grant: Grant): Finding {
  const holder = grantEntry({ ...grant, effective: true });
  const who = whoText(holder, holders);
  const message = `All permissions of ${identifier}, those to come included, are granted to ${who}.`;
  const hint = 'Have the grant list what is needed.';
  return { id: 'all-permissions-grant', severity: 'warning', ...about(identifier, null, holder), message, hint };
}

function danglingNames({ api: { identifier }, names, holders }: Scene, grant: Grant): Finding[] {
  const holder = grantEntry({ ...grant, effective: true });
  const who = whoText(holder, holders);
  const lacking = [...grant.permissions].filter((permission) => !names.has(permission));
  return lacking.map((permission) => {
    const message = `\`${permission}\` is granted to ${who}, and ${identifier} does not have it.`;
    const hint = `Take it off the grant: ${revived}`;
    return { id: 'dangling-grant', severity: 'warning', ...about(identifier, permission, holder), message, hint };
  });
}

const revived = 'whoever adds the name to the API gives it to them, too.';

function danglingRoles(scene: Scene, permissions: readonly AuditedPermission[]): Finding[] {
  const { identifier } = scene.api;
  const lacking = permissions.filter(({ permission }) => !scene.names.has(permission));
  return lacking.flatMap(({ permission, holders }) =>
    holders.filter(isRole).map((holder): Finding => {
      const message = `The ${whoText(holder, scene.holders)} holds \`${permission}\`, which ${identifier} does not have.`;
      const hint = `Take it off the role: ${revived}`;
      return { id: 'dangling-role', severity: 'warning', ...about(identifier, permission, holder), message, hint };
    }),
  );
}

function isRole({ kind }: AuditHolder): boolean {
  return kind === 'role';
}

/** Who could not be read may well hold it. */
function nobodyFindings({ api: { identifier }, holders }: Scene, { permission, holders: held }: AuditedPermission) {
  if (!holders.grants || !holders.roles || held.some(({ effective }) => effective)) return [];
  const message = `Nobody can get \`${permission}\` of ${identifier}: no grant and no role gives it to anyone.`;
  const hint = 'Grant it to whoever needs it, or remove it.';
  return [{ id: 'granted-to-nobody', severity: 'note', ...about(identifier, permission), message, hint } as const];
}

function deprecatedFindings(scene: Scene, { permission, deprecated }: AuditedPermission): Finding[] {
  if (deprecated === null) return [];
  const { identifier } = scene.api;
  const { grants, roles } = inUse(reachIn(scene, permission));
  const why = deprecated === true ? '' : ` (${deprecated})`;
  return [...grants.map(grantEntry), ...roles.map(roleEntry)].map((holder) => {
    const who = whoText(holder, { ...scene.holders, ...scene.api.admission });
    const message = `\`${permission}\` of ${identifier} is deprecated${why}, and still held by ${who}.`;
    const hint = 'Take it off the grant or role, so that it can be removed.';
    return {
      id: 'deprecated-still-held',
      severity: 'warning',
      ...about(identifier, permission, holder),
      message,
      hint,
    };
  });
}

const unmanagedTerms = {
  keep: { severity: 'note', hint: 'Declare it, or remove it in Auth0.' },
  remove: { severity: 'warning', hint: 'Declare it where it is to stay: the policy has the next apply remove it.' },
  forbid: { severity: 'error', hint: 'Declare it, or remove it in Auth0: the policy forbids unmanaged permissions.' },
} as const;

function unmanagedFindings({ api }: Scene, { permission, status }: AuditedPermission, terms: Terms): Finding[] {
  if (status !== 'unmanaged' || !terms.isDeclared) return [];
  const { severity, hint } = unmanagedTerms[terms.policy.unmanaged];
  const message = `${api.identifier} has \`${permission}\`, which the manifest does not declare.`;
  return [{ id: 'unmanaged-permission', severity, ...about(api.identifier, permission), message, hint }];
}

/** By API, permission, kind and holder. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.api ?? '', b.api ?? '') ||
    compareText(a.permission ?? '', b.permission ?? '') ||
    compareText(a.id, b.id) ||
    (a.holder && b.holder ? compareHolders(a.holder, b.holder) : 0) ||
    compareText(a.message, b.message)
  );
}
