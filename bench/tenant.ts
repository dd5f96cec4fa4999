/**
 * What a run asks of a tenant that takes two requests a second after the first ten, and how long that takes. With the folder
 * of another build of the action, both take turns: `node bench/tenant.ts ../before roles`.
 */
import { join } from 'node:path';
import { pullRequestEvent, workflowDispatchEvent } from '../sandbox/runner/events.ts';
import type { RoleSeed } from '../sandbox/tenant/roles.ts';
import { ALL_SCOPES } from '../sandbox/tenant/tokens.ts';
import { startWorld, type World } from '../sandbox/world.ts';

const path = '.github/permissions.yml';
const rateLimit = { burst: 10, perSecond: 2 };

const held = { 'read:orders': 'View orders', 'delete:orders': 'Delete orders' };
const more = { ...held, 'create:orders': 'Place orders' };
const less = { 'read:orders': 'View orders' };

interface Case {
  readonly name: string;
  readonly apis: number;
  readonly roles?: readonly RoleSeed[];
  /** Roles decide who gets what is added. */
  readonly rbac?: true;
  /** What the manifest declares for each API; drift is looked for where that is what was applied. */
  readonly declared: Readonly<Record<string, string>>;
}

const numbers = (length: number) => Array.from({ length }, (_, index) => index);
const identifier = (index: number) => `https://api.example.com/${index}`;
const gives = numbers(1).map((index) => ({ api: identifier(index), name: 'delete:orders' }));

/** The same roles in many organizations. */
const organizationRoles = numbers(350).flatMap((index) =>
  ['Editor', 'Viewer'].map((name) => ({ name, owner_id: `org_${index}`, users: 3, permissions: gives })),
);
const tenantRoles = (length: number) =>
  numbers(length).map((index) => ({ name: `Role ${index}`, users: index, permissions: gives }));

const cases: readonly Case[] = [
  { name: 'add to 3 APIs', apis: 3, declared: more },
  { name: 'remove from 3 APIs, 5 roles', apis: 3, roles: tenantRoles(5), declared: less },
  { name: 'add to 60 APIs', apis: 60, declared: more },
  { name: 'remove from 60 APIs, 5 roles', apis: 60, roles: tenantRoles(5), declared: less },
  { name: 'add to 1,000 APIs', apis: 1000, declared: more },
  { name: 'drift of 1,000 APIs', apis: 1000, declared: held },
  { name: 'remove from 1 API, 40 roles lose it', apis: 1, roles: tenantRoles(40), declared: less },
  { name: 'add to 1 API, 700 organization roles', apis: 1, roles: organizationRoles, rbac: true, declared: more },
  { name: 'remove from 1 API, 700 organization roles', apis: 1, roles: organizationRoles, rbac: true, declared: less },
];

const own = join(import.meta.dirname, '..');
const [, , other, ...words] = process.argv;
const wanted = cases.filter(({ name }) => words.every((word) => name.includes(word)));
console.log('| run | build | requests | refused | time | counted |\n|---|---|---:|---:|---:|---|');
for (const one of wanted) {
  for (const action of other === undefined ? [own] : [other, own]) console.log(await measure(one, action));
}

async function measure(one: Case, action: string): Promise<string> {
  await using world = await startWorld({ tenant: tenantOf(one) });
  const start = performance.now();
  const { summary, outputs } = await run(world, one, action);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const { requests } = world.tenant;
  const refused = requests.filter(({ status }) => status === 429).length;
  const counted = [/checked \d+ of \d+ roles/i, /of \d+ of \d+ roles/i].flatMap(
    (text) => text.exec(summary)?.[0] ?? [],
  );
  const what = [outputs.result, ...counted].join(', ');
  return `| ${one.name} | ${action === own ? 'this' : 'other'} | ${requests.length} | ${refused} | ${seconds} s | ${what} |`;
}

async function run(world: World, { apis, declared }: Case, action: string) {
  const { github, tenant } = world;
  github.commit('main', { [path]: manifest(apis, held) });
  github.protect('main', 'classic');
  const payload = { version: 1, tenant: tenant.domain, manifest: [path] };
  const login = 'github-actions[bot]';
  const about = { ref: github.branch('main'), task: 'auth0-permissions', environment: tenant.domain };
  github.addDeploymentStatus(github.addDeployment({ ...about, login, payload }), { state: 'success', login });
  if (declared === held) return await world.run(workflowDispatchEvent(github), { mode: 'drift' }, { action });
  github.commit('topic', { [path]: manifest(apis, declared) }, { from: 'main' });
  const number = github.openPullRequest({ head: 'topic' });
  return await world.run(pullRequestEvent(github, number), {}, { action });
}

function manifest(apis: number, permissions: Readonly<Record<string, string>>): string {
  const entries = numbers(apis).map((index) => ({ identifier: identifier(index), permissions }));
  return JSON.stringify({ version: 1, apis: entries }); // JSON is YAML, and quotes what needs it
}

/** An application is granted what each API has. */
function tenantOf({ apis, roles = [], rbac }: Case) {
  const scopes = Object.entries(held).map(([value, description]) => ({ value, description }));
  return {
    rateLimit,
    roles,
    organizations: numbers(350).map((index) => ({ id: `org_${index}`, name: `organization-${index}` })),
    clients: [
      { scopes: [...ALL_SCOPES, 'read:clients', 'read:users', 'read:organizations'] },
      { id: 'shop', name: 'Shop' },
    ],
    apis: numbers(apis).map((index) => ({ identifier: identifier(index), scopes, enforce_policies: rbac === true })),
    grants: numbers(apis).map((index) => ({ client: 'shop', audience: identifier(index), scope: Object.keys(held) })),
  };
}
