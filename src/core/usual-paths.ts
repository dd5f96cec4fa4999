/** Where manifest and policy are unless an input says otherwise, and files that are surely meant for them. */
import { compareText } from './problem.ts';
import { editsBetween } from './spelling.ts';

export const usualManifest = '.github/permissions.yml';
export const usualPolicy = '.github/permissions-policy.yml';

/** As the ending of YAML, or nearly. */
const ending = /\.y[a-z]{0,4}$/i;

/**
 * The one of the paths that is surely meant for the usual one: in `.github` or the root, and named like it but for case,
 * ending, separators or one letter. What lies elsewhere is another's: `.github/workflows/permissions.yml` is a workflow.
 */
export function meantFor(usual: string, paths: readonly string[]): string | undefined {
  const wanted = lettersOf(usual);
  const meant = paths.filter(
    (path) => path !== usual && mayBeMeant(path) && editsBetween(lettersOf(path), wanted) <= 1,
  );
  return meant.sort(compareText)[0];
}

/** Whether a path is one of YAML in the root or in `.github`. */
export function mayBeMeant(path: string): boolean {
  return /^(\.github\/)?[^/]+$/i.test(path) && ending.test(path);
}

function lettersOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(ending, '');
  return name.toLowerCase().replace(/[-_. ]/g, '');
}
