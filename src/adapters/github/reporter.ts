/** Log, annotations, summary, outputs. */
// The index of @actions/core loads a whole HTTP client for its OIDC helper: a third of a plan's start-up time for
// something never used here. Its other parts are imported one by one, by path because it exports its index only.
import { issueCommand } from '../../../node_modules/@actions/core/lib/command.js';
import { issueFileCommand, prepareKeyValueMessage } from '../../../node_modules/@actions/core/lib/file-command.js';
import { summary } from '../../../node_modules/@actions/core/lib/summary.js';
import { toCommandProperties } from '../../../node_modules/@actions/core/lib/utils.js';
import type { Annotation, Reporter } from '../../ports/reporter.ts';

const title = 'Auth0 Permissions';

/** GitHub's runner, through workflow commands on standard output and the files it names in the environment. */
export class RunnerReporter implements Reporter {
  readonly file: Reporter['file'];

  /** @param writeFile writes into the workspace. */
  constructor(writeFile: Reporter['file']) {
    this.file = writeFile;
  }

  info(line: string): void {
    process.stdout.write(`${line}\n`);
  }

  mask(secret: string): void {
    issueCommand('add-mask', {}, secret);
  }

  warning(message: string): void {
    issueCommand('warning', { title }, message);
  }

  annotate({ severity, title, message, file, line, column }: Annotation): void {
    issueCommand(severity, toCommandProperties({ title, file, startLine: line, startColumn: column }), message);
  }

  /** Runners of other makers may have no summary. */
  async summary(markdown: string): Promise<void> {
    if (process.env.GITHUB_STEP_SUMMARY) await summary.addRaw(markdown, true).write();
  }

  /** Runners before 2.297 know the command only, later ones the file. */
  output(name: string, value: string): void {
    if (!process.env.GITHUB_OUTPUT) issueCommand('set-output', { name }, value);
    else issueFileCommand('OUTPUT', prepareKeyValueMessage(name, value));
  }

  fail(message: string): void {
    process.exitCode = 1;
    issueCommand('error', { title }, message);
  }
}
