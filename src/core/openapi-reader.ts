/**
 * Which permissions the operations of an OpenAPI file require: the scopes of its security requirements, for schemes of
 * the types `oauth2` and `openIdConnect`. Source: OpenAPI Specification 3.0.4, 3.1.2 and 3.2.0, Security Requirement Object.
 *
 * Files are untrusted. With aliases and references a short file can say a lot: thousands of paths, each the same path
 * item, whose operations have the same list. So each part is looked at once, with who uses it, level by level.
 */
import type { Required, RequiredByName } from './openapi-description.ts';
import { Findings } from './openapi-findings.ts';
import { Operations } from './openapi-operations.ts';
import { ReadingOrder } from './openapi-order.ts';
import { Parts } from './openapi-parts.ts';
import { Chains, type Files } from './openapi-references.ts';
import { Schemes } from './openapi-schemes.ts';
import { mostSteps, Steps, TooManySteps } from './openapi-steps.ts';
import { Usage, type Users } from './openapi-usage.ts';
import type { Problem } from './problem.ts';
import { childOf, type Part, rootOf, shorten, type Tree } from './tree.ts';

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

/** As many as an API has, see the rule permission-limit. */
const mostRequired = 1000;

interface Means {
  readonly files: Files;
  readonly steps: Steps;
  readonly findings: Findings;
}

class Reader {
  private readonly entry: Part;
  private readonly parts: Parts;
  private readonly findings: Findings;
  private readonly chains: Chains;
  private readonly schemes: Schemes;

  constructor(entry: Tree, { files, steps, findings }: Means) {
    this.entry = rootOf(entry);
    this.parts = new Parts(steps, findings);
    this.findings = findings;
    this.chains = new Chains(files, steps, findings);
    this.schemes = new Schemes(this.entry, this.chains, findings);
  }

  /** @throws TooManySteps */
  read(): Map<string, Required> {
    if (!this.readVersion()) return new Map();
    const operations = new Operations(this.entry, this.parts, this.chains).read();
    const securities = this.readOperations(operations);
    if (this.findings.unread.size > 0) return new Map(); // they are read first, and then all of it again
    return this.readNames(this.readLists(this.readRequirements(securities)));
  }

  private readVersion(): boolean {
    const version = childOf(this.entry, 'openapi');
    if (version && isSupported(version.value)) return true;
    if (version) this.parts.add(version.place, '`openapi` must be 3.0, 3.1 or 3.2, such as `3.1.0`.');
    else if (childOf(this.entry, 'swagger'))
      this.parts.add(this.entry.place, 'Swagger 2.0 is not read.', 'Convert it to OpenAPI 3.');
    else
      this.parts.add(
        this.entry.place,
        'This is no OpenAPI file: it has no `openapi`.',
        'Correct `openapi` of the manifest.',
      );
    return false;
  }

  /** The security requirements of operations. Callbacks are not looked at: they are requests that the API itself makes. */
  private readOperations(operations: Usage): Usage {
    const securities = new Usage();
    for (const { part, ...users } of operations.all()) {
      this.parts.step(1);
      for (const security of this.securitiesOf(part, users)) {
        if (Array.isArray(security.value)) securities.add(security, users);
        else this.parts.add(security.place, '`security` must be a list.', 'Write `[]` where nothing is required.');
      }
    }
    return securities;
  }

  /** Its own, or those of the root. OpenAPI knows no references of operations; many tools do. */
  private securitiesOf(operation: Part, { first }: Users): Part[] {
    const chain = this.chains.of(operation).filter((part) => this.parts.isMap(part, `The operation \`${first}\``));
    const own = chain.flatMap((part) => childOf(part, 'security') ?? []);
    return own.length > 0 ? own : [childOf(this.entry, 'security') ?? []].flat();
  }

  private readRequirements(securities: Usage): Usage {
    const requirements = new Usage();
    for (const { part, ...users } of securities.all()) {
      for (const one of this.parts.items(part))
        if (this.parts.isMap(one, 'A security requirement')) requirements.add(one, users);
    }
    return requirements;
  }

  private readLists(requirements: Usage): Usage {
    const lists = new Usage();
    for (const { part, ...users } of requirements.all()) {
      for (const [scheme, list] of this.parts.entries(part)) {
        if (!Array.isArray(list.value))
          this.parts.add(list.place, `\`${shorten(scheme)}\` must have a list of scopes.`);
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
      for (const { value, place } of this.parts.items(part)) {
        if (typeof value !== 'string' || value === '') {
          this.parts.add(place, 'A scope must be text.');
          continue;
        }
        if (required.size === mostRequired && !required.has(value)) {
          this.parts.add(
            place,
            `The operations require over ${mostRequired} permissions.`,
            'An API can’t have as many.',
          );
          return required;
        }
        const one = { place, operation, others };
        required.set(value, order.join(required.get(value) ?? one, one));
      }
    }
    return new Map([...required].sort(([, a], [, b]) => order.compare(a.place, b.place)));
  }
}

/** A version such as 3.1 is a number where it is not quoted. */
function isSupported(version: unknown): boolean {
  return (typeof version === 'string' || typeof version === 'number') && /^3\.[012](\.|$)/.test(String(version));
}
