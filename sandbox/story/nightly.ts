/** The last act: somebody edits the tenant past the manifest, and a run by the clock finds it. */
import { scheduleEvent } from '../runner/events.ts';
import { claimDriftFound } from './claims.ts';
import { type Performance, perform, type Stage, showLog } from './performance.ts';
import { plainLines } from './plain-text.ts';

/** Nothing where no API has a permission that could be taken away. */
export async function lookForDrift(stage: Stage): Promise<Performance | undefined> {
  const { teller, world, scenario } = stage;
  const [identifier = '', [lost = '']] = [...scenario.after.declared]
    .map(([api, permissions]) => [api, [...permissions.keys()]] as const)
    .find(([, names]) => names.length > 0) ?? ['', []];
  if (lost === '') return undefined;
  teller.chapter('At night, somebody having edited the tenant by hand, the action looks for drift');
  teller.say(`In the dashboard, ${lost} is removed from ${identifier}.`);
  world.tenant.apis.edit(identifier, ({ scopes = [] }) => ({ scopes: scopes.filter(({ value }) => value !== lost) }));
  const found = await perform(stage, 'by the clock', scheduleEvent(world.github));
  showLog(stage, found);
  showIssue(stage);
  teller.gap();
  claimDriftFound(stage, found);
  return found;
}

function showIssue({ teller, world: { github } }: Stage): void {
  const [issue] = github.issues();
  teller.label(issue ? `Issue ${issue.number}: ${issue.title}` : 'No issue');
  if (issue) teller.quote(plainLines(issue.body ?? ''));
}
