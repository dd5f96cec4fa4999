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

export interface FindingParts {
  /** All, or where there is a baseline what is new since. */
  readonly first: FindingPart;
  /** What the baseline had, too. */
  readonly before: FindingPart;
}

export function findingParts(audit: AuditDocument): FindingParts {
  const { findings, since } = audit;
  const fresh = new Set(since ? freshOf(audit) : findings);
  return {
    first: { title: since ? 'New findings' : 'Findings', groups: groupsOf([...fresh]) },
    before: { title: 'Findings that were there before', groups: groupsOf(findings.filter((one) => !fresh.has(one))) },
  };
}

/** Those that the baseline did not have. */
export function freshOf({ findings, since }: AuditDocument): Finding[] {
  const fresh = new Set(since?.findings.new.map(keyOf));
  return findings.filter((one) => fresh.has(keyOf(one)));
}

/** Two holders may have one name, and then one message. */
function keyOf({ id, api, permission, holder, message }: Finding): string {
  return JSON.stringify([id, api, permission, message, holder && 'id' in holder ? holder.id : null]);
}

const severities = ['error', 'warning', 'note'] as const;

function groupsOf(findings: readonly Finding[]): FindingGroup[] {
  const groups = severities.map((severity) => ({
    severity,
    findings: findings.filter((one) => one.severity === severity),
  }));
  return groups.filter((group) => group.findings.length > 0);
}

/** "2 errors" */
export function groupTitle({ severity, findings }: FindingGroup): string {
  return count(findings.length, severity);
}
