/** What the branch says now against the tenant: whatever differs is drift, or waits for its apply. */

import type { Say } from '../core/facts.ts';
import type { Ports } from '../ports.ts';
import { requireAccess } from '../read/access.ts';
import { requireBranch } from '../read/branch.ts';
import { planAgainst } from './plan.ts';

export async function drift(ports: Ports, say: Say): Promise<void> {
  requireBranch(ports.run);
  requireAccess(ports, 'Looking for drift');
  await planAgainst(ports, say, { compared: ports.run.commit, stage: 'drift' });
}
