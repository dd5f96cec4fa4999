/** Where the parts of a YAML text stand: offsets while it is read, lines and columns of those that are asked for. */
import { isCollection, isNode, isScalar, type Node, type Pair, type Range } from 'yaml';
import type { Place } from '../../core/problem.ts';

/** From the first code unit to right behind the last; one without length stands for the rest of its line. */
export type Span = readonly [start: number, end: number];

/** The spans of one entry of a map or list, flat: there are as many as a file has entries. */
export interface Offsets {
  readonly key: number;
  readonly keyEnd: number;
  readonly value: number;
  readonly valueEnd: number;
}

/** The beginning of a file. */
export const beginning: Span = [0, 0];

export function spanIn({ key, keyEnd, value, valueEnd }: Offsets, part: 'key' | 'value'): Span {
  return part === 'key' ? [key, keyEnd] : [value, valueEnd];
}

export class Places {
  /** Made once something is asked, which is never of a text that is refused. */
  private known: readonly number[] | undefined;
  private readonly file: string;
  private readonly text: string;

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
  }

  at([start, end]: Span): Place {
    const { file, lines } = this;
    const line = this.lineOf(start);
    const column = columnIn(lines, line, start);
    const stop = end > start ? end : this.endOf(line);
    const endLine = stop < (lines[line] ?? Number.POSITIVE_INFINITY) ? line : this.lineOf(stop);
    const endColumn = columnIn(lines, endLine, stop);
    if (endLine !== line) return { file, line, column, endColumn, endLine };
    return { file, line, column, endColumn: Math.max(endColumn, column + 1) }; // also at the end of a line or the file
  }

  /** What the parser says of its errors, which can lie behind the end of a line or of the file. */
  spanOfError([start, end]: readonly [number, number]): Span {
    return [start, Math.min(end, this.lineEnd(start))];
  }

  /**
   * A key or value as it is written, quotes included; of a map or list that goes on, its first line. A pull request
   * shows an alert of code scanning only where all of its lines are in the diff.
   * Source: GitHub docs, "Triaging code scanning alerts in pull requests".
   */
  spanOf(node: unknown): Span {
    return [startOf(node), this.endOfNode(node)];
  }

  /** A missing value has no text of its own: it is said to stand at its key. */
  offsetsOf({ key, value }: Pair): Offsets {
    const isEmpty = !isNode(value) || (isScalar(value) && value.value === null && !value.source);
    const said = isEmpty ? key : value;
    return {
      key: startOf(key),
      keyEnd: this.endOfNode(key),
      value: startOf(said),
      valueEnd: this.endOfNode(said),
    };
  }

  /** An item of a list has no key: it stands for both. */
  itemOffsetsOf(item: unknown): Offsets {
    const [start, end] = this.spanOf(item);
    return { key: start, keyEnd: end, value: start, valueEnd: end };
  }

  private endOfNode(node: unknown): number {
    const [start, end] = rangeOf(node);
    if (isCollection(node)) return Math.min(end, this.lineEnd(start));
    return isBlock(node) ? this.withoutSpace(start, end) : end;
  }

  /** Where each line begins. */
  private get lines(): readonly number[] {
    this.known ??= linesOf(this.text);
    return this.known;
  }

  /** Counted from 1. */
  private lineOf(offset: number): number {
    const { lines } = this;
    let [line, last] = [0, lines.length];
    while (line < last) {
      const middle = (line + last) >> 1;
      if ((lines[middle] ?? 0) <= offset) line = middle + 1;
      else last = middle;
    }
    return line;
  }

  /** Found by the lines that are known, for a text can be one long line with many maps in it. */
  private lineEnd(offset: number): number {
    return this.endOf(this.lineOf(offset));
  }

  private endOf(line: number): number {
    const next = this.lines[line];
    if (next === undefined) return this.text.length;
    return next - (this.text.charAt(next - 2) === '\r' ? 2 : 1);
  }

  /** To the parser the line breaks behind a block of text are part of it. */
  private withoutSpace(start: number, end: number): number {
    let last = end;
    while (last > start + 1 && /\s/.test(this.text.charAt(last - 1))) last -= 1;
    return last;
  }
}

/** Every line break, also of what the parser gave up on. */
function linesOf(text: string): number[] {
  const lines = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) lines.push(end + 1);
  return lines;
}

/** Counted from 1. */
function columnIn(lines: readonly number[], line: number, offset: number): number {
  return offset - (lines[line - 1] ?? 0) + 1;
}

function rangeOf(node: unknown): Span | Range {
  return (isNode(node) && node.range) || beginning;
}

function startOf(node: unknown): number {
  return rangeOf(node)[0];
}

function isBlock(node: unknown): node is Node {
  return isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED');
}
