/**
 * A tenant, a GitHub and a runner, joined: what `npm start` tells its story with and the end-to-end tests run in.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCertificate } from './certificate.ts';
import { type GitHub, type GitHubOptions, startGitHub } from './github.ts';
import type { WorkflowEvent } from './runner/events.ts';
import { type RunOptions, type RunResult, runAction } from './runner.ts';
import type { TenantClient } from './tenant/tokens.ts';
import { startTenant, type Tenant, type TenantOptions } from './tenant.ts';

/** The folder of action.yml. */
const action = join(import.meta.dirname, '..');

export interface WorldOptions {
  readonly tenant?: TenantOptions;
  readonly github?: GitHubOptions;
}

export interface World extends AsyncDisposable {
  readonly tenant: Tenant;
  /** The first one, and those that were added. */
  readonly tenants: readonly Tenant[];
  readonly github: GitHub;
  /** PEM file with the tenants' certificate authority, for `NODE_EXTRA_CA_CERTS`. */
  readonly caFile: string;
  /** The inputs that reach the tenant with its client's secret. */
  readonly credentials: Readonly<Record<string, string>>;
  /** Starts one more, whose certificates are of the same authority. */
  addTenant(options?: TenantOptions): Promise<Tenant>;
  /** Runs the action on an event, with credentials unless `inputs` replaces them. */
  run(event: WorkflowEvent, inputs?: Readonly<Record<string, string>>, more?: Partial<RunOptions>): Promise<RunResult>;
}

/** Starts all of it on free ports of the loopback interface. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const certificate = options.tenant?.certificate ?? (await makeCertificate());
  const tenant = await startTenant({ ...options.tenant, certificate });
  const tenants = [tenant];
  const github = await startGitHub(options.github);
  const folder = await mkdtemp(join(tmpdir(), 'world-'));
  const caFile = join(folder, 'ca.pem');
  await writeFile(caFile, tenant.ca);
  const credentials = credentialsOf(tenant);
  return {
    tenant,
    tenants,
    github,
    caFile,
    credentials,
    async addTenant(more) {
      const added = await startTenant({ ...more, certificate });
      tenants.push(added);
      return added;
    },
    run: (event, inputs = {}, more = {}) =>
      runAction({ action, event, inputs: { ...credentials, ...inputs }, github, caFile, ...more }),
    async [Symbol.asyncDispose]() {
      const closed = tenants.map((one) => one.close());
      await Promise.all([...closed, github.close(), rm(folder, { recursive: true, force: true })]);
    },
  };
}

/** The inputs that reach a tenant, as its first client unless another one is named. */
export function credentialsOf(tenant: Tenant, client: TenantClient = tenant.client) {
  return { 'auth0-domain': tenant.domain, 'auth0-client-id': client.id, 'auth0-client-secret': client.secret };
}
