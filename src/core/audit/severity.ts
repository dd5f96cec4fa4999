/** How severe a finding is that a rule of the policy's is about. */
import type { Policy } from '../policy.ts';
import type { Severity } from '../problem.ts';
import type { RuleInfo } from '../rules/rule.ts';

export function severityOf({ id, severity }: RuleInfo, { rules }: Policy): Severity | 'off' {
  return rules.get(id) ?? severity;
}
