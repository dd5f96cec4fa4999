/** The security schemes of OpenAPI files: what an operation lists for one is scopes, or it is not. */
import type { Findings } from './openapi-findings.ts';
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
  private typeOf(name: string, { tree, place }: Pick<Part, 'tree' | 'place'>): string {
    const scheme = schemeOf(this.entry, name) ?? schemeOf(rootOf(tree), name);
    if (!scheme) return this.refuseName(name, place);
    const last = this.chains.of(scheme).at(-1) ?? scheme;
    const type = childOf(last, 'type');
    if (typeof type?.value === 'string') return this.knownType(type.value, type.place);
    if (!referenceOf(last)) this.findings.add(last.place, 'A security scheme must have a `type`.');
    return '';
  }

  private knownType(type: string, place: Place): string {
    if (!types.includes(type))
      this.findings.add(place, `\`${shorten(type)}\` is no type of a security scheme.`, didYouMean(type, types));
    return type;
  }

  private refuseName(name: string, place: Place): '' {
    if (this.findings.isFull()) return ''; // else each would be compared with every name
    this.known ??= namesOf(this.entry);
    const hint = this.known.length > 0 ? didYouMean(name, this.known) : 'Add it to `components.securitySchemes`.';
    this.findings.add(place, `\`${shorten(name)}\` is not a security scheme of this file.`, hint);
    return '';
  }
}

function schemeOf(root: Part, name: string): Part | undefined {
  const schemes = schemesOf(root);
  return schemes && childOf(schemes, name);
}

/** As many as a misspelt one is compared with. */
function namesOf(root: Part): string[] {
  const schemes = schemesOf(root)?.value;
  return isTreeMap(schemes) ? Object.keys(schemes).slice(0, mostProblems).map(shorten) : [];
}

function schemesOf(root: Part): Part | undefined {
  const components = childOf(root, 'components');
  return components && childOf(components, 'securitySchemes');
}
