/** The issue that tells of drift. */
import { type DriftMarker, writeDriftMarker } from '../core/marker.ts';
import type { DriftReport } from '../core/report.ts';
import { joinParts } from './apis.ts';
import { renderDocument } from './document.ts';
import { code, link } from './markdown.ts';
import { ofSeverity } from './problems.ts';
import { cut } from './visible.ts';

/** GitHub takes 65,536 characters, whatever it counts as one: in bytes, and with room to spare, it fits. */
const limit = 65_000;

const mostProblems = 25;

/** GitHub takes titles of 256 characters. */
const longestPart = 100;

/** Title and body; below GitHub's limits whatever the report holds. */
export function renderIssue(report: DriftReport, about: DriftMarker): { title: string; body: string } {
  const marker = writeDriftMarker(about);
  const summary = report.origin.runUrl === '' ? 'job summary' : link('job summary', report.origin.runUrl);
  const rest = `in the ${summary}, and in the plan file where the input \`plan-file\` asks for one`;
  const room = limit - Buffer.byteLength(marker) - Buffer.byteLength(life);
  const problems = ofSeverity(report.problems, 'error'); // a warning says nothing about the tenant
  const document = renderDocument({ ...report, problems }, { limit: room, problems: mostProblems, rest });
  return { title: titleOf(report), body: `${marker}\n${joinParts([document, life])}\n` };
}

const life =
  '<sub>Each run keeps this up to date, and closes it when nothing drifts anymore. To accept what drifts, close it as ' +
  '_not planned_: it stays closed until something else drifts.</sub>';

function titleOf({ tenant, environment }: DriftReport): string {
  const where = environment === '' ? '' : ` (${bare(environment)})`;
  return `Auth0 permissions drift: ${bare(tenant)}${where}`;
}

/** A title has no code: whatever could be a mention, a reference or an emoji code is taken out of it. */
function bare(text: string): string {
  return cut(text.replace(/[^\p{L}\p{N} ._/-]/gu, '_'), longestPart);
}

/** The last comment before the issue is closed. */
export function renderSettled({ tenant, origin }: DriftReport): string {
  const run = origin.runUrl === '' ? 'this run' : link('this run', origin.runUrl);
  return `No drift any more since ${run}: ${code(tenant)} follows the manifest.`;
}
