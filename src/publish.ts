import { type Announced, announce, withStanding } from './announce.ts';
import { driftOf } from './core/drift.ts';
import { ActionError, toActionError } from './core/errors.ts';
import { countProblems } from './core/problem.ts';
import type { Report } from './core/report.ts';
import { counts } from './core/result.ts';
import { tellOfDrift } from './drift.ts';
import type { Ports, Reporter } from './ports.ts';
import { finishRecord } from './record.ts';
import { chooseAnnotations } from './render/annotations.ts';
import { renderLog } from './render/log.ts';
import { renderPlanFile } from './render/plan-file.ts';
import { renderSarif } from './render/sarif.ts';
import { renderSummary } from './render/summary.ts';

/** Shows a report everywhere it belongs. Outputs are set before the step fails; a comment that fails hides nothing. */
export async function publish(made: Report, ports: Ports): Promise<void> {
  const found = await withStanding(made, ports);
  const { reporter } = ports;
  const [announced, unrecorded] = await Promise.all([tell(found, ports), finishRecord(found, ports)]);
  const lost = [...announced.notices, ...unrecorded];
  const files = await writeFiles(found, ports);
  const report = {
    ...found,
    notices: [...found.notices, ...lost],
    ...(files.failure && !found.failure && unwritten(found, files.failure)),
  };
  for (const line of renderLog(report)) reporter.info(line);
  for (const annotation of chooseAnnotations(report.problems)) reporter.annotate(annotation);
  setOutputs(report, reporter, { 'comment-url': announced.url, ...files.paths });
  await reporter.summary(renderSummary(report)).catch((thrown) => reporter.warning(summaryNotice(thrown)));
  for (const notice of lost) reporter.warning(notice);
  if (report.failure) reporter.fail(sentence(report.failure));
}

function tell(report: Report, ports: Ports): Promise<Announced> {
  return report.mode === 'drift' ? tellOfDrift(report, ports) : announce(report, ports);
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

interface WrittenFiles {
  /** Absolute, by the output's name; '' where none was asked for, or it could not be written. */
  readonly paths: Readonly<Record<'plan-file' | 'sarif-file', string>>;
  readonly failure?: ActionError;
}

async function writeFiles(report: Report, { inputs, reporter }: Ports): Promise<WrittenFiles> {
  const plan = await writeFile('plan-file', { path: inputs.planFile, render: () => renderPlanFile(report), reporter });
  const judged = report.governance.file !== ''; // a file without results would close every alert there is
  const path = judged ? inputs.sarifFile : '';
  const sarif = await writeFile('sarif-file', { path, render: () => renderSarif(report), reporter });
  const failure = plan.failure ?? sarif.failure;
  return { paths: { 'plan-file': plan.path, 'sarif-file': sarif.path }, ...(failure && { failure }) };
}

async function writeFile(
  input: 'plan-file' | 'sarif-file',
  { path, render, reporter }: { path: string; render: () => string; reporter: Reporter },
): Promise<{ path: string; failure?: ActionError }> {
  if (path === '') return { path: '' };
  const content = render();
  try {
    return { path: await reporter.file(path, content) };
  } catch (cause) {
    const why = (cause instanceof Error ? cause.message : String(cause)).replace(/\.$/, '');
    const message = `Input \`${input}\`: the file can't be written: ${why}.`;
    const hint = cause instanceof ActionError ? cause.hint : 'Give a path that can be written.';
    return { path: '', failure: new ActionError('input-invalid', message, hint, { cause }) };
  }
}

/** A change that waits for its apply is no drift but where drift is looked for. */
function isDrifted(report: Report): boolean {
  const { restored, removed, forbidden, pending } = driftOf(report);
  return restored + removed + forbidden + (report.mode === 'drift' ? pending : 0) > 0;
}

function setOutputs(report: Report, reporter: Reporter, files: Readonly<Record<string, string>>): void {
  const { changed, additions, updates, removals } = counts(report);
  const { errors, warnings } = countProblems(report.problems);
  const outputs = {
    result: report.result,
    changed,
    additions,
    updates,
    removals,
    errors,
    warnings,
    drift: isDrifted(report),
    'failure-reason': report.failure?.code ?? '',
    fingerprint: report.plan?.fingerprint ?? '',
    'manifest-file': report.imported?.files.map(({ absolute }) => absolute).join('\n') ?? '',
    ...files,
  };
  for (const [name, value] of Object.entries(outputs)) reporter.output(name, String(value));
}
