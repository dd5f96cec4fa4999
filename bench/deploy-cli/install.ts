/** auth0-deploy-cli in a scratch folder of its own: it is measured against, and never a dependency. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The newest one when the figures in bench/README.md were taken. */
export const version = '8.44.0';

const run = promisify(execFile);

export interface Installed extends AsyncDisposable {
  /** The file that `a0deploy` is a link to. */
  readonly script: string;
}

/** Throws, saying what npm said, where it can't be installed, for instance because the registry is out of reach. */
export async function installDeployCli(): Promise<Installed> {
  const folder = await mkdtemp(join(tmpdir(), 'deploy-cli-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--fetch-retries=1'];
  try {
    await run('npm', ['install', `--prefix=${folder}`, ...options, `auth0-deploy-cli@${version}`]);
  } catch (cause) {
    await remove();
    const what = `auth0-deploy-cli ${version} can’t be installed, so there is nothing to compare with`;
    throw new Error(`${what}. Is the npm registry within reach? npm says: ${lastLines(cause)}`, { cause });
  }
  const script = join(folder, 'node_modules/auth0-deploy-cli/lib/index.js');
  return { script, [Symbol.asyncDispose]: remove };
}

function lastLines(error: unknown): string {
  const text = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
  const lines = text.split('\n').filter((line) => line.startsWith('npm error') && !line.includes('A complete log'));
  return lines.slice(0, 3).join(' · ');
}
