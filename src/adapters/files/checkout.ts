import { open, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { glob } from 'tinyglobby';
import { largestFile, type SourceFile } from '../../core/document.ts';
import { ActionError } from '../../core/errors.ts';
import { compareText } from '../../core/problem.ts';

/**
 * Reads the files that patterns mean from the checkout, sorted by path; none where nothing matches.
 * Symbolic links are refused: a pull request could point one at a file with secrets and have its text shown.
 * @throws ActionError manifest-invalid for a path that is or passes through a link.
 */
export async function readCheckout(root: string, patterns: readonly string[]): Promise<SourceFile[]> {
  const workspace = await realpath(root);
  const paths = await glob([...patterns], { cwd: workspace, dot: true, onlyFiles: true, followSymbolicLinks: false });
  return await Promise.all(paths.sort(compareText).map((path) => readFile(workspace, path)));
}

async function readFile(workspace: string, path: string): Promise<SourceFile> {
  const absolute = join(workspace, path);
  if ((await realpath(absolute)) !== absolute) {
    throw new ActionError(
      'manifest-invalid',
      `${path} is a symbolic link.`,
      'Commit the file itself; links are refused.',
    );
  }
  await using file = await open(absolute);
  const { size } = await file.stat();
  return { path, size, bytes: size > largestFile ? new Uint8Array() : await file.readFile() };
}
