import type { DeclaredApi } from '../manifest.ts';
import type { Place, RuleId, Severity } from '../problem.ts';

/** What a rule may know beside the API it judges. */
export interface RuleContext {
  /** The tenant's domain, '' where it is not known. */
  readonly tenant: string;
}

/** What a rule found; the rule's id and default severity are added where it is run. */
export interface Finding {
  readonly place: Place;
  readonly message: string;
  readonly hint?: string;
  readonly severity?: Severity;
}

export interface Rule {
  readonly id: RuleId;
  readonly severity: Severity;
  check(api: DeclaredApi, context: RuleContext): readonly Finding[];
}
