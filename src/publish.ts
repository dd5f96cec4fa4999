import { ActionError, toActionError } from './core/errors.ts';
import { countProblems } from './core/problem.ts';
import type { Report } from './core/report.ts';
import { counts } from './core/result.ts';
import type { Ports, Reporter } from './ports.ts';
import { chooseAnnotations } from './render/annotations.ts';
import { renderComment } from './render/comment.ts';
import { renderLog } from './render/log.ts';
import { renderPlanFile } from './render/plan-file.ts';
import { renderSummary } from './render/summary.ts';

/** Shows a report everywhere it belongs. Outputs are set before the step fails; a comment that fails hides nothing. */
export async function publish(found: Report, ports: Ports): Promise<void> {
  const { reporter } = ports;
  const comment = await writeComment(found, ports);
  const planFile = await writePlanFile(found, ports);
  const report = {
    ...found,
    notices: comment.notice ? [...found.notices, comment.notice] : found.notices,
    ...(planFile.failure && !found.failure && unwritten(found, planFile.failure)),
  };
  for (const line of renderLog(report)) reporter.info(line);
  for (const annotation of chooseAnnotations(report.problems)) reporter.annotate(annotation);
  setOutputs(report, reporter, { 'comment-url': comment.url, 'plan-file': planFile.path });
  await reporter.summary(renderSummary(report)).catch((thrown) => reporter.warning(summaryNotice(thrown)));
  if (comment.notice) reporter.warning(comment.notice);
  if (report.failure) reporter.fail(sentence(report.failure));
}

/** What an apply did stays its result; a plan without the file that was asked for is none. */
function unwritten({ mode, result }: Report, failure: ActionError): Pick<Report, 'result' | 'failure'> {
  return { failure, result: mode === 'apply' ? result : 'failed' };
}

/** For a run that failed before there was anything to report on. */
export function publishFailure(failure: ActionError, reporter: Reporter): void {
  reporter.fail(sentence(failure));
  reporter.output('result', 'failed');
  reporter.output('failure-reason', failure.code);
}

/** What was done is done, and stands in log and outputs. */
function summaryNotice(thrown: unknown): string {
  return `The job summary could not be written: ${toActionError(thrown).message}`;
}

function sentence({ code, message, hint }: ActionError): string {
  return `${message} ${hint} [${code}]`;
}

async function writePlanFile(
  report: Report,
  { inputs, reporter }: Ports,
): Promise<{ path: string; failure?: ActionError }> {
  if (inputs.planFile === '') return { path: '' };
  try {
    return { path: await reporter.file(inputs.planFile, renderPlanFile(report)) };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const message = `Input \`plan-file\`: the file can't be written: ${why}.`;
    return {
      path: '',
      failure: new ActionError('input-invalid', message, 'Give a path that can be written.', { cause }),
    };
  }
}

interface CommentOutcome {
  readonly url: string;
  readonly notice?: string;
}

async function writeComment(report: Report, { inputs, run, openComments }: Ports): Promise<CommentOutcome> {
  const { event } = run;
  const onPullRequest = event.kind === 'pull-request' || event.kind === 'pull-request-target';
  if (!onPullRequest || report.mode !== 'plan' || inputs.comment === 'never') return { url: '' };
  try {
    const comments = await openComments(event.number);
    const create = inputs.comment === 'always' || hasSomethingToSay(report);
    const marker = {
      tenant: report.tenant,
      environment: report.environment,
      fingerprint: report.plan?.fingerprint ?? '',
    };
    return { url: (await comments.write(marker, renderComment(report), { create })) ?? '' };
  } catch (thrown) {
    return { url: '', notice: commentNotice(toActionError(thrown)) };
  }
}

/** Our own bugs must not pass as GitHub's failures. */
function commentNotice(error: ActionError): string {
  if (error.code !== 'github-unavailable') throw error;
  return `The comment could not be written. ${error.message} ${error.hint} The job summary holds it.`;
}

function hasSomethingToSay({ plan, problems, failure }: Report): boolean {
  if (problems.length > 0 || failure || !plan) return true;
  return plan.released.length > 0 || plan.apis.some(({ changes }) => changes.length > 0);
}

function setOutputs(report: Report, reporter: Reporter, files: Readonly<Record<string, string>>): void {
  const { changed, additions, updates, removals } = counts(report);
  const { errors, warnings } = countProblems(report.problems);
  const drift = report.plan?.apis.some(({ changes }) => changes.some(({ origin }) => origin === 'drift')) ?? false;
  const outputs = {
    result: report.result,
    changed,
    additions,
    updates,
    removals,
    errors,
    warnings,
    drift,
    'failure-reason': report.failure?.code ?? '',
    fingerprint: report.plan?.fingerprint ?? '',
    ...files,
  };
  for (const [name, value] of Object.entries(outputs)) reporter.output(name, String(value));
}
