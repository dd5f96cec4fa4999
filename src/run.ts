/** The whole run: chooses a mode, and reports what it says. */
import { toActionError } from './core/errors.ts';
import type { Say } from './core/facts.ts';
import { decideMode, unusedInputs } from './modes/choose.ts';
import { drift } from './modes/drift.ts';
import { plan } from './modes/plan.ts';
import { validate } from './modes/validate.ts';
import { perform } from './perform.ts';
import type { ApplyPorts, Ports } from './ports/ports.ts';
import type { Reporter } from './ports/reporter.ts';
import { publish, publishFailure, publishLoss } from './tell/publish.ts';

/** Never throws: whatever goes wrong is reported once, here. */
export async function run(reporter: Reporter, connect: () => ApplyPorts): Promise<void> {
  const ports = connected(reporter, connect);
  if (!ports) return;
  try {
    await publish(await perform(ports, (say) => act(ports, say)), ports);
  } catch (thrown) {
    publishLoss(toActionError(thrown), reporter);
  }
}

function connected(reporter: Reporter, connect: () => ApplyPorts): ApplyPorts | undefined {
  try {
    return connect();
  } catch (thrown) {
    publishFailure(toActionError(thrown), reporter);
    return undefined;
  }
}

async function act(ports: ApplyPorts, say: Say): Promise<void> {
  const mode = await decideMode(ports);
  for (const warning of unusedInputs(ports.inputs, mode)) ports.reporter.warning(warning); // no matter of a review
  say({ kind: 'chosen', mode });
  await modes[mode](ports, say);
}

/** No other run loads what writes. */
async function applyAll(ports: ApplyPorts, say: Say): Promise<void> {
  const { apply } = await import('./modes/apply.ts');
  await apply(ports, say);
}

/** An import is a rare thing, and no other run loads what it needs. */
async function importInto(ports: Ports, say: Say): Promise<void> {
  const { importManifest } = await import('./modes/import.ts');
  await importManifest(ports, say);
}

/** So is an audit. */
async function auditTenant(ports: Ports, say: Say): Promise<void> {
  const { audit } = await import('./modes/audit.ts');
  await audit(ports, say);
}

const modes = { validate, plan, apply: applyAll, drift, import: importInto, audit: auditTenant } as const;
