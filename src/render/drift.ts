/** What only a report about drift has: who may ask for what, and what to do. */
import { driftAdvice } from '../core/drift.ts';
import { exposureOf } from '../core/reach/reach.ts';
import { anyFirstParty } from '../core/reach/words.ts';
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
  return (['open', 'limited', 'closed'] as const)
    .flatMap((exposure) => {
      const apis = plan.apis.filter(({ admission }) => admission && exposureOf(admission) === exposure);
      return apis.length === 0
        ? []
        : [
            `${exposures[exposure]}: ${identifiers(
              apis.map(({ identifier }) => identifier),
              most,
            )}`,
          ];
    })
    .join('\\\n');
}

const exposures = {
  open: `**Open**, ${anyFirstParty} may ask (RBAC is off)`,
  limited: '**Limited** to roles and grants',
  closed: '**Closed**, nobody gets a token',
} as const;
