/** Exceptions of a policy as text: what an import writes where there is none, and else hands out. */

import { schemaLines } from './manifest-text.ts';
import { compareText, type Problem, permissionRules } from './problem.ts';
import { yamlValue } from './yaml-scalar.ts';

/** What an exception needs and nobody but the reader can say. */
const placeholderReason = 'Imported from the tenant';

/** The key of a policy that makes exceptions from these problems' errors, as lines; none where no exception can. */
export function exceptionLines(problems: readonly Problem[]): string[] {
  const known = new Set<string>(permissionRules);
  const entries = problems.flatMap(({ rule, severity, subject }) => {
    if (severity !== 'error' || !known.has(rule) || subject?.permission === undefined) return [];
    return [entryLines(rule, subject.permission, subject.api).join('\n')];
  });
  const unique = [...new Set(entries)].sort(compareText);
  return unique.length === 0 ? [] : ['exceptions:', ...unique.flatMap((entry) => entry.split('\n'))];
}

/** A policy of its own. @param schema where the JSON Schema is, '' where that is not known. */
export function newPolicy(exceptions: readonly string[], schema: string): string {
  return `${[...schemaLines(schema), 'version: 1', ...exceptions].join('\n')}\n`;
}

function entryLines(rule: string, permission: string, api: string): string[] {
  return [
    `  - rule: ${rule}`,
    `    permission: ${yamlValue(permission)}`,
    `    api: ${yamlValue(api)}`,
    `    reason: ${placeholderReason}`,
  ];
}
