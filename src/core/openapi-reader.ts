/**
 * Which permissions the operations of an OpenAPI file require: the scopes of its security requirements, for schemes of
 * the types `oauth2` and `openIdConnect`. Source: OpenAPI Specification 3.0.4, 3.1.2 and 3.2.0, Security Requirement Object.
 *
 * Files are untrusted. With aliases and references a short file can say a lot: thousands of paths, each the same path
 * item, whose operations have the same list. So each part is looked at once, with who uses it, level by level.
 */
import type { Required, RequiredByName } from './openapi-description.ts';
import { Findings } from './openapi-findings.ts';
import { Chains, type Files } from './openapi-references.ts';
import { Schemes } from './openapi-schemes.ts';
import { mostSteps, Steps, TooManySteps } from './openapi-steps.ts';
import type { Place, Problem } from './problem.ts';
import { childOf, entriesOf, isTreeMap, itemsOf, type Part, rootOf, shorten, type Tree } from './tree.ts';

export interface Reading {
  /** In the order of the file. */
  readonly required: RequiredByName;
  readonly problems: readonly Problem[];
  /** Files to be read before the reading is complete. */
  readonly unread: ReadonlySet<string>;
}

/** Reads what the operations of a file require, as far as the files that it refers to are known. */
export function readRequired(entry: Tree, files: Files, steps = new Steps()): Reading {
  const findings = new Findings();
  try {
    const required = new Reader(entry, { files, steps, findings }).read();
    return { required, problems: findings.shown(), unread: findings.unread };
  } catch (thrown) {
    if (!(thrown instanceof TooManySteps)) throw thrown;
    return { required: new Map(), problems: [tooManySteps(entry)], unread: new Set() };
  }
}

function tooManySteps(entry: Tree): Problem {
  const message = `To tell what the operations require takes over ${mostSteps / 1e6} million steps, all files together.`;
  const hint = 'Name fewer or smaller OpenAPI files, with fewer references.';
  return { rule: 'schema', severity: 'error', message, hint, ...rootOf(entry).place };
}

/** Fields of a Path Item Object; `query` and `additionalOperations` since OpenAPI 3.2. */
const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'] as const;

function isMethod(key: string): boolean {
  return methods.some((method) => method === key);
}

/** Paths or operations, as a message names them: the first, and whether there are more. */
interface Users {
  readonly first: string;
  readonly others: boolean;
}

interface Used extends Users {
  readonly part: Part;
}

/** Lists and maps, with what uses them. */
class Usage {
  private readonly used = new Map<unknown, Used>();

  add(part: Part, users: Users): void {
    const before = this.used.get(part.value);
    if (before?.others) return;
    const { first } = before ?? users;
    const others = users.others || first !== users.first;
    this.used.set(part.value, { part: before?.part ?? part, first, others });
  }

  all(): Used[] {
    return [...this.used.values()];
  }

  /** What uses a part, the first time that it is asked for. */
  take({ value }: Part): Used | undefined {
    const used = this.used.get(value);
    this.used.delete(value);
    return used;
  }
}

/** Which of two places a reader meets first: those of the entry file, then those of files in the order they are met. */
class ReadingOrder {
  private readonly files: Map<string, number>;

  constructor({ place }: Part) {
    this.files = new Map([[place.file, 0]]);
  }

  compare(a: Place, b: Place): number {
    return this.rank(a) - this.rank(b) || a.line - b.line || a.column - b.column;
  }

  /** What two operations require, at the first of both places. */
  join(before: Required, one: Required): Required {
    const first = this.compare(before.place, one.place) <= 0 ? before : one;
    return { ...first, others: before.others || one.others || before.operation !== one.operation };
  }

  private rank({ file }: Place): number {
    const rank = this.files.get(file) ?? this.files.size;
    this.files.set(file, rank);
    return rank;
  }
}

/** As many as an API has, see the rule permission-limit. */
const mostRequired = 1000;

interface Means {
  readonly files: Files;
  readonly steps: Steps;
  readonly findings: Findings;
}

class Reader {
  private readonly entry: Part;
  private readonly steps: Steps;
  private readonly findings: Findings;
  private readonly chains: Chains;
  private readonly schemes: Schemes;

  constructor(entry: Tree, { files, steps, findings }: Means) {
    this.entry = rootOf(entry);
    this.steps = steps;
    this.findings = findings;
    this.chains = new Chains(files, steps, findings);
    this.schemes = new Schemes(this.entry, this.chains, findings);
  }

  /** @throws TooManySteps */
  read(): Map<string, Required> {
    if (!this.readVersion()) return new Map();
    const operations = this.readItems(this.readReferences(this.readPaths()));
    const securities = this.readOperations(operations);
    if (this.findings.unread.size > 0) return new Map(); // they are read first, and then all of it again
    return this.readNames(this.readLists(this.readRequirements(securities)));
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

  /** The path items of the file. Webhooks are not looked at: they are no requests to the API. */
  private readPaths(): Usage {
    const items = new Usage();
    const paths = childOf(this.entry, 'paths');
    const entries = paths ? this.chains.of(paths).flatMap((part) => this.mapEntries(part, '`paths`')) : [];
    for (const [path, item] of entries) {
      const isPath = path !== '$ref' && !path.startsWith('x-');
      if (isPath && item.value !== null) this.addPath(path, item, items);
    }
    return items;
  }

  private addPath(path: string, item: Part, items: Usage): void {
    const first = shorten(path);
    if (this.isMap(item, `The path \`${first}\``)) items.add(item, { first, others: false });
  }

  /** With the path items that they refer to: whose operations count is undefined, so those of both do. */
  private readReferences(named: Usage): Usage {
    const items = new Usage();
    for (const { part, ...users } of named.all()) {
      for (const item of this.chains.of(part)) {
        if (this.isMap(item, `The path \`${users.first}\``)) items.add(item, users);
      }
    }
    return items;
  }

  /** The operations, in the order in which they are written. */
  private readItems(items: Usage): Usage {
    const [operations, additional] = [new Usage(), this.readAdditional(items)];
    for (const { part, first, others } of items.all()) {
      this.refuseCapitals(part);
      for (const [key, entry] of this.entries(part)) {
        const users = { first: `${key.toUpperCase()} ${first}`, others };
        if (isMethod(key)) this.addOperation(entry, users, operations);
        if (key === 'additionalOperations') this.addAdditional(additional.take(entry), operations);
      }
    }
    return operations;
  }

  /** Maps of operations, which are looked through once, however many path items have the same. */
  private readAdditional(items: Usage): Usage {
    const additional = new Usage();
    for (const { part, ...users } of items.all()) {
      const more = childOf(part, 'additionalOperations');
      if (more) additional.add(more, users);
    }
    return additional;
  }

  private addAdditional(used: Used | undefined, operations: Usage): void {
    if (!used) return;
    for (const [method, operation] of this.mapEntries(used.part, '`additionalOperations`')) {
      this.addOperation(operation, { first: `${shorten(method)} ${used.first}`, others: used.others }, operations);
    }
  }

  private addOperation(operation: Part, users: Users, operations: Usage): void {
    if (this.isMap(operation, `The operation \`${users.first}\``)) operations.add(operation, users);
  }

  /** The security requirements of operations. Callbacks are not looked at: they are requests that the API itself makes. */
  private readOperations(operations: Usage): Usage {
    const securities = new Usage();
    for (const { part, ...users } of operations.all()) {
      this.steps.take(1);
      for (const security of this.securitiesOf(part, users)) {
        if (Array.isArray(security.value)) securities.add(security, users);
        else this.add(security.place, '`security` must be a list.', 'Write `[]` where nothing is required.');
      }
    }
    return securities;
  }

  /** Its own, or those of the root. OpenAPI knows no references of operations; many tools do. */
  private securitiesOf(operation: Part, { first }: Users): Part[] {
    const chain = this.chains.of(operation).filter((part) => this.isMap(part, `The operation \`${first}\``));
    const own = chain.flatMap((part) => childOf(part, 'security') ?? []);
    return own.length > 0 ? own : [childOf(this.entry, 'security') ?? []].flat();
  }

  private readRequirements(securities: Usage): Usage {
    const requirements = new Usage();
    for (const { part, ...users } of securities.all()) {
      for (const one of this.items(part)) if (this.isMap(one, 'A security requirement')) requirements.add(one, users);
    }
    return requirements;
  }

  private readLists(requirements: Usage): Usage {
    const lists = new Usage();
    for (const { part, ...users } of requirements.all()) {
      for (const [scheme, list] of this.entries(part)) {
        if (!Array.isArray(list.value)) this.add(list.place, `\`${shorten(scheme)}\` must have a list of scopes.`);
        else if (list.value.length > 0 && this.schemes.hasScopes(scheme, list)) lists.add(list, users);
      }
    }
    return lists;
  }

  /** Each at its first place in the text, with the first operation that requires it there. */
  private readNames(lists: Usage): Map<string, Required> {
    const required = new Map<string, Required>();
    const order = new ReadingOrder(this.entry);
    for (const { part, first: operation, others } of lists.all()) {
      for (const { value, place } of this.items(part)) {
        if (typeof value !== 'string' || value === '') {
          this.add(place, 'A scope must be text.');
          continue;
        }
        if (required.size === mostRequired && !required.has(value)) {
          this.add(place, `The operations require over ${mostRequired} permissions.`, 'An API can’t have as many.');
          return required;
        }
        const one = { place, operation, others };
        required.set(value, order.join(required.get(value) ?? one, one));
      }
    }
    return new Map([...required].sort(([, a], [, b]) => order.compare(a.place, b.place)));
  }

  /** An operation that is passed over would be one that nobody judges. */
  private refuseCapitals({ tree, value }: Part): void {
    const keys = isTreeMap(value) ? Object.keys(value) : [];
    this.steps.take(methods.length + keys.length);
    for (const key of keys) {
      const method = methods.find((one) => one !== key && one === key.toLowerCase());
      if (!method || !isTreeMap(value)) continue;
      this.add(tree.place(value, key, 'key'), `\`${key}\` is no method of OpenAPI.`, `Did you mean \`${method}\`?`);
    }
  }

  private isMap(part: Part, what: string): boolean {
    if (isTreeMap(part.value)) return true;
    this.add(part.place, `${what} must be a map.`);
    return false;
  }

  private mapEntries(part: Part, what: string): [string, Part][] {
    return this.isMap(part, what) ? this.entries(part) : [];
  }

  private entries(part: Part): [string, Part][] {
    const entries = entriesOf(part);
    this.steps.take(entries.length);
    return entries;
  }

  private items(part: Part): Part[] {
    const items = itemsOf(part);
    this.steps.take(items.length);
    return items;
  }

  private add(place: Place, message: string, hint?: string): void {
    this.findings.add(place, message, hint);
  }
}

/** A version such as 3.1 is a number where it is not quoted. */
function isSupported(version: unknown): boolean {
  return (typeof version === 'string' || typeof version === 'number') && /^3\.[012](\.|$)/.test(String(version));
}
