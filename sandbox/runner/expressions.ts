/**
 * The part of GitHub's expressions that workflows of ours need. What is not known is an error, where GitHub would put in
 * an empty text: a name that is misspelt must not pass for a secret that is not set.
 * https://docs.github.com/actions/reference/workflows-and-actions/expressions
 */

/** By name: `github`, `vars`, `matrix` and so on. */
export type Contexts = Readonly<Record<string, unknown>>;

/** A text with `${{ … }}` in it; one that is a single expression keeps the type of its value. */
export function fill(text: string, contexts: Contexts): unknown {
  const [, whole] = /^\$\{\{((?:(?!\}\}).)*)\}\}$/s.exec(text) ?? [];
  if (whole !== undefined) return evaluate(whole, contexts);
  return text.replaceAll(/\$\{\{(.*?)\}\}/gs, (_, expression: string) => textOf(evaluate(expression, contexts)));
}

/** As GitHub writes a value into a text; lists and maps have no text. */
export function textOf(value: unknown): string {
  if (value === null) return '';
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`${JSON.stringify(value)} is no text`);
}

/** The value of an expression without its braces. */
export function evaluate(expression: string, contexts: Contexts): unknown {
  const reader = new Reader(tokensOf(expression), contexts);
  const value = reader.either();
  reader.end();
  return value;
}

/** What counts as false in a condition. */
export function isTruthy(value: unknown): boolean {
  return value !== false && value !== 0 && value !== '' && value !== null;
}

const token = /\s*('(?:[^']|'')*'|\d+(?:\.\d+)?|[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*|==|!=|&&|\|\||[!(),])\s*/y;

function tokensOf(expression: string): string[] {
  const found: string[] = [];
  token.lastIndex = 0;
  for (let at = 0; at < expression.length; at = token.lastIndex) {
    const [, one] = token.exec(expression) ?? [];
    if (one === undefined) throw new Error(`${expression} can't be read from character ${at + 1} on`);
    found.push(one);
  }
  return found;
}

/** Reads from the weakest operator to the strongest; `&&` and `||` give the operand that decides, as GitHub's do. */
class Reader {
  readonly #tokens: string[];
  readonly #contexts: Contexts;

  constructor(tokens: string[], contexts: Contexts) {
    this.#tokens = tokens;
    this.#contexts = contexts;
  }

  either(): unknown {
    let left = this.#both();
    while (this.#accepts('||')) {
      const right = this.#both();
      left = isTruthy(left) ? left : right;
    }
    return left;
  }

  end(): void {
    if (this.#tokens.length > 0) throw new Error(`${this.#tokens[0]} is not expected`);
  }

  #both(): unknown {
    let left = this.#comparison();
    while (this.#accepts('&&')) {
      const right = this.#comparison();
      left = isTruthy(left) ? right : left;
    }
    return left;
  }

  #comparison(): unknown {
    const left = this.#single();
    if (this.#accepts('==')) return isEqual(left, this.#single());
    if (this.#accepts('!=')) return !isEqual(left, this.#single());
    return left;
  }

  #single(): unknown {
    const next = this.#tokens.shift() ?? missing('a value');
    if (next === '!') return !isTruthy(this.#single());
    if (next === '(') return this.#closed(this.either());
    if (next.startsWith("'")) return next.slice(1, -1).replaceAll("''", "'");
    if (/^\d/.test(next)) return Number(next);
    if (this.#accepts('(')) return call(next, this.#arguments());
    return constants.has(next) ? constants.get(next) : lookUp(this.#contexts, next);
  }

  #arguments(): unknown[] {
    if (this.#accepts(')')) return [];
    const given = [this.either()];
    while (this.#accepts(',')) given.push(this.either());
    return this.#closed(given);
  }

  #closed<Value>(value: Value): Value {
    return this.#accepts(')') ? value : missing(')');
  }

  #accepts(wanted: string): boolean {
    if (this.#tokens[0] !== wanted) return false;
    this.#tokens.shift();
    return true;
  }
}

const constants = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** Of two texts the case says nothing; values of two kinds GitHub would make numbers of, which nobody should want. */
function isEqual(left: unknown, right: unknown): boolean {
  if (typeof left !== typeof right) throw new Error(`${left} and ${right} are of two kinds`);
  return typeof left === 'string' ? left.toLowerCase() === textOf(right).toLowerCase() : left === right;
}

function call(name: string, given: readonly unknown[]): unknown {
  if (name === 'fromJSON' && given.length === 1) return JSON.parse(textOf(given[0]));
  throw new Error(`the function ${name} is not known`);
}

function lookUp(contexts: Contexts, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => {
    const isHolder = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
    return isHolder ? Object.entries(value).find(([key]) => key === name)?.[1] : missing(path);
  }, contexts);
}

function missing(what: string): never {
  throw new Error(`${what} is missing`);
}
