/** A checkout in which audits run, of the tenant that has something of all there is to find. */
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from '@jest/globals';
import { workflowDispatchEvent } from '../../sandbox/runner/events.ts';
import type { RunResult } from '../../sandbox/runner.ts';
import type { TenantOptions } from '../../sandbox/tenant.ts';
import type { World } from '../../sandbox/world.ts';
import { type AuditDocument, auditSchema } from '../../src/core/audit/document.ts';
import { inWorld } from './scenario.ts';

export type Inputs = Readonly<Record<string, string>>;

export interface Audited {
  readonly world: World;
  readonly workspace: string;
  audit(inputs?: Inputs): Promise<RunResult>;
  /** What the run wrote there. */
  read(path: string): Promise<string>;
  document(path?: string): Promise<AuditDocument>;
}

/** A checkout with these files, and a tenant. */
export async function inAudit(
  tenant: TenantOptions,
  files: Readonly<Record<string, string>>,
  story: (audited: Audited) => Promise<void>,
  inOne: typeof inWorld = inWorld,
): Promise<void> {
  const workspace = await realpath(await mkdtemp(join(tmpdir(), 'audited-')));
  const placed = { '.git/HEAD': 'ref: refs/heads/main\n', 'README.md': 'x', ...files };
  for (const [path, text] of Object.entries(placed)) {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), text);
  }
  const read = (path: string) => readFile(join(workspace, path), 'utf8');
  try {
    await inOne({ tenant }, async (world) => {
      world.github.commit('main', placed);
      await story({
        world,
        workspace,
        audit: (inputs = {}) =>
          world.run(workflowDispatchEvent(world.github), { mode: 'audit', ...inputs }, { workspace }),
        read,
        document: async (path = 'audit.json') => auditSchema.parse(JSON.parse(await read(path))),
      });
      expect(world.tenant.requests.filter(({ method }) => method !== 'GET').map(({ path }) => path)).toEqual(
        world.tenant.requests.filter(({ path }) => path === '/oauth/token').map(({ path }) => path),
      );
    });
  } finally {
    await rm(workspace, { recursive: true });
  }
}

/** All that an audit without a right says of it, in every format, and that it succeeds. */
export async function expectUnread({ audit, document, read }: Audited, scope: string, what: string): Promise<void> {
  const files = ['audit.json', 'audit.csv', 'audit.html', 'audit.md'];
  const run = await audit({ 'audit-file': files.join('\n'), 'fail-on': 'never' });
  expect(run).toMatchObject({ exitCode: 0, outputs: { result: 'unchanged', 'failure-reason': '' } });
  const found = await document();
  expect(found.complete).toBe(false);
  expect(found.notRead).toMatchObject([{ what, scope }]);
  for (const text of [run.stdout, run.summary, await read('audit.html'), await read('audit.md')])
    expect(text).toContain(scope);
  const unread = ['grants', 'roles'].includes(what);
  expect(found.findings.some(({ id }) => id === 'granted-to-nobody')).toBe(!unread);
  const lines = (await read('audit.csv')).split('\r\n');
  expect(lines.filter((line) => line.includes(',not-read,')).length > 0).toBe(unread);
  expect(lines.filter((line) => line.includes(',nobody,')).length > 0).toBe(!unread);
}
