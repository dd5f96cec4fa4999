/** One YAML text to data with places. */
import {
  type Document as AstDocument,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Allowance } from '../../core/allowance.ts';
import type { Document, DuplicateKey, Parsed, Path } from '../../core/document.ts';
import type { Place, Problem, RuleId } from '../../core/problem.ts';
import { firstProblems, mostProblems } from '../../core/schema-problems.ts';
import { compose, Refused } from './compose.ts';
import { explained } from './parse-hints.ts';
import { beginning, type Offsets, Places, type Span, spanIn } from './places.ts';

/**
 * Of all lists and maps of a file. What is wrong with one takes up to 2 KB further on; a full 5 MiB of permissions that
 * are meant has at most 210,000.
 */
export const mostEntries = 300_000;

/** Turns one text into data and places in a single walk over the syntax tree, which is then let go. */
export class Reader {
  private readonly places: Places;
  private readonly problems: Problem[] = [];
  /** Of problems, those that are not kept included. */
  private found = 0;
  private entryCount = 0;
  private readonly duplicates: DuplicateKey[] = [];
  /** To where it reads. */
  private readonly path: (string | number)[] = [];
  private readonly entries = new WeakMap<object, Map<string | number, Offsets>>();
  private readonly file: string;
  private readonly text: string;

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
    this.places = new Places(file, text);
  }

  /** @throws Refused where the text would take too much time or memory, alone or together with others */
  read(together?: Allowance): Parsed {
    const value = this.convertDocument(together);
    if (this.found === 0) return { document: this.document(value), problems: [] };
    return { problems: firstProblems(this.problems, this.found) };
  }

  private convertDocument(together: Allowance | undefined): unknown {
    const { document, second } = compose(this.text, together);
    if (document) this.addParseProblems(document);
    if (second)
      this.add(
        'syntax',
        [second.range[0], second.range[0]],
        'The file holds several YAML documents (`---`); one is expected.',
      );
    return document?.contents && this.found === 0 ? this.convert(document.contents) : null;
  }

  private addParseProblems({ errors, warnings, directives }: AstDocument): void {
    for (const { message, pos } of errors.concat(warnings))
      this.add('syntax', this.places.spanOfError(pos), ...explained(message));
    if (directives?.yaml.explicit && directives.yaml.version !== '1.2') {
      this.add('syntax', beginning, 'Only YAML 1.2 is read.', 'Remove the `%YAML` line.');
    }
  }

  private convert(node: Node): unknown {
    if (isAlias(node) || node.anchor !== undefined) return this.refuseReference(node);
    if (node.tag !== undefined) return this.refuseTag(node, node.tag);
    if (isMap(node)) return this.convertMap(node);
    if (isSeq(node)) return this.convertList(node);
    if (!isScalar(node)) return null;
    this.requireUnicode(node.value, node);
    return node.value;
  }

  /** An escape such as "\ud800" makes half a surrogate pair, which no request can carry. */
  private requireUnicode(value: unknown, node: unknown): void {
    if (typeof value !== 'string' || value.isWellFormed()) return;
    this.add(
      'syntax',
      this.places.spanOf(node),
      'The text holds half a surrogate pair.',
      'Write the character itself.',
    );
  }

  private refuseReference(node: Node): undefined {
    this.add('syntax', this.places.spanOf(node), 'Anchors and aliases (`&`, `*`) are refused.', referenceHint);
    return undefined;
  }

  private refuseTag(node: Node, tag: string): undefined {
    this.add('syntax', this.places.spanOf(node), `Tags are refused: \`${tag}\`.`, 'Write plain text, maps and lists.');
    return undefined;
  }

  private convertMap(map: YAMLMap): object {
    const value: Record<string, unknown> = Object.create(null);
    const entries = new Map<string | number, Offsets>();
    this.entries.set(value, entries);
    this.countEntries(map.items);
    for (const pair of map.items) this.convertPair(pair, value, entries);
    return value;
  }

  private convertPair(pair: Pair, value: Record<string, unknown>, entries: Map<string | number, Offsets>): void {
    const key = this.convertKey(pair.key);
    if (key === undefined) return;
    const offsets = this.places.offsetsOf(pair);
    const first = entries.get(key);
    if (first) {
      this.addDuplicate(key, first, offsets);
      return;
    }
    entries.set(key, offsets);
    value[key] = this.convertAt(key, pair.value);
  }

  private convertAt(step: string | number, node: unknown): unknown {
    if (!isNode(node)) return null;
    this.path.push(step);
    const value = this.convert(node);
    this.path.pop();
    return value;
  }

  /** Each is an error further on, so that the first ones are enough. */
  private addDuplicate(key: string, first: Offsets, second: Offsets): void {
    if (this.duplicates.length >= mostProblems) return;
    this.duplicates.push({
      path: [...this.path, key],
      first: this.places.at(spanIn(first, 'key')),
      second: this.places.at(spanIn(second, 'key')),
    });
  }

  private convertKey(key: unknown): string | undefined {
    if (isAlias(key) || (isNode(key) && key.anchor !== undefined)) return this.refuseReference(key);
    if (isNode(key) && key.tag !== undefined) return this.refuseTag(key, key.tag);
    const fault = faultOfKey(key);
    if (fault) this.add('schema', this.places.spanOf(key), ...fault);
    if (fault || !isScalar<string>(key)) return undefined;
    this.requireUnicode(key.value, key);
    return key.value;
  }

  private convertList(list: YAMLSeq): unknown[] {
    const entries = new Map<string | number, Offsets>();
    this.countEntries(list.items);
    const value = list.items.map((item, index) => {
      entries.set(index, this.places.itemOffsetsOf(item));
      return this.convertAt(index, item);
    });
    this.entries.set(value, entries);
    return value;
  }

  private countEntries({ length }: readonly unknown[]): void {
    this.entryCount += length;
    if (this.entryCount <= mostEntries) return;
    const message = `The file has over ${mostEntries / 1000},000 entries in its lists and maps.`;
    throw new Refused(message, 'Split it: an API may stand in several files.');
  }

  private document(value: unknown): Document {
    const place = (path: Path, part: 'key' | 'value') => this.place(value, path, part);
    return { file: this.file, value, duplicates: this.duplicates, place };
  }

  private place(root: unknown, path: Path, part: 'key' | 'value'): Place {
    let node = root;
    let found: Offsets | undefined;
    let depth = 0;
    for (const step of path) {
      const offsets = isObject(node) ? this.entries.get(node)?.get(step) : undefined;
      if (!offsets) break;
      found = offsets;
      depth += 1;
      node = (node as Record<string | number, unknown>)[step]; // it has an entry for `step`, so it is a map or list
    }
    return this.places.at(found ? spanIn(found, depth === path.length ? part : 'value') : beginning);
  }

  private add(rule: RuleId, span: Span, message: string, hint?: string): void {
    this.found += 1;
    if (this.found > mostProblems) return;
    this.problems.push({ rule, severity: 'error', message, ...(hint && { hint }), ...this.places.at(span) });
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

const referenceHint = 'Write the value out; put a text that begins with `&` or `*` into quotes.';

/** Why a key can't be one, and what to do. YAML 1.2 has no merge keys: `<<` would become a permission of that name. */
function faultOfKey(key: unknown): [message: string, hint?: string] | undefined {
  if (isMap(key) || isSeq(key)) return ['A key must be text, not a map or list.', complexKeyHint];
  if (!isScalar(key) || (key.value === null && !key.source)) return ['The key is empty.', emptyKeyHint];
  const { value, source, type } = key;
  if (value === '__proto__') return ['`__proto__` is not allowed as a key.'];
  if (value === '<<' && type === 'PLAIN') return ['Merge keys (`<<`) are refused.', 'Write out what it would merge.'];
  if (typeof value === 'string') return undefined;
  return [`The key \`${source}\` is not text but ${typeOf(value)}.`, `Quote it: "${source}".`];
}

const complexKeyHint = 'A name that begins with `{` or `[` has to be quoted.';
const emptyKeyHint = 'Write the name in front of the colon, or remove the entry.';

function typeOf(value: unknown): string {
  return value === null ? 'nothing' : `a ${typeof value}`;
}
