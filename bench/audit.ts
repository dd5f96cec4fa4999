/** An audit of tenants of growing size: time, memory, requests; and how it keeps to the smallest rate limit of a paid tenant. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditRights } from '../sandbox/audited.ts';
import { workflowDispatchEvent } from '../sandbox/runner/events.ts';
import type { RateLimit } from '../sandbox/tenant/rate-limit.ts';
import type { TenantOptions } from '../sandbox/tenant.ts';
import { startWorld } from '../sandbox/world.ts';

interface Size {
  readonly apis: number;
  /** Of each API. */
  readonly permissions: number;
  readonly applications: number;
  readonly roles: number;
}

const whole: Size = { apis: 300, permissions: 30, applications: 200, roles: 100 };
const part = (share: number): Size => ({
  ...{ apis: whole.apis * share, permissions: whole.permissions },
  ...{ applications: whole.applications * share, roles: whole.roles * share },
});

const identifier = (index: number) => `https://api.example.com/service-${index}`;
const names = (api: number, count: number) => Array.from({ length: count }, (_, index) => `read:thing-${api}-${index}`);
const count = (length: number) => Array.from({ length }, (_, index) => index);

for (const size of [part(0.25), part(0.5), whole]) await measure(size);
await measure(whole, { burst: 10, perSecond: 2 });

async function measure(size: Size, rateLimit?: RateLimit): Promise<void> {
  await using world = await startWorld({ tenant: { ...tenantOf(size), ...(rateLimit && { rateLimit }) } });
  world.github.commit('main', { 'README.md': 'Without a manifest all APIs are audited' });
  const workspace = await mkdtemp(join(tmpdir(), 'audit-'));
  const files = ['json', 'csv', 'html', 'md'].map((ending) => join(workspace, `audit.${ending}`));
  const inputs = { mode: 'audit', 'audit-file': files.join('\n') };
  const start = performance.now();
  const run = await world.run(workflowDispatchEvent(world.github), inputs, { workspace, measure: true });
  const seconds = (performance.now() - start) / 1000;
  const { peakMemory = Number.NaN, cpuSeconds = Number.NaN, exitCode, outputs } = run;
  const { requests } = world.tenant;
  const refused = requests.filter(({ status }) => status === 429).length;
  const written = Object.entries(run.files).flatMap(([path, text]) => {
    const ending = files.some((one) => path.endsWith(one)) ? path.split('.').at(-1) : undefined;
    return ending ? [`${ending} ${(text.length / 1024 ** 2).toFixed(1)} MiB`] : [];
  });
  console.log(
    `${size.apis} APIs × ${size.permissions}, ${size.applications} applications, ${size.roles} roles` +
      `${rateLimit ? `, burst ${rateLimit.burst}, ${rateLimit.perSecond} a second` : ''}: exit ${exitCode}, ` +
      `${outputs.findings} findings, ${requests.length} requests, ${refused} refused, ${seconds.toFixed(1)} s, ` +
      `CPU ${cpuSeconds.toFixed(1)} s, peak memory ${(peakMemory / 1024 ** 2).toFixed(0)} MiB; ${written.join(', ')}`,
  );
  await rm(workspace, { recursive: true });
}

/** Three grants for each API, every tenth of all; each role holds ten permissions of each of ten APIs. */
function tenantOf({ apis, permissions, applications, roles }: Size): TenantOptions {
  return {
    apis: count(apis).map((api) => ({
      identifier: identifier(api),
      name: `Service ${api}`,
      enforce_policies: api % 2 === 0,
      scopes: names(api, permissions).map((value) => ({ value, description: `What ${value} allows` })),
    })),
    clients: [
      { name: 'Auditor', scopes: auditRights },
      ...count(applications).map((index) => ({ id: `client-${index}`, name: `Application ${index}` })),
    ],
    grants: count(apis * 3).map((index) => {
      const api = index % apis;
      const grant = { client: `client-${index % applications}`, audience: identifier(api) };
      const subject = index % 3 === 0 ? ('user' as const) : ('client' as const);
      if (index % 10 === 0) return { ...grant, subject_type: subject, allow_all_scopes: true };
      return { ...grant, subject_type: subject, scope: names(api, permissions).slice(0, permissions / 2) };
    }),
    roles: count(roles).map((role) => ({
      id: `rol_${role}`,
      name: `Role ${role}`,
      users: role,
      permissions: count(10).flatMap((step) => {
        const api = (role * 10 + step) % apis;
        return names(api, 10).map((name) => ({ api: identifier(api), name }));
      }),
    })),
  };
}
