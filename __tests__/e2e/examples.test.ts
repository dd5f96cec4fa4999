/** Every workflow of examples/workflows, whatever is added there, on every event it names, against tenants and a GitHub. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { pullRequestEvent, pushEvent, scheduleEvent, workflowDispatchEvent } from '../../sandbox/runner/events.ts';
import { type JobEnded, playWorkflow, readWorkflow, type Workflow } from '../../sandbox/runner/workflow.ts';
import type { Tenant } from '../../sandbox/tenant.ts';
import { auditSchema } from '../../src/core/audit/document.ts';
import { type Example, inExample, type Use } from './example-repository.ts';
import { manifestPath } from './scenario.ts';

const examples = join(import.meta.dirname, '../../examples');
const before = readFileSync(join(examples, 'permissions.yml'), 'utf8');
const after = readFileSync(join(examples, 'permissions.pull-request.yml'), 'utf8');
const files = { [manifestPath]: before, '.github/tenants.json': '["acme", "globex", "initech"]\n' };

type Apis = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What a manifest of the examples says, by identifier. */
function declaredBy(text: string): Apis {
  const details = z.union([z.string(), z.object({ description: z.string() }).transform((one) => one.description)]);
  const entry = z.object({ identifier: z.string(), permissions: z.record(z.string(), details) });
  const { apis } = z.object({ apis: z.array(entry) }).parse(parse(text));
  return Object.fromEntries(apis.map(({ identifier, permissions }) => [identifier, permissions]));
}

/** The same, after somebody took a permission away in the dashboard and made another one. */
function editedByHand(apis: Apis): Apis {
  const [[identifier = '', permissions = {}] = []] = Object.entries(apis);
  const rest = Object.fromEntries(Object.entries(permissions).slice(1));
  return { ...apis, [identifier]: { ...rest, 'export:legacy': 'Export everything there is' } };
}

function heldBy(tenant: Tenant): Apis {
  const entries = Object.keys(declaredBy(before)).map((identifier) => {
    const held = tenant.permissions(identifier).map(({ value, description = '' }) => [value, description]);
    return [identifier, Object.fromEntries(held)];
  });
  return Object.fromEntries(entries);
}

function workflowOf(file: string): Workflow {
  return readWorkflow(readFileSync(join(examples, 'workflows', file), 'utf8'));
}

type Jobs = ReadonlyMap<string, JobEnded>;

interface Scenario {
  /** What each tenant holds before the event. */
  readonly held: Apis;
  play(example: Example, workflow: Workflow): Promise<Jobs>;
}

async function propose(example: Example, workflow: Workflow): Promise<Jobs> {
  const { github } = example.world;
  github.commit('topic', { [manifestPath]: after }, { from: 'main' });
  const number = github.openPullRequest({ head: 'topic' });
  return await playWorkflow(workflow, await example.stage(pullRequestEvent(github, number)));
}

/** The pull request is planned before: by the same workflow, or else by the one that is its other half. */
async function merge(example: Example, workflow: Workflow): Promise<Jobs> {
  await propose(example, 'pull_request' in workflow.on ? workflow : workflowOf('plan.yml'));
  example.uses.splice(0);
  const { github } = example.world;
  github.merge(1);
  return await playWorkflow(workflow, await example.stage(pushEvent(github, 'main')));
}

const scenarios = new Map<string, Scenario>([
  ['pull_request', { held: declaredBy(before), play: propose }],
  ['push', { held: declaredBy(before), play: merge }],
  [
    'schedule',
    {
      held: editedByHand(declaredBy(before)),
      play: async (example, workflow) =>
        await playWorkflow(workflow, await example.stage(scheduleEvent(example.world.github))),
    },
  ],
  [
    'workflow_dispatch',
    {
      held: editedByHand(declaredBy(before)),
      play: async (example, workflow) =>
        await playWorkflow(workflow, await example.stage(workflowDispatchEvent(example.world.github))),
    },
  ],
]);

interface Ending {
  readonly event: string;
  readonly use: Use;
  readonly example: Example;
}

/** How a run of each mode ends, by the documentation. */
const endings = new Map<string, (ending: Ending) => void>([
  [
    'plan',
    ({ event, use: { inputs, result }, example }) => {
      expect(result).toMatchObject({ exitCode: 0, outputs: { result: 'changes', 'failure-reason': '' } });
      const isTold = event === 'pull_request' && inputs.comment !== 'never';
      expect(result.outputs['comment-url'] !== '').toBe(isTold);
      if (event === 'pull_request') expect(commentsOf(example, inputs)).toHaveLength(isTold ? 1 : 0);
    },
  ],
  [
    'apply',
    ({ event, use: { inputs, tenant, result }, example }) => {
      expect(result).toMatchObject({ exitCode: 0, outputs: { result: 'applied', 'failure-reason': '' } });
      expect(heldBy(tenant)).toMatchObject(declaredBy(event === 'push' ? after : before));
      const environment = inputs.environment || tenant.domain;
      const recorded = example.world.github.deployments().filter(({ task }) => task === 'auth0-permissions');
      expect(recorded.filter((one) => one.environment === environment)).toMatchObject([
        { statuses: [{ state: 'success' }] },
      ]);
      if (event !== 'push') return;
      const comments = commentsOf(example, inputs);
      expect(comments).toHaveLength(inputs.comment === 'never' ? 0 : 1);
      for (const body of comments) expect(body).toContain('**Applied: ');
    },
  ],
  [
    'drift',
    ({ use: { result }, example }) => {
      expect(result).toMatchObject({ exitCode: 1, outputs: { drift: 'true', 'failure-reason': 'drift-found' } });
      expect(example.world.github.issues().map(({ state }) => state)).toContain('open');
    },
  ],
  [
    'import',
    ({ use: { result } }) => {
      expect(result).toMatchObject({ exitCode: 0, outputs: { result: 'changes', additions: '1' } });
      expect(Object.values(result.files).join()).toContain('export:legacy: Export everything there is');
    },
  ],
  [
    'audit',
    ({ use: { result }, example }) => {
      expect(result).toMatchObject({ exitCode: 0, outputs: { result: 'unchanged', 'failure-reason': '' } });
      const review = auditSchema.parse(JSON.parse(example.proposed.get('access-review/audit.json') ?? ''));
      expect(review.findings.map(({ id }) => id)).toContain('unmanaged-permission');
      expect(review).toMatchObject({ complete: true, fingerprint: result.outputs.fingerprint });
      expect([...example.proposed.keys()]).toEqual(['access-review/audit.json', 'access-review/audit.md']);
      for (const ending of ['json', 'md']) expect(example.kept.has(`access-review/audit.${ending}`)).toBe(true);
      for (const ending of ['html', 'csv']) expect(example.kept.has(`access-review-files/audit.${ending}`)).toBe(true);
    },
  ],
  ['validate', ({ use: { result } }) => expect(result.exitCode).toBe(0)],
]);

/** The bodies of our comments for the environment of a run. */
function commentsOf({ world }: Example, { environment = '' }: Use['inputs']): string[] {
  const title = ['### Auth0 permissions', ...(environment === '' ? [] : [environment])].join(' · ');
  const bodies = world.github.comments(1).map(({ body }) => body);
  return bodies.filter((body) => body.includes(`\n${title}\n`));
}

function endOf(ending: Ending): void {
  const { use } = ending;
  const { mode = '' } = use.inputs;
  expect(use.result.annotations.filter(({ level }) => level === 'warning')).toEqual([]);
  const end = endings.get(mode);
  if (!end) throw new Error(`nobody said how mode ${mode} ends`);
  end(ending);
  if (mode !== 'apply') expect(writesTo(use)).toEqual([]);
}

/** What a pull request would bring beside a manifest. */
function endOfPages({ proposed }: Example): void {
  const page = proposed.get('docs/permissions.md');
  if (page === undefined) return;
  const names = Object.values(declaredBy(before)).flatMap(Object.keys);
  expect(names.length).toBeGreaterThan(1);
  for (const name of names) expect(page).toContain(`\n| \`${name}\` | `);
}

function writesTo({ tenant }: Use): string[] {
  return tenant.requests
    .map(({ method, path }) => `${method} ${path}`)
    .filter((one) => !/^(GET|POST \/oauth)/.test(one));
}

const workflows = readdirSync(join(examples, 'workflows')).sort();
const played = workflows.flatMap((file) => {
  const workflow = workflowOf(file);
  return Object.keys(workflow.on).map((event): [string, string, Workflow] => [file, event, workflow]);
});

describe('the example workflow', () => {
  test.each(played)('%s does on %s what the documentation says', async (_file, event, workflow) => {
    const { held, play } = scenarios.get(event) ?? unknown(event);
    await inExample({ held, files }, async (example) => {
      const jobs = await play(example, workflow);
      expect([...example.uses, ...example.proposed]).not.toEqual([]);
      endOfPages(example);
      for (const use of example.uses) endOf({ event, use, example });
      const groups = [...jobs.values()].flatMap((job) => job.played.map(({ group }) => group));
      expect(new Set(groups).size).toBe(groups.length); // else GitHub would have one job cancel the other, or wait for it
    });
  });
});

function unknown(event: string): never {
  throw new Error(`nobody said what happens before ${event}`);
}
