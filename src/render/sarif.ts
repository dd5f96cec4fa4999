/**
 * The problems of a run for GitHub code scanning: SARIF 2.1.0, and of it what GitHub reads.
 * Source: GitHub docs, "SARIF support for code scanning".
 */
import { createHash } from 'node:crypto';
import type { Log, ReportingDescriptor, Result, Run } from 'sarif';
import { lockedRules, type Place, type Problem } from '../core/problem.ts';
import type { Origin, Report } from '../core/report.ts';
import { allRules } from '../core/rules/catalog.ts';
import type { RuleInfo } from '../core/rules/rule.ts';
import { json } from './json.ts';
import { link, urlPath } from './markdown.ts';
import { cut, visible } from './visible.ts';

/** GitHub refuses a run of more than 25,000 results and drops all but 5,000. Source: as above, "File compatibility". */
const mostResults = 5000;

/** Far from the 10 MB that a file may have, compressed, even with 5,000 results. Source: as above. */
const longest = 1000;

/** The first 5,000 problems, errors before warnings, with a line break at its end. Every rule is listed, found or not. */
export function renderSarif(report: Report): string {
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [runOf(report)],
  };
  return json(log);
}

function runOf(report: Report): Run {
  const { environment, origin } = report;
  const information = origin.actionUrl === '' ? {} : { informationUri: `${origin.actionUrl}/README.md` };
  return {
    tool: {
      driver: { name: 'Auth0 Permissions', ...information, rules: allRules.map((rule) => descriptor(rule, origin)) },
    },
    automationDetails: { id: automationId(environment) },
    columnKind: 'utf16CodeUnits',
    results: resultsOf(report),
  };
}

/**
 * What stands before the last slash is the category: an upload takes the place of the one before in the same category,
 * so each environment of a matrix has its own. Source: as above, "runAutomationDetails object".
 */
function automationId(environment: string): string {
  return environment === ''
    ? 'auth0-permissions/'
    : `auth0-permissions/${encodeURIComponent(environment.toWellFormed())}/`;
}

/** No `security-severity`: it would put a misspelt name among the vulnerabilities. */
function descriptor({ id, severity, summary }: RuleInfo, origin: Origin): ReportingDescriptor {
  const locked = lockedRules.some((rule) => rule === id);
  const policy = locked
    ? 'No policy can change its severity or switch it off.'
    : 'A policy can change its severity or switch it off.';
  return {
    id,
    name: id.replace(/(^|-)[a-z]/g, (start) => start.slice(-1).toUpperCase()),
    shortDescription: { text: summary },
    fullDescription: { text: `${summary} ${policy}` },
    ...helpOf(id, `${summary} ${policy}`, origin),
    defaultConfiguration: severity === 'off' ? { enabled: false } : { level: severity },
    properties: { tags: ['auth0', 'permissions'], 'problem.severity': severity === 'off' ? 'warning' : severity },
  };
}

function helpOf(id: string, text: string, { actionUrl }: Origin): Pick<ReportingDescriptor, 'help' | 'helpUri'> {
  if (actionUrl === '') return { help: { text } };
  const helpUri = `${actionUrl}/docs/rules.md#${id}`;
  const markdown = `${text}\n\n${link('Why, with examples', helpUri)}`;
  return { help: { text: `${text} ${helpUri}`, markdown }, helpUri };
}

/**
 * The problems of a central policy are left out: its file lies in another repository, and code scanning would look for it
 * in this one.
 */
function resultsOf({ problems, policyShown }: Report): Result[] {
  const { central, file } = policyShown;
  const isTold = problems.some(({ age }) => age !== undefined);
  return identified(problems.filter((problem) => !central || problem.file !== file))
    .sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'))
    .slice(0, mostResults)
    .map((problem) => ({ ...result(problem), ...(isTold && baseline(problem)) }));
}

/**
 * Of all results or of none, so one that can't be told counts as new. Viewers filter by it; GitHub compares the alerts of
 * two branches itself, and passes over it. Source: SARIF 2.1.0, section 3.27.24; as above, "result object".
 */
function baseline({ age }: Problem): Pick<Result, 'baselineState'> {
  return { baselineState: age === 'old' ? 'unchanged' : 'new' };
}

interface Identified extends Problem {
  readonly identity: string;
}

/** Equal ones are counted, `hash:1` and `hash:2`, as CodeQL does. Source: github/codeql-action, src/fingerprints.ts. */
function identified(problems: readonly Problem[]): Identified[] {
  const seen = new Map<string, number>();
  return problems.map((problem) => {
    const hash = hashOf(problem);
    const times = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, times);
    return { ...problem, identity: `${hash}:${times}` };
  });
}

/**
 * Of what stays the same wherever the problem stands and whatever else is found, so that an alert that was dismissed
 * stays dismissed. Cryptographic: nobody can name a permission so that it passes for one that was dismissed.
 */
function hashOf({ rule, file, message, subject }: Problem): string {
  const about = subject ? [subject.api, subject.permission ?? null] : [withoutPlace(message)];
  const hash = createHash('sha256').update(JSON.stringify([rule, file, ...about]));
  return hash.digest('hex').slice(0, 32);
}

/** Messages name another place last, as in "The key `apis` stands twice; first at permissions.yml:3." */
function withoutPlace(message: string): string {
  const [before = ''] = message.split('; first at ');
  return before;
}

function result(problem: Identified): Result {
  const { rule, severity, message, hint = '', identity } = problem;
  return {
    ruleId: rule,
    ruleIndex: allRules.findIndex(({ id }) => id === rule),
    level: severity,
    message: { text: plainMessage(`${message} ${hint}`.trimEnd()) },
    locations: [{ physicalLocation: physicalLocation(problem) }],
    // upload-sarif keeps it, but warns where the file is checked out, too (github/codeql-action, issue 4052). Without a
    // checkout it makes none of its own, and its own changes with the lines below.
    partialFingerprints: { primaryLocationLineHash: identity },
  };
}

/** `%SRCROOT%` is the root of the repository. GitHub asks for an end, also where only the beginning is known. */
function physicalLocation({ file, line, column, endLine = line, endColumn = column + 1 }: Place) {
  return {
    artifactLocation: { uri: urlPath(file), uriBaseId: '%SRCROOT%' },
    region: { startLine: line, startColumn: column, endLine, endColumn },
  };
}

/**
 * A message in which neither `[text](target)` nor `<address>` is a link and `{0}` is no placeholder. Braces are doubled, as
 * SARIF has it. For links it has no escape, and viewers read Markdown's differently; none finds a link without `](` or `<`.
 * Source: SARIF 2.1.0, sections 3.11.5 and 3.11.6; oasis-tcs/sarif-spec, issue 597.
 */
function plainMessage(text: string): string {
  return visible(cut(text, longest))
    .replaceAll('](', ']\\u0028')
    .replace(/<(?=[^\s<>]*[:@][^\s<>]*>)/g, '\\u003c')
    .replace(/[{}]/g, '$&$&');
}
