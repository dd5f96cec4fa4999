/** What a run says becomes its report; it never throws. */
import { toActionError } from './core/errors.ts';
import { type Fact, reportOf, type Say } from './core/facts.ts';
import type { Report } from './core/report.ts';
import type { Ports } from './ports/ports.ts';

export async function perform(ports: Ports, act: (say: Say) => Promise<void>): Promise<Report> {
  const facts: Fact[] = [];
  const say: Say = (fact) => void facts.push(fact);
  try {
    await act(say);
  } catch (thrown) {
    say({ kind: 'stopped', error: toActionError(thrown) });
  }
  return reportOf(facts, frameOf(ports));
}

function frameOf({ inputs, run: { repositoryUrl, runUrl, commit, actionUrl } }: Ports) {
  return {
    tenant: inputs.domain,
    environment: inputs.environment,
    failOn: inputs.failOn,
    origin: { repositoryUrl, runUrl, commit, actionUrl },
    ended: `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`,
  };
}
