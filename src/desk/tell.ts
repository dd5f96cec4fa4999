/** A report as one document for standard output, and as an exit code. */
import { type Report, shortCommit } from '../core/report.ts';
import { counts } from '../core/result.ts';
import { renderPlanFile } from '../render/plan-file.ts';
import { renderSarif } from '../render/sarif.ts';
import { coloured } from '../render/terminal.ts';
import { logOf, summaryOf } from '../render/texts.ts';
import { logLine } from '../render/visible.ts';
import type { Format } from './commands.ts';
import type { Base } from './connect.ts';

export interface Look {
  readonly colours: 'colours' | 'plain';
  /** What it was compared with. */
  readonly base?: Base;
}

export async function documentOf(report: Report, format: Format, look: Look): Promise<string> {
  switch (format) {
    case 'text':
      return (await linesOf(report, look)).map((line) => `${line}\n`).join('');
    case 'markdown':
      return await summaryOf(report);
    case 'json':
      return renderPlanFile(report);
    case 'sarif':
      return renderSarif(report);
  }
}

async function linesOf(report: Report, { colours, base }: Look): Promise<string[]> {
  const [heading = '', ...rest] = await logOf(report);
  const lines = [heading, ...(base?.kind === 'found' ? [comparedLine(base)] : []), ...rest];
  return colours === 'colours' ? lines.map(coloured) : lines;
}

function comparedLine({ commit, ref }: Extract<Base, { kind: 'found' }>): string {
  return logLine(`compared with ${shortCommit(commit)}, where HEAD left ${ref}`);
}

export type ExitCode = 0 | 1 | 2 | 3;

/** @param changesEnd how a run without errors ends that found changes. */
export function exitCodeOf(report: Report, changesEnd: 0 | 3): ExitCode {
  const { failure, alsoFailed } = report;
  const isDriftAlone = failure?.code === 'drift-found' && alsoFailed.length === 0;
  if (failure && !(isDriftAlone && changesEnd === 3)) return 1;
  return failure || counts(report).changed ? changesEnd : 0;
}
