/** Shows a report: log, annotations, comment, summary, outputs. */
import type { AuditDocument } from '../core/audit/document.ts';
import { driftOf } from '../core/drift.ts';
import { type ActionError, toActionError } from '../core/errors.ts';
import { countProblems } from '../core/problem.ts';
import type { Report } from '../core/report.ts';
import { counts } from '../core/result.ts';
import type { GitHubPorts } from '../ports/ports.ts';
import type { Reporter } from '../ports/reporter.ts';
import { chooseAnnotations } from '../render/annotations.ts';
import { failureText } from '../render/failure.ts';
import { logOf, summaryOf } from '../render/texts.ts';
import { finishRecord } from '../write/record.ts';
import { type Announced, announce, withStanding } from './comments.ts';
import { tellOfDrift } from './issue.ts';
import { unwritten, writeFiles } from './report-files.ts';

/** Shows a report everywhere it belongs. Outputs are set before the step fails; a comment that fails hides nothing. */
export async function publish(made: Report, ports: GitHubPorts): Promise<void> {
  const found = await withStanding(made, ports);
  const { reporter } = ports;
  const [announced, unrecorded] = await Promise.all([tell(found, ports), record(found, ports)]);
  const lost = [...announced.notices, ...unrecorded];
  const files = await writeFiles(found, ports);
  const report = {
    ...found,
    notices: [...new Set([...found.notices, ...lost])], // a right that lacks is met before the write and after it
    ...(files.failure && !found.failure && unwritten(found, files.failure)),
  };
  for (const line of await logOf(report)) reporter.info(line);
  for (const annotation of chooseAnnotations(report.problems)) reporter.annotate(annotation);
  outputAll(outputsOf(report, { 'comment-url': announced.url, ...files.paths }), reporter);
  await reporter.summary(await summaryOf(report)).catch((thrown) => reporter.warning(summaryNotice(thrown)));
  for (const notice of lost) reporter.warning(notice);
  for (const failure of report.failure ? [report.failure, ...report.alsoFailed] : [])
    reporter.fail(failureText(failure));
}

function tell(report: Report, ports: GitHubPorts): Promise<Announced> {
  return report.mode === 'drift' ? tellOfDrift(report, ports) : announce(report, ports);
}

async function record(report: Report, ports: GitHubPorts): Promise<readonly string[]> {
  return report.mode === 'apply' ? await finishRecord(report, ports) : [];
}

/** For a run that failed before there was anything to report on. */
export function publishFailure(failure: ActionError, reporter: Reporter): void {
  outputAll({ ...nothing, 'failure-reason': failure.code }, reporter);
  reporter.fail(failureText(failure));
}

/** For a report that could not be shown: what the run did before is not taken back. */
export function publishLoss(failure: ActionError, reporter: Reporter): void {
  reporter.output('result', 'failed');
  reporter.output('failure-reason', failure.code);
  reporter.fail(failureText(failure));
}

type Outputs = Readonly<Record<keyof typeof nothing, string | number | boolean>>;

/** What the outputs are where a run found and did nothing. */
const nothing = {
  result: 'failed',
  changed: false,
  additions: 0,
  updates: 0,
  removals: 0,
  errors: 0,
  warnings: 0,
  drift: false,
  'failure-reason': '',
  fingerprint: '',
  findings: '',
  'manifest-file': '',
  'comment-url': '',
  'plan-file': '',
  'sarif-file': '',
  'audit-file': '',
};

function outputAll(outputs: Outputs, reporter: Reporter): void {
  for (const [name, value] of Object.entries(outputs)) reporter.output(name, String(value));
}

/** What was done is done, and stands in log and outputs. */
function summaryNotice(thrown: unknown): string {
  return `The job summary could not be written: ${toActionError(thrown).message}`;
}

/** A change that waits for its apply is no drift but where drift is looked for. */
function isDrifted(report: Report): boolean {
  const { restored, removed, forbidden, pending, access } = driftOf(report);
  return restored + removed + forbidden + (report.mode === 'drift' ? pending + access : 0) > 0;
}

type Told = Pick<Outputs, 'comment-url' | 'plan-file' | 'sarif-file' | 'audit-file'>;

function outputsOf(report: Report, told: Told): Outputs {
  const { changed, additions, updates, removals } = counts(report);
  const { errors, warnings } = severitiesOf(report);
  return {
    result: report.result,
    changed,
    additions,
    updates,
    removals,
    errors,
    warnings,
    drift: isDrifted(report),
    'failure-reason': report.failure?.code ?? '',
    fingerprint: auditIn(report)?.fingerprint ?? report.plan?.fingerprint ?? '',
    findings: auditIn(report)?.findings.length ?? '',
    'manifest-file': importedFiles(report).join('\n'),
    ...told,
  };
}

function auditIn(report: Report): AuditDocument | undefined {
  return report.mode === 'audit' ? report.audit : undefined;
}

/** Of an audit its findings, else the problems. */
function severitiesOf(report: Report): { readonly errors: number; readonly warnings: number } {
  return auditIn(report)?.summary ?? countProblems(report.problems);
}

function importedFiles(report: Report): string[] {
  return report.mode === 'import' ? (report.imported?.files.map(({ absolute }) => absolute) ?? []) : [];
}
