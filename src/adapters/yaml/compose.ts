/** The yaml package, within bounds of time and memory. */
import { Composer, type CST, type Document, Lexer, Parser } from 'yaml';
import type { Allowance } from '../../core/allowance.ts';

/**
 * Words, marks, comments, line breaks and the gaps between them. Time and memory grow with these and with little else:
 * 1.5 million take at most 0.9 GB in all that follows. A full 5 MiB of permissions that are meant has 0.5 to 1.3
 * million, the most where each has a description of 20 characters and `deprecated: true` in spaced braces.
 */
export const mostTokens = 1_500_000;

/** Of nodes in nodes; a manifest has seven. The yaml package recurses, and looks at some things once a level. */
export const deepestNesting = 200;

/** In a row. At every comment behind them the yaml package looks through all of them again. */
export const mostLineBreaks = 500;

/** The text would take too much time or memory. */
export class Refused extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}

export interface Composed {
  readonly document: Document.Parsed | undefined;
  /** One too many; what follows it is not read. */
  readonly second: Document.Parsed | undefined;
}

/**
 * Parses YAML of untrusted origin.
 * @param together what this and other texts may have of tokens; whoever gives it says what is wrong where that is exceeded.
 * @throws Refused at the token that passes one of the bounds above
 */
export function compose(text: string, together?: Allowance): Composed {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0; // a stack is a kilobyte, and most tokens can be errors that hold one
  try {
    // `uniqueKeys` compares every pair of keys, quadratic in the size of a map; the reader finds them in one pass.
    const composer = new Composer({ uniqueKeys: false });
    const [document, second] = composer.compose(parse(text, together), true, text.length);
    return { document, second };
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** As `Parser.parse` of the yaml package, which has no bounds. */
function* parse(text: string, together: Allowance | undefined): Generator<CST.Token> {
  const parser = new Parser();
  const bounds = new Bounds(together);
  for (const lexeme of new Lexer().lex(text)) {
    bounds.pass(lexeme, parser.stack.length);
    for (const token of parser.next(lexeme)) yield quotedOnce(token);
  }
  for (const token of parser.end()) yield quotedOnce(token);
}

function quotedOnce(token: CST.Token): CST.Token {
  if (token.type === 'document') quoteOnce(token.value);
  return token;
}

/** What says the same in single quotes: one line without them and without an escape. */
const simple = /^"[^"'\\\r\n]*"$/;

/**
 * Writes in single quotes what can be. The yaml package cuts those off, but gathers what stands in double quotes letter by
 * letter: for a long name a hundred objects, which the collector copies as long as the document lives.
 */
function quoteOnce(token: CST.Token | null | undefined): void {
  if (token?.type === 'double-quoted-scalar' && simple.test(token.source)) {
    token.type = 'single-quoted-scalar';
    token.source = `'${token.source.slice(1, -1)}'`;
  }
  if (!token || !('items' in token)) return;
  for (const { key, value } of token.items) {
    quoteOnce(key);
    quoteOnce(value);
  }
}

/** What the lexer puts before a scalar; it stands for no text. */
const scalarMark = '\u001f';

class Bounds {
  private tokens = 0;
  private lineBreaks = 0;
  private readonly together: Allowance | undefined;

  constructor(together: Allowance | undefined) {
    this.together = together;
  }

  /** @throws Refused */
  pass(lexeme: string, depth: number): void {
    if (lexeme === scalarMark) return;
    const weight = weightOf(lexeme);
    this.tokens += weight;
    this.lineBreaks = lineBreaks(lexeme, this.lineBreaks);
    if (this.tokens > mostTokens || this.together?.take(weight) === false) throw tooMuch();
    if (depth > deepestNesting) throw tooDeep();
    if (this.lineBreaks > mostLineBreaks) throw tooEmpty();
  }
}

/** What is gathered letter by letter takes as long as several tokens do, and so does an entry that is a comma and a letter. */
function weightOf(lexeme: string): number {
  if (lexeme === ',') return 3;
  return lexeme.length > 20 && lexeme.startsWith('"') && !simple.test(lexeme) ? Math.ceil(lexeme.length / 10) : 1;
}

function lineBreaks(lexeme: string, before: number): number {
  const first = lexeme[0];
  if (first === '\n' || first === '\r') return before + 1;
  return first === ' ' || first === '\t' ? before : 0;
}

function tooMuch(): Refused {
  const message = `The file has over ${mostTokens / 1e6} million words, marks and line breaks.`;
  return new Refused(message, 'Split it: an API may stand in several files.');
}

function tooDeep(): Refused {
  return new Refused('The file is nested too deeply to be read.', 'A manifest needs five levels.');
}

function tooEmpty(): Refused {
  return new Refused(`The file has over ${mostLineBreaks} line breaks in a row.`, 'Remove the blank lines.');
}
