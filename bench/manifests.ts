import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApiSeed } from '../sandbox/tenant/apis.ts';

const perFile = 1000;

/** A checkout with `count` permissions, a thousand a file and API, in a new temporary folder. */
export async function writeManifests(count: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  await mkdir(join(folder, '.git'));
  await mkdir(join(folder, 'permissions'));
  const files = Math.ceil(count / perFile);
  for (let file = 0; file < files; file += 1) {
    await writeFile(
      join(folder, 'permissions', `${String(file).padStart(3, '0')}.yml`),
      manifestText(file, Math.min(count, perFile)),
    );
  }
  return folder;
}

function manifestText(file: number, permissions: number): string {
  const lines = Array.from({ length: permissions }, (_, index) => `      ${name(index)}: ${description(index)}`);
  return ['version: 1', 'apis:', `  - identifier: ${identifier(file)}`, '    permissions:', ...lines, ''].join('\n');
}

export function identifier(file: number): string {
  return `https://api.example.com/service-${file}`;
}

const verbs = ['read', 'create', 'update', 'delete'];

function name(index: number): string {
  return `${verbs[index % verbs.length]}:resource_${Math.floor(index / verbs.length)}`;
}

function description(index: number): string {
  return `Work with resource ${Math.floor(index / verbs.length)} of this service`;
}

/** The tenant before: of each API every second permission, one of them described otherwise. */
export function tenantApis(count: number): ApiSeed[] {
  const permissions = Math.min(count, perFile);
  return Array.from({ length: Math.ceil(count / perFile) }, (_, file) => ({
    identifier: identifier(file),
    scopes: Array.from({ length: permissions / 2 }, (_, half) => ({
      value: name(half * 2),
      description: half === 0 ? 'Somebody’s words' : description(half * 2),
    })),
  }));
}
