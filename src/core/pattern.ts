/** Tells whether a name matches. */
export type Matches = (name: string) => boolean;

/** What holding a pattern or glob against a name takes at most, in about nanoseconds of a slow machine. */
export interface Cost {
  readonly perName: number;
  readonly perCharacter: number;
}

export type CompiledPattern =
  | { readonly kind: 'compiled'; readonly matches: Matches; readonly cost: Cost }
  | { readonly kind: 'broken'; readonly why: string }
  | { readonly kind: 'too large'; readonly instructions: number };

/** RE2 writes `{300}` out, so that a short text can become a large program. */
export const mostInstructions = 1000;

/** From here on re2js takes its slow way. */
const manyInstructions = 500;

/**
 * Compiles a regular expression of RE2's syntax as a policy gives it. Policies are untrusted: RE2 matches in linear
 * time, but looks at every instruction for every character, where not only one of them can go on. `test` would keep
 * states instead, which is quick until each character makes a new one: a hundred times as slow.
 * The library is loaded when a policy first needs it.
 * @returns how to match anywhere in a name, or why that can't be.
 */
export async function compilePattern(pattern: string): Promise<CompiledPattern> {
  const { RE2JS, RE2JSException } = await import('re2js');
  try {
    const compiled = RE2JS.compile(pattern);
    const instructions = compiled.programSize();
    if (instructions > mostInstructions) return { kind: 'too large', instructions };
    const each = compiled.re2Input.onepass ? 0 : instructions * (instructions > manyInstructions ? 25 : 5);
    const cost = { perName: 1000, perCharacter: 60 + each };
    return { kind: 'compiled', matches: (name) => compiled.matcher(name).find(), cost };
  } catch (thrown) {
    if (!(thrown instanceof RE2JSException)) throw thrown;
    return { kind: 'broken', why: thrown.message.replace('error parsing regexp: ', '') };
  }
}

/**
 * Compiles a glob, which matches a whole name: `*` stands for any text, also for none, all else for itself. Of what
 * stands between two stars the first place in the name is taken, which leaves the most room for the rest.
 */
export function compileGlob(glob: string): Matches {
  if (!glob.includes('*')) return (name) => name === glob;
  const { start, parts, end } = split(glob);
  return (name) => {
    if (name.length < start.length + end.length || !startsWith(name, start) || !endsWith(name, end)) return false;
    return parts.length === 0 || holdsInOrder(name.slice(start.length, name.length - end.length), parts);
  };
}

/** That of the way `compileGlob` takes. */
export function globCost(glob: string): Cost {
  if (!glob.includes('*')) return { perName: 1, perCharacter: 0 };
  return { perName: 25, perCharacter: split(glob).parts.length === 0 ? 0.5 : 12 };
}

function split(glob: string): { readonly start: string; readonly parts: readonly string[]; readonly end: string } {
  const [start = '', ...others] = glob.split(/\*+/);
  return { start, parts: others.slice(0, -1), end: others.at(-1) ?? '' };
}

/** By one character, then as a slice: a long start that is the same takes the method of strings twenty times as long. */
function startsWith(name: string, start: string): boolean {
  return start === '' || (name.charCodeAt(0) === start.charCodeAt(0) && name.slice(0, start.length) === start);
}

function endsWith(name: string, end: string): boolean {
  const last = name.charCodeAt(name.length - 1);
  return end === '' || (last === end.charCodeAt(end.length - 1) && name.slice(name.length - end.length) === end);
}

function holdsInOrder(text: string, parts: readonly string[]): boolean {
  let at = 0;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return true;
}

/** Compiles parts of text into one pattern for the whole: each as `toPattern` has it, else it stands for itself. */
export async function quotePattern(
  parts: readonly string[],
  toPattern: (part: string) => string | undefined,
): Promise<Matches> {
  const { RE2JS } = await import('re2js');
  const pattern = parts.map((part) => toPattern(part) ?? RE2JS.quote(part)).join('');
  const compiled = RE2JS.compile(`^(?:${pattern})$`, RE2JS.DOTALL);
  return (name) => compiled.matcher(name).find();
}
