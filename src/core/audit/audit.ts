/**
 * The audit: who can do what on a tenant, and how, as one document. Everything here is a function of values, and the order
 * in which the tenant says something never shows: the same tenant gives the same bytes.
 */
import { digest } from '../fingerprint.ts';
import type { DeclaredApi } from '../manifest.ts';
import type { DeclaredPermission } from '../permission.ts';
import type { TenantApi } from '../plan.ts';
import type { Exception, Policy } from '../policy.ts';
import { compareText } from '../problem.ts';
import { exposureOf, type Holders, type NotRead } from '../reach/reach.ts';
import { exceptionExpired, expiredFinding, isExpired } from '../rules/exceptions.ts';
import { about } from './about.ts';
import type { AuditDocument, AuditedApi, AuditedPermission, Finding } from './document.ts';
import { compareFindings, findingsOf } from './findings.ts';
import { holdersIn, type Scene, sceneOf } from './holders.ts';
import { severityOf } from './severity.ts';

/** What an audit is made from. */
export interface AuditInputs {
  /** The tenant's domain. */
  readonly tenant: string;
  readonly environment: string;
  /** When the tenant was read, as 2026-11-27T18:09:02Z. */
  readonly created: string;
  /** As YYYY-MM-DD, in UTC. */
  readonly today: string;
  readonly apis: readonly TenantApi[];
  /** Of these and other APIs; none where there is no manifest. */
  readonly declared: readonly DeclaredApi[];
  readonly holders: Holders;
  readonly policy: Policy;
  /** Of the policy, those that are to be judged themselves. */
  readonly exceptions: readonly Exception[];
}

export function makeAudit(inputs: AuditInputs): AuditDocument {
  const { tenant, environment, created } = inputs;
  const declared = new Map(inputs.declared.map((api) => [api.identifier, api]));
  const parts = inputs.apis
    .toSorted((a, b) => compareText(a.identifier, b.identifier))
    .map((api) => auditApi(sceneOf(api, inputs.holders), declared.get(api.identifier), inputs));
  const findings = [...parts.flatMap((part) => part.findings), ...expiredFindings(inputs)].sort(compareFindings);
  const apis = parts.map(({ api }) => api);
  const notRead = inputs.holders.notRead.map(unreadEntry).sort((a, b) => compareText(a.what, b.what));
  return sealed({
    ...{ version: 1, created, tenant, environment },
    complete: notRead.length === 0,
    notRead,
    summary: summaryOf(apis, findings),
    ...castOf(inputs),
    apis,
    findings,
  });
}

/** What is to be said where an audit failed: that nobody was read, so that nobody is taken for nobody. */
export function notAudited(tenant: string, environment: string): AuditDocument {
  const parts = ['applications', 'grants', 'organizations', 'roles', 'settings', 'users'] as const;
  const notRead = parts.map((what) => ({
    what,
    scope: '',
    message: `${unreadWords[what]} not read: the audit failed.`,
  }));
  const summary = { apis: 0, permissions: 0, errors: 0, warnings: 0, notes: 0 };
  const nothing = { applications: [], roles: [], apis: [], findings: [] };
  return sealed({ version: 1, created: '', tenant, environment, complete: false, notRead, summary, ...nothing });
}

/** The document with its fingerprint, which says nothing of when it was made and what it was compared with. */
function sealed({ version, created, tenant, environment, ...rest }: Omit<AuditDocument, 'fingerprint'>): AuditDocument {
  const fingerprint = fingerprintOf({ version, created, tenant, environment, ...rest });
  return { version, created, tenant, environment, fingerprint, ...rest };
}

/** What `jq -cj 'del(.created, .fingerprint, .since)'` gives of the file, hashed. */
export function fingerprintOf(document: Omit<AuditDocument, 'fingerprint'> & { fingerprint?: string }): string {
  const { created: _, fingerprint: __, since: ___, ...said } = document;
  return digest(JSON.stringify(said));
}

interface Part {
  readonly api: AuditedApi;
  readonly findings: readonly Finding[];
}

function auditApi(scene: Scene, declared: DeclaredApi | undefined, inputs: AuditInputs): Part {
  const { id, identifier, name, admission } = scene.api;
  const permissions = permissionsOf(scene, declared);
  const exposure = exposureOf(admission);
  return {
    api: { identifier, id, name: name ?? null, exposure, rbac: admission.rbac, permissions },
    findings: findingsOf(scene, permissions, { ...inputs, isDeclared: declared !== undefined }),
  };
}

function permissionsOf(scene: Scene, declared: DeclaredApi | undefined): AuditedPermission[] {
  const onTenant = firstByName(scene.api.permissions.toSorted(compareDescribed));
  const wanted = firstByName(declared?.permissions ?? []);
  const names = new Set([...onTenant.keys(), ...wanted.keys(), ...heldNames(scene)]);
  return [...names].sort(compareText).map((permission): AuditedPermission => {
    const holders = holdersIn(scene, permission);
    const said = { tenant: onTenant.get(permission), manifest: wanted.get(permission) };
    return {
      permission,
      description: (said.tenant ?? said.manifest)?.description ?? '',
      status: statusOf(said, holders.length > 0 ? 'held' : 'not held'),
      deprecated: said.manifest?.deprecated ?? null,
      holders,
    };
  });
}

/** A name that stands twice counts once. */
function firstByName<Named extends { readonly name: string }>(permissions: readonly Named[]): Map<string, Named> {
  return new Map(permissions.toReversed().map((one) => [one.name, one]));
}

function compareDescribed(a: TenantApi['permissions'][number], b: TenantApi['permissions'][number]): number {
  return compareText(a.description ?? '', b.description ?? '');
}

/** Names that grants list and roles hold, whether the API has them or not. */
function heldNames({ api: { identifier }, holders: { grants, roles } }: Scene): string[] {
  const listed = grants?.get(identifier)?.flatMap(({ permissions }) => [...permissions]) ?? [];
  return [...listed, ...(roles?.roles.flatMap(({ permissions }) => [...(permissions.get(identifier) ?? [])]) ?? [])];
}

interface Said {
  readonly tenant: unknown;
  readonly manifest: DeclaredPermission | undefined;
}

function statusOf({ tenant, manifest }: Said, held: 'held' | 'not held'): AuditedPermission['status'] {
  if (tenant) return manifest ? 'declared' : 'unmanaged';
  return held === 'held' ? 'dangling' : 'missing';
}

/** An exception is of the policy: which API it is about is for it to say. */
function expiredFindings({ policy, exceptions, today }: AuditInputs): Finding[] {
  const severity = severityOf(exceptionExpired, policy);
  if (severity === 'off') return [];
  return exceptions
    .filter((exception) => isExpired(exception, today))
    .map((exception) => {
      const { message, hint = '' } = expiredFinding(exception);
      return {
        id: 'exception-expired',
        severity,
        ...about(exception.api ?? null, exception.permission),
        message,
        hint,
      };
    });
}

function summaryOf(apis: readonly AuditedApi[], findings: readonly Finding[]): AuditDocument['summary'] {
  const count = (severity: Finding['severity']) => findings.filter((one) => one.severity === severity).length;
  const permissions = apis.reduce((sum, api) => sum + api.permissions.length, 0);
  const found = { errors: count('error'), warnings: count('warning'), notes: count('note') };
  return { apis: apis.length, permissions, ...found };
}

/** Whoever was granted one of the APIs, and the roles that hold something of them. */
function castOf({ apis, holders }: AuditInputs): Pick<AuditDocument, 'applications' | 'roles'> {
  const audited = new Set(apis.map(({ identifier }) => identifier));
  const granted = [...audited].flatMap((identifier) => holders.grants?.get(identifier) ?? []);
  const applications = new Map(granted.flatMap(({ application: one }) => (one ? [[one.id, one] as const] : [])));
  const roles =
    holders.roles?.roles.filter(({ permissions }) =>
      [...permissions.keys()].some((identifier) => audited.has(identifier)),
    ) ?? [];
  return {
    applications: [...applications.values()].map(({ id, name }) => ({ id, name })).sort(compareNamed),
    roles: roles.map(({ id, name, organization, users }) => ({ id, name, organization, users })).sort(compareNamed),
  };
}

interface Named {
  readonly id: string;
  readonly name: string | null;
}

function compareNamed(a: Named, b: Named): number {
  return compareText(a.name ?? '', b.name ?? '') || compareText(a.id, b.id);
}

const unreadWords: Readonly<Record<NotRead['what'], string>> = {
  grants: 'Client grants were',
  roles: 'Roles were',
  users: 'The number of users of each role was',
  applications: 'Applications were',
  organizations: 'Organizations were',
  settings: 'The settings of the tenant were',
};

function unreadEntry({ what, right }: NotRead): AuditDocument['notRead'][number] {
  return { what, scope: right, message: `${unreadWords[what]} not read: the token lacks ${right}.` };
}
