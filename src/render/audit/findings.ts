/** The findings of an audit in the order in which they are worth reading. */
import type { AuditDocument, Finding } from '../../core/audit/document.ts';
import { count } from '../words.ts';

export interface FindingPart {
  readonly title: string;
  /** Errors, warnings, notes; empty ones are left out. */
  readonly groups: readonly FindingGroup[];
}

export interface FindingGroup {
  readonly severity: Finding['severity'];
  readonly findings: readonly Finding[];
}

/** What is new since the baseline comes before what was there; without one there is a single part. None where nothing was found. */
export function findingParts(audit: AuditDocument): FindingPart[] {
  const { findings, since } = audit;
  if (!since) return partOf('Findings', findings);
  const fresh = new Set(freshOf(audit));
  return [
    ...partOf('New findings', [...fresh]),
    ...partOf(
      'Findings that were there before',
      findings.filter((one) => !fresh.has(one)),
    ),
  ];
}

/** Those that the baseline did not have. */
export function freshOf({ findings, since }: AuditDocument): Finding[] {
  const fresh = new Set(since?.findings.new.map((one) => JSON.stringify(one)));
  return findings.filter((one) => fresh.has(JSON.stringify(one)));
}

const severities = ['error', 'warning', 'note'] as const;

function partOf(title: string, findings: readonly Finding[]): FindingPart[] {
  const groups = severities.map((severity) => ({
    severity,
    findings: findings.filter((one) => one.severity === severity),
  }));
  return findings.length === 0 ? [] : [{ title, groups: groups.filter((group) => group.findings.length > 0) }];
}

/** "2 errors" */
export function groupTitle({ severity, findings }: FindingGroup): string {
  return count(findings.length, severity);
}

/** Those of one id together, in the order in which the first of each comes. */
export function byId(findings: readonly Finding[]): (readonly [Finding['id'], readonly Finding[]])[] {
  return [...Map.groupBy(findings, ({ id }) => id)];
}
