/**
 * The story: a pull request that changes permissions, its merge, the same run once more, and a look for drift. Checks
 * itself as it goes.
 */
import { rememberApply } from '../remember.ts';
import { pullRequestEvent, pushEvent } from '../runner/events.ts';
import { startWorld } from '../world.ts';
import { claimApplied, claimNothingToDo, claimPlan, claimUntouched } from './claims.ts';
import { diffLines } from './diff.ts';
import { type Holdings, holdingsNow, isUnmanaged } from './holdings.ts';
import { lookForDrift } from './nightly.ts';
import {
  type Pages,
  type Performance,
  perform,
  type Stage,
  showAnnotations,
  showComment,
  showCommentPage,
  showLog,
  showOutputs,
  showSummary,
} from './performance.ts';
import { manifestPath, type Scenario, type Version } from './scenario.ts';
import type { Teller } from './teller.ts';
import { apiLines, isWrite, type Note, requestLines } from './tenant-text.ts';

/** What the documentation asks for a plan, an apply and a look for drift, together. */
const permissions = { contents: 'read', 'pull-requests': 'write', deployments: 'write', issues: 'write' } as const;

/**
 * Tells the story to its end, or to where the action refuses the manifest.
 * @throws NotAsTold where the action does something else than is told
 */
export async function play(scenario: Scenario, teller: Teller, pages: Pages): Promise<'told' | 'refused'> {
  await using world = await startWorld({ tenant: { apis: scenario.apis }, github: { permissions } });
  const stage = { scenario, teller, world, pages };
  introduce(teller);
  showTenant(stage);
  const number = openPullRequest(stage);
  const planned = await plan(stage, number);
  if (planned.result.exitCode !== 0) return await refuse(stage, planned, number);
  const applied = await apply(stage, number, planned);
  const repeated = await repeat(stage);
  const drifted = await lookForDrift(stage);
  conclude(stage, [planned, applied, repeated, ...(drifted ? [drifted] : [])]);
  return 'told';
}

function introduce(teller: Teller): void {
  teller.title('Auth0 Permissions: one change, from pull request to tenant');
  teller.gap();
  teller.say(
    'A file in a repository, the manifest, says which permissions each Auth0 API has. On a pull request the action shows ' +
      'what would change; on the merge it makes the tenant follow.',
  );
  teller.gap();
  teller.say(
    'The action (dist/index.js) runs below as GitHub’s runner runs it, against a tenant and a GitHub that this command ' +
      'starts; nothing leaves this machine. What is marked ✓ was checked, not only told.',
  );
}

function showTenant({ scenario, teller, world }: Stage): void {
  teller.chapter('What the tenant holds');
  teller.say(aboutTenant(scenario));
  teller.gap();
  teller.list(apiLines(world.tenant.apis.list(), noteBefore(scenario)));
}

function aboutTenant({ apis, file, before, environment }: Scenario): string {
  if (apis.length === 0) return `No API: ${file} declares none, or it can’t be read.`;
  if (before) return `The ${apis.length} APIs of the manifest, and what people did to them by hand:`;
  const chosen = environment === '' ? '' : ` for the environment ${environment}`;
  return `The APIs of ${file}${chosen}, each with every other of its permissions and one that is not in the file:`;
}

/** What a reader of the manifest would not expect on the tenant. */
function noteBefore({ before, after }: Scenario): Note {
  const { declared } = before ?? after;
  return (identifier, { value, description = '' }) => {
    const wanted = declared.get(identifier)?.get(value);
    if (wanted === undefined) return 'unmanaged: in no manifest';
    return wanted === description ? undefined : `edited by hand, was “${wanted}”`;
  };
}

function openPullRequest(stage: Stage): number {
  const { scenario, teller, world } = stage;
  const { github } = world;
  const { before, after, file } = scenario;
  github.commit('main', before ? { [manifestPath]: before.bytes } : { 'README.md': '# Shop\n' });
  github.protect('main', 'ruleset');
  if (before) rememberApply(world, { environment: scenario.environment });
  github.commit('change-permissions', { [manifestPath]: after.bytes });
  const number = github.openPullRequest({ head: 'change-permissions' });
  teller.chapter('A pull request changes the manifest');
  if (!before) teller.say(`It brings ${file} to a repository that has no manifest yet.`);
  teller.quote(diffLines(textOf(before), textOf(after)));
  return number;
}

function textOf(version: Version | undefined): string {
  return version ? Buffer.from(version.bytes).toString() : '';
}

async function plan(stage: Stage, number: number): Promise<Performance> {
  stage.teller.chapter('On the pull request, the action plans');
  const event = pullRequestEvent(stage.world.github, number, { action: 'opened' });
  const planned = await perform(stage, 'pull request', event);
  showLog(stage, planned);
  if (planned.result.exitCode === 0) await showPlan(stage, planned, number);
  return planned;
}

async function showPlan(stage: Stage, planned: Performance, number: number): Promise<void> {
  showAnnotations(stage, planned);
  await showComment(stage, number);
  showOutputs(stage.teller, planned);
  stage.teller.gap();
  claimUntouched(stage, planned);
  claimPlan(stage, planned);
}

/** The problems come last, for who wants to correct them; the comment, which repeats them, is on its page only. */
async function refuse(stage: Stage, planned: Performance, number: number): Promise<'refused'> {
  await showCommentPage(stage, number);
  showOutputs(stage.teller, planned);
  stage.teller.gap();
  claimUntouched(stage, planned);
  showAnnotations(stage, planned);
  stage.teller.gap();
  stage.teller.say(`The story ends here: ${whyRefused(stage, planned)} Correct it and run this again.`);
  return 'refused';
}

function whyRefused({ scenario: { file } }: Stage, { result: { outputs } }: Performance): string {
  const count = Number(outputs.errors ?? 0) + Number(outputs.warnings ?? 0);
  if (count === 0) return `the action refuses ${file}, for the reason above.`;
  return `${file} has ${count} ${count === 1 ? 'problem' : 'problems'}, shown above.`;
}

async function apply(stage: Stage, number: number, planned: Performance): Promise<Performance> {
  const { teller, world } = stage;
  const before = holdingsNow(world);
  teller.chapter('On the push of the merge, the action applies');
  world.github.merge(number);
  const applied = await perform(stage, 'merge', pushEvent(world.github, 'main'));
  showLog(stage, applied, planned);
  await showSummary(stage, applied);
  showRequests(stage, applied);
  teller.label('What the tenant holds now');
  teller.list(apiLines(world.tenant.apis.list(), noteAfter(stage.scenario, before)));
  sayGone(teller, before, holdingsNow(world));
  teller.gap();
  claimApplied(stage, applied);
  return applied;
}

function showRequests({ teller, world, scenario }: Stage, { tenant }: Performance): void {
  const note: Note = (identifier, scope) => (isUnmanaged(scenario, identifier, scope) ? 'not ours, kept' : undefined);
  if (tenant.length === 0) return;
  teller.label('Requests to the tenant (a PATCH replaces an API’s whole list, so all of it is sent)');
  teller.list(requestLines(tenant, world.tenant.apis, note));
}

function noteAfter(scenario: Scenario, before: Holdings): Note {
  return (identifier, scope) => {
    const held = before.get(identifier)?.get(scope.value);
    if (held === undefined) return 'added';
    if (held !== (scope.description ?? '')) return 'updated';
    return isUnmanaged(scenario, identifier, scope) ? 'unmanaged, still there' : undefined;
  };
}

function sayGone(teller: Teller, before: Holdings, now: Holdings): void {
  const gone = [...before].flatMap(([identifier, permissions]) =>
    [...permissions.keys()].filter((name) => !now.get(identifier)?.has(name)),
  );
  if (gone.length > 0) teller.list([{ text: `Gone: ${gone.join(', ')}` }]);
}

async function repeat(stage: Stage): Promise<Performance> {
  stage.teller.chapter('The same run once more');
  const repeated = await perform(stage, 'once more', pushEvent(stage.world.github, 'main'));
  showLog(stage, repeated);
  stage.teller.gap();
  claimNothingToDo(stage, repeated);
  return repeated;
}

function conclude({ teller }: Stage, performances: readonly Performance[]): void {
  const lines = performances.map(({ name, tenant, github }) => {
    const writes = tenant.filter(isWrite).length;
    return {
      text: `${name.padEnd(13)} ${tenant.length} to the tenant (${writes} of them write), ${github.length} to GitHub`,
    };
  });
  teller.label('Requests in all');
  teller.list(lines);
  teller.gap();
  teller.say('With a manifest of your own: npm start -- --manifest FILE');
}
