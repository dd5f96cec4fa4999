/** The security schemes of OpenAPI files: what an operation lists for one is scopes, or it is not. */
import type { Findings } from './openapi-findings.ts';
import { isReadable } from './openapi-paths.ts';
import { type Chains, referenceOf } from './openapi-references.ts';
import type { Place } from './problem.ts';
import { mostProblems } from './schema-problems.ts';
import { didYouMean } from './spelling.ts';
import { childOf, isTreeMap, type Part, rootOf, shorten, type Tree } from './tree.ts';

/** Source: OpenAPI Specification 3.1.2, Security Scheme Object. */
const types = ['apiKey', 'http', 'mutualTLS', 'oauth2', 'openIdConnect'];

export class Schemes {
  private readonly entry: Part;
  private readonly chains: Chains;
  private readonly findings: Findings;
  /** Whether security schemes have scopes, by the file that names them. */
  private readonly scoped = new Map<Tree, Map<string, boolean>>();
  /** Where security schemes are defined, by file. */
  private readonly schemes = new Map<Tree, { readonly part: Part | undefined }>();
  private known: readonly string[] | undefined;

  /** Names lead to the file where reading began, `entry`, as the specification recommends; else to the one at hand. */
  constructor(entry: Part, chains: Chains, findings: Findings) {
    this.entry = entry;
    this.chains = chains;
    this.findings = findings;
  }

  /** Whether what the list of a scheme names is scopes; for other types it is, since OpenAPI 3.1, roles. */
  hasScopes(name: string, { tree, place }: Part): boolean {
    const known = this.scoped.get(tree) ?? new Map<string, boolean>();
    this.scoped.set(tree, known);
    const has = known.get(name) ?? ['oauth2', 'openIdConnect'].includes(this.typeOf(name, { tree, place }));
    known.set(name, has);
    return has;
  }

  /** '' where it can't be told. */
  private typeOf(name: string, list: Pick<Part, 'tree' | 'place'>): string {
    const scheme = this.schemeOf(name, list);
    const last = scheme && (this.chains.of(scheme).at(-1) ?? scheme);
    const type = last && childOf(last, 'type');
    if (typeof type?.value === 'string') return this.knownType(type.value, type.place);
    if (last && !referenceOf(last)) this.findings.add(last.place, 'A security scheme must have a `type`.');
    return '';
  }

  /** Since OpenAPI 3.2 also by its URI; a name comes first. Source: 3.2.0, Security Requirement Object. */
  private schemeOf(name: string, { tree, place }: Pick<Part, 'tree' | 'place'>): Part | undefined {
    const [entry, own] = [this.schemesOf(this.entry), this.schemesOf(rootOf(tree))];
    const named = (entry && childOf(entry, name)) ?? (own && childOf(own, name));
    if (named) return named;
    return isUri(name) ? this.chains.follow({ tree, value: name, place }) : this.refuseName(name, place);
  }

  private schemesOf(root: Part): Part | undefined {
    const known = this.schemes.get(root.tree) ?? { part: this.lookUp(root, ['components', 'securitySchemes']) };
    this.schemes.set(root.tree, known);
    return known.part;
  }

  /** A part of a part, and what it refers to. */
  private lookUp(part: Part, [step, ...steps]: readonly string[]): Part | undefined {
    const child = step === undefined ? undefined : childOf(part, step);
    const last = child && this.chains.of(child).at(-1);
    return last && steps.length > 0 ? this.lookUp(last, steps) : last;
  }

  private knownType(type: string, place: Place): string {
    if (!types.includes(type))
      this.findings.add(place, `\`${shorten(type)}\` is no type of a security scheme.`, didYouMean(type, types));
    return type;
  }

  private refuseName(name: string, place: Place): undefined {
    if (this.findings.isFull()) return; // else each would be compared with every name
    this.known ??= namesOf(this.schemesOf(this.entry));
    const hint = this.known.length > 0 ? didYouMean(name, this.known) : 'Add it to `components.securitySchemes`.';
    this.findings.add(place, `\`${shorten(name)}\` is not a security scheme of this file.`, hint);
  }
}

/** Of a name are letters, digits, `.`, `_` and `-`; without anything else it is a URI where it is the name of a file. */
function isUri(name: string): boolean {
  return /[^\w.-]/.test(name) || isReadable(name);
}

/** As many as a misspelt one is compared with. */
function namesOf(schemes: Part | undefined): string[] {
  return isTreeMap(schemes?.value) ? Object.keys(schemes.value).slice(0, mostProblems).map(shorten) : [];
}
