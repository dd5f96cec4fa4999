/** The plan as JSON. */
import type { Deprecation } from '../core/deprecation.ts';
import { type ApiPlan, type Change, countChanges } from '../core/plan.ts';
import { countProblems, type Problem } from '../core/problem.ts';
import { exposureOf, type GrantHolder, type Reach, type RoleHolder } from '../core/reach/reach.ts';
import type { Report } from '../core/report.ts';
import { json } from './json.ts';

/**
 * The plan as JSON for other programs, with a line break at its end. Nothing is cut or escaped beyond JSON. An API that the tenant does not have is listed with `id: null` and without changes;
 * `before` is null of an addition, `after` of a removal, `description` where the tenant holds none at all.
 */
export function renderPlanFile(report: Report): string {
  const { plan, tenant, environment, mode, result, problems } = report;
  const apis = plan?.apis ?? [];
  const file = {
    version: 1,
    tenant,
    environment,
    mode,
    fingerprint: plan?.fingerprint ?? '',
    result,
    summary: { ...countChanges(apis), ...countProblems(problems) },
    apis: [...apis.map(apiEntry), ...(plan?.missing ?? []).map(missingEntry)],
    problems: problems.map(problemEntry),
  };
  return json(file);
}

function apiEntry({ identifier, id, name, changes, unmanaged, admission, deprecated }: ApiPlan) {
  return {
    identifier,
    id,
    name,
    changes: changes.map(changeEntry),
    unmanaged: unmanaged.map(({ name, description }) => ({ permission: name, description: description ?? null })),
    exposure: admission && exposureOf(admission),
    ...(deprecated && { deprecated: deprecated.map(deprecatedEntry) }),
  };
}

function deprecatedEntry({ permission, reason, isNew, place, holders }: Deprecation) {
  const entry = { permission, reason, new: isNew, file: place.file, line: place.line };
  return { ...entry, ...(holders && { impact: reachEntry(holders) }) };
}

function missingEntry({ identifier, name }: { identifier: string; name?: string }) {
  return { identifier, id: null, name: name ?? null, changes: [], unmanaged: [], exposure: null };
}

function changeEntry({ kind, permission, before, after, origin, place, renamed, impact }: Change) {
  const entry = { kind, permission, before, after, origin, file: place.file, line: place.line };
  return { ...entry, ...(renamed !== undefined && { renamed }), ...(impact && { impact: reachEntry(impact) }) };
}

/** null is what could not be found out, in whole or in part; an empty list is nobody. */
function reachEntry({ grants, roles, everyone, unread }: Reach) {
  return {
    applications: unread.includes('grants') ? null : grants.map(grantEntry),
    roles: unread.includes('roles') ? null : roles.map(roleEntry),
    everyone,
  };
}

function grantEntry({ application, as, all, effective, byRole }: GrantHolder) {
  const kind = application ? 'application' : 'third-party-applications';
  return { kind, id: application?.id ?? null, name: application?.name ?? null, as, all, effective, byRole };
}

function roleEntry({ id, name, organization, users }: RoleHolder) {
  return { id, name, organization, users };
}

/** null of `new` is that there is nothing to tell it by. */
function problemEntry({ rule, severity, message, hint, file, line, column, age }: Problem) {
  const entry = { rule, severity, message, ...(hint !== undefined && { hint }), file, line, column };
  return { ...entry, new: age === undefined ? null : age === 'new' };
}
