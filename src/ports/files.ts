/** Files of a repository: those that are read, and those that an import writes. */
import type { Allowance } from '../core/allowance.ts';
import type { FileSet, Parsed, SourceFile } from '../core/document.ts';
import type { Completion } from '../core/manifest-text.ts';
import type { Problem } from '../core/problem.ts';
import type { Tree } from '../core/tree.ts';
import type { CentralPolicy } from '../inputs/inputs.ts';

/** The files of manifest and policy, from wherever they are. */
export interface FileSource {
  /**
   * The files of this run.
   * @param absent what becomes of a manifest that is nowhere, and that no other file is surely meant for.
   * @throws ActionError manifest-missing where a path or pattern matches nothing, github-unavailable.
   */
  current(absent?: 'refused' | 'accepted'): Promise<FileSet>;
  /**
   * The files as another commit has them; undefined where the commit can't be found (anymore). Asked again for the
   * same commit it answers at once, and what is known already by its content's hash is not fetched again.
   * @throws ActionError github-unavailable
   */
  at(commit: string, known: FileSet): Promise<FileSet | undefined>;
  /** The files of another manifest, by its paths and globs, as `at` gives those of this one. @throws ActionError github-unavailable */
  other(commit: string, manifest: readonly string[]): Promise<readonly SourceFile[] | undefined>;
  /**
   * A policy that another repository keeps; its path is as the input names it.
   * @throws ActionError policy-invalid where there is none to see, github-unavailable
   */
  centralPolicy(from: CentralPolicy): Promise<SourceFile>;
  /**
   * Paths of all files at or below a folder ('' is the root), where `current` found the manifest: in the checkout, or in
   * the run's commit. `.git` and `node_modules` are left out.
   * @param commit another one, whose files GitHub is asked for.
   * @throws ActionError manifest-invalid, github-unavailable
   */
  list(folder: string, commit?: string): Promise<readonly string[]>;
  /**
   * One file from there; undefined where there is none. The path must be within the repository. Files that cost a request
   * each are given up to a number of them.
   * @throws ActionError manifest-invalid for a symbolic link, github-unavailable
   */
  read(path: string, commit?: string): Promise<SourceFile | 'too many requests' | undefined>;
}

/** What an import finds on the disk. */
export interface FolderContent {
  /** Without a manifest where there is none yet. */
  readonly files: FileSet;
  /** Paths that a new file must not have. */
  readonly taken: ReadonlySet<string>;
  /** Whether the folder is a clone of a repository. */
  readonly isCheckout: boolean;
}

/** A file to be written, as a whole. */
export interface NewText {
  /** Relative to the repository's root, with forward slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Never in the place of another. */
  readonly isFirst?: true;
}

/** The folder that an import writes to; nothing outside of it. */
export interface ManifestFolder {
  /** @throws ActionError manifest-invalid where a path is or passes through a link. */
  read(): Promise<FolderContent>;
  /** Whether the input `manifest` means the path. */
  matches(path: string): boolean;
  /** Those lines of the input `manifest` that mean none of the paths. */
  unmatched(paths: readonly string[]): string[];
  /**
   * Writes files whole or not at all, each; folders are made. Gives their absolute paths.
   * @throws ActionError input-invalid, manifest-invalid where a path is or passes through a link.
   */
  write(files: readonly NewText[]): Promise<string[]>;
}

export interface ManifestCompleter {
  /** The file with what is new in it. Nothing that is there is changed. */
  complete(file: SourceFile, completion: Completion): Uint8Array;
}

export type ParseFile = (file: SourceFile, together?: Allowance) => Parsed;

/** Gives the tree, or why there is none. */
export type ParseTree = (
  file: SourceFile,
  together?: Allowance,
) => Promise<{ readonly tree?: Tree; readonly problems: readonly Problem[] }>;
