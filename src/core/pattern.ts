/** Tells whether a name matches. */
export type Matches = (name: string) => boolean;

/**
 * Compiles a regular expression of RE2's syntax as a policy gives it. Policies are untrusted: RE2 matches in linear
 * time and refuses what grows too large. The library is loaded when a policy first needs it.
 * @returns how to match anywhere in a name, or why the pattern is broken.
 */
export async function compilePattern(pattern: string): Promise<{ matches: Matches } | { broken: string }> {
  const { RE2JS, RE2JSException } = await import('re2js');
  try {
    const compiled = RE2JS.compile(pattern);
    return { matches: (name) => compiled.test(name) };
  } catch (thrown) {
    if (thrown instanceof RE2JSException) return { broken: thrown.message.replace('error parsing regexp: ', '') };
    throw thrown;
  }
}

/** Compiles a glob, which matches a whole name: `*` stands for any text, also for none, all else for itself. */
export async function compileGlob(glob: string): Promise<Matches> {
  if (!glob.includes('*')) return (name) => name === glob;
  const { RE2JS } = await import('re2js');
  const parts = glob.split(/\*+/).map((part) => RE2JS.quote(part));
  const compiled = RE2JS.compile(parts.join('.*'), RE2JS.DOTALL);
  return (name) => compiled.testExact(name);
}

/** Compiles parts of text into one pattern for the whole: each as `toPattern` has it, else it stands for itself. */
export async function quotePattern(
  parts: readonly string[],
  toPattern: (part: string) => string | undefined,
): Promise<Matches> {
  const { RE2JS } = await import('re2js');
  const compiled = RE2JS.compile(parts.map((part) => toPattern(part) ?? RE2JS.quote(part)).join(''), RE2JS.DOTALL);
  return (name) => compiled.testExact(name);
}
