/**
 * A tenant, a GitHub and a runner, joined: what `npm start` tells its story with and the end-to-end tests run in.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GitHub, type GitHubOptions, startGitHub } from './github.ts';
import type { WorkflowEvent } from './runner/events.ts';
import { type RunOptions, type RunResult, runAction } from './runner.ts';
import { startTenant, type Tenant, type TenantOptions } from './tenant.ts';

/** The folder of action.yml. */
const action = join(import.meta.dirname, '..');

export interface WorldOptions {
  readonly tenant?: TenantOptions;
  readonly github?: GitHubOptions;
}

export interface World extends AsyncDisposable {
  readonly tenant: Tenant;
  readonly github: GitHub;
  /** PEM file with the tenant's certificate authority, for `NODE_EXTRA_CA_CERTS`. */
  readonly caFile: string;
  /** The inputs that reach the tenant with its client's secret. */
  readonly credentials: Readonly<Record<string, string>>;
  /** Runs the action on an event, with credentials unless `inputs` replaces them. */
  run(event: WorkflowEvent, inputs?: Readonly<Record<string, string>>, more?: Partial<RunOptions>): Promise<RunResult>;
}

/** Starts all of it on free ports of the loopback interface. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const tenant = await startTenant(options.tenant);
  const github = await startGitHub(options.github);
  const folder = await mkdtemp(join(tmpdir(), 'world-'));
  const caFile = join(folder, 'ca.pem');
  await writeFile(caFile, tenant.ca);
  const credentials = {
    'auth0-domain': tenant.domain,
    'auth0-client-id': tenant.client.id,
    'auth0-client-secret': tenant.client.secret,
  };
  return {
    tenant,
    github,
    caFile,
    credentials,
    run: (event, inputs = {}, more = {}) =>
      runAction({ action, event, inputs: { ...credentials, ...inputs }, github, caFile, ...more }),
    async [Symbol.asyncDispose]() {
      await Promise.all([tenant.close(), github.close(), rm(folder, { recursive: true, force: true })]);
    },
  };
}
