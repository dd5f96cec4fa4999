/** What is to go one day, and who still holds it. */
import { type Deprecation, told } from '../core/deprecation.ts';
import type { ApiPlan } from '../core/plan.ts';
import type { Report } from '../core/report.ts';
import { apiTitle, joinParts } from './apis.ts';
import { holders } from './impact.ts';
import { codeCell } from './markdown.ts';
import { cut } from './visible.ts';
import { count, first } from './words.ts';

const mostRows = 50;

/** A table an API; '' where there is nothing to tell. */
export function deprecatedPart(report: Report): string {
  const apis = telling(report);
  if (apis.length === 0) return '';
  return joinParts(['#### Deprecated', ...apis.map((api) => joinParts([`**${apiTitle(api)}**`, table(api)]))]);
}

/** "3 deprecated permissions"; '' where there are none to tell of. */
export function deprecatedCount(report: Report): string {
  const number = telling(report).reduce((sum, { deprecated }) => sum + told(deprecated).length, 0);
  return number === 0 ? '' : count(number, 'deprecated permission');
}

function telling({ plan }: Report): readonly ApiPlan[] {
  return plan?.apis.filter(({ deprecated }) => told(deprecated).length > 0) ?? [];
}

function table({ deprecated }: ApiPlan): string {
  const { shown, more } = first(told(deprecated), mostRows);
  const rest = more > 0 ? [`| … and ${more} more | | |`] : [];
  return ['| Permission | Note | Still held by |', '|---|---|---|', ...shown.map(row), ...rest].join('\n');
}

function row({ permission, reason, holders: impact }: Deprecation): string {
  return `| ${codeCell(cut(permission, 200))} | ${note(reason)} | ${heldBy(impact)} |`;
}

function note(reason: string): string {
  return reason === '' ? '' : codeCell(cut(reason, 200));
}

function heldBy(impact: Deprecation['holders']): string {
  if (!impact) return 'not checked';
  const who = holders(impact);
  if (impact.unread.length === 0) return who || 'nobody who was found';
  return who === '' ? 'not checked' : `${who} · not all checked`;
}
