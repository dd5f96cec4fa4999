import {
  type Document as AstDocument,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Document, DuplicateKey, Parsed, Path } from '../../core/document.ts';
import type { Place, Problem, RuleId } from '../../core/problem.ts';

/** Start offsets of one entry of a map or list. */
interface Offsets {
  readonly key: number;
  readonly value: number;
}

/** One mistake can make thousands of errors follow from it. */
const mostParseProblems = 100;

/** Turns one text into data and places in a single walk over the syntax tree, which is then let go. */
export class Reader {
  private readonly lines = new LineCounter();
  private readonly problems: Problem[] = [];
  private readonly duplicates: DuplicateKey[] = [];
  private readonly entries = new WeakMap<object, Map<string | number, Offsets>>();
  private readonly file: string;
  private readonly text: string;

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
  }

  /** @throws RangeError where the text is nested deeper than the stack */
  read(): Parsed {
    const value = this.convertDocument();
    return this.problems.length > 0 ? { problems: this.problems } : { document: this.document(value), problems: [] };
  }

  private convertDocument(): unknown {
    // `uniqueKeys` compares every pair of keys, quadratic in the size of a map; the walk below finds them in one pass.
    const ast = parseDocument(this.text, { uniqueKeys: false, prettyErrors: false, lineCounter: this.lines });
    this.addParseProblems(ast);
    if (ast.directives?.yaml.explicit && ast.directives.yaml.version !== '1.2') {
      this.add('syntax', 0, 'Only YAML 1.2 is read.', 'Remove the `%YAML` line.');
    }
    if (this.problems.length > 0) return undefined;
    return ast.contents === null ? null : this.convert(ast.contents, []);
  }

  private addParseProblems({ errors, warnings }: AstDocument): void {
    for (const { message, pos, code } of errors.concat(warnings).slice(0, mostParseProblems)) {
      if (code === 'RESOURCE_EXHAUSTION') throw new RangeError(message);
      const several = code === 'MULTIPLE_DOCS';
      this.add('syntax', pos[0], several ? 'The file holds several YAML documents (`---`); one is expected.' : message);
    }
  }

  private convert(node: Node, path: Path): unknown {
    if (isAlias(node) || node.anchor !== undefined) return this.refuseReference(node);
    if (node.tag !== undefined) return this.refuseTag(node, node.tag);
    if (isMap(node)) return this.convertMap(node, path);
    if (isSeq(node)) return this.convertList(node, path);
    if (!isScalar(node)) return null;
    this.requireUnicode(node.value, node);
    return node.value;
  }

  /** An escape such as "\ud800" makes half a surrogate pair, which no request can carry. */
  private requireUnicode(value: unknown, node: unknown): void {
    if (typeof value !== 'string' || value.isWellFormed()) return;
    this.add('syntax', offsetOf(node), 'The text holds half a surrogate pair.', 'Write the character itself.');
  }

  private refuseReference(node: Node): undefined {
    this.add('syntax', offsetOf(node), 'Anchors and aliases (`&`, `*`) are refused.', 'Write the value out.');
    return undefined;
  }

  private refuseTag(node: Node, tag: string): undefined {
    this.add('syntax', offsetOf(node), `Tags are refused: \`${tag}\`.`, 'Write plain text, maps and lists.');
    return undefined;
  }

  private convertMap(map: YAMLMap, path: Path): object {
    const value: Record<string, unknown> = Object.create(null);
    const entries = new Map<string | number, Offsets>();
    this.entries.set(value, entries);
    for (const pair of map.items) this.convertPair(pair, path, { value, entries });
    return value;
  }

  private convertPair(
    pair: Pair,
    path: Path,
    into: { value: Record<string, unknown>; entries: Map<string | number, Offsets> },
  ): void {
    const key = this.convertKey(pair.key);
    if (key === undefined) return;
    const offsets = offsetsOf(pair);
    const first = into.entries.get(key);
    if (first) {
      const places = { first: this.at(first.key), second: this.at(offsets.key) };
      this.duplicates.push({ path: [...path, key], ...places });
      return;
    }
    into.entries.set(key, offsets);
    into.value[key] = isNode(pair.value) ? this.convert(pair.value, [...path, key]) : null;
  }

  private convertKey(key: unknown): string | undefined {
    const offset = offsetOf(key);
    if (isAlias(key) || (isNode(key) && key.anchor !== undefined)) return this.refuseReference(key);
    if (isNode(key) && key.tag !== undefined) return this.refuseTag(key, key.tag);
    if (!isScalar(key)) {
      this.add('schema', offset, 'A key must be text, not a map or list.');
      return undefined;
    }
    if (key.value === '__proto__') {
      this.add('schema', offset, '`__proto__` is not allowed as a key.');
      return undefined;
    }
    this.requireUnicode(key.value, key);
    if (typeof key.value === 'string') return key.value;
    const shown = key.source || 'null';
    this.add('schema', offset, `The key \`${shown}\` is not text but ${typeOf(key.value)}.`, `Quote it: "${shown}".`);
    return undefined;
  }

  private convertList(list: YAMLSeq, path: Path): unknown[] {
    const entries = new Map<string | number, Offsets>();
    const value = list.items.map((item, index) => {
      const offset = offsetOf(item);
      entries.set(index, { key: offset, value: offset });
      return isNode(item) ? this.convert(item, [...path, index]) : null;
    });
    this.entries.set(value, entries);
    return value;
  }

  private document(value: unknown): Document {
    const place = (path: Path, part: 'key' | 'value') => this.place(value, path, part);
    return { file: this.file, value, duplicates: this.duplicates, place };
  }

  private place(root: unknown, path: Path, part: 'key' | 'value'): Place {
    let node = root;
    let offset = 0;
    for (const [depth, step] of path.entries()) {
      const offsets = isObject(node) ? this.entries.get(node)?.get(step) : undefined;
      if (!offsets) break;
      offset = part === 'key' && depth === path.length - 1 ? offsets.key : offsets.value;
      node = (node as Record<string | number, unknown>)[step]; // it has an entry for `step`, so it is a map or list
    }
    return this.at(offset);
  }

  private at(offset: number): Place {
    const { line, col } = this.lines.linePos(offset);
    return { file: this.file, line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  private add(rule: RuleId, offset: number, message: string, hint?: string): void {
    this.problems.push({ rule, severity: 'error', message, ...(hint && { hint }), ...this.at(offset) });
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function typeOf(value: unknown): string {
  return value === null ? 'nothing' : `a ${typeof value}`;
}

function offsetOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}

/** A missing value has no text of its own: it is said to stand at its key. */
function offsetsOf(pair: Pair): Offsets {
  const key = offsetOf(pair.key);
  const empty = !isNode(pair.value) || (isScalar(pair.value) && pair.value.value === null && !pair.value.source);
  return { key, value: empty ? key : offsetOf(pair.value) };
}
