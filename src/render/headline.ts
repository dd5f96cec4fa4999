/** The first thing a reader sees: for what this is, and how much changes. */
import { countProblems } from '../core/problem.ts';
import type { Mode, Plan, Report } from '../core/report.ts';
import { code, plain } from './markdown.ts';
import { type ApiView, hasChanges, progressOf, progressText } from './view.ts';
import { count } from './words.ts';

/** "Auth0 permissions · production" */
export function title({ environment, mode }: Report): string {
  const subject = mode === 'drift' ? 'Auth0 permissions drift' : 'Auth0 permissions';
  return [subject, plain(environment)].filter((part) => part !== '').join(' · ');
}

/** One line: the counts, and of what. */
export function headline(report: Report, views: readonly ApiView[]): string {
  if (!report.plan) return withoutPlan(report);
  const text = progressText(report, views, 'Markdown');
  if (text === '') return nothingToChange(report);
  return `**${text}**${progressOf(report) === 'incomplete' ? '' : scope(report.plan, views)}${target(report)}`;
}

/** What is said where the tenant, or offline the previous manifest, already agrees with the manifest. */
export function nothingToChange({ plan, tenant, mode }: Report): string {
  if (plan && !plan.tenantAsked) return 'The manifest changes no permission; the tenant was not asked.';
  if (plan && plan.apis.length === 0 && plan.missing.length === 0) return 'The manifest declares no API here.';
  if (plan && plan.missing.length > 0)
    return `${mode === 'drift' ? 'Nothing else drifts' : 'Nothing else to change'}${target({ plan, tenant })}.`;
  return `${outcomes[mode]}: ${tenant === '' ? 'the tenant' : code(tenant)} follows the manifest.`;
}

const outcomes: Readonly<Record<Mode, string>> = {
  validate: 'Nothing to change',
  plan: 'Nothing to change',
  apply: 'Nothing to apply',
  drift: 'No drift',
  import: 'Nothing to import',
  audit: 'Nothing to audit',
};

function withoutPlan({ problems, failure, mode, tenant }: Report): string {
  const { errors } = countProblems(problems);
  if (mode === 'apply' && failure) return `**Not applied**${target({ tenant })}`;
  return errors > 0 || failure ? '' : 'The manifest is valid.';
}

/** Said where the manifest has several APIs, on the tenant or not: how many of them change. */
function scope({ missing }: Plan, views: readonly ApiView[]): string {
  const changed = views.filter(hasChanges).length;
  const all = views.length + missing.length;
  if (all < 2 || changed === 0) return '';
  return changed === all ? ` in ${count(changed, 'API')}` : ` in ${changed} of ${count(all, 'API')}`;
}

function target({ plan, tenant }: Pick<Report, 'tenant'> & Partial<Pick<Report, 'plan'>>): string {
  if (plan && !plan.tenantAsked) return ' compared with the previous manifest';
  return tenant === '' ? '' : ` on ${code(tenant)}`;
}
