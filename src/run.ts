/** The whole run: chooses a mode, gathers what it says, and reports it. */
import { toActionError } from './core/errors.ts';
import { type Fact, reportOf, type Say } from './core/facts.ts';
import type { Report } from './core/report.ts';
import { apply } from './modes/apply.ts';
import { decideMode } from './modes/choose.ts';
import { drift } from './modes/drift.ts';
import { plan } from './modes/plan.ts';
import { validate } from './modes/validate.ts';
import type { ApplyPorts, Ports, Reporter } from './ports.ts';
import { publish, publishFailure } from './tell/publish.ts';

/** Never throws: whatever goes wrong is reported once, here. */
export async function run(reporter: Reporter, connect: () => ApplyPorts): Promise<void> {
  try {
    const ports = connect();
    await publish(await perform(ports), ports);
  } catch (thrown) {
    publishFailure(toActionError(thrown), reporter);
  }
}

async function perform(ports: ApplyPorts): Promise<Report> {
  const facts: Fact[] = [];
  const say: Say = (fact) => void facts.push(fact);
  try {
    const mode = await decideMode(ports);
    say({ kind: 'chosen', mode });
    await modes[mode](ports, say);
  } catch (thrown) {
    say({ kind: 'stopped', error: toActionError(thrown) });
  }
  return reportOf(facts, frameOf(ports));
}

/** An import is a rare thing, and no other run loads what it needs. */
async function importInto(ports: Ports, say: Say): Promise<void> {
  const { importManifest } = await import('./modes/import.ts');
  await importManifest(ports, say);
}

const modes = { validate, plan, apply, drift, import: importInto } as const;

function frameOf({ inputs, run: { repositoryUrl, runUrl, commit, actionUrl } }: Ports) {
  return {
    tenant: inputs.domain,
    environment: inputs.environment,
    failOn: inputs.failOn,
    origin: { repositoryUrl, runUrl, commit, actionUrl },
    ended: `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`,
  };
}
