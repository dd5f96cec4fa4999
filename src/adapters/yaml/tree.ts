/** One OpenAPI file, aliases and all, to a tree with places. */
import { isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Allowance } from '../../core/allowance.ts';
import type { SourceFile } from '../../core/document.ts';
import type { Problem, RuleId } from '../../core/problem.ts';
import { firstProblems, mostProblems } from '../../core/schema-problems.ts';
import type { Tree } from '../../core/tree.ts';
import { compose, Refused } from './compose.ts';
import { parseText } from './parse.ts';
import { explained } from './parse-hints.ts';
import { beginning, type Offsets, Places, type Span, spanIn } from './places.ts';
import { mostEntries } from './reader.ts';

/** Either the tree, or why there is none. */
export type ParsedTree =
  | { readonly tree: Tree; readonly problems: readonly [] }
  | { readonly tree?: never; readonly problems: readonly Problem[] };

const hint = 'Split it, or name a smaller one.';

/**
 * Parses one OpenAPI file of untrusted origin, YAML or JSON. Never throws: what is wrong comes back as `syntax` and
 * `schema` problems. Within the same bounds as a manifest, but with what such files hold in practice: keys that are
 * numbers, anchors, aliases and merge keys (`<<`). What an alias stands for is the same object each time, so that no
 * alias makes the tree grow; a merge key copies entries, and those count.
 * @param together what this and other files may have of tokens; whoever gives it says what is wrong where that is exceeded.
 */
export function parseTree(file: SourceFile, together?: Allowance): ParsedTree {
  return parseText(file, hint, (text) => new TreeReader(file.path, text).read(together));
}

/** What an anchor stands for while it is read. */
const unfinished = Symbol('unfinished');

type Container = Record<string | number, unknown>;

class TreeReader {
  private readonly places: Places;
  private readonly problems: Problem[] = [];
  private found = 0;
  private entryCount = 0;
  private readonly anchors = new Map<string, unknown>();
  private readonly entries = new WeakMap<object, Map<string | number, Offsets>>();
  private readonly file: string;
  private readonly text: string;

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
    this.places = new Places(file, text);
  }

  /** @throws Refused where the text would take too much time or memory */
  read(together?: Allowance): ParsedTree {
    const root = this.convertDocument(together);
    if (this.found > 0) return { problems: firstProblems(this.problems, this.found) };
    const place: Tree['place'] = (container, step, part) => {
      const offsets = this.entries.get(container)?.get(step);
      return this.places.at(offsets ? spanIn(offsets, part) : beginning);
    };
    return { tree: { file: this.file, root, place }, problems: [] };
  }

  private convertDocument(together: Allowance | undefined): unknown {
    const { document, second } = this.compose(together);
    const { errors = [], warnings = [] } = document ?? {};
    for (const { message, pos } of [...errors, ...warnings])
      this.add('syntax', this.places.spanOfError(pos), ...explained(message));
    if (second)
      this.add(
        'syntax',
        [second.range[0], second.range[0]],
        'The file holds several YAML documents (`---`); one is expected.',
      );
    return document?.contents && this.found === 0 ? this.convert(document.contents) : null;
  }

  private compose(together: Allowance | undefined): ReturnType<typeof compose> {
    try {
      return compose(this.text, together);
    } catch (thrown) {
      throw thrown instanceof Refused ? new Refused(thrown.message, hint) : thrown; // its hints are for manifests
    }
  }

  private convert(node: unknown): unknown {
    if (isAlias(node)) return this.resolve(node.source, node);
    if (!isNode(node)) return null;
    const { anchor } = node;
    if (anchor !== undefined) this.anchors.set(anchor, unfinished);
    const value = this.convertValue(node);
    if (anchor !== undefined) this.anchors.set(anchor, value);
    return value;
  }

  private convertValue(node: Node): unknown {
    if (isMap(node)) return this.convertMap(node);
    if (isSeq(node)) return this.convertList(node);
    if (!isScalar(node)) return null;
    return typeof node.value === 'string' ? node.value.toWellFormed() : node.value;
  }

  private resolve(anchor: string, node: Node): unknown {
    const value = this.anchors.get(anchor);
    if (value !== undefined && value !== unfinished) return value;
    const why = value === unfinished ? 'stands within what it refers to' : 'refers to nothing before it';
    this.add('syntax', this.places.spanOf(node), `The alias \`*${anchor}\` ${why}.`);
    return null;
  }

  private convertMap(map: YAMLMap): object {
    const value: Container = Object.create(null);
    const entries = new Map<string | number, Offsets>();
    this.entries.set(value, entries);
    const merged = map.items.flatMap((pair) => this.convertPair(pair, value, entries));
    for (const source of merged) this.merge(source, value, entries);
    return value;
  }

  /** Gives the maps that are to be merged, where the key is a merge key. */
  private convertPair(pair: Pair, value: Container, entries: Map<string | number, Offsets>): object[] {
    this.count(1);
    const key = this.convertKey(pair.key);
    const offsets = this.places.offsetsOf(pair);
    const converted = this.convert(pair.value);
    if (key === '<<' && isPlain(pair.key)) return this.mergedBy(converted, offsets);
    if (entries.has(key))
      this.add('syntax', spanIn(offsets, 'key'), `The key \`${key}\` stands twice.`, 'Keep one of them.');
    entries.set(key, offsets);
    value[key] = converted;
    return [];
  }

  /** A key that is no text is what it is written as: `200` of responses. */
  private convertKey(key: unknown): string {
    const value = this.convert(key);
    if (typeof value === 'string') return value;
    if (isScalar(key)) return key.source ?? String(key.value);
    if (typeof value !== 'object') return String(value);
    this.add('syntax', this.places.spanOf(key), 'A key must be text, not a map or list.');
    return '';
  }

  private mergedBy(value: unknown, offsets: Offsets): object[] {
    const sources: unknown[] = Array.isArray(value) ? value : [value];
    const maps = sources.filter((source) => typeof source === 'object' && source !== null && !Array.isArray(source));
    if (maps.length < sources.length)
      this.add('syntax', spanIn(offsets, 'value'), 'A merge key (`<<`) takes a map or a list of maps.');
    return maps.flatMap((source) => source ?? []);
  }

  /** Own entries come before merged ones, and what is merged first before what comes later. */
  private merge(source: object, value: Container, entries: Map<string | number, Offsets>): void {
    const theirs = this.entries.get(source) ?? new Map<string | number, Offsets>();
    this.count(theirs.size);
    for (const [key, offsets] of theirs) {
      if (entries.has(key)) continue;
      entries.set(key, offsets);
      value[key] = (source as Container)[key]; // a map that was made here, with an entry for `key`
    }
  }

  private convertList(list: YAMLSeq): unknown[] {
    const entries = new Map<string | number, Offsets>();
    this.count(list.items.length);
    const value = list.items.map((item, index) => {
      entries.set(index, this.places.itemOffsetsOf(item));
      return this.convert(item);
    });
    this.entries.set(value, entries);
    return value;
  }

  private count(more: number): void {
    this.entryCount += more;
    if (this.entryCount <= mostEntries) return;
    throw new Refused(`The file has over ${mostEntries / 1000},000 entries in its lists and maps.`, hint);
  }

  private add(rule: RuleId, span: Span, message: string, hint?: string): void {
    this.found += 1;
    if (this.found > mostProblems) return;
    this.problems.push({ rule, severity: 'error', message, ...(hint && { hint }), ...this.places.at(span) });
  }
}

function isPlain(key: unknown): boolean {
  return isScalar(key) && key.type === 'PLAIN';
}
