import { type ApiPlan, type Change, countChanges } from '../core/plan.ts';
import { countProblems, type Problem } from '../core/problem.ts';
import type { Report } from '../core/report.ts';

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
  return `${JSON.stringify(file, null, 2)}\n`;
}

function apiEntry({ identifier, id, name, changes, unmanaged, exposure }: ApiPlan) {
  return {
    identifier,
    id,
    name,
    changes: changes.map(changeEntry),
    unmanaged: unmanaged.map(({ name, description }) => ({ permission: name, description: description ?? null })),
    exposure,
  };
}

function missingEntry({ identifier, name }: { identifier: string; name?: string }) {
  return { identifier, id: null, name: name ?? null, changes: [], unmanaged: [], exposure: null };
}

function changeEntry({ kind, permission, before, after, origin, place }: Change) {
  return { kind, permission, before, after, origin, file: place.file, line: place.line };
}

function problemEntry({ rule, severity, message, hint, file, line, column }: Problem) {
  return { rule, severity, message, ...(hint !== undefined && { hint }), file, line, column };
}
