/** One run of the action, what it asked of whom, and what it let people see. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { LoggedRequest as GitHubRequest } from '../github/request-log.ts';
import { renderPage } from '../page.ts';
import type { WorkflowEvent } from '../runner/events.ts';
import type { RunResult } from '../runner.ts';
import type { LoggedRequest } from '../tenant/request.ts';
import type { World } from '../world.ts';
import { plainLines } from './plain-text.ts';
import { problemLines } from './problems.ts';
import type { Scenario } from './scenario.ts';
import type { Line, Teller } from './teller.ts';

/** Where the pages to look at are written, and what the reader calls that folder. */
export interface Pages {
  readonly folder: string;
  readonly shown: string;
}

/** All that an act of the story needs. */
export interface Stage {
  readonly scenario: Scenario;
  readonly teller: Teller;
  readonly world: World;
  readonly pages: Pages;
}

export interface Performance {
  readonly name: string;
  readonly result: RunResult;
  readonly tenant: readonly LoggedRequest[];
  readonly github: readonly GitHubRequest[];
}

/** Runs the action on an event. */
export async function perform({ world, scenario }: Stage, name: string, event: WorkflowEvent): Promise<Performance> {
  const [asked, told] = [world.tenant.requests.length, world.github.requests.length];
  const { environment } = scenario;
  const result = await world.run(event, environment === '' ? {} : { environment });
  return { name, result, tenant: world.tenant.requests.slice(asked), github: world.github.requests.slice(told) };
}

/** A log, or its first line where the others stand in an earlier log already. */
export function showLog({ teller }: Stage, { result }: Performance, earlier?: Performance): void {
  const [first = '', ...others] = logOf(result);
  const known = earlier ? logOf(earlier.result).slice(1) : [];
  teller.label('Log');
  if (others.length > 0 && isDeepStrictEqual(others, known)) {
    teller.quote([logLine(first), { text: `… and the ${others.length} lines of the ${earlier?.name}`, style: 'dim' }]);
  } else teller.quote([first, ...others].map(logLine));
}

/** As GitHub shows it: workflow commands are no part of it, and what they mask is starred. */
function logOf({ stdout, stderr, masks }: RunResult): string[] {
  const starred = masks.reduce((text, mask) => text.replaceAll(mask, '***'), `${stdout}\n${stderr}`);
  return starred.split(/\r?\n/).filter((line) => line.trim() !== '' && !/^\s*::/.test(line));
}

function logLine(text: string): Line {
  const sign = /^ +([-+!]) /.exec(text)?.[1];
  return { text, style: sign === '+' ? 'green' : sign === '-' ? 'red' : sign === '!' ? 'yellow' : undefined };
}

export function showAnnotations({ teller, scenario }: Stage, { result: { annotations } }: Performance): void {
  const text = Buffer.from(scenario.after.bytes).toString();
  teller.label('Annotations: what GitHub shows beside the lines');
  if (annotations.length === 0) teller.say('None, the manifest has no problems.');
  else teller.list(problemLines(annotations, { file: scenario.file, text }));
}

export async function showComment(stage: Stage, number: number): Promise<void> {
  const [comment] = stage.world.github.comments(number);
  stage.teller.label(`Comment on pull request ${number}`);
  if (comment) stage.teller.quote(plainLines(comment.body));
  else stage.teller.say('None, there is nothing to say.');
  await showCommentPage(stage, number);
}

export async function showCommentPage({ teller, world, pages }: Stage, number: number): Promise<void> {
  const [comment] = world.github.comments(number);
  if (!comment) return;
  await writePage(pages, 'comment.html', { markdown: comment.body, action: `commented on pull request ${number}` });
  teller.gap();
  teller.say(`The comment as GitHub shows it, in light or dark: ${join(pages.shown, 'comment.html')}`);
}

export async function showSummary({ teller, pages }: Stage, { result, name }: Performance): Promise<void> {
  const action = `summary of the job on the ${name}`;
  await writePage(pages, 'summary.html', { markdown: result.summary, action });
  teller.gap();
  teller.say(`The job summary as GitHub shows it: ${join(pages.shown, 'summary.html')}`);
}

async function writePage(
  { folder }: Pages,
  file: string,
  { markdown, action }: { markdown: string; action: string },
): Promise<void> {
  const page = renderPage(markdown, { title: 'Auth0 Permissions', author: 'github-actions', action, theme: 'auto' });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, file), page);
}

/** Ten digits of one say enough. */
const fingerprint = /^([0-9a-f]{10})[0-9a-f]{54}$/;

/** Those that are not empty. */
export function showOutputs(teller: Teller, { result: { outputs } }: Performance): void {
  const shown = Object.entries(outputs).filter(([, value]) => value !== '');
  teller.label('Outputs: what later steps can read');
  teller.say(shown.map(([name, value]) => `${name}=${value.replace(fingerprint, '$1…')}`).join('  '));
}
