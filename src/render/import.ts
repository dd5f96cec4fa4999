/** What an import did, as the job summary and as lines of the log. */
import type { Difference, LeftOut } from '../core/adoption.ts';
import { exceptionLines } from '../core/exception-text.ts';
import type { Imported, ImportedApi } from '../core/imported.ts';
import type { Problem } from '../core/problem.ts';
import type { ImportReport, PolicyShown } from '../core/report.ts';
import { alerts, noticesPart } from './alerts.ts';
import { joinParts } from './apis.ts';
import { footer } from './footer.ts';
import { title } from './headline.ts';
import { heading, policyLines, problemLine, sentence } from './log.ts';
import { codeBlock, codeCell, folded, plain } from './markdown.ts';
import { warningsPart } from './problems.ts';
import { textOf } from './section.ts';
import { summaryLimit } from './summary.ts';
import { logLine } from './visible.ts';
import { count, first, listed } from './words.ts';

/** Longer lists are folded, and cut. */
const mostOpen = 20;
const mostListed = 1000;
const mostProblems = 250;
const mostExceptions = 1000;
const mostEnvironments = 5;

/** One that would be longer than a summary may be has counts only. */
export function importSummary(report: ImportReport): string {
  const full = summaryOf(report, { problems: mostProblems, listed: mostListed, exceptions: mostExceptions });
  if (Buffer.byteLength(full) < summaryLimit) return `${full}\n`;
  return `${summaryOf(report, { problems: 20, listed: mostOpen, exceptions: mostOpen })}\n`;
}

/** How many to list; the rest is counted. */
interface Most {
  readonly problems: number;
  readonly listed: number;
  readonly exceptions: number;
}

function summaryOf(report: ImportReport, most: Most): string {
  const { problems, origin, policyShown, imported } = report;
  return joinParts([
    `### ${title(report)}`,
    imported ? plain(headlineText(imported)) : '',
    imported ? plain(policyText(imported, policyShown)) : '',
    textOf(alerts(report, { problems: most.problems, others: mostOpen }).above),
    imported ? apiTable(imported.apis, most.listed) : '',
    imported ? listPart('left out', leftOutLines(imported.leftOut), most.listed) : '',
    imported ? listPart('different on the tenant', differenceLines(imported.differences), most.listed) : '',
    exceptionsPart(report, most.exceptions),
    warningsPart({ problems, origin, policyShown, most: most.problems }),
    noticesPart(report, mostOpen),
    footer(report),
  ]);
}

/** Lines without line breaks, none of which the runner takes for a command; they end with what is to be copied. */
export function importLog(report: ImportReport): string[] {
  const lines = [
    heading(report, []),
    ...importProblemLines(report.problems),
    ...policyLines(report.policyShown),
    ...[...report.notices, ...importLines(report)].map((line) => sentence(line)),
  ];
  return lines.map(logLine);
}

function importLines(report: ImportReport): string[] {
  const { imported } = report;
  if (!imported) return [];
  const cutLines = (lines: readonly string[]) => {
    const { shown, more } = first(lines, mostListed);
    return more > 0 ? [...shown, `… and ${more} more`] : shown;
  };
  const exceptions = exceptionsOf(report, mostExceptions);
  return [
    headlineText(imported),
    ...[policyText(imported, report.policyShown)].filter((line) => line !== ''),
    ...cutLines(imported.apis.map(apiLine)),
    ...cutLines(leftOutLines(imported.leftOut).map((line) => `left out: ${line}`)),
    ...cutLines(differenceLines(imported.differences).map((line) => `different: ${line}`)),
    ...(exceptions.lines.length > 0 ? [exceptionsHint(report), ...exceptions.lines] : []),
  ];
}

function headlineText({ files, apis }: Imported): string {
  if (files.length === 0) return 'Nothing to import: the manifest has all of it.';
  const permissions = apis.reduce((sum, api) => sum + api.permissions, 0);
  return `Imported: ${count(permissions, 'permission')} of ${count(apis.length, 'API')} into ${count(files.length, 'file')}.`;
}

/** '' where no policy was written. */
function policyText({ policy }: Imported, { exceptions }: PolicyShown): string {
  if (!policy) return '';
  const what = `A first policy, ${policy.path}, excepts ${count(exceptions.length, 'name')} that the rules find wrong.`;
  return `${what} Say the real reason of each there, and merge it ${policy.merged}.`;
}

/** Errors are for now, and listed; warnings may stay, and a plan lists them. */
function importProblemLines(problems: readonly Problem[]): string[] {
  const { error = [], warning = [] } = Object.groupBy(problems, ({ severity }) => severity);
  const { shown, more } = first(error, mostListed);
  const errors = [...shown.map(problemLine), ...(more > 0 ? [`… and ${count(more, 'more error')}`] : [])];
  if (warning.length === 0) return errors;
  const byRule = [...Map.groupBy(warning, ({ rule }) => rule)].sort(([, a], [, b]) => b.length - a.length);
  const counts = byRule.map(([rule, found]) => `${found.length} ${rule}`);
  return [...errors, `${count(warning.length, 'warning')}, which may stay: ${counts.join(', ')}.`];
}

function apiLine({ identifier, name, isNew, permissions, path, alsoFor }: ImportedApi): string {
  const title = name === undefined ? identifier : `${name} (${identifier})`;
  const also = alsoWords(alsoFor, (environment) => environment);
  return `${title}: ${count(permissions, 'permission')} into ${path}${isNew ? ', a new API' : ''}${also}`;
}

function alsoWords(environments: readonly string[], inWords: (environment: string) => string): string {
  if (environments.length === 0) return '';
  const { shown, more } = first(environments, mostEnvironments);
  return `, also for ${listed([...shown.map(inWords), ...(more > 0 ? [`${more} more`] : [])])}`;
}

function apiTable(apis: readonly ImportedApi[], most: number): string {
  if (apis.length === 0) return '';
  const { shown, more } = first(apis, most);
  const rows = shown.map(({ identifier, isNew, permissions, path, alsoFor }) => {
    const how = `${isNew ? 'new' : 'completed'}${alsoWords(alsoFor, codeCell)}`;
    return `| ${codeCell(identifier)} | ${how} | ${permissions} | ${codeCell(path)} |`;
  });
  const table = ['| API | | permissions | file |', '|---|---|---:|---|', ...rows].join('\n');
  const whole = more > 0 ? `${table}\n\n… and ${count(more, 'more API')}` : table;
  return apis.length > mostOpen ? folded(count(apis.length, 'API'), whole) : whole;
}

function leftOutLines(leftOut: readonly LeftOut[]): string[] {
  return leftOut.map(({ api, permission, why }) => {
    return permission === undefined ? `${api}: ${why}` : `${JSON.stringify(permission)} of ${api}: ${why}`;
  });
}

function differenceLines(differences: readonly Difference[]): string[] {
  return differences.map(({ api, permission, kind }) => {
    const what = permission === undefined ? api : `${JSON.stringify(permission)} of ${api}`;
    return `${what}: ${kind}; the manifest stays as it is, and the next plan shows it`;
  });
}

function listPart(what: string, lines: readonly string[], most: number): string {
  if (lines.length === 0) return '';
  const { shown, more } = first(lines, most);
  const list = [...shown.map((line) => `- ${plain(line)}`), ...(more > 0 ? [`- … and ${more} more`] : [])].join('\n');
  const heading = `${lines.length} ${what}`;
  return lines.length > mostOpen ? folded(heading, list) : `#### ${heading}\n\n${list}`;
}

function exceptionsOf({ problems, imported }: ImportReport, most: number): { lines: readonly string[]; more: number } {
  if (!imported) return { lines: [], more: 0 };
  const { shown, more } = first(exceptionLines(problems), most * linesEach + 1);
  return { lines: shown, more: more / linesEach };
}

const linesEach = 4;

function exceptionsPart(report: ImportReport, most: number): string {
  const { lines, more } = exceptionsOf(report, most);
  if (lines.length === 0) return '';
  const block = codeBlock(lines);
  const rest = more > 0 ? `${block}\n\n… and ${more} more` : block;
  const isLong = lines.length > mostOpen * linesEach;
  return `#### Exceptions\n\n${plain(exceptionsHint(report))}\n\n${isLong ? folded('The exceptions', rest) : rest}`;
}

function exceptionsHint({ policyShown: { file } }: ImportReport): string {
  const policy = file === '' ? 'the policy' : file;
  const how = `add this below \`version: 1\` of ${policy}, say the real reason in each \`reason\`, and merge it before the manifest`;
  return `To keep these names for now, ${how}; or correct the names:`;
}
