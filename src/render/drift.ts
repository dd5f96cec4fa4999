/** What only a report about drift has: who may ask for what, and what to do. */
import { driftAdvice } from '../core/drift.ts';
import type { ApiPlan } from '../core/plan.ts';
import type { Report } from '../core/report.ts';
import { alert, plain } from './markdown.ts';
import { identifiers } from './untouched.ts';

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
