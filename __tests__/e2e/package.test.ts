/** The package of a release, as npx takes it, in a folder where nothing else is. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { gitVariables, inTemporary, writeFiles } from '../local-git.ts';
import { manifestPath, ordersManifest } from './scenario.ts';

const root = join(import.meta.dirname, '../..');
const described: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const { version } = z.object({ version: z.string() }).parse(described);

function pack(folder: string) {
  const args = ['.ci/release.ts', 'pack', `v${version}`, folder];
  return spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
}

/** A place to download from, and a registry that is asked for nothing. */
async function withDownloads(folder: string, story: (url: string, asked: string[]) => Promise<void>): Promise<void> {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    if (url.endsWith('.tgz')) response.end(readFileSync(join(folder, url)));
    else response.writeHead(404).end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo; // of a server that listens on a port
  await story(`http://127.0.0.1:${port}`, asked).finally(() => server.close());
}

test('runs by npx, and nothing but itself is downloaded', async () => {
  await inTemporary(async (folder) => {
    const name = `auth0-permissions-${version}.tgz`;
    expect(pack(folder)).toMatchObject({ status: 0, stdout: `${join(folder, name)}\n`, stderr: '' });
    await writeFiles(folder, { [`work/${manifestPath}`]: ordersManifest({ 'read:orders': 'View orders' }) });
    await withDownloads(folder, async (url, asked) => {
      const npx = async (...args: string[]) => {
        const env = { PATH: process.env.PATH, HOME: folder, npm_config_cache: join(folder, 'cache'), ...gitVariables };
        const own = {
          ...env,
          npm_config_registry: url,
          npm_config_audit: 'false',
          npm_config_update_notifier: 'false',
        };
        const child = spawn('npx', ['--yes', `${url}/${name}`, ...args], { cwd: join(folder, 'work'), env: own });
        const [stdout, stderr, [status]] = await Promise.all([
          text(child.stdout),
          text(child.stderr),
          once(child, 'close'),
        ]);
        return { status, stdout, stderr };
      };
      expect(await npx('--version')).toMatchObject({ status: 0, stdout: `${version}\n` });
      expect(await npx('validate')).toEqual({ status: 0, stdout: 'Auth0 permissions · no problems\n', stderr: '' });
      expect(await npx('plan')).toMatchObject({ status: 0, stderr: expect.stringContaining('not a git repository') });
      expect([...new Set(asked)]).toEqual([`/${name}`]);
    });
  });
});

test('is the same to the byte, made twice', async () => {
  await inTemporary(async (folder) => {
    await writeFiles(folder, { 'a/x': '', 'b/x': '' });
    const made = ['a', 'b'].map((name) => pack(join(folder, name)).stdout.trim());
    expect(spawnSync('cmp', made)).toMatchObject({ status: 0 });
  });
});
