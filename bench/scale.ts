/** Size: time to read, check and compare against the yaml package alone, all rules against none, and memory. */
import { execFileSync } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pushEvent, workflowDispatchEvent } from '../sandbox/runner/events.ts';
import { startWorld } from '../sandbox/world.ts';
import { identifier, tenantApis, writeManifests } from './manifests.ts';
import { median } from './median.ts';

const rounds = 5;
const kinds = ['yaml', 'read', 'rules', 'action'];

for (const count of [1_000, 10_000, 100_000]) {
  const folder = await writeManifests(count);
  const times = new Map(kinds.map((kind): [string, number[]] => [kind, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [kind, taken] of times) taken.push(measure(kind, folder));
  }
  const [yaml, read, rules, action] = kinds.map((kind) => median(times.get(kind) ?? []));
  const ratio = (of = 0, to = 0) => `${of.toFixed(0)} ms (${(of / to).toFixed(2)} ×)`;
  console.log(
    `${count} permissions: yaml alone ${yaml?.toFixed(0)} ms, read ${ratio(read, yaml)}, ` +
      `read + check + compare ${ratio(action, yaml)}; read + all rules ${ratio(rules, read)} of read`,
  );
  await rm(folder, { recursive: true });
}

await measureMemory(100_000);

function measure(kind: string, folder: string): number {
  const script = join(import.meta.dirname, 'judge.ts');
  const output = execFileSync(process.execPath, [script, kind, join(folder, 'permissions')], { encoding: 'utf8' });
  return JSON.parse(output).milliseconds;
}

/** A plan, an apply and a plan again, as processes; the last must find nothing to do. */
async function measureMemory(count: number): Promise<void> {
  await using world = await startWorld({ tenant: { apis: tenantApis(count) } });
  const workspace = await writeManifests(count);
  const files = await Promise.all(
    Array.from({ length: count / 1000 }, async (_, file) => {
      const path = `permissions/${String(file).padStart(3, '0')}.yml`;
      return [path, await readFile(join(workspace, path))] as const;
    }),
  );
  world.github.commit('main', { 'README.md': 'Empty' });
  world.github.commit('main', Object.fromEntries(files));
  world.github.protect('main', 'classic');
  const more = { workspace, measure: true };
  const inputs = { manifest: 'permissions/*.yml' };
  const runs = {
    plan: () => world.run(workflowDispatchEvent(world.github), inputs, more),
    apply: () => world.run(pushEvent(world.github, 'main'), inputs, more),
    'plan again': () => world.run(workflowDispatchEvent(world.github), inputs, more),
  };
  for (const [name, run] of Object.entries(runs)) {
    const start = performance.now();
    const { outputs, peakMemory = Number.NaN, exitCode } = await run();
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    const { result, additions, updates } = outputs;
    console.log(
      `${name} of ${count} permissions in ${count / 1000} APIs: exit ${exitCode}, ${result}, +${additions} !${updates}, ` +
        `peak memory ${(peakMemory / 1024 / 1024).toFixed(0)} MiB, ${seconds} s`,
    );
  }
  console.log(`${identifier(0)} now holds ${world.tenant.permissions(identifier(0)).length} permissions`);
  await rm(workspace, { recursive: true });
}
