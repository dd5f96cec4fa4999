/** What a manifest is judged by, and what an apply may do; what counts of it where no file says otherwise. */
import type { Cost, Matches } from './pattern.ts';
import { exceptionRules, type PermissionRuleId, type Place, permissionRules, type Severity } from './problem.ts';

export const conventions = [
  'action:resource',
  'resource:action',
  'resource.action',
  'Resource.Action',
  'pattern',
] as const;

export const inUse = ['block', 'warn'] as const;
export const unmanaged = ['keep', 'forbid', 'remove'] as const;
export const stalePlan = ['block', 'warn', 'require'] as const;

/** Who can be ruled out by a word. */
export const nevers = ['anonymous', 'third-party', 'every-user', 'applications'] as const;

/** Rules whose severity a policy may set. */
export const changeable = [...permissionRules, ...exceptionRules];

/** A broken or missing part never makes it more lenient. */
export interface Policy {
  readonly naming: Naming;
  /** Names that are reserved beside Auth0's own. */
  readonly reserved: ReadonlySet<string>;
  readonly forbidden: readonly Glob[];
  readonly descriptions: Descriptions;
  readonly removals: Removals;
  /** What becomes of permissions on the tenant that no manifest declared. */
  readonly unmanaged: (typeof unmanaged)[number];
  readonly stalePlan: (typeof stalePlan)[number];
  /** Branches that may apply; undefined where every branch that GitHub protects may. */
  readonly protectedBranches: readonly Glob[] | undefined;
  /** Severities other than the rules' own, by the rule's id. */
  readonly rules: ReadonlyMap<string, Severity | 'off'>;
  readonly exceptions: readonly Exception[];
  readonly access: readonly Expectation[];
}

export interface Naming {
  readonly convention: (typeof conventions)[number];
  /** Only of the convention `pattern`. */
  readonly pattern?: { readonly text: string; readonly matches: Matches; readonly cost: Cost };
  /** The only actions allowed as the policy spells them, by their lower case; empty where any is. */
  readonly actions: ReadonlyMap<string, string>;
}

export interface Glob {
  readonly text: string;
  readonly matches: Matches;
}

/** Keys as in the file; lengths in characters. */
interface Descriptions {
  readonly required: boolean;
  readonly 'min-length': number;
  readonly 'max-length': number;
}

/** Keys as in the file. */
interface Removals {
  /** Of one run. */
  readonly max: number;
  /** Of an API's permissions. */
  readonly 'max-percent': number;
  readonly 'in-use': (typeof inUse)[number];
  readonly 'require-deprecation': boolean;
  readonly 'override-label': string;
}

/** A permission that a rule does not judge, of one API or of all. */
export interface Exception {
  readonly rule: PermissionRuleId;
  readonly permission: string;
  readonly api?: string;
  readonly reason: string;
  /** The last day on which it counts, as YYYY-MM-DD in UTC. */
  readonly expires?: string;
  readonly place: Place;
}

/** Who must not be able to get certain permissions, or who alone may. */
export interface Expectation {
  readonly permissions: readonly Glob[];
  /** Of identifiers; undefined where it is about every API. */
  readonly apis: readonly Glob[] | undefined;
  readonly never: readonly (typeof nevers)[number][];
  /** A list that is missing is not judged; everyone, anyone and third parties are ruled out in any case. */
  readonly only: Only | undefined;
  readonly place: Place;
}

/** By name or id. */
interface Only {
  readonly roles?: readonly string[] | undefined;
  readonly applications?: readonly string[] | undefined;
}

/** What counts where there is no policy file, and of a file where it says nothing. */
export const defaultPolicy: Policy = {
  naming: { convention: 'action:resource', actions: new Map() },
  reserved: new Set(),
  forbidden: [],
  descriptions: { required: true, 'min-length': 10, 'max-length': 500 },
  removals: {
    max: 5,
    'max-percent': 30,
    'in-use': 'block',
    'require-deprecation': false,
    'override-label': 'allow-permission-removal',
  },
  unmanaged: 'keep',
  stalePlan: 'block',
  protectedBranches: undefined,
  rules: new Map(),
  exceptions: [],
  access: [],
};

/** What counts where there is a policy that can't be read: only what no policy can change. */
export const lockedOnly: Policy = {
  ...defaultPolicy,
  rules: new Map(changeable.map((id) => [id, 'off'])),
};
