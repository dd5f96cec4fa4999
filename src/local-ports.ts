/** Binds what a run has wherever it was started: the disk and the tenant's reader. */
import type { Surroundings } from './adapters/auth0/session.ts';
import { keepHeapShort } from './adapters/files/heap.ts';
import { parseYaml } from './adapters/yaml/parse.ts';
import { ActionError } from './core/errors.ts';
import type { Credentials, Inputs, TenantAccess } from './inputs/inputs.ts';
import type { Ports } from './ports/ports.ts';
import type { Reporter } from './ports/reporter.ts';
import type { Run } from './ports/run.ts';

export interface Place {
  /** The folder to read and write; undefined or '' where the disk must not be used. */
  readonly workspace: string | undefined;
  /** The folder that files named by inputs are relative to. */
  readonly given: string;
  readonly reporter: Reporter;
  readonly cancelled: AbortSignal;
}

/** What a run is given wherever it was started, but for the files, which may come from elsewhere. */
export function localPorts(
  inputs: Inputs,
  run: Run,
  { workspace, given, reporter, cancelled }: Place,
): Omit<Ports, 'files'> {
  return {
    inputs,
    run,
    reporter,
    parse: parseYaml,
    parseTree: async (...of) => (await import('./adapters/yaml/tree.ts')).parseTree(...of),
    openReader: (access) => openReader(access, surroundings(reporter, cancelled)),
    openCensus: (access) => openCensus(access, surroundings(reporter, cancelled)),
    openFolder: () => openFolder(inputs, workspace),
    readGiven: async (input, path) => {
      const { readGiven } = await import('./adapters/files/given-file.ts');
      return await readGiven(given, input, path);
    },
  };
}

/** Before anything else is done with them. */
export function maskCredentials({ access, githubToken }: Inputs, reporter: Reporter): void {
  if (githubToken !== '') reporter.mask(githubToken);
  if (!access) return;
  for (const secret of secretsOf(access.credentials)) reporter.mask(secret);
}

function secretsOf(credentials: Credentials): readonly string[] {
  if (credentials.kind === 'token') return [credentials.token];
  return credentials.kind === 'key' ? credentials.key.secrets : [credentials.clientSecret];
}

/** A plan's way to the tenant: nothing in this function or behind it can write. */
async function openReader(access: TenantAccess, around: Surroundings) {
  const { openSession } = await import('./adapters/auth0/session.ts');
  const { Auth0TenantReader } = await import('./adapters/auth0/tenant.ts');
  return new Auth0TenantReader(await openSession(access, ['read:resource_servers'], around));
}

async function openCensus(access: TenantAccess, around: Surroundings) {
  await keepHeapShort(); // a whole tenant, however large it is
  const { openSession } = await import('./adapters/auth0/session.ts');
  const { Auth0Census } = await import('./adapters/auth0/census.ts');
  return new Auth0Census(await openSession(access, ['read:resource_servers'], around));
}

async function openFolder({ manifest: patterns, policy }: Inputs, workspace: string | undefined = '') {
  if (workspace === '') throw noFolder();
  await keepHeapShort(); // an import reads a whole tenant, too
  const { WorkspaceFolder } = await import('./adapters/files/manifest-folder.ts');
  const { completeManifest } = await import('./adapters/yaml/complete.ts');
  const own = policy.kind === 'file' ? policy.path : undefined;
  const folder = await WorkspaceFolder.open({ patterns, policy: own, workspace });
  return Object.assign(folder, { complete: completeManifest });
}

function noFolder(): ActionError {
  const message = 'An import writes to a checkout, and there is none that may be read here.';
  return new ActionError('input-invalid', message, 'Run it on workflow_dispatch, behind actions/checkout.');
}

export function surroundings(reporter: Reporter, cancelled: AbortSignal): Surroundings {
  return { log: (line) => reporter.info(line), mask: (secret) => reporter.mask(secret), cancelled };
}

/** Where files that inputs name are, and where outputs go. */
export function workspaceOf(env: Readonly<Record<string, string | undefined>>): string {
  return env.GITHUB_WORKSPACE ?? process.cwd();
}

/** Writes the files that a run was asked for. */
export function outputsIn(workspace: string): Reporter['file'] {
  return async (path, content) => {
    const { writeOutput } = await import('./adapters/files/whole-file.ts');
    return await writeOutput(workspace, path, content);
  };
}
