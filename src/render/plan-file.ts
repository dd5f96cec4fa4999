import type { Deprecation } from '../core/deprecation.ts';
import type { Impact, Unknowns } from '../core/impact.ts';
import { type ApiPlan, type Change, countChanges } from '../core/plan.ts';
import { countProblems, type Problem } from '../core/problem.ts';
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
    apis: [...apis.map((api) => apiEntry(api, plan?.unknowns)), ...(plan?.missing ?? []).map(missingEntry)],
    problems: problems.map(problemEntry),
  };
  return json(file);
}

function apiEntry(api: ApiPlan, unknowns: Unknowns | undefined) {
  const { identifier, id, name, changes, unmanaged, exposure, deprecated } = api;
  return {
    identifier,
    id,
    name,
    changes: changes.map((change) => ({ ...changeEntry(change), ...impactEntry(change, unknowns) })),
    unmanaged: unmanaged.map(({ name, description }) => ({ permission: name, description: description ?? null })),
    exposure,
    ...(deprecated && { deprecated: deprecated.map((one) => deprecatedEntry(one, unknowns)) }),
  };
}

function deprecatedEntry({ permission, reason, isNew, place, holders }: Deprecation, unknowns: Unknowns | undefined) {
  const entry = { permission, reason, new: isNew, file: place.file, line: place.line };
  return { ...entry, ...(holders && { impact: holdersEntry(holders, unknowns) }) };
}

function missingEntry({ identifier, name }: { identifier: string; name?: string }) {
  return { identifier, id: null, name: name ?? null, changes: [], unmanaged: [], exposure: null };
}

function changeEntry({ kind, permission, before, after, origin, place, renamed }: Change) {
  const entry = { kind, permission, before, after, origin, file: place.file, line: place.line };
  return { ...entry, ...(renamed !== undefined && { renamed }) };
}

/** null is what could not be found out, in whole or in part; an empty list is nobody. */
function impactEntry({ kind, impact }: Change, unknowns: Unknowns | undefined) {
  if (!impact) return {};
  const { applications, roles } = holdersEntry(impact, unknowns);
  return { impact: kind === 'add' ? { applications } : { applications, roles } };
}

function holdersEntry({ applications, roles }: Impact, unknowns: Unknowns | undefined) {
  const incomplete = unknowns?.lacking.includes('read:roles') || unknowns?.roles !== undefined;
  return {
    applications: unknowns?.lacking.includes('read:client_grants') ? null : applications,
    roles: incomplete ? null : roles,
  };
}

/** null of `new` is that there is nothing to tell it by. */
function problemEntry({ rule, severity, message, hint, file, line, column, age }: Problem) {
  const entry = { rule, severity, message, ...(hint !== undefined && { hint }), file, line, column };
  return { ...entry, new: age === undefined ? null : age === 'new' };
}
