/** What the branch says now against the tenant: whatever differs is drift, or waits for its apply. */

import type { Say } from '../core/facts.ts';
import type { GitHubPorts, Ports } from '../ports/ports.ts';
import { requireAccess } from '../read/access.ts';
import { requireBranch } from '../read/branch.ts';
import type { Since } from '../read/since.ts';
import { planAgainst, sinceRecorded } from './plan.ts';

export async function drift(ports: GitHubPorts, say: Say): Promise<void> {
  requireBranch(ports.run);
  await driftSince(ports, say, sinceRecorded(ports, ports.run.commit));
}

/** @throws ActionError credentials-missing */
export async function driftSince(ports: Ports, say: Say, since: () => Promise<Since>): Promise<void> {
  requireAccess(ports, 'Looking for drift');
  await planAgainst(ports, say, { since, base: ports.run.commit, stage: 'drift' });
}
