/**
 * One measurement in a process of its own: `node bench/judge.ts yaml|action FOLDER` prints the milliseconds that the
 * yaml package alone, or the action's reading, checking and comparing, needs for the manifests in a folder.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { parseYaml } from '../src/adapters/yaml/parse.ts';
import type { SourceFile } from '../src/core/document.ts';
import { apisOf, readManifest } from '../src/core/manifest.ts';
import { planApi, type TenantApi } from '../src/core/plan.ts';
import { checkManifest } from '../src/core/rules/check.ts';
import { tenantApis } from './manifests.ts';

const [kind = '', folder = ''] = process.argv.slice(2);
const files = readdirSync(folder).map((path): SourceFile => {
  const bytes = readFileSync(join(folder, path));
  return { path, size: bytes.length, bytes };
});
const tenant = new Map(tenantApis(files.length * 1000).map((seed) => [seed.identifier, toTenant(seed)]));

const start = performance.now();
const found = kind === 'yaml' ? parseAlone() : judge();
process.stdout.write(JSON.stringify({ milliseconds: performance.now() - start, found }));

/** `uniqueKeys` off, as in the action: it is quadratic, and measuring against it would flatter us. */
function parseAlone(): number {
  return files.map(({ bytes }) => parse(bytes.toString(), { uniqueKeys: false })).length;
}

function judge(): number {
  const documents = files.flatMap((file) => parseYaml(file).document ?? []);
  const { manifest } = readManifest(documents);
  if (!manifest) throw new Error('The manifest of the benchmark can’t be read.');
  const problems = checkManifest(manifest, { tenant: '' }).filter(({ severity }) => severity === 'error');
  const plans = apisOf(manifest, '').map((declared) => {
    const api = tenant.get(declared.identifier);
    return api ? planApi({ declared, previous: new Map() }, api).changes.length : 0;
  });
  return plans.reduce((sum, changes) => sum + changes, problems.length);
}

function toTenant({ identifier, scopes = [] }: ReturnType<typeof tenantApis>[number]): TenantApi {
  const permissions = scopes.map(({ value, description }) => ({ name: value, description }));
  return { id: identifier, identifier, name: undefined, permissions, system: false, exposure: 'limited' };
}
