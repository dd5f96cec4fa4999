/** The issue of drift: when it is written, and when it is left alone. */
import { driftFingerprint, hasDrift } from '../core/drift.ts';
import { early } from '../core/early.ts';
import { type ActionError, refusedByGitHub, toActionError } from '../core/errors.ts';
import type { DriftReport, Plan } from '../core/report.ts';
import type { DriftIssues, DriftTarget } from '../ports/github.ts';
import type { GitHubPorts } from '../ports/ports.ts';
import type { Run } from '../ports/run.ts';
import { requireCurrent } from '../read/current.ts';
import { renderIssue, renderSettled } from '../render/issue.ts';
import type { Announced } from './comments.ts';

const nothing: Announced = { url: '', notices: [] };

/** Keeps the issue: opens it, brings it up to date, closes it. A run that could not compare leaves it as it is. */
export async function tellOfDrift(report: DriftReport, ports: GitHubPorts): Promise<Announced> {
  const { plan } = report;
  if (ports.inputs.comment === 'never' || !plan) return nothing;
  try {
    const issues = await ports.openIssues();
    issues.lookAhead();
    const obstacle = await obstacleTo(ports);
    return obstacle === '' ? await keepIssue({ ...report, plan }, ports, issues) : { url: '', notices: [obstacle] };
  } catch (thrown) {
    return { url: '', notices: [issueNotice(refusedByGitHub(thrown))] };
  }
}

async function keepIssue(
  report: DriftReport & { readonly plan: Plan },
  ports: GitHubPorts,
  issues: DriftIssues,
): Promise<Announced> {
  const { tenant, environment, plan, problems } = report;
  const target: DriftTarget = { tenant, environment, manifest: ports.inputs.manifest };
  if (!hasDrift(report)) return await settle(report, target, issues);
  const marker = { ...target, fingerprint: driftFingerprint(plan, problems) };
  const { url, accepted } = await issues.show(marker, renderIssue(report, marker));
  return { url, notices: accepted ? [acceptedNotice(url)] : [] };
}

/** Nothing found is something only where nothing stood in the way of finding it. */
async function settle(report: DriftReport, target: DriftTarget, issues: DriftIssues): Promise<Announced> {
  const { failure, remembered } = report;
  if (failure && failure.code !== 'manifest-invalid') return nothing;
  if (!remembered) return { url: '', notices: [unsureNotice] };
  return { url: (await issues.settle(target, renderSettled(report))) ?? '', notices: [] };
}

/** Why the issue is none of this run's business; '' where it is. */
async function obstacleTo(ports: GitHubPorts): Promise<string> {
  const { run, files, openBranch } = ports;
  const now = files.current();
  early(now.then((set) => files.at(run.commit, set))); // mostly the branch is still there
  const branch = await openBranch(run.branch ?? '');
  const state = await branch.state();
  if (!state) return `The branch ${run.branch} is gone, so the issue of drift is left as it is.`;
  if (!isDefault(run) && !run.refProtected && !state.protected) return unreviewedNotice(run);
  try {
    await requireCurrent(ports, await now, state.tip);
    return '';
  } catch (thrown) {
    const { code, message } = toActionError(thrown);
    if (code !== 'commit-superseded') throw thrown;
    return `The issue of drift is left as it is. ${message}`;
  }
}

/** Source: GitHub docs, "Events that trigger workflows": these two run on the default branch only. */
function isDefault({ event, eventName, branch }: Run): boolean {
  if (eventName === 'schedule' || eventName === 'repository_dispatch') return true;
  return event.kind === 'on-demand' && event.defaultBranch === branch;
}

function unreviewedNotice({ branch }: Run): string {
  return `The branch ${branch} is neither the default one nor protected, so the issue of drift is left as it is.`;
}

function acceptedNotice(url: string): string {
  return `The issue ${url} was closed as not planned, so it stays closed until something else drifts.`;
}

const unsureNotice =
  'What was applied last is not known, so an issue of drift stays open. Give the job `permissions: deployments: read`.';

function issueNotice(error: ActionError): string {
  return `The issue of drift is not up to date. ${error.message} ${error.hint} The job summary holds what was found.`;
}
