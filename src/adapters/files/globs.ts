/** What globs mean: the matching is picomatch's, which is loaded where a line of the input `manifest` is no plain path. */
import picomatch from 'picomatch';

/**
 * Of a path that may be meant. Patterns are the workflow's, but paths are anybody's, and picomatch takes time that grows
 * with the square or cube of them where a pattern has `**` twice or three times: seconds for one of 4000 characters.
 */
const longestPath = 400;

/** As `Patterns` has it; lines with `!` in front exclude. */
export function readGlobs(lines: readonly string[]) {
  const included = lines.filter((line) => !line.startsWith('!'));
  const ignore = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  const isMeant = picomatch(included, { dot: true, ignore });
  return {
    matches: (path: string) => path.length <= longestPath && isMeant(path),
    unmatched: (paths: readonly string[]) =>
      included.filter((line) => {
        const matches = picomatch(line, { dot: true });
        return !paths.some((path) => matches(path));
      }),
    bases: [...new Set(included.map((line) => picomatch.scan(line).base))],
  };
}
