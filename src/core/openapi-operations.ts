/** The operations of an OpenAPI file, with the paths that have them. */
import type { Parts } from './openapi-parts.ts';
import type { Chains } from './openapi-references.ts';
import { Usage, type Used, type Users } from './openapi-usage.ts';
import { childOf, isTreeMap, type Part, shorten } from './tree.ts';

/** Fields of a Path Item Object; `query` and `additionalOperations` since OpenAPI 3.2. */
const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'] as const;

function isMethod(key: string): boolean {
  return methods.some((method) => method === key);
}

export class Operations {
  private readonly entry: Part;
  private readonly parts: Parts;
  private readonly chains: Chains;

  constructor(entry: Part, parts: Parts, chains: Chains) {
    this.entry = entry;
    this.parts = parts;
    this.chains = chains;
  }

  /** In the order in which they are written. @throws TooManySteps */
  read(): Usage {
    return this.readItems(this.readReferences(this.readPaths()));
  }

  /** The path items of the file. Webhooks are not looked at: they are no requests to the API. */
  private readPaths(): Usage {
    const items = new Usage();
    const paths = childOf(this.entry, 'paths');
    const entries = paths ? this.chains.of(paths).flatMap((part) => this.parts.mapEntries(part, '`paths`')) : [];
    for (const [path, item] of entries) {
      const isPath = path !== '$ref' && !path.startsWith('x-');
      if (isPath && item.value !== null) this.addPath(path, item, items);
    }
    return items;
  }

  private addPath(path: string, item: Part, items: Usage): void {
    const first = shorten(path);
    if (this.parts.isMap(item, `The path \`${first}\``)) items.add(item, { first, others: false });
  }

  /** With the path items that they refer to: whose operations count is undefined, so those of both do. */
  private readReferences(named: Usage): Usage {
    const items = new Usage();
    for (const { part, ...users } of named.all()) {
      for (const item of this.chains.of(part)) {
        if (this.parts.isMap(item, `The path \`${users.first}\``)) items.add(item, users);
      }
    }
    return items;
  }

  private readItems(items: Usage): Usage {
    const [operations, additional] = [new Usage(), this.readAdditional(items)];
    for (const { part, first, others } of items.all()) {
      this.refuseCapitals(part);
      for (const [key, entry] of this.parts.entries(part)) {
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
    for (const [method, operation] of this.parts.mapEntries(used.part, '`additionalOperations`')) {
      this.addOperation(operation, { first: `${shorten(method)} ${used.first}`, others: used.others }, operations);
    }
  }

  private addOperation(operation: Part, users: Users, operations: Usage): void {
    if (this.parts.isMap(operation, `The operation \`${users.first}\``)) operations.add(operation, users);
  }

  /** An operation that is passed over would be one that nobody judges. */
  private refuseCapitals({ tree, value }: Part): void {
    const keys = isTreeMap(value) ? Object.keys(value) : [];
    this.parts.step(methods.length + keys.length);
    for (const key of keys) {
      const method = methods.find((one) => one !== key && one === key.toLowerCase());
      if (!method || !isTreeMap(value)) continue;
      this.parts.add(
        tree.place(value, key, 'key'),
        `\`${key}\` is no method of OpenAPI.`,
        `Did you mean \`${method}\`?`,
      );
    }
  }
}
