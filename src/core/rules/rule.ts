/** What a rule is; every file beside it that has a rule's name is that rule. */
import type { Allowance } from '../allowance.ts';
import type { DeclaredApi } from '../manifest.ts';
import type { Descriptions } from '../openapi-description.ts';
import type { Policy } from '../policy.ts';
import type { Place, RuleId, Severity } from '../problem.ts';

/** What a rule may know beside the API it judges. */
export interface RuleContext {
  /** The tenant's domain, '' where it is not known. */
  readonly tenant: string;
  readonly policy: Policy;
  /** What the OpenAPI files of the manifest require; missing where it names none. */
  readonly openapi?: Descriptions;
  /** For guesses at what was meant, of all APIs together. */
  readonly guesses: Allowance;
}

/** What a rule found; the rule's id and severity are added where it is run. */
export interface Finding {
  readonly place: Place;
  /** The permission it is about, where it is about one. */
  readonly permission?: string;
  readonly message: string;
  readonly hint?: string;
  /** Where it differs from the rule's. */
  readonly severity?: Severity;
}

/** A rule as it is listed. */
export interface RuleInfo {
  readonly id: RuleId;
  /** Where no policy says otherwise. */
  readonly severity: Severity | 'off';
  /** One sentence about what it asks for. */
  readonly summary: string;
}

export interface Rule extends RuleInfo {
  check(api: DeclaredApi, context: RuleContext): readonly Finding[];
}
