/** How the story is told in a terminal: chapters, sentences, lists, quoted text, and claims that are checked. */
import { inspect, isDeepStrictEqual, styleText } from 'node:util';
import { cut, visible } from '../../src/render/visible.ts';

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** One line of a list; the note stands behind an arrow. */
export interface Line {
  readonly text: string;
  readonly note?: string | undefined;
  readonly style?: Style | undefined;
}

export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Quoted text longer than this is cut, and what was left out is counted. */
const mostLines = 60;

/** The story is not as it was told: what was claimed, and what was found instead. */
export class NotAsTold extends Error {}

/** Whatever comes from a manifest is printed without its control characters. */
export class Teller {
  readonly #output: Output;
  readonly #width: number;
  readonly #coloured: boolean;
  #chapter = 0;
  #isBlank = true;

  constructor(output: Output, env: NodeJS.ProcessEnv) {
    this.#output = output;
    this.#width = Math.min(Math.max(output.columns ?? 100, 60), 110);
    this.#coloured = output.isTTY === true && !env.NO_COLOR;
  }

  title(text: string): void {
    this.#print(this.#paint('bold', visible(text)));
  }

  chapter(text: string): void {
    this.#chapter += 1;
    this.gap();
    this.#print(this.#paint('bold', visible(`${this.#chapter}. ${text}`)));
    this.gap();
  }

  say(text: string): void {
    for (const line of wrap(visible(text), this.#width - 3)) this.#print(`   ${line}`);
  }

  /** What the lines below are. */
  label(text: string): void {
    this.gap();
    for (const line of wrap(visible(text), this.#width - 3)) this.#print(`   ${this.#paint('cyan', line)}`);
  }

  list(lines: readonly Line[]): void {
    for (const line of shorten(lines, mostLines)) this.#line('     ', line);
  }

  /** Text of somebody else, with a bar at its left. */
  quote(lines: readonly Line[]): void {
    for (const line of shorten(lines, mostLines)) this.#line(`   ${this.#paint('dim', '│')} `, line);
  }

  /** Tells what was found where that is what it should be. @throws NotAsTold with both where it isn't. */
  claim(sentence: string, { found, expected }: { readonly found: unknown; readonly expected: unknown }): void {
    if (!isDeepStrictEqual(found, expected)) {
      throw new NotAsTold(`${sentence}\n  expected  ${brief(expected)}\n  found     ${brief(found)}`);
    }
    const [first = '', ...rest] = wrap(visible(sentence), this.#width - 5);
    this.#print(`   ${this.#paint('green', '✓')} ${first}`, ...rest.map((line) => `     ${line}`));
  }

  /** One empty line, where there is none yet. */
  gap(): void {
    if (!this.#isBlank) this.#print('');
  }

  #line(margin: string, { text, note, style }: Line): void {
    const room = this.#width - 5;
    const shown = visible(text);
    const lines = wrap(shown, room).map((line) => margin + this.#paint(style, line));
    const arrow = note === undefined ? '' : visible(`← ${note}`);
    const painted = this.#paint('yellow', arrow);
    if (arrow === '') this.#print(...lines);
    else if (shown.length + arrow.length + 3 <= room) this.#print(`${lines.join('')}   ${painted}`);
    else this.#print(...lines, `${margin}    ${painted}`);
  }

  #paint(style: Style | undefined, text: string): string {
    return this.#coloured && style && text !== '' ? styleText(style, text, { validateStream: false }) : text;
  }

  #print(...lines: readonly string[]): void {
    for (const line of lines) this.#output.write(`${line.trimEnd()}\n`);
    this.#isBlank = lines.at(-1)?.trim() === '';
  }
}

function brief(value: unknown): string {
  return cut(inspect(value, { depth: 5, breakLength: Number.POSITIVE_INFINITY }), 1500);
}

export function shorten(lines: readonly Line[], most: number): readonly Line[] {
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), { text: `… and ${lines.length - most + 1} more lines`, style: 'dim' }];
}

/** Breaks at spaces; what has none is broken where the width ends. Further lines are indented as the first and two more. */
export function wrap(text: string, width: number): string[] {
  const indent = /^ */.exec(text)?.[0].length ?? 0;
  const lines: string[] = [];
  let rest = text;
  while (rest.length > width) {
    const space = rest.lastIndexOf(' ', width);
    const at = space > width / 4 ? space : width;
    lines.push(rest.slice(0, at));
    rest = `${' '.repeat(indent + (lines.length > 0 && indent > 0 ? 2 : 0))}${rest.slice(at).trimStart()}`;
  }
  return [...lines, rest];
}
