import { apisOf, type DeclaredApi, environmentsOf, type Manifest } from '../manifest.ts';
import type { Permission } from '../permission.ts';
import { arrangeProblems, type Problem } from '../problem.ts';
import { descriptionLength } from './description-length.ts';
import { duplicatePermission } from './duplicate-permission.ts';
import { invalidCharacter } from './invalid-character.ts';
import { nameLength } from './name-length.ts';
import { namingConvention } from './naming-convention.ts';
import { limitOfMerged, permissionLimit } from './permission-limit.ts';
import { reservedName } from './reserved-name.ts';
import type { Finding, Rule, RuleContext } from './rule.ts';
import { systemApi, systemFinding } from './system-api.ts';

const rules: readonly Rule[] = [
  reservedName,
  invalidCharacter,
  nameLength,
  descriptionLength,
  permissionLimit,
  duplicatePermission,
  systemApi,
  namingConvention,
];

/** Judges every API in every environment the manifest knows, whichever one this run is for; sorted by place. */
export function checkManifest(manifest: Manifest, context: RuleContext): Problem[] {
  const environments = environmentsOf(manifest);
  const views = environments.length > 0 ? environments : [''];
  return arrangeProblems(
    views.flatMap((environment) => apisOf(manifest, environment).flatMap((api) => checkApi(api, context))),
  );
}

function checkApi(api: DeclaredApi, context: RuleContext): Problem[] {
  return rules.flatMap((rule) => rule.check(api, context).map((finding) => toProblem(rule, finding)));
}

/** Judges the list that would be sent for an API, unmanaged permissions included. */
export function checkMerged(api: DeclaredApi, merged: readonly Permission[]): Problem[] {
  return limitOfMerged(api, merged).map((finding) => toProblem(permissionLimit, finding));
}

/** For an API that only the tenant knows to be Auth0's own. */
export function systemApiProblem(api: DeclaredApi): Problem {
  return toProblem(systemApi, systemFinding(api));
}

function toProblem(rule: Rule, { place, message, hint, severity = rule.severity }: Finding): Problem {
  return { rule: rule.id, severity, message, ...(hint !== undefined && { hint }), ...place };
}
