/** What a reader must not miss, as GitHub's alerts. */
import { isAccessError } from '../core/drift.ts';
import type { ActionError, ErrorCode } from '../core/errors.ts';

import { type ApiOutcome, endedOf } from '../core/outcome.ts';
import { countProblems } from '../core/problem.ts';
import type { Report } from '../core/report.ts';
import { outcomesOf } from '../core/result.ts';
import { leftLabel } from './apis.ts';
import { adviceAlert } from './drift.ts';
import { guardWords } from './guard.ts';
import { alert, code, link, plain } from './markdown.ts';
import { errorsAlert } from './problems.ts';
import { aside, brief, news, type Section } from './section.ts';
import { unknownsAlert } from './unknowns.ts';
import { identifiers } from './untouched.ts';
import { count, first } from './words.ts';

/** How many of each kind to list; the rest is counted. */
export interface Lengths {
  readonly problems: number;
  /** Identifiers, and notices. */
  readonly others: number;
}

export interface Alerts {
  /** What stands above the changes. */
  readonly above: readonly Section[];
  /** What stands below them: of drift, first what differs, then what to do about it. */
  readonly below: readonly Section[];
}

/** In the order of weight: failure, errors, missing APIs, what was not asked. */
export function alerts(report: Report, most: Lengths): Alerts {
  const { problems, origin, policyShown, plan } = report;
  const failures = [failureAlert(report, most.others), otherFailures(report)].map(news);
  const errors = news(errorsAlert({ problems, origin, policyShown, most: most.problems }, consequence(report)));
  const guard = news(guardAlert(report));
  const missing = news(missingAlert(report, most.others));
  const unknowns = aside(plan ? unknownsAlert(plan) : '');
  if (report.mode === 'drift')
    return { above: [...failures, missing, unknowns], below: [news(adviceAlert(report)), errors, guard] };
  const override = news(overrideAlert(report));
  const offline = brief(offlineAlert(report), ''); // the headline says it, too
  return { above: [...failures, errors, guard, override, missing, offline, unknowns], below: [] };
}

/** A failure that another alert tells in more detail is not told twice. */
function failureAlert(report: Report, most: number): string {
  const { failure } = report;
  if (!failure || isToldElsewhere(failure, report)) return '';
  const { left } = endedOf(outcomesOf(report));
  const isOfAll = failure.code === 'apply-incomplete' && left.every(({ error }) => error !== failure);
  const message = isOfAll ? 'Not every API was applied.' : plain(failure.message);
  const sentences = [`**${message}**`, plain(failure.hint), `<sub>${reason(failure, report)}</sub>`];
  const lines = outcomeLines(report, most);
  return alert('CAUTION', [
    sentences.filter((part) => part !== '').join(' '),
    ...(lines.length > 0 ? ['', ...lines] : []),
  ]);
}

/** What failed beside it, a line each. */
function otherFailures(report: Report): string {
  const others = report.alsoFailed.filter((failure) => !isToldElsewhere(failure, report));
  const lines = others.map((failure) => {
    const sentences = [`**${plain(failure.message)}**`, plain(failure.hint), `<sub>${reason(failure, report)}</sub>`];
    return sentences.filter((part) => part !== '').join(' ');
  });
  return lines.length === 0
    ? ''
    : alert(
        'CAUTION',
        lines.flatMap((line, index) => (index === 0 ? [line] : ['', line])),
      );
}

/** By the headline, the problems, or an alert of its own. */
function isToldElsewhere({ code: name }: ActionError, { problems, plan }: Report): boolean {
  if (name === 'drift-found' || name === 'audit-findings') return true;
  if (listed.includes(name)) return countProblems(problems).errors > 0;
  return name === 'api-not-found' && plan !== undefined && plan.missing.length > 0;
}

/** Where an apply ended in the middle: which APIs have it, and which don't. */
function outcomeLines(report: Report, most: number): string[] {
  const { applied, left } = endedOf(outcomesOf(report));
  if (applied.length + left.length < 2) return [];
  const named = (outcomes: readonly ApiOutcome[]) =>
    identifiers(
      outcomes.map(({ api }) => api.identifier),
      most,
    );
  const groups = Map.groupBy(left, (outcome) => `**${leftLabel(outcome)}** (${reason(outcome.error, report)})`);
  return [
    ...[...groups].map(([label, outcomes]) => `- ${label}: ${named(outcomes)}`),
    ...(applied.length > 0 ? [`- **Applied:** ${named(applied)}`] : []),
  ];
}

/** Leads to what causes it and what helps. */
function reason({ code: name }: ActionError, { origin: { actionUrl } }: Report): string {
  return link(code(name), actionUrl === '' ? '' : `${actionUrl}/docs/troubleshooting.md#${name}`);
}

/** What fails for problems that are errors themselves. */
const listed: readonly ErrorCode[] = ['manifest-invalid', 'policy-invalid', 'access-violated'];

function guardAlert(report: Report): string {
  const words = guardWords(report, { text: plain, name: code, place: 'this pull request' });
  return words ? alert(words.weight, [`**${words.lead}** ${words.rest}`]) : '';
}

function overrideAlert(report: Report): string {
  if (report.mode !== 'apply' || !report.override) return '';
  const { override, origin } = report;
  const who = override.by === '' ? '' : `, set by ${code(override.by)}`;
  const where = link(`pull request ${override.pullRequest}`, `${origin.repositoryUrl}/pull/${override.pullRequest}`);
  return alert('WARNING', [`**The guard was lifted** by the label ${code(override.label)} on ${where}${who}.`]);
}

function consequence({ mode, plan, problems }: Report): string {
  if (mode === 'validate' || mode === 'import' || mode === 'audit') return '';
  if (mode === 'drift' && problems.some(isAccessError)) return ''; // it stops no apply that does not cause it
  return plan ? ' to fix before anything is applied' : ' in the manifest, so there is no plan';
}

function missingAlert({ plan, failure }: Report, most: number): string {
  if (!plan || plan.missing.length === 0) return '';
  const names = identifiers(
    plan.missing.map(({ identifier }) => identifier),
    most,
  );
  const line = `**Not on the tenant:** ${names}. Create the API in Auth0 first, or correct the identifier.`;
  return alert(failure?.code === 'api-not-found' ? 'CAUTION' : 'WARNING', [line]);
}

function offlineAlert({ plan }: Report): string {
  return plan && !plan.tenantAsked ? alert('NOTE', [notAsked]) : '';
}

const notAsked =
  '**The tenant was not asked:** this run has no credentials. ' +
  'The manifest is compared with its previous version, and an apply may differ.';

/** What was not checked, or is otherwise worth knowing; '' where there is nothing. */
export function noticesPart({ notices }: Report, most: number): string {
  if (notices.length === 0) return '';
  const { shown, more } = first(notices, most);
  if (shown.length === 0) return count(more, 'notice');
  const lines = shown.map((notice) => `- ${plain(notice)}`);
  return alert('NOTE', more > 0 ? [...lines, `- … and ${more} more`] : lines);
}
