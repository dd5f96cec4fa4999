/** Real git repositories in temporary folders, whatever the settings of the machine. */
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const person = { name: 'A person', email: 'person@example.com' };

const env = {
  PATH: process.env.PATH,
  GIT_CONFIG_GLOBAL: devNull,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: person.name,
  GIT_AUTHOR_EMAIL: person.email,
  GIT_COMMITTER_NAME: person.name,
  GIT_COMMITTER_EMAIL: person.email,
};

export function git(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

/** Variables for a command under test: the machine's own git settings stay out of it. */
export const gitVariables = { GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1' };

export async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

export async function commitFiles(folder: string, files: Readonly<Record<string, string>>): Promise<string> {
  await writeFiles(folder, files);
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--allow-empty', '--message', 'A change');
  return git(folder, 'rev-parse', 'HEAD');
}

export async function inTemporary(story: (folder: string) => Promise<void>): Promise<void> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'local-git-')));
  await story(folder).finally(() => rm(folder, { recursive: true, force: true }));
}

/** A repository with a first commit on main. */
export async function inRepository(
  files: Readonly<Record<string, string>>,
  story: (folder: string) => Promise<void>,
): Promise<void> {
  await inTemporary(async (folder) => {
    git(folder, 'init', '--quiet', '--initial-branch', 'main');
    await commitFiles(folder, files);
    await story(folder);
  });
}
