/** The comment on a pull request. */
import { type Marker, writeMarker } from '../core/marker.ts';
import type { Report } from '../core/report.ts';
import { joinParts } from './apis.ts';
import { oneLine, renderDocument } from './document.ts';
import { footer } from './footer.ts';
import { link } from './markdown.ts';

/**
 * GitHub takes comments of 65,536 characters, and whether an emoji is one, two or four of them depends on whom one
 * asks. In bytes, and with room to spare, it fits by every count.
 */
const limit = 65_000;

const mostProblems = 25;

/** The comment of a pull request: the marker's line, then Markdown; below GitHub's limit whatever the report holds. */
export function renderComment(report: Report, about: Marker): string {
  const { origin } = report;
  const marker = writeMarker(about);
  const line = oneLine(report);
  if (line !== '') return `${marker}\n${joinParts([line, footer(report)])}\n`;
  const summary = origin.runUrl === '' ? 'job summary' : link('job summary', origin.runUrl);
  const rest = `in the ${summary}, and in the plan file where the input \`plan-file\` asks for one`;
  const room = limit - Buffer.byteLength(marker);
  return `${marker}\n${renderDocument(report, { limit: room, problems: mostProblems, rest })}\n`;
}
