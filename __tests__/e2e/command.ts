/** The command as a person or another CI runs it. */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { World } from '../../sandbox/world.ts';
import { gitVariables } from '../local-git.ts';

export const entry = join(import.meta.dirname, '../../dist/index.js');

export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** No variable of a runner, and nothing else from this process but the path. */
export async function command(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  readers: 'all read' | 'output unread' = 'all read',
): Promise<Ended> {
  const own = { PATH: process.env.PATH ?? '', ...gitVariables, ...env };
  const child = spawn(process.execPath, [entry, ...args], { cwd: folder, env: own, stdio: ['ignore', 'pipe', 'pipe'] });
  if (readers === 'output unread') child.stdout.destroy();
  const [out, error]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => error.push(chunk));
  const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { exitCode, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(error).toString() };
}

/** An empty folder that passes for a clone. */
export async function inFolder(story: (folder: string) => Promise<void>): Promise<void> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'terminal-')));
  await mkdir(join(folder, '.git'));
  await story(folder).finally(() => rm(folder, { recursive: true }));
}

/** How the tenant of a world is reached. */
export function tenantOf({ tenant, caFile }: World) {
  const options = ['--domain', tenant.domain, '--client-id', tenant.client.id];
  return { options, env: { NODE_EXTRA_CA_CERTS: caFile, AUTH0_CLIENT_SECRET: tenant.client.secret } };
}
