/** Which paths the inputs `manifest` and `policy` mean. */
import { posix } from 'node:path';
import picomatch from 'picomatch';
import type { FileSet, SourceFile } from '../../core/document.ts';
import { mayBeMeant, meantFor, usualManifest, usualPolicy } from '../../core/usual-paths.ts';

/**
 * Of a path that may be meant. Patterns are the workflow's, but paths are anybody's, and picomatch takes time that grows
 * with the square or cube of them where a pattern has `**` twice or three times: seconds for one of 4000 characters.
 */
const longestPath = 400;

/** Tells whether a path relative to the repository's root is meant by the patterns; `!` at the start excludes. */
export function matcher(patterns: readonly string[]): (path: string) => boolean {
  const ignore = patterns.filter(isExclusion).map((one) => one.slice(1));
  const isMeant = picomatch(included(patterns), { dot: true, ignore });
  return (path) => path.length <= longestPath && isMeant(path);
}

/** Tells which paths of a commit are meant, by the patterns or as the policy, where they begin, and which folders can hold one. */
export function meantBy(patterns: readonly string[], policy: string | undefined) {
  const bases = policy === undefined ? basesOf(patterns) : [...basesOf(patterns), policy];
  const inManifest = matcher(patterns);
  const own = policy === undefined ? [] : [policy];
  const paths = patterns.every(isPath) ? { paths: [...new Set([...patterns, ...own])] } : {};
  return {
    ...paths,
    bases,
    matches: (path: string) => path === policy || inManifest(path),
    mayHold: (folder: string) => bases.some((base) => isWithin(folder, base) || isWithin(base, folder)),
  };
}

/** Whether a pattern surely means one path and nothing else: no character of it means anything to picomatch. */
function isPath(pattern: string): boolean {
  const isPlain = /^[\p{L}\p{N}_ .@~/-]*[\p{L}\p{N}_]$/u.test(pattern) && pattern.length <= longestPath;
  return isPlain && posix.join('/', pattern) === `/${pattern}`;
}

/** Files that are meant, and the paths of others beside them. */
export interface Found {
  readonly files: readonly SourceFile[];
  readonly paths: readonly string[];
}

interface Wanted {
  readonly patterns: readonly string[];
  /** The policy's path; undefined where another repository keeps it. */
  readonly policy: string | undefined;
}

/** A pattern such as `.github/permissions*.yml` means the policy, too, which is no manifest. */
export function divide({ files, paths }: Found, { patterns, policy }: Wanted): FileSet {
  const manifest = files.filter(({ path }) => path !== policy);
  const own = files.find(({ path }) => path === policy);
  const instead = policy === usualPolicy && !own ? insteadOfPolicy(paths, patterns) : undefined;
  return { manifest, policy: own, ...(instead !== undefined && { policyInstead: instead }) };
}

function insteadOfPolicy(paths: readonly string[], patterns: readonly string[]): string | undefined {
  const inManifest = matcher(patterns);
  return meantFor(
    usualPolicy,
    paths.filter((path) => mayBeMeant(path) && !inManifest(path)),
  );
}

/** A file that is surely meant as the manifest, where that is missing at its usual path. */
export function insteadOfManifest(patterns: readonly string[], paths: readonly string[]): string | undefined {
  return patterns.join() === usualManifest ? meantFor(usualManifest, paths) : undefined;
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
