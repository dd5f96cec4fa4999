/** Which paths the inputs `manifest` and `policy` mean. */
import { posix } from 'node:path';
import type { FileSet, SourceFile } from '../../core/document.ts';
import { mayBeMeant, meantFor, usualManifest, usualPolicy } from '../../core/usual-paths.ts';

/** What the lines of the input `manifest` mean: paths and globs, relative to the repository's root. */
export interface Patterns {
  matches(path: string): boolean;
  /** The lines that mean none of the paths: each was written for a file that isn't there. */
  unmatched(paths: readonly string[]): string[];
  /** The files or folders that the lines begin at, each once; '' is the root. */
  readonly bases: readonly string[];
  /** All that can match, where no line is a glob. */
  readonly paths?: readonly string[];
}

export async function readPatterns(lines: readonly string[]): Promise<Patterns> {
  if (lines.every(isPath)) return readPaths(lines);
  const { readGlobs } = await import('./globs.ts');
  return readGlobs(lines);
}

function readPaths(lines: readonly string[]): Patterns {
  const paths = [...new Set(lines)];
  return {
    matches: (path) => paths.includes(path),
    unmatched: (there) => lines.filter((line) => !there.includes(line)),
    bases: paths,
    paths,
  };
}

/** No character of it means anything in a glob. Most are ASCII, for which no tables of Unicode are needed. */
const plain = /^[\p{L}\p{N}_ .@~/-]*[\p{L}\p{N}_]$/u;
const asciiPlain = /^[\w .@~/-]*\w$/;

/** Whether a line surely means one path and nothing else. */
function isPath(line: string): boolean {
  return (asciiPlain.test(line) || plain.test(line)) && posix.join('/', line) === `/${line}`;
}

/** Tells which paths of a commit are meant, by the lines or as the policy, where they begin, and which folders can hold one. */
export async function meantBy(lines: readonly string[], policy: string | undefined) {
  const patterns = await readPatterns(lines);
  const own = policy === undefined ? [] : [policy];
  const bases = [...patterns.bases, ...own];
  return {
    ...(patterns.paths && { paths: [...new Set([...patterns.paths, ...own])] }),
    bases,
    matches: (path: string) => path === policy || patterns.matches(path),
    mayHold: (folder: string) => bases.some((base) => isWithin(folder, base) || isWithin(base, folder)),
  };
}

/** Files that are meant, and the paths of others beside them. */
export interface Found {
  readonly files: readonly SourceFile[];
  readonly paths: readonly string[];
}

/** A pattern such as `.github/permissions*.yml` means the policy, too, which is no manifest. */
export function divide({ files, paths }: Found, patterns: Patterns, policy: string | undefined): FileSet {
  const manifest = files.filter(({ path }) => path !== policy);
  const own = files.find(({ path }) => path === policy);
  const instead = policy === usualPolicy && !own ? insteadOfPolicy(paths, patterns) : undefined;
  return { manifest, policy: own, ...(instead !== undefined && { policyInstead: instead }) };
}

function insteadOfPolicy(paths: readonly string[], patterns: Patterns): string | undefined {
  return meantFor(
    usualPolicy,
    paths.filter((path) => mayBeMeant(path) && !patterns.matches(path)),
  );
}

/** A file that is surely meant as the manifest, where that is missing at its usual path. */
export function insteadOfManifest(lines: readonly string[], paths: readonly string[]): string | undefined {
  return lines.join() === usualManifest ? meantFor(usualManifest, paths) : undefined;
}

function isWithin(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}
