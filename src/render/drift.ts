/** What only a report about drift has: what its changes are, who may ask for what, and what to do. */
import { driftAdvice } from '../core/drift.ts';
import type { ApiPlan } from '../core/plan.ts';
import type { Report } from '../core/report.ts';
import { alert, plain } from './markdown.ts';
import { identifiers } from './untouched.ts';
import type { ApiView } from './view.ts';

/** Stands above changes that the manifest causes; '' where there are none. */
export function pendingLead({ mode }: Report, views: readonly ApiView[]): string {
  return mode === 'drift' && views.some(({ own }) => own.length > 0) ? pending : '';
}

const pending = '**Not applied yet:** the manifest says it, and no apply has brought it to the tenant.';

export function adviceAlert(report: Report): string {
  const advice = report.mode === 'drift' ? driftAdvice(report) : [];
  return advice.length === 0
    ? ''
    : alert(
        'NOTE',
        advice.map((sentence) => `- ${plain(sentence)}`),
      );
}

/** Who may ask for the permissions of each API, drift or not. */
export function exposurePart({ mode, plan }: Report, most: number): string {
  if (mode !== 'drift' || !plan) return '';
  const { open, limited } = byExposure(plan.apis);
  return [
    open.length > 0 ? `**Open**, any user of any application may ask (RBAC is off): ${identifiers(open, most)}` : '',
    limited.length > 0 ? `**Limited** to roles and grants: ${identifiers(limited, most)}` : '',
  ]
    .filter((line) => line !== '')
    .join('\\\n');
}

function byExposure(apis: readonly ApiPlan[]): Record<'open' | 'limited', string[]> {
  const of = (exposure: 'open' | 'limited') =>
    apis.filter((api) => api.exposure === exposure).map(({ identifier }) => identifier);
  return { open: of('open'), limited: of('limited') };
}
