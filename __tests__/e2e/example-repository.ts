/** A repository that is set up as the documentation says, in which the example workflows are played. */
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from '@jest/globals';
import { auditRights } from '../../sandbox/audited.ts';
import type { WorkflowEvent } from '../../sandbox/runner/events.ts';
import type { Ended, PlayedJob, Settings, Stage, UsedAction } from '../../sandbox/runner/workflow.ts';
import type { RunResult } from '../../sandbox/runner.ts';
import type { Tenant, TenantOptions } from '../../sandbox/tenant.ts';
import type { World } from '../../sandbox/world.ts';
import { entry } from './command.ts';
import { api, inWorld } from './scenario.ts';

type Texts = Readonly<Record<string, string>>;

/** One use of our action. */
export interface Use {
  readonly job: PlayedJob;
  readonly inputs: Texts;
  readonly tenant: Tenant;
  readonly result: RunResult;
}

export interface ExampleOptions {
  /** What every tenant holds at first, by identifier. */
  readonly held: Readonly<Record<string, Texts>>;
  /** Of the protected main, by path. */
  readonly files: Texts;
}

const own = 'OWNER/auth0-permissions-action@FULL_COMMIT_SHA';
const reads = ['read:resource_servers', 'read:client_grants', 'read:roles'];

/** A tenant with the applications of docs/auth0-setup.md. */
function tenantOptions({ held }: ExampleOptions): TenantOptions {
  return {
    apis: Object.entries(held).map(([identifier, permissions]) => api(identifier, permissions)),
    clients: [
      { name: 'plan', scopes: reads },
      { name: 'apply', scopes: [...reads, 'update:resource_servers'] },
      { name: 'audit', scopes: auditRights },
    ],
  };
}

/** In a private repository, where a permission that a job lacks is missed at once. */
export async function inExample(options: ExampleOptions, story: (example: Example) => Promise<void>): Promise<void> {
  await inWorld({ tenant: tenantOptions(options), github: { isPrivate: true } }, async (world) => {
    world.github.commit('main', options.files);
    world.github.protect('main', 'classic');
    await withPrograms((programs) => story(new Example(world, options, programs)));
    expect(world.github.requests.filter(({ status }) => status === 403)).toEqual([]);
  });
}

/** What a script finds as npx: our package is what is built here, and there is no other. */
async function withPrograms(story: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'programs-'));
  const own = 'https://github.com/OWNER/auth0-permissions-action/releases/download/vX.Y.Z/auth0-permissions-X.Y.Z.tgz';
  const script = `#!/bin/sh\n[ "$1 $2" = "--yes ${own}" ] || exit 9\nshift 2\nexec "${process.execPath}" "${entry}" "$@"\n`;
  await writeFile(join(folder, 'npx'), script);
  await chmod(join(folder, 'npx'), 0o755);
  await story(folder).finally(() => rm(folder, { recursive: true }));
}

/**
 * The environments `NAME` and `NAME-plan` are for the tenant NAME, `audit` and the repository's own settings are for
 * `production`.
 */
export class Example {
  readonly world: World;
  readonly uses: Use[] = [];
  /** What pull requests would bring, by path. */
  readonly proposed = new Map<string, string>();
  /** What runs would keep, by path. */
  readonly kept = new Map<string, string>();
  readonly #programs: string;
  readonly #options: ExampleOptions;
  readonly #tenants: Map<string, Promise<Tenant>>;

  constructor(world: World, options: ExampleOptions, programs: string) {
    this.world = world;
    this.#programs = programs;
    this.#options = options;
    this.#tenants = new Map([['production', Promise.resolve(world.tenant)]]);
  }

  async stage(event: WorkflowEvent): Promise<Stage> {
    const [plan, apply] = [await this.#settings('production-plan'), await this.#settings('production')];
    return {
      event,
      programs: this.#programs,
      repository: { vars: { ...apply.vars, ...plan.vars }, secrets: plan.secrets },
      environment: (name) => this.#settings(name),
      use: (action) => this.#use(action, event),
    };
  }

  async #settings(environment: string): Promise<Settings> {
    if (environment === 'audit') return settingsOf(this.world.tenant, 'AUDIT');
    const tenant = await this.#tenant(environment.replace(/-plan$/, ''));
    return settingsOf(tenant, environment.endsWith('-plan') ? 'PLAN' : 'APPLY');
  }

  async #tenant(name: string): Promise<Tenant> {
    const tenant = this.#tenants.get(name) ?? this.world.addTenant(tenantOptions(this.#options));
    this.#tenants.set(name, tenant);
    return await tenant;
  }

  /** Actions of others are played by name, or not at all: what is new here has to be thought of. */
  async #use(action: UsedAction, event: WorkflowEvent): Promise<Ended> {
    const [name] = action.uses.split('@');
    if (action.uses === own) return await this.#run(action, event);
    if (name === 'actions/checkout') return await this.#layOut(action.job.workspace);
    if (name === 'actions/setup-node') return { succeeded: true, outputs: {} };
    if (name === 'peter-evans/create-pull-request') return await this.#propose(action);
    if (name === 'actions/upload-artifact') return await this.#keep(action);
    throw new Error(`${action.uses} has no stand-in here`);
  }

  async #run({ inputs, job }: UsedAction, event: WorkflowEvent): Promise<Ended> {
    const { github } = this.world;
    if (job.isDeployed)
      github.addDeployment({ environment: job.environment, ref: event.sha, app: 'github-actions[bot]' });
    const token = github.addToken({ permissions: job.permissions });
    const context = { url: github.url, repository: github.repository, token, job: job.name };
    const result = await this.world.run(event, inputs, { github: context, workspace: job.workspace });
    expect(result.text).not.toContain(token);
    const tenants = await Promise.all(this.#tenants.values());
    const tenant = tenants.find(({ domain }) => domain === inputs['auth0-domain']);
    if (!tenant) throw new Error(`no tenant has the domain ${inputs['auth0-domain']}`);
    this.uses.push({ job, inputs, tenant, result });
    return { succeeded: result.exitCode === 0, outputs: result.outputs };
  }

  async #propose({ inputs, job }: UsedAction): Promise<Ended> {
    for (const [path, text] of await readAll(job.workspace, inputs['add-paths'])) this.proposed.set(path, text);
    return { succeeded: true, outputs: {} };
  }

  async #keep({ inputs, job }: UsedAction): Promise<Ended> {
    const found = await readAll(job.workspace, inputs.path);
    for (const [path, text] of found) this.kept.set(path, text);
    return { succeeded: found.size > 0 || inputs['if-no-files-found'] !== 'error', outputs: {} };
  }

  async #layOut(workspace: string): Promise<Ended> {
    for (const [path, text] of Object.entries({ ...this.#options.files, '.git/HEAD': 'ref: refs/heads/main\n' })) {
      await mkdir(dirname(join(workspace, path)), { recursive: true });
      await writeFile(join(workspace, path), text);
    }
    return { succeeded: true, outputs: {} };
  }
}

function settingsOf(tenant: Tenant, kind: keyof typeof places): Settings {
  const client = tenant.clients[places[kind]];
  return {
    vars: { AUTH0_DOMAIN: tenant.domain, [`AUTH0_${kind}_CLIENT_ID`]: client?.id ?? '' },
    secrets: { [`AUTH0_${kind}_CLIENT_SECRET`]: client?.secret ?? '' },
  };
}

const places = { PLAN: 0, APPLY: 1, AUDIT: 2 } as const;

/** Files of the lines' paths and folders, by path; those that are not there are left out. */
async function readAll(workspace: string, lines = ''): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const path of lines.split('\n').filter((line) => line !== '')) {
    const text = await readFile(join(workspace, path), 'utf8').catch(() => undefined);
    if (text !== undefined) found.set(path, text);
    const names = await readdir(join(workspace, path)).catch(() => []);
    for (const name of names) found.set(join(path, name), await readFile(join(workspace, path, name), 'utf8'));
  }
  return found;
}
