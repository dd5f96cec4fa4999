/** The files that a run is asked to write beside what it shows: the plan as JSON, the problems as SARIF, an audit in its forms. */
import { ActionError } from '../core/errors.ts';
import type { AuditReport, Report } from '../core/report.ts';
import type { AuditFile } from '../inputs/inputs.ts';
import type { Ports, Reporter } from '../ports.ts';
import { renderPlanFile } from '../render/plan-file.ts';
import { renderSarif } from '../render/sarif.ts';

interface WrittenFiles {
  /** Absolute, by the output's name, one a line; '' where none was asked for, or it could not be written. */
  readonly paths: Readonly<Record<'plan-file' | 'sarif-file' | 'audit-file', string>>;
  readonly failure?: ActionError;
}

export async function writeFiles(report: Report, { inputs, reporter }: Ports): Promise<WrittenFiles> {
  if (report.mode === 'audit') return await writeAudit(report, inputs.auditFiles, reporter);
  const plan = await writeFile('plan-file', { path: inputs.planFile, render: () => renderPlanFile(report), reporter });
  const judged = report.policyShown.file !== ''; // a file without results would close every alert there is
  const path = judged ? inputs.sarifFile : '';
  const sarif = await writeFile('sarif-file', { path, render: () => renderSarif(report), reporter });
  const failure = plan.failure ?? sarif.failure;
  const paths = { 'plan-file': plan.path, 'sarif-file': sarif.path, 'audit-file': '' };
  return { paths, ...(failure && { failure }) };
}

/** One after the other, so that no more than one of the forms of a large audit is held at a time. */
async function writeAudit(
  { audit }: AuditReport,
  files: readonly AuditFile[],
  reporter: Reporter,
): Promise<WrittenFiles> {
  const written: Written[] = [];
  if (audit && files.length > 0) {
    const { auditFormats } = await import('../render/audit/formats.ts');
    for (const { path, ending } of files)
      written.push(await writeFile('audit-file', { path, render: () => auditFormats[ending](audit), reporter }));
  }
  const failure = written.find((one) => one.failure)?.failure;
  const paths = written.map(({ path }) => path).filter((path) => path !== '');
  return { paths: { 'plan-file': '', 'sarif-file': '', 'audit-file': paths.join('\n') }, ...(failure && { failure }) };
}

interface Written {
  readonly path: string;
  readonly failure?: ActionError;
}

async function writeFile(
  input: 'plan-file' | 'sarif-file' | 'audit-file',
  { path, render, reporter }: { path: string; render: () => string; reporter: Reporter },
): Promise<Written> {
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

/** What an apply did stays its result; a plan without the file that was asked for is none. */
export function unwritten({ mode, result }: Report, failure: ActionError): Pick<Report, 'result' | 'failure'> {
  return { failure, result: mode === 'apply' ? result : 'failed' };
}
