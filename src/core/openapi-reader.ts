/**
 * Which permissions the operations of an OpenAPI file require: the scopes of its security requirements, for schemes of
 * the types `oauth2` and `openIdConnect`. Source: OpenAPI Specification 3.0.4 and 3.1.2, Security Requirement Object.
 *
 * Files are untrusted. With aliases and references a short file can say a lot: thousands of paths, each the same path
 * item, whose operations have the same list. So each list is looked at once, with who uses it, level by level.
 */
import type { Required, RequiredByName } from './openapi.ts';
import { type Files, follow, mostReferences, referenceOf } from './openapi-references.ts';
import { arrangeProblems, type Place, type Problem, problemKey } from './problem.ts';
import { firstProblems, mostProblems } from './schema-problems.ts';
import { didYouMean } from './spelling.ts';
import { childOf, entriesOf, isTreeMap, itemsOf, type Part, rootOf, shorten, type Tree } from './tree.ts';

export interface Reading {
  /** In the order of the file. */
  readonly required: RequiredByName;
  readonly problems: readonly Problem[];
  /** Files to be read before the reading is complete. */
  readonly unread: ReadonlySet<string>;
}

/** Reads what the operations of a file require, as far as the files that it refers to are known. */
export function readRequired(entry: Tree, files: Files): Reading {
  return new Reader(entry, files).read();
}

/** Fields of a Path Item Object; `query` and `additionalOperations` since OpenAPI 3.2. */
const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'] as const;

/** Operations: the first of them, and whether there are more. */
type Users = Pick<Required, 'operation' | 'others'>;

interface Used extends Users {
  readonly part: Part;
}

/** Lists and maps, with the operations that use them. */
class Usage {
  private readonly used = new Map<unknown, Used>();

  add(part: Part, { operation, others }: Users): void {
    const before = this.used.get(part.value);
    if (before?.others) return;
    const first = before?.operation ?? operation;
    this.used.set(part.value, { part: before?.part ?? part, operation: first, others: others || first !== operation });
  }

  all(): Used[] {
    return [...this.used.values()];
  }
}

/** As many as an API has, see the rule permission-limit. */
const mostRequired = 1000;

/** Far more than are shown; each takes memory. */
const mostKept = 10 * mostProblems;

class Reader {
  private readonly entry: Part;
  private readonly files: Files;
  private readonly problems = new Map<string, Problem>();
  private readonly unread = new Set<string>();
  /** Whether security schemes have scopes, by the file that names them. */
  private readonly scoped = new Map<Tree, Map<string, boolean>>();

  constructor(entry: Tree, files: Files) {
    this.entry = rootOf(entry);
    this.files = files;
  }

  read(): Reading {
    const required = this.readVersion() ? this.readNames(this.readLists(this.readRequirements(this.readPaths()))) : [];
    const problems = arrangeProblems([...this.problems.values()]);
    return { required: new Map(required), problems: firstProblems(problems, problems.length), unread: this.unread };
  }

  private readVersion(): boolean {
    const version = childOf(this.entry, 'openapi');
    if (version && isSupported(version.value)) return true;
    if (version) this.add(version.place, '`openapi` must be 3.0, 3.1 or 3.2, such as `3.1.0`.');
    else if (childOf(this.entry, 'swagger'))
      this.add(this.entry.place, 'Swagger 2.0 is not read.', 'Convert it to OpenAPI 3.');
    else
      this.add(this.entry.place, 'This is no OpenAPI file: it has no `openapi`.', 'Correct `openapi` of the manifest.');
    return false;
  }

  /** The security requirements that operations have. Webhooks are not looked at: they are no requests to the API. */
  private readPaths(): Usage {
    const securities = new Usage();
    const paths = childOf(this.entry, 'paths');
    for (const [path, item] of paths ? this.mapEntries(paths, '`paths`') : []) {
      if (path === '$ref') this.refuseReference(item.place);
      else if (!path.startsWith('x-')) this.readPathItem(path, item, securities);
    }
    return securities;
  }

  /** Own operations and those of the path item it refers to: which of two counts is undefined, so both do. */
  private readPathItem(path: string, item: Part, securities: Usage): void {
    for (const one of this.chainOf(item)) {
      if (!this.isMap(one, `The path \`${shorten(path)}\``)) continue;
      for (const method of methods) {
        const operation = childOf(one, method);
        if (operation) this.readOperation(`${method.toUpperCase()} ${path}`, operation, securities);
      }
      const more = childOf(one, 'additionalOperations');
      for (const [method, operation] of more ? this.mapEntries(more, '`additionalOperations`') : [])
        this.readOperation(`${method} ${path}`, operation, securities);
    }
  }

  /** Callbacks are not looked at: they are requests that the API itself makes. */
  private readOperation(name: string, operation: Part, securities: Usage): void {
    if (!this.isMap(operation, `The operation \`${shorten(name)}\``)) return;
    const reference = referenceOf(operation);
    if (reference) this.refuseReference(reference.place);
    const security = childOf(operation, 'security') ?? childOf(this.entry, 'security');
    if (!security) return;
    if (Array.isArray(security.value)) securities.add(security, { operation: name, others: false });
    else this.add(security.place, '`security` must be a list.', 'Write `[]` where nothing is required.');
  }

  private readRequirements(securities: Usage): Usage {
    const requirements = new Usage();
    for (const { part, ...users } of securities.all()) {
      for (const one of itemsOf(part)) if (this.isMap(one, 'A security requirement')) requirements.add(one, users);
    }
    return requirements;
  }

  private readLists(requirements: Usage): Usage {
    const lists = new Usage();
    for (const { part, ...users } of requirements.all()) {
      for (const [scheme, list] of entriesOf(part)) {
        if (!Array.isArray(list.value)) this.add(list.place, `\`${shorten(scheme)}\` must have a list of scopes.`);
        else if (list.value.length > 0 && this.hasScopes(scheme, list)) lists.add(list, users);
      }
    }
    return lists;
  }

  private readNames(lists: Usage): Map<string, Required> {
    const required = new Map<string, Required>();
    for (const { part, operation, others } of lists.all()) {
      for (const { value, place } of itemsOf(part)) {
        if (typeof value !== 'string' || value === '') {
          this.add(place, 'A scope must be text.');
          continue;
        }
        if (required.size === mostRequired && !required.has(value)) {
          this.add(place, `The operations require over ${mostRequired} permissions.`, 'An API can’t have as many.');
          return required;
        }
        const first = required.get(value) ?? { place, operation: shorten(operation), others };
        const more = others || first.operation !== shorten(operation);
        required.set(value, more ? { ...first, others: true } : first);
      }
    }
    return required;
  }

  /** What schemes of other types list is not scopes but, since OpenAPI 3.1, roles. */
  private hasScopes(scheme: string, { tree, place }: Part): boolean {
    const known = this.scoped.get(tree) ?? new Map<string, boolean>();
    this.scoped.set(tree, known);
    const has = known.get(scheme) ?? ['oauth2', 'openIdConnect'].includes(this.typeOf(scheme, { tree, place }));
    known.set(scheme, has);
    return has;
  }

  /** Names lead to the file where reading began, as the specification recommends; else to the one at hand. */
  private typeOf(name: string, { tree, place }: Pick<Part, 'tree' | 'place'>): string {
    const [scheme] = [this.entry, rootOf(tree)].flatMap((root) => schemesOf(root, name));
    if (!scheme) return this.refuseScheme(name, place);
    const last = this.chainOf(scheme).at(-1) ?? scheme;
    const type = childOf(last, 'type')?.value;
    if (typeof type === 'string') return type;
    if (!referenceOf(last)) this.add(last.place, 'A security scheme must have a `type`.');
    return '';
  }

  private refuseScheme(name: string, place: Place): '' {
    if (this.problems.size >= mostProblems) return ''; // else each would be compared with every name
    const schemes = childOf(this.entry, 'components') && schemesOf(this.entry);
    const known = schemes?.flatMap((one) => entriesOf(one).map(([key]) => shorten(key))).slice(0, mostProblems) ?? [];
    const hint = known.length > 0 ? didYouMean(name, known) : 'Add it to `components.securitySchemes`.';
    this.add(place, `\`${shorten(name)}\` is not a security scheme of this file.`, hint);
    return '';
  }

  /** The part and, one after the other, what it refers to. */
  private chainOf(part: Part): Part[] {
    const chain = [part];
    for (let last = part, reference = referenceOf(part); reference; reference = referenceOf(last)) {
      const next = chain.length > mostReferences ? this.refuseChain(reference.place) : this.follow(reference);
      if (!next) break;
      chain.push(next);
      last = next;
    }
    return chain;
  }

  private follow(reference: Part): Part | undefined {
    const target = follow(reference, this.files);
    if (target.kind === 'part') return target.part;
    if (target.kind === 'unread') this.unread.add(target.path);
    else this.add(reference.place, target.message, target.hint);
    return undefined;
  }

  private refuseChain(place: Place): undefined {
    this.add(place, `More than ${mostReferences} references in a row are not followed.`, 'Do they lead in a circle?');
  }

  private refuseReference(place: Place): void {
    this.add(place, 'A reference is not followed here.', 'Let a path refer to a path item, or write it out.');
  }

  private isMap(part: Part, what: string): boolean {
    if (isTreeMap(part.value)) return true;
    this.add(part.place, `${what} must be a map.`);
    return false;
  }

  private mapEntries(part: Part, what: string): [string, Part][] {
    return this.isMap(part, what) ? entriesOf(part) : [];
  }

  private add(place: Place, message: string, hint?: string): void {
    if (this.problems.size >= mostKept) return;
    const problem: Problem = { rule: 'schema', severity: 'error', message, ...(hint && { hint }), ...place };
    this.problems.set(problemKey(problem), problem);
  }
}

/** A version such as 3.1 is a number where it is not quoted. */
function isSupported(version: unknown): boolean {
  return (typeof version === 'string' || typeof version === 'number') && /^3\.[012](\.|$)/.test(String(version));
}

/** The security scheme of a file that has this name; without a name, the map of all. */
function schemesOf(root: Part, name?: string): Part[] {
  const components = childOf(root, 'components');
  const schemes = components && childOf(components, 'securitySchemes');
  const found = schemes && name !== undefined ? childOf(schemes, name) : schemes;
  return found ? [found] : [];
}
