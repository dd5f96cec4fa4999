/**
 * One measurement in a process of its own: `node bench/judge.ts KIND FOLDER` prints the milliseconds that one of these
 * needs for the manifests in a folder: `yaml` the package alone, `read` the action's reading, `rules` reading and all
 * rules on a policy that uses each, `action` reading, the rules of the default policy, and the comparison.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { parseYaml } from '../src/adapters/yaml/parse.ts';
import type { SourceFile } from '../src/core/document.ts';
import { apisOf, type Manifest, readManifest } from '../src/core/manifest.ts';
import { planApi, type TenantApi } from '../src/core/plan.ts';
import { defaultPolicy, type Policy } from '../src/core/policy.ts';
import { readPolicy } from '../src/core/policy-reading.ts';
import { checkManifest } from '../src/core/rules/check.ts';
import { tenantApis } from './manifests.ts';

const [kind = '', folder = ''] = process.argv.slice(2);
const files = readdirSync(folder).map((path): SourceFile => {
  const bytes = readFileSync(join(folder, path));
  return { path, size: bytes.length, bytes };
});
const admission = { applications: 'by-grant', users: 'by-grant', anonymous: 'nobody', rbac: true } as const;
const tenant = new Map(tenantApis(files.length * 1000).map((seed) => [seed.identifier, toTenant(seed)]));
const strict = await readStrictPolicy();

/** `uniqueKeys` off, as in the action: it is quadratic, and measuring against it would flatter us. */
const tasks: Readonly<Record<string, () => number>> = {
  yaml: () => files.map(({ bytes }) => parse(bytes.toString(), { uniqueKeys: false })).length,
  read: () => read().entries.length,
  rules: () => judge(read(), strict),
  action: () => plan(read()),
};

const task = tasks[kind];
if (!task) throw new Error(`There is nothing called ${kind} to measure.`);
const start = performance.now();
const found = task();
process.stdout.write(JSON.stringify({ milliseconds: performance.now() - start, found }));

function read(): Manifest {
  const documents = files.flatMap((file) => parseYaml(file).document ?? []);
  const { manifest } = readManifest(documents);
  if (!manifest) throw new Error('The manifest of the benchmark can’t be read.');
  return manifest;
}

function judge(manifest: Manifest, policy: Policy): number {
  return checkManifest(manifest, { tenant: '', policy, today: '2026-11-23', exceptions: policy.exceptions }).problems
    .length;
}

function plan(manifest: Manifest): number {
  const changes = apisOf(manifest, '').map((declared) => {
    const api = tenant.get(declared.identifier);
    return api ? planApi({ declared, previous: new Map() }, api).changes.length : 0;
  });
  return changes.reduce((sum, count) => sum + count, judge(manifest, defaultPolicy));
}

/** Every rule on, and each with something to do. */
async function readStrictPolicy(): Promise<Policy> {
  const bytes = readFileSync(join(import.meta.dirname, 'policy.yml'));
  const { document } = parseYaml({ path: 'policy.yml', size: bytes.length, bytes });
  const { policy } = document ? await readPolicy(document) : {};
  if (!policy) throw new Error('The policy of the benchmark can’t be read.');
  return policy;
}

function toTenant({ identifier, scopes = [] }: ReturnType<typeof tenantApis>[number]): TenantApi {
  const permissions = scopes.map(({ value, description }) => ({ name: value, description }));
  return { id: identifier, identifier, name: undefined, permissions, system: false, admission };
}
