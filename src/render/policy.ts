/** What a pull request makes of the policy, and which exceptions of it are in force. */
import type { Exception } from '../core/policy.ts';
import type { Effect, PolicyChange } from '../core/policy-changes.ts';
import type { PolicyShown } from '../core/report.ts';
import { alert, code, folded, plain } from './markdown.ts';
import { cut } from './visible.ts';
import { count, first } from './words.ts';

/** The weakest first, for they are what a reviewer has to find; '' where the policy stays as it is. */
export function policyAlert({ changes, isFirst }: PolicyShown, most: number): string {
  if (isFirst) return alert('NOTE', [firstLead, ...firstLines(changes, most)]);
  if (changes.length === 0) return '';
  const kind = changes.some(({ effect }) => effect === 'weaker') ? 'WARNING' : 'NOTE';
  return alert(kind, [lead, '', ...changeLines(changes, most)]);
}

const lead = '**This pull request changes the policy.** It is judged by the policy before the change.';

/** The exceptions are counted: an import writes one for each name that needs it, and those in force are listed below. */
function firstLines(changes: readonly PolicyChange[], most: number): string[] {
  const { exceptions = [], others = [] } = Object.groupBy(changes, ({ setting }) =>
    setting === 'exceptions' ? 'exceptions' : 'others',
  );
  if (changes.length === 0) return [];
  const counted = exceptions.length > 0 ? [`- **weaker:** ${count(exceptions.length, 'exception')}`] : [];
  return [differs, '', ...changeLines(others, most), ...counted];
}

const firstLead =
  '**This pull request brings the first policy.** Neither a manifest nor a policy was here before, so it counts at once.';
const differs = 'What it says otherwise than the default one:';

function changeLines(changes: readonly PolicyChange[], most: number): string[] {
  const ordered = changes.toSorted((a, b) => weight[a.effect] - weight[b.effect]);
  const { shown, more } = first(ordered, most);
  return [...shown.map(changeLine), ...(more > 0 ? [`- … and ${more} more`] : [])];
}

const weight: Readonly<Record<Effect, number>> = { weaker: 0, changed: 1, stricter: 2 };

function changeLine({ effect, setting, before, after }: PolicyChange): string {
  const start = `- **${effect}:** ${code(setting)}`;
  if (before === undefined) return `${start} adds ${value(after)}`;
  return after === undefined ? `${start} drops ${value(before)}` : `${start} ${value(before)} → ${value(after)}`;
}

function value(text: string | undefined): string {
  return text === undefined ? 'none' : code(cut(text, 200));
}

/** Folded; '' where there are none. */
export function exceptionsPart({ exceptions }: PolicyShown, most: number): string {
  if (exceptions.length === 0) return '';
  const title = `${count(exceptions.length, 'exception')} in force`;
  const { shown, more } = first(exceptions, most);
  if (shown.length === 0) return title;
  const lines = [...shown.map(exceptionLine), ...(more > 0 ? [`- … and ${more} more`] : [])];
  return folded(title, lines.join('\n'));
}

function exceptionLine({ permission, api, rule, reason, expires }: Exception): string {
  const of = api === undefined ? '' : ` of ${code(cut(api, 200))}`;
  const until = expires === undefined ? '' : ` until ${plain(expires)}`;
  return `- ${code(permission)}${of}: no ${code(rule)}${until}. ${plain(cut(reason, 200))}`;
}
