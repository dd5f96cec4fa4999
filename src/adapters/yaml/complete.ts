/** A manifest file with what is new in it, by insertions alone. */
import { isMap, isPair, isScalar, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import type { SourceFile } from '../../core/document.ts';
import {
  apiEntryLines,
  apiLines,
  type Completion,
  type NewApi,
  permissionEntry,
  permissionLine,
  type WrittenPermission,
} from '../../core/manifest-text.ts';
import { compose } from './compose.ts';

/** A text that goes into another one, which stays as it is before and behind. */
interface Insertion {
  readonly at: number;
  readonly text: string;
}

/**
 * Completes a manifest file that the reader takes. Nothing of it is changed: not a comment, a blank line, a quote, a line
 * end or a byte order mark. What is new stands at the end of its map or list, in its style.
 */
export function completeManifest({ bytes }: SourceFile, completion: Completion): Uint8Array {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes); // which keeps a byte order mark
  const insertions = insertionsOf(text, completion).map(({ at, text: inserted }): Insertion => {
    return { at, text: /^[^\n]*\r\n/.test(text) ? inserted.replaceAll('\n', '\r\n') : inserted };
  });
  return Buffer.from(insert(text, insertions));
}

/** Those at the same place stay in their order. */
function insert(text: string, insertions: readonly Insertion[]): string {
  const sorted = insertions.toSorted((a, b) => a.at - b.at);
  const pieces = sorted.map(({ at, text: inserted }, index) => text.slice(sorted[index - 1]?.at ?? 0, at) + inserted);
  return pieces.join('') + text.slice(sorted.at(-1)?.at ?? 0);
}

function insertionsOf(text: string, { permissions, apis }: Completion): Insertion[] {
  const list = valueAt(compose(text).document?.contents, 'apis');
  if (!isSeq(list)) return [];
  const ofPermissions = [...permissions].flatMap(([index, added]) => {
    const map = valueAt(list.items[index], 'permissions');
    return isMap(map) ? intoMap(text, map, added) : [];
  });
  const ofApis = apis.length > 0 ? intoList(text, list, apis) : [];
  return [...ofPermissions, ...ofApis];
}

function valueAt(map: unknown, key: string): unknown {
  if (!isMap(map)) return undefined;
  return map.items.find((pair) => isScalar(pair.key) && pair.key.value === key)?.value;
}

function intoMap(text: string, map: YAMLMap, added: readonly WrittenPermission[]): Insertion[] {
  if (map.flow) {
    const entries = added.map((one) => [permissionEntry(one)]);
    return intoFlow(text, map, entries);
  }
  const column = columnOf(text, startOf(map));
  const lines = added.map((one) => `${' '.repeat(column)}${permissionLine(one)}`);
  return [asLines(text, behindBlock(text, map, column), lines)];
}

function intoList(text: string, list: YAMLSeq, added: readonly NewApi[]): Insertion[] {
  if (list.flow) return intoFlow(text, list, added.map(apiEntryLines));
  const column = columnOf(text, startOf(list));
  const gap = isSpaced(text, list) ? [''] : [];
  const lines = added.flatMap((one) => [...gap, ...apiLines(one).map((line) => ' '.repeat(column) + line)]);
  return [asLines(text, behindBlock(text, list, column), lines)];
}

/** Whether a blank line goes between its entries: as it is, or as we would have it where there is but one. */
function isSpaced(text: string, list: YAMLSeq): boolean {
  const [first, second] = list.items;
  if (!isNode(second)) return true;
  return /\n[ \t]*\r?\n/.test(text.slice(endOf(first), startOf(second)));
}

function asLines(text: string, at: number, lines: readonly string[]): Insertion {
  const joined = lines.join('\n');
  return { at, text: text[at - 1] === '\n' ? `${joined}\n` : `\n${joined}` };
}

/** Each entry in lines of its own, behind what stands beside the last one: its comma, and the comment of either. */
function intoFlow(text: string, node: YAMLMap | YAMLSeq, entries: readonly (readonly string[])[]): Insertion[] {
  const last = node.items.at(-1);
  const end = last === undefined ? startOf(node) + 1 : endOf(last);
  const close = endOf(node) - 1;
  const comma = commaIn(text, end, close);
  const at = behindComment(text, comma ?? end);
  const indent = ' '.repeat(flowColumn(text, node));
  const lines = entries.map((entry) => `\n${entry.map((line) => indent + line).join('\n')}`).join(',');
  const added = { at, text: `${lines}${comma === undefined ? '' : ','}${breakBefore(text, node, { at, close })}` };
  return last === undefined || comma !== undefined ? [added] : [{ at: end, text: ',' }, added];
}

/** Behind the comma between the end of the last entry and the bracket, where there is one; the rest is comments. */
function commaIn(text: string, end: number, close: number): number | undefined {
  const [before = ''] = /^(?:\s|#[^\n]*)*/.exec(text.slice(end, close)) ?? [];
  return text[end + before.length] === ',' ? end + before.length + 1 : undefined;
}

/** Behind the comment that ends the line, where nothing else stands before it. */
function behindComment(text: string, at: number): number {
  const [comment = ''] = /^[ \t]*#[^\n]*?(?=\r?\n|$)/.exec(text.slice(at, lineEnd(text, at))) ?? [];
  return at + comment.length;
}

/** A comment behind the bracket is not to stand in the line of a new entry: the bracket then has a line of its own. */
function breakBefore(text: string, node: Node, { at, close }: { at: number; close: number }): string {
  const rest = text.slice(at, lineEnd(text, close));
  if (!/^[ \t]*[\]}][\]},\s]*#/.test(rest)) return '';
  const line = text.slice(lineStart(text, startOf(node)));
  return `\n${' '.repeat(/^[ \ufeff-]*/.exec(line)?.[0].length ?? 0)}`;
}

/** The column of the last entry where it begins a line, else two more than the line's own. */
function flowColumn(text: string, node: YAMLMap | YAMLSeq): number {
  const last = node.items.at(-1);
  const start = last === undefined ? startOf(node) : startOf(last);
  const line = text.slice(lineStart(text, start), start);
  const own = /^[ \t\ufeff-]*/.exec(line)?.[0].length ?? 0;
  return last !== undefined && own === line.length ? own : own + 2;
}

function isNode(value: unknown): value is Node {
  return isMap(value) || isSeq(value) || isScalar(value);
}

function startOf(value: unknown): number {
  if (isPair(value)) return startOf(value.key);
  return isNode(value) ? (value.range?.[0] ?? 0) : 0;
}

/** Behind the last character of a value, comments and line ends behind it not included. */
function endOf(value: unknown): number {
  if (isPair(value)) return endOfPair(value);
  if ((isMap(value) || isSeq(value)) && !value.flow && value.items.length > 0) return endOf(value.items.at(-1));
  return isNode(value) ? (value.range?.[1] ?? 0) : 0;
}

function endOfPair({ key, value }: Pair): number {
  return Math.max(endOf(key), endOf(value));
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

function columnOf(text: string, at: number): number {
  const start = lineStart(text, at);
  return at - start - (text[start] === '\ufeff' ? 1 : 0);
}

/** Behind the line break that ends the line; a block scalar has taken its own already. */
function lineEnd(text: string, at: number): number {
  if (text[at - 1] === '\n') return at;
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

/** Behind the last line of a block, and the comments below it that are indented as what is in its last entry. */
function behindBlock(text: string, block: Node, column: number): number {
  return behindComments(text, lineEnd(text, endOf(block)), column);
}

function behindComments(text: string, at: number, column: number): number {
  const [comments = ''] =
    new RegExp(`^(?:(?:[ \\t]*\\r?\\n)*[ ]{${column + 1},}#[^\\n]*(?:\\n|$))+`).exec(text.slice(at)) ?? [];
  return at + comments.length;
}
