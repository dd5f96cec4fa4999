import picomatch from 'picomatch';

/** Tells whether a path relative to the repository's root is meant by the patterns; `!` at the start excludes. */
export function matcher(patterns: readonly string[]): (path: string) => boolean {
  return picomatch(included(patterns), { dot: true, ignore: patterns.filter(isExclusion).map((one) => one.slice(1)) });
}

/** Tells which paths of a commit are meant, by the patterns or as the policy, and which folders can hold one. */
export function meantBy(patterns: readonly string[], policy: string | undefined) {
  const bases = policy === undefined ? basesOf(patterns) : [...basesOf(patterns), policy];
  const inManifest = matcher(patterns);
  const own = policy === undefined ? [] : [policy];
  const paths = patterns.every(isPath) ? { paths: [...new Set([...patterns, ...own])] } : {};
  return {
    ...paths,
    matches: (path: string) => path === policy || inManifest(path),
    mayHold: (folder: string) => bases.some((base) => isWithin(folder, base) || isWithin(base, folder)),
  };
}

/** Whether a pattern means one path and nothing else. */
function isPath(pattern: string): boolean {
  const { isGlob, negated, base } = picomatch.scan(pattern);
  return !isGlob && !negated && base === pattern;
}

function isWithin(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}

/** Patterns that match none of the paths: each was written for a file that isn't there. */
export function unmatched(patterns: readonly string[], paths: readonly string[]): string[] {
  return included(patterns).filter((pattern) => {
    const matches = picomatch(pattern, { dot: true });
    return !paths.some((path) => matches(path));
  });
}

/** The files or folders that patterns begin at, each once; '' is the root. */
export function basesOf(patterns: readonly string[]): string[] {
  return [...new Set(included(patterns).map((pattern) => picomatch.scan(pattern).base))];
}

function included(patterns: readonly string[]): string[] {
  return patterns.filter((pattern) => !isExclusion(pattern));
}

function isExclusion(pattern: string): boolean {
  return pattern.startsWith('!');
}
